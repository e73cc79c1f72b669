"""How often readylint is right: its verdicts on real repositories against those of a careful reader.

usage: python benchmarks/accuracy.py FOLDER [--fetch] [--labels FOLDER] [--write]

FOLDER holds a clone of every labelled repository, named owner__name, at the labelled revision with its whole history; `--fetch` clones
what is missing. benchmarks/labels has the verdicts of the reader: of each item in each repository, sure of it or not, with the places.
Only sure ones are counted. `--write` puts the figures into docs/accuracy.md and readylint/accuracy.toml, which the `precision` of alerts
comes from.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from readylint.registry import built_in
from readylint.report.accuracy import Measured

ROOT = Path(__file__).parent.parent
NEAR = 5  # lines between the place that the reader named and one of ours
SCAN = [sys.executable, "-m", "readylint", "scan", "--format", "json", "--fail-on", "never", "--no-cache"]


class Repository(NamedTuple):
    """A labelled repository: what the reader said of it, and what readylint says (None: it said nothing)."""

    label: dict[str, Any]
    report: dict[str, Any] | None

    @property
    def verdicts(self) -> Iterator[tuple[str, str, str]]:
        """(item, wanted, said) wherever the reader was sure."""
        said = {item["id"]: item["verdict"] for item in (self.report or {}).get("items", ())}
        for item, truth in self.label["items"].items():
            if truth["confidence"] == "sure":
                yield item, truth["verdict"], said.get(item, "missing")

    @property
    def traits(self) -> Iterator[bool]:
        """For each trait whether both agree."""
        said = (self.report or {}).get("traits", {})
        return (said.get(name, {}).get("present") == present for name, present in self.label["traits"].items() if name != "any")

    @property
    def places(self) -> Iterator[bool]:
        """For each failure with places whether readylint names one of them."""
        found = {i["id"]: [(f["path"] or "", f["line"] or 0) for f in i["findings"]] for i in (self.report or {}).get("items", ())}
        for item, truth in self.label["items"].items():
            if truth["verdict"] == "fail" and truth["evidence"]:
                yield any(_near(place, ours) for place in truth["evidence"] for ours in found.get(item, ()))


def _near(place: str, ours: tuple[str, int]) -> bool:
    path, _, line = place.partition("@")[0].rpartition(":")
    if not line.isdigit():
        return ours[0] == place.partition("@")[0]
    return ours[0] == path and (not ours[1] or abs(ours[1] - int(line)) <= NEAR)


def judged(label: dict[str, Any], folder: Path, fetch: bool) -> Repository:
    """What readylint says of a labelled repository."""
    clone = folder / label["repo"].replace("/", "__")
    if fetch and not clone.exists():
        subprocess.run(["git", "clone", "--quiet", f"https://github.com/{label['repo']}", str(clone)], check=True)
        subprocess.run(["git", "-C", str(clone), "checkout", "--quiet", "--detach", label["sha"]], check=True)
    head = subprocess.run(["git", "-C", str(clone), "rev-parse", "HEAD"], capture_output=True, text=True).stdout.strip()
    if head != label["sha"]:
        raise SystemExit(f"{clone}: revision {label['sha']} is wanted, {head or 'none'} is there")
    done = subprocess.run([*SCAN, str(clone)], capture_output=True, text=True)
    return Repository(label, json.loads(done.stdout) if done.stdout else None)


def by_item(repositories: list[Repository]) -> dict[str, Measured]:
    """The figures of every item."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for repository in repositories:
        for item, wanted, said in repository.verdicts:
            counts[item].update(judged=1, agreed=said == wanted, fails=said == "fail", wrong=said == "fail" != wanted)
    return {item: Measured(c["judged"], c["agreed"], c["fails"], c["wrong"]) for item, c in counts.items()}


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} % ({part} of {whole})" if whole else "–"


