"""Secret files: tracked files that are secrets as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.files import Files
from readylint.model import Location
from readylint.secrets.files import problem


class SecretFile(Struct, frozen=True):
    """A file that should not be tracked, at the line that shows it."""

    at: Location
    problem: str


class SecretFiles(Struct, frozen=True):
    """Environment files with values, private keys, keystores, states and dumps among the project's own tracked files."""

    all: tuple[SecretFile, ...]
    tracked: int

    def __iter__(self) -> Iterator[SecretFile]:
        return iter(self.all)

    @classmethod
    def of(cls, files: Files) -> SecretFiles:
        found = ((file, problem(file)) for file in files.own)
        return cls(tuple(SecretFile(Location(file.path, p[0]), p[1]) for file, p in found if p), len(files.all))
