"""Marks: the places of the app's server code, and of its other files, that the rows of a table name.

A row names what it stands for, and either code or files:

    languages, words   which files are read; `words` find them fast       code    what is looked for, comments blanked
    file, unlike       must, must not be in the same file too             wired   must be somewhere in the server code of these languages
    raw                `code` is looked for in comments too               paths   globs of the files that are read, code or not
    text               what such a file holds; without it the file counts by its place
    apart              a regular expression over paths that are left out
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code, Source
from readylint.facts.files import Files
from readylint.model import Location
from readylint.patterns import compiled

SHOWN = 5  # files of a row, where one would do


class Mark(Struct, frozen=True):
    """A place that a row names, with the text that matched; `source` and its offsets where it is code."""

    name: str
    at: Location
    text: str = ""
    source: Source | None = None
    start: int = 0
    end: int = 0
    row: Mapping[str, Any] = {}


class Marks:
    """Finds what the rows of tables name."""

    def __init__(self, files: Files, code: Code) -> None:
        self._files, self._code = files, code

    @classmethod
    def of(cls, files: Files, code: Code) -> Marks:
        return cls(files, code)

    def find(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[Mark]:
        """Every place that the rows name, row by row."""
        for row in rows:
            yield from self._in_code(row) if "code" in row else self._in_files(row)

    def shown(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[Mark]:
        """One place in each of a few files for each row: enough where a single one decides, and the other files need no parse."""
        for row in rows:
            seen: set[str] = set()
            for mark in self.find((row,)):
                if mark.at.path not in seen:
                    yield mark
                    seen.add(mark.at.path)
                if len(seen) >= SHOWN:
                    break

    def _in_code(self, row: Mapping[str, Any]) -> Iterator[Mark]:
        pattern = compiled(row["code"], re.MULTILINE)
        if "wired" in row and not any(True for _ in self._code.search(row["wired"], language=row.get("languages", ()))):
            return
        among = self._files.match(*row["paths"], kinds=("app", "config")) if "paths" in row else None
        apart = compiled(row["apart"]) if "apart" in row else None
        for source in self._code.sources(*row.get("words", ()), language=row.get("languages", ()), among=among):
            text = source.text
            if apart and apart.search(source.path):
                continue
            if not pattern.search(text) or ("file" in row and not compiled(row["file"], re.MULTILINE).search(text)):
                continue
            if "unlike" in row and compiled(row["unlike"], re.MULTILINE).search(text):
                continue
            for match in pattern.finditer(text if row.get("raw") else source.code):
                yield Mark(row["name"], source.place(match.start()), match[0], source, match.start(), match.end(), row)

    def _in_files(self, row: Mapping[str, Any]) -> Iterator[Mark]:
        for file in self._files.match(*row["paths"]):
            if "text" not in row:
                yield Mark(row["name"], file.at, row=row)
            elif found := compiled(row["text"], re.MULTILINE).search(file.text[:200_000]):
                yield Mark(row["name"], file.place(found.start()), found[0], row=row)
