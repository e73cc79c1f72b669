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
        """Places that declare or run a check: some for each kind."""
        return self._marks.shown(known("facts/validation")["check"])
