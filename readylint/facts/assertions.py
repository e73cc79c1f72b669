"""Assertions: whether each test case checks an outcome, itself or through a helper of the test code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.brackets import block_end, indented_end, spaces
from readylint.facts.files import File, Files
from readylint.facts.testcases import TestCase, TestCases
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

DEEPEST = 3  # helpers that call helpers
COMMON = 12  # definitions of one name, beyond which it says nothing
FEW = 0.1  # share of cases without an assertion of their own, up to which helpers of other files are not looked for
_COMMENT = regex(r"^[ \t]*(?://|#(?!\[)|\*|--).*$|(?<=[;{}),])[ \t]*//.*$", re.MULTILINE)
_BLOCK = regex(r"/\*[\s\S]*?\*/")
_STRING = regex(r'"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|`[^`\n]*`|' + r"(?<![\w&<])'(?:\\.|[^'\\\n])*'")
_CALLED = regex(
    r"\b([A-Za-z_]\w{2,})[?!]?\s*(?:::)?[(<{]|\.([A-Za-z_]\w{2,})\b|^[ \t]*(?:await\s+)?([a-z_]\w{2,})\b|,\s*([A-Za-z_]\w{2,})\s*[,)]",
    re.MULTILINE,
)
_OPENED = regex(r"[^{;=]*\{")
_QUOTE = regex(r"[\"'`]")
_USUAL = ("ssert", "xpect", "erif", "hould")  # found faster than by the patterns of a language
_QUOTED = regex(r"[\"'`]|^\s*(?://|#|\*|--)|\s//")
_LONG = regex(r'"""[\s\S]*?"""|' + r"'''[\s\S]*?'''")
_TODO = regex(r"\.todo\b|\.skip\s*\(\s*\)")
_FAMILIES = {
    "typescript": "javascript", "tsx": "javascript",
    "kotlin": "java", "groovy": "java", "csharp": "java", "scala": "java",
    "cpp": "c",
}

Span = tuple[int, int]


class Judged(Struct, frozen=True):
    """A test case, and what it checks: "outcome", "constant" or "nothing"."""

    case: TestCase
    checks: str

    @property
    def at(self) -> Location:
        return self.case.at


class Assertions:
    """The project's own test cases, each judged by what it checks."""

    def __init__(self, files: Files, tests: TestCases) -> None:
        self._files, self._tests = files, tests
        self._functions: dict[str, dict[str, list[Span]]] = {}
        self._known: dict[tuple[str, str], bool] = {}

    @classmethod
    def of(cls, files: Files, tests: TestCases) -> Assertions:
        return cls(files, tests)

    def __iter__(self) -> Iterator[Judged]:
        return iter(self.all)

    @cached_property
    def all(self) -> tuple[Judged, ...]:
        cases = tuple(self._cases())
        open_ = [c for c in cases if not c[0].made(_has_own, *c[1:])]
        wide = len(open_) > FEW * len(cases)
        judged = {(file.path, case.start): self._judge(file, case, until, wide) for file, case, until in open_}
        return tuple(Judged(case, judged.get((file.path, case.start), "outcome")) for file, case, _ in cases)

    def _cases(self) -> Iterator[tuple[File, TestCase, int]]:
        """Every case with its file, and where the next one begins."""
        for test in self._tests.files:
            file = self._files.get(test.path)
            for case, following in zip(test.cases, (*test.cases[1:], None)) if file else ():
                if file and not case.scaffold and not _TODO.search(file.text, case.start, case.end + 20):
                    yield file, case, following.start if following else len(file.text)

    def _judge(self, file: File, case: TestCase, until: int, wide: bool) -> str:
        text, start = _text(file), _after_name(_text(file), case)
        among = self._of_family[_family(file.language)] if wide else [file]
        body = _plain(text[start : _end(text, case.start, case.end, file.language)], file.language)
        beside = wide and self._helped([file], body, DEEPEST)  # a name that many files define means their own
        if beside or self._helped(among, body, DEEPEST) or ("(" in body and compiled(_table()["quiet"]).search(case.name)):
            return "outcome"
        # a body whose text reaches back to the margin (a here-document, a template) ends where its block does, or the next case begins
        whole = _plain(text[start : min(until, max(block_end(text, case.start), case.end))], file.language)
        longer = len(whole) > len(body) and self._asserts(among, file, whole, DEEPEST)
        return "outcome" if longer else _state(_wanted(file.language), body)

    def _asserts(self, among: list[File], file: File, body: str, depth: int) -> bool:
        return _state(_wanted(file.language), body) == "outcome" or self._helped(among, body, depth)

    def _helped(self, among: list[File], body: str, depth: int) -> bool:
        """Whether something it calls, defined in test code, asserts."""
        names = dict.fromkeys(name for groups in _CALLED.findall(body) for name in groups if name)
        return depth > 0 and any(self._helper(among, name, depth) for name in names)

    def _helper(self, among: list[File], name: str, depth: int) -> bool:
        key = (among[0].path if len(among) == 1 else _family(among[0].language), name)
        if key not in self._known:
            self._known[key] = False  # a helper that calls itself
            found = [(file, *span) for file in among for span in self._defined(file).get(name, ())]
            self._known[key] = len(found) <= COMMON and any(
                self._asserts(among, file, self._body(file, start, end), depth - 1) for file, start, end in found
            )
        return self._known[key]

    def _body(self, file: File, start: int, end: int) -> str:
        text = _text(file)
        return _plain(text[end : _end(text, start, end, file.language)], file.language)

    def _defined(self, file: File) -> dict[str, list[Span]]:
        """The functions that a file of tests defines: where the head of each begins and ends."""
        if file.path not in self._functions:
            found = self._functions[file.path] = {}
            pattern = _definition(_family(file.language))
            for match in pattern.finditer(_text(file)) if pattern else ():
                found.setdefault(next(g for g in match.groups() if g), []).append(match.span())
        return self._functions[file.path]

    @cached_property
    def _of_family(self) -> dict[str, list[File]]:
        """Test code by family of languages; that of Rust may stand in any source."""
        inside = (file for t in self._tests.files if (file := self._files.get(t.path)))
        beside = (f for f in self._files.with_words("assert_eq", "assert") if f.language == "rust")
        found: dict[str, list[File]] = {}
        for file in dict.fromkeys((*self._files.tests, *inside, *beside)):
            found.setdefault(_family(file.language), []).append(file)
        return found


