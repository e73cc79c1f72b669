"""Load tests: scripts of load generators and commands that run one, the thresholds they hold, and checks of memory over time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code
from readylint.facts.files import File, Files
from readylint.knowledge import known
from readylint.model import Location
from readylint.patterns import compiled

_KINDS = ("app", "config", "other", "test")  # a load test stands among the tests, the tools, or by itself


class LoadTest(Struct, frozen=True):
    """A load test, or a check of memory, with the tool it is written for."""

    name: str
    at: Location


def _table() -> dict[str, Any]:
    return known("facts/loadtests")


class LoadTests:
    """The load tests of the project."""

    def __init__(self, files: Files, code: Code) -> None:
        self._files, self._code = files, code

    @classmethod
    def of(cls, files: Files, code: Code) -> LoadTests:
        return cls(files, code)

    @cached_property
    def all(self) -> tuple[LoadTest, ...]:
        """Scripts and plans, then the commands that run one."""
        return (*self._scripts(), *self._plans(), *self._commands())

    @cached_property
    def thresholds(self) -> tuple[LoadTest, ...]:
        """Where a load test states what it must hold."""
        files = dict.fromkeys(f for test in self.all if (f := self._files.get(test.at.path)))
        found = ((f, next(self._code.source(f).search(_table()["threshold"]["is"]), None)) for f in files)
        return tuple(LoadTest("thresholds of a load test", match[1]) for f, match in found if match)

    @cached_property
    def memory(self) -> tuple[LoadTest, ...]:
        """Soak tests, tests that look for leaks, and profilers that run all the time."""
        return tuple(found for row in _table()["memory"] for found in self._of_memory(row))

    def _scripts(self) -> Iterator[LoadTest]:
        for row in _table()["script"]:
            pattern = compiled(row["is"], re.MULTILINE)
            for file in self._files.with_texts((row["holds"],), self._written(row["languages"])):
                if ("path" not in row or compiled(row["path"]).search(file.path)) and pattern.search(file.text):
                    source = self._code.source(file)
                    match = next(source.search(pattern), None)
                    if match and ("also" not in row or compiled(row["also"]).search(source.code)):
                        yield LoadTest(row["name"], match[1])

    def _plans(self) -> Iterator[LoadTest]:
        for row in _table()["file"]:
            for file in self._files.match(*row["paths"], kinds=_KINDS):
                match = next(file.search(row["is"], re.MULTILINE), None)
                if match:
                    yield LoadTest(row["name"], match[1])

    def _commands(self) -> Iterator[LoadTest]:
        table = _table()["command"]
        for file in self._files.match(*table["paths"], kinds=_KINDS):
            for match, at in file.search(table["is"], re.MULTILINE):
                if not compiled(table["installs"]).search(match[0]) and not self._is_lost(file.text, match):
                    yield LoadTest(match["tool"].split()[0], at)
                    break

    def _is_lost(self, text: str, match: re.Match[str]) -> bool:
        """Whether a command names a script or a list of targets that nobody committed."""
        named = compiled(_table()["command"]["names"]).match(text, match.start("tool"))
        return named is not None and named["path"].rpartition("/")[2] not in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(f.name for f in self._files.own)

    def _of_memory(self, row: dict[str, Any]) -> Iterator[LoadTest]:
        pattern = compiled(row["is"], re.MULTILINE)
        if "settings" in row:
            for file in self._files.match(*row["settings"], kinds=("app", "config", "other")):
                yield from (LoadTest(row["name"], at) for _, at in file.search(pattern))
            return
        written = [f for f in self._written(row["languages"]) if f.kind == "test" or not row.get("tests")]
        for file in self._files.with_texts(row.get("words", ()), written):
            if ("paths" not in row or compiled(row["paths"]).search(file.path)) and pattern.search(file.text):
                match = next(self._code.source(file).search(pattern), None)
                if match:
                    yield LoadTest(row["name"], match[1])

    def _written(self, languages: Iterable[str]) -> list[File]:
        return [f for f in self._own if f.language in languages]

    @cached_property
    def _own(self) -> tuple[File, ...]:
        return tuple(f for f in self._files.own if f.kind in _KINDS and f.language)
