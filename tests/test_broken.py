"""What becomes of a repository that is broken, odd or half there: a report that says what was not read, and never a crash."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from readylint.cli import main
from tests.scripts import fixture

broken = fixture("broken")

PASS, NOT_GIT, NO_COMMITS = "pass", "not a git repository", "no commits yet"
ALONE = ("SEC001", "SEC002", "TST010", "DOC001", "REL001")  # the tree, the history, commits, documents, code
# kind: files, commits, and of SEC002 "pass" or what its reason says is amiss
EXPECTED: dict[str, tuple[int, int, str]] = {
    "untouched": (3, 4, PASS),
    "empty folder": (0, 0, NOT_GIT),
    "unborn branch": (1, 0, NO_COMMITS),
    "detached head": (3, 3, PASS),
    "head of rubbish": (3, 0, NOT_GIT),
    "head empty": (3, 0, NOT_GIT),
    "head missing": (3, 0, NOT_GIT),
    "head to a missing branch": (3, 0, NO_COMMITS),
    "head to a missing commit": (3, 0, "bad object"),
    "symbolic refs in a circle": (3, 4, PASS),
    "symbolic head in a circle": (3, 0, NO_COMMITS),
    "branch to nowhere": (3, 4, "bad object broken"),
    "branch of rubbish": (3, 4, "bad object rubbish"),
    "missing blob": (3, 4, "1 object missing, and not read"),
    "missing blob of head": (3, 4, "1 object missing, and not read"),
    "missing tree": (3, 4, "unable to read tree"),
    "missing tree of head": (3, 4, "unable to read tree"),
    "missing commit": (3, 0, "Failed to traverse parents"),
    "corrupt loose object": (3, 4, "1 object missing, and not read"),
    "truncated loose object": (3, 0, "loose object"),
    "empty loose object": (3, 4, "1 object missing, and not read"),
    "truncated pack": (3, 0, "bad object"),
    "corrupt pack": (3, 0, "git log"),
    "pack without index": (3, 0, "bad object"),
    "index without pack": (3, 0, "bad object"),
    "corrupt index": (3, 4, PASS),
    "empty index": (3, 4, PASS),
    "no index": (0, 4, PASS),
    "index of version 4": (3, 4, PASS),
    "split index": (3, 4, PASS),
    "sparse checkout": (3, 4, PASS),
    "sparse index": (3, 5, PASS),
    "unmerged index": (3, 5, PASS),
    "shallow clone": (3, 2, "a shallow clone"),
    "partial clone": (3, 4, "3 objects missing, and not read"),
    "treeless clone": (3, 4, "could not fetch"),
    "bare repository": (3, 4, PASS),
    "mirror": (3, 4, PASS),
    "empty bare repository": (0, 0, NO_COMMITS),
    "borrowed objects": (3, 4, PASS),
    "borrowed objects gone": (3, 0, "bad object"),
    "alternates in a circle": (3, 4, PASS),
    "linked worktree": (3, 3, PASS),
    "linked worktree whose main is gone": (3, 0, NOT_GIT),
    "git file to nowhere": (3, 0, NOT_GIT),
    "git file of rubbish": (3, 0, NOT_GIT),
    "git folder empty": (3, 0, NOT_GIT),
    "corrupt configuration": (3, 0, NOT_GIT),
    "future repository format": (3, 0, NOT_GIT),
    "unknown extension": (3, 0, NOT_GIT),
    "objects by sha256": (3, 4, PASS),
    "refs in a table": (3, 4, PASS),
    "submodule absent": (4, 5, PASS),
    "grafted": (3, 4, PASS),
    "replaced": (3, 4, PASS),
    "commit without an author": (3, 5, PASS),
    "commit of an impossible date": (3, 5, PASS),
    "commit in a strange encoding": (3, 5, PASS),
    "commit of 1970": (3, 5, PASS),
    "commit of 2100": (3, 5, PASS),
    "tag of a blob": (3, 4, PASS),
    "tag of a tree": (3, 4, PASS),
    "tag of itself missing": (3, 4, "bad object gone"),
    "tree with names that lead out": (3, 5, PASS),
    "lock left behind": (3, 4, PASS),
    "commit graph of rubbish": (3, 4, PASS),
    "multi pack index of rubbish": (3, 4, PASS),
    "packed refs of rubbish": (3, 0, NO_COMMITS),
    "foreign owner": (3, 4, PASS),
    "folder nobody may read": (2, 4, PASS),
    "file nobody may read": (3, 4, PASS),
    "objects nobody may read": (3, 0, NOT_GIT),
    "read only all over": (3, 4, PASS),
}
NOTES = {
    "corrupt index": "the index cannot be read (git ls-files: ",
    "empty index": "the index cannot be read (git ls-files: ",
    "git folder empty": "there is a .git, which git cannot read (git rev-parse: ",
    "linked worktree whose main is gone": "there is a .git, which git cannot read (git rev-parse: ",
}
SKIPPED = {
    "folder nobody may read": ("docs/a.md", "cannot be read: Permission denied"),
    "file nobody may read": ("server.js", "cannot be read: Permission denied"),
    "sparse index": ("lib/deep/a.js", "not checked out"),
    "submodule absent": ("lib", "a submodule"),
}
NOBODY = 65534
BY_ANOTHER = {"foreign owner", "folder nobody may read", "file nobody may read", "objects nobody may read", "read only all over"}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    whole: Path = broken.whole(tmp_path_factory.mktemp("whole") / "repo")
    return whole


@contextlib.contextmanager
def built(name: str, folder: Path, template: Path) -> Iterator[Path]:
    """The kind, whose permissions are given back when it is done with."""
    try:
        yield broken.build(name, folder, template)
    except subprocess.CalledProcessError as error:
        pytest.skip(f"this git cannot make it: {error.stderr.decode()[:80]}")
    finally:
        for path in (folder, *(p for p in (folder / "repo").rglob("*") if p.is_dir() or not p.is_symlink())):
            with contextlib.suppress(OSError):
                path.chmod(0o755)
        shutil.rmtree(folder / "repo", ignore_errors=True)


def scanned(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    options = ["--format", "json", "--no-cache", "--fail-on", "never", "--as-of", "2026-02-01", "--select", ",".join(ALONE)]
    code = main(["scan", str(path), *options])
    out, said = capsys.readouterr()
    assert code in (0, 3) and "Traceback" not in said
    return dict(json.loads(out))


def by_another(path: Path) -> dict[str, Any]:
    """The scan of a user who is not root."""
    if os.geteuid() or not shutil.which("setpriv"):
        pytest.skip("only root can become somebody else")
    who = ["setpriv", "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups"]
    scan = [sys.executable, "-m", "readylint", "scan", str(path), "--format", "json", "--fail-on", "never", "--select", ",".join(ALONE)]
    done = subprocess.run([*who, *scan], capture_output=True, text=True, check=False, env=os.environ | {"HOME": "/nonexistent"})
    assert done.returncode in (0, 3) and "Traceback" not in done.stderr, done.stderr
    return dict(json.loads(done.stdout))


def test_every_kind_has_an_outcome() -> None:
    assert set(EXPECTED) == set(broken.KINDS) and len(EXPECTED) >= 30


@pytest.mark.parametrize("name", EXPECTED)
def test_a_broken_repository_is_judged_as_far_as_it_can_be_read(name: str, tmp_path: Path, template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files, commits, said = EXPECTED[name]
    with open_to_all(tmp_path) as folder, built(name, folder if name in BY_ANOTHER else tmp_path, template) as path:
        told = by_another(_handed_over(path, name)) if name in BY_ANOTHER else scanned(path, capsys)
    verdicts = {item["id"]: item for item in told["items"]}
    assert (told["repository"]["files"], told["repository"]["commits"]) == (files, commits)
    assert "error" not in {item["verdict"] for item in told["items"]}
    history = verdicts["SEC002"]
    assert history["verdict"] == "pass" if said == PASS else (history["verdict"] == "unknown" and said in history["reason"])
    skipped = [(s["path"], s["why"]) for s in told["coverage"]["skipped"]]
    assert SKIPPED[name] in skipped if name in SKIPPED else not skipped


@contextlib.contextmanager
def open_to_all(folder: Path) -> Iterator[Path]:
    """A folder that everybody may enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory(prefix=folder.name) as made:
        Path(made).chmod(0o755)
        yield Path(made)


def _handed_over(path: Path, name: str) -> Path:
    """The kind, owned by whom it is to be owned."""
    if os.geteuid() == 0 and name != "foreign owner":
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", str(path)], check=True)
    return path


@pytest.mark.parametrize("name", NOTES)
def test_what_is_broken_is_said(name: str, tmp_path: Path, template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with built(name, tmp_path, template) as path:
        main(["scan", str(path), "--no-cache", "--fail-on", "never", "--no-history"])
    out = " ".join(capsys.readouterr().out.split())
    assert NOTES[name] in out[0].lower() + out[1:] or NOTES[name][1:] in out
