"""What matches in a text and not in the one before it matches in what is new, too."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from readylint import hunks
from readylint.breaks import MANY, reach
from readylint.hunks import hunks as new_in
from readylint.patterns import _modules, compiled
from readylint.searching import LONG, Pattern, follow

from .test_needles import PATTERNS


@pytest.mark.parametrize(
    ("pattern", "most"),
    [
        (r"^def \w+\([^)\n]*\)$", 0),
        (r"a\s*=\s*b", 2),
        (r"a(?!\s*b)(?<!\n\n)", 3),
        (r"(?<=[^x])a", 1),
        (r"(?:[^\n]*\n){0,3}?a|b\s*c", 3),
        (r"(?s:.)|(?-m:^)a", MANY),
        (r"\Aa", MANY),
        (r"a\Z", MANY),
        (r"[^)]*a", MANY),
        (r"(a|\s)\1", MANY),
    ],
)
def test_how_far_all_that_decides_a_match_reaches(pattern: str, most: int) -> None:
    assert reach(_modules()[0].parse(pattern), False, True) == most


def test_without_lines_their_beginnings_are_that_of_the_text() -> None:
    assert reach(_modules()[0].parse("^a"), False, False) == reach(_modules()[0].parse("a$"), False, False) == MANY
    assert reach(_modules()[0].parse("(?m)^a(?m:$)"), False, True) == 0


def test_only_the_lines_around_what_is_new_are_told() -> None:
    lines = [f"line {n}\n" for n in range(100)]
    text = "".join([*lines[:50], "new\n", "\n", *lines[51:]])
    assert new_in(text, "".join(lines)) == "".join([*lines[43:50], "new\n", "\n", *lines[51:58]])
    assert new_in("".join(lines[:50]), "".join(lines)) == "".join(lines[43:50])
    assert new_in("".join(lines), "".join(lines)) == ""


LINES = st.lists(st.sampled_from(["abc", "defg", "x", "xabc", " ", "", "  d", "Q", "abcdefg", "é"]), max_size=14)


@settings(max_examples=400, deadline=None)
@given(PATTERNS, LINES, LINES, LINES, LINES, LINES, st.booleans(), st.booleans())
def test_what_matches_only_now_matches_in_what_is_new(
    pattern: str, start: list[str], old: list[str], new: list[str], middle: list[str], end: list[str], ended: bool, turned: bool
) -> None:
    earlier, text = "\n".join([*start, *old, *middle, *end]), "\n".join([*start, *new, *(end if turned else middle), *end]) + "\n" * ended
    wanted = re.compile(pattern, re.MULTILINE)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(hunks, "REACH", 2)
        near = reach(_modules()[0].parse(pattern, re.MULTILINE), False, True) <= hunks.REACH
        if near and wanted.search(text) and not wanted.search(earlier):
            assert wanted.search(new_in(text, earlier))


def test_patterns_that_remember_look_into_what_is_new_alone() -> None:
    looked: list[str] = []
    earlier = "".join(f"line {n}\n" for n in range(LONG))
    then, last = (earlier.replace("line 100\n", f"{line}\n") for line in ("other", "key"))
    pattern: Any = Pattern(re.compile("key"), ("key",), reach=0)
    real = pattern.search
    pattern.search = lambda text, *span: looked.append(text) or real(text, *span)
    pattern.remember()
    follow(then, earlier)
    follow(last, then)
    assert [bool(pattern.search(text)) for text in (earlier, then, last)] == [False, False, True]
    assert [len(text) < LONG for text in looked] == [False, True, True, False]
    data: Any = compiled(b"key")  # which has the hash that the same text has
    data.remember()
    assert data.search(then.encode()) is None and data.search(earlier.encode()) is None and data.search(last.encode())
