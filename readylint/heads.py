r"""What a match can begin with, so that the engine passes at once over every place where none can.

    \b(?:foo|bar)          f or b
    (?<!\w)["']|^\s+id     a quote or white space

`re` finds this out itself, but not behind `\b`, `^` and what looks around: there it tries the pattern at every character of a text.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from typing import Any

ALL = frozenset(map(chr, range(128)))
_WIDTHLESS = ("AT", "ASSERT", "ASSERT_NOT")
_CLASSES = {
    "CATEGORY_DIGIT": frozenset(string.digits),
    "CATEGORY_SPACE": frozenset(c for c in ALL if c.isspace()),
    "CATEGORY_WORD": frozenset(string.ascii_letters + string.digits + "_"),
}
_CLASSES |= {name.replace("_", "_NOT_", 1): ALL - held for name, held in _CLASSES.items()}
_KNOWN = 4  # the mark of a pattern of which it is known what its matches begin with

Heads = tuple[frozenset[str], bool]  # ASCII characters; whether what follows may begin it too. All others always may


def with_heads(code: list[int], parsed: Iterable[Any], any_case: bool, ops: Any) -> list[int]:
    """A compiled pattern that says what its matches begin with, where `re` did not find out."""
    info, skip, mask, least = code[:4]
    if info != int(ops.INFO) or mask or not least:
        return code
    heads, open_ = of_sequence(parsed, any_case)
    if open_ or heads == ALL:
        return code
    bits = sum(1 << ord(letter) for letter in ALL - heads)
    words = [bits >> (32 * n) & 0xFFFFFFFF for n in range(8)]
    known = [_KNOWN, *code[3:5], int(ops.NEGATE), int(ops.CHARSET), *words, int(ops.FAILURE)]
    return [info, len(known) + 1, *known, *code[1 + skip :]]


def of_sequence(parsed: Iterable[Any], any_case: bool) -> Heads:
    found: frozenset[str] = frozenset()
    for op, value in parsed:
        if op.name not in _WIDTHLESS:
            heads, open_ = _of_part(op.name, value, any_case)
            found |= heads
            if not open_:
                return found, False
    return found, True


def _of_part(name: str, value: Any, any_case: bool) -> Heads:
    if name == "SUBPATTERN":
        return of_sequence(value[3], any_case)
    if name == "ATOMIC_GROUP":
        return of_sequence(value, any_case)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        heads, open_ = of_sequence(value[2], any_case)
        return heads, open_ or value[0] == 0
    if name == "BRANCH":
        parts = [of_sequence(branch, any_case) for branch in value[1]]
        return frozenset().union(*(heads for heads, _ in parts)), any(open_ for _, open_ in parts)
    if name == "LITERAL":
        return _of_range(value, value, any_case), False
    return (_of_set(value, any_case) if name == "IN" else ALL), name.startswith("GROUPREF")


def _of_set(items: Iterable[Any], any_case: bool) -> frozenset[str]:
    found, negated = frozenset[str](), False
    for op, value in items:
        if op.name == "NEGATE":
            negated = True
        elif op.name == "CATEGORY":
            found |= _CLASSES.get(value.name, ALL)
        elif op.name in ("LITERAL", "RANGE"):
            first, last = value if op.name == "RANGE" else (value, value)
            found |= _of_range(first, last, any_case)
    if negated:
        return ALL if any_case else ALL - found
    return found


def _of_range(first: int, last: int, any_case: bool) -> frozenset[str]:
    if any_case and last > 127:  # some letters beyond ASCII fold onto it
        return ALL
    letters = [chr(n) for n in range(first, min(last, 127) + 1)]
    return frozenset(c for letter in letters for c in ((letter.lower(), letter.upper()) if any_case else (letter,)))
