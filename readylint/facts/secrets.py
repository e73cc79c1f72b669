"""Secrets: what the checked-out files and the history hold, each finding kept or set aside with a reason."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from msgspec import Struct

from readylint import history, parallel
from readylint.facts.files import Files, PathRules
from readylint.git import Git
from readylint.history import HistoryOption
from readylint.model import Location
from readylint.secrets import blobs
from readylint.secrets.blobs import Blobs, Origin
from readylint.secrets.judge import PATHS_ASIDE
from readylint.secrets.marks import Marks
from readylint.secrets.scan import Scanner, Secret, worth_reading
from readylint.snapshot import Snapshot

WORTH_A_PROCESS = 20  # blobs that take as long as the average file of a tree, for all rules


class Credential(Struct, frozen=True):
    """A credential that counts, or one set aside with its reason. The value stays out of every text."""

    at: Location
    noun: str
    identity: str  # the same value at the same path has the same one
    aside: str = ""
    marked: str = ""  # what suppresses it: people said that it is known
    commit: str | None = None
    author_date: datetime | None = None
    in_tree: bool = True


class Secrets(Struct, frozen=True):
    """Credentials in the checked-out tracked files: `kept` count, `aside` do not. `read` files were looked into; `unread` are texts
    that could not be."""

    kept: tuple[Credential, ...]
    aside: tuple[Credential, ...]
    known: Mapping[bytes, str]  # of every value seen, kept or not, a hash and the mark that it has
    read: int = 0
    unread: tuple[str, ...] = ()

    @classmethod
    def of(cls, files: Files, rules: PathRules, marks: Marks) -> Secrets:
        scanner = Scanner()
        readable = [f for f in files.all if f.kind != "vendored" and worth_reading(f.path)]
        found = [secret for f in readable for secret in scanner.scan(f.path, f.kind, f.language, f.data)]
        kept = tuple(_credential(s, marks.on(s)) for s in sorted(_once(found), key=_convincing) if not s.aside)
        aside = tuple(_credential(s) for s in _once(found) if s.aside)
        known = {_hash(s.value): "" for s in found}
        known |= {_hash(s.value): marks.on(s) for s in sorted((s for s in found if not s.aside), key=marks.on, reverse=True)}  # "" last
        return cls(kept, aside, known, len(readable), tuple(_unread(files, rules)))


class HistorySecrets(Struct, frozen=True):
    """Credentials anywhere in the history, each at the oldest commit that holds it. `why` says what was not read, "" when all was."""

    kept: tuple[Credential, ...]
    why: str
    read: int = 0  # blobs

    @property
    def complete(self) -> bool:
        return not self.why

    @classmethod
    def of(cls, snapshot: Snapshot, rules: PathRules, option: HistoryOption, tree: Secrets, marks: Marks) -> HistorySecrets:
        why = history.incomplete(snapshot, option)
        if why and why != history.SHALLOW:
            return cls((), why)
        past = _Past(rules, marks)
        if snapshot.script:
            past.learn(path for commit in snapshot.script for path in commit.files)
            for origin, data in blobs.scripted(snapshot):
                past.add(data, 1, (origin,))
            return cls(past.credentials(tree), why)
        assert snapshot.git and snapshot.revision
        listed = blobs.listed(snapshot.git, snapshot.revision)
        past.add_all(snapshot.git, listed)
        return cls(past.credentials(tree), _reasons(why, listed), past.read)


class _Share(Struct, frozen=True):
    """The secrets of a share of the blobs, each with its oldest origin, and what was read and not read."""

    oldest: tuple[tuple[Secret, Origin], ...]
    read: int
    unread: int
    problems: tuple[str, ...]


class _Past:
    """The secrets of a history so far: of each value the oldest place."""

    def __init__(self, rules: PathRules, marks: Marks) -> None:
        self._rules, self._marks = rules, marks
        self._scanner = Scanner(kept_only=True)
        self._oldest: dict[bytes, tuple[Secret, Origin]] = {}
        self._classes: dict[str, tuple[str, str]] = {}
        self.read = 0

    def add_all(self, git: Git, listed: Blobs) -> None:
        """Reads every blob that counts, in several processes where there are many."""
        self.learn(path for origins in listed.origins.values() for path in origins)
        wanted = [oid for oid, origins in listed.origins.items() if any(self._counts(path) for path in origins)]
        wanted = blobs.present(git, wanted, listed)
        if parallel.can_fork(len(wanted) // WORTH_A_PROCESS):
            pieces = _dealt(wanted, listed, 4 * parallel.cores())
            shares, _ = parallel.Others(pieces, partial(self._share, git, listed), count=parallel.cores() - 1).results()
        else:
            shares = [self._share(git, listed, wanted)]
        for share in shares:
            self.read += share.read
            listed.unread += share.unread
            listed.problems += share.problems
            for secret, origin in share.oldest:
                self._keep(secret, origin)

    def _share(self, git: Git, listed: Blobs, oids: Sequence[str]) -> _Share:
        """What some of the blobs hold. What this process found in others before may come again."""
        said, read = Blobs(), 0
        for oid, data, line in blobs.read(git, oids, said):
            read += line == 1
            self.add(data, line, listed.origins[oid].values())
        return _Share(tuple(self._oldest.values()), read, said.unread, tuple(said.problems))

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
        value = _hash(secret.value)
        self._oldest[value] = min(self._oldest.get(value, (secret, origin)), (secret, origin), key=_age)

    def _counts(self, path: str) -> bool:
        return worth_reading(path) and self._classes[path][0] not in PATHS_ASIDE

    def learn(self, paths: Iterable[str]) -> None:
        """The class and language of every path of the history, in one pass."""
        self._classes = _classes(self._rules, paths)

    def credentials(self, tree: Secrets) -> tuple[Credential, ...]:
        rows = sorted(self._oldest.items(), key=lambda row: _convincing(row[1][0]))
        found = ((s, tree.known.get(value) or self._marks.on(s, o.commit), o, value in tree.known) for value, (s, o) in rows)
        return tuple(_credential(*row) for row in found)


def _age(found: tuple[Secret, Origin]) -> tuple[bool, float, str, int, int, str]:
    """The order of the places of a value, the oldest first; without a tie, since shares come in any order."""
    secret, origin = found
    seconds = origin.author_date.timestamp() if origin.author_date else 0.0
    return origin.author_date is None, seconds, secret.path, secret.line, secret.column, origin.commit


_FAMILIES = ("vendor", "private key", "aws", "url", "jwt", "telegram", "signing", "fallback", "hashed")


def _convincing(secret: Secret) -> tuple[int, str, int]:
    """The order of findings: what cannot be anything else first, values that only their names betray last."""
    rank = _FAMILIES.index(secret.family) if secret.family in _FAMILIES else len(_FAMILIES)
    return rank, secret.path, secret.line


def _dealt(oids: Iterable[str], listed: Blobs, count: int) -> list[list[str]]:
    """The blobs in about equal shares, the versions of a file together: most of their lines are the same."""
    shares: list[list[str]] = [[] for _ in range(count)]
    for oid in oids:
        path = next(iter(listed.origins[oid]))
        shares[zlib.crc32(path.encode("utf-8", "surrogateescape")) % count].append(oid)
    return [share for share in shares if share]


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


def _credential(secret: Secret, marked: str = "", origin: Origin | None = None, in_tree: bool = True) -> Credential:
    at = Location(secret.path, secret.line, column=secret.column)
    commit, date = (origin.commit or None, origin.author_date) if origin else (None, None)
    return Credential(at, secret.noun, identity(secret.path, secret.value), secret.aside, marked, commit, date, in_tree)


def identity(path: str, value: str) -> str:
    """Names a value at a path without giving it away."""
    key = hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=32).digest()
    return hashlib.blake2b(value.encode("utf-8", "surrogateescape"), key=key, digest_size=8).hexdigest()


def _hash(value: str) -> bytes:
    return hashlib.blake2b(value.encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _once(found: Iterable[Secret]) -> Iterator[Secret]:
    """One finding for each place and value."""
    seen: set[tuple[str, int, str]] = set()
    for secret in found:
        key = (secret.path, secret.line, secret.value)
        if key not in seen:
            seen.add(key)
            yield secret
