"""The private methods of Java, C# and their kin that run inside a transaction which the methods of their file that call them open."""

from __future__ import annotations

import re

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


class _Method(Struct, frozen=True):
    name: str
    private: bool
    guarded: bool
    calls: frozenset[str]


def run_inside(source: Source, transaction: str) -> frozenset[str]:
    """The names of private methods that nothing calls outside a transaction."""
    methods = _methods(source, transaction)
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


def _methods(source: Source, transaction: str) -> list[_Method]:
    code, heads = source.code, list(_HEAD.finditer(source.code))
    begins = [*(annotated(code, head.start()) for head in heads), len(code)]
    opens = compiled(transaction)
    found = []
    for head, begin, end in zip(heads, begins, begins[1:], strict=False):
        calls = frozenset(c["name"] or c["given"] for c in _CALLED.finditer(code, head.end(), end))
        private = "private" in (head["marks"] or "")
        found.append(_Method(head["name"] or head["bare"], private, bool(opens.search(code, begin, end)), calls))
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
