"""The history behind the revisions of a trend: read once, and of each revision what it alone reaches, as if the repository ended there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from readylint import history
from readylint.facts.commits import CommitCount, Commits, Head, Tags
from readylint.facts.edits import Versions
from readylint.facts.paths import PathRules
from readylint.facts.secrets import KnownHistory
from readylint.git import Git, GitError
from readylint.history import Commit, HistoryOption, Tag
from readylint.secrets.blobs import Blobs
from readylint.secrets.held import Held, held
from readylint.secrets.past import Past
from readylint.snapshot import Snapshot, SnapshotError


class History:
    """What of the history each of several revisions reaches. Raises SnapshotError when it cannot be read."""

    def __init__(self, snapshot: Snapshot, revisions: Sequence[str]) -> None:
        assert snapshot.git
        self._git, self._revisions = snapshot.git, list(revisions)
        self._bits = {revision: 1 << n for n, revision in enumerate(self._revisions)}
        self._why = history.incomplete(snapshot, HistoryOption(True))
        self._held: dict[object, Held] = {}
        self._versions = Versions()
        try:
            self._reached = _reached(self._git, self._bits)
            self._tags = sorted(history.tags(snapshot), key=lambda tag: tag.date, reverse=True)
        except GitError as error:
            raise SnapshotError(f"the history cannot be read: {error}") from error

    def reads(self, revision: str, commit: str) -> bool:
        """Whether a revision reaches a commit."""
        return bool(self._reached.get(commit, 0) & self._bits[revision])

    def tags(self, revision: str) -> list[Tag]:
        """The tags that a revision reaches, the newest first."""
        return [tag for tag in self._tags if self.reads(revision, tag.commit)]

    def held(self, rules: PathRules) -> Held:
        """The secrets of all of it, read at the first asking; which paths count is the configuration's to say."""
        key = (rules.extra, rules.exclude)
        if key not in self._held:
            self._held[key] = held(self._git, self._revisions, rules)
        return self._held[key]

    def facts(self, revision: str) -> tuple[object, ...]:
        """What the scan of a revision need not read for itself."""
        commits = tuple(commit for commit in self._commits if self.reads(revision, commit.id))
        date = next((commit.committed for commit in commits if commit.id == revision), None)

        def read(past: Past) -> Blobs:
            return self.held(past.rules).into(past, lambda commit: self.reads(revision, commit))

        return (
            Head(date),
            Commits(commits, not self._why, self._why, date),
            CommitCount(len(commits), self._why, date),
            Tags(tuple(self.tags(revision)), not self._why, self._why),
            KnownHistory(read),
            self._versions,
        )

    @cached_property
    def _commits(self) -> tuple[Commit, ...]:
        return tuple(history.logged(self._git, *self._revisions))


def _reached(git: Git, bits: Mapping[str, int]) -> dict[str, int]:
    """Every commit, and the bits of the revisions that reach it."""
    found = dict(bits)
    for line in git.run("rev-list", "--topo-order", "--parents", *bits, "--").decode().splitlines():  # children before parents
        commit, *parents = line.split(" ")
        for parent in parents:
            found[parent] = found.get(parent, 0) | found[commit]
    return found
