"""Personal: where the server code writes personal data to its log (personal.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.brackets import closed
from readylint.facts.code import Code, Source
from readylint.facts.conditions import outside_production
from readylint.facts.files import File
from readylint.facts.paths import unpackaged
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled
from readylint.secrets.place import words

_STRING = regex(r'(?P<before>[fF$@]{0,2})(?P<quote>"""|"|\x27|`)(?P<text>(?:\\.|(?!(?P=quote))[^\\])*)(?P=quote)', re.DOTALL)
_BRACED = regex(r"[#$]?\{([^{}]*)\}")
_NAMED = regex(r"\{\s*(\$[^{}]*)\}|\$(\w+)(?!\w*\{)")
NEAR = 400  # characters behind the beginning of a message in which a person is named
_OF_TYPE = regex(r"\b(?:typeof\([^()]*\)|GetType\(\))[?!]?\.$")
_OF_PERSONS = regex(r"(?i)e-?mail|phone|(?:first|last|full)_?name|surname|birth|patient|customer|(?:\.|->)to_?json")


class Leak(Struct, frozen=True):
    """Personal data in a message of the log: the expression as written."""

    what: str
    at: Location
    whole: bool = False  # a whole request or person


_FULL_NAME = regex(
    r"(?:(?!(?i:user|person|customer|patient|member|employee|author|profile|account|contact|client))\w{1,20}\.)?[fF]ull_?[nN]ame(?:\(\))?"
)
_OF_REPOSITORIES = regex(r"(?i)\bgithub\b|\brepo\w{0,20}(?:\(\))?\.full_?name\b")  # which GitHub calls so too


class Personal:
    """Personal data in the log of the server code."""

    def __init__(self, code: Code) -> None:
        self._code = code

    @classmethod
    def of(cls, code: Code) -> Personal:
        return cls(code)

    @cached_property
    def logged(self) -> tuple[Leak, ...]:
        """Each message of the log that holds personal data."""
        table = known("facts/personal")
        aside = compiled(table["aside"])
        languages = [*table["log"], *table["alias"]]
        found: list[Leak] = []
        for source in self._code.sources(*table["words"], language=languages):
            if not _OF_PERSONS.search(source.text) or aside.search(unpackaged(source.path)):
                continue
            if not words()["weak_profile"].search(source.text):
                found += source.file.made(_in_file)
        return tuple(found)


def _in_file(file: File) -> tuple[Leak, ...]:
    return tuple(_leaks(file.made(Source), known("facts/personal")))


def _leaks(source: Source, table: dict[str, Any]) -> Iterator[Leak]:
    value, unless, whole = (compiled(table["value"][key]) for key in ("is", "unless", "whole"))
    log = compiled(table["log"][table["alias"].get(source.language, source.language)], re.MULTILINE)
    near = ((m.end(), m.end() + NEAR) for m in log.finditer(source.text))
    if not any(_OF_PERSONS.search(source.text, *span) or whole.search(source.text, *span) for span in near):
        return  # cheap: comments are blanked only where it can matter
    for match, at in source.search(log):
        said = _expressions(_message(source.code, match), source.language)
        what = next((m[0] for m in value.finditer(said) if not unless.search(m[0]) and not _hidden(said, m.start(), unless)), "")
        found = None if what else whole.search(said)
        if not (what or found) or (_FULL_NAME.fullmatch(what) and _OF_REPOSITORIES.search(source.text)):
            continue
        if not outside_production(source.code, match.start()):  # the dearest question last
            yield Leak(found[0], at, whole=True) if found else Leak(what, at)


def _message(code: str, match: re.Match[str]) -> str:
    """What stands in the brackets of a call, or on its line where it has none."""
    if code[match.end() - 1] in "({":
        return code[match.end() : closed(code, match.end() - 1) - 1]
    end = code.find("\n", match.end())
    return code[match.end() : end if end >= 0 else len(code)]


def _expressions(message: str, language: str) -> str:
    """A message without its literal text: what is put into it remains."""

    def kept(match: re.Match[str]) -> str:
        before, quote, text = match["before"], match["quote"], match["text"]
        if language in ("javascript", "typescript", "tsx") and quote != "`":
            return '""'
        if language in ("python", "csharp") and not before:
            return '""'
        if language in ("go", "java") or (quote == "'" and language != "python"):
            return '""'
        pieces = [m[1] for m in _BRACED.finditer(text)]
        if language in ("kotlin", "php", "groovy", "scala"):
            pieces += [m[1] or m[2] for m in _NAMED.finditer(text)]
        return " + ".join(["", *(re.sub(r"[:!]\w*$", "", p) if language in ("python", "rust", "csharp") else p for p in pieces), ""])

    return _STRING.sub(kept, message)


def _hidden(said: str, start: int, unless: re.Pattern[str]) -> bool:
    """Whether the value stands in the brackets of a call that masks it, or only counts or checks it, or is of a type."""
    before = said[max(0, start - 60) : start]
    called = re.search(r"(?:!!|([\w.]+)\(\s*[\w.]*)$", before)
    if called is None:
        return bool(_OF_TYPE.search(before))
    return called[1] is None or bool(unless.search(called[1]) or re.search(r"(?i)\b(?:len|bool|boolean|count|type|typeof|id)$", called[1]))
