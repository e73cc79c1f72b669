"""Secrets: what the checked-out files and the history hold, each finding kept or set aside with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from readylint import history
from readylint.facts.files import File, Files
from readylint.facts.paths import PathRules
from readylint.facts.profiles import Profiles
from readylint.facts.words import holds_one
from readylint.history import SHALLOW, HistoryOption
from readylint.model import Location
from readylint.secrets import blobs, detect, remembered
from readylint.secrets.blobs import Blobs
from readylint.secrets.credential import CacheOption, Credential, Hashing, credential, rank
from readylint.secrets.judge import PATHS_ASIDE
from readylint.secrets.lesser import LEVELS, LesserOption
from readylint.secrets.marks import Marks
from readylint.secrets.past import Past, unread_paths
from readylint.secrets.scan import Scanner, Secret, worth_reading
from readylint.snapshot import Snapshot

_FEW = 20  # values that are looked for one by one

__all__ = ["Credential", "HistorySecrets", "Secrets"]


class Secrets(Struct, frozen=True):
    """Credentials in the checked-out tracked files: `kept` count, one for each value; `aside` do not, and are looked for only where
    somebody asks. `read` files were looked into, or are of a sort that counts for nothing; `unread` are texts that could not be; `unjudged`
    says which detectors are not there."""

    kept: tuple[Credential, ...]
    aside: tuple[Credential, ...]
    read: int = 0
    unread: tuple[str, ...] = ()
    unjudged: str = ""

    @classmethod
    def of(
        cls, files: Files, rules: PathRules, marks: Marks, hashing: Hashing, lesser: LesserOption, profiles: Profiles
    ) -> Secrets:  # fmt: skip
        readable = _readable(files)
        chosen = readable if lesser.wanted else [f for f in readable if f.kind not in PATHS_ASIDE]
        found = _in_force(_found(chosen, lesser, kept_only=not lesser.wanted), profiles)
        counting = sorted((s for s in _once(found) if not s.aside), key=lambda s: (rank(s), s.path, s.line))
        aside = tuple(credential(s) for s in _once(found) if s.aside) if lesser.wanted else ()
        return cls(tuple(_folded(counting, marks)), aside, len(readable), tuple(_unread(files, rules)), detect.absent())


class KnownHistory(Struct, frozen=True):
    """How to learn what a history holds that is read elsewhere; None: it is read when it is asked for. `waits`: it may take a while."""

    read: Callable[[Past], Blobs] | None = None
    waits: bool = False

    @classmethod
    def of(cls) -> KnownHistory:
        return cls()


class HistorySecrets(Struct, frozen=True):
    """Credentials anywhere in the history, each at the oldest commit that holds it. `why` says what was not read, "" when all was."""

    kept: tuple[Credential, ...]
    why: str
    read: int = 0  # blobs

    @property
    def complete(self) -> bool:
        return not self.why

    @classmethod
    def of(
        cls, snapshot: Snapshot, rules: PathRules, option: HistoryOption, files: Files, marks: Marks, hashing: Hashing, cache: CacheOption,
        known: KnownHistory, profiles: Profiles,
    ) -> HistorySecrets:  # fmt: skip
        why = history.incomplete(snapshot, option)
        if why and why != SHALLOW:
            return cls((), why)
        past = Past(rules, marks, hashing)
        said = known.read(past) if known.read else read_into(past, snapshot, option, cache)
        found = _today(past, files)
        today, unused = _marked(found, marks, hashing), _unused(found, profiles, hashing)
        oldest = (one.now(today) for one in past.oldest if (one.value, one.credential.at.path) not in unused)
        return cls(tuple(oldest), _reasons(why, said), past.read)


def read_into(past: Past, snapshot: Snapshot, option: HistoryOption, cache: CacheOption) -> Blobs:
    """Reads the whole history into `past`, or what of it no earlier scan has read. Says what could not be read."""
    if snapshot.script:
        past.learn(path for commit in snapshot.script for path in commit.files)
        for origin, data in blobs.scripted(snapshot):
            past.add(data, 1, (origin,))
        return Blobs(problems=list(filter(None, (detect.absent(),))))
    if cache.use and not history.incomplete(snapshot, option):
        return remembered.read(snapshot, past)
    assert snapshot.git and snapshot.revision
    return past.add_all(snapshot.git, snapshot.revision)


def _today(past: Past, files: Files) -> list[Secret]:
    """Today's secrets, kept or not, with the values of the history among them."""
    wanted = [one.value for one in past.oldest]
    if not wanted:
        return []
    readable = _readable(files)
    texts = [past.values[value].encode("utf-8", "surrogateescape") for value in wanted if value in past.values]
    if len(texts) == len(wanted) <= _FEW:  # else it is quicker, or the only way, to look at everything
        readable = [f for f in readable if f.asked(_may_hold, tuple(texts))]
    return _found(readable, LesserOption())


