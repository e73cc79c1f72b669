"""What a report on a fleet tells: its repositories, the worst items, blockers by team, and how it was in the runs before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from readylint.evaluation import WEIGHT
from readylint.fleet.database import Fleet
from readylint.fleet.runs import Run
from readylint.fleet.teams import Teams
from readylint.model import Severity

DECISIONS = {  # the worst first; "" is that of a repository without a report
    "": "without a report",
    "no_go": "no-go",
    "inconclusive": "inconclusive",
    "partial": "partial run",
    "conditional_go": "conditional go",
    "go": "go",
}
REPOSITORIES = """
    SELECT repository, decision, pass_rate, blockers, conditions, owners, outcome, reason, revision,
           judged, applicable, files, commits, source
    FROM repositories
    ORDER BY list_position(['no_go', 'inconclusive', 'partial', 'conditional_go', 'go'], decision) NULLS FIRST,
             len(blockers) DESC, pass_rate, repository
"""
ITEMS = """
    SELECT item, any_value(title), any_value(category), mode(severity),
           count(*) FILTER (verdict = 'fail' AND accepted IS NULL), count(*) FILTER (verdict IN ('unknown', 'error')),
           count(*) FILTER (verdict = 'pass')
    FROM items WHERE NOT preview GROUP BY item HAVING count(*) FILTER (verdict = 'fail' AND accepted IS NULL) > 0
"""
BLOCKERS = """
    SELECT repository, item, items.owners FROM items JOIN repositories USING (report, repository)
    WHERE list_contains(repositories.blockers, item) ORDER BY repository, item
"""
TREND = """
    SELECT run, decision, count(*), sum(pass_rate), count(pass_rate), sum(len(blockers))
    FROM history.repositories WHERE run <= $run GROUP BY run, decision ORDER BY run, decision
"""


class Repository(Struct, frozen=True):
    """A repository of the run. Without a report it has no decision: the outcome and the reason say why."""

    repository: str
    decision: str | None
    pass_rate: int | None
    blockers: list[str] | None
    conditions: int | None
    owners: list[str] | None
    outcome: str
    reason: str
    revision: str
    judged: int | None
    applicable: int | None
    files: int | None
    commits: int | None
    source: str
    team: str


class Item(Struct, frozen=True):
    """An item, and how many repositories fail, leave open and pass it."""

    id: str
    title: str
    category: str
    severity: Severity
    fail: int
    open: int
    passed: int

    @property
    def share(self) -> int:
        """Of a hundred repositories that are judged, how many fail it."""
        return round(100 * self.fail / (self.fail + self.passed))


class Team(Struct, frozen=True):
    """The blockers of a team: how many, in how many repositories, and which, the most frequent first."""

    name: str
    blockers: int
    repositories: int
    items: tuple[tuple[str, int], ...]


class Point(Struct, frozen=True):
    """The fleet in one run."""

    run: str
    decisions: dict[str, int]
    pass_rate: int | None  # the mean
    blockers: int

    @property
    def repositories(self) -> int:
        return sum(self.decisions.values())

    @property
    def ordered(self) -> list[tuple[str, int]]:
        """The decisions that were made and how often, the worst first."""
        return [(decision, self.decisions[decision]) for decision in DECISIONS if decision in self.decisions]


class Summary(Struct, frozen=True):
    """All that a format needs."""

    run: Run
    repositories: tuple[Repository, ...]
    items: tuple[Item, ...]
    teams: tuple[Team, ...]
    trend: tuple[Point, ...]

    @property
    def now(self) -> Point:
        """The run that is told of."""
        return next((point for point in self.trend if point.run == self.run.run), Point(self.run.run, {}, None, 0))

    @property
    def made(self) -> list[str]:
        """The decisions that were made in any run."""
        return [decision for decision in DECISIONS if any(decision in point.decisions for point in self.trend)]

    @property
    def unread(self) -> list[Repository]:
        """The repositories without a report."""
        return [r for r in self.repositories if r.decision is None]


def summary(fleet: Fleet, teams: Teams) -> Summary:
    """What there is to tell of a fleet in a run."""
    repositories = tuple(Repository(*(*row, ", ".join(teams.of(row[0], row[5] or ())))) for row in fleet.rows(REPOSITORIES))
    items = sorted((Item(*row) for row in fleet.rows(ITEMS)), key=lambda i: (-i.fail * WEIGHT[i.severity], i.id))
    return Summary(fleet.run, repositories, tuple(items), tuple(_teams(fleet, teams)), tuple(_trend(fleet)))


def _teams(fleet: Fleet, teams: Teams) -> Iterator[Team]:
    """The teams, those with the most blockers first."""
    items, repositories = defaultdict[str, Counter[str]](Counter), defaultdict[str, set[str]](set)
    for repository, item, owners in fleet.rows(BLOCKERS):
        for team in teams.of(repository, owners):
            items[team][item] += 1
            repositories[team].add(repository)
    for team in sorted(items, key=lambda t: (-items[t].total(), t)):
        frequent = tuple(sorted(items[team].items(), key=lambda i: (-i[1], i[0])))
        yield Team(team, sum(n for _, n in frequent), len(repositories[team]), frequent)


def _trend(fleet: Fleet) -> Iterator[Point]:
    """The runs up to the one that is told of."""
    for run, rows in groupby(fleet.rows(TREND, run=fleet.run.run), key=lambda row: row[0]):
        of_run = list(rows)
        rates, rated, blockers = (sum(row[n] or 0 for row in of_run) for n in (3, 4, 5))
        yield Point(run, {row[1] or "": row[2] for row in of_run}, rates // rated if rated else None, blockers)
