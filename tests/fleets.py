"""Small fleets for tests, with repositories over which a scan hangs, dies or eats memory: a pack of rules that does so is installed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from readylint.fleet.runs import Row, rows, runs
from tests.repositories import repository

ROOT = Path(__file__).parent.parent
APP = 'from flask import Flask\napp = Flask(__name__)\n@app.get("/")\ndef home():\n    return "hello"\n'
RULE = '''"""What a scan is not to survive does not happen.

The files of a planted repository say what happens to whoever reads them.

Pass: nothing is planted.

Fail: there is no such verdict.

Fix: there is none.
"""

import os
import re
import time

import psutil

from readylint import Files, contradicts, example, rule, supports, unclear


@rule(id="ZZZ001", severity="low")
def planted(files: Files):
    names = {file.path for file in files.all}
    if "hangs" in names:
        re.match("(a+)+b", "a" * 60)  # it gives nobody else a turn
    if "sleeps" in names:
        time.sleep(float(files.get("sleeps").text))
    if "crashes" in names:
        os.abort()
    if "orphaned" in names:
        os.kill(psutil.Process(os.getppid()).ppid(), 9)  # the nursery: the parent is the one that watches over the scan
        time.sleep(65)
    if "kills" in names:
        os.kill(psutil.Process(os.getppid()).parent().ppid(), 9)  # the worker, which began the nursery
        time.sleep(60)  # and is not done before it is killed itself
    held = []
    while "eats" in names:
        held.append(b"x" * (8 << 20))
    if "fails" in names:
        yield contradicts(files.all[0], "it is planted")
    yield unclear("it is not told") if "unknown" in names else supports(files.all[0], "nothing is planted")


EXAMPLES = [
    example("nothing", "pass", repo="-- a.py --\\nx = 1\\n"),
    example("one that fails", "fail", line="fails:1", repo="-- fails --\\nx = 1\\n"),
    example("one that does not tell", "unknown", repo="-- unknown --\\nx = 1\\n"),
]
'''


def fleet(folder: Path, names: str) -> Path:
    """A folder of repositories with an app each, and a file called like the repository where that says what is planted."""
    for name in names.split():
        plain, _, said = name.partition("=")
        repository(folder / plain, {"app.py": APP + f"NAME = {plain!r}\n", plain: said or "x\n", "requirements.txt": "flask==3.1\n"})
    return folder


def environment(folder: Path) -> dict[str, str]:
    """The environment of a process with the planted rule, and with a cache of its own."""
    pack, known = folder / "packs/planted_rules", folder / "packs/planted-1.dist-info"
    if not pack.exists():
        (pack / "operations").mkdir(parents=True)
        for package in (pack, pack / "operations"):
            (package / "__init__.py").write_text("")
        (pack / "operations/planted.py").write_text(RULE)
        known.mkdir()
        (known / "METADATA").write_text("Metadata-Version: 2.1\nName: planted\nVersion: 1\n")
        (known / "entry_points.txt").write_text("[readylint.rules]\nplanted = planted_rules\n")
    paths = os.pathsep.join((str(folder / "packs"), str(ROOT)))
    return {**os.environ, "PYTHONPATH": paths, "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONFAULTHANDLER": ""}


def command(source: Path, to: Path, *options: str) -> list[str]:
    """The command that scans a fleet."""
    return [sys.executable, "-m", "readylint", "fleet", "scan", str(source), "-o", str(to), *options]


def wait_for(what: Callable[[], object], seconds: float = 60) -> None:
    """Returns when something is so."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.05)


def rows_of(to: Path) -> int:
    """How many rows the last run of a folder has, as soon as there is one."""
    return len(last(to)) if (to / "runs").exists() and runs(to) else 0


def last(to: Path) -> tuple[Row, ...]:
    """The rows of the last run."""
    return rows(to, runs(to)[-1].run)


def plain(to: Path) -> dict[str, dict[str, Any]]:
    """The last run but for what no two runs share: how long it took, and what the machine did."""
    varying = ("seconds", "cpu_seconds", "peak_bytes", "host")
    told = (msgspec.to_builtins(row) for row in last(to))
    return {row["repository"]: {key: value for key, value in row.items() if key not in varying} for row in told}
