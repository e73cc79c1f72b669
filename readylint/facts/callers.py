"""Callers: whether anything of the app calls the functions that a place stands in (callers.toml). What is only defined does nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from readylint.facts.brackets import closed
from readylint.facts.code import Code, Source
from readylint.facts.files import File, Files
from readylint.facts.handlers import block, family
from readylint.facts.uses import handed_on
from readylint.knowledge import known, regex
from readylint.patterns import compiled, passing

MOST = 60  # functions that lead to a place, beyond which it is taken for reached
COMMON = 25  # files that hold a name, beyond which it is taken for called
_BEGINS = regex(r"[^\n{;=]{0,300}(?:\n[ \t]*(?:where|throws|:)[^\n{;=]{0,300}){0,3}(?:\n\s{0,80})?[{=]")
Span = tuple[int, int, int, str]  # start and end of a function, where its name stands, and the name


class Callers:
    """Who calls the functions of the server's code."""

    def __init__(self, files: Files, code: Code) -> None:
        self._files, self._code = files, code
        self._reached: dict[tuple[str, int], bool] = {}

    @classmethod
    def of(cls, files: Files, code: Code) -> Callers:
        return cls(files, code)

    def reach(self, source: Source, offset: int) -> bool:
        """Whether the function around a place is called: by other code, by a framework, or by what runs a job."""
        if (place := (source.path, offset)) not in self._reached:
            self._reached[place] = self._reach(source, offset)
        return self._reached[place]

    def _reach(self, source: Source, offset: int) -> bool:
        """Goes up from function to function, to each once."""
        above, seen = [(source, offset)], set[tuple[str, int]]()
        while above:
            near, at = above.pop()
            around = next((span for span in near.file.made(_functions) if span[0] <= at < span[1]), None)  # the outermost
            if around is None or len(seen) > MOST or self._is_run(near, around):
                return True
            if (near.path, around[0]) not in seen:
                seen.add((near.path, around[0]))
                above += self.naming(around[3], near)
        return False

    def _is_run(self, source: Source, span: Span) -> bool:
        """Whether something else than the app's own code calls a function."""
        table, name = known("facts/callers")["usual"], span[3]
        if name in table["names"] or compiled(table["paths"]).search(source.path) or _is_hooked(source, span[0]):
            return True
        return self._is_configured(name)

    def naming(self, name: str, near: Source) -> Iterator[tuple[Source, int]]:
        """Where the server's code of the same family names something, but for where it is defined, promised, brought in or handed on."""
        holding = [f for f in self._files.with_words(name, among=self._code.server) if family(f.language) == family(near.language)]
        if len(holding) > COMMON:
            yield near, -1
            return
        for other in map(self._code.source, holding):
            apart = (*handed_on(other.file), *_promised(other, name))
            defined = {at for _, _, at, known_as in other.file.made(_functions) if known_as == name}
            for match in re.finditer(rf"\b{re.escape(name)}\b", other.code):
                if match.start() not in defined and not any(start <= match.start() < end for start, end in apart):
                    yield other, match.start()

    def _is_configured(self, name: str) -> bool:
        """Whether what is no code names it: a schedule, a workflow, a template."""
        others = [f for f in self._files.own if f.kind in ("config", "other")]
        return any(True for _ in self._files.with_texts((name,), others))


def _functions(file: File) -> tuple[Span, ...]:
    pattern = known("facts/callers")["function"].get(family(file.language))
    source: Source = file.made(Source)
    return tuple(_spans(source, pattern)) if pattern else ()


def _spans(source: Source, pattern: str) -> Iterator[Span]:
    for match in compiled(pattern, re.MULTILINE).finditer(source.code):
        group = next(n for n, text in enumerate(match.groups(), 1) if text)
        start = match.end() - len(match[0].lstrip())
        yield start, _end(source, start, match.end()), match.start(group), match[group]


def _end(source: Source, start: int, named: int) -> int:
    """Where a function ends: what an interface only promises has no block."""
    code = source.code
    if family(source.language) in known("facts/callers")["usual"]["promise"] and not _BEGINS.match(code, closed(code, named - 1)):
        return named
    return block(source, start).end


def _promised(source: Source, name: str) -> Iterator[tuple[int, int]]:
    pattern = known("facts/callers")["promised"].get(family(source.language))
    wanted = passing(pattern.replace("NAME", re.escape(name)), re.MULTILINE) if pattern else None
    yield from (match.span() for match in wanted.finditer(source.code)) if wanted else ()


def _is_hooked(source: Source, start: int) -> bool:
    """Whether what stands above a function makes something else call it."""
    table: dict[str, Any] = known("facts/callers")["usual"]
    for line in reversed(source.code[: source.code.rfind("\n", 0, start) + 1].split("\n")[-9:-1]):
        if not re.match(table["calls"], line):
            return False
        if not compiled(table["tasks"]).search(line):
            return True
    return False
