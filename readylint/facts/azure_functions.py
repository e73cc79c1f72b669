"""Azure Functions of the older kind: each is a folder with a function.json that says what calls it and which script answers."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.files import File, Files
from readylint.facts.node import Node
from readylint.facts.structured import Structured
from readylint.model import Location

_SUFFIXES = (".ts", ".js", ".mjs", ".cjs", ".py", ".ps1")


class Trigger(Struct, frozen=True):
    """A request that a function answers; `guarded` where it asks for a key. `entry` is the name of the function in the script."""

    method: str
    path: str
    guarded: bool
    at: Location
    script: File | None
    entry: str


def triggers(files: Files, structured: Structured) -> Iterator[Trigger]:
    """The functions that answer over HTTP."""
    for file in files.match("function.json"):
        document = structured.document(file)
        for binding in document["bindings"]:
            if str(binding["type"]).lower() == "httptrigger":
                path = str(binding["route"]) or file.folder.rpartition("/")[2]
                guarded = str(binding["authLevel"]).lower() != "anonymous"
                script = _script(files, file.folder, str(document["scriptFile"]))
                yield Trigger(_method(binding["methods"]), path, guarded, binding.at, script, str(document["entryPoint"]) or "main")


def _script(files: Files, folder: str, named: str) -> File | None:
    """The script that is named; where that is built, its source lies beside the function.json."""
    stems = (posixpath.splitext(named)[0], "index", "__init__")
    paths = (posixpath.normpath(posixpath.join(folder, stem)) + end for stem in stems if stem for end in _SUFFIXES)
    return next((f for path in paths if (f := files.get(path))), None)


def _method(methods: Node) -> str:
    """The only method; "ANY" where there are more, so that the script tells what it does."""
    named = [str(method).upper() for method in methods]
    return named[0] if len(named) == 1 else "ANY"
