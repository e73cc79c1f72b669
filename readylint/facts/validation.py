"""Validation: how the app's server checks what users send, in the validation layers of each ecosystem (validation.toml)."""

from __future__ import annotations

from collections.abc import Iterator

from readylint.facts.marks import Mark, Marks
from readylint.knowledge import known


class Validation:
    """The checks of input at work."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks

    @classmethod
    def of(cls, marks: Marks) -> Validation:
        return cls(marks)

    def __iter__(self) -> Iterator[Mark]:
        """Every place that declares or runs a check, one for each file and kind."""
        found: dict[tuple[str, str], Mark] = {}
        for mark in self._marks.find(known("facts/validation")["check"]):
            found.setdefault((mark.at.path, mark.name), mark)
        yield from found.values()
