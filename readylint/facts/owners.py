"""Who owns a file: CODEOWNERS as GitHub reads it, with the sections of GitLab.

The last line that fits a path names its owners, in each section by itself. Of a pattern `*` and `**` are understood; one with another
wildcard fits nothing here, as little as it does there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from readylint.facts.files import Files
from readylint.facts.paths import fits
from readylint.knowledge import regex

PATHS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")  # the first that is there counts
MOST = 2_000  # lines
WORK = 1_000_000  # lines times files: each is held against each, which takes up to 15 µs
LONGEST = 1_000  # characters of a line that counts
_SECTION = regex(r"^\^?\[[^\[\]]+\](?:\[\d+\])?(?:\s+(?P<owners>[^#]*))?(?:#.*)?$")
_BLANK = regex(r"(?<!\\)\s+")
_OTHER_WILDCARD = regex(r"[?\[\]{}]")


class Line(Struct, frozen=True):
    """Who owns what a pattern fits; nobody where a line names none. `parts`: of the pattern, `**` any number of folders."""

    parts: tuple[str, ...]
    owners: tuple[str, ...]

    def covers(self, names: tuple[str, ...]) -> bool:
        """Whether it fits a path, or a folder above it. All ways through the pattern are gone at once, so that none takes long."""
        end, here = len(self.parts), self._over({0})
        for number, name in enumerate(names):
            here = self._over({n if self.parts[n] == "**" else n + 1 for n in here if n < end and fits(self.parts[n], name)})
            if end in here and (number == len(names) - 1 or self.parts[-1] not in ("*", "**")):
                return True
            if not here:
                return False
        return False

    def _over(self, here: set[int]) -> set[int]:
        """Where one stands too: `**` may be no folder at all."""
        return here | {n + 1 for n in here if self.parts[n : n + 1] == ("**",)}


class CodeOwners(Struct, frozen=True):
    """The sections of CODEOWNERS, each with its lines, the last first."""

    sections: tuple[tuple[Line, ...], ...] = ()

    def of_file(self, path: str) -> tuple[str, ...]:
        """The owners of a file."""
        names = tuple(path.split("/"))
        found = (next((line.owners for line in lines if line.covers(names)), ()) for lines in self.sections)
        return tuple(dict.fromkeys(owner for owners in found for owner in owners))

    def of_files(self, paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The owners of each of these files; of those that are one too many, nobody."""
        lines = sum(map(len, self.sections)) or 1
        return {path: self.of_file(path) for path in sorted(paths)[: WORK // lines]}

    def of_folder(self, folder: str) -> tuple[str, ...]:
        """The owners of what a folder holds; "" is the whole repository."""
        return self.of_file(f"{folder}/_" if folder else "_")

    @classmethod
    def of(cls, files: Files) -> CodeOwners:
        found = next(filter(None, map(files.get, PATHS)), None)
        return read(found.text.splitlines()) if found else cls()


def read(lines: Iterable[str]) -> CodeOwners:
    """The text of a CODEOWNERS file, understood."""
    sections: list[list[Line]] = [[]]
    usual: tuple[str, ...] = ()
    for text in (line.strip() for line, _ in zip(lines, range(MOST))):
        if section := _SECTION.match(text):
            sections.append([])
            usual = tuple((section["owners"] or "").split())
        elif text and not text.startswith("#") and len(text) <= LONGEST:
            sections[-1] += _line(text, usual)
    return CodeOwners(tuple(tuple(reversed(lines)) for lines in sections if lines))


def _line(text: str, usual: tuple[str, ...]) -> Iterator[Line]:
    pattern, *owners = _BLANK.split(re.sub(r"\s#.*", "", text))
    pattern = pattern.replace("\\", "")
    if not _OTHER_WILDCARD.search(pattern) and not pattern.startswith("!"):
        anywhere = "" if "/" in pattern.rstrip("/") else "**/"
        parts = (name for name, _ in groupby(filter(None, f"{anywhere}{pattern}".split("/"))))
        yield Line(tuple(parts), tuple(o for o in owners if "@" in o) or usual)
