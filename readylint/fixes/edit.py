"""An edit: what a fix would do to one file, as lines that take the place of others. Whole or not at all."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from msgspec import Struct

from readylint.facts.files import File
from readylint.model import Assessment, Location


class Hunk(Struct, frozen=True, order=True):
    """Lines that take the place of those from `start` up to `end`, counted from 0; of none where the two are the same."""

    start: int
    end: int
    lines: tuple[str, ...] = ()

    def crosses(self, other: Hunk) -> bool:
        """Whether both change the same lines. Two that only insert at one place stand one after the other."""
        if self.start == self.end and other.start == other.end:
            return False
        return self.start < other.end and other.start < self.end


class Edit(Struct, frozen=True):
    """A change of one file. `doubt`: why somebody should look at it first, "" where it breaks nothing. `creates`: the file is new."""

    path: str
    hunks: tuple[Hunk, ...]
    note: str
    doubt: str = ""
    creates: bool = False

    @property
    def safe(self) -> bool:
        return not self.doubt


class Proposal(Struct, frozen=True):
    """An edit, and the items that it mends."""

    items: tuple[str, ...]
    edit: Edit


def created(path: str, text: str, note: str, doubt: str = "") -> Edit:
    """A new file."""
    return Edit(path, (Hunk(0, 0, tuple(text.removesuffix("\n").split("\n"))),), note, doubt, creates=True)


def rewritten(file: File, after: str, note: str, doubt: str = "") -> Edit:
    """A file with another text: only the lines that differ are touched."""
    old, new = lines_of(file.text), lines_of(after)
    changed = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    hunks = tuple(Hunk(a, b, tuple(new[c:d])) for tag, a, b, c, d in changed if tag != "equal")
    return Edit(file.path, hunks, note, doubt)


def lines_of(text: str) -> list[str]:
    """The lines of a text; a line end at its end begins no other."""
    return text.removesuffix("\n").split("\n") if text else []


def applied(text: str, edits: Iterable[Edit]) -> str:
    """A text after some edits that do not cross. Lines that nobody touches stay as they are, those put in end as the first one does."""
    lines = lines_of(text)
    carriage = "\r" if lines and lines[0].endswith("\r") else ""
    hunks = sorted((h for e in edits for h in e.hunks), key=lambda h: (h.start, h.end))
    for hunk in reversed(hunks):
        lines[hunk.start : hunk.end] = [line + carriage for line in hunk.lines]
    return "\n".join(lines) + ("\n" if lines and (text.endswith("\n") or not text) else "")


def apart(proposals: Sequence[Proposal]) -> tuple[list[Proposal], list[Proposal]]:
    """The proposals that can be applied together, the first of two that cross before the other, and what is left for another time."""
    taken: list[Proposal] = []
    left: list[Proposal] = []
    for proposal in proposals:
        beside = [p.edit for p in taken if p.edit.path == proposal.edit.path]
        crosses = any(a.crosses(b) for e in beside for a in e.hunks for b in proposal.edit.hunks)
        (left if crosses or (beside and proposal.edit.creates) else taken).append(proposal)
    return taken, left


def defects(assessment: Assessment) -> tuple[Location, ...]:
    """The places of the defects in the tree, in order; what is suppressed stays as somebody wanted it."""
    found = (f for f in assessment.findings if f.location and f.in_tree and not f.suppressed)
    return tuple(sorted({f.location for f in found if f.location}))
