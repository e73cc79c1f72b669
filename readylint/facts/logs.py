"""Logs: which logging facilities the server code configures and uses, what frameworks log by themselves, and what is only printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code
from readylint.facts.files import Files
from readylint.knowledge import known
from readylint.model import Location
from readylint.patterns import compiled

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

    def __init__(self, files: Files, code: Code) -> None:
        self._files = files
        self._code = code

    @classmethod
    def of(cls, files: Files, code: Code) -> Logs:
        return cls(files, code)

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
        aside, alias = compiled(_table()["console"]["aside"]), _table()["console"]["alias"]
        found = []
        for language in {*_table()["print"], *alias}:
            pattern = _table()["print"][alias.get(language, language)]
            chosen = (f for f in self._code.server if f.language == language and not aside.search(f.path))
            found += [at for match, at in self._code.search(pattern, among=chosen) if not self._in_browser(at.path)]
        return tuple(sorted(found))

    def _in_browser(self, path: str) -> bool:
        """A component of a server-rendered page that runs in the browser."""
        file = self._files.get(path)
        return bool(file and re.match(r"""\s*["']use client["']""", file.text))

    def _called(self) -> Iterator[Facility]:
        for row in _table()["logger"]:
            if "needs" in row and not self._holds(row["needs"], row["languages"]):
                continue
            for how, key in (("used", "calls"), ("configured", "configured")):
                if key not in row:
                    continue
                pattern = compiled(row[key], re.MULTILINE)
                for source in self._code.sources(*row["words"], language=row["languages"]):
                    match = next(source.search(pattern), None) if pattern.search(source.text) else None
                    if match:
                        yield Facility(row["name"], how, match[1])

    def _holds(self, pattern: str, languages: list[str]) -> bool:
        return any(True for _ in self._code.search(pattern, language=languages))

    def _configured(self) -> Iterator[Facility]:
        for row in _table()["file"]:
            found = self._files.match(*row["globs"], kinds=("app", "config", "other"))
            places = ((next((at for _, at in f.search(row["holds"], re.M)), None) if "holds" in row else f.at) for f in found)
            yield from (Facility(row["name"], "configured", at) for at in places if at)

    def _by_themselves(self) -> Iterator[Facility]:
        for row in _table()["framework"]:
            if self._holds(row["unless"], row["languages"]) or ("settings" in row and self._silenced(row["settings"])):
                continue
            for _, at in self._code.search(row["code"], *row["words"], language=row["languages"]):
                yield Facility(row["name"], "by itself", at)

    def _silenced(self, pattern: str) -> bool:
        return any(re.search(pattern, f.text) for f in self._files.match("appsettings.json", "appsettings.Production.json"))
