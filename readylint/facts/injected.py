"""FastAPI: what is injected into a route, into the class around it, by its attributes and those of its bases, and into routers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from readylint.facts.code import Code, Source
from readylint.facts.routes import Routes
from readylint.knowledge import regex

_CLASS = regex(r"^class (?P<name>\w+)[ \t]*(?:\((?P<bases>[^)]*)\))?[ \t]*:[^\n]*(?P<body>(?:\n(?:[ \t]+[^\n]*)?)*)", re.MULTILINE)
_NEED = regex(
    r"^(?:[ ]{4}|\t)\w+[ \t]*:[^\n]*\b(?:Depends|Security)\([^\n]*|super\(\).__init__\([^)]*?dependencies\s*=\s*\[[^\]]*", re.MULTILINE
)
_DEPENDS = regex(r"\b(?:Depends|Security)\(\s*(?P<name>[\w.]+)")
# a decorator of the project's own, but one that answers for errors
_DECORATED = regex(r"(?:^|\s)@(?P<name>(?!\w*(?i:error|exception|catch))[a-z_]\w*)(?=[\s(]|$)")
_TURNS_AWAY = regex(r"(?i)\b40[13]\b|unauthori[sz]ed|forbidden|permission_?denied")
_SHORT = regex(
    r"^(?P<name>\w+)[ \t]*(?::[ \t]*TypeAlias[ \t]*)?="
    r"[ \t]*(?:Annotated\[[^=]{0,300}?\b(?:Depends|Security)\(\s*(?P<of>[\w.]+)|(?P<same>[a-z_]\w*)[ \t]*$)",
    re.MULTILINE,
)
_WORD = regex(r"\w+")
_OF_ANYBODY = regex(r"(?i)csrf|limit|throttl|optional|maybe")  # refuses too, but asks nobody who they are
_ROUTER = regex(r"^\w+\s*(?::[^\n=]*)?=\s*(?P<name>\w+)\(", re.MULTILINE)


class Injected:
    """The classes of FastAPI's class-based views, and of routers, with what each needs."""

    def __init__(self, code: Code, routes: Routes) -> None:
        self._code, self._routes = code, routes

    def turns_away(self, text: str, near: Source) -> bool:
        """Whether a function that a piece of code depends on turns strangers away."""
        asked = [*self._asked(text, near)]
        asked += [(name, near) for name in (_DECORATED.findall(text) if near.language == "python" else ())]
        return any(self._refuses(name, at) for name, at in asked)

    def _asked(self, text: str, near: Source) -> Iterator[tuple[str, Source]]:
        yield from ((name, near) for name in _DEPENDS.findall(text))
        yield from (self._short[word] for word in _WORD.findall(text) if word in self._short)

    def _refuses(self, name: str, near: Source, depth: int = 3) -> bool:
        """Whether a function, or one that it, or a function that it makes, depends on in its turn, turns strangers away."""
        body = None if _OF_ANYBODY.search(name) else self._routes.function(name, near)
        if body is None or _TURNS_AWAY.search(body.text):
            return body is not None
        return depth > 0 and any(self._refuses(other, at, depth - 1) for other, at in self._asked(body.text, body.source) if other != name)

    @cached_property
    def _short(self) -> dict[str, tuple[str, Source]]:
        """Other names of what is depended on, and where they are given: `Buyer = Annotated[Customer, Depends(get_customer)]`."""
        sources = self._code.sources("Depends", "Security", language="python")
        return {match["name"]: (match["of"] or match["same"], source) for source in sources for match in _SHORT.finditer(source.code)}

    def around(self, source: Source, offset: int) -> str:
        """What the class around an offset needs; "" outside of a class."""
        matches = (m for m in _CLASS.finditer(source.code) if m.start() < offset < m.end())
        return " ".join(need for match in matches for need in self._needs(match, set()))

    def routers(self, source: Source) -> Iterator[tuple[int, str]]:
        """The routers of a file that are made of a class of the project's own: where, and what all their routes need."""
        for match in _ROUTER.finditer(source.code):
            if made := self._classes.get(match["name"]):
                yield match.start(), " ".join(self._needs(made, set()))

    def _needs(self, match: re.Match[str], seen: set[str]) -> Iterator[str]:
        yield from _NEED.findall(match["body"])
        for base in re.findall(r"\w+", match["bases"] or ""):
            if base in self._classes and base not in seen:
                seen.add(base)
                yield from self._needs(self._classes[base], seen)

    @cached_property
    def _classes(self) -> dict[str, re.Match[str]]:
        sources = self._code.sources("Depends", "Security", language="python")
        return {match["name"]: match for source in sources for match in _CLASS.finditer(source.code)}
