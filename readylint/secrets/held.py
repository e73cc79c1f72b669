"""What the history of many revisions holds, each blob read once, so that it can be told what the history of any of them does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec import Struct

from readylint import parallel
from readylint.facts.paths import PathRules
from readylint.git import Git, GitError
from readylint.secrets import blobs, detect
from readylint.secrets.arrivals import Arrivals, Origin
from readylint.secrets.blobs import Blobs
from readylint.secrets.past import WORTH_A_PROCESS, Past, counting
from readylint.secrets.scan import Scanner, Secret


class Blob(Struct, frozen=True):
    """A blob with secrets: every commit and path that brought it in, the oldest first, and what it says as a file at each path."""

    origins: tuple[Origin, ...]
    secrets: dict[str, tuple[Secret, ...]]


class Held(Struct, frozen=True):
    """The blobs with secrets among all that were read, and what could not be read. `sorts`: class and language of the paths."""

    blobs: tuple[Blob, ...]
    sorts: Mapping[str, tuple[str, str]]
    unread: int
    problems: tuple[str, ...]

    def into(self, past: Past, reached: Callable[[str], bool]) -> Blobs:
        """Adds to `past` what the commits that are reached hold. Says what could not be read."""
        for blob in self.blobs:
            seen: set[tuple[str, str]] = set()
            for origin in blob.origins:
                sort = self.sorts.get(origin.path)
                if sort and sort not in seen and reached(origin.commit):
                    seen.add(sort)
                    for secret in blob.secrets.get(origin.path, ()):
                        past.take(secret, origin)
        return Blobs(unread=self.unread, problems=list(self.problems))


def held(git: Git, tips: Sequence[str], rules: PathRules) -> Held:
    """What the history of some commits holds."""
    listed = Blobs()
    try:
        blobs.of_commits(git, tips, listed)
    except GitError as error:
        listed.problems.append(str(error))
    arrivals = listed.arrivals
    sorts = counting(rules, arrivals.paths)
    wanted = blobs.present(git, arrivals.standing(sorts), listed)
    read = partial(_read, git, arrivals, sorts)
    if parallel.can_fork(len(wanted) // WORTH_A_PROCESS):
        with parallel.Others(arrivals.dealt(wanted, 4 * parallel.cores()), read, count=parallel.cores() - 1) as others:
            shares, _ = others.results()
    else:
        shares = [read(wanted)]
    problems = dict.fromkeys((*listed.problems, *(p for _, said in shares for p in said.problems), *filter(None, (detect.absent(),))))
    unread = listed.unread + sum(said.unread for _, said in shares)
    return Held(tuple(blob for found, _ in shares for blob in found), sorts, unread, tuple(problems))


def _read(git: Git, arrivals: Arrivals, sorts: Mapping[str, tuple[str, str]], wanted: Sequence[int]) -> tuple[list[Blob], Blobs]:
    """The blobs with secrets among some, and what could not be read."""
    said, scanner = Blobs(), Scanner(kept_only=True)
    found: dict[int, dict[str, list[Secret]]] = {}
    for blob, data, line in blobs.read(git, arrivals, wanted, said):
        for origin in arrivals.origins(blob):
            if origin.path in sorts and (secrets := list(scanner.scan(origin.path, *sorts[origin.path], data, line))):
                found.setdefault(blob, {}).setdefault(origin.path, []).extend(secrets)
    return [_blob(arrivals.everywhere(blob), by_path) for blob, by_path in found.items()], said


def _blob(origins: tuple[Origin, ...], by_path: dict[str, list[Secret]]) -> Blob:
    return Blob(origins, {path: tuple(secrets) for path, secrets in by_path.items()})
