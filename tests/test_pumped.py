"""No pattern of ours takes exponential time, or the fourth power of it: each is given short texts made of its own repeats. benchmarks/pumped.py has long ones."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from tests.scripts import benchmark

pumped = benchmark("pumped")
SHORT, LIMIT = 300, 0.5  # characters, seconds
CUBE = 3
PARTS = 8

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers")


@pytest.mark.parametrize("part", range(PARTS))
def test_no_pattern_takes_exponential_time(part: int) -> None:
    slow = []
    for (pattern, flags), where in sorted(pumped.ours().items())[part::PARTS]:
        if pumped.power(pattern, flags) <= CUBE:
            continue
        took, one, many = pumped.worst(pattern, flags, SHORT, LIMIT)
        if took >= LIMIT and pumped.worst(pattern, flags, SHORT, LIMIT)[0] >= LIMIT:  # a busy machine is slow once
            slow.append((where, one, many, pattern))
    assert slow == []


def test_what_is_exponential_is_found() -> None:
    for pattern in (r"(?:a|aa)+$", r"x(?:\w+[-_])*y", r"(?:\s|//[^\n]*)*\}", r"(?:,\s*\S+)*\{"):
        assert pumped.worst(pattern, 0, SHORT, LIMIT)[0] >= LIMIT, pattern
    assert pumped.worst(r"(?:a+b)*c", 0, 2_000, LIMIT)[0] < LIMIT


@pytest.mark.parametrize(
    ("pattern", "power"),
    [("abc", 1), (r"a*b\s+c", 3), ("(?:a|b)*", 2), ("(?:a+|b+)c*", 3), ("a*b*c*", 4), ("(?:a+b)*", 1e999), ("(?:a+b){2}", 3), ("(?!a*b)c*", 3)],
)
def test_the_power_of_a_text_that_a_pattern_takes_at_most(pattern: str, power: float) -> None:
    assert pumped.power(pattern, 0) == power


def test_patterns_of_code_and_of_tables_are_known() -> None:
    found = pumped.ours()
    assert len(found) > 3_000 and {Path(where.partition(":")[0]).suffix for where in found.values()} == {".py", ".toml"}
    assert all(re.compile(pattern, flags) for pattern, flags in list(found)[:50])
