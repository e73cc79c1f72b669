"""Giving: where a text assigns something to a name, and the values that its loops give a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint.knowledge import regex

# Patterns are made for no name: compiling one takes longer than looking at every place where the name stands.
_ASSIGNS = regex(r"(?:[ \t]*:[ \t]*[\w<>\[\]|.&'][\w<>\[\], |.&']*?|\s+string)?\s*(?::=|\.=|\+=|<<|=(?![=>~]))\s*")
_INSIDE = regex(r"[\w.$>]")
_FOR = regex(
    r"\bfor\s*(?:\(\s*)?(?:\w+\s*)?\b(?P<a>\$?\w+)\s+(?:in|of)\s+(?P<of_a>[^\n:{]+)"
    r"|\bfor\s*\(\s*[\w<>]+\s+(?P<b>\$?\w+)\s*:\s*(?P<of_b>[^\n{]+)\)"
    r"|foreach\s*\(\s*(?P<of_c>.+?)\s+as\s+(?:\$\w+\s*=>\s*)?(?P<c>\$?\w+)"
)
_PAIRS = regex(r"\bfor\s*(?:\(\s*)?(?:(?:const|let|var)\s+)?[\[(]?\s*(?P<names>\w+(?:\s*,\s*\w+)+)\s*[\])]?\s+(?:in|of)\s+(?P<of>[^\n:{]+)")
_OF_PAIRS = regex(r"\.(?:items|entries|iteritems|values|keys)\(\)\s*$")
_BLOCK = regex(r"(?P<of_a>[\w.\[\]\", ]+)\.(?:each|map|flat_map|collect)\s+(?:do|\{)\s*\|(?P<a>\w+)\|")


def assignments(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a name stands that is assigned something, and where that begins."""
    at = text.find(name)
    while at >= 0:
        match = None if at and _INSIDE.match(text, at - 1) else _ASSIGNS.match(text, at + len(name))
        if match:
            yield at, match.end()
        at = text.find(name, match.end() if match else at + 1)


def looped(name: str, text: str) -> Iterator[str]:
    """The values that loops give a name."""
    for loop in (_FOR, _BLOCK) if f"|{name}|" in text else (_FOR,):
        for match in loop.finditer(text):
            yield from (match[f"of_{key}"].strip() for key in "abc" if match.groupdict().get(key) == name)
    for match in _PAIRS.finditer(text):
        if name in re.findall(r"\w+", match["names"]):
            yield _OF_PAIRS.sub("", match["of"].strip())
