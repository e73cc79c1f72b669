"""Ktor: routes in functions, `fun Route.orders()`, that are called within `authenticate { … }` alone, in whatever file they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from readylint.facts.brackets import indented_end
from readylint.facts.code import Code, Source
from readylint.knowledge import regex
from readylint.model import Location

_BLOCK = regex(r"^[ \t]*authenticate\s*(?P<said>\((?:[^()]|\([^()]{0,200}\)){0,300}\))?\s*\{", re.MULTILINE)
_LENIENT = regex(r"\boptional\s*=\s*true\b|\bAuthenticationStrategy\.Optional\b")
_FUNCTION = regex(r"^[ \t]*(?:\w+[ \t]+){0,3}fun[ \t]+(?:Route|Routing|Application)\.(?P<name>\w+)\s*\(", re.MULTILINE)
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
    functions = [f for s in code.sources("Route", "Routing", "Application", language="kotlin") for f in _functions(s)]
    calls = {f.name: list(_calls(code, f)) for f in functions}
    safe: dict[str, Location] = {}
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


def _calls(code: Code, function: _Function) -> Iterator[tuple[str, int]]:
    for source in code.sources(function.name, language="kotlin"):
        for match in _CALLED.finditer(source.code):
            if match["name"] == function.name:
                yield source.path, match.start()


__all__ = ["guarded"]
