"""The hooks in real commits and pushes, run by pre-commit and by prek: what must be refused is, and what must pass does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repositories import IDENTITY, git, repository

ROOT = Path(__file__).parent.parent
VALUE = "zIFvf" + "pArTRZHLT8K"
SECRET = f'URL = "postgres://shop:{VALUE}@db.shop.io/shop"\n'
CONFIG = """
repos:
  - repo: {readylint}
    rev: {revision}
    hooks:
      - id: readylint
      - id: readylint-repo
        args: [--select=SEC002]
"""


def program(name: str) -> str:
    """A runner of hooks, beside this interpreter or on the path."""
    found = shutil.which(name, path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    return found or pytest.skip(f"{name} is not installed")


class Project:
    """A repository with our hooks, a runner of them, and somewhere to push to."""

    def __init__(self, folder: Path, runner: str) -> None:
        self.runner, self.root = program(runner), folder / "project"
        named = {f"PIP_{part}": "1" for part in ("QUIET", "NO_INPUT", "NO_COMPILE")}
        homes = {"PRE_COMMIT_HOME": str(folder / "home"), "PREK_HOME": str(folder / "home")}
        path = os.pathsep.join((str(Path(self.runner).parent), os.environ["PATH"]))
        outside = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PRE_COMMIT", "PYTHON", "COVERAGE"))}
        self.environment = outside | IDENTITY | named | homes | {"PATH": path, "NO_COLOR": "1"}
        readylint = clone(folder / "readylint")
        config = CONFIG.format(readylint=readylint.as_posix(), revision=git(readylint, "rev-parse", "HEAD"))
        repository(self.root, {"a.py": "x = 1\n", "b.py": "y = 2\n", ".pre-commit-config.yaml": config})
        git(folder, "init", "-q", "--bare", "origin.git")
        git(self.root, "remote", "add", "origin", str(folder / "origin.git"))
        self.run(self.runner, "install", "--hook-type", "pre-commit", "--hook-type", "pre-push")

    def run(self, *command: str, at: Path | None = None) -> tuple[bool, str]:
        """Whether a command succeeds, and all that it says."""
        done = subprocess.run(command, cwd=at or self.root, env=self.environment, capture_output=True, text=True, check=False, timeout=600)
        return done.returncode == 0, done.stdout + done.stderr

    def commit(self, *arguments: str, at: Path | None = None) -> tuple[bool, str]:
        return self.run("git", "commit", "-q", "-m", "Change", *arguments, at=at)

    def write(self, path: str, text: str, *, add: bool = True, at: Path | None = None) -> None:
        ((at or self.root) / path).write_text(text, "utf-8")
        if add:
            git(at or self.root, "add", path)

    def clean(self) -> None:
        git(self.root, "reset", "-q", "--hard")


def clone(folder: Path) -> Path:
    """This repository as it lies in the work tree, committed: what a user's configuration names as `repo`."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.decode().split("\0")
    if listed == [""]:
        pytest.skip("this is no git repository")
    for path in (p for p in listed if p and (ROOT / p).is_file() and not p.startswith(("docs/", "fixtures/", "benchmarks/", "tests/"))):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, folder / path)
    return repository(folder, {})


def refused(told: tuple[bool, str], *places: str) -> None:
    passed, said = told
    assert not passed, said
    assert [place for place in places if place not in said] == [], said
    assert VALUE not in said


def passes(told: tuple[bool, str]) -> None:
    passed, said = told
    assert passed, said
    assert "- hook id" not in said and "readylint:" not in said  # a runner says these when a hook has printed something


@pytest.mark.parametrize("runner", ["pre-commit", "prek"])
def test_try_repo(runner: str, tmp_path: Path) -> None:
    project = Project(tmp_path, runner)
    project.write("a.py", SECRET)
    refused(project.run(project.runner, "try-repo", str(tmp_path / "readylint"), "readylint"), "a.py:1:", "SEC001")


@pytest.mark.parametrize("runner", ["pre-commit", "prek"])
def test_commits_and_pushes(runner: str, tmp_path: Path) -> None:
    project = Project(tmp_path, runner)
    _commits(project)
    _ways_to_commit(project, tmp_path / "beside")
    _pushes(project)


def _commits(project: Project) -> None:
    project.write("a.py", "x = 2\n")
    passes(project.commit())
    project.write("a.py", f"import os\n{SECRET}")
    refused(project.commit(), "a.py:2:", "SEC001")
    project.write("a.py", "x = 3\n", add=False)  # mended in the work tree only
    refused(project.commit(), "a.py:2:")
    project.clean()
    project.write("a.py", "x = 4\n")
    project.write("a.py", SECRET, add=False)  # in the work tree only
    passes(project.commit())
    assert (project.root / "a.py").read_text() == SECRET
    project.clean()


def _ways_to_commit(project: Project, beside: Path) -> None:
    project.write("a.py", SECRET)
    project.write("b.py", "y = 3\n")
    passes(project.commit("b.py"))  # git makes an index of its own for these
    refused(project.commit("a.py"), "a.py:1:")
    project.clean()
    project.write("b.py", SECRET, add=False)
    refused(project.commit("-a"), "b.py:1:")
    project.clean()
    git(project.root, "worktree", "add", "-q", str(beside), "-b", "beside")
    project.write("b.py", SECRET, at=beside)
    refused(project.commit(at=beside), "b.py:1:")
    project.write("b.py", "y = 4\n", at=beside)
    passes(project.commit(at=beside))


def _pushes(project: Project) -> None:
    passes(project.run("git", "push", "-q", "origin", "main"))
    git(project.root, "checkout", "-q", "-b", "leak")
    project.write("a.py", SECRET)
    passes(project.commit("--no-verify"))
    refused(project.run(project.runner, "run", "--all-files"), "a.py:1:")  # in CI: nothing is staged
    git(project.root, "checkout", "-q", "main")
    refused(project.run("git", "push", "-q", "origin", "leak"), "a.py:1:", "SEC001")  # what is pushed, not what is checked out
    git(project.root, "checkout", "-q", "leak")
    project.write("a.py", "x = 6\n")
    passes(project.commit())
    refused(project.run("git", "push", "-q", "origin", "leak"), "SEC002")  # taken out again, and in the history all the same
