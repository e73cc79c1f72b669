"""GitLab CI."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from readylint.facts.ci.model import Command, Job, Pipeline, Step, Trigger
from readylint.facts.ci.resolve import Resolver
from readylint.facts.files import File
from readylint.facts.structured import Node
from readylint.knowledge import regex
from readylint.model import Location

GLOBS = (".gitlab-ci.yml", ".gitlab-ci.yaml")
# Keys at the top of the file that are no jobs.
KEYWORDS = frozenset(
    [
        "stages",
        "variables",
        "default",
        "include",
        "workflow",
        "image",
        "services",
        "cache",
        "before_script",
        "after_script",
        "spec",
        "pages:",
    ]
)
_NOT_CHANGE = ("tags", "schedules", "web", "triggers", "pipelines", "api", "chat", "external")
_OTHER_SOURCE = regex(
    r"CI_PIPELINE_SOURCE\s*==\s*[\"'](?:schedule|web|trigger|api|pipeline|chat)|^\s*\$CI_COMMIT_TAG\b(?!\s*==\s*null)"
)


class GitLab(Struct, frozen=True):
    """Reads `.gitlab-ci.yml` with what it includes from the repository, `extends` and `!reference` followed."""

    resolver: Resolver

    def read(self, file: File) -> Iterator[Pipeline]:
        entries = tuple(self._entries(file, set()))
        named = {name: node for _, name, _, node in entries}
        jobs = tuple(
            self._job(f, name, at, node, named)
            for f, name, at, node in entries
            if name not in KEYWORDS
            and not name.startswith(".")
            and node.items is not None
            and (node["script"] or _inherited(node, "script", named) or node["trigger"])
        )
        remote = tuple(self._remote(file))
        if jobs or remote:
            yield Pipeline("GitLab CI", file.name, file.at, tuple(_triggers(file, named)), tuple(j for j in jobs if j), remote)

    def _entries(self, file: File, seen: set[str]) -> Iterator[tuple[File, str, Location, Node]]:
        seen.add(file.path)
        document = self.resolver.targets.structured.document(file)
        for include in document["include"]:
            local = str(include["local"] or (include if include.text and "://" not in str(include) else "")).lstrip("/")
            for found in (
                self.resolver.targets.files.match(local, kinds=("app", "config", "other", "test", "sample", "docs")) if local else ()
            ):
                if found.path not in seen and len(seen) < 50:
                    yield from self._entries(found, seen)
        for name, at, node in document.items or ():
            yield file, name, at, node

    def _remote(self, file: File) -> Iterator[tuple[str, Location]]:
        for include in self.resolver.targets.structured.document(file)["include"]:
            for key in ("project", "remote", "template", "component"):
                if include[key]:
                    yield " ".join(str(part) for part in (include[key], *include["file"])), include.at
            if include.text and "://" in include.text:
                yield include.text, include.at

    def _job(self, file: File, name: str, at: Location, node: Node, named: dict[str, Node]) -> Job:
        def get(key: str) -> Node:
            return node[key] or _inherited(node, key, named)

        allowed = get("allow_failure")
        default = named.get("default", Node(at))
        commands: list[Command] = []
        for key in ("before_script", "script", "after_script"):
            script = get(key) or (default[key] or named.get(key, Node(at)) if key != "script" else Node(at))
            for part in _referenced(script, named):
                commands.extend(
                    self.resolver.run(file if part.at.path == file.path else self.resolver.targets.files.get(part.at.path) or file, part)
                )
        return Job(
            name,
            at,
            (Step(name, at, tuple(commands)),),
            on_change=_on_change(get),
            soft_fail=allowed.at if allowed.is_true else None,
            needs=tuple(str(n["job"] or n) for n in get("needs")),
            environment=str(get("environment")["name"] or get("environment")),
            condition=str(get("when")),
            services=tuple(str(s["name"] or s) for s in get("services")),
            remote=str(get("trigger")["project"] or get("trigger")),
        )



def _inherited(node: Node, key: str, named: dict[str, Node], depth: int = 0) -> Node:
    """The value of a key from what a job extends, the last named first."""
    for parent in reversed(tuple(node["extends"])):
        found = named.get(str(parent), Node(node.at))
        value = found[key] or (_inherited(found, key, named, depth + 1) if depth < 10 else Node(node.at))
        if value:
            return value
    return Node(node.at)


def _referenced(script: Node, named: dict[str, Node]) -> Iterator[Node]:
    """The parts of a script, `!reference [job, key]` replaced by what it names."""
    for part in script:
        names = [str(p) for p in part] if part.parts is not None else []
        if len(names) >= 2 and names[0] in named:
            yield from named[names[0]].get(*names[1:])
        else:
            yield part


def _on_change(get: Callable[[str], Node]) -> bool:
    """Whether a push or a merge request runs the job by itself."""
    if str(get("when")) == "manual":
        return False
    rules = tuple(get("rules"))
    if rules:
        return any(str(r["when"]) not in ("never", "manual") and not _OTHER_SOURCE.search(str(r["if"])) for r in rules)
    only = [str(o) for o in (get("only")["refs"] or get("only"))]
    return not only or any(o not in _NOT_CHANGE for o in only)


def _triggers(file: File, named: dict[str, Node]) -> Iterator[Trigger]:
    """Pipelines run on every push, unless `workflow: rules` leave only other sources."""
    rules = tuple(named.get("workflow", Node(file.at))["rules"])
    started = [r for r in rules if str(r["when"]) != "never"]
    if rules and all(_OTHER_SOURCE.search(str(r["if"])) for r in started):
        yield Trigger("schedule", rules[0].at, str(rules[0]["if"]))
    else:
        yield Trigger("change", rules[0].at if rules else file.at, "push")
