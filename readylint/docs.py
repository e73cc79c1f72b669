"""The pages of docs/rules from the rules, the page and the schema of the configuration from its settings: `python -m readylint.docs` writes
them, `--check` says which are stale."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from readylint import schema, settings_page
from readylint.model import CATEGORIES, Item
from readylint.registry import built_in, folder
from readylint.report.accuracy import measured
from readylint.rule import Example, Rule

APPLIES = {
    "any": "every repository",
    "app": "whatever is deployed",
    "http": "apps that answer HTTP requests",
    "api": "apps with endpoints that answer data",
    "ui": "apps with pages for people",
    "auth": "apps that people log in to",
    "db": "apps that keep data in a database",
    "sql": "apps that own a relational schema",
    "container": "repositories that build an image for deployment",
    "k8s": "repositories with Kubernetes workloads",
    "outbound": "apps that call other services",
    "uploads": "apps that take files from users",
    "deps": "repositories that declare third-party dependencies",
}
ABSENCE = {
    "fail": "it fails",
    "unknown": "it is unknown: it may live outside the repository, where only a person can say",
    "pass": "it passes: only a defect makes it fail",
    "na": "it does not apply",
}
VERDICTS = {"pass": "passes", "fail": "fails", "unknown": "is unknown", "na": "does not apply"}


def pages(rules: Iterable[Rule]) -> dict[str, str]:
    """File name to text: a page for each rule, and the index."""
    known = tuple(rules)
    return {"README.md": index(known), **{f"{rule.item.slug}.md": page(rule) for rule in known}}


def index(rules: tuple[Rule, ...]) -> str:
    """The table of all items, by category."""
    written = sum(rule.item.detected for rule in rules)
    blocks = ["# The checklist", _counted(len(rules), written)]
    for category, group in groupby(sorted(rules, key=lambda r: CATEGORIES.index(r.item.category)), key=lambda r: r.item.category):
        head = ["| id | item | severity | applies to | detected |", "|---|---|---|---|---|"]
        blocks += [f"## {category.capitalize()}", "\n".join([*head, *(_row(rule.item) for rule in group)])]
    return _joined(blocks)


def _counted(items: int, written: int) -> str:
    if items == written:
        return f"{items} items, each with its detection, its examples and how often it was right."
    return f"{items} items, {written} of them with detection; each of the others is unknown: no rule yet."


def _row(item: Item) -> str:
    return f"| [{item.id}]({item.slug}.md) | {_cell(item.title)} | {item.severity} | {item.applies} | {'yes' if item.detected else ''} |"


def page(rule: Rule) -> str:
    """What one item asks, why, how to fix it, what is searched, and its examples."""
    item = rule.item
    return _joined([f"# {item.id}: {item.title}", _summary(rule), item.why, *_criteria(item), *_examples(rule.examples), _source(rule)])


def _summary(rule: Rule) -> str:
    item = rule.item
    judged = "for each service, the worst counting" if rule.scope == "service" else "once for the repository"
    rows = [
        ("name", f"`{item.slug}`"),
        ("category", item.category),
        ("severity", item.severity),
        ("applies to", APPLIES[item.applies]),
        ("judged", judged),
        ("when nothing is found", ABSENCE[item.absence]),
    ]
    if item.preview:
        rows.append(("preview", f"reported and not counted in {item.preview}, unless `--preview` or `preview = true`"))
    if item.detected:
        rows.append(("measured", f"[{measured(item.id)}](../accuracy.md)"))
    else:
        rows.append(("detection", "none yet: the verdict is unknown and counts nowhere"))
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {_cell(value)} |" for name, value in rows)])


def _criteria(item: Item) -> Iterator[str]:
    for title, text in (("Passes", item.passes), ("Fails", item.fails), ("How to fix", item.fix), ("What is searched", item.searched)):
        if text:
            yield f"## {title}"
            yield text[0].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _examples(examples: tuple[Example, ...]) -> Iterator[str]:
    if examples:
        yield "## Examples"
        yield "Each is a whole small repository: `-- path --` begins a file, `== date subject ==` a commit. The tests run them all."
    for example in examples:
        places = f", at {' and '.join(f'`{line}`' for line in example.lines)}" if example.lines else ""
        yield f"### {_sentence(example.name)}: {VERDICTS[example.verdict]}{places}"
        yield _fenced(example.repo)


def _sentence(name: str) -> str:
    return name[0].upper() + name[1:]


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    body = "\n".join(line.rstrip() for line in text.strip("\n").splitlines())
    return f"{fence}text\n{body}\n{fence}"


def _source(rule: Rule) -> str:
    return f"Generated from [{rule.path}](../../{rule.path})."


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _joined(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def stale(target: Path, wanted: dict[str, str]) -> tuple[str, ...]:
    """The pages that are missing, differ, or belong to no rule any more."""
    there = {path.name: path.read_text("utf-8") for path in target.glob("*.md")}
    return tuple(sorted(name for name in {*there, *wanted} if there.get(name) != wanted.get(name)))


def write(target: Path, wanted: dict[str, str]) -> None:
    """Makes the folder hold the wanted pages and no others."""
    target.mkdir(parents=True, exist_ok=True)
    for name in stale(target, wanted):
        if name in wanted:
            (target / name).write_text(wanted[name], encoding="utf-8", newline="\n")
        else:
            (target / name).unlink()


def main(arguments: list[str]) -> int:
    """Writes the pages and the schema of this checkout, or with --check names the stale ones and returns 1."""
    docs, rules = folder().parent / "docs", built_in()
    made, of_rules = {f"schema/{schema.NAME}": schema.schema(r.item for r in rules), settings_page.NAME: settings_page.page()}, pages(rules)
    if "--check" not in arguments:
        write(docs / "rules", of_rules)
        for name, text in made.items():
            (docs / name).write_text(text, encoding="utf-8", newline="\n")
        return 0
    old = [f"rules/{name}" for name in stale(docs / "rules", of_rules)]
    old += [name for name, text in made.items() if not (docs / name).exists() or (docs / name).read_text("utf-8") != text]
    for name in old:
        print(f"docs/{name} is stale: run `make docs`", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
