"""Concourse: a task says what is run; the pipeline that starts it is in this repository or is set from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from readylint.facts.ci.model import Command, Job, Pipeline, Step, Trigger
from readylint.facts.ci.resolve import Resolver
from readylint.facts.ci.shell import Script
from readylint.facts.files import File
from readylint.facts.structured import Node

GLOBS = (
    "{.ci,ci,.concourse,concourse}/*.{yml,yaml}", "{.ci,ci,.concourse,concourse}/{tasks,pipelines}/**/*.{yml,yaml}",
    "{.ci,ci,.concourse,concourse}/*/task.{yml,yaml}", "pipeline.{yml,yaml}",
)  # fmt: skip
_SHELLS = re.compile(r"(?:\S*/)?(?:ba|da|z|k)?sh")


def read(resolver: Resolver, file: File) -> Iterator[Pipeline]:
    """A pipeline with the tasks of its jobs, or a task: that a push starts it is set in a pipeline elsewhere, and usual."""
    document = resolver.targets.structured.document(file)
    if _is_task(document):
        job = Job(file.name, file.at, (Step(file.name, file.at, _commands(resolver, file, document)),))
        yield Pipeline("Concourse", file.name, file.at, (Trigger("change", file.at, "pipeline"),), (job,))
    elif document["resources"] and document["jobs"]:
        jobs = tuple(_job(resolver, file, node) for node in document["jobs"])
        trigger = Trigger("change" if any(job.on_change for job in jobs) else "manual", file.at, "get")
        yield Pipeline("Concourse", file.name, file.at, (trigger,), jobs)


def _is_task(node: Node) -> bool:
    return bool(node["platform"] and node["run"]["path"])


def _job(resolver: Resolver, file: File, node: Node) -> Job:
    steps = [Step(str(part["task"]), part.at, _task(resolver, file, part)) for part in _parts(node["plan"]) if part["task"]]
    starts = any(part["trigger"].is_true for part in _parts(node["plan"]))
    return Job(str(node["name"]), node.at, tuple(steps), starts)


def _parts(plan: Node) -> Iterator[Node]:
    """The steps of a plan, those too that run together or one after the other."""
    for part in plan:
        yield part
        for key in ("in_parallel", "aggregate", "do", "try"):
            yield from _parts(part[key]["steps"] or part[key])


def _task(resolver: Resolver, file: File, part: Node) -> tuple[Command, ...]:
    """What a step runs: a task written here, or that of a file."""
    if part["config"]:
        return _commands(resolver, file, part["config"])
    named = resolver.targets.files.get(str(part["file"]).partition("/")[2])
    found = _commands(resolver, named, resolver.targets.structured.document(named)) if named else ()
    return tuple(replace(c, called_at=part.at) for c in found)


def _commands(resolver: Resolver, file: File, task: Node) -> tuple[Command, ...]:
    """The commands of a task, in which an input stands for the repository."""
    inputs = [str(part["name"]) for part in task["inputs"] if part["name"]]
    path, at = str(task["run"]["path"]), task["run"].at
    given = [str(part) for part in task["run"]["args"]]
    script = resolver.targets.files.get(_within(path, inputs))
    if script:
        found = resolver.text(Script(_within(script.text, inputs), script.at))
    else:
        text = given[-1] if _SHELLS.fullmatch(path) and given else " ".join((path, *given))
        found = resolver.text(Script(_within(text, inputs), at))
    return tuple(replace(c, called_at=at) for c in found)


def _within(text: str, inputs: list[str]) -> str:
    """A text in which the folders of inputs are that of the repository."""
    for name in inputs:
        folder = rf"(?:\$\{{?\w+\}}?/|\./)?{re.escape(name)}"
        text = re.sub(rf"\b(cd|pushd)\s+{folder}(?=[\s;&]|$)", r"\1 .", text)
        text = re.sub(rf"(?<![\w/.-]){folder}/", "", text)
    return text
