"""readylint fleet scan: judges many repositories, and keeps what came of each."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from readylint import crash
from readylint.exits import INCONCLUSIVE, PASSED
from readylint.fleet.cluster import NoCluster, cluster, each
from readylint.fleet.folder import Journal, WrongFolder, journal, known, locked, prepared
from readylint.fleet.limits import Limits
from readylint.fleet.progress import Shown, progress
from readylint.fleet.repository import Source, tool
from readylint.fleet.runs import Row
from readylint.fleet.sources import NoSource, sources
from readylint.fleet.task import Done, Job, Settings, judge
from readylint.registry import load
from readylint.report.page import clean
from readylint.rule import RuleError
from readylint.terminal import log, say, wants_bar
from readylint.usage import UsageError

if TYPE_CHECKING:
    from distributed import Client


def run(chosen: argparse.Namespace) -> int:
    """Scans the fleet and returns the exit code."""
    _possible(chosen)
    folder = Path(chosen.output)
    settings = Settings(_options(chosen), Limits(chosen.timeout, chosen.memory), date.today().isoformat(), tool())
    try:
        load()  # a pack of rules that is broken is said once, not of every repository
        found = sources(chosen.sources)
        prepared(folder)
        with locked(folder):
            rows, told = _scanned(chosen, folder, found, settings)
    except (RuleError, NoSource, WrongFolder, NoCluster) as error:
        raise UsageError(f"fleet scan: {error}") from error
    except OSError as error:
        raise UsageError(f"fleet scan: cannot write to {folder}: {error.strerror}") from error
    missing = [row for row in rows if not row.report]
    for row in missing:
        log(f"{row.repository}: {row.outcome.replace('_', ' ')}: {row.reason}")
    if not chosen.quiet:
        say(_summary(rows, told, folder))
    return INCONCLUSIVE if missing else PASSED


def _possible(chosen: argparse.Namespace) -> None:
    """Raises UsageError for what cannot be asked for."""
    if os.name != "posix":
        raise UsageError("fleet scan ends the processes of a scan together, which this system has no way for: use Linux, macOS or WSL")
    if chosen.scheduler and chosen.workers:
        raise UsageError("fleet scan: --workers are those of this machine; a cluster has its own: leave out --workers or --scheduler")


def _options(chosen: argparse.Namespace) -> tuple[str, ...]:
    """The options that every scan is given."""
    profile = [f"--profile={chosen.profile}"] if chosen.profile else []
    return (*profile, *(f"--{name.replace('_', '-')}" for name in ("preview", "no_history", "isolated") if getattr(chosen, name)))


def _scanned(chosen: argparse.Namespace, folder: Path, found: tuple[Source, ...], settings: Settings) -> tuple[list[Row], str]:
    """All rows of the run, and its name."""
    there = known(folder, settings.options)
    wanted = wants_bar(chosen)
    with ExitStack() as stack:
        names = tuple(source.repository for source in found)
        writing = stack.enter_context(journal(folder, settings.tool, settings.options, names))
        had = {row.repository for row in writing.done}
        jobs = [Job(source, there.get(source.repository, ())) for source in found if source.repository not in had]
        if had and jobs:
            log(f"going on with the run {writing.run.run}: {len(had)} of {len(found)} are done")
        rows = list(writing.done)
        if jobs:
            client = stack.enter_context(cluster(chosen.scheduler, chosen.workers, dashboard=wanted))
            if wanted:
                log(f"Dask's dashboard: {client.dashboard_link}")
            shown = stack.enter_context(progress(wanted, len(found), len(had)))
            rows += _judged(client, jobs, settings, writing, shown)
        writing.end()
        return rows, writing.run.run


def _judged(client: Client, jobs: list[Job], settings: Settings, writing: Journal, shown: Shown) -> Iterator[Row]:
    for job, what in each(client, partial(judge, settings=settings), jobs):
        done = what if isinstance(what, Done) else Done(_given_up(job.source, what))
        writing.add(done.row, done.report, done.log)
        shown(clean(done.row.repository))
        yield done.row


def _given_up(source: Source, error: BaseException) -> Row:
    """A repository whose workers died over it, or over which our own code fell."""
    died = type(error).__name__ == "KilledWorker"
    reason = "the workers that had it died, one after the other" if died else f"this is a bug in readylint: {crash.told(error)}"
    return Row(source.repository, source.address, "killed" if died else "crashed", reason=reason)


def _summary(rows: list[Row], run: str, folder: Path) -> str:
    counted = ", ".join(f"{number} {outcome.replace('_', ' ')}" for outcome, number in Counter(row.outcome for row in rows).most_common())
    return f"{len(rows)} repositories: {counted}. Run {run} in {clean(str(folder))}.\n"
