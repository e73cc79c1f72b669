r"""How often what a part of a pattern matches may go on to another line.

    [^\n]*\(     never
    \w+\s*=      once: white space leads over lines that hold nothing, to the next that does
    [^)]*        any number of times

So it is known how many lines before its words a match begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

MANY = 99  # or more: no limit
DOTALL = 16  # the bit of re's flag
WIDTHLESS = ("AT", "ASSERT", "ASSERT_NOT")
_WITHIN = ("CATEGORY_DIGIT", "CATEGORY_WORD", "CATEGORY_NOT_SPACE")  # what no end of a line belongs to
END = ord("\n")


def may_end_a_line(name: str, value: Any, dots: bool) -> bool:
    """Whether a part that is one character may be the end of a line. `dots`: whether `.` matches it."""
    if name == "IN":
        negated = any(op.name == "NEGATE" for op, _ in value)
        return any(_holds_end(op.name, held) for op, held in value) != negated
    return dots if name == "ANY" else (value == END) == (name == "LITERAL")


def _holds_end(name: str, value: Any) -> bool:
    if name == "CATEGORY":
        return value.name not in _WITHIN
    return bool(value[0] <= END <= value[1]) if name == "RANGE" else name == "LITERAL" and value == END


def is_white(parsed: Sequence[Any]) -> bool:
    """Whether a sequence is one character, of white space."""
    (op, value), *others = parsed or [(None, ())]
    items = value if op and op.name == "IN" else parsed
    return not others and all(_names_white(op.name, held) for op, held in items)


def _names_white(name: str, value: Any) -> bool:
    return bool(value.name == "CATEGORY_SPACE") if name == "CATEGORY" else name == "LITERAL" and chr(value).isspace()
