"""Gates: guards that one file puts before the routes of others, by their paths (Spring), modules (FastAPI) or files (Laravel)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from readylint.facts.brackets import arguments, closed
from readylint.facts.code import Code, Source
from readylint.knowledge import regex
from readylint.model import Location

_MATCHED = regex(
    r"\b(?:request|ant|path|mvc)Matchers\((?P<paths>[^()]*)\)\s*\.(?:authenticated|has[A-Z]\w*|denyAll|fullyAuthenticated|access)\b"
)
# Java's servlets: a filter that is registered, and the paths that it stands before
_FILTER = regex(r"(?:\.setFilter\(|\bfilter\s*=|\bFilterRegistrationBean(?:<[\w<>]*>)?\()\s*(?:new\s+)?(?P<name>\w+)")
_PATTERNS = regex(r"\b(?:(?:add|set)U|u)rlPatterns\s*[(=][^;\n]*")
_INCLUDED = regex(
    r"\binclude_router\(\s*(?P<router>\w+)(?:\.\w+)?\s*,(?:[^()]|\([^()]*\)){0,300}?\bdependencies\s*=\s*(?P<needs>\[[^\]]*\]|\w+)"
)
_TAKES_IN = regex(r"\b(?P<by>\w+)\.include_router\(\s*(?P<taken>\w+)")
_IMPORT = regex(
    r"^from[ \t]+(?P<module>[\w.]+)[ \t]+import[ \t]+(?P<name>\w+)(?:[ \t]+as[ \t]+(?P<alias>\w+))?[ \t]*(?:#[^\n]*)?$", re.MULTILINE
)
_GROUPED = regex(r"\bbase_path\(\s*[\"'](?P<path>[^\"'\n]+)")
_MIDDLEWARE = regex(r"\bmiddleware\(\s*(?:\[[^\]]*\]|[^()]*)")
# Go: a router by its name, and where it goes through functions as a whole: `requireUser(mux)`, `withCORS(auth.Check(store, mux))`
_ROUTER = regex(r"\b(?P<name>\w+)\s*:?=\s*(?:\w+\.)?New(?:Serve)?(?:Mux|Router)\(")
_WRAPPED = r"\b(?P<names>[\w.]+\((?:[\w.]+\(|[\w.]+(?:\([^()\n]*\))?,\s*){{0,8}}){name}\)"
# Rust: a router that is made where it is handed to a function: `with_auth(state, Router::new().route(…))`
_HANDED = regex(r"(?<!fn )\b(?P<names>(?:\w+::)*\w+)(?P<open>\()(?:[^()]|\([^()]*\)){0,200}?\bRouter::new\(\)")
_GUARDED = regex(r"[ \t]*(?P<name>\w+)(?:\.Use\(|\s*:?=)")
_ADONIS = regex(r"""["'](?:@adonisjs/core/services/router|@ioc:Adonis/Core/Route)["']|\buse\(["']Route["']\)""")
_ADONIS_GROUP = regex(r"\b(?:[rR]oute|[rR]outer)\s{0,40}\.group\s{0,4}(?=\()")
_LINK = regex(r"\s{0,80}\.(?P<name>\w{1,30})(?=\()")
_ADD_ROUTES = regex(r"\.AddRoutes\(")
_ZERO = regex(r"\brest\.(?:WithJwt\w{0,20}\(|WithMiddlewares\(\s*\[\]rest\.Middleware\{[^{}]{1,300}\})")
GROUP = 40_000  # characters of a group of routes
_RECEIVER = regex(r"(?P<name>\w+)\.")
_SWITCHED_OFF = regex(r"\bauth\w*\s*:\s*(?:false|null)\b")
_SPREAD = regex(
    r"\b(?P<go>[a-zA-Z_]\w{0,60})\.\.\.(?=\s*\))|\.\.\.(?P<js>[a-zA-Z_$]\w{0,60})\b|->middleware\(\s*\$(?P<php>\w{1,60})\s*\)"
)
_PROCEDURE = regex(r"(?P<name>\w+)\s*\.meta\(\s*\{\s*openapi:\s*\{\s*$")


