"""Specifiers: what Deno's code brings in by an address, told by the name that other code has for it.

`"npm:zod@3.22.4"`, `"jsr:@hono/hono@4/cors"` and `"https://esm.sh/stripe@13.5.0?target=deno"` are "zod", "hono/cors" and "stripe" to
whoever looks for a package. What is left over becomes blanks behind the quote, so that all else stays in its place.
"""

from __future__ import annotations

import re

from readylint.knowledge import regex

LANGUAGES = frozenset({"javascript", "typescript", "tsx"})
_MARKS = ('"npm:', "'npm:", '"jsr:', "'jsr:", "https://deno.land/x/", "https://esm.sh/", "https://cdn.skypack.dev/")
_ADDRESS = regex(
    r"(?P<quote>[\"'])(?:(?:npm|jsr):/?|https://(?:deno\.land/x|esm\.sh|cdn\.skypack\.dev)/(?:v\d{1,4}/|stable/)?)"
    r"(?P<name>(?:@[\w.-]{1,60}/)?[\w.-]{1,60})(?:@[^\"'/?\s]{1,60})?(?P<path>/[\w./-]{1,120})?(?:\?[^\"'\s]{0,200})?(?P=quote)"
)
_MODULE = regex(r"/(?:(?:src/)?(?:mod|index|main)\.[jt]s)?$")  # what a package of deno.land calls its entry
_ALSO = {"@hono/hono": "hono", "@oak/oak": "oak"}


def named(text: str) -> str:
    """A source with the names of packages for their addresses."""
    return _ADDRESS.sub(_name, text) if any(mark in text for mark in _MARKS) else text


def _name(match: re.Match[str]) -> str:
    name = _ALSO.get(match["name"], match["name"])
    plain = f"{match['quote']}{name}{_MODULE.sub('', match['path'] or '')}{match['quote']}"
    return plain.ljust(len(match[0]))
