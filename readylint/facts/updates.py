"""Updates: commits that raise versions of the project's dependencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property, lru_cache

from msgspec import Struct

from readylint.facts.commits import Commits
from readylint.facts.dependencies import Dependencies
from readylint.facts.programs import Programs
from readylint.history import NO_COMMITS, NO_GIT, Commit
from readylint.knowledge import regex
from readylint.model import Location

YEAR = timedelta(days=365)
MONTHS = 6
MANY = 65_536  # commits, and paths
_SUBJECT = regex(
    r"\b(?:bump\w*|upgrad\w+|updat\w+|rais\w+|renovate|deps?|dependenc\w+|dependabot|lock\s?file|snyk|security fix|audit fix|newer|latest)"
    r"\b|\bversions?\b.*\bto\b|\bto v?\d+\.\d+",
    re.I,
)
_ADDS = regex(r"\b(?:add|remov|drop|replac|introduc|switch|migrat)\w*\b", re.I)
_RAISES = regex(r"\b(?:bump|upgrad|updat|rais|renovate)\w*\b", re.I)
# Words that say that something is newer, and not that it is a dependency: the files must say so.
_VAGUE = regex(r"\b(?:updat\w+|rais\w+|newer|latest|security fix)\b", re.I)
# What is raised is the project's own version, or a document, a test, a runtime.
_OTHER = regex(
    r"\b(?:readme|changelog|release v?\d|bump(?:s|ed|ing)?(?: the)? versions?(?! of\b)|version bump"
    r"|(?:project|package|app|repo|own|release)(?:'s)? version|"
    r"translations?|docs?|documentation|screenshots?|licen[cs]e|copyright)\b(?!.*\bdep)|^release\b|^\w+\(release\)"
    r"|^(?:\w+: )?(?:bump|upgrad|updat)\w*(?: (?:package|version))? to v?\d[\w.-]*$",
    re.I,
)
_BOT = regex(
    r"dependabot|renovate|snyk-bot|depfu|pyup|greenkeeper|scala-steward|whitesource|mend-for-github|github-advanced-security", re.I
)
# Not read by Dependencies, but versions all the same.
_ALSO = regex(
    r"(?:^|/)(?:gradle\.properties|libs\.versions\.toml|[\w.-]+\.gradle(?:\.kts)?|Directory\.(?:Packages|Build)\.props|requirements[\w.-]*\.(?:txt|in)|[\w-]+\.lock(?:b|\.json)?|[\w-]+\.tf|Chart\.(?:yaml|lock))$"
)


class Update(Struct, frozen=True):
    """A commit that raised versions: the manifest it changed stands for its place."""

    commit: str
    author: str
    when: datetime
    subject: str
    at: Location

    @property
    def day(self) -> str:
        return self.when.date().isoformat()

    @property
    def month(self) -> str:
        return self.when.strftime("%Y-%m")


class Updates(Struct, frozen=True, dict=True):
    """Commits that raise dependencies, newest first. `why` says why the history is incomplete, "" where it is whole."""

    all: tuple[Update, ...]
    pinned: bool  # whether a runtime dependency is pinned, or locked for whoever installs
    why: str
    now: datetime | None

    @classmethod
    def of(cls, commits: Commits, dependencies: Dependencies, programs: Programs) -> Updates:
        paths = {m.path for m in dependencies.manifests} | {lock.path for lock in dependencies.locks}
        has_code = bool(paths)
        found = tuple(u for c in commits if (u := _update(c, paths, has_code)))
        installed = {"pypi", "gem"} if programs.bundled else {"pypi", "npm", "gem"}  # by tools that read no lock file
        locks = bool(programs) and any(lock.ecosystem not in installed for lock in dependencies.locks)
        pinned = any(d.pinned for m in dependencies.manifests for d in m.runtime)
        return cls(found, pinned or (locks and any(m.runtime for m in dependencies.manifests)), commits.why, commits.head_date)

    @property
    def hidden(self) -> bool:
        """Whether there is a history that was not read whole."""
        return bool(self.why) and self.why not in (NO_GIT, NO_COMMITS)

    @cached_property
    def merged_by_bots(self) -> tuple[Update, ...]:
        """Those of bots within a year before HEAD (ruling 26)."""
        return tuple(u for u in self.all if _BOT.search(u.author) and self.now and u.when >= self.now - YEAR)

    @cached_property
    def months(self) -> dict[str, Update]:
        """The months with an update among the last six, HEAD's own counted, each with its newest."""
        recent = set(_months(self.now)) if self.now else set()
        return {u.month: u for u in reversed(self.all) if u.month in recent}


def _update(commit: Commit, paths: set[str], has_code: bool) -> Update | None:
    changed = [f for f in commit.files if f in paths or _holds_versions(f)] if _says_so(commit.author, commit.subject) else []
    if not changed or (_is_vague(commit) and 2 * len(changed) < len(commit.files)):
        return None
    place = next((f for f in changed if f in paths), changed[0])
    return Update(commit.id, commit.author, commit.committed, commit.subject, Location(place))


def _is_vague(commit: Commit) -> bool:
    """Whether a person's subject says that something is newer, and not what: `update`."""
    return not _BOT.search(commit.author) and not _SUBJECT.search(_VAGUE.sub("", commit.subject))


@lru_cache(maxsize=MANY)  # the same is asked of each revision of a trend
def _says_so(author: str, subject: str) -> bool:
    """Whether a commit is of a bot, or says that it raises versions."""
    if not _BOT.search(author) and (not _SUBJECT.search(subject) or _OTHER.search(subject)):
        return False
    return not _ADDS.search(subject) or bool(_RAISES.search(subject))


@lru_cache(maxsize=MANY)
def _holds_versions(path: str) -> bool:
    return bool(_ALSO.search(path))


def _months(now: datetime) -> Iterator[str]:
    year, month = now.year, now.month
    for _ in range(MONTHS):
        yield f"{year:04}-{month:02}"
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
