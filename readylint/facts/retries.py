"""Retries: policies whose delay grows, and retries at once, in code, configuration and meshes (retries.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.brackets import indented_end
from readylint.facts.code import Code, Source
from readylint.facts.infrastructure import Infrastructure
from readylint.facts.sightings import Sightings
from readylint.facts.starts import is_aside, is_own
from readylint.facts.workloads import Workloads
from readylint.knowledge import known
from readylint.model import Location
from readylint.patterns import compiled

_MESH = ("VirtualService", "HTTPRoute", "GRPCRoute", "BackendTrafficPolicy", "ServiceProfile", "EnvoyFilter")


class Retry(Struct, frozen=True):
    """Something that tries again, at a place."""

    name: str
    at: Location


def _table() -> dict[str, Any]:
    return known("facts/retries")


class Retries:
    """What the app tries again."""

    def __init__(self, sightings: Sightings, code: Code, workloads: Workloads, infrastructure: Infrastructure) -> None:
        self._sightings, self._code, self._workloads, self._infrastructure = sightings, code, workloads, infrastructure

    @classmethod
    def of(cls, sightings: Sightings, code: Code, workloads: Workloads, infrastructure: Infrastructure) -> Retries:
        return cls(sightings, code, workloads, infrastructure)

    @cached_property
    def policies(self) -> tuple[Retry, ...]:
        """Retries with a delay that grows."""
        return (*self._matched("policy"), *self._of_mesh())

    @cached_property
    def bare(self) -> tuple[Retry, ...]:
        """Retries at once."""
        return (*self._matched("bare"), *self._loops())

    @cached_property
    def fixed(self) -> tuple[Retry, ...]:
        """Retries whose delay stays the same (ruling 16)."""
        return tuple(self._matched("fixed"))

    def _matched(self, section: str) -> Iterator[Retry]:
        return (Retry(seen.name, seen.at) for seen in self._sightings.firsts(_table()[section], where=is_own))

    def _of_mesh(self) -> Iterator[Retry]:
        """Envoy waits longer before each retry by itself; so do the retries of a state machine."""
        for found in self._workloads.of_kind(*_MESH):
            if any(key in ("retries", "retry", "retry_policy", "retryBudget") for key, value in found.body.walk() if value):
                yield Retry(f"{found.kind} {found.name} retries", found.at)
        for resource in self._infrastructure.of_type("aws_cloud_tasks*", "google_cloud_tasks_queue", "AWS::StepFunctions::StateMachine"):
            if any(key in ("retry_config", "BackoffRate") or '"BackoffRate"' in str(value) for key, value in resource.body.walk()):
                yield Retry(f"{resource.type} {resource.name} retries", resource.at)

    def _loops(self) -> Iterator[Retry]:
        for language, row in _table()["loop"].items():
            pattern = compiled(row["loop"], re.MULTILINE)
            for source in self._code.sources("retry", "retries", "tries", "attempt", "attempts", "tries_left", language=language):
                if pattern.search(source.text) and not is_aside(source.path):
                    yield from _of_loops(source, pattern, row)


def _of_loops(source: Source, pattern: re.Pattern[str], row: dict[str, str]) -> Iterator[Retry]:
    """The loops of a file that try again without waiting."""
    for match, at in source.search(pattern):
        body = source.code[match.start() : indented_end(source.code, match.end(), below=match.end())]
        tries = compiled(row["near"]).search(body) and compiled(row["fails"], re.MULTILINE).search(body)
        if tries and not compiled(row["waits"]).search(body):
            yield Retry("a loop tries again without waiting", at)
