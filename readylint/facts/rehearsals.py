"""Rehearsals: what applies the migrations when the tests run: the framework's test runner, or the tests' own set-up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code
from readylint.facts.dependencies import Dependencies
from readylint.facts.files import File, Files
from readylint.facts.migrations import Migrations
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_SUPPORT = (
    "**/{test,tests,spec,specs,testing,test-utils,testutils,__tests__,e2e,integration*}/**", "jest*", "vitest*", "conftest.py",
    "*{test,tests,spec,Test,Tests,TestCase,Fixture,Factory}.*", "{setup,globalSetup,global-setup}*",
)
_SETTINGS = (
    "*test*.{py,yml,yaml,properties,ini,cfg,toml}", "**/*test*/**/*.{yml,yaml,properties,py}", "pytest.ini", "setup.cfg", "tox.ini",
    "pyproject.toml",
)
_IMPORT = regex(r"^[ \t]*from[ \t]+(?P<module>[\w.]+)[ \t]+import[ \t]+(?P<names>[\w, ]+)", re.MULTILINE)
_OF_BROWSERS = regex(r"^(?:\S*/)?(?:jest|vitest|mocha|cypress|playwright|ng|karma|yarn|npm|pnpm|npx|bunx?)\b")
_ANY = ("app", "config", "other", "test", "fixture")


class Rehearsal(Struct, frozen=True):
    """Something that applies the migrations when the tests run."""

    by: str
    at: Location
    languages: tuple[str, ...] = ()

    def begun_by(self, command: str) -> bool:
        """Whether a test command can be the one that starts it: one of JavaScript's starts the tests of no other language."""
        return "javascript" in self.languages or not _OF_BROWSERS.search(command)


class Rehearsals:
    """What applies the migrations when the tests run, found when first asked for."""

    def __init__(self, files: Files, code: Code, dependencies: Dependencies, migrations: Migrations) -> None:
        self._files, self._code, self._dependencies, self._migrations = files, code, dependencies, migrations

    @classmethod
    def of(cls, files: Files, code: Code, dependencies: Dependencies, migrations: Migrations) -> Rehearsals:
        return cls(files, code, dependencies, migrations)

    def __iter__(self) -> Iterator[Rehearsal]:
        return iter(self.all)

    @cached_property
    def all(self) -> tuple[Rehearsal, ...]:
        """One for each way."""
        found = (next(self._of_row(row), None) for row in known("facts/rehearsals")["rehearsal"] if self._speaks_of(row))
        return tuple(r for r in found if r)

    def _speaks_of(self, row: dict[str, Any]) -> bool:
        tools = row.get("tools")
        return not tools or any(t in tools for t in self._migrations.tools)

    def _of_row(self, row: dict[str, Any]) -> Iterator[Rehearsal]:
        if "unless" in row and any(compiled(row["unless"]).search(f.text) for f in self._files.match(*_SETTINGS, kinds=_ANY)):
            return
        if "app" in row and not any(True for _ in self._code.search(row["app"], *row["words"], language=row["languages"])):
            return
        if "packages" in row:
            yield from (Rehearsal(row["by"], d.at, ("python",)) for d in self._dependencies.find(row["packages"], development=True))
        if "code" in row:
            wanted = compiled(row["code"], re.MULTILINE)
            for source in (self._code.tests(f) for f in self._chosen(row)):
                if compiled(row["code"]).search(source.text):
                    yield from (Rehearsal(row["by"], at, tuple(row.get("languages", ()))) for _, at in source.search(wanted))
            if "python" in row.get("languages", ()):
                yield from (Rehearsal(row["by"], at, ("python",)) for at in self._through(wanted))

    def _through(self, wanted: re.Pattern[str]) -> Iterator[Location]:
        """Where a conftest calls a function of the app's whose file does it."""
        for source in (self._code.source(f) for f in self._files.match("conftest.py", kinds=_ANY)):
            for imported, at in source.search(_IMPORT):
                of_app = self._files.match(f"**/{imported['module'].replace('.', '/')}.py", kinds=("app",))
                called = re.search(rf"(?<![\w.])(?:{'|'.join(re.findall(r'[a-zA-Z_0-9]+', imported['names']))})\(", source.code)
                if called and any(wanted.search(self._code.source(f).code) for f in of_app):
                    yield at

    def _chosen(self, row: dict[str, Any]) -> Iterator[File]:
        wanted = row.get("languages")
        for file in self._files.match(*row["files"], kinds=_ANY) if "files" in row else self._tests:
            if not wanted or file.language in wanted:
                yield file

    @cached_property
    def _tests(self) -> tuple[File, ...]:
        support = (f for f in self._files.match(*_SUPPORT, kinds=_ANY) if f.language in _languages())
        return tuple({f.path: f for f in (*self._files.tests, *support)}.values())


def _languages() -> frozenset[str]:
    return frozenset(name for row in known("facts/rehearsals")["rehearsal"] for name in row.get("languages", ()))
