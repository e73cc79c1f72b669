"""Rollouts: how a new version takes the place of the running one, and whether doing it twice does harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.ci.model import shown
from readylint.facts.compose import Compose
from readylint.facts.declared import Declared
from readylint.facts.files import Files
from readylint.facts.infrastructure import Infrastructure, Resource
from readylint.facts.pipelines import Pipelines
from readylint.facts.platforms import Platforms
from readylint.facts.releases import Releases, first, is_aside
from readylint.facts.services import Parts
from readylint.facts.workloads import KubernetesObject, Workload, Workloads
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

SHOWN = 3
_ROLLS = ("Deployment", "DeploymentConfig", "StatefulSet", "Rollout", "DaemonSet")
_GITOPS = ("Application", "ApplicationSet", "HelmRelease", "Kustomization")  # of Argo CD and Flux
_KUBERNETES = regex(r"(?i)kubernetes|k8s|(?<![a-z])(?:aks|eks|gke)(?![a-z])")


class Way(Struct, frozen=True):
    """One way in which a version is brought out, and what to say of it."""

    at: Location
    says: str


class Rollouts:
    """How versions are brought out."""

    def __init__(
        self, files: Files, releases: Releases, pipelines: Pipelines, platforms: Platforms, workloads: Workloads,
        infrastructure: Infrastructure, declared: Declared, compose: Compose, parts: Parts,
    ) -> None:  # fmt: skip
        self._files, self._releases, self._pipelines, self._platforms = files, releases, pipelines, platforms
        self._workloads, self._infrastructure, self._declared, self._compose = workloads, infrastructure, declared, compose
        self._is_site = parts.kind == "static site"

    @classmethod
    def of(
        cls, files: Files, releases: Releases, pipelines: Pipelines, platforms: Platforms, workloads: Workloads,
        infrastructure: Infrastructure, declared: Declared, compose: Compose, parts: Parts,
    ) -> Rollouts:  # fmt: skip
        return cls(files, releases, pipelines, platforms, workloads, infrastructure, declared, compose, parts)

    @cached_property
    def declarative(self) -> tuple[Way, ...]:
        """What states the version that is wanted and lets a tool reach it."""
        settings = compiled(_table()["settings"]["types"])
        resources = [r for r in self._infrastructure.resources if not settings.match(r.type)]
        return (
            *(Way(w.at, f"{w.kind} {w.name} is declared") for w in sorted(self._workloads.own, key=lambda w: not w.serving)[:SHOWN]),
            *(Way(c.at, f"the Helm chart {c.name} declares the release") for c in self._workloads.charts[:SHOWN]),
            *(Way(r.at, f"infrastructure as code declares {r.type} {r.name}") for r in resources[:SHOWN]),
            *(Way(m.at, f"infrastructure as code declares the module {m.name}") for m in self._infrastructure.modules[:1] if not resources),
            *(Way(p.at, f"{p.name} makes the release") for p in self._platforms if p.name != "Procfile"),
            *(Way(f.at, "a compose file for production declares the services") for f in self._compose.all if f.purpose == "production"),
            *self._commands("declarative"),
            *(Way(s.at, f"{s.says} states what is wanted") for s in self._declared.wanted),
            *(Way(s.at, f"a program for {s.says} declares what is wanted") for s in self._declared.programs[:SHOWN]),
            *(Way(o.at, f"{o.kind} {o.name} keeps the cluster as declared") for o in self._reconciled[:1]),
        )

    def _commands(self, kind: str) -> Iterator[Way]:
        """The deploy commands of CI that are of a kind."""
        row = _table()[kind]
        wanted, never = compiled(row["commands"]), compiled(row.get("never", r"(?!)"))
        found: dict[Location, Way] = {}
        for run in self._releases.deploys:
            text = run.command.text
            by_command = wanted.search(text) and not never.search(text)
            fits = bool(compiled(row["uses"]).search(text)) if text == run.step.uses else by_command
            if fits and (self._is_site or not is_aside(run.pipeline, run.job)):
                found.setdefault(run.at, Way(run.at, f"{run.pipeline.provider} deploys with `{run.command.shown}`"))
        for act, at in first(self._releases.jobs, wanted, never):
            found.setdefault(at, Way(at, f"the {act.by} runs `{shown(act.text)}`"))
        yield from found.values()
        if "inputs" in row:
            yield from self._by_inputs(compiled(row["inputs"]))

    def _by_inputs(self, wanted: re.Pattern[str]) -> Iterator[Way]:
        """Actions that are told so."""
        for pipeline in self._pipelines:
            for step in (s for job in pipeline.jobs for s in job.steps if s.uses):
                if any(wanted.search(f"{key} {value}") for key, value in step.with_):
                    yield Way(step.at, f"{pipeline.provider} tells {step.uses.partition('@')[0]} to replace the version so")

    @property
    def _reconciled(self) -> list[KubernetesObject]:
        """What Argo CD or Flux is told to keep as it stands here; a file of Kustomize alone has no name."""
        return [o for o in self._workloads.of_kind(*_GITOPS) if o.name]

    @cached_property
    def rolling(self) -> tuple[Way, ...]:
        """What keeps the service up while a version is replaced."""
        hosts = [p for p in self._platforms.serving if p.name in _table()["platforms"]["rolling"]]
        return (
            *(way for w in self._serving if (way := _rolls(w))),
            *(Way(at, f"the chart {r.name} rolls with a readiness probe") for r in self._workloads.releases if (at := self._ready(r))),
            *(Way(p.at, f"{p.name} switches over when the new version is ready") for p in hosts),
            *self._by_infrastructure(),
            *self._by_modules(),
            *self._by_constructs(),
            *self._by_nomad(),
            *self._by_files(),
            *self._start_first(),
            *self._commands("rolling"),
        )

    @cached_property
    def stopping(self) -> tuple[Way, ...]:
        """What stops the running version before the next one answers."""
        row = _table()["stops"]
        acts = [*self._releases.jobs, *(a for a in self._releases.hooks if compiled(row["paths"]).search(a.at.path))]
        texts: dict[str, str] = {}
        for act in acts:
            texts[act.at.path] = f"{texts.get(act.at.path, '')}{act.text}\n"
        aside = {path for path, text in texts.items() if compiled(row["hands_out"]).search(text) or compiled(row["tries"]).search(path)}
        acts = [a for a in acts if a.at.path not in aside and a.at not in self._before_tests]
        found = first(acts, compiled(row["commands"]), compiled(row["never"]))
        return (*(way for w in self._serving if (way := _stops(w))), *(Way(at, _told(act.text, at, act.is_file)) for act, at in found))

    @cached_property
    def _before_tests(self) -> frozenset[Location]:
        """Commands that a test of the same job follows: what they start is for it."""
        jobs = [job for pipeline in self._pipelines for job in pipeline.jobs]
        tested = [(job, max((n for n, s in enumerate(job.steps) if s.does("test")), default=0)) for job in jobs]
        return frozenset(c.at for job, last in tested for step in job.steps[:last] for c in step.commands)

    @cached_property
    def _serving(self) -> tuple[Workload, ...]:
        return tuple(w for w in self._workloads.own if w.serving and w.kind in _ROLLS)

    def _ready(self, release: Any) -> Location | None:
        return self._workloads.declares(release, "readinessProbe")

    def _by_infrastructure(self) -> Iterator[Way]:
        for row in _table()["replaces"]:
            for resource in self._infrastructure.of_type(*row["types"]):
                if _replaces(resource, row):
                    yield Way(resource.at, f"{resource.type} {resource.name}: {row['says']}")

    def _by_modules(self) -> Iterator[Way]:
        """Modules that make a Deployment of Kubernetes, which rolls by itself, and are told what to probe."""
        probed = compiled(known("facts/infrastructure")["probed"]["argument"])
        for module in (m for m in self._infrastructure.modules if _KUBERNETES.search(m.type)):
            told = (v.at for key, v in module.body.walk() if probed.fullmatch(key) and v and not v.is_false)
            yield from (Way(at, f"the module {module.name} rolls on Kubernetes, with a probe") for at in told)

    def _by_constructs(self) -> Iterator[Way]:
        """Services that a stack of the CDK declares: their tasks are replaced one after the other."""
        table = known("facts/infrastructure")["constructs"]
        for file in self._files.match(*table["paths"]):
            if re.search(r"aws[-_]cdk", file.text) and not compiled(table["stops"]).search(file.text):
                yield from (Way(at, "ECS replaces tasks one after the other") for _, at in file.search(table["rolls"]))

    def _by_nomad(self) -> Iterator[Way]:
        """Jobs of Nomad that are asked how they are, and whose allocations are replaced one after the other."""
        table = known("facts/infrastructure")["nomad"]
        for file in self._files.match(*table["paths"]):
            if compiled(table["health"]).search(file.text) and not compiled(table["stops"]).search(file.text):
                yield from (Way(at, "Nomad replaces allocations one after the other") for _, at in file.search(table["rolls"]))

    def _by_files(self) -> Iterator[Way]:
        """What an organisation's own tool is told in a file."""
        for row in _table()["rolls"]:
            for file in self._files.match(*row["paths"], kinds=("app", "config", "other")):
                yield from (Way(at, row["says"]) for _, at in file.search(row["text"], re.MULTILINE))

    def _start_first(self) -> Iterator[Way]:
        for file in self._compose.run:
            for service in file.services:
                order = service.body.get("deploy", "update_config", "order")
                if str(order) == "start-first":
                    yield Way(order.at, f"the service {service.name} starts the new version first")


