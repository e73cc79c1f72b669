"""Resolvers: what answers the fields of a GraphQL query with lists, and what hands the framework a whole table (resolvers.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from readylint.facts.brackets import block_end
from readylint.facts.code import Code, Source
from readylint.facts.handlers import Body, block
from readylint.knowledge import known
from readylint.model import Location
from readylint.patterns import compiled

_ALIAS = {"javascript": ("javascript", "typescript", "tsx"), "java": ("java", "kotlin")}


def resolvers(code: Code) -> Iterator[tuple[str, Body]]:
    """The names and the texts of those that may list."""
    apart = compiled(known("facts/resolvers")["apart"])
    yield from ((name, body) for name, body in (*_of_methods(code), *_of_objects(code)) if not apart.search(name))


def _of_methods(code: Code) -> Iterator[tuple[str, Body]]:
    for language in ("javascript", "python", "go", "java", "csharp", "ruby"):
        row = known("facts/resolvers")[language]
        for source in _sources(code, row, language):
            for match in compiled(row["code"], re.MULTILINE).finditer(source.code):
                name = match["name"] or match["name2"]
                if not _is_paged(row, name, source):
                    yield name, block(source, match.start("begin") if match.groupdict().get("begin") else match.start())


def handed(code: Code) -> Iterator[tuple[str, str, Location]]:
    """C#: tables that are given to the framework whole: what they hold, and the resolver with its place."""
    row = known("facts/resolvers")["csharp"]
    for source in _sources(code, row, "csharp"):
        for match in compiled(row["handed"]).finditer(source.code):
            if not re.search(row["pages"], match["above"]):
                yield match["what"], match["name"], source.place(match.start("name"))


def _sources(code: Code, row: dict[str, Any], language: str) -> Iterator[Source]:
    if "needs" in row and next(code.sources(row["needs"]), None) is None:
        return
    wanted = compiled(row.get("file", ""), re.MULTILINE)
    for spoken in _ALIAS.get(language, (language,)):
        yield from (s for s in code.sources(*row["words"], language=spoken) if wanted.search(s.text) and _holds(row, s))


def _holds(row: dict[str, Any], source: Source) -> bool:
    return bool(compiled(row["code"], re.MULTILINE).search(source.text))


def _is_paged(row: dict[str, Any], name: str, source: Source) -> bool:
    """Whether the type of a field is read in pages by itself."""
    field = row.get("paged", "(?!)").replace("NAME", re.escape(name.removeprefix("resolve_")))
    return bool(re.search(field, source.code, re.MULTILINE))


def _of_objects(code: Code) -> Iterator[tuple[str, Body]]:
    """The members of the objects that resolve queries, each as far as the next one."""
    row = known("facts/resolvers")["objects"]
    for language in _ALIAS["javascript"]:
        for source in code.sources(*row["words"], language=language):
            for match in compiled(row["code"]).finditer(source.code) if not re.search(row["apart"], source.path) else ():
                end = block_end(source.code, match.end() - 1)
                found = list(compiled(row["member"], re.MULTILINE).finditer(source.code, match.end(), end))
                for one, after in pairwise((*((m["name"], m.start()) for m in found), ("", end))):
                    yield one[0], Body(source, one[1], after[1])