def summary(repositories: list[Repository]) -> list[tuple[str, str]]:
    """The figures of all items together."""
    rows = [row for repository in repositories for row in repository.verdicts]
    fails, wanted = [r for r in rows if r[2] == "fail"], [r for r in rows if r[1] == "fail"]
    passes = [r for r in rows if r[2] == "pass"]
    traits, places = ([x for r in repositories for x in getattr(r, name)] for name in ("traits", "places"))
    return [
        ("agreement", share(sum(want == said for _, want, said in rows), len(rows))),
        ("false fails: of what readylint fails, the reader does not", share(sum(r[1] != "fail" for r in fails), len(fails))),
        ("missed fails: of what the reader fails, readylint does not", share(sum(r[2] != "fail" for r in wanted), len(wanted))),
        ("false passes: of what readylint passes, the reader does not", share(sum(r[1] != "pass" for r in passes), len(passes))),
        ("traits", share(sum(traits), len(traits))),
        ("places: failures where readylint names a place that the reader names", share(sum(places), len(places))),
    ]


HEAD = """# How often readylint is right

Measured on {day} by `python benchmarks/accuracy.py FOLDER --write`: every verdict on {count} public repositories against that of a careful
reader who worked from the checklist, and who was sure of it. Second readers, who did not see the first one's labels, agreed with them on
98.9 %. The labels, with their places, are in [benchmarks/labels](../benchmarks/labels).

These repositories were in sight while the rules were written, so expect a few points less on yours. `precision` says how far a failure
can be believed, and orders alerts in code scanning: *high* where at most one in ten was wrong, *medium* up to one in four or with fewer
than three failures seen, *low* beyond.
"""


def page(repositories: list[Repository], items: dict[str, Measured], day: date) -> str:
    """docs/accuracy.md."""
    parts = [HEAD.format(day=day.isoformat(), count=len(repositories)), table(("", "verdicts"), summary(repositories))]
    parts += ["## By item", table(("item", "right", "fails said", "of these wrong", "precision"), list(_items(items)))]
    parts += ["## Repositories", table(("repository", "revision", "right"), list(_repositories(repositories)))]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _items(items: dict[str, Measured]) -> Iterator[tuple[str, ...]]:
    for rule in built_in():
        if found := items.get(rule.item.id):
            link = f"[{rule.item.id}](rules/{rule.item.slug}.md) {rule.item.title}"
            yield link, f"{found.agreed} of {found.judged}", str(found.fails), str(found.wrong), found.precision


def _repositories(repositories: list[Repository]) -> Iterator[tuple[str, ...]]:
    for repository in repositories:
        rows = list(repository.verdicts)
        name = repository.label["repo"]
        agreed = share(sum(want == said for _, want, said in rows), len(rows))
        yield f"[{name}](https://github.com/{name})", f"`{repository.label['sha'][:10]}`", agreed


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, tuple("---" for _ in head), *rows))


def figures(items: dict[str, Measured]) -> str:
    """readylint/accuracy.toml."""
    told = "# Verdicts compared with those of a careful reader, by item: written by benchmarks/accuracy.py.\n"
    rows = (f"{id} = {{ judged = {m.judged}, agreed = {m.agreed}, fails = {m.fails}, wrong = {m.wrong} }}" for id, m in items.items())
    return "\n".join([told, *rows]) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--labels", type=Path, default=Path(__file__).parent / "labels")
    parser.add_argument("--fetch", action="store_true", help="clone what is missing")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md and readylint/accuracy.toml")
    asked = parser.parse_args()
    labels = [json.loads(path.read_text("utf-8")) for path in sorted(asked.labels.glob("*.json"))]
    repositories = [judged(label, asked.folder, asked.fetch) for label in labels]
    items = by_item(repositories)
    for name, value in summary(repositories):
        print(f"{name:72} {value}")
    if asked.write:
        (ROOT / "docs" / "accuracy.md").write_text(page(repositories, items, date.today()), "utf-8")
        (ROOT / "readylint" / "accuracy.toml").write_text(figures(items), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
