"""Inherited: settings that a package outside the repository makes, and that the project's own are built upon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.code import Code
from readylint.facts.files import Files
from readylint.knowledge import regex
from readylint.model import Location

_BASE = regex(
    r"^[ \t]*from[ \t]+(?P<module>(?=[\w.]{0,120}\.\w{0,30}(?:conf|settings|base|defaults))(?P<package>[A-Za-z]\w*)(?:\.\w+){1,7})"
    r"[ \t]+import[ \t]+\*",
    re.MULTILINE,
)
_SETTINGS = regex(r"\b(?:INSTALLED_APPS|MIDDLEWARE|DATABASES|LOGGING|ROOT_URLCONF|STATIC_ROOT|STATIC_URL)\b")
_ASSIGNED = regex(r"^([A-Z][A-Z0-9_]*)\s*=", re.MULTILINE)
_FRAMEWORK = frozenset({"django", "celery", "config", "settings", "conf"})


class Base(Struct, frozen=True):
    """A module of a package whose settings are all brought in, where, and which of them are made anew there."""

    module: str
    at: Location
    anew: frozenset[str]

    def may(self, do: str) -> str:
        """What cannot be told of them."""
        return f"the settings of {self.module}, which are outside the repository, may {do}"


class Inherited:
    """Such modules. What they set, the repository cannot tell."""

    def __init__(self, all: tuple[Base, ...]) -> None:
        self.all = all

    @classmethod
    def of(cls, files: Files, code: Code) -> Inherited:
        return cls(tuple(_bases(files, code)))

    def __iter__(self) -> Iterator[Base]:
        return iter(self.all)


def _bases(files: Files, code: Code) -> Iterator[Base]:
    for match, at in code.search(_BASE, "import", language="python"):
        package = match["package"]
        own = package in _FRAMEWORK or files.match(f"**/{package}/**/*.py", f"{package}/**/*.py", f"{package}.py")
        if _SETTINGS.search(match.string) and not own:
            yield Base(match["module"], at, frozenset(_ASSIGNED.findall(match.string)))
