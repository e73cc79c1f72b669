"""Infrastructure: the resources that Terraform/OpenTofu, CloudFormation and Bicep files declare, with their arguments as nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import translate
from functools import cache, cached_property
from typing import Literal

from msgspec import Struct

from readylint.facts.bicep import read_bicep
from readylint.facts.files import File, Files
from readylint.facts.hcl import read_hcl
from readylint.facts.structured import Node, Structured
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

Dialect = Literal["terraform", "cloudformation", "bicep"]
_REFERENCE = regex(r"(?:var|local)\.\w+$")


class Resource(Struct, frozen=True):
    """One declared resource. Its body is a node: blocks and arguments are keys, a block given twice stands twice in `items`."""

    type: str
    name: str
    body: Node
    at: Location
    dialect: Dialect = "terraform"

    @property
    def path(self) -> str:
        return self.at.path

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    def is_a(self, *types: str) -> bool:
        """Whether its type matches one of the globs; case does not count in Azure's types."""
        return bool(_globs(types, re.IGNORECASE if self.dialect == "bicep" else 0).match(self.type))


@cache
def _globs(types: tuple[str, ...], flags: int) -> re.Pattern[str]:
    return compiled("|".join(map(translate, types)) or "(?!)", flags)


class Infrastructure:
    """The declared resources of the project, in path order."""

    def __init__(self, resources: tuple[Resource, ...], modules: tuple[Resource, ...], values: dict[tuple[str, str], Node]) -> None:
        self.resources = resources
        self.modules = modules  # Terraform modules: the type is the source
        self._values = values

    @classmethod
    def of(cls, files: Files, structured: Structured) -> Infrastructure:
        found: list[Resource] = []
        modules: list[Resource] = []
        values: dict[tuple[str, str], Node] = {}
        for file in files.match("*.tf", "*.tofu", "*.tfvars"):
            for kind, labels, body, at in _blocks(files, file):
                if kind == "resource" and len(labels) > 1:
                    found.append(Resource(labels[0], labels[1], body, at))
                elif kind == "module" and labels:
                    modules.append(Resource(str(body["source"]), labels[0], body, at))
                elif kind == "variable" and labels and body["default"]:
                    values.setdefault((file.folder, "var." + labels[0]), body["default"])
                elif kind == "locals":
                    values |= {(file.folder, "local." + name): value for name, _, value in body.items or ()}
        for root in _templates(files, structured):
            found += _declared(root)
            values |= {(root.at.path, name): given["Default"] for name, _, given in root["Parameters"].items or () if given["Default"]}
        for file in files.match("*.bicep"):
            found += [Resource(type, name, body, at, "bicep") for type, name, body, at in read_bicep(file.text, file.path)]
        return cls(tuple(found), tuple(modules), values)

    def __iter__(self) -> Iterator[Resource]:
        return iter(self.resources)

    @property
    def only_functions(self) -> bool:
        """Whether of all that runs programs it declares functions of AWS alone, from archives and not from images."""
        table = known("facts/infrastructure")["functions"]
        found = self.of_type(*table["types"])
        archived = found and not any(r.body["image_uri"] for r in found)
        return bool(archived) and not self.of_type(*table["servers"])

    def of_type(self, *types: str) -> tuple[Resource, ...]:
        """The resources whose type matches one of the globs."""
        return tuple(r for r in self.resources if r.is_a(*types))

    def value(self, node: Node) -> Node:
        """A node, or what it refers to where that is a variable with a default, or a local, of the same folder; a parameter of the
        same template."""
        if node.tag == "!Ref" or node["Ref"]:
            return self._values.get((node.at.path, str(node["Ref"] or node)), node)
        if not _REFERENCE.match(str(node)):
            return node
        return self._values.get((node.at.path.rpartition("/")[0], str(node)), node)

    @cached_property
    def types(self) -> frozenset[str]:
        return frozenset(r.type for r in self.resources)


def _blocks(files: Files, file: File) -> Iterator[tuple[str, tuple[str, ...], Node, Location]]:
    if file.name.endswith(".tfvars"):
        return
    try:
        yield from read_hcl(file.text, file.path)
    except (ValueError, RecursionError) as error:
        files.refuse(file.path, error)


_DECLARES = regex(r"AWS::[A-Z]\w+::\w+")


def _templates(files: Files, structured: Structured) -> Iterator[Node]:
    """CloudFormation and SAM templates, and Serverless files."""
    for file in files.match("*.yml", "*.yaml", "*.json", "*.template"):
        if _DECLARES.search(file.text):
            yield structured.document(file)


def _declared(root: Node) -> Iterator[Resource]:
    """The resources of a template, or those under `resources` of a Serverless file."""
    for declared in (root["Resources"], root.get("resources", "Resources")):
        for name, at, body in declared.items or ():
            if str(body["Type"]):
                yield Resource(str(body["Type"]), name, body["Properties"] or Node(at), at, "cloudformation")
