"""Sinks: where a page gets a value that nothing escapes or sanitises (sinks.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.brackets import block_end
from readylint.facts.code import Source
from readylint.facts.edge import live
from readylint.facts.escaped_html import LANGUAGES, EscapedHtml
from readylint.facts.files import File
from readylint.facts.sightings import Sighting, Sightings
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

LONGEST = 1500  # characters of a line that a person wrote
_IDENTIFIER = regex(r"[A-Za-z_$][\w$]*")
_TEXT = regex(r"""\s*(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`$]*`)\s*(?:;\s*)?$""")
_CALL = regex(r"([A-Za-z_$][\w$]*)\([^()]*\)\s*[;)}]*$")
_BRACKETS = regex(r"\.\s*replace(?:All)?\(\s*(?:/</g|[\"']<[\"'])\s*,\s*[\"'`]&lt;")
_HOOKED = regex(r"\bpostprocess\b[^\n]{0,80}(?i:saniti[sz]|purif)")  # whatever `marked` then makes is clean
_INTERPOLATED = regex(r"\$\{|\+\s*[\w$(]|[\w$)]\s*\+")


class Sink(Struct, frozen=True):
    """A place that puts out a value, with what it says."""

    at: Location
    says: str
    built: bool = False  # filled in when a site is built, from what its own authors wrote


class Sinks(Struct, frozen=True):
    """Every place that puts out a value unescaped, in templates, server code and scripts of pages."""

    all: tuple[Sink, ...]

    def __iter__(self) -> Iterator[Sink]:
        return iter(self.all)

    @classmethod
    def of(cls, sightings: Sightings) -> Sinks:
        table = known("facts/sinks")
        apart, clean = compiled(table["apart"]["paths"]), compiled(table["clean"]["value"])
        constant = compiled(table["clean"]["constant"])
        seen = sightings.find(({**row, "everywhere": True} for row in table["sink"]), where=live)
        found = (
            Sink(s.at, s.says, bool(s.row.get("built"))) for s in seen
            if not apart.search(s.at.path) and not constant.search(_value(s)) and not clean.search(_value(s)) and not _cleaned(s, clean)
            and not _is_escaped(s)
        )  # fmt: skip
        return cls(tuple(dict.fromkeys(found)))


def _value(seen: Sighting) -> str:
    return next((v for k, v in seen.match.groupdict().items() if k.startswith("value") and v), "").strip()


def _is_escaped(seen: Sighting) -> bool:
    """Whether a script of a page escaped all that it made HTML of."""
    source = seen.source
    if source is None or source.language not in LANGUAGES or source.tree is None:
        return False
    return source.file.made(_html_of).is_at(seen.match.start())


def _html_of(file: File) -> EscapedHtml:
    return EscapedHtml(file.made(Source))


def _cleaned(seen: Sighting, clean: re.Pattern[str]) -> bool:
    """Whether the line is no person's, a script's text interpolates nothing, or what it interpolates was cleaned before."""
    text, value = seen.match.string, _value(seen)
    start = text.rfind("\n", 0, seen.match.start()) + 1
    line = text[start : text.find("\n", seen.match.end()) + 1 or len(text)]
    if len(line) > LONGEST + len(seen.match[0]) or (seen.row.get("whole") and clean.search(line)):
        return True
    if value.startswith("`") and not _INTERPOLATED.search(value):
        return True
    if call := _CALL.match(value):
        return _escapes(text, call[1]) or _gives_clean(text, call[1], clean)
    name = _IDENTIFIER.fullmatch(value.rstrip(" ,);}"))
    if not name:
        return False
    if _HOOKED.search(text) and re.search(rf"\b{re.escape(name[0])}\s*=\s*(?:await\s+)?marked\b", text):
        return True
    given = re.search(rf"\b{re.escape(name[0])}\b\s*(?::[^=\n]{{0,60}})?=(?!=)\s*([^\n]{{0,300}})", text)
    return bool(given and (clean.search(given[1]) or _TEXT.match(given[1]))) or _gives_clean(text, name[0], clean)


def _gives_clean(text: str, name: str, clean: re.Pattern[str]) -> bool:
    """Whether whatever a function of the same script returns is cleaned, or a text of its own."""
    arrow = rf"\b{re.escape(name)}\s*[=:]\s*(?:\w+\()?(?:async\s+)?(?:function\s*)?\([^()]{{0,200}}\)\s*(?:=>\s*)?\{{"
    declared = re.search(rf"(?<![.\w]){re.escape(name)}\s*\([^()]{{0,200}}\)\s*(?::[^{{\n]{{0,60}})?\{{|{arrow}", text)
    if not declared:
        return False
    given = re.findall(r"\breturn\b[ \t]*([^;\n]*)", text[declared.end() : block_end(text, declared.end() - 1)])
    return bool(given) and all(clean.search(value) or _TEXT.match(value) or value.strip() in ("", "null", "undefined") for value in given)


def _escapes(text: str, name: str) -> bool:
    """Whether a function of the same script replaces the brackets of what it is given."""
    declared = re.search(rf"\bfunction\s+{re.escape(name)}\s*\(\s*(\w+)|\b{re.escape(name)}\s*=\s*(?:function\s*)?\(?\s*(\w+)", text)
    if not declared:
        return False
    body = text[declared.end() : declared.end() + LONGEST]
    given = declared[1] or declared[2]
    return bool(_BRACKETS.search(body) and re.search(rf"\b{given}\b\)?\s*\.\s*replace", body))
