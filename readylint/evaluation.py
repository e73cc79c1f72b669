"""The rule of the checklist, by itself: from conditions and how they stand to a decision and what is missing.

The command line decides by it, and so can any program: nothing here knows of repositories, files or git.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Literal, TypeAlias, get_args

from msgspec import Struct
from msgspec.structs import replace

from readylint.entries import Entry, Standing
from readylint.model import SEVERITIES, Decision, Outcome, Severity, Verdict

Profile = Literal["launch", "strict", "advisory"]
FailOn = Literal["no_go", "conditional_go", "never"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
FAIL_ON: tuple[FailOn, ...] = get_args(FailOn)
WEIGHT: dict[Severity, int] = {"blocker": 8, "high": 4, "medium": 2, "low": 1}
NAMED = 8  # of the items that a strict decision lacks


class Policy(Struct, frozen=True):
    """What a decision holds verdicts against. Rates are shares of 1. One that would let anything through raises ValueError."""

    profile: Profile = "launch"
    go_at: float = 0.85
    no_go_below: float = 0.50
    min_items: int = 3
    weights: dict[str, float] = {}  # by category, 1 unless given
    fail_on: FailOn = "no_go"  # the decision that fails the gate, and worse
    severities: dict[str, Severity] = {}  # by id, where they are not the checklist's
    hard: tuple[str, ...] = ()  # ids and categories that block when they fail, beside the blockers

    def __post_init__(self) -> None:
        for wrong, why in (
            (self.profile not in PROFILES, f"profile: {self.profile!r} is none of {', '.join(PROFILES)}"),
            (not 0 < self.go_at <= 1, f"go_at: {self.go_at} is not above 0 and up to 1; at 0 everything would be a go"),
            (not 0 < self.no_go_below <= 1, f"no_go_below: {self.no_go_below} is not above 0 and up to 1; at 0 no rate would be a no-go"),
            (self.no_go_below > self.go_at, f"no_go_below: {self.no_go_below} is above go_at, {self.go_at}"),
            (self.min_items < 1, f"min_items: {self.min_items} is under 1, and where nothing is judged nothing is decided"),
            (not all(0 < w < math.inf for w in self.weights.values()), "weights: a category that weighs nothing would never be missed"),
            (self.fail_on not in FAIL_ON, f"fail_on: {self.fail_on!r} is none of {', '.join(FAIL_ON)}"),
            (not {*self.severities.values()} <= {*SEVERITIES}, f"severities: there are only {', '.join(SEVERITIES)}"),
        ):
            if wrong:
                raise ValueError(why)

    def blocks(self, name: str, category: str, severity: Severity) -> bool:
        """Whether a failure of an item blocks, whatever the rate."""
        return severity == "blocker" or name in self.hard or category in self.hard


class Condition(Struct, frozen=True):
    """One condition of a checklist and how it stands. `accepted`: why its failure is a condition of the go and no more; `suppressed`:
    defects of it are marked as known where they stand."""

    result: bool | Verdict
    category: str = ""
    severity: Severity = "blocker"
    accepted: str = ""
    suppressed: bool = False


Result: TypeAlias = "bool | Verdict | Condition | Mapping[str, Any]"


class _Stated(Struct, frozen=True):
    name: str
    verdict: Verdict
    category: str
    severity: Severity
    hard: bool  # it blocks when it fails
    accepted: str
    suppressed: bool


class _Tally(Struct, frozen=True):
    """The conditions, in the order of severity."""

    all: tuple[_Stated, ...]

    def of(self, *verdicts: Verdict) -> tuple[str, ...]:
        return tuple(s.name for s in self.all if s.verdict in verdicts)

    def hard(self, verdict: Verdict) -> tuple[str, ...]:
        return tuple(s.name for s in self.all if s.verdict == verdict and s.hard and not s.accepted)

    def high(self, verdict: Verdict) -> tuple[str, ...]:
        return tuple(s.name for s in self.all if s.verdict == verdict and s.severity == "high" and not (s.hard or s.accepted))

    @property
    def accepted(self) -> tuple[str, ...]:
        return tuple(s.name for s in self.all if s.verdict == "fail" and s.accepted)

    @property
    def suppressed(self) -> tuple[str, ...]:
        return tuple(s.name for s in self.all if s.suppressed)

    def rate(self, weights: Mapping[str, float]) -> float | None:
        """Weight of what passed, over the weight of what passed and failed."""
        weighed = [(WEIGHT[s.severity] * weights.get(s.category, 1), s.verdict) for s in self.all if s.verdict in ("pass", "fail")]
        whole = math.fsum(weight for weight, _ in weighed)  # exact, so that their order decides nothing
        return math.fsum(weight for weight, verdict in weighed if verdict == "pass") / whole if whole else None


def evaluate_checklist(
    state: Mapping[str, Result],
    policy: Policy | None = None,
    *,
    entries: Iterable[Entry | Standing] = (),
    approvers: Collection[str] = (),
    today: date | None = None,
    judgeable: bool = True,
    partial: bool = False,
) -> Decision:
    """Whether all conditions are met, and what is missing.

    state: conditions by name, each True, False, "pass", "fail", "unknown", "na", "error" or a Condition (or its fields as a mapping).
    One that says no severity is a blocker: non-negotiable. entries: attestations, waivers and an override; those that have ended by
    `today`, and an override by nobody among the `approvers`, count for nothing. judgeable: whether there is anything to judge at all.
    partial: some conditions were left out on purpose. Raises ValueError for what makes no sense.
    """
    held = policy or Policy()
    stated = {name: _stated(name, given, held) for name, given in state.items()}
    standings = [s for e in entries if (s := e if isinstance(e, Standing) else _standing(e, approvers, today)).counts]
    for standing in standings:
        _answer(standing.entry, stated)
    tally = _Tally(tuple(sorted(stated.values(), key=lambda s: SEVERITIES.index(s.severity))))
    made = _decided(tally, held, judgeable, partial)
    override = next((s for s in standings if s.entry.kind == "override"), None)
    return overridden(made, override) if override else made


def _stated(name: str, given: Result, policy: Policy) -> _Stated:
    try:
        said = given if isinstance(given, Condition) else Condition(**given) if isinstance(given, Mapping) else Condition(given)
    except TypeError as error:
        raise ValueError(f"{name}: {error}") from error
    verdict: Any = {True: "pass", False: "fail"}.get(said.result, said.result) if isinstance(said.result, bool) else said.result
    severity = policy.severities.get(name, said.severity)
    for value, known in ((verdict, get_args(Verdict)), (severity, SEVERITIES)):
        if value not in known:
            raise ValueError(f"{name}: {value!r} is none of {', '.join(known)}")
    hard = policy.blocks(name, said.category, severity)
    return _Stated(name, verdict, said.category, severity, hard, said.accepted, said.suppressed)


def _standing(entry: Entry, approvers: Collection[str], today: date | None) -> Standing:
    if today is None:
        raise ValueError("today: entries end, so the day is wanted that they are held against")
    if not entry.reason and not entry.evidence:
        raise ValueError(f"the {entry.kind} of {entry.by} gives no reason")
    if entry.expires < today:
        return Standing(entry, "expired", f"it ended on {entry.expires.isoformat()}")
    if entry.kind == "override" and entry.by not in approvers:
        return Standing(entry, "refused", f"{entry.by} is not among the approvers")
    return Standing(entry)


def _answer(entry: Entry, stated: dict[str, _Stated]) -> None:
    """An unknown that somebody attests passes; a failure that somebody waives stays one, and becomes a condition."""
    if entry.kind == "override":
        return
    if entry.item not in stated:
        raise ValueError(f"the {entry.kind} of {entry.by} names {entry.item!r}, which is no condition")
    before = stated[entry.item]
    if entry.kind == "attest" and before.verdict == "unknown":
        stated[entry.item] = replace(before, verdict="pass")
    elif entry.kind == "waive" and before.verdict == "fail":
        said = f"waived by {entry.by} until {entry.expires.isoformat()}: {entry.reason}"
        stated[entry.item] = replace(before, accepted=before.accepted or said)


def _decided(tally: _Tally, policy: Policy, judgeable: bool, partial: bool) -> Decision:
    rate = tally.rate(policy.weights)
    conditions = _conditions(tally, policy, rate)
    outcome, reasons = _outcome(tally, policy, rate, conditions, judgeable)
    if partial:
        outcome, reasons = "partial", ("only some of the rules were asked for, so there is no decision",)
    return Decision(
        outcome,
        reasons,
        rate,
        len(tally.of("pass")),
        len(tally.of("pass", "fail")),
        len(tally.of("pass", "fail", "unknown", "error")),
        tally.hard("fail"),
        conditions,
        profile=policy.profile,
        missing=tally.of("fail", "unknown", "error"),
    )


def _outcome(
    tally: _Tally, policy: Policy, rate: float | None, conditions: tuple[str, ...], judgeable: bool
) -> tuple[Outcome, tuple[str, ...]]:
    """The first row that applies."""
    if not judgeable:
        return "inconclusive", ("there is no code, infrastructure or page to judge",)
    judged = len(tally.of("pass", "fail"))
    if judged < policy.min_items or rate is None:
        return "inconclusive", (f"only {judged} items could be judged, and a decision wants {policy.min_items}",)
    lacking = tally.of("fail", "unknown", "error")
    if policy.profile == "strict" and lacking:
        named = f"{', '.join(lacking[:NAMED])}{'…' if len(lacking) > NAMED else ''}"
        return "no_go", (f"strict: {counted(len(lacking), 'item')} did not pass: {named}",)
    blockers = tally.hard("fail")
    if blockers:
        return "no_go", (f"{counted(len(blockers), 'blocker')} failed: {', '.join(blockers)}",)
    gating = _Tally(tuple(s for s in tally.all if s.name not in tally.accepted)).rate(policy.weights)
    if gating is not None and gating < policy.no_go_below:
        return "no_go", (f"the pass rate, {percent(gating)}{_leaving_out(tally)}, is under {percent(policy.no_go_below)}",)
    crashed = (*tally.hard("error"), *tally.high("error"))
    if crashed:
        return "inconclusive", (f"the rule of {', '.join(crashed)} crashed",)
    if conditions:
        return "conditional_go", conditions
    return "go", (f"no blocker or high item fails, and the pass rate is {percent(rate)}",)


def _leaving_out(tally: _Tally) -> str:
    return f" without the {counted(len(tally.accepted), 'accepted item')}" if tally.accepted else ""


def _conditions(tally: _Tally, policy: Policy, rate: float | None) -> tuple[str, ...]:
    """What stands between a conditional go and a go."""
    failed = tally.high("fail")
    said = [
        f"{what}: {', '.join(names)}"
        for what, names in (
            ("settle what the repository cannot show", tally.hard("unknown")),
            (f"mend the failing high {'items' if len(failed) > 1 else 'item'}", failed),
            ("mend what is accepted for a time", tally.accepted),
            ("answer for what is suppressed in place", tally.suppressed),
        )
        if names
    ]
    if rate is not None and rate < policy.go_at:
        said.append(f"raise the pass rate from {percent(rate)} to {percent(policy.go_at)}")
    return tuple(said)


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


def percent(rate: float) -> str:
    """A share as whole percent, rounded down: what is shown as 85% has reached it."""
    return f"{math.floor(rate * 100 + 1e-9)}%"


def counted(number: int, noun: str) -> str:
    """1 file, 2 files."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
