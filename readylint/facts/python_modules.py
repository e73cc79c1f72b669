"""Modules of Python: which files of the repository each of them brings in, by an import or by a dotted name in a text (orphans.toml)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property

from readylint.facts.files import File, Files
from readylint.facts.idle_imports import PYTHON, bound, unnamed, waiting
from readylint.knowledge import known, regex
from readylint.patterns import compiled

_IMPORT = regex(r"^[ \t]*import[ \t]+(?P<modules>[\w., \t]+)", re.MULTILINE)
_DOTTED = regex(r"""["'](?:\{\w{1,40}\}\.)?(?P<name>[A-Za-z_]\w*(?:[./][A-Za-z_]\w*){1,9})(?:\.py)?(?::\w+)?["']""")
_NAME = regex(r"[A-Za-z_]\w*")
_COMMENT = regex(r"#[^\n]*")


class PythonModules:
    """What the modules bring in."""

    def __init__(self, files: Files) -> None:
        self._files, self._ends = files, dict[str, list[str]]()
        self._paths: dict[str, str] = {}
        self._loads = False
        for file in files.code:
            if file.path.endswith(".py"):
                stem = file.path.removesuffix(".py").removesuffix("/__init__")
                self._paths[stem] = file.path
                self._ends.setdefault(stem.rpartition("/")[2], []).append(stem)
        loads = compiled(known("facts/orphans")["python"]["loads"])
        self._loads = any(loads.search(f.text) for f in files.code if f.language == "python")

    def project(self, path: str) -> str | None:
        """All of it is one; none is known where modules are loaded by names that are put together."""
        return None if self._loads else ""

    def brought(self, file: File) -> Iterator[str]:
        """The paths of the modules that a file brings in, with those of the packages they lie in."""
        stems = {stem for parts, is_sure in file.made(_named) for stem in self._meant(parts, file.folder, is_sure)}
        idle = self._idle(file) if any(self._paths[stem] in self._waiting for stem in stems) else frozenset()
        for stem in stems:
            if self._paths[stem] not in idle:
                yield self._paths[stem]
                above = stem
                while above := above.rpartition("/")[0]:
                    if above in self._paths:
                        yield self._paths[above]

    def _idle(self, file: File) -> frozenset[str]:
        """What a file brings in and does not name again; a package brings them in for others."""
        names: dict[str, set[str]] = {}
        for module, real, name in file.made(bound) if file.language == "python" and file.name != "__init__.py" else ():
            parts = _parts(module)
            for stem in self._meant((*parts, real), file.folder, False) or self._meant(parts, file.folder, True):
                names.setdefault(self._paths[stem], set()).add(name)
        return frozenset(unnamed(file, {path: names[path] for path in names.keys() & self._waiting}))

    @cached_property
    def _waiting(self) -> frozenset[str]:
        return waiting(self._files, ("python",))

    def _meant(self, parts: tuple[str, ...], folder: str, is_sure: bool) -> tuple[str, ...]:
        """The modules that a name may mean: by all of it, or by its end, since the folder that it starts from is not known."""
        if parts and not parts[0].strip("."):
            above = posixpath.normpath(posixpath.join(folder, *[".."] * (len(parts[0]) - 1)))
            stem = posixpath.normpath(posixpath.join(above, *parts[1:]))
            return (stem,) if stem in self._paths else ()
        for end in (parts, parts[-2:], parts[-1:]) if is_sure else (parts,):
            tail = "/".join(end)
            found = tuple(s for s in self._ends.get(end[-1], ()) if s == tail or s.endswith(f"/{tail}"))
            if found:
                return found
        return ()


def _parts(module: str) -> tuple[str, ...]:
    dots = module[: len(module) - len(module.lstrip("."))]
    return (*((dots,) if dots else ()), *_NAME.findall(module))


def _named(file: File) -> frozenset[tuple[tuple[str, ...], bool]]:
    """The names of modules that a file holds, in parts, the dots of a relative one first, and whether it is imported by that name."""
    found = set[tuple[tuple[str, ...], bool]]()
    for match in PYTHON.finditer(file.text):
        module = _parts(match["path"])
        found.add((module, True))
        found.update(((*module, name), False) for name in _NAME.findall(_COMMENT.sub("", match["names"])))
    for match in _IMPORT.finditer(file.text):
        found.update((tuple(_NAME.findall(one.partition(" as ")[0])), True) for one in match["modules"].split(",") if one.strip())
    found.update((tuple(_NAME.findall(match["name"])), False) for match in _DOTTED.finditer(file.text))
    found.update((parts[:n], False) for parts, _ in tuple(found) for n in range(2, len(parts)) if parts[0].strip("."))
    return frozenset((parts, is_sure) for parts, is_sure in found if parts)
