"""Packages of Go that no program of the repository imports, be it through others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint.facts.files import File, Files
from readylint.knowledge import known, regex
from readylint.patterns import compiled

MODULE = regex(r"^module[ \t]+\"?([^\s\"]+)", re.MULTILINE)
_PACKAGE = regex(r"^package[ \t]+(\w+)", re.MULTILINE)
_IMPORTED = regex(r'^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"([^"\s]+)"', re.MULTILINE)


def unused_packages(files: Files) -> Iterator[str]:
    """The paths of their files; none of a module that has no program, which others import."""
    modules = {f.folder: named[1] for f in files.match("go.mod") if (named := MODULE.search(f.text))}
    folders: dict[str, list[File]] = {}
    code = frozenset(files.code) if modules else frozenset()
    for file in files if modules else ():
        if file.language == "go" and file.kind in ("app", "generated"):
            folders.setdefault(file.folder, []).append(file)
    programs = [folder for folder, own in folders.items() if any((named := _PACKAGE.search(f.text)) and named[1] == "main" for f in own)]
    known_as = {_named(folder, modules): folder for folder in folders}
    reached, waiting = set[str](), list(programs)
    while waiting:
        folder = waiting.pop()
        if folder not in reached:
            reached.add(folder)
            waiting += [known_as[path] for f in folders[folder] for path in f.made(imports) if path in known_as]
    most, shared = known("facts/orphans")["most"], compiled(known("facts/orphans")["go"]["free"])
    for module in sorted({_module(folder, modules) for folder in reached.difference(programs)}):  # of a program that imports any
        own = [folder for folder in sorted(folders) if _module(folder, modules) == module]
        left = [f.path for folder in own if folder not in reached and not shared.search(folder) for f in folders[folder] if f in code]
        if len(left) <= max(most["few"], most["share"] * sum(f in code for folder in own for f in folders[folder])):
            yield from left


def imports(file: File) -> frozenset[str]:
    return frozenset(_IMPORTED.findall(file.text))


def _module(folder: str, modules: dict[str, str]) -> str:
    """The folder of the module that a package belongs to."""
    while folder and folder not in modules:
        folder = folder.rpartition("/")[0]
    return folder


def _named(folder: str, modules: dict[str, str]) -> str:
    """The path that a package is imported by."""
    module = _module(folder, modules)
    below = folder[len(module) :].strip("/")
    return "/".join(part for part in (modules.get(module, ""), below) if part)
