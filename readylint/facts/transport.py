"""Transport: what the app's code says of HTTPS: redirects, redirects switched off, clients that check no certificate (transport.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from readylint.facts.compose import Compose
from readylint.facts.conditions import conditions
from readylint.facts.edge import live, released
from readylint.facts.sightings import Sightings
from readylint.facts.workloads import Workload, Workloads
from readylint.knowledge import known, regex
from readylint.model import Location

_SWITCH = regex(
    r"(?i)insecure|skip|verif|ignore|self_?-?sign|unsafe|allow|ssl|(?<!h)tls|cert|debug|\bdev|local|test|staging|\benv|\bapp_env"
    r"|option|setting|conf|cfg|flag"
)
_OPTION = regex(r"(?i)\benv\b|environ|getenv|process\.env|conf(?:ig\w*)?\b|cfg|setting|option")
_STAGE = regex(r"(?i)prod|develop|\bis_?dev|debug|local|\btest|NODE_ENV|environment\.is|rails\.env")
_NEGATED = regex(r"\bnot\b|!|\bunless\b|\belse\b")
_GUARD = regex(
    r"(?i)\b(?:debug|develop(?:ment)?|local|test(?:ing)?|staging)\b|\bif\b[^\n]*(?:insecure|skip|verify|unverified|self_?signed|unsafe)"
    r"|NODE_ENV|isDev|not production|!.{0,12}production"
)
_CURL = regex(r"\b(?:curl\b[^|;&\n]*\s(?:-[a-zA-Z]*k[a-zA-Z]*|--insecure)\b|wget\b[^|;&\n]*--no-check-certificate)[^|;&\n]*")
_PROBE = regex(r"(?i)(?:^|/)health[-_]?check[^/]*\.\w+$")  # a program of its own by which a container asks itself
_HERE = regex(r"localhost|127\.0\.0\.1|0\.0\.0\.0")


class Transport(Struct, frozen=True):
    """Places in live code, each with what it says."""

    enforced: tuple[tuple[Location, str], ...]
    switched_off: tuple[tuple[Location, str], ...]
    unchecked: tuple[tuple[Location, str], ...]

    @classmethod
    def of(cls, sightings: Sightings, workloads: Workloads, compose: Compose) -> Transport:
        commands = (place for w in workloads for place in _commands(w))
        unchecked = [*_unchecked(sightings), *commands, *_of_environment(workloads, compose)]
        enforced = tuple(place for place in _said(sightings, "enforced"))
        off = [(at, says) for at, says in _said(sightings, "off") if released(at.path)]
        # what common settings leave off, and those of production switch on, is on
        return cls(enforced, tuple(p for p in off if not enforced or "prod" in p[0].path.lower()), tuple(unchecked))


def _table() -> dict[str, Any]:
    return known("facts/transport")


def _said(sightings: Sightings, section: str) -> Iterator[tuple[Location, str]]:
    for seen in sightings.find(_table()[section], where=live):
        if not (section == "enforced" and _optional(seen.match)):
            yield seen.at, seen.says


def _optional(match: re.Match[str]) -> bool:
    """Whether a setting decides over it, and not the environment that the app runs in (ruling 6)."""
    trailing = re.compile(r"[^\n;]*?\bif\b([^\n]*)").match(match.string, match.end())
    around = [*conditions(match.string, match.start()), *(trailing.groups() if trailing else ())]
    return any(_OPTION.search(on) and not _STAGE.search(on) for on in around)


def _chosen(match: re.Match[str]) -> bool:
    """Whether it happens only where somebody asks for it, or outside production."""
    around = conditions(match.string, match.start())
    return any(_SWITCH.search(on) and not ("prod" in on.lower() and not _NEGATED.search(on)) for on in around)


def _unchecked(sightings: Sightings) -> Iterator[tuple[Location, str]]:
    """HTTP clients of the app that check no certificate, with no condition on the environment around them (ruling 25)."""
    for seen in sightings.find(_table()["unchecked"], where=released):
        match, at = seen.match, seen.at
        before = match.string[max(0, match.string.rfind("\n", 0, max(0, match.start() - 160))) : match.start()]
        here = _HERE.search(match.string if _PROBE.search(at.path) else match[0])
        if not _chosen(match) and not _GUARD.search(before) and not here and not _of_database(match):
            yield Location(at.path, at.line + match[0].lstrip().count("\n")), "an HTTP client does not check the certificate"


def _of_database(match: re.Match[str]) -> bool:
    """Whether it is the client that Cosmos DB is spoken to by (ruling 25)."""
    near = match.string[max(0, match.start() - NEAR) : match.end() + NEAR]
    return "CosmosClient" in match.string and bool(_FACTORY.search(near))


NEAR = 500  # characters between the check that is switched off and the client it is for
_FACTORY = regex(r"\bHttpClientFactory\s*=|\.WithHttpClientFactory\(")


def _of_environment(workloads: Workloads, compose: Compose) -> Iterator[tuple[Location, str]]:
    """Variables that switch the checks off for all that a process of the project's own asks in production."""
    told = [(str(e["name"]), str(e["value"]), e.at) for w in workloads.own for c in w.containers if c.own for e in c.get("env")]
    told += [t for f in compose.production for s in f.services if s.dockerfile for t in s.environment]
    for name, value, at in told:
        if _table()["switches"].get(name) == value and released(at.path):
            yield at, f"{name}={value} has no client check a certificate"


def _commands(workload: Workload) -> Iterator[tuple[Location, str]]:
    for node in (n for c in workload.containers for key in ("command", "args") for n in c.body[key]):
        found = _CURL.search(str(node))
        if found and not _HERE.search(found[0]):
            yield node.at, f"{workload.name} calls another service without checking its certificate"
