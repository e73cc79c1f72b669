"""The files of one tree: a work tree, the index, a revision, or a text that describes one. Reads; never interprets."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from readylint.crash import Mistake
from readylint.git import Git, GitError
from readylint.notation import ScriptedCommit, scripted
from readylint.remote import web_address
from readylint.storage import LARGEST, Disk, Entry, Memory, Objects, Source, in_git, on_disk

LEFT_OUT = "not checked out"


class SnapshotError(Mistake):
    """There is no such tree to read."""


class Snapshot(Struct, frozen=True):
    """A tree and where it came from. `git` is None in a folder without git and in memory; `focus` is the scanned subfolder."""

    name: str
    entries: tuple[Entry, ...]
    source: Source
    git: Git | None = None
    revision: str | None = None
    focus: str = ""
    skipped: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    script: tuple[ScriptedCommit, ...] = ()
    beside: Beside | None = None
    web: str = ""  # its page on the host that it was cloned from

    @property
    def forkable(self) -> bool:
        """Whether two processes may read it at once: a pipe to git cannot be shared."""
        return not isinstance(self.source, Objects)

    @property
    def of_revision(self) -> bool:
        """Whether it is the tree of a commit, and not the work tree or the index."""
        return isinstance(self.source, Objects) and self.beside is None and self.revision is not None

    @property
    def where(self) -> str:
        """The folder on disk, "" in memory."""
        return str(self.git.folder.resolve()) if self.git else self.source.root if isinstance(self.source, Disk) else ""

    @property
    def dirty(self) -> bool:
        """Whether tracked files differ from HEAD."""
        return self.beside is not None and self.beside.dirty

    @property
    def untracked(self) -> int:
        """Files of the work tree that git neither tracks nor ignores."""
        return self.beside.untracked if self.beside else 0

    def leaves_out(self, path: str) -> bool:
        """Whether a file is in the work tree that git neither tracks nor ignores."""
        return self.beside is not None and path in self.beside.others

    def read(self, entry: Entry) -> bytes:
        """The bytes of a file. Raises OSError when it cannot be read."""
        return self.source.read(entry)

    @classmethod
    def of(cls, text: str, name: str = "example") -> Snapshot:
        """A tree in memory, from the notation of rules' examples (notation.py)."""
        commits = tuple(scripted(text))
        tree: dict[str, bytes] = {}
        for commit in commits:
            tree |= commit.files
            for gone in commit.deleted:
                tree.pop(gone, None)
        entries = tuple(Entry(path, len(data)) for path, data in sorted(tree.items()))
        return cls(name, entries, Memory(tree), script=commits if len(commits) > 1 else ())

    @classmethod
    def open(cls, path: Path, *, revision: str | None = None, index: bool = False) -> Snapshot:
        """The tree at a path. Raises SnapshotError for a missing path or revision."""
        if not path.exists():
            raise SnapshotError(f"no such path: {path}; name the folder of a repository")
        if path.is_file():
            raise SnapshotError(f"not a folder: {path}; `readylint check {path}` judges a file")
        inside, bare, focus, top = whereabouts(path)
        if not inside and not bare:
            if revision or index:
                raise SnapshotError(f"{path} is not a git repository, so it has no {'index' if index else 'revisions'}")
            return _of_folder(path)
        git = Git(top)
        url = origin(git)
        made = of_objects(git, "", revision or "HEAD", index, focus) if index or revision or bare else _of_work_tree(git, top, focus)
        return replace(made, name=named(url(), top), web="" if index else web_address(url()))


def origin(git: Git) -> Callable[[], str]:
    """Where a repository was cloned from, "" for nowhere. Git is asked at once, and waited for by whoever wants to know."""
    asked = git.begin("config", "--get", "remote.origin.url")

    @cache
    def url() -> str:
        try:
            return asked().decode("utf-8", "replace").strip()
        except GitError:  # no such remote
            return ""

    return url


def named(url: str, top: Path) -> str:
    """What a repository is called: by where it was cloned from, so that every clone of it has the same name, else by its folder."""
    last = re.split(r"[/:\\]", url.rstrip("/\\"))[-1].removesuffix(".git")
    return last if re.fullmatch(r"[\w.-]*\w[\w.-]*", last) else top.resolve().name.removesuffix(".git")


