"""The words of files: runs of ASCII letters, digits and underscores. An index knows which files hold one, and which texts none can.

`purge*` stands for every word that begins so: `purge`, `purge_old`, `purgeAll`.
"""

from __future__ import annotations

import string
from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)

_OF_WORDS = frozenset((string.ascii_letters + string.digits + "_").encode())
_BLANKED = bytes(byte if byte in _OF_WORDS else ord(" ") for byte in range(256))


def words_of(data: bytes) -> list[bytes]:
    """The words in these bytes, in order. A regular expression would take twice as long."""
    return data.translate(_BLANKED).split()


@lru_cache(maxsize=1 << 15)  # the words of all tables, several times over
def parts_of(text: str) -> tuple[bytes, ...]:
    """The words in a text that is looked for."""
    return tuple(words_of(text.encode()))


def is_beginning(text: str) -> bool:
    """Whether a text that is looked for stands for all words that begin so."""
    return text.endswith("*")


def holds_one(data: bytes, texts: Iterable[bytes]) -> bool:
    """Whether these bytes hold one of the texts, be it within a word."""
    for text in texts:  # noqa: SIM110 -- asked so often that `any` would cost as much again
        if text in data:
            return True
    return False


def are_among(held: frozenset[bytes], texts: Iterable[str]) -> bool:
    """Whether one of these texts is among the words of a file."""
    for text in texts:
        parts = parts_of(text)
        if any(word.startswith(parts[0]) for word in held) if is_beginning(text) else held.issuperset(parts):
            return True
    return False


class WordIndex(Generic[T]):
    """Which of a row of files hold which words. A file is known by its place. `earlier`: the index of another tree, which is not asked any
    more: it goes on with the files that are new in this one."""

    def __init__(self, files: Sequence[T], words: Callable[[T], frozenset[bytes]], earlier: WordIndex[T] | None = None) -> None:
        self.files = files
        self._numbers: dict[bytes, list[int]] = earlier._numbers if earlier else {}  # of files as they came, some of them gone
        self._next: int = earlier._next if earlier else 0
        self._fresh: dict[bytes, list[int]] = {} if earlier else self._numbers  # of the files that came last
        self._known, self._spoken = earlier._told() if earlier else (0, b"")
        self._in_order: list[bytes] = earlier._in_order if earlier else []
        self._number: dict[T, int] = {file: earlier._number[file] for file in files if file in earlier._number} if earlier else {}
        for file in files:
            if file not in self._number:
                self._number[file] = self._next
                held = words(file)
                for numbers in (self._numbers, self._fresh) if earlier else (self._numbers,):
                    for word in held:
                        numbers.setdefault(word, []).append(self._next)
                self._next += 1
        self._places = {self._number[file]: place for place, file in enumerate(files)}
        self._possible: dict[bytes, bool] = {}

    def holding(self, words: Iterable[str], new: bool = False) -> set[int]:
        """The files that hold one of the words; of a text of several words, all of them. `new`: of the files that came last."""
        numbers, found = self._fresh if new else self._numbers, set[int]()
        for parts in self._looked_for(words):
            held: Collection[int] = numbers.get(parts[0], ()) if parts else ()
            found.update(held if len(parts) < 2 else set(held).intersection(*(numbers.get(part, ()) for part in parts[1:])))
        places = self._places
        return {places[number] for number in found if number in places}

    def _looked_for(self, words: Iterable[str]) -> Iterator[tuple[bytes, ...]]:
        for word in words:
            parts = parts_of(word)
            yield from ((begun,) for begun in self._beginning(parts[0])) if is_beginning(word) else (parts,)

    def _beginning(self, start: bytes) -> Iterator[bytes]:
        """The words that begin so."""
        row = self._sorted
        for at in range(bisect_left(row, start), len(row)):
            if not row[at].startswith(start):
                return
            yield row[at]

    @cached_property
    def _sorted(self) -> list[bytes]:
        """All words in order. What comes behind those of an earlier index is little, and so soon in its place."""
        self._in_order += islice(self._numbers, len(self._in_order), None)
        self._in_order.sort()
        return self._in_order

    def may_hold(self, text: bytes) -> bool:
        """Whether any file can hold a text, be it within a word."""
        if text not in self._possible:
            self._possible[text] = all(part in self._vocabulary for part in words_of(text))
        return self._possible[text]

    def _told(self) -> tuple[int, bytes]:
        """How many words a text of them holds, and that text; it is made only where somebody asks for it."""
        return (len(self._numbers), self._vocabulary) if "_vocabulary" in vars(self) else (self._known, self._spoken)

    @cached_property
    def _vocabulary(self) -> bytes:
        return b" ".join((self._spoken, *islice(self._numbers, self._known, None)))
