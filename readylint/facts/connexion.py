"""Connexion: the routes of an OpenAPI file, which a call hands over, with the functions and the security that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.code import Code, Source
from readylint.facts.files import File, Files
from readylint.facts.node import Node
from readylint.facts.structured import Structured
from readylint.knowledge import regex
from readylint.model import Location

FRAMEWORK = "connexion"
_KINDS = ("app", "config", "other", "docs", "test")  # a folder of specifications has the name of one of tests
_METHODS = frozenset({"get", "put", "post", "delete", "patch", "head", "options"})
_HANDED = regex(
    r"\.add_api\(\s*[^()\n]{0,80}?[\"'](?:[^\"'\n]*/)?(?P<file>[\w.-]+\.(?:ya?ml|json))[\"'](?P<more>(?:[^()]|\([^()]*\)){0,300})"
)
_RESTY = regex(r"RestyResolver\(\s*(?:default_module_name\s*=\s*)?[\"'](?P<module>[\w.]+)[\"']")
_ROUTERS = ("x-openapi-router-controller", "x-swagger-router-controller")


class Operation(Struct, frozen=True):
    """One operation of the file: `handler` is the function's dotted name; `secured` names the schemes that all who ask must meet."""

    method: str
    path: str
    handler: str
    secured: tuple[str, ...]
    at: Location
    near: Source


def operations(code: Code, files: Files, structured: Structured) -> Iterator[Operation]:
    """What the app answers by the files that it hands to Connexion."""
    for match, source in _handed(code):
        resty = _RESTY.search(match["more"])
        for file in files.match(f"**/{match['file']}", match["file"], kinds=_KINDS):
            yield from _of_file(file, structured, source, resty["module"] if resty else "")


def _handed(code: Code) -> Iterator[tuple[re.Match[str], Source]]:
    for source in code.sources("add_api", language="python"):
        yield from ((match, source) for match in _HANDED.finditer(source.code))


def _of_file(file: File, structured: Structured, near: Source, module: str) -> Iterator[Operation]:
    document = structured.document(file)
    base = str(document["basePath"]) or next((_path(str(s["url"])) for s in document["servers"]), "")
    for path, _, item in document["paths"].items or ():
        for method, at, operation in item.items or ():
            if method in _METHODS:
                handler = _handler(operation, item, document) or (_resty(module, path, method) if module else "")
                whole = base.rstrip("/") + path
                yield Operation(method.upper(), whole, handler, tuple(_secured(operation, document)), at, near)


def _handler(*nodes: Node) -> str:
    name = str(nodes[0]["operationId"])
    above = next((str(node[key]) for node in nodes for key in _ROUTERS if node[key]), "")
    return f"{above}.{name}" if above and name else name


def _resty(module: str, path: str, method: str) -> str:
    """The function that a path and method mean: `api.orders.search` for a list, `api.orders.get` for one."""
    parts = [part for part in path.split("/") if part]
    named = [part for part in parts if not part.startswith("{")]
    function = "search" if method == "get" and parts and parts == named else method
    return ".".join([module, *(part.replace("-", "_") for part in named[:1]), function])


def _secured(operation: Node, document: Node) -> Iterator[str]:
    """The schemes that guard an operation; none where one of the choices asks for nothing."""
    asked = (operation if operation.key("security") else document)["security"]
    choices = list(asked)
    if all(choice.items for choice in choices):
        yield from (f"auth {name}" for choice in choices for name, _, _ in choice.items or ())


def _path(url: str) -> str:
    return re.sub(r"^\w+://[^/]*", "", url) if "{" not in url else ""
