"""A tracked file: where it is, what it is in its project, its bytes and its text, and what was made of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from readylint import searching
from readylint.facts.decoding import decoded
from readylint.model import Location
from readylint.patterns import compiled
from readylint.storage import Entry

if TYPE_CHECKING:
    from readylint.facts.files import Files

_SHORT = 50_000  # characters in which counting lines costs less than knowing them
T = TypeVar("T")


class File:
    """One tracked file. `kind` is its class (CLASSES in files.py); `data` and `text` are read once, or again without room for all."""

    __slots__ = ("_before", "_data", "_files", "_lines", "_made", "_text", "entry", "kind", "language", "path", "shelves")

    def __init__(self, files: Files, entry: Entry, kind: str, language: str, before: str | None = None) -> None:
        self._files = files
        self._before = before  # its text in an earlier tree
        self._data: bytes | None = None
        self._text: str | None = None
        self._lines: list[int] = []
        self._made: dict[object, Any] = {}
        self.entry = entry
        self.path = entry.path
        self.kind = kind
        self.language = language
        self.shelves = files.shelves  # where who makes much of a file takes note of its size

    def __repr__(self) -> str:
        return f"File({self.path!r}, {self.kind})"

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def at(self) -> Location:
        return Location(self.path)

    @property
    def data(self) -> bytes:
        """The bytes; empty when the file cannot be read (named under coverage)."""
        if self._data is None:
            data = self._files._read(self)
            self.shelves.texts.put(len(data), self._forget)  # which may ask this very file to forget something older
            self._data = data
        return self._data

    @property
    def text(self) -> str:
        """The text, its lines ended by `\\n`: UTF-8, else UTF-16 by its mark, else Latin-1 (noted under coverage). "" for a binary file."""
        if self._text is None:
            text = decoded(self.data, self.language, self.skip)
            self.shelves.texts.put(text.__sizeof__(), self._forget)
            self._text = text
            if self._before is not None:
                searching.follow(text, self._before)
                self._before = None
        return self._text

    def _forget(self) -> None:
        self._data, self._text, self._lines = None, None, []

    def made(self, make: Callable[..., T], *of: Hashable) -> T:
        """What a function makes of this file, these values and nothing else: made once, for other trees that hold the file too."""
        key = (make, of)
        if key not in self._made:
            self._made[key] = make(self, *of)
        found: T = self._made[key]  # no `cast`: it would be called a hundred thousand times
        return found

    def asked(self, make: Callable[..., T], *of: Hashable) -> T:
        """As `made`, of what is asked once in a tree: kept only where a further one may follow."""
        return self.made(make, *of) if self.goes_on else make(self, *of)

    @property
    def goes_on(self) -> bool:
        """Whether a further tree may follow, for which what is asked once in a tree is worth keeping."""
        return self._files.goes_on

    def unmade(self, make: Callable[..., object]) -> Callable[[], object]:
        """How to drop what a function made of this file."""
        return partial(self._made.pop, (make, ()), None)

    def skip(self, why: str) -> None:
        """Name it under coverage: it was not understood."""
        self._files.skip(self.path, why)

    def refuse(self, error: Exception) -> None:
        """Name it under coverage: a parser gave up on it."""
        self._files.refuse(self.path, error)

    def place(self, offset: int) -> Location:
        """The place of an offset into `text`."""
        if len(self.text) > _SHORT and not self._lines:
            self._lines = [m.start() for m in re.finditer("\n", self.text)]
        line = (bisect_left(self._lines, offset) if self._lines else self.text.count("\n", 0, offset)) + 1
        return Location(self.path, line, column=offset - self.text.rfind("\n", 0, offset))

    def search(self, pattern: str | re.Pattern[str], flags: int = 0) -> Iterator[tuple[re.Match[str], Location]]:
        """Every match of a regular expression, in text one of readylint's own, with its place."""
        for match in compiled(pattern, flags).finditer(self.text) if isinstance(pattern, str) else pattern.finditer(self.text):
            yield match, self.place(match.start())


class Kept(Generic[T]):
    """What comes one after the other, looked for as far as anybody asks, and kept for the next who asks."""

    def __init__(self, begin: Callable[[], Iterator[T]]) -> None:
        self._begin = begin
        self._rest: Iterator[T] = begin()
        self._found: list[T] = []

    def __iter__(self) -> Iterator[T]:
        at = 0
        while at < len(self._found) or self._goes_on():
            yield self._found[at]
            at += 1

    def _goes_on(self) -> bool:
        try:
            self._found.append(next(self._rest))
        except StopIteration:
            return False
        except BaseException:  # or it would seem to end here to the next who asks
            self._rest = islice(self._begin(), len(self._found), None)
            raise
        return True


class Reading:
    """What a file is read as: code, a document. It is `made` of the file."""

    file: File

    def each(self, make: Callable[..., Iterator[T]], *of: Hashable) -> Iterable[T]:
        """What a function gives, one after the other, for this, these values and nothing else: kept where a further tree may follow."""
        kind: Any = type(self)
        return self.file.made(_each, kind, make, *of) if self.file.goes_on else make(self, *of)

    def asked(self, make: Callable[..., T], *of: Hashable) -> T:
        """As `each`, of a function that gives one thing."""
        kind: Any = type(self)
        return self.file.made(_one, kind, make, *of) if self.file.goes_on else make(self, *of)


def _each(file: File, kind: Callable[[File], object], make: Callable[..., Iterator[T]], *of: Hashable) -> Kept[T]:
    return Kept(lambda: make(file.made(kind), *of))


def _one(file: File, kind: Callable[[File], object], make: Callable[..., T], *of: Hashable) -> T:
    return make(file.made(kind), *of)
