"""Spring: which programs of Spring Boot start no web server, by what their build and the modules that it names bring in (starts.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from readylint.facts.files import File, Files
from readylint.knowledge import known, regex
from readylint.patterns import compiled

_NAMED = regex(r"project\(\s*(?:path\s*[:=]\s*)?[\"']:?(?:[\w.-]+:)*([\w.-]+)[\"']|<artifactId>([\w.-]+)</artifactId>|\bprojects\.([\w.]+)")


def _table() -> dict[str, Any]:
    return known("facts/starts")["spring"]  # type: ignore[no-any-return]


class Spring:
    """The programs of Spring Boot."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._builds = files.match(*_table()["builds"])

    def has_no_door(self, root: str) -> bool:
        """Whether a program consumes messages or runs by the clock, and nothing in its build or its code answers requests."""
        read = "\n".join(f.text for f in self._read(root))
        if not read or compiled(_table()["web"]).search(read) or any(self._holds(root, _table()["answers"])):
            return False
        settings = (f for f in self._files.match(*_table()["settings"]) if _is_in(f, root))
        if any(re.search(_table()["port"], f.text, re.MULTILINE) for f in settings):
            return False
        return bool(compiled(_table()["works"]).search(read)) or any(self._holds(root, _table()["does"]))

    def _holds(self, root: str, words: list[str]) -> Iterator[File]:
        return (f for f in self._files.with_words(*words) if _is_in(f, root))

    def _read(self, root: str) -> list[File]:
        """The builds of a folder, of those above it, and of the modules that they name, which stand in folders of these names."""
        found = [f for f in self._builds if not f.folder or f"{root}/".startswith(f"{f.folder}/")]
        for build in found:  # which grows
            named = {next(filter(None, match.groups())).rpartition(".")[2] for match in _NAMED.finditer(build.text)}
            found += [f for f in self._builds if f.folder.rpartition("/")[2] in named and f not in found]
        return found


def _is_in(file: File, root: str) -> bool:
    return not root or file.path.startswith(f"{root}/")
