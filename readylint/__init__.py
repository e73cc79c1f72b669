"""readylint: is this repository ready for real users?

    from readylint import scan, evaluate_checklist

This module is the whole public API: for programs that judge repositories or checklists (docs/library.md), and for authors of rules. What
it names loads when it is first asked for, so that importing it costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from readylint.version import VERSION

__version__ = VERSION

_NAMES = {
    "conclusion": "UnknownService",
    "entries": "Entry Origin Standing",
    "evaluation": "Condition Policy evaluate_checklist",
    "facts.answers": "Answers",
    "facts.assertions": "Assertions",
    "facts.audits": "Audits",
    "facts.bots": "Bots",
    "facts.calls": "Call",
    "facts.code": "Code Source",
    "facts.commits": "Commits Tags",
    "facts.compose": "Compose ComposeService",
    "facts.composed_keys": "ComposedKeys",
    "facts.contracts": "Contracts",
    "facts.cors": "Cors",
    "facts.coverage": "Coverage",
    "facts.debugging": "Debugging",
    "facts.delivery": "Delivery",
    "facts.dependencies": "Dependencies",
    "facts.dependency": "Dependency Manifest",
    "facts.deployments": "Deployments",
    "facts.documents": "Document Documents",
    "facts.edge": "Edge live released",
    "facts.edits": "Edits",
    "facts.engines": "Engines",
    "facts.environment": "Environment",
    "facts.environments": "Environments",
    "facts.failures": "Failures",
    "facts.faults": "Faults",
    "facts.files": "File Files",
    "facts.fixes": "Fixes",
    "facts.foreign_keys": "ForeignKeys",
    "facts.guards": "Guards",
    "facts.hazards": "Hazards",
    "facts.headers": "Headers",
    "facts.health": "Health is_health",
    "facts.helm": "ChartDependency",
    "facts.hosted": "Hosted",
    "facts.images": "Image Images",
    "facts.infrastructure": "Infrastructure Resource",
    "facts.inherited": "Inherited",
    "facts.journeys": "Journeys",
    "facts.levels": "Level Levels",
    "facts.limits": "Limits",
    "facts.lists": "Lists",
    "facts.loadtests": "LoadTests",
    "facts.logs": "Logs",
    "facts.merging": "Merging",
    "facts.migrating": "Migrating",
    "facts.migrations": "Migration Migrations",
    "facts.outbound": "Outbound OutboundCall",
    "facts.passwords": "Passwords",
    "facts.permissions": "Permissions",
    "facts.personal": "Personal",
    "facts.pipelines": "Pipelines Run unread_pipelines unseen_pipelines",
    "facts.platforms": "Platforms",
    "facts.production_engines": "ProductionEngines",
    "facts.programs": "Programs",
    "facts.project": "Project",
    "facts.provisions": "Provision Provisions",
    "facts.queries": "Queries",
    "facts.rehearsals": "Rehearsals",
    "facts.relations": "Relations",
    "facts.releases": "Releases",
    "facts.required": "Required",
    "facts.retention": "Retention",
    "facts.retries": "Retries",
    "facts.rollouts": "Rollouts",
    "facts.routes": "Routes",
    "facts.schema": "Declaration Schema",
    "facts.secret_files": "SecretFiles",
    "facts.secrets": "Credential HistorySecrets Secrets",
    "facts.seeded": "Seeded",
    "facts.seeded_rows": "SeededRows",
    "facts.sections": "Command Section",
    "facts.services": "Part Parts",
    "facts.shutdown": "Shutdown",
    "facts.sinks": "Sinks",
    "facts.stores": "Stores",
    "facts.structured": "Node Structured",
    "facts.suppressions": "Suppressions",
    "facts.swallowed": "Swallowing",
    "facts.targets": "Targets",
    "facts.telemetry": "Telemetry",
    "facts.testbeds": "Testbed Testbeds",
    "facts.testcases": "TestCases TestFile untested",
    "facts.topics": "Topics",
    "facts.transport": "Transport",
    "facts.unread": "Unread",
    "facts.updates": "MONTHS Updates",
    "facts.uploads": "Uploads",
    "facts.usage": "Usage",
    "facts.validation": "Validation",
    "facts.wording": "check_wording command_wording heading_wording wording_of wording_topics",
    "facts.workloads": "Container Workload Workloads",
    "facts.writes": "Writes",
    "facts.spare_tokens": "SpareTokens",
    "facts.written_keys": "WrittenKeys",
    "history": "Tag",
    "knowledge": "known regex",
    "library": "scan",
    "model": "Assessment Decision Finding Location Report aside contradicts nothing supports unclear",
    "registry": "UnknownRule",
    "rule": "RuleError example rule",
    "settings": "ConfigError",
    "snapshot": "SnapshotError",
}
_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}

if TYPE_CHECKING:
    from readylint.conclusion import UnknownService as UnknownService
    from readylint.entries import Entry as Entry, Origin as Origin, Standing as Standing
    from readylint.evaluation import Condition as Condition, Policy as Policy, evaluate_checklist as evaluate_checklist
    from readylint.facts.answers import Answers as Answers
    from readylint.facts.assertions import Assertions as Assertions
    from readylint.facts.audits import Audits as Audits
    from readylint.facts.bots import Bots as Bots
    from readylint.facts.calls import Call as Call
    from readylint.facts.code import Code as Code, Source as Source
    from readylint.facts.commits import Commits as Commits, Tags as Tags
    from readylint.facts.compose import Compose as Compose, ComposeService as ComposeService
    from readylint.facts.composed_keys import ComposedKeys as ComposedKeys
    from readylint.facts.contracts import Contracts as Contracts
    from readylint.facts.cors import Cors as Cors
    from readylint.facts.coverage import Coverage as Coverage
    from readylint.facts.debugging import Debugging as Debugging
    from readylint.facts.delivery import Delivery as Delivery
    from readylint.facts.dependencies import Dependencies as Dependencies
    from readylint.facts.dependency import Dependency as Dependency, Manifest as Manifest
    from readylint.facts.deployments import Deployments as Deployments
    from readylint.facts.documents import Document as Document, Documents as Documents
    from readylint.facts.edge import Edge as Edge, live as live, released as released
    from readylint.facts.edits import Edits as Edits
    from readylint.facts.engines import Engines as Engines
    from readylint.facts.environment import Environment as Environment
    from readylint.facts.environments import Environments as Environments
    from readylint.facts.failures import Failures as Failures
    from readylint.facts.faults import Faults as Faults
    from readylint.facts.files import File as File, Files as Files
    from readylint.facts.fixes import Fixes as Fixes
    from readylint.facts.foreign_keys import ForeignKeys as ForeignKeys
    from readylint.facts.guards import Guards as Guards
    from readylint.facts.hazards import Hazards as Hazards
    from readylint.facts.headers import Headers as Headers
    from readylint.facts.health import Health as Health, is_health as is_health
    from readylint.facts.helm import ChartDependency as ChartDependency
    from readylint.facts.hosted import Hosted as Hosted
    from readylint.facts.images import Image as Image, Images as Images
    from readylint.facts.infrastructure import Infrastructure as Infrastructure, Resource as Resource
    from readylint.facts.inherited import Inherited as Inherited
    from readylint.facts.journeys import Journeys as Journeys
    from readylint.facts.levels import Level as Level, Levels as Levels
    from readylint.facts.limits import Limits as Limits
    from readylint.facts.lists import Lists as Lists
    from readylint.facts.loadtests import LoadTests as LoadTests
    from readylint.facts.logs import Logs as Logs
    from readylint.facts.merging import Merging as Merging
    from readylint.facts.migrating import Migrating as Migrating
    from readylint.facts.migrations import Migration as Migration, Migrations as Migrations
    from readylint.facts.outbound import Outbound as Outbound, OutboundCall as OutboundCall
    from readylint.facts.passwords import Passwords as Passwords
    from readylint.facts.permissions import Permissions as Permissions
    from readylint.facts.personal import Personal as Personal
    from readylint.facts.pipelines import (
        Pipelines as Pipelines,
        Run as Run,
        unread_pipelines as unread_pipelines,
        unseen_pipelines as unseen_pipelines,
    )
    from readylint.facts.platforms import Platforms as Platforms
    from readylint.facts.production_engines import ProductionEngines as ProductionEngines
    from readylint.facts.programs import Programs as Programs
    from readylint.facts.project import Project as Project
    from readylint.facts.provisions import Provision as Provision, Provisions as Provisions
    from readylint.facts.queries import Queries as Queries
    from readylint.facts.rehearsals import Rehearsals as Rehearsals
    from readylint.facts.relations import Relations as Relations
    from readylint.facts.releases import Releases as Releases
    from readylint.facts.required import Required as Required
    from readylint.facts.retention import Retention as Retention
    from readylint.facts.retries import Retries as Retries
    from readylint.facts.rollouts import Rollouts as Rollouts
    from readylint.facts.routes import Routes as Routes
    from readylint.facts.schema import Declaration as Declaration, Schema as Schema
    from readylint.facts.secret_files import SecretFiles as SecretFiles
    from readylint.facts.secrets import Credential as Credential, HistorySecrets as HistorySecrets, Secrets as Secrets
    from readylint.facts.sections import Command as Command, Section as Section
    from readylint.facts.seeded import Seeded as Seeded
    from readylint.facts.seeded_rows import SeededRows as SeededRows
    from readylint.facts.services import Part as Part, Parts as Parts
    from readylint.facts.shutdown import Shutdown as Shutdown
    from readylint.facts.sinks import Sinks as Sinks
    from readylint.facts.spare_tokens import SpareTokens as SpareTokens
    from readylint.facts.stores import Stores as Stores
    from readylint.facts.structured import Node as Node, Structured as Structured
    from readylint.facts.suppressions import Suppressions as Suppressions
    from readylint.facts.swallowed import Swallowing as Swallowing
    from readylint.facts.targets import Targets as Targets
    from readylint.facts.telemetry import Telemetry as Telemetry
    from readylint.facts.testbeds import Testbed as Testbed, Testbeds as Testbeds
    from readylint.facts.testcases import TestCases as TestCases, TestFile as TestFile, untested as untested
    from readylint.facts.topics import Topics as Topics
    from readylint.facts.transport import Transport as Transport
    from readylint.facts.unread import Unread as Unread
    from readylint.facts.updates import MONTHS as MONTHS, Updates as Updates
    from readylint.facts.uploads import Uploads as Uploads
    from readylint.facts.usage import Usage as Usage
    from readylint.facts.validation import Validation as Validation
    from readylint.facts.wording import (
        check_wording as check_wording,
        command_wording as command_wording,
        heading_wording as heading_wording,
        wording_of as wording_of,
        wording_topics as wording_topics,
    )
    from readylint.facts.workloads import Container as Container, Workload as Workload, Workloads as Workloads
    from readylint.facts.writes import Writes as Writes
    from readylint.facts.written_keys import WrittenKeys as WrittenKeys
    from readylint.history import Tag as Tag
    from readylint.knowledge import known as known, regex as regex
    from readylint.library import scan as scan
    from readylint.model import (
        Assessment as Assessment,
        Decision as Decision,
        Finding as Finding,
        Location as Location,
        Report as Report,
        aside as aside,
        contradicts as contradicts,
        nothing as nothing,
        supports as supports,
        unclear as unclear,
    )
    from readylint.registry import UnknownRule as UnknownRule
    from readylint.rule import RuleError as RuleError, example as example, rule as rule
    from readylint.settings import ConfigError as ConfigError
    from readylint.snapshot import SnapshotError as SnapshotError


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'readylint' has no attribute {name!r}")
    value = getattr(import_module(f"readylint.{_HOME[name]}"), name)
    globals()[name] = value
    return value


class _PublicApi(ModuleType):
    """Importing the module `readylint.rule` does not put it where the decorator `rule` stands."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name == "rule" and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _PublicApi
