"""A program within limits: what it told, what it took, and that nothing of it is left."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from readylint.fleet.limits import Limits, run_within

pytest.importorskip("psutil")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="a fleet is scanned on Linux and macOS")
ROOT = Path(__file__).parent.parent
ROOMY = Limits(20, 1 << 30)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def alive(mark: str) -> bool:
    """Whether a process has a text on its command line, a moment from now."""
    time.sleep(0.2)
    return mark in subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout


def test_what_a_program_tells() -> None:
    ended = run_within(ROOMY, python("import sys; print('out'); print('err', file=sys.stderr); sum(range(10**6)); sys.exit(3)"))
    assert (ended.code, ended.broken, ended.output, ended.said) == (3, "", b"out\n", "err\n")
    assert 0 < ended.cpu_seconds < 5


def test_of_much_that_is_said_the_end_is_kept() -> None:
    ended = run_within(ROOMY, python("import sys; sys.stderr.write('x' * 10**6 + 'end')"))
    assert (len(ended.said), ended.said[-3:]) == (64 << 10, "end")


def test_too_long() -> None:
    ended = run_within(Limits(0.5, 1 << 30), python("import os; os.fork(); import re; re.match('(a+)+b', 'a' * 61)"))
    assert (ended.broken, ended.code) == ("time", -9)
    assert not alive("'a' * 61")


def test_too_much_memory_also_of_what_it_starts() -> None:
    grows = "import os, time; os.fork(); x = b'x' * (150 << 20); time.sleep(62)"
    ended = run_within(Limits(20, 250 << 20), python(grows))
    assert (ended.broken, ended.code) == ("memory", -9)
    assert ended.peak_bytes > 250 << 20
    assert not alive("time.sleep(62)")


def test_shared_memory_counts_once() -> None:
    ended = run_within(Limits(20, 250 << 20), python("x = b'x' * (150 << 20); import os, time; os.fork(); time.sleep(0.7)"))
    assert (ended.broken, ended.code) == ("", 0)


def test_nothing_stays_behind() -> None:
    assert run_within(ROOMY, ["sh", "-c", "sleep 63 2>/dev/null & exit 0"]).code == 0
    assert not alive("sleep 63")


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux does it")
def test_nothing_outlives_whoever_started_it() -> None:
    child = "import os; os.fork(); os.write(2, b'x'); import re; re.match('(a+)+b', 'a' * 64)"
    code = f"from readylint.fleet.limits import *; run_within(Limits(30, 1 << 30), [{sys.executable!r}, '-c', {child!r}])"
    with subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT)}) as starter:
        until = time.monotonic() + 20
        while subprocess.run(
            ["pgrep", "-f", r"^[^ ]*python[^ ]* -c import os; os.fork.*\* 64"], stdout=subprocess.DEVNULL, check=False
        ).returncode:
            assert time.monotonic() < until
        starter.kill()
    assert not alive("'a' * 64")
