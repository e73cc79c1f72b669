"""Which files of an older tree have another name today, by git's own measure of likeness."""

from __future__ import annotations

import re
from collections.abc import Iterable

from readylint.facts.files import Files
from readylint.git import Git, GitError
from readylint.matching import Newer
from readylint.snapshot import Snapshot

_REVISION = re.compile(r"[0-9a-f]{40,64}")
_OPTIONS = ("-M", "-l5000", "--diff-filter=R", "--name-status", "-z", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all")


def since(revision: str, paths: Iterable[str], snapshot: Snapshot, files: Files, *, whole_history: bool) -> Newer:
    """A tree as the newer one, beside an older revision in which something was found at some paths."""

    def text_of(path: str) -> str | None:
        file = files.get(path)
        return file.text if file else None

    present = frozenset(entry.path for entry in snapshot.entries)
    if present.issuperset(filter(None, paths)):
        return Newer(present, {}, text_of, whole_history)  # nothing of it can have moved
    new = (snapshot.revision or "") if snapshot.of_revision else ""
    return Newer(present, renamed(snapshot.git, revision, new) if snapshot.git else None, text_of, whole_history)


def renamed(git: Git, old: str, new: str) -> dict[str, str] | None:
    """Old paths to new ones between two revisions, or a revision and the index (""); None where git cannot tell: an object is missing."""
    if not _REVISION.fullmatch(old):
        return None
    trees = ("diff-tree", "-r", *_OPTIONS, old, new) if new else ("diff-index", "--cached", *_OPTIONS, old)
    try:
        told = git.run(*trees, "--").decode("utf-8", "surrogateescape").split("\0")
    except GitError:
        return None
    return dict(zip(told[1::3], told[2::3]))
