"""Azure Pipelines."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from readylint.facts.ci.model import Job, Pipeline, Step, Trigger
from readylint.facts.ci.purposes import command_of
from readylint.facts.ci.resolve import Resolver
from readylint.facts.ci.shell import Script
from readylint.facts.files import File
from readylint.facts.structured import Node
from readylint.knowledge import regex
from readylint.model import Location

GLOBS = (
    "azure-pipelines*.yml",
    "azure-pipelines*.yaml",
    ".azure-pipelines/**",
    ".azure/pipelines/**",
    ".azuredevops/**/*.yml",
    ".pipelines/**/*.yml",
    ".vsts-ci.yml",
    "**/azure-pipelines/*.yml",
    # Azure is told which file to read, so it may have any name: one of these is a pipeline where it is written as one.
    "*pipeline*.{yml,yaml}",
    "{.devops,devops,.ado,pipelines}/**/*.{yml,yaml}",
)
_NAMED = regex(r"(?:^|/)azure-pipelines|^\.(?:azure-pipelines|azure/pipelines|azuredevops|pipelines)/|^\.vsts-ci\.yml$")
_WRITTEN = regex(
    r"^[ \t]*(?:-[ \t]+task:[ \t]+['\"]?[\w.-]+@\d|(?:pool:[ \t]*\{[ \t]*)?vmImage:|-[ \t]+checkout:[ \t]+self\b"
    r"|-?[ \t]*template:[ \t]+\S+@\w)",
    re.M,
)
# conditions of a job: by what a run of it was begun
_APART = regex(r"Build\.Reason'?\]?\s*,\s*'(?:Schedule|Manual)")
_ON_CHANGE = regex(r"\beq\([^()]{0,20}Build\.Reason'?\]?\s*,\s*'(?:PullRequest|IndividualCI|BatchedCI)")
_BEGINS = regex(r"^(?:trigger|pr|pool|schedules|extends|resources):", re.M)  # a list of steps or jobs alone is a template
_SCRIPTS = ("script", "bash", "pwsh", "powershell")
_OFF = regex(r"^\s*(?:false|eq\(\s*1\s*,\s*2\s*\)|never\(\))\s*$", re.I)
_PARAMETER = regex(r"\$\{\{\s*parameters\.(?P<name>\w+)\s*\}\}")
DEEPEST = 5


class Azure(Struct, frozen=True):
    """Reads stages, jobs and steps; local templates are read in place, those of another repository are remote."""

    resolver: Resolver

    def read(self, file: File) -> Iterator[Pipeline]:
        if not _NAMED.search(file.path) and not (_WRITTEN.search(file.text) and _BEGINS.search(file.text)):
            return
        document = self.resolver.targets.structured.document(file)
        if (
            not any(document[key] for key in ("steps", "jobs", "stages", "extends"))
            or (document["parameters"]
            and not document["trigger"]
            and not document["pr"])
        ):
            return
        remote: list[tuple[str, Location]] = []
        jobs = tuple(self._jobs(file, document, remote, 0))
        yield Pipeline("Azure Pipelines", file.name, file.at, tuple(_triggers(document, file.at)), jobs, tuple(remote))

    def _jobs(self, file: File, node: Node, remote: list[tuple[str, Location]], depth: int) -> Iterator[Job]:
        if depth > DEEPEST or _OFF.match(str(node["condition"])):
            return
        if node["steps"]:
            yield Job(file.name, node.key("steps") or node.at, tuple(self._steps(file, node["steps"], remote, depth)))
        for part in (*node["stages"], *node["jobs"], *((node["extends"],) if node["extends"] else ())):
            taken = list(self._templates(part, file, remote))
            yield from self._given(file, part, remote, depth) if part["template"] and not taken else ()
            for found, where in taken:
                yield from (replace(j, environment=_handed(j.environment, part)) for j in self._jobs(where, found, remote, depth + 1))
            if part["jobs"] or part["stages"]:
                yield from (replace(j, environment=j.environment or str(part["stage"])) for j in self._jobs(file, part, remote, depth + 1))
            elif part["job"] or part["deployment"] or part["steps"]:
                yield from self._job(file, part, remote, depth)
            for _, _, inner in part.items or ():  # `- ${{ if ... }}:` holds a list of jobs
                if inner.parts is not None and any(p["job"] or p["stage"] or p["deployment"] for p in inner):
                    yield from (
                        self._jobs(file, Node(part.at, items=(("jobs", part.at, inner),)), remote, depth + 1) if not part["jobs"] else ()
                    )

    def _given(self, file: File, node: Node, remote: list[tuple[str, Location]], depth: int) -> Iterator[Job]:
        """The jobs that a template of another repository is given among its parameters."""
        for _, value in node["parameters"].walk():
            if value["steps"] and not _OFF.match(str(value["condition"])):
                steps = tuple(self._steps(file, value["steps"], remote, depth))
                yield Job(str(value["job"] or value["name"]), value.at, steps, condition=str(value["condition"]))

    def _job(self, file: File, node: Node, remote: list[tuple[str, Location]], depth: int) -> Iterator[Job]:
        if _OFF.match(str(node["condition"])):
            return
        lists = [node["steps"], *(value["steps"] for _, value in node["strategy"].walk() if value["steps"])]
        steps = tuple(s for found in lists if found for s in self._steps(file, found, remote, depth))
        condition = str(node["condition"])
        yield Job(
            str(node["job"] or node["deployment"]),
            node.at,
            steps,
            on_change=bool(_ON_CHANGE.search(condition)) or not _APART.search(condition),
            soft_fail=node.key("continueOnError") if node["continueOnError"].is_true else None,
            needs=tuple(map(str, node["dependsOn"])),
            environment=str(node["environment"]["name"] or node["environment"]),
            condition=condition,
        )

    def _steps(self, file: File, nodes: Node, remote: list[tuple[str, Location]], depth: int) -> Iterator[Step]:
        for node in nodes:
            taken = list(self._templates(node, file, remote)) if depth < DEEPEST else []
            for found, where in taken:
                yield from self._steps(where, found["steps"], remote, depth + 1)
            if node["template"] and not taken and (handed := node["parameters"]["script"] or node["parameters"]["command"]):  # ruling 21
                folder = str(node["parameters"]["workingDirectory"]).removeprefix("./")
                yield Step(str(node["template"]), node.at, self.resolver.run(file, handed, folder), condition=str(node["condition"]))
            if not _OFF.match(str(node["condition"])):
                yield from self._step(file, node)
            for key, _, inner in node.items or ():
                if key.startswith("${{") and depth < DEEPEST:
                    yield from self._steps(file, inner, remote, depth + 1)

    def _step(self, file: File, node: Node) -> Iterator[Step]:
        soft = node.key("continueOnError") if node["continueOnError"].is_true else None
        name = str(node["displayName"])
        folder = re.sub(r"^\$\([\w.]+\)/?|^\./", "", str(node["workingDirectory"] or node["inputs"]["workingDirectory"]))
        for kind in _SCRIPTS:
            if node[kind]:
                yield Step(
                    name or kind, node.at, self.resolver.run(file, node[kind], folder), soft_fail=soft, condition=str(node["condition"])
                )
        task = str(node["task"])
        if task:
            given = tuple((key, str(value)) for key, _, value in node["inputs"].items or ())
            text = command_of(task, dict(given))
            commands = tuple(self.resolver.text(Script(text, node.at, folder, one_line=True))) if text else ()
            soft = soft or (node["inputs"].key("failTaskOnFailedTests") if node["inputs"]["failTaskOnFailedTests"].is_false else None)
            yield Step(name or task, node.at, commands, task, given, soft, str(node["condition"]))

    def _templates(self, node: Node, file: File, remote: list[tuple[str, Location]]) -> Iterator[tuple[Node, File]]:
        path = str(node["template"])
        if "@" in path and not path.endswith("@self"):
            remote.append((path, node.at))
        elif path:
            path = path.removesuffix("@self")
            for base in (file.folder, ""):
                found = self.resolver.targets.files.get(posixpath.normpath(posixpath.join(base, path)).lstrip("/"))
                if found:
                    yield self.resolver.targets.structured.document(found), found
                    return


def _handed(text: str, node: Node) -> str:
    """A text of a template, with what it is given where it names a parameter."""
    return _PARAMETER.sub(lambda m: str(node["parameters"][m["name"]]) or m[0], text)


def _triggers(document: Node, at: Location) -> Iterator[Trigger]:
    """Both `trigger` and `pr` are on by default; `none` switches one off."""
    for key, event in (("trigger", "push"), ("pr", "pull_request")):
        if str(document[key]) != "none":
            yield Trigger(
                "change",
                document.key(key) or at,
                event,
                tuple(str(b) for b in (document[key]["branches"]["include"] or document[key]) if b.text),
            )
    if document["schedules"]:
        yield Trigger("schedule", document.key("schedules") or at, "schedule")
    if str(document["trigger"]) == str(document["pr"]) == "none":
        yield Trigger("manual", document.key("trigger") or at, "manual")