def statement(source: Source, offset: int) -> str:
    """A route's own statement: its arguments, those of the chain behind it, and the decorators above."""
    code = source.code
    end = code.find("\n", offset)
    opened = code.find("(", offset, end if end >= 0 else len(code))
    spans = arguments(code, opened) if opened >= 0 else []
    parts = [code[a:b] for a, b in spans[1:] if b - a < 300 and "=>" not in code[a:b] and "{" not in code[a:b]]
    line = code[code.rfind("\n", 0, offset) + 1 : end if end >= 0 else len(code)]
    chained = code[spans[-1][1] : spans[-1][1] + 300].split(";")[0] if spans else ""
    behind = chained if chained.lstrip(") \n").startswith((".", "->")) else ""
    said = " ".join([*parts, behind, "" if "=>" in line else line[len(line) // 2 :]])
    return _SWITCHED_OFF.sub("", " ".join([said, *_spread(code, said)]))


def _spread(code: str, said: str) -> Iterator[str]:
    """What a list of the same file holds that is laid out among the arguments."""
    for match in _SPREAD.finditer(said):
        name = re.escape(match["go"] or match["js"] or match["php"])
        if listed := re.search(rf"\b{name}\b\s*:?=\s*[^\n{{\[]{{0,60}}(?:\[\][\w.]+)?[{{\[](?P<names>[^}}\];]{{1,600}})[}}\]]", code):
            yield listed["names"]


def procedure(source: Source, offset: int) -> str:
    """tRPC: the name of the procedure that a route is an openapi description of; "" where it is none."""
    found = _PROCEDURE.search(source.code, max(0, offset - 120), offset)
    return found["name"] if found else ""


_SLIM_GROUP = regex(r"\$\w{1,40}->group\(")
_ADDED = regex(r"(?:\s*->add(?:Middleware)?\((?:[^()]|\((?:[^()]|\([^()]*\))*\)){0,300}\))+")


def wrapped(source: Source) -> Iterator[tuple[int, int, str]]:
    """Each router that goes through functions as a whole: where it is made, where it goes through them, and their names."""
    for handed in _HANDED.finditer(source.code) if source.language == "rust" else ():
        yield handed.start(), closed(source.code, handed.start("open")), handed["names"]
    if source.language == "php":
        yield from _slim(source)
    if source.language != "go":
        return
    for made in _ROUTER.finditer(source.code):
        pattern = re.compile(_WRAPPED.format(name=made["name"]))
        if found := pattern.search(source.code, made.end()):
            yield made.start(), found.end(), found["names"]


def _slim(source: Source) -> Iterator[tuple[int, int, str]]:
    """Slim: groups of routes, and the middlewares that are added behind them."""
    for group in _SLIM_GROUP.finditer(source.code) if "->group(" in source.code and "->add" in source.code else ():
        end = closed(source.code, group.end() - 1, len(source.code))
        if added := _ADDED.match(source.code, end):
            yield group.start(), end, added[0]


def above(source: Source, guard: int, route: int) -> bool:
    """Go: whether a route stands on the router that a guarded group was made of, which the group's guard leaves alone."""
    group, router = _GUARDED.match(source.code, guard), _RECEIVER.match(source.code, route)
    if source.language != "go" or not group or not router or group["name"] == router["name"]:
        return False
    return bool(re.search(rf"\b{group['name']}\s*:?=\s*{re.escape(router['name'])}\.Group\(", source.code))


def matched(code: Code) -> Iterator[tuple[Location, Source, int, int, str]]:
    """The paths for which somebody has to be logged in."""
    for source in code.sources("requestMatchers", "antMatchers", "pathMatchers", "mvcMatchers"):
        for match, at in source.search(_MATCHED):
            paths = (path.rstrip("/") for path in re.findall(r"\"(/[\w/{}-]*)", match["paths"]))
            yield from ((at, source, 0, 0, path) for path in paths if path)


def filtered(code: Code, is_guard: Callable[[str], bool]) -> Iterator[tuple[Location, Source, int, int, str]]:
    """The paths before which a servlet's filter asks who is there, each in the bean that registers it; all where it names none."""
    for source in code.sources("FilterRegistrationBean", language=("java", "kotlin")):
        for match, at in source.search(_FILTER):
            told = _PATTERNS.findall(source.code[match.end() :].partition("@Bean")[0])
            paths = re.findall(r"\"(/[\w/-]*)\*?\"", " ".join(told)) if told else ["/"]
            yield from ((at, source, 0, 0, path.rstrip("/") or "/") for path in paths if is_guard(match["name"]))


def groups(code: Code, is_guard: Callable[[str], bool]) -> Iterator[tuple[Location, Source, int, int, None]]:
    """AdonisJS: `router.group(() => …).prefix("/orders").use(middleware.auth())` guards what the group holds; go-zero: so does an option
    of the call that adds the routes."""
    for source in code.sources("AddRoutes", language="go"):
        for added in _ADD_ROUTES.finditer(source.code):
            end = closed(source.code, added.end() - 1, GROUP)
            if any(is_guard(said) for said in _ZERO.findall(source.code, added.end(), end)):
                yield source.place(added.start()), source, added.start(), end, None
    for source in code.sources("group", language=("javascript", "typescript")):
        for group in _ADONIS_GROUP.finditer(source.code) if _ADONIS.search(source.code) else ():
            end = last = closed(source.code, group.end(), GROUP)
            while link := _LINK.match(source.code, last):
                last = closed(source.code, link.end())
                if link["name"] in ("use", "middleware") and is_guard(source.code[link.end() : last]):
                    yield source.place(group.start()), source, group.start(), end, None


def extensions(code: Code) -> Iterator[tuple[Location, Source, int, int, None]]:
    """ASP.NET Core: `app.MapOrders().RequireAuthorization()` guards what the extension method maps."""
    called = r"\.(?P<name>Map\w+)\([^;]{0,200}?\.RequireAuthorization\("
    for match, at in code.search(called, "RequireAuthorization", language="csharp"):
        for source in code.sources(match["name"], language="csharp"):
            if re.search(rf"\b{match['name']}(?:<[^>]*>)?\(\s*this\b", source.code):
                yield at, source, 0, len(source.code), None


def included(code: Code, is_guard: Callable[[str], bool]) -> dict[str, Location]:
    """The names of modules whose routers are guarded where they are taken in, and of Laravel's files of routes, with their folders."""
    found: dict[str, Location] = {}
    for match, at in code.search(_GROUPED, "base_path", language="php"):
        statement = match.string[match.string.rfind("Route::", 0, match.start()) : match.start()]
        if ";" not in statement and is_guard(" ".join(_MIDDLEWARE.findall(statement))):
            found.setdefault(match["path"], at)
    for match, at in code.search(_INCLUDED, "include_router", language="python"):
        needs = match["needs"]
        if needs.isidentifier():  # a list that is put together elsewhere in the file
            needs = " ".join(re.findall(r"\bDepends\([^\n]*", match.string))
        if is_guard(needs):
            for router in _within(match["router"], match.string):
                found.setdefault(router.removesuffix("_router"), at)
                found |= {path: at for path in _brought_in(router, match.string) if path not in found}
    return found


def _brought_in(router: str, code: str) -> Iterator[str]:
    """The file that a router comes from, where nothing else is taken from it: another router of it may be open."""
    for line in _IMPORT.finditer(code):
        if (line["alias"] or line["name"]) == router:
            yield f"{line['module'].lstrip('.').replace('.', '/')}.py"


def _within(router: str, code: str) -> list[str]:
    """A router of FastAPI, and those that it takes in in its turn."""
    found = [router]
    for above in found:
        found += [m["taken"] for m in _TAKES_IN.finditer(code) if m["by"] == above and m["taken"] not in found]
    return found


def end(code: str, start: int) -> int:
    """Where the block ends that a line opens: at the next line as deep that closes one."""
    line = code.rfind("\n", 0, start) + 1
    indent = re.compile(r"[ \t]*").match(code, line)
    found = re.compile(rf"\n{indent[0] if indent else ''}(?:\}}|end\b|\))").search(code, start)
    return found.end() if found else len(code)
