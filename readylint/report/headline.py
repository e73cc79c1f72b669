"""What every report says first: the decision in words, what it means, and what stands behind its rate."""

from __future__ import annotations

from readylint.decision import counted, percent
from readylint.model import Decision, Outcome, Report
from readylint.report.page import clean
from readylint.report.signed import overridden

WORDS: dict[Outcome, str] = {
    "go": "Go",
    "conditional_go": "Conditional go",
    "no_go": "No-go",
    "inconclusive": "Inconclusive",
    "partial": "Partial run",
}
_MEANS: dict[Outcome, str] = {
    "go": "{} is ready for real users.",
    "conditional_go": "{} is ready for real users once the conditions below are met.",
    "no_go": "{} is not ready for real users.",
    "inconclusive": "Nothing can be decided about {}.",
    "partial": "Some items were not asked for, so nothing is decided about {}.",
}


def subject(report: Report) -> str:
    """What is decided about: the repository, or one of its services."""
    name = clean(report.repository.name)
    return f"{clean(report.service)} of {name}" if report.service else name


def meaning(report: Report) -> str:
    """The decision as a sentence about its subject, with the name of whoever decided otherwise."""
    return (overridden(report.decision) or _MEANS[report.decision.outcome]).format(subject(report))


def open_before(decision: Decision) -> str:
    """What the conditions of a decision are called."""
    if decision.override:
        return "Open all the same"
    return "Conditions" if decision.outcome == "conditional_go" else "Also open, before a go"


def rate(report: Report) -> str:
    """The pass rate, never without the list behind it and the share that was judged."""
    decision = report.decision
    failed, open_ = decision.judged - decision.passed, decision.applicable - decision.judged
    share = f"Pass rate {percent(decision.pass_rate)} by weight: " if decision.pass_rate is not None else ""
    said = [f"{share}{decision.passed} passed and {failed} failed, listed below."]
    judged = f"{decision.judged} of {counted(decision.applicable, 'item')} that apply were judged"
    said.append(judged + (f"; {open_} {'stays' if open_ == 1 else 'stay'} open." if open_ else "."))
    without = sum(1 for a in report.assessments if not a.item.detected)
    deselected = sum(1 for a in report.assessments if a.item.detected and not a.selected)
    if without:
        said.append(f"Items without a rule yet, which count nowhere: {without} of {len(report.assessments)}.")
    if previews := sum(1 for a in report.assessments if a.judged and not a.counts):
        said.append(f"{counted(previews, 'item')} in preview, which {'counts' if previews == 1 else 'count'} nowhere yet.")
    if deselected:
        said.append(f"{counted(deselected, 'item')} deselected.")
    return " ".join(said)
