"""Programs: whether a repository that deploys nothing holds something to run, or only what others build upon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.files import Files
from readylint.facts.structured import Structured
from readylint.knowledge import regex
from readylint.model import Location

# Where a program starts, in languages whose libraries and programs are installed in different ways.
_MAIN = {
    "rust": regex(r"^(?:pub )?(?:async )?fn main\(", re.M),
    "go": regex(r"^func main\(\)", re.M),
    "java": regex(r"^\s*(?:public )?static (?:final )?void main\(", re.M),
    "kotlin": regex(r"^(?:suspend )?fun main\(", re.M),
    "dart": regex(r"^(?:Future<void>|void)?\s{0,9}main\((?=[\s\S]{0,4000}?\brunApp\()", re.M),
    "csharp": regex(r"^\s*(?:\w+ )*static (?:async )?(?:void|int|Task(?:<int>)?) Main\(", re.M),
}
_MANIFESTS = ("*.csproj", "*.fsproj", "*.gradle", "*.gradle.kts", "pom.xml", "composer.json")
_DECLARED = regex(
    r"<OutputType>\s*(?:Win)?Exe|<PackAsTool>\s*true|^\s*[\"']?mainClass\b|<mainClass>|\"type\"\s*:\s*\"project\"", re.M
)
# What is written for a registry of libraries: a `main` in it is a demonstration.
_PUBLISHED = {
    "java": (("pom.xml",), regex(r"<distributionManagement>|central-publishing-maven|nexus-staging|<licenses>[\s\S]{0,2000}?<scm>")),
    "kotlin": (("*.gradle", "*.gradle.kts"), regex(r"maven-publish|java-library|com\.vanniktech\.maven\.publish")),
    "csharp": (("*.csproj", "Directory.Build.props"), regex(r"<PackageId>|<GeneratePackageOnBuild>\s*true|<PackageLicense")),
}
# What makes a program for a desktop, a telephone, a browser or an editor of a package of npm.
_PACKED = frozenset({
    "electron", "electron-builder", "@electron/packager", "electron-packager", "@electron-forge/cli", "@tauri-apps/cli", "web-ext", "wxt",
    "plasmo", "@crxjs/vite-plugin", "@vscode/vsce", "vsce", "expo", "@capacitor/cli",
})  # fmt: skip
_BUILDS = regex(r"(?:build|bundle|package|dist|compile|start)(?:$|:)")
# Beside them a private manifest is that of the tools of a library, or of many packages.
_OF_MANY = (
    "lerna.json", "pnpm-workspace.yaml", "nx.json", "setup.py", "pyproject.toml", "Cargo.toml", "go.mod", "Gemfile", "composer.json",
)
_ASIDE = regex(
    r"(?:^|/)(?:scripts?|tools?|hack|dev|\.devcontainer|\.github|ci|[\w.]*bench(?:mark)?s?|load-?tests?"
    r"|examples?|samples?|[\w.]*[-_.]tests?)(?:/|$)",
    re.I,
)


class Programs(Struct, frozen=True):
    """The places where programs start, beside those that only measure, show or build.

    `bundled` is a manifest of npm that no registry takes: what is built of it, with the versions of its lock file, is handed out whole
    (an extension of a browser, a program for the desktop, an action).
    """

    all: tuple[Location, ...]
    bundled: Location | None = None

    @classmethod
    def of(cls, files: Files, structured: Structured) -> Programs:
        bundled = _bundled(files, structured)
        return cls((*_started(files), *([bundled] if bundled else [])), bundled)

    def __bool__(self) -> bool:
        return bool(self.all)


def _started(files: Files) -> Iterator[Location]:
    written = {language for language in _PUBLISHED if _published(files, language)}
    if written & {"java", "kotlin"}:
        written |= {"java", "kotlin"}
    for file in files.with_words("main", "Main"):
        pattern = _MAIN.get(file.language) if file.language not in written else None
        if pattern and not _ASIDE.search(file.folder) and (found := pattern.search(file.text)):
            yield file.place(found.end())
    for file in files.match(*_MANIFESTS, kinds=("app", "config", "other")):
        if not (_ASIDE.search(file.folder) or (file.name == "pom.xml" and "java" in written)) and (found := _DECLARED.search(file.text)):
            yield file.place(found.end())


def _bundled(files: Files, structured: Structured) -> Location | None:
    root = structured.at("package.json")
    if root["workspaces"] or any(files.get(name) for name in _OF_MANY) or not any(map(_BUILDS.match, root["scripts"].keys())):
        return None
    if root["private"].is_true:
        return root["private"].at
    packed = not _PACKED.isdisjoint([*root["dependencies"].keys(), *root["devDependencies"].keys()]) or bool(root["engines"]["vscode"])
    packed = packed or any('"manifest_version"' in f.text for f in files.match("manifest.json"))
    return root.at if packed and not any(root[key] for key in ("exports", "files", "publishConfig", "bin")) else None


def _published(files: Files, language: str) -> bool:
    globs, pattern = _PUBLISHED[language]
    return any(pattern.search(f.text) for f in files.match(*globs, kinds=("app", "config", "other")) if not _ASIDE.search(f.folder))
