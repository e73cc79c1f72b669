"""The history behind a snapshot: commits and tags, from git or from the script of an in-memory tree."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone

from msgspec import Struct

from readylint.git import Git, GitError
from readylint.knowledge import regex
from readylint.notation import ScriptedCommit
from readylint.snapshot import Snapshot

SWITCHED_OFF = "switched off by --no-history"
NO_GIT = "not a git repository"
NO_COMMITS = "no commits yet"
SHALLOW = "a shallow clone"
UNSURE = "this git cannot tell whether the history is whole"


_TAGGED = regex(r"\(tag: ([^()\s]+)\)")  # at the end of a scripted commit's subject


class HistoryOption(Struct, frozen=True):
    """Whether the history may be read (`--no-history` says no)."""

    read: bool = True

    @classmethod
    def of(cls) -> HistoryOption:
        return cls()


class Commit(Struct, frozen=True, gc=False):
    """One commit. `files` are the paths it changed against its parent; empty for a merge."""

    id: str
    author: str
    author_date: datetime
    committed: datetime
    subject: str
    files: tuple[str, ...] = ()


class Tag(Struct, frozen=True):
    """A tag: its own date when annotated, else its commit's, in the time zone of who made it. `commit` is "" where it names no commit."""

    name: str
    date: datetime
    commit: str


def incomplete(snapshot: Snapshot, option: HistoryOption) -> str:
    """Why the history cannot be read whole; "" when it can."""
    if snapshot.script:
        return "" if option.read else SWITCHED_OFF
    if snapshot.git is None:
        return NO_GIT
    if not snapshot.revision:
        return NO_COMMITS
    if not option.read:
        return SWITCHED_OFF
    try:
        return {True: SHALLOW, False: "", None: UNSURE}[snapshot.git.shallow]
    except GitError as error:
        return str(error)


def head_date(snapshot: Snapshot) -> datetime | None:
    """The date of HEAD, which is "now" for every rule; None where there is no commit."""
    if snapshot.script:
        return _scripted_date(snapshot.script, len(snapshot.script) - 1)
    if snapshot.git is None or not snapshot.revision:
        return None
    seconds = snapshot.git.line("log", "-1", "--format=%ct", snapshot.revision, "--")
    return date_of(seconds) if seconds else None


def commits(snapshot: Snapshot) -> Iterator[Commit]:
    """The commits of HEAD's history, newest first. Raises GitError."""
    if snapshot.script:
        yield from reversed(scripted(snapshot.script))
    elif snapshot.git and snapshot.revision:
        yield from logged(snapshot.git, snapshot.revision)


def count(snapshot: Snapshot) -> int:
    """The number of commits of HEAD's history; 0 where git cannot tell. Raises GitDied."""
    if snapshot.script or snapshot.git is None or not snapshot.revision:
        return len(snapshot.script)
    return int(snapshot.git.line("rev-list", "--count", snapshot.revision, "--") or 0)


def tags(snapshot: Snapshot) -> Iterator[Tag]:
    """The tags, by name. Raises GitError."""
    for made in scripted(snapshot.script):
        yield from (Tag(name, made.committed, made.id) for name in _TAGGED.findall(made.subject))
    if snapshot.git is None or snapshot.script:
        return
    fields = "%(refname:strip=2)%00%(creatordate:raw)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)"
    for line in snapshot.git.run("for-each-ref", f"--format={fields}", "refs/tags").decode("utf-8", "replace").splitlines():
        name, date, kind, oid, peeled_kind, peeled = line.split("\0")
        commit = oid if kind == "commit" else peeled if peeled_kind == "commit" else ""
        if date:
            yield Tag(name, _local(date), commit)


def scripted(script: tuple[ScriptedCommit, ...]) -> tuple[Commit, ...]:
    """The commits of an in-memory history, oldest first."""
    made = []
    for n, commit in enumerate(script):
        date = _scripted_date(script, n)
        oid = hashlib.sha1(f"{n} {commit.date} {commit.subject}".encode(), usedforsecurity=False).hexdigest()
        made.append(Commit(oid, "Example", date, date, commit.subject or "Start", (*commit.files, *commit.deleted)))
    return tuple(made)


_FORMAT = "--format=%x01{} %H%x00%an%x00%at%x00%ct%x00%s%x00"


def logged(git: Git, *revisions: str) -> Iterator[Commit]:
    """The commits that revisions reach, newest first. Raises GitError."""
    start = os.urandom(8).hex()  # what no subject and no path can know
    asked = ("log", "-z", "--name-only", "--no-renames", "--no-ext-diff", _FORMAT.format(start), *revisions, "--")
    known: dict[bytes, str] = {}  # names and paths come again and again: each is kept once
    for record in _behind(f"\x01{start} ".encode(), git.parts(*asked)):
        oid, author, authored, committed, subject, *names = record.split(b"\0")
        paths = (known.get(n) or known.setdefault(n, n.decode("utf-8", "surrogateescape")) for name in names if (n := name.lstrip(b"\n")))
        when = date_of(authored.decode())
        yield Commit(
            oid.decode(), known.get(author) or known.setdefault(author, author.decode("utf-8", "replace")), when,
            when if committed == authored else date_of(committed.decode()), subject.decode("utf-8", "replace"), tuple(paths),
        )


def _behind(mark: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
    """What stands behind each mark, as it comes: a long history is never held whole. Nothing stands before the first."""
    rest = b""
    for part in parts:
        *records, rest = (rest + part).split(mark)
        yield from filter(None, records)
    yield from filter(None, [rest])


def _scripted_date(script: tuple[ScriptedCommit, ...], n: int) -> datetime:
    """The date a commit was given; the files above the first `==` line take that line's date."""
    written = script[n].date or next((c.date for c in script[n:] if c.date), "2000-01-01")
    date = datetime.fromisoformat(written.replace("Z", "+00:00"))
    return date if date.tzinfo else date.replace(tzinfo=timezone.utc)


def _local(raw: str) -> datetime:
    """A date as git keeps it, `1700000000 +0100`, in its own time zone; one that no zone has becomes UTC."""
    seconds, _, zone = raw.partition(" ")
    date = date_of(seconds)
    if not re.fullmatch(r"[+-](?:0\d|1[0-4])[0-5]\d", zone):
        return date
    minutes = int(zone[1:3]) * 60 + int(zone[3:])
    return date.astimezone(timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes)))


def date_of(seconds: str) -> datetime:
    """Seconds as a date; an absurd number in a hand-made commit becomes the epoch."""
    try:
        return datetime.fromtimestamp(int(seconds), timezone.utc)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, timezone.utc)
