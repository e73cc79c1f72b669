r"""What a text must hold for a regular expression to match in it: a few words, looked for a hundred times as fast as the expression.

    (?:app|router)\.use\(\s*rateLimit     ratelimit
    (?i)\b(?:jest|vitest)\b               jest or vitest, in any case
    \w+\s*=                               no telling

Every match holds one of the words, so a text with none has no match. They are taken from the parse tree of `re` itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from readylint.breaks import DOTALL, MANY, of_part

SHORTEST = 3  # letters; what is shorter stands nearly everywhere
MOST = 12  # texts that one part of a pattern is spelt out into
ALTERNATIVES = 60  # words; looking for more costs what it saves
IGNORECASE = 2  # the bit of re's flag
_WIDTHLESS = ("AT", "ASSERT", "ASSERT_NOT")

Words = tuple[str, ...]  # one of them must be there; () for no telling
Told = tuple[Words, int]  # and how many line breaks may stand in a match before them


def needles(parsed: Iterable[Any], flags: int) -> tuple[Words, bool, int]:
    """The words of a parsed pattern, whether they may be there in any case (they are in small letters then), and how many line breaks,
    each with the white space around it, stand in a match before the first of them at most; MANY for no limit."""
    any_case = folds(parsed, flags)
    found, before = _of_sequence(parsed, bool(flags & DOTALL))
    if not found or not all(word.isascii() for word in found):
        return (), False, MANY
    words = dict.fromkeys(word.lower() if any_case else word for word in found)
    told = tuple(word for word in words if not any(other in word for other in words if other != word))
    return told, any_case, MANY if any("\n" in word for word in words) else before


def _of_sequence(parsed: Iterable[Any], dots: bool) -> Told:
    """The most telling words of what stands in a row."""
    best: Told = (), 0
    row: Words = ("",)  # all that can stand here since something open
    before = passed = 0  # line breaks before the row, and up to here
    for name, value in ((op.name, value) for op, value in parsed):
        if name in _WIDTHLESS:
            continue
        exact, after = _exact(name, value), min(passed + of_part(name, value, dots), MANY)
        if exact and len(row) * len(exact) <= MOST:
            row = tuple(start + word for start in row for word in exact)
        else:
            words, inner = _of_part(name, value, dots)
            best = _better(_better(best, (row, before)), (words, min(passed + inner, MANY)))
            row, before = (exact, passed) if exact and len(exact) <= MOST else (("",), after)
        passed = after
    return _better(best, (row, before))


def _of_part(name: str, value: Any, dots: bool) -> Told:
    """The words of one part, which may be of any length and form."""
    if name == "SUBPATTERN":
        return _of_sequence(value[3], dots or bool(value[1] & DOTALL))
    if name == "ATOMIC_GROUP":
        return _of_sequence(value, dots)
    if name.endswith("_REPEAT"):
        return _of_sequence(value[2], dots) if value[0] > 0 else ((), 0)
    if name == "BRANCH":
        parts = [_of_sequence(branch, dots) for branch in value[1]]
        told = tuple(dict.fromkeys(word for words, _ in parts for word in words))
        return (told if all(words for words, _ in parts) else ()), max(before for _, before in parts)
    return (), 0


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


def _better(one: Told, other: Told) -> Told:
    return max(one, other, key=_worth)


def _worth(told: Told) -> tuple[int, int]:
    words = told[0]
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
