"""HTML that a page's script puts together: whether every value in it was escaped on its way there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from readylint.facts.code import Source
from readylint.facts.syntax import nodes
from readylint.knowledge import known
from readylint.patterns import compiled

LANGUAGES = ("javascript", "typescript", "tsx")
_CONSTANT = ("string", "number", "true", "false", "null", "undefined", "unary_expression", "update_expression")
_AROUND = ("parenthesized_expression", "await_expression", "as_expression", "non_null_expression", "satisfies_expression", "spread_element")
_NUMBERS = ("i", "idx", "index")  # what loops count
_FUNCTIONS = ("function_declaration", "function_expression", "arrow_function", "method_definition", "generator_function_declaration")


class EscapedHtml:
    """What a script of a page makes HTML of."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._clean = compiled(known("facts/sinks")["clean"]["value"])
        self._known: dict[tuple[str, str], bool] = {}  # of variables and functions; what is made of itself is not clean

    def is_at(self, offset: int) -> bool:
        """Whether all that the HTML put in at an offset is made of is constant or escaped."""
        around = [node for start, end, node in self._places if start <= offset < end]
        if not around:
            return False
        given = around[-1].field("right") or next(iter(_named(around[-1].field("arguments"))[1:]), None)
        return given is not None and self._is_clean(given)

    @cached_property
    def _places(self) -> tuple[tuple[int, int, Any], ...]:
        """The assignments and calls of the script, with where they begin and end."""
        spans = ((node.range(), node) for node in (*self._assignments, *self._all("call_expression")))
        return tuple(sorted(((span.start.index, span.end.index, node) for span, node in spans), key=lambda place: (place[0], -place[1])))

    @cached_property
    def _assignments(self) -> list[Any]:
        return self._all("assignment_expression", "augmented_assignment_expression")

    def _all(self, *kinds: str) -> list[Any]:
        return nodes(self._source.tree, {"any": [{"kind": kind} for kind in kinds]}, self._source.path)

    def _is_clean(self, node: Any) -> bool:
        kind = node.kind()
        if kind in _CONSTANT:
            return True
        if kind == "template_string":
            return all(self._is_clean(_named(n)[0]) for n in node.children() if n.kind() == "template_substitution" and _named(n))
        if kind in _AROUND:
            return self._is_clean(_named(node)[0])
        if kind == "array":
            return all(self._is_clean(n) for n in _named(node))
        if kind == "ternary_expression":
            return all(self._is_clean(node.field(name)) for name in ("consequence", "alternative"))
        if kind == "binary_expression":
            return all(map(self._is_clean, _operands(node)))
        if kind == "call_expression":
            return self._is_clean_call(node)
        return kind in ("identifier", "member_expression") and self._is_clean_name(node)

    def _is_clean_name(self, node: Any) -> bool:
        """A name that has only what is clean, a number of things, an id, or what the page shows already."""
        text = node.text()
        if node.kind() == "member_expression":
            return bool(re.search(r"\.(?:length|size|id|innerHTML|outerHTML)$", text)) or bool(self._clean.search(text[-80:]))
        return text in _NUMBERS or self._are_clean("variable", text, self._given, self._is_clean)

    def _is_clean_call(self, node: Any) -> bool:
        callee, arguments = node.field("function"), _named(node.field("arguments"))
        above, last = callee.field("object"), callee.text().rpartition(".")[2]
        if self._clean.search(f"{callee.text()[-80:]}("):
            return True
        if above is not None and last in ("map", "flatMap"):
            return bool(arguments) and self._returns_clean(arguments[0])
        if above is not None and last in ("join", "trim", "concat", "replace", "replaceAll", "filter", "slice", "reverse", "repeat"):
            return self._is_clean(above)
        of_script = above is None or above.text() in ("this", "self")
        return of_script and self._are_clean("function", last, self._functions, self._returns_clean)

    def _are_clean(self, kind: str, name: str, found: Mapping[str, list[Any]], is_clean: Callable[[Any], bool]) -> bool:
        """Whether all that a name stands for is clean: asked once for each name."""
        if (kind, name) not in self._known:
            self._known[kind, name] = False
            self._known[kind, name] = name in found and all(map(is_clean, found[name]))
        return self._known[kind, name]

    def _returns_clean(self, function: Any) -> bool:
        if function.kind() not in _FUNCTIONS:  # a function by its name
            return self._are_clean("function", function.text().rpartition(".")[2], self._functions, self._returns_clean)
        body = function.field("body")
        if body.kind() != "statement_block":
            return self._is_clean(body)
        given = [n for n in body.find_all({"rule": {"kind": "return_statement"}}) if _function_around(n) == function.range()]
        return bool(given) and all(self._is_clean(n) for told in given for n in _named(told))

    @cached_property
    def _given(self) -> dict[str, list[Any]]:
        """What every variable of the script is given."""
        found = defaultdict(list)
        for name, value in self._assigned():
            found[name].append(value)
        return found

    def _assigned(self) -> Iterator[tuple[str, Any]]:
        yield from ((node.field("left").text(), node.field("right")) for node in self._assignments)
        for node in self._all("variable_declarator"):
            if (value := node.field("value")) is not None:
                yield node.field("name").text(), value
        for node in nodes(self._source.tree, {"kind": "call_expression", "regex": r"^\w+\.(?:push|unshift)\("}, self._source.path):
            yield from ((node.text().partition(".")[0], value) for value in _named(node.field("arguments")))

    @cached_property
    def _functions(self) -> dict[str, list[Any]]:
        """The functions and methods of the script by their names."""
        found = defaultdict(list)
        for node in self._all(*_FUNCTIONS):
            name = node.field("name") or (node.parent().field("name") if node.parent().kind() == "variable_declarator" else None)
            if name is not None:
                found[name.text()].append(node)
        return found


def _operands(node: Any) -> Iterator[Any]:
    """What a chain of operators, however long, may have of text: of a comparison or a product nothing."""
    while node.kind() == "binary_expression":
        operator = node.field("operator").text()
        if operator in ("+", "||", "??", "&&"):
            yield node.field("right")
        if operator not in ("+", "||", "??"):
            return
        node = node.field("left")
    yield node


def _named(node: Any) -> list[Any]:
    return [n for n in node.children() if n.is_named() and n.kind() != "comment"] if node is not None else []


def _function_around(node: Any) -> Any:
    while (node := node.parent()) is not None:
        if node.kind() in _FUNCTIONS:
            return node.range()
    return None
