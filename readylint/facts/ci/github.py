"""GitHub Actions, and Forgejo and Gitea, which read the same files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from readylint.facts.ci.model import Command, Job, On, Pipeline, Step, Trigger
from readylint.facts.ci.purposes import command_of
from readylint.facts.ci.resolve import Resolver
from readylint.facts.ci.shell import Script
from readylint.facts.files import File
from readylint.facts.structured import Node
from readylint.knowledge import regex
from readylint.model import Location

Inputs = tuple[tuple[str, str], ...]

FOLDERS = {".github/workflows": "GitHub Actions", ".forgejo/workflows": "Forgejo Actions", ".gitea/workflows": "Gitea Actions"}
GLOBS = tuple(f"{folder}/*.{end}" for folder in FOLDERS for end in ("yml", "yaml"))
EVENTS: dict[str, On] = {
    "push": "change",
    "pull_request": "change",
    "pull_request_target": "change",
    "merge_group": "change",
    "workflow_dispatch": "manual",
    "repository_dispatch": "manual",
    "schedule": "schedule",
    "release": "release",
    "registry_package": "release",
    "workflow_run": "after",
    "workflow_call": "call",
    "create": "release",
    "check_suite": "after",
    "check_run": "after",
    "status": "after",
}
_OFF = regex(r"^\s*(?:\$\{\{)?\s*false\b|\bvars\.\w+\s*==\s*['\"]?(?:true|1|yes|on)|^\s*(?:\$\{\{)?\s*vars\.\w+\s*(?:\}\})?\s*$", re.I)
_EVENT = regex(r"github\.event_name\s*==\s*['\"](\w+)['\"]")
_NOT_CHANGE = regex(r"startsWith\(\s*github\.ref\s*,\s*['\"]refs/tags|github\.ref_type\s*==\s*['\"]tag|^\s*(?:\$\{\{)?\s*failure\(\)")
_PASSED = regex(r"command|cmd|script|^run|\brun\b|target|task|goal|args|arguments", re.I)
_RUNNER = regex(r"(?:^|[-_/])(tox|nox|make|just|rake)(?:[-_.]|$)")
DEEPEST = 4
_MATRIX = "matrix."


class GitHub(Struct, frozen=True):
    """Reads workflows; local composite actions and reusable workflows become steps and jobs of their callers."""

    resolver: Resolver

    def read(self, file: File) -> Iterator[Pipeline]:
        document = self._document(file)
        jobs = tuple(j for name, at, node in document["jobs"].items or () for j in self._job(file, name, at, node, document, (), 0))
        if jobs:
            provider = next((p for f, p in FOLDERS.items() if file.path.startswith(f)), "GitHub Actions")
            yield Pipeline(
                provider,
                str(document["name"]) or file.name,
                file.at,
                tuple(_triggers(document)),
                jobs,
                tuple((j.remote, j.at) for j in jobs if j.remote),
            )

    def _document(self, file: File) -> Node:
        return self.resolver.targets.structured.document(file)

    def _file(self, path: str) -> File | None:
        return self.resolver.targets.files.get(posixpath.normpath(path))

    def _job(self, file: File, name: str, at: Location, node: Node, document: Node, inputs: Inputs, depth: int) -> Iterator[Job]:
        condition = str(node["if"])
        if _OFF.search(condition) or depth > DEEPEST:
            return
        made = Job(
            name,
            at,
            on_change=_on_change(condition),
            soft_fail=_soft(node),
            needs=tuple(map(str, node["needs"])),
            condition=condition,
            environment=str(node["environment"]["name"] or node["environment"]),
            services=tuple(str(s["image"] or s) for _, _, s in node["services"].items or ()),
        )
        called = str(node["uses"])
        if called.startswith("./"):
            yield from self._called(made, called, node, depth)
        elif called:
            yield replace(made, remote=called, steps=tuple(self._remote(file, node, called)))
        else:
            folder = _folder(node, document, "")
            inputs += tuple(_matrix(node["strategy"]["matrix"]))
            steps = tuple(s for step in node["steps"] for s in self._steps(file, step, folder, inputs, depth))
            yield replace(made, steps=steps)

    def _called(self, caller: Job, path: str, node: Node, depth: int) -> Iterator[Job]:
        """The jobs of a reusable workflow of this repository: the caller's conditions are theirs."""
        file = self._file(path)
        document = self._document(file) if file else node
        inputs = _inputs(document["on"]["workflow_call"], node["with"])
        for name, at, job in document["jobs"].items or () if file else ():
            for found in self._job(file, name, at, job, document, inputs, depth + 1) if file else ():
                yield replace(
                    found,
                    name=f"{caller.name} / {found.name}",
                    at=caller.at,
                    on_change=caller.on_change and found.on_change,
                    soft_fail=caller.soft_fail or found.soft_fail,
                    needs=caller.needs + found.needs,
                )

    def _remote(self, file: File, node: Node, called: str) -> Iterator[Step]:
        """What a call of a workflow elsewhere passes: commands, or the targets of a runner that the repository defines."""
        given = node["with"]
        for key, at, value in given.items or ():
            if _PASSED.search(key) and value.text is not None:
                text = str(value)
                runner = _RUNNER.search(called.rpartition("/")[2])
                commands = self.resolver.run(file, value)
                if runner and not any(c.by_name and c.via for c in commands) and re.fullmatch(r"[\w:. -]+", text):
                    commands += tuple(self.resolver.text(Script(f"{runner[1]} {text}", at, one_line=True)))
                yield Step(key, at, commands)
        if runner := _RUNNER.search(called.rpartition("/")[2]):
            names = re.findall(r"[\w.-]+", str(given["env"] or given["envs"] or given["session"]))
            text = f"{runner[1]} -e {','.join(names)}" if names and runner[1] in ("tox", "nox") else runner[1]
            found = tuple(self.resolver.text(Script(text, node.key("uses") or node.at, one_line=True)))
            yield Step(called, node.at, tuple(c for c in found if c.via))

    def _steps(self, file: File, node: Node, folder: str, inputs: Inputs, depth: int) -> Iterator[Step]:
        condition = str(node["if"])
        if _OFF.search(condition):
            return
        uses = str(node["uses"])
        folder = _folder(node, node, folder)
        given = tuple((key, str(value)) for key, _, value in node["with"].items or ())
        step = Step(str(node["name"]) or uses, node.at, (), _plain(uses), given, _soft(node), condition)
        if node["run"]:
            yield replace(step, commands=self._commands(file, node["run"], folder, inputs))
        elif uses.startswith("./"):
            for inner in self._action(uses, node["with"], depth):
                yield replace(inner, soft_fail=step.soft_fail or inner.soft_fail, condition=condition or inner.condition)
        elif uses:
            yield replace(step, commands=tuple(self._disguised(step, node, folder, inputs)))

    def _commands(self, file: File, script: Node, folder: str, inputs: Inputs) -> tuple[Command, ...]:
        """The commands of a script, and those that it becomes with each value of a matrix."""
        given = tuple(i for i in inputs if not i[0].startswith(_MATRIX))
        found = dict.fromkeys(self.resolver.run(file, script, folder, given))
        for name, value in inputs:
            if name.startswith(_MATRIX) and re.search(rf"\b{re.escape(name)}\b", str(script)):
                found.update(dict.fromkeys(self.resolver.run(file, script, folder, (*given, (name, value)))))
        return tuple(found)

    def _action(self, path: str, given: Node, depth: int) -> Iterator[Step]:
        """The steps of a composite action of this repository."""
        file = self._file(posixpath.join(path, "action.yml")) or self._file(posixpath.join(path, "action.yaml"))
        if not file or depth > DEEPEST:
            return
        document = self._document(file)
        for step in document["runs"]["steps"]:
            yield from self._steps(file, step, "", _inputs(document, given), depth + 1)

    def _disguised(self, step: Step, node: Node, folder: str, inputs: Inputs) -> Iterator[Command]:
        """The commands of an action that only runs what it is given."""
        text = command_of(step.uses, dict(step.with_))
        if text:
            passed = max(((len(v), k) for k, v in step.with_ if v.strip() and v.strip() in text), default=(0, ""))
            place = node["with"].key(passed[1]) or node.key("uses") or node.at
            block = text.count("\n") > 0
            at = Location(place.path, place.line + (1 if block else 0))
            given = dict(step.with_)
            where = given.get("working-directory") or given.get("dir", folder)
            yield from self.resolver.text(Script(text, at, where, one_line=not block), inputs)


