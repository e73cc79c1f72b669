"""CircleCI."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from readylint.facts.ci.model import Job, Pipeline, Step, Trigger
from readylint.facts.ci.resolve import Resolver
from readylint.facts.files import File
from readylint.facts.structured import Node
from readylint.knowledge import regex
from readylint.model import Location

GLOBS = (".circleci/*.yml", ".circleci/*.yaml")
_PASSED = regex(r"command|script|run|target|task|args", re.I)
DEEPEST = 4


class CircleCI(Struct, frozen=True):
    """Reads workflows with their jobs and commands; an orb's step is known by `namespace/orb/step`."""

    resolver: Resolver

    def read(self, file: File) -> Iterator[Pipeline]:
        document = self.resolver.targets.structured.document(file)
        orbs = {name: str(value).partition("@")[0] for name, _, value in document["orbs"].items or () if value.text}
        remote = tuple((str(value), at) for _, at, value in document["orbs"].items or () if value.text)
        flows = [(n, at, node) for n, at, node in document["workflows"].items or () if node["jobs"]]
        if not flows and document["jobs"]:
            jobs = tuple(self._job(file, name, at, node, document, orbs) for name, at, node in document["jobs"].items or ())
            yield Pipeline("CircleCI", file.name, file.at, (Trigger("change", file.at, "push"),), jobs, remote)
        for name, at, flow in flows:
            yield Pipeline("CircleCI", name, at, tuple(_triggers(flow, at)), tuple(self._flow(file, flow, document, orbs)), remote)

    def _flow(self, file: File, flow: Node, document: Node, orbs: dict[str, str]) -> Iterator[Job]:
        approvals: set[str] = set()
        for entry in flow["jobs"]:
            name, at, given = (
                (str(entry), entry.at, Node(entry.at)) if entry.text else next(iter(entry.items or (("", entry.at, Node(entry.at)),)))
            )
            needs = tuple(map(str, given["requires"]))
            shown = str(given["name"]) or name
            if str(given["type"]) == "approval" or set(needs) & approvals:
                approvals.add(shown)
            if str(given["type"]) == "approval" or not name:
                continue
            node = document["jobs"][name]
            job = (
                self._job(file, shown, document["jobs"].key(name) or at, node, document, orbs)
                if node
                else self._orb(file, shown, name, at, given, orbs)
            )
            tags_only = (
                bool(given["filters"]["tags"])
                and str(given.get("filters", "branches", "ignore")) in ("/.*/", "")
                and bool(given.get("filters", "branches"))
            )
            yield replace(job, needs=needs, on_change=not tags_only and shown not in approvals)

    def _job(self, file: File, name: str, at: Location, node: Node, document: Node, orbs: dict[str, str]) -> Job:
        folder = str(node["working_directory"]).replace("~/project", "").replace("~/repo", "").strip("/")
        images = tuple(str(d["image"]) for d in (*node["docker"], *document["executors"][str(node["executor"])]["docker"]))
        inside = folder if self.resolver.targets.files.exists(folder) else ""
        steps = tuple(s for step in node["steps"] for s in self._steps(file, step, inside, document, orbs, 0))
        return Job(name, at, steps, services=images[1:])

    def _orb(self, file: File, shown: str, name: str, at: Location, given: Node, orbs: dict[str, str]) -> Job:
        alias, _, job = name.partition("/")
        uses = f"{orbs.get(alias, alias)}/{job}"
        with_ = tuple((key, str(value)) for key, _, value in given.items or ())
        passed = tuple(
            c for key, _, value in given.items or () if _PASSED.search(key) and value.text for c in self.resolver.run(file, value)
        )
        return Job(shown, at, (Step(shown, at, passed, uses, with_),), remote=uses)

    def _steps(self, file: File, node: Node, folder: str, document: Node, orbs: dict[str, str], depth: int) -> Iterator[Step]:
        name, at, value = (str(node), node.at, Node(node.at)) if node.text else next(iter(node.items or (("", node.at, Node(node.at)),)))
        if name == "run":
            script = value["command"] or value
            inside = str(value["working_directory"]).strip("./") or folder
            if str(value["when"]) != "on_fail":
                yield Step(str(value["name"]) or name, at, self.resolver.run(file, script, inside))
        elif name in ("when", "unless"):
            for step in value["steps"]:
                yield from self._steps(file, step, folder, document, orbs, depth)
        elif command := document["commands"][name]:
            for step in command["steps"] if depth < DEEPEST else ():
                yield from self._steps(file, step, folder, document, orbs, depth + 1)
        elif "/" in name:
            alias, _, step_name = name.partition("/")
            with_ = tuple((key, str(v)) for key, _, v in value.items or ())
            passed = tuple(
                c for key, _, v in value.items or () if _PASSED.search(key) and v.text for c in self.resolver.run(file, v, folder)
            )
            yield Step(name, at, passed, f"{orbs.get(alias, alias)}/{step_name}", with_)


def _triggers(flow: Node, at: Location) -> Iterator[Trigger]:
    """A workflow runs on every push, unless it has a schedule or only runs where a pipeline parameter asks for it."""
    if flow["triggers"]:
        yield Trigger("schedule", flow.key("triggers") or at, "schedule")
    elif re.search(r"scheduled_pipeline|\"?schedule|api\b", " ".join(str(s) for s in flow["when"].scalars())):
        yield Trigger("schedule", flow.key("when") or at, "schedule")
    else:
        yield Trigger("change", at, "push")
