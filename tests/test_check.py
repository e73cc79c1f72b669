"""`readylint check`: what is staged, not what lies in the work tree."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from readylint.cli import main
from tests.repositories import git, repository

RANDOM = "zIFvf" + "pArTRZHLT8K"
URL = f'URL = "postgres://shop:{RANDOM}@db.shop.io/shop"\n'


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith(("PRE_COMMIT", "GIT_"))]:
        monkeypatch.delenv(name)
    made = repository(tmp_path / "r", {"app/a.py": "x = 1\n", "app/b.py": "y = 2\n"})
    monkeypatch.chdir(made)
    return made


def stage(root: Path, path: str, text: str) -> None:
    (root / path).write_text(text)
    git(root, "add", path)


def test_silent_when_nothing_is_wrong(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stage(root, "app/a.py", "x = 2\n")
    assert main(["check", "--staged"]) == 0
    assert main(["check", "app/a.py", "app/b.py"]) == 0
    said = capsys.readouterr()
    assert not said.out and not said.err


def test_the_index_counts_and_not_the_work_tree(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stage(root, "app/a.py", f"import os\n{URL}")
    (root / "app/a.py").write_text("x = 1\n")
    assert main(["check", "app/a.py"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("app/a.py:2:") and "SEC001" in said and RANDOM not in said
    git(root, "add", "app/a.py")
    (root / "app/a.py").write_text(URL)
    assert main(["check", "--staged"]) == 0


def test_only_the_files_that_were_asked_for(root: Path) -> None:
    stage(root, "app/a.py", URL)
    assert main(["check", "app/b.py"]) == 0
    assert main(["check", "app/b.py", "app/a.py"]) == 1


def test_secret_file_and_a_name_below_the_folder(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    stage(root, "app/.env", f"API_TOKEN={RANDOM}\n")
    monkeypatch.chdir(root / "app")
    assert main(["check", ".env"]) == 1
    assert "app/.env:1:1: SEC003" in capsys.readouterr().out


def test_another_index(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`git commit FILE` and hooks of worktrees work on an index of their own."""
    stage(root, "app/a.py", URL)
    other = root / ".git" / "other-index"
    git(root, "update-index", "--refresh")
    other.write_bytes((root / ".git" / "index").read_bytes())
    git(root, "reset", "-q", "--hard")
    assert main(["check", "app/a.py"]) == 0
    monkeypatch.setenv("GIT_INDEX_FILE", os.fspath(other))
    assert main(["check", "app/a.py"]) == 1


def test_marks_and_configuration_are_those_that_are_staged(root: Path) -> None:
    stage(root, "app/a.py", URL.rstrip() + "  # readylint: ignore[SEC001] a stand-in for the tour, by Ana until 2999-12-31\n")
    assert main(["check", "--staged"]) == 0
    assert main(["check", "--staged", "--isolated"]) == 1
    stage(root, "app/b.py", URL)
    stage(root, "readylint.toml", '[paths]\nsample = ["app/**"]\n')
    assert main(["check", "app/b.py"]) == 0


def test_before_the_first_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "a.py").write_text(URL)
    git(tmp_path, "add", "a.py")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--staged"]) == 1


def test_a_file_that_is_not_tracked_is_read_from_the_disk(root: Path) -> None:
    (root / "new.py").write_text(URL)
    assert main(["check", "new.py"]) == 1


@pytest.mark.parametrize("arguments", [[], ["--staged", "app/a.py"], ["gone.py"], ["../elsewhere.py"]])
def test_wrong_usage(arguments: list[str], root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *arguments]) == 2
    assert capsys.readouterr().err.startswith("readylint: ")


def test_a_deleted_file_and_a_strange_name(root: Path) -> None:
    git(root, "rm", "-q", "app/b.py")
    stage(root, "app/[a] *.py", URL)
    assert main(["check", "app/[a] *.py"]) == 1
    git(root, "rm", "-qf", "app/[a] *.py")
    assert main(["check", "--staged"]) == 0


