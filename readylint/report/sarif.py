"""SARIF 2.1.0, as GitHub code scanning takes it: one run, every rule, only failures, each at one real place of the tree."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from readylint.decision import counted, percent
from readylint.model import Item, Report, Severity
from readylint.report.accuracy import measured
from readylint.report.alerts import Alert, Place, alerts
from readylint.report.as_json import legible
from readylint.report.page import clean, clip, sentence
from readylint.report.signed import plain
from readylint.report.sources import TextOf

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
UNREAD = 500  # files that are named as unread; the rest is counted
LONGEST = 1000  # GitHub takes 1024 characters of a description
NAMED = 120  # characters of a path in a link

LEVEL: dict[Severity, str] = {"blocker": "error", "high": "warning", "medium": "warning", "low": "note"}
_PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}
_SECURITY: dict[Severity, str] = {"blocker": "9.5", "high": "8.0", "medium": "5.5", "low": "3.0"}  # critical, high, medium, low


def sarif(report: Report, text_of: TextOf, *, category: str = "", suppressed: bool = False) -> str:
    """The report as SARIF. The same report gives the same bytes. `category`: under which the code host keeps these alerts, apart from those
    of other uploads; `suppressed`: also what is suppressed, waived or known, marked so."""
    return json.dumps(document(report, text_of, category=category, suppressed=suppressed), indent=2) + "\n"


def document(report: Report, text_of: TextOf, *, category: str = "", suppressed: bool = False) -> dict[str, Any]:
    """The SARIF log as plain values."""
    items = sorted((a.item for a in report.assessments), key=lambda i: i.id)
    index = {item.id: n for n, item in enumerate(items)}
    driver = {"name": "readylint", "version": report.version, "semanticVersion": report.version, "rules": [_rule(i) for i in items]}
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _unread(report)}],
        "columnKind": "unicodeCodePoints",
        "results": [_result(a, index) for a in alerts(report, text_of, suppressed=suppressed)],
        "properties": _properties(report),
    }
    if category:
        run["automationDetails"] = {"id": f"{clean(category).rstrip('/')}/"}  # the category is what stands before the last slash
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(item: Item) -> dict[str, Any]:
    """An item, in words that depend on nothing but the item: GitHub shows the last upload's text for every repository."""
    level = LEVEL[item.severity]
    properties: dict[str, Any] = {
        "tags": list(dict.fromkeys(("readiness", item.category, f"severity-{item.severity}"))),
        "precision": measured(item.id).precision,
        "problem.severity": _PROBLEM[level],
    }
    if item.category == "security":
        properties["security-severity"] = _SECURITY[item.severity]
    return {
        "id": item.id,
        "name": item.slug,
        "shortDescription": {"text": clip(sentence(item.title), LONGEST)},
        "fullDescription": {"text": clip(sentence(item.why or item.title), LONGEST)},
        "help": {"text": _help(item, "{}: {}"), "markdown": _help(item, "**{}:** {}")},
        "defaultConfiguration": {"level": level},
        "properties": properties,
    }


def _help(item: Item, shape: str) -> str:
    parts = (("Why", item.why), ("Passes", item.passes), ("Fails", item.fails), ("How to mend it", item.fix), ("Searched", item.searched))
    told = [shape.format(name, sentence(text)) for name, text in parts if text and text != "none"]
    return "\n\n".join([sentence(item.title), *told, f"`readylint explain {item.id} --repo .` shows all that was found and set aside."])


def _result(alert: Alert, index: dict[str, int]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "ruleId": alert.item.id,
        "ruleIndex": index[alert.item.id],
        "level": LEVEL[alert.item.severity],
        "message": {"text": alert.message.replace("](", "] (") + _links(alert)},  # no link of the scanned repository's making
        "locations": [_location(alert.path, alert.region)],
        "partialFingerprints": {"primaryLocationLineHash": alert.line_hash, "readylint/v1": alert.fingerprint},
    }
    if alert.beside:
        made["relatedLocations"] = [
            {"id": n, "message": {"text": place.message}, **_location(place.path, place.region)} for n, place in enumerate(alert.beside, 1)
        ]
    if alert.state:
        made["baselineState"] = alert.state
    if alert.suppression:
        made["suppressions"] = [{"kind": alert.suppression.kind, "justification": clean(alert.suppression.why)}]
    if alert.whole:
        made["properties"] = {"tags": ["repository-level"]}
    return made


def _location(path: str, region: dict[str, int]) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": uri(path)}, "region": region}}


def _links(alert: Alert) -> str:
    """The places beside an alert, each a link to the related location of its number."""
    if not alert.beside:
        return ""
    told = ", ".join(f"[{_named(place)}]({n})" for n, place in enumerate(alert.beside, 1))
    return f" See also {told}{f' and {alert.more:,} more' if alert.more else ''}."


def _named(place: Place) -> str:
    """`path:line` as the text of a link: brackets would end it."""
    text = clean(f"{place.path}:{place.region['startLine']}")
    short = text if len(text) <= NAMED else f"...{text[-NAMED:]}"
    return short.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def uri(path: str) -> str:
    """A path of the tree as a relative reference: its bytes, percent-encoded; a colon too, or it would be read as a scheme."""
    return quote(path.encode("utf-8", "surrogateescape"), safe="/-._~!$&'()*+,;=@")


def _unread(report: Report) -> list[dict[str, Any]]:
    """The files that were not read, or not understood: the scan succeeded without them."""
    skipped = report.coverage.skipped
    told: list[dict[str, Any]] = [
        {
            "level": "note",
            "message": {"text": sentence(f"Not read: {s.why}")},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(s.path)}}}],
        }
        for s in skipped[:UNREAD]
    ]
    if len(skipped) > UNREAD:
        told.append({"level": "note", "message": {"text": f"{counted(len(skipped) - UNREAD, 'more file')} not read."}})
    if report.repository.history:
        told.append({"level": "note", "message": {"text": sentence(f"History: {report.repository.history}")}})
    return told


def _properties(report: Report) -> dict[str, Any]:
    decision = report.decision
    passed = [a for a in report.assessments if a.verdict == "pass" and a.counts]
    return {
        "revision": report.repository.revision,
        "decision": {
            "decision": decision.outcome,
            "pass_rate": None if decision.pass_rate is None else percent(decision.pass_rate),
            "judged": decision.judged,
            "applicable": decision.applicable,
            "blockers": list(decision.blockers),
            "conditions": [clean(c) for c in decision.conditions],
        },
        "passes": [
            {"id": a.item.id, "evidence": [legible(str(f.location)) for f in a.evidence[:3] if f.location]}
            for a in sorted(passed, key=lambda a: a.item.id)
        ],
        "unknown": sorted(a.item.id for a in report.assessments if a.verdict == "unknown" and a.counts),
        "preview": sorted(a.item.id for a in report.assessments if a.judged and not a.counts),
        "attestations": [plain(e) for e in report.entries],
    }
