"""Asleep: what would have answered for an item that lacks everything, had anything brought its file in. The reason says so."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from readylint import parallel
from readylint.fact import Facts
from readylint.facts.code import Code
from readylint.facts.project import Project
from readylint.facts.starts import manifests
from readylint.model import Assessment, Finding
from readylint.rule import Rule
from readylint.snapshot import Snapshot

Judge = Callable[[Rule, Facts], "list[Finding] | str"]


def told(
    assessments: tuple[Assessment, ...], rules: tuple[Rule, ...], facts: Facts, again: Callable[[Snapshot], Facts], judge: Judge
) -> tuple[Assessment, ...]:
    """The assessments, the reasons of those that lack everything with what such files hold. `again`: facts about another tree."""
    orphans = facts.get(Code).orphans
    doors = {door.path for door in facts.get(Project).doors} if orphans else set[str]()
    lacking = {a.item.id for a in assessments if orphans and _lacks(a, doors)}
    among = {r.item.id: r for r in rules if r.item.id in lacking and r.check and parallel.needs(r.check, Code)}
    if not among:
        return assessments
    alone = again(_only(facts.get(Snapshot), orphans))
    return tuple(_with(a, judge(among[a.item.id], alone), orphans) if a.item.id in among else a for a in assessments)


def _lacks(assessment: Assessment, doors: set[str]) -> bool:
    """Whether nothing answers for an item, and no defect was found but the want of it, said of where the app starts."""
    defects = {f.location.path if f.location else "" for f in assessment.findings}
    return assessment.verdict in ("fail", "unknown") and not assessment.evidence and defects <= doors


def _only(snapshot: Snapshot, orphans: frozenset[str]) -> Snapshot:
    """The tree of these files and of the manifests alone, without a past."""
    names = {*manifests(), "artisan"}
    kept = tuple(e for e in snapshot.entries if e.path in orphans or e.path.rpartition("/")[2] in names)
    return replace(snapshot, entries=kept, git=None, beside=None, revision=None, skipped=())


def _with(assessment: Assessment, found: list[Finding] | str, orphans: frozenset[str]) -> Assessment:
    if isinstance(found, str):
        return assessment
    idle = next((f for f in found if f.kind == "supports" and f.location and f.location.path in orphans), None)
    if not idle or not idle.location:
        return assessment
    return replace(assessment, reason=f"{assessment.reason}; {idle.message} ({idle.location}), but nothing brings that file in")
