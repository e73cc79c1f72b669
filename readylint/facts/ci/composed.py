"""Compose services that are run by name alone: what their own command, or their image, does."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from readylint.facts.ci.purposes import wrappers
from readylint.facts.ci.shell import Script
from readylint.facts.files import File, Files
from readylint.facts.structured import Node, Structured
from readylint.knowledge import regex

_STARTS = regex(r"^(?:docker|podman)[ -]compose\s")
_GLOBS = ("docker-compose*.{yml,yaml}", "compose*.{yml,yaml}")
_CMD = regex(r"^[ \t]*CMD[ \t]+(?P<text>[^\n]+)", re.M | re.I)


def bodies(files: Files, structured: Structured, bare: str) -> Iterator[Script]:
    """What `docker compose run SERVICE` runs where no command follows."""
    name = _service(bare)
    for file in files.match(*_GLOBS, kinds=("app", "config", "other", "test")) if name else ():
        node = structured.document(file)["services"][name]
        if command := node["command"] or node["entrypoint"]:
            yield Script(_text(command), command.at, file.folder, file.name, one_line=True)
        elif node["build"]:
            yield from _image(files, file, node["build"])


def _service(bare: str) -> str:
    """The service that a command runs, "" where it says what to run in it."""
    tokens = bare.split()
    if not _STARTS.match(bare) or "run" not in tokens:
        return ""
    return tokens[-1] if any(w.after(tokens) == len(tokens) for w in wrappers().get(tokens[0], ())) else ""


def _image(files: Files, file: File, build: Node) -> Iterator[Script]:
    context = posixpath.normpath(posixpath.join(file.folder, str(build["context"] or (build if build.text else "."))))
    path = posixpath.normpath(posixpath.join(context, str(build["dockerfile"]) or "Dockerfile"))
    image = files.get(path)
    if image and (found := list(_CMD.finditer(image.text))):
        place = image.place(found[-1].start("text"))
        yield Script(_words(found[-1]["text"]), place, context.removeprefix("."), image.name, one_line=True)


def _text(node: Node) -> str:
    return str(node) if node.text is not None else " ".join(map(str, node))


def _words(text: str) -> str:
    """A command as a shell reads it: the list form without its brackets."""
    return " ".join(re.findall(r'"((?:[^"\\]|\\.)*)"', text)) if text.lstrip().startswith("[") else text
