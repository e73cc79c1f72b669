"""The failures of a report as alerts: where each stands in the tree, and what recognises it when the code around it moves."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from readylint.gating import IN_BASELINE
from readylint.knowledge import regex
from readylint.model import Assessment, Finding, Item, Report, Service
from readylint.report.page import clip, sentence
from readylint.report.places import past, place
from readylint.report.sources import SourceText, TextOf
from readylint.secrets.marks import BASELINE, IGNORED

LONGEST = 1000  # characters of a message
BESIDE = 4  # other places that an alert links to

_CI = regex(r"^\.github/workflows/|^\.gitlab-ci|^\.circleci/|(^|/)(azure-pipelines|bitbucket-pipelines|Jenkinsfile|\.travis)")
_README = regex(r"(^|/)readme[^/]*$", re.IGNORECASE)
# The file that a fix would touch, by the trait that an item applies to, or by its category; else the first anchor.
_HOME = {
    "container": regex(r"(^|/)(Dockerfile|Containerfile)[^/]*$|\.Dockerfile$"),
    "k8s": regex(r"(^|/)(Chart\.yaml|kustomization\.ya?ml|(k8s|kubernetes|deploy|manifests|helm|charts)/.*\.ya?ml)$"),
    "tests": _CI,
    "deploy": _CI,
    "docs": _README,
    "operations": _README,
}

Sources = Callable[[str], "SourceText | None"]


class Place(Struct, frozen=True):
    """A region of a file of the tree, and what is there."""

    path: str
    region: dict[str, int]
    message: str


class Suppression(Struct, frozen=True):
    """Why an alert is open no more: somebody said so `inSource`, beside the finding, or `external`, in a file that lists it."""

    kind: str
    why: str


class Alert(Struct, frozen=True):
    """One item at one place. `whole`: it is about the repository or a service, and the place is where a fix would start. `beside`: the
    next places of the same item, or what there is of something that is absent here; `more` are not among them."""

    item: Item
    path: str
    region: dict[str, int]
    message: str
    line_hash: str
    fingerprint: str
    whole: bool = False
    state: str = ""  # beside a baseline: "new" or "unchanged"
    suppression: Suppression | None = None
    beside: tuple[Place, ...] = ()
    more: int = 0

    @property
    def order(self) -> tuple[str, str, int, bool, str]:
        return self.item.id, self.path, self.region["startLine"], self.whole, self.fingerprint


def alerts(report: Report, text_of: TextOf, *, suppressed: bool = False) -> list[Alert]:
    """Every failure, in a fixed order. Findings of one item on one line are one alert: GitHub would lose the second. `suppressed`: also
    what is suppressed in place and what is waived; what a baseline lists is always among them, or it would be closed as mended and
    opened again."""
    tree = _Tree(report, text_of)
    merged: dict[tuple[object, ...], Alert] = {}
    for assessment in report.assessments:
        for made in _alerts(assessment, tree) if assessment.counts else ():
            if suppressed or not made.suppression or made.suppression.why == IN_BASELINE:
                key = (made.item.id, made.path, made.region["startLine"], made.fingerprint if made.whole else "")
                merged[key] = _both(merged[key], made) if key in merged else made
    shown = (_shown(a, suppressed, bool(report.baseline and not report.baseline.why)) for a in merged.values())
    evidence = {a.item.id: tuple(_places(a.evidence, tree)) for a in report.assessments if a.absent}
    return list(_linked(sorted(shown, key=lambda a: a.order), evidence))


def _shown(alert: Alert, suppressed: bool, baseline: bool) -> Alert:
    known = alert.suppression is not None and alert.suppression.why == IN_BASELINE
    state = "unchanged" if known else "new" if baseline and not alert.suppression else ""
    return replace(alert, state=state, suppression=alert.suppression if suppressed else None)


def _linked(made: list[Alert], evidence: dict[str, tuple[Place, ...]]) -> Iterator[Alert]:
    """The alerts, each with the places beside it."""
    for id, group in groupby(made, key=lambda a: a.item.id):
        own = list(group)
        there = [Place(a.path, a.region, a.message) for a in own if not (a.whole or a.suppression)]
        at = 0
        for alert in own:
            others = list(evidence.get(id, ())) if alert.whole else []
            if not (alert.whole or alert.suppression):
                others, at = there[at + 1 :] + there[:at], at + 1
            yield replace(alert, beside=tuple(others[:BESIDE]), more=max(len(others) - BESIDE, 0))


def _places(evidence: Iterable[Finding], tree: _Tree) -> Iterator[Place]:
    for finding in evidence:
        source = tree.source(finding.location.path) if finding.location and not finding.commit else None
        if finding.location and source:
            at = finding.location
            yield Place(at.path, source.region(at.line, at.column, at.end_line), clip(sentence(finding.message), LONGEST))


class _Tree:
    """The files that an alert may stand in."""

    def __init__(self, report: Report, text_of: TextOf) -> None:
        self.services: dict[str, Service] = {s.name: s for s in report.services}
        self.source: Sources = cache(lambda path: None if (text := text_of(path)) is None else SourceText(text))
        places = (f.location.path for a in report.assessments for f in (*a.evidence, *a.findings) if f.location)
        self._anchors = report.anchors or tuple(sorted(set(places)))

    def anchor(self, item: Item, service: str) -> str | None:
        """Where something absent would be: the file that a fix would touch, in the service's own folder first."""
        known = [path for path in self._anchors if self.source(path) is not None]
        root = self.services[service].root if service in self.services else ""
        own = [path for path in known if not root or path.startswith(f"{root}/")]
        wanted = _HOME.get(item.applies) or _HOME.get(item.category)
        fitting = [path for path in (*own, *known) if wanted and wanted.search(path)]
        return next(iter((*fitting, *own, *known)), None)


