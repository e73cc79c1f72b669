"""The difference between two reports as text, JSON and Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from readylint.comparison import Change, Comparison, Direction, Failing, Side, by_severity
from readylint.decision import counted
from readylint.report.headline import WORDS
from readylint.report.page import Page, Screen, clean, sentence
from readylint.report.paint import PLACE
from readylint.report.places import at
from readylint.trace import legible

SHOWN = 50  # failures of one sort, before the rest is only counted
_WORDS = {"unknown": "open", "na": "n/a", None: "not there"}
_STYLES: dict[Direction, str] = {"worse": "bold red", "better": "green", "other": "dim"}


def text(told: Comparison, screen: Screen) -> str:
    """For a person: the decision, what got worse first, then what is new and gone."""
    page = Page(screen.width)
    page.para(f"{told.old.name} -> {told.new.name}", ("bold", "Readiness  "), indent=0)
    page.para(_decided(told), (_STYLES[told.decision], f"{_meaning(told)}  "), indent=0)
    for direction, style in _STYLES.items():
        changes = by_severity(told.changes, direction)
        if changes:
            page.heading(_title(direction), counted(len(changes), "verdict"))
        for change in changes:
            page.para(f"{change.item.title}: {became(change)}", (style, f"{change.item.id}  "))
            page.para(sentence(change.item.reason), indent=10, style="dim")
    for title, failing in (("New failures", told.come), ("Gone", told.gone)):
        _failing(page, title, failing)
    return page.text(screen.color)


def _failing(page: Page, title: str, failing: Sequence[Failing]) -> None:
    if failing:
        page.heading(title, f"{len(failing):,}")
    for one in failing[:SHOWN]:
        at(page, (PLACE, clean(one.place) or "the repository"), clean(one.trace.message), 2, f"{one.trace.item}  ")
    if len(failing) > SHOWN:
        page.line(("dim", f"  and {len(failing) - SHOWN:,} more"))


def _decided(told: Comparison) -> str:
    def said(side: Side) -> str:
        return WORDS[side.outcome].lower() + (f" at {side.rate}" if side.rate else "")

    return f"{said(told.old)} -> {said(told.new)}"


def _meaning(told: Comparison) -> str:
    if told.inconclusive:
        return "inconclusive"
    if told.worse:
        return "worse"
    return "better" if told.decision == "better" else "no worse"


def _title(direction: Direction) -> str:
    return {"worse": "Got worse", "better": "Got better", "other": "Changed"}[direction]


def became(change: Change) -> str:
    """What a verdict was, and what it is now."""
    return f"{_WORDS.get(change.before, change.before)} -> {_WORDS.get(change.item.verdict, change.item.verdict)}"


def as_json(told: Comparison, screen: Screen) -> str:
    """As one JSON object."""
    made = {
        "schema": "readylint-diff/1",
        "old": _side(told.old),
        "new": _side(told.new),
        "worse": told.worse,
        "inconclusive": told.inconclusive,
        "verdicts": [
            {"id": c.item.id, "severity": c.item.severity, "before": c.before, "after": c.item.verdict, "direction": c.direction,
             "reason": legible(c.item.reason)}
            for c in told.changes
        ],
        "findings": {"new": [_found(f) for f in told.come], "gone": [_found(f) for f in told.gone]},
    }  # fmt: skip
    return json.dumps(made, indent=2) + "\n"


def _side(side: Side) -> dict[str, Any]:
    return {"name": legible(side.name), "revision": side.revision or None, "decision": side.outcome, "pass_rate": side.rate or None}


def _found(failing: Failing) -> dict[str, Any]:
    trace = failing.trace
    return {"id": trace.item, "path": trace.path or None, "line": failing.line or None, "service": trace.service or None,
            "message": trace.message}  # fmt: skip


def markdown(told: Comparison, screen: Screen) -> str:
    """For a comment on a change: nothing of the repository's making is more than text in it."""
    lines = [f"### Readiness: {_meaning(told)}", "", f"{_plain(told.old.name)} → {_plain(told.new.name)}: {_decided(told)}", ""]
    for direction in _STYLES:
        changes = by_severity(told.changes, direction)
        rows = ([c.item.id, c.item.severity, c.item.title, became(c), c.item.reason] for c in changes)
        lines += _table(_title(direction), ("item", "severity", "what", "verdict", "why"), rows)
    for title, failing in (("New failures", told.come), ("Gone", told.gone)):
        rows = ([f.trace.item, f.place, f.trace.message] for f in failing[:SHOWN])
        lines += _table(f"{title} ({len(failing):,})", ("item", "where", "what"), rows)
        lines += [f"and {len(failing) - SHOWN:,} more", ""] if len(failing) > SHOWN else []
    return "\n".join(lines).rstrip() + "\n"


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    told = [f"| {' | '.join(map(_plain, row))} |" for row in rows]
    return [f"#### {title}", "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *told, ""] if told else []


def _plain(text: str) -> str:
    """A text that Markdown takes for nothing else: no markup, no link, nobody mentioned."""
    shown = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace("@", "&#64;").replace("#", "&#35;").replace("://", "&#58;//")
    return "".join(f"\\{c}" if c in "\\`*_[]|~!" else c for c in shown.replace("www.", "www&#46;"))


FORMATS: Mapping[str, Callable[[Comparison, Screen], str]] = {"text": text, "json": as_json, "markdown": markdown}
