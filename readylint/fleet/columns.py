"""The tables of a fleet: what a row of each holds. docs/fleet-tables.md says it to people, and a test holds the two against each other."""

from __future__ import annotations

from datetime import date
from typing import get_type_hints

from msgspec import Struct


class Report(Struct, frozen=True):
    """A report. With the rows of the runs it makes the table of repositories."""

    report: str
    name: str
    dirty: bool
    files: int
    commits: int
    shallow: bool
    tool: str
    day: date | None
    traits: tuple[str, ...]
    services: int
    decision: str
    instead_of: str | None
    pass_rate: int | None
    judged: int
    applicable: int
    blockers: tuple[str, ...]
    conditions: int
    owners: tuple[str, ...]


class Service(Struct, frozen=True):
    """A service of a report."""

    report: str
    repository: str
    service: str
    root: str
    kind: str
    frameworks: tuple[str, ...]
    traits: tuple[str, ...]
    decision: str
    pass_rate: int | None
    judged: int
    applicable: int
    blockers: tuple[str, ...]
    owners: tuple[str, ...]


class Item(Struct, frozen=True):
    """An item of a report."""

    report: str
    repository: str
    item: str
    slug: str
    title: str
    category: str
    severity: str
    preview: bool
    verdict: str
    reason: str
    confidence: str
    accepted: str | None
    findings: int
    evidence: int
    owners: tuple[str, ...]


class Finding(Struct, frozen=True):
    """A defect at its place, or, without a path, something that is absent."""

    report: str
    repository: str
    item: str
    severity: str
    fails: bool
    service: str | None
    path: str | None
    line: int | None
    message: str
    fingerprint: str
    commit: str | None
    author_date: date | None
    in_tree: bool
    suppressed: str | None
    accepted: str | None
    owners: tuple[str, ...]


class Repository(Struct, frozen=True):
    """How a repository fared in a run; the columns of its report follow."""

    run: str
    repository: str
    source: str
    outcome: str
    revision: str
    reason: str
    report: str | None
    seconds: float
    cpu_seconds: float
    peak_bytes: int
    host: str


OF_REPORTS: dict[str, type[Struct]] = {"reports": Report, "services": Service, "items": Item, "findings": Finding}
_TYPES: dict[object, str] = {bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE", date: "DATE", str: "VARCHAR", tuple[str, ...]: "VARCHAR[]"}


def columns(kind: type[Struct]) -> dict[str, str]:
    """The columns of a table and their types, in SQL."""
    return {name: _type(hint) for name, hint in get_type_hints(kind).items()}


def _type(hint: object) -> str:
    return next(said for known, said in _TYPES.items() if hint in (known, known | None))  # type: ignore[operator]
