"""Lists: endpoints that return a table, whole or by pages, and what bounds the size of a page (lists.toml)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from msgspec import Struct

from readylint.facts import validators
from readylint.facts.brackets import closed
from readylint.facts.code import Code, Source
from readylint.facts.files import File, Files
from readylint.facts.handlers import Body, block
from readylint.facts.linked import called_after, queried
from readylint.facts.mediated import requests
from readylint.facts.querysets import only_named
from readylint.facts.resolvers import handed, resolvers
from readylint.facts.routes import Route, Routes
from readylint.facts.sightings import Sighting, Sightings
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

MOST = 150  # routes that are followed to the queries they reach
DEPTH = 3  # calls from a handler to a query
LONGEST = 800  # characters of decorators above a handler
COMMON = 6  # files that hold a name, beyond which it says nothing about who calls it
_ALIAS = {"typescript": "javascript", "tsx": "javascript", "kotlin": "java", "groovy": "java"}
_GIVEN = regex(r"\A\s*(?:(?:var|const|let)\s+)?(\w+)(?:,\s*\w+)?\s*:?=(?!=)")  # the variable that takes what the client sent
_ASKS = regex(r"@(?:FeignClient|HttpExchange|RegisterRestClient)\b")  # an interface that asks others
_SIZES = tuple("limit size page_size per_page pageSize perPage take items itemsPerPage count PageSize GetPageSize getPageSize".split())


class Whole(Struct, frozen=True):
    """A query that returns every row of a table, and the endpoint that answers with it."""

    what: str
    endpoint: str
    at: Location


class _Query(Struct, frozen=True):
    what: str
    source: Source
    start: int


class Lists:
    """What the API lists."""

    def __init__(self, files: Files, code: Code, sightings: Sightings, routes: Routes) -> None:
        self._files, self._code, self._sightings, self._routes = files, code, sightings, routes

    @classmethod
    def of(cls, files: Files, code: Code, sightings: Sightings, routes: Routes) -> Lists:
        return cls(files, code, sightings, routes)

    @cached_property
    def paged(self) -> tuple[Sighting, ...]:
        """Places that page."""
        return tuple(self._sightings.few(_table()["paged"], _serves))

    @cached_property
    def capped(self) -> tuple[Sighting, ...]:
        """Places that bound or fix the size of a page."""
        return tuple(self._sightings.few(_table()["capped"], _serves))

    @cached_property
    def uncapped(self) -> tuple[Location, ...]:
        """Sizes that clients give, with no bound in the function that takes them."""
        rows = _table()["uncapped"]
        languages = (key for key in rows if not key.startswith(("bound", "validated")) and not key.endswith("_when"))
        return tuple(at for language in languages for at in self._unbound(language))

    def _unbound(self, language: str) -> Iterator[Location]:
        rows = _table()["uncapped"]
        pattern, when = compiled(rows[language], re.MULTILINE), rows.get(f"{language}_when", "")
        for source in self._code.sources(*_SIZES):
            apart = _ALIAS.get(source.language, source.language) != language or source.file.name.startswith("page.")  # no endpoint
            if apart or _ASKS.search(source.text) or not pattern.search(source.text):
                continue
            for match in pattern.finditer(source.code):
                begin = self._judged_from(source, match)
                after = source.code[begin : match.start() + 1800].split("\n\n\n")[0]
                before = source.code[max(0, match.start() - 300) : match.start()]
                if not re.search(rows["bound"], after) and (not when or re.search(when, before + match[0][:0])):
                    group = next((g for g in ("name", "name2", "sought", "asked", "given") if match.groupdict().get(g)), 0)
                    names = (match[group], *_GIVEN.findall(after)[:1])
                    below = any(self._bounded_below(name, after, source) for name in dict.fromkeys(names))
                    if not below and not validators.bound(self._code, match[group], after, source):
                        yield source.place(match.start(group))

    def _bounded_below(self, name: str, text: str, near: Source, depth: int = 2) -> bool:
        """Whether a function that is given the size bounds it: a service below its controller, and what that asks in its turn."""
        bound = compiled(_table()["uncapped"]["bound_below"])
        carried = re.search(rf"\b(\w+)\s*:?=\s*(?:new\s+)?&?[\w.]*\s*\{{[^{{}}]*\b{re.escape(name)}\b[^{{}}]*\}}", text)
        if carried and self._bounded_below(carried[1], text[carried.end() :], near, depth):
            return True
        for called in re.finditer(rf"((?:\w+(?:\.|->|::))*\w+)\((?:[^()]|\([^()]*\))*?\b{re.escape(name)}\b(?:[^()]|\([^()]*\))*\)", text):
            body = self._routes.function(called[1], near)
            if body and (bound.search(body.text) or (depth > 1 and self._bounded_below(name, body.text, body.source, depth - 1))):
                return True
        return False

    @cached_property
    def whole(self) -> tuple[Whole, ...]:
        """Queries for every row of a table that grows, whose rows an endpoint answers with."""
        queries = tuple(self._queries())
        found: dict[Location, Whole] = {}
        for endpoint, body in self._lists(queries, self._leading(queries)) if queries else ():
            for query in queries:
                here = query.source.path == body.source.path and body.start <= query.start < body.end
                if here and not (_ANY_TABLE.fullmatch(query.what) and _names_lookup(endpoint)):
                    at = query.source.place(query.start)
                    found.setdefault(at, Whole(query.what, endpoint, at))
        for typed in self._typed() if not found and not self.paged else ():
            found.setdefault(typed.at, typed)
        lookups = compiled(_table()["whole"]["lookups"])
        found.update((at, Whole(what, name, at)) for what, name, at in handed(self._code) if not lookups.match(what))
        return tuple(found[at] for at in sorted(found))

    def _typed(self) -> Iterator[Whole]:
        """FastAPI: endpoints that declare to answer with a list, and take nothing by which it would be cut or belong to one user."""
        rows = _table()["typed"]
        says, apart = compiled(rows["says"]), compiled(rows["apart"])
        for route in self._routes:
            if route.framework != rows["framework"] or route.method != "GET" or "{" in route.path or route.source is None:
                continue
            body = self._routes.body(route)
            text = route.source.code[max(body.start - LONGEST, 0) : body.end] if body else ""
            own = text[max(text.rfind("\n\n", 0, LONGEST), 0) :] if body else ""
            found = says.search(own)
            if found and not apart.search(own) and not re.match(_table()["whole"]["lookups"], re.sub(rows["suffix"], "", found["what"])):
                yield Whole(re.sub(rows["suffix"], "", found["what"]), route.shown, route.at)

    def _leading(self, queries: tuple[_Query, ...]) -> frozenset[str]:
        """The names of functions and classes that hold these queries, or hold a name that leads to one: few routes need be followed."""
        found = {name for q in queries for name in self._enclosing(q.source.file, q.start)}
        fresh = set(found)
        for _ in range(DEPTH):
            fresh |= {request for name in fresh if name.endswith("Handler") for request in requests(name)}
            fresh = {*fresh, *(name for word in fresh for name in self._callers(word))} - found
            found |= fresh
        return frozenset(found)

    def _callers(self, word: str) -> Iterator[str]:
        holding = self._files.with_words(word, among=self._code.server)
        for file in holding if len(holding) <= COMMON else ():
            for match in re.finditer(rf"\b{re.escape(word)}\b", file.text):
                yield from self._enclosing(file, match.start())
                yield from _RENAMED.findall(file.text[match.end() : match.end() + 90])

    def _judged_from(self, source: Source, match: re.Match[str]) -> int:
        """Where the code begins that may bound a size: what is asked of a request may have been bounded above; a schema's line says all."""
        told = match.groupdict()
        if told.get("asked"):
            return self._begun(source.file, match.start())
        return source.code.find("\n", match.end()) if told.get("given") else source.code.rfind("\n", 0, match.start()) + 1

    def _begun(self, file: File, offset: int) -> int:
        """Where the nearest function above an offset begins, roughly."""
        next(self._enclosing(file, offset), "")
        return max((start for start, name, _ in self._opened[file.path] if name and start <= offset), default=0)

    def _enclosing(self, file: File, offset: int) -> Iterator[str]:
        """The names of the nearest function and class that begin above an offset, roughly: by the lines that open one."""
        if file.path not in self._opened:
            self._opened[file.path] = [(m.start(), m[1] or m[4] or m[5] or "", m[3] or "") for m in _OPENS.finditer(file.text)]
        above = self._opened[file.path][: bisect_right(self._opened[file.path], (offset, "\uffff", ""))]
        yield from islice((name for _, name, _ in reversed(above) if name), 1)
        yield from islice((owner for _, _, owner in reversed(above) if owner), 1)

    @cached_property
    def _opened(self) -> dict[str, list[tuple[int, str, str]]]:
        return {}

    def _lists(self, queries: tuple[_Query, ...], leading: frozenset[str]) -> Iterator[tuple[str, Body]]:
        """The endpoints that may list, with every function they reach."""
        for route in [r for r in self._routes if _may_list(r) and (_speaks(r, leading) or _holds(r, queries))][:MOST]:
            said = self._routes.answers(route)
            bodies = self._routes.reached(route, DEPTH, leading) if said != "page" else ()
            if said or any(body.answers == "data" for body in bodies):
                yield from ((route.shown, body) for body in bodies)
        rows = _table()["action"]
        for language in ("ruby", "php"):
            for source in self._code.sources("index", language=language):
                for match in re.finditer(rows[language], source.code, re.MULTILINE) if re.search(rows["path"], source.path) else ():
                    body = block(source, match.start())
                    if re.search(rows["answers"], body.text):
                        yield f"{source.path.rpartition('/')[2]}#index", body
        for name, body in (*self._methods(), *resolvers(self._code)):
            yield from ((name, below) for below in self._routes.followed(body, DEPTH, leading))

    def _methods(self) -> Iterator[tuple[str, Body]]:
        """The methods that clients call by their names, and that may list."""
        rows = _table()["rpc"]
        for source in self._code.sources(*rows["words"]):
            pattern = rows.get(_ALIAS.get(source.language, source.language))
            for match in re.finditer(pattern, source.code, re.MULTILINE) if pattern else ():
                yield next(filter(None, match.groups())), block(source, match.start())
            for match in re.finditer(rows["trpc"], source.code, re.MULTILINE) if "rocedure" in source.text else ():
                if body := queried(source, match.end()):
                    yield match["name"], body

    def _queries(self) -> Iterator[_Query]:
        rows = _table()["whole"]
        for source in self._code.sources(*rows["words"]):
            language = _ALIAS.get(source.language, source.language)
            if compiled(rows["apart"]).search(source.path) or not isinstance(rows.get(language), list):
                continue
            for pattern in (*rows[language], rows["sql"]):
                wanted = compiled(pattern, re.MULTILINE)
                if wanted.search(source.text):
                    found = _of(source, wanted, rows)
                    found = (q for q in found if not source.code.startswith(f"{q.what}::", q.start) or self._has_rows(q.what))
                    yield from (q for q in found if not only_named(source, q.start, paged=self._paged_by_default))

    def _has_rows(self, name: str) -> bool:
        """Whether a class of PHP may be one of Laravel's models: one that is made of nothing has static methods called get and all too."""
        heads = self._code.search(rf"^(?:final[ \t]+)?class[ \t]+{re.escape(name)}\b[^{{]{{0,300}}", name, language="php")
        return all("extends" in head[0] for head, _ in heads)

    @cached_property
    def _paged_by_default(self) -> bool:
        return any(True for _ in self._code.search(_table()["view"]["default"], "DEFAULT_PAGINATION_CLASS", language="python"))


