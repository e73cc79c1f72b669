"""Stores: where the app's credentials come from: the environment, a secret store, or a literal (stores.toml)."""

from __future__ import annotations

from itertools import islice

from msgspec import Struct

from readylint.facts.code import Code
from readylint.facts.edge import live
from readylint.facts.environment import Environment
from readylint.facts.files import File, Files
from readylint.facts.secrets import Secrets
from readylint.facts.sightings import Sightings
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

# SEC001's, as a seeded account's is; a hash of a password is no credential that code asks for
_DEFAULT = regex(r"when the variable is missing|^a known password$|^a password hash\b")
_MAPPED = regex(r"(?:^|/)config/(?:default|production)\.(?:json|ya?ml|js|ts)$")
ACCOUNT = 8  # lines above a password in which the call begins that makes an account with it
SHOWN = 12  # variables that are named


class Source(Struct, frozen=True):
    """A place where a credential comes in."""

    at: Location
    says: str


class Stores(Struct, frozen=True):
    """Where credentials are read, and where they are literals. `variables`: whether the environment is read at all."""

    read: tuple[Source, ...]
    literal: tuple[Source, ...]
    variables: tuple[Location, ...]
    logins: tuple[Source, ...] = ()  # of databases and brokers, among the literals

    @classmethod
    def of(cls, files: Files, code: Code, sightings: Sightings, environment: Environment, secrets: Secrets) -> Stores:
        table = known("facts/stores")
        named = compiled(table["names"]["secret"])
        reads = [r for r in environment.reads if live(r.at.path)]
        read = [Source(r.at, f"{r.name} is read from the environment") for r in reads if named.search(r.name)][:SHOWN]
        read += [Source(s.at, s.says) for s in islice(sightings.find(table["read"], where=live), SHOWN)]
        pages = frozenset(f.path for f in code.browser)  # whose credentials are no server's (ruling 4)
        own = (c for c in secrets.kept if not c.marked and not _DEFAULT.search(c.noun) and c.at.path not in pages)
        literal = [Source(c.at, f"{c.noun} is written here, not read at start-up") for c in own if _counts(c.at, files)]
        logins = [Source(s.at, s.says) for s in sightings.find(table["literal"]) if _counts(s.at, files)]
        return cls(tuple(read), (*literal, *logins), tuple(r.at for r in reads[:1]), tuple(logins))


def _counts(at: Location, files: Files) -> bool:
    """Whether a literal is what the app uses, and no stand-in for a variable (ruling 24)."""
    names, file = known("facts/stores")["names"], files.get(at.path)
    if file is None or file.kind not in ("app", "config") or compiled(names["apart"]).search(at.path) or not live(at.path):
        return False
    if _MAPPED.search(at.path) and files.match("**/config/custom-environment-variables.*"):
        return False
    if compiled(names["account"]).search(_around(file, at, ACCOUNT)):
        return False
    return not compiled(names["fallback"]).search(_around(file, at))


def _around(file: File, at: Location, above: int = 1) -> str:
    lines = file.text.splitlines()
    return "\n".join(lines[max(0, at.line - 1 - above) : at.line])
