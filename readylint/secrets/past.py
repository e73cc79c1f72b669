"""The secrets of a history: every blob that counts read once, of each value the oldest place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct

from readylint import parallel
from readylint.facts.files import Files
from readylint.facts.paths import PathRules
from readylint.git import Git
from readylint.secrets import blobs, detect
from readylint.secrets.arrivals import Arrivals, Origin
from readylint.secrets.blobs import Blobs
from readylint.secrets.credential import Hashing, Known, credential, rank
from readylint.secrets.judge import PATHS_ASIDE
from readylint.secrets.marks import Marks
from readylint.secrets.scan import Scanner, Secret, worth_reading

WORTH_A_PROCESS = 20  # blobs that take as long as the average file of a tree, for all rules


class Share(Struct, frozen=True):
    """What one process tells another: the oldest places in its share of the blobs, and what was read and not read."""

    oldest: tuple[Known, ...]
    read: int
    unread: int
    problems: tuple[str, ...]
    values: dict[bytes, str]


class Past:
    """The secrets of a history so far: of each value the oldest place."""

    def __init__(self, rules: PathRules, marks: Marks, hashing: Hashing) -> None:
        self.rules, self.marks, self.hashing = rules, marks, hashing
        self._scanner = Scanner(kept_only=True)
        self._oldest: dict[bytes, Known] = {}
        self._sorts: dict[str, tuple[str, str]] = {}  # class and language, of the paths that count
        self.read = 0
        self.values: dict[bytes, str] = {}  # by their hashes, for as long as the scan lasts; those of earlier scans nobody knows any more

    def add_all(self, git: Git, head: str, known: Sequence[str] = ()) -> Blobs:
        """Reads every blob that counts, but for those of the commits that the `known` ones reach; in several processes where there are
        many. Says what could not be read."""
        listed = blobs.listed(git, head, known, meanwhile=self._scanner.prepare)  # once, for all these processes
        arrivals = listed.arrivals
        self.learn(arrivals.paths)
        wanted = blobs.present(git, arrivals.standing(self._sorts), listed)
        self._scanner.expect(len(wanted))
        if parallel.can_fork(len(wanted) // WORTH_A_PROCESS):
            pieces = arrivals.dealt(wanted, 4 * parallel.cores())
            with parallel.Others(pieces, partial(self._share, git, arrivals), count=parallel.cores() - 1) as others:
                shares, _ = others.results()
        else:
            shares = [self._share(git, arrivals, wanted)]
        for share in shares:
            said = self.join(share)
            listed.unread += said.unread
            listed.problems += said.problems
        return listed

    def join(self, share: Share) -> Blobs:
        """Takes in what another process, or another part of the work, found. Says what that could not read."""
        self.read += share.read
        self.values |= share.values
        self.recall(share.oldest)
        return Blobs(unread=share.unread, problems=list(share.problems))

    def whole(self, said: Blobs) -> Share:
        """All that was found so far, to be told to another process."""
        return Share(tuple(self._oldest.values()), self.read, said.unread, tuple(said.problems), self.values)

    def _share(self, git: Git, arrivals: Arrivals, wanted: Sequence[int]) -> Share:
        """What some of the blobs hold. What this process found in others before may come again."""
        said, read = Blobs(), 0
        for blob, data, line in blobs.read(git, arrivals, wanted, said):
            read += line == 1
            self.add(data, line, arrivals.origins(blob))
        return Share(tuple(self._oldest.values()), read, said.unread, (*said.problems, *filter(None, (detect.absent(),))), self.values)

    def add(self, data: bytes, line: int, origins: Iterable[Origin]) -> None:
        """The secrets of a blob, once for each sort of file that it was."""
        seen: set[tuple[str, str]] = set()
        for origin in origins:
            sort = self._sorts.get(origin.path)
            if sort and sort not in seen:
                seen.add(sort)
                for secret in self._scanner.scan(origin.path, *sort, data, line):
                    self.take(secret, origin)

    def take(self, secret: Secret, origin: Origin) -> None:
        """Takes in a secret of a blob that stood somewhere."""
        found = credential(secret, self.marks.on(secret, origin.commit), origin)
        value = self.hashing.of_value(secret.value)
        self.values[value] = secret.value
        self.recall((Known(value, rank(secret), found),))

    def recall(self, known: Iterable[Known]) -> None:
        """Takes in what was found elsewhere."""
        for one in known:
            self._oldest[one.value] = min(self._oldest.get(one.value, one), one, key=lambda k: k.age)

    @property
    def oldest(self) -> tuple[Known, ...]:
        """The oldest place of every value, the most convincing first; in the same order whatever an earlier scan remembers."""
        return tuple(sorted(self._oldest.values(), key=lambda k: (k.rank, k.credential.at.path, k.credential.at.line, k.age, k.named)))

    def learn(self, paths: Iterable[str]) -> None:
        """Says which paths there are in the history."""
        self._sorts = counting(self.rules, paths)


def counting(rules: PathRules, paths: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Class and language by path, of the paths whose versions are read."""
    return {path: sort for path, sort in classes(rules, filter(worth_reading, paths)).items() if sort[0] not in PATHS_ASIDE}


def classes(rules: PathRules, paths: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Class and language by path."""
    distinct = tuple(dict.fromkeys(paths))
    placed = rules.classes(distinct)
    languages = map(rules.language, distinct)
    return {p: (placed.get(n) or rules.usual_class(lang), lang) for n, (p, lang) in enumerate(zip(distinct, languages))}


def unread_paths(files: Files, rules: PathRules) -> Iterator[str]:
    """Tracked files of the project's own that could not be read: too large, not checked out, no permission."""
    unread = (path for path, why in files.skipped.items() if why.startswith(("larger", "not checked out", "cannot")))
    yield from (path for path, (kind, _) in classes(rules, unread).items() if kind not in PATHS_ASIDE)
