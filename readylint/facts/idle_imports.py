"""Idle imports: what a file brings in and never names again. A router is then mounted nowhere, a schema never asked."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from readylint.facts.files import File, Files
from readylint.knowledge import known, regex
from readylint.patterns import compiled

_SCRIPT = regex(
    r"\b(?:const|let|var)\s+(?P<names>\w+|\{[^{}]{1,600}\})\s*=\s*(?:await\s+)?(?:require|import)\(\s*"
    r"""["'](?P<path>[^"'\n]{1,200})["']\s*\)(?!\s*[.(\[])"""
    r"""|\bimport\s+(?P<names2>[\w\s{},*$]{1,800}?)\s+from\s*["'](?P<path2>[^"'\n]{1,200})["']"""
)
PYTHON = regex(
    r"^[ \t]*from[ \t]+(?P<path>[.\w]+)[ \t]+import[ \t]+(?P<names>\([^)]{0,4000}\)|(?:[^\n\\]|\\\n?){0,2000})", re.MULTILINE
)
_NAME = regex(r"(?:(?P<real>[\w*]+)(?:\s+as\s+|\s*:\s*))?(?P<bound>[A-Za-z_$][\w$]*)\s*(?=[,})#\n]|\Z)")
_COMMENTED = regex(r"[ \t]*(?://|\*)")
_COMMENTED_PYTHON = regex(r"[ \t]*#")


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
    for match in (PYTHON if file.language == "python" else _SCRIPT).finditer(file.text):
        told = match.groupdict()
        path, names = told["path"] or told.get("path2") or "", told["names"] or told.get("names2") or ""
        found += [(path, name["real"] or name["bound"], name["bound"]) for name in _NAME.finditer(names.strip())]
    return tuple(found)


def waiting(files: Files, languages: Container[str]) -> frozenset[str]:
    """The paths of the modules of these languages that wait for others to use what they define."""
    return frozenset(f.path for f in files.code if f.language in languages and f.made(waits))


def unnamed(file: File, names: Mapping[str, set[str]]) -> Iterator[str]:
    """The paths of which a file names nothing beside where it brings them in, comments left out; `names`: what it has of each."""
    rest = file.asked(_rest) if names else ""
    return (path for path, own in names.items() if not any(name in rest for name in own))


def _rest(file: File) -> str:
    """The lines of a file, without comments and without what brings others in."""
    brings, commented = (PYTHON, _COMMENTED_PYTHON) if file.language == "python" else (_SCRIPT, _COMMENTED)
    return "\n".join(line for line in brings.sub("", file.text).split("\n") if not commented.match(line))
