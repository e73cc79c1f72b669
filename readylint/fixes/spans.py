"""Parts of a text, by line and column, that get another text; for edits made from a syntax tree."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from readylint.facts.files import File
from readylint.fixes.edit import Edit, Hunk, lines_of

Place = tuple[int, int]  # line, counted from 1, and column, from 0: as syntax trees count


class Span(Struct, frozen=True, order=True):
    """What stands from `start` up to `end` becomes `text`; where the two are the same, it is put in there."""

    start: Place
    end: Place
    text: str


def respelled(file: File, spans: Iterable[Span], note: str, doubt: str = "") -> Edit:
    """The edit that some spans of a file make, none of which overlap: whole lines, those that they touch."""
    lines = lines_of(file.text)
    hunks: list[tuple[int, int, list[Span]]] = []
    for span in sorted(set(spans)):
        first, last = span.start[0] - 1, span.end[0]
        if hunks and first < hunks[-1][1]:
            begin, end, those = hunks.pop()
            hunks.append((begin, max(end, last), [*those, span]))
        else:
            hunks.append((first, last, [span]))
    return Edit(file.path, tuple(Hunk(a, b, _spelled(lines[a:b], a, those)) for a, b, those in hunks), note, doubt)


def _spelled(lines: list[str], first: int, spans: list[Span]) -> tuple[str, ...]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    text = "\n".join(lines)
    for span in reversed(spans):
        a, b = (starts[line - 1 - first] + column for line, column in (span.start, span.end))
        text = text[:a] + span.text + text[b:]
    return tuple(text.split("\n"))
