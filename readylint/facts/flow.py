"""Flow: which functions stand around a node of a syntax tree, and whether one node can run after another in the same call."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from readylint.knowledge import regex

_BRANCHED = regex(r"if|unless|elif|elsif|switch|case|when|match|cond|do_block|try|begin|conditional|ternary|rescue|catch|except|select")
_BODY = regex(
    r"block|clause|consequence|then|else|elif|elsif|arm|case|when|body|statement|except|rescue|catch|finally|handler|section|entry|group"
    r"|default|match_conditional"
)
_ARM = regex(r"_(?:arm|case|section|entry|group|rule)$")
_LEAVES = regex(r"\s*(?:return|raise|throw|continue|break|abort|exit|panic!?|redirect|next|head|render|fail)\b")
_DEFINES = regex(r"defp?\s")  # Elixir defines by a call
_CHOICES = frozenset({"ternary_expression", "conditional_expression", "conditional"})
_HELD = regex(r"(?:using|lock|with|synchronized|while|do|(?:enhanced_)?for\w{0,9})_statement")
_RETURNED = regex(r"return|throw|raise")
_OR = frozenset({"||", "or", "??", "?:"})
_UNLESS = frozenset({"unless", "unless_modifier"})
# what an optional value is given for itself, and for what it lacks
_LACKING = regex(r"[\s\S]*\b(?:orElse|orElseGet|getOrElse|ifPresentOrElse|fold|switchIfEmpty|recover|or_else|(?:unwrap|map)_or_else)\s*")


def functions_around(node: Any, kinds: Iterable[str]) -> list[Any]:
    """The functions around a node, the innermost first."""
    wanted = frozenset(kinds)
    return [a for a in node.ancestors() if a.kind() in wanted and (a.kind() != "call" or _DEFINES.match(a.text()))]


def follows(first: Any, second: Any) -> bool:
    """Whether the second node can run after the first: not in another branch, and the first's branch does not leave."""
    path = [first, *first.ancestors()]
    other = {_span(a): a for a in (second, *second.ancestors())}
    at = next((n for n, a in enumerate(path) if _span(a) in other), len(path) - 1)
    common = path[at]
    if any(_RETURNED.match(a.kind()) for a in path[1:at]):
        return False
    if at and _child(common, second).kind() == "rescue":  # Ruby's stands beside the statements that it watches
        return False
    if at and _BRANCHED.search(common.kind()) and _apart(path[at - 1], _child(common, second)):
        return False
    if at and common.kind() in _CHOICES and _chosen(common, path[at - 1], _child(common, second)):
        return False
    if at and _instead(common, path[at - 1], _child(common, second)):
        return False
    return not any((_is_branch(a) and _leaves(a)) or _returns(a) for a in path[1:at])


def _span(node: Any) -> tuple[int, int, str]:
    span = node.range()
    return span.start.index, span.end.index, node.kind()


def _child(common: Any, node: Any) -> Any:
    """The child of `common` that holds a node."""
    start = node.range().start.index
    return next((c for c in common.children() if c.range().start.index <= start < c.range().end.index), node)


def _apart(one: Any, other: Any) -> bool:
    """Whether two children of a branching node exclude each other: neither is its condition or value."""
    if one.kind().startswith("finally") or other.kind().startswith("finally"):
        return False
    if "else_block" in (one.kind(), other.kind()):
        return True
    return bool(_BODY.search(one.kind()) and _BODY.search(other.kind())) and _span(one) != _span(other)


def _chosen(choice: Any, one: Any, other: Any) -> bool:
    """Whether two children of `a ? b : c`, or of Python's `b if a else c`, are its two values."""
    children = choice.children()
    condition = children[2] if children[1].text() == "if" else children[0]
    return _span(condition) not in (_span(one), _span(other)) and _span(one) != _span(other)


def _instead(common: Any, one: Any, other: Any) -> bool:
    """Whether one of two children runs where the other did not: `a or b`, `a unless b`, `a.map(…).orElseGet(…)`, `do: a, else: b`."""
    children = common.children()
    if _span(one) == _span(other):
        return False
    if one.kind() == other.kind() == "case_clause" or common.kind() in _UNLESS or (len(children) == 3 and children[1].text() in _OR):
        return True
    if common.kind() == "keywords":  # Elixir's on one line
        return bool(one.text().startswith("do:") and other.text().startswith("else:"))
    call = common if _is_call(common) else common.parent()
    if call is None or not _is_call(call):
        return False
    given = call.children()[-1]
    return bool(_LACKING.fullmatch(call.text()[: given.range().start.index - call.range().start.index]))


def _is_call(node: Any) -> bool:
    return "call" in node.kind() or "invocation" in node.kind()


def _is_branch(node: Any) -> bool:
    parent = node.parent()
    if parent is None or not _BODY.search(node.kind()) or not _BRANCHED.search(parent.kind()):
        return False
    return not any(_ARM.search(c.kind()) for c in node.children()[:3])  # what holds all the arms of a choice is none of them


def _returns(block: Any) -> bool:
    """Whether a block that is held open, locked or repeated ends by leaving the function: nothing behind it runs after what is in it."""
    parent = block.parent()
    inner = [c for c in block.children() if c.is_named() and "comment" not in c.kind()]
    return bool(parent is not None and _HELD.match(parent.kind()) and inner and _RETURNED.match(inner[-1].text()))


def _leaves(block: Any) -> bool:
    """Whether the last statement of a branch leaves the function or loop."""
    inner = [c for c in block.children() if c.is_named() and "comment" not in c.kind()]
    if not inner:
        return bool(_LEAVES.match(block.text()))
    last = inner[-1]
    return bool(_LEAVES.match(last.text())) or (_BODY.search(last.kind()) is not None and last.kind() != block.kind() and _leaves(last))
