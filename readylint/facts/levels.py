"""Levels: at which levels the server code logs, and where it logs a caught error as if it were none (levels.toml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.sightings import Sightings
from readylint.knowledge import known, regex
from readylint.model import Location

_ERROR = regex(r"(?i)[.:]error|LogError|LogCritical|\.exception|\.warn|\bthrow\b|\braise\b|capture\w*|\bnext\s*\(")


class Level(Struct, frozen=True):
    """One level in use, at the first place of a file."""

    name: str
    at: Location


def _table() -> Mapping[str, Any]:
    return known("facts/levels")


class Levels:
    """The levels of the server code's log."""

    def __init__(self, sightings: Sightings) -> None:
        self._sightings = sightings

    @classmethod
    def of(cls, sightings: Sightings) -> Levels:
        return cls(sightings)

    @cached_property
    def used(self) -> tuple[Level, ...]:
        """Each level that each file uses."""
        found = (Level(_name(seen.match["level"]), seen.at) for seen in self._sightings.find(_table()["call"]))
        return tuple({(level.name, level.at.path): level for level in reversed(tuple(found))}.values())[::-1]

    @cached_property
    def lowered(self) -> tuple[Location, ...]:
        """Where a caught error is logged at a level for what is no error."""
        return tuple(sorted({s.at for s in self._sightings.find(_table()["caught"]) if not _ERROR.search(_rest(s.match.string, s.match))}))


def _name(written: str) -> str:
    names, level = _table()["names"], written.lower()
    return "error" if level in names["error"] else str(names["same"].get(level, level))


def _rest(code: str, match: re.Match[str]) -> str:
    """The block of a caught error, as far as its first closing brace or a few lines."""
    end = code.find("}", match.end())
    return code[match.start() : min(end if end >= 0 else len(code), match.end() + 300)]
