"""The files of a commit or a push in the making: as they are in the index, or in the revision that is pushed, since the work tree may
already say something else."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from readylint.git import Git, GitError
from readylint.snapshot import Snapshot, SnapshotError, whereabouts
from readylint.storage import Disk, Entry, Objects

MANY = 100  # names; git is faster at listing everything than at looking for more of them
# the files by which a repository tells how it wants to be read: they come with those that are asked for
SETTINGS = ("readylint.toml", "pyproject.toml", ".secrets.baseline", ".gitleaksignore")


def pushed() -> tuple[str, str]:
    """What the remote has, and what is pushed to it, as pre-commit and prek tell the hooks of a push; "" where they do not."""
    told = os.environ.get
    return told("PRE_COMMIT_FROM_REF", ""), told("PRE_COMMIT_TO_REF") or told("PRE_COMMIT_LOCAL_BRANCH", "")


def staged(path: Path, names: Sequence[str] | None) -> tuple[Snapshot, frozenset[str]]:
    """What is staged, or about to be pushed, of these files, named from `path`; None: of all that the commit or push changes. A file
    that git does not have is read from the disk. Also says which of the snapshot's files were asked for. Raises SnapshotError."""
    inside, _, _, top = whereabouts(path)
    if not inside:
        raise SnapshotError(f"{path} is not in the work tree of a git repository, so nothing is staged")
    git = Git(top)
    begin, end = pushed()
    if end and not git.line("rev-parse", "--verify", "-q", "--end-of-options", f"{end}^{{commit}}"):
        raise SnapshotError(f"no such revision: {end}, which a hook is said to push")
    wanted = _changed(git, begin, end) if names is None else frozenset(_below(top, path / name) for name in names)
    found = dict(_recorded(git, end, None if wanted is None else sorted({*wanted, *SETTINGS})))
    wanted = frozenset(found) if wanted is None else wanted
    loose = [] if names is None else [Entry(name, -1) for name in sorted(wanted - set(found)) if _lies(top, name)]
    gone = wanted - set(found) - {entry.path for entry in loose}
    if names is not None and gone:
        raise SnapshotError(f"no such file: {min(gone)}; name files of the repository, or say --staged")
    entries = sorted([*filter(None, found.values()), *loose], key=lambda entry: entry.path)
    return Snapshot(top.resolve().name, tuple(entries), _Content(git, top), git), wanted - gone


class _Content:
    """Git where it has a file, else the disk."""

    def __init__(self, git: Git, top: Path) -> None:
        self._objects, self._disk = Objects(git), Disk(top)

    def read(self, entry: Entry) -> bytes:
        return (self._objects if entry.oid else self._disk).read(entry)


def _changed(git: Git, begin: str, end: str) -> frozenset[str] | None:
    """The files that the commit or push would add or change; None for all there are: before the first commit, at the first push, and
    where a runner of hooks was asked for all files, which leaves nothing staged."""
    if end and not begin:
        return None
    base = git.line("merge-base", begin, end) if end else ""
    compared = ("diff-tree", "-r", base or begin, end) if end else ("diff-index", "--cached", "HEAD")
    try:
        told = list(git.names(*compared, "--name-status", "-z", "--no-renames", "--"))
    except GitError:
        return None
    if not told and not end and os.environ.get("PRE_COMMIT"):
        return None
    return frozenset(path for status, path in zip(told[::2], told[1::2]) if status != "D")


def _recorded(git: Git, revision: str, names: Sequence[str] | None) -> Iterator[tuple[str, Entry | None]]:
    """The files of the index, or of a revision, with these names (None: all), each with its entry; links and submodules have none."""
    few = names if names is not None and len(names) <= MANY else ()
    if revision:
        listed = git.names("ls-tree", "-r", "-z", "--full-tree", revision, "--", *few)
    else:
        listed = git.names("ls-files", "-s", "-z", "--", *(f":(top,literal){name}" for name in few))
    wanted = None if names is None else set(names)
    for record in listed:
        meta, _, path = record.partition("\t")
        mode, *rest = meta.split(" ")
        oid = rest[1] if revision else rest[0]
        if (wanted is None or path in wanted) and (revision or rest[1] == "0"):
            yield path, Entry(path, -1, oid) if mode.startswith("100") else None


def _lies(top: Path, name: str) -> bool:
    """Whether a name that git does not have is a file on the disk. Raises SnapshotError for a folder."""
    if os.path.isdir(top / name):
        raise SnapshotError(f"{name} is a folder: name the files in it, or say --staged")
    return os.path.lexists(top / name)


def _below(top: Path, path: Path) -> str:
    """The name of a file from the top of the work tree. Raises SnapshotError for one outside."""
    root, folder = os.path.realpath(top), os.path.realpath(path.parent)
    name = os.path.relpath(os.path.join(folder, path.name), root)
    if name.startswith(os.pardir):
        raise SnapshotError(f"{path} is outside {root}; check it in its own repository")
    return name.replace(os.sep, "/")
