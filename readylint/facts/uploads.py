"""Uploads: how files come in and large payloads go out: handlers, checks, streams, what is held in memory (uploads.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from readylint.facts.files import Files
from readylint.facts.marks import Mark, Marks
from readylint.knowledge import known, regex
from readylint.patterns import compiled

LARGE = 25  # megabytes; a payload under a stated cap of that is not large (ruling 29)
_UNUSED = regex(r"(?:^|/)(?:router|route|endpoint|api|view|controller)s?/[^/]+\.py$")


class Uploads:
    """Files that users send, and large payloads."""

    def __init__(self, marks: Marks, files: Files) -> None:
        self._marks, self._files = marks, files

    @classmethod
    def of(cls, marks: Marks, files: Files) -> Uploads:
        return cls(marks, files)

    def _shown(self, key: str) -> tuple[Mark, ...]:
        return tuple(self._marks.shown(_table()[key]))

    @cached_property
    def handlers(self) -> tuple[Mark, ...]:
        """Where files from users come in."""
        return self._shown("handler")

    @cached_property
    def types(self) -> tuple[Mark, ...]:
        """Where the type of what comes in is checked."""
        return self._shown("type")

    @cached_property
    def sizes(self) -> tuple[Mark, ...]:
        """Where its size is limited."""
        return self._shown("size")

    @cached_property
    def streamed(self) -> tuple[Mark, ...]:
        """Where a payload is streamed, or left to the storage."""
        return tuple(m for m in self._shown("streamed") if self._is_used(m))

    @cached_property
    def whole(self) -> tuple[Mark, ...]:
        """Where a payload that may be large is held whole in memory."""
        found = []
        for mark in self._marks.find(_table()["whole"]):
            counts = mark.row.get("export") or self._is_large(bool(mark.row.get("capped")))
            if counts and not self._configured(mark.row.get("without", "")):
                found.append(mark)
        return tuple(found)

    def _configured(self, pattern: str) -> bool:
        """Whether a module that others import says where uploads go."""
        for mark in self.handlers + self.types + self.sizes if pattern else ():
            named = re.findall(r"\bexport class (\w+)", mark.source.code) if mark.source and re.search(pattern, mark.source.code) else []
            if any(len(self._files.with_words(name)) > 1 for name in named):
                return True
        return False

    def _is_large(self, limited: bool) -> bool:
        """Whether an upload may be large: no limit is set, or one of which we know that it is high."""
        return self.cap > LARGE if self.cap is not None else not limited and not self.sizes

    @cached_property
    def cap(self) -> float | None:
        """The largest stated limit of a payload, in megabytes; None where none can be read."""
        said = [n for mark in self.sizes for n in _megabytes(self._near(mark))]
        return max(said, default=None)

    def _near(self, mark: Mark) -> str:
        """The lines around a limit; all of them where a file is about nothing else."""
        file = self._files.get(mark.at.path)
        lines = file.text.split("\n") if file else []
        return "\n".join(lines[max(0, mark.at.line - 8) : mark.at.line + 8])

    def _is_used(self, mark: Mark) -> bool:
        """Whether a module of routes in Python is named anywhere else, comments apart."""
        if not mark.source or not _UNUSED.search(mark.at.path):
            return True
        stem = mark.at.path.rpartition("/")[2].removesuffix(".py")
        named = [f for f in self._files.with_words(stem) if f.path != mark.at.path and f.language == "python"]
        return any(re.search(rf"^[^#\n]*\b{re.escape(stem)}\b(?!\w)", f.text, re.MULTILINE) for f in named)


def _table() -> dict[str, Any]:
    return known("facts/uploads")


def _megabytes(text: str) -> Iterator[float]:
    for row in _table()["number"]:
        for found in compiled(row["is"]).finditer(text):
            yield float(next(g for g in found.groups() if g)) * float(row["megabytes"])
