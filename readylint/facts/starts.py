"""Starts: the places where a server, a worker, a function or a site starts, and the folder each belongs to (project.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import lru_cache

from msgspec import Struct

from readylint.facts.asset_workers import of_files
from readylint.facts.files import File, Files
from readylint.facts.go_hosts import hosts as go_hosts
from readylint.facts.paths import unpackaged
from readylint.facts.sightings import Sighting, Sightings
from readylint.facts.spring import Spring
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

MOST = 20_000  # paths
CLOCK = "GitHub Actions schedule"
_SCRIPTS = ("js", "ts", "mjs", "cjs", "mts")
_NAME = regex(r'^\s*"name"\s*:\s*("[^"\n]+")', re.MULTILINE)
_OF_SWIFT = regex(r"^import PackageDescription\b", re.MULTILINE)
_PACKS = regex(r"\b(?:setuptools|distutils|skbuild)\b")  # a module of that name may set up the app instead
_CRATE = regex(r'^\[package\]\s*(?:[^\n\[][^\n]*\n)*?name\s*=\s*"([\w-]+)"', re.MULTILINE)


class Start(Struct, frozen=True):
    """A place where a service starts."""

    framework: str
    kind: str
    at: Location
    root: str

    @property
    def is_by_clock(self) -> bool:
        """Whether a workflow starts it by the clock, and each run ends by itself."""
        return self.framework == CLOCK


def manifests() -> tuple[str, ...]:
    """Globs of the files that declare a program."""
    return tuple(known("facts/starts")["manifests"])


@lru_cache(maxsize=MOST)  # asked for table after table
def is_aside(path: str) -> bool:
    """Whether a path is of a helper beside the app: a script, a tool, a benchmark."""
    return bool(_pattern("paths", "aside").search(unpackaged(path)))


def is_own(path: str) -> bool:
    """Whether a path is of the app itself."""
    return not is_aside(path)


def starts(files: Files, sightings: Sightings) -> tuple[Start, ...]:
    """Every start, at the root of the program that it is a part of."""
    homes = _Homes(files)
    seen = sorted(sightings.firsts(known("facts/project")["server"], where=_may_start), key=_is_router)
    idle = of_files(files)
    seen = [s for s in seen if not (s.row["kind"] == "function" and s.at.path in idle)]
    found = [Start(s.name, homes.kind(s), s.at, homes.root(s.at.path)) for s in seen if not _is_told_below(s, files) and not _declares(s)]
    programs = list(dict.fromkeys(p for s in _outermost(found) for p in homes.programs(s, {o.root for o in found})))
    apart = any(s.root for s in programs)
    shared = _pattern("paths", "libraries")  # what those that start bring in
    return tuple(s for s in programs if not (apart and not s.root and shared.match(s.at.path)))


def _pattern(section: str, key: str) -> re.Pattern[str]:
    return compiled(known("facts/starts")[section][key])


def _may_start(path: str) -> bool:
    return is_own(path) and not _pattern("paths", "asleep").search(unpackaged(path))


def _is_router(seen: Sighting) -> bool:
    """Whether a file brings the framework in and makes no app of it: such come behind those that do."""
    return "at" in seen.match.re.groupindex and seen.match["at"] is None and "listen" not in seen.match.string


def _declares(seen: Sighting) -> bool:
    """Whether the file is a program for Pulumi or the CDK, which says how something else is started."""
    return seen.row["kind"] == "service" and seen.source is not None and bool(_pattern("declares", "programs").search(seen.source.text))


def _is_told_below(seen: Sighting, files: Files) -> bool:
    """Whether a file that says more of a start stands beside its place, or below."""
    more = files.match(*seen.row["lone"]) if "lone" in seen.row else ()
    folder = seen.at.path.rpartition("/")[0]
    return any(not folder or f.path.startswith(f"{folder}/") for f in more)


def _outermost(found: list[Start]) -> Iterator[Start]:
    """Where every page or handler is a start, they are one program from the outermost folder down."""
    spread = {e["name"]: e["name"] for e in known("facts/project")["server"] if e.get("spread")}
    program = {s: spread.get(s.framework) or ("function" if s.kind == "function" else "") for s in found}
    tops = {(name, s.root) for s, name in program.items() if name}
    for start in found:
        above = [root for name, root in tops if name == program[start] and (not root or f"{start.root}/".startswith(f"{root}/"))]
        yield Start(start.framework, start.kind, start.at, min(above, key=len)) if above else start


def _workspace(files: Files) -> Iterator[str]:
    """The folders of programs that share one manifest: applications of Nx and of the Nest CLI."""
    project, listed = _pattern("workspace", "project"), _pattern("workspace", "listed")
    yield from (f.folder for f in files.match("project.json") if project.search(f.text))
    yield from (m[1] for f in files.match("nest-cli.json") if not f.folder for m in listed.finditer(f.text))


class _Homes:
    """The folders of programs."""

    def __init__(self, files: Files) -> None:
        self._files = files
        declared = files.match(*manifests(), *known("facts/starts")["images"])
        says = {"setup.py": _PACKS, "Package.swift": _OF_SWIFT}  # names that other files have too
        self._folders = {f.folder for f in declared if f.name not in says or says[f.name].search(f.text)} | set(_workspace(files))
        self._crates = {f.folder: f.text for f in declared if f.name == "Cargo.toml"}
        self._spring = Spring(files)

    def kind(self, seen: Sighting) -> str:
        """The kind of what starts: as its row says, but for a program of Spring Boot that starts no web server."""
        asleep = seen.name in known("facts/starts")["spring"]["names"] and self._spring.has_no_door(self.root(seen.at.path))
        return "worker" if asleep else str(seen.row["kind"])

    def root(self, path: str) -> str:
        """The folder of the nearest manifest or image above a path."""
        folder = path.rpartition("/")[0]
        while folder and folder not in self._folders:
            folder = folder.rpartition("/")[0]
        return self._running(folder) if path.endswith(".rs") else folder

    def _running(self, crate: str) -> str:
        """The crate that runs what stands in a crate: itself, or for a library the first program that depends on it."""
        name = _CRATE.search(self._crates.get(crate, ""))
        if not name or self._is_binary(crate):
            return crate
        asked = re.compile(rf"^(?:{re.escape(name[1])}\s*[.=]|\[dependencies\.{re.escape(name[1])}\])", re.MULTILINE)
        return next((c for c, text in sorted(self._crates.items()) if asked.search(text) and self._is_binary(c)), crate)

    def _is_binary(self, crate: str) -> bool:
        under = f"{crate}/" if crate else ""
        return "[[bin]]" in self._crates[crate] or any(
            f.path.startswith((f"{under}src/main.rs", f"{under}src/bin/")) for f in self._files.match("main.rs", "**/src/bin/**")
        )

    def programs(self, start: Start, others: Set[str]) -> Iterator[Start]:
        """The start where it is a program's; where a shared package starts what others hand it, those whose first file brings it in."""
        hosts = tuple(self._hosts(start)) if start.at.path.endswith(".cs") else ()
        if hosts:
            yield from (Start(start.framework, start.kind, f.at, f.folder) for f in hosts if f.folder not in others)
        elif self.is_program(start):
            yield start
        elif start.at.path.endswith(".go"):
            found = go_hosts(start.at.path, start.root, self._files, self.root)
            yield from (Start(start.framework, start.kind, at, root) for at, root in found if is_own(at.path) and root not in others)
        elif start.at.path.endswith(_SCRIPTS) and start.kind != "function":
            for place in self._callers(start.root):
                root = self.root(place.path)
                if root != start.root and root not in others:
                    yield Start(start.framework, start.kind, place, root)

    def _hosts(self, start: Start) -> Iterator[File]:
        """The first files of web programs that run by what a library of the same solution starts for all of them."""
        projects = self._files.match("*.csproj")
        own = next((f for f in projects if f.folder == start.root), None)
        if start.kind != "service" or own is None or _pattern("dotnet", "program").search(own.text):
            return
        named = re.compile(rf'<ProjectReference\s+Include="[^"]*[\\/]{re.escape(own.name)}"', re.IGNORECASE)
        for project in projects:
            first = self._files.get(f"{project.folder}/Program.cs") if named.search(project.text) else None
            if first and _pattern("dotnet", "web").search(project.text) and not _pattern("dotnet", "tests").search(project.name):
                yield first

    def _callers(self, package: str) -> Iterator[Location]:
        """Where the first files of programs bring a package of the JavaScript workspace in."""
        manifest = self._files.get(f"{package}/package.json")
        name = _NAME.search(manifest.text) if manifest else None
        if not name:
            return
        asked = re.compile(rf"""from\s*["']{re.escape(name[1][1:-1])}["']""")
        for file in self._files.match("{main,index,server,app,bootstrap,start}.{ts,js,mts,mjs,tsx}"):
            if _may_start(file.path) and not file.path.startswith(f"{package}/") and (found := asked.search(file.text)):
                root = self.root(file.path)
                if root and not self._is_brought_in(root) and self._starts_something(root):
                    yield file.place(found.start())

    def _starts_something(self, root: str) -> bool:
        manifest = self._files.get(f"{root}/package.json")
        return bool(manifest and _pattern("workspace", "started").search(manifest.text))

    def is_program(self, start: Start) -> bool:
        """Whether something there can be run by itself: a library, a project of tests and pages without a first one cannot."""
        under = f"{start.root}/" if start.root else ""
        match start.at.path.rpartition(".")[2]:
            case "go":
                return start.framework == "Cloud Functions" or self._has_main(under)  # which the platform builds a program around
            case "rs" if "[package]" in self._crates.get(start.root, ""):
                return self._is_binary(start.root)
            case "cs":
                return self._is_run(start)
            case "php":
                return any(f.path.startswith(under) for f in self._files.match(*known("facts/starts")["fronts"]))
            case ending if ending in _SCRIPTS and start.kind != "function":
                return not self._is_brought_in(start.root)
        return True

    def _is_run(self, start: Start) -> bool:
        """Whether a project of C# is no test, and for a worker, which any library may hold the parts of, a program."""
        projects = [f for f in self._files.match("*.csproj") if f.folder == start.root]
        runs = start.kind != "worker" or not projects or any(_pattern("dotnet", "program").search(f.text) for f in projects)
        return runs and not any(_pattern("dotnet", "tests").search(f.name) for f in projects)

    def _has_main(self, under: str) -> bool:
        """Whether a Go program stands below a folder, and not in a helper beside the module alone."""
        own = (f for f in self._files.code if f.language == "go" and f.path.startswith(under))
        own = (f for f in own if is_own(f.path.replace("bin/", "", 1)))  # a program may stand in bin
        return any(re.search(r"^package main\b", f.text, re.MULTILINE) for f in self._files.with_words("main", among=own))

    def _is_brought_in(self, root: str) -> bool:
        """Whether a folder is a package that others of the JavaScript workspace bring in, and that starts nothing by itself."""
        manifest = self._files.get(f"{root}/package.json") if root else None
        name = _NAME.search(manifest.text) if manifest else None
        if not manifest or not name or _pattern("workspace", "started").search(manifest.text) or self._files.match(f"{root}/Dockerfile*"):
            return False
        brought = re.compile(rf'{re.escape(name[1])}\s*:\s*"')
        return any(brought.search(f.text) for f in self._files.match("package.json") if f is not manifest)
