"""Scans for programs: what the command `readylint scan` does, as a function."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from readylint.engine import scan as judge
from readylint.evaluation import Profile
from readylint.model import Report
from readylint.options import Options


def scan(
    path: str | os.PathLike[str] = ".",
    *,
    revision: str | None = None,
    history: bool = True,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    profile: Profile | None = None,
    as_of: date | None = None,
    service: str = "",
    preview: bool = False,
    isolated: bool = False,
    cache: bool = False,
) -> Report:
    """Judges the repository at a path and decides; the options are those of the command.

    revision: one instead of the work tree. history: whether the git history is read. select, ignore: ids, names or categories; with
    either the report makes no decision ("partial"). profile: None as the repository's readylint.toml says. as_of: the day that counts as
    today, None for the clock's. service: the only one that is asked about. preview: rules that are new or changed in this release count
    too. isolated: the repository's own configuration and marks are ignored. cache: what was read before may come from the user's cache.

    Raises SnapshotError (no such path or revision), ConfigError (readylint.toml is wrong), UnknownRule (a selector names nothing),
    UnknownService (no such service) and RuleError (an installed rule is wrong).
    """
    options = Options(
        revision=revision,
        history=history,
        select=tuple(select),
        ignore=tuple(ignore),
        profile=profile,
        as_of=as_of,
        today=date.today(),
        isolated=isolated,
        cache=cache,
        service=service,
        preview=preview,
    )
    return judge(Path(path), options).report
