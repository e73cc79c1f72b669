"""Conditions: what decides whether a statement runs, told by the indentation of the lines around it."""

from __future__ import annotations

from collections.abc import Iterator

from readylint.knowledge import regex

_CONDITION = regex(r"^\W*(?:else|elif|elsif|if|unless|when|case|switch)\b")
_CLOSES = regex(r"\s*\)+\s*[{:]?\s*$")
_OUTSIDE = regex(r"(?i)\bis_?(?:dev|test|local)|\bdev(?:elopment)?\b|\bdebug\b|\blocal(?:host)?\b|\btest(?:ing)?\b|non-?prod")
_NEGATED = regex(r"(?i)\bnot\b|!|\bunless\b|\belse\b|==\s*false")
_PRODUCTION = regex(r"(?i)\bis_?prod|\bprod(?:uction)?\b")


def conditions(text: str, offset: int) -> Iterator[str]:
    """The conditions around an offset, told by indentation, the innermost first."""
    end = text.find("\n", offset)
    lines = text[max(0, offset - 8000) : end if end >= 0 else len(text)].split("\n")
    depth = len(lines[-1]) - len(lines[-1].lstrip())
    head: list[str] = []  # of several lines, whose last one is met first
    for line in reversed(lines[:-1]):
        indent = len(line) - len(line.lstrip())
        if head and (indent > depth or not line.strip()):
            head.append(line.strip())
            continue
        if line.strip() in ("", "{") or (indent >= depth and not head):
            continue
        depth = indent
        said, head = " ".join([line.strip(), *reversed(head)]), []
        if _CLOSES.match(line):
            head = [line.strip()]
        elif _CONDITION.match(line):
            yield said


def outside_production(text: str, offset: int) -> bool:
    """Whether the conditions around an offset say that it happens in development or tests only."""
    return any(is_outside(on) for on in conditions(text, offset))


def is_production(condition: str) -> bool:
    """Whether a condition holds in production."""
    return bool(_PRODUCTION.search(condition)) and not _NEGATED.search(condition)


def is_outside(condition: str) -> bool:
    """Whether a condition holds in development or tests only."""
    negated = bool(_NEGATED.search(condition))
    return negated if _PRODUCTION.search(condition) else not negated and bool(_OUTSIDE.search(condition))
