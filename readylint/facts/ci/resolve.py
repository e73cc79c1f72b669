"""From the scripts of a pipeline to its commands, with what they call in the repository."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from readylint.facts.ci.model import Command
from readylint.facts.ci.purposes import understood
from readylint.facts.ci.shell import Script, commands
from readylint.facts.ci.targets import Targets
from readylint.facts.files import File
from readylint.facts.structured import Node
from readylint.knowledge import regex
from readylint.model import Location

DEEPEST = 4  # CI → npm script → make target → shell script → tool
MOST = 400  # commands that one script of a pipeline may lead to
_WRITTEN = regex(r">\s*[\"']?((?:[\w-]+/)*[\w.-]+\.\w+)")  # files that a script makes itself


class Resolver(Struct, frozen=True):
    """Reads the commands of a pipeline and follows those that call a script or target of the repository."""

    targets: Targets

    def run(self, file: File, script: Node, folder: str = "", inputs: tuple[tuple[str, str], ...] = ()) -> tuple[Command, ...]:
        """The commands of a scalar, or of a list of them."""
        found = (c for part in _flat(script) for c in self.text(_script(file, part, folder), inputs))
        return tuple(c for _, c in zip(range(MOST), found))

    def text(self, script: Script, inputs: tuple[tuple[str, str], ...] = ()) -> Iterator[Command]:
        """The commands of a script, each followed by those it calls."""
        for name, value in inputs:
            script = replace(script, text=_given(script.text, name, value))
        written = frozenset(_WRITTEN.findall(script.text))  # their names say nothing of the project
        for command in commands(script):
            for one in self.followed(command, 0, frozenset()):
                yield one if written.isdisjoint(one.bare.split()) else replace(one, by_name=False)

    def followed(self, command: Command, depth: int, seen: frozenset[tuple[str, str]]) -> Iterator[Command]:
        """A command and those it calls."""
        key = (command.bare, command.folder)
        bodies = self.targets.bodies(command) if depth < DEEPEST and key not in seen else ()
        inner = tuple(self._inner(command, body, depth, seen | {key}) for body in bodies)
        leaves = [c for found in inner for c in found]
        known = bool(leaves) and all(understood(c.bare) or not c.by_name for c in leaves)
        yield replace(command, by_name=not known)
        yield from leaves

    def _inner(self, command: Command, body: Script, depth: int, seen: frozenset[tuple[str, str]]) -> tuple[Command, ...]:
        """The body's commands: called from where its caller is, failing for nothing where its caller does."""
        found = (
            replace(c, via=(body.name, *c.via), called_at=command.start, soft_fail=command.soft_fail or c.soft_fail)
            for inner in commands(body)
            for c in self.followed(inner, depth + 1, seen)
        )
        return tuple(c for _, c in zip(range(MOST), found))


def _flat(node: Node) -> Iterator[Node]:
    for part in node:
        if part.parts is not None:
            yield from _flat(part)
        elif part.text is not None:
            yield part


def _given(text: str, name: str, value: str) -> str:
    """An expression of a workflow's input, or of its matrix, replaced by what was given."""
    full = name if name.startswith("matrix.") else f"inputs.{name}"
    return re.sub(r"\$\{\{\s*" + re.escape(full) + r"\s*\}\}", lambda _: value.strip(), text)


def _script(file: File, node: Node, folder: str) -> Script:
    """A block scalar keeps its lines: they begin below its mark."""
    lines = file.text.split("\n")
    line = lines[node.at.line - 1] if node.at.line <= len(lines) else ""
    mark = line[node.at.column - 1 : node.at.column]
    if mark == "|":
        return Script(str(node), Location(file.path, node.at.line + 1), folder)
    return Script(str(node), Location(file.path, node.at.line + (1 if mark == ">" else 0)), folder, one_line=True)
