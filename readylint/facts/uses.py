"""Uses: whether other code names the function that a place stands in. A middleware that nobody mounts does nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from readylint.facts.code import Code, Source
from readylint.facts.files import File, Files
from readylint.facts.handlers import block
from readylint.knowledge import known
from readylint.patterns import compiled

DEPTH = 3  # functions from one that holds a place to one that the app runs
COMMON = 25  # files that hold a name, beyond which it is taken for used
Span = tuple[int, int, str]


class Uses:
    """What the server code does with its own functions."""

    def __init__(self, files: Files, code: Code) -> None:
        self._files, self._code = files, code
        self._unread: dict[str, bool] = {}

    @classmethod
    def of(cls, files: Files, code: Code) -> Uses:
        return cls(files, code)

    def is_idle(self, source: Source, offset: int) -> bool:
        """Whether a place stands in a helper's module that nothing brings in, or in a middleware or function that only idle ones name."""
        if source.path not in self._unread:
            self._unread[source.path] = self._is_unread(source)
        return self._unread[source.path] or self._idle(source, offset, frozenset())

    def _is_unread(self, source: Source) -> bool:
        """Whether no file but tests and documents brings in a module, where modules lie that others have to."""
        brings = known("facts/uses").get(_shape(source), {}).get("brings")
        if not brings or not compiled(known("facts/uses")["modules"]["helpers"]).search(source.path) or self._loads_by_name:
            return False
        *above, folder, name = source.path.split("/")
        stem = name.partition(".")[0]
        if stem in ("index", "__init__"):
            folder, stem = (above or [""])[-1], folder
        wanted = re.compile(brings.replace("FOLDER", re.escape(folder)).replace("NAME", re.escape(stem)), re.MULTILINE)
        others = (f for f in self._files.own if f.kind in ("app", "config", "other") and f != source.file)
        return not any(wanted.search(f.text) for f in self._files.with_texts((stem,), tuple(others)))

    @cached_property
    def _loads_by_name(self) -> bool:
        """Whether modules may be loaded by a name that is put together."""
        return next(self._code.sources("import_module", "__import__", "iter_modules", "readdirSync", "import.meta.glob"), None) is not None

    def _idle(self, source: Source, offset: int, asked: frozenset[str]) -> bool:
        name = next((name for start, end, name in source.file.made(_spans) if start <= offset < end), "")
        if not name or name in known("facts/uses")["modules"]["called"] or len(asked) > DEPTH:
            return False
        return name in asked or all(self._idle(other, at, asked | {name}) for other, at in self._named(name, source))

    def _named(self, name: str, near: Source) -> Iterator[tuple[Source, int]]:
        """Where the code of its language names a function, its definition and what only hands the name on left out."""
        language = _shape(near)
        holding = [f for f in self._files.with_words(name, among=self._code.server) if _shape(self._code.source(f)) == language]
        if len(holding) > COMMON:
            yield near, -1
        for other in map(self._code.source, holding[:COMMON]):
            passed = handed_on(other.file)
            for match in re.finditer(rf"\b{re.escape(name)}\b", other.code):
                own = any(start <= match.start() < end for start, end, known_as in other.file.made(_spans) if known_as == name)
                if not own and not any(start <= match.start() < end for start, end in passed):
                    yield other, match.start()


def _shape(source: Source) -> str:
    table = known("facts/uses")
    language = table["alias"].get(source.language, source.language)
    return language if language in table else ""


def _spans(file: File) -> tuple[Span, ...]:
    """The functions of a file that other code has to name: start, end, name."""
    source: Source = file.made(Source)
    shape: dict[str, Any] = known("facts/uses").get(_shape(source), {})
    found = compiled(shape["middleware"], re.MULTILINE).finditer(source.code) if shape else ()
    blocks = ((block(source, m.start()), next(g for g in m.groups() if g)) for m in found)
    return tuple((b.start, b.end, name) for b, name in blocks if compiled(shape["like"]).search(b.text))


def handed_on(file: File) -> tuple[tuple[int, int], ...]:
    """The stretches of a file that bring names in or hand them on."""
    return file.made(_handed_on)


def _handed_on(file: File) -> tuple[tuple[int, int], ...]:
    source: Source = file.made(Source)
    lists = known("facts/uses").get(_shape(source), {}).get("lists")
    return tuple(m.span() for m in compiled(lists, re.MULTILINE).finditer(source.code)) if lists else ()
