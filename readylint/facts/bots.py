"""Bots: what raises dependencies by itself, and for which package managers."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.dependencies import Dependencies
from readylint.facts.files import File, Files
from readylint.facts.structured import Node, Structured
from readylint.model import Location

# Names of package managers as Dependabot and Renovate give them, to the ecosystems of Dependencies.
ECOSYSTEMS = {
    "bundler": "gem",
    "rubygems": "gem",
    "cargo": "cargo",
    "composer": "composer",
    "gomod": "go",
    "gradle": "maven",
    "gradle-wrapper": "",
    "maven": "maven",
    "sbt": "maven",
    "mix": "hex",
    "npm": "npm",
    "bun": "npm",
    "pnpm": "npm",
    "yarn": "npm",
    "nuget": "nuget",
    "dotnet-sdk": "nuget",
    "pip": "pypi",
    "uv": "pypi",
    "poetry": "pypi",
    "pipenv": "pypi",
    "pep621": "pypi",
    "pip_requirements": "pypi",
    "pip-compile": "pypi",
    "pip_setup": "pypi",
    "setup-cfg": "pypi",
    "pub": "pub",
    "swift": "swift",
    "elm": "elm",
    "clojure": "maven",
    "leiningen": "maven",
    "deps-edn": "maven",
}
RENOVATE = (
    "renovate.json",
    "renovate.json5",
    ".renovaterc",
    ".renovaterc.json",
    ".renovaterc.json5",
    ".github/renovate.json",
    ".github/renovate.json5",
    ".gitlab/renovate.json",
    ".gitlab/renovate.json5",
)
# Of one ecosystem each, by their file.
SINGLE = (
    (".pyup.yml", "pyup", "pypi"),
    (".scala-steward.conf", "Scala Steward", "maven"),
    (".depfu.yml", "Depfu", ""),
    (".dependabot/config.yml", "Dependabot", ""),
)
_ANY = ("app", "config", "other", "docs")


class Bot(Struct, frozen=True):
    """One configured bot. `ecosystem` is "" for whatever it finds; `updates` is false where it is told to raise no versions."""

    name: str
    at: Location
    ecosystem: str = ""
    folder: str = ""
    updates: bool = True


class Bots(Struct, frozen=True):
    """The bots that are configured for the package managers of the project itself (ruling 13)."""

    all: tuple[Bot, ...]

    @classmethod
    def of(cls, files: Files, structured: Structured, dependencies: Dependencies) -> Bots:
        used = {m.ecosystem for m in dependencies.manifests}
        found = (*_dependabot(files, structured), *_renovate(files, structured), *_single(files))
        return cls(tuple(b for b in found if _covers(b, used, dependencies)))

    def __iter__(self) -> Iterator[Bot]:
        return iter(self.all)


def _covers(bot: Bot, used: set[str], dependencies: Dependencies) -> bool:
    if not used:
        return True
    if not bot.ecosystem:
        return True
    return any(m.ecosystem == bot.ecosystem and _within(m.folder, bot.folder) for m in dependencies.manifests)


def _within(folder: str, pattern: str) -> bool:
    """Whether a manifest's folder is the one that is named, or below it: workspaces are raised from their root."""
    if not pattern or pattern == "**":
        return True
    regex = re.escape(pattern).replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
    return re.fullmatch(rf"{regex}(?:/.*)?", folder) is not None


def _dependabot(files: Files, structured: Structured) -> Iterator[Bot]:
    for file in files.match(".github/dependabot.yml", ".github/dependabot.yaml", kinds=_ANY):
        used = False
        for entry in structured.document(file)["updates"]:
            ecosystem = ECOSYSTEMS.get(str(entry["package-ecosystem"]))
            updates = str(entry["open-pull-requests-limit"]) != "0"
            if ecosystem is None and str(entry["package-ecosystem"]) not in ("terraform", "opentofu", "helm"):
                continue
            used = True
            for folder in (*entry["directories"], *entry["directory"]):
                normal = posixpath.normpath("/" + str(folder)).strip("/")
                yield Bot("Dependabot", entry.at, ecosystem or str(entry["package-ecosystem"]), normal, updates)
        if not used:
            return


def _renovate(files: Files, structured: Structured) -> Iterator[Bot]:
    for path in RENOVATE:
        if file := files.get(path):
            yield from _renovated(structured.document(file), file.at)
    if (package := files.get("package.json")) and (node := structured.document(package)["renovate"]):
        yield from _renovated(node, structured.document(package).key("renovate") or package.at)


def _renovated(node: Node, at: Location) -> Iterator[Bot]:
    if not node or node["enabled"].is_false:
        return
    managers = [str(m) for m in node["enabledManagers"]]
    known = [e for m in managers if (e := ECOSYSTEMS.get(m))]
    for ecosystem in known if managers else [""]:
        yield Bot("Renovate", at, ecosystem)


def _single(files: Files) -> Iterator[Bot]:
    for path, name, ecosystem in SINGLE:
        if (file := files.get(path)) and _has_lines(file):
            yield Bot(name, file.at, ecosystem)


def _has_lines(file: File) -> bool:
    return any(line.strip() and not line.strip().startswith("#") for line in file.text.split("\n")) or not file.text
