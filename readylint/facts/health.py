"""Health: where the app answers whether it is alive, and whether that answer asks its dependencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code
from readylint.facts.compose import Compose
from readylint.facts.dependencies import Dependencies
from readylint.facts.extractors import Extractors
from readylint.facts.files import Files
from readylint.facts.guards import Guards
from readylint.facts.images import Images
from readylint.facts.routes import Route, Routes, is_health
from readylint.facts.structured import Structured
from readylint.facts.usage import settings
from readylint.facts.workloads import Workloads
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_ASKED = regex(r"https?://[^/\s\"']+(/[^\s\"'|)?]*)")
_CHECKS = r"\bIHealthCheck(?:sBuilder)?\b|\.AddCheck\b"
_LISTED = regex(r"(?i)(?:\b|_)checks?\w{0,20}\s*[=:]\s*\[([\w\s,.]{1,300})\]")  # functions that are handed over to be asked
_CLASSES = regex(r"=\s*\[\s*(?:[A-Z]\w{1,40}(?:::|\.)){1,3}[A-Z]\w{1,40}\s*[,\]]")  # ... or classes, what they ask is theirs
_TELLS = regex(r"(?i)(?<![a-z])(?:health|status|heartbeat|ping|alive)")  # the handler of a root that is asked
_SCRIPT = regex(r"[\w.-]+\.(?:py|sh|[cm]?js|ts|rb|php)\b")
_STAFF = regex(r"(?i)(?:^|/)(?:admin(?:istration)?|super-?admin|back-?office|staff)/")
_PROBES = ("readinessProbe", "livenessProbe", "startupProbe")


class Endpoint(Struct, frozen=True):
    """A place that answers whether the app is alive. `asks`: where it asks a dependency; `read`: whether what it does could be seen."""

    what: str
    at: Location
    asks: Location | None = None
    read: bool = True


class Probe(Struct, frozen=True):
    """A path that a container check or an orchestrator asks."""

    path: str
    at: Location


def _table() -> dict[str, Any]:
    return known("facts/health")


@cache
def _asks() -> re.Pattern[str]:
    return compiled(_table()["asks"]["pattern"].lstrip())


class Health:
    """The health endpoints of the app, what else checks a dependency, and the probes that ask."""

    def __init__(self, endpoints: tuple[Endpoint, ...], probes: tuple[Probe, ...], kept: tuple[Route, ...] = ()) -> None:
        self.endpoints = endpoints
        self.probes = probes
        self.kept = kept  # routes that answer so, and only to staff that is logged in

    @classmethod
    def of(
        cls, files: Files, code: Code, routes: Routes, dependencies: Dependencies, structured: Structured, images: Images, compose: Compose,
        workloads: Workloads, guards: Guards,
    ) -> Health:
        probes = tuple(_probes(files, images, compose, workloads))
        answering = frozenset(_answering(probes, routes))
        extractors = Extractors(code)
        asked = [r for r in routes if r.is_health or r in answering]
        bare = any(r.framework == "aspnet-health" for r in asked) and _has_no_checks(code)
        kept = tuple(r for r in asked if _for_staff(r, guards))
        found = [_of_route(r, routes, extractors, bare) for r in asked if r not in kept]
        return cls((*found, *_of_libraries(files, code, routes, dependencies, structured)), probes, kept)

    def __iter__(self) -> Iterator[Endpoint]:
        return iter(self.endpoints)


def _for_staff(route: Route, guards: Guards) -> bool:
    """Whether only people who are logged in may ask: no orchestrator does."""
    if not _STAFF.search(route.path):
        return False
    return bool(guards.guard(route)) or any(guards.covers(default, route) for default in guards.defaults)


def _answering(probes: Iterable[Probe], routes: Routes) -> Iterator[Route]:
    """The routes that probes ask; where none has the whole path, those that it ends with: what stands before is added where they are
    mounted, and often is the name of their folder."""
    readable = [(r.path.rstrip("/"), r) for r in routes if r.method in ("GET", "HEAD", "ANY", "")]
    whole = {path for path, _ in readable}
    for asked in dict.fromkeys(p.path.rstrip("/") for p in probes):
        if asked in whole:
            yield from (r for path, r in readable if path == asked and (asked or _TELLS.search(r.handler)))
            continue
        ending = [(asked.removesuffix(path), r) for path, r in readable if len(path) > len("/up") and asked.endswith(path)]
        named = [r for above, r in ending if r.source and above.rpartition("/")[2] in r.source.path.split("/")]
        yield from named or (r for _, r in ending)


def _has_no_checks(code: Code) -> bool:
    """Whether ASP.NET's health checks are added, and none registered: they answer that all is well."""
    added = len(list(code.search(r"\bAddHealthChecks\(", "AddHealthChecks", language="csharp")))
    alone = len(list(code.search(r"^[^\n=]*\bAddHealthChecks\(\s*\)\s*;", "AddHealthChecks", language="csharp")))
    return 0 < added == alone and not any(code.search(_CHECKS, "IHealthChecksBuilder", "IHealthCheck", "AddCheck", language="csharp"))


