"""Carried: errors whose text is put, where they are caught, into what the function answers with further down."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from msgspec import Struct

from readylint.facts.caught import Caught, statement_end
from readylint.facts.code import Source
from readylint.knowledge import known, regex

FAR = 4000  # characters of one function, at most
_KEPT = regex(
    r"(?m)^[ \t]*(?:(?:const|let|var)[ \t]+)?\$?(?!self\b|this\b)(?P<name>[A-Za-z_]\w*)(?:\.\w+|->\w+|\[[^\]\n]*\])*[ \t]*:?=(?![=>])"
)
# Flask: what the app's own handlers make of the error
_HANDLED = regex(r"[ \t]*(?:\w+\.){0,3}handle_(?:user_|http_)?exception\(")
_NAMED = regex(r"(?m)^[ \t]*(?:final[ \t]+)?(?:(?:const|let|var|val|[A-Z]\w*)[ \t]+)?(\w{1,40})(?:[ \t]*:[ \t]*\w+)?[ \t]*=[ \t]*\Z")
_NEXT = regex(
    r"(?m)^(?:\}|[ \t]*(?:async[ \t]+)?(?:def|function|class)\b|[ \t]*@\w|[ \t]*(?:public|private|protected|static|export)\b"
    r"|\w+\.(?:get|post|put|patch|delete|use|route)\()"
)


class Carried(Struct, frozen=True):
    """The text of an error under a name; `end`: how far the name reaches."""

    name: str
    at: int
    end: int
    what: str

    def sent(self, answer: str) -> bool:
        """Whether an answer gives the value of the name away (a key of that name is none)."""
        return bool(_value(self.name).search(answer))


def carried(source: Source, start: int, end: int, told: Callable[[str], re.Match[str] | None]) -> Iterator[Carried]:
    """What the assignments between two offsets keep of an error."""
    code = source.code
    for kept in _KEPT.finditer(code, start, end):
        found = told(code[kept.end() - 1 : min(statement_end(code, kept.end()), end)])
        if found and not _HANDLED.match(code, kept.end()):
            over = _NEXT.search(code, end, end + FAR)
            yield Carried(kept["name"], kept.end() - 1 + found.start(), over.start() if over else min(len(code), end + FAR), found[0])


@lru_cache(maxsize=500)
def _value(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:[:,(=]\s*&?|\{{\s*|\$\{{|\$|#\{{|\.\.\.|\*\*|\breturn\s+){re.escape(name)}\s*(?:[,)}}\n]|\Z)")


def kept_aside(scope: Caught, told: re.Match[str], ended: re.Pattern[str]) -> bool:
    """Whether the text of an error gets a name of its own that nothing reads after it but lines of the log, and those under a guard."""
    code = scope.source.code
    kept = _NAMED.search(code, code.rfind("\n", 0, told.start()) + 1, told.start())
    if not kept or told.re.search(code, told.end(), code.find("\n", told.end())):
        return False
    uses = list(re.finditer(rf"\b{kept[1]}\b(?!\s*=(?![=>]))", code[told.end() : scope.end]))
    logs = known("facts/answers")["told"]["logs"]
    for use in uses:
        at = told.end() + use.start()
        begun = max((m.end() for m in ended.finditer(code, told.start(), at)), default=told.end())
        line = code[code.rfind("\n", 0, at) + 1 : code.find("\n", at)]
        if not re.search(logs, code[begun:at]) and not scope.guards.search(line):
            return False
    return bool(uses)


def unraised(code: str, start: int, end: int) -> bool:
    """Whether an error that is made at a place, and not thrown there, goes to the log, or by a name that nothing hands on."""
    if not code.startswith("new", start):
        return False
    line = code.rfind("\n", 0, start) + 1
    before = code[line:start]
    if kept := _NAMED.search(code, line, start):
        return not re.search(rf"\b(?:throw|return|yield)\s+{kept[1]}\b|\b(?:next|rej\w*|cb|callback|done)\(\s*{kept[1]}\b", code[start:end])
    return before.count("(") > before.count(")") and bool(re.search(known("facts/answers")["told"]["logs"], before))
