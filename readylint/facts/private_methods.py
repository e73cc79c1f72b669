"""The private methods of Java, C# and their kin that run inside a transaction which the methods of their file that call them open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from msgspec import Struct

from readylint.facts.code import Source
from readylint.knowledge import regex
from readylint.patterns import compiled

LANGUAGES = frozenset(("java", "kotlin", "csharp", "php", "typescript"))
_MARKS = r"(?:public|private|protected|internal|override|static|final|open|suspend|async|virtual|readonly)"
_HEAD = regex(
    rf"^[ \t]*(?:(?P<marks>(?:{_MARKS}[ \t]+)+)[^\n;={{}}()]{{0,160}}?\b(?P<name>\w+)[ \t]*\("
    r"|(?:void|fun|function|[A-Z]\w*(?:<[^\n()]{0,80}>)?)[ \t]+(?P<bare>\w+)[ \t]*\([^\n;]*\{[ \t]*$)",
    re.MULTILINE,
)
_CALLED = regex(r"(?:(?<![\w.>:])|\bthis\.|\$this->|\bself::)(?P<name>\w+)[ \t]*\(|\bthis::(?P<given>\w+)")

# the names of what is called, by itself and of something; where a function begins, and what may stand before its head
_NAMES = regex(r"\b([a-zA-Z_]\w{3,})[!?]?\s*\(")
_RECEIVED = regex(r"\b([a-zA-Z]\w{3,})(?:->|\.)(\w+)\s*\(")
_NEXT = regex(r"\b(?:function|def|defp|fun|func|fn|public|private|protected|void)\s+[\w.<>\[\], ]*\w\s*\(")
_BEFORE = regex(r"(?:\([^()]*\)|\s+|@\w[\w.]*|\b(?:override|suspend|open|final|static|async|public|private|protected|internal)\b)*")


class _Method(Struct, frozen=True):
    name: str
    private: bool
    guarded: bool
    calls: frozenset[str]


def run_inside(source: Source, transaction: str, called: Set[str] = frozenset()) -> frozenset[str]:
    """The names of private methods that nothing calls outside a transaction; `called` are those that other files call inside one."""
    methods = _methods(source, transaction, called)
    inside: set[str] = set()
    while True:
        fresh = {m.name for m in methods if m.private and not m.guarded and m.name not in inside and _is_covered(m.name, methods, inside)}
        if not fresh:
            return frozenset(inside)
        inside |= fresh


def _is_covered(name: str, methods: list[_Method], inside: set[str]) -> bool:
    """Whether all that call a private method have a transaction, or run inside one; overloads of its name aside."""
    callers = [m for m in methods if name in m.calls and not (m.private and m.name == name)]
    return bool(callers) and all(m.guarded or (m.private and m.name in inside) for m in callers)


def _methods(source: Source, transaction: str, called: Set[str]) -> list[_Method]:
    code, heads = source.code, list(_HEAD.finditer(source.code))
    begins = [*(annotated(code, head.start()) for head in heads), len(code)]
    opens = compiled(transaction)
    found = []
    for head, begin, end in zip(heads, begins, begins[1:], strict=False):
        calls = frozenset(c["name"] or c["given"] for c in _CALLED.finditer(code, head.end(), end))
        private = "private" in (head["marks"] or "")
        name = head["name"] or head["bare"]
        guarded = bool(opens.search(code, begin, end)) or not called.isdisjoint((name, known_as(source.path, name)))
        found.append(_Method(name, private, guarded, calls))
    return found


def annotated(code: str, start: int) -> int:
    """Where the annotations or decorators begin that stand above what starts in a line."""
    lines = code[:start].split("\n")
    kept = len(lines[-1])
    for line in reversed(lines[:-1]):
        if not line.strip().startswith(("@", "#[")):
            break
        kept += len(line) + 1
    return start - kept


def known_as(path: str, name: str) -> str:
    """The name of a file, which is its class's, and that of one of its functions."""
    return f"{path.rpartition('/')[2].partition('.')[0].removesuffix('Impl')}.{name}".lower()


def called_inside(source: Source, transaction: str) -> Iterator[str]:
    """The names that are called in the functions of a file with a transaction of their own."""
    for match in compiled(transaction).finditer(source.code):
        start, end = match.end(), _NEXT.search(source.code, match.end(), match.end() + 2500)
        if end and _BEFORE.fullmatch(source.code, start, end.start()):  # the head of the function that the mark is for
            start, end = end.end(), _NEXT.search(source.code, end.end(), end.end() + 2500)
        yield from _NAMES.findall(source.code, start, ahead := end.start() if end else start + 2500)
        for who, what in _RECEIVED.findall(source.code, start, ahead):
            typed = re.search(rf"\b([A-Z]\w+?)(?:Interface|Impl)?[ \t]+\$?{who}\b", source.code)
            yield f"{typed[1] if typed else who}.{what}".lower()
