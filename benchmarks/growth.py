"""How what a scan takes grows with a repository, and how soon Ctrl-C ends it: the second table of docs/robustness.md.

usage: python benchmarks/growth.py [--write] [--size 1.0] [KIND ...]

The synthetic repositories of fixtures/huge.py are scanned at an eighth, a quarter, half and all of their size: through the processor's
seconds and the peak memory of all processes goes a straight line, by least squares. At its whole size each is scanned on a terminal of
its own, where Ctrl-C is typed at several moments: told is the longest that any process stayed.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from robustness import PAGE, ROOT, Row, scan
from secrets_speed import running

sys.path.insert(0, str(ROOT / "fixtures"))
MARK = "<!-- growth -->"
SHARES = (0.125, 0.25, 0.5, 1.0)
MOMENTS = (0.3, 1.0, 3.0, 8.0)  # seconds after the start
PATIENCE = 30.0


class Stop(NamedTuple):
    """A scan that was ended by Ctrl-C: its exit code, the seconds until nothing of it was left, whether it had shown that it works."""

    code: int
    seconds: float
    shown: bool


class Growth(NamedTuple):
    """Of one kind: thousands of things, processor's seconds and megabytes at each size, and how it stopped."""

    kind: str
    points: list[tuple[float, float, float]]
    stops: list[Stop]


def measured(kind: str, size: float) -> Growth:
    """Scans one kind at its sizes."""
    import huge

    make: Callable[[Path, float], Path] = {"files": huge.files, "commits": huge.history}[kind]
    most = {"files": 65.0, "commits": 250.0}[kind]
    points, stops = [], []
    for share in SHARES:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            root, row = make(Path(folder) / kind, share * size), Row(kind)
            scan(row, root)
            points.append((most * share * size, row.seconds, row.memory / (1 << 20)))
            print(f"{points[-1][0]:g} thousand {kind}: {row.seconds:.1f} s, {points[-1][2]:.0f} MB", file=sys.stderr, flush=True)
            if share == 1.0:
                stops = [stopped(root, moment) for moment in MOMENTS]
    return Growth(kind, points, stops)


def stopped(root: Path, moment: float) -> Stop:
    """Scans on a terminal, types Ctrl-C after some seconds, and waits until no process of it is left."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm"
        os.execvp(sys.executable, [sys.executable, "-m", "readylint", "scan", str(root), "--no-cache", "--fail-on", "never"])
    said, began = b"", time.monotonic()
    while time.monotonic() - began < moment:
        said += _heard(terminal)
    shown, typed = bool(said), time.monotonic()
    os.write(terminal, b"\x03")
    while any(running(child)) and time.monotonic() - typed < PATIENCE:
        _heard(terminal)
    seconds = time.monotonic() - typed
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return Stop(os.waitstatus_to_exitcode(status), seconds, shown)


def _heard(terminal: int) -> bytes:
    if not select.select([terminal], [], [], 0.01)[0]:
        return b""
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # nobody writes to it any more
        time.sleep(0.01)
        return b""


def fit(points: Sequence[tuple[float, float]]) -> str:
    """The straight line through points, and the share of their variance that it explains."""
    x, y = zip(*points)
    slope, start = statistics.linear_regression(x, y)
    return f"{start:.1f} + {slope:.3g} n (R² {statistics.correlation(x, y) ** 2:.4f})"


def table(found: Sequence[Growth]) -> Iterator[str]:
    """The rows of the page."""
    yield "| n | CPU seconds | peak memory, MB | Ctrl-C, longest of several moments |"
    yield "|---|---|---|---:|"
    for one in found:
        seconds, memory = ([(p[0], p[column]) for p in one.points] for column in (1, 2))
        codes = "/".join(map(str, sorted({stop.code for stop in one.stops})))
        bars = f"{sum(stop.shown for stop in one.stops)} of {len(one.stops)} showed a bar"
        stops = f"{max(stop.seconds for stop in one.stops):.2f} s, exit {codes}; {bars}"
        yield f"| thousands of {one.kind} | {fit(seconds)} | {fit(memory)} | {stops} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", default=["files", "commits"], metavar="KIND", help="files or commits; both unless named")
    parser.add_argument("--size", type=float, default=1.0, help="how large they are made (default: 1)")
    parser.add_argument("--write", action="store_true", help="put the table into docs/robustness.md")
    chosen = parser.parse_args()
    told = "\n".join(table([measured(kind, chosen.size) for kind in chosen.kinds]))
    print(told)
    if chosen.write:
        head, _, rest = PAGE.read_text("utf-8").partition(MARK)
        PAGE.write_text(f"{head}{MARK}\n\n{told}\n\n{MARK}{rest.partition(MARK)[2]}", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
