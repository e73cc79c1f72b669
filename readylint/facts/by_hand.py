"""By hand: scripts of JavaScript that lie beside a package.json, that are named for what is done once, and that nothing else names
(strays.toml). A person runs them, to look into what is stored or to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint.facts.files import File, Files
from readylint.knowledge import known
from readylint.patterns import compiled

_SCRIPTS = ("javascript", "typescript")


def done_once(files: Files) -> frozenset[str]:
    """The paths of such scripts: they give nothing to others and wait for no request."""
    table = known("facts/strays")["script"]
    name, gives = compiled(table["name"]), compiled(table["gives"], re.MULTILINE)
    folders = {"", *(f.folder for f in files.match("package.json"))}
    among = [f for f in files.code if f.language in _SCRIPTS and f.folder in folders and name.fullmatch(f.name)]
    chosen = {_stem(f.name): f.path for f in among if not gives.search(f.text)}
    for file in _naming(files) if chosen else ():
        for stem in file.made(_named) & chosen.keys():
            if chosen[stem] != file.path:
                del chosen[stem]
    return frozenset(chosen.values())


def _naming(files: Files) -> Iterator[File]:
    """What may bring a script in, or start it."""
    table = known("facts/strays")
    yield from (f for f in files.own if f.language in (*_SCRIPTS, "tsx", "vue") and f.kind in ("app", "test", "fixture", "other"))
    yield from files.match(*table["runners"], *table["script"]["runners"], kinds=("app", "config", "other"))


def _named(file: File) -> frozenset[str]:
    """The names of scripts that a file says as a path, or as what Node is to run."""
    said = compiled(known("facts/strays")["script"]["said"])
    return frozenset(_stem(found[1]) for found in said.finditer(file.text)) if file.entry.size < 200_000 else frozenset()


def _stem(name: str) -> str:
    return re.sub(r"\.(?:[cm]?[jt]s)$", "", name.rpartition("/")[2])