def test_what_cannot_be_read_is_not_green(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stage(root, "app/a.py", "x = 3\n")
    oid = subprocess.run(["git", "rev-parse", ":app/a.py"], capture_output=True, text=True, check=True).stdout.strip()
    (root / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    assert main(["check", "app/a.py"]) == 3
    assert "app/a.py: cannot" in capsys.readouterr().err


def test_files_in_pieces_are_judged_as_they_are_together(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A runner of hooks cuts a long list of names, and the pieces run side by side."""
    names = [f"app/m{n}.py" for n in range(120)]
    for n, name in enumerate(names):
        (root / name).write_text(URL.replace("T", str(n)) if n % 40 == 7 else f"x = {n}\n")
    git(root, "add", "-A")
    assert main(["check", *names]) == 1
    whole = capsys.readouterr().out
    assert [main(["check", *names[n : n + 30]]) for n in range(0, 120, 30)] == [1, 1, 1, 0]
    assert sorted(capsys.readouterr().out.splitlines()) == sorted(whole.splitlines())
    assert whole.count("SEC001") == 3


def test_all_files_where_a_runner_of_hooks_stages_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage(root, "app/a.py", URL)
    git(root, "commit", "-q", "-m", "Leak")
    assert main(["check", "--staged"]) == 0
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert main(["check", "--staged"]) == 1
    git(root, "rm", "-q", "app/b.py")
    assert main(["check", "--staged"]) == 0


def test_the_hook_of_a_push_sees_what_is_pushed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(root, "checkout", "-q", "-b", "leak")
    stage(root, "app/a.py", URL)
    git(root, "commit", "-q", "-m", "Leak")
    git(root, "checkout", "-q", "main")
    stage(root, "app/c.py", URL)
    for name, value in (("FROM_REF", "main"), ("TO_REF", "leak")):
        monkeypatch.setenv(f"PRE_COMMIT_{name}", value)
    assert main(["check", "app/a.py"]) == main(["check", "--staged"]) == main(["scan", "--staged", "--select", "SEC001", "-q"]) == 1
    assert main(["check", "app/b.py"]) == 0
    monkeypatch.setenv("PRE_COMMIT_TO_REF", "main")
    assert main(["check", "--staged"]) == main(["check", "app/a.py"]) == 0
    monkeypatch.setenv("PRE_COMMIT_TO_REF", "gone")
    assert main(["check", "--staged"]) == 2


def test_the_first_push_of_a_branch_is_all_of_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage(root, "app/a.py", URL)
    git(root, "commit", "-q", "-m", "Leak")
    git(root, "branch", "leak")
    git(root, "reset", "-q", "--hard", "HEAD~1")
    monkeypatch.setenv("PRE_COMMIT_LOCAL_BRANCH", "refs/heads/leak")
    assert main(["check", "--staged"]) == 1
    monkeypatch.setenv("PRE_COMMIT_LOCAL_BRANCH", "refs/heads/main")
    assert main(["check", "--staged"]) == 0


def test_a_scan_of_what_is_staged(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stage(root, "app/a.py", URL)
    (root / "app/a.py").write_text("x = 1\n")
    assert main(["scan", "--staged", "--select", "SEC001", "--format", "json"]) == 1
    assert '"dirty": true' in capsys.readouterr().out
    assert main(["scan", "--select", "SEC001", "-q"]) == 0
    assert main(["scan", "--staged", "--rev", "HEAD"]) == 2


def test_an_index_is_that_of_its_own_repository(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = repository(tmp_path / "other", {"leak.py": URL})
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert main(["scan", str(other), "--select", "SEC001", "-q"]) == 1
    assert main(["scan", str(root / "app"), "--select", "SEC001", "-q"]) == 0


def test_a_link_holds_nothing_and_a_folder_is_no_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "link.py").symlink_to("app/a.py")
    git(root, "add", "link.py")
    assert main(["check", "link.py"]) == main(["check", "--staged"]) == 0
    assert main(["check", "app"]) == 2
    assert "app is a folder" in capsys.readouterr().err


@pytest.mark.parametrize("files", [4, 20])
def test_files_with_nothing_wrong_import_nothing_heavy(files: int, root: Path) -> None:
    names = [f"app/m{n}.py" for n in range(files)]
    for n, name in enumerate(names):
        (root / name).write_text(f"import os\n\nTOTAL = os.cpu_count() or {n}\n")
    git(root, "add", "-A")
    script = "import sys; from readylint.cli import main; code = main(['check', *sys.argv[1:]]); print(code, *sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run([sys.executable, "-c", script, *names], capture_output=True, text=True, check=True, env=environment)
    code, *modules = done.stdout.split()
    assert code == "0"
    assert set("git rich libcst detect_secrets requests ast_grep_py multiprocessing".split()) & set(modules) == set()
