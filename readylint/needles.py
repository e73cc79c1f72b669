r"""What a text must hold for a regular expression to match in it: a few words, looked for a hundred times as fast as the expression.

    (?:app|router)\.use\(\s*rateLimit     ratelimit
    (?i)\b(?:jest|vitest)\b               jest or vitest, in any case
    \w+\s*=                               no telling

Every match holds one of the words, so a text with none has no match. They are taken from the parse tree of `re` itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

SHORTEST = 3  # letters; what is shorter stands nearly everywhere
MOST = 12  # texts that one part of a pattern is spelt out into
ALTERNATIVES = 60  # words; looking for more costs what it saves
IGNORECASE = 2  # the bit of re's flag
_WIDTHLESS = ("AT", "ASSERT", "ASSERT_NOT")

Words = tuple[str, ...]  # one of them must be there; () for no telling


def needles(parsed: Iterable[Any], flags: int) -> tuple[Words, bool]:
    """The words of a parsed pattern, and whether they may be there in any case (they are in small letters then)."""
    any_case = folds(parsed, flags)
    found = _of_sequence(parsed)
    if not found or not all(word.isascii() for word in found):
        return (), False
    words = dict.fromkeys(word.lower() if any_case else word for word in found)
    return tuple(word for word in words if not any(other in word for other in words if other != word)), any_case


def _of_sequence(parsed: Iterable[Any]) -> Words:
    """The most telling words of what stands in a row."""
    best: Words = ()
    row: Words = ("",)  # all that can stand here since something open
    for name, value in ((op.name, value) for op, value in parsed):
        if name in _WIDTHLESS:
            continue
        exact = _exact(name, value)
        if exact and len(row) * len(exact) <= MOST:
            row = tuple(before + word for before in row for word in exact)
        else:
            best = _better(_better(best, row), _of_part(name, value))
            row = exact if exact and len(exact) <= MOST else ("",)
    return _better(best, row)


def _of_part(name: str, value: Any) -> Words:
    """The words of one part, which may be of any length and form."""
    if name == "SUBPATTERN":
        return _of_sequence(value[3])
    if name == "ATOMIC_GROUP":
        return _of_sequence(value)
    if name.endswith("_REPEAT"):
        return _of_sequence(value[2]) if value[0] > 0 else ()
    if name == "BRANCH":
        parts = [_of_sequence(branch) for branch in value[1]]
        return tuple(dict.fromkeys(word for part in parts for word in part)) if all(parts) else ()
    return ()


def _exact(name: str, value: Any) -> Words:
    """Every text that a part can stand for, where these are few; else ()."""
    if name == "LITERAL":
        return (chr(value),)
    if name == "IN" and len(value) <= MOST and all(op.name == "LITERAL" for op, _ in value):
        return tuple(chr(letter) for _, letter in value)
    if name == "SUBPATTERN":
        return _exact_row(value[3])
    if name in ("MAX_REPEAT", "MIN_REPEAT") and value[:2] == (0, 1):
        inner = _exact_row(value[2])
        return ("", *inner) if inner else ()
    if name == "BRANCH":
        rows = [_exact_row(branch) for branch in value[1]]
        return tuple(word for row in rows for word in row) if all(rows) else ()
    return ()


def _exact_row(parsed: Iterable[Any]) -> Words:
    made: Words = ("",)
    for op, value in parsed:
        exact = ("",) if op.name in _WIDTHLESS else _exact(op.name, value)
        if not exact or len(made) * len(exact) > MOST:
            return ()
        made = tuple(before + word for before in made for word in exact)
    return made


def _better(one: Words, other: Words) -> Words:
    return max(one, other, key=_worth)


def _worth(words: Words) -> tuple[int, int]:
    shortest = min(map(len, words), default=0)
    return (min(shortest, 8), -len(words)) if shortest >= SHORTEST and len(words) <= ALTERNATIVES else (0, 0)


def folds(parsed: Iterable[Any], flags: int) -> bool:
    """Whether a pattern, or a part of it, matches in any case."""
    return bool(flags & IGNORECASE) or _folds(parsed)


def _folds(parsed: Iterable[Any]) -> bool:
    """Whether a part of the pattern switches the case off for itself: all of it is taken so then."""
    for op, value in parsed:
        name = op.name
        if name == "SUBPATTERN" and (value[1] & IGNORECASE or _folds(value[3])):
            return True
        inner = value[2:3] if name.endswith("_REPEAT") else value[1] if name == "BRANCH" else [value] if name == "ATOMIC_GROUP" else ()
        if any(_folds(part) for part in inner):
            return True
    return False
