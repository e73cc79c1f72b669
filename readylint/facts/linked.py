"""Linked: calls that are chained to one another."""

from __future__ import annotations

from readylint.facts.brackets import closed
from readylint.facts.code import Source
from readylint.facts.handlers import Body
from readylint.knowledge import regex

_LINK = regex(r"\s*\.(?P<name>\w+)\(")


def queried(source: Source, at: int) -> Body | None:
    """What a procedure of tRPC asks for: the last of the calls that are chained to it; none where it changes something."""
    while link := _LINK.match(source.code, at):
        at = closed(source.code, link.end() - 1)
        if link["name"] in ("query", "mutation", "subscription"):
            return Body(source, link.start(), at) if link["name"] == "query" else None
    return None


def called_after(code: str, end: int) -> int:
    """Where the calls end that are chained to a query, be what they take as long as it may."""
    while link := _LINK.match(code, end):
        end = closed(code, link.end() - 1)
    return end
