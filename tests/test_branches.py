"""Alternatives that begin alike are tried together, and all that matches is what matched before."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings, strategies as st

from readylint.branches import gather
from readylint.patterns import _modules, passing


def alternatives(pattern: str, any_case: bool = False) -> int:
    """How many alternatives the engine tries at a place where none begins."""
    parsed = _modules()[0].parse(pattern)
    gather(parsed, any_case)
    return len(parsed.data[0][1][1])


@pytest.mark.parametrize(
    ("pattern", "tried"),
    [
        (r"\bfoo|\bbar|\.baz|\bqux", 2),
        (r"^foo|@bar|^[ \t]+qux", 2),
        (r"\bfoo|\w\w|\bbar", 3),  # both may match at one place: the first of them does
        (r"\bfoo|é|\bbar", 3),
        (r"\bfoo|\.?|\bbar", 3),
        (r"\bfoo|bar|\bbaz", 3),
        (r"\bfoo|\Bbar|\bqux", 2),
        (r"foo|\bbar|baz", 3),
    ],
)
def test_alternatives_that_are_tried_together(pattern: str, tried: int) -> None:
    assert alternatives(pattern) == tried


ALTERNATIVES = st.lists(
    st.builds(
        "{}{}{}".format, st.sampled_from(["", r"\b", r"\b", "^", r"\B"]), st.sampled_from(["a", "ab", "(a)", "b", r"\.", "@", "", r"\w", "k", "[ab]"]),
        st.sampled_from(["", "b", "(b)?", r"\b", "(?:a|b|\\ba)"]),
    ), min_size=2, max_size=6,
).map("|".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(ALTERNATIVES, st.text("ab.@k\u212aK\n ", max_size=20), st.sampled_from([0, re.IGNORECASE]))
def test_it_matches_as_re_does(pattern: str, text: str, flags: int) -> None:
    made = re.compile(pattern, flags | re.MULTILINE)
    found = passing(pattern, flags | re.MULTILINE)
    assert [m.regs for m in found.finditer(text)] == [m.regs for m in made.finditer(text)]
