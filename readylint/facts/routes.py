"""Routes: what the app answers, across frameworks, with the path that mounts and prefixes put together where that is simple."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import islice
from typing import Any

from msgspec import Struct

from readylint.facts import autoload, connexion, dispatched, function_events, laravel_resources, oapi_codegen, php_pages
from readylint.facts.code import Code, Source, offset_of
from readylint.facts.conditions import outside_production
from readylint.facts.controllers import Controllers
from readylint.facts.files import File, Files
from readylint.facts.handlers import Body, Handlers
from readylint.facts.implemented import implementation
from readylint.facts.mounts import prefixes
from readylint.facts.nesting import joined
from readylint.facts.php_pages import PhpPages
from readylint.facts.route_constants import constant
from readylint.facts.route_reader import Framework, Written, frameworks, table
from readylint.facts.starts import is_own
from readylint.facts.structured import Structured
from readylint.knowledge import regex
from readylint.model import Location
from readylint.patterns import compiled

MOST = 2000  # routes of one file; more are an attack or generated
_API = regex(r"^/api(?:/|$)")
_READS = ("GET", "HEAD", "ANY", "MOUNT", "")


class Route(Struct, frozen=True):
    """One route. `method` is "ANY" or "" where the framework names none, "MOUNT" for a router or application of which no route was
    read, "RPC" for a gRPC service; `answers` is "data", "page" or ""; `guards` are what stands before the handler, as written."""

    method: str
    path: str
    handler: str
    framework: str
    at: Location
    answers: str = ""
    guards: tuple[str, ...] = ()
    source: Source | None = None
    body: Body | None = None

    @property
    def shown(self) -> str:
        """Method and path as a reader would write them."""
        return f"{self.method} {self.path}" if self.method not in ("", "ANY", "MOUNT") else self.path

    @property
    def is_health(self) -> bool:
        """Whether it says that the app is alive or ready."""
        return self.method in _READS and is_health(self.path)

    @property
    def develops(self) -> bool:
        """Whether the conditions around it say that it is there in development or tests only."""
        return self.source is not None and self.source.asked(_is_outside, self.at)


def _is_outside(source: Source, at: Location) -> bool:
    return outside_production(source.code, offset_of(source, at))


@cache
def _health_paths() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = table()["health"]
    sure, vague, before = (f"(?:{'|'.join(words[key])})" for key in ("sure", "vague", "before"))
    return (
        compiled(rf"(?:^|/)(?:-/)?_{{0,2}}{sure}_{{0,2}}(?:/(?:{sure}|{vague}|{'|'.join(words['after'])}))?$", re.IGNORECASE),
        compiled(rf"^/?(?:{before}/)*_{{0,2}}{vague}_{{0,2}}$", re.IGNORECASE),
    )


def is_health(path: str) -> bool:
    """Whether a path asks for health: `/healthz`, `/api/v1/health/ready`, `/up`, but not `/orders/:id/status`."""
    plain = re.sub(r"\{\$\}$|^\^|\\?[zZAb]?\$$|\(\.:format\)|/\?$|/$", "", path.replace("\\/", "/").strip()).rstrip("/$?")
    plain = re.sub(r"/(?:\{\w*version\w*[^}]*\}|:\w*version\w*|v\{[^}]*\})", "/v1", "/" + plain.lstrip("/~^"))
    if re.search(r"[:{<*(\[]", plain) or len(plain) > 80:
        return False
    sure, vague = _health_paths()
    return bool(sure.search(plain) or vague.match(plain))


class Routes:
    """Every route of the server code, in path order."""

    def __init__(self, files: Files, code: Code, handlers: Handlers, pages: PhpPages, structured: Structured) -> None:
        self._files, self._structured = files, structured
        self._code = code
        self._handlers = handlers
        self.pages = pages
        self.controllers = Controllers(code)
        self._implemented: dict[tuple[str, int], Body] = {}

    @classmethod
    def of(cls, files: Files, code: Code, handlers: Handlers, pages: PhpPages, structured: Structured) -> Routes:
        return cls(files, code, handlers, pages, structured)

    def __iter__(self) -> Iterator[Route]:
        return iter(self.all)

    @cached_property
    def all(self) -> tuple[Route, ...]:
        before, followed = prefixes(self._written)
        found = []
        for w in (one for written in self._written for one in laravel_resources.expanded(written)):
            named = constant(self._code, w) if w.constant else ""
            if (w.method == "MOUNT" and (w.at in followed or not w.path)) or w.needs == "development" or bool(w.constant) != bool(named):
                continue
            prefix = (before.get(w.source.path) or self._loaded(w)) if w.method != "RPC" else ""
            if w.framework == "aspnet-controllers" and not w.path.startswith("~/"):
                prefix = self.controllers.prefix(w.source, w.at)
            found.append(self._finished(w, joined(prefix, joined(w.path, named))))
        found += [*self._of_files(), *self._of_pages(), *self._of_contract(), *self._of_functions()]
        own = [r for r in found if is_own(r.at.path)]  # no tool's beside the app, nor those of what stands in for others
        return tuple(sorted(own or found, key=lambda r: (r.at.path, r.at.line, r.at.column)))

    @cached_property
    def autoloads(self) -> tuple[autoload.Autoload, ...]:
        """The folders of plugins that a framework loads by itself."""
        return autoload.autoloads(self._code)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files that routes stand in, and those that mount the routers of others."""
        mounts = (w.source for w in self._written if w.method == "MOUNT")
        return tuple({source.path: source for source in (*(r.source for r in self.all if r.source), *mounts)}.values())

    def _loaded(self, w: Written) -> str:
        return (autoload.before(self.autoloads, w.source.path) or "") if w.source.language in ("javascript", "typescript") else ""

    @cached_property
    def health(self) -> tuple[Route, ...]:
        """The routes that say whether the app is alive or ready."""
        return tuple(r for r in self.all if r.is_health)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The frameworks by which something is routed, most routes first."""
        counted: dict[str, int] = {}
        for route in self.all:
            counted[route.framework] = counted.get(route.framework, 0) + 1
        return tuple(sorted((n for n in counted if n != "request path"), key=lambda n: -counted[n]))

    def body(self, route: Route) -> Body | None:
        """The text of a route's handler, where it is simple to find."""
        if route.body or not route.source:
            return self._does(route.body) if route.body else None
        named = self._wrapped(route, route.source) or self._handlers.named(_handler_name(route), route.source)
        return named or self._made(route, route.source)

    def _does(self, body: Body) -> Body:
        """A text, or what implements it where it stands in an interface."""
        key = (body.source.path, body.start)
        if key not in self._implemented:
            self._implemented[key] = implementation(body, self._code) or body
        return self._implemented[key]

    def _wrapped(self, route: Route, source: Source) -> Body | None:
        """Go: the function among the arguments of a call that makes a handler of it, as in `handle(deps, api.Create, before...)`."""
        if source.language != "go" or not _WRAPS.match(route.handler):
            return None
        names = sorted(_ARGUMENT.findall(route.handler), key=lambda name: "handle" not in name.lower())
        return next((body for name in names if (body := self._handlers.named(name, source))), None)

    def _made(self, route: Route, source: Source) -> Body | None:
        """Go: the function that makes the handler of what it needs, as in `health(db)`."""
        maker = _MAKER.match(route.handler) if source.language == "go" else None
        return self._handlers.named(maker[1], source) if maker else None

    def function(self, name: str, near: Source) -> Body | None:
        """The text of a function that a file calls by a name, where it is simple to find."""
        return self._handlers.named(name, near)

    def reached(self, route: Route, depth: int = 2, only: frozenset[str] | None = None) -> tuple[Body, ...]:
        """The handler's text, and that of the functions it calls (by these names only, if told)."""
        body = self.body(route)
        return self.followed(body, depth, only) if body else ()

    def followed(self, body: Body, depth: int = 2, only: frozenset[str] | None = None) -> tuple[Body, ...]:
        """A function's text, and that of the functions it calls (by these names only, if told)."""
        return tuple(self._handlers.reached(body, depth, only))

    def _finished(self, w: Written, path: str) -> Route:
        if w.method != "RPC":
            path = "/" + re.sub(r"^\^?/?|\$$", "", path)
        return Route(w.method, path, w.handler, w.framework, w.at, w.answers, w.guards, w.source, w.body)

    def answers(self, route: Route) -> str:
        """What a route answers: "data", "page", or "" where that cannot be told. Reads its handler where its form does not say."""
        if route.answers or route.method == "MOUNT":
            return route.answers
        body = self.body(route)
        return (body.answers if body else "") or ("data" if _API.match(route.path) else self._defaults.get(route.framework, ""))

    @cached_property
    def _defaults(self) -> dict[str, str]:
        rows = [f for f in frameworks() if f.default]
        return {f.name: "data" if f.default_unless and any(self._code.sources(f.default_unless)) else f.default for f in rows}

    @cached_property
    def _written(self) -> tuple[Written, ...]:
        found: dict[Location, Written] = {}
        for framework in frameworks():
            for source in self._sources(framework):
                for written in source.each(_read, framework):
                    if framework.only != "health" or is_health(written.path):
                        found.setdefault(written.at, written)
        return tuple(found.values())

    def _sources(self, framework: Framework) -> Iterator[Source]:
        holding = tuple(self._code.sources(*framework.words, language=framework.languages))
        if holding and (framework.wired or framework.unwired) and not self._is_wired(framework):
            return iter(())
        if not framework.anywhere or not holding:
            return iter(holding)
        return iter(tuple(self._code.sources(language=framework.languages)))

    def _is_wired(self, framework: Framework) -> bool:
        """Whether the code holds what the framework's routes need, and nothing that would stand before them unseen."""
        wanted = not framework.wired or any(True for _ in self._code.search(framework.wired, language=framework.languages))
        unseen = framework.unwired and any(True for _ in self._code.search(framework.unwired, language=framework.languages))
        return wanted and not unseen

    def _of_files(self) -> Iterator[Route]:
        for row in table()["file"]:
            chosen: Iterable[File] = self._files.match(*row["globs"], kinds=("app", "config", "other"))
            for file in self._files.with_words(*row["words"], among=chosen) if row.get("words") else chosen:
                if "lines" in row:
                    for match, at in file.search(row["lines"], re.MULTILINE):
                        yield Route(match["method"].upper(), match["path"], match["handler"], row["framework"], at)
                elif (found := compiled(row["path"]).search(file.path)) and not compiled(row.get("unlike", "(?!)")).search(file.text):
                    yield self._of_file(file, found, row)

    def _of_pages(self) -> Iterator[Route]:
        for page in self.pages:
            whole = Body(page.source, 0, len(page.source.code))
            yield Route("ANY", page.path, "", php_pages.FRAMEWORK, page.at, page.answers, (), page.source, whole)

    def _of_contract(self) -> Iterator[Route]:
        read = (connexion.FRAMEWORK, connexion.operations(self._code, self._files, self._structured))
        made = (oapi_codegen.FRAMEWORK, oapi_codegen.operations(self._code, self._files))
        for framework, o in ((framework, o) for framework, found in (read, made) for o in found):
            body = self._handlers.named(o.handler, o.near) if o.handler else None
            at, source = (body.at, body.source) if body else (o.at, None)
            yield Route(o.method, o.path, o.handler, framework, at, "data", o.secured, source, body)

    def _of_functions(self) -> Iterator[Route]:
        told = set[str]()
        for e in function_events.events(self._files, self._structured, self._code, self._handlers):
            told.add(e.body.source.path if e.body else "")
            yield Route(e.method, e.path, "", function_events.FRAMEWORK, e.at, "data", e.guards, None, e.body)
        for d in dispatched.dispatched(self._code, self._handlers, self._files, told):
            yield Route(d.method, d.path, d.handler, dispatched.FRAMEWORK, d.at, "data", d.guards, d.source, d.body)

    def _of_file(self, file: File, found: re.Match[str], row: dict[str, Any]) -> Route:
        source, method = self._code.source(file), found.groupdict().get("method") or "ANY"
        plain = re.sub(r"/?\([\w.]+\)", "", found["path"]).replace("[", ":").replace("]", "").replace("+/", "/")
        plain = plain.replace(".", "/") if row["framework"] == "remix" else plain
        plain = re.sub(r"/index$|^index$", "", plain.lstrip("/"))
        body = Body(source, 0, len(file.text))
        return Route(method.upper(), "/" + plain, "", row["framework"], file.at, row.get("answers", ""), (), source, body)


