"""Declared: infrastructure that is written as a program, or in the language of a tool, rather than as resources (ruling 17)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from readylint.facts.published import Published
from readylint.facts.sightings import Sighting, Sightings
from readylint.facts.starts import is_own
from readylint.knowledge import known
from readylint.model import Location
from readylint.patterns import compiled


class Declared(Struct, frozen=True, dict=True):
    """Programs and files that declare infrastructure."""

    sightings: Sightings
    published: Published

    @classmethod
    def of(cls, sightings: Sightings, published: Published) -> Declared:
        return cls(sightings, published)

    @cached_property
    def programs(self) -> tuple[Sighting, ...]:
        """The files that say that a folder's code declares infrastructure, and is no package for others."""
        found = self.sightings.firsts(known("facts/declared")["program"], where=is_own)
        return tuple(seen for seen in found if not self.published.is_declared(_folder(seen.at.path)))

    @property
    def wanted(self) -> Iterator[Sighting]:
        """The files that tell a tool what is wanted in its own language."""
        return self.sightings.firsts(known("facts/declared")["wanted"])

    @cached_property
    def is_wanted(self) -> bool:
        """Whether there is one."""
        return any(True for _ in self.wanted)

    def is_plugin(self, path: str) -> bool:
        """Whether a file is a module that Ansible runs, and no program of its own."""
        return bool(self.is_wanted and compiled(known("facts/declared")["plugins"]["paths"]).search(path))

    def is_program(self, path: str) -> bool:
        """Whether the code of a file declares infrastructure."""
        return any(not folder or path.startswith(f"{folder}/") for folder in (_folder(seen.at.path) for seen in self.programs))

    @property
    def databases(self) -> Iterator[tuple[Location, str]]:
        """The databases that the programs declare."""
        if self.programs:
            yield from ((s.at, s.text.strip("( \t\n")) for s in self.sightings.few(known("facts/declared")["database"]))


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
