"""Implemented: what a class of Java or Kotlin does for a route that an interface only declares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint.facts.brackets import closed
from readylint.facts.code import Code, Source
from readylint.facts.handlers import Body, block
from readylint.knowledge import regex

_LANGUAGES = ("java", "kotlin")
_KIND = regex(r"\b(?P<kind>interface|class|object)\s+(?P<name>[A-Z]\w*)")
_NAME = regex(r"(?P<name>\w+)\s*\(")
_HEIR = r"\b(?P<kind>interface|class|object)\s+(?P<name>\w+)[^{{}};]{{0,400}}?(?:\bimplements\b|\bextends\b|:)[^{{}};]{{0,400}}?\b{0}\b"
_DEEP = 2  # interfaces that extend the one with the annotations


def implementation(body: Body, code: Code) -> Body | None:
    """The method of a class that implements the interface a body stands in; None where it stands in none, or does it itself."""
    if body.source.language not in _LANGUAGES:
        return None
    above = [*_KIND.finditer(body.source.code, 0, body.start)]
    named = _NAME.search(body.text) if above and above[-1]["kind"] == "interface" else None
    if not named or _does_it(body, named):
        return None
    return next(_found(above[-1]["name"], named["name"], code, _DEEP), None)


def _does_it(body: Body, named: re.Match[str]) -> bool:
    """Whether a method of an interface has a text of its own."""
    if body.source.language == "java":
        return body.text.rstrip().endswith("}")
    behind = body.text[closed(body.text, named.end() - 1) :].split("\n")[0]
    return "{" in behind or "=" in behind


def _found(interface: str, method: str, code: Code, deep: int) -> Iterator[Body]:
    heir = re.compile(_HEIR.format(interface))
    for source in code.sources(interface, language=_LANGUAGES):
        found = heir.search(source.code)
        if found and found["kind"] == "interface":
            yield from _found(found["name"], method, code, deep - 1) if deep else ()
        elif found:
            yield from _methods(source, method, found.end())


def _methods(source: Source, method: str, start: int) -> Iterator[Body]:
    head = rf"\bfun\s+(?P<at>{method})\s*\(" if source.language == "kotlin" else rf"[\w>\]]\s+(?P<at>{method})\s*\("
    yield from (block(source, found.start("at")) for found in re.compile(head).finditer(source.code, start))
