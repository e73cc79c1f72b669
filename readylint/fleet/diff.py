"""readylint fleet diff: what changed between two runs of a fleet."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping

from readylint.comparison import Direction
from readylint.exits import FAILED, INCONCLUSIVE, PASSED
from readylint.fleet.changes import Changed, Differences, differences
from readylint.fleet.database import Fleet
from readylint.fleet.formats import Table, as_markdown, as_text, repositories
from readylint.fleet.summary import DECISIONS
from readylint.report.page import Screen
from readylint.terminal import log, say, screen
from readylint.usage import UsageError


def run(chosen: argparse.Namespace) -> int:
    """Prints the difference and returns the exit code."""
    fleet = Fleet(chosen.fleet, chosen.new)
    old, new = fleet.find(chosen.old), fleet.run
    if old.run == new.run:
        raise UsageError(f"both are run {old.run}: name an older one")
    told = differences(fleet, old, new)
    say(FORMATS[chosen.format](told, screen(chosen)))
    if not told.same and not told.changed:
        log("no repository has a report in both runs")
        return INCONCLUSIVE
    return FAILED if told.worse else PASSED


def _text(told: Differences, screen: Screen) -> str:
    return as_text("Fleet", _headline(told), _tables(told), screen)


def _markdown(told: Differences, screen: Screen) -> str:
    return as_markdown("What changed in the fleet", _headline(told), _tables(told))


def _headline(told: Differences) -> str:
    worse = sum(one.compared.worse for one in told.changed)
    return (
        f"run {told.old.run} -> {told.new.run}: {repositories(told.same)} with the same report, {len(told.changed):,} with another, "
        f"{worse:,} of them worse; {len(told.apart):,} in one run only."
    )


def _tables(told: Differences) -> list[Table]:
    decided = [one for one in told.changed if one.compared.old.outcome != one.compared.new.outcome]
    others = [one for one in told.changed if one not in decided and (one.compared.changes or one.come or one.gone)]
    order = {"worse": 0, "other": 1, "better": 2}
    head = ("repository", "decision", "pass rate", "worse", "better", "new", "gone")
    return [
        Table("Another decision", head, [_row(one) for one in sorted(decided, key=lambda one: order[one.compared.decision])]),
        Table("Other verdicts or failures", head, [_row(one) for one in sorted(others, key=lambda one: not one.compared.worse)]),
        Table("Items", ("item", "severity", "worse", "better", "title"), [(i.id, i.severity, w, b, i.title) for i, w, b in told.items]),
        Table("In one run only", ("repository", "it"), told.apart),
    ]


def _row(one: Changed) -> tuple[object, ...]:
    old, new = one.compared.old, one.compared.new
    decision = " -> ".join(dict.fromkeys(DECISIONS[side.outcome] for side in (old, new)))
    rate = " -> ".join(dict.fromkeys(side.rate or "none" for side in (old, new)))
    return one.repository, decision, rate, _items(one, "worse"), _items(one, "better"), one.come, one.gone


def _items(one: Changed, direction: Direction) -> list[str]:
    return [change.item.id for change in one.compared.changes if change.direction == direction]


def _json(told: Differences, screen: Screen) -> str:
    """As one JSON object."""
    made = {
        "schema": "readylint-fleet-diff/1",
        "old": told.old.run,
        "new": told.new.run,
        "worse": told.worse,
        "same": told.same,
        "changed": [_plain(one) for one in told.changed],
        "apart": [{"repository": repository, "it": what} for repository, what in told.apart],
    }
    return json.dumps(made, indent=2) + "\n"


def _plain(one: Changed) -> dict[str, object]:
    compared = one.compared
    return {
        "repository": one.repository,
        "worse": compared.worse,
        "decision": [compared.old.outcome, compared.new.outcome],
        "pass_rate": [compared.old.rate or None, compared.new.rate or None],
        "verdicts": [
            {"id": c.item.id, "severity": c.item.severity, "before": c.before, "after": c.item.verdict, "direction": c.direction}
            for c in compared.changes
        ],
        "failures": {"new": one.come, "gone": one.gone},
    }


FORMATS: Mapping[str, Callable[[Differences, Screen], str]] = {"text": _text, "json": _json, "markdown": _markdown}
