"""Clones of repositories that are elsewhere: bare, in the user's cache, brought up to date instead of cloned again.

Branches and tags alone are fetched, what a scan reads: not the pull requests of everybody, which some hosts serve as refs too.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from readylint import cache
from readylint.fleet.limits import Limits, run_within
from readylint.git import network_environment

_REFS = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")


class NotCloned(Exception):
    """A repository could not be fetched: the reason, which git gives."""


def mirrored(address: str, limits: Limits) -> Path:
    """The mirror of an address as it is now. Raises NotCloned."""
    folder = cache.directory() / "mirrors"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    mirror = folder / f"{hashlib.blake2b(address.encode(), digest_size=12).hexdigest()}.git"
    with _held(mirror.with_suffix(".lock"), limits.seconds):
        head = re.search(r"^ref: (refs/heads/\S+)\tHEAD$", _git(limits, "ls-remote", "--symref", "--", address, "HEAD"), re.MULTILINE)
        try:
            _fetch(mirror, address, limits)
        except NotCloned:  # the other side answers, so it may be the mirror: a fetch that was killed leaves locks behind
            shutil.rmtree(mirror, ignore_errors=True)
            _fetch(mirror, address, limits)
        if head:
            _git(limits, f"--git-dir={mirror}", "symbolic-ref", "HEAD", head[1])
    return mirror


def _fetch(mirror: Path, address: str, limits: Limits) -> None:
    if not mirror.exists():
        _git(limits, "init", "--quiet", "--bare", "--template=", str(mirror))
        _git(limits, f"--git-dir={mirror}", "config", "remote.origin.url", address)  # it is named by that
    _git(limits, f"--git-dir={mirror}", "fetch", "--quiet", "--prune", "--no-write-fetch-head", "--", address, *_REFS)


def _git(limits: Limits, *arguments: str) -> str:
    try:
        ended = run_within(limits, ["git", *arguments], network_environment())
    except OSError as error:
        raise NotCloned(f"git cannot be started: {error.strerror}") from error
    if ended.broken:
        raise NotCloned(f"git took more than {limits.said(ended.broken)}")
    if ended.code:
        raise NotCloned(next(iter(ended.said.strip().splitlines()), f"git exits with {ended.code}"))
    return ended.output.decode("utf-8", "replace")


@contextlib.contextmanager
def _held(path: Path, seconds: float) -> Iterator[None]:
    """The lock on a mirror, which another run may hold for a while."""
    import fcntl

    until = time.monotonic() + seconds
    with path.open("w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError as error:
                if time.monotonic() > until:
                    raise NotCloned("another run has been fetching it all the time") from error
                time.sleep(0.2)
        yield
