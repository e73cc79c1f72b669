"""Releases: what is run when a version is released or starts: by CI, hosts, images, manifests, scripts, and by the app's own code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.compose import Compose
from readylint.facts.files import File, Files
from readylint.facts.images import Image, Images
from readylint.facts.pipelines import Job, Pipeline, Pipelines, Run
from readylint.facts.pushed import Pushed, called
from readylint.facts.services import Parts
from readylint.facts.workloads import KINDS, Workloads
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_COMMENT = regex(r"^[ \t]*(?:#(?!!)|//|;|--\s)[^\n]*|(?<=\s)#\s[^\n]*", re.MULTILINE)

# What a shell writes to a file, by a quoted text or by one that goes on over lines.
_ECHOED = regex(
    r"""\b(?:echo|printf)[ ]+(?:-\w+[ ]+){0,3}(?P<quote>["'])(?P<text>[\s\S]{0,4000}?)(?P=quote)\s*>{1,2}\s*["']?(?P<path>[\w./-]+)"""
)
_HEREDOC = regex(
    r"""\bcat\b(?:\s*<<-?\s*["']?\w+["']?\s*>{1,2}\s*|\s*>{1,2}\s*)["']?(?P<path>[\w./-]+)[^\n]{0,80}\n"""
    r"""(?P<text>[\s\S]{0,4000}?)\n\s*[A-Z_]{2,20}\s*(?:\n|$)"""
)

_OF_IMAGES = regex(r"(?i)docker|image|container|podman|buildah|kaniko|\bjib|(?<![a-z])[ae]cr(?![a-z])")  # what publishes them, not packages


class Act(Struct, frozen=True):
    """Something that a release runs: the text of a command, or of a file of them, and what runs it."""

    text: str
    at: Location
    by: str
    is_file: bool = False  # the text is a file's, from its first line

    def search(self, pattern: re.Pattern[str], never: re.Pattern[str]) -> Location | None:
        """Where a pattern first matches, on a line that `never` does not match."""
        for found in pattern.finditer(self.text):
            start = self.text.rfind("\n", 0, found.start() + 1) + 1
            if found[0].startswith("\n"):
                start = found.start() + 1
            end = self.text.find("\n", found.end())
            if not never.search(self.text[start : end if end >= 0 else None]):
                offset = found.start() + len(found[0]) - len(found[0].lstrip())
                return Location(self.at.path, self.at.line + self.text.count("\n", 0, offset)) if self.is_file else self.at
        return None


def _table() -> dict[str, Any]:
    return known("facts/releases")


class Releases:
    """What is run when a version is released, and when it starts."""

    def __init__(
        self, files: Files, pipelines: Pipelines, images: Images, workloads: Workloads, compose: Compose, parts: Parts, pushed: Pushed
    ) -> None:  # fmt: skip
        self._pushed = pushed
        self._files, self._pipelines, self._images, self._workloads, self._compose = files, pipelines, images, workloads, compose
        self._is_site = parts.kind == "static site"

    @classmethod
    def of(
        cls, files: Files, pipelines: Pipelines, images: Images, workloads: Workloads, compose: Compose, parts: Parts, pushed: Pushed
    ) -> Releases:  # fmt: skip
        return cls(files, pipelines, images, workloads, compose, parts, pushed)

    def __iter__(self) -> Iterator[Act]:
        return iter(self.acts)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """Everything but the targets, in the order in which a reader would look."""
        return (*self.jobs, *self.hooks, *self.entries, *self.manifests)

    @cached_property
    def deploys(self) -> tuple[Run, ...]:
        """What CI runs to deploy the app; a host of pages is given its documents too, and of a site these are the app."""
        return tuple(run for run in self._pipelines.runs("deploy") if self._is_site or not _brings_documents(run))

    @cached_property
    def without_compose(self) -> bool:
        """Whether CI deploys the app, or pushes its image, where nothing that it runs names Compose and no compose file takes the image."""
        names = {name for _, name in self._pushed.all}
        taken = any(s.image and called(s.image) in names for f in self._compose.production for s in f.services)
        by_compose = any("compose" in act.text for act in self.jobs)
        published = [*(r.command.text for r in self._pipelines.runs("publish")), *(name for name, _ in self._pipelines.remote("publish"))]
        pushed = any(_OF_IMAGES.search(text) for text in published)
        elsewhere = self.deploys or pushed or next(self._pipelines.remote("deploy"), None)
        return bool(elsewhere) and not (taken or by_compose)

    @cached_property
    def jobs(self) -> tuple[Act, ...]:
        """The commands of CI jobs that release, but those of a script that tries an image out."""
        tries = compiled(_table()["stops"]["tries"])
        return tuple(
            Act(c.text, c.at, f"{pipeline.provider} job {job.name}")
            for pipeline in self._pipelines
            for job in pipeline.jobs
            if _releases(pipeline, job) and not is_aside(pipeline, job)
            for step in job.steps
            for c in step.commands
            if not tries.search(c.at.path)
        )

    @cached_property
    def hooks(self) -> tuple[Act, ...]:
        """Files whose commands a host or a deploy tool runs."""
        table = _table()["hooks"]
        found = self._files.match(*table["files"], kinds=("app", "config", "other"))
        files = [f for f in found if not compiled(table["unless"]).search(f.path)]
        started = [(f, m["command"]) for f in files for m in _STARTED.finditer(f.text) if "manifest" in f.name or "Procfile" in f.name]
        called = (act for f, command in started for act in self._followed(command, None, f.folder, f.path))
        return tuple(dict.fromkeys((*(_of_file(f, f.path) for f in files), *called)))

    @cached_property
    def entries(self) -> tuple[Act, ...]:
        """What deployed images and production's compose files start, with the scripts of the repository that it calls."""
        found = [a for image in self._images.deployed for a in self._of_image(image)]
        for file in self._compose.production:
            for service in (s for s in file.services if s.command or s.body["entrypoint"]):
                node = service.body["command"] or service.body["entrypoint"]
                line = " ".join(map(str, node)) if node.parts is not None else str(node)
                found += self._followed(line, node.at, file.folder, f"the service {service.name} of {file.path}")
        for path in ("package.json", "composer.json"):
            found += self._followed("npm start\nnpm run start:prod\nnpm run vercel-build\nnpm run heroku-postbuild", None, "", path)
        return tuple(dict.fromkeys(found))

    def _of_image(self, image: Image) -> Iterator[Act]:
        by = f"the image of {image.path}"
        for instruction in (image.final.last("ENTRYPOINT"), image.final.last("CMD")):
            if instruction:
                line = " ".join(instruction.words)
                for folder in dict.fromkeys((image.folder, "")):
                    yield from self._followed(line, instruction.at, folder, by)
                yield from (_of_file(f, by) for f in self._named(line, image))
                yield from _written(line, image, by)
        if not image.command:
            yield from (_of_file(f, by) for f in self._copied(image))

    def _named(self, line: str, image: Image) -> Iterator[File]:
        """Files of the repository that a command names, those near the Dockerfile first."""
        names = {w.rstrip("/\"'").rpartition("/")[2] for w in re.split(r"[\s;&|,\"'()=]+", line)} - {"", "sh", "bash"}
        names |= {image.brought(name) for name in names}
        globs = [n for n in names if re.fullmatch(r"[\w.-]+", n) and ("." in n or "entrypoint" in n or "start" in n or "run" in n)]
        found = [f for f in self._files.match(*globs, kinds=("app", "config", "other")) if f.language in _READ]
        near = [f for f in found if f.path.startswith(f"{image.folder}/")] if image.folder else []
        yield from near or found

    def _copied(self, image: Image) -> Iterator[File]:
        """Scripts for its start that an image without a command is given."""
        copied = " ".join(i.value for i in image.final.all("COPY", "ADD"))
        for file in self._files.match(*_table()["entry"]["files"], kinds=("app", "config", "other")):
            if file.name in copied:
                yield file

    def _followed(self, text: str, at: Location | None, folder: str, by: str) -> list[Act]:
        """The commands of a text with those they call; without a place, the called ones alone."""
        found = [c for c in self._pipelines.follow(text, at or Location("."), folder) if at or c.via]
        called = (f for c in found for f in self._handed(c.text, c.folder or folder))
        return [*(Act(c.text, c.at, by) for c in found), *(_of_file(f, by) for f in called)]

    def _handed(self, text: str, folder: str) -> Iterator[File]:
        """The files of the repository that a command hands to an interpreter."""
        for match in compiled(_table()["interpreter"]["call"]).finditer(text):
            path = match["path"].removeprefix("./")
            file = self._files.get(f"{folder}/{path}" if folder else path) or self._files.get(path)
            if file and file.kind in ("app", "config", "other"):
                yield file

    @cached_property
    def manifests(self) -> tuple[Act, ...]:
        """The manifests of workloads, whose containers, init containers and jobs run, and the scripts that their containers start."""
        found = {o.file.path: o.file for o in self._workloads.objects if o.kind in KINDS}
        containers = [c for workload in self._workloads for c in workload.containers if c.command_line]
        called = (a for c in containers for a in self._followed(c.command_line, c.at, "", f"the manifest {c.at.path}"))
        tools = (Act(f"{c.image} {c.command_line}", c.at, f"the manifest {c.at.path}") for c in containers)  # images that are commands
        return tuple(dict.fromkeys((*(_of_file(f, f"the manifest {f.path}") for f in found.values()), *tools, *called)))

    @cached_property
    def targets(self) -> tuple[Act, ...]:
        """What the project's own targets and scripts for a deploy call. Asked last: they are looked for in every folder."""
        return tuple(Act(c.text, c.at, "the target deploy") for c in self._pipelines.entries_of("deploy"))


def _written(line: str, image: Image, by: str) -> Iterator[Act]:
    """The scripts that an image writes for itself, and that its command names: `RUN echo '…' > /start.sh`."""
    names = {word.strip("\"'[],").rpartition("/")[2] for word in line.split()}
    for instruction in image.final.all("RUN"):
        for found in (*_ECHOED.finditer(instruction.value), *_HEREDOC.finditer(instruction.value)):
            if found["path"].rpartition("/")[2] in names:
                yield Act(found["text"].replace("\\n", "\n"), instruction.at, by)


# what a host starts, by Cloud Foundry's manifest or a Procfile
_STARTED = regex(r"^[ \t]*(?:command|web|release)[ \t]*:[ \t]*[\"']?(?P<command>[^\n\"'#]+)", re.MULTILINE)
_READ = frozenset({"bash", "", "ini", "conf", "yaml", "python", "javascript", "typescript", "ruby", "php", "toml", "make"})


def _of_file(file: File, by: str) -> Act:
    return Act(_COMMENT.sub(lambda m: " " * len(m[0]), file.text), Location(file.path), by, True)


def is_aside(pipeline: Pipeline, job: Job) -> bool:
    """Whether what a job brings out is not the app, or not for users: documents, a preview."""
    return bool(compiled(_table()["job"]["aside"]).search(f"{job.name} {job.environment} {pipeline.path.rpartition('/')[2]}"))


def _brings_documents(run: Run) -> bool:
    """Whether a host of pages is given documents: what the job, or one that it waits for, builds or hands over is nothing else."""
    table = _table()["job"]
    if not compiled(table["pages"]).search(run.command.text):
        return False
    jobs = [run.job, *(job for job in run.pipeline.jobs if job.name in run.job.needs)]
    steps = [step for job in jobs for step in job.steps]
    said = (text for step in steps for text in (step.uses, *(c.bare or c.text for c in step.commands), *(value for _, value in step.with_)))
    return any(compiled(table["documents"]).search(text) for text in said)


def _releases(pipeline: Pipeline, job: Job) -> bool:
    """Whether a job releases: a step of it deploys, or its name says so; one that tests, or runs before a change is taken, does not."""
    if pipeline.is_of_proposals and "merged" not in job.condition:
        return False
    table = _table()["job"]
    if any(step.does("deploy") for step in job.steps):
        return True
    if any(step.does("test") for step in job.steps) or job.services or compiled(table["not_release"]).search(job.name):
        return False
    file = pipeline.path.rpartition("/")[2]
    above = not compiled(table["not_release"]).search(file) and any(compiled(table["release"]).search(n) for n in (pipeline.name, file))
    return above or bool(compiled(table["release"]).search(f"{job.name} {job.environment}"))


def first(acts: Iterable[Act], pattern: re.Pattern[str], never: re.Pattern[str]) -> Iterator[tuple[Act, Location]]:
    """The acts in which a pattern matches, with the place: one for each place."""
    seen: set[Location] = set()
    for act in acts:
        at = act.search(pattern, never)
        if at and at not in seen:
            seen.add(at)
            yield act, at
