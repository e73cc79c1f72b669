"""What was found in the history, on a line of time: a lane for each item, a mark for each commit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from readylint.model import Assessment, Finding, Report, Repository
from readylint.remote import at_commit
from readylint.report.html.rows import Pointer, spot

MOST = 200  # commits of a lane; the rest are counted
PLACES = 5  # of a commit
LANE = 40  # units of height; the width is 1000
_BEGIN, _END = 110.0, 985.0

Scale = Callable[[datetime], float]


class Mark(Struct, frozen=True):
    """What was found in one commit. `gone`: none of it is in the tree any more."""

    commit: str
    address: str
    when: datetime
    places: tuple[Pointer, ...]
    more: int
    gone: bool
    x: float
    size: float


class Lane(Struct, frozen=True):
    """The commits of one item, the oldest first."""

    assessment: Assessment
    y: int
    marks: tuple[Mark, ...]
    left: int


class Timeline(Struct, frozen=True):
    """The lanes, and where years begin."""

    lanes: tuple[Lane, ...]
    years: tuple[tuple[float, int], ...]
    begin: datetime
    end: datetime

    @property
    def height(self) -> int:
        return LANE * len(self.lanes)

    @property
    def gone(self) -> bool:
        return any(mark.gone for lane in self.lanes for mark in lane.marks)


def timeline(report: Report) -> Timeline | None:
    """None where nothing was found in the history."""
    found = {a.item.id: (a, _by_commit(a)) for a in report.assessments if a.judged and a.verdict == "fail"}
    days = [when for _, commits in found.values() for when, _ in commits]
    if not days:
        return None
    begin, end = min(days), max((*days, *([report.as_of] if report.as_of else [])))
    span = max((end - begin).total_seconds(), timedelta(days=1).total_seconds())

    def x(when: datetime) -> float:
        return round(_BEGIN + (_END - _BEGIN) * (when - begin).total_seconds() / span, 1)

    lanes = [_lane(a, commits, n, report.repository, x) for n, (a, commits) in enumerate(row for row in found.values() if row[1])]
    return Timeline(tuple(lanes), tuple(_years(begin, end, x)), begin, end)


def _by_commit(assessment: Assessment) -> dict[tuple[datetime, str], list[Finding]]:
    made: dict[tuple[datetime, str], list[Finding]] = defaultdict(list)
    for finding in assessment.findings:
        if finding.commit and finding.author_date:
            made[finding.author_date, finding.commit].append(finding)
    return made


def _lane(
    assessment: Assessment, commits: dict[tuple[datetime, str], list[Finding]], number: int, repository: Repository, x: Scale
) -> Lane:
    shown = sorted(commits)[:MOST]
    marks = tuple(_mark(commits[key], *key, repository, x(key[0])) for key in shown)
    return Lane(assessment, LANE * number + LANE // 2, marks, len(commits) - len(shown))


def _mark(found: Sequence[Finding], when: datetime, commit: str, repository: Repository, x: float) -> Mark:
    places = tuple(spot(f, repository, f.message) for f in found[:PLACES])
    size = round(min(4 + 1.5 * len(found) ** 0.5, 12), 1)
    gone = not any(f.in_tree for f in found)
    return Mark(commit, at_commit(repository.web, commit), when, places, max(len(found) - PLACES, 0), gone, x, size)


def _years(begin: datetime, end: datetime, x: Scale) -> Iterator[tuple[float, int]]:
    """Where years begin; of many only some, so that their names do not touch."""
    step = 1 + (end.year - begin.year) // 12
    for year in range(begin.year + 1, end.year + 1, step):
        start = begin.replace(year=year, month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
        if start <= end:
            yield x(start), year
