"""Files that hold logins by their very format: where in them the values stand, and which of those stand for nothing."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct

from readylint.knowledge import known, regex
from readylint.patterns import compiled
from readylint.secrets.hits import Hit
from readylint.secrets.place import Place, is_aside, is_translation
from readylint.secrets.prefilter import LONGEST, Line, as_text

LARGEST = 4 << 20  # bytes
MOST = 100  # values of one format in a file: more of a dump's would say no more


class Format(Struct, frozen=True):
    """A kind of file: its noun, how its path and text look, and where values stand."""

    noun: str
    by: str
    base64: bool
    name: re.Pattern[str]
    folder: re.Pattern[str]
    has: tuple[bytes, ...]
    values: tuple[re.Pattern[bytes], ...]

    @classmethod
    def of(cls, row: dict[str, Any]) -> Format:
        """The format that a row of the table describes."""
        flags = re.IGNORECASE | re.MULTILINE
        has = tuple(text.encode() for text in row.get("has", ()))
        values = tuple(regex(text.encode(), flags) for text in row["values"])
        name, folder = (regex(text, re.IGNORECASE) for text in (row["name"], row.get("folder", "")))
        return cls(row["noun"], row.get("by", "person"), row.get("base64", False), name, folder, has, values)

    def found(self, data: bytes) -> Iterator[tuple[Line, Hit]]:
        """Every value with its line."""
        if self.has and not any(text in data for text in self.has):
            return
        for pattern in self.values:
            for match, _ in zip(pattern.finditer(data), range(MOST)):
                group = next(name for name in pattern.groupindex if match[name] is not None)
                yield self._hit(data, match.start(group), as_text(match[group]))

    def _hit(self, data: bytes, at: int, value: str) -> tuple[Line, Hit]:
        start = max(data.rfind(b"\n", 0, at) + 1, at - LONGEST)
        end = data.find(b"\n", at, at + LONGEST)
        line = data[start : end if end >= 0 else at + LONGEST]
        column = len(as_text(data[start:at])) + 1
        return Line(start, line, frozenset()), Hit("file", self.noun, value, column, aside=self._stands_for(value))

    def _stands_for(self, value: str) -> str:
        """Why a value of this format is none, as far as the value alone tells."""
        shown = _password(value) if self.base64 else value
        if _words()["reference"].search(shown):
            return "a reference, not a value"
        return "a placeholder" if self.by == "person" and _words()["stand_in"].search(shown) else ""


def in_format(path: str, data: bytes, kept_only: bool = False) -> Iterator[tuple[Line, Hit]]:
    """The values that the format of a file by its path gives away, each with its line; `kept_only`, what `judged` may keep."""
    if len(data) <= LARGEST and not (kept_only and (is_translation(path) or is_aside(path))):
        for form in _formats(path):
            yield from form.found(data)


def judged(hit: Hit, place: Place) -> str:
    """Why a login does not count: its file is a template, or belongs to tests or to a developer's machine."""
    if is_translation(place.path):
        return "a translation"
    if place.line.lstrip().startswith("#"):
        return "commented out"
    return "code for development, tests or CI" if place.aside else ""


@lru_cache(maxsize=1 << 14)
def _formats(path: str) -> tuple[Format, ...]:
    folder, slash, name = path.rpartition("/")
    if not _any_name().fullmatch(name):
        return ()
    return tuple(form for form in _every() if form.name.fullmatch(name) and form.folder.search(folder + slash))


@lru_cache(maxsize=1)
def _every() -> tuple[Format, ...]:
    return tuple(Format.of(row) for row in known("secrets/formats")["format"])


@lru_cache(maxsize=1)
def _any_name() -> re.Pattern[str]:
    return compiled("|".join(dict.fromkeys(row["name"] for row in known("secrets/formats")["format"])), re.IGNORECASE)


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    table = known("secrets/formats")
    return {name: compiled(table[name], re.IGNORECASE) for name in ("reference", "stand_in")}


_INNER = regex(r'"(?:auth|password)"\s*:\s*"([^"]+)"')


def _password(value: str) -> str:
    """The password of a login in base64, alone or in a Docker configuration; what is not base64 as it is."""
    try:
        text = base64.b64decode(value + "=" * (-len(value) % 4), validate=True).decode("ascii").strip()
    except ValueError:
        return value
    inner = _INNER.search(text)
    return _password(inner[1]) if inner else text.partition(":")[2] or text
