"""What people put their names to in readylint.toml: what only they know, what they accept, what they decide all the same."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

EntryKind = Literal["attest", "waive", "override"]
State = Literal["counts", "expired", "stale", "unused", "refused"]


class Entry(Struct, frozen=True):
    """One entry as it is written. `item` is "" for an override; `reason` is an attestation's note; `paths` are globs."""

    kind: EntryKind
    by: str
    expires: date
    item: str = ""
    on: date | None = None
    reason: str = ""
    evidence: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    service: str = ""
    fingerprint: str = ""
    decision: str = ""
    line: int = 1


class Origin(Struct, frozen=True):
    """The commit that brought an entry in as it now stands. `approvers`: those who were listed before it."""

    commit: str
    author: str
    email: str
    date: datetime
    approvers: tuple[str, ...] = ()


class Standing(Struct, frozen=True):
    """An entry, whether it counts, and why not. `origin` is None for one that no commit holds."""

    entry: Entry
    state: State = "counts"
    why: str = ""
    origin: Origin | None = None

    @property
    def counts(self) -> bool:
        return self.state == "counts"
