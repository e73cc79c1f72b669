"""Go groups: functions that are handed a router somebody is already turned away from, `articles.Register(v1.Group("/articles"))`;
and functions around handlers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from readylint.facts.code import Code, Source
from readylint.facts.handlers import Body
from readylint.facts.routes import Route, Routes
from readylint.knowledge import regex
from readylint.model import Location

_CALL = r"(?:[^()\n]|\((?:[^()\n]|\([^()\n]{0,200}\)){0,200}\)){1,300}"
_USED = regex(rf"\b(?P<group>\w+)\.Use\((?P<said>{_CALL})\)")
_MADE = regex(rf"\b(?P<group>\w+)\s*:?=\s*\w+\.Group\((?P<said>{_CALL})\)")
_ROUTE = regex(r"[ \t]*(?P<router>\w+)\.")
_WRAPPER = regex(r"(?P<name>(?:\w+\.)*\w+)\(\s*(?:\w+\.)*\w+\s*\)")
_LENIENT = regex(r"\(\s*false\s*\)")  # `AuthMiddleware(false)` lets everybody in
_FUNCTION = regex(r"^func[ \t]+(?:\([^)\n]*\)[ \t]*)?(?P<name>\w+)[ \t]*[\[(]", re.MULTILINE)
_PACKAGE = regex(r"^package[ \t]+(?P<name>\w+)", re.MULTILINE)


def handed(code: Code, is_guard: Callable[[str], bool]) -> dict[str, Location]:
    """The functions that a guarded router is handed to, and where it is guarded."""
    found: dict[str, Location] = {}
    for source in code.sources("Use", "Group", language="go"):
        for match in (*_USED.finditer(source.code), *_MADE.finditer(source.code)):
            if is_guard(match["said"]) and not _LENIENT.search(match["said"]):
                for name in _handed(source, match):
                    found.setdefault(name, source.place(match.start()))
    return found


def _handed(source: Source, guard: re.Match[str]) -> Iterator[str]:
    """The functions that get the group, or one made of it, between its guard and the end of the function."""
    following = _FUNCTION.search(source.code, guard.end())
    pattern = rf"\b(?:(?P<package>\w+)\.)?(?P<name>\w+)\(\s*(?:[^()\n]*,\s*)?{guard['group']}(?:\.Group\([^()\n]*\))?\s*[,)]"
    for call in re.finditer(pattern, source.code[guard.end() : following.start() if following else len(source.code)]):
        yield f"{call['package'] or _package(source)}.{call['name']}"


def used(source: Source, offset: int, is_guard: Callable[[str], bool]) -> Location | None:
    """gorilla/mux: what a router uses stands before all its routes, those above it too."""
    if "gorilla/mux" not in source.text or not (route := _ROUTE.match(source.code, source.code.rfind("\n", 0, offset) + 1)):
        return None
    following = _FUNCTION.search(source.code, offset)
    for match in _USED.finditer(source.code, offset, following.start() if following else len(source.code)):
        if match["group"] == route["router"] and is_guard(match["said"]) and not _LENIENT.search(match["said"]):
            return source.place(match.start())
    return None


def around(source: Source, offset: int) -> str:
    """The function that an offset stands in, by its package and name."""
    above = [found["name"] for found in _FUNCTION.finditer(source.code, 0, offset)]
    return f"{_package(source)}.{above[-1]}" if above else ""


def _package(source: Source) -> str:
    found = _PACKAGE.search(source.code)
    return found["name"] if found else ""


def wrapping(route: Route, routes: Routes) -> Iterator[Body]:
    """The function of the app's own that a route hands its handler to, as in `h.Staff(update)`."""
    outer = _WRAPPER.match(route.handler) if route.source and route.source.language == "go" else None
    if outer and route.source and (body := routes.function(outer["name"], route.source)):
        yield body