def _table() -> dict[str, Any]:
    return known("facts/assertions")


def _family(language: str) -> str:
    return _FAMILIES.get(language, language)


@cache
def _definition(family: str) -> re.Pattern[str] | None:
    found = _table()["defined"].get(family)
    return compiled(f"^(?:{found})", re.MULTILINE) if found else None


@cache
def _wanted(language: str) -> re.Pattern[str]:
    table = _table()
    own = table["language"].get(language) or table["language"].get(_family(language))
    return compiled(f"{table['any']}|{own}" if own else table["any"], re.MULTILINE)


@cache
def _head() -> re.Pattern[str]:
    return compiled(_table()["head"], re.MULTILINE)


@cache
def _constant() -> re.Pattern[str]:
    return compiled(_table()["constant"], re.MULTILINE)


def _after_name(text: str, case: TestCase) -> int:
    """Where the body begins: behind the quote that closes a name in quotes."""
    quote = _QUOTE.search(text, case.start, case.end)
    return max(case.end, text.find(quote[0], quote.end()) + 1) if quote else case.end


def _text(file: File) -> str:
    """The text without Python's long strings, whose lines may stand at the margin; every line at its place."""
    return file.made(_without_long) if file.language == "python" else file.text


def _without_long(file: File) -> str:
    made = _LONG.sub(lambda m: spaces(m[0]), file.text)
    file.shelves.texts.put(made.__sizeof__(), file.unmade(_without_long))
    return made


def _has_own(file: File, case: TestCase, until: int) -> bool:
    text = _text(file)
    head = text[max(0, case.start - 300) : case.start].rpartition("\n\n")[2] + text[case.start : case.end]
    return bool(_head().search(head)) or _is_checked(text, case, until, file.language)


def _is_checked(text: str, case: TestCase, until: int, language: str) -> bool:
    """Whether the body of a case holds an assertion, in its code and not of a constant. The first one settles it."""
    below = _below(text, case.end, language)
    hits = ((at, at + len(word)) for word in _USUAL if (at := text.find(word, case.end, until)) >= 0)
    return any(_counts(text, case, below, *hit) for hit in hits) or any(
        _counts(text, case, below, *hit.span()) for hit in _within(text, case, below, _wanted(language), until)
    )


def _within(text: str, case: TestCase, below: int, wanted: re.Pattern[str], until: int) -> Iterator[re.Match[str]]:
    """The matches up to the end of the body, which is looked for only where something matches behind it."""
    end = None
    for hit in wanted.finditer(text, case.end, until):
        end = end or indented_end(text, case.start, below=below)
        if hit.start() >= end:
            return
        yield hit


def _counts(text: str, case: TestCase, below: int, start: int, end: int) -> bool:
    if indented_end(text, case.start, below=below, until=start) < start:
        return False
    line = text.rfind("\n", 0, start) + 1
    before = _STRING.sub("", text[max(line, case.end) : start])
    return not _QUOTED.search(before) and not _constant().search(text, line, text.find("\n", end) % (len(text) + 1))


def _state(wanted: re.Pattern[str], body: str) -> str:
    if not wanted.search(body):
        return "nothing"
    if _constant().search(body) and not wanted.search(_constant().sub("", body)):
        return "constant"
    return "outcome"


def _plain(text: str, language: str) -> str:
    """A body without comments and without what its strings say."""
    if "/*" in text and language != "python":
        text = _BLOCK.sub("", text)
    return _STRING.sub('""', _COMMENT.sub("", text))


def _end(text: str, start: int, end: int, language: str) -> int:
    """Where what stands deeper than a head at `start` ends."""
    return indented_end(text, start, below=_below(text, end, language))


def _below(text: str, end: int, language: str) -> int:
    """Where the body of a head begins: a brace below it, at its own depth, opens it."""
    opened = None if language in ("python", "ruby", "elixir") else _OPENED.match(text, end, end + 600)
    return opened.end() if opened else end
