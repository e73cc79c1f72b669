"""How fast secrets are found in a whole history, against kingfisher and against git's own work: whole processes, run in turn.

usage: python benchmarks/secrets_speed.py REPOSITORY [REPOSITORY ...] [--runs N] [--cpu] [--no-cache]

Seconds are medians; a ratio is the median of the ratios of runs made one after the other, since machines are noisy and a pair runs under
the same noise. `--cpu` shows processor seconds of all processes in place of wall time. kingfisher (package kingfisher-bin) reads every
object of the store, readylint and git what branches and tags reach: use clones that hold nothing else. git's own work is `log --raw` and,
at the same time, `cat-file --batch` of the blobs whose paths readylint reads. Peak memory (PSS of all our processes together) is sampled in
a run of its own; it needs /proc.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import history

from readylint.config import Config
from readylint.git import neutral_environment
from readylint.secrets.past import counting

OURS = [sys.executable, "-m", "readylint", "scan", "--select", "SEC001,SEC002", "--format", "json", "--fail-on", "never"]
PEER = ["scan", "--no-validate", "--no-update-check", "--format", "json"]
ENDS = {0, 3, 200, 205}  # ours inconclusive; kingfisher with findings
NAMES = ("ours", "kingfisher", "--turbo", "git")
Commands = Sequence[tuple[Sequence[str], Path | None]]  # side by side, each with the file it reads


class Cost(NamedTuple):
    """Seconds."""

    wall: float
    cpu: float


class Row(NamedTuple):
    """A repository: megabytes of unique blobs, commits, the costs of every round by name, peak bytes."""

    megabytes: float
    commits: int
    rounds: list[dict[str, Cost]]
    peak: int | None


def started(command: Sequence[str], given: Path | None = None) -> subprocess.Popen[bytes]:
    """A process in a session of its own; modules are compiled once as installed, and git reads no configuration of the user's."""
    usual = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment = neutral_environment() if command[0] == "git" else usual
    said = given.open("rb") if given else subprocess.DEVNULL
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=said, stdout=nowhere, stderr=nowhere, env=environment, start_new_session=True)


def cost(commands: Commands) -> Cost:
    """What commands cost that run side by side."""
    began, cpu = time.perf_counter(), 0.0
    for process in [started(*command) for command in commands]:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu += usage.ru_utime + usage.ru_stime
        if process.returncode not in ENDS:
            raise SystemExit(f"{' '.join(map(str, process.args))}: exit {process.returncode}")  # type: ignore[arg-type]
    return Cost(time.perf_counter() - began, cpu)


def peak(command: Sequence[str]) -> int | None:
    """The most memory that a command and its children hold together, shared pages counted once."""
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    process, most = started(command), 0
    while process.poll() is None:
        most = max(most, held(process.pid))
        time.sleep(0.01)
    return most


def held(session: int) -> int:
    """The bytes that the processes of a session hold, shared pages counted once."""
    return sum(map(_pss, running(session)))


def running(session: int) -> Iterator[Path]:
    """The processes of a session that have not ended."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            state, _, _, of = (process / "stat").read_text().rpartition(")")[2].split()[:4]
            if int(of) == session and state != "Z":
                yield process


def _pss(process: Path) -> int:
    with contextlib.suppress(OSError):
        rows = (process / "smaps_rollup").read_text().splitlines()
        return sum(int(row.split()[1]) << 10 for row in rows if row.startswith("Pss:"))
    return 0


def measured(repository: Path, kingfisher: str | None, options: list[str], runs: int) -> Row:
    there = history.sizes(repository)
    versions, commits = history.versions(repository)
    read = counting(Config().rules, {path for paths in versions.values() for path in paths}).keys()
    wanted = [oid for oid, paths in versions.items() if oid in there and paths & read]
    git = ["git", "-C", str(repository)]
    ours = [*OURS, *options, str(repository)]
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "wanted"
        listed.write_text("".join(f"{oid}\n" for oid in wanted))
        jobs: dict[str, Commands] = {"ours": [(ours, None)], "git": [([*git, *history.LOG], None), ([*git, "cat-file", "--batch"], listed)]}
        if kingfisher:
            jobs["kingfisher"] = [([kingfisher, *PEER, str(repository)], None)]
            jobs["--turbo"] = [([kingfisher, *PEER, "--turbo", str(repository)], None)]
        for job in jobs.values():
            cost(job)  # warms the page cache and what each keeps compiled
        rounds = [{name: cost(job) for name, job in jobs.items()} for _ in range(runs)]
    return Row(sum(there.get(oid, 0) for oid in versions) / 1e6, commits, rounds, peak(ours))


def shown(name: str, row: Row, field: int) -> str:
    """A line of the table."""
    parts = [f"{name:32} {row.megabytes:8.1f} {row.commits:8}"]
    columns = {n: [r[n][field] for r in row.rounds] for n in NAMES if n in row.rounds[0]}
    parts += [f"{statistics.median(columns[n]):9.2f}s" if n in columns else f"{'-':>10}" for n in NAMES]
    for n in NAMES[1:]:
        ratios = [a / b for a, b in zip(columns["ours"], columns.get(n, ()))]
        parts.append(f"{statistics.median(ratios):7.2f}" if ratios else f"{'-':>7}")
    parts.append(f"{row.peak / 1e6:7.0f} MB" if row.peak is not None else f"{'-':>10}")
    return " ".join([*parts, f"{1000 * statistics.median(columns['ours']) / row.megabytes:8.2f}"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cpu", action="store_true", help="processor seconds of all processes, not wall time")
    parser.add_argument("--no-cache", action="store_true", help="handed to readylint scan, which then keeps nothing between runs")
    asked = parser.parse_args()
    kingfisher = shutil.which("kingfisher", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))))
    if not kingfisher:
        print("kingfisher is not installed (pip install kingfisher-bin): no comparison with it")
    heads = [f"{'repository':32} {'MB':>8} {'commits':>8}", *(f"{n:>10}" for n in NAMES), *(f"/{n[:6]:>6}" for n in NAMES[1:])]
    print(" ".join([*heads, f"{'peak PSS':>10}", f"{'ms/MB':>8}"]))
    growth = []
    for repository in asked.repositories:
        row = measured(repository, kingfisher, ["--no-cache"] if asked.no_cache else [], asked.runs)
        print(shown(repository.name, row, int(asked.cpu)), flush=True)
        growth.append(statistics.median(r["ours"][int(asked.cpu)] for r in row.rounds) / row.megabytes)
    print(f"time per MB, largest over smallest: {max(growth) / min(growth):.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
