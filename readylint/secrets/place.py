"""Where a hit stands, and what its path, line and neighbours say about it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from msgspec import Struct

from readylint.facts.paths import unpackaged
from readylint.knowledge import known, regex
from readylint.patterns import compiled
from readylint.secrets.strength import random_looking

_EXAMPLE = regex(r"\bexamples?[\"']?\s{0,4}[:=]\s{0,4}(?:\w{1,40}\()?[\[{(]?\s*$|@ExampleObject\([^()\n]{0,120}$")  # opens one
_EXAMPLE_HERE = regex(r"\bexamples?[\"']?\s{0,4}[:=]\s{0,4}(?:\w{1,40}\()?[\[{(]+ ?[\"'\w]|@ExampleObject\(")
_EXAMPLE_ITSELF = regex(r"(?<![\w.-])examples?[\"']?\s{0,4}[:=]\s{0,4}[\"'`]?(?:Bearer )?$")
_INNER_TESTS = regex(r"(?:pub(?:\([^)]*\))? )?mod (?:\w+_)?tests?\b")
_DOCSTRING = regex(r'[rRuU]?"""(?!.*""")')


class Place(Struct, frozen=True):
    """Path, class and language of the file, the line, and the lines around it."""

    path: str
    kind: str
    language: str
    line: str
    before: tuple[str, ...]  # nearest last
    after: tuple[str, ...]
    section: str = ""  # the unindented line above an indented one: its class, function or part of a configuration

    @property
    def around(self) -> str:
        return "\n".join((*self.before, self.line, *self.after))

    @property
    def aside(self) -> bool:
        """Of a developer's machine, of tests or of CI, by its path."""
        return is_aside(self.path)

    @property
    def mark(self) -> str:
        """The mark of another tool in a comment of the line, or of the line above it; "" where there is none."""
        found = words()["suppression"].search(self.line)
        above = words()["suppression_above"].search(self.before[-1]) if self.before and not found else None
        return str((found or above or ("",))[0])

    @property
    def comment(self) -> bool:
        return self.line.lstrip().startswith(("#", "//", "*", "/*", "--", ";", "<!--"))

    @property
    def docstring(self) -> bool:
        """Within the text that begins right below the head of a function or class of Python."""
        above = [line.strip() for line in self.before if line.strip()] if self.language == "python" else []
        begun = next((n for n in range(len(above) - 1, 0, -1) if '"""' in above[n]), 0)
        return begun > 0 and bool(_DOCSTRING.match(above[begun])) and above[begun - 1].endswith(":")

    @property
    def for_development(self) -> bool:
        """Of a section or class that only development or tests use, or of a block that production skips."""
        if words()["skipped"].search(self.section):
            return True
        sections = (self.section, self.name_above if self.language == "yaml" else "")
        return any(words()["weak_section"].search(s) for s in sections if s) or bool(words()["weak_profile"].search(self.section))

    @property
    def of_inner_tests(self) -> bool:
        """Of the tests that a Rust file carries with it."""
        return self.language == "rust" and bool(_INNER_TESTS.match(self.section))

    @property
    def name_above(self) -> str:
        """The nearest enclosing key of a configuration line: the line above that is indented less."""
        if self.language not in ("json", "yaml", "toml"):
            return ""
        depth = len(self.line) - len(self.line.lstrip())
        for line in reversed(self.before):
            if line.strip() and len(line) - len(line.lstrip()) < depth:
                parent = re.search(r"[\w.-]+", line)
                return parent[0] if parent and parent[0].lower() != "secrets" else ""
        return ""

    @property
    def of_an_example(self) -> bool:
        """Inside what the description of an API, or of a function, names an example."""
        if _EXAMPLE_HERE.search(self.line):
            return True
        depth = len(self.line) - len(self.line.lstrip())
        for line in reversed(self.before):
            indent = len(line) - len(line.lstrip())
            if line.strip() and indent < depth:
                depth = indent
                if _EXAMPLE.search(line):
                    return True
        return False

    def exemplifies(self, value: str) -> bool:
        """Whether the value itself is what the description of an API names an example."""
        return bool(_EXAMPLE_ITSELF.search(self.line.partition(value)[0]))

    def quotes(self, value: str) -> bool:
        """Whether the value stands in quotation marks on its line."""
        return any(f"{q}{value}{q}" in self.line for q in "\"'`")

    def guarded(self, value: str) -> bool:
        """Whether the line or a condition above it limits a value to development."""
        known = words()
        rest = self.line.replace(value, "")
        return bool(known["development"].search(rest)) or any(known["guard"].search(line) for line in self.before[-3:])

    def refused(self, value: str) -> bool:
        """Whether a line nearby compares with the very value and what follows raises."""
        known = words()
        lines = (*self.before, *self.after)
        for n, line in enumerate(lines):
            if value in line and known["refuses"].search(line) and any(known["raises"].search(x) for x in lines[n : n + 6]):
                return True
        return False


class Words(dict[str, Any]):
    """The knowledge of words.toml. A pattern is compiled when it is first asked for."""

    def __missing__(self, key: str) -> Any:
        known = _table()[key]
        self[key] = compiled(known, re.IGNORECASE) if isinstance(known, str) else known
        return self[key]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words, one set of them for the whole process."""
    return Words()


def _table() -> dict[str, Any]:
    return known("secrets/words")


def is_local(path: str) -> bool:
    """Whether a path is of a developer's machine or of tests."""
    return bool(words()["aside_path"].search(unpackaged(path)))


@lru_cache(maxsize=1 << 14)
def is_aside(path: str) -> bool:
    """Whether a path is of a developer's machine, of tests or of CI."""
    return is_local(path) or bool(words()["ci_path"].search(path))


@lru_cache(maxsize=1 << 14)
def is_translation(path: str) -> bool:
    """Whether a file says in a language of people what a program shows."""
    return bool(words()["i18n_path"].search(path))


def placeholder(value: str) -> bool:
    """Stands for another value. In a long generated one a short word is chance, so only the blatant marks count there."""
    generated = len(value) >= 24 and random_looking(value)
    return bool(words()["blatant" if generated else "placeholder"].search(value)) or len(set(value)) <= 3
