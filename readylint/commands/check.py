"""readylint check: what is wrong with a few files, one line each, for a hook."""

from __future__ import annotations

import argparse

from readylint.exits import FAILED, INCONCLUSIVE, PASSED
from readylint.terminal import log, say
from readylint.usage import UsageError


def run(chosen: argparse.Namespace) -> int:
    """Checks the files and returns the exit code."""
    from datetime import date
    from pathlib import Path

    from readylint.check import check
    from readylint.crash import Mistake
    from readylint.report.page import clean

    if bool(chosen.files) == chosen.staged:
        raise UsageError(f"check: name files, or say --staged{', not both' if chosen.staged else ''}")
    try:
        found, unread = check(Path(), None if chosen.staged else chosen.files, isolated=chosen.isolated, today=date.today())
    except Mistake as error:
        raise UsageError(str(error)) from error
    for item, finding in found:
        say(clean(f"{finding.location}:{finding.location.column if finding.location else 1}: {item.id} {finding.message}") + "\n")
    for skipped in unread:
        log(f"{skipped.path}: {skipped.why}")
    return FAILED if found else INCONCLUSIVE if unread else PASSED
