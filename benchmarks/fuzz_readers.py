"""Fuzzes every reader, with texts of its own words and of odd characters; one that raises, or takes seconds, fails.

usage: python benchmarks/fuzz_readers.py [--seconds 600] [READER ...]

By hypothesis, which shrinks what it finds; fuzz_by_coverage.py does it by atheris. tests/test_readers.py does the first for a moment,
and reads the texts that once crashed.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Callable

from hypothesis import HealthCheck, Phase, given, seed, settings, strategies as st
from readers import MARKS, READERS, Reader

SLOW = 2.0  # seconds of the processor's time for a text of a few thousand characters


_PHASES = (Phase.generate, Phase.shrink)


class TooSlow(AssertionError):
    pass


def texts(reader: Reader) -> st.SearchStrategy[str]:
    """Texts of the reader's words, repeated now and then, between odd characters."""
    piece = st.sampled_from((*reader.words, *reader.words, *MARKS)) | st.text(max_size=5)
    many = st.tuples(piece, st.integers(2, 300)).map(lambda given: given[0] * given[1])
    return st.lists(piece | piece | many, max_size=40).map("".join).map(lambda text: text[:8_000])


def timed(reader: Reader, text: str) -> None:
    """Reads a text. Raises what the reader raises, and TooSlow."""
    began = time.process_time()
    reader.read(text)
    took = time.process_time() - began
    if took > SLOW:
        raise TooSlow(f"{took:.1f} s")


def tested(reader: Reader, examples: int, number: int) -> Callable[[], None]:
    """A test of that many texts; another number gives others."""

    @seed(number)
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=_PHASES)
    @given(texts(reader))
    def test(text: str) -> None:
        timed(reader, text)

    return test


def fuzzed(name: str, seconds: float) -> int:
    """Fuzzes one reader for so long; prints what it did, and returns how many rounds failed."""
    until, rounds, failed = time.monotonic() + seconds, 0, 0
    while time.monotonic() < until:
        rounds += 1
        try:
            tested(READERS[name], 200, rounds + int(time.time()))()
        except Exception:
            failed += 1
            print(f"{name}: {traceback.format_exc(limit=-6)}", flush=True)
            break
    print(f"{name}\t{rounds * 200:,} texts\t{failed} failed", flush=True)
    return failed


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("readers", nargs="*", metavar="READER", help=f"of {', '.join(READERS)}; all unless named")
    options.add_argument("--seconds", type=float, default=600, help="for each reader (default: 600)")
    asked = options.parse_args()
    names = asked.readers or list(READERS)
    return min(1, sum(fuzzed(name, asked.seconds) for name in names))


if __name__ == "__main__":
    sys.exit(main())
