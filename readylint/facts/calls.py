"""Calls: the calls, constructions and macros of a syntax tree, as each language writes them (code.toml)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.model import Location


class Call(Struct, frozen=True, dict=True):
    """A call, a construction or a macro: the callee as written (`app.use`, `new Redis`); what else is known of it when asked for."""

    name: str
    path: str
    node: Any
    fields: str | list[str]  # those of the node that hold the arguments

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        """The arguments as text."""
        found = _fields(self.node, self.fields) or next(
            (c for c in self.node.children() if c.kind() in ("arguments", "call_suffix", "token_tree")), None
        )
        return tuple(_arguments(found))

    @cached_property
    def at(self) -> Location:
        span = self.node.range()
        return Location(self.path, span.start.line + 1, span.end.line + 1, span.start.column + 1)


def _fields(node: Any, names: str | list[str]) -> Any:
    for name in (names,) if isinstance(names, str) else names:
        found = node.field(name) if name else None
        if found is not None:
            return found
    return None


def call_of(node: Any, shape: dict[str, Any], path: str) -> Call:
    """The call at a node, by the shape of its language."""
    callee = _fields(node, shape["callee"])
    created = _fields(node, shape.get("created", "")) if callee is None else None
    spoken: Any = callee if callee is not None else created
    if spoken is None:
        spoken = next((c for c in node.children() if c.is_named()), node)
    receiver = _fields(node, shape.get("receiver", ""))
    name = "".join(spoken.text().split())
    if receiver is not None:
        name = f"{''.join(receiver.text().split())}.{name}"
    if created is not None or node.kind() == "object_creation_expression":
        name = f"new {name}" if not name.startswith("new") else name
    return Call(name, path, node, shape["arguments"])


def _arguments(node: Any) -> Iterator[str]:
    if node is None:
        return
    inner = node
    if node.kind() == "call_suffix":  # Kotlin
        inner = next((c for c in node.children() if c.kind() == "value_arguments"), node)
    for child in inner.children():
        if child.is_named() and "comment" not in child.kind():
            yield child.text()
