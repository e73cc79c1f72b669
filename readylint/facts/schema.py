"""Schema: what models, schema files, migrations and settings declare of a database, by subject (schema.toml)."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from readylint.facts.sightings import Sightings
from readylint.knowledge import known, regex
from readylint.model import Location

_OF_SCHEMA = regex(r"(?i)migrat|schema|model|entit|tables?\b|/db/|changelog")


class Declaration(Struct, frozen=True):
    """Something declared: the line as written, and its place."""

    text: str
    at: Location

    @property
    def shown(self) -> str:
        """The text on one line, cut to what a message can hold."""
        line = " ".join(self.text.split())
        return line if len(line) <= 70 else f"{line[:69]}…"


class Schema:
    """The declarations of the app's database, found by subject when asked for: in code, configuration and SQL."""

    def __init__(self, sightings: Sightings) -> None:
        self._sightings = sightings
        self._found: dict[str, tuple[Declaration, ...]] = {}

    @classmethod
    def of(cls, sightings: Sightings) -> Schema:
        return cls(sightings)

    def declared(self, subject: str) -> tuple[Declaration, ...]:
        """Every declaration of a subject (see schema.toml), one for each line; those of schema files, models and migrations first."""
        if subject not in self._found:
            seen = {(s.at.path, s.at.line): s for s in self._sightings.find(known("facts/schema")[subject])}
            found = (Declaration(s.statement.strip(), s.at) for s in seen.values())
            self._found[subject] = in_order(found)
        return self._found[subject]


def in_order(found: Iterable[Declaration]) -> tuple[Declaration, ...]:
    """Declarations, those of schema files, models and migrations first."""
    return tuple(sorted(found, key=lambda d: (not _OF_SCHEMA.search(d.at.path), d.at)))
