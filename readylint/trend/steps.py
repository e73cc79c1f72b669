"""The decision at each revision of a trend, and what changed from one to the next."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from readylint.comparison import Change, Judged
from readylint.decision import percent
from readylint.model import Outcome, Report
from readylint.trend.revisions import Revision


class Step(Struct, frozen=True):
    """One revision, judged. `rate`: the pass rate, None for none. `why`: what kept it from being judged."""

    revision: Revision
    outcome: Outcome = "inconclusive"
    rate: float | None = None
    passed: int = 0
    judged: int = 0
    applicable: int = 0
    blockers: tuple[str, ...] = ()
    items: tuple[Judged, ...] = ()
    why: str = ""

    @property
    def share(self) -> str:
        """The pass rate as it is shown."""
        return "" if self.rate is None else percent(self.rate)


class Trend:
    """The steps of a repository's readiness, the oldest first. `by`: what a step is, a release or a month."""

    def __init__(self, name: str, by: str, steps: tuple[Step, ...]) -> None:
        self.name, self.by, self.steps = name, by, steps

    @cached_property
    def changes(self) -> tuple[tuple[Change, ...], ...]:
        """The verdicts that changed at each step; at the first, and at one that could not be judged, none."""
        before: Step | None = None
        made = []
        for step in self.steps:
            made.append(_changes(before, step) if before and step.items else ())
            before = step if step.items else before
        return tuple(made)


def _changes(before: Step, step: Step) -> tuple[Change, ...]:
    was = {item.id: item.verdict for item in before.items}
    return tuple(Change(item, was.get(item.id)) for item in step.items if was.get(item.id) != item.verdict)


def step_of(revision: Revision, report: Report) -> Step:
    """The step that the scan of a revision is."""
    decision = report.decision
    items = tuple(Judged(a.item.id, a.item.title, a.item.severity, a.verdict, a.reason) for a in report.assessments if a.counts)
    return Step(
        revision, decision.outcome, decision.pass_rate, decision.passed, decision.judged, decision.applicable, decision.blockers, items,
        "; ".join(decision.reasons) if decision.outcome == "inconclusive" else "",
    )  # fmt: skip
