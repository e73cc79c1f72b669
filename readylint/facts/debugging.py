"""Debugging: switches that make the app show its insides to clients, where production uses them (debugging.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from readylint.facts.edge import live
from readylint.facts.files import Files
from readylint.facts.marks import Mark, Marks
from readylint.facts.nesting import only_in_development
from readylint.knowledge import known, regex

_APART = regex(r"(?i)(?:^|/)[^/]*(?:dev|local|test|sample|example|debug|base_test)[^/]*\.(?:py|rb|php|ya?ml|properties|exs)$")
_SERVERS = ("Dockerfile*", "Procfile", "*.sh", "requirements*.txt", "pyproject.toml", "Pipfile", "*.y*ml", "*.service")
_WHEN_RUN = regex(r"__name__\s*==")


class Debugging:
    """Debug switches that are on."""

    def __init__(self, marks: Marks, files: Files) -> None:
        self._marks, self._files = marks, files

    @classmethod
    def of(cls, marks: Marks, files: Files) -> Debugging:
        return cls(marks, files)

    def __iter__(self) -> Iterator[Mark]:
        """Every switch that is on where production may read it."""
        for row in known("facts/debugging")["switch"]:
            for mark in self._marks.find((row,)):
                if live(mark.at.path) and not _APART.search(mark.at.path) and self._stands(mark, row):
                    yield mark

    def _stands(self, mark: Mark, row: Mapping[str, Any]) -> bool:
        """Whether nothing takes the switch back: a guard, a file for production, a server that never runs this line."""
        if mark.source and _of_development(mark):
            return False
        if row.get("development") and mark.source and only_in_development(mark.source.code, mark.start):
            return False
        if "unless" in row and self._any(row["unless"]["paths"], row["unless"]["text"]):
            return False
        if "served" in row and mark.source and _WHEN_RUN.search(mark.source.code):
            return not self._any(_SERVERS, row["served"])
        return True

    def _any(self, paths: Iterable[str], pattern: str) -> bool:
        return any(re.search(pattern, f.text, re.MULTILINE) for f in self._files.match(*paths))


def _of_development(mark: Mark) -> bool:
    """Whether an indented setting of Python stands in a class for development or tests, or under a condition."""
    code = mark.source.code if mark.source else ""
    if not mark.text[:1].isspace() or not mark.at.path.endswith(".py") or "(" in mark.text.split("=")[0]:
        return False
    above = re.findall(r"^(class\s+\w+|if\b[^\n]*|else)", code[: mark.start], re.MULTILINE)
    return bool(above) and (not above[-1].startswith("class") or bool(re.search(r"(?i)dev|test|local|debug", above[-1])))
