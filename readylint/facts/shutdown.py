"""Shutdown: where SIGTERM is handled, which servers stop gracefully by themselves, and which start commands keep the signal from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.caught import conditions
from readylint.facts.dockerfile import Instruction
from readylint.facts.files import File, Files
from readylint.facts.images import Image, Images
from readylint.facts.sightings import Sighting, Sightings
from readylint.facts.starts import is_own
from readylint.facts.workloads import Workloads
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_BOOT = regex(
    r"org\.springframework\.boot[\"')\s:]+(?:version\s*)?[\"'(\s:]+(\d+)\.(\d+)"
    r"|spring-boot-(?:starter-parent|dependencies)</artifactId>\s*<version>(\d+)\.(\d+)"
    r"|spring-boot-dependencies:(\d+)\.(\d+)|<spring-?boot(?:-dependencies)?\.version>(\d+)\.(\d+)"
    r"|(?<![\w-])spring_?-?[bB]oot(?!-admin)[\w-]{0,30}\s*=\s*[\"'{\s]+(?:version\s*=\s*\")?(\d+)\.(\d+)"
)
_GRACEFUL_BOOT = (3, 4)  # since this version Spring Boot drains by default
_MIGRATES = regex(r"(?i)^(?![^\n]*(?:&&|;|\|))[^\n]*\b(?:[\w-]{0,40}[-_])?migrat(?:e|ions?|or)\b")  # nothing else: it ends by itself
_DEVELOPMENT = regex(
    r"\bif\b[^\n]*(?:(?<![!=])===?\s*(?:[\"']dev|(?:\w+\.)?(?:DEVELOPMENT|Development)\b)|[( ](?:\w+\.)?is_?[Dd]ev)[^\n|]*$"
)
_DEVELOPERS = regex(r"(?i)(?:^|/)(?:dev(?:elopment)?[-_.]?server|server[-_.]dev(?:elopment)?)\.\w+$")  # restarts the app on a change
_PROGRAMS = ("python", "javascript", "typescript", "tsx", "go", "java", "kotlin", "csharp")
_BUILDS = ("build.gradle", "build.gradle.kts", "pom.xml", "libs.versions.toml", "gradle.properties")


class Stop(Struct, frozen=True):
    """Something at a place about how a process stops."""

    name: str
    at: Location
    front: bool = False  # of a web server alone, which says nothing of an app that has a server of its own behind it


def _table() -> dict[str, Any]:
    return known("facts/shutdown")


def _for_development(seen: Sighting) -> bool:
    """Whether a condition, or the program that it stands in, lets it be in development alone."""
    if _DEVELOPERS.search(seen.at.path):
        return True
    heads = conditions(seen.source.code, seen.start, 0, seen.source.language) if seen.source else ()
    return any(_DEVELOPMENT.search(head) for head in heads)


class Shutdown:
    """How the processes of the app are stopped."""

    def __init__(self, files: Files, sightings: Sightings, images: Images, workloads: Workloads) -> None:
        self._files, self._sightings, self._images, self._workloads = files, sightings, images, workloads

    @classmethod
    def of(cls, files: Files, sightings: Sightings, images: Images, workloads: Workloads) -> Shutdown:
        return cls(files, sightings, images, workloads)

    @cached_property
    def handled(self) -> tuple[Stop, ...]:
        """Where the code, or its configuration, handles the signal."""
        found = self._sightings.firsts(_table()["handled"], where=is_own)
        return tuple(Stop(seen.name, seen.at) for seen in found if not _for_development(seen))

    def listening(self, start: Location) -> Location:
        """Where a server that starts in a file begins to listen; the start where that is not seen."""
        seen = self._sightings.firsts(_table()["listens"], where=lambda path: path == start.path)
        return next((s.at for s in seen), start)

    @cached_property
    def by_itself(self) -> tuple[Stop, ...]:
        """The servers that stop gracefully by themselves, at the line that brings them in (ruling 5)."""
        return (*self._matched("itself"), *self._boot(), *self._commanded(), *self._based())

    @cached_property
    def swallowed(self) -> tuple[Stop, ...]:
        """The start commands of images and workloads that keep the signal from the process."""
        products = known("facts/workloads")["third_party"]
        own = (i for i in self._images.deployed if i.name not in products and not _MIGRATES.search(i.command_line))
        found = [*(stop for image in own for stop in self._of_image(image)), *self._of_workloads()]
        return tuple({stop.at: stop for stop in found}.values())

    def _matched(self, section: str) -> Iterator[Stop]:
        return (Stop(seen.name, seen.at) for seen in self._sightings.firsts(_table()[section], where=is_own))

    def _boot(self) -> Iterator[Stop]:
        """Spring Boot of a version that drains by default."""
        for file in self._files.match(*_BUILDS, kinds=("app", "config", "other")):
            for match, at in file.search(_BOOT):
                if tuple(map(int, [g for g in match.groups() if g])) >= _GRACEFUL_BOOT:
                    yield Stop("Spring Boot from 3.4 on", at)

    def _commanded(self) -> Iterator[Stop]:
        for row in _table()["command"]:
            front = row.get("front", False)
            for image in self._images.deployed:
                yield from (Stop(row["name"], i.at, front) for i in _commands(image) if compiled(row["is"]).search(" ".join(i.words)))
            for workload in self._workloads.own:
                yield from (Stop(row["name"], c.at, front) for c in workload.containers if compiled(row["is"]).search(c.command_line))
            for file in self._start_files:
                if found := compiled(rf"^(?!\s*(?:#|//))[^\n]*?(?:{row['is']})", re.MULTILINE).search(file.text):
                    yield Stop(row["name"], file.place(found.end() - 1), front)
        for file in self._files.match("*.ini", "*.conf", "*.sh", "Dockerfile*", kinds=("app", "config", "other")):
            yield from (Stop("uWSGI that dies on SIGTERM", at) for _, at in file.search(_table()["start"]["uwsgi"], re.MULTILINE))

    @cached_property
    def _start_files(self) -> tuple[File, ...]:
        found = self._files.match(*_table()["start"]["files"], kinds=("app", "config", "other"))
        return tuple(f for f in found if f.language not in _PROGRAMS and not compiled(_table()["start"]["aside"]).search(f.path))

    def _based(self) -> Iterator[Stop]:
        """Images of web servers whose own start command and stop signal drain."""
        for image in self._images.deployed:
            if compiled(_table()["start"]["bases"]).search(image.base):
                runs = bool(compiled(_table()["start"]["runs"]).search(image.base))
                yield Stop(f"the server of {image.base}", image.final.root.at, front=not runs)

    def _of_image(self, image: Image) -> Iterator[Stop]:
        entry, command = image.final.last("ENTRYPOINT"), image.final.last("CMD")
        first = entry or command
        if first is None:
            return
        if not first.is_exec and not _hands_over(first.value):
            yield Stop(f"{image.name}: the shell form of {first.name} keeps SIGTERM from the process", first.at)
        elif _is_shell(line := _line(first, command)) and not _hands_over(line):
            yield Stop(f"{image.name}: a shell without `exec` keeps SIGTERM from the process", first.at)
        elif script := self._script(command if command and _SHELL.fullmatch(" ".join(first.words)) else first, image):
            yield from _of_script(script, image)

    def _script(self, command: Instruction, image: Image) -> File | None:
        """The script of the repository that a command starts."""
        words = [w for w in command.words if not w.startswith("-")]
        named = next((w for w in words[:3] if w.endswith((".sh", "entrypoint", ".bash"))), None)
        if not named:
            return None
        name = image.brought(named.rpartition("/")[2])
        near = sorted(self._files.match(name, f"**/{name}", kinds=("app", "config", "other")), key=lambda f: f.folder != image.folder)
        return near[0] if len(near) == 1 or (near and near[0].folder == image.folder) else None

    def _of_workloads(self) -> Iterator[Stop]:
        for workload in self._workloads.own:
            if workload.kind in ("Job", "CronJob"):
                continue
            for container in workload.containers:
                line = container.command_line
                if _is_shell(line) and not _hands_over(line):
                    yield Stop(f"{workload.kind} {workload.name}: a shell without `exec` keeps SIGTERM from the process", container.at)


_SHELL = regex(r"(?:/usr)?(?:/bin/)?(?:ba|da|a|z)?sh")  # alone: it is told the script as the command


def _commands(image: Image) -> tuple[Instruction, ...]:
    return tuple(i for i in (image.final.last("ENTRYPOINT"), image.final.last("CMD")) if i)


def _line(first: Instruction, command: Instruction | None) -> str:
    """What starts the process; the command is read where the entry point is a shell alone."""
    alone = command is not None and command is not first and len(first.words) == 1
    return " ".join((*first.words, *command.words) if alone and command else first.words)


def _is_shell(line: str) -> bool:
    return bool(compiled(_table()["swallows"]["shell"]).search(line))


def _hands_over(line: str) -> bool:
    return bool(compiled(_table()["swallows"]["hands_over"]).search(line))


def _of_script(script: File, image: Image) -> Iterator[Stop]:
    """A script that starts the process as its child, and neither hands over to it nor passes the signal on."""
    lines = [(n, line.strip()) for n, line in enumerate(script.text.split("\n"), 1)]
    told = [(n, line) for n, line in lines if line and not line.startswith("#") and line not in ("fi", "done", "esac", "}", "else", ";;")]
    if told and not compiled(_table()["swallows"]["passes_on"], re.MULTILINE).search(script.text):
        said = f"{image.name}: {script.name} runs the process without `exec`, which keeps SIGTERM from it"
        yield Stop(said, Location(script.path, told[-1][0]))
