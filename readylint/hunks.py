"""What is new in a text beside an earlier one of the same file, to look for a pattern there alone that the earlier one had no match of.

All that decides a match of most patterns stands in a few lines that follow one another. Where these follow one another in the earlier text
too, it would have matched there; so of the new text only those rows of lines count that the earlier one has not.
"""

from __future__ import annotations

import re

from readylint.breaks import REACH

_LINES = re.compile(r"[^\n]+(?:\n(?:[^\S\n]*\n)*)?|\n+")  # each with the blank ones below it, which white space leads over


def hunks(text: str, earlier: str) -> str:
    """The lines of all rows that a pattern may reach over, and that do not stand in the earlier text."""
    lines = _padded(text)
    known = set(zip(*_rows(_padded(earlier))))
    wanted = {at + step for at, row in enumerate(zip(*_rows(lines))) if row not in known for step in range(REACH + 1)}
    return "".join(lines[at] for at in sorted(wanted))


def _padded(text: str) -> list[str]:
    """The lines, with nothing around them: the first and the last ones stand in rows that no others do."""
    return [*[""] * REACH, *_LINES.findall(text), *[""] * REACH]


def _rows(lines: list[str]) -> list[list[str]]:
    return [lines[step:] for step in range(REACH + 1)]
