"""Providers whose steps are containers: Drone, Woodpecker, Buildkite, Cloud Build, Tekton."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from readylint.facts.ci.model import Job, On, Pipeline, Step, Trigger
from readylint.facts.ci.resolve import Resolver
from readylint.facts.ci.shell import Script
from readylint.facts.files import File
from readylint.facts.structured import Node
from readylint.knowledge import regex
from readylint.model import Location

_BY_PUSH = regex(r"\$\{?(?:BRANCH_NAME|_HEAD_BRANCH|_PR_NUMBER)\b")  # which only a trigger of the repository's fills in

_EVENTS: dict[str, On] = {
    "push": "change",
    "pull_request": "change",
    "pull_request_closed": "change",
    "tag": "release",
    "release": "release",
    "deployment": "manual",
    "promote": "manual",
    "rollback": "manual",
    "cron": "schedule",
    "custom": "manual",
    "manual": "manual",
}


def drone(resolver: Resolver, file: File) -> Iterator[Pipeline]:
    """Drone: one pipeline for each document; without a trigger, every push and pull request."""
    for document in resolver.targets.structured.documents(file):
        if str(document["kind"]) in ("pipeline", "") and document["steps"] and document["steps"].items is None:
            steps = tuple(_container(resolver, file, node, str(node["name"])) for node in document["steps"])
            yield _piped("Drone", file, document, str(document["name"]), document["trigger"], steps)


def woodpecker(resolver: Resolver, file: File) -> Iterator[Pipeline]:
    """Woodpecker: steps are a list, or a mapping from name to step."""
    document = resolver.targets.structured.document(file)
    steps = document["steps"] or document["pipeline"]
    named = [(name, node) for name, _, node in steps.items or ()] or [(str(node["name"]), node) for node in steps]
    if named:
        made = tuple(_container(resolver, file, node, name) for name, node in named)
        yield _piped("Woodpecker", file, document, file.name, document["when"], made)


def _piped(provider: str, file: File, document: Node, name: str, when: Node, steps: tuple[tuple[Step, bool], ...]) -> Pipeline:
    jobs = tuple(Job(step.name, step.at, (step,), change) for step, change in steps)
    return Pipeline(provider, name or file.name, document.at, _started(when, document.at), jobs)


def _container(resolver: Resolver, file: File, node: Node, name: str) -> tuple[Step, bool]:
    soft = node.key("failure") if str(node["failure"]) == "ignore" else None
    given = tuple((key, str(value)) for key, _, value in (node["settings"].items or ()))
    uses = "" if node["commands"] else str(node["image"]).rpartition(":")[0] or str(node["image"])
    change = any(t.on == "change" for t in _started(node["when"], node.at))
    return Step(name, node.at, resolver.run(file, node["commands"]), uses, given, soft), change


def _started(when: Node, at: Location) -> tuple[Trigger, ...]:
    """The events of a `when` or `trigger`; all of them without one."""
    events = [str(e) for part in when for e in (part["event"]["include"] or part["event"]) if e.text]
    refused = [str(e) for part in when for e in part["event"]["exclude"]]
    if not events:
        return (Trigger("change", at, "push"),) if "push" not in refused or "pull_request" not in refused else (Trigger("outside", at),)
    return tuple(Trigger(_EVENTS.get(e, "outside"), when.at, e) for e in events)


def buildkite(resolver: Resolver, file: File) -> Iterator[Pipeline]:
    """Buildkite: that a push starts it is set outside, and usual."""
    document = resolver.targets.structured.document(file)
    steps = document["steps"] or (document if document.parts is not None else Node(file.at))
    jobs = tuple(j for node in steps for j in _buildkite_jobs(resolver, file, node))
    if jobs:
        yield Pipeline("Buildkite", file.name, file.at, (Trigger("change", file.at, "webhook"),), jobs)


def _buildkite_jobs(resolver: Resolver, file: File, node: Node) -> Iterator[Job]:
    if node["steps"]:
        for inner in node["steps"]:
            yield from _buildkite_jobs(resolver, file, inner)
        return
    name = str(node["label"] or node["name"] or node["key"])
    script = node["command"] or node["commands"]
    plugins = tuple(
        Step(key, at, resolver.run(file, value["command"]), key.partition("#")[0])
        for p in node["plugins"]
        for key, at, value in p.items or ()
    )
    soft = node.key("soft_fail") if node["soft_fail"].is_true else None
    if script or plugins:
        yield Job(
            name,
            node.at,
            (Step(name, node.at, resolver.run(file, script)), *plugins),
            not node["skip"].is_true,
            soft,
            tuple(map(str, node["depends_on"])),
        )


def cloudbuild(resolver: Resolver, file: File) -> Iterator[Pipeline]:
    """Google Cloud Build: a step is an image with arguments; what starts the build is set outside."""
    document = resolver.targets.structured.document(file)
    jobs = []
    for node in document["steps"]:
        folder = posixpath.normpath(str(node["dir"])) if node["dir"] else ""
        soft = node.key("allowFailure") if node["allowFailure"].is_true else None
        name = str(node["id"]) or str(node["name"])
        commands = resolver.run(file, node["script"], folder) if node["script"] else tuple(resolver.text(_arguments(file, node, folder)))
        jobs.append(Job(name, node.at, (Step(name, node.at, commands, soft_fail=soft),)))
    if jobs and any(n["name"] for n in document["steps"]):
        on: On = "change" if _BY_PUSH.search(file.text) else "outside"
        yield Pipeline("Cloud Build", file.name, file.at, (Trigger(on, file.at, "trigger"),), tuple(jobs))


def _arguments(file: File, node: Node, folder: str) -> Script:
    """`entrypoint` and `args` as one command, or the script that a shell gets as its argument."""
    image = str(node["name"]).partition("@")[0].rpartition("/")[2].partition(":")[0]
    entry = str(node["entrypoint"]) or {"cloud-sdk": "", "gke-deploy": "gke-deploy"}.get(image, image)
    words = list(node["args"])
    if re.search(r"(?:^|/)(?:ba|da)?sh$", entry):
        shells = [w for w in words if str(w) not in ("-c", "-ec", "-e", "-x", "-exc", "-eEuo", "pipefail", "-euo")]
        block = shells[0] if shells else Node(node.at)
        lines = "\n" in str(block)
        return Script(str(block), Location(file.path, block.at.line + (1 if lines else 0)), folder, one_line=not lines)
    return Script(" ".join([entry, *(str(w) for w in words)]).strip(), node.at, folder, one_line=True)


def tekton(resolver: Resolver, file: File) -> Iterator[Pipeline]:
    """Tekton: tasks with their steps; what starts them is a trigger elsewhere."""
    jobs: list[Job] = []
    remote: list[tuple[str, Location]] = []
    for document in resolver.targets.structured.documents(file):
        specs = [document["spec"], *(t["taskSpec"] for t in (*document["spec"]["tasks"], *document["spec"]["pipelineSpec"]["tasks"]))]
        for spec in specs:
            for node in spec["steps"]:
                soft = node.key("onError") if str(node["onError"]) == "continue" else None
                script = node["script"] or Node(node.at)
                commands = resolver.run(file, script)
                jobs.append(Job(str(node["name"]), node.at, (Step(str(node["name"]), node.at, commands, soft_fail=soft),)))
        for reference in (*document["spec"]["tasks"], *document["spec"]["pipelineSpec"]["tasks"]):
            if reference["taskRef"]["resolver"]:
                remote.append((str(reference["taskRef"]["resolver"]), reference.at))
    if jobs or remote:
        yield Pipeline("Tekton", file.name, file.at, (Trigger("outside", file.at, "event listener"),), tuple(jobs), tuple(remote))
