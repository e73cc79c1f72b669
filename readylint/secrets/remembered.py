"""What earlier scans of a history found, so that only what is new is read: places and keyed hashes, never a value.

A file of the user's cache holds, for one repository, the tips whose history was read whole. It counts only where everything that
decides is as it was, and all its tips are still reached; else the history is read anew. What could not be read whole is not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
from pathlib import Path

import msgspec
from msgspec import Struct

from readylint import cache
from readylint.git import Git, GitError
from readylint.secrets import blobs
from readylint.secrets.blobs import Blobs
from readylint.secrets.credential import Known
from readylint.secrets.past import Past
from readylint.snapshot import Snapshot

MOST_TIPS = 10_000  # more do not fit on a command line


class Memory(Struct):
    """What was found: `settings` decided it, `tips` and `others` (tags of blobs and trees) are what was read."""

    settings: str
    tips: list[str]
    others: list[str]
    read: int
    known: list[Known]


def read(snapshot: Snapshot, past: Past) -> Blobs:
    """Reads what is new in a history into `past`, and remembers it. Says what could not be read."""
    git, head = snapshot.git, snapshot.revision
    assert git and head
    try:
        tips, others = blobs.tips(git, head)
        path = _file(git)
    except (GitError, OSError, RuntimeError):
        return past.add_all(git, head)
    settings = _settings(past)
    memory = _recalled(path, settings)
    if memory and not _all_reached(git, memory, tips, others):
        memory = None
    if memory:
        past.recall(memory.known)
        past.read += memory.read
        if (memory.tips, memory.others) == (tips, others):
            return Blobs()
    said = past.add_all(git, head, memory.tips if memory else ())
    if not (said.unread or said.problems or len(tips) > MOST_TIPS):
        with contextlib.suppress(OSError, GitError):
            if blobs.tips(git, head) != (tips, others):  # a branch that went meanwhile was perhaps not read
                return said
            cache.store(path, msgspec.json.encode(Memory(settings, tips, others, past.read, list(past.oldest))))
    return said


def _settings(past: Past) -> str:
    """Everything beside the history that decides what is found, as a digest."""
    paths = repr((past.rules.extra, past.rules.exclude))
    said = (*map(cache.stamp, sorted(_sources())), paths, *past.marks.said, past.hashing.key.hex())
    return hashlib.blake2b("\0".join(said).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _sources() -> list[Path]:
    """The files that hold the knowledge of secrets and paths, and detect-secrets' own."""
    here = Path(__file__).parent
    theirs = importlib.util.find_spec("detect_secrets")
    own = [path for path in here.iterdir() if path.suffix in (".py", ".toml")]
    places = [here.parent / "facts" / name for name in ("files.py", "paths.py", "paths.toml")]
    return [*own, *places, *([Path(theirs.origin)] if theirs and theirs.origin else [])]


def _file(git: Git) -> Path:
    return cache.directory() / f"history-{hashlib.blake2b(os.fsencode(git.common), digest_size=12).hexdigest()}.json"


def _recalled(path: Path, settings: str) -> Memory | None:
    """The memory of a repository where it is there, whole, and made under the same settings."""
    data = cache.read(path)
    if not data:
        return None
    try:
        memory = msgspec.json.decode(data, type=Memory)
    except msgspec.MsgspecError:  # of another version
        return None
    return memory if memory.settings == settings else None


def _all_reached(git: Git, memory: Memory, tips: list[str], others: list[str]) -> bool:
    """Whether the history still holds all that was read: nothing rewritten, no branch gone that alone held something."""
    if not set(memory.others) <= set(others):
        return False
    if set(memory.tips) <= set(tips):
        return True
    try:
        return not git.run("rev-list", "--max-count=1", *memory.tips, "--not", *tips, "--")
    except GitError:
        return False
