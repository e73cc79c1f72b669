"""What a manifest says: a dependency, the manifest that declares it, and the lock file that fixes it."""

from __future__ import annotations

import re

from msgspec import Struct

from readylint.knowledge import regex
from readylint.model import Location

# Groups a deployed app does not run with. The others: runtime, optional, indirect, build, parent, managed, platform.
DEVELOPMENT = frozenset({"dev", "peer"})
_NOT_DEPENDED_ON = frozenset({"platform", "managed"})
_DEV_WORD = regex(
    r"(?:^|[\W_])(?:dev|devel|development|tests?|testing|docs?|documentation|lint\w*|typ(?:es|ing|e-?check\w*)|mypy|ci|qa|bench\w*|format\w*|local|tools?|tox|audit)(?:$|[\W_])",
    re.IGNORECASE,
)


class Dependency(Struct, frozen=True):
    """A package that a manifest declares.

    `group` is runtime, dev, build, optional, peer, indirect (go.mod), parent or managed (Maven), or platform: the language or
    framework itself (`python`, `node`, `php`, `Microsoft.NET.Sdk.Web`), whose version is the constraint.
    """

    ecosystem: str
    name: str
    constraint: str
    group: str
    at: Location
    pinned: bool = False  # one exact version, or managed by something that is

    @property
    def manifest(self) -> str:
        """The path of the manifest."""
        return self.at.path

    @property
    def is_runtime(self) -> bool:
        """Whether the app itself may run with it."""
        return self.group not in DEVELOPMENT | _NOT_DEPENDED_ON


class Manifest(Struct, frozen=True):
    """A file that declares dependencies. `publishes` when it describes a package for a registry, a library or a tool."""

    path: str
    ecosystem: str
    tool: str
    at: Location
    dependencies: tuple[Dependency, ...] = ()
    publishes: bool = False
    name: str = ""
    workspace: bool = False  # its lock file holds the folders below it too
    scripts: tuple[tuple[str, str], ...] = ()  # of a package.json: name and command

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def runtime(self) -> tuple[Dependency, ...]:
        """What the app runs with or is built with, development tools left out."""
        return tuple(d for d in self.dependencies if d.is_runtime and d.group != "parent")


class LockFile(Struct, frozen=True):
    """A file that fixes the version of every dependency, the indirect ones too. `of`: the manifest it names as its source."""

    path: str
    ecosystem: str
    tool: str
    at: Location
    of: str = ""

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]


def is_development(group: str) -> bool:
    """Whether the name of a group or file is that of development, test or documentation tools."""
    return bool(_DEV_WORD.search(group))


_EXACT = {
    "pypi": r"===?\s*[\w.!+-]+|@\s*\S+@[0-9a-f]{7,40}\S*|@\s*file:\S+",
    "npm": r"[=v]{0,2}\d+\.\d+\.\d+[\w.+-]*|npm:\S+@\d+\.\d+\.\d+[\w.+-]*|(?:file|link|workspace|portal):.*|\S+#[0-9a-f]{7,40}",
    "cargo": r"=\s*\d+\.\d+\.\d+[\w.+-]*|path",
    "gem": r"=?\s*\d+(?:\.\w+)+",
    "composer": r"v?\d+\.\d+(?:\.\d+)*[\w.-]*",
    "hex": r"(?:==\s*)?\d+\.\d+\.\d+[\w.+-]*|path",
    "maven": r"(?!.*SNAPSHOT)(?!latest|LATEST|RELEASE)[\w.-]+|",  # none given: managed by a parent, a BOM or a plugin
    "nuget": r"\[?\d+(?:\.\d+)*[\w.+-]*\]?|",
    "go": r".*",
    "swift": r"=\s*\S+|path",
    "pub": r"\d+\.\d+\.\d+[\w.+-]*|path",
}


def is_exact(ecosystem: str, constraint: str) -> bool:
    """Whether a constraint allows one version only, as the ecosystem writes it."""
    return bool(re.fullmatch(_EXACT[ecosystem], constraint.strip()))
