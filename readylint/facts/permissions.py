"""Permissions: where server code asks whether a user may do something to something (permissions.toml)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.edge import live
from readylint.facts.sightings import Sightings
from readylint.knowledge import known
from readylint.model import Location
from readylint.patterns import compiled


class Permission(Struct, frozen=True):
    """A place that asks for a permission, a role or an owner."""

    at: Location
    says: str


class Permissions(Struct, frozen=True):
    """Every such place, a few of each file."""

    all: tuple[Permission, ...]

    def __iter__(self) -> Iterator[Permission]:
        return iter(self.all)

    @classmethod
    def of(cls, sightings: Sightings) -> Permissions:
        table = known("facts/permissions")
        apart = compiled(table["apart"]["paths"])
        seen = tuple(sightings.find(table["asked"], where=live))
        found = {(s.at.path, s.says): Permission(s.at, s.says) for s in reversed(seen) if not apart.search(s.at.path)}
        return cls(tuple(reversed(found.values())))
