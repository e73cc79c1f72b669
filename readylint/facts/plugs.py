"""Plugs: what stands before the actions of Phoenix's controllers, and before the routes of its scopes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from readylint.facts.code import Source
from readylint.facts.routes import Route
from readylint.knowledge import regex

_CHANGES = {"create": "POST", "update": "PUT", "delete": "DELETE"}
_STATEMENT = regex(r"[^\n]*(?:,[ \t]*\n[^\n]*)*")
_CHOSEN = regex(r"\b(?P<how>only|except):\s*\[(?P<names>[^\]]*)\]")
_PLUG = regex(r"^[ \t]*plug[ (]+(?P<name>[\w.:]+)(?P<rest>[^\n]*(?:,[ \t]*\n[^\n]*)*)", re.MULTILINE)
_WHEN = regex(r"\bwhen\s+\w+\s+(?P<but>not\s+)?in\s+\[(?P<names>[^\]]*)\]")
_LOADS = regex(r"(?i)^:?(?:[\w.]*\.)?(?:fetch|put|assign|load|verify_?header|verify_?session)")
_PIPELINE = regex(r"^([ \t]*)pipeline[ (]+:(?P<name>\w+)[^\n]*\bdo\b(?P<body>[\s\S]*?)^\1end\b", re.MULTILINE)
_THROUGH = regex(r"^(?P<indent>[ \t]*)pipe_through[ (]+(?P<names>\[[^\]]*\]|:\w+)", re.MULTILINE)
_ATOM = regex(r":(\w+)")


def changing(route: Route, offset: int) -> tuple[Route, ...]:
    """The routes of `resources` that change data, one an action; any other route is itself."""
    statement = _STATEMENT.match(route.source.code, offset) if route.source and route.method == "RESOURCES" else None
    if statement is None:
        return (route,)
    chosen = _CHOSEN.search(statement[0])
    named = frozenset(_ATOM.findall(chosen["names"])) if chosen else frozenset()
    kept = [a for a in _CHANGES if not chosen or (a in named) == (chosen["how"] == "only")]
    return tuple(replace(route, method=_CHANGES[action], handler=f"{route.handler}, :{action}") for action in kept)


def before(source: Source, action: str) -> str:
    """The names of the plugs that a controller puts before one of its actions; what only loads the user is left out."""
    return " ".join(name for name, rest in _plugs(source.code) if _stands(rest, action))


def through(source: Source) -> Iterator[tuple[int, int, str]]:
    """Each `pipe_through`: where it begins, where its scope ends, and the names of its pipelines and of their plugs."""
    code = source.code
    pipelines = {m["name"]: " ".join(name for name, _ in _plugs(m["body"])) for m in _PIPELINE.finditer(code)}
    for match in _THROUGH.finditer(code):
        names = _ATOM.findall(match["names"])
        left = re.compile(rf"\n[ \t]{{0,{max(0, len(match['indent']) - 1)}}}end\b").search(code, match.end())
        told = " ".join(f":{name} {pipelines.get(name, '')}" for name in names)
        yield match.start(), left.start() if left else len(code), told


def _plugs(code: str) -> Iterator[tuple[str, str]]:
    return ((m["name"], m["rest"]) for m in _PLUG.finditer(code) if not _LOADS.search(m["name"]))


def _stands(rest: str, action: str) -> bool:
    when = _WHEN.search(rest)
    return when is None or (action in _ATOM.findall(when["names"])) != bool(when["but"])
