"""Brackets: where a call, its arguments or a block end in a source text, by bracket or by indentation, without a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint.knowledge import regex

LONGEST = 12_000  # characters of one function that are read
CALL = 4_000  # characters of one call
_TOKEN = regex(r'"""|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|' + r"'(?:\\.|[^'\\\n])*'" + r"|[()\[\]{},;]|=>")
_BLANKS = regex(r"[ \t]*")


def spaces(text: str) -> str:
    """As much white space, in as many lines: what is left out of a text keeps every other character at its place."""
    return "\n".join(" " * len(line) for line in text.split("\n"))


_INNER = regex(r"^(?P<indent>[ \t]*)#\[cfg\((?:all\(\s*)?test\b[^\]\n]*\]", re.MULTILINE)
_OPENS = regex(r"[{;]")


def inner_tests(code: str) -> Iterator[tuple[int, int]]:
    """The spans of what a Rust file carries of tests, up to the bracket that stands below the mark."""
    end = 0
    for mark in _INNER.finditer(code):
        opened = _OPENS.search(code, mark.end())
        if mark.start() < end or opened is None or opened[0] == ";":
            continue
        line = code.find("\n", opened.end()) % (len(code) + 1)
        if code[opened.end() : line].rstrip().endswith("}"):
            end = line
        else:
            end = code.find(f"\n{mark['indent']}}}", line) + 2 + len(mark["indent"])
            end = end if end > line else len(code)
        yield mark.start(), end


def closed(code: str, opened: int, most: int = CALL) -> int:
    """The offset behind the bracket that closes the one at `opened`, at most so many characters away."""
    depth = 0
    for token in _TOKEN.finditer(code, opened, opened + most):
        if token[0] in "([{":
            depth += 1
        elif token[0] in ")]}":
            depth -= 1
            if depth <= 0:
                return token.end()
    return min(len(code), opened + 600)


def arguments(code: str, opened: int) -> list[tuple[int, int]]:
    """The spans of the arguments between the bracket at `opened` and the one that closes it."""
    depth, start, found = 0, opened + 1, []
    for token in _TOKEN.finditer(code, opened, opened + CALL):
        mark = token[0]
        if mark in "([{":
            depth += 1
        elif mark in ")]}":
            depth -= 1
        if depth == 0 or (depth == 1 and mark == ","):
            found.append((start, token.start()))
            start = token.end()
        if depth == 0:
            break
    return [(a, b) for a, b in found if code[a:b].strip()]


def block_end(code: str, start: int) -> int:
    """Where the block of braces ends that a definition at `start` opens; a statement without one ends at its semicolon."""
    depth = 0
    for token in _TOKEN.finditer(code, start, start + LONGEST):
        mark = token[0]
        if mark in "([{":
            depth += 1
        elif mark in ")]}":
            depth -= 1
            if depth < 0 or (depth == 0 and mark == "}"):
                return token.end()
        elif depth <= 0 and mark == ";":
            return token.end()
    return min(len(code), start + 600)


def object_end(code: str, inside: int) -> int:
    """Where the braces end that an offset stands in."""
    depth = 0
    for token in _TOKEN.finditer(code, inside, inside + LONGEST):
        depth += (token[0] in "([{") - (token[0] in ")]}")
        if depth < 0:
            return token.end()
    return min(len(code), inside + LONGEST)


def indented_end(code: str, start: int, *, below: int | None = None, until: int | None = None) -> int:
    """Where the lines end that stand deeper than the one at `start`, looking no further than `until`; parameters on lines of their
    own belong to it."""
    line = code.rfind("\n", 0, start) + 1
    blanks = _BLANKS.match(code, line)
    indent = len(blanks[0]) if blanks else 0
    after = _signature_end(code, start) if below is None else below
    last = start + LONGEST if until is None else min(until, start + LONGEST)
    end = re.compile(rf"\n(?=[ \t]{{0,{indent}}}[^\s)\]}}#])").search(code, after, last)
    return end.start() if end else min(len(code), last)


def _signature_end(code: str, start: int) -> int:
    line = code.find("\n", start)
    opened = code.find("(", start, line if line >= 0 else len(code))
    return closed(code, opened) if opened >= 0 else start
