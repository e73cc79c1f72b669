"""What a commit of four files waits for: readylint's hook beside those of other tools, whole processes, one after the other.

    python benchmarks/hooks.py [--path FOLDER]... [--times N]

Tools are looked for on the path and in the folders named by --path; one that is not installed is left out. The least of N runs counts,
since a machine adds time and takes none away: of the processor, and of the clock. Nothing is fetched: semgrep gets one rule, of ours.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
FILES = {
    "shop/orders.py": "".join(f"def total_{n}(order):\n    return sum(line.price * {n} for line in order.lines)\n\n\n" for n in range(30)),
    "web/src/cart.ts": "export function add(cart: string[], item: string): string[] {\n  return [...cart, item]\n}\n" * 20,
    "Dockerfile": 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nUSER 10001\nCMD ["gunicorn", "shop"]\n',
    ".github/workflows/ci.yml": "on: push\npermissions: {}\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make\n",
}  # fmt: skip
RULE = "rules:\n  - {id: eval, languages: [python], severity: ERROR, message: no eval, pattern: eval(...)}\n"
NAMES = tuple(FILES)
PYTHON = (sys.executable, "-c", "pass")
READYLINT = (sys.executable, "-m", "readylint")


class Tool(NamedTuple):
    """A hook: its name, what runs on the staged files, and of which of them."""

    name: str
    command: tuple[str, ...]
    reads: str = "all four"


class Cost(NamedTuple):
    """Milliseconds of the processor and of the clock."""

    processor: float
    clock: float


TOOLS = (
    Tool("bare interpreter", PYTHON, "none"),
    Tool("readylint --version", (*READYLINT, "--version"), "none"),
    Tool("readylint check", (*READYLINT, "check", *NAMES)),
    Tool("ruff check", ("ruff", "check", "--no-cache", "shop/orders.py"), "the Python file"),
    Tool("zizmor", ("zizmor", "--offline", "--no-progress", "--quiet", "--no-exit-codes", NAMES[3]), "the workflow"),
    Tool("detect-secrets-hook", ("detect-secrets-hook", *NAMES)),
    Tool("semgrep", ("semgrep", "scan", "--config", "rule.yml", "--metrics", "off", "--disable-version-check", "--quiet", *NAMES)),
    Tool("checkov", ("checkov", "--quiet", "--compact", "--soft-fail", "--skip-download", *(p for n in NAMES for p in ("-f", n)))),
)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--path", action="append", default=[], help="a folder of programs, repeatable")
    asked.add_argument("--times", type=int, default=15)
    chosen = asked.parse_args()
    search = os.pathsep.join((*chosen.path, str(Path(sys.executable).parent), os.environ["PATH"]))
    with tempfile.TemporaryDirectory() as folder:
        staged(Path(folder))
        costs = {tool.name: cost(tool, search, Path(folder), chosen.times) for tool in TOOLS}
    print(table(costs))
    return within(costs)


def staged(folder: Path) -> None:
    """A repository with the four files staged."""
    for name, text in (*FILES.items(), ("rule.yml", RULE)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    for command in (("init", "-q"), ("add", *NAMES)):
        subprocess.run(["git", *command], cwd=folder, check=True)


def cost(tool: Tool, search: str, folder: Path, times: int) -> Cost | None:
    """What a tool costs at least; None where it is not installed."""
    program = shutil.which(tool.command[0], path=search)
    if not program:
        return None
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PRE_COMMIT": "1"} if tool.name.startswith("readylint") else dict(os.environ)
    runs = [_run((program, *tool.command[1:]), folder, environment) for _ in range(times if tool.name not in ("semgrep", "checkov") else 4)]
    return Cost(min(r.processor for r in runs), min(r.clock for r in runs))


def _run(command: Sequence[str], folder: Path, environment: dict[str, str]) -> Cost:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} says {done.returncode}:\n{done.stdout}{done.stderr}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(processor * 1000, clock * 1000)


def table(costs: dict[str, Cost | None]) -> str:
    """Markdown."""
    bare = costs["bare interpreter"]
    rows = ["| hook | reads | processor | clock | processor, × bare interpreter |", "|---|---|---:|---:|---:|"]
    for tool in TOOLS:
        found = costs[tool.name]
        if found and bare:
            told = f"{found.processor:,.0f} ms | {found.clock:,.0f} ms | {found.processor / bare.processor:.1f}"
        else:
            told = "not installed | |"
        rows.append(f"| {tool.name} | {tool.reads} | {told} |")
    return "\n".join(rows) + "\n"


def within(costs: dict[str, Cost | None]) -> int:
    """Says whether the budgets hold, of the processor's time; the exit code."""
    bare, version, check = (costs[name] for name in ("bare interpreter", "readylint --version", "readylint check"))
    if not (bare and version and check):
        return 2
    budgets = (("four files", check, 4 * bare.processor + 100), ("--version", version, bare.processor + 40))
    for name, found, budget in budgets:
        verdict = "within the budget" if found.processor <= budget else "OVER"
        print(f"{name}: {found.processor:.0f} ms of the processor, of {budget:.0f}: {verdict}")
    return int(any(found.processor > budget for _, found, budget in budgets))


if __name__ == "__main__":
    sys.exit(main())
