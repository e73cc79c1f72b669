"""The revisions of a trend: the tags of releases in the order of their versions, or the last commit of each month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatchcase

from msgspec import Struct

from readylint.git import Git
from readylint.history import date_of

_UNFINISHED = frozenset("a alpha b beta canary candidate dev m milestone nightly pre preview rc snapshot".split())


class Revision(Struct, frozen=True):
    """One point of a trend: a tag, or a month like 2026-11; its commit, and the day of that."""

    name: str
    commit: str
    day: date


def monthly(git: Git, head: str) -> list[Revision]:
    """The last commit of each month on the line of first parents, the oldest first."""
    found: dict[str, Revision] = {}
    for line in git.run("log", "--first-parent", "--format=%H %ct", head, "--").decode().splitlines():
        commit, seconds = line.split(" ")
        day = date_of(seconds).date()
        found.setdefault(f"{day:%Y-%m}", Revision(f"{day:%Y-%m}", commit, day))
    return [*found.values()][::-1]


def tagged(git: Git, glob: str) -> list[Revision]:
    """The tags that name a version and match a glob, in the order of versions; of several on a commit the last."""
    found = {revision.commit: revision for revision in sorted(_tags(git, glob), key=lambda r: (of_version(r.name), r.day, r.name))}
    return [*found.values()]


def _tags(git: Git, glob: str) -> Iterator[Revision]:
    form = "%(objecttype) %(objectname) %(*objecttype) %(*objectname) %(committerdate:unix)%(*committerdate:unix) %(refname:strip=2)"
    for line in git.run("for-each-ref", f"--format={form}", "refs/tags").decode("utf-8", "replace").splitlines():
        *kinds, seconds, name = line.rsplit(" ", 2)
        kind, commit = [word for word in kinds[0].split(" ") if word][-2:]
        if kind == "commit" and re.search(r"\d", name) and fnmatchcase(name, glob):
            yield Revision(name, commit, date_of(seconds).date())


def of_version(name: str) -> tuple[tuple[int, int, str], ...]:
    """What a tag is ordered by: `v1.9` before `v1.10`, `v1.10-rc2` before `v1.10`, those of one component (`api/v2`) together."""
    component = re.match(r".*?(?=v?\d)", name)
    prefix = component[0] if component else ""
    parts = re.findall(r"\d+|[a-z]+", name[len(prefix) :].lower().removeprefix("v").partition("+")[0])
    numbered = ((3, int(p), "") if p.isdigit() else (0 if p in _UNFINISHED else 2, 0, p) for p in parts)
    return (0, 0, prefix), *numbered, (1, 0, "")
