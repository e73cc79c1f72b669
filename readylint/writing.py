"""Edits written to the work tree: never through a link, never outside it, never over what git could not give back."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable

from readylint.fixes.edit import Edit, applied
from readylint.git import Git, GitError
from readylint.replacing import new_mode, put

_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Refused(Exception):
    """A file is left as it is: why."""


class WorkTree:
    """The files of a repository on disk, to be changed. `force`: also those whose present state git does not know."""

    def __init__(self, root: str, git: Git | None, *, force: bool = False) -> None:
        self._root, self._git, self._force = os.path.realpath(root), git, force

    def write(self, path: str, edits: Iterable[Edit], scanned: bytes) -> None:
        """Applies the edits of one file, made for it as it was scanned. Raises Refused."""
        every = tuple(edits)
        full = self._placed(path)
        try:
            if any(e.creates for e in every):
                self._create(full, applied("", every).encode())
            else:
                self._change(path, full, every, scanned)
        except OSError as error:
            raise Refused(f"it cannot be written: {error.strerror or error}") from error

    def _placed(self, path: str) -> str:
        """Where a path of the repository is on disk, with none of its folders a link."""
        parts = path.split("/")
        if any(p in ("", ".", "..") or p.lower() == ".git" or "\0" in p or ":" in p or "\\" in p for p in parts):
            raise Refused("it is no path of a file in the repository")
        at = self._root
        for part in parts[:-1]:
            at = os.path.join(at, part)
            if os.path.lexists(at) and (os.path.islink(at) or not os.path.isdir(at)):
                raise Refused("its folder is a link, or no folder")
        return os.path.join(at, parts[-1])

    def _create(self, full: str, data: bytes) -> None:
        if os.path.lexists(full):
            raise Refused("there is such a file already, which git does not know")
        os.makedirs(os.path.dirname(full), exist_ok=True)
        put(full, data, new_mode())

    def _change(self, path: str, full: str, edits: tuple[Edit, ...], scanned: bytes) -> None:
        data, mode = _content(full)
        if data != scanned:
            raise Refused("it was changed meanwhile")
        if not self._force and self._git is None:
            raise Refused("it is in no git repository, which could bring it back: say --force to change it all the same")
        if not self._force and not self._known(path, data):
            raise Refused("it differs from the last commit: commit it first, or say --force")
        encoding = _encoding(data)
        try:
            after = applied(data.decode(encoding), edits).encode(encoding)
        except UnicodeEncodeError as error:
            raise Refused(f"it is written in {encoding}, which lacks a character of what would be added") from error
        put(full, after, mode)

    def _known(self, path: str, data: bytes) -> bool:
        """Whether the last commit has the file as it is; the line ends that git changes on its way do not count."""
        if self._git is None:
            return False
        try:
            oid = self._git.line("rev-parse", "--verify", "-q", "--end-of-options", f"HEAD:{path}")
        except GitError:
            return False
        algorithm = hashlib.sha256 if len(oid) == 64 else hashlib.sha1
        forms = (data, data.replace(b"\r\n", b"\n"))
        return any(algorithm(b"blob %d\0" % len(form) + form).hexdigest() == oid for form in forms)


def _content(full: str) -> tuple[bytes, int]:
    """The bytes of a file and its mode."""
    with os.fdopen(os.open(full, os.O_RDONLY | _NO_LINK), "rb") as stream:
        found = os.fstat(stream.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise Refused("it is no regular file")
        return stream.read(), stat.S_IMODE(found.st_mode)


def _encoding(data: bytes) -> str:
    """How a file is written, so that its bytes come back the same."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        raise Refused("it is not written in UTF-8")
    try:
        data.decode()
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
