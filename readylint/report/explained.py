"""Why an item has its verdict in one repository: what was found, what was set aside and why, what was searched."""

from __future__ import annotations

from collections import defaultdict

from readylint.decision import counted
from readylint.model import Assessment, Finding, Report
from readylint.report.page import Page, Screen
from readylint.report.places import at, links, past, placed, why

_LEVELS = {"warning": "Warning", "note": "Note", "": "Set aside"}
_SAID = {"unknown": "open", "na": "n/a"}
SHOWN = 200  # places under one heading; the rest are counted


def here(report: Report, id: str, screen: Screen) -> str:
    """The verdict on one item in the repository of a report, with everything behind it."""
    assessment = next(a for a in report.assessments if a.item.id == id)
    page = Page(screen.width)
    page.heading(f"Here: {_SAID.get(assessment.verdict, assessment.verdict)}", report.repository.name)
    why(page, assessment, 2)
    _places(page, "Found against it", [f for f in assessment.findings if f.suppressed is None])
    _places(page, "Suppressed in place", [f for f in assessment.findings if f.suppressed is not None])
    _places(page, "Found for it", list(assessment.evidence))
    _set_aside(page, assessment)
    return page.text(screen.color, links(report, screen))


def _places(page: Page, title: str, findings: list[Finding]) -> None:
    if not findings:
        return
    page.heading(title, counted(len(findings), "place"))
    for finding in findings[:SHOWN]:
        marked = finding.suppressed or finding.accepted
        where = placed(finding) if finding.location else ("dim", "the repository")
        at(page, where, "; ".join(filter(None, (past(finding), finding.message, marked))), 2)
    _rest(page, len(findings))


def _set_aside(page: Page, assessment: Assessment) -> None:
    """What looked like a finding and does not count: warnings, notes, and what is none, by reason, the rarest reason first: that is where a
    mistake would be."""
    by: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in assessment.aside:
        by[finding.level, finding.message].append(finding)
    for (level, reason), found in sorted(by.items(), key=lambda row: (list(_LEVELS).index(row[0][0]), len(row[1]))):
        page.heading(f"{_LEVELS[level]}: {reason}", counted(len(found), "place"))
        for finding in found[:SHOWN]:
            page.line(("", "  "), placed(finding))
        _rest(page, len(found))


def _rest(page: Page, count: int) -> None:
    if count > SHOWN:
        page.line(("dim", f"  and {count - SHOWN:,} more"))