def _marked(found: Iterable[Secret], marks: Marks, hashing: Hashing) -> dict[bytes, str]:
    """Of every value of today's tree, kept or not, a hash and the mark that it has there."""
    counting = sorted((s for s in found if not s.aside), key=marks.on, reverse=True)  # no mark comes last
    return {hashing.of_value(s.value): "" for s in found} | {hashing.of_value(s.value): marks.on(s) for s in counting}


def _unused(found: Iterable[Secret], profiles: Profiles, hashing: Hashing) -> set[tuple[bytes, str]]:
    """The values, and their files, that today's production puts another in the place of: they open nothing, and never did elsewhere."""
    counting = [s for s in found if not s.aside]
    judged = _in_force(counting, profiles)
    used = {s.value for s in judged if not s.aside}
    return {(hashing.of_value(s.value), s.path) for s in judged if s.aside and s.value not in used}


def _may_hold(file: File, texts: tuple[bytes, ...]) -> bool:
    """Whether it holds one of the texts, or is in UTF-16, which hides them."""
    return holds_one(file.data, texts) or file.data[:2] in (b"\xff\xfe", b"\xfe\xff")


def _readable(files: Files) -> list[File]:
    return [f for f in files.all if f.kind != "vendored" and worth_reading(f.path)]


def _found(files: Iterable[File], lesser: LesserOption, *, kept_only: bool = False) -> list[Secret]:
    found: list[Secret] = []
    scanner, sort = Scanner(lesser=lesser.wanted, kept_only=kept_only), (lesser.wanted, kept_only)
    for file in files:
        if sort not in (told := file.asked(_told)):
            told[sort] = tuple(scanner.scan(file.path, file.kind, file.language, file.data))
        found += told[sort]
    return found


def _in_force(found: Iterable[Secret], profiles: Profiles) -> list[Secret]:
    """Secrets as they are once more is known than their own files: production may read another value."""
    whys = ((secret, "" if secret.aside else profiles.why_aside(secret)) for secret in found)
    return [replace(secret, aside=why, level="note") if why else secret for secret, why in whys]


def _told(file: File) -> dict[tuple[bool, bool], tuple[Secret, ...]]:
    """What a file holds, with and without the lesser ones, and those that are set aside."""
    return {}


def _reasons(why: str, listed: Blobs) -> str:
    parts = [why] if why else []
    parts += [f"{listed.unread} object{'' if listed.unread == 1 else 's'} missing, and not read"] if listed.unread else []
    return "; ".join([*parts, *dict.fromkeys(listed.problems)])


def _unread(files: Files, rules: PathRules) -> Iterator[str]:
    """Texts of the project's own that are tracked and could not be read."""
    yield from (path for path in unread_paths(files, rules) if rules.language(path) and worth_reading(path))


def _folded(found: Iterable[Secret], marks: Marks) -> Iterator[Credential]:
    """One credential for each value, with all its places; a mark suppresses only what stands there."""
    groups: dict[tuple[str, str], list[Secret]] = {}
    for secret in found:
        groups.setdefault((secret.value, marks.on(secret)), []).append(secret)
    for (_, mark), (first, *others) in groups.items():
        one = credential(first, mark)
        yield replace(one, also=tuple(dict.fromkeys(at for s in others if (at := Location(s.path, s.line, column=s.column)) != one.at)))


def _once(found: Iterable[Secret]) -> Iterator[Secret]:
    """One finding for each place and value, the weightiest there is."""
    seen: set[tuple[str, int, str]] = set()
    for secret in sorted(found, key=lambda s: LEVELS.index(s.level)):
        key = (secret.path, secret.line, secret.value)
        if key not in seen:
            seen.add(key)
            yield secret
