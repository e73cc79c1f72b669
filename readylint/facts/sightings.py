"""Sightings: what the rows of a table see in code and in the files of servers, for facts that are lists of places.

A row of code has `languages`, `words` (one of them must be in the file) and `is`, a regular expression over the code with comments
blanked; `file` must be somewhere in the same file, `unlike` nowhere in it, `wired` somewhere in the server code of these languages,
`nowhere` nowhere in it, `arguments` must not be in the brackets that the match opens. A row of files has `paths` and `is`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from readylint.facts.brackets import closed
from readylint.facts.code import Code, Source
from readylint.facts.edge import live
from readylint.facts.files import Files
from readylint.model import Location
from readylint.patterns import compiled

Row = Mapping[str, Any]


class Sighting(Struct, frozen=True):
    """A match of a row, at its place. `source` is None in a file that is no code."""

    row: Row
    match: re.Match[str]
    at: Location
    source: Source | None = None

    @property
    def says(self) -> str:
        return str(self.row["says"])

    @property
    def arguments(self) -> str:
        """What stands in the bracket that the match opens, else the rest of its line."""
        text = self.match.string
        opened = text.rfind("(", self.match.start(), self.match.end())
        if opened >= 0:
            return text[opened : closed(text, opened)]
        end = text.find("\n", self.match.end())
        return text[self.match.start() : end if end >= 0 else len(text)]


def in_code(rows: Iterable[Row], code: Code) -> Iterator[Sighting]:
    """What the rows see in the app's server code (`everywhere`: in the browser's too), development and tests left out."""
    for row in rows:
        among = (*code.server, *code.browser) if row.get("everywhere") else None
        pattern = compiled(row["is"], re.MULTILINE)
        for source in code.sources(*row["words"], language=row["languages"], among=among):
            if live(source.path) and pattern.search(source.text) and _fits(row, source, code):
                for match, at in source.search(pattern):
                    seen = Sighting(row, match, at, source)
                    if "arguments" not in row or not compiled(row["arguments"]).search(seen.arguments):
                        yield seen


def _fits(row: Row, source: Source, code: Code) -> bool:
    if "file" in row and not compiled(row["file"], re.MULTILINE).search(source.code):
        return False
    if "unlike" in row and compiled(row["unlike"], re.MULTILINE).search(source.code):
        return False
    if "nowhere" in row and any(True for _ in code.search(row["nowhere"], language=row["languages"])):
        return False
    return "wired" not in row or any(True for _ in code.search(row["wired"], language=row["languages"]))


def in_files(rows: Iterable[Row], files: Files) -> Iterator[Sighting]:
    """What the rows see in files that are named by path, lines of comments left out."""
    for row in rows:
        for file in files.match(*row["paths"], kinds=("app", "config", "other")):
            if live(file.path) and any(word.encode() in file.data for word in row["words"]):
                for match, at in file.search(row["is"], re.MULTILINE):
                    if not re.match(r"\s*(?:#|//|;|<!--|--)", file.text[file.text.rfind("\n", 0, match.start()) + 1 :]):
                        yield Sighting(row, match, at)
