"""Pages of PHP with no framework: each file that a browser asks for is a route; what it includes may keep strangers out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from posixpath import normpath
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code, Source
from readylint.facts.paths import grouped
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

FRAMEWORK = "PHP pages"
_DEPTH = 3  # files that include files
_INCLUDED = regex(r"""\b(?:include|require)(?:_once)?\b[^;"'\n]{0,80}["'](?P<path>[^"'\n]{1,120}\.(?:php|phtml|inc))["']""")
_FUNCTION = regex(r"\bfunction\s+\w+\s*\(")
_ASKED = regex(r"\$_(?:POST|GET|REQUEST|SERVER)\b|\$(?:action|act|op|mode|method|submit)\b")
_SETS_UP = regex(r"(?i)\bCREATE\s+(?:DATABASE|TABLE)\b")
_ROOT = regex(r"^(?:.*/)?(?:public|public_html|htdocs|wwwroot|www|webroot)/|(?:^|(?<=/))index\.php$")


class Page(Struct, frozen=True):
    """A file of PHP that answers by itself, and where it first changes data: -1 where it does not."""

    source: Source
    path: str
    writes: int
    answers: str

    @property
    def at(self) -> Location:
        return self.source.place(max(self.writes, 0))


class PhpPages:
    """The pages of an app that routes nothing: its web server does."""

    def __init__(self, code: Code) -> None:
        self._code = code

    @classmethod
    def of(cls, code: Code) -> PhpPages:
        return cls(code)

    def __iter__(self) -> Iterator[Page]:
        return iter(self.all)

    @cached_property
    def all(self) -> tuple[Page, ...]:
        table = known("facts/php_pages")
        return tuple(
            _page(s) for s in self._code.sources(*table["words"], language="php")
            if compiled(table["page"]).search(s.code) and not compiled(table["unlike"], re.MULTILINE).search(s.code)
            and compiled(table["opens"]).search(s.code) and not compiled(table["apart"]).search(s.path) and s.path not in self._parts
        )  # fmt: skip

    def changes(self, at: Location) -> bool:
        """Whether the page at a place changes data."""
        page = self._by_place.get(at)
        return page is not None and page.writes >= 0

    def guard(self, at: Location) -> Location | None:
        """What asks for a login on a page, or in what it includes, before it changes anything."""
        page = self._by_place.get(at)
        if page is None:
            return None
        code = page.source.code
        before = code if page.writes < 0 or _FUNCTION.search(code, 0, page.writes) else code[: page.writes]
        if asks(before):
            return page.at
        return next((s.at for s in self._included(page.source, before) if _turns_away(s.code)), None)

    def _included(self, source: Source, code: str, depth: int = _DEPTH) -> Iterator[Source]:
        for match in _INCLUDED.finditer(code) if depth else ():
            if (found := self._file(source, match["path"])) is not None and found is not source:
                yield found
                yield from self._included(found, found.code, depth - 1)

    def _file(self, near: Source, path: str) -> Source | None:
        beside = normpath(f"{near.file.folder}/{path.lstrip('/')}").lstrip("/")
        if beside in self._sources:
            return self._sources[beside]
        ending = "/" + "/".join(p for p in path.split("/") if p not in ("", ".", ".."))
        held = [s for s in self._namesakes.get(ending.rpartition("/")[2], ()) if f"/{s.path}".endswith(ending)]
        return held[0] if len(held) == 1 else None

    @cached_property
    def _by_place(self) -> dict[Location, Page]:
        return {page.at: page for page in self.all}

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {s.path: s for s in self._code.sources(language="php")}

    @cached_property
    def _namesakes(self) -> dict[str, list[Source]]:
        return grouped((source.file.name, source) for source in self._sources.values())

    @cached_property
    def _parts(self) -> frozenset[str]:
        """Files that others include: no pages of their own."""
        including = self._code.sources("include", "require", "include_once", "require_once", language="php")
        found = (self._file(s, m["path"]) for s in including for m in _INCLUDED.finditer(s.code))
        return frozenset(s.path for s in found if s is not None)


def _page(source: Source) -> Page:
    table = known("facts/php_pages")
    change = compiled(table["changes"]).search(source.code)
    if compiled(table["adding"]).search(source.path):
        change = change or compiled(table["adds"]).search(source.code)
    answers = "data" if compiled(table["data"]).search(source.code) else "page"
    return Page(source, "/" + _ROOT.sub("", source.path), change.start() if change else -1, answers)


def asks(code: str) -> bool:
    """Whether code reads who is logged in, or asks for credentials."""
    table = known("facts/php_pages")
    return bool(compiled(table["asks"]).search(compiled(table["set"]).sub("", code)))


def _turns_away(code: str) -> bool:
    return asks(code) and bool(compiled(known("facts/php_pages")["turns_away"]).search(code))


def page_around(node: Any) -> list[Any]:
    """Of code that stands in no function: what answers one form or action, and the page; nothing for other languages."""
    above = list(node.ancestors())
    if not above or above[-1].kind() != "program" or not (text := above[-1].text()).lstrip().startswith("<") or _SETS_UP.search(text):
        return []
    return [next((a for a in above if a.kind() == "case_statement" or _is_of_request(a)), above[-1]), above[-1]]


def _is_of_request(node: Any) -> bool:
    if node.kind() not in ("if_statement", "else_if_clause"):
        return False
    condition = node.field("condition")
    return condition is not None and bool(_ASKED.search(condition.text()))
