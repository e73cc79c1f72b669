"""Scanners for secrets, what each reports as places: ours by level, and the peers that are installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from readylint.facts.files import PathRules
from readylint.secrets.lesser import LEVELS
from readylint.secrets.past import classes
from readylint.secrets.scan import Scanner, Secret, worth_reading

Places = set[tuple[str, int]]  # path in the folder, line
PEERS = ("kingfisher", "detect-secrets", "credsweeper")


def ours(repositories: Mapping[str, Path]) -> dict[str, Places]:
    """What our detectors report at all, what triage keeps at any level, and what fails SEC001. Each repository is given with what its paths
    begin with in the places."""
    found = [(prefix + s.path, s) for prefix, repository in repositories.items() for s in scanned(repository)]
    wanted = {"reported": LEVELS, "kept at any level": LEVELS[:-1], "errors": LEVELS[:1]}
    return {f"readylint, {what}": {(path, s.line) for path, s in found if s.level in levels} for what, levels in wanted.items()}


def scanned(repository: Path) -> Iterator[Secret]:
    """What our engine makes of every file of a repository, as a folder."""
    there = (p.relative_to(repository) for p in repository.rglob("*") if p.is_file() and not p.is_symlink())
    names = sorted(p.as_posix() for p in there if p.parts[0] != ".git")
    scanner = Scanner(lesser=True)
    for path, (kind, language) in classes(PathRules(), names).items():
        if worth_reading(path) and kind != "vendored":
            yield from scanner.scan(path, kind, language, (repository / path).read_bytes())


def peers(folder: Path, asked: Iterable[str] = PEERS) -> Iterator[tuple[str, Places]]:
    """What the peers report that are installed, each by its default settings (detect-secrets without verification over the network)."""
    where = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    for name in asked:
        program = shutil.which(name, path=where)
        if program:
            yield name, {(os.path.normpath(path), line) for path, line in _REPORTS[name](program, folder)}
        else:
            print(f"{name} is not installed: left out")


def _kingfisher(program: str, folder: Path) -> Iterator[tuple[str, int]]:
    command = [program, "scan", "--no-validate", "--no-update-check", "--no-dedup", "--git-history", "none", "--format", "json", "."]
    said, _ = json.JSONDecoder().raw_decode(_said(command, folder, (0, 200, 205)))  # a summary follows
    for row in said["findings"]:
        yield row["finding"]["path"], row["finding"]["line"]


def _detect_secrets(program: str, folder: Path) -> Iterator[tuple[str, int]]:
    for path, rows in json.loads(_said([program, "scan", "-n", "--all-files", "."], folder, (0,)))["results"].items():
        yield from ((path, row["line_number"]) for row in rows)


def _credsweeper(program: str, folder: Path) -> Iterator[tuple[str, int]]:
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        _said([program, "--path", ".", "--save-json", str(report), "--no-stdout", "--jobs", str(os.cpu_count())], folder, (0,))
        for row in json.loads(report.read_text()):
            yield from ((line["path"], line["line_num"]) for line in row["line_data_list"])


_REPORTS = {"kingfisher": _kingfisher, "detect-secrets": _detect_secrets, "credsweeper": _credsweeper}


def _said(command: list[str], folder: Path, ends: tuple[int, ...]) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in ends:
        raise SystemExit(f"{command[0]}: exit {done.returncode}: {done.stderr[-500:]}")
    return done.stdout
