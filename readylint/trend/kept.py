"""The steps of earlier trends, kept in the user's cache: a revision is judged once, as long as nothing that decides has changed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from readylint import cache
from readylint.git import Git, GitError
from readylint.recall import digest, program
from readylint.registry import roots
from readylint.trend.steps import Step

MOST = 2000  # steps of a repository; more are of versions long gone


class _Steps(Struct):
    steps: dict[str, Step]


class Kept:
    """The kept steps of a repository. `asked`: all that the caller chose, as a text."""

    def __init__(self, git: Git, asked: str, *, use: bool) -> None:
        self._path = None
        self._known: dict[str, Step] = {}
        with contextlib.suppress(GitError, OSError, RuntimeError):  # no home
            self._asked = digest([asked, *program(roots()), *git.boundary])
            self._path = cache.directory() / f"trend-{digest([str(git.common)])}.msgpack" if use else None
        if self._path and (data := cache.read(self._path)):
            with contextlib.suppress(msgspec.MsgspecError):  # of another version
                self._known = msgspec.msgpack.decode(data, type=_Steps).steps

    def get(self, commit: str, tags: Iterable[str]) -> Step | None:
        """The step of a commit, which the tags that it reaches belong to; None where it is not known."""
        return self._known.get(self._key(commit, tags)) if self._path else None

    def keep(self, steps: Iterable[tuple[Step, Iterable[str]]]) -> None:
        """Keeps steps, each with the tags that it reaches; not one in which a rule crashed."""
        fresh = {self._key(s.revision.commit, tags): s for s, tags in steps if not any(i.verdict == "error" for i in s.items)}
        if self._path and fresh:
            known = self._known if len(self._known) < MOST else {}
            with contextlib.suppress(OSError, UnicodeEncodeError):
                cache.store(self._path, msgspec.msgpack.encode(_Steps({**known, **fresh})))

    def _key(self, commit: str, tags: Iterable[str]) -> str:
        return digest([self._asked, commit, *tags])
