"""Fixes: the commits that mend the program's behaviour, and whether each changed a test as well (ruling 11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache, lru_cache
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from readylint.facts.commits import Commits
from readylint.facts.files import Files
from readylint.facts.paths import PathRules
from readylint.git import GitError
from readylint.history import Commit
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled
from readylint.snapshot import Snapshot

NEWEST = 200  # fixes that are looked at
_TEST_MODULE = regex(rb"^@@[^\n]*@@.*\bmod tests?\b|^[+-].*#\[(?:\w+::)*(?:test|rstest|cfg\(test)", re.MULTILINE)


class Fix(Struct, frozen=True):
    """A commit that mends something: a file of the program that it changed stands for its place."""

    commit: str
    subject: str
    when: datetime
    at: Location
    tested: Location | None = None  # the test it changed
    in_tree: bool = True  # whether that file still stands


class Fixes(Struct, frozen=True):
    """The newest fixes of HEAD's history, newest first. `why` says why the history is incomplete, "" where it is whole."""

    all: tuple[Fix, ...]
    why: str

    def __iter__(self) -> Iterator[Fix]:
        return iter(self.all)

    @classmethod
    def of(cls, snapshot: Snapshot, commits: Commits, rules: PathRules, files: Files) -> Fixes:
        said = (fix for commit in commits if is_fix(commit.subject) and (fix := _read(commit, rules, files)))
        found = tuple(islice(said, NEWEST))
        return cls(tuple(_inside(snapshot, fix) for fix in found), commits.why)


@cache
def _wording() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = known("facts/fixes")
    unlike = "|".join(table["not"]).replace("{fix}", table["fix"]).replace("{few}", table["few"])
    return compiled("|".join(table["says"]), re.IGNORECASE), compiled(unlike, re.IGNORECASE)


@cache
def _no_code() -> re.Pattern[str]:
    return compiled(known("facts/fixes")["no_code"])


@lru_cache(maxsize=10_000)  # asked again where the next revision is judged
def is_fix(subject: str) -> bool:
    """Whether a subject says that the commit mends the program, not its tests, its build or its documents."""
    says, unlike = _wording()
    return bool(says.search(subject[:200])) and not unlike.search(subject[:200])


def _read(commit: Commit, rules: PathRules, files: Files) -> Fix | None:
    nothing = _no_code()
    code, test = None, None
    for path in commit.files:
        kind = _kind(rules, path)
        if kind == "app" and not nothing.search(path):
            code = code or path
        elif kind in ("test", "fixture"):
            test = test or path
    if code is None:
        return None
    return Fix(commit.id, commit.subject, commit.committed, Location(code), Location(test) if test else None, files.exists(code))


@lru_cache(maxsize=20_000)
def _kind(rules: PathRules, path: str) -> str:
    return rules.classify(path, rules.language(path))


def _inside(snapshot: Snapshot, fix: Fix) -> Fix:
    """The fix with the test module inside a Rust source that it changed: git names the module above each change."""
    if fix.tested or snapshot.git is None or not fix.at.path.endswith(".rs"):
        return fix
    try:
        changed = snapshot.git.run("show", "-U0", "--no-ext-diff", "--no-textconv", "--no-color", "--format=", fix.commit, "--", "*.rs")
    except GitError:
        return fix
    return replace(fix, tested=fix.at) if _TEST_MODULE.search(changed) else fix
