"""Only what is new gates: failures that a baseline lists are accepted, and stay failures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from readylint.assessment import belongs
from readylint.baseline import Baseline, BaselineEntry, entry
from readylint.matching import Newer, match
from readylint.model import Assessment, Baselined, Service, ServiceVerdict
from readylint.trace import Failure, TextOf, failures

IN_BASELINE = "in the baseline"


class _Told(Struct, frozen=True):
    """A failure, and whether the baseline lists it."""

    failure: Failure
    listed: bool

    @property
    def gates(self) -> bool:
        finding = self.failure.finding
        return not self.listed and not (finding and finding.accepted)


def gated(
    assessments: tuple[Assessment, ...], baseline: Baseline, newer: Newer, services: tuple[Service, ...], blocking: Collection[str]
) -> tuple[tuple[Assessment, ...], Baselined]:
    """The assessments with what the baseline lists accepted, and what it did. blocking: ids of the blockers, which a baseline lists only
    where it was allowed to."""
    if baseline.why:
        return assessments, Baselined(baseline.path, baseline.why)
    entries = tuple(e for e in baseline.entries if baseline.blockers or e.item not in blocking)
    found = [f for a in assessments for f in failures(a, newer.text_of)]
    matching = match(replace(baseline, entries=entries).traces, [f.trace for f in found], newer)
    told = [_Told(f, n in matching.pairs) for n, f in enumerate(found)]
    made = tuple(_accepted(a, [t for t in told if t.failure.trace.item == a.item.id], services) for a in assessments)
    stale = tuple(str(entries[n]) for n in matching.gone if is_stale(entries[n], assessments, newer))
    new = sum(t.gates for t in told if baseline.blockers or t.failure.trace.item not in blocking)
    return made, Baselined(baseline.path, "", len(baseline.entries), len(matching.pairs), new, stale, baseline.blockers)


def today(assessments: Iterable[Assessment], text_of: TextOf) -> tuple[BaselineEntry, ...]:
    """An entry for everything that fails, but for what is accepted otherwise: that has an end."""
    found = [f for a in assessments if not a.accepted for f in failures(a, text_of)]
    return tuple(entry(f.trace) for f in found if not (f.finding and f.finding.accepted))


def pruned(baseline: Baseline, assessments: Sequence[Assessment], newer: Newer, revision: str) -> Baseline:
    """A baseline without its stale entries; those that stay are where they stand today. Nothing comes in."""
    found = [f.trace for a in assessments for f in failures(a, newer.text_of)]
    matching = match(baseline.traces, found, newer)
    held = [entry(found[n]) for n in matching.pairs]
    unseen = [old for n in matching.gone if not is_stale(old := baseline.entries[n], assessments, newer)]
    return replace(baseline, entries=(*held, *unseen), revision=revision)


def is_stale(entry: BaselineEntry, assessments: Iterable[Assessment], newer: Newer) -> bool:
    """Whether an entry that matches nothing has had its day: its item was judged, and what it was found in was read."""
    judged = any(a.item.id == entry.item and a.counts and a.verdict in ("pass", "fail", "na") for a in assessments)
    return judged and (newer.whole_history or not entry.of_history)


def _accepted(assessment: Assessment, told: Sequence[_Told], services: tuple[Service, ...]) -> Assessment:
    """An assessment with its listed failures accepted; as a whole, and for a service, when none of the others gates."""
    if not any(t.listed for t in told):
        return assessment
    listed = {t.failure.finding for t in told if t.listed}
    marked = (replace(f, accepted=f.accepted or IN_BASELINE) if f in listed else f for f in assessment.findings)
    findings = tuple(sorted(marked, key=lambda f: bool(f.accepted)))  # the new ones first
    parts = tuple(_of_service(s, _own(s.service, told, services)) for s in assessment.services)
    whole = assessment.accepted or _settled(told)
    return replace(assessment, findings=findings, services=parts, accepted=whole, reason=_reason(assessment.reason, told))


def _of_service(part: ServiceVerdict, own: Sequence[_Told]) -> ServiceVerdict:
    if part.verdict != "fail" or not any(t.listed for t in own):
        return part
    return replace(part, accepted=part.accepted or _settled(own), reason=_reason(part.reason, own))


def _own(service: str, told: Iterable[_Told], services: tuple[Service, ...]) -> tuple[_Told, ...]:
    """The failures that speak of a service."""
    about = next((s for s in services if s.name == service), None)

    def speaks(failure: Failure) -> bool:
        return belongs(failure.finding, about, services) if failure.finding and about else failure.trace.service == service

    return tuple(t for t in told if speaks(t.failure))


def _settled(told: Iterable[_Told]) -> str:
    return "" if any(t.gates for t in told) else IN_BASELINE


def _reason(reason: str, told: Sequence[_Told]) -> str:
    """What was said of the failures, with how many are new where some are."""
    new, listed = sum(t.gates for t in told), sum(t.listed for t in told)
    return f"{reason}; {new} new, {listed} {IN_BASELINE}" if new else reason
