"""Regular expressions of readylint's knowledge, compiled once for all scans.

`re` takes a fifth of a millisecond for a pattern, and a scan asks for a thousand: half of what a small repository takes. So what
its compiler made, plain numbers, is kept in the user's cache, and the next scan hands them to the engine at once. Only patterns that
readylint itself brings go through here, never one that is made of a scanned repository's text. Where the interpreter is not as known
here, or there is no cache, `re.compile` does it as ever.
"""

from __future__ import annotations

import contextlib
import marshal
import re
import sys
from array import array
from functools import cache
from typing import Any, AnyStr

from readylint import cache as kept

MOST = 20_000  # patterns; more are of versions long gone
_Code = tuple[int, bytes, int, dict[str, int], tuple[Any, ...]]  # flags, code, groups, their names, their names by number


@cache
def compiled(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern, as `re.compile` gives it."""
    try:
        flags = int(flags)  # an enumeration is not kept
        code = _known().get((text, flags)) or _made(text, flags)
        numbers = array("I")
        numbers.frombytes(code[1])
        return _engine().compile(text, code[0], numbers.tolist(), *code[2:])  # type: ignore[no-any-return]
    except (AttributeError, ImportError, TypeError, ValueError, RuntimeError, OverflowError):
        return re.compile(text, flags)


def keep() -> None:
    """Adds what this process compiled to the user's cache."""
    if _fresh and (path := _path()):
        with contextlib.suppress(OSError, ValueError):
            known = _read(path)
            kept.store(path, marshal.dumps((known if len(known) < MOST else {}) | _fresh))
            _fresh.clear()


_fresh: dict[tuple[str | bytes, int], _Code] = {}


def _made(text: str | bytes, flags: int) -> _Code:
    """What `re` compiles a pattern to, by the steps of its own `compile`."""
    parser, compiler = _modules()
    parsed = parser.parse(text, flags)
    code = array("I", compiler._code(parsed, flags)).tobytes()
    names = dict(parsed.state.groupdict)
    by_number: list[Any] = [None] * parsed.state.groups
    for name, number in names.items():
        by_number[number] = name
    made = (flags | int(parsed.state.flags), code, parsed.state.groups - 1, names, tuple(by_number))
    _fresh[text, flags] = made
    return made


def _modules() -> tuple[Any, Any]:
    if sys.version_info >= (3, 11):
        from re import _compiler, _parser  # type: ignore[attr-defined]

        return _parser, _compiler
    import sre_compile
    import sre_parse

    return sre_parse, sre_compile


@cache
def _engine() -> Any:
    import _sre  # type: ignore[import-not-found]

    return _sre


@cache
def _known() -> dict[tuple[str | bytes, int], _Code]:
    path = _path()
    return _read(path) if path else {}


@cache
def _path() -> Any:
    with contextlib.suppress(OSError, RuntimeError):  # no home
        return kept.directory() / f"patterns-{sys.implementation.cache_tag}-{sys.hexversion:x}-{_engine().MAGIC}.bin"
    return None


def _read(path: Any) -> dict[tuple[str | bytes, int], _Code]:
    if not kept.is_own(path):
        return {}
    try:
        found = marshal.loads(path.read_bytes())
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
