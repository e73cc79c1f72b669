"""Hyperscan databases, kept compiled in the user's cache: compiling one takes ten times as long as a small scan.

A file is named after the patterns and the library's version, so a changed pattern set is another file. Without a writable cache the
patterns are compiled each time, in a process apart: the library heeds no signal as long as that takes, and Ctrl-C would wait for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from functools import partial
from pathlib import Path
from typing import Any

from readylint import cache, parallel


def compiled(patterns: list[bytes], first: int) -> Any:
    """The database of these patterns, numbered from the first on, from the cache or compiled now."""
    import hyperscan  # late: only where its prefilter is used

    path = _path(getattr(hyperscan, "__version__", ""), patterns, first)
    if path and (kept := cache.read(path)):
        with contextlib.suppress(hyperscan.HyperscanError):  # of another processor, say
            return hyperscan.loadb(kept, hyperscan.HS_MODE_BLOCK)
    made = parallel.apart(partial(_made, patterns, first))
    if path:
        with contextlib.suppress(OSError):
            cache.store(path, made)
    return hyperscan.loadb(made, hyperscan.HS_MODE_BLOCK)


def _path(version: str, patterns: list[bytes], first: int) -> Path | None:
    said = "\0".join((version, sys.platform, str(first), *(p.decode("latin-1") for p in patterns)))
    with contextlib.suppress(OSError, RuntimeError):  # no home
        return cache.directory() / f"secrets-{hashlib.blake2b(said.encode(), digest_size=12).hexdigest()}.database"
    return None


def _made(patterns: list[bytes], first: int) -> bytes:
    import hyperscan

    made = hyperscan.Database()
    numbers = list(range(first, first + len(patterns)))
    made.compile(expressions=patterns, ids=numbers, elements=len(patterns), flags=[hyperscan.HS_FLAG_MULTILINE] * len(patterns))
    packed: bytes = hyperscan.dumpb(made)
    return packed
