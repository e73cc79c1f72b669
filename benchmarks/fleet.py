"""A fleet against what it is to be cheaper than, and against what it costs beside the scans themselves.

    python benchmarks/fleet.py FOLDER... [--most N] [--workers N]

The repositories in the folders are scanned three times, each time with a cache of its own that holds the compiled patterns only:

- alone: `readylint scan`, one after the other;
- pool: the same commands on a bare pool of threads that wait for them, each told that it has one core;
- fleet: `readylint fleet scan`.

Told are wall and CPU seconds of each. The fleet is to take no more than 0.6 of the time alone, and 1.05 of the pool's.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from readylint.fleet.runs import rows, runs
from readylint.fleet.sources import sources

SCAN = [sys.executable, "-m", "readylint", "scan", "--format", "json", "--no-progress"]


def measured(do: Callable[[], object]) -> tuple[float, float]:
    """Wall seconds, and CPU seconds of all processes that it took."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    do()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def prepared(folder: Path, name: str) -> dict[str, str]:
    """An environment with a cache of its own, in which the patterns are compiled."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / name)}
    (folder / "empty").mkdir(exist_ok=True)
    (folder / "empty/app.py").write_text("x = 1\n")
    quietly([*SCAN, str(folder / "empty")], environment)
    return environment


def quietly(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--most", type=int, default=60)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    paths = [source.address for source in sources(chosen.folders)][: chosen.most]
    with tempfile.TemporaryDirectory() as made:
        told = compared(Path(made), paths, chosen.workers)
    print(f"{len(paths)} repositories, {chosen.workers} at a time")
    for name, (wall, cpu) in told.items():
        print(f"{name:6} {wall:8.1f} s wall {cpu:8.1f} s CPU")
    for name in ("alone", "pool"):
        wall, cpu = (mine / theirs for mine, theirs in zip(told["fleet"], told[name], strict=True))
        print(f"fleet / {name}: {wall:.3f} wall, {cpu:.3f} CPU")


def compared(folder: Path, paths: list[str], workers: int) -> dict[str, tuple[float, float]]:
    """What each of the three ways took."""
    alone, pool, fleet = (prepared(folder, name) for name in ("alone", "pool", "fleet"))
    listed, to = folder / "list", folder / "out"
    listed.write_text("".join(f"{path}\n" for path in paths))
    scan = [sys.executable, "-m", "readylint", "fleet", "scan", str(listed), "-o", str(to), "--workers", str(workers), "--no-progress"]

    def pooled() -> None:
        with ThreadPoolExecutor(workers) as threads:
            list(threads.map(lambda path: quietly([*SCAN, path], {**pool, "READYLINT_CORES": "1"}), paths))

    told = {
        "alone": measured(lambda: [quietly([*SCAN, path], alone) for path in paths]),
        "pool": measured(pooled),
        "fleet": measured(lambda: quietly(scan, fleet)),
    }
    print(Counter(row.outcome for row in rows(to, runs(to)[-1].run)))
    return told


if __name__ == "__main__":
    main()
