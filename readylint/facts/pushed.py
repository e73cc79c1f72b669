"""Pushed: the names under which CI builds and pushes images, by the Dockerfile that each is built from."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.ci.model import Command, Step
from readylint.facts.pipelines import Pipelines
from readylint.knowledge import regex

_ACTION = "docker/build-push-action"
_METADATA = "docker/metadata-action"
_BUILD = regex(r"^docker\s+(?:buildx\s+|image\s+)?build\b")
_TAG = regex(r"\s(?:-t|--tag)[ =]([^\s\"']+|\"[^\"]+\"|'[^']+')")
_FILE = regex(r"\s(?:-f|--file)[ =](\S+)")
_PUSH = regex(r"^docker\s+(?:image\s+)?push\s+(?:-\S+\s+)*([^\s-]\S*)")
_PLAIN = regex(r"[\w.-]+")


class Pushed(Struct, frozen=True):
    """What images are called where they are built: Dockerfile and name."""

    all: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, pipelines: Pipelines) -> Pushed:
        steps = [s for p in pipelines for j in p.jobs for s in j.steps]
        acted = (named for p in pipelines for j in p.jobs for named in _of_job(j.steps))
        typed = (named for s in steps for c in s.commands if _BUILD.search(c.text) for named in _of_command(c))
        built = tuple(dict.fromkeys((*acted, *typed)))
        return cls((*built, *_of_others(steps, {name for _, name in built})))

    def names(self, path: str) -> frozenset[str]:
        """What the image of a Dockerfile is called."""
        return frozenset(name for built, name in self.all if built == path)


def called(reference: str) -> str:
    """The last part of an image's name, without registry, tag and digest; a variable's default counts."""
    reference = re.sub(r"\$\{\w+:?-([^}]*)\}", r"\1", reference)
    return re.sub(r"[@:].*$", "", reference.rpartition("/")[2])


def _of_job(steps: tuple[Step, ...]) -> Iterator[tuple[str, str]]:
    """The images that a job builds, and what the step that prepares their names calls the one."""
    built = [dict(s.with_) for s in steps if s.uses.startswith(_ACTION)]
    prepared = [dict(s.with_).get("images", "") for s in steps if s.uses.startswith(_METADATA)]
    for given in built:
        context = given.get("context", ".")
        path = posixpath.normpath(given.get("file") or posixpath.join(context, "Dockerfile"))
        said = [given.get("tags", ""), *re.findall(r"\bname=([^\s,]+)", _filled(given.get("outputs", "")))]
        names = [*said, *(prepared if len(built) == 1 else ())]
        yield from (found for text in names for found in _named(path, re.split(r"[\s,]*[\n,]\s*", _filled(text))))


def _filled(text: str) -> str:
    return re.sub(r"\$\{\{.*?\}\}", "$", text)


def _of_command(command: Command) -> Iterator[tuple[str, str]]:
    file = _FILE.search(command.text)
    path = file[1] if file else posixpath.join(command.text.split()[-1], "Dockerfile")
    yield from _named(posixpath.normpath(posixpath.join(command.folder, path)), [t.strip("\"'") for t in _TAG.findall(command.text)])


def _of_others(steps: list[Step], built: set[str]) -> Iterator[tuple[str, str]]:
    """Images that are pushed by a command and built by a tool, such as GoReleaser: from the Dockerfile at the root."""
    pushed = (match[1].strip("\"'") for s in steps for c in s.commands if (match := _PUSH.match(c.bare)))
    yield from (found for found in dict.fromkeys(_named("Dockerfile", list(pushed))) if found[1] not in built)


def _named(path: str, tags: list[str]) -> Iterator[tuple[str, str]]:
    yield from ((path, name) for tag in tags if _PLAIN.fullmatch(name := called(tag.strip())))
