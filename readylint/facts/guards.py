"""Guards: which routes change data, and what keeps strangers out of them: by default, around a router, or on the route itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from readylint.facts import bases, chains, encapsulated, fronts, gates, go_groups, heads, ktor_routes, layers, php_pages, plugs, visitors
from readylint.facts.brackets import arguments
from readylint.facts.code import Code, Source, offset_of
from readylint.facts.conditions import outside_production
from readylint.facts.edge import live
from readylint.facts.extractors import Extractors
from readylint.facts.files import File, Files
from readylint.facts.handlers import family
from readylint.facts.injected import Injected
from readylint.facts.nesting import opens_apart
from readylint.facts.page_middlewares import stands_before
from readylint.facts.routes import Route, Routes
from readylint.facts.sightings import Sighting, Sightings
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_USE = regex(r"(?<![\w.])(?P<receiver>[\w.]{1,60})\.(?:use|Use|With|addHook|register|before_request|all|UseHandler)\s*\(")
_GROUP = regex(
    r"\bRoute::(?:\w+\([^;{}]{0,600}?\)\s*->\s*)?group\(|->(?:middleware|add)\([^;{}]{0,200}?\)\s*->\s*group\("
    r"|^[ \t]*(?:(?:scope|authenticate|constraints|live_session)\b[^\n]*\bdo\b|(?:filter\[\w+\]\.?){1,4}(?:prefix\([^()\n]*\))?[ \t]*\{)"
    r"|\.(?:Group|Route)\([^;\n]{0,200}?func\(",
    re.MULTILINE,
)
_ADMIN_GROUP = regex(r"""\[?(?:\s*["'][\w.:-]{1,60}["']\s*,){0,9}\s*["'][\w.-]*\badmin["']\s*\]?""")
# Laravel, what a group asks for in an array
_ARRAY_GROUP = regex(
    r"""(?:\bRoute::|\$\w+->)group\(\s*(?:\[|array\()[^;{}]{0,400}?["']middleware["']\s*=>\s*(?P<named>\[[^\]]*\]|["'][^"']*["'])"""
)
_HOOK = regex(r"(?i)hooks?(?:/|$)|callback|notif")
# Flask: what runs before each request of a blueprint
_BEFORE = regex(r"^[ \t]*@\w+\.before_request\b[^\n]*\n(?:[ \t]*@[^\n]*\n)*[ \t]*(?:async )?def [^\n]*(?:\n[^\n@]*){0,3}", re.MULTILINE)
_KNOWS = regex(r"(?:\w+\.)*(?:currentUser|current_user|withUser)(?:\(\))?")  # a middleware that tells who asks, and lets all pass
_REFUSES = regex(r"(?i)\bis_?(?:authenticated|logged_?in)\b|unauthori[sz]ed|\b401\b|redirect\w*\([^\n]*(?:log|sign)[-_]?in\b")
# hapi, what a controller that is spread into its route asks for
_HAPI = regex(
    r"\boptions\s*:\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]{0,300}\}){0,300}\}){0,800}?"
    r"\bauth\s*:(?!\s*(?:false\b|null\b|\{[^{}]*\bmode\s*:\s*[\"'](?:try|opt)))"
)
_ANNOTATED = frozenset({"nestjs", "spring", "jax-rs", "micronaut", "aspnet-controllers", "symfony", "rails"})


class Guards:
    """What stands before the routes of the app."""

    def __init__(self, files: Files, sightings: Sightings, code: Code, routes: Routes) -> None:
        self._files = files
        self._sightings, self._code, self._routes, self._injected = sightings, code, routes, Injected(code, routes)
        self._extractors = Extractors(code)
        self._words: dict[str, re.Pattern[str]] = {k: compiled(_table()["words"][k]) for k in ("guard", "loose", "head")}

    @classmethod
    def of(cls, files: Files, sightings: Sightings, code: Code, routes: Routes) -> Guards:
        return cls(files, sightings, code, routes)

    def _found(self, section: str) -> tuple[Sighting, ...]:
        return tuple(self._sightings.find(_table()[section], where=live))

    @cached_property
    def defaults(self) -> tuple[Sighting, ...]:
        """Where everything is guarded at once."""
        return self._found("default")

    @cached_property
    def opened(self) -> tuple[Sighting, ...]:
        """Where guards are taken away from more than what is open by its nature."""
        found = (s for s in self._found("opened") if not (s.source and opens_apart(s.source.code, s.start)))
        return tuple(s for s in found if not compiled(_table()["public"]["handler"]).search(s.at.path.rpartition("/")[2]))

    @cached_property
    def waived(self) -> tuple[Route, ...]:
        """Routes that change what is there, and that a chain of filters lets anyone into."""
        routes = [r for r in self.writes if r.method in _table()["chain"]["changes"] and r.framework == "spring"]
        return tuple(r for r in chains.opened(self._code, routes) if not self.guard(r))

    @cached_property
    def seen(self) -> tuple[Sighting, ...]:
        """Guards that stand somewhere, for an app whose routes could not be read."""
        return self._found("seen")

    @cached_property
    def _groups(self) -> tuple[Sighting, ...]:
        return self._found("group")

    @cached_property
    def writes(self) -> tuple[Route, ...]:
        """The routes that change data, those left out that are open by their nature."""
        return tuple(
            r for route in self._routes for r in plugs.changing(route, route.source.asked(offset_of, route.at) if route.source else 0)
            if r.framework not in ("graphql", "grpc", "rails") and not self._is_public(r)
            and not self._is_for_development(r) and self._is_write(r) and not visitors.are_expected(r, self._routes.body(r), self._routes)
        )  # fmt: skip

    def _is_public(self, route: Route) -> bool:
        public = _table()["public"]
        if compiled(public["staff"]).search(route.path):
            return False
        return bool(compiled(public["path"]).search(route.path) or compiled(public["handler"]).search(route.handler))

    def kept(self) -> Iterator[tuple[Route, Location]]:
        """The routes of any kind that ask who it is, with where they do, for an app of which none that changes data could be read."""
        routes = (r for r in self._routes if not self._is_public(r) and not self._is_for_development(r))
        yield from ((r, at) for r in routes if (at := self.guard(r)))

    @cached_property
    def exposed(self) -> tuple[Route, ...]:
        """Of the routes that change data those that no default stands before."""
        return tuple(r for r in self.writes if not any(self.covers(default, r) for default in self.defaults))

    def covers(self, default: Sighting, route: Route) -> bool:
        """Whether a default speaks for a route: of the same language and, where it stands before a project's pages, of that project."""
        if default.source is None or route.source is None:
            return True
        if family(default.source.language) != family(route.source.language):
            return False
        same = "pages" in default.row and self._project(default.at.path) == self._project(route.source.path)
        return stands_before(default.source, route.path) if same else "pages" not in default.row

    def _project(self, path: str) -> str:
        """The folder of the nearest package.json."""
        return found.folder if (found := self._files.nearest("package.json", path.rpartition("/")[0])) else ""

    @cached_property
    def _for_development(self) -> frozenset[str]:
        """Files whose routes are mounted in development only."""
        mounted = r"\b(?:include_router|register_blueprint)\(\s*(?P<name>\w+)"
        found = self._code.search(mounted, "include_router", "register_blueprint", language="python")
        names = {m["name"] for m, _ in found if outside_production(m.string, m.start())}
        return frozenset(r.source.path for r in self._routes if r.source and r.source.path.rpartition("/")[2].partition(".")[0] in names)

    def _is_for_development(self, route: Route) -> bool:
        """Whether its file, or the route alone, is mounted in development only."""
        mounted = route.source is not None and (route.source.path in self._for_development or route.develops)
        return mounted or self._does(route, "apart", 800)

    def _does(self, route: Route, what: str, most: int | None = None) -> bool:
        """Whether the text of a route's handler does something of [writes]; the file is asked first, and once for all its routes."""
        pattern = compiled(_table()["writes"][what])
        body = self._routes.body(route) if route.source and route.source.file.made(_holds, pattern) else None
        return body is not None and bool(pattern.search(body.text[:most]))

    def _is_write(self, route: Route) -> bool:
        return self._changes(route) and not self._does(route, "passes_on") and not bases.only_reads(route)

    def _changes(self, route: Route) -> bool:
        if route.method in _table()["writes"]["methods"]:
            return True
        if route.framework == php_pages.FRAMEWORK:
            return self._routes.pages.changes(route.at)
        body = self._routes.body(route) if route.method in ("ANY", "") else None
        if body and route.framework in _table()["writes"]["platforms"]:
            return bool(compiled(_table()["writes"]["stores"]).search(body.text))
        return any(compiled(_table()["writes"]["body"]).search(text) for text in bases.texts(body, self._routes))

    def is_readable(self, route: Route) -> bool:
        """Whether the handler was found, which may ask by itself."""
        return self._routes.body(route) is not None

    def guard(self, route: Route) -> Location | None:
        """What keeps strangers out of a route; None where nothing is seen."""
        if route.framework == php_pages.FRAMEWORK:
            return self._routes.pages.guard(route.at)
        return self._before(route) or self._around(route) or self._inside(route)

    def _before(self, route: Route) -> Location | None:
        """The middlewares, decorators and parameters of the route itself, and the head of its class."""
        source = route.source
        if any(self._is_guard(g) for g in route.guards):
            return route.at
        if source is None:
            return None
        body = self._routes.body(route)
        offset = source.asked(offset_of, route.at)
        dotnet, attributes = route.framework == "aspnet-controllers", self._routes.controllers.attributes
        above = attributes(source, route.at) if dotnet else self._extractors.constructor(route.handler)
        said = [source.asked(gates.statement, offset), heads.class_head(source, offset), gates.procedure(source, offset), above]
        if body:
            said += [heads.of(body), heads.class_head(body.source, body.start), *bases.above(body, self._routes)]
        if route.framework == "fastapi":
            said.append(self._injected.around(source, offset))
        if body and route.framework == "phoenix":
            said.append(plugs.before(body.source, route.handler.rpartition(":")[2]))
        if body and route.framework == "hapi" and _HAPI.search(body.text):
            return route.at
        if body and body.source.language in ("rust", "php") and self._extractors.turns_away(heads.of(body)):
            return route.at
        return route.at if any(self._is_guard(h) or self._injected.turns_away(h, body.source if body else source) for h in said) else None

    def _around(self, route: Route) -> Location | None:
        """A router or group that guards what stands below it, in the same file or by the prefix of its path."""
        path = route.source.path if route.source else ""
        grouped = next((g.at for g in self._groups if compiled(g.row["files"]).search(path)), None)
        if found := grouped or self._taken_in(path) or self._handed_over(route):
            return found
        for at, source, start, end, prefix in self._spans:
            same = route.source is not None and source.path == route.source.path
            offset = source.asked(offset_of, route.at) if same and prefix is None else -1
            if start < offset < end and not gates.above(source, start, offset):
                return at
            if prefix and (route.path == prefix or route.path.startswith(prefix.rstrip("/") + "/")):
                return at
        return None

    def _handed_over(self, route: Route) -> Location | None:
        source = route.source if route.source and route.source.language == "go" else None
        offset = source.asked(offset_of, route.at) if source else 0
        return go_groups.used(source, offset, self._is_guard) or self._handed.get(go_groups.around(source, offset)) if source else None

    @cached_property
    def _handed(self) -> dict[str, Location]:
        return go_groups.handed(self._code, self._is_guard)

    def _taken_in(self, path: str) -> Location | None:
        module = path.rpartition("/")[2].partition(".")[0]
        return self._included.get(module) or next((at for name, at in self._included.items() if f"/{path}".endswith(f"/{name}")), None)

    @cached_property
    def _included(self) -> dict[str, Location]:
        return gates.included(self._code, self._is_guard)

    @cached_property
    def _spans(self) -> tuple[tuple[Location, Source, int, int, str | None], ...]:
        """Stretches of files that stand behind a guard: place, file, start, end; or the path of a guarded mount."""
        before = (*fronts.guarded(self._code, self._is_guard, self._refuses), *layers.guarded(self._code, self._is_guard))
        paths = (*gates.matched(self._code), *gates.filtered(self._code, self._is_guard), *before)
        hooks = encapsulated.guarded(self._code, self._routes.autoloads, lambda said: self._is_guard(said) or bool(_REFUSES.search(said)))
        found = [*gates.extensions(self._code), *gates.groups(self._code, self._is_guard), *ktor_routes.guarded(self._code), *hooks, *paths]
        for source in self._routes.sources:
            code = source.code
            for match in _USE.finditer(code):
                spans = [code[a:b].strip() for a, b in arguments(code, match.end() - 1)]
                if any(self._is_guard(s[:200]) and not _KNOWS.fullmatch(s) for s in spans if "=>" not in s or len(s) < 200):
                    literal = re.match(r"[\"'`](/[^\"'`*]*)", spans[0]) if spans else None
                    found.append((source.place(match.start()), source, match.start(), len(code), literal[1] if literal else None))
            groups = [*((m, m[0]) for m in _GROUP.finditer(code)), *((m, m["named"]) for m in _ARRAY_GROUP.finditer(code))]
            for match, said in groups:
                if self._is_guard(said) or _ADMIN_GROUP.fullmatch(said):
                    found.append((source.place(match.start()), source, match.start(), gates.end(code, match.start()), None))
            found += self._of_routers(source)
        return tuple(found)

    def _of_routers(self, source: Source) -> Iterator[tuple[Location, Source, int, int, str | None]]:
        code = source.code
        routers = (
            r"\b(?:APIRouter|Router|FastAPI)\((?:[^()]|\([^()]*\)){0,400}?dependencies\s*=\s*\[[^\]]*"
            r"|\.(?:route_layer|layer|wrap)\([^;\n]*|\bMapGroup\([^;]{0,300}|(?<=[;{])\s*\w+\.RequireAuthorization\("
        )
        for match in re.finditer(routers, code):
            if self._is_guard(match[0]) or self._injected.turns_away(match[0], source):
                yield source.place(match.start()), source, 0, len(code), None
        every = [*((m.start(), m[0]) for m in _BEFORE.finditer(code)), *self._injected.routers(source)]
        for start, said in every:
            if self._is_guard(said):
                yield source.place(start), source, 0, len(code), None
        yield from ((source.place(a), source, a, b, None) for a, b, names in plugs.through(source) if self._is_guard(names))
        for start, end, names in gates.wrapped(source):
            if self._is_guard(names) or any(self._refuses(name, source) for name in re.findall(r"[\w.]+(?=\()", names)):
                yield source.place(start), source, start, end, None
        for match in re.finditer(r"^[ \t]*\w+\s*:?=\s*[\w.]+\.Group\([^\n]*", code, re.MULTILINE):
            if self._is_guard(match[0]):
                yield source.place(match.start()), source, match.start(), len(code), None

    def _refuses(self, name: str, source: Source) -> bool:
        """Whether a function that stands before a router turns away whoever is not logged in."""
        body = self._routes.function(name, source)
        return body is not None and bool(_REFUSES.search(body.text))

    def _inside(self, route: Route) -> Location | None:
        """A check in the text of the handler, and of the functions it calls where those are no layers of the app."""
        depth = 2 if _HOOK.search(route.path) else 0 if route.framework in _ANNOTATED else 1
        bodies = (*self._routes.reached(route, depth), *go_groups.wrapping(route, self._routes))
        return next((b.at for b in bodies if _asks(b.text)), None)

    def _is_guard(self, text: str) -> bool:
        """Whether a piece of code at the place of a guard keeps people out."""
        named = [n for n in re.findall(r"[@#\w.:!-]+", text) if self._words["guard"].search(n)]
        return any(not self._words["loose"].search(n) for n in named) or bool(self._words["head"].search(text))


def _table() -> dict[str, Any]:
    return known("facts/guards")


def _holds(file: File, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(file.text))


def _asks(text: str) -> bool:
    """Whether the text of a handler asks who is there."""
    small = text.lower()
    return any(compiled(pattern).search(small) for pattern in _table()["words"]["body"])
