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
from typing import Any, AnyStr, TypeVar, cast

from readylint import breaks, cache as kept
from readylint.branches import gather
from readylint.heads import with_heads
from readylint.needles import NO_TELLING, folds, needles
from readylint.searching import Pattern

T = TypeVar("T")
MOST = 20_000  # patterns and tables; more are of versions long gone
OTHERS = 4  # files of other interpreters and versions that are left alone
LINE = r"[^\n]*?"  # before a pattern: it begins on the line
_Key = tuple[str | bytes, int] | tuple[str | bytes, int, str]
_Numbers = tuple[int, bytes, int, dict[str, int], tuple[Any, ...]]  # flags, code, groups, their names, their names by number
_Code = tuple[int, bytes, int, dict[str, int], tuple[Any, ...], tuple[str, ...], bool, int, int]
# besides: the words that a match holds, whether in any case, after how many line breaks, and how many line breaks all that decides it
# reaches over


def compiled(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern, as `re.compile` gives it."""
    found: re.Pattern[AnyStr] = _pattern(text, int(flags))  # an enumeration is not kept, and slow to look up
    return found


@lru_cache(maxsize=500)
def passing(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, as `re.compile` gives it, and not kept: one made with names of a scanned repository, to be looked for in many texts."""
    try:
        parsed = _modules()[0].parse(text, flags)
        return _from(text, _numbered(parsed, flags))
    except (AttributeError, ImportError, TypeError, RuntimeError, OverflowError):
        return re.compile(text, flags)


@cache
def _pattern(text: str | bytes, flags: int) -> Any:
    try:
        code = remembered((text, flags), lambda: _made(text, flags))
        return Pattern(_from(text, code), *code[5:], lambda: _from(text, remembered((text, flags, LINE), lambda: _made(text, flags, LINE))))
    except (AttributeError, ImportError, TypeError, ValueError, RuntimeError, OverflowError):
        return Pattern(re.compile(text, flags))


def _from(text: str | bytes, code: _Numbers | _Code) -> re.Pattern[Any]:
    numbers = array("I")
    numbers.frombytes(code[1])
    return cast("re.Pattern[Any]", _engine().compile(text, code[0], numbers.tolist(), *code[2:5]))


def remembered(key: _Key, make: Callable[[], T]) -> T:
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


def prepare() -> None:
    """Makes ready all patterns that are kept: for whoever forks."""
    for key in _known():
        if len(key) == 2 and key[1] >= 0:  # no table, and no pattern of lines, which is for whoever searches much
            _pattern(*key)


def keep() -> None:
    """Adds what this process compiled or parsed to the user's cache."""
    if _fresh and (path := _path()):
        with contextlib.suppress(OSError, ValueError):
            known = _read(path)
            kept.store(path, marshal.dumps((known if len(known) < MOST else {}) | _fresh))
            _fresh.clear()
            for old in sorted(path.parent.glob("patterns-*.bin"), key=lambda p: p.stat().st_mtime_ns)[:-OTHERS]:
                old.unlink()


_fresh: dict[_Key, bytes] = {}


def _made(text: str | bytes, flags: int, start: str = "") -> _Code:
    """What `re` compiles a pattern to, by the steps of its own `compile`; with a start that has no groups."""
    parser, _ = _modules()
    parsed = parser.parse(text, flags)
    bits = flags | int(parsed.state.flags)
    any_case = folds(parsed, bits)
    dots = bool(bits & re.DOTALL)
    told = needles(parsed, dots, any_case) if not start else NO_TELLING
    reached = breaks.reach(parsed, dots, bool(bits & re.MULTILINE))
    for op in reversed(list(parser.parse(start))):
        parsed.insert(0, op)
    return *_numbered(parsed, flags), *told, reached


def _numbered(parsed: Any, flags: int) -> _Numbers:
    """What the engine is given for a pattern."""
    parser, compiler = _modules()
    bits = flags | int(parsed.state.flags)
    any_case = folds(parsed, bits)
    gather(parsed, any_case)
    code = array("I", with_heads(compiler._code(parsed, flags), parsed, any_case, parser)).tobytes()
    names = dict(parsed.state.groupdict)
    by_number: list[Any] = [None] * parsed.state.groups
    for name, number in names.items():
        by_number[number] = name
    return bits, code, parsed.state.groups - 1, names, tuple(by_number)


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
def _known() -> dict[_Key, bytes]:
    path = _path()
    return _read(path) if path and _stamp(path) else {}


@cache
def _stamp(path: Any) -> str:
    """How the file stood when it was read."""
    return kept.stamp(path)


@cache
def _path() -> Any:
    with contextlib.suppress(OSError, RuntimeError):  # no home
        # whoever makes them otherwise
        makers = (__file__, kept.__file__, breaks.__file__, *(f.__code__.co_filename for f in (needles, with_heads, gather)))
        stamps = zlib.crc32(repr([os.stat(path).st_mtime_ns for path in makers]).encode())
        return kept.directory() / f"patterns-{sys.implementation.cache_tag}-{sys.hexversion:x}-{stamps:x}.bin"
    return None


def _read(path: Any) -> dict[_Key, bytes]:
    data = kept.read(path)
    if not data:
        return {}
    try:
        found = marshal.loads(data)
    except (EOFError, ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
