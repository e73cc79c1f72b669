"""HTML that a page's script puts together: whether every value in it was escaped on its way there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from readylint.facts.code import Source
from readylint.facts.syntax import nodes
from readylint.knowledge import known
from readylint.patterns import compiled

LANGUAGES = ("javascript", "typescript", "tsx")
DEEP = 6  # functions and variables that stand behind one another
_CONSTANT = ("string", "number", "true", "false", "null", "undefined", "unary_expression", "update_expression")
_AROUND = ("parenthesized_expression", "await_expression", "as_expression", "non_null_expression", "satisfies_expression", "spread_element")
_NUMBERS = ("i", "idx", "index")  # what loops count
_FUNCTIONS = ("function_declaration", "function_expression", "arrow_function", "method_definition", "generator_function_declaration")


class EscapedHtml:
    """What a script of a page makes HTML of."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._clean = compiled(known("facts/sinks")["clean"]["value"])

    def is_at(self, offset: int) -> bool:
        """Whether all that the HTML put in at an offset is made of is constant or escaped."""
        rule = {"any": [{"kind": "assignment_expression"}, {"kind": "augmented_assignment_expression"}, {"kind": "call_expression"}]}
        around = [n for n in nodes(self._source.tree, rule, self._source.path) if n.range().start.index <= offset < n.range().end.index]
        if not around:
            return False
        given = around[-1].field("right") or next(iter(_named(around[-1].field("arguments"))[1:]), None)
        return given is not None and self._is_clean(given, DEEP)

    def _is_clean(self, node: Any, left: int) -> bool:
        kind = node.kind()
        if kind in _CONSTANT:
            return True
        if kind == "template_string":
            return all(self._is_clean(_named(n)[0], left) for n in node.children() if n.kind() == "template_substitution" and _named(n))
        if kind in _AROUND:
            return self._is_clean(_named(node)[0], left)
        if kind == "array":
            return all(self._is_clean(n, left) for n in _named(node))
        if kind == "ternary_expression":
            return all(self._is_clean(node.field(name), left) for name in ("consequence", "alternative"))
        if kind == "binary_expression":
            sides = {"+": ("left", "right"), "||": ("left", "right"), "??": ("left", "right"), "&&": ("right",)}
            return all(self._is_clean(node.field(name), left) for name in sides.get(node.field("operator").text(), ()))
        if kind == "call_expression":
            return self._is_clean_call(node, left)
        return kind in ("identifier", "member_expression") and self._is_clean_name(node, left)

    def _is_clean_name(self, node: Any, left: int) -> bool:
        """A name that has only what is clean, a number of things, an id, or what the page shows already."""
        text = node.text()
        if node.kind() == "member_expression":
            return bool(re.search(r"\.(?:length|size|id|innerHTML|outerHTML)$", text)) or bool(self._clean.search(text[-80:]))
        given = self._given.get(text, ()) if left else ()
        return text in _NUMBERS or (bool(given) and all(self._is_clean(n, left - 1) for n in given))

    def _is_clean_call(self, node: Any, left: int) -> bool:
        callee, arguments = node.field("function"), _named(node.field("arguments"))
        above, last = callee.field("object"), callee.text().rpartition(".")[2]
        if self._clean.search(f"{callee.text()[-80:]}("):
            return True
        if above is not None and last in ("map", "flatMap"):
            return bool(arguments) and self._returns_clean(arguments[0], left)
        if above is not None and last in ("join", "trim", "concat", "replace", "replaceAll", "filter", "slice", "reverse", "repeat"):
            return self._is_clean(above, left)
        made = self._functions.get(last) if left and (above is None or above.text() in ("this", "self")) else None
        return bool(made) and all(self._returns_clean(n, left - 1) for n in made or ())

    def _returns_clean(self, function: Any, left: int) -> bool:
        if function.kind() not in _FUNCTIONS:  # a function by its name
            made = self._functions.get(function.text().rpartition(".")[2], ()) if left else ()
            return bool(made) and all(self._returns_clean(n, left - 1) for n in made)
        body = function.field("body")
        if body.kind() != "statement_block":
            return self._is_clean(body, left)
        given = [n for n in body.find_all({"rule": {"kind": "return_statement"}}) if _function_around(n) == function.range()]
        return bool(given) and all(self._is_clean(n, left) for told in given for n in _named(told))

    @cached_property
    def _given(self) -> dict[str, list[Any]]:
        """What every variable of the script is given."""
        found = defaultdict(list)
        for name, value in self._assigned():
            found[name].append(value)
        return found

    def _assigned(self) -> Iterator[tuple[str, Any]]:
        tree, path = self._source.tree, self._source.path
        for node in nodes(tree, {"any": [{"kind": "assignment_expression"}, {"kind": "augmented_assignment_expression"}]}, path):
            yield node.field("left").text(), node.field("right")
        for node in nodes(tree, {"kind": "variable_declarator"}, path):
            if (value := node.field("value")) is not None:
                yield node.field("name").text(), value
        for node in nodes(tree, {"kind": "call_expression", "regex": r"^\w+\.(?:push|unshift)\("}, path):
            yield from ((node.text().partition(".")[0], value) for value in _named(node.field("arguments")))

    @cached_property
    def _functions(self) -> dict[str, list[Any]]:
        """The functions and methods of the script by their names."""
        found = defaultdict(list)
        for node in nodes(self._source.tree, {"any": [{"kind": kind} for kind in _FUNCTIONS]}, self._source.path):
            name = node.field("name") or (node.parent().field("name") if node.parent().kind() == "variable_declarator" else None)
            if name is not None:
                found[name.text()].append(node)
        return found


def _named(node: Any) -> list[Any]:
    return [n for n in node.children() if n.is_named() and n.kind() != "comment"] if node is not None else []


def _function_around(node: Any) -> Any:
    while (node := node.parent()) is not None:
        if node.kind() in _FUNCTIONS:
            return node.range()
    return None
