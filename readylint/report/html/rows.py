"""The items of the page: each with its verdict, its places and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from readylint.model import CATEGORIES, SEVERITIES, Assessment, Finding, Report, Repository, ServiceVerdict, Verdict
from readylint.remote import at_commit, at_line
from readylint.report.detail import category_name
from readylint.report.page import clean
from readylint.report.places import past, place, telling
from readylint.report.signed import told
from readylint.report.text import FIRST, first_step

MOST = 5_000  # places of an item; the rest are counted

LABELS: dict[Verdict, str] = {"fail": "Fail", "error": "Error", "unknown": "Open", "pass": "Pass", "na": "N/A"}
_ORDER: tuple[Verdict, ...] = ("error", "fail", "unknown", "pass", "na")


class Pointer(Struct, frozen=True):
    """A place to go to. `address` is "" where there is no page of it; `commit` is that of something found in the history."""

    text: str
    address: str = ""
    message: str = ""
    past: str = ""
    commit: str = ""
    mark: str = ""


class Row(Struct, frozen=True):
    """One item."""

    assessment: Assessment
    label: str
    accepted: bool
    places: tuple[Pointer, ...]  # that prove the verdict
    others: tuple[Pointer, ...]  # that speak for an item which does not pass
    left: int
    services: tuple[ServiceVerdict, ...]
    by_service: str
    signed: tuple[str, ...]


class Category(Struct, frozen=True):
    """The items of one category, and how many have which verdict."""

    slug: str
    name: str
    rows: tuple[Row, ...]
    counts: dict[Verdict, int]
    bars: tuple[tuple[str, float, float], ...]  # verdict, begin and width of a hundred


class Step(Struct, frozen=True):
    """One thing to do first."""

    assessment: Assessment
    place: Pointer | None
    what: str


def categories(report: Report) -> tuple[Category, ...]:
    """Every category that was judged, its items as they want attention."""
    made = []
    for slug in CATEGORIES:
        of = [a for a in report.assessments if a.item.category == slug and a.judged]
        if of:
            rows = tuple(_row(a, report) for a in sorted(of, key=_order))
            counts = {v: sum(1 for a in of if a.verdict == v and a.counts) for v in _ORDER}
            made.append(Category(slug, category_name(slug), rows, counts, tuple(_bars(counts))))
    return tuple(made)


def _order(assessment: Assessment) -> tuple[int, int, str]:
    return _ORDER.index(assessment.verdict), SEVERITIES.index(assessment.item.severity), assessment.item.id


def _bars(counts: dict[Verdict, int]) -> Iterator[tuple[str, float, float]]:
    begin, whole = 0.0, sum(counts.values()) or 1
    for verdict, number in counts.items():
        width = 100 * number / whole
        yield verdict, round(begin, 2), round(width, 2)
        begin += width


def _row(assessment: Assessment, report: Report) -> Row:
    passed = assessment.verdict == "pass"
    found, others = (assessment.evidence, assessment.findings) if passed else (assessment.findings, assessment.evidence)
    names = [s.name for s in report.services] if len(report.services) > 1 else []
    verdicts = [assessment.of(name) for name in names]
    signed = [told(e) for e in (assessment.attestation, assessment.waiver) if e]
    return Row(
        assessment,
        LABELS[assessment.verdict],
        bool(assessment.accepted),
        tuple(_places(assessment, found[:MOST], report.repository)),
        tuple(_places(assessment, others[:MOST], report.repository)),
        max(len(found) - MOST, 0) + max(len(others) - MOST, 0),
        tuple(sorted(assessment.services, key=lambda s: _ORDER.index(s.verdict))),
        " ".join(v.verdict for v in verdicts),
        tuple(signed),
    )


def _places(assessment: Assessment, found: Iterable[Finding], repository: Repository) -> Iterator[Pointer]:
    """Where it shows; what the reason has said is not said again."""
    said = clean(assessment.reason).lower()
    for finding in found:
        message = clean(finding.message)
        yield spot(finding, repository, "" if message.lower() in said else message)


def spot(finding: Finding, repository: Repository, message: str = "") -> Pointer:
    """The place of a finding, with its page on the code host."""
    at = finding.location
    revision = finding.commit if finding.commit and not finding.in_tree else repository.revision
    address = at_line(repository.web, revision, at.path, at.line) if at else ""
    marked = f"suppressed: {finding.suppressed}" if finding.suppressed is not None else finding.accepted
    return Pointer(place(finding), address, message, past(finding), at_commit(repository.web, finding.commit), marked)


def pointer(assessment: Assessment, report: Report) -> Pointer | None:
    """The one place to name of an item."""
    where = telling(assessment, report.services)
    return spot(where, report.repository) if where else None


def first_steps(report: Report) -> tuple[tuple[Step, ...], int]:
    """What to do first, the worst failures, and how many more fail."""
    failed: Sequence[Assessment] = [a for a in report.assessments if a.verdict == "fail" and a.counts and not a.accepted]
    worst = sorted(failed, key=lambda a: SEVERITIES.index(a.item.severity))
    steps = [Step(a, pointer(a, report), first_step(a.item.fix) if a.item.fix else "") for a in worst[:FIRST]]
    return tuple(steps), max(len(worst) - FIRST, 0)
