"""Faults: tests that make a dependency time out, refuse or answer an error, and experiments that inject faults (faults.toml)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code
from readylint.facts.files import Files
from readylint.facts.infrastructure import Infrastructure
from readylint.facts.sightings import Sighting, Sightings
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

    def __init__(self, files: Files, code: Code, sightings: Sightings, workloads: Workloads, infrastructure: Infrastructure) -> None:
        self._files, self._code, self._sightings = files, code, sightings
        self._workloads, self._infrastructure = workloads, infrastructure

    @classmethod
    def of(cls, files: Files, code: Code, sightings: Sightings, workloads: Workloads, infrastructure: Infrastructure) -> Faults:
        return cls(files, code, sightings, workloads, infrastructure)

    @cached_property
    def tested(self) -> tuple[Fault, ...]:
        """The first of each test file."""
        return tuple(islice((Fault("a test makes a dependency fail", seen.at) for seen in self._tested()), MOST))

    @cached_property
    def injected(self) -> tuple[Fault, ...]:
        """Chaos experiments, as objects, resources, scripts or code."""
        return tuple(self._injected())

    def _tested(self) -> Iterator[Sighting]:
        """In Rust a module of tests may stand in the source itself."""
        tests = [f for f in self._files.tests if not self._code.in_browser(f)]
        for row in _table()["test"]:
            inside = [f for f in self._files.code if b"#[cfg(test)]" in f.data] if row.get("inside") else []
            yield from self._sightings.firsts((row,), among=(*tests, *inside))

    def _injected(self) -> Iterator[Fault]:
        table = _table()["chaos"]
        yield from (Fault(f"{o.kind} {o.name}", o.at) for o in self._workloads.of_kind(*table["kinds"]))
        yield from (Fault(f"{r.type} {r.name}", r.at) for r in self._infrastructure.of_type(*table["types"]))
        for file in self._files.match(*table["scripts"], kinds=("app", "config", "other", "test")):
            if compiled(table["acts"]).search(file.text):
                yield Fault("a script injects faults", file.at)
        among = tuple(self._files.with_texts(("oxiproxy", "haos"), (*self._files.tests, *self._files.code)))
        for _, at in self._code.search(table["code"], among=among):
            yield Fault("faults are injected", at)
