"""How fast readylint is, as ratios to the yardstick of parse_all.py, each pair of whole processes run in turn on this machine.

usage: python benchmarks/run.py REPOSITORY [REPOSITORY ...] [--runs N]

Prints a table: seconds are medians of whole processes; the ratio is the median of the pairs' ratios, since machines are noisy
and a pair runs under the same noise. The last line is the geometric mean over the repositories.
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

from readylint.config import Config
from readylint.fact import Facts
from readylint.facts.files import Files
from readylint.facts.syntax import LANGUAGES
from readylint.snapshot import Snapshot

HERE = Path(__file__).parent
SCAN = [sys.executable, "-m", "readylint", "scan", "--format", "json", "--fail-on", "never"]


def code_files(repository: Path) -> list[str]:
    """The code files that readylint takes for the project's own, app and tests, with a grammar."""
    files = Facts(Snapshot.open(repository), Config().rules).get(Files)
    markup = ("html", "css", "json", "yaml")
    found = (f for f in files.own if f.kind in ("app", "test") and f.language in LANGUAGES and f.language not in markup)
    return [f"{LANGUAGES[f.language]}\t{f.path}" for f in found]


def seconds(command: list[str]) -> float:
    began = time.perf_counter()
    usual = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}  # as installed: modules are compiled once
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, env=usual)
    if done.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)}: exit {done.returncode}: {done.stderr.decode()[-400:]}")
    return time.perf_counter() - began


def measure(repository: Path, runs: int) -> tuple[int, float, float, float, float, float, float]:
    """Files, seconds of the yardstick, of a scan without history, of one with it, of one again with nothing changed, and two ratios."""
    listed = code_files(repository)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as wanted:
        wanted.write("\n".join(listed))
        wanted.flush()
        yardstick = [sys.executable, str(HERE / "parse_all.py"), str(repository), wanted.name]
        scan = [*SCAN, "--no-history", str(repository)]
        commands = (yardstick, [*scan, "--no-cache"], [*SCAN, "--no-cache", str(repository)], scan)
        for command in commands:
            seconds(command)  # warms the page cache, and the prefilter's
        rounds = [tuple(seconds(command) for command in commands) for _ in range(runs)]
    base, tree, whole, again = (statistics.median(column) for column in zip(*rounds, strict=True))
    return (
        len(listed), base, tree, whole, again,
        statistics.median(r[1] / r[0] for r in rounds), statistics.median(r[2] / r[0] for r in rounds),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    print(f"{'repository':42} {'files':>6} {'parse':>8} {'scan':>8} {'+history':>9} {'again':>7} {'ratio':>6} {'ratio+':>7}")
    ratios, wholes = [], []
    for repository in asked.repositories:
        files, base, tree, whole, again, ratio, with_history = measure(repository, asked.runs)
        ratios.append(ratio)
        wholes.append(with_history)
        took = f"{base:7.2f}s {tree:7.2f}s {whole:8.2f}s {again:6.2f}s"
        print(f"{repository.name:42} {files:6} {took} {ratio:6.2f} {with_history:7.2f}", flush=True)
    mean, whole_mean = statistics.geometric_mean(ratios), statistics.geometric_mean(wholes)
    print(f"{'geometric mean':42} {'':42} {mean:6.2f} {whole_mean:7.2f}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process: {peak:.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
