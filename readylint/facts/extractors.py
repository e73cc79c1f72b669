"""The types that a framework makes of a request for a handler's parameters (Rust, Laravel), and which of them turn strangers away."""

from __future__ import annotations

import re
from functools import cached_property

from readylint.facts.brackets import closed
from readylint.facts.code import Code
from readylint.knowledge import regex

_IMPL = regex(r"\bimpl\b[^{};\n]{0,80}\bFromRequest(?:Parts)?(?:<[^>\n]{1,40}>)?\s+for\s+(?:\w+::){0,4}(?P<name>\w+)[^{};]{0,200}\{")
_ASKS = regex(r"(?i)\bauthorization\b|unauthori[sz]ed|\b401\b|bearer|api[-_]?key|\bcookies\(\)|\bjwt\b|claims|session")
_REFUSES = regex(r"(?i)unauthori[sz]ed|forbidden|\b40[13]\b|Outcome::(?:Error|Failure|Forward)\b|\berr_\w+!|\bErr\(")
_FIRST = regex(r"\b(?P<name>\w+)::from_request(?:_parts)?\(|\bguard::<(?:\w+::){0,4}(?P<named>\w+)")
_PARAMETER = regex(r"(?P<maybe>\b(?:Option|Result)<\s*)?(?:\w+::){0,4}\b(?P<name>[A-Z]\w*)")
_POOL = regex(r"(?i)pool")
_MADE = regex(r"#\[database\([^)\n]*\)\]\s*(?:#\[[^\]\n]*\]\s*){0,3}(?:pub(?:\(\w+\))?\s+)?struct\s+(?P<name>\w+)")
_AUTHORIZES = (
    r"\bfunction\s+authorize\s*\([^()]{0,80}\)[^{};]{0,40}\{[^}]{0,800}?(?:\buser\(\)|\bauth\(\)|\bAuth::|\bGate::|->can\()"
)
# Laravel: a form request answers 403 where its `authorize` says no
_FORM = regex(r"\bclass\s+(?P<name>\w+)\s+extends\s+\w*Request\b(?:[\s\S](?!\bclass\s)){0,3000}?" + _AUTHORIZES)
# which may stand in a trait that the request takes in
_TRAIT = regex(r"\btrait\s+(?P<name>\w+)\s*\{(?:[\s\S](?!\btrait\s)){0,1500}?" + _AUTHORIZES)
_TAKES_IN = regex(r"\bclass\s+(?P<name>\w+)\s+extends\s+\w*Request\b[^{;]{0,300}\{(?P<traits>(?:\s*use\s+[\w\\, ]+;)+)")
_WORD = regex(r"\w+")
_CONTROLLER = regex(r"(?:\A|[\\\"'])(?P<name>\w+)(?:@|::)")
_CLASS = regex(r"^(?:final\s+|abstract\s+)?class\s+(?P<name>\w+Controller)\b", re.MULTILINE)
_ADMIN = regex(r"(?<=[\"'])admin(?=[\"'])")  # a name that says enough where it stands alone
_ASKS_FOR = regex(r"\$this->middleware\([^;\n]{1,200}\)\s*;")


class Extractors:
    """The types of an app that implement `FromRequest` (Rocket, Actix) or `FromRequestParts` (axum), or extend `FormRequest` (Laravel)."""

    def __init__(self, code: Code) -> None:
        self._code = code

    @cached_property
    def _written(self) -> dict[str, str]:
        """The text of each type's implementation."""
        sources = self._code.sources("FromRequest", "FromRequestParts", language="rust")
        return {m["name"]: s.code[m.start() : closed(s.code, m.end() - 1)] for s in sources for m in _IMPL.finditer(s.code)}

    @cached_property
    def _refusing(self) -> frozenset[str]:
        """Those that ask who is there and refuse, and those that are made of one of these first."""
        found = {name for name, text in self._written.items() if _ASKS.search(text) and _REFUSES.search(text)}
        for _ in range(4):  # one is made of another, seldom more than twice
            found |= {name for name, text in self._written.items() if found & {m["name"] or m["named"] for m in _FIRST.finditer(text)}}
        forms = tuple(self._code.sources("authorize", language="php"))
        traits = {m["name"] for s in forms for m in _TRAIT.finditer(s.code)}
        taking = (m for s in self._code.sources(*traits, language="php") for m in _TAKES_IN.finditer(s.code)) if traits else ()
        found |= {m["name"] for m in taking if traits.intersection(_WORD.findall(m["traits"]))}
        return frozenset(found.union(m["name"] for s in forms for m in _FORM.finditer(s.code)))

    @cached_property
    def _connected(self) -> frozenset[str]:
        """Those that take a connection out of a pool, so that a handler is not reached without the database."""
        made = (m["name"] for s in self._code.sources("database", language="rust") for m in _MADE.finditer(s.code))
        return frozenset({name for name, text in self._written.items() if _POOL.search(text)} | set(made))

    def turns_away(self, head: str) -> bool:
        """Whether a parameter in the head of a handler turns strangers away; one that may be missing does not."""
        return any(m["name"] in self._refusing for m in _PARAMETER.finditer(head) if not m["maybe"])

    def constructor(self, handler: str) -> str:
        """Laravel: what the constructor of a handler's class asks for, wherever the method stands: it may come from a trait."""
        name = _CONTROLLER.search(handler)
        return self._constructors.get(name["name"], "") if name else ""

    @cached_property
    def _constructors(self) -> dict[str, str]:
        sources = self._code.sources("middleware", language="php")
        classes = ((c["name"], s.code[c.start() :]) for s in sources for c in _CLASS.finditer(s.code))
        return {name: _ADMIN.sub("is_admin", " ".join(found)) for name, text in classes if (found := _ASKS_FOR.findall(text))}

    def connection(self, head: str) -> re.Match[str] | None:
        """The parameter in the head of a handler that holds a connection to the database."""
        return next((m for m in _PARAMETER.finditer(head) if m["name"] in self._connected and not m["maybe"]), None)
