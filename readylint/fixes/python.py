"""A Python file as a syntax tree with places and qualified names, by libcst. Only fixes that need it load this module."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider, QualifiedNameProvider, QualifiedNameSource

from readylint.facts.files import File
from readylint.watched import reads


class Python:
    """The calls of a file, with where each part stands and what each name means."""

    def __init__(self, file: File) -> None:
        wrapper = MetadataWrapper(reads("libcst", file.path, lambda: cst.parse_module(file.text)), unsafe_skip_copy=True)
        self.module = wrapper.module
        self.lines = file.text.split("\n")
        self._places = wrapper.resolve(PositionProvider)
        self._names = wrapper.resolve(QualifiedNameProvider)

    @classmethod
    def read(cls, file: File) -> Python | None:
        """The tree; None where the file is no Python of today."""
        try:
            return cls(file)
        except (cst.ParserSyntaxError, RecursionError):
            return None

    def place(self, node: cst.CSTNode) -> CodeRange:
        return self._places[node]

    def means(self, node: cst.CSTNode) -> str:
        """The dotted name that an expression stands for, through imports; "" where that is not one name, or one of this file."""
        found = self._names.get(node, set())
        found = found() if callable(found) else found
        names = {n.name for n in found if n.source is not QualifiedNameSource.LOCAL}
        return names.pop() if len(names) == 1 and len(found) == 1 else ""

    def calls(self) -> Iterator[cst.Call]:
        """Every call, in the order of the text."""
        yield from (node for node in self.every(cst.Call) if isinstance(node, cst.Call))

    def every(self, *kinds: type[cst.CSTNode], below: cst.CSTNode | None = None) -> Iterator[cst.CSTNode]:
        """Every node of some kinds, of the whole file or below one node, those outside before those inside."""
        left: list[cst.CSTNode] = [below or self.module]
        while left:
            node = left.pop()
            if isinstance(node, kinds):
                yield node
            left.extend(reversed(node.children))
