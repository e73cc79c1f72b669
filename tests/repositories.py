"""Real git repositories for tests, scripted with fixed dates and identities."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import tomli

from readylint.facts.paths import glob_to_regex

IDENTITY = {
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
}  # fmt: skip


def git(folder: Path, *arguments: str, date: str = "2026-01-01T00:00:00+00:00", who: str = "Ada") -> str:
    """Runs git in a folder, as Ada unless somebody else is named, on a date."""
    mine = {"GIT_AUTHOR_NAME": who, "GIT_AUTHOR_EMAIL": f"{who.lower()}@example.org"}
    environment = os.environ | IDENTITY | mine | {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def repository(folder: Path, *commits: dict[str, str | None]) -> Path:
    """A repository with one commit for each mapping of path to text (None deletes), a day apart."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    for day, changes in enumerate(commits, 1):
        for path, text in changes.items():
            file = folder / path
            if text is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", f"Commit {day}", date=f"2026-01-{day:02}T12:00:00+00:00")
    return folder


def commit(folder: Path, changes: dict[str, str], *, day: str, who: str = "Ada") -> str:
    """Commits files as somebody on a day, and returns the commit's id."""
    for path, text in changes.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Change", date=f"{day}T12:00:00+00:00", who=who)
    return git(folder, "rev-parse", "HEAD")


def of_fixture(fixture: Path, folder: Path) -> Path:
    """The repository of a fixture: its tree, committed as its history.toml says."""
    import re

    shutil.copytree(fixture / "tree", folder)
    git(folder, "init", "-q", "-b", "main")
    commits = tomli.loads((fixture / "history.toml").read_text("utf-8"))["commit"]
    paths = [p.relative_to(folder).as_posix() for p in sorted(folder.rglob("*")) if p.is_file() and ".git/" not in p.as_posix()]
    for commit in commits:
        globs = [re.compile(glob_to_regex(g) + r"\Z") for g in commit.get("add", ["**"])]
        last = commit is commits[-1]
        chosen = [p for p in paths if last or any(g.match(p) for g in globs)]
        git(folder, "add", "--", *chosen)
        git(folder, "commit", "-q", "-m", commit["subject"], date=commit["date"])
    return folder
