r"""How often what a part of a pattern matches may go on to another line.

    [^\n]*\(     never
    \w+\s*=      once: white space leads over lines that hold nothing, to the next that does
    [^)]*        any number of times

So it is known how many lines before its words a match begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

MANY = 99  # or more: no limit
DOTALL = 16  # the bit of re's flag
_WIDTHLESS = ("AT", "ASSERT", "ASSERT_NOT")
_WITHIN = ("CATEGORY_DIGIT", "CATEGORY_WORD", "CATEGORY_NOT_SPACE")  # what no end of a line belongs to
_END = ord("\n")


def breaks(parsed: Iterable[Any], dots: bool) -> int:
    """The most line breaks, each with the white space around it, in what a sequence matches. `dots`: whether `.` matches them."""
    return min(sum(of_part(op.name, value, dots) for op, value in parsed), MANY)


def of_part(name: str, value: Any, dots: bool) -> int:
    """The same of one part."""
    if name in _WIDTHLESS:
        return 0
    if name == "SUBPATTERN":
        return breaks(value[3], dots or bool(value[1] & DOTALL))
    if name == "ATOMIC_GROUP":
        return breaks(value, dots)
    if name.endswith("_REPEAT"):
        inner = breaks(value[2], dots)
        return inner if _is_white(value[2]) else min(inner * int(value[1]), MANY)
    if name == "BRANCH":
        return max(breaks(branch, dots) for branch in value[1])
    return int(_may_end_a_line(name, value, dots)) if name in ("LITERAL", "NOT_LITERAL", "ANY", "IN") else MANY


def _may_end_a_line(name: str, value: Any, dots: bool) -> bool:
    if name == "IN":
        negated = any(op.name == "NEGATE" for op, _ in value)
        return any(_holds_end(op.name, held) for op, held in value) != negated
    return dots if name == "ANY" else (value == _END) == (name == "LITERAL")


def _holds_end(name: str, value: Any) -> bool:
    if name == "CATEGORY":
        return value.name not in _WITHIN
    return bool(value[0] <= _END <= value[1]) if name == "RANGE" else name == "LITERAL" and value == _END


def _is_white(parsed: Sequence[Any]) -> bool:
    """Whether a sequence is one character, of white space."""
    (op, value), *others = parsed or [(None, ())]
    items = value if op and op.name == "IN" else parsed
    return not others and all(_names_white(op.name, held) for op, held in items)


def _names_white(name: str, value: Any) -> bool:
    return bool(value.name == "CATEGORY_SPACE") if name == "CATEGORY" else name == "LITERAL" and chr(value).isspace()
