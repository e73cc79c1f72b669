"""Coverage: settings that make a project's test command measure, the table coverage.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct

from readylint.facts.brackets import spaces
from readylint.facts.files import File, Files
from readylint.facts.pipelines import Pipelines
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_ANY = ("app", "config", "other", "test")
_COMMENT = regex(r"(?<![:\"'\w])//[^\n]*|/\*.*?\*/|<!--.*?-->|^[ \t]*[#;][^\n]*|^=begin\b.*?^=end\b", re.DOTALL | re.MULTILINE)
_CONDITION = regex(r"\b(if|unless)\b[^\n]*?ENV(?:\.fetch|\.key\?)?\s*[\[(]\s*[\"'](\w+)(?:[^\n]*?(\.(?:nil|blank|empty)\?))?")
_ALWAYS = frozenset(
    ["CI", "GITHUB_ACTIONS", "CONTINUOUS_INTEGRATION", "GITLAB_CI", "CIRCLECI", "TRAVIS"]
)  # set by every provider, or by its own


class Measured(Struct, frozen=True):
    """A setting that measures coverage whenever the tests run."""

    tool: str
    at: Location


class Coverage(Struct, frozen=True):
    """Coverage that the project's own settings switch on."""

    settings: tuple[Measured, ...]

    @classmethod
    def of(cls, files: Files, pipelines: Pipelines) -> Coverage:
        found = (m for row in _table() for f in files.match(*row["files"], kinds=_ANY) for m in _found(files, f, row, pipelines))
        return cls(tuple(found))


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, Any], ...]:
    return tuple(known("facts/coverage")["setting"])


def _found(files: Files, file: File, row: dict[str, Any], pipelines: Pipelines) -> Iterator[Measured]:
    if not compiled(row["pattern"], re.M).search(file.text):
        return  # before the comments are blanked, which costs more
    text = _COMMENT.sub(lambda m: spaces(m[0]), file.text)
    for match in compiled(row["pattern"], re.M).finditer(text):
        condition = _condition(text, match.start()) if row.get("unless") else None
        if not condition or _is_set(files, condition[2], pipelines) == ((condition[1] == "if") != bool(condition[3])):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield Measured(row["tool"], file.place(match.end() - 1 if row["tool"] == "pytest-cov" else start))


def _condition(text: str, offset: int) -> re.Match[str] | None:
    """Where a variable decides whether a statement runs: in its own modifier, or that of the block it stands in."""
    line = text[offset : text.find("\n", offset) if "\n" in text[offset:] else len(text)]
    if found := _CONDITION.search(line):
        return found
    indent = len(line) - len(line.lstrip())
    for above in reversed(text[:offset].split("\n")):
        if above.strip() and len(above) - len(above.lstrip()) < indent:
            return _CONDITION.search(above)
    return None


def _is_set(files: Files, variable: str, pipelines: Pipelines) -> bool:
    """Whether CI runs with this variable."""
    if variable in _ALWAYS:
        return bool(pipelines)
    paths = {p.path for p in pipelines} | {c.at.path for c in pipelines.entries}
    return any(re.search(rf"\b{variable}\b\s*[:=]", f.text) for path in paths if (f := files.get(path)))
