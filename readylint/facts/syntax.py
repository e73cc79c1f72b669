"""The one door to ast-grep: source text to syntax trees, or a plain word where the machine has no build of it."""

from __future__ import annotations

from functools import cache
from typing import Any

from readylint.watched import reads

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


def parse(language: str, text: str, path: str) -> Any:
    """The root node of the text of a file. Raises SyntaxUnavailable."""
    try:
        from ast_grep_py import SgRoot
    except ImportError as error:
        raise SyntaxUnavailable("ast-grep is not installed") from error
    if language not in LANGUAGES:
        raise SyntaxUnavailable(f"no grammar for {language}")
    return reads(language, path, lambda: SgRoot(text, LANGUAGES[language]).root())


def nodes(root: Any, rule: dict[str, Any], path: str) -> list[Any]:
    """The nodes below one, in the tree of a file, that a rule of ast-grep finds."""
    return reads("nodes", path, lambda: root.find_all({"rule": rule}))


@cache
def knows(language: str, kind: str) -> bool:
    """Whether a grammar has a node kind; asking ast-grep for one it lacks is an error."""
    try:
        parse(language, "", "").find_all({"rule": {"kind": kind}})
    except Exception:
        return False
    return True
