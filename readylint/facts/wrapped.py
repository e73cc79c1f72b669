"""Wrapped: the code whose requests a middleware, a mediator or a callback puts into a transaction as a whole (wrapped.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from readylint.facts.code import Code, Source
from readylint.facts.handlers import block
from readylint.knowledge import known
from readylint.patterns import compiled


class Wrapped:
    """What opens a transaction before the handlers of requests begin."""

    def __init__(self, code: Code) -> None:
        self._code = code

    @classmethod
    def of(cls, code: Code) -> Wrapped:
        return cls(code)

    def covers(self, source: Source) -> bool:
        """Whether what a file does for requests is in a transaction already."""
        return any(_covers(row, where, source) for row, where in self._around if row["language"] == source.language)

    @cached_property
    def _around(self) -> tuple[tuple[Mapping[str, Any], Source], ...]:
        """What wraps requests, and where it is brought in."""
        return tuple((row, where) for row in known("facts/wrapped")["around"] for where in self._wired(row))

    def _wired(self, row: Mapping[str, Any]) -> Iterator[Source]:
        for source in self._code.sources(*row["words"], language=row["language"]):
            for match in compiled(row["head"], re.MULTILINE).finditer(source.code):
                body = block(source, match.start())
                opened = compiled(row["opens"]).search(body.text)
                if opened and compiled(row["hands"]).search(body.text, opened.end()):
                    yield from self._bringing(row, match["name"], (source, body.start, body.end))

    def _bringing(self, row: Mapping[str, Any], name: str, own: tuple[Source, int, int]) -> Iterator[Source]:
        wanted = re.compile(row["wired"].replace("NAME", re.escape(name)), re.MULTILINE)
        for source in self._code.sources(name, language=row["language"]):
            places = (m.start() for m in wanted.finditer(source.code))
            if any(source.path != own[0].path or not own[1] <= at < own[2] for at in places):
                yield source


def _covers(row: Mapping[str, Any], where: Source, source: Source) -> bool:
    if "base" in row and not compiled(row["base"]).search(where.path) and where.path != source.path:
        return False
    placed = "paths" not in row or compiled(row["paths"]).search(source.path)
    return bool(placed and compiled(row["within"]).search(source.code))
