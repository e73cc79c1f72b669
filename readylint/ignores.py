"""Comments that suppress a finding where it stands.

    API_KEY = "…"  # readylint: ignore[SEC001] a key of the sandbox, by Ana Ruiz until 2027-01-31

A reason is always wanted; who and until when for a blocker, and whoever gives an end date is held to it. What is missing is said in the
finding, which stands. `unused` finds the comments that suppress nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from readylint.fact import Facts
from readylint.facts.files import File, Files
from readylint.facts.today import Today
from readylint.knowledge import regex
from readylint.model import Assessment, Finding, Item
from readylint.names import names_of, old_names

_MARK = b"readylint:"
_IGNORE = regex(r"readylint:\s*ignore\[([\w\s,-]+)\][ \t:]*([^\n]*?)\s*(?:\*/|-->|#\}|%>)?\s*$")
_SIGNED = regex(r"^(?P<reason>.*?)[\s,;(]*\bby (?P<by>[^,;()]+?),? until (?P<day>\d{4}-\d\d-\d\d)\)?\.?$")


class Ignore(Struct, frozen=True):
    """One comment: the names of the items it speaks of, its reason, and who answers for it until when."""

    names: frozenset[str]
    reason: str
    by: str = ""
    until: date | None = None

    def lacks(self, item: Item, day: date | None) -> str:
        """Why it does not count for an item on a day; "" when it does."""
        if not self.reason:
            return "gives no reason"
        if self.until and day and self.until < day:
            return f"ended on {self.until.isoformat()}"
        if item.severity == "blocker" and not (self.by and self.until):
            return "names nobody who answers for it, `by NAME until DATE`, as a blocker wants"
        return ""

    @property
    def said(self) -> str:
        return f"{self.reason}, by {self.by} until {self.until.isoformat()}" if self.until else self.reason


def ignored(item: Item, finding: Finding, facts: Facts) -> Finding:
    """The finding, suppressed where its line or the one above it says so with all that is wanted."""
    files = facts.get(Files)
    file = files.get(finding.location.path) if finding.location and finding.in_tree and finding.kind == "contradicts" else None
    if finding.suppressed is not None or not file or not finding.location or _MARK not in file.data:
        return finding
    around = file.text.splitlines()[max(0, finding.location.line - 2) : finding.location.line]
    for mark in filter(None, map(_read, around)):
        if called := names_of(item) & mark.names:
            lacks = mark.lacks(item, facts.get(Today).day)
            if lacks:
                return replace(finding, message=f"{finding.message} (its ignore {lacks})")
            return replace(finding, suppressed="; ".join((mark.said, *old_names(sorted(called)))))
    return finding


def unused(assessments: Iterable[Assessment], files: Files) -> Iterator[tuple[str, int, str]]:
    """The path, line and item of every ignore in the app's code and configuration that no finding of a judged item stands at."""
    judged = {name: a for a in assessments if a.selected for name in names_of(a.item)}
    for file in files.all:
        if file.kind in ("app", "config") and _MARK in file.data:
            for line, mark in _marks(file):
                yield from ((file.path, line, name) for name in sorted(mark.names & judged.keys()) if not _used(judged[name], file, line))


def _used(assessment: Assessment, file: File, line: int) -> bool:
    places = (f.location for f in assessment.findings)
    return any(at.path == file.path and at.line in (line, line + 1) for at in places if at)


def _marks(file: File) -> Iterator[tuple[int, Ignore]]:
    for number, text in enumerate(file.text.splitlines(), 1):
        if mark := _read(text):
            yield number, mark


def _read(line: str) -> Ignore | None:
    found = _IGNORE.search(line) if "readylint:" in line else None
    if not found:
        return None
    names = frozenset(re.split(r"[\s,]+", found[1].strip()))
    signed = _SIGNED.search(found[2])
    try:
        until = date.fromisoformat(signed["day"]) if signed else None
    except ValueError:
        return Ignore(names, found[2])
    return Ignore(names, signed["reason"], signed["by"].strip(), until) if signed else Ignore(names, found[2])
