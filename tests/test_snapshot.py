"""A snapshot reads a work tree, the index, a revision, a folder, a text; and nothing outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from readylint.snapshot import Snapshot, SnapshotError
from tests.repositories import git, repository


def texts(snapshot: Snapshot) -> dict[str, str]:
    return {e.path: snapshot.read(e).decode() for e in snapshot.entries}


def test_notation_gives_files_and_history() -> None:
    snapshot = Snapshot.of("-- a.txt --\none\n== 2026-01-02 Change it ==\n-- a.txt --\ntwo\n-- b/c.txt --\nx\n")
    assert texts(snapshot) == {"a.txt": "two\n", "b/c.txt": "x\n"}
    assert [(c.subject, sorted(c.files)) for c in snapshot.script] == [("", ["a.txt"]), ("Change it", ["a.txt", "b/c.txt"])]


def test_notation_deletes() -> None:
    snapshot = Snapshot.of("-- a.txt --\none\n-- b.txt --\nx\n== 2026-01-02 Drop it ==\n-- a.txt -- deleted\n")
    assert list(texts(snapshot)) == ["b.txt"]


def test_work_tree_index_and_revision_differ(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", {"a": "first"}, {"a": "second"})
    (root / "a").write_text("staged")
    git(root, "add", "a")
    (root / "a").write_text("written")
    (root / "untracked").write_text("x")
    tree = Snapshot.open(root)
    assert texts(tree) == {"a": "written"}
    assert tree.dirty and tree.untracked == 1
    assert texts(Snapshot.open(root, index=True)) == {"a": "staged"}
    assert texts(Snapshot.open(root, revision="HEAD")) == {"a": "second"}
    assert texts(Snapshot.open(root, revision="HEAD~1")) == {"a": "first"}


def test_bare_repository_is_read_at_head(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", {"a": "text"})
    git(tmp_path, "clone", "-q", "--bare", str(root), "bare.git")
    snapshot = Snapshot.open(tmp_path / "bare.git")
    assert texts(snapshot) == {"a": "text"}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://forge.example/acme/shop.git", "shop"), ("git@forge.example:acme/shop", "shop"), ("../shop.git/", "shop"),
        (r"C:\code\shop", "shop"), ("https://forge.example/", "forge.example"), ("https://user:pass@/", "r"), ("..", "r"), ("", "r"),
    ],
)  # fmt: skip
def test_every_clone_has_the_name_of_what_it_was_cloned_from(url: str, name: str, tmp_path: Path) -> None:
    root = repository(tmp_path / "r", {"a": "text"})
    if url:
        git(root, "config", "remote.origin.url", url)
    assert Snapshot.open(root).name == Snapshot.open(root, revision="HEAD").name == name


def test_folder_without_git(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c").write_text("x")
    snapshot = Snapshot.open(tmp_path)
    assert texts(snapshot) == {"b/c": "x"} and snapshot.git is None


def test_subfolder_is_a_focus_on_the_whole(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", {"a": "1", "sub/b": "2"})
    snapshot = Snapshot.open(root / "sub")
    assert snapshot.focus == "sub" and set(texts(snapshot)) == {"a", "sub/b"}


def test_links_are_named_and_never_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_text("no")
    root = repository(tmp_path / "r", {"d/secret": "yes"})
    os.symlink(outside / "secret", root / "link")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "link")
    (root / "d" / "secret").unlink()
    (root / "d").rmdir()
    os.symlink(outside, root / "d")
    snapshot = Snapshot.open(root)
    assert ("link", "a symbolic link") in snapshot.skipped
    for entry in snapshot.entries:
        with pytest.raises(OSError, match="symbolic link"):
            snapshot.read(entry)


@pytest.mark.parametrize("revision", ["nope", "--output=x", "HEAD:a"])
def test_unknown_revision(tmp_path: Path, revision: str) -> None:
    with pytest.raises(SnapshotError, match="no such revision"):
        Snapshot.open(repository(tmp_path / "r", {"a": "1"}), revision=revision)


def test_no_such_path(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="no such path"):
        Snapshot.open(tmp_path / "none")
