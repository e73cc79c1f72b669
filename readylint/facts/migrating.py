"""Migrating: where a release applies the migrations: a command of it, or the app itself when it starts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code
from readylint.facts.dependencies import Dependencies
from readylint.facts.files import Files
from readylint.facts.releases import Act, Releases, first
from readylint.facts.sightings import Sighting, Sightings
from readylint.facts.structured import Structured
from readylint.facts.usage import settings
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled


class Applied(Struct, frozen=True):
    """One place that applies them, and what does so."""

    at: Location
    by: str


class Migrating:
    """Where a release applies the migrations."""

    def __init__(
        self, files: Files, code: Code, sightings: Sightings, dependencies: Dependencies, structured: Structured, releases: Releases
    ) -> None:
        self._files, self._code, self._sightings, self._dependencies = files, code, sightings, dependencies
        self._structured, self._releases = structured, releases

    @classmethod
    def of(
        cls, files: Files, code: Code, sightings: Sightings, dependencies: Dependencies, structured: Structured, releases: Releases
    ) -> Migrating:
        return cls(files, code, sightings, dependencies, structured, releases)

    def __iter__(self) -> Iterator[Applied]:
        return iter(self.all)

    @cached_property
    def all(self) -> tuple[Applied, ...]:
        return (*self._by_releases(), *self.at_start)

    @cached_property
    def at_start(self) -> tuple[Applied, ...]:
        """Where the app does it itself whenever it starts."""
        return (*self._in_code(), *self._by_framework())

    def is_applied_by(self, command: str) -> bool:
        """Whether a command that something starts with applies them."""
        table = _table()["migrate"]
        found = compiled("|".join(f"(?:{p})" for p in table["text"]), re.MULTILINE).search(command)
        return bool(found) and not compiled(table["never"]).search(command)

    def _by_releases(self) -> Iterator[Applied]:
        table = _table()["migrate"]
        own = [rf"\bmanage(?:\.py)?[\"',\s]+{re.escape(name)}\b" for name in self._own_commands]
        own += [rf"\b(?:rake|rails)[\"',\s]+{re.escape(name)}(?![\w:])" for name in self._rake_tasks]
        own += [rf"\bmix[\"',\s]+{re.escape(name)}(?![\w.])" for name in self._aliases]
        joined = "|".join(f"(?:{p})" for p in (*table["text"], *own))
        wanted = (re.compile if own else compiled)(joined, re.MULTILINE)  # own commands are the repository's
        never = compiled(table["never"])
        for acts in (self._releases.acts, self._releases.targets):
            if found := list(first(_likely(acts, (*self._own_commands, *self._rake_tasks, *self._aliases)), wanted, never)):
                yield from (Applied(at, act.by) for act, at in found)
                return

    @cached_property
    def _own_commands(self) -> tuple[str, ...]:
        """Commands of the app's own, for Django's manage.py, that migrate among other things."""
        called = r"""\bcall_command\(\s*["']migrate["']"""
        paths = (at.path for _, at in self._code.search(called, "call_command", language="python"))
        return tuple({p.rpartition("/")[2].removesuffix(".py") for p in paths if "/management/commands/" in f"/{p}"})

    @cached_property
    def _rake_tasks(self) -> tuple[str, ...]:
        """Tasks of Rake of the app's own that migrate among other things, with the namespaces around them."""
        return tuple(name for file in self._files.match("*.rake", "Rakefile") for name in _migrating_tasks(file.text))

    @cached_property
    def _aliases(self) -> tuple[str, ...]:
        """Tasks of Mix of the app's own that migrate among other things."""
        found = (match["name"] for file in self._files.match("mix.exs") for match in _ALIAS.finditer(file.text))
        return tuple(name for name in found if name != "test")

    def _in_code(self) -> tuple[Applied, ...]:
        """The app's own code, at its start; a program for migrations alone is run by somebody."""
        apart = compiled(_table()["not_at_start"]["paths"])
        found: dict[tuple[str, str], Applied] = {}
        for seen in self._sightings.find(_table()["at_start"]):
            path = seen.at.path
            started = seen.row.get("started") or (path.endswith(".go") and _at_start(seen.match))
            if apart.search(path) and not started and not self._is_called(seen, apart):
                continue
            if seen.source and not self._is_built(seen.source.text):
                continue
            if not _for_development(seen.match.string[max(0, seen.match.start() - 400) : seen.match.start()]):
                found.setdefault((seen.name, seen.at.path), Applied(seen.at, f"{seen.name} at the app's start"))
        return tuple(found.values())

    def _is_called(self, seen: Sighting, apart: re.Pattern[str]) -> bool:
        """Whether the function that migrates is called by a file that brings its own in, and is no program that somebody runs by hand."""
        path, written = seen.at.path, list(_FUNCTION_OF.finditer(seen.match.string, 0, seen.match.start()))
        if seen.source is None or not written:
            return False
        name, stem = next(filter(None, written[-1].groups())), re.escape(path.rpartition("/")[2].partition(".")[0])
        brings = re.compile(rf"^(?:from|import|\}}|.*\brequire\(|.*\bimport\()[^\n]*\b{stem}\b", re.MULTILINE)
        calls = re.compile(rf"(?<!def )(?<!function )\b{name}\(")
        if seen.source.language == "csharp":  # which brings in names, whatever the file is called
            brings, calls = _ANYTHING, re.compile(rf"\.{name}\s?(?:<[\w.]+>)?\(")
        others = (s for s in self._code.sources(name, language=seen.source.language) if s.path != path and not apart.search(s.path))
        return any(calls.search(s.code) and brings.search(s.text) for s in others)

    def _is_built(self, text: str) -> bool:
        """Whether a file of Go that is built only with a tag is built with it by an image."""
        tag = _TAG.search(text)
        wanted = re.compile(rf"-tags[= ][\"']?(?:[\w,]*,)?{tag[1]}\b") if tag else None
        return wanted is None or any(wanted.search(f.text) for f in self._files.match("*Dockerfile*", "*.dockerfile", "*.nomad*"))

    def _by_framework(self) -> Iterator[Applied]:
        """Spring Boot applies Flyway's and Liquibase's migrations by itself when it starts (ruling 5)."""
        if not any(self._dependencies.find({"maven": ("org.springframework.boot:*",), "gradle": ("org.springframework.boot",)})):
            return
        for tool, packages in _SPRING:
            if self._switched_off(tool):
                continue
            for dependency in self._dependencies.find({"maven": packages}):
                yield Applied(dependency.at, f"{tool}, which Spring Boot runs at the start,")
                break

    def _switched_off(self, tool: str) -> bool:
        """Whether the configuration of every profile switches it off, and that of production does not switch it on again."""
        said = dict[str, bool]()
        for at in settings(self._files, self._structured, f"spring.{tool.lower()}.enabled"):
            file = self._files.get(at.path)
            said[at.path.rpartition("/")[2]] = "false" in (file.text.splitlines()[at.line - 1] if file else "")
        again = any(not off and _PRODUCTION.search(name) for name, off in said.items())
        return not again and any(off and "-" not in name for name, off in said.items())


_PRODUCTION = regex(r"-(?:prod|production|live)\b")
_ALIAS = regex(r"^\s*\"?(?P<name>[a-z][\w.]*)\"?:\s*\[[^\]]{0,400}?\"ecto\.migrate\b", re.MULTILINE)
_QUICK = regex(
    r"db:|ecto\.|alembic|goose|upgrade|flyway|liquibase|recipe/|updb|prisma|drizzle|efbundle|dotnet|dbmate|sqlx|diesel|sqitch|umzug|capistrano|supabase"
)
_ANYTHING = regex(r"")
# Go: a program by hand has a main of its own, or is one command among those of the program that serves; an `init` of a package runs
# wherever the package is imported
_TAG = regex(r"^//go:build (\w+)$", re.MULTILINE)
_INIT = regex(r"^func init\(\)", re.MULTILINE)
_FUNCTION = regex(r"^func\b", re.MULTILINE)
_FUNCTION_OF = regex(
    r"^[ \t]*(?:async )?def (\w+)|^(?:export (?:default )?)?(?:async )?function (\w+)"
    r"|^(?:export )?const (\w+) ?= ?(?:async )?(?:function\b|\()"
    r"|^[ \t]*(?:public|internal) static [\w<>?, ]{1,80} (\w+)(?:<\w+>)?\(this ",
    re.MULTILINE,
)
_MAIN = regex(r"^package main\b", re.MULTILINE)
_STARTS = regex(r"\b(?:start|run|serve|launch)(?:Daemon|Server|HTTP|Http)\w*\(|\bhttp\.(?:ListenAndServe|Serve)\w*\(")
_SPRING = (
    ("Flyway", ("org.flywaydb:*", "org.springframework.boot:spring-boot-starter-flyway")),
    ("Liquibase", ("org.liquibase:liquibase-core", "org.springframework.boot:spring-boot-starter-liquibase")),
)


def _likely(acts: Iterable[Act], commands: tuple[str, ...]) -> list[Act]:
    """Those in which a word of migrations stands at all."""
    return [a for a in acts if "igrat" in a.text or _QUICK.search(a.text) or any(name in a.text for name in commands)]


def _at_start(found: re.Match[str]) -> bool:
    """Whether a program in Go migrates when it starts: it goes on to serve, or migrates in an `init` of a package that it imports."""
    text = found.string
    if _STARTS.search(text):
        return True
    opened = max((m.start() for m in _FUNCTION.finditer(text, 0, found.start())), default=-1)
    return opened >= 0 and bool(_INIT.match(text, opened)) and not _MAIN.search(text)


def _for_development(before: str) -> bool:
    """Whether the lines before open a branch for development that is not closed yet."""
    found = max((m.end() for m in re.finditer(r"IsDevelopment\(\)|NODE_ENV\W{1,8}development|\bisDev\w*\b", before)), default=-1)
    rest = before[found:] if found >= 0 else ""
    depths = list(accumulate({"{": 1, "}": -1}[mark] for mark in re.findall(r"[{}]", rest)))
    return found >= 0 and (min(depths) > 0 if depths else ";" not in rest)


def _table() -> dict[str, Any]:
    return known("facts/releases")


_RAKE = regex(
    r"^(?P<indent>[ \t]*)(?:(?P<kind>namespace|task)\b[ (]*[:\"']?(?P<name>\w+)|[^\n#]*?"
    r"\bRake::Task\[[\"':]+db:(?:migrate\b|prepare\b)[^\n]*\.(?:invoke|execute)\b)",
    re.MULTILINE,
)


def _migrating_tasks(text: str) -> Iterator[str]:
    """The whole names of the tasks in whose text another is invoked that migrates."""
    around: list[tuple[int, str]] = []
    for found in _RAKE.finditer(text) if "Rake::Task" in text else ():
        depth = len(found["indent"])
        around = [(above, name) for above, name in around if above < depth]
        if found["kind"]:
            around.append((depth, found["name"]))
        elif around:
            yield ":".join(name for _, name in around)
