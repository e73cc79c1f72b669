"""Every item and every place as a table for a spreadsheet, which runs nothing of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from readylint.model import Assessment, Finding, Report
from readylint.report.page import clean

COLUMNS = (
    "item",
    "name",
    "category",
    "severity",
    "title",
    "verdict",
    "accepted",
    "reason",
    "kind",
    "path",
    "line",
    "message",
    "service",
    "commit",
    "date",
    "in_tree",
    "suppressed",
    "fix",
)
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # what a spreadsheet would compute


def as_csv(report: Report) -> str:
    """One row for each place of an item, and one for an item without any."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for assessment in report.assessments:
        item = assessment.item
        head = (item.id, item.slug, item.category, item.severity, item.title, assessment.verdict, assessment.accepted, assessment.reason)
        for place in _places(assessment):
            writer.writerow([cell(value) for value in (*head, *place, item.fix)])
    return out.getvalue()


def _places(assessment: Assessment) -> Iterator[tuple[str, ...]]:
    found = (*assessment.findings, *assessment.evidence)
    if not found:
        yield ("",) * 9
    for finding in found:
        yield _place(finding)


def _place(finding: Finding) -> tuple[str, ...]:
    at, day = finding.location, finding.author_date
    return (
        "against" if finding.kind == "contradicts" else "for",
        at.path if at else "",
        str(at.line) if at else "",
        finding.message,
        finding.service or "",
        finding.commit or "",
        day.date().isoformat() if day else "",
        "" if not finding.commit else "yes" if finding.in_tree else "no",
        finding.suppressed or finding.accepted,
    )


def cell(text: str) -> str:
    """A value that no spreadsheet takes for a formula: an apostrophe makes it text."""
    plain = clean(text)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
