"""What CI and the release install is locked by hash, and what they call is pinned by commit."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import tomli
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCKS = {"requirements.txt": "dev", "release.txt": "release"}


def locked(name: str) -> dict[str, tuple[str, int]]:
    """Package to its version (the last, where Pythons differ) and the number of its hashes."""
    text = (ROOT / ".ci" / name).read_text("utf-8").replace("\\\n", " ")
    found = (re.match(r"([\w.-]+)==([\w.!+-]+)", line) for line in text.splitlines())
    lines = zip(found, text.splitlines(), strict=True)
    return {canonicalize_name(m[1]): (m[2], line.count("--hash=sha256:")) for m, line in lines if m}


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_holds_what_the_project_asks_for(name: str) -> None:
    lock = locked(name)
    extras = PROJECT["optional-dependencies"]
    named = (Requirement(text) for text in extras[LOCKS[name]])
    asked = [extras[e] for r in named if r.name == "readylint" for e in r.extras]  # extras of its own
    own = [text for text in extras[LOCKS[name]] if not text.startswith("readylint[")]
    wanted = map(Requirement, (*PROJECT["dependencies"], *own, *(text for extra in asked for text in extra)))
    missing = [str(r) for r in wanted if canonicalize_name(r.name) not in lock or lock[canonicalize_name(r.name)][0] not in r.specifier]
    assert missing == [], "run `make lock`"
    assert [package for package, (_, hashes) in lock.items() if not hashes] == []


def test_every_action_is_pinned_by_its_commit() -> None:
    used = []
    for path in (*(ROOT / ".github/workflows").glob("*.yml"), *ROOT.glob("action.yml")):
        used += re.findall(r"^\s*(?:-\s+)?uses:\s*(\S+)", path.read_text("utf-8"), re.MULTILINE)
    assert used and [u for u in used if not re.search(r"@[0-9a-f]{40}$", u) and not u.startswith("./")] == []


def test_no_workflow_may_more_than_it_needs() -> None:
    for path in (ROOT / ".github/workflows").glob("*.yml"):
        workflow = yaml.safe_load(path.read_text("utf-8"))
        assert workflow["permissions"] in ({}, {"contents": "read"}), path.name
