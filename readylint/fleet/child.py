"""The process that one repository costs: says what state it is in and, unless there is a report of that already, judges it.

To standard output goes a line of what was found out, then the JSON report, if it was made.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from readylint.cli import main
from readylint.fleet.repository import Asked, Found, NoRepository, report_name, state
from readylint.git import GitError
from readylint.snapshot import SnapshotError
from readylint.terminal import say


def judged(asked: Asked) -> int:
    """Judges a repository and returns the exit code of the scan."""
    found = _found(asked)
    say(f"{msgspec.json.encode(found).decode()}\n")
    if found.known or found.none:
        return 0
    return main(["scan", "--format", "json", "--no-progress", *asked.options, "--", asked.path])


def _found(asked: Asked) -> Found:
    try:
        now = state(Path(asked.path))
    except (NoRepository, GitError, SnapshotError, OSError) as error:
        return Found(none=str(error))
    name, dated = (report_name(asked.repository, now, asked.policy, day) for day in ("", asked.day))
    return Found(now.revision, name, dated, next((one for one in (name, dated) if one in asked.known), ""))
