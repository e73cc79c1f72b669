"""Failures: what the app answers when something goes wrong, which places turn errors into answers and what those tell (failures.toml)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from readylint.facts.marks import Mark, Marks
from readylint.knowledge import known


class Failures:
    """How errors become answers."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks

    @classmethod
    def of(cls, marks: Marks) -> Failures:
        return cls(marks)

    def handlers(self, *, renders: bool) -> Iterator[Mark]:
        """The places that answer for all handlers; with `renders`, pages of what renders in a browser's place too. One for each file."""
        found: dict[str, Mark] = {}
        for mark in self._marks.find(_table()["handler"]):
            if renders or not mark.row.get("renders"):
                found.setdefault(mark.at.path, mark)
        yield from found.values()


def _table() -> dict[str, Any]:
    return known("facts/failures")
