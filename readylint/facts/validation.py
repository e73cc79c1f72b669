"""Validation: how the app's server checks what users send, in the validation layers of each ecosystem (validation.toml)."""

from __future__ import annotations

from collections.abc import Iterator

from readylint.facts.sightings import Sighting, Sightings
from readylint.knowledge import known


class Validation:
    """The checks of input at work."""

    def __init__(self, sightings: Sightings) -> None:
        self._sightings = sightings

    @classmethod
    def of(cls, sightings: Sightings) -> Validation:
        return cls(sightings)

    def __iter__(self) -> Iterator[Sighting]:
        """Places that declare or run a check: some for each kind."""
        return self._sightings.few(known("facts/validation")["check"])
