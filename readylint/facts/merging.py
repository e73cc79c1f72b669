"""Merging: what the repository itself says a change needs before it is merged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.files import File, Files
from readylint.facts.infrastructure import Infrastructure
from readylint.facts.pipelines import Pipelines
from readylint.facts.structured import Node, Structured
from readylint.model import Location

_ANY = ("app", "config", "other", "docs")
_PROTECTIONS = ("github_branch_protection", "github_branch_protection_v3", "github_repository_ruleset", "github_organization_ruleset")
_GITLAB = ("gitlab_project", "gitlab_project_level_mr_approvals")


class Check(Struct, frozen=True):
    """A check that a merge waits for, and what says so."""

    at: Location
    says: str


class Merging(Struct, frozen=True):
    """Checks that are required as code: branch protection, rulesets, merge bots and queues."""

    checks: tuple[Check, ...]

    @classmethod
    def of(cls, files: Files, structured: Structured, infrastructure: Infrastructure, pipelines: Pipelines) -> Merging:
        found = (
            *_declared(infrastructure),
            *_settings(files, structured),
            *_rulesets(files, structured),
            *_bots(files, structured),
            *_queues(pipelines),
        )
        return cls(tuple(found))


def _declared(infrastructure: Infrastructure) -> Iterator[Check]:
    for resource in infrastructure.of_type(*_PROTECTIONS):
        for key, at, node in _entries(resource.body):
            if key == "required_status_checks" and node:
                yield Check(at, f"{resource.type} {resource.name} requires status checks")
    for resource in infrastructure.of_type(*_GITLAB):
        if resource.body["only_allow_merge_if_pipeline_succeeds"].is_true:
            yield Check(
                resource.body.key("only_allow_merge_if_pipeline_succeeds") or resource.at, "GitLab merges only when the pipeline succeeds"
            )
    for resource in infrastructure.of_type("bitbucket_branch_restriction"):
        if str(resource.body["kind"]) == "require_passing_builds_to_merge":
            yield Check(resource.at, "Bitbucket merges only with passing builds")
    for resource in infrastructure.of_type("azuredevops_branch_policy_build_validation"):
        if not resource.body["blocking"].is_false and not resource.body["enabled"].is_false:
            yield Check(resource.at, "Azure Repos validates the build before a merge")


def _entries(node: Node) -> Iterator[tuple[str, Location, Node]]:
    for key, at, value in node.items or ():
        yield key, at, value
        yield from _entries(value)
    for part in node.parts or ():
        yield from _entries(part)


def _settings(files: Files, structured: Structured) -> Iterator[Check]:
    """Probot's settings, and .asf.yaml."""
    for path in (".github/settings.yml", ".github/settings.yaml", ".asf.yaml"):
        for key, at, node in _entries(structured.at(path)) if files.get(path) else ():
            if key == "required_status_checks" and (node["contexts"].parts or node["checks"].parts):
                yield Check(at, f"{path} requires status checks")


def _rulesets(files: Files, structured: Structured) -> Iterator[Check]:
    for file in files.match(
        ".github/**/*ruleset*/*.json",
        ".github/**/*ruleset*.json",
        ".github/**/*protection*.json",
        ".github/**/*protection*.yml",
        kinds=_ANY,
    ):
        for key, at, node in _entries(structured.document(file)):
            if (key == "type" and str(node) == "required_status_checks") or (key == "required_status_checks" and node):
                yield Check(at, "the ruleset requires status checks")


def _bots(files: Files, structured: Structured) -> Iterator[Check]:
    for file in files.match(".mergify.yml", ".mergify/config.yml", ".github/mergify.yml", kinds=_ANY):
        for node in structured.document(file).scalars():
            if re.match(r"(?:check|status)-success\s*[=~]", str(node)) and _merges(structured.document(file)):
                yield Check(node.at, f"Mergify waits for {node}")
                break
    for file in files.match("bors.toml", ".github/bors.toml", kinds=_ANY):
        if structured.document(file)["status"].parts:
            yield Check(structured.document(file).key("status") or file.at, "bors waits for its statuses")
    for file in files.match(".prow.yaml", ".zuul.yaml", "zuul.yaml", ".zuul.d/project.yaml", kinds=_ANY):
        yield from _gates(structured, file)
    for file in files.match(".bulldozer.yml", kinds=_ANY):
        if statuses := structured.document(file)["merge"]["required_statuses"]:
            yield Check(statuses.at, "bulldozer waits for its statuses")


def _merges(document: Node) -> bool:
    return any(
        key in ("merge", "queue", "queue_rules", "merge_conditions", "queue_conditions", "merge_queue") for key, _, _ in _entries(document)
    )


def _gates(structured: Structured, file: File) -> Iterator[Check]:
    for document in structured.documents(file):
        for key, at, node in _entries(document):
            if key in ("presubmits", "gate") and any(k in ("jobs", "name") for k, _, _ in _entries(node)):
                yield Check(at, f"{file.name} gates merges")


def _queues(pipelines: Pipelines) -> Iterator[Check]:
    """A test workflow that runs for GitHub's merge queue: the queue merges what passed it."""
    for pipeline in {run.pipeline.path: run.pipeline for run in pipelines.runs("test", on_change=True) if run.soft_fail is None}.values():
        for trigger in pipeline.triggers:
            if trigger.event == "merge_group":
                yield Check(trigger.at, "the tests run in the merge queue")
