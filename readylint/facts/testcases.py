"""Test cases: what a recognised runner of each language collects, and what a generator left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.brackets import spaces
from readylint.facts.files import File, Files
from readylint.knowledge import known, regex
from readylint.model import Finding, Location, nothing, unclear
from readylint.patterns import compiled


class TestCase(Struct, frozen=True):
    """One test case. `scaffold` names the generator that wrote it; "" when it is the project's own. `start` and `end` are the offsets
    of its head in the file: annotation and name, up to where its parameters or body begin."""

    __test__ = False  # pytest: not a test of ours

    name: str
    at: Location
    scaffold: str = ""
    start: int = 0
    end: int = 0


class TestFile(Struct, frozen=True):
    """A file with cases that a runner collects."""

    __test__ = False

    path: str
    language: str
    runner: str
    cases: tuple[TestCase, ...]

    @property
    def at(self) -> Location:
        return self.cases[0].at


class TestCases:
    """The test suite of the project."""

    __test__ = False

    def __init__(self, files: Files) -> None:
        self._files = files

    @classmethod
    def of(cls, files: Files) -> TestCases:
        return cls(files)

    @cached_property
    def files(self) -> tuple[TestFile, ...]:
        """Every file that holds at least one case that its runner collects, by path."""
        read = (file.made(_read, runner["name"]) for file, runner in self._candidates())
        return tuple(sorted((f for f in read if f), key=lambda f: f.path))

    @cached_property
    def cases(self) -> tuple[TestCase, ...]:
        return tuple(c for f in self.files for c in f.cases)

    @cached_property
    def own(self) -> tuple[TestCase, ...]:
        """The cases that no generator wrote."""
        return tuple(c for c in self.cases if not c.scaffold)

    @property
    def scaffold_only(self) -> bool:
        """Whether there are cases, and a generator wrote them all."""
        return bool(self.cases) and not self.own

    @cached_property
    def uncollected(self) -> tuple[File, ...]:
        """JavaScript test files in a project that declares no runner for them."""
        if self._javascript_runs:
            return ()
        runner = next(r for r in _table()["runner"] if "declared" in r)
        return tuple(
            f
            for f in self._files.tests
            if f.language in runner["language"] and _collects(runner, f) and not compiled(runner["imported"]).search(f.text)
        )

    @cached_property
    def unread(self) -> tuple[File, ...]:
        """Test code in languages whose runners are not known here."""
        unknown = {*known("facts/foreign")["languages"], "powershell"} - {"c", "cpp", "dart", "swift"}  # whose runners are
        return tuple(f for f in self._files.tests if f.language in unknown)

    def __iter__(self) -> Iterator[TestFile]:
        return iter(self.files)

    def _candidates(self) -> Iterator[tuple[File, dict[str, Any]]]:
        uncollected = frozenset(f.path for f in self.uncollected)
        for file in self._files.own:
            if file.path in uncollected:
                continue
            for runner in _by_language().get(file.language, ()):
                if _may_hold(file, runner) and (_collects(runner, file) or self._is_brought_in(file)) and self._has_words(file, runner):
                    yield file, runner
                    break

    def _has_words(self, file: File, runner: dict[str, Any]) -> bool:
        return "words" not in runner or bool(self._files.with_words(*runner["words"], among=(file,)))

    def _is_brought_in(self, file: File) -> bool:
        """Python: whether a package of tests imports it, which a runner that is told the package's name loads."""
        package = self._files.get(f"{file.folder}/__init__.py") if file.language == "python" and file.kind == "test" else None
        return package is not None and bool(re.search(rf"^from \.{re.escape(file.name[:-3])} import\b", package.text, re.MULTILINE))

    @cached_property
    def _javascript_runs(self) -> bool:
        declared = next(r["declared"] for r in _table()["runner"] if "declared" in r)
        manifests = self._files.match(
            "package.json", "deno.json*", "angular.json", "project.json", kinds=("app", "config", "other", "test")
        )
        return any(compiled(declared).search(m.text) for m in manifests)


def untested(tests: TestCases) -> Finding:
    """What an item about tests says of a project that has none of its own (ruling 2)."""
    if tests.unread and not tests.cases:
        return unclear(f"there is test code in {tests.unread[0].language}, which readylint does not read", tests.unread[0])
    return nothing("there are no tests of the project's own")


