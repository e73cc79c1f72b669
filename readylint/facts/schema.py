"""Schema: what models, schema files, migrations and settings declare of a database, by subject (schema.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.brackets import closed
from readylint.facts.code import Code, Source
from readylint.facts.files import File, Files
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_OF_SCHEMA = regex(r"(?i)migrat|schema|model|entit|tables?\b|/db/|changelog")
_LONGEST = 1500  # characters of a declaration's arguments


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

    def __init__(self, files: Files, code: Code) -> None:
        self._files, self._code = files, code
        self._found: dict[str, tuple[Declaration, ...]] = {}

    @classmethod
    def of(cls, files: Files, code: Code) -> Schema:
        return cls(files, code)

    def declared(self, subject: str) -> tuple[Declaration, ...]:
        """Every declaration of a subject (see schema.toml), one for each line; those of schema files, models and migrations first."""
        if subject not in self._found:
            found = {(d.at.path, d.at.line): d for row in known("facts/schema")[subject] for d in self._of_row(row)}
            self._found[subject] = tuple(sorted(found.values(), key=lambda d: (not _OF_SCHEMA.search(d.at.path), d.at)))
        return self._found[subject]

    def _of_row(self, row: dict[str, Any]) -> Iterator[Declaration]:
        wanted, unless = compiled(row["code"], re.MULTILINE), compiled(row.get("unless", r"(?!)"))
        for source in self._sources(row):
            if wanted.search(source.text) and compiled(row.get("needs", "")).search(source.text):
                yield from _in_source(source, wanted, unless)

    def _sources(self, row: dict[str, Any]) -> Iterator[Source]:
        among = [f for name in row.get("languages", ()) for f in self._by_language.get(name, ())]
        if "files" in row:
            among = [f for f in self._files.match(*row["files"], kinds=("app", "config", "other")) if f.path not in self._pages]
        words = row.get("words", ())
        yield from self._code.sources(*words, among=[f for f in among if f.kind == "app"])
        literals = [w.encode() for w in words]  # configuration is in no index of words
        for file in (f for f in among if f.kind != "app"):
            if not literals or any(word in file.data for word in literals):
                yield self._code.source(file)

    @cached_property
    def _pages(self) -> frozenset[str]:
        return frozenset(f.path for f in self._code.browser)

    @cached_property
    def _by_language(self) -> dict[str, list[File]]:
        """The app's files but those of the browser."""
        found: dict[str, list[File]] = {}
        for file in self._files.app:
            if file.path not in self._pages:
                found.setdefault(file.language, []).append(file)
                if file.language == "tsx":
                    found.setdefault("typescript", []).append(file)
        return found


def _in_source(source: Source, wanted: re.Pattern[str], unless: re.Pattern[str]) -> Iterator[Declaration]:
    code, last, line, counted = source.code, -1, 1, 0
    for match in wanted.finditer(code):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        begun = code.rfind("\n", 0, start) + 1
        if begun == last:
            continue
        last = begun
        line, counted = line + code.count("\n", counted, start), start
        if not unless.search(whole := _whole(code, begun, match)):
            yield Declaration(whole.strip(), Location(source.path, line, column=start - begun + 1))


def _whole(code: str, begun: int, match: re.Match[str]) -> str:
    """The lines of a declaration, with the arguments that it opens."""
    end = code.find("\n", match.end() - 1)
    end = len(code) if end < 0 else end
    if match[0].endswith("("):
        end = max(end, min(closed(code, match.end() - 1), match.end() + _LONGEST))
    return code[begun:end]
