"""A credential as it leaves the engine: its place and what it is, never its value."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from readylint import cache
from readylint.model import Location
from readylint.secrets.arrivals import Origin
from readylint.secrets.lesser import Level
from readylint.secrets.scan import Secret


class Credential(Struct, frozen=True):
    """A credential that counts ("error"), or one that does not, with the reason and what it is worth all the same. The value stays out of
    every text."""

    at: Location
    noun: str
    identity: str  # the same value at the same path has the same one
    aside: str = ""
    level: Level = "error"
    marked: str = ""  # what suppresses it: people said that it is known
    commit: str | None = None
    author_date: datetime | None = None
    in_tree: bool = True
    also: tuple[Location, ...] = ()  # where the same value stands too


class CacheOption(Struct, frozen=True):
    """Whether what a scan finds out may be kept in the user's cache directory, and taken from there."""

    use: bool = False

    @classmethod
    def of(cls) -> CacheOption:
        return cls()


class Hashing(Struct, frozen=True):
    """Tells values apart without giving them away: by a hash under a key of this user, or of this run."""

    key: bytes

    @classmethod
    def of(cls, option: CacheOption) -> Hashing:
        return cls((cache.key() if option.use else None) or os.urandom(32))

    def of_value(self, value: str) -> bytes:
        """The hash of a value."""
        return hashlib.blake2b(value.encode("utf-8", "surrogateescape"), key=self.key, digest_size=16).digest()


class Known(Struct, frozen=True):
    """The oldest place of a value: the hash of the value, how convincing the finding is (0 most), and the finding."""

    value: bytes
    rank: int
    credential: Credential

    @property
    def age(self) -> tuple[bool, float, str, int, int, str]:
        """The order of the places of a value, the oldest first; without a tie, since shares of the work come in any order."""
        found = self.credential
        seconds = found.author_date.timestamp() if found.author_date else 0.0
        return found.author_date is None, seconds, found.at.path, found.at.line, found.at.column, found.commit or ""

    @property
    def named(self) -> tuple[str, str]:
        """What tells values of one place apart, the same for every user: the hash is under a key of his own."""
        return self.credential.identity, self.credential.noun

    def now(self, marks: dict[bytes, str]) -> Credential:
        """The finding beside the values of today's tree and the marks that they have there."""
        marked = marks.get(self.value) or self.credential.marked
        return replace(self.credential, marked=marked, in_tree=self.value in marks)


_FAMILIES = ("vendor", "private key", "file", "aws", "url", "jwt", "telegram", "signing", "fallback", "hashed", "let in")


def rank(secret: Secret) -> int:
    """How convincing a finding is: what cannot be anything else first, values that only their names betray last."""
    return _FAMILIES.index(secret.family) if secret.family in _FAMILIES else len(_FAMILIES)


def credential(secret: Secret, marked: str = "", origin: Origin | None = None) -> Credential:
    """A secret without its value."""
    at = Location(secret.path, secret.line, column=secret.column)
    commit, date = (origin.commit or None, origin.author_date) if origin else (None, None)
    return Credential(at, secret.noun, identity(secret.path, secret.value), secret.aside, secret.level, marked, commit, date)


def identity(path: str, value: str) -> str:
    """Names a value at a path without giving it away."""
    key = hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=32).digest()
    return hashlib.blake2b(value.encode("utf-8", "surrogateescape"), key=key, digest_size=8).hexdigest()