def _table() -> dict[str, Any]:
    return known("facts/releases")


def _strategy(found: KubernetesObject) -> tuple[str, Location | None]:
    node = found.get("spec", "strategy")
    kind = found.get("spec", "strategy", "type") or found.get("spec", "updateStrategy", "type")
    return str(kind), (kind.at if kind else node.at if node else None)


def _rolls(workload: Workload) -> Way | None:
    """A workload whose pods are replaced one after the other, each when it is ready."""
    kind, at = _strategy(workload.object)
    ready = next((place for c in workload.containers if (place := c.probe("readinessProbe"))), None)
    if kind in ("Recreate", "OnDelete") or not ready:
        return None
    return Way(at or ready, f"{workload.name} rolls, and a readiness probe says when a pod may serve")


def _stops(workload: Workload) -> Way | None:
    kind, at = _strategy(workload.object)
    if kind == "Recreate" and at:
        return Way(at, f"{workload.name} is stopped before its new version starts")
    surge = workload.object.get("spec", "strategy", "rollingUpdate", "maxSurge")
    if workload.kind == "Deployment" and str(surge) in ("0", "0%") and str(workload.object.get("spec", "replicas")) == "1":
        return Way(surge.at, f"{workload.name} has one replica and no surge")
    return None


def _replaces(resource: Resource, row: dict[str, Any]) -> bool:
    values = [(key, str(node)) for key, node in resource.body.walk()]
    if "unless" in row and any(key in row["keys"] and compiled(row["unless"]).search(value) for key, value in values):
        return False
    return "needs" not in row or any(compiled(row["needs"]).search(f"{key} {value}") for key, value in values)


def _told(text: str, at: Location, is_file: bool) -> str:
    line = text.split("\n")[at.line - 1] if is_file else text
    return f"`{shown(line)}` stops the running version before the new one answers"
