"""The lines that the equivalence test asks about, each with what the prefilter made of it where it stood."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import history
from fuzz import generated

from readylint.config import Config
from readylint.secrets.hits import CONFIG
from readylint.secrets.prefilter import Prefilter
from readylint.secrets.scan import worth_reading

RULES = Config().rules
FUZZED = "a.py a.yml a.go a.cpp a.cs a.json a.properties a.tf a.toml a.txt".split()


class Case(NamedTuple):
    """A line of a sort of file, named by a path of that sort, and what the prefilter made of it: texts and groups."""

    path: str
    line: bytes
    fired: tuple[tuple[bytes, frozenset[str]], ...]


@cache
def sort_of(path: str) -> tuple[bool, str]:
    """What detectors and prefilter tell files apart by."""
    language = RULES.language(path)
    return language in CONFIG or language == "go", os.path.splitext(path)[1]


@cache
def _prefilter(config: bool, engine: str) -> Prefilter:
    return Prefilter(config, engine)


def cases(path: str, data: bytes, engine: str, seen: set[bytes]) -> Iterator[Case]:
    """The lines of a buffer that were not seen before."""
    new = set(data.split(b"\n")) - seen
    seen |= new
    fired: dict[bytes, list[tuple[bytes, frozenset[str]]]] = {}
    for line in _prefilter(sort_of(path)[0], engine).lines(data) if new else ():
        begin, end = data.rfind(b"\n", 0, line.start) + 1, data.find(b"\n", line.start)
        fired.setdefault(data[begin : end if end >= 0 else None], []).append((line.text, line.groups))
    return (Case(path, line, tuple(fired.get(line, ()))) for line in new)


def of_history(repository: Path, engine: str, seconds: float) -> Iterator[Case]:
    """The lines of all blobs that the engine reads, until the time is up."""
    began = time.monotonic()
    there, seen = history.sizes(repository), dict[tuple[bool, str], set[bytes]]()
    paths = {oid: [p for p in sorted(paths) if worth_reading(p)] for oid, paths in history.versions(repository)[0].items() if oid in there}
    wanted = {oid: {sort_of(p): p for p in some} for oid, some in paths.items() if some}
    for sorts, data in zip(wanted.values(), history.contents(repository, wanted)):
        if time.monotonic() - began > seconds:
            print(f"{repository.name}: stopped at the time limit, some blobs were not read")
            return
        for sort, path in sorts.items() if b"\0" not in data[:8000] else ():  # the engine's rule for binary data
            yield from cases(path, data, engine, seen.setdefault(sort, set()))


def of_fuzz(count: int, engine: str) -> Iterator[Case]:
    """Made lines, some hundreds to a buffer, as every sort of file in turn."""
    lines = generated(count)
    for path in cycle(FUZZED):
        if not (some := list(islice(lines, 200))):
            return
        yield from cases(path, b"\n".join(some), engine, set())
