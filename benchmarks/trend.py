"""What a trend costs beside one scan: `python benchmarks/trend.py REPOSITORY [-n 24] [--rounds 3]`.

Both are whole processes that know nothing from before (`--no-cache`), one after the other in each round, so that whatever else the machine
does falls on both. The ratio of the time of processors is what counts; that of the clock stands beside it, and what a second trend costs.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MOST = 4.0  # scans that 24 months may cost


def main() -> int:
    """Measures, prints a row for each round and the medians, and says whether the trend costs too much."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("repository", type=Path)
    parser.add_argument("-n", "--number", default="24")
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    where, trend = str(chosen.repository), ["trend", str(chosen.repository), "-n", chosen.number]
    ratios: list[tuple[float, float]] = []
    for number in range(1, chosen.rounds + 1):
        scan, cold = _cost("scan", where, "--no-cache", "--fail-on", "never"), _cost(*trend, "--no-cache")
        ratios.append((cold[0] / scan[0], cold[1] / scan[1]))
        print(f"{number}: scan {scan[0]:.2f} s CPU, {scan[1]:.2f} s; trend {cold[0]:.2f} s CPU, {cold[1]:.2f} s", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        first, second = (_cost(*trend, cache=folder) for _ in range(2))
    cpu, clock = (statistics.median(column) for column in zip(*ratios))
    print(f"median × {cpu:.2f} CPU, × {clock:.2f} by the clock (at most {MOST:g}); kept: {first[0]:.2f} s CPU, then {second[0]:.2f} s")
    return int(cpu > MOST)


def _cost(*arguments: str, cache: str = "") -> tuple[float, float]:
    """The seconds of processors, of all processes together, and of the clock."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, **({"XDG_CACHE_HOME": cache} if cache else {})}
    done = subprocess.run([sys.executable, "-m", "readylint", *arguments], env=environment, capture_output=True, check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr.decode("utf-8", "replace"))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
