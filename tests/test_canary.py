"""Nothing of a scanned repository runs, nothing connects, and nothing in it changes: watched by strace."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import readylint
from tests.scripts import fixture

canary = fixture("canary")

STARTED = re.compile(r'execve\("([^"]+)", \["([^"]+)"(?:, "([^"]*)")?.*= 0$')
CONNECTED = re.compile(r"connect\(\d+, \{sa_family=(?!AF_UNIX)")
COMMANDS = {
    "scan": ["scan", ".", "--fail-on", "never"],
    "of a revision": ["scan", ".", "--rev", "HEAD~1", "--fail-on", "never"],
    "check": ["check", "server.js", "setup.py", "values.yaml"],
    "staged": ["check", "--staged"],
}


def state(root: Path) -> dict[str, tuple[int, int, str]]:
    """Every file below a folder, .git included: mode, time and content."""
    return {
        str(path.relative_to(root)): (path.lstat().st_mode, path.lstat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in root.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    made: tuple[Path, Path] = canary.build(tmp_path_factory.mktemp("canary"))
    return made


def watched(command: list[str], where: Path, folder: Path) -> tuple[subprocess.CompletedProcess[str], str]:
    """A command run in a folder as the installed script would run it, and what strace saw."""
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    script, trace = folder / "readylint-script", folder / "trace"
    script.write_text("import sys\nfrom readylint.cli import main\nsys.exit(main())\n")
    strace = ["strace", "-f", "-qq", "-s", "4096", "-e", "trace=execve,connect", "-o", str(trace)]
    packages = str(Path(readylint.__file__).parent.parent)
    environment = os.environ | {"HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPATH": packages}
    done = subprocess.run([*strace, sys.executable, str(script), *command], cwd=where, env=environment, capture_output=True, text=True)
    if "ptrace" in done.stderr and not trace.stat().st_size:
        pytest.skip("strace may not trace here")
    return done, trace.read_text()


@pytest.mark.parametrize("name", COMMANDS)
def test_only_git_and_readylint_run(name: str, checkout: tuple[Path, Path], tmp_path: Path) -> None:
    root, ran = checkout
    before = state(root)
    done, seen = watched(COMMANDS[name], root, tmp_path)
    assert done.returncode in (0, 1, 3) and "Traceback" not in done.stderr, done.stderr
    assert not ran.exists(), ran.read_text()
    started = {(os.path.basename(m[1]), m[2]) for line in seen.splitlines() if (m := STARTED.search(line))}
    assert {program for program, _ in started} <= {"git", os.path.basename(sys.executable), os.path.basename(os.path.realpath(sys.executable))}
    assert not CONNECTED.search(seen)
    assert state(root) == before


def test_a_module_of_the_folder_it_is_called_in_does_not_run(checkout: tuple[Path, Path], tmp_path: Path) -> None:
    root, ran = checkout
    alone = tmp_path / "alone"
    alone.mkdir()
    for name in canary._MODULES:
        shutil.copy(root / f"{name}.py", alone)
    environment = os.environ | {"HOME": str(tmp_path)} | {"PYTHONPATH": str(Path(readylint.__file__).parent.parent)}
    command = [sys.executable, "-m", "readylint", "scan", ".", "--fail-on", "never", "--no-cache"]
    done = subprocess.run(command, cwd=alone, env=environment, capture_output=True, text=True)
    assert done.returncode in (0, 3), done.stderr
    assert not ran.exists(), ran.read_text()


def test_the_canary_would_run(checkout: tuple[Path, Path]) -> None:
    root, ran = checkout
    subprocess.run(["git", "-C", str(root), "-c", "safe.directory=*", "diff", "HEAD"], capture_output=True, check=False, timeout=30)
    assert ran.exists()
    ran.unlink()
