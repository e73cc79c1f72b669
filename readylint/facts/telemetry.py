"""Telemetry: the error trackers, metrics libraries and agents that are at work in the app's server (telemetry.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from readylint.facts.dependencies import Dependencies
from readylint.facts.files import Files
from readylint.facts.sightings import Sightings
from readylint.facts.structured import Structured
from readylint.facts.usage import LANGUAGES, Usage, settings
from readylint.knowledge import known
from readylint.model import Location

STARTS = (
    "Dockerfile*",
    "*.dockerfile",
    "Containerfile",
    "Procfile",
    "*.sh",
    "*entrypoint*",
    "docker-compose*.y*ml",
    "compose*.y*ml",
    "*.tf",
    "*.bicep",
    "**/*.yaml",
    "**/*.yml",
    "package.json",
    "supervisord*.conf",
    "*.service",
    "*.ini",
)
_NOT_STARTS = r"(?:^|/)(?:\.github|\.circleci|\.gitlab-ci\.yml|\.pre-commit|\.devcontainer)"
_ENVIRONMENT = (".env*", "*.env", "env.*", "app.json", "*compose*.y*ml", "render.yaml")  # files that name variables
_LANGUAGES = {**LANGUAGES, "gradle": LANGUAGES["maven"]}
_EMPTY_ADDRESS = r"""\bdsn\s*[=:]\s*(?:""|''|None|null|nil)\s*[,)}\n]"""


class Instrument(Struct, frozen=True):
    """Something that watches a running service, where it is put to work. `by` is the package or command."""

    name: str
    gives: tuple[str, ...]
    by: str
    at: Location


@cache
def _table() -> tuple[dict[str, Any], ...]:
    return tuple(known("facts/telemetry")["instrument"])


class Telemetry:
    """The instruments at work, found when first asked for."""

    def __init__(self, dependencies: Dependencies, usage: Usage, sightings: Sightings, files: Files, structured: Structured) -> None:
        self._dependencies, self._usage, self._sightings = dependencies, usage, sightings
        self._files, self._structured = files, structured

    @classmethod
    def of(cls, dependencies: Dependencies, usage: Usage, sightings: Sightings, files: Files, structured: Structured) -> Telemetry:
        return cls(dependencies, usage, sightings, files, structured)

    def giving(self, what: str) -> Iterator[Instrument]:
        """The instruments at work that give "errors" or "metrics", each at every file that puts it to work."""
        for row in _table():
            if what in row["gives"]:
                for by, at in self._found(row):
                    yield Instrument(row["name"], tuple(row["gives"]), by, at)

    def _found(self, row: Mapping[str, Any]) -> Iterator[tuple[str, Location]]:
        for ecosystem in _LANGUAGES:
            for entry in _entries(row.get(ecosystem)):
                yield from self._by_package(ecosystem, entry)
        if "command" in row:
            started = {"paths": STARTS, "apart": _NOT_STARTS, "text": row["command"], "file": row.get("file", "")}
            yield from ((seen.text, seen.at) for seen in self._sightings.firsts((started,)))
        if "source" in row:
            called = {"code": row["source"], "words": row["words"], "file": row.get("file", "")}
            yield from ((row["name"], at) for at in self._calls(called, frozenset().union(*_LANGUAGES.values())))

    def _by_package(self, ecosystem: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, Location]]:
        """Where a declared package is put to work, by the first of the entry's ways that it takes, settings and files besides."""
        declared = [d for d in self._dependencies.find({ecosystem: entry["packages"]}) if d.group != "indirect"]
        if not declared or (entry.get("with") and not self._dependencies.find({ecosystem: entry["with"]})):
            return
        name = declared[0].name
        called = list(self._calls({"code": entry["code"]}, _LANGUAGES[ecosystem])) if "code" in entry else []
        yield from ((name, at) for at in called)
        if entry.get("wired") and not called:
            yield from ((d.name, d.at) for d in declared)
        elif not entry.keys() & {"code", "settings", "paths", "variables"}:
            yield from ((use.package, use.at) for use in self._usage.find({ecosystem: entry["packages"]}))
        for key in entry.get("settings", ()):
            yield from ((name, at) for at in settings(self._files, self._structured, key) if self._says(at, entry.get("value", "")))
        beside = self._files.match(*entry.get("paths", ()), kinds=("app", "config", "other"))
        yield from ((name, file.at) for file in beside if re.search(entry.get("says", ""), file.text))
        for variable in entry.get("variables", ()):  # all it asks for where the framework brings it in
            found = self._files.match(*_ENVIRONMENT, kinds=("app", "config", "other", "sample"))
            yield from ((name, file.at) for file in found if re.search(rf"\b{variable}\b", file.text))

    def _calls(self, row: Mapping[str, Any], languages: Iterable[str]) -> Iterator[Location]:
        told = {"languages": languages, "unless": _EMPTY_ADDRESS, "mounted": True, **row}
        return (seen.at for seen in self._sightings.firsts((told,)))

    def _says(self, at: Location, value: str) -> bool:
        file = self._files.get(at.path)
        lines = file.text.splitlines()[at.line - 1 : (at.end_line or at.line) + 1] if file else []
        return bool(re.search(value, "\n".join(lines)))


def _entries(entry: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    """An entry and the named ones inside it: further ways to put the same instrument to work."""
    if entry:
        if "packages" in entry:
            yield entry
        yield from (inner for inner in entry.values() if isinstance(inner, dict))
