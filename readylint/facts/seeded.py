"""Seeded: accounts that the app makes when it starts, with a password that stands in its code (seeded.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from readylint.facts.caught import conditions
from readylint.facts.code import Code, Source
from readylint.facts.files import Files
from readylint.facts.further import further
from readylint.facts.infrastructure import Infrastructure
from readylint.facts.paths import unpackaged
from readylint.facts.sightings import Sighting, Sightings
from readylint.knowledge import known
from readylint.model import Location
from readylint.patterns import compiled


class Seeded:
    """Accounts with a known password (ruling 12); `told` is what is said of each."""

    told = "the app makes an account with this password when it starts"
    spares = (Code, Infrastructure)  # it looks at texts: what cannot be parsed hides nothing from it

    def __init__(self, files: Files, code: Code, sightings: Sightings) -> None:
        self._files, self._code, self._sightings = files, code, sightings

    @classmethod
    def of(cls, files: Files, code: Code, sightings: Sightings) -> Seeded:
        return cls(files, code, sightings)

    def beside(self, known: Iterable[Location]) -> Iterator[Location]:
        """Where such a password stands, apart from the lines where one was found as a secret."""
        return further(self._all, known)

    @cached_property
    def _all(self) -> tuple[Location, ...]:
        table = known("facts/seeded")
        apart = compiled(table["places"]["apart"])
        found = self._sightings.find(table["account"])
        return tuple(s.at for s in found if self._is_run(s) if "starts" in s.row or not apart.search(unpackaged(s.at.path)))

    def _is_run(self, seen: Sighting) -> bool:
        """Whether production makes the account: no condition around it speaks of development, nor around what calls it at the start."""
        if seen.source is None or _is_limited(seen.source, seen.start):
            return False
        return "starts" not in seen.row or any(self._started(seen.row))

    def _started(self, row: Any) -> Iterator[bool]:
        for source in (self._code.source(f) for f in self._files.match(*row["files"], kinds=("app",))):
            for call in re.finditer(row["starts"], source.code):
                line = source.code[source.code.rfind("\n", 0, call.start()) + 1 : call.start()]
                if not _is_limited(source, call.start()) and not re.search(r"\b(?:void|Task|class)\b", line):
                    yield True


def _is_limited(source: Source, offset: int) -> bool:
    code = source.code
    lines = code[max(0, code.rfind("\n", 0, max(0, code.rfind("\n", 0, offset)))) : offset]  # an `if` may stand without braces
    heads = (lines, *conditions(code, offset, 0, source.language))
    wanted = compiled(known("facts/seeded")["places"]["conditions"])
    return any(wanted.search(head, asked.start()) for head in heads if (asked := re.search(r"\b(?:if|unless|case)\b", head)))
