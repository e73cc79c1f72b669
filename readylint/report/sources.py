"""The texts behind a report: lines, columns, and the hash by which GitHub recognises a line that has moved."""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Callable
from functools import cached_property

TextOf = Callable[[str], "str | None"]  # the text of a file of the scanned tree, None when there is none

_WINDOW = 100  # UTF-16 units of a line's hash, blanks left out
_END = "\uffff"
_UTF16 = f"utf-16-{sys.byteorder[0]}e"  # as array reads it


class SourceText:
    """One file, with `\\n`, `\\r\\n` and `\\r` each ending a line."""

    def __init__(self, text: str) -> None:
        self._folded = text.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def lines(self) -> list[str]:
        return self._folded.split("\n")

    def region(self, line: int, column: int, end_line: int | None) -> dict[str, int]:
        """A SARIF region that lies within the file, whatever was asked for."""
        start = min(max(line, 1), len(self.lines))
        end = min(max(end_line or start, start), len(self.lines))
        last = len(self.lines[end - 1]) + 1
        begin = column if 1 <= column <= len(self.lines[start - 1]) else 1
        return {"startLine": start, "startColumn": begin, "endLine": end, "endColumn": last}

    def line_hash(self, line: int) -> str:
        """GitHub's `primaryLocationLineHash` of a line, so that its own upload step finds nothing to correct: a polynomial of the
        line's window, base 37 modulo 2^64, and how often that window came up to here."""
        window, occurrence = self._windows[line - 1]
        value = 0
        for unit in array("H", window):
            value = (value * 37 + unit) & 0xFFFF_FFFF_FFFF_FFFF
        return f"{value:x}:{occurrence}"

    @cached_property
    def _windows(self) -> list[tuple[bytes, int]]:
        """For every line, the units from its start on, over the ends of lines, and their how-manieth occurrence."""
        plain = self._folded.replace(" ", "").replace("\t", "")
        units = (plain + _END + "\0" * _WINDOW).encode(_UTF16, "surrogatepass")
        seen: Counter[bytes] = Counter()
        made, at = [], 0
        for line in plain.split("\n"):
            window = units[at : at + 2 * _WINDOW]
            seen[window] += 1
            made.append((window, seen[window]))
            at += len(line.encode(_UTF16, "surrogatepass")) + 2
        return made
