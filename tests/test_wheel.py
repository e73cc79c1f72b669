"""The wheel carries everything: each module, each rule, each table; and the rules load from it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent
SUFFIXES = {".py", ".toml", ".typed", ".html", ".css", ".js"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built from a copy, so that the checkout stays clean."""
    work = tmp_path_factory.mktemp("wheel")
    for name in ("readylint", "rules"):
        shutil.copytree(ROOT / name, work / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, work / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(work / "dist"), str(work)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return next((work / "dist").glob("*.whl"))


def shipped(folder: str, prefix: str) -> set[str]:
    """The files of a folder of the checkout, as the wheel should name them."""
    files = (ROOT / folder).rglob("*")
    return {prefix + path.relative_to(ROOT / folder).as_posix() for path in files if path.suffix in SUFFIXES}


def test_the_wheel_holds_every_module_rule_and_table(wheel: Path) -> None:
    wanted = shipped("readylint", "readylint/") | shipped("rules", "readylint/rules/")
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert sorted(wanted - held) == []
    assert sorted(held - wanted) == []


def test_the_rules_load_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    program = "import readylint.registry as r; print(len(r.load()), len(r.gate()), r.folder())"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    items, questions, folder = done.stdout.strip().split(" ", 2)
    assert (items, questions) == ("114", "4")
    assert Path(folder).resolve() == (tmp_path / "readylint" / "rules").resolve()


def test_the_wheel_has_the_command(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith("entry_points.txt"))
        assert "readylint = readylint.cli:program" in archive.read(name).decode()
