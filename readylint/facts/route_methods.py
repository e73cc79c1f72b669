"""The HTTP method that the arguments of a route name."""

from __future__ import annotations

from readylint.knowledge import regex

_METHODS = regex(
    r"""\bmethods?\s{0,9}[=:][\[({\s]{0,20}(?:(?:\w{1,20}\.)?\w{0,12}Method\.)?["']?(?:"""
    r"""(?P<one>(?i:GET|HEAD))\b(?:["']?\s{0,20},\s{0,20}(?:(?:\w{1,20}\.)?\w{0,12}Method\.)?["']?(?P<more>(?i:POST|PUT|PATCH|DELETE))\b)?"""
    r"""|(?P<writes>(?i:POST|PUT|PATCH|DELETE))\b)"""
)


def methods_of(text: str) -> str:
    """The method that a keyword argument names first: `methods=["POST"]`, `RequestMethod.GET`; "ANY" where one that writes follows."""
    found = _METHODS.search(text)
    return "ANY" if found and found["more"] else (found["one"] or found["writes"]).upper() if found else ""