def _of_folder(root: Path) -> Snapshot:
    entries: list[Entry] = []
    skipped: list[tuple[str, str]] = []

    def below(full: str) -> str:
        return in_git(os.path.relpath(full, root).replace(os.sep, "/"))

    def unreadable(error: OSError) -> None:
        skipped.append((below(error.filename), f"cannot be read: {error.strerror}"))

    for folder, folders, names in os.walk(root, onerror=unreadable):
        folders[:] = sorted(f for f in folders if f != ".git" and not os.path.islink(os.path.join(folder, f)))
        for name in sorted(n for n in names if n != ".git"):
            full = os.path.join(folder, name)
            _add(below(full), full, "", entries, skipped)
    return Snapshot(root.resolve().name, tuple(entries), Disk(root), skipped=tuple(skipped), notes=_broken(root))


def _broken(root: Path) -> tuple[str, ...]:
    """What git says of a `.git` that it cannot read; nothing where there is none, here or above."""
    if not any(os.path.lexists(folder / ".git") for folder in (root.absolute(), *root.absolute().parents)):
        return ()
    try:
        Git(root).run("rev-parse", "--git-dir")
    except GitError as error:
        return (f"there is a .git, which git cannot read ({error}): the folder is judged, without its history",)
    return ()


def whereabouts(path: Path) -> tuple[bool, bool, str, Path]:
    """Whether a path is inside a work tree, or else in a bare repository; its place below the top, and the top."""
    git = Git(path)
    said = git.line("rev-parse", "--is-inside-work-tree", "--is-bare-repository", "--show-cdup", "--show-prefix").split("\n", 3)
    inside, bare, up, prefix = (*said, "", "", "", "")[:4]
    if inside == "true":
        return True, False, prefix.rstrip("/"), path / up
    return False, bare == "true", "", path


class Beside:
    """What is in the work tree beside the tree that is judged. Git is asked at once, and waited for when somebody wants to know."""

    def __init__(self, git: Git) -> None:
        self._staged = git.begin("diff-index", "--cached", "--name-only", "-z", "HEAD", "--")
        self._others = git.begin("ls-files", "-o", "-z", "--exclude-standard")
        self.changed = False

    @cached_property
    def dirty(self) -> bool:
        """Whether the index differs from HEAD, or a file from the index."""
        try:
            return bool(self._staged()) or self.changed
        except GitError:
            return True

    @cached_property
    def others(self) -> frozenset[str]:
        return frozenset(self._others().decode("utf-8", "surrogateescape").split("\0")[:-1])

    @property
    def untracked(self) -> int:
        return len(self.others)


def _of_work_tree(git: Git, top: Path, focus: str) -> Snapshot:
    entries: list[Entry] = []
    skipped: list[tuple[str, str]] = []
    beside = Beside(git)
    root = os.path.realpath(top)
    try:
        indexed = _indexed(git)
    except GitError as error:  # the last commit is there all the same
        told = of_objects(git, "", "HEAD", False, focus)
        return replace(told, notes=(f"the index cannot be read ({error}): the last commit is judged, not the work tree",))
    for mode, oid, stage, path, stamp in indexed:
        if mode == "160000":
            skipped.append((path, "a submodule"))
        elif stage in "02":
            full = os.path.join(root, *on_disk(path).split("/"))
            found = _add(path, full, oid, entries, skipped)
            beside.changed = beside.changed or (found is not None and _differs(full, oid, stamp, found))
    return Snapshot(
        "",
        tuple(entries),
        Disk(top),
        git,
        git.line("rev-parse", "--verify", "-q", "HEAD") or None,
        focus=focus,
        skipped=tuple(skipped),
        beside=beside,
    )


_STAMP = re.compile(rb"\n  ctime: \d+:\d+\n  mtime: (\d+):(\d+)\n  dev: .*\n  uid: .*\n  size: (\d+)\tflags: \w+\n")


