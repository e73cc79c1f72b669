"""The manifest of a decision: what was judged, by what, under which policy and with what result; of a revision always the same bytes.

A manifest is JSON in one form only: keys sorted, two spaces, UTF-8, no fractions, a newline at the end. Its digest is the SHA-256 of that
form without the digest itself, so that anybody can check it: `jq -S 'del(.digest)' FILE | sha256sum`. A digest is no signature: it shows
that nothing was changed since, not who wrote it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

import readylint
from readylint.config import Config, read_config
from readylint.decision import percent
from readylint.engine import Scan
from readylint.evaluation import WEIGHT
from readylint.facts.today import SET_BACK
from readylint.history import SHALLOW
from readylint.model import Assessment, Decision, Finding, Report, Service
from readylint.options import Options
from readylint.registry import by_name, load, roots
from readylint.snapshot import LEFT_OUT, Snapshot

SCHEMA = "readylint-manifest/1"
# Options that a record says otherwise, or that change nothing.
OF_A_RUN = ("revision", "as_of", "today", "cache", "lesser", "facts", "progress")


def manifest(scan: Scan, options: Options) -> dict[str, Any]:
    """The record of a scan, as plain values, with its digest."""
    made = record(scan, options)
    return {**made, "digest": digest(made)}


def text(document: Mapping[str, Any]) -> str:
    """The one form of a document."""
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False).replace("\x7f", "\\u007f") + "\n"


def digest(document: Mapping[str, Any]) -> str:
    """The SHA-256 of a document's form, without its digest."""
    bare = {key: value for key, value in document.items() if key != "digest"}
    return f"sha256:{hashlib.sha256(text(bare).encode()).hexdigest()}"


def record(scan: Scan, options: Options) -> dict[str, Any]:
    """A document without its digest. Nothing in it depends on the machine, the clock or what is cached."""
    report, snapshot = scan.report, scan.facts.get(Snapshot)
    config = Config() if options.isolated else read_config(snapshot, by_name(load()))
    asked = {key: value for key, value in asdict(options).items() if key not in OF_A_RUN}
    document = {
        "schema": SCHEMA,
        "tool": {"name": "readylint", "version": report.version, "definitions": definitions()},
        "repository": {**_repository(report, snapshot, options), "history": _history(snapshot, report.repository.history)},
        "asked": asked,
        "day": report.day,
        "policy": {**asdict(config.policy), "profile": report.decision.profile, "weight": WEIGHT},
        "extends": config.extends,
        "off": config.ignore,
        "preview": config.preview,
        "approvers": config.approvers,
        "longest": config.longest,
        "corrections": [note for note in report.notes if not note.startswith(SET_BACK)],
        "traits": [t.name for t in report.traits if t.present],
        "services": [_service(s, report) for s in report.services],
        "items": [_item(a) for a in report.assessments if a.selected],
        "entries": report.entries,
        "baseline": report.baseline,
        "gate": report.gate,
        "decision": _decision(report.decision),
    }
    made: dict[str, Any] = _plain(document)
    return made


def definitions() -> str:
    """The SHA-256 of everything that judges: readylint's code and tables, its rules and those of installed packs."""
    whole = hashlib.sha256()
    for name, path in sorted(_definitions()):
        data = path.read_bytes().replace(b"\r\n", b"\n")
        whole.update(f"{name}\0{len(data)}\0".encode() + data)
    return f"sha256:{whole.hexdigest()}"


def _definitions() -> Iterator[tuple[str, Path]]:
    own = Path(readylint.__file__).parent
    for n, root in enumerate((own, *roots())):
        for path in root.rglob("*"):
            inside = path.relative_to(root)
            if path.suffix in (".py", ".toml") and not (root == own and inside.parts[0] == "rules"):
                yield f"{n} {inside.as_posix()}", path


def _repository(report: Report, snapshot: Snapshot, options: Options) -> dict[str, Any]:
    repository = report.repository
    unread = [{"path": path, "why": why} for path, why in sorted(snapshot.skipped)]
    same = {key: getattr(repository, key) for key in ("name", "revision", "files", "commits")}
    other = repository.dirty or options.index or any(why == LEFT_OUT for _, why in snapshot.skipped)
    return {**same, "dirty": other, "folder": snapshot.focus, "unread": unread}


def _history(snapshot: Snapshot, why: str) -> dict[str, Any]:
    """What of the history was reached: the tips beside the revision, the tags, and where a shallow clone ends. With these, the same
    history can be read again when branches have moved on."""
    git, revision = snapshot.git, snapshot.revision
    if not git or not revision or why not in ("", SHALLOW):
        return {"why": why, "tips": [], "tags": {}, "boundary": []}
    form = "--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname)"
    rows = git.run("for-each-ref", form, f"--no-merged={revision}", "refs/heads", "refs/remotes", "refs/tags").decode().splitlines()
    tips = {row.split()[-1] for row in rows if row.split()[-2] == "commit"}
    named = git.run("for-each-ref", "--format=%(objectname) %(refname:strip=2)", "refs/tags").decode("utf-8", "surrogateescape")
    tags = {name: oid for oid, _, name in (line.partition(" ") for line in named.splitlines())}
    return {"why": why, "tips": sorted(tips), "tags": tags, "boundary": git.boundary if why else []}


def _service(service: Service, report: Report) -> dict[str, Any]:
    """A service's own record: what it is, its verdicts where the items speak of it, its decision."""
    own = next((d for d in report.service_decisions if d.service == service.name), None)
    return {
        **{key: getattr(service, key) for key in ("name", "root", "kind", "frameworks", "inferred")},
        "traits": [t.name for t in service.traits if t.present],
        "verdicts": {a.item.id: a.of(service.name).verdict for a in report.assessments if a.counts},
        "decision": _decision(own) if own else None,
    }


def _item(assessment: Assessment) -> dict[str, Any]:
    item = assessment.item
    return {
        **{key: getattr(item, key) for key in ("id", "slug", "title", "category", "severity")},
        **{key: getattr(assessment, key) for key in ("verdict", "reason", "confidence", "counts", "accepted", "attestation", "waiver")},
        "services": assessment.services,
        "evidence": list(_found(assessment.evidence)),
        "findings": list(_found(assessment.findings)),
    }


def _found(findings: Iterable[Finding]) -> Iterator[dict[str, Any]]:
    for finding in findings:
        at = finding.location
        keys = ("message", "fingerprint", "commit", "author_date", "in_tree", "service", "suppressed", "accepted")
        yield {"path": at.path if at else None, "line": at.line if at else None, **{key: getattr(finding, key) for key in keys}}


def _decision(decision: Decision) -> dict[str, Any]:
    return {**asdict(decision), "pass_rate": None if decision.pass_rate is None else percent(decision.pass_rate)}


def _plain(value: Any) -> Any:
    """A value as JSON holds it: fractions and dates as texts, and every text such that all readers take it."""
    if isinstance(value, Struct):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {_plain(str(key)): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return repr(value) if isinstance(value, float) else value
