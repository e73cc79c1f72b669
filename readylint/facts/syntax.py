"""The one door to ast-grep: source text to syntax trees, or a plain word where the machine has no build of it."""

from __future__ import annotations

from functools import cache
from typing import Any

LANGUAGES = {
    "python": "python",
    "javascript": "javascript",
    "typescript": "typescript",
    "tsx": "tsx",
    "go": "go",
    "java": "java",
    "kotlin": "kotlin",
    "ruby": "ruby",
    "php": "php",
    "csharp": "csharp",
    "rust": "rust",
    "elixir": "elixir",
    "scala": "scala",
    "swift": "swift",
    "bash": "bash",
    "hcl": "hcl",
    "json": "json",
    "c": "c",
    "cpp": "cpp",
    "lua": "lua",
    "html": "html",
    "css": "css",
    "yaml": "yaml",
}


class SyntaxUnavailable(ValueError):
    """ast-grep is not installed, or has no grammar for the language."""


@cache
def available() -> bool:
    """Whether there is a build of ast-grep for this machine."""
    try:
        import ast_grep_py  # noqa: F401
    except ImportError:
        return False
    return True


def parse(language: str, text: str) -> Any:
    """The root node of a source text. Raises SyntaxUnavailable."""
    try:
        from ast_grep_py import SgRoot
    except ImportError as error:
        raise SyntaxUnavailable("ast-grep is not installed") from error
    if language not in LANGUAGES:
        raise SyntaxUnavailable(f"no grammar for {language}")
    return SgRoot(text, LANGUAGES[language]).root()


@cache
def knows(language: str, kind: str) -> bool:
    """Whether a grammar has a node kind; asking ast-grep for one it lacks is an error."""
    try:
        parse(language, "").find_all({"rule": {"kind": kind}})
    except Exception:
        return False
    return True
