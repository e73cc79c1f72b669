r"""What a text must hold for a regular expression to match in it: a few words, looked for a hundred times as fast as the expression.

    (?:app|router)\.use\(\s*rateLimit     ratelimit
    (?i)\b(?:jest|vitest)\b               jest or vitest, in any case
    \w+\s*=                               no telling

Every match holds one of the words, so a text with none has no match. They are taken from the parse tree of `re` itself.
"""

from __future__ import annotations

from typing import Any

from readylint.breaks import DOTALL, END, MANY, WIDTHLESS, is_white, may_end_a_line

SHORTEST = 3  # letters; what is shorter stands nearly everywhere
MOST = 12  # texts that one part of a pattern is spelt out into
ALTERNATIVES = 60  # words; looking for more costs what it saves
IGNORECASE = 2  # the bit of re's flag

Words = tuple[str, ...]  # one of them must be there; () for no telling
Told = tuple[Words, int]  # and how many line breaks may stand in a match before them
Part = tuple[Words, Told, int]  # every text that it can stand for where these are few, else (); its words; the line breaks in it at most
_NOTHING: Told = (), 0
NO_TELLING: tuple[Words, bool, int] = (), False, MANY


def needles(parsed: Any, dots: bool, any_case: bool) -> tuple[Words, bool, int]:
    """The words of a parsed pattern, whether they may be there in any case (they are in small letters then), and how many line breaks,
    each with the white space around it, stand in a match before the first of them at most; MANY for no limit. `dots`: whether `.` matches
    them; `any_case`: whether all of the pattern is taken to match in any."""
    _, (found, before), _ = of_sequence(parsed, dots)
    if not found or not all(word.isascii() for word in found):
        return NO_TELLING
    words = dict.fromkeys(word.lower() if any_case else word for word in found)
    told = tuple(word for word in words if not any(other in word for other in words if other != word))
    return told, any_case, MANY if any("\n" in word for word in words) else before


def of_sequence(parsed: Any, dots: bool) -> Part:
    """What stands in a row, with its most telling words."""
    best, whole = _NOTHING, True
    row: Words = ("",)  # all that can stand here since something open
    before = passed = 0  # line breaks before the row, and up to here
    for op, value in parsed.data:
        name = op.name
        if name in WIDTHLESS:
            continue
        exact, (words, inner), breaks = _of_part(name, value, dots)
        if exact and len(row) * len(exact) <= MOST:
            row = tuple([start + word for start in row for word in exact])
        else:
            best, whole = _better(_better(best, (row, before)), (words, passed + inner)), False
            row, before = (exact, passed) if exact and len(exact) <= MOST else (("",), passed + breaks)
        passed += breaks
    words, before = _better(best, (row, before))
    return row if whole else (), (words, min(before, MANY)), min(passed, MANY)


def _of_part(name: str, value: Any, dots: bool) -> Part:
    """One part, which may be of any length and form."""
    if name == "LITERAL":
        return (chr(value),), _NOTHING, int(value == END)
    if name == "SUBPATTERN":
        return of_sequence(value[3], dots or bool(value[1] & DOTALL))
    if name == "ATOMIC_GROUP":
        return (), *of_sequence(value, dots)[1:]
    if name.endswith("_REPEAT"):
        exact, told, breaks = of_sequence(value[2], dots)
        may_lack = name != "POSSESSIVE_REPEAT" and value[:2] == (0, 1) and exact
        most = breaks if is_white(value[2]) else min(breaks * int(value[1]), MANY)
        return ("", *exact) if may_lack else (), told if value[0] > 0 else _NOTHING, most
    if name == "BRANCH":
        return _of_branches([of_sequence(branch, dots) for branch in value[1]])
    most = int(may_end_a_line(name, value, dots)) if name in ("NOT_LITERAL", "ANY", "IN") else MANY
    return _letters(name, value), _NOTHING, most


def _of_branches(parts: list[Part]) -> Part:
    exact = tuple([word for row, _, _ in parts for word in row]) if all(row for row, _, _ in parts) else ()
    told = tuple(dict.fromkeys([word for _, (words, _), _ in parts for word in words])) if all(words for _, (words, _), _ in parts) else ()
    return exact, (told, max(before for _, (_, before), _ in parts)), max(breaks for _, _, breaks in parts)


def _letters(name: str, value: Any) -> Words:
    """The letters that one place can stand for, where they are listed."""
    if name == "IN" and len(value) <= MOST and all(op.name == "LITERAL" for op, _ in value):
        return tuple([chr(letter) for _, letter in value])
    return ()


def _better(one: Told, other: Told) -> Told:
    return max(one, other, key=_worth)


def _worth(told: Told) -> tuple[int, int]:
    words = told[0]
    shortest = min(map(len, words), default=0)
    return (min(shortest, 8), -len(words)) if shortest >= SHORTEST and len(words) <= ALTERNATIVES else (0, 0)


def folds(parsed: Any, flags: int) -> bool:
    """Whether a pattern, or a part of it, matches in any case."""
    return bool(flags & IGNORECASE) or _folds(parsed)


def _folds(parsed: Any) -> bool:
    """Whether a part of the pattern switches the case off for itself: all of it is taken so then."""
    for op, value in parsed.data:
        name = op.name
        if name == "SUBPATTERN" and (value[1] & IGNORECASE or _folds(value[3])):
            return True
        inner = value[2:3] if name.endswith("_REPEAT") else value[1] if name == "BRANCH" else [value] if name == "ATOMIC_GROUP" else ()
        if any(_folds(part) for part in inner):
            return True
    return False
