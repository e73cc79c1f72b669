"""A repository as the fleet knows it: where it is, and the name of the report that its present state has.

What decides a report: the files, the refs and the commits behind them, how the scans are asked for, and what readylint is. A report in
which something ends on a day (a waiver, an attestation, a mark in the code) counts on the day it was made only.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from msgspec import Struct

from readylint.git import Git
from readylint.registry import roots
from readylint.snapshot import Snapshot, whereabouts
from readylint.version import VERSION


class Source(Struct, frozen=True):
    """A repository to scan. `repository`: its name in the fleet; `address`: its folder, or with `remote` the address to clone; `wrong`: why
    it is neither."""

    repository: str
    address: str
    remote: bool = False
    wrong: str = ""


class Asked(Struct):
    """What is asked for. `path`: where the repository is here; `policy`: all that decides a report beside it; `known`: the names of the
    reports that there are."""

    repository: str
    path: str
    options: tuple[str, ...]
    policy: str
    known: tuple[str, ...]
    day: str


class Found(Struct):
    """What was found out first. `name`: of the report of this state, `dated` where it counts today only; `known`: which of them is there
    already; `none`: why there is no repository to judge."""

    revision: str = ""
    name: str = ""
    dated: str = ""
    known: str = ""
    none: str = ""


class NoRepository(Exception):
    """There is none, or git cannot read it: the reason."""


class State(Struct, frozen=True):
    """The commit that a repository stands at, and a digest of all in it that decides a report."""

    revision: str
    digest: str


def state(path: Path) -> State:
    """The state of the repository at a path. Raises NoRepository, GitError, SnapshotError."""
    inside, bare, _, _ = whereabouts(path)
    if not inside and not bare:
        raise NoRepository("no git repository, or one that git cannot read")
    git = Git(path)
    refs = git.run("for-each-ref", "--format=%(refname) %(objectname)").decode("utf-8", "surrogateescape")
    revision = git.line("rev-parse", "--verify", "-q", "HEAD")
    return State(revision, digest(revision, refs, *git.boundary, "" if bare else _beside(path)))


def _beside(path: Path) -> str:
    """What a work tree has beside its last commit."""
    snapshot = Snapshot.open(path)
    changed = snapshot.dirty and [(entry.path, entry.size, entry.oid, entry.touched) for entry in snapshot.entries]
    return repr((changed, snapshot.untracked, snapshot.skipped, snapshot.notes))


def report_name(repository: str, state: State, policy: str, day: str = "") -> str:
    """The name of the report of a state under a policy; with a day, of one that counts on that day only."""
    return digest(repository, state.digest, policy, day)


@cache
def tool() -> str:
    """What readylint is: its version and a digest of its code, tables and rules, those of installed packs too."""
    made = hashlib.blake2b(digest_size=12)
    for root in (Path(__file__).parent.parent, *roots()):
        for path in sorted(path for ending in ("*.py", "*.toml") for path in root.rglob(ending)):
            made.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{VERSION} {made.hexdigest()}"


def digest(*parts: str) -> str:
    """24 hex digits that differ where a part does."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