def _of(source: Source, pattern: re.Pattern[str], rows: dict[str, Any]) -> Iterator[_Query]:
    code = source.code
    for match in pattern.finditer(code):
        end = closed(code, match.end("open") - 1) if "open" in pattern.groupindex else match.end()
        after = called_after(code, end)
        behind = code[end:after] + re.split(r";|\n\s*\n|\n\s*(?![.\s?])", code[after : end + 300])[0]
        given = code[match.end() : end] + behind if "open" in pattern.groupindex else behind
        around = code[max(0, code.rfind("\n\n", 0, match.start()), match.start() - 400) : max(after, end + 200)]
        grows = bool(match["what"]) and not compiled(rows["lookups"]).match(match["what"])
        if grows and not compiled(rows["without"]).search(given) and not compiled(rows["paged"]).search(around):
            yield _Query(match["what"], source, match.start("what" if "filter" in pattern.groupindex else 0))


def _names_lookup(endpoint: str) -> bool:
    """Whether an endpoint's path names a table that hardly grows, where the query is of any table."""
    return any(compiled(_table()["whole"]["lookups"]).match(word) for word in re.findall(r"[A-Za-z]+", endpoint.partition("/")[2]))


_ANY_TABLE = regex(r"T\w{0,10}|_?[dD]bSet|_?entities|repository|repo")  # of a generic repository
_RENAMED = regex(r"\A(?:\s+as\s+|\s*:\s*)(\w+)\s*(?=[,}])")  # what a file brings in
_OPENS = regex(
    r"^[ \t]*(?:(?:export|default|public|private|protected|static|async|override|suspend|internal|sealed|abstract|partial|final|open"
    r"|const|let)\s+)*(?:(?:def|function\*?|func|fn|fun)\s+(?:\([^)\n]*\)\s*)?(?:self\.)?(\w+)|(class)\s+(\w+)"
    r"|(?!if\b|for\b|while\b|switch\b|catch\b|return\b|await\b|else\b|new\b|throw\b)(?:[\w<>\[\],.?]+[ \t]+){0,3}"
    r"(?:(?:module\.)?exports\.)?([a-zA-Z_]\w*)"
    r"\s*(?:[:=]\s*(?:async\b\s*)?(?:function\b|\()|\([^;{}\n]*\)?[^;{}\n]*\{?[ \t]*$))"
    r"|^(?:export\s+)?(?:const\s+|(?:module\.)?exports\.)([a-zA-Z_]\w*)\s*=\s*\w{1,40}\(\s*(?:async\b|function\b|\([\w\s,]{0,60}\)\s*=>)",
    re.MULTILINE,
)


