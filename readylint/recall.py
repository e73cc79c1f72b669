"""A scan of what has not changed since is recalled, not done again.

What decides a report: the files (size, and when each was last touched), the commits, refs and objects of the history, how the scan was
asked for, and what readylint itself is. All of that makes a key; a report is kept in the user's cache with its key, and counts only
under the same one. A report with a rule that crashed is never kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from readylint import cache
from readylint.git import Git, GitError
from readylint.model import Report
from readylint.snapshot import Snapshot

FORMS = 4  # that a report is kept in, the last ones


class Kept(Struct):
    """A report and the key that it was made under."""

    key: str
    report: Report
    texts: dict[str, str] = {}  # the report as it was printed, by its form


class Recall:
    """The report of the last scan that was asked for like this one, and a place for that of this one. `asked`: all that the caller
    chose, as a text."""

    def __init__(self, snapshot: Snapshot, asked: str, rules: Iterable[Path]) -> None:
        self._key = self._path = None
        self._git = snapshot.git
        self._kept: Kept | None = None
        with contextlib.suppress(GitError, OSError, RuntimeError):  # no home, an unreadable folder
            self._past = _history(self._git)
            self._key = digest([asked, *program(rules), *_tree(snapshot), *self._past])
            self._path = cache.directory() / f"scan-{digest([snapshot.name, snapshot.where, asked])}.json"

    def report(self) -> Report | None:
        """The kept report; None where there is none for this state of things."""
        data = self._path and cache.read(self._path)
        if not data:
            return None
        try:
            kept = msgspec.json.decode(data, type=Kept)
        except msgspec.MsgspecError:  # of another version
            return None
        self._kept = kept if kept.key == self._key else None
        return self._kept.report if self._kept else None

    def keep(self, report: Report) -> None:
        """Keeps a report, if it may be."""
        if self._key and not any(a.verdict == "error" for a in report.assessments):
            with contextlib.suppress(GitError, OSError):
                if _history(self._git) == self._past:  # a branch may have gone before its history was read, and come back
                    self._store(Kept(self._key, report))

    def text(self, form: str, render: Callable[[], str]) -> str:
        """The report in a form, whose name says all that decides it beside the report and its tree: kept, or rendered now."""
        if self._kept is None:
            return render()
        if form not in self._kept.texts:
            others = dict(list(self._kept.texts.items())[1 - FORMS :])
            self._store(replace(self._kept, texts={**others, form: render()}))
        return self._kept.texts[form]

    def _store(self, kept: Kept) -> None:
        self._kept = kept
        if self._path:
            with contextlib.suppress(OSError, UnicodeEncodeError):  # a path that is not UTF-8
                cache.store(self._path, msgspec.json.encode(kept))  # MessagePack would lose the zone of a date


def digest(parts: list[str]) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def program(rules: Iterable[Path]) -> Iterator[str]:
    """What readylint is: its files and rules, the interpreter, and the folders that packages are installed in."""
    yield sys.version
    for root in (Path(__file__).parent, *rules):
        for folder, _, names in os.walk(root):
            yield from (cache.stamp(os.path.join(folder, name)) for name in sorted(names) if name.endswith((".py", ".toml")))
    yield from (cache.stamp(folder) for folder in sys.path if os.path.isdir(folder) and folder.endswith("-packages"))


def _tree(snapshot: Snapshot) -> Iterator[str]:
    yield repr((snapshot.web, snapshot.revision, snapshot.focus, snapshot.skipped, snapshot.notes, snapshot.dirty, snapshot.untracked))
    for entry in snapshot.entries:
        yield f"{entry.path} {entry.size} {entry.oid} {entry.touched}"


def _history(git: Git | None) -> list[str]:
    """The refs, and when the folders of objects changed: what was missing may be there now."""
    if git is None:
        return []
    refs = git.run("for-each-ref", "--format=%(refname) %(objectname)").decode("utf-8", "surrogateescape")
    folder = git.common
    with os.scandir(folder / "objects") as found:
        return [refs, cache.stamp(folder / "shallow"), *sorted(f"{one.name} {one.stat().st_mtime_ns}" for one in found)]
