"""Layers: routers of Rust that functions make, in this file or another, and that stand behind a guard where they are taken in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from readylint.facts import gates
from readylint.facts.brackets import CALL, closed
from readylint.facts.code import Code, Source
from readylint.knowledge import regex
from readylint.model import Location

DEEPEST = 3  # routers within routers that are followed
LINKS = 60  # calls of one chain
_LAYER = regex(r"\.(?:route_layer|layer)\(")
_CALL = regex(r"(?<![\w.:])(?:(?:crate|self|super)::)?(?:(?:\w+::){0,3}(?P<module>\w+)::)?(?P<name>[a-z]\w*)\(")
_PATH = regex(r"[\w:]*$")

Stretch = tuple[Location, Source, int, int, None]


def guarded(code: Code, is_guard: Callable[[str], bool]) -> Iterator[Stretch]:
    """`.nest("/orders", orders::routes().layer(from_fn(auth)))` guards what `routes` puts together: where it does, file, start, end."""
    for source in code.sources("route_layer", "layer", language="rust"):
        for layer in _LAYER.finditer(source.code):
            if is_guard(source.code[layer.end() : closed(source.code, layer.end() - 1)]):
                chain = source.code[_start(source.code, layer.start()) : layer.start()]
                at = source.place(layer.start())
                yield from ((at, *made, None) for made in _made(code, source, chain, DEEPEST))


def _start(code: str, end: int) -> int:
    """Where a chain of calls begins whose next link stands at an offset."""
    for _ in range(LINKS):
        at = len(code[:end].rstrip())
        if code[at - 1 : at] == ")":
            at = _opened(code, at - 1)
        path = _PATH.search(code, max(0, at - 120), at)
        at = path.start() if path else at
        before = code[max(0, at - 200) : at].rstrip()
        if not before.endswith("."):
            return at
        end = at - (len(code[max(0, at - 200) : at]) - len(before)) - 1
    return end


def _opened(code: str, at: int) -> int:
    """Where the bracket stands that the one at an offset closes."""
    depth = 0
    for place in range(at, max(-1, at - CALL), -1):
        depth += (code[place] in ")]}") - (code[place] in "([{")
        if depth == 0:
            return place
    return max(0, at - CALL)


def _made(code: Code, near: Source, text: str, depth: int) -> Iterator[tuple[Source, int, int]]:
    """The functions that a text calls for their routers, and those that these call."""
    for call in _CALL.finditer(text) if depth else ():
        known = list(_defined(code, call["name"]))
        if call["module"]:
            known = [(s, m) for s, m in known if call["module"] in s.path.removesuffix(".rs").split("/")[-2:]]
        elif len(known) > 1:
            known = [(s, m) for s, m in known if s.path == near.path]
        for source, found in known[:1]:
            end = gates.end(source.code, found.start())
            yield source, found.start(), end
            yield from _made(code, source, source.code[found.end() : end], depth - 1)


def _defined(code: Code, name: str) -> Iterator[tuple[Source, re.Match[str]]]:
    makes = re.compile(rf"\bfn\s+{name}(?:<[^>()]{{0,80}}>)?\([^()]{{0,400}}\)\s*->\s*[^{{;]{{0,80}}\bRouter\b")
    for source in code.sources(name, language="rust"):
        yield from ((source, found) for found in makes.finditer(source.code))
