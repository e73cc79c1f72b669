"""Dispatched: the routes of a handler that looks at the method and the path of a request by itself, as a Lambda function behind one proxy
does, or a server without a framework."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from msgspec import Struct
from msgspec.structs import replace

from readylint.facts.brackets import block_end, indented_end
from readylint.facts.code import Code, Source
from readylint.facts.files import Files
from readylint.facts.handlers import Body, Handlers
from readylint.facts.syntax import nodes
from readylint.knowledge import regex
from readylint.model import Location

FRAMEWORK = "dispatch by hand"
_WORDS = ("httpMethod", "rawPath", "routeKey", "requestContext", "createServer", "BaseHTTPRequestHandler")
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
_METHOD = regex(_ASKS_METHOD)
_ALONE = regex(rf"""\bcase\s+["'`]{_VERB}["'`]\s*:""")
_SWITCHED = regex(r"\bswitch\s*\(\s*(?:\w+\.)?(?:httpMethod|requestContext\??\.http\??\.method|(?:http_?)?[mM]ethod)\s*\)")
_FUNCTION = regex(r"\b(?:httpMethod|requestContext)\b")
_HELPER = regex(r"(?i)(?:helpers?|utils?|validators?)\.\w+$")  # what functions share, and is none itself
_DECLARED = regex(
    r"\baws_api(?:_gateway|gatewayv2)_authorizer\b|\b(?:CognitoUserPools|HttpJwt|HttpUserPool|HttpLambda|HttpIam|Token|Request)Authorizer\b"
    r"|\bAuthorizationType\.(?:COGNITO|IAM|CUSTOM)|\bauthorization(?:_type)?\s*=\s*\"(?:AWS_IAM|COGNITO_USER_POOLS|CUSTOM|JWT)\""
    r"|\bDefaultAuthorizer\s*:\s*(?!NONE)\S|\bauthorizer\s*:\s*(?!\s*(?:NONE|none|null|undefined))\S"
)
_ASKED = regex(r"(?<!return )(?<!return await )\b(\w+)\(\s*(?:event|req|request)\b")  # what looks at the request before it is handed on
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


def dispatched(code: Code, handlers: Handlers, files: Files, told: Container[str]) -> Iterator[Dispatch]:
    """The routes of the server's code that are told apart by hand. Of the files that are `told`, a gateway's table names the methods."""
    seen = [(s, m) for s in code.sources(*_WORDS, language=LANGUAGES) if _KNOWS.search(s.code) for m in _told_apart(s, s.path in told)]
    gates = _gateways(files) if seen else ()
    for source, match in seen:
        made = _read(source, match, handlers)
        yield replace(made, guards=(*made.guards, *gates))


def _told_apart(source: Source, is_told: bool) -> list[re.Match[str]]:
    """Where a handler tells a method and a path from others, or a function of which no table tells that the method alone."""
    seen = [m for pattern in (_KEYED, *_BOTH) for m in pattern.finditer(source.code)]
    if not seen and not is_told and _FUNCTION.search(source.code) and not _HELPER.search(source.path):
        seen = list((_ALONE if _SWITCHED.search(source.code) else _METHOD).finditer(source.code))
    quoted = _quoted(source) if seen else ()
    seen = [m for m in seen if not any(start < m.start() < end for start, end in quoted)]
    return sorted(seen, key=lambda m: m.start())[:MOST]


def _quoted(source: Source) -> tuple[tuple[int, int], ...]:
    """The texts of several lines in a file, which hold the code of another program."""
    kind = "string" if source.language == "python" else "template_string"
    spans = (node.range() for node in nodes(source.tree, {"kind": kind}, source.path)) if source.tree else ()
    return tuple((s.start.index, s.end.index) for s in spans if s.end.line > s.start.line)


def _gateways(files: Files) -> tuple[str, ...]:
    """The authorizer of a gateway that is declared somewhere: which functions it stands before is not followed."""
    among = files.match("*.tf", "*.ts", "*.js", "*.py", "*.{yml,yaml,json}", kinds=("app", "config", "other"))
    held = (f for f in files.with_texts(("uthoriz",), among) if f.entry.size < 200_000)
    return ("authorizer of the gateway",) if any(_DECLARED.search(f.text) for f in held) else ()


def _read(source: Source, match: re.Match[str], handlers: Handlers) -> Dispatch:
    name = match.groupdict().get("handler") or ""
    body = handlers.named(name, source) if name else _branch(source, match)
    path = match.groupdict().get("path") or _own_path(source)
    return Dispatch(match["method"], path, name, _before(source, match), source.place(match.start()), source, body)


def _own_path(source: Source) -> str:
    """What a function is called that tells no paths apart: its file, or the folder of one that is called as all are."""
    stem = source.file.name.partition(".")[0]
    usual = stem in ("index", "handler", "app", "main", "lambda_function", "lambda")
    return "/" + (source.file.folder.rpartition("/")[2] if usual else stem)


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
