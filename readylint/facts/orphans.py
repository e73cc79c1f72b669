"""Orphans: modules of the app that nothing brings in (orphans.toml). They do nothing, be it a limiter or an open door.

Whatever cannot be told counts as brought in: what a framework or a person starts by convention, what is loaded by a name that is put
together, what a file of settings names, and all of a program in which nothing is seen to start."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

from readylint.facts.files import File, Files
from readylint.facts.go_packages import unused_packages
from readylint.facts.laravel_files import unloaded
from readylint.facts.python_modules import PythonModules
from readylint.facts.script_modules import ScriptModules
from readylint.knowledge import known
from readylint.patterns import compiled

_FILE, _ANY = r"(?:[cm]?[jt]sx?|py)\b", r"\w"


def orphans(files: Files) -> frozenset[str]:
    """The paths of the modules of scripts, Python and Go that nothing brings in, and of Laravel's files that nothing loads."""
    scripts, python = known("facts/orphans")["scripts"], known("facts/orphans")["python"]
    found = {*unused_packages(files), *unloaded(files)}
    for row, modules in ((scripts, ScriptModules), (python, PythonModules)):
        if any(f.language in row["languages"] for f in files.code):
            made = modules(files)
            found.update(_Program(files, row, made.brought, made.project).orphans)
    return frozenset(found)


class _Program:
    """The modules of one language, and what brings them in: `brought` says it of a file, `project` names the program of a path."""

    def __init__(
        self, files: Files, row: dict[str, Any], brought: Callable[[File], Iterable[str]], project: Callable[[str], str | None]
    ) -> None:
        self._files, self._row, self._brought, self._project = files, row, brought, project
        self._modules = {f.path: f for f in files.code if f.language in row["languages"] and not f.name.endswith((".pyi", ".d.ts"))}

    @cached_property
    def orphans(self) -> frozenset[str]:
        if not self._programs:
            return frozenset()
        free = compiled(self._row["free"])
        begun = [f for path, f in self._modules.items() if free.search(path)]
        reached = self._reach([*begun, *self._beside()], set())
        for is_begun in (self._runs, self._is_named):  # asked of few: most are reached by now
            more = [f for path, f in self._modules.items() if path not in reached and is_begun(f)]
            begun += more
            reached = self._reach(more, reached)
        return frozenset(self._believed(reached, {f.path for f in begun}))

    @cached_property
    def _programs(self) -> tuple[list[str], ...]:
        """The modules of each program in which something starts, and nothing brings in whatever there is."""
        programs: dict[str, list[str]] = {}
        for path in self._modules:
            if (program := self._project(path)) is not None:
                programs.setdefault(program, []).append(path)
        starts = ((paths, any(self._modules[path].made(_starts, self._row["name"]) for path in paths)) for paths in programs.values())
        return tuple(paths for paths, does in starts if does)

    def _runs(self, file: File) -> bool:
        """Whether a file may be meant to be run by itself: it does not only define what others use."""
        return not _says(self._row, "defines", file) or _says(self._row, "runs", file)

    def _beside(self) -> Iterator[File]:
        """What is no module of the app and may bring one in."""
        languages, kinds = (*self._row["languages"], *self._row["readers"]), ("app", "config", "other", "generated")
        return (f for f in self._files if f.kind in kinds and f.language in languages and f.path not in self._modules)

    def _reach(self, files: Iterable[File], reached: set[str]) -> set[str]:
        """What these files bring in, and what that brings in in its turn, with what was reached before."""
        waiting = list(files)
        while waiting:
            file = waiting.pop()
            if file.path not in reached:
                reached.add(file.path)
                waiting += [self._modules[path] for path in self._brought(file) if path in self._modules and path not in reached]
        return reached

    def _is_named(self, module: File) -> bool:
        """Whether a file that is no code names a module by its path."""
        folder, stem = module.folder.rpartition("/")[2], module.name.partition(".")[0]
        if stem in ("index", "__init__"):
            folder, stem = module.folder.rpartition("/")[0].rpartition("/")[2], folder
        named = rf"{re.escape(folder)}[/.]{re.escape(stem)}(?![\w-])|" if folder else ""
        wanted = re.compile(rf"(?<![\w-])(?:{named}\./{re.escape(stem)}(?![\w-])|{re.escape(stem)}\.{_FILE if folder else _ANY})")
        return any(wanted.search(f.text) for f in self._files.with_texts((stem,), self._naming))

    @cached_property
    def _naming(self) -> tuple[File, ...]:
        table = known("facts/orphans")["named"]
        chosen = (f for f in self._files.own if f.kind in ("app", "config", "other") and f.language in table["languages"])
        unlike, most = compiled(table["unlike"]), known("facts/orphans")["most"]["data"]
        return tuple(f for f in chosen if not unlike.search(f.path) and f.entry.size < most)

    def _believed(self, reached: set[str], by_itself: set[str]) -> Iterator[str]:
        """What is left of the programs of which enough is known."""
        for paths in self._programs:
            left = [path for path in paths if path not in reached]
            if left and self._is_known([path for path in paths if path in reached], by_itself, len(left)):
                yield from left

    def _is_known(self, begun: list[str], by_itself: set[str], left: int) -> bool:
        """Whether something starts in a program, brings a module in, and leaves out no more than may be forgotten."""
        most = known("facts/orphans")["most"]
        few = left <= most["few"] or left <= most["share"] * (left + len(begun))
        brings = any(path not in by_itself for path in begun)
        return few and brings and any(self._modules[path].made(_starts, self._row["name"]) for path in begun)


def _starts(file: File, name: str) -> bool:
    return _says(known("facts/orphans")[name], "starts", file)


def _says(row: dict[str, Any], key: str, file: File) -> bool:
    return bool(compiled(row[key], re.MULTILINE).search(file.text))
