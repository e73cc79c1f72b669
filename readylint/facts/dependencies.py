"""Dependencies: what the app's manifests declare, and the lock files beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from readylint.facts.dependency import Dependency, LockFile, Manifest
from readylint.facts.files import File, Files
from readylint.facts.imported import imported
from readylint.facts.manifests import clojure, deno, gradle, javascript, markup, mobile, others, python, sbt
from readylint.facts.paths import fits
from readylint.facts.structured import Structured
from readylint.knowledge import known, regex

__all__ = ["Dependencies", "Dependency", "LockFile", "Manifest"]

KINDS = ("app", "config", "other")  # a manifest among tests, samples, documents or vendored code is not the app's
_READERS: dict[str, Callable[[File, Structured], Manifest | None]] = {
    "requirements": python.requirements,
    "pyproject": python.pyproject,
    "setup_cfg": python.setup_cfg,
    "setup_py": python.setup_py,
    "pipfile": python.pipfile,
    "package_json": javascript.package_json,
    "composer_json": javascript.composer_json,
    "pom": markup.pom,
    "packages_config": markup.packages_config,
    "paket_references": others.paket_references,
    "go_mod": others.go_mod,
    "gemfile": others.gemfile,
    "gemspec": others.gemspec,
    "cargo_toml": others.cargo_toml,
    "mix_exs": others.mix_exs,
    "sbt": sbt.sbt,
    "clojure": clojure.clojure,
    "package_swift": mobile.package_swift,
    "pubspec": mobile.pubspec,
}


def _table() -> dict[str, Any]:
    return known("facts/dependencies")


class Dependencies(Struct, frozen=True):
    """All that is declared, in path order. Manifests of tests, samples, documents and vendored code are left out. `imported`: what is
    found by name besides, where no manifest of its language is kept."""

    manifests: tuple[Manifest, ...] = ()
    locks: tuple[LockFile, ...] = ()
    _files: Files | None = None
    _versions: dict[tuple[str, str, str], str | None] = {}
    imported: tuple[Dependency, ...] = ()

    @classmethod
    def of(cls, files: Files, structured: Structured) -> Dependencies:
        manifests = {m.path: m for m in _manifests(files, structured)}
        locks = sorted(_locks(files), key=lambda lock: lock.path)
        undeclared = () if any(m.ecosystem == "pypi" for m in manifests.values()) else imported(files)
        return cls(tuple(manifests[path] for path in sorted(manifests)), tuple(locks), files, imported=undeclared)

    def __iter__(self) -> Iterator[Dependency]:
        return (d for m in self.manifests for d in m.dependencies)

    def find(self, wanted: Mapping[str, Iterable[str]], *, development: bool = False) -> tuple[Dependency, ...]:
        """Declared packages of these names, by ecosystem; a name may hold `*`, and a Maven name may leave out its group."""
        chosen = {eco: [_folded(eco, name) for name in names] for eco, names in wanted.items()}
        among = (d for d in (*self, *self.imported) if d.ecosystem in chosen)
        found = (d for d in among if any(_is_named(d.ecosystem, d.name, n) for n in chosen[d.ecosystem]))
        return tuple(d for d in found if development or d.is_runtime or d.group == "platform")

    def declared(self, ecosystem: str, name: str, *, development: bool = False) -> Dependency | None:
        """The first declaration of a package."""
        return next(iter(self.find({ecosystem: (name,)}, development=development)), None)

    def version(self, ecosystem: str, name: str, folder: str | None = None) -> str | None:
        """The version of a package, in the manifests in and above a folder if one is given: the lock file's, else the first its
        constraint names."""
        declared = [d for d in self.find({ecosystem: (name,)}, development=True) if folder is None or _within(folder, _folder(d.manifest))]
        for dependency in declared:
            locked = self._locked(dependency)
            lowest = re.search(r"\d+(?:\.\w+)*", dependency.constraint)
            if locked or lowest:
                return locked or (lowest[0] if lowest else None)
        return None

    def at_least(self, ecosystem: str, name: str, version: str, folder: str | None = None) -> bool:
        """Whether a package is used at a version or above it; false when its version is not known."""
        found = self.version(ecosystem, name, folder)
        return found is not None and _numbers(found) >= _numbers(version)

    def lock_of(self, manifest: Manifest) -> LockFile | None:
        """The lock file that fixes what a manifest declares: beside it, or in the workspace above it."""
        for lock in sorted(self.locks, key=lambda lock: -len(lock.folder)):
            if lock.of == manifest.path:
                return lock
            if lock.of or lock.ecosystem != manifest.ecosystem or not _within(manifest.folder, lock.folder):
                continue
            beside = [m for m in self.manifests if m.folder == lock.folder and m.ecosystem == lock.ecosystem and m.tool != "pip"]
            if lock.folder == manifest.folder or not beside or any(m.workspace for m in beside) or self._is_workspace(lock.folder):
                return lock
            if self._takes_in(lock, manifest):
                return lock
        return None

    def _takes_in(self, lock: LockFile, manifest: Manifest) -> bool:
        """Whether it fixes a package of the repository by its folder, with what that needs, as Bundler and Poetry do."""
        folder = manifest.folder[len(lock.folder) :].lstrip("/")
        file = self._files and self._files.get(lock.path)
        return bool(folder and file and re.search(rf'^[ ]*(?:remote: |url = ")(?:\./)?{re.escape(folder)}"?$', file.text, re.MULTILINE))

    def _is_workspace(self, folder: str) -> bool:
        prefix = f"{folder}/" if folder else ""
        return bool(
            self._files and any(self._files.get(prefix + name) for name in ("pnpm-workspace.yaml", "lerna.json", "go.work", "nx.json"))
        )

    def _locked(self, dependency: Dependency) -> str | None:
        manifest = next((m for m in self.manifests if m.path == dependency.manifest), None)
        lock = self.lock_of(manifest) if manifest and dependency.ecosystem not in ("go", "gradle") else None
        if lock is None or self._files is None:
            return None
        key = (lock.path, dependency.ecosystem, dependency.name)
        if key not in self._versions:
            self._versions[key] = _locked_version(self._files.get(lock.path), lock, dependency.name)
        return self._versions[key]


def _locked_version(file: File | None, lock: LockFile, name: str) -> str | None:
    pattern = next(
        (str(entry["version"]) for entry in _table()["lock"] if entry["tool"] == lock.tool and entry["ecosystem"] == lock.ecosystem), ""
    )
    found = re.search(pattern.replace("{name}", re.escape(name)), file.text) if file and pattern else None
    return found[1] if found else None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", version.partition("-")[0])[:3])


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _within(folder: str, above: str) -> bool:
    return not above or folder == above or folder.startswith(above + "/")


@lru_cache(maxsize=65_536)
def _folded(ecosystem: str, name: str) -> str:
    return python.normal(name) if ecosystem == "pypi" else name.lower() if ecosystem == "nuget" else name


@lru_cache(maxsize=65_536)  # rules ask for the same names, and so does each tree of a trend
def _is_named(ecosystem: str, name: str, pattern: str) -> bool:
    name = _folded(ecosystem, name)
    if ecosystem == "maven" and ":" not in pattern:
        name = name.rpartition(":")[2]
    if ecosystem == "go" and (name.startswith(pattern + "/") or pattern.startswith(name + "/")):
        return True  # a major version or a module below; a package of the module
    return fits(pattern, name)


def _manifests(files: Files, structured: Structured) -> Iterator[Manifest]:
    names = _table()["manifest"]
    for kind, read in _READERS.items():
        for file in files.match(*names[kind], kinds=KINDS):
            yield from _read(files, file, lambda file, read=read: read(file, structured))  # type: ignore[misc]
    for file in files.match(*names["deno_json"], kinds=KINDS):
        yield from _read(files, file, lambda file: deno.deno_json(file, structured, files))
    for file in _included(files):
        yield from _read(files, file, lambda file: python.requirements(file, structured))
    libs, known = _gradle_values(files, structured)
    for file in files.match(*names["build_script"], kinds=KINDS):
        yield from _read(files, file, lambda file: gradle.build_script(file, known, libs))
    for file in files.match(*names["project_file"], kinds=KINDS):
        yield from _read(files, file, lambda file: markup.project_file(file, _central(files, file.folder)))


def _read(files: Files, file: File, reader: Callable[[File], Manifest | None]) -> Iterator[Manifest]:
    """A manifest that cannot be read costs itself, never the scan."""
    try:
        manifest = reader(file)
    except (ValueError, RecursionError, IndexError) as error:
        files.refuse(file.path, error)
        return
    if manifest:
        yield manifest


_ASKS = regex(r"^[A-Za-z][\w.-]{0,80}(?:\[[\w,-]{1,80}\])?[ \t]{0,8}(?:==|>=|~=|<=)[ \t]{0,8}\d", re.MULTILINE)


def _included(files: Files) -> Iterator[File]:
    yield from (f for f in files.match(*_table()["unusual"]["requirements"], kinds=KINDS) if _ASKS.search(f.text))
    for file in files.match(*_table()["manifest"]["requirements"], kinds=KINDS):
        for path in python.included(file):
            if found := files.get(path):
                yield found


def _gradle_values(files: Files, structured: Structured) -> tuple[dict[str, gradle.Packages], dict[str, str]]:
    libs: dict[str, gradle.Packages] = {}
    known: dict[str, str] = {}
    for file in files.match("libs.versions.toml", kinds=KINDS):
        libs |= gradle.catalogue(structured.document(file))
    for file in files.match("gradle.properties", kinds=KINDS):
        known |= gradle.properties(file)
    return libs, known


def _central(files: Files, folder: str) -> dict[str, str]:
    """What the props files of a folder and those above it set, the nearest winning."""
    found: dict[str, str] = {}
    for name in ("Directory.Build.props", "Directory.Packages.props"):
        above = [f for f in files.match(name, kinds=KINDS) if _within(folder, f.folder)]
        for file in sorted(above, key=lambda f: len(f.folder)):
            found |= markup.central_versions(file)
    return found


def _locks(files: Files) -> Iterator[LockFile]:
    for entry in _table()["lock"]:
        for file in files.match(*entry["names"], kinds=KINDS):
            yield LockFile(file.path, entry["ecosystem"], entry["tool"], file.at)
    for file in files.match("*.in", kinds=KINDS):  # pip-compile writes x.txt from x.in
        compiled = files.get(file.path.removesuffix(".in") + ".txt")
        if compiled and "requirements" in file.path:
            yield LockFile(compiled.path, "pypi", "pip-tools", compiled.at)
        elif "requirements" in file.path:
            yield from _compiled(files, file)


_COMPILED = regex(r"autogenerated by (?:pip-compile|uv)|\bpip[- ]compile\b")


def _compiled(files: Files, source: File) -> Iterator[LockFile]:
    """A file elsewhere whose head says that it was compiled, and whose lines name this source."""
    for file in files.all:
        named = file.name.endswith(".txt") and "requirements" in file.path and _COMPILED.search(file.text[:600])
        if named and re.search(rf"(?:^|[\s/]){re.escape(source.path)}(?=[\s,]|$)", file.text, re.M):
            yield LockFile(file.path, "pypi", "pip-tools", file.at, source.path)
            return
