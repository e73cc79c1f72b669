"""Retold: errors of the app's own whose message a handler of theirs sends to clients, and where they are raised with the text of another
error (answers.toml, `retold`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from readylint.facts.brackets import arguments, indented_end
from readylint.facts.caught import Caught
from readylint.facts.code import Code, Source
from readylint.knowledge import known
from readylint.patterns import compiled

_DEEP = 3  # kinds of kinds of an error


def retold(code: Code) -> tuple[str, ...]:
    """The classes of the app whose message goes to clients, those that come from them with them."""
    rules = _rules()
    found = {name for source in code.sources(*rules["words"], language="python") for name in source.each(_handled)}
    wide = compiled(known("facts/answers")["caught"]["python"]["any"])
    handled = {name for name in found if not wide.fullmatch(name)}  # what a handler of any error tells is its own matter
    own: set[str] = set()
    for _ in range(_DEEP if handled else 0):
        kinds = {kind for source in code.sources(*sorted(handled | own), language="python") for kind in source.each(_kinds)}
        more = {name for name, bases in kinds if name in handled or own & set(bases) or handled & set(bases)} - own
        if not more:
            break
        own |= more
    return tuple(sorted(own))


def _handled(source: Source) -> Iterator[str]:
    """The errors that a handler of the source answers with their own message."""
    rules, code = _rules(), source.code
    for match in compiled(rules["handler"], re.MULTILINE).finditer(code):
        if _tells(code, match):
            yield match["type"]
    for match in compiled(rules["added"], re.MULTILINE).finditer(code):
        made = re.search(rules["named"].replace("{name}", match["function"]), code, re.MULTILINE)
        if made and _tells(code, made):
            yield match["type"]


def _tells(code: str, match: re.Match[str]) -> bool:
    """Whether a handler reads the message of the error that it is given, other than for a log."""
    rules = _rules()
    body = code[match.end() : indented_end(code, match.start("at"))]
    told = re.compile(rules["told"].replace("{name}", re.escape(match["name"])))
    lines = (line for line in body.split("\n") if not re.search(known("facts/answers")["told"]["logs"], line))
    return not re.search(known("facts/answers")["told"]["guards"], body) and any(map(told.search, lines))


def _kinds(source: Source) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Classes with what they come from."""
    for match in compiled(_rules()["kind"], re.MULTILINE).finditer(source.code):
        yield match["name"], tuple(re.findall(r"\w+", match["bases"]))


def raised_with(source: Source, scope: Caught, names: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Where a block raises one of these with the text of the error at hand as its message."""
    rules, code = _rules(), source.code
    for match in compiled(rules["raised"]).finditer(code, scope.start, scope.end):
        if match["name"] in names:
            for number, (start, end) in enumerate(arguments(code, match.end() - 1)):
                one = code[start:end].strip()
                told = scope.told(f"({one})") if (number == 0 and "=" not in one) or re.match(rules["message"], one) else None
                if told:
                    yield match.start(), told[0]


def _rules() -> dict[str, Any]:
    return known("facts/answers")["retold"]  # type: ignore[no-any-return]
