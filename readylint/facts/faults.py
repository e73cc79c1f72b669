"""Faults: tests that make a dependency time out, refuse or answer an error, and experiments that inject faults (faults.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code
from readylint.facts.files import File, Files
from readylint.facts.infrastructure import Infrastructure
from readylint.facts.workloads import Workloads
from readylint.knowledge import known
from readylint.model import Location
from readylint.patterns import compiled

MOST = 20  # places that are kept: one shows that it is done, twenty that it is done throughout


class Fault(Struct, frozen=True):
    """A failure that is brought about on purpose. `how`: by a test, or by an experiment."""

    how: str
    at: Location


def _table() -> dict[str, Any]:
    return known("facts/faults")


class Faults:
    """The failures that the project tries out."""

    def __init__(self, files: Files, code: Code, workloads: Workloads, infrastructure: Infrastructure) -> None:
        self._files, self._code, self._workloads, self._infrastructure = files, code, workloads, infrastructure

    @classmethod
    def of(cls, files: Files, code: Code, workloads: Workloads, infrastructure: Infrastructure) -> Faults:
        return cls(files, code, workloads, infrastructure)

    @cached_property
    def tested(self) -> tuple[Fault, ...]:
        """The first of each test file."""
        found: list[Fault] = []
        for fault in self._tested():
            found.append(fault)
            if len(found) == MOST:
                break
        return tuple(found)

    @cached_property
    def injected(self) -> tuple[Fault, ...]:
        """Chaos experiments, as objects, resources, scripts or code."""
        return tuple(self._injected())

    def _tested(self) -> Iterator[Fault]:
        for row in _table()["test"]:
            pattern = compiled(row["is"], re.MULTILINE)
            words = [word.encode() for word in row["holds"]]
            for file in self._tests(row):
                if any(word in file.data for word in words) and pattern.search(file.text):
                    source = self._code.source(file)
                    match = next(source.search(pattern), None)
                    if match and ("also" not in row or compiled(row["also"]).search(source.code)):
                        yield Fault("a test makes a dependency fail", match[1])

    def _tests(self, row: dict[str, Any]) -> Iterator[File]:
        """Files of tests; in Rust a module of tests may stand in the source itself."""
        yield from (f for f in self._files.tests if f.language in row["languages"] and not self._code.in_browser(f))
        if row.get("inside"):
            yield from (f for f in self._files.code if f.language in row["languages"] and b"#[cfg(test)]" in f.data)

    def _injected(self) -> Iterator[Fault]:
        table = _table()["chaos"]
        yield from (Fault(f"{o.kind} {o.name}", o.at) for o in self._workloads.of_kind(*table["kinds"]))
        yield from (Fault(f"{r.type} {r.name}", r.at) for r in self._infrastructure.of_type(*table["types"]))
        for file in self._files.match(*table["scripts"], kinds=("app", "config", "other", "test")):
            if compiled(table["acts"]).search(file.text):
                yield Fault("a script injects faults", file.at)
        among = [f for f in (*self._files.tests, *self._files.code) if b"oxiproxy" in f.data or b"haos" in f.data]
        for _, at in self._code.search(table["code"], among=among):
            yield Fault("faults are injected", at)
