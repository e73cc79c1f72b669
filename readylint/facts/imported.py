"""Imported: what Python code brings in where nothing declares any package: the list of them was never kept in the repository."""

from __future__ import annotations

import re
import sys

from readylint.facts.dependency import Dependency
from readylint.facts.files import Files
from readylint.knowledge import regex

MOST = 400  # files that are read
_BROUGHT = regex(r"^[ \t]*(?:import|from)[ \t]+(?P<name>[A-Za-z]\w*)", re.MULTILINE)


def imported(files: Files) -> tuple[Dependency, ...]:
    """The packages that the app's own code imports, each where it first does; the language's own and the project's are none."""
    written = [f for f in files.code if f.language == "python"]
    own = {part for f in written for part in f.path.removesuffix(".py").split("/")}
    found: dict[str, Dependency] = {}
    for file in written[:MOST]:
        for match in _BROUGHT.finditer(file.text):
            name = match["name"]
            if name not in found and name not in own and name not in sys.stdlib_module_names:
                found[name] = Dependency("pypi", name.replace("_", "-"), "", "runtime", file.place(match.start()))
    return tuple(found.values())
