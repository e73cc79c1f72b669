"""No pattern of ours takes exponential time, or the fourth power of it: each is given short texts made of its own repeats. benchmarks/pumped.py has long ones."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from tests.scripts import benchmark

pumped = benchmark("pumped")
SHORT, LIMIT = 300, 0.5  # characters, seconds
PARTS = 8

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers")


@pytest.mark.parametrize("part", range(PARTS))
def test_no_pattern_takes_exponential_time(part: int) -> None:
    slow = []
    for (pattern, flags), where in sorted(pumped.ours().items())[part::PARTS]:
        took, one, many = pumped.worst(pattern, flags, SHORT, LIMIT)
        if took >= LIMIT and pumped.worst(pattern, flags, SHORT, LIMIT)[0] >= LIMIT:  # a busy machine is slow once
            slow.append((where, one, many, pattern))
    assert slow == []


def test_what_is_exponential_is_found() -> None:
    for pattern in (r"(?:a|aa)+$", r"x(?:\w+[-_])*y", r"(?:\s|//[^\n]*)*\}", r"(?:,\s*\S+)*\{"):
        assert pumped.worst(pattern, 0, SHORT, LIMIT)[0] >= LIMIT, pattern
    assert pumped.worst(r"(?:a+b)*c", 0, 2_000, LIMIT)[0] < LIMIT


def test_patterns_of_code_and_of_tables_are_known() -> None:
    found = pumped.ours()
    assert len(found) > 3_000 and {Path(where.partition(":")[0]).suffix for where in found.values()} == {".py", ".toml"}
    assert all(re.compile(pattern, flags) for pattern, flags in list(found)[:50])
