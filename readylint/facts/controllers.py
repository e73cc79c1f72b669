"""Controllers of ASP.NET Core: the attributes that they have from a base class of the project's own."""

from __future__ import annotations

import re
from functools import cached_property

from readylint.facts.code import Code, Source
from readylint.knowledge import regex
from readylint.model import Location

_WITH_ATTRIBUTES = regex(r"(?P<above>(?:^[ \t]*\[[^\n]*\]\s*?\n)+)[^\n]*\bclass\s+(?P<name>\w+)", re.MULTILINE)
_CONTROLLER = regex(
    r"(?P<above>(?:^[ \t]*\[[^\n]*\]\s*?\n)*)[^\n]*\bclass\s+(?P<name>\w+?)Controller\b[^{:\n]*:\s*(?P<base>\w+)", re.MULTILINE
)
_ROUTE = regex(r"\bRoute\(\s*\"(?P<path>[^\"\n]*)\"")


class Controllers:
    """The base classes of controllers, and what they give to those that stand on them."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._found: dict[str, tuple[tuple[int, re.Match[str]], ...]] = {}

    def prefix(self, source: Source, at: Location) -> str:
        """The path that a base class puts before the routes of the controller around a place; "" where that has one of its own."""
        controller = self._around(source, at)
        if controller is None or _ROUTE.search(controller["above"]):
            return ""
        found = _ROUTE.search(self._bases.get(controller["base"], ""))
        return found["path"].replace("[controller]", controller["name"].lower()) if found else ""

    def attributes(self, source: Source, at: Location) -> str:
        """The attributes that the controller around a place has from its base class; "" where it opens itself to all."""
        controller = self._around(source, at)
        return "" if controller is None or "AllowAnonymous" in controller["above"] else self._bases.get(controller["base"], "")

    def _around(self, source: Source, at: Location) -> re.Match[str] | None:
        if source.path not in self._found:
            matches = _CONTROLLER.finditer(source.code)
            self._found[source.path] = tuple((source.place(match.start("name")).line, match) for match in matches)
        return next((match for line, match in reversed(self._found[source.path]) if line <= at.line), None)

    @cached_property
    def _bases(self) -> dict[str, str]:
        sources = self._code.sources("ControllerBase", "Controller", "ApiController", language="csharp")
        return {match["name"]: match["above"] for source in sources for match in _WITH_ATTRIBUTES.finditer(source.code)}
