"""The baseline in every report: what it accepts, what is new beside it, what it lists that is gone, and why it counts for nothing."""

from __future__ import annotations

from typing import Any

from readylint.decision import counted
from readylint.model import Baselined, Report
from readylint.report.page import Page, clean, sentence
from readylint.trace import legible

SHOWN = 5  # stale entries that are named


def known(page: Page, report: Report) -> None:
    """The section of the text report."""
    baseline = report.baseline
    if baseline is None:
        return
    page.heading("The baseline", clean(baseline.path))
    if baseline.why:
        page.para(sentence(f"it counts for nothing: {baseline.why}"), ("bold red", "refused  "))
        return
    blockers = "blockers may be among them" if baseline.blockers else "none of a blocker"
    page.para(f"{counted(baseline.matched, 'known failure')} ({blockers}), {baseline.new:,} new.")
    if baseline.stale:
        matches = "entry matches" if len(baseline.stale) == 1 else "entries match"
        said = f"{len(baseline.stale):,} {matches} nothing any more; `readylint baseline --prune` takes out what is mended:"
        page.para(said, ("yellow", "stale    "))
    for entry in baseline.stale[:SHOWN]:
        page.para(entry, indent=11)
    if len(baseline.stale) > SHOWN:
        page.line(("dim", f"           and {len(baseline.stale) - SHOWN:,} more"))


def plain_baseline(baseline: Baselined | None) -> dict[str, Any] | None:
    """What a baseline did as plain values, for JSON."""
    if baseline is None:
        return None
    return {
        "path": legible(baseline.path),
        "counts": not baseline.why,
        "why": legible(baseline.why),
        "blockers": baseline.blockers,
        "entries": baseline.entries,
        "matched": baseline.matched,
        "new": baseline.new,
        "stale": [legible(entry) for entry in baseline.stale],
    }
