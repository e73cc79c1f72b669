"""Chains: Spring Security's filter chain, read from above: the paths that it lets anyone into, by method (guards.toml, `chain`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from readylint.facts.brackets import arguments, closed
from readylint.facts.code import Code, Source
from readylint.facts.routes import Route
from readylint.knowledge import known
from readylint.model import Location
from readylint.patterns import compiled


class Matcher(Struct, frozen=True):
    """One line of a chain: for which method ("" for all) and paths, and whether it lets anyone in."""

    at: Location
    method: str
    paths: tuple[re.Pattern[str], ...]
    opens: bool

    def takes(self, method: str, path: str) -> bool:
        """Whether a request of a method for a path ends here."""
        return self.method in ("", method) and any(pattern.fullmatch(path) for pattern in self.paths)


def opened(code: Code, routes: Sequence[Route]) -> Iterator[Route]:
    """Those of some routes that the app's chain lets anyone into."""
    lines = matchers(code) if routes else ()
    for route in routes if any(line.opens for line in lines) else ():
        line = next((line for line in lines if line.takes(route.method, route.path)), None)
        if line and line.opens:
            yield route


def matchers(code: Code) -> tuple[Matcher, ...]:
    """The lines of the app's chain, the first first; nothing of an app with several."""
    rules = _rules()
    found = [s for s in code.sources(*rules["words"], language=("java", "kotlin")) if compiled(rules["chain"]).search(s.code)]
    if len(found) != 1 or len(compiled(rules["chain"]).findall(found[0].code)) != 1:
        return ()
    return tuple(found[0].each(_matchers))


def _matchers(source: Source) -> Iterator[Matcher]:
    """Up to the first line that cannot be read: what it takes is not known."""
    rules, code = _rules(), source.code
    names = {m["name"]: m["paths"] for m in compiled(rules["named"]).finditer(code)}
    for match in compiled(rules["matcher"]).finditer(code):
        opened = match.end() - 1
        end = closed(code, opened)
        given = [code[a:b].strip() for a, b in arguments(code, opened)]
        method = re.fullmatch(rules["method"], given[0]) if given else None
        said = " ".join(names.get(one.lstrip("*"), one) for one in given[1 if method else 0 :])
        literals = re.findall(r'"(/?[^"\n]*)"', said)
        then = re.match(rules["then"], code[end : end + 80])
        if not then or (given[1 if method else 0 :] and not literals):
            return
        paths = tuple(map(_pattern, literals)) or (re.compile(".*"),)
        yield Matcher(source.place(match.start()), method["method"] if method else "", paths, then["what"] == "permitAll")


def _pattern(ant: str) -> re.Pattern[str]:
    """A pattern of paths as a regular expression: `*` and `{id}` are one part, `/**` any that follow."""
    parts = re.split(r"(/\*\*|\*|\{[^}]*\})", "/" + ant.lstrip("/"))
    made = ("(?:/.*)?" if p == "/**" else "[^/]+" if p == "*" or p.startswith("{") else re.escape(p) for p in parts)
    return re.compile("".join(made))


def _rules() -> dict[str, Any]:
    return known("facts/guards")["chain"]  # type: ignore[no-any-return]