_WRAPS = regex(r"(?:\w+\.)*\w+\([^()]*,[^()]*\)$")
_VIEW = regex(r"\b(?P<name>(?:\w{1,60}\.)?\w{1,80})\.as_view\(")
_MAKER = regex(r"((?:\w+\.)*\w+)\([\w, ]*\)$")
_ARGUMENT = regex(r"[(,]\s*((?:\w+\.)+[A-Z]\w*)(?=\s*[,)])")


def _handler_name(route: Route) -> str:
    """The name to look for in `health#show`, `HealthController@index`, `[HealthController::class, 'index']`, `View.as_view()`."""
    if view := _VIEW.search(route.handler):
        return view["name"]  # login_required(OrderView.as_view()), cache_page(60)(OrderView.as_view())
    text = route.handler.replace("::class", "")
    if route.framework == "rails" and "#" in text:
        controller, _, action = text.rpartition("#")
        return f"{controller.rpartition('/')[2]}_controller.{action}"
    if text.endswith(")") and (called := re.match(r"(?:\w+\.)*\w+\(\s*((?:\w+\.)*\w+)\s*\)$", text)):
        return called[1]  # login_required(view), http.HandlerFunc(health)
    parts = re.findall(r"[A-Za-z_]\w*", re.sub(r"\(.*", "", text, flags=re.DOTALL) or text)
    if route.framework == "laravel" and len(parts) == 1 and parts[0].endswith("Controller"):
        return f"{parts[0]}.__invoke"
    return ".".join(parts[-2:])


def _read(source: Source, framework: Framework) -> Iterator[Written]:
    return islice(framework.read(source), MOST)