def _matrix(node: Node) -> Iterator[tuple[str, str]]:
    """Every value of every axis of a matrix, those of its `include` with them."""
    axes = [(key, value) for key, _, values in node.items or () if key not in ("include", "exclude") for value in values]
    axes += [(key, value) for entry in node["include"] for key, _, value in entry.items or ()]
    axes += [(f"{key}.{inner}", value) for key, values in axes for inner, _, value in values.items or ()]
    found = dict.fromkeys((_MATRIX + key, str(value)) for key, value in axes if value.text is not None)
    yield from (pair for _, pair in zip(range(60), found))


def _plain(uses: str) -> str:
    """`owner/name` of an action, without its version."""
    return uses.partition("@")[0]


def _soft(node: Node) -> Location | None:
    return (
        node.key("continue-on-error")
        if node["continue-on-error"].is_true or re.fullmatch(r"\$\{\{\s*true\s*\}\}", str(node["continue-on-error"]))
        else None
    )


def _folder(node: Node, document: Node, otherwise: str) -> str:
    found = str(
        node["working-directory"]
        or node.get("defaults", "run", "working-directory")
        or document.get("defaults", "run", "working-directory")
    )
    found = re.sub(r"^\$\{\{\s*github\.workspace\s*\}\}/?", "", found)
    return (
        posixpath.normpath(found).removeprefix("./").replace(".", "", 1 if found in (".", "./") else 0)
        if found and "${" not in found
        else otherwise
    )


def _inputs(called: Node, given: Node) -> Inputs:
    defaults = [(key, str(value["default"])) for key, _, value in called["inputs"].items or ()]
    return tuple(dict([*defaults, *((key, str(value)) for key, _, value in given.items or ())]).items())


def _on_change(condition: str) -> bool:
    """Whether a condition lets a change through: one that names other events only does not, nor one on a tag."""
    events = _EVENT.findall(condition)
    if (
        events
        and not any(EVENTS.get(e) == "change" for e in events)
        and "||" not in _EVENT.sub("", condition).replace("||", "", len(events) - 1)
    ):
        return False
    return not (_NOT_CHANGE.search(condition) and "||" not in condition)


def _triggers(document: Node) -> Iterator[Trigger]:
    on = document["on"]
    for value in on if on.items is None else ():
        yield Trigger(EVENTS.get(str(value), "outside"), value.at, str(value))
    for event, at, value in on.items or ():
        branches = tuple(map(str, (*value["branches"], *value["branches-ignore"]))) if value else ()
        only_tags = event == "push" and value["tags"] and not value["branches"] and not value["branches-ignore"]
        yield Trigger("release" if only_tags else EVENTS.get(event, "outside"), at, event, branches)
