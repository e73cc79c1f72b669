"""The JSON report, `readylint/1`: the contract that other tools build on. Keys, and their order, do not change."""

from __future__ import annotations

import json
from typing import Any

from readylint.decision import percent
from readylint.model import Assessment, Decision, Finding, Report, Service, Trait
from readylint.report.known import plain_baseline, plain_since
from readylint.report.signed import plain
from readylint.trace import TextOf, failures, legible

__all__ = ["SCHEMA", "as_json", "document", "legible"]
SCHEMA = "readylint/1"


def as_json(report: Report, text_of: TextOf = lambda path: None) -> str:
    """The report as one JSON object."""
    return json.dumps(document(report, text_of), indent=2) + "\n"


def document(report: Report, text_of: TextOf = lambda path: None) -> dict[str, Any]:
    """The report as plain values."""
    repository = report.repository
    return {
        "schema": SCHEMA,
        "tool": {"name": "readylint", "version": report.version},
        "repository": {
            "name": legible(repository.name),
            "revision": repository.revision,
            "dirty": repository.dirty,
            "files": repository.files,
            "commits": repository.commits,
            "shallow": repository.shallow,
        },
        "coverage": {
            "read": report.coverage.read,
            "skipped": [{"path": legible(s.path), "why": legible(s.why)} for s in report.coverage.skipped],
        },
        "traits": _traits(report.traits),
        "services": [_service(s, report) for s in report.services],
        "items": [_item(a, text_of) for a in report.assessments],
        "gate": [{"question": g.question, "answer": g.answer, "items": list(g.items)} for g in report.gate],
        "decision": _decision(report.decision),
        "entries": [plain(e) for e in report.entries],
        "corrections": [legible(note) for note in report.notes],
        "day": report.day.isoformat() if report.day else None,
        "baseline": plain_baseline(report.baseline),
        "since": plain_since(report.since),
        "owners": {legible(path): list(map(legible, names)) for path, names in report.owners},
    }


def _traits(traits: tuple[Trait, ...]) -> dict[str, Any]:
    return {
        t.name: {"present": t.present, "evidence": [{"path": legible(at.path), "line": at.line} for at, _ in t.evidence]}
        for t in traits
    }


def _service(service: Service, report: Report) -> dict[str, Any]:
    decided = next((d for d in report.service_decisions if d.service == service.name), None)
    return {
        "name": legible(service.name),
        "root": legible(service.root),
        "kind": service.kind,
        "frameworks": list(service.frameworks),
        "traits": _traits(service.traits),
        "decision": _decision(decided) if decided else {},
    }


def _item(assessment: Assessment, text_of: TextOf) -> dict[str, Any]:
    item = assessment.item
    marks = {f.finding: f.trace.mark for f in failures(assessment, text_of)}
    differ = any(s.verdict != assessment.verdict for s in assessment.services)
    return {
        "id": item.id,
        "slug": item.slug,
        "title": item.title,
        "category": item.category,
        "severity": item.severity,
        "verdict": assessment.verdict,
        "reason": legible(assessment.reason),
        "confidence": assessment.confidence,
        "service": None,
        "evidence": [_evidence(f) for f in assessment.evidence],
        "findings": [_finding(f, marks.get(f, "")) for f in assessment.findings],
        "services": [
            {"service": legible(s.service), "verdict": s.verdict, "reason": legible(s.reason)} for s in assessment.services if differ
        ],
        "attestation": plain(assessment.attestation),
        "waiver": plain(assessment.waiver),
        "accepted": legible(assessment.accepted) or None,
        "absent": [legible(service) for service in assessment.absent],
        "preview": item.preview or None,
    }


def _evidence(finding: Finding) -> dict[str, Any]:
    at = finding.location
    return {"path": legible(at.path) if at else None, "line": at.line if at else None, "message": legible(finding.message)}


def _finding(finding: Finding, trace: str) -> dict[str, Any]:
    at = finding.location
    return {
        "path": legible(at.path) if at else None,
        "line": at.line if at else None,
        "end_line": (at.end_line or at.line) if at else None,
        "column": at.column if at else None,
        "message": legible(finding.message),
        "fingerprint": finding.fingerprint,
        "commit": finding.commit,
        "author_date": finding.author_date.isoformat() if finding.author_date else None,
        "in_tree": finding.in_tree,
        "suppressed": finding.suppressed,
        "accepted": legible(finding.accepted) or None,
        "trace": trace,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "service": legible(decision.service) if decision.service is not None else None,
        "decision": decision.outcome,
        "pass_rate": None if decision.pass_rate is None else percent(decision.pass_rate),
        "judged": decision.judged,
        "applicable": decision.applicable,
        "blockers": list(decision.blockers),
        "conditions": [legible(c) for c in decision.conditions],
        "override": plain(decision.override),
        "instead_of": decision.instead_of,
    }
