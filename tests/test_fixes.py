"""Fixes: which subjects and files tell one, and which tests belong to it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from readylint.fact import Facts
from readylint.facts.files import PathRules
from readylint.facts.fixes import Fixes, is_fix
from readylint.snapshot import Snapshot


@pytest.mark.parametrize(
    "subject", ["Fix crash on empty list", "fix(api): 500 on delete", "🐛 Fixed #12", "hotfix: login", "Closes #4: retries", "Bug in totals"]
)
def test_fix(subject: str) -> None:
    assert is_fix(subject)


@pytest.mark.parametrize(
    "subject",
    [
        "Add login", "fix(ci): cache", "Fix flaky specs", "Fix the broken build", "Fixed some typos", "fix eslint warnings", "Fix links in the guide",
        "chore(deps): fix bump", "Rubocop fixes", "docs: fix example", "Merge branch 'fix'", "Prefix names", "Fix type hints", "Fix failing tests",
    ],
)
def test_no_fix(subject: str) -> None:
    assert not is_fix(subject)


def test_a_test_module_inside_a_rust_source(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    source = tmp_path / "lib.rs"
    git("init", "-q")
    for value, expected, subject in ((1, 1, "Start"), (2, 2, "Fix the value"), (3, 2, "Fix it again")):
        source.write_text(f"fn a() -> i32 {{ {value} }}\n" + "\n" * 9 + f"mod tests {{\n    fn b() {{ assert_eq!(a(), {expected}); }}\n}}\n")
        git("add", ".")
        git("commit", "-q", "-m", subject)
    fixes = Facts(Snapshot.open(tmp_path), PathRules()).get(Fixes)
    assert [(f.subject, bool(f.tested)) for f in fixes] == [("Fix it again", False), ("Fix the value", True)]
