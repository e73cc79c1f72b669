"""Dispatched: the routes of a handler that looks at the method and the path of a request by itself, as a Lambda function behind one proxy
does, or a server without a framework."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.brackets import block_end, indented_end
from readylint.facts.code import Code, Source
from readylint.facts.handlers import Body, Handlers
from readylint.knowledge import regex
from readylint.model import Location

FRAMEWORK = "dispatch by hand"
LANGUAGES = ("javascript", "typescript", "python")
MOST = 200  # routes of one file
_KNOWS = regex(r"\b(?:httpMethod|rawPath|routeKey|requestContext)\b|\bcreateServer\(|\bBaseHTTPRequestHandler\b")
_VERB = "(?P<method>GET|POST|PUT|PATCH|DELETE)"
_OF = r"""\b(?:\w{1,40}(?:\??\.|\[["']|\.get\(["'])){0,4}"""
_ASKS_METHOD = rf"""{_OF}(?:httpMethod|http_method|method|[vV]erb)\b["'\])]{{0,3}}\s*={{2,3}}\s*["'`]{_VERB}["'`]"""
_ASKS_PATH = (
    rf"""{_OF}(?:rawPath|raw_path|path|pathname|resource|url|route)\b["'\])]{{0,3}}"""
    r"""\s*(?:={2,3}\s*|\.startsWith\(\s*|\.startswith\(\s*)["'`](?P<path>/[^"'`\n]*)["'`]\)?"""
)
_AND = r"\)?\s*(?:&&|\band\b)\s*\(?\s*"
_KEYED = regex(
    rf"""(?:\bcase\s+|={{2,3}}\s*|[\[{{,]\s*)["'`]{_VERB}[ ](?P<path>/[^"'`\n]*)["'`]\]?\s*"""
    r"""(?::\s*(?P<handler>[A-Za-z_]\w*)\s*[,}\n])?"""
)
_BOTH = (regex(_ASKS_METHOD + _AND + _ASKS_PATH), regex(_ASKS_PATH + _AND + _ASKS_METHOD))
_ASKED = regex(r"\b(\w+)\(\s*(?:event|req|request)\b")  # what looks at the request before it is handed on
_AUTHORIZER = regex(r"\brequestContext\??\.authorizer\b|\[[\"']authorizer[\"']\]")
_BRANCH = regex(r"\n[ \t]*(?:break\b|case\b|default\s*:)")


class Dispatch(Struct, frozen=True):
    """A method and a path that a handler tells from others; `guards` are the names of what it hands the request to before."""

    method: str
    path: str
    handler: str
    guards: tuple[str, ...]
    at: Location
    source: Source
    body: Body | None


def dispatched(code: Code, handlers: Handlers) -> Iterator[Dispatch]:
    """The routes of the server's code that are told apart by hand."""
    for source in code.sources("httpMethod", "rawPath", "routeKey", "createServer", "BaseHTTPRequestHandler", language=LANGUAGES):
        if _KNOWS.search(source.code):
            seen = sorted((m for pattern in (_KEYED, *_BOTH) for m in pattern.finditer(source.code)), key=lambda m: m.start())
            yield from (_read(source, match, handlers) for match in seen[:MOST])


def _read(source: Source, match: re.Match[str], handlers: Handlers) -> Dispatch:
    name = match.groupdict().get("handler") or ""
    body = handlers.named(name, source) if name else _branch(source, match)
    return Dispatch(match["method"], match["path"], name, _before(source, match), source.place(match.start()), source, body)


def _branch(source: Source, match: re.Match[str]) -> Body:
    """What is done for a route: the block behind a condition, or what stands up to the next case."""
    code, end = source.code, match.end()
    if source.language == "python":
        return Body(source, match.start(), indented_end(code, match.start()))
    opened = code.find("{", end, end + 80)
    if opened >= 0 and "\n" not in code[end:opened]:
        return Body(source, match.start(), block_end(code, opened))
    ends = _BRANCH.search(code, end)
    return Body(source, match.start(), ends.start() if ends else len(code))


def _before(source: Source, match: re.Match[str]) -> tuple[str, ...]:
    """What the request is handed to above, and the authorizer of the gateway, where the handler reads what that found."""
    above = source.code[max(match.start() - 6000, 0) : match.start()]
    told = ("authorizer of the gateway",) if _AUTHORIZER.search(source.code) else ()
    return (*dict.fromkeys(_ASKED.findall(above)), *told)
