"""The table of the decision, row by row."""

from __future__ import annotations

import pytest

from readylint.decision import Policy, answers, decide
from readylint.model import Assessment, Finding, Item, Severity, Verdict


def judged(*said: tuple[str, Severity, Verdict]) -> tuple[Assessment, ...]:
    return tuple(Assessment(Item(id, id.lower(), "tests", severity, id), verdict, "") for id, severity, verdict in said)


PASSES: tuple[tuple[str, Severity, Verdict], ...] = (
    ("TST001", "high", "pass"), ("TST002", "blocker", "pass"), ("TST008", "medium", "pass"), ("DOC001", "medium", "pass"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ([], "go"),
        ([("SEC001", "blocker", "fail")], "no_go"),
        ([("OBS007", "blocker", "unknown")], "conditional_go"),
        ([("OBS005", "high", "fail")], "conditional_go"),
        ([("OBS002", "medium", "fail"), ("OBS003", "medium", "fail"), ("OBS009", "low", "fail")], "conditional_go"),
        ([("SEC002", "blocker", "error")], "inconclusive"),
        ([("OBS005", "high", "error")], "inconclusive"),
        ([("OBS002", "medium", "error")], "go"),
        ([("SEC001", "blocker", "fail"), ("SEC002", "blocker", "error")], "no_go"),
        ([(f"SEC{n:03}", "high", "fail") for n in range(20)], "no_go"),
        ([("REL001", "blocker", "na")], "go"),
    ],
)
def test_launch(more: list[tuple[str, Severity, Verdict]], outcome: str) -> None:
    assert decide(judged(*PASSES, *more), Policy(), judgeable=True).outcome == outcome


def test_what_is_suppressed_in_place_is_a_condition() -> None:
    finding = Finding("contradicts", "a key", suppressed="rotated")
    accepted = Assessment(Item("SEC001", "x", "security", "blocker", "x"), "pass", "", findings=(finding,))
    decided = decide((*judged(*PASSES), accepted), Policy(), judgeable=True)
    assert decided.outcome == "conditional_go" and decided.conditions == ("answer for what is suppressed in place: SEC001",)


def test_nothing_to_judge_is_never_green() -> None:
    assert decide(judged(*PASSES), Policy(), judgeable=False).outcome == "inconclusive"
    assert decide(judged(*PASSES[:2]), Policy(), judgeable=True).outcome == "inconclusive"
    assert decide((), Policy(), judgeable=True).outcome == "inconclusive"


def test_strict_wants_every_item() -> None:
    assert decide(judged(*PASSES, ("OBS012", "low", "unknown")), Policy("strict"), judgeable=True).outcome == "no_go"
    assert decide(judged(*PASSES, ("OBS012", "low", "na")), Policy("strict"), judgeable=True).outcome == "go"


def test_partial_makes_no_decision() -> None:
    assert decide(judged(*PASSES), Policy(), judgeable=True, partial=True).outcome == "partial"


def test_items_without_a_rule_or_deselected_count_nowhere() -> None:
    unwritten = Assessment(Item("PRF001", "x", "performance", "medium", "", detected=False), "unknown", "no rule yet")
    left_out = Assessment(Item("REL001", "x", "reliability", "blocker", ""), "unknown", "not asked for", selected=False)
    decision = decide((*judged(*PASSES), unwritten, left_out), Policy(), judgeable=True)
    assert (decision.outcome, decision.judged, decision.applicable) == ("go", 4, 4)


def test_the_rate_is_weighed_by_severity_and_category() -> None:
    said = judged(("TST002", "blocker", "pass"), ("OBS009", "low", "fail"), ("DOC001", "low", "na"))
    assert decide(said, Policy(), judgeable=True).pass_rate == pytest.approx(8 / 9)
    assert decide(said, Policy(weights={"tests": 2}), judgeable=True).pass_rate == pytest.approx(16 / 18)


def test_the_four_questions() -> None:
    said = judged(*PASSES, ("OBS005", "high", "fail"), ("OBS007", "blocker", "unknown"), ("REL001", "blocker", "na"))
    asked = [("a", ("TST001", "REL001")), ("b", ("OBS005", "OBS007")), ("c", ("TST001", "OBS007")), ("d", ("REL001",))]
    assert [a.answer for a in answers(asked, said)] == ["yes", "no", "unknown", "na"]
