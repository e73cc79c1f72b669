r"""Alternatives that begin alike are tried together, so that the engine looks at what they share once.

    \bfoo|\bbar|\.baz|\bqux      \b(?:foo|bar|qux)|\.baz

`re` does so only where all of them begin alike. Where `\b` stands before some, it tries each of them at every character of a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from readylint.heads import of_sequence

_Group = list[Any]  # alternatives that begin alike


def gather(parsed: Any, any_case: bool) -> None:
    """Puts together the alternatives of a pattern that begin with the same look around, in the order in which they were tried, but for
    those that never match at the same place."""
    for at, (op, value) in enumerate(parsed.data):
        for inner in _within(op.name, value):
            gather(inner, any_case)
        if op.name == "BRANCH":
            parsed.data[at] = op, (value[0], _gathered(op, value[1], any_case))


def _within(name: str, value: Any) -> Iterator[Any]:
    """The patterns that a part of a pattern is made of."""
    if name == "BRANCH":
        yield from value[1]
    elif name == "SUBPATTERN":
        yield value[3]
    elif name.endswith("_REPEAT"):
        yield value[2]
    elif name in ("ATOMIC_GROUP", "ASSERT", "ASSERT_NOT"):
        yield value if name == "ATOMIC_GROUP" else value[1]


def _gathered(op: Any, alternatives: list[Any], any_case: bool) -> list[Any]:
    groups: list[_Group] = []
    for one in alternatives:
        group = _alike(one, groups, any_case)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return [_as_one(op, group) for group in groups]


def _alike(one: Any, groups: list[_Group], any_case: bool) -> _Group | None:
    """The group that an alternative may be tried with: what is tried in between cannot match where it does."""
    if (first := _look(one)) is None:
        return None
    heads, open_ = of_sequence(one, any_case)
    for group in reversed(groups):
        if bool(_look(group[0]) == first):
            return group
        if open_ or any(_letter(other, any_case) in (None, *heads) for other in group):
            return None
    return None


def _look(one: Any) -> Any:
    """The boundary of a word, or the beginning of a line, that an alternative starts with."""
    return one.data[0] if one.data and one.data[0][0].name == "AT" else None


def _letter(one: Any, any_case: bool) -> str | None:
    """The one character that an alternative can begin with."""
    op, value = next(((op, value) for op, value in one.data if op.name != "AT"), (None, 0))
    letter = chr(value) if op and op.name == "LITERAL" else ""
    return letter if letter.isascii() and letter and not (any_case and letter.isalpha()) else None


def _as_one(op: Any, group: _Group) -> Any:
    made = group[0]
    if len(group) > 1:
        first, rests = made.data[0], group
        for rest in rests:
            del rest.data[0]
        made = type(made)(made.state, [first, (op, (None, rests))])
    return made
