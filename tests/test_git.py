"""A checkout's own configuration runs nothing through the gateway."""

from __future__ import annotations

from pathlib import Path

import pytest

from readylint.git import Git, GitError
from readylint.snapshot import Snapshot
from tests.repositories import git, repository


def test_canary_stays_alive(tmp_path: Path) -> None:
    canary = tmp_path / "ran"
    script = tmp_path / "canary.sh"
    script.write_text(f"#!/bin/sh\ntouch {canary}\ncat\n")
    script.chmod(0o755)
    root = repository(tmp_path / "r", {"a": "1", ".gitattributes": "* filter=evil diff=evil\n"}, {"a": "2"})
    for key in ("core.fsmonitor", "filter.evil.clean", "filter.evil.smudge", "diff.evil.textconv", "diff.external", "core.pager"):
        git(root, "config", key, str(script))
    (root / "a").write_text("changed since")
    canary.unlink(missing_ok=True)
    snapshot = Snapshot.open(root)
    for entry in snapshot.entries:
        snapshot.read(entry)
    Snapshot.open(root, revision="HEAD~1")
    Git(root).run("log", "-p", "--no-ext-diff", "--no-textconv", "HEAD")
    assert not canary.exists()


def test_failure_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="git rev-parse: "):
        Git(tmp_path).run("rev-parse", "HEAD")


def test_line_is_empty_when_git_fails(tmp_path: Path) -> None:
    assert Git(tmp_path).line("rev-parse", "HEAD") == ""
