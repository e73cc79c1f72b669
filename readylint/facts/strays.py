"""Strays: scripts that a person runs by hand beside an app of another language: they ask it, measure it, or move its data."""

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
_BY_HAND = regex(r"""^if __name__ == ["']__main__["']""", re.MULTILINE)
_SERVES = regex(r"\b(?:FastAPI|Flask|Starlette|HTTPServer|FastMCP|Celery)\s*\(|\bdef (?:lambda_)?handler\b")


def strays(files: Files) -> frozenset[str]:
    """The paths of such scripts: Python's, in a repository that declares another language's dependencies and none of Python's."""
    scripts = [f for f in files.with_words("__main__") if f.language == "python"]
    if not scripts or files.match(*_PYTHON) or not files.match(*_OTHERS):
        return frozenset()
    return frozenset(f.path for f in scripts if _is_script(f))


def _is_script(file: File) -> bool:
    return bool(_BY_HAND.search(file.text)) and not _SERVES.search(file.text)
