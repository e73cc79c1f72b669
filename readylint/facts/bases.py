"""Bases: the classes of the project that a class-based view stands on, nearest first, and what they say before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint.facts import heads
from readylint.facts.code import offset_of
from readylint.facts.handlers import Body
from readylint.facts.routes import Route, Routes
from readylint.knowledge import regex

DEPTH = 3  # classes, one upon the other
_BASES = regex(r"\s*class\s+\w+\s*\((?P<bases>[^()]*)\)\s*:")
_OWN = regex(r"^[ \t]+permission_classes\s*=", re.MULTILINE)

# Django REST framework: which method of a set of views a path's verbs ask
_MAPPED = regex(r"[^\n]{0,300}?(?:\n[^\n]{0,200}?){0,2}\.as_view\(\s*\{(?P<verbs>[^{}]*)\}")
_READS = frozenset(("get", "head", "options"))


def only_reads(route: Route) -> bool:
    """Whether a path of Django's is told to answer nothing but what reads, whatever else the class behind it may do."""
    mapped = _MAPPED.match(route.source.code, offset_of(route.source, route.at)) if route.source and route.framework == "django" else None
    verbs = set(re.findall(r"[\"'](\w+)[\"']\s*:", mapped["verbs"])) if mapped else set()
    return bool(verbs) and verbs <= _READS


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
    if _OWN.search(body.text):
        return
    for base in bases(body, routes):
        yield heads.of(base)
        if _OWN.search(base.text):
            return


def texts(body: Body | None, routes: Routes) -> Iterator[str]:
    """The text of a handler with what stands above it, then that of the classes that it stands on."""
    for one in (body, *bases(body, routes)) if body else ():
        yield heads.above(one.source.code, one.start) + one.text