def _alerts(assessment: Assessment, tree: _Tree) -> Iterator[Alert]:
    """An item's alerts: its defects, the suppressed ones too, and what it fails for want of."""
    for finding in assessment.findings:
        if finding.suppressed is not None or assessment.verdict == "fail":
            for made in _of_finding(assessment.item, finding, tree):
                yield replace(made, suppression=_suppression(finding.suppressed, finding.accepted))
    for service in assessment.absent if assessment.verdict == "fail" else ():
        told = assessment.of(service)
        for made in _anchored(assessment.item, service, told.reason, _stable(assessment.item.id, service), tree):
            yield replace(made, suppression=_suppression(None, told.accepted or assessment.accepted))


def _suppression(suppressed: str | None, accepted: str) -> Suppression | None:
    if suppressed is not None:
        listed = suppressed in (f"listed in {BASELINE}", f"listed in {IGNORED}")
        return Suppression("external" if listed else "inSource", suppressed)
    return Suppression("external", accepted) if accepted else None


def _of_finding(item: Item, finding: Finding, tree: _Tree) -> Iterator[Alert]:
    at = finding.location
    source = tree.source(at.path) if at else None
    fingerprint = finding.fingerprint or _stable(item.id, str(at), finding.message)
    if at and source and (finding.in_tree or not finding.commit):
        region = source.region(at.line, at.column, at.end_line)
        told = sentence(f"{finding.message} ({past(finding)})" if finding.commit else finding.message)
        yield Alert(item, at.path, region, clip(told, LONGEST), source.line_hash(region["startLine"]), fingerprint)
    elif at and finding.commit:
        told = f"{finding.message} ({place(finding)}, {past(finding)})"
        yield from _anchored(item, finding.service or "", told, fingerprint, tree, at.path)
    else:
        yield from _anchored(item, finding.service or "", finding.message, _stable(item.id, finding.service or ""), tree)


def _anchored(item: Item, service: str, reason: str, fingerprint: str, tree: _Tree, at: str = "") -> Iterator[Alert]:
    """An alert about the whole, at line 1 of a file that is there; its fingerprint does not change when that file does."""
    source = tree.source(at) if at else None
    path = at if source else tree.anchor(item, service)
    source = tree.source(path) if path is not None else None
    if path is not None and source:
        told = clip(sentence(f"Repository-level{f', {service}' if service else ''}: {reason}"), LONGEST)
        yield Alert(item, path, source.region(1, 1, None), told, f"{_stable(fingerprint)[:16]}:1", fingerprint, whole=True)


def _stable(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _both(one: Alert, other: Alert) -> Alert:
    """Two alerts on one line as one: an open one says nothing of what is suppressed beside it."""
    if bool(one.suppression) != bool(other.suppression):
        return other if one.suppression else one
    told = one.message if other.message in one.message else f"{one.message} {other.message}"
    last = max(one.region, other.region, key=lambda r: (r["endLine"], r["endColumn"]))
    begin = min(one.region["startColumn"], other.region["startColumn"])
    region = {**last, "startLine": one.region["startLine"], "startColumn": begin}
    return replace(one, message=clip(told, LONGEST), region=region, fingerprint=min(one.fingerprint, other.fingerprint))
