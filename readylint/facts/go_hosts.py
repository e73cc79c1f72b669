"""Go hosts: the programs of other modules that run what a module of packages starts for all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set

from readylint.facts.file import File
from readylint.facts.files import Files
from readylint.facts.go_packages import MODULE, imports
from readylint.knowledge import regex
from readylint.model import Location

_MAIN = regex(r"^func main\(", re.MULTILINE)


def hosts(path: str, root: str, files: Files, root_of: Callable[[str], str]) -> Iterator[tuple[Location, str]]:
    """Where the programs begin that bring in the package of a file, be it through others of its module, and their folders."""
    module = next((found[1] for f in files.match("go.mod") if f.folder == root and (found := MODULE.search(f.text))), "")
    written = [f for f in files.code if f.language == "go"] if module else []
    under = f"{root}/" if root else ""
    shared = _leading(path, {f: f"{module}/{f.folder.removeprefix(under)}" for f in written if f.path.startswith(under)})
    asking = {root_of(f.path) for f in written if not f.path.startswith(under) and f.made(imports) & shared}
    for file in files.with_words("main", among=written):
        home = root_of(file.path)
        begun = _MAIN.search(file.text) if home in asking else None
        if begun:
            asking.discard(home)
            yield file.place(begun.start()), home


def _leading(path: str, named: dict[File, str]) -> Set[str]:
    """The package of a file, and those of its module that lead to it."""
    found = {name for file, name in named.items() if file.path == path}
    while more := {name for file, name in named.items() if file.made(imports) & found} - found:
        found |= more
    return found
