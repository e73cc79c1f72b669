"""A comparison of claims with the evidence, for a person and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from readylint.claims.comparison import Comparison, Held, Outcome
from readylint.claims.matching import Match
from readylint.decision import counted
from readylint.model import Assessment
from readylint.report.as_json import legible
from readylint.report.page import Page, Screen, clean, clip, sentence
from readylint.report.places import proof

SCHEMA = "readylint-claims/1"
PLACES = 3  # of a false claim
NAMED = 8  # items of a sentence, before the rest is counted

_SAYS: dict[Outcome, tuple[str, str, str]] = {
    "false": ("claimed and false", "red", "Claimed and false"),
    "partly": ("true in part", "yellow", "Claimed, and true in part"),
    "true": ("claimed and true", "green", "Claimed and true"),
    "unclaimed": ("true and not claimed", "cyan", "True and not claimed"),
    "open": ("open, and indeed open", "yellow", "Open, and indeed open"),
    "unjudged": ("cannot be judged", "", "Cannot be judged"),
    "unmatched": ("about no item", "dim", "About no item of ours"),
}
_VERDICT = {"unknown": "open", "na": "n/a"}


def text(comparison: Comparison, screen: Screen) -> str:
    """The comparison as text: what is false first, with its places; what is doubtful apart."""
    page = Page(screen.width)
    _title(page, comparison)
    for outcome in _SAYS:
        found = comparison.of(outcome)
        if found:
            page.heading(_SAYS[outcome][2], str(len(found)))
            for held in found:
                _claim(page, held, full=outcome == "false")
    _doubtful(page, comparison)
    _unmentioned(page, comparison.unmentioned)
    return page.text(screen.color)


def _title(page: Page, comparison: Comparison) -> None:
    repository = comparison.report.repository
    where = f"{repository.name} at {repository.revision[:10]}" if repository.revision else repository.name
    page.para(f"held against {where}, readylint {comparison.report.version}", ("bold", f"{clean(comparison.document)} "), indent=0)
    page.gap()
    if not comparison.held:
        page.para("No claims were read: neither check boxes nor lines or tables that state how something stands.", indent=0)
        return
    sure = [(len(comparison.of(outcome)), said) for outcome, (said, _, _) in _SAYS.items()]
    doubtful = sum(not h.sure for h in comparison.held)
    parts = [f"{number} {said}" for number, said in sure if number] + ([f"{doubtful} matched in doubt"] if doubtful else [])
    page.para(f"{', '.join(parts)}.", ("bold", f"{counted(len(comparison.held), 'claim')}: "), indent=0)


def _claim(page: Page, held: Held, *, full: bool) -> None:
    claim = held.claim
    said = f" ({clean(claim.said)})" if claim.said and not claim.said.startswith("[") else ""
    head = f"{claim.line:>5}  "
    page.line(("dim", head), (_SAYS[held.outcome][1], clip(clean(claim.head) + said, page.width - len(head))))
    if held.why:
        page.para(sentence(held.why), indent=len(head))
    for assessment in held.assessments:
        page.para(_named(assessment), indent=len(head), style="" if full else "dim")
        if full and assessment.verdict == "fail":
            proof(page, assessment, PLACES, len(head) + 2)
    for evidence in held.broken:
        page.para(f"{evidence.named} {evidence.wrong}", indent=len(head), style="red" if evidence.missing else "yellow")


def _named(assessment: Assessment) -> str:
    verdict = _VERDICT.get(assessment.verdict, assessment.verdict)
    reason = f": {assessment.reason.partition('; searched')[0]}" if assessment.verdict in ("unknown", "na", "error") else ""
    accepted = f" ({assessment.accepted})" if assessment.accepted else ""
    return f"{assessment.item.id} {assessment.item.title}: {verdict}{reason}{accepted}"


def _doubtful(page: Page, comparison: Comparison) -> None:
    """What may speak of an item, and gates nothing: one line each."""
    found = [h for h in comparison.held if not h.sure]
    if not found:
        return
    page.heading("Matched in doubt", f"{len(found)}, and counted nowhere")
    for held in found:
        may = ", ".join(f"{m.item} {_VERDICT.get(a.verdict, a.verdict)}" for m, a in zip(held.matches, held.assessments))
        said = f"{held.claim.head} ({_VERDICT.get(held.claim.status, held.claim.status)}): perhaps {may}, {held.matches[0].why}"
        page.para(said, ("dim", f"{held.claim.line:>5}  "), indent=0)
        for evidence in held.broken:
            page.para(f"{evidence.named} {evidence.wrong}", indent=7, style="yellow")


def _unmentioned(page: Page, items: Iterable[Assessment]) -> None:
    groups = (("fail", ("blocker", "high"), "Not on the list, and failing"), ("pass", ("blocker", "high"), "Not on the list, and true"))
    rows = [(title, [a for a in items if a.verdict == verdict and a.item.severity in which]) for verdict, which, title in groups]
    if not any(found for _, found in rows):
        return
    page.heading("What the list leaves out", "blockers and high items")
    for title, found in rows:
        named = "; ".join(f"{a.item.id} {a.item.title}" for a in found[:NAMED])
        more = f"; and {len(found) - NAMED} more" if len(found) > NAMED else ""
        if found:
            page.para(f"{named}{more}.", ("bold", f"{title}: "))


def as_json(comparison: Comparison) -> str:
    """The comparison as one JSON object. Keys, and their order, do not change."""
    repository = comparison.report.repository
    return (
        json.dumps(
            {
                "schema": SCHEMA,
                "tool": {"name": "readylint", "version": comparison.report.version},
                "document": legible(comparison.document),
                "repository": {"name": legible(repository.name), "revision": repository.revision},
                "summary": {
                    **{outcome: len(comparison.of(outcome)) for outcome in _SAYS},
                    "doubtful": sum(not h.sure for h in comparison.held),
                },
                "claims": [_claim_document(h) for h in comparison.held],
                "unmentioned": [{"id": a.item.id, "verdict": a.verdict} for a in comparison.unmentioned],
            },
            indent=2,
        )
        + "\n"
    )


def _claim_document(held: Held) -> dict[str, Any]:
    claim = held.claim
    return {
        "line": claim.line,
        "text": legible(claim.head),
        "detail": legible(claim.detail),
        "headings": [legible(h) for h in claim.headings],
        "status": claim.status,
        "said": legible(claim.said),
        "outcome": held.outcome,
        "sure": held.sure,
        "why": held.why,
        "items": [_match(m, a) for m, a in zip(held.matches, held.assessments)],
        "evidence": [{"named": legible(e.named), "path": legible(e.at) or None, "wrong": legible(e.wrong) or None} for e in held.evidence],
    }


def _match(match: Match, assessment: Assessment) -> dict[str, Any]:
    return {"id": match.item, "verdict": assessment.verdict, "reason": legible(assessment.reason), "doubt": match.why or None}
