"""What the words of `readylint fleet scan` name, and clones: over which protocols, and that they follow the other side."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from readylint.fleet.limits import Limits
from readylint.fleet.mirrors import NotCloned, mirrored
from readylint.fleet.sources import NoSource, sources
from readylint.git import network_environment
from tests.repositories import commit, git, repository

LIMITS = Limits(30, 1 << 30)


@pytest.fixture
def src(tmp_path: Path) -> Path:
    """Two repositories, one in a folder of a team, a bare one, and a folder of something else."""
    repository(tmp_path / "src/api", {"a": "x"})
    repository(tmp_path / "src/team/web", {"a": "x"})
    git(tmp_path, "clone", "-q", "--bare", "src/api", "src/team/bare.git")
    (tmp_path / "src/notes").mkdir()
    return tmp_path / "src"


def named(*words: object) -> list[tuple[str, str]]:
    return [(source.repository, source.address) for source in sources(map(str, words))]


def test_a_folder_of_repositories(src: Path) -> None:
    found = [("api", str(src / "api")), ("team/bare", str(src / "team/bare.git")), ("team/web", str(src / "team/web"))]
    assert named(src) == found
    assert named(src / "*") == found
    assert named(src / "t*/w*") == [("team/web", str(src / "team/web"))]
    assert named(src / "api", src, src / "api") == found  # each once


def test_two_of_one_name(src: Path) -> None:
    repository(src / "other/api", {"a": "x"})
    assert named(src / "api", src / "other/api") == [("api", str(src / "api")), (str(src / "other/api"), str(src / "other/api"))]


def test_a_repository_in_another_is_part_of_it(src: Path) -> None:
    repository(src / "api/vendored", {"a": "x"})
    os.symlink(src, src / "notes/round")
    assert [name for name, _ in named(src)] == ["api", "team/bare", "team/web"]


def test_a_file_lists_them(src: Path) -> None:
    listed = src / "list.txt"
    listed.write_text("# ours\napi  # the first\n\nteam\nhttps://git.example.org/shop/cart.git\ngit@git.example.org:shop/till.git\ngone\n")
    assert [(s.repository, s.remote, s.wrong) for s in sources([str(listed)])] == [
        ("api", False, ""),
        ("bare", False, ""),
        ("web", False, ""),
        ("shop/cart", True, ""),
        ("shop/till", True, ""),
        ("gone", False, "no such path"),
    ]


ADDRESSES = {
    "ssh://git@git.example.org:22/shop/till": ("shop/till", ""),
    "file:///srv/git/shop.git": ("srv/git/shop", ""),
    "http://git.example.org/shop/cart": ("shop/cart", "http is not fetched: only https, ssh, file are"),
    "git://git.example.org/shop/cart": ("shop/cart", "git is not fetched: only https, ssh, file are"),
    "https://ana:word@git.example.org/shop/cart": ("shop/cart", "the address holds a login: leave it to git's own credentials"),
    "https://word@git.example.org/shop/cart": ("shop/cart", "the address holds a login: leave it to git's own credentials"),
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address(address: str, tmp_path: Path) -> None:
    (tmp_path / "list").write_text(f"{address}\n")
    (source,) = sources([str(tmp_path / "list")])
    assert (source.repository, source.wrong) == ADDRESSES[address]
    assert "word" not in source.address
    if source.wrong:
        with pytest.raises(NoSource, match=source.wrong.partition(":")[0]):
            sources([address])


@pytest.mark.parametrize(
    ("word", "why"), [("gone", "no such path"), ("notes", "no git repository in it"), ("x*", "no git repository in it")]
)
def test_a_word_that_names_nothing(word: str, why: str, src: Path) -> None:
    with pytest.raises(NoSource, match=why):
        sources([str(src / word)])


@pytest.fixture
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("readylint.cache.directory", lambda: tmp_path / "cache")
    return tmp_path / "cache/mirrors"


def refs(folder: Path) -> str:
    return git(folder, "for-each-ref", "--format=%(refname) %(objectname)") + git(folder, "symbolic-ref", "HEAD")


def test_a_mirror_follows_the_other_side(src: Path, cached: Path) -> None:
    git(src / "api", "update-ref", "refs/pull/1/head", "HEAD")
    mirror = mirrored(f"file://{src}/api", LIMITS)
    assert "refs/pull" not in refs(mirror)
    git(src / "api", "update-ref", "-d", "refs/pull/1/head")
    assert refs(mirror) == refs(src / "api")
    first = sorted(mirror.rglob("*.pack"))
    commit(src / "api", {"b": "y"}, day="2026-02-01")
    git(src / "api", "branch", "-m", "main", "trunk")
    git(src / "api", "tag", "v1")
    assert mirrored(f"file://{src}/api", LIMITS) == mirror
    assert refs(mirror) == refs(src / "api")
    assert "trunk" in refs(mirror)
    assert set(first) <= set(mirror.rglob("*.pack"))  # what was there was not fetched again


def test_a_fetch_that_was_killed_does_no_harm(src: Path, cached: Path) -> None:
    mirror = mirrored(f"file://{src}/api", LIMITS)
    commit(src / "api", {"b": "y"}, day="2026-02-01")
    (mirror / "refs/heads/main.lock").parent.mkdir(parents=True, exist_ok=True)
    (mirror / "refs/heads/main.lock").write_text("")
    assert refs(mirrored(f"file://{src}/api", LIMITS)) == refs(src / "api")


def test_what_cannot_be_fetched_leaves_the_mirror(src: Path, cached: Path) -> None:
    mirror = mirrored(f"file://{src}/api", LIMITS)
    os.rename(src / "api", src / "moved")
    with pytest.raises(NotCloned, match="does not appear to be a git repository"):
        mirrored(f"file://{src}/api", LIMITS)
    assert refs(mirror) == refs(src / "moved")


def test_no_other_protocol_and_no_hook_of_anybody(src: Path, cached: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for address in (f"ext::sh -c 'touch {tmp_path}/ran'", "http://127.0.0.1:9/x", "--upload-pack=x"):
        with pytest.raises(NotCloned):
            mirrored(address, LIMITS)
    assert not (tmp_path / "ran").exists()
    monkeypatch.setenv("GIT_DIR", str(src / "api/.git"))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'core.sshCommand=false'")
    asked = network_environment()
    assert asked["GIT_ALLOW_PROTOCOL"] == "https:ssh:file"
    assert {"GIT_DIR", "GIT_CONFIG_PARAMETERS"} & asked.keys() == set()
    assert asked["GIT_TERMINAL_PROMPT"] == "0"


def test_a_fetch_has_an_end(src: Path, cached: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = tmp_path / "ssh"
    waits.write_text("#!/bin/sh\nsleep 60\n")
    waits.chmod(0o755)
    monkeypatch.setenv("GIT_SSH", str(waits))
    with pytest.raises(NotCloned, match="git took more than 1 seconds"):
        mirrored("ssh://git.example.org/x", Limits(1, 1 << 30))
