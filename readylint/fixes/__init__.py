"""Fixes: what can be mended by rule, as edits of files. One module a fix, each with an example of before and after.

A fix is a function `edits` whose parameters are the assessment of its item and the facts that it needs, as a rule's are. It yields edits;
it reads no disk and writes nothing. What could change how a program runs is no fix but a suggestion: its edit says why (`doubt`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from types import ModuleType

from readylint import crash
from readylint.fact import Facts, wants
from readylint.fixes.edit import Edit, Proposal
from readylint.model import Assessment, Report

# Which module mends an item. Items of one module share its edits.
FIXES = {
    "DEP006": "rollback",
    "DEP011": "dockerignore",
    "DEP012": "healthcheck",
    "DOC003": "env_example",
    "OBS001": "logged_prints",
    "OPS001": "runbook",
    "OPS003": "dependabot",
    "REL005": "requests_timeouts",
    "SEC015": "dependabot",
    "SEC021": "container_user",
    "TST003": "soft_failures",
}


def module(item: str) -> ModuleType:
    """The module that mends an item."""
    return import_module(f"readylint.fixes.{FIXES[item]}")


def proposed(report: Report, facts: Facts) -> tuple[list[Proposal], list[str]]:
    """What would mend the failures of a report, and which fixes crashed: one that does costs itself only."""
    items: dict[Edit, list[str]] = {}
    crashed: list[str] = []
    for assessment in report.assessments:
        id = assessment.item.id
        if id not in FIXES or not (assessment.verdict == "fail" or assessment.findings):
            continue
        try:
            found = list(edits_of(module(id).edits, assessment, facts))
        except Exception as error:
            crashed.append(f"the fix of {id} is left out: {crash.told(error)}")
            continue
        for edit in found:
            items.setdefault(edit, []).append(id)
    return [Proposal(tuple(ids), edit) for edit, ids in items.items()], crashed


def edits_of(make: Callable[..., Iterable[Edit]], assessment: Assessment, facts: Facts) -> Iterator[Edit]:
    """What one fix makes of an assessment."""
    yield from make(**{name: assessment if kind is Assessment else facts.get(kind) for name, kind in wants(make).items()})
