"""Whether an entry counts: dates that hold, evidence that is there, a commit that brought it in, an author who may.

Everything that is not as it should be makes an entry count for nothing, and says so: an expired entry is no entry.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta

from readylint.decision import counted
from readylint.entries import Entry, Origin, Standing
from readylint.trail import Trail

_ADDRESS = re.compile(r"<([^<>\s]+@[^<>\s]+)>")
_ABROAD = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def standing(entry: Entry, trail: Trail, tree: Collection[str], day: date, longest: int) -> Standing:
    """Where an entry stands on a day. `tree`: the paths of the files; `longest`: the days that an entry may last."""
    origin = trail.of(entry)
    if entry.expires < day:
        return Standing(entry, "expired", f"it ended on {entry.expires.isoformat()}", origin)
    begun = origin.date.date() if origin else day
    refusal = _bad_dates(entry, begun, day, longest) or _bad_evidence(entry, tree) or _not_theirs(entry, origin, trail)
    if refusal:
        return Standing(entry, "refused", refusal, origin)
    if entry.kind == "attest" and entry.paths and origin and (commits := trail.changed_since(origin, entry.paths)):
        return Standing(entry, "stale", f"{', '.join(entry.paths)} changed in {counted(commits, 'commit')} since", origin)
    return Standing(entry, "counts", "" if origin else trail.why or "it is not committed yet", origin)


def _bad_dates(entry: Entry, begun: date, day: date, longest: int) -> str:
    latest = begun + timedelta(days=longest)
    if entry.expires > latest:
        return f"it lasts longer than {longest} days, which would be until {latest.isoformat()}"
    if entry.on and entry.on > day:
        return f"it speaks of {entry.on.isoformat()}, a day that is yet to come"
    return ""


def _bad_evidence(entry: Entry, tree: Collection[str]) -> str:
    lacking = [path for path in entry.evidence if not _ABROAD.match(path) and not _is_there(path, tree)]
    return f"its evidence is not in the repository: {', '.join(lacking)}" if lacking else ""


def _is_there(path: str, tree: Collection[str]) -> bool:
    plain = path.partition("#")[0].strip("/").removeprefix("./")
    return plain in tree or any(known.startswith(f"{plain}/") for known in tree)


def _not_theirs(entry: Entry, origin: Origin | None, trail: Trail) -> str:
    """Why an override is nobody's who may: it counts committed only, by an approver who was listed before, by somebody else."""
    if entry.kind != "override":
        return ""
    if origin is None:
        return f"an override counts only once it is committed: {trail.why or 'no commit holds it as it stands'}"
    approver = next((a for a in origin.approvers if address(a) == address(entry.by)), "")
    if not approver:
        return f"{entry.by} was not among the approvers before the commit that brought it in, {origin.commit[:10]}"
    if origin.email.lower() != address(approver):
        return f"{origin.author} <{origin.email}> committed it, not {entry.by}"
    listed = trail.listed_by(approver)
    if listed and listed.approvers and listed.email.lower() == address(approver):
        return f"{entry.by} put themself on the list of approvers, in {listed.commit[:10]}"
    return ""


def address(person: str) -> str:
    """The mail address in `Ana Ruiz <ana@example.org>`, or the whole text, in small letters."""
    found = _ADDRESS.search(person)
    return (found[1] if found else person.strip()).lower()
