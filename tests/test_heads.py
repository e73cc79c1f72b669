"""What a match can begin with is told to the engine, and nothing that matches is passed over (see test_needles.py for patterns at random)."""

from __future__ import annotations

import pytest

from readylint.heads import of_sequence
from readylint.needles import folds
from readylint.patterns import _modules


@pytest.mark.parametrize(
    ("pattern", "heads", "open_"),
    [
        (r"\b(?:foo|bar)", "fb", False),
        (r"(?<!\w)[\"']x", "\"'", False),
        (r"a?\d{0,2}_", "a0123456789_", False),
        (r"(?i)^k?x", "kKxX", False),
        (r"é|b", "b", False),
        (r"(?:a|b)*", "ab", True),
    ],
)
def test_the_beginnings_of_a_pattern(pattern: str, heads: str, open_: bool) -> None:
    parsed = _modules()[0].parse(pattern)
    assert of_sequence(parsed, folds(parsed, int(parsed.state.flags))) == (frozenset(heads), open_)
