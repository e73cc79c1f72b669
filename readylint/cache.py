"""The user's cache directory, and compiled Hyperscan databases in it: compiling takes ten times as long as a small scan.

A file is named after the patterns and the library's version, so a changed pattern set is another file; it is read only when
it is the user's own, and written whole or not at all. Without a writable cache the patterns are compiled each time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from pathlib import Path
from typing import Any


def directory() -> Path:
    """The user's cache directory for readylint."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "readylint" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "readylint"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "readylint"


def key() -> bytes | None:
    """The user's own key for hashes, made at the first use; None without a usable cache."""
    with contextlib.suppress(OSError, RuntimeError):
        path = directory() / "key"
        if not is_own(path):
            store(path, os.urandom(32))
        return path.read_bytes() or None
    return None


def compiled(patterns: list[bytes]) -> Any:
    """The database of these patterns, from the cache or compiled now."""
    import hyperscan  # late: only where its prefilter is used

    said = "\0".join((getattr(hyperscan, "__version__", ""), sys.platform, *(p.decode("latin-1") for p in patterns)))
    path = None
    with contextlib.suppress(OSError, RuntimeError):  # no home
        path = directory() / f"secrets-{hashlib.blake2b(said.encode(), digest_size=12).hexdigest()}.hsdb"
        if is_own(path):
            return _loaded(hyperscan, path.read_bytes())
    made = hyperscan.Database()
    numbers = list(range(len(patterns)))
    made.compile(expressions=patterns, ids=numbers, elements=len(patterns), flags=[hyperscan.HS_FLAG_MULTILINE] * len(patterns))
    if path:
        with contextlib.suppress(OSError):
            store(path, hyperscan.dumpb(made))
    return made


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


def _loaded(hyperscan: Any, data: bytes) -> Any:
    try:
        return hyperscan.loadb(data, hyperscan.HS_MODE_BLOCK)
    except hyperscan.HyperscanError as error:
        raise OSError(str(error)) from error


def store(path: Path, data: bytes) -> None:
    """Writes a file of the cache, whole or not at all, for its user only. Raises OSError."""
    import tempfile  # late: only what is new is written

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
