"""Reads the routes of one file as its framework writes them (routes.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from readylint.facts.brackets import arguments, closed
from readylint.facts.code import Source
from readylint.facts.handlers import Body, below, block, object_around
from readylint.facts.nesting import Around, above_class, controller, joined, member_start, only_in_development, same_member
from readylint.facts.route_methods import methods_of
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_PART = regex(r"(?<!\?P)<(path|verb|VERB|Verb)>")
_TEXT = regex(r"""["'`]([^"'`\n]*)["'`]""")
# Laravel, the controller in an array of what is said of a route
_ACTION = regex(r"""(?:\[|array\()[^\[\]]{0,300}?["']uses["']\s*=>\s*["'](?P<handler>\\?[\w\\]+(?:@\w+)?)["']""")
_INLINE = regex(r"=>|\bfunction\b|\bfunc\b|\blambda\b|\bfn\b|\bdelegate\b|^(?:async\s+)?(?:move\s*)?\|")
_DOCBLOCK = regex(r"/\*\*(?:[^*]|\*(?!/))*\*/")
_CLOSURE = regex(r"\s*(?:async\s+)?(?:move\s+)?\|")
_INVOKED = regex(r"\bfunction\s+__invoke\b")
_CHAINED = regex(r"""\s*\.(?P<method>get|post|put|patch|delete)\(\s*(?!["'`])""")


def table() -> dict[str, Any]:
    """How frameworks write routes (routes.toml)."""
    return known("facts/routes")


@cache
def frameworks() -> tuple[Framework, ...]:
    return tuple(Framework(row) for row in table()["framework"])


@cache
def _guard() -> re.Pattern[str]:
    return compiled(rf"(?:@|#\[|\[)\s*(?:[\w.]*\.)?((?:{'|'.join(table()['guard']['names'])})\w*)")


class Written(Struct, frozen=True):
    """A route as a file writes it, before what other files put in front of its path. `handler` is a name, `body` a text found beside it."""

    method: str
    path: str
    handler: str
    framework: str
    at: Location
    source: Source
    body: Body | None = None
    guards: tuple[str, ...] = ()
    answers: str = ""
    target: str = ""  # of a mount: the module or router that stands under the path
    needs: str = ""  # "development": only there
    constant: str = ""  # what its path is called, where the file does not say it


class Framework:
    """One row of the table, compiled."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.name: str = row["name"]
        self.languages = frozenset(row["languages"])
        self.words = tuple(row["words"])
        self.anywhere = bool(row.get("anywhere"))
        self.handler = row.get("handler", "")
        self.chained = bool(row.get("chained"))
        self.method = row.get("method", "")
        self.only = row.get("only", "")
        self.answers = row.get("answers", "")
        self.default = row.get("default", "")
        self.default_unless = row.get("default_unless", "")
        self.wired: str = row.get("wired", "")
        self.unwired: str = row.get("unwired", "")
        self._row = row

    def _compiled(self, key: str) -> tuple[re.Pattern[str], ...]:
        parts = table()["part"]
        texts = (_PART.sub(lambda m: parts[m[1]], p) for p in self._row.get(key, ()))
        return tuple(compiled(text, re.MULTILINE) for text in texts)

    @cached_property
    def routes(self) -> tuple[re.Pattern[str], ...]:
        return self._compiled("routes")

    @cached_property
    def mounts(self) -> tuple[re.Pattern[str], ...]:
        return self._compiled("mounts")

    @cached_property
    def prefixes(self) -> tuple[re.Pattern[str], ...]:
        return self._compiled("prefixes")

    @cached_property
    def annotated(self) -> tuple[re.Pattern[str], ...]:
        return self._compiled("annotated")

    @cached_property
    def near(self) -> re.Pattern[str] | None:
        return compiled(self._row["near"]) if "near" in self._row else None

    @cached_property
    def guarded(self) -> re.Pattern[str] | None:
        return compiled(self._row["guarded"]) if "guarded" in self._row else None

    def read(self, source: Source) -> Iterator[Written]:
        """The routes and mounts of a file, in no order."""
        patterns = (*self.mounts, *self.routes, *self.annotated)
        if not any(p.search(source.text) for p in patterns):  # cheap: comments are blanked only where it can matter
            return
        code = source.code
        if "unlike" in self._row and compiled(self._row["unlike"]).search(code):
            return
        answers = self.answers or ("data" if "data_when" in self._row and compiled(self._row["data_when"]).search(code) else "")
        before = {m["receiver"]: m["path"] for p in self.prefixes for m in p.finditer(code)}
        around = Around(code, self._compiled("nested"), self.mounts, self._compiled("owned"))
        for pattern in self.mounts:
            for match in pattern.finditer(code):
                if match.start() not in around.lists:
                    yield self._mount(source, match, before)
        for pattern in self.routes:
            for match in pattern.finditer(code):
                if match.start() not in around.lists:
                    path = _path(match, source)
                    prefix = joined(around.prefix(match.start()), before.get(_group(match, "receiver"), ""))
                    route = self._route(source, match, joined(prefix, path or ""), answers)
                    constant = _group(match, "constant") if path is None else ""
                    yield replace(route, handler=_owned(route.handler, around.owner(match.start())), constant=constant)
                    yield from _chain(source, match, route) if self.chained else ()
        if self.annotated:
            yield from self._annotated(source, answers)

    def _mount(self, source: Source, match: re.Match[str], before: dict[str, str]) -> Written:
        target = _group(match, "target") or _last(source.code, match)
        path = joined(before.get(_group(match, "receiver"), ""), _group(match, "path"))
        return Written("MOUNT", path, target, self.name, source.place(match.start()), source, _inline(source, match), target=target)

    def _route(self, source: Source, match: re.Match[str], path: str, answers: str) -> Written:
        name, body, guards = self._handled(source, match)
        method = _group(match, "method").upper() or self.method or methods_of(_call(source.code, match)) or _chained(source.code, match)
        method = {"ALL": "ANY", "*": "ANY", "DEL": "DELETE", "ROOT": "GET"}.get(method, method)
        needs = "development" if source.language == "csharp" and only_in_development(source.code, match.start()) else ""
        return Written(method, path, name, self.name, source.place(match.start()), source, body, guards, answers, needs=needs)

    def _handled(self, source: Source, match: re.Match[str]) -> tuple[str, Body | None, tuple[str, ...]]:
        """The handler's name, its text when it stands there, and what is named before it."""
        code = source.code
        if self.handler == "below":
            name, body = below(source, match.end())
            head = code[member_start(code, match.start()) : body.start if body else match.end()]
            return name, body, tuple(_guard().findall(head))
        if self.handler == "inline":
            name, body = _group(match, "handler"), _inline(source, match)
            asks = self.guarded.search(code, body.start, body.end) if self.guarded else None
            return name, (None if name else body), ((asks[0],) if asks else ())
        if _group(match, "handler") or self.handler in ("framework", ""):
            return _group(match, "handler"), _closure(source, match), ()
        opened = code.find("(", match.start(), match.end())
        brackets = (match.end() - 1, _opening(code, match, opened), opened)  # the first is another call's: `.route(path).get(`
        behind = ([s for s in arguments(code, at) if s[0] >= match.end(_where(match))] for at in brackets if code[at] == "(")
        spans = next(filter(None, behind), [])  # a path may stand in a call of its own
        if not spans:
            return "", None, ()
        start, end = spans[0] if self.handler in ("next", "first") else spans[-1]
        text = code[start:end].strip()
        if action := _ACTION.match(text):
            text = action["handler"]
        inline = bool(_INLINE.search(text))
        most = {"last": 60, "first": 300}.get(self.handler, 0)
        guards = tuple(code[a:b].strip()[:most] for a, b in spans if (a, b) != (start, end)) if most else ()
        return ("" if inline else text[:200]), (Body(source, start, end) if inline else None), guards

    def _annotated(self, source: Source, answers: str) -> Iterator[Written]:
        code, classes, found = source.code, [], []
        shown = _with_docblocks(source) if self._row.get("docblocks") else code
        for match in sorted((m for p in self.annotated for m in p.finditer(shown)), key=lambda m: m.start()):
            end = closed(shown, match.end()) if shown[match.end() : match.end() + 1] == "(" else match.end()
            said = _TEXT.search(shown, match.end(), end)
            path = said[1] if said else ""
            if above_class(code, end):
                classes.append((match.start(), path.replace("[controller]", controller(code, end))))
            elif _group(match, "method") or (said and not self.near):
                found.append((match, end, path))
        for match, end, path in found:
            if self.near and not path:
                beside = self.near.search(code, member_start(code, match.start()), end + 300)
                path = beside["path"] if beside and same_member(code, match.start(), beside.start()) else ""
            prefix = next((p for at, p in reversed(classes) if at < match.start()), "")
            name, body = below(source, end)
            guards = tuple(_guard().findall(shown[member_start(code, match.start()) : body.start if body else end]))
            whole = path if path.startswith("~/") else joined(prefix, path)
            whole = whole.replace("[action]", name.removesuffix("Async"))  # ASP.NET
            method = _group(match, "method").upper() or methods_of(shown[match.start() : end]) or "ANY"
            yield Written(method, whole, name, self.name, source.place(match.start()), source, body, guards, answers)
        if not found and len(classes) == 1 and (invoked := _INVOKED.search(code, classes[0][0])):  # Symfony: the class is the handler
            name, body = below(source, invoked.start())
            yield Written("ANY", classes[0][1], name, self.name, source.place(classes[0][0]), source, body, (), answers)