def _table() -> dict[str, Any]:
    return known("facts/testcases")


@cache
def _by_language() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for runner in _table()["runner"]:
        for language in runner["language"]:
            found.setdefault(language, []).append(runner)
    return found


def _may_hold(file: File, runner: dict[str, Any]) -> bool:
    if file.kind == "test":
        return True
    return (file.kind == "app" and bool(runner.get("inside"))) or (not file.language and file.name.endswith((".bats", ".rego")))


def _collects(runner: dict[str, Any], file: File) -> bool:
    named = compiled(runner["files"])
    return bool(named.match(file.name) or named.match(file.path))


_DEFINED = regex(
    r"^(?P<fixture>[ \t]*@(?:[\w.]*\bfixture\b|\w+\.(?:task|get|post|put|delete|route|command)\b)[^\n]*\n(?:[ \t]*[@)\w][^\n]*\n){0,4}?)?"
    r"(?P<indent>[ \t]*)(?P<what>class|(?:async[ \t]+)?def)\b",
    re.MULTILINE,
)
_PLAIN = regex(
    r"\s+(?P<name>(?!Test|Describe|When|Given|It[A-Z]|Should)\w+(?<!Test)(?<!Tests)(?<!Suite)(?<!Spec)(?<!Mixin)(?<!Base))"
    r"\s*(?:\(\s*\))?\s*:"
)
_BLOCK_COMMENT = regex(r"^[ \t]*/\*[\s\S]*?\*/", re.MULTILINE)
_WITH_BLOCKS = frozenset(
    {"javascript", "typescript", "tsx", "java", "kotlin", "go", "csharp", "rust", "scala", "swift", "dart", "c", "cpp"}
)


@cache
def _case_pattern(case: str) -> re.Pattern[str]:
    return compiled(rf"^[ \t]*(?:{case})", re.MULTILINE)


def _read(file: File, name: str) -> TestFile | None:
    runner = next(r for r in _table()["runner"] if r["name"] == name)
    text = file.text
    if file.language in _WITH_BLOCKS and "/*" in text:
        text = _BLOCK_COMMENT.sub(lambda m: spaces(m[0]), text)
    cases = tuple(_cases(file, text, runner))
    return TestFile(file.path, file.language, runner["name"], cases) if cases else None


def _cases(file: File, text: str, runner: dict[str, Any]) -> Iterator[TestCase]:
    line, last = 1, 0
    hidden = _uncollected(text) if file.language == "python" else ()
    for match in _case_pattern(runner["case"]).finditer(text):
        line, last = line + text.count("\n", last, match.start()), match.start()
        name = next((g for g in match.groups() if g), match[0].strip())
        if match.start() in hidden:
            continue
        yield TestCase(name, Location(file.path, line), _scaffold(file.path, name, text), match.start(), match.end())


def _uncollected(text: str) -> frozenset[int]:
    """Where Python functions stand that no runner collects, whatever their name: fixtures, and what stands inside functions and
    inside classes that are no tests."""
    found: set[int] = set()
    around: list[tuple[int, bool]] = []  # indentation of what is open, and whether it hides what it holds
    for match in _DEFINED.finditer(text):
        indent = len(match["indent"])
        while around and around[-1][0] >= indent:
            around.pop()
        if match["fixture"] or any(hides for _, hides in around):
            found.add(match.start("indent"))
        around.append((indent, match["what"] != "class" or _is_plain(text, match.end())))
    return frozenset(found)


def _is_plain(text: str, end: int) -> bool:
    """Whether a class stands on no other, is none's base, and has no name that tests have: a script's own."""
    named = _PLAIN.match(text, end)
    return named is not None and not re.search(rf"\bclass\s+\w+\s*\([^)]*\b{named['name']}\b", text)


@cache
def _scaffold_names() -> re.Pattern[str]:
    return compiled("|".join(f"(?:{row['name']})" for row in _table()["scaffold"]))


def _scaffold(path: str, name: str, text: str) -> str:
    if not _scaffold_names().fullmatch(name):
        return ""
    for row in _table()["scaffold"]:
        placed = compiled(row["name"]).fullmatch(name) and compiled(row.get("path", "")).search(path)
        if placed and compiled(row.get("text", "")).search(text):
            return str(row["by"])
    return ""
