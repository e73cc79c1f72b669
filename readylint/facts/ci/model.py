"""What a CI configuration says, whichever provider reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from readylint.facts.ci.purposes import Purpose, purpose
from readylint.knowledge import regex
from readylint.model import Location

# change: a push or a proposed change. after: when another pipeline ends. call: from another pipeline.
# outside: set where the repository cannot tell.
On = Literal["change", "manual", "schedule", "release", "after", "call", "outside"]

_CLUSTER = regex(r"(?i)(?:^|/)(?:setup-|action-)?(?:kind|k3d|k3s|minikube)(?:-(?:action|helm|k3s|cluster))?$")
_MAKES_CLUSTER = regex(r"(?:kind|k3d)\s+(?:create\s+cluster|cluster\s+create)\b|minikube\s+start\b")


class Trigger(Struct, frozen=True):
    """What starts a pipeline: its sort, the event as the provider names it, the branches it is limited to."""

    on: On
    at: Location
    event: str = ""
    branches: tuple[str, ...] = ()


_PROPOSED = frozenset({"pull_request", "pull_request_target", "merge_group"})


def shown(text: str) -> str:
    """A text of code on one line, cut to what a message can hold."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}..."


class Command(Struct, frozen=True):
    """One simple command. `text` is as written, `bare` without wrappers such as `sudo`, `poetry run` or `docker compose run x`.

    `at` is where it stands, `called_at` the line of the pipeline that leads there, `via` the scripts and targets in between.
    """

    text: str
    at: Location
    bare: str = ""
    folder: str = ""  # the folder it runs in, as far as the text tells
    via: tuple[str, ...] = ()
    called_at: Location | None = None
    soft_fail: Location | None = None  # what keeps its failure from counting
    by_name: bool = True  # False: it calls a script whose every command is known, so its name proves nothing more

    @property
    def start(self) -> Location:
        """The line of the pipeline that runs it."""
        return self.called_at or self.at

    @property
    def shown(self) -> str:
        """The text on one line, cut to what a message can hold."""
        return shown(self.text)

    def does(self, what: str) -> bool:
        """Whether it is a command of this purpose (see commands.toml): "test", "coverage", "audit", "deploy"..."""
        return purpose(what).done_by(self.bare or self.text, self.by_name)


class Step(Struct, frozen=True):
    """One step of a job: commands, or an action, task, orb or plugin (`uses`) with its inputs."""

    name: str
    at: Location
    commands: tuple[Command, ...] = ()
    uses: str = ""
    with_: tuple[tuple[str, str], ...] = ()
    soft_fail: Location | None = None
    condition: str = ""

    def does(self, what: str) -> bool:
        """Whether a command of it, or the action it uses, is of this purpose."""
        return any(True for _ in self.doing(what))

    def doing(self, what: str) -> Iterator[Command]:
        """What in it is of this purpose: commands, or the action itself as a command."""
        yield from (c for c in self.commands if c.does(what))
        if self.uses and purpose(what).used_by(self.uses, self.with_):
            yield Command(self.uses, self.at, self.uses, soft_fail=self.soft_fail)


class Job(Struct, frozen=True):
    """One job. `remote` names what outside the repo decides its steps; `on_change` whether a push or a proposed change runs it."""

    name: str
    at: Location
    steps: tuple[Step, ...] = ()
    on_change: bool = True
    soft_fail: Location | None = None
    needs: tuple[str, ...] = ()
    environment: str = ""
    condition: str = ""
    services: tuple[str, ...] = ()
    remote: str = ""

    def soft(self, step: Step, command: Command) -> Location | None:
        """What keeps the failure of a command from failing the pipeline."""
        return command.soft_fail or step.soft_fail or self.soft_fail

    @property
    def has_cluster(self) -> bool:
        """Whether it makes a cluster for itself, which is gone when it ends."""
        made = (c.bare or c.text for s in self.steps for c in s.commands)
        return any(_CLUSTER.search(s.uses) for s in self.steps) or any(_MAKES_CLUSTER.match(command) for command in made)

    def remotely(self, what: str) -> bool:
        """Whether the name of the remote part it calls says this purpose."""
        return bool(self.remote) and purpose(what).called(f"{self.remote} {self.name}")


class Pipeline(Struct, frozen=True):
    """One CI configuration: a workflow of GitHub, a file of another provider."""

    provider: str
    name: str
    at: Location
    triggers: tuple[Trigger, ...] = ()
    jobs: tuple[Job, ...] = ()
    remote: tuple[tuple[str, Location], ...] = ()  # includes, orbs and libraries outside the repo

    @property
    def path(self) -> str:
        return self.at.path

    @property
    def on_change(self) -> bool:
        return any(t.on == "change" for t in self.triggers)

    @property
    def is_of_proposals(self) -> bool:
        """Whether only a change that is proposed, and not taken yet, starts it."""
        return bool(self.triggers) and all(t.event in _PROPOSED for t in self.triggers)

    @property
    def is_offered(self) -> bool:
        """Whether only a call of another workflow starts it."""
        return bool(self.triggers) and all(t.on == "call" for t in self.triggers)


class Run(Struct, frozen=True):
    """A command with the pipeline, job and step it belongs to."""

    pipeline: Pipeline
    job: Job
    step: Step
    command: Command

    @property
    def at(self) -> Location:
        """The line of the pipeline that runs it."""
        return self.command.start

    @property
    def on_change(self) -> bool:
        """Whether a push or a proposed change runs it."""
        return self.pipeline.on_change and self.job.on_change

    @property
    def soft_fail(self) -> Location | None:
        return self.job.soft(self.step, self.command)


__all__ = ["Command", "Job", "Pipeline", "Purpose", "Run", "Step", "Trigger"]
