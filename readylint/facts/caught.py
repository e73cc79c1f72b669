"""Caught: the blocks of a source where an error is at hand under a name, and the conditions that an offset stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.brackets import block_end, indented_end
from readylint.facts.code import Source
from readylint.knowledge import known, regex
from readylint.patterns import compiled, passing

_INDENTED = ("python", "ruby", "elixir")
# the text that an object is written as
_WRITTEN = regex(
    r"\b(?P<whole>\w{1,40})\s*=\s*[\w.]{0,40}(?:[sS]eriali[sz]e\w{0,20}|stringify|dumps|json_encode)\(\s*\$?(?P<part>\w{1,40})\b"
)
_OF_A_SORT = r"instanceof\s+(?!(?:Error|Object|Exception|AxiosError)\b)\w+"  # a sort that was made to be told
# a name for whether the error is of such a sort
_ASKED = regex(rf"\b(?:const|let|var)\s+(?P<name>\w{{1,40}})\s*=\s*\w+\s+{_OF_A_SORT}\s*(?:;|\n)")
_ARMED = {"csharp": "csharp", "kotlin": "java"}
_ARM = regex(
    r"^[ \t]*(?:(?:is[ \t]+)?(?P<sort>[A-Z][\w.]*(?:Exception|Error))(?:[ \t]+\w+)?(?:[ \t]+when\b[^\n]*)?|_|else)[ \t]*[=-]>", re.MULTILINE
)
_CALLED = regex(r"(\w{1,60})\Z")
_DEFINED = (
    r"^[ \t]*(?:(?!return\b|await\b|throw\b|new\b|else\b|case\b)[\w<>\[\]]+[ \t]+){{0,4}}{0}[ \t]*(?:=[ \t]*(?:async[ \t]*)?)?"
    r"\((?P<given>[^()]{{0,300}})\)[^;{{}}\n]{{0,80}}?(?:\{{|=>)"
)
_NARROW = regex(r":\s*(?!Error\b|Exception\b)\w{0,40}(?:Error|Exception)\b")  # a parameter for errors of one sort
_ALIAS = r"(?:\b(?:const|let|var|val|string|String)\s+|\$)?(?P<alias>[A-Za-z_]\w*)\s*(?::\s*\w+\s*)?=(?![=>])\s*(?:\(\s*)?[^;\n]{0,120}?"


class Caught(Struct, frozen=True, dict=True):
    """A block that has an error at hand. `wide`: an error of any kind; `handler`: it answers for all handlers."""

    source: Source
    name: str
    start: int
    end: int
    wide: bool
    handler: bool
    pattern: str

    @cached_property
    def _told(self) -> re.Pattern[str]:
        return _telling(self.pattern, self.name)

    @cached_property
    def _aliases(self) -> re.Pattern[str] | None:
        """The names that the block gives to the error's text."""
        text = self.source.code[self.start : self.end]
        guards = known("facts/answers")["told"]["guards"]
        made = re.finditer(_ALIAS + f"(?P<seen>{self._told.pattern})", text)
        found = {m["alias"] for m in made if not re.search(guards, m[0]) and not self._entrusted(text, m.start("seen"))} - {self.name}
        found |= {m["whole"] for m in _WRITTEN.finditer(text) if m["part"] in found}
        names = "|".join(map(re.escape, sorted(found)))
        return re.compile(rf"""(?:[:,(=]\s*|\{{\s*|\$\{{|\$|#\{{)\b(?:{names})\s*[,)}}\n]""") if found else None

    @cached_property
    def guards(self) -> re.Pattern[str]:
        """What says that a line speaks where it is development, or of an error that was made to be told: by a name of the block's too."""
        names = "|".join(sorted({m["name"] for m in _ASKED.finditer(self.source.code, self.start, self.end)}))
        own = rf"|(?<![!\w.])(?:{names})\s*(?:&&|\?(?!\?)|\))" if names else ""
        guards = known("facts/answers")["told"]["guards"]
        return passing(guards + own) if own else compiled(guards)

    def told(self, text: str) -> re.Match[str] | None:
        """Where a text tells the error's own, or a name that the block gave it."""
        patterns = (self._told, self._aliases) if self._aliases else (self._told,)
        found = (m for pattern in patterns for m in pattern.finditer(text) if not self._entrusted(text, m.start()))
        return next(found, None)

    def _entrusted(self, text: str, at: int) -> bool:
        """Whether the error is handed there to a function of the file that knows what may be told."""
        called = _CALLED.search(text, max(0, at - 60), at) if text[at : at + 1] == "(" else None
        code = self.source.code
        for defined in re.finditer(_DEFINED.format(called[1]), code, re.MULTILINE) if called else ():
            body = code[defined.end() - 1 : block_end(code, defined.end() - 1) if defined[0].endswith("{") else defined.end() + 300]
            return bool(_NARROW.search(defined["given"]) or self.guards.search(body))
        return False

    def spoken(self, code: str) -> Iterator[re.Match[str]]:
        """Every place in the block that reads the error's text or trace (not the error as a whole)."""
        for found in self._told.finditer(code, self.start, self.end):
            if re.search(r"(?i)message|stack|trace|str\(|repr\(|\$\{|ToString", found[0]) and not self._is_of_a_sort(code, found.start()):
                yield found

    def _is_of_a_sort(self, code: str, offset: int) -> bool:
        """Whether an offset stands in an arm of a switch for one sort of errors: C#'s `NotFound => ...`, Kotlin's `is NotFound -> ...`."""
        shape = _ARMED.get(self.source.language)
        arms = [m["sort"] for m in _ARM.finditer(code, self.start, offset)] if shape else []
        return bool(shape and arms and arms[-1]) and not compiled(known("facts/answers")["caught"][shape]["any"]).fullmatch(arms[-1])


