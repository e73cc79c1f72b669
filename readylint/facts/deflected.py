"""Deflected: errors in Go whose text stays with the server though they are handed to what answers, and those made to be told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint.facts.brackets import block_end
from readylint.facts.code import Code, Source
from readylint.knowledge import known, regex

_ANSWERING = regex(r"^func\s+(?:\([^()\n]*\)\s*)?(?P<name>\w+)\([^{}\n]*?\b(?P<error>\w+)\s+error\b[^{}\n]*\{", re.MULTILINE)
_ASKS = regex(r"^\s*(?:if|case|switch|for|\}\s*else if)\b|\berrors\.(?:Is|As)\(")
_KNOWN = regex(r"\s*case\b[^\n]*(?:\b[eE]rr|Err[A-Z])")
_CHECKED = regex(r"\b[eE]rr\w*\s*:?=\s*[^\n]{0,80}(?i:validat)[^\n]{0,80}\n[^\n]{0,80}\n?[^\n]{0,80}\Z")


def deflecting(code: Code) -> tuple[str, ...]:
    """The functions of the app's own that are handed an error and tell nobody but the log what it says."""
    found = {name for source in code.sources("error", language="go") for name in source.each(_deflecting)}
    return tuple(sorted(found))


def is_deflected(code: str, at: int, told: str) -> bool:
    """Whether what is told is no error of any kind: it stands in a case that names which, any other was replaced before, or a validation
    of the input gave it."""
    start = code.rfind("\nfunc ", 0, at) + 1
    named = re.search(r"\w+", told)
    found = _CHECKED.search(code, max(start, at - 300), at) or (named and _is_replaced(code[start:at], named[0]))
    return bool(found or _of_a_case(code[start:at]))


def _of_a_case(code: str) -> bool:
    """Whether the end of a text stands in a case for some errors. Its lines are indented as gofmt does it."""
    *above, line = code.split("\n")
    depth = len(line) - len(line.lstrip("\t"))
    outer = next((one for one in reversed(above) if one.strip() and len(one) - len(one.lstrip("\t")) < depth), "")
    return bool(_KNOWN.match(outer))


def _deflecting(source: Source) -> Iterator[str]:
    logs = known("facts/answers")["told"]["logs"]
    for match in _ANSWERING.finditer(source.code):
        name, end = match["error"], block_end(source.code, match.end() - 1)
        told = re.finditer(rf"\n(?P<line>[^\n]*(?:\b{name}\.Error\(\)|[(:,]\s*{name}\s*[,)}}]))", source.code[match.end() : end])
        said = (t for t in told if not _ASKS.search(t["line"]) and not re.match(logs, t["line"].strip()))
        if all(is_deflected(source.code, match.end() + t.end(), name) for t in said):
            yield match["name"]


def _is_replaced(code: str, name: str) -> bool:
    """Whether an error that none of some cases names is replaced by one of the app's own."""
    return bool(re.search(rf"(?:\bdefault:|\belse\s*\{{)[ \t]*\n(?:[^\n]{{0,200}}\n){{0,2}}?[ \t]*{name}\s*=\s*[\w&]", code))
