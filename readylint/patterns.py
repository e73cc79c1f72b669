"""Regular expressions of readylint's knowledge, compiled once for all scans; its tables beside them, parsed once.

`re` takes a fifth of a millisecond for a pattern, and a scan asks for a thousand: half of what a small repository takes. So what
its compiler made, plain numbers, is kept in the user's cache, and the next scan hands them to the engine at once. Only patterns that
readylint itself brings go through here, never one that is made of a scanned repository's text. Where the interpreter is not as known
here, or there is no cache, `re.compile` does it as ever.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import re
import sys
import zlib
from array import array
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import chain
from typing import Any, AnyStr, TypeVar, cast

from readylint import cache as kept
from readylint.heads import with_heads
from readylint.needles import folds, needles

T = TypeVar("T")
MOST = 20_000  # patterns and tables; more are of versions long gone
OTHERS = 4  # files of other interpreters and versions that are left alone
LONG = 256  # characters; in a shorter text looking for words first costs what it saves
_Code = tuple[int, bytes, int, dict[str, int], tuple[Any, ...], tuple[str, ...], bool]
# flags, code, groups, their names, their names by number; the words that a match holds, and whether in any case


class Pattern:
    """A compiled pattern that passes over long texts which hold none of the words that every match of it holds."""

    def __init__(self, made: re.Pattern[Any], words: tuple[str, ...] = (), any_case: bool = False) -> None:
        self._made, self._any_case = made, any_case
        self._words: tuple[Any, ...] = words if isinstance(made.pattern, str) else tuple(word.encode() for word in words)
        if not words:
            for name in ("search", "finditer", "findall", "sub"):
                setattr(self, name, getattr(made, name))
        _all.append(self)
        if _remembering:
            self.remember()

    def remember(self) -> None:
        """From now on notes the long texts that it does not stand in, by their hashes, and looks into none of them again."""
        search, finditer, without = self.search, self.finditer, set[int]()

        def searched(text: Any, *span: int) -> Any:
            if span or len(text) < LONG:
                return search(text, *span)
            if (key := hash(text)) in without:
                return None
            if (found := search(text)) is None:
                without.add(key)
            return found

        def iterated(text: Any, *span: int) -> Any:
            if span or len(text) < LONG:
                return finditer(text, *span)
            if (key := hash(text)) in without:
                return iter(())
            found = finditer(text)
            if (first := next(found, None)) is None:
                without.add(key)
                return iter(())
            return chain((first,), found)

        vars(self).update(search=searched, finditer=iterated)

    def search(self, text: Any, *span: int) -> Any:
        short = len(text) < LONG or len(span) == 2  # so is what a span cuts out
        return self._made.search(text, *span) if short or self._may_match(text) else None

    def finditer(self, text: Any, *span: int) -> Any:
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


def remember() -> None:
    """Has all patterns remember, now and later: for whoever reads many trees that have most of their texts in common."""
    global _remembering
    if not _remembering:
        _remembering = True
        for pattern in _all:
            pattern.remember()


_all: list[Pattern] = []
_remembering = False


@lru_cache(maxsize=1)  # asked for the same text time after time
def _small(text: Any) -> Any:
    return text.lower()


def compiled(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern, as `re.compile` gives it."""
    return cast("re.Pattern[AnyStr]", _pattern(text, int(flags)))  # an enumeration is not kept, and slow to look up


@cache
def _pattern(text: str | bytes, flags: int) -> Pattern:
    try:
        bits, code, groups, names, by_number, words, any_case = remembered((text, flags), lambda: _made(text, flags))
        numbers = array("I")
        numbers.frombytes(code)
        made = _engine().compile(text, bits, numbers.tolist(), groups, names, by_number)
        return Pattern(made, words, any_case)
    except (AttributeError, ImportError, TypeError, ValueError, RuntimeError, OverflowError):
        return Pattern(re.compile(text, flags))


def remembered(key: tuple[str | bytes, int], make: Callable[[], T]) -> T:
    """What `make` gives, plain values, from the user's cache once it was made."""
    if (found := _known().get(key)) is not None:
        return cast(T, marshal.loads(found))
    made = make()
    _fresh[key] = marshal.dumps(cast(Any, made))
    return made


def again() -> None:
    """Reads the user's cache again where others have added to it: for whoever lives long."""
    if (path := _path()) and kept.stamp(path) != _stamp(path):
        _stamp.cache_clear()
        _known.cache_clear()
        _known()


def keep() -> None:
    """Adds what this process compiled or parsed to the user's cache."""
    if _fresh and (path := _path()):
        with contextlib.suppress(OSError, ValueError):
            known = _read(path)
            kept.store(path, marshal.dumps((known if len(known) < MOST else {}) | _fresh))
            _fresh.clear()
            for old in sorted(path.parent.glob("patterns-*.bin"), key=lambda p: p.stat().st_mtime_ns)[:-OTHERS]:
                old.unlink()


_fresh: dict[tuple[str | bytes, int], bytes] = {}


def _made(text: str | bytes, flags: int) -> _Code:
    """What `re` compiles a pattern to, by the steps of its own `compile`."""
    parser, compiler = _modules()
    parsed = parser.parse(text, flags)
    bits = flags | int(parsed.state.flags)
    words, any_case = needles(parsed, bits)
    code = array("I", with_heads(compiler._code(parsed, flags), parsed, folds(parsed, bits), parser)).tobytes()
    names = dict(parsed.state.groupdict)
    by_number: list[Any] = [None] * parsed.state.groups
    for name, number in names.items():
        by_number[number] = name
    return bits, code, parsed.state.groups - 1, names, tuple(by_number), words, any_case


def _modules() -> tuple[Any, Any]:
    """The parser and the compiler of `re`."""
    from importlib import import_module

    names = ("re._parser", "re._compiler") if sys.version_info >= (3, 11) else ("sre_parse", "sre_compile")
    return import_module(names[0]), import_module(names[1])


@cache
def _engine() -> Any:
    import _sre  # type: ignore[import-not-found]

    return _sre


@cache
def _known() -> dict[tuple[str | bytes, int], bytes]:
    path = _path()
    return _read(path) if path and _stamp(path) else {}


@cache
def _stamp(path: Any) -> str:
    """How the file stood when it was read."""
    return kept.stamp(path)


@cache
def _path() -> Any:
    with contextlib.suppress(OSError, RuntimeError):  # no home
        makers = (__file__, kept.__file__, needles.__code__.co_filename, with_heads.__code__.co_filename)  # whoever makes them otherwise
        stamps = [os.stat(path).st_mtime_ns for path in makers]
        return kept.directory() / f"patterns-{sys.implementation.cache_tag}-{sys.hexversion:x}-{zlib.crc32(repr(stamps).encode()):x}.bin"
    return None


def _read(path: Any) -> dict[tuple[str | bytes, int], bytes]:
    data = kept.read(path)
    if not data:
        return {}
    try:
        found = marshal.loads(data)
    except (EOFError, ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
