"""Times the tables of a fleet on reports that are made up from real ones, and prints a table for docs/fleet-tables.md.

usage: python benchmarks/fleet_tables.py [--reports FOLDER] [--keep FOLDER] [N ...]

FOLDER holds JSON reports (default: the fixtures are scanned). Each copy has names, verdicts, places and texts of its own, the same in
every run. For each N a process of its own makes the tables, and one asks what `fleet report` asks: the processor's seconds, the clock's,
and the peak memory. At the end stands how the cost grows: the exponent of a power of N, 1 where a repository costs the same in any fleet.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).parent.parent
RUN = "20260101T000000Z"
TEAMS = 40
ASKED: dict[str, dict[str, str]] = {"REPOSITORIES": {}, "ITEMS": {}, "BLOCKERS": {}, "TREND": {"run": RUN}}


def fixtures() -> list[dict[str, Any]]:
    """The reports of the fixtures."""
    from readylint import scan
    from readylint.report.as_json import document

    return [document(scan(tree, history=False)) for tree in sorted(ROOT.glob("fixtures/*/tree"))]


def made_up(real: dict[str, Any], number: int) -> dict[str, Any]:
    """A report like a real one, of another repository."""
    chance, report = random.Random(number), json.loads(json.dumps(real))
    report["repository"] |= {"name": f"service-{number:06}", "revision": hashlib.sha1(str(number).encode()).hexdigest()}
    report["owners"] = {"": [f"@acme/team-{chance.randrange(TEAMS)}"]}
    for item in report["items"]:
        if chance.random() < 0.05:
            item["verdict"] = chance.choice(("pass", "fail", "unknown", "na"))
        item["reason"] += f" ({chance.randrange(10_000)})"
        for found in item["findings"]:
            found["path"] = f"part{chance.randrange(1000)}/{found['path']}"
            found["fingerprint"] = f"{chance.getrandbits(96):024x}"
    return report


def write(folder: Path, reals: list[dict[str, Any]], number: int) -> None:
    """The folder of a fleet of so many repositories, as `fleet scan` leaves it."""
    (folder / "reports").mkdir(parents=True)
    (folder / "runs").mkdir()
    (folder / "readylint-fleet.json").write_text('{"format": 1}\n')
    with (folder / "runs" / f"{RUN}.jsonl").open("w") as file:
        print(json.dumps({"run": RUN, "begun": RUN, "tool": "0", "policy": [], "sources": number}), file=file)
        for n in range(number):
            report, key = made_up(reals[n % len(reals)], n), f"{n:024x}"
            text = msgspec.json.format(msgspec.json.encode(report), indent=2)
            (folder / "reports" / f"{key}.json").write_bytes(text)
            name = f"acme/{report['repository']['name']}"
            print(json.dumps({"repository": name, "source": name, "outcome": "scanned", "report": key, "seconds": n % 60}), file=file)
        print(json.dumps({"ended": RUN}), file=file)


def measured(what: Callable[[], object]) -> dict[str, float]:
    """The processor's and the clock's seconds of something."""
    clock, cpu = time.perf_counter(), time.process_time()
    what()
    return {"cpu": time.process_time() - cpu, "clock": time.perf_counter() - clock}


def of_a_process(folder: Path, task: str) -> dict[str, Any]:
    """What a task costs, in this process."""
    from readylint.fleet import html, summary, tables, teams
    from readylint.fleet.database import Fleet

    told: dict[str, Any] = {}
    if task == "load":
        told = {"load": measured(lambda: tables.refresh(folder))}
    else:
        fleet = Fleet(str(folder))
        for name, values in ASKED.items():
            told[name] = measured(partial(fleet.rows, getattr(summary, name), **values))
        told["html"] = measured(lambda: html.html(summary.summary(fleet, teams.Teams())))
    return {**told, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}


def costs(folder: Path, number: int) -> dict[str, Any]:
    """What the tables of a fleet cost, each task in a process of its own."""
    told: dict[str, Any] = {"n": number, "bytes": sum(path.stat().st_size for path in (folder / "reports").iterdir())}
    for task in ("load", "ask"):
        made = subprocess.run([sys.executable, __file__, "--task", task, str(folder)], check=True, capture_output=True, text=True)
        done = json.loads(made.stdout)
        told |= {f"peak {task}": done.pop("peak"), **done}
    told["tables"] = sum(path.stat().st_size for path in (folder / "tables").rglob("*.parquet"))
    return told


def lines(every: list[dict[str, Any]]) -> Iterator[str]:
    """The table."""
    yield "| repositories | reports | tables | load, processor | load, clock | memory | slowest question | page |"
    yield "|---|---|---|---|---|---|---|---|"
    for t in every:
        slowest, peak = max(t[name]["clock"] for name in ASKED), max(t["peak load"], t["peak ask"])
        yield (
            f"| {t['n']:,} | {t['bytes'] / 1e6:,.0f} MB | {t['tables'] / 1e6:.1f} MB "
            f"| {t['load']['cpu']:.1f} s | {t['load']['clock']:.1f} s | {peak / 1e6:.0f} MB | {slowest:.2f} s "
            f"| {t['html']['clock']:.2f} s |"
        )
    if len(every) > 1:
        yield f"\nThe load grows as the number of repositories to the power of {exponent(every):.2f}."


def exponent(every: list[dict[str, Any]]) -> float:
    """The slope of the processor's time over the number of repositories, both as logarithms, by least squares."""
    points = [(math.log(t["n"]), math.log(t["load"]["cpu"])) for t in every]
    x, y = (sum(axis) / len(points) for axis in zip(*points))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=Path)
    options.add_argument("--keep", type=Path)
    options.add_argument("--task", help=argparse.SUPPRESS)
    options.add_argument("what", nargs="*", default=["100", "1000"])
    chosen = options.parse_args()
    if chosen.task:
        print(json.dumps(of_a_process(Path(chosen.what[0]), chosen.task)))
        return
    reals = [json.loads(path.read_text()) for path in sorted(chosen.reports.glob("*.json"))] if chosen.reports else fixtures()
    every = []
    with tempfile.TemporaryDirectory() as scratch:
        for number in map(int, chosen.what):
            folder = (chosen.keep or Path(scratch)) / str(number)
            if not folder.exists():
                write(folder, reals, number)
            every.append(costs(folder, number))
            print(json.dumps(every[-1]), file=sys.stderr, flush=True)
    print("\n".join(lines(every)))


if __name__ == "__main__":
    main()