def _of_route(route: Route, routes: Routes, extractors: Extractors, bare: bool = False) -> Endpoint:
    bodies = routes.reached(route)
    body = routes.body(route)
    if body and body.source.language == "rust" and (held := extractors.connection(body.text.partition("{")[0])):
        return Endpoint(route.shown, route.at, body.source.place(body.start + held.start()))
    for body in bodies:
        found = _asks().search(body.text)
        if found:
            return Endpoint(route.shown, route.at, body.source.place(body.start + found.start()))
    for name in dict.fromkeys(n for b in bodies[:1] for listed in _LISTED.findall(b.text) for n in re.findall(r"\w+", listed)):
        handed = routes.function(name, bodies[0].source)
        if handed and (found := _asks().search(handed.text)):
            return Endpoint(route.shown, route.at, handed.source.place(handed.start + found.start()))
    named = compiled(_table()["asks"]["files"])
    asking = len(bodies) > 1 and re.search(r"(?i)(?:ready|readiness|health)(?!.*live)", route.path)  # checks may be handed to it as a list
    for source in dict.fromkeys(b.source for b in bodies if asking and named.search(b.source.path)):
        if found := _asks().search(source.code):
            return Endpoint(route.shown, route.at, source.place(found.start()))
    listed = asking and any(_CLASSES.search(b.source.code) for b in bodies if named.search(b.source.path))
    plain = route.handler.startswith("rails/health") or (route.framework == "laravel" and not route.handler and not bodies)
    return Endpoint(route.shown, route.at, None, (bool(bodies) and not listed) or plain or (bare and route.framework == "aspnet-health"))


def _of_libraries(files: Files, code: Code, routes: Routes, dependencies: Dependencies, structured: Structured) -> Iterator[Endpoint]:
    for row in _table()["library"]:
        places = list(_at_work(row, files, code, routes, dependencies, structured))
        asks = bool(row.get("checks")) and not ("unless" in row and _configured(files, row["unless"]))
        for at in places:
            yield Endpoint("" if row.get("only_checks") else row["name"], at, at if asks else None, not row.get("unread"))


def _at_work(
    row: dict[str, Any], files: Files, code: Code, routes: Routes, dependencies: Dependencies, structured: Structured
) -> Iterator[Location]:
    if "dependency" in row:
        yield from (d.at for d in dependencies.find(row["dependency"]))
    for key in row.get("setting", ()):
        yield from settings(files, structured, key)
    for file in files.match(*row.get("paths", ())):
        yield from (at for _, at in file.search(row["text"], re.MULTILINE))
    if "code" in row:
        if "defines" in row and _defined_without_health(row, code, routes):
            return
        if "alone" in row and any(True for _ in code.search(row["alone"], "import", language=row["languages"])):
            return
        for _, at in code.search(row["code"], *row["words"], language=row["languages"]):
            yield at


def _defined_without_health(row: dict[str, Any], code: Code, routes: Routes) -> bool:
    """Whether the repository defines the library's function itself, and maps no health route there for production."""
    defined = [at.path for _, at in code.search(row["defines"], *row["words"], language=row["languages"])]
    return bool(defined) and not any(r.at.path in defined for r in routes.health)


def _configured(files: Files, pattern: str) -> bool:
    return any(re.search(pattern, f.text) for f in files.match("application*.properties", "application*.yml", kinds=("config",)))


def _probes(files: Files, images: Images, compose: Compose, workloads: Workloads) -> Iterator[Probe]:
    for image in images.deployed:
        check = image.final.last("HEALTHCHECK")
        if check:
            yield from _paths(check.value, check.at, files)
    for service in (s for f in compose.run for s in f.services if s.dockerfile and s.healthcheck):
        yield from _paths(" ".join(map(str, service.body["healthcheck"]["test"])), service.healthcheck or service.at, files)
    for container in (c for w in workloads.own for c in w.containers):
        for name in _PROBES:
            path = container.body.get(name, "httpGet", "path")
            if str(path).startswith("/") and "XXX" not in str(path):
                yield Probe(str(path).partition("?")[0], path.at)


def _paths(command: str, at: Location, files: Files) -> Iterator[Probe]:
    """What a command asks, or a script of the repository that it runs."""
    scripts = (file for name in _SCRIPT.findall(command) for file in files.match(f"**/{name}", kinds=("app", "config", "other")))
    for text in (command, *(file.text for file in scripts)):
        yield from (Probe(path, at) for path in _ASKED.findall(text))


__all__ = ["Endpoint", "Health", "Probe", "is_health"]
