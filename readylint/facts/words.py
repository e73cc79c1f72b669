"""The words of files: runs of ASCII letters, digits and underscores. An index knows which files hold one, and which texts none can."""

from __future__ import annotations

import string
from collections.abc import Iterable
from functools import cached_property

_OF_WORDS = frozenset((string.ascii_letters + string.digits + "_").encode())
_BLANKED = bytes(byte if byte in _OF_WORDS else ord(" ") for byte in range(256))


def words_of(data: bytes) -> list[bytes]:
    """The words in these bytes, in order. A regular expression would take twice as long."""
    return data.translate(_BLANKED).split()


def holds_one(data: bytes, texts: Iterable[bytes]) -> bool:
    """Whether these bytes hold one of the texts, be it within a word."""
    for text in texts:  # noqa: SIM110 -- asked so often that `any` would cost as much again
        if text in data:
            return True
    return False


class WordIndex:
    """Which of a row of files hold which words. A file is known by its number."""

    def __init__(self, files: Iterable[frozenset[bytes]]) -> None:
        self._numbers: dict[bytes, list[int]] = {}
        for number, words in enumerate(files):
            for word in words:
                self._numbers.setdefault(word, []).append(number)
        self._possible: dict[bytes, bool] = {}

    def holding(self, words: Iterable[str]) -> set[int]:
        """The files that hold one of the words; of a text of several words, all of them."""
        found: set[int] = set()
        for word in words:
            first, *others = [self._numbers.get(part, []) for part in words_of(word.encode())] or [[]]
            found.update(set(first).intersection(*others) if others else first)
        return found

    def may_hold(self, text: bytes) -> bool:
        """Whether any file can hold a text, be it within a word."""
        if text not in self._possible:
            self._possible[text] = all(part in self._vocabulary for part in words_of(text))
        return self._possible[text]

    @cached_property
    def _vocabulary(self) -> bytes:
        return b" ".join(self._numbers)
