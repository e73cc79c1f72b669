"""Audits: the records of who did what. One that is declared, and that nothing of the app writes to, records nothing (audits.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from readylint.facts.callers import Callers
from readylint.facts.code import Code, Source
from readylint.facts.files import Files
from readylint.facts.handlers import block
from readylint.facts.schema import Declaration, in_order
from readylint.facts.sightings import Sighting, Sightings
from readylint.facts.uses import handed_on
from readylint.knowledge import known, regex
from readylint.patterns import compiled

COMMON = 40  # files that hold a name, of which so many are looked into
BEFORE = 100  # characters that tell what is done with a name
_CLASS = regex(r"\bclass\s+[A-Z]\w*")


class Audits:
    """The libraries, models, tables and calls that record who did what."""

    def __init__(self, files: Files, code: Code, sightings: Sightings, callers: Callers) -> None:
        self._files, self._code, self._callers = files, code, callers
        seen = {(s.at.path, s.at.line): s for s in sightings.find(known("facts/schema")["audit"])}
        self._seen = tuple((s, _declared(s)) for s in seen.values())

    @classmethod
    def of(cls, files: Files, code: Code, sightings: Sightings, callers: Callers) -> Audits:
        return cls(files, code, sightings, callers)

    @property
    def kept(self) -> tuple[Declaration, ...]:
        """What is written to, or writes by itself; what schema files, models and migrations say first."""
        return in_order(Declaration(s.statement.strip(), s.at) for s, name in self._seen if self._works(s, name))

    def _works(self, seen: Sighting, name: str) -> bool:
        if name:
            return name in self._used
        return seen.source is None or (self._runs(seen.source, seen.start, self._used) and not self._is_base_of_none(seen.source))

    @cached_property
    def _used(self) -> frozenset[str]:
        """The names that code names which runs: a service that writes a table is used itself where something else names it."""
        naming = {name: tuple(self._naming(_variants(name))) for _, name in self._seen if name}
        used = frozenset(name for s, name in self._seen if name and s.source and _is_hooked(s.source, s.start))
        while more := {n for n, places in naming.items() if n not in used and any(self._runs(*place, used) for place in places)}:
            used |= more
        return used

    def _runs(self, source: Source, offset: int, used: frozenset[str]) -> bool:
        """Whether a place is reached, and what is declared around it is used."""
        around = {name for start, end, name in self._spans.get(source.path, ()) if start <= offset < end}
        return around <= used and self._callers.reach(source, offset)

    def _is_base_of_none(self, source: Source) -> bool:
        """Whether a file declares a base class alone, that nothing extends."""
        bases = compiled(known("facts/audits")["base"]).findall(source.code)
        if len(bases) != 1 or len(_CLASS.findall(source.code)) != 1:
            return False
        wanted = re.compile(rf"\b{bases[0]}\b")
        holding = self._files.with_words(bases[0], among=self._code.server)
        return sum(len(wanted.findall(self._code.source(file).code)) for file in holding[:COMMON]) == 1

    @cached_property
    def _spans(self) -> dict[str, list[tuple[int, int, str]]]:
        """What is declared in each file: where it begins and ends, and its name."""
        spans: dict[str, list[tuple[int, int, str]]] = {}
        for seen, name in self._seen:
            if name and seen.source and not _is_schema(seen.source):
                spans.setdefault(seen.at.path, []).append((seen.start, block(seen.source, seen.start).end, name))
        return spans

    def _naming(self, names: tuple[str, ...]) -> Iterator[tuple[Source, int]]:
        """Where code names something, and does more than to read, relate or register it."""
        wanted = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
        for source in map(self._code.source, self._files.with_words(*names, among=self._code.server)[:COMMON]):
            yield from ((source, match.start()) for match in wanted.finditer(source.code) if _is_written(source, match))


def _is_written(source: Source, match: re.Match[str]) -> bool:
    table, code, start = known("facts/audits"), source.code, match.start()
    near = max(0, start - BEFORE)
    if _is_schema(source):
        return bool(compiled(table["inserts"]).search(code, near, start))
    if compiled(table["before"]).search(code, near, start) or compiled(table["behind"]).match(code, match.end()):
        return False
    registered = (m.span() for m in compiled(table["registered"]).finditer(code))
    return not any(begin <= start < end for begin, end in (*handed_on(source.file), *registered))


def _declared(seen: Sighting) -> str:
    """The name of what a place declares; "" where it writes, or mounts a library."""
    found = compiled(known("facts/audits")["declares"]).search(seen.statement if seen.source is None else seen.text)
    return (found["name"] or found["table"]) if found else ""


def _is_schema(source: Source) -> bool:
    return bool(compiled(known("facts/audits")["schema"]).search(source.path))


def _is_hooked(source: Source, start: int) -> bool:
    """Whether a framework calls a class by itself: by what it is, or by what stands above it."""
    above = "\n".join(source.code[:start].split("\n")[-4:])
    return not _is_schema(source) and bool(compiled(known("facts/audits")["hooked"]).search(above + block(source, start).text))


def _variants(name: str) -> tuple[str, ...]:
    """The names under which code knows a model or its table, or what implements an interface of the same name."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)
    parts = parts[:-1] if len(parts) > 2 and parts[-1] == "Impl" else parts
    last = parts[-1] if parts else ""
    singular = [*parts[:-1], last[:-1] if last.endswith("s") else last]
    names = [name]
    for words in (singular, [*singular[:-1], f"{singular[-1]}s"]):
        camel = "".join(word[:1].upper() + word[1:] for word in words)
        names += [camel, camel[:1].lower() + camel[1:], "_".join(words).lower()]
    return tuple(dict.fromkeys(names))
