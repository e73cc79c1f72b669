"""Telemetry: the error trackers, metrics libraries and agents that are at work in the app's server (telemetry.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code
from readylint.facts.dependencies import Dependencies
from readylint.facts.files import File, Files
from readylint.facts.structured import Structured
from readylint.facts.usage import LANGUAGES, Usage, settings
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

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
_NOT_STARTS = regex(r"(?:^|/)(?:\.github|\.circleci|\.gitlab-ci\.yml|\.pre-commit|\.devcontainer)")
_LANGUAGES = {**LANGUAGES, "gradle": LANGUAGES["maven"]}
_EMPTY_ADDRESS = regex(r"""\bdsn\s*[=:]\s*(?:""|''|None|null|nil)\s*[,)}\n]""")


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

    def __init__(self, dependencies: Dependencies, usage: Usage, code: Code, files: Files, structured: Structured) -> None:
        self._dependencies, self._usage, self._code, self._files, self._structured = dependencies, usage, code, files, structured

    @classmethod
    def of(cls, dependencies: Dependencies, usage: Usage, code: Code, files: Files, structured: Structured) -> Telemetry:
        return cls(dependencies, usage, code, files, structured)

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
            yield from self._by_command(compiled(row["command"]), row.get("needs", ""))
        if "source" in row:
            found = self._calls(row["source"], frozenset().union(*_LANGUAGES.values()), row["words"], row.get("needs", ""))
            yield from ((row["name"], at) for at in _one_each(found))

    def _by_package(self, ecosystem: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, Location]]:
        """Where a declared package is put to work, by the first of the entry's ways that it takes, settings and files besides."""
        declared = [d for d in self._dependencies.find({ecosystem: entry["packages"]}) if d.group != "indirect"]
        if not declared or (entry.get("with") and not self._dependencies.find({ecosystem: entry["with"]})):
            return
        name = declared[0].name
        called = list(_one_each(self._calls(entry["code"], _LANGUAGES[ecosystem]))) if "code" in entry else []
        yield from ((name, at) for at in called)
        if entry.get("wired") and not called:
            yield from ((d.name, d.at) for d in declared)
        elif not entry.keys() & {"code", "settings", "file"}:
            yield from ((use.package, use.at) for use in self._usage.find({ecosystem: entry["packages"]}))
        for key in entry.get("settings", ()):
            yield from ((name, at) for at in settings(self._files, self._structured, key) if self._says(at, entry.get("value", "")))
        yield from ((name, file.at) for file in self._files.match(*entry.get("file", ()), kinds=("app", "config", "other")))

    def _calls(self, pattern: str, languages: Iterable[str], words: Iterable[str] = (), needs: str = "") -> Iterator[Location]:
        compiled = re.compile(pattern, re.MULTILINE)
        for source in self._code.sources(*words, language=languages):
            if compiled.search(source.text) and re.search(needs, source.text):
                for match, at in source.search(compiled):
                    if not _EMPTY_ADDRESS.search(source.code, match.start(), match.end() + 200):
                        yield at

    def _says(self, at: Location, value: str) -> bool:
        file = self._files.get(at.path)
        lines = file.text.splitlines()[at.line - 1 : (at.end_line or at.line) + 1] if file else []
        return bool(re.search(value, "\n".join(lines)))

    def _by_command(self, pattern: re.Pattern[str], needs: str) -> Iterator[tuple[str, Location]]:
        for file in self._files.match(*STARTS, kinds=("app", "config", "other")):
            if not _NOT_STARTS.search(file.path) and re.search(needs, file.text):
                yield from _lines(file, pattern)


def _lines(file: File, pattern: re.Pattern[str]) -> Iterator[tuple[str, Location]]:
    """The first line that is no comment."""
    for match, at in file.search(pattern):
        line = file.text[file.text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if not line.lstrip().startswith(("#", "//")):
            yield match[0], at
            return


def _entries(entry: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    """An entry and the named ones inside it: further ways to put the same instrument to work."""
    if entry:
        if "packages" in entry:
            yield entry
        yield from (inner for inner in entry.values() if isinstance(inner, dict))


def _one_each(places: Iterator[Location]) -> Iterator[Location]:
    """The first place in each file."""
    seen: set[str] = set()
    for at in places:
        if at.path not in seen:
            seen.add(at.path)
            yield at
