"""The comparison: every claim beside the verdict on what it speaks of. A pure function of the claims, the report and the tree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from readylint.claims.claim import Claim
from readylint.claims.evidence import Evidence, Tree
from readylint.claims.matching import Match, matches
from readylint.model import Assessment, Report, Verdict

Outcome = Literal["false", "partly", "true", "unclaimed", "open", "unjudged", "unmatched"]


class Held(Struct, frozen=True):
    """A claim held against the evidence. `why` says how it came to its outcome, `sure` whether it may gate."""

    claim: Claim
    outcome: Outcome
    sure: bool
    why: str = ""
    matches: tuple[Match, ...] = ()
    assessments: tuple[Assessment, ...] = ()  # of the matches, in their order
    evidence: tuple[Evidence, ...] = ()

    @property
    def broken(self) -> tuple[Evidence, ...]:
        """The evidence it names that is not as it says."""
        return tuple(e for e in self.evidence if e.wrong)


class Comparison(Struct, frozen=True):
    """A document held against a report. `unmentioned`: the items that were judged and that no claim speaks of."""

    document: str
    report: Report
    held: tuple[Held, ...]
    unmentioned: tuple[Assessment, ...] = ()

    def of(self, outcome: Outcome, *, sure: bool = True) -> tuple[Held, ...]:
        return tuple(h for h in self.held if h.outcome == outcome and h.sure == sure)

    @property
    def false(self) -> tuple[Held, ...]:
        return self.of("false")

    @property
    def judged(self) -> bool:
        """Whether any claim could be held against anything."""
        return any(h.sure and h.outcome in ("false", "partly", "true", "unclaimed", "open") for h in self.held)


def compare(document: str, claims: Iterable[Claim], report: Report, tree: Tree) -> Comparison:
    """Holds claims against a report, and the files they name against the tree."""
    counted = {a.item.id: a for a in report.assessments if a.counts}
    items = [a.item for a in counted.values()]
    all_held = (_held(claim, matches(claim, items), counted, tree) for claim in claims)
    held = tuple(h for h in all_held if h.matches or not h.claim.title)
    mentioned = {m.item for h in held for m in h.matches}
    return Comparison(
        document, report, held, tuple(a for a in counted.values() if a.item.id not in mentioned and a.verdict in ("pass", "fail"))
    )


def _held(claim: Claim, found: tuple[Match, ...], counted: dict[str, Assessment], tree: Tree) -> Held:
    evidence = tree.evidence(claim) if claim.status == "done" else ()
    sure = tuple(m for m in found if m.sure)
    found = sure or found
    assessments = tuple(counted[m.item] for m in found)
    outcome, why = _outcome(claim, assessments)
    lacking = [e for e in evidence if e.missing]
    if outcome in ("unjudged", "unmatched") and lacking and len(lacking) == len(evidence):
        return Held(claim, "false", True, "the evidence it names is not in the repository", found, assessments, evidence)
    return Held(claim, outcome, bool(sure) or outcome == "unmatched", why, found, assessments, evidence)


def _outcome(claim: Claim, judged: tuple[Assessment, ...]) -> tuple[Outcome, str]:
    verdicts = {a.verdict for a in judged}
    if claim.status == "unread":
        return "unmatched", "its status is in words unknown here"
    if not verdicts:
        return "unmatched", ""
    if claim.status == "done":
        return _claimed(judged, verdicts)
    if claim.status == "na":
        return _declined(verdicts)
    if verdicts == {"pass"}:
        return "unclaimed", ""
    return ("open", "") if "fail" in verdicts else ("unjudged", "")


def _claimed(judged: tuple[Assessment, ...], verdicts: set[Verdict]) -> tuple[Outcome, str]:
    """Of a line that says it is done: false where an item fails for all, true in part where it passes for a service, or an item does."""
    if any(a.verdict == "fail" and not _passing(a) for a in judged):
        return "false", ""
    if "fail" in verdicts:
        named = sorted({name for a in judged for name in _passing(a)})
        return "partly", f"it is true of {', '.join(named)} only"
    if verdicts == {"pass"}:
        return "true", ""
    return ("partly", "") if "pass" in verdicts else ("unjudged", "")


def _passing(assessment: Assessment) -> list[str]:
    return [s.service for s in assessment.services if s.verdict == "pass"]


def _declined(verdicts: set[Verdict]) -> tuple[Outcome, str]:
    """Of a line that says it does not apply."""
    if verdicts == {"na"}:
        return "true", "it does not apply"
    if "fail" in verdicts:
        return "false", "it is said not to apply, and it does"
    return ("unclaimed", "it is said not to apply, and it does") if verdicts == {"pass"} else ("unjudged", "")
