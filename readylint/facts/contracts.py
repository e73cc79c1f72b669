"""Contracts: how the API is described to those who call it: descriptions in files, generators at work, reference pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from readylint.facts.dependencies import Dependencies
from readylint.facts.documents import Documents
from readylint.facts.files import File
from readylint.facts.routes import Routes
from readylint.facts.sightings import USUAL, Sightings
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

FEW = 3  # routes; where fewer are read, a document may speak of others
_SERVED_BY_APIS = regex(r"(?i)\bapi\b|swagger|openapi|redoc")
_ELSEWHERE = regex(r"(?i)\bapi[- ](?:docs?|documentation|reference)\b|\bswagger\b|\bopenapi\b|\bpostman\b")


class Contracts:
    """Descriptions of the API, each found when asked for."""

    def __init__(self, sightings: Sightings, dependencies: Dependencies, documents: Documents, routes: Routes) -> None:
        self._sightings, self._dependencies, self._documents, self._routes = sightings, dependencies, documents, routes

    @classmethod
    def of(cls, sightings: Sightings, dependencies: Dependencies, documents: Documents, routes: Routes) -> Contracts:
        return cls(sightings, dependencies, documents, routes)

    def __iter__(self) -> Iterator[tuple[Location, str]]:
        """Where the API is described, and how: one place for each file and kind."""
        found: dict[tuple[str, str], Location] = {}
        for at, says in (*self._generated(), *self._described(), *self._listed()):
            found.setdefault((at.path, says), at)
        yield from ((at, says) for (_, says), at in (found.items() if found else {((at.path, s), at) for at, s in self._served()}))

    def elsewhere(self) -> Iterator[tuple[Location, str]]:
        """Links of the READMEs that lead to a documentation of the API outside the repository."""
        for document in self._documents.readmes:
            for link in document.links:
                if link.target.startswith("http") and _ELSEWHERE.search(link.text):
                    yield link.at, link.target

    def _generated(self) -> Iterator[tuple[Location, str]]:
        table = _table()
        for seen in self._sightings.few(table["generated"]):
            yield seen.at, seen.name
        for dependency in self._dependencies.find(table["by_itself"]):
            yield dependency.at, f"{dependency.name} describes the endpoints by itself"

    def _described(self) -> Iterator[tuple[Location, str]]:
        doubles = compiled(known("facts/images")["unready"]["doubles"])
        for seen in self._sightings.few({**row, "kinds": (*USUAL, "docs")} for row in _table()["described"]):
            if not doubles.search(seen.at.path.rpartition("/")[0]):
                yield seen.at, seen.name

    def _listed(self) -> Iterator[tuple[Location, str]]:
        least, ends = _table()["listed"]["least"], self._ends.keys()
        for document in self._documents.own:
            named = {} if document.path.startswith(".") else document.file.made(_endpoints)
            whole = 2 <= len(ends) < least and ends <= {_end(path) for path, _ in named.values()}  # both of two
            own = [at for path, at in named.values() if (whole or len(named) >= least) and self._is_own(path)]
            if len(own) >= (len(ends) if whole else least):
                yield min(own), f"{len(own)} endpoints are described"

    def _is_own(self, path: str) -> bool:
        """Whether a path that a document names may be the app's: one of its routes ends so, or its routes cannot be read."""
        return self._ends.total() < FEW or _end(path) in self._ends

    @cached_property
    def _ends(self) -> Counter[str]:
        """The ends of all routes that are read, each with how many end so: several may answer at the root."""
        return Counter(_end(r.path) for r in self._routes if r.method not in ("MOUNT", "RPC"))

    def _served(self) -> Iterator[tuple[Location, str]]:
        for route in self._routes:
            if compiled(_table()["served"]["path"]).match(route.path) and _SERVED_BY_APIS.search(f"{route.path} {route.handler}"):
                yield route.at, f"{route.path} answers with the API's documentation"


def _table() -> dict[str, Any]:
    return known("facts/contracts")


def _endpoints(file: File) -> dict[str, tuple[str, Location]]:
    """The endpoints that a document names, each with its path and first place."""
    listed, text = _table()["listed"], file.text
    named: dict[str, tuple[str, Location]] = {}
    if re.search(r"\b(?:GET|POST|PUT|PATCH|DELETE|curl)\b", text):
        for pattern in (listed["endpoint"], listed["tabled"], listed["requested"]):
            for found in compiled(pattern, re.MULTILINE).finditer(text):
                named.setdefault(found[0].strip(), (found["path"], file.place(found.start("path"))))
    return named


def _end(path: str) -> str:
    """The last fixed part of a path: `orders` of `/api/v1/orders/{id}`."""
    parts = re.sub(r"\?.*|\(\?P?<\w+>[^/]*\)|\.\w+$", "", path).strip("/^$").split("/")
    fixed = [p for p in parts if p and not re.search(r"[:{}<>*$%\d]", p)]
    return fixed[-1].lower() if fixed else ""
