"""One JSON report as rows of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import msgspec
from msgspec import Struct

from readylint.fleet import columns


class _Decision(Struct):
    decision: str = ""  # of a service: "" where it is the only one
    pass_rate: str | None = None
    judged: int = 0
    applicable: int = 0
    blockers: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    instead_of: str | None = None

    @property
    def percent(self) -> int | None:
        return int(self.pass_rate.rstrip("%")) if self.pass_rate else None


class _Trait(Struct):
    present: bool


class _Service(Struct):
    name: str
    root: str
    kind: str
    frameworks: tuple[str, ...]
    traits: dict[str, _Trait]
    decision: _Decision


class _Place(Struct):
    path: str | None


class _Finding(_Place):
    line: int | None
    message: str
    fingerprint: str
    commit: str | None
    author_date: datetime | None
    in_tree: bool
    suppressed: str | None
    accepted: str | None


class _Verdict(Struct):
    service: str
    reason: str


class _Item(Struct):
    id: str
    slug: str
    title: str
    category: str
    severity: str
    verdict: str
    reason: str
    confidence: str
    evidence: list[_Place]
    findings: list[_Finding]
    services: list[_Verdict]
    accepted: str | None
    absent: tuple[str, ...]
    preview: str | None

    @property
    def fails(self) -> bool:
        """Whether it fails, and counts."""
        return self.verdict == "fail" and not self.preview

    @property
    def failures(self) -> list[_Finding]:
        """The defects that make it fail."""
        return [f for f in self.findings if f.suppressed is None] if self.fails else []


class _Tool(Struct):
    version: str


class _Repository(Struct):
    name: str
    dirty: bool
    files: int
    commits: int
    shallow: bool


class Report(Struct):
    """What the tables take from a JSON report."""

    schema: str
    tool: _Tool
    repository: _Repository
    traits: dict[str, _Trait]
    services: list[_Service]
    items: list[_Item]
    decision: _Decision
    day: date | None
    owners: dict[str, tuple[str, ...]] = {}  # of a file or folder; "" is the repository

    def owners_of(self, path: str | None) -> tuple[str, ...]:
        """Who owns a file; what has no place is the whole repository's."""
        return self.owners.get(path or "", ())


DECODER = msgspec.json.Decoder(Report)


def tables(key: str, repository: str, report: Report) -> dict[str, Iterator[Struct]]:
    """The rows for each table."""
    return {
        "reports": iter([_whole(key, report)]),
        "services": _services(key, repository, report),
        "items": _items(key, repository, report),
        "findings": _findings(key, repository, report),
    }


def _whole(key: str, report: Report) -> columns.Report:
    """The row of the report itself."""
    of, decided = report.repository, report.decision
    return columns.Report(
        key, of.name, of.dirty, of.files, of.commits, of.shallow, report.tool.version, report.day, _present(report.traits),
        len(report.services), decided.decision, decided.instead_of, decided.percent, decided.judged, decided.applicable,
        decided.blockers, len(decided.conditions), report.owners_of(""),
    )  # fmt: skip


def _services(key: str, repository: str, report: Report) -> Iterator[columns.Service]:
    """The rows of its services. The only one has the decision of the whole."""
    for s in report.services:
        decided = s.decision if s.decision.decision else report.decision
        yield columns.Service(
            key, repository, s.name, s.root, s.kind, s.frameworks, _present(s.traits), decided.decision, decided.percent, decided.judged,
            decided.applicable, decided.blockers, report.owners_of(s.root),
        )  # fmt: skip


def _items(key: str, repository: str, report: Report) -> Iterator[columns.Item]:
    """The rows of its items. One that fails is owned by the owners of the places where it does, else by the repository's."""
    for i in report.items:
        owners = dict.fromkeys(owner for f in i.failures for owner in report.owners_of(f.path))
        yield columns.Item(
            key, repository, i.id, i.slug, i.title, i.category, i.severity, bool(i.preview), i.verdict, i.reason, i.confidence,
            i.accepted, len(i.findings), len(i.evidence), tuple(owners) or report.owners_of(""),
        )  # fmt: skip


def _findings(key: str, repository: str, report: Report) -> Iterator[columns.Finding]:
    """The rows of what was found against its items, and of what is absent."""
    roots = {s.name: s.root for s in report.services}
    for i in report.items:
        for f in i.findings:
            yield columns.Finding(
                key, repository, i.id, i.severity, i.fails and f.suppressed is None, None, f.path, f.line, f.message, f.fingerprint,
                f.commit, f.author_date.date() if f.author_date else None, f.in_tree, f.suppressed, f.accepted or i.accepted,
                report.owners_of(f.path),
            )  # fmt: skip
        reasons = {v.service: v.reason for v in i.services}
        for name in i.absent:
            yield columns.Finding(
                key, repository, i.id, i.severity, i.fails, name or None, None, None, reasons.get(name, i.reason), "", None, None, True,
                None, i.accepted, report.owners_of(roots.get(name, "")),
            )  # fmt: skip


def _present(traits: dict[str, _Trait]) -> tuple[str, ...]:
    return tuple(name for name, trait in traits.items() if trait.present)
