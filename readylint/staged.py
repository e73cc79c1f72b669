"""The files of a commit in the making: their content in the index, since the work tree may already say something else."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from readylint.git import Git, GitError
from readylint.snapshot import Snapshot, SnapshotError, whereabouts
from readylint.storage import Disk, Entry, Objects

FEW = 12
# the files by which a repository tells how it wants to be read: they come with those that are asked for
SETTINGS = ("readylint.toml", "pyproject.toml", ".secrets.baseline", ".gitleaksignore")


def staged(path: Path, names: Sequence[str] | None) -> tuple[Snapshot, frozenset[str]]:
    """What is staged of these files, named from `path`; None: of all that differ from HEAD. A file that the index does not have is
    read from the disk. Also says which of the snapshot's files were asked for. Raises SnapshotError."""
    inside, _, _, top = whereabouts(path)
    if not inside:
        raise SnapshotError(f"{path} is not in the work tree of a git repository, so nothing is staged")
    git = Git(top)
    wanted = frozenset(_differing(git) if names is None else (_below(top, path / name) for name in names))
    found = {entry.path: entry for entry in _indexed(git, sorted({*wanted, *SETTINGS}))} if wanted else {}
    loose = [] if names is None else [Entry(name, -1) for name in wanted - set(found) if os.path.lexists(top / name)]
    gone = wanted - set(found) - {entry.path for entry in loose}
    if names is not None and gone:
        raise SnapshotError(f"no such file: {min(gone)}")
    entries = tuple(sorted([*found.values(), *loose], key=lambda entry: entry.path))
    return Snapshot(top.resolve().name, entries, _Content(git, top, len(found)), git), wanted - gone


class _Content:
    """The index where it has a file, else the disk. A few files are had without GitPython, which takes longer to import."""

    def __init__(self, git: Git, top: Path, files: int) -> None:
        self._git, self._few = git, files <= FEW
        self._objects, self._disk = Objects(git), Disk(top)

    def read(self, entry: Entry) -> bytes:
        if not entry.oid:
            return self._disk.read(entry)
        if not self._few:
            return self._objects.read(entry)
        try:
            return self._git.run("cat-file", "blob", entry.oid)
        except GitError as error:
            raise OSError("its object is missing") from error


def _differing(git: Git) -> Iterator[str]:
    """The files that the next commit would add or change."""
    try:
        yield from git.names("diff-index", "--cached", "--name-only", "-z", "--no-renames", "--diff-filter=d", "HEAD", "--")
    except GitError:  # no commit yet
        yield from git.names("ls-files", "-z")


def _indexed(git: Git, names: Sequence[str]) -> Iterator[Entry]:
    for record in git.names("ls-files", "-s", "-z", "--", *(f":(top,literal){name}" for name in names)):
        meta, _, path = record.partition("\t")
        mode, oid, stage = meta.split(" ")
        if mode.startswith("100") and stage == "0":
            yield Entry(path, -1, oid)


def _below(top: Path, path: Path) -> str:
    """The name of a file from the top of the work tree. Raises SnapshotError for one outside."""
    root, folder = os.path.realpath(top), os.path.realpath(path.parent)
    name = os.path.relpath(os.path.join(folder, path.name), root)
    if name.startswith(os.pardir):
        raise SnapshotError(f"{path} is outside {root}")
    return name.replace(os.sep, "/")
