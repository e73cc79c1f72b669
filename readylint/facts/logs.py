"""Logs: which logging facilities the server code configures and uses, what frameworks log by themselves, and what is only printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.files import Files
from readylint.facts.sightings import Sightings
from readylint.knowledge import known
from readylint.model import Location

KEPT = 2  # places of one facility that are kept for each folder


class Facility(Struct, frozen=True):
    """A logging facility at work in one file, or what a framework logs by itself. `how`: "configured", "used" or "by itself"."""

    name: str
    how: str
    at: Location


def _table() -> dict[str, Any]:
    return known("facts/logs")


class Logs:
    """Logging of the server code."""

    def __init__(self, files: Files, sightings: Sightings) -> None:
        self._files, self._sightings = files, sightings

    @classmethod
    def of(cls, files: Files, sightings: Sightings) -> Logs:
        return cls(files, sightings)

    @cached_property
    def facilities(self) -> tuple[Facility, ...]:
        """The facilities at work, some places of each folder."""
        found = {f.at.path: f for f in (*self._called(), *self._configured(), *self._by_themselves())}
        kept: dict[str, list[Facility]] = {}
        for path, facility in sorted(found.items(), key=lambda p: (p[1].how == "used", p[0])):
            kept.setdefault("/".join(path.split("/")[:-1][:4]), []).append(facility)
        return tuple(f for group in kept.values() for f in group[:KEPT])

    @cached_property
    def printed(self) -> tuple[Location, ...]:
        """Every message that goes to the console past a facility; scripts, seeds and build files left out."""
        aside, alias = _table()["console"]["aside"], _table()["console"]["alias"]
        patterns = {**_table()["print"], **{language: _table()["print"][other] for language, other in alias.items()}}
        rows = ({"languages": [language], "code": pattern, "apart": aside} for language, pattern in patterns.items())
        return tuple(sorted(seen.at for seen in self._sightings.find(rows) if not self._in_browser(seen.at.path)))

    def _in_browser(self, path: str) -> bool:
        """A component of a server-rendered page that runs in the browser."""
        file = self._files.get(path)
        return bool(file and re.match(r"""\s*["']use client["']""", file.text))

    def _called(self) -> Iterator[Facility]:
        rows = _table()["logger"]
        for how, key in (("used", "calls"), ("configured", "configured")):
            found = self._sightings.firsts({**row, "code": row[key]} for row in rows if key in row)
            yield from (Facility(seen.name, how, seen.at) for seen in found)

    def _configured(self) -> Iterator[Facility]:
        return (Facility(seen.name, "configured", seen.at) for seen in self._sightings.firsts(_table()["file"]))

    def _by_themselves(self) -> Iterator[Facility]:
        for seen in self._sightings.firsts(_table()["framework"]):
            if "settings" not in seen.row or not self._silenced(seen.row["settings"]):
                yield Facility(seen.name, "by itself", seen.at)

    def _silenced(self, pattern: str) -> bool:
        return any(re.search(pattern, f.text) for f in self._files.match("appsettings.json", "appsettings.Production.json"))
