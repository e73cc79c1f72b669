"""Permissions: where server code asks whether a user may do something to something (permissions.toml)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.code import Code
from readylint.facts.files import Files
from readylint.facts.sightings import in_code, in_files
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
    def of(cls, files: Files, code: Code) -> Permissions:
        table = known("facts/permissions")
        apart = compiled(table["apart"]["paths"])
        seen = (*in_code(table["code"], code), *in_files(table["file"], files))
        found = {(s.at.path, s.says): Permission(s.at, s.says) for s in reversed(seen) if not apart.search(s.at.path)}
        return cls(tuple(reversed(found.values())))
