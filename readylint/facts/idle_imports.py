"""Idle imports: what a file brings in and never names again. A router is then mounted nowhere, a schema never asked."""

from __future__ import annotations

import re

from readylint.facts.files import File
from readylint.knowledge import known, regex
from readylint.patterns import compiled

_SCRIPT = regex(
    r"\b(?:const|let|var)\s+(?P<names>\w+|\{[^{}]{1,600}\})\s*=\s*(?:await\s+)?(?:require|import)\(\s*"
    r"""["'](?P<path>[^"'\n]{1,200})["']\s*\)(?!\s*[.(\[])"""
    r"""|\bimport\s+(?P<names2>[\w\s{},*$]{1,800}?)\s+from\s*["'](?P<path2>[^"'\n]{1,200})["']"""
)
_PYTHON = regex(
    r"^[ \t]*from[ \t]+(?P<path>[.\w]+)[ \t]+import[ \t]+(?P<names>\([^)]{0,4000}\)|(?:[^\n\\]|\\\n?){0,2000})", re.MULTILINE
)
_NAME = regex(r"(?:(?P<real>[\w*]+)(?:\s+as\s+|\s*:\s*))?(?P<bound>[A-Za-z_$][\w$]*)\s*(?=[,})#\n]|\Z)")
_COMMENTED = regex(r"[ \t]*(?://|\*|#)")


def waits(file: File) -> bool:
    """Whether a module does nothing by being brought in: it makes a router for others to mount, or of JavaScript only defines things."""
    row = known("facts/orphans")["python" if file.language == "python" else "scripts"]
    runs = compiled(row["runs_at_all"], re.MULTILINE) if "runs_at_all" in row else None
    if runs is None or runs.search(file.text):
        return bool(compiled(row["router"]).search(file.text)) and not compiled(row["registers"]).search(file.text)
    return not compiled(row["registers"]).search(file.text)


def bound(file: File) -> tuple[tuple[str, str, str], ...]:
    """What a file brings in by name: the path of the module, the name there, and the name that it has here."""
    found = []
    for match in (_PYTHON if file.language == "python" else _SCRIPT).finditer(file.text):
        told = match.groupdict()
        path, names = told["path"] or told.get("path2") or "", told["names"] or told.get("names2") or ""
        found += [(path, name["real"] or name["bound"], name["bound"]) for name in _NAME.finditer(names.strip())]
    return tuple(found)


def names_again(file: File, names: set[str]) -> bool:
    """Whether a file names one of these beside where it brings it in, comments left out."""
    return any(name in line for line in file.made(_own_lines) for name in names)


def _own_lines(file: File) -> tuple[str, ...]:
    """The lines of a file, without comments and without what brings others in."""
    rest = (_PYTHON if file.language == "python" else _SCRIPT).sub("", file.text)
    return tuple(line for line in rest.split("\n") if line.strip() and not _COMMENTED.match(line))
