"""A compiled pattern that knows where it need not look.

Every match of it holds one of a few words. So a long text without them is passed over, and of one that has them only those lines are looked
into on which a match may begin, where it is known how far before the words that is. It finds what `re` finds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from heapq import heapify, heappop, heapreplace
from itertools import chain
from typing import Any

from readylint.breaks import MANY, REACH

LONG = 256  # characters; in a shorter text looking for words first costs what it saves
NEAR = 2  # line breaks before a word; where a match may begin further off, all of the text is looked into
WORTH = 30_000  # characters that a pattern is looked for in before that of its lines is compiled too


class Pattern:
    """`words`: every match holds one; `before`: so many line breaks at most stand in it before that. `reach`: so many in all that decides
    it. `on_line` gives the pattern that matches where this one begins on the rest of a line."""

    def __init__(
        self,
        made: re.Pattern[Any],
        words: tuple[str, ...] = (),
        any_case: bool = False,
        before: int = MANY,
        reach: int = MANY,
        on_line: Callable[[], re.Pattern[Any]] | None = None,
    ) -> None:
        self._made, self._any_case = made, any_case
        is_text = isinstance(made.pattern, str)
        self._words: tuple[Any, ...] = words if is_text else tuple(word.encode() for word in words)
        self._left = WORTH
        self._before, self._is_near = before, is_text and reach <= REACH  # bytes have the hash that the same text has
        self._on_line = on_line if is_text and before <= NEAR else None
        if not words:
            for name in ("search", "finditer", "findall", "sub"):
                setattr(self, name, getattr(made, name))
        _all.append(self)
        if _remembering:
            self.remember()

    def remember(self) -> None:
        """From now on notes the long texts that it does not stand in, by their hashes, and looks into none of them again; and of those
        that follow one of them only into what is new."""
        search, finditer, plain, without = self.search, self.finditer, self._made.search, set[int]()

        def known(key: int) -> bool:
            if key in without:
                return True
            if not self._is_near or key not in _new or _new[key][0] not in without or search(_new[key][1]) is not None:
                return False
            without.add(key)
            return True

        def searched(text: Any, *span: int) -> Any:
            if span or len(text) < LONG:
                return plain(text, *span)
            if known(key := hash(text)):
                return None
            if (found := search(text)) is None:
                without.add(key)
            return found

        def iterated(text: Any, *span: int) -> Any:
            if span or len(text) < LONG:
                return finditer(text, *span)
            if known(key := hash(text)):
                return iter(())
            found = finditer(text)
            if (first := next(found, None)) is None:
                without.add(key)
                return iter(())
            return chain((first,), found)

        vars(self).update(search=searched, finditer=iterated)

    def search(self, text: Any, *span: int) -> Any:
        if self._goes_by_line(text, span):
            return next(self._by_line(text), None)
        short = len(text) < LONG or len(span) == 2  # so is what a span cuts out
        return self._made.search(text, *span) if short or self._may_match(text) else None

    def finditer(self, text: Any, *span: int) -> Any:
        if self._goes_by_line(text, span):
            return self._by_line(text)
        return self._made.finditer(text, *span) if self._may_match(text) else iter(())

    def findall(self, text: Any, *span: int) -> Any:
        return self._made.findall(text, *span) if self._may_match(text) else []

    def sub(self, by: Any, text: Any, count: int = 0) -> Any:
        return self._made.sub(by, text, count) if self._may_match(text) else text

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._made, name)
        setattr(self, name, found)  # the next use finds it without this call
        return found

    def _may_match(self, text: Any) -> bool:
        if len(text) < LONG or (self._any_case and not text.isascii()):  # some letters beyond ASCII fold onto it
            return True
        held = _small(text) if self._any_case else text
        for word in self._words:  # noqa: SIM110 -- asked so often that `any` would cost as much again
            if word in held:
                return True
        return False

    def _goes_by_line(self, text: Any, span: tuple[int, ...]) -> bool:
        if self._on_line is None or span or len(text) < LONG or (self._any_case and not text.isascii()):
            return False
        self._left -= len(text)
        return self._left < 0

    def _by_line(self, text: str) -> Iterator[Any]:
        at = 0
        for line in self._lines(_small(text) if self._any_case else text):
            at = max(at, line)
            while self._begins.match(text, at) and (found := self._made.search(text, at)):
                yield found
                at = found.end()

    @cached_property
    def _begins(self) -> re.Pattern[Any]:
        assert self._on_line
        return self._on_line()

    def _lines(self, text: str) -> Iterator[int]:
        """Where the lines begin on which a match may, in order."""
        ahead = [(at, word) for word in self._words if (at := text.find(word)) >= 0]
        heapify(ahead)
        line = 0
        while ahead:
            at, word = ahead[0]
            line = max(line, _line_before(text, at, self._before))
            while line <= at:
                yield line
                line = text.find("\n", line) + 1 or len(text)
            at = text.find(word, line)
            heapreplace(ahead, (at, word)) if at >= 0 else heappop(ahead)


def _line_before(text: str, at: int, most: int) -> int:
    """Where the line begins from which so many line breaks, with the white space around them, lead to a place."""
    line = text.rfind("\n", 0, at) + 1
    while line and most:
        end, line = line - 1, text.rfind("\n", 0, line - 1) + 1
        most -= not text[line:end].isspace() if line < end else 0
    return line


def remember() -> None:
    """Has all patterns remember, now and later: for whoever reads many trees that have most of their texts in common."""
    global _remembering
    if not _remembering:
        _remembering = True
        for pattern in _all:
            pattern.remember()


def follow(text: str, earlier: str) -> None:
    """Tells the patterns that remember that a long text is a later version of another."""
    from readylint.hunks import hunks  # late: a single tree asks for none

    if len(text) >= LONG <= len(earlier) and text != earlier:
        _new[hash(text)] = hash(earlier), hunks(text, earlier)


_all: list[Pattern] = []
_new: dict[int, tuple[int, str]] = {}  # of a text that follows another: the hash of that one, and what is new
_remembering = False


@lru_cache(maxsize=1)  # asked for the same text time after time
def _small(text: Any) -> Any:
    return text.lower()
