"""Production engines: which relational databases production runs, as manifests, infrastructure and settings say; and those of the tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from readylint.facts.compose import Compose, ComposeFile
from readylint.facts.dependencies import Dependencies
from readylint.facts.files import File, Files
from readylint.facts.testbeds import engines_of
from readylint.facts.workloads import Workloads
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_APART_CLASS = regex(r"(?i)^class (?:\w*(?:test|local)\w*|dev\w*)\b(?![\s\S]*^class )", re.MULTILINE)  # the class that holds what follows


class EngineInUse(Struct, frozen=True):
    """A database engine, and the place that says so. `fixed`: no variable changes it."""

    name: str
    how: str
    at: Location
    fixed: bool = False


class ProductionEngines(Struct, frozen=True):
    """The engines that production runs, as the surest source says. `of_tests`: what the test section of the same settings says;
    `only`: the one engine that the app has a driver for."""

    all: tuple[EngineInUse, ...]
    of_tests: tuple[EngineInUse, ...]
    only: str = ""

    def __iter__(self) -> Iterator[EngineInUse]:
        return iter(self.all)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(e.name for e in self.all)

    @classmethod
    def of(cls, files: Files, compose: Compose, workloads: Workloads, dependencies: Dependencies) -> ProductionEngines:
        deployed = (*_of_workloads(workloads), *_of_compose(compose.production))
        found = deployed or next((e for e in (_of_source(files, row) for row in _table()["source"]) if e), ())
        tested = tuple(e for row in _table()["source"] if "section" in row for e in _of_source(files, row, row.get("tests", "test")))
        drivers = tuple(_relational(_of_drivers(dependencies)))
        said = tuple(_relational(found or _of_compose(compose.all)))
        only = frozenset(e.name for e in drivers) or frozenset(e.name for e in said)
        if {e.name for e in said} == {"SQLite"} and only and "SQLite" not in only:  # a default beside the driver of another
            said = ()
        if len(only) == 1 and only < {e.name for e in said} and not deployed:  # the same, where the settings name the other too
            said = tuple(e for e in said if e.name in only)
        if not found and drivers and only.isdisjoint(e.name for e in said):  # an engine that another product beside it needs
            said = ()
        sure = next(iter(only)) if len(only) == 1 and (only == {"SQLite"} or not _may_be_sqlite(files)) else ""
        return cls(said or (drivers if len(only) == 1 else ()), tuple(_relational(tested)), sure)


def _table() -> dict[str, Any]:
    return known("facts/production_engines")


def _relational(found: tuple[EngineInUse, ...]) -> Iterator[EngineInUse]:
    return (e for e in dict.fromkeys(found) if e.name in _table()["relational"]["names"])


def _of_workloads(workloads: Workloads) -> tuple[EngineInUse, ...]:
    images = ((c.image, c.at) for w in workloads.all for c in w.containers)
    return tuple(EngineInUse(engine, "the manifests", at) for image, at in images for engine in engines_of(str(image)))


_BY = ("the compose file", "the compose file that developers use")


def _of_compose(found: tuple[ComposeFile, ...]) -> tuple[EngineInUse, ...]:
    services = ((s, _BY[f.purpose == "development"]) for f in found if f.purpose != "test" for s in f.services)
    return tuple(EngineInUse(engine, how, s.at) for s, how in services for engine in engines_of(s.image))


def _of_drivers(dependencies: Dependencies) -> tuple[EngineInUse, ...]:
    """The engines that a dependency speaks to; SQLite beside another is for development."""
    rows = [(row["name"], dependencies.find(row["packages"])) for row in known("facts/engines")["engine"] if "packages" in row]
    found = tuple(EngineInUse(name, "the driver", drivers[0].at) for name, drivers in rows if drivers)
    return tuple(e for e in found if e.name != "SQLite") or found


def _may_be_sqlite(files: Files) -> bool:
    """Whether the settings that all environments share name SQLite too: it needs no driver."""
    beside = _table()["beside"]
    return any(compiled(beside["sqlite"]).search(f.text) for f in files.match(*beside["files"]))


def _of_source(files: Files, row: dict[str, Any], section: str = "") -> tuple[EngineInUse, ...]:
    wanted = section or row.get("section", "")
    return tuple(e for file in files.match(*row["files"], kinds=("app", "config", "other")) for e in _said(file, row, wanted))


def _said(file: File, row: dict[str, Any], section: str) -> Iterator[EngineInUse]:
    start, text = _section(file.text, section) if section else (0, file.text)
    for name, pattern in row["says"].items():
        for match in compiled(pattern).finditer(text):
            line = file.text.rfind("\n", 0, start + match.start()) + 1
            apart = _APART_CLASS.search(file.text, 0, start + match.start()) if file.path.endswith(".py") else None
            if not apart and not file.text[line : start + match.start()].lstrip().startswith(("#", "//")):
                yield EngineInUse(name, row["how"], file.place(start + match.start()), "tests" in row and "url:" not in text)
                break


def _section(text: str, name: str) -> tuple[int, str]:
    """The part of a YAML file below a key; where it says no adapter, that of the part it inherits from."""
    found = _part(name).search(text)
    if not found:
        return 0, ""
    if not re.search(r"adapter:|url:", found[0]) and (inherited := re.search(r"<<:\s*\*(\w+)", found[0])):
        above = re.search(rf"&{inherited[1]}\b(?:[^\n]*\n)(?:[ \t]+[^\n]*\n|\s*\n)*", text)
        return (above.start(), above[0]) if above else (found.start(), found[0])
    return found.start(), found[0]


@cache
def _part(name: str) -> re.Pattern[str]:
    return re.compile(rf"^{name}:[^\n]*\n(?:[ \t]+[^\n]*(?:\n|\Z)|[ \t]*#[^\n]*\n|\s*\n)*", re.MULTILINE)
