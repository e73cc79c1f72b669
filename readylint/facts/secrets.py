"""Secrets: what the checked-out files and the history hold, each finding kept or set aside with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from readylint import history
from readylint.facts.files import Files, PathRules
from readylint.git import Git
from readylint.history import HistoryOption
from readylint.model import Location
from readylint.secrets import blobs
from readylint.secrets.blobs import Blobs, Origin
from readylint.secrets.judge import PATHS_ASIDE
from readylint.secrets.scan import Scanner, Secret, worth_reading
from readylint.snapshot import Snapshot


class Credential(Struct, frozen=True):
    """A credential that counts, or one set aside with its reason. The value stays out of every text."""

    at: Location
    noun: str
    identity: str  # the same value at the same path has the same one
    aside: str = ""
    commit: str | None = None
    author_date: datetime | None = None
    in_tree: bool = True


class Secrets(Struct, frozen=True):
    """Credentials in the checked-out tracked files: `kept` count, `aside` do not. `read` files were looked into; `unread` are texts
    that could not be."""

    kept: tuple[Credential, ...]
    aside: tuple[Credential, ...]
    marks: frozenset[bytes]  # of every value seen, kept or not
    read: int = 0
    unread: tuple[str, ...] = ()

    @classmethod
    def of(cls, files: Files, rules: PathRules) -> Secrets:
        scanner = Scanner()
        readable = [f for f in files.all if f.kind != "vendored" and worth_reading(f.path)]
        found = [secret for f in readable for secret in scanner.scan(f.path, f.kind, f.language, f.data)]
        kept = tuple(_credential(s) for s in sorted(_once(found), key=_convincing) if not s.aside)
        aside = tuple(_credential(s) for s in _once(found) if s.aside)
        return cls(kept, aside, frozenset(_mark(s.value) for s in found), len(readable), tuple(_unread(files, rules)))


class HistorySecrets(Struct, frozen=True):
    """Credentials anywhere in the history, each at the oldest commit that holds it. `why` says what was not read, "" when all was."""

    kept: tuple[Credential, ...]
    why: str
    read: int = 0  # blobs

    @property
    def complete(self) -> bool:
        return not self.why

    @classmethod
    def of(cls, snapshot: Snapshot, rules: PathRules, option: HistoryOption, tree: Secrets) -> HistorySecrets:
        why = history.incomplete(snapshot, option)
        if why and why != history.SHALLOW:
            return cls((), why)
        past = _Past(rules)
        if snapshot.script:
            past.learn(path for commit in snapshot.script for path in commit.files)
            for origin, data in blobs.scripted(snapshot):
                past.add(data, 1, (origin,))
            return cls(past.credentials(tree), why)
        assert snapshot.git and snapshot.revision
        listed = blobs.listed(snapshot.git, snapshot.revision)
        past.add_all(snapshot.git, listed)
        return cls(past.credentials(tree), _reasons(why, listed), past.read)


class _Past:
    """The secrets of a history so far: of each value the oldest place."""

    def __init__(self, rules: PathRules) -> None:
        self._rules = rules
        self._scanner = Scanner(kept_only=True)
        self._oldest: dict[bytes, tuple[Secret, Origin]] = {}
        self._classes: dict[str, tuple[str, str]] = {}
        self.read = 0

    def add_all(self, git: Git, listed: Blobs) -> None:
        self.learn(path for origins in listed.origins.values() for path in origins)
        wanted = [oid for oid, origins in listed.origins.items() if any(self._counts(path) for path in origins)]
        for oid, data, line in blobs.read(git, blobs.present(git, wanted, listed), listed):
            self.read += line == 1
            self.add(data, line, listed.origins[oid].values())

    def add(self, data: bytes, line: int, origins: Iterable[Origin]) -> None:
        """The secrets of a blob, once for each sort of file that it was."""
        seen: set[tuple[str, str]] = set()
        for origin in origins:
            sort = self._classes[origin.path]
            if sort in seen or not self._counts(origin.path):
                continue
            seen.add(sort)
            for secret in self._scanner.scan(origin.path, *sort, data, line):
                self._keep(secret, origin)

    def _keep(self, secret: Secret, origin: Origin) -> None:
        known = self._oldest.get(mark := _mark(secret.value))
        if known is None or (origin.author_date and known[1].author_date and origin.author_date < known[1].author_date):
            self._oldest[mark] = (secret, origin)

    def _counts(self, path: str) -> bool:
        return worth_reading(path) and self._classes[path][0] not in PATHS_ASIDE

    def learn(self, paths: Iterable[str]) -> None:
        """The class and language of every path of the history, in one pass."""
        self._classes = _classes(self._rules, paths)

    def credentials(self, tree: Secrets) -> tuple[Credential, ...]:
        rows = sorted(self._oldest.items(), key=lambda row: _convincing(row[1][0]))
        return tuple(_credential(secret, origin, mark in tree.marks) for mark, (secret, origin) in rows)


_FAMILIES = ("vendor", "private key", "aws", "url", "jwt", "telegram", "signing", "fallback", "hashed")


def _convincing(secret: Secret) -> tuple[int, str, int]:
    """The order of findings: what cannot be anything else first, values that only their names betray last."""
    rank = _FAMILIES.index(secret.family) if secret.family in _FAMILIES else len(_FAMILIES)
    return rank, secret.path, secret.line


def _classes(rules: PathRules, paths: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Class and language by path."""
    distinct = tuple(dict.fromkeys(paths))
    placed = rules.classes(distinct)
    languages = map(rules.language, distinct)
    return {p: (placed.get(n) or rules.usual_class(lang), lang) for n, (p, lang) in enumerate(zip(distinct, languages))}


def _unread(files: Files, rules: PathRules) -> Iterator[str]:
    """Texts of the project's own that are tracked and could not be read: too large, or not checked out."""
    for path, (kind, language) in _classes(rules, files.skipped).items():
        why = files.skipped[path]
        if language and worth_reading(path) and kind not in PATHS_ASIDE and why.startswith(("larger", "not checked out", "cannot")):
            yield path


def _reasons(why: str, listed: Blobs) -> str:
    parts = [why] if why else []
    parts += [f"{listed.unread} objects are missing and were not read"] if listed.unread else []
    return "; ".join([*parts, *dict.fromkeys(listed.problems)])


def _credential(secret: Secret, origin: Origin | None = None, in_tree: bool = True) -> Credential:
    at = Location(secret.path, secret.line, column=secret.column)
    commit, date = (origin.commit or None, origin.author_date) if origin else (None, None)
    return Credential(at, secret.noun, identity(secret.path, secret.value), secret.aside, commit, date, in_tree)


def identity(path: str, value: str) -> str:
    """Names a value at a path without giving it away."""
    key = hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=32).digest()
    return hashlib.blake2b(value.encode("utf-8", "surrogateescape"), key=key, digest_size=8).hexdigest()


def _mark(value: str) -> bytes:
    return hashlib.blake2b(value.encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _once(found: Iterable[Secret]) -> Iterator[Secret]:
    """One finding for each place and value."""
    seen: set[tuple[str, int, str]] = set()
    for secret in found:
        key = (secret.path, secret.line, secret.value)
        if key not in seen:
            seen.add(key)
            yield secret
