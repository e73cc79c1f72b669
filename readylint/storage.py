"""One tracked file, and where its bytes come from: the disk, git's objects, or memory."""

from __future__ import annotations

import os
import stat
import sys
from io import FileIO
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from readylint.git import Git

# No link is followed, and no FIFO waited for; what a system lacks is left out.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_SPEAKS_UTF8 = sys.getfilesystemencoding() == "utf-8"
LARGEST = 8 << 20  # bytes; a larger file is named under coverage, not read


class Entry(Struct, frozen=True):
    """One tracked file: path with forward slashes, size in bytes (-1 unknown until read), object id where git knows it; of a file on
    disk the time in nanoseconds when anything of it last changed."""

    path: str
    size: int
    oid: str = ""
    touched: int = 0


def on_disk(path: str) -> str:
    """A path as git names it, which is UTF-8 to us, as the functions of the system take it, whose locale may be another."""
    return path if _SPEAKS_UTF8 else os.fsdecode(path.encode("utf-8", "surrogateescape"))


def in_git(path: str) -> str:
    """A path of the system as git names it."""
    return path if _SPEAKS_UTF8 else os.fsencode(path).decode("utf-8", "surrogateescape")


class Source(Protocol):
    """Where the bytes of an entry come from."""

    def read(self, entry: Entry) -> bytes: ...


class Memory:
    """Texts held in memory, by path."""

    def __init__(self, tree: dict[str, bytes]) -> None:
        self._tree = tree

    def read(self, entry: Entry) -> bytes:
        return self._tree[entry.path]


class Disk:
    """Reads below one folder; a symbolic link is never followed, in no part of a path."""

    def __init__(self, root: Path) -> None:
        self.root = os.path.realpath(root)
        self._inside: dict[str, bool] = {}

    def read(self, entry: Entry) -> bytes:
        full = os.path.join(self.root, *on_disk(entry.path).split("/"))
        folder = os.path.dirname(full)
        if folder not in self._inside:
            self._inside[folder] = os.path.realpath(folder) == os.path.normpath(folder)
        if not self._inside[folder]:
            raise OSError("its folder is a symbolic link")
        handle = os.open(full, _FLAGS)
        with FileIO(handle) as stream:  # unbuffered: it is read once, whole
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                raise OSError("not a regular file")
            if found.st_size > LARGEST:
                raise OSError(f"it grew beyond {LARGEST >> 20} MB")
            return stream.readall()


class Objects:
    """Reads blobs through one `git cat-file --batch`."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._process: Any = None

    def read(self, entry: Entry) -> bytes:
        import subprocess

        if self._process is None:
            self._process = self._git.pipe("cat-file", "--batch", stdin=subprocess.PIPE)
        pipe, out = self._process.stdin, self._process.stdout
        if pipe is None or out is None:
            raise OSError("git gives no pipe")
        pipe.write(entry.oid.encode() + b"\n")
        pipe.flush()
        head = out.readline().split()
        if len(head) < 3:
            self._process = None if not head else self._process
            raise OSError("its object is missing")
        data: bytes = out.read(int(head[2]))
        if not out.read(1):
            raise OSError("git ended in its midst")
        return data
