"""The rule of the checklist by itself: every exercise of the source documents by name, and what holds whatever the conditions are."""

from __future__ import annotations

import doctest
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from readylint import Condition, Decision, Entry, Policy, evaluate_checklist
from readylint.decision import decide, percent
from readylint.model import SEVERITIES, Outcome, Verdict

DAY = date(2026, 11, 21)
SEVEN = ("tests in CI", "secrets out of the repo", "HTTPS", "logging", "health check", "backups", "monitoring and alerts")  # S0
TIERS: tuple[Outcome, ...] = ("no_go", "conditional_go", "go")


def checks(passed: int, failed: int, category: str = "reliability", severity: str = "medium") -> dict[str, Any]:
    """So many checks of one category that pass, and that fail."""
    results = [True] * passed + [False] * failed
    return {f"{category} {n}": {"result": result, "category": category, "severity": severity} for n, result in enumerate(results, 1)}


def signed(kind: Any, **more: Any) -> Entry:
    """An entry of the VP that stands for another month."""
    return Entry(kind, **{"by": "VP", "reason": "the launch cannot wait", "expires": date(2026, 12, 21), **more})


# ---- the exercises


def test_s0_ready_when_everything_is_green() -> None:
    decided = evaluate_checklist(dict.fromkeys(SEVEN, True))
    assert (decided.outcome, decided.missing, decided.deployable) == ("go", (), True)


@pytest.mark.parametrize("lacking", SEVEN)
def test_s0_if_one_is_missing_it_is_blocked(lacking: str) -> None:
    decided = evaluate_checklist({**dict.fromkeys(SEVEN, True), lacking: False})
    assert (decided.outcome, decided.missing, decided.deployable) == ("no_go", (lacking,), False)


def test_s0_strict_blocks_on_what_nobody_knows_too() -> None:
    state: dict[str, Any] = {**dict.fromkeys(SEVEN, True), "backups": "unknown"}
    assert evaluate_checklist(state).outcome == "conditional_go"
    decided = evaluate_checklist(state, Policy(profile="strict"))
    assert (decided.outcome, decided.missing) == ("no_go", ("backups",))


def test_s3_all_fields_false_is_no_go() -> None:
    decided = evaluate_checklist(checks(0, 8))
    assert (decided.outcome, decided.pass_rate, len(decided.missing)) == ("no_go", 0, 8)


@pytest.mark.parametrize(
    ("policy", "reason"),
    [
        ({"go_at": 0}, "go_at: 0 is not above 0"),
        ({"no_go_below": 0.0}, "no_go_below: 0.0 is not above 0"),
        ({"go_at": float("nan")}, "go_at: nan is not above 0"),
        ({"min_items": 0}, "min_items: 0 is under 1"),
        ({"weights": {"security": 0}}, "weights: a category that weighs nothing"),
        ({"weights": {"security": float("inf")}}, "weights: "),
        ({"go_at": 0.4}, "no_go_below: 0.5 is above go_at, 0.4"),
        ({"profile": "lunch"}, "profile: 'lunch' is none of"),
        ({"severities": {"a": "huge"}}, "severities: there are only"),
    ],
)
def test_s3_thresholds_of_zero_are_refused(policy: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match="^" + reason.replace(".", r"\.")):
        Policy(**policy)


def test_s3_no_checks_are_inconclusive() -> None:
    decided = evaluate_checklist({})
    assert (decided.outcome, decided.pass_rate, decided.deployable) == ("inconclusive", None, False)


@pytest.mark.parametrize("number", [1, 2])
def test_s3_fewer_than_three_checks_are_inconclusive(number: int) -> None:
    assert evaluate_checklist(checks(number, 0)).outcome == "inconclusive"
    assert evaluate_checklist({**checks(number, 0), "b": "unknown", "c": "na"}).outcome == "inconclusive"  # nobody judged these
    assert evaluate_checklist(checks(3, 0)).outcome == "go"


def test_s3_a_hard_blocker_of_security_blocks_at_99_percent() -> None:
    state = {**checks(99, 0), **checks(0, 1, "security")}
    assert evaluate_checklist(state).outcome == "go"
    decided = evaluate_checklist(state, Policy(hard=("security",)))
    assert (decided.outcome, decided.pass_rate, decided.blockers) == ("no_go", 0.99, ("security 1",))
    assert evaluate_checklist(state, Policy(hard=("security 1",))).outcome == "no_go"


