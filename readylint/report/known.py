"""What is known and what is new: the baseline, what it lists that is gone or why it counts for nothing, and what came since a revision."""

from __future__ import annotations

from typing import Any

from readylint.decision import counted
from readylint.model import Baselined, Report, Since
from readylint.report.page import Page, clean, sentence
from readylint.report.paint import PLACE
from readylint.report.places import at
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


def fresh(page: Page, report: Report) -> None:
    """What is new since the revision that was asked about, or that nothing is: the gate looks at nothing else then."""
    since = report.since
    if since is None:
        return
    page.heading(f"New since {clean(since.revision)}", since.commit[:10])
    for new in since.new:
        where = (PLACE, clean(str(new.location))) if new.location else ("", clean(new.service) or "the repository")
        at(page, where, clean(new.message), 2, f"{new.item.id}  {new.item.severity:<7}  ")
    if not since.new:
        page.para("Nothing.")


def plain_since(since: Since | None) -> dict[str, Any] | None:
    """What is new as plain values, for JSON."""
    if since is None:
        return None
    return {
        "revision": legible(since.revision),
        "commit": since.commit,
        "new": [
            {
                "id": new.item.id,
                "severity": new.item.severity,
                "service": legible(new.service) or None,
                "path": legible(new.location.path) if new.location else None,
                "line": new.location.line if new.location else None,
                "message": legible(new.message),
            }
            for new in since.new
        ],
    }


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
