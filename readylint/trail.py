"""Who wrote an entry, and when: the commit that brought it in as it now stands, read from the versions of the configuration.

    approver listed by Ben ── … ── override by Ana (HEAD)      Ana was listed before she decided
    Ana lists herself and decides in one commit                nobody listed her before

A version is compared by what it says, not by its lines, so that moving or commenting an entry changes nothing and changing its end date
makes it new. Commits are followed through merges to where the entry came from. Who an author is git does not prove: a name is as good
as the review of the branch it came by.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from readylint.config import FILES
from readylint.entries import Entry, Origin
from readylint.git import GitError
from readylint.history import date_of
from readylint.ledger import entries_then
from readylint.snapshot import Snapshot


class _Version(Struct, frozen=True):
    """What the configuration said at a commit."""

    entries: frozenset[Entry] = frozenset()
    approvers: frozenset[str] = frozenset()


class _Commit(Struct, frozen=True):
    parents: tuple[str, ...]
    origin: Origin


class Trail:
    """The history of one configuration file. `why`: what keeps it from being read, "" when nothing does."""

    def __init__(self, snapshot: Snapshot, path: str, ids: Mapping[str, str], why: str = "") -> None:
        self._git, self._head, self._path, self._ids = snapshot.git, snapshot.revision, path, ids
        self.why = why or ("" if snapshot.git else "this is no git repository") or ("" if snapshot.revision else "there is no commit yet")
        self._versions: dict[str, _Version] = {}

    def of(self, entry: Entry) -> Origin | None:
        """The commit that brought an entry in; None where none holds it, or the history cannot be read."""
        wanted = replace(entry, line=1)
        found = self._first(lambda version: wanted in version.entries)
        return replace(found.origin, approvers=self._approvers_before(found)) if found else None

    def listed_by(self, approver: str) -> Origin | None:
        """The commit that put an approver on the list; its `approvers` are those who were on it before."""
        found = self._first(lambda version: approver in version.approvers)
        return replace(found.origin, approvers=self._approvers_before(found)) if found else None

    def changed_since(self, origin: Origin, globs: tuple[str, ...]) -> int:
        """The number of commits after an origin that touch any of these paths."""
        if not self._git or not self._head:
            return 0
        wanted = [f":(glob){glob}" if "*" in glob else f":(literal){glob}" for glob in globs]
        try:
            said = self._git.run("log", "--format=%H", f"{origin.commit}..{self._head}", "--", *wanted)
        except GitError:
            return 0
        return len(said.split())

    def _first(self, holds: Any) -> _Commit | None:
        """The commit from which on, without a break, what is asked for holds."""
        at = next(iter(self._commits), "")
        if not at or not holds(self._version(at)):
            return None
        while older := next((p for p in self._commits[at].parents if p in self._commits and holds(self._version(p))), ""):
            at = older
        return None if self._is_cut(at) else self._commits[at]

    def _is_cut(self, commit: str) -> bool:
        """Whether a shallow clone ends here, so that what it brings may be older."""
        return bool(self._git and self._git.shallow and not self._commits[commit].parents)

    def _approvers_before(self, commit: _Commit) -> tuple[str, ...]:
        return tuple(sorted({a for p in commit.parents if p in self._commits for a in self._version(p).approvers}))

    @cached_property
    def _commits(self) -> dict[str, _Commit]:
        """The commits that touch the file, newest first, each with the nearest older ones that do."""
        if self.why or not self._git or not self._head:
            return {}
        form = "--format=%H%x00%P%x00%an%x00%ae%x00%ct"
        try:
            said = self._git.run("log", "--topo-order", "--parents", form, self._head, "--", self._path)
        except GitError:
            return {}
        found = {}
        for line in said.decode("utf-8", "replace").splitlines():
            commit, parents, author, email, seconds = line.split("\0")
            found[commit] = _Commit(tuple(parents.split()), Origin(commit, author, email, date_of(seconds)))
        return found

    def _version(self, commit: str) -> _Version:
        if commit not in self._versions:
            self._versions[commit] = self._read(commit)
        return self._versions[commit]

    def _read(self, commit: str) -> _Version:
        import tomli

        data: Any = {}
        with suppress(GitError, tomli.TOMLDecodeError):
            text = self._git.run("cat-file", "blob", f"{commit}:{self._path}") if self._git else b""
            data = tomli.loads(text.decode("utf-8", "replace"))
        for key in dict(FILES)[self._path]:
            data = data.get(key) if isinstance(data, dict) else None
        if not isinstance(data, dict):
            return _Version()
        listed = data.get("approvers")
        return _Version(entries_then(data, self._ids), frozenset(str(a) for a in listed) if isinstance(listed, list) else frozenset())
