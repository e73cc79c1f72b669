"""Failures: what the app answers when something goes wrong, which places turn errors into answers and what those tell (failures.toml)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from readylint.facts.sightings import Sighting, Sightings
from readylint.knowledge import known


class Failures:
    """How errors become answers."""

    def __init__(self, sightings: Sightings) -> None:
        self._sightings = sightings

    @classmethod
    def of(cls, sightings: Sightings) -> Failures:
        return cls(sightings)

    def handlers(self, *, renders: bool) -> Iterator[Sighting]:
        """Places that answer for all handlers; with `renders`, pages of what renders in a browser's place too. Some for each kind."""
        return self._sightings.few(row for row in _table()["handler"] if renders or not row.get("renders"))


def _table() -> dict[str, Any]:
    return known("facts/failures")
