"""From revision to revision: each scanned without a checkout, taking over from the one before it whatever is the same in both."""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from readylint import parallel, searching
from readylint.config import Config, ConfigError, read_config
from readylint.facts.files import Earlier, Files
from readylint.judging import scan_snapshot
from readylint.options import Options, Progress
from readylint.registry import by_name, load
from readylint.snapshot import Snapshot, SnapshotError, of_objects
from readylint.storage import Objects
from readylint.trend.kept import Kept
from readylint.trend.past import History
from readylint.trend.revisions import Revision, monthly, tagged
from readylint.trend.steps import Step, Trend, step_of


class NoTrend(Exception):
    """There are no revisions to follow, and why."""


def chosen(path: Path, tags: str | None, since: str, most: int) -> tuple[Snapshot, list[Revision]]:
    """The repository as it was last, and the revisions that are asked for: the tags that match a glob, or months. Raises NoTrend,
    SnapshotError."""
    snapshot = Snapshot.open(path, revision="HEAD")
    if snapshot.git is None or not snapshot.revision:
        raise NoTrend(f"{path} has no commits to follow")
    found = monthly(snapshot.git, snapshot.revision) if tags is None else tagged(snapshot.git, tags)
    found = [revision for revision in found if revision.day.isoformat() >= since][-most:]
    if not found:
        what = "month with a commit" if tags is None else f"tag of a version that matches {tags!r}"
        raise NoTrend(f"there is no {what}{f' since {since}' if since else ''}")
    return snapshot, found


def trend(snapshot: Snapshot, revisions: Sequence[Revision], by: str, options: Options, progress: Progress | None = None) -> Trend:
    """The steps of a trend; those that are known from an earlier one are not made again. Raises SnapshotError."""
    assert snapshot.git
    history = History(snapshot, [r.commit for r in revisions]) if options.history else None
    kept = Kept(snapshot.git, repr((options, snapshot.name, snapshot.focus)), use=options.cache)

    def tags(revision: Revision) -> list[str]:
        return [f"{tag.name} {tag.date}" for tag in history.tags(revision.commit)] if history else []

    known = {r: replace(step, revision=r) for r in revisions if (step := kept.get(r.commit, tags(r)))}
    missing = [r for r in revisions if r not in known]
    made = _judged(snapshot, missing, history, options, progress)
    kept.keep((step, tags(step.revision)) for step in made)
    known |= {step.revision: step for step in made}
    return Trend(snapshot.name, by, tuple(known[r] for r in revisions))


def _judged(
    snapshot: Snapshot, revisions: Sequence[Revision], history: History | None, options: Options, progress: Progress | None
) -> list[Step]:
    """The steps of revisions, in any order. Two processes go from the middle one, which both then have, to the oldest and the newest."""
    if not revisions:
        return []
    walk = _Walk(snapshot, history, options)
    walk.prepare(revisions[-1].commit)
    here, done = os.getpid(), itertools.count()

    def to(revision: Revision) -> Step:
        if progress and os.getpid() == here:  # the other has as many behind it
            progress(min(max(2 * next(done) - 1, 0), len(revisions)), len(revisions), revision.name)
        return walk.to(revision)

    if len(revisions) > 2 and parallel.can_fork(parallel.ENOUGH):
        middle = len(revisions) // 2
        first = to(revisions[middle])
        with parallel.Others([*revisions[middle + 1 :], *revisions[:middle]], to) as others:
            return [first, *others.results()[0]]
    return list(map(to, revisions))


class _Walk:
    """Scans one revision after the other; goes on by itself in each process."""

    def __init__(self, snapshot: Snapshot, history: History | None, options: Options) -> None:
        assert snapshot.git
        self._git, self._newest, self._history, self._options = snapshot.git, snapshot, history, options
        self._rules = load()
        searching.remember()
        self._source, self._process = Objects(snapshot.git), os.getpid()
        self._earlier = Earlier(goes_on=True)

    def prepare(self, revision: str) -> None:
        """Reads the history, as the configuration of the newest revision wants it read."""
        if self._history:
            config = Config() if self._options.isolated else read_config(self._at(revision), by_name(self._rules))
            self._history.held(config.rules)

    def to(self, revision: Revision) -> Step:
        """The step of a revision; one whose configuration is wrong, or whose tree cannot be read, costs no other."""
        try:
            snapshot = self._at(revision.commit)
            given = self._history.facts(revision.commit) if self._history else ()
            scan = scan_snapshot(snapshot, self._rules, self._options, None, self._earlier, *given)
        except (ConfigError, SnapshotError) as error:
            return Step(revision, why=str(error))
        self._earlier = Earlier(scan.facts.get(Files), goes_on=True)
        return step_of(revision, scan.report)

    def _at(self, revision: str) -> Snapshot:
        git, newest = self._git, self._newest
        if self._process != os.getpid():  # a pipe to git cannot be shared
            self._source, self._process = Objects(git), os.getpid()
        made = of_objects(git, newest.name, revision, False, newest.focus, is_commit=True)
        return replace(made, source=self._source, web=newest.web)
