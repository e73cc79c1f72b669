"""How far before its words a match begins (see test_needles.py for patterns and texts at random)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from readylint.breaks import MANY
from readylint.needles import needles, of_sequence
from readylint.patterns import _modules, compiled
from readylint.searching import LONG


@pytest.mark.parametrize(
    ("pattern", "most"),
    [
        (r"[^\n]*\(", 0),
        (r"a.*b\S\w+(?<=\n)$", 0),
        (r"\w+\s*=", 1),
        (r"a\s*=\s*b", 2),
        (r"(?:\n|a\r\n)?b[ \n\t]", 2),
        (r"(?:[^\n]*\n){0,3}?", 3),
        (r"[^)]*", MANY),
        (r"(?:\s+a)*", MANY),
        (r"a(?s:.)*", MANY),
        (r"(a|\s)\1", MANY),
        (r"[\W]|\D", 1),
        (r"[^\W]|\d|[^\S\n]", 0),
    ],
)
def test_the_line_breaks_of_a_pattern(pattern: str, most: int) -> None:
    assert of_sequence(_modules()[0].parse(pattern), False)[2] == most


@pytest.mark.parametrize(
    ("pattern", "most"),
    [(r"\bif \w+\s*\(\s*limit", 2), (r"^\s*limit|[^\n]*\bpage_size", 1), (r"[^;]*limit", MANY), (r"limit[^;]*", 0), (r"\s*(?:a\nlimit|bcd)", MANY)],
)
def test_the_line_breaks_before_its_words(pattern: str, most: int) -> None:
    assert needles(_modules()[0].parse(pattern), False, False)[2] == most


def test_only_lines_on_which_a_match_may_begin_are_looked_into() -> None:
    pattern: Any = compiled(r"\b\w+\s*=\s*limit\b", re.MULTILINE)
    pattern._left = 0
    text = "one = 1\n" * LONG + "two =\n\n  limit\nthree = limit\n" + "four = 4\n" * LONG
    lines = [text[line : text.find("\n", line)] for line in pattern._lines(text)]
    assert lines == ["one = 1", "two =", "", "  limit", "three = limit"]
    assert [m[0] for m in pattern.finditer(text)] == ["two =\n\n  limit", "three = limit"]
