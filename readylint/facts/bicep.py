"""The resources of a Bicep file: type, name, and the properties that are written line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint.facts.structured import DEEPEST, Node
from readylint.knowledge import regex
from readylint.model import Location

_RESOURCE = regex(r"^\s*(?:resource|module)\s+(\w+)\s+'([^'@]+)(?:@[^']*)?'[^{\[]*(?:\[for[^:]*:\s*)?(?:if\s*\(.*\)\s*)?\{")
_OPENS = regex(r"^\s*'?([\w.-]+)'?\s*:\s*([\[{])\s*$")
_PAIR = regex(r"^\s*'?([\w.-]+)'?\s*:\s*(\S.*?),?\s*$")
_COMMENT = regex(r"(?<![:'\w])//.*$")


def read_bicep(text: str, path: str) -> Iterator[tuple[str, str, Node, Location]]:
    """Each resource: type without its version, symbolic name, body, place."""
    lines = [_COMMENT.sub("", line) for line in re.sub(r"/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), text, flags=re.DOTALL).split("\n")]
    for number, line in enumerate(lines):
        found = _RESOURCE.match(line)
        if found:
            body, _ = _mapping(lines, number + 1, path, 0)
            yield found[2], found[1], body, Location(path, number + 1)


def _mapping(lines: list[str], at: int, path: str, depth: int) -> tuple[Node, int]:
    pairs: list[tuple[str, Location, Node]] = []
    start = at
    while at < len(lines) and not lines[at].strip().startswith("}"):
        opens, pair, place = _OPENS.match(lines[at]), _PAIR.match(lines[at]), Location(path, at + 1)
        if opens and opens[2] == "{" and depth < DEEPEST:
            inner, at = _mapping(lines, at + 1, path, depth + 1)
            pairs.append((opens[1], place, inner))
        elif opens and opens[2] == "[" and depth < DEEPEST:
            inner, at = _list(lines, at + 1, path, depth + 1)
            pairs.append((opens[1], place, inner))
        elif pair:
            pairs.append((pair[1], place, Node(place, text=pair[2].strip("'"))))
        at += 1
    return Node(Location(path, start), items=tuple(pairs)), at


def _list(lines: list[str], at: int, path: str, depth: int) -> tuple[Node, int]:
    parts: list[Node] = []
    start = at
    while at < len(lines) and not lines[at].strip().startswith("]"):
        if lines[at].strip() == "{" and depth < DEEPEST:
            inner, at = _mapping(lines, at + 1, path, depth + 1)
            parts.append(inner)
        elif lines[at].strip():
            parts.append(Node(Location(path, at + 1), text=lines[at].strip().strip("',")))
        at += 1
    return Node(Location(path, start), parts=tuple(parts)), at
