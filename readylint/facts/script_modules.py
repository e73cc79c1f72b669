"""Modules of JavaScript and TypeScript: which files of the repository each of them brings in, by whatever path (orphans.toml)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property

from readylint.facts.files import File, Files
from readylint.facts.idle_imports import bound, unnamed, waiting
from readylint.knowledge import known, regex
from readylint.patterns import compiled

_EXTENSION = regex(r"\.(?:d\.)?(?:[cm]?[jt]s|[jt]sx)$")
_PATH = regex(r"""["'`](\.{1,2}|[.@~#$\w-]*/[\w@~#$./-]*|[@~#$][\w-]+)(?:\?[\w=&-]*)?["'`]""")  # a path in a text; a module by a short name
_BARE = regex(r"""\b(?:from|require\(|import)\s*["']([A-Za-z][\w.-]*)["']""")
_COMMENTED = regex(r"\s*(?://|\*)")
_SIGIL = "@~#$"
_WORD = regex(r"[A-Za-z][\w-]{2,}")
_TEXT = regex(r"""["'`]([\w./${}*@+-]{3,200})["'`]""")


class ScriptModules:
    """What the modules bring in."""

    def __init__(self, files: Files) -> None:
        self._files, self._row = files, known("facts/orphans")["scripts"]
        self._stems: dict[str, list[str]] = {}
        self._ends: dict[str, list[str]] = {}
        self._below: dict[str, list[str]] = {}  # a folder without an index is named to have all of it loaded
        self._manifests = {f.folder: f for f in files.match("package.json")}
        for file in files.code:
            if file.language in self._row["languages"]:
                self._add(file.path)
        among = files.match("tsconfig*.json", "jsconfig*.json", "package.json", ".babelrc", "babel.config.*", "*.env", "Dockerfile*")
        self._short = any(True for _ in files.with_texts(("baseUrl", "NODE_PATH", "module-resolver", "_moduleAliases"), among))

    def _add(self, path: str) -> None:
        stem = _EXTENSION.sub("", path)
        for known_as in {stem, stem.removesuffix("/index")}:
            self._stems.setdefault(known_as, []).append(path)
            self._ends.setdefault(known_as.rpartition("/")[2], []).append(known_as)
        self._below.setdefault(path.rpartition("/")[0], []).append(path)

    def project(self, path: str) -> str | None:
        """The folder of the nearest package.json; None for a program of which everything may be brought in by convention."""
        folder = path.rpartition("/")[0]
        while folder and folder not in self._manifests:
            folder = folder.rpartition("/")[0]
        above = (f for at, f in self._manifests.items() if not at or f"{folder}/".startswith(f"{at}/"))
        return None if any(compiled(self._row["all"]).search(f.text) for f in above) else folder

    def brought(self, file: File) -> Iterator[str]:
        """The paths of the modules that a file brings in."""
        meant = {path for named in file.made(_named, self._short) for path in self._meant(named, file.folder)}
        yield from meant - self._idle(file) if meant & self._waiting else meant
        if file.kind == "app" and (folders := file.made(_loaded)) is not None:
            under = f"{file.folder}/" if file.folder else ""
            for paths in self._stems.values():
                yield from (p for p in paths if p.startswith(under) or folders.intersection(p.split("/")[:-1]))

    def _idle(self, file: File) -> frozenset[str]:
        """What a file brings in and does not name again."""
        names: dict[str, set[str]] = {}
        for path, _, name in file.made(bound) if file.language in self._row["languages"] else ():
            for meant in self._meant(path, file.folder):
                names.setdefault(meant, set()).add(name)
        return frozenset(unnamed(file, {path: names[path] for path in names.keys() & self._waiting}))

    @cached_property
    def _waiting(self) -> frozenset[str]:
        return waiting(self._files, self._row["languages"])

    def _meant(self, named: str, folder: str) -> Iterator[str]:
        """The modules that a path may mean: one beside the file, or one whose own path ends as the written one does."""
        if named.startswith("."):
            stem = posixpath.normpath(posixpath.join(folder, named))
            found = [path for known_as in {stem, _EXTENSION.sub("", stem)} for path in self._stems.get(known_as, ())]
            yield from found or (path for path in self._below.get(stem, ()) if stem != folder)
            return
        parts = [part for part in _EXTENSION.sub("", named).split("/") if part]
        ends = [parts]
        if parts and parts[0][0] in _SIGIL:
            ends = [parts[1:] or [parts[0][1:]], [parts[0].lstrip(_SIGIL), *parts[1:]]]
        elif len(parts) > 2 and parts[0] in ("dist", "build", "out", "lib", "src", "app", "server"):
            ends = [parts, parts[1:]]
        for end in filter(None, ends):
            tail = "/".join(end)
            for known_as in self._ends.get(end[-1], ()):
                if known_as == tail or known_as.endswith(f"/{tail}"):
                    yield from self._stems[known_as]


def _named(file: File, short: bool) -> frozenset[str]:
    """The paths that the texts of a file hold, those in comments left out; `short`: a module may be named by one word."""
    text = file.text
    found = {m[1] for m in _PATH.finditer(text) if m[1] not in ("/",) and not _is_commented(text, m.start())}
    if short:
        found.update(m[1] for m in _BARE.finditer(text))
    return frozenset(named for named in found if named.startswith((".", *_SIGIL)) or named.strip("/").count("/") or short)


def _is_commented(text: str, at: int) -> bool:
    line = text.rfind("\n", 0, at) + 1
    return bool(_COMMENTED.match(text, line, at))


def _loaded(file: File) -> frozenset[str] | None:
    """The folders that a file names which loads modules by names that are put together; None for one that does not."""
    row = known("facts/orphans")["scripts"]
    loads = compiled(row["loads"])
    if not loads.search(file.text) or _is_settings(file.path):
        return None
    text = compiled(row["described"]).sub("", file.text)
    if not loads.search(text):
        return None
    return frozenset(word for said in _TEXT.finditer(text) for word in _WORD.findall(said[1]))


def _is_settings(path: str) -> bool:
    return bool(compiled(known("facts/orphans")["scripts"]["settings"]).search(path))
