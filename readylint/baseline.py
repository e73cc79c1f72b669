"""The baseline: the failures that a team knows of and lives with for now, in a file of the repository. Only new ones gate.

The file carries a digest of its entries, so that an entry slipped in by hand makes all of it count for nothing. Whoever computes the digest
anew leaves no trace in the file: that a baseline grew shows in the history of git, and in the review of the commit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from readylint.names import current
from readylint.settings import BASELINE
from readylint.snapshot import Snapshot
from readylint.trace import Trace, of_mark

SCHEMA = "readylint-baseline/1"
_EDITED = "it was edited by hand, or merged: its digest does not fit its entries; write it anew with `readylint baseline`"


class BaselineEntry(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One known failure, as it is written. `trace` recognises it; there is none for what is absent and for a file as a whole."""

    item: str
    path: str = ""
    service: str = ""
    message: str = ""
    trace: str = ""

    @property
    def of_history(self) -> bool:
        return bool(self.trace) and "-" not in self.trace

    def __str__(self) -> str:
        where = self.path or self.service
        return f"{self.item} {where}: {self.message}" if where else f"{self.item}: {self.message}"


class Baseline(Struct, frozen=True):
    """The known failures. `revision`: of the tree that they were found in, "" when git did not know it; `blockers`: whether failures of
    blockers may be among them; `why`: the file counts for nothing, for this reason."""

    entries: tuple[BaselineEntry, ...] = ()
    revision: str = ""
    blockers: bool = False
    path: str = BASELINE
    why: str = ""

    @property
    def traces(self) -> tuple[Trace, ...]:
        return tuple(of_mark(e.item, e.path, e.message, e.service, e.trace) for e in self.entries)


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    """The file, key by key."""

    schema: str
    revision: str
    blockers: bool
    entries: tuple[BaselineEntry, ...]
    digest: str


def entry(trace: Trace) -> BaselineEntry:
    """A failure as it is written."""
    return BaselineEntry(trace.item, trace.path, trace.service, trace.message, trace.mark)


def read_baseline(snapshot: Snapshot, path: str = BASELINE) -> Baseline | None:
    """The baseline among the files of a snapshot; None where there is none. Like all that is judged, it is a tracked file."""
    found = next((e for e in snapshot.entries if e.path == path), None)
    if found is None:
        lacking = "git does not track it: `git add` it" if snapshot.leaves_out(path) else "the configuration names it, and it is not there"
        return Baseline(path=path, why=lacking) if path != BASELINE or snapshot.leaves_out(path) else None
    try:
        return of_bytes(snapshot.read(found), path)
    except OSError as error:
        return Baseline(path=path, why=f"it cannot be read: {error.strerror or error}")


def of_bytes(data: bytes, path: str = BASELINE) -> Baseline:
    """A baseline from its file. One that is not as readylint wrote it is empty, and says why."""
    try:
        told = msgspec.json.decode(data, type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        return Baseline(path=path, why=f"it is not a baseline that readylint wrote: {error}")
    if told.schema != SCHEMA:
        return Baseline(path=path, why=f"its schema is {told.schema!r}, and this readylint reads {SCHEMA!r}")
    if told.digest != digest(told.revision, told.blockers, told.entries):
        return Baseline(path=path, why=_EDITED)
    entries = tuple(replace(e, item=current(e.item)) for e in told.entries)  # as the items are called now
    return Baseline(entries, told.revision, told.blockers, path)


def written(baseline: Baseline) -> str:
    """The file, an entry on a line, so that a review sees what came in and what went."""
    rows = [json.dumps(msgspec.to_builtins(e), ensure_ascii=False) for e in ordered(baseline.entries)]
    head = {"schema": SCHEMA, "revision": baseline.revision, "blockers": baseline.blockers}
    told = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    told.append('  "entries": [' + ",".join(f"\n    {row}" for row in rows) + ("\n  ]" if rows else "]"))
    told.append(f'  "digest": {json.dumps(digest(baseline.revision, baseline.blockers, baseline.entries))}')
    return "{\n" + ",\n".join(told) + "\n}\n"


def digest(revision: str, blockers: bool, entries: Sequence[BaselineEntry]) -> str:
    """Of what a baseline says, in whatever order and layout."""
    said = [SCHEMA, revision, blockers, [[e.item, e.path, e.service, e.message, e.trace] for e in ordered(entries)]]
    return "sha256:" + hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def ordered(entries: Iterable[BaselineEntry]) -> list[BaselineEntry]:
    return sorted(entries, key=lambda e: (e.item, e.path, e.service, e.message, e.trace))

