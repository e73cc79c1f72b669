"""Verdicts and policy to a decision. Nothing here looks at the repository again, and no verdict is changed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from readylint.model import SEVERITIES, Answer, Assessment, Decision, GateAnswer, Outcome, Service, Severity, Verdict

Profile = Literal["launch", "strict", "advisory"]
PROFILES: tuple[Profile, ...] = ("launch", "strict", "advisory")
WEIGHT: dict[Severity, int] = {"blocker": 8, "high": 4, "medium": 2, "low": 1}


class Policy(Struct, frozen=True):
    """What a decision holds verdicts against. Rates are shares of 1."""

    profile: Profile = "launch"
    go_at: float = 0.85
    no_go_below: float = 0.50
    min_items: int = 3
    weights: dict[str, float] = {}  # by category, 1 unless given


class _Tally(Struct, frozen=True):
    """The verdicts that count, in the order of severity."""

    judged: tuple[tuple[Assessment, Verdict], ...]

    def of(self, *verdicts: Verdict, severity: tuple[str, ...] = SEVERITIES) -> tuple[str, ...]:
        return tuple(a.item.id for a, v in self.judged if v in verdicts and a.item.severity in severity)


def decide(
    assessments: Iterable[Assessment], policy: Policy, *, judgeable: bool, partial: bool = False, service: Service | None = None
) -> Decision:
    """The decision for the repository, or for one of its services.

    judgeable: whether there is code, infrastructure or pages at all. partial: rules were deselected on the command line.
    """
    verdicts = [(a, _verdict(a, service)) for a in assessments if a.counts]
    tally = _Tally(tuple(sorted(verdicts, key=lambda pair: SEVERITIES.index(pair[0].item.severity))))
    rate = _rate(tally, policy)
    outcome, reasons = _outcome(tally, policy, rate, judgeable)
    if partial:
        outcome, reasons = "partial", ("only some of the rules were asked for, so there is no decision",)
    return Decision(
        outcome,
        reasons,
        rate,
        len(tally.of("pass")),
        len(tally.of("pass", "fail")),
        len(tally.of("pass", "fail", "unknown", "error")),
        tally.of("fail", severity=("blocker",)),
        _conditions(tally, policy, rate),
        service.name if service else None,
        policy.profile,
    )


def _verdict(assessment: Assessment, service: Service | None) -> Verdict:
    if service is None:
        return assessment.verdict
    own = [s.verdict for s in assessment.services if s.service == service.name]
    return own[0] if own else assessment.verdict


def _rate(tally: _Tally, policy: Policy) -> float | None:
    """Weight of what passed, over the weight of what passed and failed."""
    weighed = [(WEIGHT[a.item.severity] * policy.weights.get(a.item.category, 1), v) for a, v in tally.judged if v in ("pass", "fail")]
    whole = sum(weight for weight, _ in weighed)
    return sum(weight for weight, v in weighed if v == "pass") / whole if whole else None


def _outcome(tally: _Tally, policy: Policy, rate: float | None, judgeable: bool) -> tuple[Outcome, tuple[str, ...]]:
    """The first row that applies."""
    if not judgeable:
        return "inconclusive", ("there is no code, infrastructure or page to judge",)
    judged = len(tally.of("pass", "fail"))
    if judged < policy.min_items or rate is None:
        return "inconclusive", (f"only {judged} items could be judged, and a decision wants {policy.min_items}",)
    if policy.profile == "strict" and tally.of("fail", "unknown", "error"):
        lacking = tally.of("fail", "unknown", "error")
        return "no_go", (f"strict: {_count(len(lacking), 'item')} did not pass: {', '.join(lacking[:8])}{'…' if len(lacking) > 8 else ''}",)
    blockers = tally.of("fail", severity=("blocker",))
    if blockers:
        return "no_go", (f"{_count(len(blockers), 'blocker')} failed: {', '.join(blockers)}",)
    if rate < policy.no_go_below:
        return "no_go", (f"the pass rate, {percent(rate)}, is under {percent(policy.no_go_below)}",)
    crashed = tally.of("error", severity=("blocker", "high"))
    if crashed:
        return "inconclusive", (f"the rule of {', '.join(crashed)} crashed",)
    conditions = _conditions(tally, policy, rate)
    if conditions:
        return "conditional_go", conditions
    return "go", (f"no blocker or high item fails, and the pass rate is {percent(rate)}",)


def _conditions(tally: _Tally, policy: Policy, rate: float | None) -> tuple[str, ...]:
    """What stands between a conditional go and a go."""
    unknown = tally.of("unknown", severity=("blocker",))
    failed = tally.of("fail", severity=("high",))
    suppressed = tuple(a.item.id for a, _ in tally.judged if any(f.suppressed is not None for f in a.findings))
    said = []
    if unknown:
        said.append(f"settle what the repository cannot show: {', '.join(unknown)}")
    if failed:
        said.append(f"mend the failing high {'items' if len(failed) > 1 else 'item'}: {', '.join(failed)}")
    if suppressed:
        said.append(f"answer for what is suppressed in place: {', '.join(suppressed)}")
    if rate is not None and rate < policy.go_at:
        said.append(f"raise the pass rate from {percent(rate)} to {percent(policy.go_at)}")
    return tuple(said)


def percent(rate: float) -> str:
    """A share as whole percent, rounded down: what is shown as 85% has reached it."""
    return f"{math.floor(rate * 100 + 1e-9)}%"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def answers(questions: Iterable[tuple[str, tuple[str, ...]]], assessments: Iterable[Assessment]) -> tuple[GateAnswer, ...]:
    """The final gate: yes when all applicable items pass, no when one fails, else unknown; n/a when none applies."""
    verdicts = {a.item.id: a.verdict if a.counts else "unknown" for a in assessments}
    return tuple(GateAnswer(question, _answer([verdicts[i] for i in items if i in verdicts]), items) for question, items in questions)


def _answer(verdicts: list[Verdict]) -> Answer:
    applicable = [v for v in verdicts if v != "na"]
    if not applicable:
        return "na"
    if "fail" in applicable:
        return "no"
    return "yes" if all(v == "pass" for v in applicable) else "unknown"
