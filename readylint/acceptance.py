"""Verdicts with what people put their names to. No verdict of a rule is made better but an `unknown` that somebody attests.

A waived failure stays a failure, and becomes a condition of the decision; a defect in the history that was answered outside the
repository, a rotated key, is waived by the attestation that names its fingerprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from readylint.assessment import WORST
from readylint.entries import Entry, Standing
from readylint.facts.paths import glob_to_regex
from readylint.model import Assessment, Finding, Service, ServiceVerdict


def accept(
    assessments: Iterable[Assessment], standings: Iterable[Standing], services: tuple[Service, ...]
) -> tuple[tuple[Assessment, ...], tuple[Standing, ...]]:
    """The assessments with the entries that count, and the entries, with those that answer nothing marked so."""
    by_id = {a.item.id: a for a in assessments}
    told = []
    for standing in standings:
        before = by_id.get(standing.entry.item) if standing.counts else None
        if before:
            after, why = _answered(before, standing, services)
            by_id[before.item.id] = after
            standing = replace(standing, state="unused", why=why) if why else standing
        told.append(standing)
    return tuple(by_id.values()), tuple(told)


def _answered(assessment: Assessment, standing: Standing, services: tuple[Service, ...]) -> tuple[Assessment, str]:
    """What an entry makes of an assessment, or the assessment as it was and why the entry answers nothing."""
    entry = standing.entry
    if not assessment.judged:
        return assessment, f"{entry.item} was not judged"
    if entry.service and entry.service not in {s.name for s in services}:
        return assessment, f"no service is called {entry.service}"
    if entry.kind == "attest" and not entry.fingerprint:
        return _attested(assessment, standing, services)
    if assessment.verdict != "fail":
        return assessment, f"{entry.item} does not fail"
    return _waived(assessment, standing, services)


def _attested(assessment: Assessment, standing: Standing, services: tuple[Service, ...]) -> tuple[Assessment, str]:
    entry = standing.entry
    own = _own(assessment, entry, services)
    if not any(s.verdict == "unknown" for s in own):
        failing = f"{entry.item} fails, and only what is unknown can be attested"
        return assessment, failing if any(s.verdict == "fail" for s in own) else f"the repository itself answers {entry.item}"
    said = f"{entry.by} attests until {entry.expires.isoformat()}: {entry.reason or ', '.join(entry.evidence)}"
    told = [replace(s, verdict="pass", reason=said) if s in own and s.verdict == "unknown" else s for s in _parts(assessment, services)]
    verdict = min((s.verdict for s in told), key=WORST.index)
    reason = next(s.reason for s in told if s.verdict == verdict)
    return replace(assessment, verdict=verdict, reason=reason, services=_differing(told), attestation=standing), ""


def _waived(assessment: Assessment, standing: Standing, services: tuple[Service, ...]) -> tuple[Assessment, str]:
    entry = standing.entry
    word = "waived" if entry.kind == "waive" else "answered"
    said = f"{word} by {entry.by} until {entry.expires.isoformat()}: {entry.reason}".rstrip(": ")
    marked = replace(assessment, attestation=standing) if entry.kind == "attest" else replace(assessment, waiver=standing)
    if entry.paths or entry.fingerprint:
        findings = tuple(replace(f, accepted=said) if _names(entry, f) and not f.accepted else f for f in assessment.findings)
        if findings == assessment.findings:
            return assessment, "no finding is there that it names"
        return _settled(replace(marked, findings=findings), said), ""
    parts = _parts(assessment, services)
    own = _own(assessment, entry, services)
    if not any(s.verdict == "fail" for s in own):
        return assessment, f"{entry.item} does not fail for {entry.service}"
    told = [replace(s, accepted=said) if s in own and s.verdict == "fail" else s for s in parts]
    whole = all(s.accepted for s in told if s.verdict == "fail")
    return replace(marked, services=_differing(told), accepted=said if whole else ""), ""


def _names(entry: Entry, finding: Finding) -> bool:
    if entry.fingerprint:
        in_history = finding.commit is not None or entry.kind == "waive"  # a key that stands in the tree is not answered by rotating it
        return finding.fingerprint == entry.fingerprint and in_history
    return finding.location is not None and any(_is_under(finding.location.path, glob) for glob in entry.paths)


def _is_under(path: str, glob: str) -> bool:
    """Whether a glob names a path, or a folder above it."""
    try:
        return re.fullmatch(f"(?:{glob_to_regex(glob.strip('/'))})(?:/.*)?", path) is not None
    except re.error:
        return False


def _settled(assessment: Assessment, said: str) -> Assessment:
    """An assessment whose every defect is accepted is accepted itself, for every service."""
    if any(f.suppressed is None and not f.accepted for f in assessment.findings):
        return assessment
    services = tuple(replace(s, accepted=s.accepted or said) if s.verdict == "fail" else s for s in assessment.services)
    return replace(assessment, accepted=assessment.accepted or said, services=services)


def _parts(assessment: Assessment, services: tuple[Service, ...]) -> tuple[ServiceVerdict, ...]:
    """The verdicts of the services, spelt out where they do not differ; one without a name where there are no services."""
    if assessment.services:
        return assessment.services
    names = assessment.about or [s.name for s in services if len(services) > 1] or [""]
    return tuple(map(assessment.of, names))


def _own(assessment: Assessment, entry: Entry, services: tuple[Service, ...]) -> tuple[ServiceVerdict, ...]:
    """The verdicts that an entry speaks of."""
    parts = _parts(assessment, services)
    return tuple(s for s in parts if not entry.service or s.service in ("", entry.service))


def _differing(parts: list[ServiceVerdict]) -> tuple[ServiceVerdict, ...]:
    return tuple(parts) if len({(s.verdict, s.accepted) for s in parts}) > 1 else ()
