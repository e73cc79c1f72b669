"""Levels: at which levels the server code logs, and where it logs a caught error as if it were none (levels.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code, Source
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_ERROR = regex(r"(?i)[.:]error|LogError|LogCritical|\.exception|\.warn|\bthrow\b|\braise\b|capture\w*|\bnext\s*\(")


class Level(Struct, frozen=True):
    """One level in use, at the first place of a file."""

    name: str
    at: Location


def _table() -> Mapping[str, Any]:
    return known("facts/levels")


class Levels:
    """The levels of the server code's log."""

    def __init__(self, code: Code) -> None:
        self._code = code

    @classmethod
    def of(cls, code: Code) -> Levels:
        return cls(code)

    @cached_property
    def used(self) -> tuple[Level, ...]:
        """Each level that each file uses."""
        return tuple(level for row in _table()["call"] for source, pattern in self._sources(row) for level in _in_file(source, pattern))

    @cached_property
    def lowered(self) -> tuple[Location, ...]:
        """Where a caught error is logged at a level for what is no error."""
        found = set()
        for row in _table()["caught"]:
            for source, pattern in self._sources(row):
                for match in pattern.finditer(source.code):
                    if not _ERROR.search(_rest(source.code, match)):
                        offset = match.start("log")
                        found.add(source.place(offset + len(match["log"]) - len(match["log"].lstrip())))
        return tuple(sorted(found))

    def _sources(self, row: Mapping[str, Any]) -> Iterator[tuple[Source, re.Pattern[str]]]:
        pattern = compiled(row["is"], re.MULTILINE)
        for source in self._code.sources(*row["words"], language=row["languages"]):
            if pattern.search(source.text):
                yield source, pattern


def _in_file(source: Source, pattern: re.Pattern[str]) -> Iterator[Level]:
    seen: set[str] = set()
    for match in pattern.finditer(source.code):
        name = _name(match["level"])
        if name not in seen:
            seen.add(name)
            yield Level(name, source.place(match.start()))


def _name(written: str) -> str:
    names, level = _table()["names"], written.lower()
    return "error" if level in names["error"] else str(names["same"].get(level, level))


def _rest(code: str, match: re.Match[str]) -> str:
    """The block of a caught error, as far as its first closing brace or a few lines."""
    end = code.find("}", match.end())
    return code[match.start() : min(end if end >= 0 else len(code), match.end() + 300)]
