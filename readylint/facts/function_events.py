"""What a gateway sends to functions: the HTTP events of serverless.yml, of its form in TypeScript, of SAM's templates and of Azure's
function.json, each with the authorizer that it names and with the function that it calls."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.azure_functions import triggers
from readylint.facts.brackets import closed
from readylint.facts.code import Code, Source
from readylint.facts.files import File, Files
from readylint.facts.handlers import Body, Handlers
from readylint.facts.node import Node
from readylint.facts.structured import Structured
from readylint.knowledge import regex
from readylint.model import Location

FRAMEWORK = "serverless"
_ANYTHING = regex(r"\*|\{\w*\+\}|\{?proxy")  # a path of which an app makes its own routes
_FILE = regex(r"^\$\{file\(([^)]+)\)\}$")
_SAM = ("AWS::Serverless-2016-10-31",)
_SENT = {"Api": "RestApiId", "HttpApi": "ApiId"}
_ADAPTER = regex(r"\b(?:serverless-(?:http|express)|aws-(?:serverless-express|lambda-fastify)|@fastify/aws-lambda|Mangum|awsgi)\b")
_TYPED = regex(r"\b(?:http|httpApi)\s{0,9}:\s{0,9}(?=\{)")
_SAYS = {key: regex(rf"\b{key}\s{{0,9}}:\s{{0,9}}[\"'`]([^\"'`\n]{{1,200}})[\"'`]") for key in ("method", "path", "handler")}
_AUTHORIZER = regex(r"\bauthorizer\s{0,9}:(?!\s{0,9}(?:[\"']none|null|undefined))|\bprivate\s{0,9}:\s{0,9}true\b")
_SUFFIXES = (".ts", ".js", ".mjs", ".cjs", ".py", ".rb")


class Event(Struct, frozen=True):
    """One method and path that a function answers; `guards` name the authorizer that stands before it."""

    method: str
    path: str
    guards: tuple[str, ...]
    at: Location
    body: Body | None


class Declared(Struct, frozen=True):
    """An event as it is written: `handler` as in `src/orders.create`, from a folder."""

    method: str
    path: str
    guarded: bool
    at: Location
    handler: str
    folder: str


def events(files: Files, structured: Structured, code: Code, handlers: Handlers) -> Iterator[Event]:
    """What functions answer over HTTP, apart from what an app behind them routes by itself."""
    for declared in (*_of_serverless(files, structured), *_of_sam(files, structured), *_of_code(code)):
        source = _source(declared, files, code)
        if not _ANYTHING.search(declared.path) and not (source and _ADAPTER.search(source.text)):
            body = handlers.named(declared.handler.rpartition(".")[2], source) if source else None
            guards = ("auth of the gateway",) if declared.guarded else ()
            yield Event(declared.method.upper(), "/" + declared.path.strip("/"), guards, declared.at, body)
    for trigger in triggers(files, structured):
        source = code.source(trigger.script) if trigger.script else None
        whole = Body(source, 0, len(source.code)) if source else None
        body = (handlers.named(trigger.entry, source) if source else None) or whole  # of JavaScript the file is the function
        guards = ("auth by a key",) if trigger.guarded else ()
        yield Event(trigger.method, "/" + trigger.path.strip("/"), guards, trigger.at, body)


def _source(declared: Declared, files: Files, code: Code) -> Source | None:
    """The file that a handler names: beside its declaration, or from the root."""
    stem = declared.handler.rpartition(".")[0]
    paths = (posixpath.normpath(posixpath.join(folder, stem)) + end for folder in (declared.folder, "") for end in _SUFFIXES)
    file = next((f for path in paths if (f := files.get(path))), None)
    return code.source(file) if file else None


def _of_serverless(files: Files, structured: Structured) -> Iterator[Declared]:
    for file in files.match("serverless*.{yml,yaml,json}"):
        tables = (_included(part, file, structured) for part in structured.document(file)["functions"])
        for function in (function for table in tables for _, _, function in table.items or ()):
            for event in function["events"]:
                yield from _of_event(event, str(function["handler"]), file.folder)


def _included(node: Node, file: File, structured: Structured) -> Node:
    """The node itself, or the file that it stands for, as in `${file(functions.yml)}`."""
    named = _FILE.match(str(node))
    return structured.at(posixpath.normpath(posixpath.join(file.folder, named[1].strip()))) if named else node


def _of_event(event: Node, handler: str, folder: str) -> Iterator[Declared]:
    for kind in ("http", "httpApi"):
        if sent := event[kind]:
            method, _, path = str(sent).partition(" ")
            guarded = sent["private"].is_true or (bool(sent["authorizer"]) and str(sent["authorizer"]).lower() != "none")
            if method := str(sent["method"]) or method:
                yield Declared(method, str(sent["path"]) or path, guarded, sent.at, handler, folder)


def _of_sam(files: Files, structured: Structured) -> Iterator[Declared]:
    among = files.match("*.{yml,yaml}", kinds=("app", "config", "other"))
    for file in files.with_texts(_SAM, among):
        template = structured.document(file)
        apis = {name: resource["Properties"]["Auth"] for name, _, resource in template["Resources"].items or ()}
        for _, _, resource in template["Resources"].items or ():
            if str(resource["Type"]) == "AWS::Serverless::Function":
                yield from _of_function(resource["Properties"], template["Globals"], apis, file.folder)


def _of_function(function: Node, given: Node, apis: dict[str, Node], folder: str) -> Iterator[Declared]:
    handler = str(function["Handler"]) or str(given.get("Function", "Handler"))
    base = posixpath.join(folder, str(function["CodeUri"]) or str(given.get("Function", "CodeUri")))
    for _, at, event in function["Events"].items or ():
        sent = event["Properties"]
        if (kind := str(event["Type"])) in _SENT and sent["Method"]:
            api = apis.get(str(sent[_SENT[kind]]) or str(sent.get(_SENT[kind], "Ref")))
            asked = [auth for auth in (sent["Auth"], api, given.get(kind, "Auth")) if auth]
            yield Declared(str(sent["Method"]), str(sent["Path"]), _is_guarded(asked), at, handler, base)


def _is_guarded(asked: list[Node]) -> bool:
    """Whether the nearest that says who may call says that not everybody may."""
    said = next((str(auth[key]) for auth in asked for key in ("Authorizer", "DefaultAuthorizer") if auth[key]), "NONE")
    return said != "NONE" or any(auth["ApiKeyRequired"].is_true for auth in asked)


def _of_code(code: Code) -> Iterator[Declared]:
    for source in code.sources("http", "httpApi", language=("javascript", "typescript")):
        if "handler" not in source.text or "events" not in source.text:
            continue
        for match in _TYPED.finditer(source.code):
            text = source.code[match.end() : closed(source.code, match.end())]
            method, path = (_SAYS[key].search(text) for key in ("method", "path"))
            if method and path:
                at, guarded = source.place(match.start()), bool(_AUTHORIZER.search(text))
                yield Declared(method[1], path[1], guarded, at, *_named(source, match.start()))


def _named(source: Source, before: int) -> tuple[str, str]:
    """The handler that is named last before an event, and the folder it is in; a folder that is worked out is the file's own."""
    said = [m[1] for m in _SAYS["handler"].finditer(source.code, max(before - 2000, 0), before)]
    handler = said[-1] if said else ""
    worked_out = handler.startswith("${")
    return handler.rpartition("}/")[2] if worked_out else handler, source.file.folder if worked_out else ""
