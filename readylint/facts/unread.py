"""Unread: files of settings that look like the app's, and that nothing of it reads (strays.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from readylint.facts.code import Code
from readylint.facts.files import File, Files
from readylint.knowledge import known
from readylint.patterns import compiled


class Unread:
    """Such files, of an app whose code reads its settings from elsewhere. A word for one in a document reads it not."""

    def __init__(self, files: Files, code: Code) -> None:
        self._files, self._code = files, code

    @classmethod
    def of(cls, files: Files, code: Code) -> Unread:
        return cls(files, code)

    def __contains__(self, path: str) -> bool:
        return path in self.paths

    @cached_property
    def paths(self) -> frozenset[str]:
        table = known("facts/strays")["settings"]
        found = self._files.match(*table["files"], kinds=("app", "config"))
        if not found or self._files.match(*table["conventions"]):
            return frozenset()
        return frozenset(f.path for f in found if not any(self._named(f)) and self._read_elsewhere(f))

    def _read_elsewhere(self, file: File) -> bool:
        table = known("facts/strays")["settings"]
        said = compiled(table["reads"])
        return any(file.name not in match[0] for match, _ in self._code.search(said, *table["words"]))

    def _named(self, file: File) -> Iterator[bool]:
        """Whether anything but a document names it: by its name, by its name without the ending, by its folder, or all of its kind."""
        stem, _, ending = file.name.rpartition(".")
        folder = file.folder.rpartition("/")[2]
        others = [f for f in self._files.own if f.kind != "docs" and not f.name.startswith(".") and f != file]
        quoted = rf"[\"'`/]{re.escape(stem)}[\"'`]|\*\.{re.escape(ending)}\b" + (rf"|\b{re.escape(folder)}/?[\"'`*]" if folder else "")
        yield any(True for _ in self._files.with_texts((file.name,), others))
        yield any(re.search(quoted, f.text) for f in self._files.with_texts((stem, ending, folder or stem), self._files.code))
