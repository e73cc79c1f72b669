"""Ktor: routes in functions, `fun Route.orders()`, that are called within `authenticate { … }` alone, in whatever file they stand: by their
name, or as what a parameter of the type `Route.() -> Unit` was given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from readylint.facts.brackets import closed, indented_end
from readylint.facts.code import Code, Source
from readylint.knowledge import regex
from readylint.model import Location

_BLOCK = regex(r"^[ \t]*authenticate\s*(?P<said>\((?:[^()]|\([^()]{0,200}\)){0,300}\))?\s*\{", re.MULTILINE)
_LENIENT = regex(r"\boptional\s*=\s*true\b|\bAuthenticationStrategy\.Optional\b")
_FUNCTION = regex(r"^[ \t]*(?:\w+[ \t]+){0,3}fun[ \t]+(?:Route|Routing|Application)\.(?P<name>\w+)\s*\(", re.MULTILINE)
# A function that makes routes for such a parameter, and the parameter
_MAKER = regex(
    r"^[ \t]*(?:\w+[ \t]+){0,3}fun[ \t]+(?P<name>\w+)\s*\((?:[^()]|\([^()]{0,200}\)){0,900}\)\s*:\s*Route\.\(\)\s*->\s*Unit\s*=\s*(?=\{)",
    re.MULTILINE,
)
_HANDED = regex(r"\b(?P<name>\w+)\s*:\s*Route\.\(\)\s*->\s*Unit\b")
_GIVEN = regex(r"\b(?P<to>\w+)\s*=\s*(?P<name>\w+)\s*\(")
_CALLED_ALONE = regex(r"(?<![\w.])(?<!fun )(?P<name>\w+)\(\)")
_CALLED = regex(r"(?<![\w.])(?<!fun )(?P<name>\w+)\s*[({]")


class _Function(Struct, frozen=True):
    name: str
    source: Source
    start: int
    end: int


def guarded(code: Code) -> Iterator[tuple[Location, Source, int, int, None]]:
    """The functions that nobody reaches without logging in, and the block that asks for it."""
    blocks = {s.path: tuple(_blocks(s)) for s in code.sources("authenticate", language="kotlin")}
    if not any(blocks.values()):
        return
    sources = tuple(code.sources("Route", "Routing", "Application", language="kotlin"))
    functions = [f for s in sources for f in _functions(s)]
    calls = {f.name: list(_calls(code, f.name)) for f in functions}
    safe: dict[str, Location] = {}
    given = dict(_handed(code, blocks)) if (makers := [f for s in sources for f in _makers(s)]) else {}
    for maker in makers:
        found = [given.get(name) for name in _given(code, maker)]
        if found and all(found) and found[0]:
            safe[maker.name] = found[0]
            functions.append(maker)
    for _ in range(3):  # one calls the next
        within = partial(_guard, blocks, [f for f in functions if f.name in safe], safe)
        for name, places in calls.items():
            found = [within(path, offset) for path, offset in places]
            if found and all(found) and found[0]:
                safe.setdefault(name, found[0])
    yield from ((safe[f.name], f.source, f.start, f.end, None) for f in functions if f.name in safe)


def _guard(
    blocks: dict[str, tuple[tuple[int, int, Location], ...]], functions: list[_Function], safe: dict[str, Location], path: str, offset: int
) -> Location | None:
    """What guards a place: a block around it, or what guards the function that it stands in."""
    around = next((at for start, end, at in blocks.get(path, ()) if start < offset < end), None)
    return around or next((safe[f.name] for f in functions if f.source.path == path and f.start < offset < f.end), None)


def _blocks(source: Source) -> Iterator[tuple[int, int, Location]]:
    for match in _BLOCK.finditer(source.code):
        if not _LENIENT.search(match["said"] or ""):
            yield match.end() - 1, indented_end(source.code, match.start()), source.place(match.start())


def _functions(source: Source) -> Iterator[_Function]:
    for match in _FUNCTION.finditer(source.code):
        yield _Function(match["name"], source, match.start(), indented_end(source.code, match.start()))


def _makers(source: Source) -> Iterator[_Function]:
    for match in _MAKER.finditer(source.code):
        yield _Function(match["name"], source, match.start(), closed(source.code, match.end()))


def _handed(code: Code, blocks: dict[str, tuple[tuple[int, int, Location], ...]]) -> Iterator[tuple[str, Location]]:
    """The parameters for routes that are all called within a block that asks for a login, with that block."""
    names = {m["name"] for s in code.sources("Route", language="kotlin") for m in _HANDED.finditer(s.code)}
    for name in names:
        places = ((s.path, m) for s in code.sources(name, language="kotlin") for m in _CALLED_ALONE.finditer(s.code))
        found = [_guard(blocks, [], {}, path, match.start()) for path, match in places if match["name"] == name]
        if found and all(found) and found[0]:
            yield name, found[0]


def _given(code: Code, maker: _Function) -> Iterator[str]:
    """The parameters that are given what a function makes."""
    for source in code.sources(maker.name, language="kotlin"):
        yield from (m["to"] for m in _GIVEN.finditer(source.code) if m["name"] == maker.name)


def _calls(code: Code, name: str) -> Iterator[tuple[str, int]]:
    for source in code.sources(name, language="kotlin"):
        for match in _CALLED.finditer(source.code):
            if match["name"] == name:
                yield source.path, match.start()


__all__ = ["guarded"]
