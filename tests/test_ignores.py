"""A comment that suppresses a finding wants a reason, is listed, and is named when it suppresses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from msgspec.structs import replace

from readylint.facts.files import Files
from readylint.judging import scan_snapshot
from readylint.model import Finding, Report, Severity, contradicts
from readylint.options import Options
from readylint.registry import load
from readylint.snapshot import Snapshot

RULE = next(r for r in load() if r.item.id == "OBS006")


def reported(text: str, severity: Severity = "high", **options: object) -> Report:
    """A scan by one rule that takes every line with BAD for a defect."""

    def bad(files: Files) -> Iterator[Finding]:
        for file in files.app:
            yield from (contradicts(at, "it is bad") for _, at in file.search(r"BAD"))

    rule = replace(RULE, check=bad, item=replace(RULE.item, severity=severity, applies="any"))
    snapshot = Snapshot.of(f"-- app.py --\n{text}\n")
    return scan_snapshot(snapshot, (rule,), Options(**{"today": date(2026, 6, 1)} | options)).report  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("comment", "severity", "suppressed", "said"),
    [
        ("ignore[OBS006] the vendor mends it in May", "high", "the vendor mends it in May", "it is bad"),
        ("ignore[OBS006]", "high", None, "it is bad (its ignore gives no reason)"),
        ("ignore[OBS001] no", "high", None, "it is bad"),
        ("ignore[OBS006] later, by Ana until 2026-05-31", "high", None, "it is bad (its ignore ended on 2026-05-31)"),
        ("ignore[OBS006] later", "blocker", None, "(its ignore names nobody who answers for it, `by NAME until DATE`"),
        ("ignore[OBS006] later, by Ana Ruiz until 2026-12-31", "blocker", "later, by Ana Ruiz until 2026-12-31", "it is bad"),
        ("ignore[OBS006] later (by Ana until 2026-12-31)", "blocker", "later, by Ana until 2026-12-31", "it is bad"),
    ],
)
def test_what_a_comment_suppresses(comment: str, severity: Severity, suppressed: str | None, said: str) -> None:
    (assessment,) = reported(f"x = BAD  # readylint: {comment}", severity).assessments
    (finding,) = assessment.findings
    assert finding.suppressed == suppressed and said in finding.message
    assert (assessment.verdict == "fail") is (suppressed is None)


def test_a_comment_that_suppresses_nothing_is_named() -> None:
    report = reported("# readylint: ignore[OBS006] it was bad once\nx = GOOD\n\ny = BAD")
    assert report.notes == ("app.py:1: ignore[OBS006] suppresses nothing",)
    assert reported("# readylint: ignore[OBS006] so be it\nx = BAD").notes == ()


def test_isolated_obeys_no_comment() -> None:
    report = reported("x = BAD  # readylint: ignore[OBS006] so be it", isolated=True)
    assert report.assessments[0].verdict == "fail" and report.notes == ()