def test_s3_88_percent_and_conditional_go() -> None:
    decided = evaluate_checklist(checks(22, 3), Policy(go_at=0.9))
    assert (decided.outcome, percent(decided.pass_rate or 0), decided.deployable) == ("conditional_go", "88%", True)
    assert decided.conditions == ("raise the pass rate from 88% to 90%",)


def test_s3_categories_weigh() -> None:
    state = {**checks(4, 0), **checks(0, 1, "security")}
    assert evaluate_checklist(state).pass_rate == pytest.approx(4 / 5)
    assert evaluate_checklist(state, Policy(weights={"security": 6})).pass_rate == pytest.approx(4 / 10)
    assert evaluate_checklist(state, Policy(weights={"security": 6})).outcome == "no_go"


def test_s3_an_override_leaves_a_trail() -> None:
    state = dict.fromkeys(SEVEN, True) | {"backups": False}
    decided = evaluate_checklist(state, entries=[signed("override", decision="go")], approvers=["VP"], today=DAY)
    assert (decided.outcome, decided.instead_of, decided.missing, decided.blockers) == ("go", "no_go", ("backups",), ("backups",))
    assert decided.override and decided.override.entry.by == "VP"
    for said in ("VP", "2026-12-21", "the launch cannot wait", "it sets aside 1 blocker: backups"):
        assert said in decided.reasons[0]


@pytest.mark.parametrize(
    ("more", "approvers"),
    [({}, ["CTO"]), ({}, []), ({"expires": date(2026, 11, 20)}, ["VP"])],
    ids=["somebody else may", "nobody may", "it has ended"],
)
def test_s3_an_override_by_nobody_who_may_changes_nothing(more: dict[str, Any], approvers: list[str]) -> None:
    state = dict.fromkeys(SEVEN, True) | {"backups": False}
    entries = [signed("override", decision="go", **more)]
    assert evaluate_checklist(state, entries=entries, approvers=approvers, today=DAY) == evaluate_checklist(state)


def test_what_was_not_judged_cannot_be_overridden() -> None:
    entries = [signed("override", decision="go")]
    assert evaluate_checklist({}, entries=entries, approvers=["VP"], today=DAY).outcome == "inconclusive"


def test_s4_an_attestation_answers_an_unknown_only() -> None:
    state: dict[str, Any] = {**dict.fromkeys(SEVEN, True), "backups": "unknown"}
    attested = [signed("attest", item="backups", reason="restored on 2026-11-01")]
    assert evaluate_checklist(state, entries=attested, today=DAY).outcome == "go"
    assert evaluate_checklist({**state, "backups": False}, entries=attested, today=DAY).outcome == "no_go"


def test_a_waiver_makes_a_blocker_a_condition() -> None:
    state = dict.fromkeys(SEVEN, True) | {"backups": False}
    decided = evaluate_checklist(state, entries=[signed("waive", item="backups")], today=DAY)
    assert (decided.outcome, decided.missing, decided.blockers) == ("conditional_go", ("backups",), ())
    assert "mend what is accepted for a time: backups" in decided.conditions


@pytest.mark.parametrize(
    ("state", "more", "said"),
    [
        ({"a": "maybe"}, {}, "a: 'maybe' is none of pass, fail"),
        ({"a": None}, {}, "a: None is none of"),
        ({"a": {"result": True, "severity": "huge"}}, {}, "a: 'huge' is none of blocker"),
        ({"a": {"result": True, "sevrity": "low"}}, {}, "a: .*sevrity"),
        ({"a": True}, {"entries": [signed("waive", item="b")], "today": DAY}, "names 'b', which is no condition"),
        ({"a": True}, {"entries": [signed("waive", item="a", reason="")], "today": DAY}, "gives no reason"),
        ({"a": True}, {"entries": [signed("waive", item="a")]}, "today: "),
    ],
)
def test_what_makes_no_sense_is_refused(state: Any, more: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        evaluate_checklist(state, **more)


def test_the_page_about_it_is_true() -> None:
    page = Path(__file__).parent.parent / "docs" / "library.md"
    names = {"evaluate_checklist": evaluate_checklist}
    done = doctest.testfile(str(page), module_relative=False, globs=names)
    assert done.attempted > 5 and not done.failed


def test_the_command_line_decides_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    decided = Decision("no_go", ("asked",))
    monkeypatch.setattr("readylint.decision.evaluate_checklist", lambda state, policy, **more: decided)
    assert decide((), Policy(), judgeable=True) is decided


def test_it_needs_nothing_but_the_rule() -> None:
    program = "import sys; from readylint import evaluate_checklist as e; e({}); print(*(m for m in sys.modules if m.startswith('readylint.')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {f"readylint.{name}" for name in ("version", "evaluation", "entries", "model")}


# ---- whatever the conditions are

conditions = st.builds(
    Condition, st.sampled_from([*get_args(Verdict), True, False]), st.sampled_from(["", "security", "tests"]), st.sampled_from(SEVERITIES),
    st.sampled_from(["", "", "waived"]), st.sampled_from([False, False, True]),
)  # fmt: skip
states = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), conditions, max_size=12)
policies = st.builds(
    lambda profile, rates, least, weight, hard: Policy(profile, rates[1], rates[0], least, {"security": weight}, hard=hard),
    st.sampled_from(["launch", "strict", "advisory"]),
    st.tuples(st.floats(0.01, 1), st.floats(0.01, 1)).map(sorted),
    st.integers(1, 4),
    st.floats(0.1, 10),
    st.sampled_from([(), ("security",)]),
)


