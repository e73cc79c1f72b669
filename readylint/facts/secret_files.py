"""Secret files: tracked files that are secrets as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.file import File
from readylint.facts.files import Files
from readylint.facts.paths import PathRules
from readylint.model import Location
from readylint.secrets.files import database, may_be_one, problem
from readylint.secrets.past import unread_paths

_DATABASES = (".sqlite", ".sqlite3", ".db")


class SecretFile(Struct, frozen=True):
    """A file that should not be tracked, at the line that shows it."""

    at: Location
    problem: str


def _opened(file: File, files: Files) -> tuple[int, str] | None:
    """What is wrong with a database that is named after tests or development, where the app's own code opens it by its name."""
    if file.kind not in ("app", "config", "other"):
        return None
    opens = re.compile(rf"(?:sqlite:/{{2,4}}|connect\(\s*[\"']|open\(\s*[\"'])[^\"'\n]{{0,80}}(?<![\w-]){re.escape(file.name)}")
    stem = file.name.partition(".")[0]
    return file.asked(database) if any(opens.search(f.text) for f in files.with_words(stem)) else None


class SecretFiles(Struct, frozen=True):
    """Environment files with values, private keys, keystores, states and dumps among the project's own tracked files."""

    all: tuple[SecretFile, ...]
    tracked: int
    unread: tuple[str, ...] = ()  # those that would be one by name, and could not be read

    def __iter__(self) -> Iterator[SecretFile]:
        return iter(self.all)

    @classmethod
    def of(cls, files: Files, rules: PathRules) -> SecretFiles:
        judged = ((f, f.asked(problem) or (_opened(f, files) if f.path.endswith(_DATABASES) else None)) for f in files.own)
        found = [SecretFile(Location(file.path, p[0]), p[1]) for file, p in judged if p]
        unread = [path for path in unread_paths(files, rules) if may_be_one(path)]
        return cls(tuple(found), len(files.all), tuple(unread))
