"""Swallowed: handlers of the server code that catch every error and do nothing with it, and calls whose error is thrown away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.brackets import block_end, indented_end
from readylint.facts.code import Code, Source
from readylint.facts.conditions import outside_production
from readylint.facts.files import File
from readylint.facts.paths import unpackaged
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled, passing

FAR = 6_000  # characters between the start of a handled block and its handler
AFTER = 700  # characters behind a handler in which what it left is checked
_COMMENT = regex(r"//[^\n]*|/\*[\s\S]*?\*/|(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
_SET = regex(r"(?<![\w.$>])\$?([A-Za-z_]\w*)\s*(?::[^=\n]+)?=(?![=>~])|^[ \t]*([a-z_]\w*)\s*,\s*([a-z_]\w*)\s*=(?!=)", re.MULTILINE)
_FILLED = regex(r"&(\w+)\s*[,)]")  # Go: what a call writes to
_FILES = regex(r"\b(?:File|Directory|Files|FileUtils|fs|os|Storage)\.(?:[dD]elete|remove)\w*\(")
_DEFAULT = regex(r"=>\s*(?:null|undefined|void 0)\s*\)$")
_TAKEN = regex(r"\breturn\b|=|[?:,(\[]\s*(?:await\s+)?[\w.]+\(")
_METHOD = regex(r"^[ \t]*def (?:self\.)?(\w+)", re.MULTILINE)
_RAISED = regex(r"\s*(?:else:\s*)?raise\b")
_SCRIPTS = ("javascript", "typescript", "tsx")
_TRY = regex(r"\btry\b[^{;]*\{")


class Swallowed(Struct, frozen=True):
    """A handler that does nothing, as its first line reads. `excuse` says why it does no harm, "" where nothing does."""

    text: str
    at: Location
    excuse: str = ""


class Swallowing:
    """The handlers that swallow every error."""

    def __init__(self, code: Code) -> None:
        self._code = code

    @classmethod
    def of(cls, code: Code) -> Swallowing:
        return cls(code)

    def __iter__(self) -> Iterator[Swallowed]:
        return iter(self.all)

    @cached_property
    def all(self) -> tuple[Swallowed, ...]:
        aside = compiled(_table()["aside"]["paths"])
        return tuple(found for file in self._code.server if not aside.search(unpackaged(file.path)) for found in self._in(file))

    def _in(self, file: File) -> Iterator[Swallowed]:
        shape = _shape(file.language)
        if shape and any(word in file.text for word in shape["words"]):
            matches = {m.start(): m for pattern in shape["patterns"] for m in pattern.finditer(file.text)}
            for _, match in sorted(matches.items()):
                if shape["broad"].search(match["what"] or "") and not outside_production(file.text, match.start()):
                    yield from _swallowed(self._code.source(file), match)


def _table() -> dict[str, Any]:
    return known("facts/swallowed")


@cache
def _shape(language: str) -> dict[str, Any] | None:
    table = _table()
    found = table["language"].get(table["alias"].get(language, language))
    if not found:
        return None
    patterns = [compiled(p if "(?P<what>" in p else f"{p}(?P<what>)", re.MULTILINE) for p in found["handlers"]]
    return {"words": found["words"], "patterns": patterns, "broad": compiled(found["broad"]), "try": found.get("try", "")}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return compiled(_table()["excuse"][name], re.MULTILINE)


def _swallowed(source: Source, match: re.Match[str]) -> Iterator[Swallowed]:
    start = match.end() - len(match[0].lstrip("} \t\r\n"))
    if not source.code[start : start + 1].strip() or source.quotes(start):  # commented out, or no code of this program
        return
    shown = " ".join(source.text[start : match.end()].split("\n", 1)[0].split())
    yield Swallowed(shown[:60], source.place(start), _excuse(source, match, start))


def _excuse(source: Source, match: re.Match[str], start: int) -> str:
    if any(_pattern("expected").search(c) for c in _COMMENT.findall(match[0])):
        return "the error is what it expects"
    handled = _COMMENT.sub("", _handled(source, match, start))
    statements = [line for line in handled.splitlines() if re.search(r"\w", line)]
    if _tidies(handled) or "ROLLBACK" in source.text[start : source.text.find("\n", start)].upper():
        return "what fails there is only tidying up"
    if source.language in _SCRIPTS and len(statements) <= 3 and _pattern("probes").search(handled):
        return "it tells whether a text can be read"
    if source.language in _SCRIPTS and len(statements) <= 4 and _pattern("rendered").search(handled):
        return "where a page is rendered no cookie can be set"
    if source.language == "python" and _RAISED.match(source.text, _end(source, match)):
        return "what it leaves is raised behind it"
    if _DEFAULT.search(match[0]) and _TAKEN.search(handled):
        return "it leaves a default"
    names = {n for groups in _SET.findall(handled) for n in groups if n}
    if source.language == "go":
        names.update(_FILLED.findall(match[0]))
    following = source.text[match.end() : match.end() + AFTER]
    if any(_checked(name).search(following) for name in names) or _is_asked(source, start):
        return "what it leaves is checked behind it"
    return ""


def _is_asked(source: Source, start: int) -> bool:
    """Whether those who call the method of Ruby around a handler ask whether it gave anything."""
    defined = _METHOD.findall(source.text, max(0, start - FAR), start) if source.language == "ruby" else []
    return bool(defined) and bool(re.search(rf"(?<![\w.@:]){defined[-1]}(?:&\.|\.(?:present|blank|nil)\?)", source.text))


def _end(source: Source, match: re.Match[str]) -> int:
    """Where what follows a handler begins: behind the block of a `with`."""
    return indented_end(source.text, match.start("indent"), below=match.end()) if "suppress(" in match[0] else match.end()


def _tidies(handled: str) -> bool:
    """Whether all that a block calls gives something back, or looks whether it is there."""
    handled = _FILES.sub("unlink(", handled)
    called = set(_pattern("calls").findall(handled)) - set(_table()["excuse"]["keywords"])
    return all(_pattern("tidies").fullmatch(name) for name in called) if called else bool(_pattern("bare").search(handled))


@cache
def _checked(name: str) -> re.Pattern[str]:
    """A condition on a name, a failure because of it, or a default for it."""
    condition = rf"\b(?:if|unless|elif|when|while|case|switch|assert)\b[^\n]*(?<![\w.]){name}\b(?!\s*\.)"
    return passing(rf"{condition}|(?<![\w.]){name}\s*(?:\?\?|\?[^.:\n]*:|\|\||is None|or\b|&&)")


def _handled(source: Source, match: re.Match[str], start: int) -> str:
    """What a handler guards: the block before it, the block of a `with`, or the call it hangs on."""
    text, opens = source.text, (_shape(source.language) or {})["try"]
    if match[0].startswith("}"):
        return _block_before(text, match.start())
    if "suppress(" in match[0]:
        return text[match.end() : indented_end(text, start, below=match.end())]
    if opens and match[0].lstrip().startswith(("except", "rescue")) and "\n" in match[0]:
        begin = max(0, start - FAR)
        indent = match["indent"] if "indent" in match.re.groupindex else ""
        opened = [m.end() for m in re.compile(opens.replace("%s", indent), re.MULTILINE).finditer(text, begin, match.start())]
        return text[opened[-1] : match.start()] if opened else ""
    line = text.rfind("\n", 0, start) + 1
    while line > start - AFTER and line > 0 and text[line : start + 1].lstrip().startswith("."):  # a chain of calls
        line = text.rfind("\n", 0, line - 1) + 1
    return text[line:start]


def _block_before(text: str, closing: int) -> str:
    """The block of a `try` that ends at a brace."""
    begin = max(0, closing - FAR)
    openings = reversed(list(_TRY.finditer(text, begin, closing))[-6:])
    near = text[max(0, closing - 200) : closing]
    return next((text[m.end() : closing] for m in openings if block_end(text, m.end() - 1) >= closing), near)
