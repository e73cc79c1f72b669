"""Paths that a route takes from a constant or a setting of another file."""

from __future__ import annotations

import re

from readylint.facts.code import Code
from readylint.facts.route_reader import Written
from readylint.knowledge import regex

_WORDS = regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")


def constant(code: Code, route: Written) -> str:
    """The one path that a route's constant has anywhere in the code: `HealthURI = "/healthz"`, or as a setting's default
    `"api.health_uri", "/healthz"`; "" where there is none, or more than one."""
    words = "_?".join(_WORDS.findall(route.constant.rpartition(".")[2]))
    if not words:
        return ""
    given = re.compile(rf"(?i)\b{words}\b\"?\s*(?:string\s*)?[,:=]=?\s*[\"'`](/[^\"'`\n]*)[\"'`]")
    if route.source.language == "csharp":  # where a path may begin without a slash
        given = re.compile(rf"\b(?:const|readonly)\s+string\s+{words}\s*=\s*\"([^\"\n]*)\"")
    found = {match[1] for match, _ in code.search(given, language=route.source.language)}
    return found.pop() if len(found) == 1 else ""