def no_better(after: Decision, before: Decision) -> bool:
    """Whether a decision is no better than another; where one of them could not be made, there is nothing to compare."""
    if after.outcome not in TIERS or before.outcome not in TIERS:
        return True
    return TIERS.index(after.outcome) <= TIERS.index(before.outcome)


@given(states, policies, st.sampled_from(SEVERITIES), st.sampled_from(["", "security"]))
def test_a_fail_added_never_improves_a_decision(state: dict[str, Condition], policy: Policy, severity: Any, category: str) -> None:
    before = evaluate_checklist(state, policy)
    assert no_better(evaluate_checklist({**state, "new": Condition("fail", category, severity)}, policy), before)


@given(states, policies, st.data())
def test_a_pass_that_fails_never_improves_a_decision(state: dict[str, Condition], policy: Policy, data: st.DataObject) -> None:
    passing = [name for name, c in state.items() if c.result in (True, "pass")]
    if passing:
        name = data.draw(st.sampled_from(passing))
        worse = {**state, name: replace(state[name], result="fail")}
        assert no_better(evaluate_checklist(worse, policy), evaluate_checklist(state, policy))


@given(states, policies, st.data())
def test_unknown_is_never_better_than_pass(state: dict[str, Condition], policy: Policy, data: st.DataObject) -> None:
    if state:
        name = data.draw(st.sampled_from(sorted(state)))
        known, unknown = (Condition(v, state[name].category, state[name].severity) for v in ("pass", "unknown"))
        assert no_better(evaluate_checklist({**state, name: unknown}, policy), evaluate_checklist({**state, name: known}, policy))


@given(states, policies, st.data())
def test_a_waiver_never_makes_a_pass(state: dict[str, Condition], policy: Policy, data: st.DataObject) -> None:
    if state:
        name = data.draw(st.sampled_from(sorted(state)))
        before = evaluate_checklist(state, policy)
        after = evaluate_checklist(state, policy, entries=[signed("waive", item=name)], today=DAY)
        assert (after.passed, after.judged, after.pass_rate, after.missing) == (before.passed, before.judged, before.pass_rate, before.missing)
        assert after.outcome != "go" or before.outcome == "go"


@given(states, policies, st.randoms())
def test_order_never_matters(state: dict[str, Condition], policy: Policy, random: Any) -> None:
    names = list(state)
    random.shuffle(names)
    one, other = evaluate_checklist(state, policy), evaluate_checklist({name: state[name] for name in names}, policy)
    assert (one.outcome, one.pass_rate, sorted(one.missing), sorted(one.blockers)) == (
        other.outcome, other.pass_rate, sorted(other.missing), sorted(other.blockers),
    )  # fmt: skip


@given(states, policies, st.sampled_from(["attest", "waive", "override"]), st.data())
def test_an_expired_entry_equals_no_entry(state: dict[str, Condition], policy: Policy, kind: str, data: st.DataObject) -> None:
    if state:
        ended = signed(kind, item=data.draw(st.sampled_from(sorted(state))), decision="go", expires=date(2026, 11, 20))
        assert evaluate_checklist(state, policy, entries=[ended], approvers=["VP"], today=DAY) == evaluate_checklist(state, policy)


@given(states, policies)
def test_nothing_green_that_was_not_seen(state: dict[str, Condition], policy: Policy) -> None:
    decided = evaluate_checklist(state, policy)
    if decided.outcome == "go":
        assert decided.judged >= policy.min_items and not decided.conditions and not decided.blockers
        assert (decided.pass_rate or 0) >= policy.go_at
