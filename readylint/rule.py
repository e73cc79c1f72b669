"""A rule: one item of the checklist, how it is detected, and the examples that prove it.

A Python rule file holds a docstring (title, why, and the sections `Pass:`, `Fail:`, `Fix:`, `Searched:`), one function
decorated with `@rule`, and `EXAMPLES`. Everything that can be wrong with it is said when it is loaded, with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from readylint.crash import Mistake
from readylint.knowledge import regex
from readylint.model import CATEGORIES, SEVERITIES, TRAITS, Finding, Item, Severity, Verdict

Check = Callable[..., Iterable[Finding]]
Scope = Literal["repo", "service"]

EXPECTED = ("pass", "fail", "unknown", "na")
ABSENCES = ("fail", "unknown", "pass", "na")
ID = regex(r"[A-Z]{3}\d{3}$")
RELEASE = regex(r"\d+\.\d+$")


class RuleError(Mistake):
    """A rule file is wrong: file, line and what."""

    def __init__(self, path: str, line: int, what: str) -> None:
        super().__init__(f"{path}:{line}: {what}")


class Example(Struct, frozen=True):
    """A small repository and the verdict a rule must give it. `lines` are `path:line` places that must be among its findings
    or evidence; `says` must be in the reason."""

    name: str
    verdict: Verdict
    repo: str
    lines: tuple[str, ...] = ()
    says: str = ""


def example(name: str, verdict: Verdict, repo: str, *, line: str | Iterable[str] = (), says: str = "") -> Example:
    """An example for EXAMPLES: `repo` in the notation of Snapshot.of, `line` one or several `path:line` to be named."""
    return Example(name, verdict, repo.lstrip("\n"), (line,) if isinstance(line, str) else tuple(line), says)


class Rule(Struct, frozen=True):
    """An item with its detection. `check` is None where none is written yet."""

    item: Item
    check: Check | None = None
    scope: Scope = "repo"
    wins: Literal["contradicts", "supports"] = "contradicts"  # ruling 1: which decides where both are found
    ratio: float | None = None  # share of supports among all findings that is enough (ruling 1)
    counted: str = ""  # what a share counts, as its reason says it: "fixes change a test"
    unless: tuple[str, ...] = ()  # kinds of service the item does not speak of (rulings 17 and 19)
    examples: tuple[Example, ...] = ()
    path: str = ""
    origin: str = "built in"


def rule(
    *,
    id: str,
    severity: Severity,
    applies: str = "app",
    absence: Verdict = "fail",
    sources: tuple[str, ...] = (),
    scope: Scope = "repo",
    wins: Literal["contradicts", "supports"] = "contradicts",
    ratio: float | None = None,
    counted: str = "",
    unless: tuple[str, ...] = (),
    preview: str = "",
) -> Callable[[Check], Rule]:
    """Marks the one function of a rule file. Its parameters are facts; it yields findings.

    absence: the verdict when nothing is found. scope: "service" judges every service, the worst counting (ruling 15).
    unless: kinds of service the item does not speak of, "function" or "static site" for one (rulings 17 and 19). preview: the release that
    brings the rule, or a change of it, "0.2": reported and not counted in that release.
    """

    def made(check: Check) -> Rule:
        item = Item(id, "", "", severity, "", applies, absence, sources=sources, preview=preview)
        return Rule(item, check, scope, wins, ratio, counted, unless)

    return made


SECTIONS = ("Pass", "Fail", "Fix", "Searched")


def sections(doc: str, path: str) -> Mapping[str, str]:
    """The parts of a rule's docstring: title, why, and the named sections. Raises RuleError for a missing one."""
    blocks = [re.sub(r"\s+", " ", b).strip() for b in re.split(r"\n\s*\n", doc.strip())]
    parts: dict[str, str] = {"title": blocks[0].rstrip(".")}
    why: list[str] = []
    for block in blocks[1:]:
        name, colon, text = block.partition(":")
        if colon and name in SECTIONS:
            parts[name.lower()] = text.strip()
        else:
            why.append(block)
    parts["why"] = " ".join(why)
    for needed in ("why", "pass", "fix"):
        if not parts.get(needed):
            what = "paragraph on why" if needed == "why" else f"{needed.title()}: section"
            raise RuleError(path, 1, f"the docstring has no {what}")
    return parts


def described(made: Rule, doc: str, examples: Iterable[Example], path: str, category: str, slug: str) -> Rule:
    """A decorated rule with what its file and path say."""
    parts = sections(doc, path)
    item = replace(
        made.item,
        slug=slug,
        category=category,
        title=parts["title"],
        why=parts["why"],
        fix=parts["fix"],
        passes=parts["pass"],
        fails=parts.get("fail", ""),
        searched=parts.get("searched", ""),
    )
    return checked(replace(made, item=item, examples=tuple(examples), path=path), lambda _: 1)


def checked(made: Rule, line_of: Callable[[str], int]) -> Rule:
    """The rule, when its metadata is right. Raises RuleError with the line of the key that is not."""
    item = made.item
    for key, right, what in (
        ("id", ID.match(item.id), f"id {item.id!r} is not three capitals and three digits"),
        ("severity", item.severity in SEVERITIES, f"severity {item.severity!r} is none of {', '.join(SEVERITIES)}"),
        ("applies", item.applies in (*TRAITS, "any"), f"applies {item.applies!r} is no trait"),
        ("absence", item.absence in ABSENCES, f"absence {item.absence!r} is none of {', '.join(ABSENCES)}"),
        ("preview", not item.preview or RELEASE.match(item.preview), f"preview {item.preview!r} is no release like 0.2"),
        ("category", item.category in CATEGORIES, f"folder {item.category!r} is no category"),
        *(("example", e.verdict in EXPECTED, f"example {e.name!r} expects {e.verdict!r}") for e in made.examples),
    ):
        if not right:
            raise RuleError(made.path, line_of(key), what)
    if made.check:
        _has_examples(made, line_of)
    return made


def _has_examples(made: Rule, line_of: Callable[[str], int]) -> None:
    """Every detected rule shows a pass, a fail at its line (where the item can fail), and one n/a or unknown."""
    verdicts = {e.verdict for e in made.examples}
    can_fail = bool(made.item.fails) or made.item.absence == "fail"
    lacking = [v for v in ("pass", "fail") if v not in verdicts and (v == "pass" or can_fail)]
    if not verdicts & {"na", "unknown"}:
        lacking.append("na or unknown")
    if lacking:
        raise RuleError(made.path, line_of("example"), f"no example for {' and '.join(lacking)}")
