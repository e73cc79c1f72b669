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
        """Places that answer for all handlers; with `renders`, pages of what renders in a browser's place too. Some for each kind."""
        return self._marks.shown(row for row in _table()["handler"] if renders or not row.get("renders"))


def _table() -> dict[str, Any]:
    return known("facts/failures")
