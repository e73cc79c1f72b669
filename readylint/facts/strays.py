"""Strays: scripts that a person runs by hand beside the app: they ask it, look into it, or mend something once."""

from __future__ import annotations

import re

from readylint.facts.files import File, Files
from readylint.knowledge import regex

# Where an app of another language is declared, and where one of Python's is.
_OTHERS = (
    "package.json", "go.mod", "pom.xml", "build.gradle", "build.gradle.kts", "Gemfile", "composer.json", "*.csproj", "Cargo.toml",
    "mix.exs",
)  # fmt: skip
_PYTHON = ("*requirements*.txt", "requirements*.in", "pyproject.toml", "setup.py", "setup.cfg", "Pipfile", "environment*.y*ml", "manage.py")
_STARTS = ("Dockerfile*", "Procfile*", "*.y*ml", "*.toml", "*.json", "*.sh", "*.service", "Makefile")  # what may run a script
_BY_HAND = regex(r"""^if __name__ == ["']__main__["']""", re.MULTILINE)
_SERVES = regex(r"\b(?:FastAPI|Flask|Starlette|HTTPServer|FastMCP|Celery)\s*\(|\bdef (?:lambda_)?handler\b")
_ONCE = regex(r"(?i)(?:fix|check|verify|debug|diagnos\w+|troubleshoot|inspect)_\w+\.py")


def strays(files: Files) -> frozenset[str]:
    """The paths of such scripts: those of Python in a repository that declares another language's dependencies and none of Python's,
    and those that are named for what is done once, where nothing imports or runs them."""
    scripts = [f for f in files.with_words("__main__") if f.language == "python" and _BY_HAND.search(f.text)]
    if not scripts:
        return frozenset()
    foreign = bool(files.match(*_OTHERS)) and not files.match(*_PYTHON)
    return frozenset(f.path for f in scripts if (foreign and not _SERVES.search(f.text)) or _is_done_once(files, f))


def _is_done_once(files: Files, script: File) -> bool:
    if not _ONCE.fullmatch(script.name):
        return False
    name = script.name.removesuffix(".py")
    starts = files.match(*_STARTS, kinds=("app", "config", "other"))
    return set(files.with_words(name)) <= {script} and not any(True for _ in files.with_texts((name,), starts))
