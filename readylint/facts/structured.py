"""Structured: YAML, JSON and TOML as nodes that know their place. YAML is composed, never constructed: no tag runs code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from readylint.crash import Refused
from readylint.facts.files import File, Files
from readylint.facts.node import Node as Node
from readylint.facts.toml_lines import Lines
from readylint.knowledge import regex
from readylint.model import Location
from readylint.watched import reads

DEEPEST = 200  # levels; a file nested deeper is named under coverage
MOST = 200_000  # lines and commas, hence values; a file with more is named under coverage
_BRACKETS = 5_000  # fewer are nested in no way that a parser would not survive
_NODES = 60  # bytes of nodes for each character
TEMPLATE = regex(
    r"""\{\{(?:`[^`]{0,600}`|"(?:[^"\\\n]|\\.){0,600}"|[^`"}]|\}(?!\})){0,600}\}\}|\{\{.{0,1500}?\}\}""", re.DOTALL
)  # braces in strings too


class Structured:
    """Documents of YAML (Helm templates too), JSON and TOML files, each parsed when first asked for."""

    def __init__(self, files: Files) -> None:
        self._files = files

    @classmethod
    def of(cls, files: Files) -> Structured:
        return cls(files)

    def documents(self, file: File) -> tuple[Node, ...]:
        """The documents of a file; none when it cannot be parsed (named under coverage)."""
        return file.made(_documents)

    def document(self, file: File) -> Node:
        """The first document of a file, the empty node when there is none."""
        return next(iter(self.documents(file)), Node(file.at))

    def at(self, path: str) -> Node:
        """The first document of the file at a path, the empty node when there is no such file."""
        file = self._files.get(path)
        return self.document(file) if file else Node(Location(path))


def _documents(file: File) -> tuple[Node, ...]:
    try:
        made = tuple(_read(file))
    except (ValueError, RecursionError) as error:
        file.refuse(error)
        return ()
    file.shelves.nodes.put(len(file.text) * _NODES, file.unmade(_documents))
    return made


def _read(file: File) -> Iterator[Node]:
    text = file.text
    if text.count("\n") + text.count(",") > MOST:
        raise Refused(f"more than {MOST:,} values")
    if file.name.endswith(".toml") or file.name in ("Pipfile", "poetry.lock", "uv.lock"):
        yield _toml(file, text)
    elif file.language in ("json",) or file.name.endswith((".json", ".lock")):
        yield from _json(file, text)
    else:
        yield from _templated(file, text) if "{{" in text else _yaml(file, text)


def _templated(file: File, text: str) -> tuple[Node, ...]:
    """Configuration in dot folders (CI) is plain YAML that may speak of templates; elsewhere `{{ }}` is one."""
    if file.path.startswith(".") and "/templates/" not in file.path:
        try:
            return tuple(_yaml(file, text))
        except ValueError:
            pass
    return tuple(_yaml(file, mask_templates(text)))


def mask_templates(text: str) -> str:
    """Blanks Helm and Jinja template actions with text of the same length, so that lines and columns stay."""

    def masked(match: re.Match[str]) -> str:
        if text[match.start() - 1 : match.start()] == "$":  # `${{ }}` is an expression of CI, and plain YAML
            return match[0]
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        alone = not text[start : match.start()].strip() and not text[match.end() : end if end >= 0 else len(text)].strip()
        fill = " " if alone else "X"
        return "".join("\n" if c == "\n" else fill for c in match[0])

    text = re.sub(r"\{%.*?%\}", lambda m: " " * len(m[0]), text)
    return TEMPLATE.sub(masked, text)


def written(file: File, node: Node) -> str:
    """A scalar as the file has it, where template actions in it were blanked; one that is quoted or folded stays blanked."""
    masked = str(node)
    line = file.text.split("\n")[node.at.line - 1][node.at.column - 1 :][: len(masked)]
    return line if mask_templates(line) == masked else masked


def read_yaml(file: File, text: str) -> tuple[Node, ...]:
    """The documents of a text that stands for a file's own (a template evaluated, line for line). Raises ValueError."""
    return tuple(_yaml(file, text))


def _yaml(file: File, text: str) -> Iterator[Node]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if text.count("[") + text.count("{") > _BRACKETS:
            _refuse_deep(text, loader)
        for document in reads("yaml", file.path, lambda: tuple(yaml.compose_all(text, loader))):
            yield _of_yaml(file.path, document, 0, {})
    except yaml.YAMLError as error:
        raise ValueError("no YAML") from error


def _refuse_deep(text: str, loader: Any) -> None:
    """Refuses what is nested so deep that the parser, which calls itself for each level, would run out of stack and crash."""
    import yaml

    depth = 0
    for event in yaml.parse(text, loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise Refused(f"nested deeper than {DEEPEST} levels")


def _of_yaml(path: str, node: Any, depth: int, seen: dict[int, Node]) -> Node:
    import yaml

    if id(node) in seen:  # an alias: shared, so a bomb of aliases stays small
        return seen[id(node)]
    if depth > DEEPEST:
        raise Refused(f"nested deeper than {DEEPEST} levels")
    start, end = node.start_mark, node.end_mark
    at = Location(path, start.line + 1, max(end.line + (1 if end.column else 0), start.line + 1), start.column + 1)
    seen[id(node)] = Node(at)  # a document that contains itself ends here
    if isinstance(node, yaml.MappingNode):
        made = Node(at, items=tuple(_pairs(path, node, depth, seen)))
    elif isinstance(node, yaml.SequenceNode):
        made = Node(at, parts=tuple(_of_yaml(path, part, depth + 1, seen) for part in node.value))
    elif node.tag == "tag:yaml.org,2002:null":
        made = Node(at)
    else:
        made = Node(at, text=node.value, tag=node.tag if node.tag.startswith("!") else "")
    seen[id(node)] = made
    return made


def _pairs(path: str, node: Any, depth: int, seen: dict[int, Node]) -> Iterator[tuple[str, Location, Node]]:
    for key, value in node.value:
        name = key.value if isinstance(key.value, str) else ""
        made = _of_yaml(path, value, depth + 1, seen)
        if name == "<<" and made:
            for merged in made:
                yield from merged.items or ()
        else:
            yield name, Location(path, key.start_mark.line + 1, None, key.start_mark.column + 1), made


def _json(file: File, text: str) -> Iterator[Node]:
    try:
        yield from _yaml(file, text.replace("\t", " "))
    except ValueError:
        from readylint.facts.syntax import parse  # comments, trailing commas: the tolerant parser

        yield _of_syntax(file, parse("json", text, file.path))


def _of_syntax(file: File, root: Any) -> Node:
    body = next((c for c in root.children() if c.kind() in ("object", "array")), None)
    if body is None:
        raise Refused("no JSON value")
    return _of_json(file, body, 0)


_JSON_VALUES = ("object", "array", "string", "number", "true", "false", "null")


def _of_json(file: File, node: Any, depth: int) -> Node:
    if depth > DEEPEST:
        raise Refused(f"nested deeper than {DEEPEST} levels")
    span = node.range()
    at = Location(file.path, span.start.line + 1, span.end.line + 1, span.start.column + 1)
    if node.kind() == "object":
        pairs = [c for c in node.children() if c.kind() == "pair"]
        keyed = [(p.field("key"), p.field("value")) for p in pairs]
        return Node(
            at,
            items=tuple(
                (k.text().strip("\"'"), Location(file.path, k.range().start.line + 1), _of_json(file, v, depth + 1))
                for k, v in keyed
                if k and v
            ),
        )
    if node.kind() == "array":
        values = [c for c in node.children() if c.kind() in _JSON_VALUES and c.text()]
        return Node(at, parts=tuple(_of_json(file, v, depth + 1) for v in values))
    return Node(at) if node.kind() == "null" else Node(at, text=node.text().strip('"'))


def _toml(file: File, text: str) -> Node:
    import tomli

    return _of_toml(file, reads("toml", file.path, lambda: tomli.loads(text)), Lines(text), 1, 0)


def _of_toml(file: File, value: Any, lines: Lines, line: int, depth: int) -> Node:
    """TOML parsers give no places: a key is looked for below its table's line."""
    at = Location(file.path, line)
    if depth > DEEPEST:
        raise Refused(f"nested deeper than {DEEPEST} levels")
    if isinstance(value, Mapping):
        found = ((key, lines.of(key, line), inner) for key, inner in value.items())
        return Node(
            at,
            items=tuple((key, Location(file.path, where), _of_toml(file, inner, lines, where, depth + 1)) for key, where, inner in found),
        )
    if isinstance(value, list):
        parts = []
        for part in value:
            if isinstance(part, str):
                parts.append(Node(Location(file.path, lines.of_text(part, line)), text=part))
            else:
                parts.append(_of_toml(file, part, lines, line, depth + 1))
        return Node(at, parts=tuple(parts))
    return Node(at, text=str(value).lower() if isinstance(value, bool) else str(value))