def _with_docblocks(source: Source) -> str:
    """The code with its docblocks, which hold Doctrine's annotations."""
    code, parts, at = source.code, list[str](), 0
    for held in _DOCBLOCK.finditer(source.text):
        if not code[held.start() : held.end()].strip():  # and no pattern of paths in a string
            parts += [code[at : held.start()], held[0]]
            at = held.end()
    return "".join((*parts, code[at:]))


def _closure(source: Source, match: re.Match[str]) -> Body | None:
    """Rust: the closure that stands where a handler would be named."""
    at = match.end("handler") if "handler" in match.re.groupindex else -1
    if at < 0 or match["handler"] or not _CLOSURE.match(source.code, at):
        return None
    return Body(source, at, closed(source.code, source.code.rfind("(", match.start(), at)))


def _chain(source: Source, match: re.Match[str], first: Written) -> Iterator[Written]:
    """The further methods of a route's path, each behind the call of the one before; what stands in `.all(` comes before them."""
    code = source.code
    always = (*first.guards, first.handler[:60]) if first.method == "ANY" else ()
    at = closed(code, code.rfind("(", match.start(), match.end()))
    while more := _CHAINED.match(code, at):
        opened = code.index("(", more.start())
        *before, (start, end) = arguments(code, opened) or [(opened, opened)]
        text = code[start:end].strip()
        body = Body(source, start, end) if _INLINE.search(text) else None
        guards = (*always, *(code[a:b].strip()[:60] for a, b in before))
        at_method, handler = source.place(more.start("method")), "" if body else text[:200]
        yield replace(first, method=more["method"].upper(), handler=handler, body=body, guards=guards, at=at_method)
        at = closed(code, opened)


