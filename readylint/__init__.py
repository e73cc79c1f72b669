"""readylint: is this repository ready for real users?

This module is the whole public API for authors of rules. Facts load when they are first named, so that importing it costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = {
    "Assertions": "facts.assertions",
    "Answers": "facts.answers",
    "Bots": "facts.bots",
    "Call": "facts.calls",
    "Code": "facts.code",
    "Source": "facts.code",
    "Commits": "facts.commits",
    "Tag": "history",
    "Tags": "facts.commits",
    "Compose": "facts.compose",
    "Contracts": "facts.contracts",
    "Cors": "facts.cors",
    "ComposeService": "facts.compose",
    "Coverage": "facts.coverage",
    "Debugging": "facts.debugging",
    "Delivery": "facts.delivery",
    "Dependencies": "facts.dependencies",
    "Dependency": "facts.dependency",
    "Manifest": "facts.dependency",
    "Deployments": "facts.deployments",
    "Document": "facts.documents",
    "Documents": "facts.documents",
    "Edge": "facts.edge",
    "live": "facts.edge",
    "released": "facts.edge",
    "Edits": "facts.edits",
    "Engines": "facts.engines",
    "Environment": "facts.environment",
    "Environments": "facts.environments",
    "Failures": "facts.failures",
    "Faults": "facts.faults",
    "File": "facts.files",
    "Files": "facts.files",
    "Fixes": "facts.fixes",
    "Hazards": "facts.hazards",
    "Headers": "facts.headers",
    "ForeignKeys": "facts.foreign_keys",
    "Guards": "facts.guards",
    "Health": "facts.health",
    "is_health": "facts.health",
    "ChartDependency": "facts.helm",
    "Hosted": "facts.hosted",
    "Image": "facts.images",
    "Images": "facts.images",
    "Infrastructure": "facts.infrastructure",
    "Resource": "facts.infrastructure",
    "Level": "facts.levels",
    "Levels": "facts.levels",
    "Journeys": "facts.journeys",
    "Limits": "facts.limits",
    "LoadTests": "facts.loadtests",
    "Lists": "facts.lists",
    "Logs": "facts.logs",
    "Merging": "facts.merging",
    "Migrating": "facts.migrating",
    "Migration": "facts.migrations",
    "Migrations": "facts.migrations",
    "Outbound": "facts.outbound",
    "OutboundCall": "facts.outbound",
    "Pipelines": "facts.pipelines",
    "Run": "facts.pipelines",
    "Platforms": "facts.platforms",
    "ProductionEngines": "facts.production_engines",
    "Programs": "facts.programs",
    "Project": "facts.project",
    "Provision": "facts.provisions",
    "Provisions": "facts.provisions",
    "Queries": "facts.queries",
    "Relations": "facts.relations",
    "Retries": "facts.retries",
    "Required": "facts.required",
    "Rollouts": "facts.rollouts",
    "Rehearsals": "facts.rehearsals",
    "Retention": "facts.retention",
    "Routes": "facts.routes",
    "Schema": "facts.schema",
    "Declaration": "facts.schema",
    "SecretFiles": "facts.secret_files",
    "Credential": "facts.secrets",
    "HistorySecrets": "facts.secrets",
    "Secrets": "facts.secrets",
    "Command": "facts.sections",
    "Section": "facts.sections",
    "Part": "facts.services",
    "Parts": "facts.services",
    "Shutdown": "facts.shutdown",
    "Node": "facts.structured",
    "Structured": "facts.structured",
    "Suppressions": "facts.suppressions",
    "Swallowing": "facts.swallowed",
    "Targets": "facts.targets",
    "Telemetry": "facts.telemetry",
    "Testbed": "facts.testbeds",
    "Testbeds": "facts.testbeds",
    "TestCases": "facts.testcases",
    "TestFile": "facts.testcases",
    "Topics": "facts.topics",
    "Transport": "facts.transport",
    "Passwords": "facts.passwords",
    "Permissions": "facts.permissions",
    "Personal": "facts.personal",
    "Sinks": "facts.sinks",
    "Stores": "facts.stores",
    "MONTHS": "facts.updates",
    "Updates": "facts.updates",
    "Uploads": "facts.uploads",
    "Usage": "facts.usage",
    "Validation": "facts.validation",
    "check_wording": "facts.wording",
    "command_wording": "facts.wording",
    "heading_wording": "facts.wording",
    "wording_topics": "facts.wording",
    "wording_of": "facts.wording",
    "Container": "facts.workloads",
    "Workload": "facts.workloads",
    "Workloads": "facts.workloads",
    "Writes": "facts.writes",
    "aside": "model",
    "contradicts": "model",
    "known": "knowledge",
    "regex": "knowledge",
    "Finding": "model",
    "Location": "model",
    "nothing": "model",
    "supports": "model",
    "unclear": "model",
    "example": "rule",
    "rule": "rule",
}

if TYPE_CHECKING:
    from readylint.facts.answers import Answers as Answers
    from readylint.facts.assertions import Assertions as Assertions
    from readylint.facts.bots import Bots as Bots
    from readylint.facts.calls import Call as Call
    from readylint.facts.code import Code as Code
    from readylint.facts.code import Source as Source
    from readylint.facts.commits import Commits as Commits
    from readylint.facts.commits import Tags as Tags
    from readylint.facts.compose import Compose as Compose
    from readylint.facts.compose import ComposeService as ComposeService
    from readylint.facts.contracts import Contracts as Contracts
    from readylint.facts.cors import Cors as Cors
    from readylint.facts.coverage import Coverage as Coverage
    from readylint.facts.debugging import Debugging as Debugging
    from readylint.facts.delivery import Delivery as Delivery
    from readylint.facts.dependencies import Dependencies as Dependencies
    from readylint.facts.dependency import Dependency as Dependency
    from readylint.facts.dependency import Manifest as Manifest
    from readylint.facts.deployments import Deployments as Deployments
    from readylint.facts.documents import Document as Document
    from readylint.facts.documents import Documents as Documents
    from readylint.facts.edge import Edge as Edge
    from readylint.facts.edge import live as live
    from readylint.facts.edge import released as released
    from readylint.facts.edits import Edits as Edits
    from readylint.facts.engines import Engines as Engines
    from readylint.facts.environment import Environment as Environment
    from readylint.facts.environments import Environments as Environments
    from readylint.facts.failures import Failures as Failures
    from readylint.facts.faults import Faults as Faults
    from readylint.facts.files import File as File
    from readylint.facts.files import Files as Files
    from readylint.facts.fixes import Fixes as Fixes
    from readylint.facts.foreign_keys import ForeignKeys as ForeignKeys
    from readylint.facts.guards import Guards as Guards
    from readylint.facts.hazards import Hazards as Hazards
    from readylint.facts.headers import Headers as Headers
    from readylint.facts.health import Health as Health
    from readylint.facts.health import is_health as is_health
    from readylint.facts.helm import ChartDependency as ChartDependency
    from readylint.facts.hosted import Hosted as Hosted
    from readylint.facts.images import Image as Image
    from readylint.facts.images import Images as Images
    from readylint.facts.infrastructure import Infrastructure as Infrastructure
    from readylint.facts.infrastructure import Resource as Resource
    from readylint.facts.journeys import Journeys as Journeys
    from readylint.facts.levels import Level as Level
    from readylint.facts.levels import Levels as Levels
    from readylint.facts.limits import Limits as Limits
    from readylint.facts.lists import Lists as Lists
    from readylint.facts.loadtests import LoadTests as LoadTests
    from readylint.facts.logs import Logs as Logs
    from readylint.facts.merging import Merging as Merging
    from readylint.facts.migrating import Migrating as Migrating
    from readylint.facts.migrations import Migration as Migration
    from readylint.facts.migrations import Migrations as Migrations
    from readylint.facts.outbound import Outbound as Outbound
    from readylint.facts.outbound import OutboundCall as OutboundCall
    from readylint.facts.passwords import Passwords as Passwords
    from readylint.facts.permissions import Permissions as Permissions
    from readylint.facts.personal import Personal as Personal
    from readylint.facts.pipelines import Pipelines as Pipelines
    from readylint.facts.pipelines import Run as Run
    from readylint.facts.platforms import Platforms as Platforms
    from readylint.facts.production_engines import ProductionEngines as ProductionEngines
    from readylint.facts.programs import Programs as Programs
    from readylint.facts.project import Project as Project
    from readylint.facts.provisions import Provision as Provision
    from readylint.facts.provisions import Provisions as Provisions
    from readylint.facts.queries import Queries as Queries
    from readylint.facts.rehearsals import Rehearsals as Rehearsals
    from readylint.facts.relations import Relations as Relations
    from readylint.facts.required import Required as Required
    from readylint.facts.retention import Retention as Retention
    from readylint.facts.retries import Retries as Retries
    from readylint.facts.rollouts import Rollouts as Rollouts
    from readylint.facts.routes import Routes as Routes
    from readylint.facts.schema import Declaration as Declaration
    from readylint.facts.schema import Schema as Schema
    from readylint.facts.secret_files import SecretFiles as SecretFiles
    from readylint.facts.secrets import Credential as Credential
    from readylint.facts.secrets import HistorySecrets as HistorySecrets
    from readylint.facts.secrets import Secrets as Secrets
    from readylint.facts.sections import Command as Command
    from readylint.facts.sections import Section as Section
    from readylint.facts.services import Part as Part
    from readylint.facts.services import Parts as Parts
    from readylint.facts.shutdown import Shutdown as Shutdown
    from readylint.facts.sinks import Sinks as Sinks
    from readylint.facts.stores import Stores as Stores
    from readylint.facts.structured import Node as Node
    from readylint.facts.structured import Structured as Structured
    from readylint.facts.suppressions import Suppressions as Suppressions
    from readylint.facts.swallowed import Swallowing as Swallowing
    from readylint.facts.targets import Targets as Targets
    from readylint.facts.telemetry import Telemetry as Telemetry
    from readylint.facts.testbeds import Testbed as Testbed
    from readylint.facts.testbeds import Testbeds as Testbeds
    from readylint.facts.testcases import TestCases as TestCases
    from readylint.facts.testcases import TestFile as TestFile
    from readylint.facts.topics import Topics as Topics
    from readylint.facts.transport import Transport as Transport
    from readylint.facts.updates import MONTHS as MONTHS
    from readylint.facts.updates import Updates as Updates
    from readylint.facts.uploads import Uploads as Uploads
    from readylint.facts.usage import Usage as Usage
    from readylint.facts.validation import Validation as Validation
    from readylint.facts.wording import check_wording as check_wording
    from readylint.facts.wording import command_wording as command_wording
    from readylint.facts.wording import heading_wording as heading_wording
    from readylint.facts.wording import wording_of as wording_of
    from readylint.facts.wording import wording_topics as wording_topics
    from readylint.facts.workloads import Container as Container
    from readylint.facts.workloads import Workload as Workload
    from readylint.facts.workloads import Workloads as Workloads
    from readylint.facts.writes import Writes as Writes
    from readylint.history import Tag as Tag
    from readylint.knowledge import known as known
    from readylint.knowledge import regex as regex
    from readylint.model import Finding as Finding
    from readylint.model import Location as Location
    from readylint.model import aside as aside
    from readylint.model import contradicts as contradicts
    from readylint.model import nothing as nothing
    from readylint.model import supports as supports
    from readylint.model import unclear as unclear
    from readylint.rule import example as example
    from readylint.rule import rule as rule


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
