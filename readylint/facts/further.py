"""Further secrets: those that facts of their own find, beside what the scanner found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readylint.facts.code import Source
from readylint.knowledge import regex
from readylint.model import Location
from readylint.secrets.place import words

_DEVELOPS = regex(r"(?i)NODE_ENV|DEBUG|development|\btest")
NEAR = 120  # characters above a text that say when it is used


def further(places: Iterable[Location], known: Iterable[Location]) -> Iterator[Location]:
    """Where they stand, apart from the lines where one was found as a secret."""
    lines = {(at.path, at.line) for at in known}
    return (at for at in places if (at.path, at.line) not in lines)


def works(source: Source, found: re.Match[str]) -> bool:
    """Whether the `value` of a match is what the app itself works with: no placeholder, not for development, and not in a text that only
    shows code."""
    shown = source.quotes(found.start())
    return not shown and not words()["idle"].search(found["value"]) and not for_development(source, found.start())


def for_development(source: Source, offset: int) -> bool:
    """Whether what stands right above an offset speaks of development or tests."""
    return bool(_DEVELOPS.search(source.code[max(0, offset - NEAR) : offset]))
