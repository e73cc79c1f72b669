"""What is new since a revision: it is judged in memory as the tree is, by the tree's own configuration, and what fails there is known."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from readylint.config import Config
from readylint.engine import Scan
from readylint.facts.files import Files
from readylint.git import Git, GitError
from readylint.judging import scan_snapshot
from readylint.matching import match
from readylint.model import Assessment, Fresh, Since
from readylint.options import Options
from readylint.registry import load
from readylint.renames import since as beside
from readylint.snapshot import Snapshot, SnapshotError
from readylint.trace import Failure, failures


def compared(done: Scan, path: Path, options: Options) -> Scan:
    """A scan that says what is new since `options.since`. Raises SnapshotError."""
    snapshot = done.facts.get(Snapshot)
    older = _older(path, options.since, snapshot)
    asked = replace(options, revision=older.revision, index=False, since="", baseline=False, progress=None)
    before = scan_snapshot(older, load(), asked, replace(done.facts.get(Config), entries=()))
    known = [f for a in before.report.assessments for f in failures(a, before.text_of) if not _of_history(f)]
    now = [(a, f) for a in done.report.assessments for f in failures(a, done.text_of)]
    paths = (f.trace.path for f in known)
    newer = beside(older.revision or "", paths, snapshot, done.facts.get(Files), whole_history=not done.report.repository.history)
    pairs = match([f.trace for f in known], [f.trace for _, f in now], newer).pairs
    reached = _reached(older)
    fresh = [(a, f) for n, (a, f) in enumerate(now) if not (reached(f) if _of_history(f) else n in pairs)]
    new = tuple(_fresh(a, f) for a, f in fresh if not _is_accepted(a, f))
    return replace(done, report=replace(done.report, since=Since(options.since, older.revision or "", new)))


def _older(path: Path, revision: str, snapshot: Snapshot) -> Snapshot:
    try:
        return Snapshot.open(path, revision=revision)
    except SnapshotError as error:
        shallow = snapshot.git is not None and snapshot.git.shallow
        raise SnapshotError(f"--since: {error}{', in a shallow clone: fetch it' if shallow else ''}") from error


def _of_history(failure: Failure) -> bool:
    return failure.finding is not None and failure.finding.commit is not None


def _reached(older: Snapshot) -> Callable[[Failure], bool]:
    """Whether the commit that something of the history stands in was there before: branches that came since show the same history."""
    git, revision = older.git, older.revision

    @cache
    def reaches(commit: str) -> bool:
        return bool(git and revision) and _is_ancestor(git, commit, revision)  # type: ignore[arg-type]

    return lambda failure: bool(failure.finding and failure.finding.commit and reaches(failure.finding.commit))


def _is_ancestor(git: Git, commit: str, revision: str) -> bool:
    try:
        git.run("merge-base", "--is-ancestor", commit, revision)
    except GitError:
        return False
    return True


def _is_accepted(assessment: Assessment, failure: Failure) -> bool:
    if failure.finding:
        return bool(failure.finding.accepted or assessment.accepted)
    return bool(assessment.of(failure.trace.service).accepted if failure.trace.service else assessment.accepted)


def _fresh(assessment: Assessment, failure: Failure) -> Fresh:
    at = failure.finding.location if failure.finding else None
    return Fresh(assessment.item, failure.trace.message, failure.trace.service, at)

