"""Querysets: queries that are only named where they stand, and sent by who asks for them."""

from __future__ import annotations

import re

from readylint.facts.code import Source
from readylint.facts.handlers import block
from readylint.knowledge import known, regex
from readylint.patterns import compiled

NEAR = 3000  # characters from a class to its attributes
_BEGUN = regex(r"^[ \t]*(class|(?:async[ \t]+)?def)\b", re.MULTILINE)


def only_named(source: Source, start: int, *, paged: bool) -> bool:
    """Whether a query is only named: a form's choices, an attribute of a class, or what a view of Django REST framework starts from that is
    `paged` by default."""
    code = source.code
    line = code[code.rfind("\n", 0, start) + 1 : start]
    if (re.match(r"\s*(?:for|if|elif)\b", line) and source.language != "go") or re.search(r"\w=$", line.rstrip()):
        return True
    if re.match(r"\s+\w+_queryset\s*=\s*$", line):
        return [m[1] for m in _BEGUN.finditer(code, max(start - NEAR, 0), start)][-1:] == ["class"]
    return bool(re.match(r"\s+queryset\s*=\s*$", line)) and _starts_a_view(source, start, paged)


def _starts_a_view(source: Source, start: int, paged: bool) -> bool:
    """Whether no list of all its rows comes of a view's query."""
    begun, view = source.code.rfind("\nclass ", 0, start), known("facts/lists")["view"]
    head = block(source, begun + 1).text if begun >= 0 else ""
    return not compiled(view["lists"]).search(head.split("\n")[0]) or paged or bool(compiled(view["apart"]).search(head))
