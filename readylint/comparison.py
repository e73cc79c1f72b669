"""Two reports side by side: verdicts that changed, failures that are new and that are gone, the decision before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec
from msgspec import Struct

from readylint.evaluation import percent
from readylint.matching import Newer, match
from readylint.model import Outcome, Report, Severity, Verdict
from readylint.trace import TextOf, Trace, absence, failures, of_mark

Direction = Literal["better", "worse", "other"]
_RANK: dict[Verdict, int] = {"error": 0, "fail": 1, "unknown": 2, "na": 3, "pass": 3}
_OUTCOMES: tuple[Outcome, ...] = ("no_go", "conditional_go", "go")


class NoReport(Exception):
    """A file is no report of readylint's, and why."""


class Judged(Struct, frozen=True):
    """One item in a report."""

    id: str
    title: str
    severity: Severity
    verdict: Verdict
    reason: str


class Failing(Struct, frozen=True):
    """One failure in a report. `line` 0: something is absent."""

    trace: Trace
    line: int = 0

    @property
    def place(self) -> str:
        return f"{self.trace.path}:{self.line}" if self.trace.path else self.trace.service


class Side(Struct, frozen=True):
    """One of the two reports, by the name that it was asked for."""

    name: str
    outcome: Outcome
    rate: str
    items: tuple[Judged, ...]
    failing: tuple[Failing, ...]
    revision: str = ""


class Change(Struct, frozen=True):
    """An item whose verdict changed. `before` None: the older report does not have it."""

    item: Judged
    before: Verdict | None

    @property
    def direction(self) -> Direction:
        was, now = _RANK[self.before or "na"], _RANK[self.item.verdict]
        return "better" if now > was else "worse" if now < was else "other"


class Comparison(Struct, frozen=True):
    """What a change did to readiness."""

    old: Side
    new: Side
    changes: tuple[Change, ...]
    come: tuple[Failing, ...]
    gone: tuple[Failing, ...]

    @property
    def inconclusive(self) -> bool:
        """Whether one of the two decides nothing."""
        return not {self.old.outcome, self.new.outcome} <= {*_OUTCOMES}

    @property
    def decision(self) -> Direction:
        if self.inconclusive:
            return "other"
        was, now = _OUTCOMES.index(self.old.outcome), _OUTCOMES.index(self.new.outcome)
        return "better" if now > was else "worse" if now < was else "other"

    @property
    def worse(self) -> bool:
        """Whether the decision is worse, or an item fails that passed."""
        return self.decision == "worse" or any(c.before == "pass" and c.item.verdict == "fail" for c in self.changes)


def compare(old: Side, new: Side, newer: Newer) -> Comparison:
    """The difference between two reports. newer: what is known of the tree of the newer one."""
    matching = match([f.trace for f in old.failing], [f.trace for f in new.failing], newer)
    before = {i.id: i.verdict for i in old.items}
    changes = tuple(Change(i, before.get(i.id)) for i in new.items if before.get(i.id) != i.verdict)
    return Comparison(old, new, changes, tuple(new.failing[n] for n in matching.new), tuple(old.failing[n] for n in matching.gone))


def of_report(name: str, report: Report, text_of: TextOf) -> Side:
    """The side of a scan."""
    items = (Judged(a.item.id, a.item.title, a.item.severity, a.verdict, a.reason) for a in report.assessments if a.counts)
    found = (f for a in report.assessments for f in failures(a, text_of))
    failing = (Failing(f.trace, f.finding.location.line if f.finding and f.finding.location else 0) for f in found)
    decision = report.decision
    rate = "" if decision.pass_rate is None else percent(decision.pass_rate)
    return Side(name, decision.outcome, rate, tuple(items), tuple(failing), report.repository.revision or "")


class _Finding(Struct):
    path: str | None
    line: int | None
    message: str
    suppressed: str | None = None
    trace: str = ""


class _Part(Struct):
    service: str
    reason: str


class _Item(Struct):
    id: str
    title: str
    severity: Severity
    verdict: Verdict
    reason: str
    findings: list[_Finding]
    services: list[_Part] = []
    absent: list[str] = []


class _Decision(Struct):
    decision: Outcome
    pass_rate: str | None


class _Repository(Struct):
    revision: str | None


class _Document(Struct):
    """What is read of a JSON report."""

    schema: str
    repository: _Repository
    items: list[_Item]
    decision: _Decision


def of_json(name: str, data: bytes) -> Side:
    """The side of a JSON report. Raises NoReport."""
    try:
        told = msgspec.json.decode(data, type=_Document)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise NoReport(f"it is no JSON report, which `readylint scan --format json -o FILE` writes: {error}") from error
    if told.schema != "readylint/1":
        raise NoReport(f"its schema is {told.schema!r}, and this readylint reads 'readylint/1'")
    items = tuple(Judged(i.id, i.title, i.severity, i.verdict, i.reason) for i in told.items)
    failing = tuple(f for i in told.items if i.verdict == "fail" for f in _failing(i))
    return Side(name, told.decision.decision, told.decision.pass_rate or "", items, failing, told.repository.revision or "")


def _failing(item: _Item) -> Iterator[Failing]:
    for found in item.findings:
        if found.suppressed is None:
            yield Failing(of_mark(item.id, found.path or "", found.message, "", found.trace), found.line or 0)
    reasons = {part.service: part.reason for part in item.services}
    for service in item.absent:
        yield Failing(absence(item.id, item.title, service, reasons.get(service, item.reason)))


def by_severity(changes: Iterable[Change], direction: Direction) -> list[Change]:
    """The changes in one direction, the weightiest first."""
    order = ("blocker", "high", "medium", "low")
    return sorted((c for c in changes if c.direction == direction), key=lambda c: order.index(c.item.severity))