def caught(source: Source, row: Mapping[str, Any]) -> Iterator[Caught]:
    """The blocks of a source that have an error at hand."""
    code = source.code
    for key in ("handler", "opens"):
        for match in compiled(row[key], re.MULTILINE).finditer(code):
            name, kind = _group(match, "name"), _group(match, "type")
            if name and not _of_a_check(code, match, row):
                kinds = (kind, *filter(None, re.split(r"[(){}=,|\s[\]]+", kind)))
                wide = not kind or any(compiled(row["any"]).fullmatch(one) for one in kinds)
                wide = wide and not (key == "handler" and _is_narrowed(code, match, row)) and not _is_left(code, match, name)
                yield Caught(source, name, match.end(), _end(source, match), wide, key == "handler", row["told"])
    for listed, defined in _named(code, row):
        wide = any(compiled(row["any"]).fullmatch(one) for one in re.split(r"[,\s]+", listed))
        yield Caught(source, defined["name"], defined.end(), _end(source, defined), wide, True, row["told"])


def _is_narrowed(code: str, match: re.Match[str], row: Mapping[str, Any]) -> bool:
    """Whether what stands above a handler names the sorts of errors that it is asked for."""
    return "narrowed" in row and bool(compiled(row["narrowed"]).search(code, max(0, match.start() - 900), match.start()))


def _is_left(code: str, match: re.Match[str], name: str) -> bool:
    """Whether the block begins by leaving with every error that is not of a sort made to be told."""
    asked = rf"\s*\{{?\s*if\s*\(\s*!\s*\(\s*{re.escape(name)}\s+{_OF_A_SORT}\s*\)\s*\)"
    return bool(re.compile(asked + r"\s*(?:\{[^{}]{0,200}?)?\b(?:return|throw)\b").match(code, match.end()))


def _named(code: str, row: Mapping[str, Any]) -> Iterator[tuple[str, re.Match[str]]]:
    """The methods that are named elsewhere as handlers, and what of."""
    for match in compiled(row["named"], re.MULTILINE).finditer(code) if "named" in row else ():
        defined = re.search(rf"^[ \t]*def {match['method']}\(?[ \t]*(?P<name>[a-z]\w*)[ \t]*\)?[ \t]*$", code, re.MULTILINE)
        if defined:
            yield match["type"], defined


