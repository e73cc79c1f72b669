"""Where the code host shows a line, read off the address that a repository was cloned from."""

from __future__ import annotations

from pathlib import Path

import pytest

from readylint.remote import at_commit, at_line, web_address
from readylint.snapshot import Snapshot
from tests.repositories import git, repository

REVISION = "1f" * 20
LOGIN = "ana:" + "hunter22" + "@"


@pytest.mark.parametrize(
    ("url", "web"),
    [
        ("https://github.com/acme/shop.git", "https://github.com/acme/shop"),
        ("https://github.com/acme/shop/", "https://github.com/acme/shop"),
        ("git@github.com:acme/shop.git", "https://github.com/acme/shop"),
        ("ssh://git@github.com/acme/shop.git", "https://github.com/acme/shop"),
        ("ssh://git@gitlab.acme.example:2222/group/sub/shop.git", "https://gitlab.acme.example/group/sub/shop"),
        ("https://gitlab.acme.example:8443/group/shop.git", "https://gitlab.acme.example:8443/group/shop"),
        (f"https://{LOGIN}gitlab.com/group/sub/shop.git", "https://gitlab.com/group/sub/shop"),
        (f"https://{LOGIN}bitbucket.org/acme/shop.git", "https://bitbucket.org/acme/shop"),
        ("http://GitHub.com/acme/shop", "https://github.com/acme/shop"),
        ("https://bitbucket.acme.example/scm/a/shop.git", ""), ("https://forge.example/acme/shop.git", ""), ("../shop", ""), ("", ""),
        ("https://github.com/acme", ""), ("https://github.com/acme/../shop", ""), ("https://github.com/a/b/c", ""),
        ('https://github.com/acme/"><script>', ""), ("javascript:alert(1)//github.com/a/b", ""), ("https://github.com@evil.example/a/b", ""),
        ("file:///srv/github.com/a/b", ""), (r"C:\github\shop", ""), ("https://github.com/acme/shop" + "x" * 1000, ""),
    ],
)  # fmt: skip
def test_the_page_of_a_repository(url: str, web: str) -> None:
    assert web_address(url) == web


@pytest.mark.parametrize(
    ("web", "path", "page"),
    [
        ("https://github.com/a/b", "src/x y.py", f"https://github.com/a/b/blob/{REVISION}/src/x%20y.py#L7"),
        ("https://github.com/a/b", "docs/#1?.MD", f"https://github.com/a/b/blob/{REVISION}/docs/%231%3F.MD?plain=1#L7"),
        ("https://gitlab.com/a/b/c", "x.py", f"https://gitlab.com/a/b/c/-/blob/{REVISION}/x.py#L7"),
        ("https://bitbucket.org/a/b", "README.md", f"https://bitbucket.org/a/b/src/{REVISION}/README.md#lines-7"),
        ("", "x.py", ""),
    ],
)
def test_the_page_of_a_line(web: str, path: str, page: str) -> None:
    assert at_line(web, REVISION, path, 7) == page


def test_the_pages_of_files_and_commits() -> None:
    assert at_line("https://github.com/a/b", REVISION, "README.md") == f"https://github.com/a/b/blob/{REVISION}/README.md"
    assert at_line("https://github.com/a/b", None, "README.md", 1) == ""
    assert at_commit("https://gitlab.com/a/b", "abc") == "https://gitlab.com/a/b/-/commit/abc"
    assert at_commit("https://bitbucket.org/a/b", "abc") == "https://bitbucket.org/a/b/commits/abc"
    assert at_commit("", "abc") == at_commit("https://github.com/a/b", None) == ""


def test_a_clone_knows_its_host_and_keeps_no_login(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", {"a": "text"})
    assert Snapshot.open(root).web == ""
    git(root, "config", "remote.origin.url", f"https://{LOGIN}github.com/acme/shop.git")
    snapshot = Snapshot.open(root, revision="HEAD")
    assert (snapshot.web, snapshot.name) == ("https://github.com/acme/shop", "shop")
    assert "hunter22" not in repr(Snapshot.open(root).web)
