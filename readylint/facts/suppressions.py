"""Suppressions: tests that are switched off without a reason, and tests that run again when they fail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.code import Source
from readylint.facts.files import File, Files
from readylint.facts.pipelines import Pipelines
from readylint.facts.sightings import Sighting, Sightings
from readylint.facts.testcases import TestCases
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_ANY = ("app", "config", "other", "test")
_COMMENT = regex(r"^\s*(?://|#|/\*|\*|<!--)\s?(.*)$|\s(?://|#)\s?(\S.*)$")
_COMMENTED = regex(r"\s*(?://|#|/\*|\*|<!--)")
MOST_LINES = 8  # of a comment above a mark
_CODE = regex(
    r"[;{(,]\s*$|^\s*@|\)\s*$|^\s*\}|^\s*$|^\s*(?:eslint|rubocop|noqa|ts-ignore|prettier|istanbul|region|endregion|---|===|\*\*\*)",
    re.IGNORECASE,
)
_WORDS = regex(r"\w+\W+\w+|https?://|#\d+|[A-Z]{2,}-\d+")
_CONDITION = regex(
    r"^\s*(?:\}?\s*else\b|if\b|unless\b|elif\b|case\b|when\b|switch\b|before|after|catch|except|rescue)|\s(?:if|unless)\s|&&|\|\|"
)


class Suppression(Struct, frozen=True):
    """A mark in a test, a setting or a command of CI. `how`: "skipped" or "re-run". `excuse` says why it does not count."""

    how: str
    shown: str
    at: Location
    excuse: str = ""


class Suppressions:
    """What keeps tests from failing."""

    def __init__(self, files: Files, sightings: Sightings, tests: TestCases, pipelines: Pipelines) -> None:
        self._files, self._sightings, self._tests, self._pipelines = files, sightings, tests, pipelines

    @classmethod
    def of(cls, files: Files, sightings: Sightings, tests: TestCases, pipelines: Pipelines) -> Suppressions:
        return cls(files, sightings, tests, pipelines)

    def __iter__(self) -> Iterator[Suppression]:
        return iter(self.all)

    @cached_property
    def all(self) -> tuple[Suppression, ...]:
        marks = (found for row in _table()["mark"] for found in self._marked(row))
        return tuple(dict.fromkeys((*marks, *self._configured(), *self._commanded())))

    def _marked(self, row: dict[str, Any]) -> Iterator[Suppression]:
        if "ran" in row and any(compiled(row["ran"]).search(c) for c in self._typed):
            return
        for seen in self._sightings.find((row,), among=self._code_of_tests):
            if seen.source and not seen.source.quotes(seen.match.end() - 1):
                yield _suppression(seen.source, seen)

    @cached_property
    def _code_of_tests(self) -> tuple[File, ...]:
        inside = (file for test in self._tests.files if (file := self._files.get(test.path)))
        return tuple(dict.fromkeys((*self._files.tests, *inside)))

    @cached_property
    def _typed(self) -> tuple[str, ...]:
        """The commands and actions of CI, with what they call."""
        steps = [s for p in self._pipelines for j in p.jobs for s in j.steps]
        return tuple(t for s in steps for t in (s.uses, *(c.text for c in s.commands), *(c.bare for c in s.commands)) if t)

    def _configured(self) -> Iterator[Suppression]:
        """Re-runs that a configuration sets, where CI runs the tool and does not fail on flaky tests by itself (ruling 27)."""
        for row in _table()["run"]:
            code = compiled(row["code"], re.MULTILINE)
            for file in self._files.match(row["config"], kinds=_ANY):
                found = code.search(file.text)
                runs = [t for t in self._typed if compiled(row["runs"]).search(t)] if found else []
                if found and runs and not compiled(row.get("off", "(?!)")).search(file.text):
                    strict = any(compiled(row.get("unless", "(?!)")).search(t) for t in runs)
                    excuse = "CI fails on flaky tests" if strict else ""
                    yield Suppression("re-run", f"the retries of {row['name']} in CI", file.place(found.start()), excuse)

    def _commanded(self) -> Iterator[Suppression]:
        table = _table()["commands"]
        for run in self._pipelines.runs("test"):
            if compiled(table["code"]).search(run.command.text) and not compiled(table["unless"]).search(run.command.text):
                yield Suppression("re-run", f"`{run.command.shown}` in CI", run.at)
            elif compiled(table["actions"]).search(run.step.uses):
                yield Suppression("re-run", f"{run.step.uses} around the tests", run.at)


def _table() -> dict[str, Any]:
    return known("facts/suppressions")


def _suppression(source: Source, seen: Sighting) -> Suppression:
    start, match, row = seen.start, seen.match, seen.row
    shown = " ".join(source.text[start : match.end()].split("\n", 1)[0].split())[:60]
    excuse = ""
    if _has_reason(source.text, start, match.end()):
        excuse = "a comment gives the reason"
    elif not row.get("bare", True) and _is_conditional(source.code, start):
        excuse = "it hangs on a condition"
    return Suppression(row["what"], f"`{shown}`", seen.at, excuse if row["what"] == "skipped" else "")


def _has_reason(text: str, start: int, end: int) -> bool:
    """Whether a comment stands above the mark, behind it or right below it, in words and not in code."""
    line = text.count("\n", 0, start)
    lines = text.split("\n", line + 3)
    last, above = line + text.count("\n", start, end), max(0, line - 1)
    while above and line - above < MOST_LINES and _COMMENTED.match(lines[above]) and _COMMENTED.match(lines[above - 1]):
        above -= 1
    near = lines[above : last + 2]
    said = (next((g for g in m.groups() if g), "") for n in near if (m := _COMMENT.search(n)))
    return any(_WORDS.search(comment) and not _CODE.search(comment) for comment in said)


def _is_conditional(code: str, start: int) -> bool:
    """Whether the line, or the nearest one above that stands less deep, is a condition."""
    line = code.rfind("\n", 0, start) + 1
    if _CONDITION.search(code[line : code.find("\n", start)]):
        return True
    indent = start - line
    for above in reversed(code[max(0, line - 800) : line].split("\n")[:-1]):
        if above.strip() and len(above) - len(above.lstrip()) < indent:
            return bool(_CONDITION.search(above))
    return False
