"""Assessments and policy to a decision. Nothing here looks at the repository again, and no verdict is changed: the rule itself is
`evaluate_checklist`, which any program can ask."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from readylint.entries import Standing
from readylint.evaluation import FAIL_ON, PROFILES, Condition, FailOn, Policy, Profile, counted, evaluate_checklist, percent
from readylint.model import Answer, Assessment, Decision, GateAnswer, Outcome, Service, Verdict

__all__ = ["FAIL_ON", "PROFILES", "FailOn", "Policy", "Profile", "answers", "counted", "decide", "percent", "worst"]
WORST: tuple[Outcome, ...] = ("no_go", "inconclusive", "conditional_go", "go")


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
    state = {a.item.id: _condition(a, service) for a in assessments if a.counts}
    made = evaluate_checklist(state, policy, entries=(override,) if override else (), judgeable=judgeable, partial=partial)
    return replace(made, service=service.name) if service else made


def _condition(assessment: Assessment, service: Service | None) -> Condition:
    own, item = assessment.of(service.name) if service else assessment, assessment.item
    suppressed = any(f.suppressed is not None for f in assessment.findings)
    return Condition(own.verdict, item.category, item.severity, own.accepted, suppressed)


def worst(whole: Decision, services: Iterable[Decision]) -> Decision:
    """The repository's decision, which is no better than that of its worst service."""
    for own in services:
        if own.outcome in WORST and whole.outcome in WORST and WORST.index(own.outcome) < WORST.index(whole.outcome):
            whole = replace(whole, outcome=own.outcome, reasons=tuple(f"{own.service}: {reason}" for reason in own.reasons))
    return whole


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
