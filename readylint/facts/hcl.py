"""Blocks of Terraform and OpenTofu files as nodes that know their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from readylint.crash import Refused
from readylint.facts.structured import DEEPEST, Node
from readylint.model import Location

Block = tuple[str, tuple[str, ...], Node, Location]


def read_hcl(text: str, path: str) -> Iterator[Block]:
    """The top-level blocks: kind, labels, body and place. Raises ValueError when there is no parser."""
    from readylint.facts.syntax import parse

    for body in parse("hcl", text, path).children():
        if body.kind() == "body":
            yield from (_block(block, path, 0) for block in body.children() if block.kind() == "block")


def _block(block: Any, path: str, depth: int) -> Block:
    parts = block.children()
    labels = tuple(p.text().strip('"') for p in parts if p.kind() in ("string_lit", "identifier"))
    body = next((p for p in parts if p.kind() == "body"), None)
    at = _at(block, path)
    node = _body(body, path, depth + 1) if body is not None else Node(at, items=())
    return labels[0] if labels else "", labels[1:], node, at


def _body(body: Any, path: str, depth: int) -> Node:
    """The attributes and blocks of a body; a block with labels stands under its kind, and so does what a dynamic block repeats."""
    if depth > DEEPEST:
        raise Refused(f"nested deeper than {DEEPEST} levels")
    pairs: list[tuple[str, Location, Node]] = []
    for part in body.children():
        if part.kind() == "attribute":
            name, value = part.child(0), next((c for c in part.children() if c.kind() == "expression"), None)
            if value is not None:
                pairs.append((name.text(), _at(part, path), _value(value, path, depth + 1)))
        elif part.kind() == "block":
            kind, labels, inner, at = _block(part, path, depth)
            dynamic = kind == "dynamic" and bool(labels)
            pairs.append((labels[0], at, inner["content"]) if dynamic else (kind, at, inner))
    return Node(_at(body, path), items=tuple(pairs))


def _value(node: Any, path: str, depth: int) -> Node:
    """A literal, list or object; any other expression as its text, tagged so."""
    if depth > DEEPEST:
        raise Refused(f"nested deeper than {DEEPEST} levels")
    kind, at = node.kind(), _at(node, path)
    named = [c for c in node.children() if c.is_named()]
    if kind in ("expression", "literal_value", "collection_value") and len(named) == 1:
        return _value(named[0], path, depth + 1)
    if kind == "tuple":
        return Node(at, parts=tuple(_value(c, path, depth + 1) for c in named if c.kind() == "expression"))
    if kind == "object":
        pairs = ([c for c in e.children() if c.kind() == "expression"] for e in named if e.kind() == "object_elem")
        return Node(at, items=tuple((p[0].text().strip('"'), _at(p[0], path), _value(p[1], path, depth + 1)) for p in pairs if len(p) == 2))
    if kind == "string_lit":
        return Node(at, text=node.text()[1:-1])
    if kind in ("numeric_lit", "bool_lit"):
        return Node(at, text=node.text())
    return Node(at) if kind == "null_lit" else Node(at, text=node.text(), tag="!expression")


def _at(node: Any, path: str) -> Location:
    span = node.range()
    return Location(path, span.start.line + 1, span.end.line + 1, span.start.column + 1)
