"""Further secrets: those that facts of their own find, beside what the scanner found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readylint.model import Location


def further(places: Iterable[Location], known: Iterable[Location]) -> Iterator[Location]:
    """Where they stand, apart from the lines where one was found as a secret."""
    lines = {(at.path, at.line) for at in known}
    return (at for at in places if (at.path, at.line) not in lines)
