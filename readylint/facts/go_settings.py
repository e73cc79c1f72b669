"""Settings of Go programs that a library fills from the environment by the names of a struct's fields: envconfig, ardanlabs/conf."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from readylint.facts.brackets import closed
from readylint.knowledge import regex

DEEPEST = 4  # structs within one another
_FILLED = regex(r"\b(?P<how>conf|envconfig)\.(?:Parse|(?:Must)?Process)\(\s*(?P<prefix>\"[^\"\n]*\"|\w+)\s*,\s*&(?P<variable>\w+)")
_STRUCT = regex(r"\btype\s+(?P<name>\w+)\s+struct\s*\{")
_FIELD = regex(r"^[ \t]*(?P<name>[A-Z]\w*)[ \t]+\*?(?P<type>struct[ \t]*\{|[\w.\[\]]+)[ \t]*(?P<tags>`[^`\n]*`)?", re.MULTILINE)
_PLAIN = regex(r"(?:\[\]|map\[)?(?:[a-z]\w*(?![\w.])|time\.|url\.)")  # what no other file says more of
_WORDS = regex(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class Setting(Struct, frozen=True):
    """A variable that fills a field, and where the field stands in the text."""

    name: str
    has_default: bool
    offset: int


def settings(code: str) -> Iterator[Setting]:
    """The variables that the structs of one file are filled from."""
    bodies = {m["name"]: (m.end(), closed(code, m.end() - 1)) for m in _STRUCT.finditer(code)}
    for call in _FILLED.finditer(code):
        prefix, body = _text(code, call["prefix"]), _body(code, call["variable"], bodies)
        if prefix is not None and body:
            yield from _fields(code, body, prefix, _by_words if call["how"] == "conf" else _joined, bodies, DEEPEST)


def _text(code: str, said: str) -> str | None:
    """The value of a literal, or of a constant of the file."""
    if said.startswith('"'):
        return said.strip('"')
    found = re.search(rf"\b{said}\s*:?=\s*\"([^\"\n]*)\"", code)
    return found[1] if found else None


def _body(code: str, variable: str, bodies: dict[str, tuple[int, int]]) -> tuple[int, int] | None:
    """Where the struct stands that a variable is of."""
    found = re.search(rf"\bvar\s+{variable}\s+(?P<type>struct\s*\{{|\w+)|\b{variable}\s*:?=\s*&?(?P<made>struct\s*\{{|\w+)", code)
    if not found:
        return None
    name = found["type"] or found["made"]
    return (found.end(), closed(code, found.end() - 1)) if name.endswith("{") else bodies.get(name)


def _fields(
    code: str, body: tuple[int, int], prefix: str, named: Callable[[str, str], str], bodies: dict[str, tuple[int, int]], depth: int
) -> Iterator[Setting]:  # fmt: skip
    at, end = body
    while depth and (field := _FIELD.search(code, at, end)):
        at, tags = field.end(), field["tags"] or ""
        name = f"{prefix}_{named(field['name'], tags)}".strip("_").upper()
        if field["type"].endswith("{"):
            inner = (field.end(), closed(code, field.end() - 1))
            at = inner[1]
            yield from _fields(code, inner, name, named, bodies, depth - 1)
        elif field["type"] in bodies:
            yield from _fields(code, bodies[field["type"]], name, named, bodies, depth - 1)
        elif _PLAIN.match(field["type"]):
            yield Setting(name, "default:" in tags, field.start("name"))


def _joined(field: str, tags: str) -> str:
    """envconfig: the field's own name, unless a tag says another, or that its words stand apart."""
    given = re.search(r"\benvconfig:\"([A-Za-z_]\w*)\"", tags)
    return given[1] if given else _by_words(field, "") if 'split_words:"true"' in tags else field


def _by_words(field: str, tags: str) -> str:
    """conf: the words of the field's name."""
    return "_".join(_WORDS.split(field))
