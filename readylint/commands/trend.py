"""readylint trend: the decision and the items over the releases or the months of a repository."""

from __future__ import annotations

import argparse

from readylint.exits import INCONCLUSIVE, PASSED
from readylint.terminal import bar, log, say, screen, wants_bar, write_text
from readylint.usage import UsageError


def run(chosen: argparse.Namespace) -> int:
    """Judges the revisions, writes the trend and returns the exit code."""
    from pathlib import Path

    from readylint.options import Options
    from readylint.report.trended import FORMATS
    from readylint.rule import RuleError
    from readylint.snapshot import SnapshotError
    from readylint.trend.walk import NoTrend, chosen as revisions, trend

    options = Options(
        history=not chosen.no_history, profile=chosen.profile, isolated=chosen.isolated, preview=chosen.preview, cache=not chosen.no_cache
    )
    since = chosen.since.isoformat() if chosen.since else ""
    by, glob = ("release", chosen.match) if chosen.tags else ("month", None)
    try:
        snapshot, found = revisions(Path(chosen.path), glob, since, chosen.number)
        with bar(wants_bar(chosen)) as progress:
            told = trend(snapshot, found, by, options, progress)
    except (NoTrend, RuleError, SnapshotError) as error:
        raise UsageError(str(error)) from error
    written = FORMATS[chosen.format](told, screen(chosen, chosen.output or ""))
    if chosen.output:
        write_text(chosen.output, written)
    else:
        say(written)
    if not any(step.items for step in told.steps):
        log("inconclusive: none of the revisions could be judged")
        return INCONCLUSIVE
    return PASSED
