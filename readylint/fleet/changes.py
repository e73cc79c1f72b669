"""What changed between two runs of a fleet: decisions, verdicts, and failures that are new or gone, by repository."""

from __future__ import annotations

from collections import Counter, defaultdict

from msgspec import Struct

from readylint.comparison import Change, Comparison, Judged, Side
from readylint.fleet.database import Fleet
from readylint.fleet.runs import Run

_SIDES = """
    WITH before AS (SELECT * FROM history.repositories WHERE run = $before),
    after AS (SELECT * FROM history.repositories WHERE run = $after),
    changed AS (SELECT repository, before.report AS old, after.report AS new
                FROM before JOIN after USING (repository) WHERE old <> new)
"""
REPOSITORIES = f"""{_SIDES}
    SELECT repository, before.run, after.run, before.report, after.report,
           before.decision, after.decision, before.pass_rate, after.pass_rate
    FROM before FULL JOIN after USING (repository) ORDER BY repository
"""
VERDICTS = f"""{_SIDES}
    SELECT changed.repository, is_now.item, is_now.title, is_now.severity, is_now.verdict, is_now.reason, was.verdict
    FROM changed JOIN history.items AS is_now ON is_now.run = $after AND is_now.report = changed.new
    LEFT JOIN history.items AS was ON was.run = $before AND was.report = changed.old AND was.item = is_now.item
    WHERE was.verdict IS DISTINCT FROM is_now.verdict AND NOT is_now.preview ORDER BY 1, 2
"""
FAILURES = f"""{_SIDES},
    was AS (SELECT f.* FROM history.findings AS f JOIN changed ON f.run = $before AND f.report = changed.old WHERE fails),
    is_now AS (SELECT f.* FROM history.findings AS f JOIN changed ON f.run = $after AND f.report = changed.new WHERE fails)
    SELECT repository, count(*) FILTER (was.run IS NULL), count(*) FILTER (is_now.run IS NULL)
    FROM was FULL JOIN is_now USING (repository, item, fingerprint)
    GROUP BY repository
"""


class Changed(Struct, frozen=True):
    """A repository that has other reports in the two runs. `come`, `gone`: how many of its failures are new, and are no more."""

    repository: str
    compared: Comparison
    come: int
    gone: int


class Differences(Struct, frozen=True):
    """Two runs side by side. `apart`: the repositories that have a report in one of them only, and what of each."""

    old: Run
    new: Run
    same: int
    apart: tuple[tuple[str, str], ...]
    changed: tuple[Changed, ...]

    @property
    def worse(self) -> bool:
        """Whether the readiness of a repository got worse."""
        return any(one.compared.worse for one in self.changed)

    @property
    def items(self) -> list[tuple[Judged, int, int]]:
        """The items whose verdict changed: in how many repositories it got worse, and better; the most often worse first."""
        known: dict[str, Judged] = {}
        counts = defaultdict[str, Counter[str]](Counter)
        for change in (change for one in self.changed for change in one.compared.changes):
            known[change.item.id] = change.item
            counts[change.item.id][change.direction] += 1
        worst = sorted(counts, key=lambda id: (-counts[id]["worse"], -counts[id]["better"], id))
        return [(known[id], counts[id]["worse"], counts[id]["better"]) for id in worst]


def differences(fleet: Fleet, old: Run, new: Run) -> Differences:
    """What changed between two runs."""
    asked = {"before": old.run, "after": new.run}
    changes = defaultdict[str, list[Change]](list)
    for repository, *item, before in fleet.rows(VERDICTS, **asked):
        changes[repository].append(Change(Judged(*item), before))
    failures = {repository: (come, gone) for repository, come, gone in fleet.rows(FAILURES, **asked)}
    apart, changed, same = [], [], 0
    for repository, was, now, before, after, *told in fleet.rows(REPOSITORIES, **asked):
        if before and after and before != after:
            side, other = (Side(run.run, told[n], _rate(told[n + 2]), (), ()) for n, run in enumerate((old, new)))
            compared = Comparison(side, other, tuple(changes[repository]), (), ())
            changed.append(Changed(repository, compared, *failures.get(repository, (0, 0))))
        elif before and after:
            same += 1
        elif before or after or not (was and now):
            apart.append((repository, _apart(was, now, before)))
    return Differences(old, new, same, tuple(apart), tuple(changed))


def _apart(was: str | None, now: str | None, before: str | None) -> str:
    if not was or not now:
        return "is new in the fleet" if now else "is no more in the fleet"
    return "has no report any more" if before else "has a report now"


def _rate(rate: int | None) -> str:
    return "" if rate is None else f"{rate}%"
