"""Relations: how they are declared, loaded with the lists that show them, and where a loop asks the database again (relations.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code, Source
from readylint.facts.files import Files
from readylint.facts.handlers import Body, Handlers, block
from readylint.facts.other_stores import OtherStores
from readylint.facts.paths import unpackaged
from readylint.facts.sightings import Sightings
from readylint.facts.starts import is_aside, is_own
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_APART = regex(
    r"(?:^|/)(?:migrations?|seeds?|seeders?|factories|fixtures|commands|management|tasks|rake|cmd)/|seed|\.rake$|_migration|(?:^|/)migrations?[_.]"
)
_BUILDS = regex(r"(?:^|/)\w*migrations?/|\.config\.\w+$")  # changes the schema, or builds: lists nothing
_OPENS = regex(r"\b(?:func|def|fun|function|fn|void|Task)[ \t]+(?:\([^()\n]{1,80}\)[ \t]*)?(?P<name>\w+)")
_UPGRADES = regex(r"(?i)upgrade|migrat|backfill|(?:^|_)seed")  # the name of a function that is run once, on what is stored
_LEAVES = regex(r"(?:return|break|raise|throw)\b")
SHOWN = 30  # queries in loops that are kept
FAR = 10_000  # characters from a loop up to the head of its function
MOST = 300  # calls in loops that are followed


class Relation(Struct, frozen=True):
    """Something about a relation, or a query in a loop, at a place."""

    what: str
    at: Location


def _table() -> dict[str, Any]:
    return known("facts/relations")


class Relations:
    """The relations of the app's tables and how their rows are fetched."""

    def __init__(self, files: Files, code: Code, sightings: Sightings, handlers: Handlers, stores: OtherStores) -> None:
        self._files, self._code, self._sightings, self._handlers, self._stores = files, code, sightings, handlers, stores

    @classmethod
    def of(cls, files: Files, code: Code, sightings: Sightings, handlers: Handlers, stores: OtherStores) -> Relations:
        return cls(files, code, sightings, handlers, stores)

    @cached_property
    def eager(self) -> tuple[Relation, ...]:
        """Where rows of a relation are loaded with a list, or in batches."""
        seen = self._sightings.firsts(_table()["eager"], where=lambda path: is_own(path) and not _BUILDS.search(path))
        return tuple(Relation("relations are loaded together", s.at) for s in seen)

    @cached_property
    def detected(self) -> tuple[Relation, ...]:
        """Where repeated queries are looked for: in tests, or while the app runs."""
        words = _table()["detector"]["words"]
        pattern = compiled(rf"\b(?:{'|'.join(words)})\b")
        found = self._code.sources(*words, among=(*self._files.tests, *self._files.code))
        firsts = (next(source.search(pattern), None) for source in found)
        return tuple(Relation(f"{match[0][0]} counts queries", match[1]) for match in firsts if match)

    @cached_property
    def declared(self) -> int:
        """How many relations models declare; a schema of Prisma's counts too."""
        found = sum(1 for _ in self._sightings.find(_table()["relation"]))
        return found + sum(f.text.count("@relation(") for f in self._files.match("*.prisma", kinds=("app", "config", "other")))

    @cached_property
    def loops(self) -> tuple[Relation, ...]:
        """Queries and saves inside loops; migrations, seeds and commands left out."""
        found = [r for n, row in enumerate(_table()["loop"]) for s in self._sources(row) for r in s.each(_of_source, n)]
        return tuple(found[:SHOWN]) or tuple(islice(self._below, SHOWN))

    @property
    def _below(self) -> Iterator[Relation]:
        """Calls inside loops, where nothing there asks by itself, of functions that do: a layer below."""
        rows = enumerate(_table()["loop"])
        calls = ((row, s, *call) for n, row in rows for s in self._served(row) for call in s.each(_called_in_loops, n))
        for row, source, start, name in islice(calls, MOST):
            body = self._handlers.named(name, source)
            if body and self._queries(body, row):
                yield Relation(f"a query inside a loop: `{name}` asks the database", source.place(start))

    def _queries(self, body: Body, row: dict[str, Any]) -> bool:
        """Whether a function asks the database, and keeps no answers."""
        below = _table()["below"]
        above = body.source.code[max(0, body.start - 200) : body.start].rpartition("\n\n")[2]
        if compiled(below["kept"]).search(above + body.text) or _APART.search(unpackaged(body.source.path)):
            return False
        asked = next((m for p in (row["asks"], below["asks"]) for m in compiled(p).finditer(body.text)), None)
        return asked is not None and self._stores.names.isdisjoint(re.findall(r"\w+", asked[0].lower()))

    def _sources(self, row: dict[str, Any]) -> Iterator[Source]:
        return (source for source in self._served(row) if source.asked(_asks, row["asks"]))

    def _served(self, row: dict[str, Any]) -> Iterator[Source]:
        for source in self._code.sources(*row["words"], language=row["languages"]):
            if not _APART.search(unpackaged(source.path)) and not is_aside(source.path):
                yield source


def _asks(source: Source, pattern: str) -> bool:
    return bool(compiled(pattern).search(source.text))


def _of_source(source: Source, number: int) -> Iterator[Relation]:
    seen: set[int] = set()
    for found in _in_loops(source, number, _table()["loop"][number]["asks"]):
        if found.start() not in seen:
            seen.add(found.start())
            yield Relation("a query inside a loop", source.place(found.start()))


def _called_in_loops(source: Source, number: int) -> Iterator[tuple[int, str]]:
    for found in _in_loops(source, number, _table()["below"]["call"]):
        yield found.start("name"), found["name"]


def _in_loops(source: Source, number: int, pattern: str) -> Iterator[re.Match[str]]:
    """The first match in each loop that does not leave it."""
    wanted = compiled(pattern)
    for match, _ in source.search(_table()["loop"][number]["loop"]):
        start = source.code.rfind("\n", 0, match.start()) + 1
        body = block(source, max(start, match.start() - 80) if source.language in ("python", "ruby") else match.start())
        ends = match[0].lstrip().startswith("for")  # a callback that returns is called again
        every = wanted.finditer(source.code, match.end(), body.end)
        found = next((m for m in every if not (ends and _once(source.code, m.start(), body.end))), None)
        if found and not (source.asked(_may_upgrade) and _UPGRADES.search(_function(source.code, match.start()))):
            yield found


def _function(code: str, offset: int) -> str:
    """The name of the last function that begins above an offset."""
    return max(((m.start(), m["name"]) for m in _OPENS.finditer(code, max(0, offset - FAR), offset)), default=(0, ""))[1]


def _may_upgrade(source: Source) -> bool:
    return bool(_UPGRADES.search(source.text))


def _once(code: str, start: int, end: int) -> bool:
    """Whether a loop is left in every case after what starts there, on the same level."""
    level = code[code.rfind("\n", 0, start) + 1 : start]
    level = level[: len(level) - len(level.lstrip())]
    for line in filter(str.strip, code[start:end].split("\n")[1:]):
        if not line.startswith(level):
            return False
        if _LEAVES.match(line, len(level)):
            return True
    return False
