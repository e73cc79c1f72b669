"""Testbeds: the databases that the tests reach, as the tests themselves, their settings and CI say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from msgspec import Struct

from readylint.facts.brackets import inner_tests
from readylint.facts.compose import Compose, ComposeFile, ComposeService
from readylint.facts.dependencies import Dependencies
from readylint.facts.files import File, Files
from readylint.facts.pipelines import Pipelines
from readylint.facts.sightings import Sighting, Sightings
from readylint.facts.testcases import TestCases
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

SHOWN = 2  # places of one sort that are kept
_ANY = ("app", "config", "other", "test", "fixture")
_BRINGS = regex(
    r"^[ \t]*(?:-[ \t]+)?(?:(?:image|name|uses|services?|run)[ \t]*:|\w[\w-]*:[ \t]*$|[^#\n]*\b(?:docker run|systemctl|service)\s|-)"
    r"[^#\n]*(?:[ \t]#[^\n]*)?$",
    re.MULTILINE,
)
_MATRIX = regex(  # the tests run once for each of its engines
    r"(?i)^[ \t]*-?[ \t]*[\w-]*(?:database|db|engine|sql|driver|connection|adapter)[\w-]*[ \t]*:"
    r"(?P<values>[ \t]*\[[^\]]*\]|(?:\n[ \t]+-[^\n]*)+)",
    re.MULTILINE,
)
_ADDRESS = regex(
    r"(?i)^[ \t]*(?:-[ \t]+)?(?:export[ \t]+)?[\"']?\w*(?:DATABASE|DB)_?UR[IL][\"']?[ \t]*[:=][ \t]*[\"']?sqlite(?:3|\+\w+)?:", re.MULTILINE
)
_SETS_UP = regex(r"(?i)^conftest\.py$|base|setup|helper|harness|fixture")  # what sets many tests up says it best
_SUPABASE = regex(r"\bsupabase[ ](?:db[ ])?(?:start|reset)\b(?![^\n]*--help)")
_COMPOSE = regex(r"\bdocker(?:-| )compose\b.*\b(?:up|run|start|create|exec)\b")
_URL = regex(r"(?m)^spring\.(?:datasource|r2dbc)\.(?:[\w-]+\.)*(?:jdbc-?)?[uU]rl[ \t]*[=:]|^[ \t]+(?:jdbc-?)?[uU]rl[ \t]*:")
_FUNCTION = regex(r"^[ \t]*(?:pub(?:\([^()\n]*\))?[ \t]+)?(?:async[ \t]+)?fn[ \t]+(\w+)", re.MULTILINE)
_BASE = regex(r"(?i)^FROM[ \t]+(?:--\S+[ \t]+)?(\S+)", re.MULTILINE)
_FILE = regex(r"(?:-f|--file)[ =](\S+)")


class Testbed(Struct, frozen=True):
    """A database that tests reach. `engine` is "" for the app's own, whichever it is; `started`: CI or a compose file
    starts it, which does not say that the tests use it."""

    __test__ = False  # pytest: not a test of ours

    how: str
    engine: str
    at: Location
    started: bool = False


class Testbeds:
    """The databases that the tests reach."""

    __test__ = False

    def __init__(
        self, files: Files, sightings: Sightings, tests: TestCases, pipelines: Pipelines, compose: Compose, dependencies: Dependencies
    ) -> None:
        self._files, self._sightings, self._tests = files, sightings, tests
        self._pipelines, self._compose, self._dependencies = pipelines, compose, dependencies

    @classmethod
    def of(
        cls, files: Files, sightings: Sightings, tests: TestCases, pipelines: Pipelines, compose: Compose, dependencies: Dependencies
    ) -> Testbeds:
        return cls(files, sightings, tests, pipelines, compose, dependencies)

    def __iter__(self) -> Iterator[Testbed]:
        return iter(self.all)

    @cached_property
    def all(self) -> tuple[Testbed, ...]:
        """Those that the tests name, then those of their settings and framework, then those that CI starts; none without tests."""
        if not self._tests.own and not self._tests.unread:
            return ()
        named = tuple(Testbed(s.row["how"], s.row.get("engine", ""), s.at) for s in self._named())
        if named and not any(b.engine for b in named):
            named = (*self._of_replaced_settings(), *named)
        return tuple(dict.fromkeys((*named, *self._of_ci(), *self._of_supabase(), *self._of_compose())))

    def _named(self) -> Iterator[Sighting]:
        """A few of each row; in Rust of the tests alone, which may stand in the app's own files."""
        for row in ({"kinds": _ANY, **row} for row in _table()["reach"]):
            if "rust" in row.get("languages", ()):
                inside = [s for s in self._sightings.find((row,), among=self._code_of_tests) if _is_in_test(s)]
                yield from islice({s.at.path: s for s in reversed(inside)}.values(), SHOWN)
            else:
                yield from self._sightings.firsts((row,), among=self._code_of_tests, most=SHOWN)

    @cached_property
    def _code_of_tests(self) -> tuple[File, ...]:
        inside = (file for test in self._tests.files if (file := self._files.get(test.path)))
        beside = (file for file in self._files.tests if not self._is_idle(file))
        return tuple(sorted(dict.fromkeys((*inside, *beside)), key=lambda f: not _SETS_UP.search(f.name)))

    def _is_idle(self, file: File) -> bool:
        """Rust: whether it defines helpers of tests that no other file names."""
        names = _FUNCTION.findall(file.text) if file.language == "rust" else ()
        return bool(names) and "main" not in names and not any(f is not file for f in self._files.with_words(*names))

    def _of_replaced_settings(self) -> Iterator[Testbed]:
        """Spring: settings of the tests that stand in place of the app's, as they have the same name, and name no database: the one that
        is embedded in the tests is taken."""
        for file in self._files.match("**/src/test/resources/application.*", kinds=_ANY):
            app = self._files.get(file.path.replace("src/test/resources/", "src/main/resources/"))
            if app is None or _URL.search(file.text) or not _URL.search(app.text):
                continue
            home = file.path[: file.path.rindex("src/test/")]
            if any(d.at.path.startswith(home) for d in self._dependencies.find({"maven": ("com.h2database:h2",)}, development=True)):
                yield Testbed("H2, as the tests' settings name no database", "H2", file.at)

    def _of_ci(self) -> Iterator[Testbed]:
        """The engines that a pipeline which tests starts: services, containers, actions."""
        runs = self._pipelines.runs("test")
        for path in dict.fromkeys(path for run in runs for path in (run.pipeline.path, run.job.at.path)):  # one may call the other
            if file := self._files.get(path):
                for line in _BRINGS.finditer(file.text):
                    at = file.place(line.start() + len(line[0]) - len(line[0].lstrip()))
                    yield from (Testbed(f"{engine} in CI", engine, at, True) for engine in engines_of(line[0]))
                yield from file.asked(_of_matrix)
                for address in islice(_ADDRESS.finditer(file.text), 1):  # which takes the place of the app's own
                    yield Testbed("SQLite, by the address that CI gives", "SQLite", file.place(address.start()))

    def _of_supabase(self) -> Iterator[Testbed]:
        """PostgreSQL, as the Supabase CLI starts it in a job that tests."""
        for run in self._pipelines.runs("test"):
            for command in (c for step in run.job.steps for c in step.commands):
                if _SUPABASE.search(command.text):
                    yield Testbed("PostgreSQL that the Supabase CLI starts", "PostgreSQL", command.at, True)

    def _of_compose(self) -> Iterator[Testbed]:
        """The engines of the compose files that are for tests, or that a job which tests brings up."""
        steps = [s for run in self._pipelines.runs("test") for s in run.job.steps]
        commands = [c.text for s in steps for c in s.commands if _COMPOSE.search(c.text)]
        named = {name.rpartition("/")[2] for text in commands for name in _FILE.findall(text)}
        for file in self._compose:
            if file.purpose == "test" or file.path.rpartition("/")[2] in named or (commands and not named and not file.purpose):
                for service in (s for s in file.services if s.name not in _of_emulators(file)):
                    for engine in engines_of(self._image(service)):
                        yield Testbed(f"{engine} of a compose file for tests", engine, service.at, True)

    def _image(self, service: ComposeService) -> str:
        """The image of a service, or the one that its own is built on."""
        built = self._files.get(service.dockerfile) if service.dockerfile else None
        bases = _BASE.findall(built.text) if built else ()
        return bases[-1] if bases else service.image


def _of_emulators(file: ComposeFile) -> frozenset[str]:
    """The services in which emulators of a cloud keep what is theirs."""
    needed = (s.body["depends_on"] for s in file.services if "emulator" in s.image)
    return frozenset(name for node in needed for name in (*node.keys(), *map(str, node.parts or ())))


def _is_in_test(seen: Sighting) -> bool:
    """Whether it stands in tests, by its file or within it, or is made for them."""
    told = "test" in seen.match[0] or (seen.source is not None and seen.source.file.kind == "test")
    return told or any(start <= seen.start < end for start, end in inner_tests(seen.match.string))


def _of_matrix(file: File) -> tuple[Testbed, ...]:
    found = _MATRIX.finditer(file.text) if "matrix" in file.text else ()
    placed = ((match, file.place(match.start() + len(match[0]) - len(match[0].lstrip()))) for match in found)
    return tuple(Testbed(f"{engine} of CI's matrix", engine, at) for match, at in placed for engine in engines_of(match["values"]))


def engines_of(text: str) -> list[str]:
    """The database engines whose images, packages or services a line names."""
    return [engine for engine, pattern in _table()["images"].items() if compiled(pattern).search(text)]


def _table() -> dict[str, Any]:
    return known("facts/testbeds")
