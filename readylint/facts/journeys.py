"""Journeys: tests that walk the way a user or client walks, in a browser or over the network, against something that runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from itertools import islice
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code
from readylint.facts.files import File, Files
from readylint.knowledge import known
from readylint.model import Location
from readylint.patterns import compiled

SHOWN = 3  # places of one sort that are kept
_ANY = ("app", "config", "other", "docs", "test", "fixture")


class Journey(Struct, frozen=True):
    """A file that walks a journey, and with what."""

    name: str
    at: Location


class Journeys:
    """The journeys of the test code."""

    def __init__(self, files: Files, code: Code) -> None:
        self._files, self._code = files, code

    @classmethod
    def of(cls, files: Files, code: Code) -> Journeys:
        return cls(files, code)

    def __iter__(self) -> Iterator[Journey]:
        return iter(self.all)

    @cached_property
    def all(self) -> tuple[Journey, ...]:
        found: list[Journey] = []
        for row in known("facts/journeys")["journey"]:
            own = list(islice(self._of_row(row), SHOWN))
            found += own if "also" not in row or not own or self._has(row) else ()
        return tuple(found)

    @cached_property
    def in_process(self) -> tuple[Location, ...]:
        """Suites that are called end-to-end, and ask the app inside their own process (ruling 14)."""
        row = known("facts/journeys")["in_process"]
        path, code = compiled(row["path"]), compiled(row["code"])
        found = ((f, code.search(f.text)) for f in self._candidates if path.search(f.path) and not f.path.endswith(".md"))
        return tuple(islice((f.place(m.start()) for f, m in found if m), SHOWN))

    def _of_row(self, row: dict[str, Any]) -> Iterator[Journey]:
        path, unlike = compiled(row.get("path", "")), compiled(row.get("unlike", "(?!)"), re.MULTILINE)
        chosen = self._files.match(row["file"], kinds=_ANY) if "file" in row else self._spoken(row, path)
        code = compiled(row["code"], re.MULTILINE)
        first = compiled(known("facts/journeys")["shown"]["path"])
        for file in sorted(chosen, key=lambda f: not first.search(f.path)):
            found = code.search(file.text)  # few hold it: the rest is looked at for them alone
            if found and (self._generated(file) or unlike.search(file.text)):
                found = None
            if found and "file" not in row:
                source = self._code.tests(file)
                found = code.search(source.code)
            if found:
                yield Journey(row["name"], file.place(found.start()))

    def _spoken(self, row: dict[str, Any], path: re.Pattern[str]) -> Iterator[File]:
        key = ("journey", row["code"], path, *row["words"], *row["languages"])
        walking = frozenset(self._files.which(key, partial(self._walking, row, path)))
        return (f for f in self._candidates if f in walking)

    def _walking(self, row: dict[str, Any], path: re.Pattern[str], files: Sequence[File]) -> Iterator[File]:
        these, code = frozenset(files), compiled(row["code"], re.MULTILINE)
        asked = compiled(row.get("address", ""), re.IGNORECASE | re.MULTILINE)
        among = [f for f in self._candidates if f.language in row["languages"] and f in these and path.search(f.path)]
        return (f for f in self._files.with_texts(row["words"], among) if code.search(f.text) and asked.search(f.text))

    @cached_property
    def _candidates(self) -> tuple[File, ...]:
        """The test code, and what stands in folders and files that are named like such a suite."""
        beside = compiled(known("facts/journeys")["beside"]["path"])
        return tuple(dict.fromkeys((*self._files.tests, *self._files.which(beside, partial(_code_at, beside)))))

    def _has(self, row: dict[str, Any]) -> bool:
        """Whether a browser drives it, and something is marked to be driven by it."""
        texts = [f.text for f in (*self._files.tests, *self._files.match("*.feature", kinds=_ANY)) if f.language in (*row["languages"], "")]
        return all(any(compiled(row[key], re.MULTILINE).search(t) for t in texts) for key in ("also", "marked"))

    def _generated(self, file: File) -> bool:
        table = known("facts/journeys")["scaffold"]
        return bool(compiled(table["path"]).search(file.path) or compiled(table["text"]).search(file.text))


def _code_at(path: re.Pattern[str], files: Sequence[File]) -> Iterator[File]:
    return (f for f in files if f.kind == "app" and path.search(f.path))
