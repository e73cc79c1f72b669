"""Validators: FluentValidation's, and schemas of JavaScript, which bound what a query carries to its handler."""

from __future__ import annotations

import re

from readylint.facts.code import Code, Source
from readylint.knowledge import known, regex

_STRUCTURE = regex(r"\b([A-Z]\w+)\b")
_OF = regex(r"\bAbstractValidator<(?P<of>\w+)>")


def bound(code: Code, name: str, text: str, near: Source) -> bool:
    """Whether a validator bounds a size: one of a query that the text makes or takes, or a schema that stands beside a handler."""
    if near.language in ("javascript", "typescript"):
        return bool(re.search(known("facts/lists")["uncapped"]["validated_beside"].format(name=re.escape(name)), near.code))
    if near.language == "rust":
        return _by_structure(code, name, near)
    if near.language != "csharp":
        return False
    rule = re.compile(known("facts/lists")["uncapped"]["validated"].format(name=re.escape(name)))
    found = ((m["of"], source) for source in code.sources("AbstractValidator", language="csharp") for m in _OF.finditer(source.code))
    return any(re.search(rf"\b{re.escape(of)}\b", text) and rule.search(source.code) for of, source in found)


def _by_structure(code: Code, name: str, near: Source) -> bool:
    """Whether a structure that the file names says how large a size may be: `#[validate(range(max = 100))]` above its field."""
    ruled = re.compile(known("facts/lists")["uncapped"]["validated_field"].format(name=re.escape(name)))
    named = set(_STRUCTURE.findall(near.code))
    return any(m["of"] in named for source in code.sources("validate", language="rust") for m in ruled.finditer(source.code))
