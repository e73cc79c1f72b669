"""The methods of Ruby that run inside a transaction which another method of their file opens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint.facts.code import Source
from readylint.knowledge import regex

# a block that a transaction opens over lines or on one, a call that needs no brackets, and what a model runs in that of its own saving
_BLOCK = regex(
    r"^(?P<indent>[ \t]*)[^\n#]*\b(?:transaction|with_lock)\b[^\n#]*\bdo\b[^\n]*\n(?P<body>[\s\S]*?)^(?P=indent)end\b", re.MULTILINE
)
_ON_LINE = regex(r"\b(?:transaction|with_lock)(?:\([^()\n]*\))?[ \t]*\{[ \t]*(?P<body>[^{}\n]+)\}")
_BARE = regex(r"^[ \t]*(?:\w+\s*\|?\|?=\s*)?([a-z_]\w{3,})[!?]?(?=[ \t]*$|[ \t]+(?:if|unless)\b|\()", re.MULTILINE)
_SAVING = regex(r"^[ \t]*(?:before|after|around)_(?:save|create|update|destroy|validation)[ (]+(?P<names>:[^\n]+)", re.MULTILINE)
_METHOD = regex(r"^(?P<indent>[ \t]*)def[ \t]+(?:self\.)?(?P<name>\w+)[^\n]*\n(?P<body>[\s\S]*?)^(?P=indent)end\b", re.MULTILINE)


def called(source: Source) -> Iterator[str]:
    """What is called in the blocks that transactions open, brackets or none."""
    for pattern in (_BLOCK, _ON_LINE):
        for block in pattern.finditer(source.code):
            yield from _BARE.findall(block["body"])


def run_inside(source: Source) -> frozenset[str]:
    """The methods that are called so, by a model in that of its saving, or by another of them."""
    found = {*called(source), *(name for told in _SAVING.finditer(source.code) for name in re.findall(r":(\w+)", told["names"]))}
    if found:
        bodies = {method["name"]: method["body"] for method in _METHOD.finditer(source.code)}
        ahead = [*found]
        while ahead:
            fresh = set(_BARE.findall(bodies.get(ahead.pop(), ""))) & bodies.keys() - found
            found |= fresh
            ahead += fresh
    return frozenset(found)
