"""Clojure: deps.edn and Leiningen's project.clj, read as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint.facts.brackets import spaces
from readylint.facts.comments import LEXED
from readylint.facts.dependency import Dependency, Manifest, is_exact
from readylint.facts.files import File
from readylint.facts.structured import Structured
from readylint.knowledge import regex

_NAME = r"([A-Za-z][\w.*+!?-]{0,100}(?:/[\w.*+!?-]{1,100})?)"
_DEPS = regex(rf"{_NAME}\s{{1,80}}(?:\^\S{{1,80}}\s{{1,80}})?\{{([^{{}}]{{0,4000}})\}}")
_FROM = regex(r':(?:mvn/version|git/tag|git/sha|sha|(local/root))\s{1,20}"([^"\n]+)"')
_LEIN = regex(rf'\[\s{{0,80}}{_NAME}\s{{1,80}}"([^"\n]{{1,100}})"')
_SECTION = regex(r":(aliases|profiles|plugins|repl-options|managed-dependencies)\s{0,80}[\[{]")
_TOKEN = regex(r'"(?:\\.|[^"\\])*"|[\[\]{}()]')
_GROUPS = {"aliases": "dev", "profiles": "dev", "repl-options": "dev", "plugins": "build", "managed-dependencies": "managed"}


def clojure(file: File, structured: Structured) -> Manifest:
    """What an app of Clojure declares: by the map of deps.edn, or by the vectors of a `defproject`."""
    text = LEXED["clojure"].sub(lambda m: m[1] or spaces(m[0]), file.text)
    tool = "Clojure CLI" if file.path.endswith(".edn") else "Leiningen"
    found = _edn(file, text) if tool == "Clojure CLI" else _leiningen(file, text)
    return Manifest(file.path, "maven", tool, file.at, tuple(found))


def _edn(file: File, text: str) -> Iterator[Dependency]:
    sections = tuple(_sections(text))
    for m in _DEPS.finditer(text):
        if source := _FROM.search(m[2]):
            yield _dependency(file, m, "" if source[1] else source[2], sections)


def _leiningen(file: File, text: str) -> Iterator[Dependency]:
    sections = tuple(_sections(text))
    for m in _LEIN.finditer(text):
        yield _dependency(file, m, m[2], sections)


def _dependency(file: File, m: re.Match[str], version: str, sections: tuple[tuple[int, int, str], ...]) -> Dependency:
    group, _, artifact = m[1].rpartition("/")
    used = next((group for start, end, group in sections if start <= m.start() < end), "runtime")
    return Dependency("maven", f"{group or artifact}:{artifact}", version, used, file.place(m.start(1)), is_exact("maven", version))


def _sections(text: str) -> Iterator[tuple[int, int, str]]:
    """The stretches whose dependencies the app does not run with, up to the bracket that closes them."""
    end = 0
    for m in _SECTION.finditer(text):
        if m.start() < end:
            continue
        end = _closed(text, m.end() - 1)
        yield m.start(), end, _GROUPS[m[1]]


def _closed(text: str, opened: int) -> int:
    depth = 0
    for token in _TOKEN.finditer(text, opened):
        depth += {"[": 1, "{": 1, "(": 1, "]": -1, "}": -1, ")": -1}.get(token[0], 0)
        if depth <= 0:
            return token.end()
    return len(text)
