"""What the history of many revisions holds, each blob read once, so that it can be told what the history of any of them does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec import Struct

from readylint import parallel
from readylint.facts.paths import PathRules
from readylint.git import Git, GitError
from readylint.secrets import blobs, detect
from readylint.secrets.blobs import Blobs, Origin
from readylint.secrets.past import WORTH_A_PROCESS, Past, counting, dealt
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


class _Everywhere(Blobs):
    """Blobs with every commit that brought one in to a path: `further` is by path and commit."""

    def came(self, oid: str, origin: Origin) -> None:
        if oid not in self.first:
            self.first[oid] = origin
        else:
            self.further.setdefault(oid, {})[f"{origin.path}\0{origin.commit}"] = origin

    @property
    def paths(self) -> set[str]:
        return {one.path for one in self.first.values()} | {o.path for more in self.further.values() for o in more.values()}


def held(git: Git, tips: Sequence[str], rules: PathRules) -> Held:
    """What the history of some commits holds."""
    listed = _Everywhere()
    try:
        blobs.of_commits(git, tips, listed)
    except GitError as error:
        listed.problems.append(str(error))
    sorts = counting(rules, listed.paths)
    wanted = [oid for oid in listed.first if any(o.path in sorts for o in listed.origins(oid))]
    wanted = blobs.present(git, wanted, listed)
    read = partial(_read, git, listed, sorts)
    if parallel.can_fork(len(wanted) // WORTH_A_PROCESS):
        with parallel.Others(dealt(wanted, listed, 4 * parallel.cores()), read, count=parallel.cores() - 1) as others:
            shares, _ = others.results()
    else:
        shares = [read(wanted)]
    problems = dict.fromkeys((*listed.problems, *(p for _, said in shares for p in said.problems), *filter(None, (detect.absent(),))))
    unread = listed.unread + sum(said.unread for _, said in shares)
    return Held(tuple(blob for found, _ in shares for blob in found), sorts, unread, tuple(problems))


def _read(git: Git, listed: Blobs, sorts: Mapping[str, tuple[str, str]], oids: Sequence[str]) -> tuple[list[Blob], Blobs]:
    """The blobs with secrets among some, and what could not be read."""
    said, scanner = Blobs(), Scanner(kept_only=True)
    found: dict[str, dict[str, list[Secret]]] = {}
    for oid, data, line in blobs.read(git, oids, said):
        for path in dict.fromkeys(origin.path for origin in listed.origins(oid)):
            if path in sorts and (secrets := list(scanner.scan(path, *sorts[path], data, line))):
                found.setdefault(oid, {}).setdefault(path, []).extend(secrets)
    return [_blob(listed.origins(oid), by_path) for oid, by_path in found.items()], said


def _blob(origins: tuple[Origin, ...], by_path: dict[str, list[Secret]]) -> Blob:
    return Blob(origins, {path: tuple(secrets) for path, secrets in by_path.items()})
