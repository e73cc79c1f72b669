"""Usage: where the app's server code configures or calls a package that it declares. An import alone is no use (ruling 9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from msgspec import Struct

from readylint.facts.bindings import BINDINGS, Names
from readylint.facts.code import Code, Source
from readylint.facts.dependencies import Dependencies, Dependency
from readylint.facts.files import Files
from readylint.facts.structured import Structured
from readylint.knowledge import known
from readylint.model import Location

LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "pypi": ("python",),
    "npm": ("javascript", "typescript", "tsx", "vue", "svelte"),
    "go": ("go",),
    "maven": ("java", "kotlin", "scala", "groovy", "clojure"),
    "gem": ("ruby", "erb"),
    "composer": ("php", "blade"),
    "nuget": ("csharp", "fsharp", "razor"),
    "cargo": ("rust",),
    "hex": ("elixir", "heex"),
}
ECOSYSTEMS = (*LANGUAGES, "gradle")


class Use(Struct, frozen=True):
    """A declared package, and the place where it is put to work."""

    package: str
    dependency: Dependency
    at: Location


def _table() -> dict[str, Any]:
    return known("facts/packages")


class Usage:
    """Answers whether a declared package is used, and where: once in each file."""

    def __init__(self, dependencies: Dependencies, code: Code, files: Files, structured: Structured) -> None:
        self._dependencies, self._code, self._files, self._structured = dependencies, code, files, structured

    @classmethod
    def of(cls, dependencies: Dependencies, code: Code, files: Files, structured: Structured) -> Usage:
        return cls(dependencies, code, files, structured)

    def find(self, wanted: Mapping[str, Iterable[str]]) -> Iterator[Use]:
        """Every use of packages by ecosystem; `"gem as Const"` names the word in code that uses it."""
        for ecosystem, packages in wanted.items():
            for package in packages:
                name, _, symbol = package.partition(" as ")
                yield from self._uses(ecosystem, name.strip(), symbol.strip())

    def _uses(self, ecosystem: str, package: str, symbol: str) -> Iterator[Use]:
        declared = [d for d in self._dependencies.find({ecosystem: (package,)}) if d.group not in ("indirect", "platform")]
        places = dict.fromkeys((d.name if ecosystem != "go" else package) for d in declared)
        for name in places:
            dependency = next(d for d in declared if ecosystem == "go" or d.name == name)
            if ecosystem == "gradle":  # a plugin that is applied is at work
                yield Use(name, dependency, dependency.at)
                continue
            for at in (*self._in_code(ecosystem, name, symbol), *self._in_settings(ecosystem, name)):
                yield Use(name, dependency, at)

    def _in_code(self, ecosystem: str, package: str, symbol: str) -> Iterator[Location]:
        names = Names((symbol,), True) if symbol else _names(ecosystem, package)
        for source in self._code.sources(*names.words, language=LANGUAGES[ecosystem]):
            offset = BINDINGS[ecosystem](source.code, names)
            if offset is not None:
                yield source.place(offset)

    def _in_settings(self, ecosystem: str, package: str) -> Iterator[Location]:
        """Configuration of JVM frameworks that puts a starter to work without code."""
        if ecosystem != "maven":
            return
        keys = next((keys for pattern, keys in _table()["settings"].items() if _matches(package, pattern)), ())
        for key in keys:
            yield from settings(self._files, self._structured, key)


def settings(files: Files, structured: Structured, key: str) -> Iterator[Location]:
    """Where the configuration of a Spring, Quarkus or Micronaut app sets a dotted key, or one below it."""
    for file in files.match("application*.yml", "application*.yaml", "bootstrap*.yml", "bootstrap*.yaml", kinds=("config",)):
        for document in structured.documents(file):
            if (found := document.get(*key.split("."))) or any(
                name == key or name.startswith(key + ".") for name, _, _ in document.items or ()
            ):
                yield (found or document).at
    for file in files.match("application*.properties", "bootstrap*.properties", "sentry.properties", kinds=("config",)):
        if match := re.search(rf"^[ \t]*{re.escape(key)}(?=[.\s=:])", file.text, re.MULTILINE):
            yield file.place(match.start())


def import_names(ecosystem: str, package: str) -> tuple[str, ...]:
    """What a package is called in code: from packages.toml, else as the ecosystem's custom derives it."""
    for pattern, names in _table().get(ecosystem, {}).items():
        if _matches(package, pattern):
            return tuple((names,) if isinstance(names, str) else names)
    if ecosystem in ("pypi", "cargo"):
        return (package.replace("-", "_"),)
    if ecosystem == "gem":
        return ("::".join(_camel(part) for part in package.split("-")),)
    if ecosystem == "hex":
        return (_camel(package),)
    if ecosystem == "composer":
        return ("\\".join(_camel(part) for part in package.split("/")),)
    return (package.partition(":")[0],)


def _names(ecosystem: str, package: str) -> Names:
    effect = frozenset(_table()["effect"].get(ecosystem, ()))
    return Names(import_names(ecosystem, package), False, effect, (package,) if ecosystem == "hex" else ())


def _camel(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[-_]", name))


def _matches(package: str, pattern: str) -> bool:
    return fnmatchcase(package, pattern) if "*" in pattern else package == pattern


__all__ = ["ECOSYSTEMS", "Source", "Usage", "Use", "import_names", "settings"]
