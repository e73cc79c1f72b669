"""Commits and tags: HEAD's history in one pass, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from readylint import history
from readylint.git import GitError
from readylint.history import Commit, HistoryOption, Tag
from readylint.snapshot import Snapshot


class Head(Struct, frozen=True):
    """The date of HEAD, which is "now" for every rule; None where there is no commit, or git does not tell."""

    date: datetime | None

    @classmethod
    def of(cls, snapshot: Snapshot) -> Head:
        try:
            return cls(history.head_date(snapshot))
        except GitError:
            return cls(None)


class Commits(Struct, frozen=True):
    """The commits of HEAD's history, newest first. Where `complete` is false, `why` says so; `head_date` is "now"."""

    all: tuple[Commit, ...]
    complete: bool
    why: str
    head_date: datetime | None

    def __iter__(self) -> Iterator[Commit]:
        return iter(self.all)

    @classmethod
    def of(cls, snapshot: Snapshot, option: HistoryOption, head: Head) -> Commits:
        why = history.incomplete(snapshot, option)
        now = head.date
        if why and why != history.SHALLOW:
            return cls((), False, why, now)
        try:
            return cls(tuple(history.commits(snapshot)), not why, why, now)
        except GitError as error:
            return cls((), False, str(error), now)


class CommitCount(Struct, frozen=True):
    """How many commits HEAD's history has, without reading what they changed. `why` and `head_date` as those of `Commits`."""

    number: int
    why: str
    head_date: datetime | None

    @classmethod
    def of(cls, snapshot: Snapshot, option: HistoryOption, head: Head) -> CommitCount:
        why = history.incomplete(snapshot, option)
        try:
            return cls(0 if why and why != history.SHALLOW else history.count(snapshot), why, head.date)
        except GitError as error:
            return cls(0, str(error), head.date)


class Tags(Struct, frozen=True):
    """All tags, newest first."""

    all: tuple[Tag, ...]
    complete: bool
    why: str

    def __iter__(self) -> Iterator[Tag]:
        return iter(self.all)

    @classmethod
    def of(cls, snapshot: Snapshot, option: HistoryOption) -> Tags:
        why = history.incomplete(snapshot, option)
        if why and why != history.SHALLOW:
            return cls((), False, why)
        try:
            found = sorted(history.tags(snapshot), key=lambda tag: tag.date, reverse=True)
        except GitError as error:
            return cls((), False, str(error))
        return cls(tuple(found), not why, why)
