"""Delivery: what in the repository brings a release to its users, and what takes one back, beside CI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from readylint.facts.compose import Compose
from readylint.facts.images import Images
from readylint.facts.infrastructure import Infrastructure
from readylint.facts.platforms import Platforms
from readylint.facts.sightings import Sightings
from readylint.facts.workloads import Workloads
from readylint.knowledge import known
from readylint.model import Location

SHOWN = 3


class Means(Struct, frozen=True):
    """One means of delivery or of going back, and what to say of it."""

    at: Location
    says: str


class Delivery(Struct, frozen=True):
    """`means` deploy; `ways_back` go back to the previous version, by a command or by themselves."""

    means: tuple[Means, ...]
    ways_back: tuple[Means, ...]

    @classmethod
    def of(
        cls, sightings: Sightings, platforms: Platforms, workloads: Workloads, infrastructure: Infrastructure, compose: Compose,
        images: Images,
    ) -> Delivery:  # fmt: skip
        means = (
            *(Means(p.at, f"a file of {p.name}") for p in platforms),
            *(Means(w.at, f"the {w.kind} {w.name}") for w in (workloads.own or workloads.all)[:SHOWN]),
            *(Means(c.at, f"the Helm chart {c.name}") for c in workloads.charts[:SHOWN]),
            *_declared(infrastructure),
            *_composed(compose, images),
            *_listed(sightings, "deploy"),
        )
        return cls(means, (*_listed(sightings, "rollback"), *_automatic(workloads, infrastructure)))


def _composed(compose: Compose, images: Images) -> Iterator[Means]:
    """Compose files for production; one that is taken for it as the only way, and builds images for development alone, is none."""
    for file in compose.production:
        built = [images.at(s.dockerfile) for s in file.builds]
        for_users = file.path in compose.documented or not all(image and image.unready for image in built)
        if file.purpose == "production" or (built and for_users):
            yield Means(file.at, "a compose file for production")


def _declared(infrastructure: Infrastructure) -> Iterator[Means]:
    """Resources that run something; a repository's settings or a monitor alone deploy nothing, but a module may."""
    for resource in infrastructure.resources[:SHOWN]:
        yield Means(resource.at, f"infrastructure as code: {resource.type} {resource.name}")
    if not infrastructure.resources:
        for module in infrastructure.modules[:SHOWN]:
            yield Means(module.at, f"infrastructure as code: module {module.name}")


def _table() -> dict[str, Any]:
    return known("facts/delivery")


def _listed(sightings: Sightings, what: str) -> Iterator[Means]:
    return (Means(seen.at, seen.says) for seen in sightings.firsts(_table()[what]))


def _automatic(workloads: Workloads, infrastructure: Infrastructure) -> Iterator[Means]:
    """Progressive delivery, and resources that roll back by themselves."""
    for found in workloads.of_kind("Rollout", "Canary"):
        if re.match(r"argoproj\.io|flagger\.app", str(found.get("apiVersion"))):
            yield Means(found.at, f"progressive delivery: {found.kind} {found.name}")
    for types, path, wanted in _SETTINGS:
        for resource in infrastructure.of_type(*types):
            for key, at, node in ((k, v.at, v) for k, v in resource.body.walk()):
                if key == path and (node.is_true if wanted == "true" else bool(node)) and str(node) not in ("false", "AllAtOnce"):
                    yield Means(at, f"{resource.type} {resource.name} rolls back by itself")


# Resource types, the setting, and what it must be.
_SETTINGS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("aws_ecs_service", "AWS::ECS::Service"), "rollback", "true"),
    (("aws_ecs_service", "AWS::ECS::Service"), "Rollback", "true"),
    (("aws_codedeploy_deployment_group", "AWS::CodeDeploy::DeploymentGroup"), "auto_rollback_configuration", ""),
    (("aws_codedeploy_deployment_group", "AWS::CodeDeploy::DeploymentGroup"), "AutoRollbackConfiguration", ""),
    (("AWS::Serverless::Function",), "DeploymentPreference", ""),
    (("helm_release",), "atomic", "true"),
    (("nomad_job",), "auto_revert", "true"),
)