def _of_a_check(code: str, match: re.Match[str], row: Mapping[str, Any]) -> bool:
    """Whether the error is what a validation of the input returned right above: made to be told."""
    found = match[0].startswith(("if", ".map_err")) and "checked" in row
    return bool(found and compiled(row["checked"]).search(code, max(0, match.start() - 400), match.start()))


def may_tell(source: Source, row: Mapping[str, Any]) -> bool:
    """Whether a source, comments included, may speak of an error of any kind where one is at hand: cheap, so that few files are parsed."""
    text = source.text
    for key in ("handler", "opens"):
        for match in compiled(row[key], re.MULTILINE).finditer(text):
            name = _group(match, "name")
            told = _telling(row["told"], name) if name else None
            if told and told.search(text, match.end(), match.end() + 2500):
                return True
    return any(_telling(row["told"], defined["name"]).search(text, defined.end(), defined.end() + 2500) for _, defined in _named(text, row))


def _telling(pattern: str, name: str) -> re.Pattern[str]:
    return passing(pattern.replace("{name}", re.escape(name)))


def _group(match: re.Match[str], prefix: str) -> str:
    return next((v.strip() for k, v in match.groupdict().items() if v and k.rstrip("0123456789") == prefix), "")


def _end(source: Source, match: re.Match[str]) -> int:
    code = source.code
    if source.language in _INDENTED:
        return indented_end(code, match.start() + len(match[0]) - len(match[0].lstrip("\n")), below=match.end())
    if code[match.end() - 1] == ":":  # a case of a switch
        found = code.find("break;", match.end(), match.end() + 1500)
        return found if found >= 0 else match.end() + 600
    opened = code.find("{", match.end(), match.end() + 400)
    if match[0].rstrip().endswith(("=>", "->", "|", ")")) and not code[match.end() :].lstrip().startswith("{"):
        return block_end(code, match.end())
    return block_end(code, opened) if opened >= 0 else block_end(code, match.end())


def statement_end(code: str, at: int) -> int:
    """The end of a statement without brackets of its own: the end of the line that leaves none open."""
    depth = 0
    for offset in range(at, min(len(code), at + 1500)):
        mark = code[offset]
        depth += (mark in "([{") - (mark in ")]}")
        if depth < 0 or (depth == 0 and mark == "\n" and not code[at:offset].rstrip().endswith((",", "\\"))):
            return offset
    return min(len(code), at + 1500)


def conditions(code: str, offset: int, floor: int, language: str) -> list[str]:
    """The heads of the blocks that are open at an offset, no further up than `floor`."""
    return _above(code, offset, floor) if language in _INDENTED else _around(code, offset, floor)


def _around(code: str, offset: int, floor: int) -> list[str]:
    heads, depth = [], 0
    for at in range(offset - 1, max(floor, offset - 4000), -1):
        if code[at] == "}":
            depth += 1
        elif code[at] == "{":
            depth -= 1
            if depth < 0:
                depth = 0
                heads.append(code[_head(code, floor, at) : at])
    return heads


_FILLED_IN = regex(r"\$\{[^{}\n]{0,200}\}")  # the braces of a template are no block's


def _head(code: str, floor: int, at: int) -> int:
    """Where the head of the block that opens at an offset begins."""
    begun = max(floor, at - 240)
    text = _FILLED_IN.sub(lambda m: " " * len(m[0]), code[begun:at])
    return begun + max(text.rfind(";"), text.rfind("}"), text.rfind("{"), 0)


def _above(code: str, offset: int, floor: int) -> list[str]:
    lines = code[max(floor, offset - 4000) : offset].split("\n")
    indent = len(lines[-1]) - len(lines[-1].lstrip()) if lines[-1].strip() or lines[-1] else 0
    heads = []
    for line in reversed(lines[:-1]):
        depth = len(line) - len(line.lstrip())
        if line.strip() and depth < indent:
            heads.append(line)
            indent = depth
    return heads