def _speaks(route: Route, names: frozenset[str]) -> bool:
    """Whether a route's handler, or the text beside it, holds one of the names; a resource's names its module alone."""
    text = route.handler + (" " + route.body.text if route.body else "")
    return route.method == "RESOURCES" or not names.isdisjoint(re.findall(r"\w+", text))


def _holds(route: Route, queries: tuple[_Query, ...]) -> bool:
    """Whether one of the queries stands in the route's own text."""
    body = route.body
    return bool(body) and any(body and q.source.path == body.source.path and body.start <= q.start < body.end for q in queries)


def _may_list(route: Route) -> bool:
    """Whether a route may answer with a list: read, and no parameter in its path."""
    if not (route.method in ("GET", "ANY", "") or _lists_resources(route)) or route.is_health or re.search(r"[:{<*(\[]", route.path):
        return False
    return not compiled(_table()["apart"]["routes"]).search(route.path)


def _lists_resources(route: Route) -> bool:
    """Phoenix: whether the routes of a resource hold its list."""
    if route.method != "RESOURCES" or route.source is None or route.source.language != "elixir":
        return False
    line = route.source.text.split("\n")[route.at.line - 1]
    return not re.search(r"\bonly:(?![^\n]*:index\b)|\bexcept:[^\n]*:index\b", line)


def _serves(path: str) -> bool:
    """Whether a file may answer requests: what a job or a command takes in portions is no page."""
    return not compiled(_table()["apart"]["jobs"]).search(path)


def _table() -> dict[str, Any]:
    return known("facts/lists")
