"""Bases: the classes of the project that a class-based view stands on, nearest first, and what they say before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from readylint.facts import heads
from readylint.facts.handlers import Body
from readylint.facts.routes import Routes
from readylint.knowledge import regex

DEPTH = 3  # classes, one upon the other
_BASES = regex(r"\s*class\s+\w+\s*\((?P<bases>[^()]*)\)\s*:")
_OWN = regex(r"^[ \t]+permission_classes\s*=", re.MULTILINE)


def bases(body: Body, routes: Routes, depth: int = DEPTH) -> Iterator[Body]:
    """The classes that a Python class stands on."""
    found = _BASES.match(body.text) if body.source.language == "python" and depth else None
    for name in re.findall(r"[\w.]+", found["bases"]) if found else ():
        base = routes.function(name, body.source)
        if base and _BASES.match(base.text):
            yield base
            yield from bases(base, routes, depth - 1)


def above(body: Body, routes: Routes) -> Iterator[str]:
    """The heads of the classes that a class stands on; what one says of who may ask takes the place of what those below it say."""
    if not _OWN.search(body.text):
        found = list(bases(body, routes))
        silent = len(list(takewhile(lambda base: not _OWN.search(base.text), found)))
        yield from (heads.of(base)[0] for base in found[: silent + 1])


def texts(body: Body | None, routes: Routes) -> Iterator[str]:
    """The text of a handler with what stands above it, then that of the classes that it stands on."""
    for one in (body, *bases(body, routes)) if body else ():
        yield heads.above(one.source.code, one.start) + one.text
