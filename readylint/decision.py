"""Verdicts and policy to a decision. Nothing here looks at the repository again, and no verdict is changed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from readylint.entries import Standing
from readylint.model import SEVERITIES, Answer, Assessment, Decision, GateAnswer, Item, Outcome, Service, Severity, Verdict

Profile = Literal["launch", "strict", "advisory"]
FailOn = Literal["no_go", "conditional_go", "never"]
PROFILES: tuple[Profile, ...] = ("launch", "strict", "advisory")
FAIL_ON: tuple[FailOn, ...] = ("no_go", "conditional_go", "never")
WEIGHT: dict[Severity, int] = {"blocker": 8, "high": 4, "medium": 2, "low": 1}

WORST: tuple[Outcome, ...] = ("no_go", "inconclusive", "conditional_go", "go")


class Policy(Struct, frozen=True):
    """What a decision holds verdicts against. Rates are shares of 1."""

    profile: Profile = "launch"
    go_at: float = 0.85
    no_go_below: float = 0.50
    min_items: int = 3
    weights: dict[str, float] = {}  # by category, 1 unless given
    fail_on: FailOn = "no_go"  # the decision that fails the gate, and worse
    severities: dict[str, Severity] = {}  # by id, where they are not the checklist's
    hard: tuple[str, ...] = ()  # ids that block when they fail, beside the blockers


class _State(Struct, frozen=True):
    """One item for the repository or a service. `accepted`: its failure is waived or in a baseline."""

    item: Item
    verdict: Verdict
    accepted: str
    suppressed: bool


class _Tally(Struct, frozen=True):
    """The items that count, in the order of severity."""

    judged: tuple[_State, ...]
    hard: tuple[str, ...] = ()

    def of(self, *verdicts: Verdict, severity: tuple[str, ...] = SEVERITIES) -> tuple[str, ...]:
        return tuple(s.item.id for s in self.judged if s.verdict in verdicts and s.item.severity in severity)

    @property
    def blocking(self) -> tuple[str, ...]:
        failed = (s for s in self.judged if s.verdict == "fail" and not s.accepted)
        return tuple(s.item.id for s in failed if s.item.severity == "blocker" or s.item.id in self.hard)

    @property
    def accepted(self) -> tuple[str, ...]:
        """What fails and is waived, or holds a defect that is."""
        return tuple(s.item.id for s in self.judged if s.verdict == "fail" and s.accepted)

    @property
    def failing_high(self) -> tuple[str, ...]:
        return tuple(s.item.id for s in self.judged if s.verdict == "fail" and s.item.severity == "high" and not s.accepted)


def decide(
    assessments: Iterable[Assessment],
    policy: Policy,
    *,
    judgeable: bool,
    partial: bool = False,
    service: Service | None = None,
    override: Standing | None = None,
) -> Decision:
    """The decision for the repository, or for one of its services.

    judgeable: whether there is code, infrastructure or pages at all. partial: rules were deselected on the command line. override: of a
    person who may say go anyway.
    """
    states = sorted((_state(a, service) for a in assessments if a.counts), key=lambda s: SEVERITIES.index(s.item.severity))
    tally = _Tally(tuple(states), policy.hard)
    rate = _rate(tally, policy)
    outcome, reasons = _outcome(tally, policy, rate, judgeable)
    if partial:
        outcome, reasons = "partial", ("only some of the rules were asked for, so there is no decision",)
    made = Decision(
        outcome,
        reasons,
        rate,
        len(tally.of("pass")),
        len(tally.of("pass", "fail")),
        len(tally.of("pass", "fail", "unknown", "error")),
        tally.blocking,
        _conditions(tally, policy, rate),
        service.name if service else None,
        policy.profile,
    )
    return overridden(made, override) if override else made


def overridden(decision: Decision, override: Standing) -> Decision:
    """The decision that a person made instead, with what it sets aside. One that makes it no better changes nothing."""
    entry = override.entry
    wanted: Outcome = "go" if entry.decision == "go" else "conditional_go"
    if decision.outcome not in ("no_go", "conditional_go") or decision.outcome == wanted:  # what was not judged is never green
        return decision
    when = f" on {override.origin.date.date().isoformat()}" if override.origin else ""
    aside = f"; it sets aside {counted(len(decision.blockers), 'blocker')}: {', '.join(decision.blockers)}" if decision.blockers else ""
    said = f"{entry.by} decided so{when}, until {entry.expires.isoformat()}: {entry.reason}{aside}"
    return replace(decision, outcome=wanted, reasons=(said,), override=override, instead_of=decision.outcome)


def worst(whole: Decision, services: Iterable[Decision]) -> Decision:
    """The repository's decision, which is no better than that of its worst service."""
    for own in services:
        if own.outcome in WORST and whole.outcome in WORST and WORST.index(own.outcome) < WORST.index(whole.outcome):
            whole = replace(whole, outcome=own.outcome, reasons=tuple(f"{own.service}: {reason}" for reason in own.reasons))
    return whole


def _state(assessment: Assessment, service: Service | None) -> _State:
    own = assessment.of(service.name) if service else assessment
    return _State(assessment.item, own.verdict, own.accepted, any(f.suppressed is not None for f in assessment.findings))


def _rate(tally: _Tally, policy: Policy) -> float | None:
    """Weight of what passed, over the weight of what passed and failed."""
    judged = [s for s in tally.judged if s.verdict in ("pass", "fail")]
    weighed = [(WEIGHT[s.item.severity] * policy.weights.get(s.item.category, 1), s.verdict) for s in judged]
    whole = sum(weight for weight, _ in weighed)
    return sum(weight for weight, verdict in weighed if verdict == "pass") / whole if whole else None


def _outcome(tally: _Tally, policy: Policy, rate: float | None, judgeable: bool) -> tuple[Outcome, tuple[str, ...]]:
    """The first row that applies."""
    if not judgeable:
        return "inconclusive", ("there is no code, infrastructure or page to judge",)
    judged = len(tally.of("pass", "fail"))
    if judged < policy.min_items or rate is None:
        return "inconclusive", (f"only {judged} items could be judged, and a decision wants {policy.min_items}",)
    if policy.profile == "strict" and tally.of("fail", "unknown", "error"):
        lacking = tally.of("fail", "unknown", "error")
        named = ", ".join(lacking[:8]) + ("…" if len(lacking) > 8 else "")
        return "no_go", (f"strict: {counted(len(lacking), 'item')} did not pass: {named}",)
    blockers = tally.blocking
    if blockers:
        return "no_go", (f"{counted(len(blockers), 'blocker')} failed: {', '.join(blockers)}",)
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
    failed, accepted = tally.failing_high, tally.accepted
    suppressed = tuple(s.item.id for s in tally.judged if s.suppressed)
    said = []
    if unknown:
        said.append(f"settle what the repository cannot show: {', '.join(unknown)}")
    if failed:
        said.append(f"mend the failing high {'items' if len(failed) > 1 else 'item'}: {', '.join(failed)}")
    if accepted:
        said.append(f"mend what is accepted for a time: {', '.join(accepted)}")
    if suppressed:
        said.append(f"answer for what is suppressed in place: {', '.join(suppressed)}")
    if rate is not None and rate < policy.go_at:
        said.append(f"raise the pass rate from {percent(rate)} to {percent(policy.go_at)}")
    return tuple(said)


def percent(rate: float) -> str:
    """A share as whole percent, rounded down: what is shown as 85% has reached it."""
    return f"{math.floor(rate * 100 + 1e-9)}%"


def counted(number: int, noun: str) -> str:
    """1 file, 2 files."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


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
