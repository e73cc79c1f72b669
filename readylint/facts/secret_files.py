"""Secret files: tracked files that are secrets as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.files import Files
from readylint.facts.paths import PathRules
from readylint.model import Location
from readylint.secrets.files import may_be_one, problem
from readylint.secrets.past import unread_paths


class SecretFile(Struct, frozen=True):
    """A file that should not be tracked, at the line that shows it."""

    at: Location
    problem: str


class SecretFiles(Struct, frozen=True):
    """Environment files with values, private keys, keystores, states and dumps among the project's own tracked files."""

    all: tuple[SecretFile, ...]
    tracked: int
    unread: tuple[str, ...] = ()  # those that would be one by name, and could not be read

    def __iter__(self) -> Iterator[SecretFile]:
        return iter(self.all)

    @classmethod
    def of(cls, files: Files, rules: PathRules) -> SecretFiles:
        found = [SecretFile(Location(file.path, p[0]), p[1]) for file in files.own if (p := file.asked(problem))]
        unread = [path for path in unread_paths(files, rules) if may_be_one(path)]
        return cls(tuple(found), len(files.all), tuple(unread))
