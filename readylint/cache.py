"""The user's cache directory, and the files in it.

A file is read only when it is the user's own and its check sum says that it is as it was written; it is written whole or not at all,
for its user alone. Without a usable cache everything works as ever, and takes longer.
"""

from __future__ import annotations

import contextlib
import os
import sys
import zlib
from pathlib import Path

_SUM = 4  # bytes in front of the others


def directory() -> Path:
    """The user's cache directory for readylint."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "readylint" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "readylint"
    asked = os.environ.get("XDG_CACHE_HOME", "")
    given = os.path.isabs(asked)  # else it counts for nothing, says the standard
    return Path(asked if given else Path.home() / ".cache") / "readylint"


def key() -> bytes | None:
    """The user's own key for hashes, made at the first use; None without a usable cache."""
    with contextlib.suppress(OSError, RuntimeError):
        path = directory() / "key"
        if not (kept := read(path)):
            store(path, os.urandom(32))
        return kept or read(path)  # perhaps that of another scan, which came at the same time
    return None


def stamp(path: str | Path) -> str:
    """A file's path, size and time: another one when it has changed. The path alone where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return str(path)
    return f"{path} {found.st_size} {found.st_mtime_ns}"


def is_own(path: Path) -> bool:
    """Whether a file is there and nobody else could have written it."""
    try:
        found = path.stat()
    except OSError:
        return False
    return not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o022)


def read(path: Path) -> bytes | None:
    """A file of the cache; None where there is none, or not as it was written by this user."""
    if not is_own(path):
        return None
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if data[:_SUM] == _sum(data[_SUM:]):
        return data[_SUM:]
    import logging  # late: hardly ever wanted

    logging.getLogger("readylint").warning("readylint: a file of the cache is damaged, and made anew: %s", path.name)
    return None


def _sum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(_SUM, "big")


def store(path: Path, data: bytes) -> None:
    """Writes a file of the cache, whole or not at all, for its user only. Raises OSError."""
    import tempfile  # late: only what is new is written

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(_sum(data) + data)
        Path(name).replace(path)
    except BaseException:  # an interruption too
        Path(name).unlink(missing_ok=True)
        raise