def _indexed(git: Git) -> Iterator[tuple[str, str, str, str, tuple[int, int]]]:
    """Every entry of the index: mode, object id, stage, path, and the time and size of the file when it was added. Raises GitError."""
    return _entries(b"\n" + git.run("ls-files", "-s", "-z", "--debug"))


def _entries(rest: bytes) -> Iterator[tuple[str, str, str, str, tuple[int, int]]]:
    at = 1
    while at < len(rest):
        end = rest.index(b"\0", at)
        meta, _, path = rest[at:end].partition(b"\t")
        stamp = _STAMP.match(b"\n" + rest[end + 1 : end + 400])
        mode, oid, stage = meta.decode().split(" ")
        seen = (int(stamp[1]) * 1_000_000_000 + int(stamp[2]), int(stamp[3])) if stamp else (-1, -1)
        yield mode, oid, stage, path.decode("utf-8", "surrogateescape"), seen
        at = end + (len(stamp[0]) if stamp else 1)


def _differs(full: str, oid: str, stamp: tuple[int, int], found: os.stat_result) -> bool:
    """Whether a file is not what the index holds. Git itself is not asked: it would run the repository's clean filter."""
    if (found.st_mtime_ns, found.st_size & 0xFFFFFFFF) == stamp:
        return False
    try:
        with open(full, "rb") as stream:
            data = stream.read(LARGEST)
    except OSError:
        return False
    algorithm = hashlib.sha1 if len(oid) == 40 else hashlib.sha256
    return algorithm(b"blob %d\0" % len(data) + data).hexdigest() != oid


def _add(path: str, full: str, oid: str, entries: list[Entry], skipped: list[tuple[str, str]]) -> os.stat_result | None:
    """Adds a file to the entries, where it is one that is read, and tells how it stands; else to what is skipped."""
    try:
        found = os.lstat(full)
    except OSError as error:
        gone = error.errno in (errno.ENOENT, errno.ENOTDIR)
        skipped.append((path, LEFT_OUT if gone else f"cannot be read: {error.strerror}"))
        return None
    regular = stat.S_ISREG(found.st_mode)
    if regular and found.st_size <= LARGEST:
        entries.append(Entry(path, found.st_size, oid, max(found.st_mtime_ns, found.st_ctime_ns)))
        return found
    why = f"larger than {LARGEST >> 20} MB" if regular else "a symbolic link" if stat.S_ISLNK(found.st_mode) else "not a regular file"
    skipped.append((path, why))
    return None


def of_objects(git: Git, name: str, revision: str, index: bool, focus: str, *, is_commit: bool = False) -> Snapshot:
    """The tree of a revision, or the index. `is_commit`: git told the revision as the id of one. Raises SnapshotError."""
    commit = revision if is_commit else git.line("rev-parse", "--verify", "-q", "--end-of-options", f"{revision}^{{commit}}")
    if not commit and revision != "HEAD":
        raise SnapshotError(f"no such revision: {revision}; `git branch -a` and `git tag` list what is here")
    entries: list[Entry] = []
    skipped: list[tuple[str, str]] = []
    for record in _listed(git, commit, index):
        meta, _, path = record.partition("\t")
        mode, *rest = meta.split()
        oid, size = (rest[0], -1) if index else (rest[1], int(rest[2]) if rest[2].isdigit() else -1)
        if mode == "160000":
            skipped.append((path, "a submodule"))
        elif mode == "120000":
            skipped.append((path, "a symbolic link"))
        elif size > LARGEST:
            skipped.append((path, f"larger than {LARGEST >> 20} MB"))
        else:
            entries.append(Entry(path, size, oid))
    return Snapshot(name, tuple(entries), Objects(git), git, commit or None, focus, tuple(skipped), beside=Beside(git) if index else None)


def _listed(git: Git, commit: str, index: bool) -> Iterator[str]:
    if not index and not commit:
        return
    try:
        yield from git.names(*(("ls-files", "-s", "-z") if index else ("ls-tree", "-r", "-l", "-z", "--full-tree", commit)))
    except GitError as error:
        raise SnapshotError(f"cannot list {'the index' if index else commit}: {error}") from error
