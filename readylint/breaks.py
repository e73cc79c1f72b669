r"""How often what a part of a pattern matches may go on to another line.

    [^\n]*\(     never
    \w+\s*=      once: white space leads over lines that hold nothing, to the next that does
    [^)]*        any number of times

So it is known how many lines before its words a match begins, and over how many lines all that decides it can reach.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

MANY = 99  # or more: no limit
REACH = 7  # line breaks; what may reach further for all that decides it is looked for in all of a text
DOTALL, MULTILINE = 16, 8  # the bits of re's flags
WIDTHLESS = ("AT", "ASSERT", "ASSERT_NOT")
_WITHIN = ("CATEGORY_DIGIT", "CATEGORY_WORD", "CATEGORY_NOT_SPACE")  # what no end of a line belongs to
END = ord("\n")


def reach(parsed: Any, dots: bool, lines: bool) -> int:
    """How many line breaks, each with the white space around it, may stand in all that a match takes in or looks at around itself; MANY
    for no limit, or where it matters where the text begins or ends. `dots`: whether `.` matches them; `lines`: whether `^` and `$` are
    those of lines."""
    return min(sum([_reach_of(op.name, value, dots, lines) for op, value in parsed.data]), MANY)


def _reach_of(name: str, value: Any, dots: bool, lines: bool) -> int:
    if name in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
        return int(may_end_a_line(name, value, dots))
    if name == "AT":
        return 0 if "BOUNDARY" in value.name or (lines and value.name in ("AT_BEGINNING", "AT_END")) else MANY
    if name == "SUBPATTERN":
        _, on, off, inner = value
        return reach(inner, dots or bool(on & DOTALL), (lines or bool(on & MULTILINE)) and not off & MULTILINE)
    if name.endswith("_REPEAT"):
        inner = reach(value[2], dots, lines)
        return inner if is_white(value[2]) else min(inner * int(value[1]), MANY)
    if name == "BRANCH":
        return max(reach(branch, dots, lines) for branch in value[1])
    if name in ("ATOMIC_GROUP", "ASSERT", "ASSERT_NOT"):
        return reach(value if name == "ATOMIC_GROUP" else value[1], dots, lines)
    return MANY


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