def _owned(handler: str, owner: str) -> str:
    """A handler that is only named, as the method of the class that the block around it names."""
    method = _TEXT.fullmatch(handler) if owner else None
    return f"{owner}.{method[1]}" if method else handler


def _group(match: re.Match[str], name: str) -> str:
    return (match[name] or "") if name in match.re.groupindex else ""


def _path(match: re.Match[str], source: Source) -> str | None:
    """The path a match holds: a literal, or a constant of the same file."""
    constant = _group(match, "constant")
    if constant:
        value = re.search(rf"""\b{re.escape(constant)}\s*(?::\s*\w+\s*)?:?=\s*["'`](/?[^"'`\n]*)""", source.code)
        return value[1] if value else None
    segments = _SEGMENT.findall(_group(match, "segments"))
    return _group(match, "path") or _group(match, "path2") or "".join(f"/{said or f'{{{given}}}'}" for said, given in segments)


def _where(match: re.Match[str]) -> str:
    """The group that holds the path, or the constant that stands for it."""
    return "path" if "path" in match.re.groupindex else "constant"


def _opening(code: str, match: re.Match[str], first: int) -> int:
    """The bracket whose argument the path is: the last one open before it."""
    at = match.start(_where(match))
    found = code.rfind("(", match.start(), at)
    return found if found >= 0 else first


def _call(code: str, match: re.Match[str]) -> str:
    """The call that a match begins, as far as it may name a method."""
    opened = code.find("(", match.start(), match.end())
    end = closed(code, opened) if opened >= 0 else match.end() + 160
    return code[match.start() : max(match.end(), min(end, match.end() + 160))]


_SEGMENT = regex(r"""/\s*(?:"([^"\n]*)"|'?(\w+))""")  # of http4s, a text or what takes its place
_BEHIND = regex(r"""\s*\.Methods\(\s*(?:"([A-Z]+)"|http\.Method(\w+))""")


def _chained(code: str, match: re.Match[str]) -> str:
    """The method that is said behind the call: `.Methods("POST")` of gorilla/mux."""
    opened = code.find("(", match.start(), match.end())
    found = _BEHIND.match(code, closed(code, opened)) if opened >= 0 else None
    return (found[1] or found[2]).upper() if found else ""


def _last(code: str, match: re.Match[str]) -> str:
    opened = code.rfind("(", match.start(), match.end())
    spans = arguments(code, opened)
    return code[spans[-1][0] : spans[-1][1]].strip()[:200] if spans else ""


def _inline(source: Source, match: re.Match[str]) -> Body:
    """What follows the path, to the end of its block or line."""
    return (object_around if re.match(r"(?:method|url|path)\s*:", match[0]) else block)(source, match.start())
