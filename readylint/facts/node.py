"""A value of YAML, JSON, TOML or HCL, with where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from readylint.model import Location


class Node:
    """A mapping, a list, a scalar, or nothing. Asking a node for what it lacks gives the empty node, which is false."""

    __slots__ = ("at", "items", "parts", "tag", "text")

    def __init__(
        self,
        at: Location,
        *,
        text: str | None = None,
        items: tuple[tuple[str, Location, Node], ...] | None = None,
        parts: tuple[Node, ...] | None = None,
        tag: str = "",
    ) -> None:
        self.at = at
        self.text = text  # of a scalar
        self.items = items  # of a mapping: key, place of the key, value
        self.parts = parts  # of a list
        self.tag = tag  # of a scalar with a tag of its own, such as !Ref

    def __bool__(self) -> bool:
        return self.text is not None or self.items is not None or self.parts is not None

    def __getitem__(self, key: str) -> Node:
        """The value under a key; a key that is given twice has its last value."""
        found = [value for name, _, value in self.items or () if name == key]
        return found[-1] if found else Node(self.at)

    def get(self, *path: str) -> Node:
        """The value at a path of keys."""
        node = self
        for key in path:
            node = node[key]
        return node

    def key(self, key: str) -> Location | None:
        """The place of a key."""
        return next((at for name, at, _ in self.items or () if name == key), None)

    def __iter__(self) -> Iterator[Node]:
        """The elements of a list; a scalar or mapping is a list of itself; nothing is empty."""
        if self.parts is not None:
            return iter(self.parts)
        return iter((self,) if self else ())

    def keys(self) -> tuple[str, ...]:
        return tuple(name for name, _, _ in self.items or ())

    def __str__(self) -> str:
        return self.text if self.text is not None else ""

    @property
    def is_true(self) -> bool:
        return (self.text or "").lower() in ("true", "yes", "on")

    @property
    def is_false(self) -> bool:
        return (self.text or "").lower() in ("false", "no", "off")

    def walk(self) -> Iterator[tuple[str, Node]]:
        """Every key and value below, depth first; elements of a list have the key ""."""
        for name, _, value in self.items or ():
            yield name, value
            yield from value.walk()
        for value in self.parts or ():
            yield "", value
            yield from value.walk()

    def scalars(self) -> Iterator[Node]:
        """Every scalar here and below."""
        if self.text is not None:
            yield self
        for _, value in self.walk():
            if value.text is not None:
                yield value
