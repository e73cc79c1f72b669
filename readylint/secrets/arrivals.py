"""Where the blobs of a history stood: packed, since the longest histories have millions of them and every process of a scan knows all.

What is kept in a few large arrays is neither an object for each nor, in a forked process, a copy of it.
"""

from __future__ import annotations

from array import array
from binascii import unhexlify
from collections.abc import Container, Iterable, Iterator
from datetime import datetime, timezone
from functools import cached_property
from itertools import compress
from zlib import crc32

from msgspec import Struct

_DIGITS = 18  # of a number of seconds; what begins with more is absurd all the same


class Origin(Struct, frozen=True, gc=False):
    """Where a blob came in: path, commit and author date (seconds) of the oldest commit with it ("" and None where no commit names it)."""

    path: str
    commit: str = ""
    seconds: int | None = None

    @property
    def age(self) -> tuple[bool, int, str, str]:
        """The order of places, the oldest first and without a tie: git's own depends on the names of branches."""
        return self.seconds is None, self.seconds or 0, self.path, self.commit

    @property
    def author_date(self) -> datetime | None:
        """The author date; an absurd number in a hand-made commit becomes the epoch."""
        if self.seconds is None:
            return None
        try:
            return datetime.fromtimestamp(self.seconds, timezone.utc)
        except (ValueError, OverflowError, OSError):
            return datetime.fromtimestamp(0, timezone.utc)


class Arrivals:
    """Each time that a blob came to a path. Arrivals are numbered as they come, and a blob has the number of its first. All are told before
    anything is asked."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self._numbers: dict[bytes, int] = {}  # of the paths
        self._blobs, self._commits = bytearray(), bytearray()  # names of objects, one after the other
        self._seconds = array("q")  # of the commits
        self._path_of, self._commit_of = array("I"), array("I")

    def commit(self, oid: bytes, seconds: bytes) -> int:
        """A number for a commit, from 1 on."""
        self._commits += unhexlify(oid)
        self._seconds.append(int(seconds[:_DIGITS] or 0))
        return len(self._seconds)

    def came(self, oid: bytes, path: bytes, commit: int = 0) -> None:
        """A blob came to a path, by a commit or, the last of all, by none: that counts only for a blob that no commit brought in."""
        number = self._numbers.get(path)
        if number is None:
            number = self._numbers[path] = len(self.paths)
            self.paths.append(path.decode("utf-8", "surrogateescape"))
        self._blobs += unhexlify(oid)
        self._path_of.append(number)
        self._commit_of.append(commit)

    def oid(self, blob: int) -> str:
        """The name of a blob."""
        return _nth(self._blobs, blob, len(self._path_of)).hex()

    def origins(self, blob: int) -> tuple[Origin, ...]:
        """Where a blob stood, each path once, the oldest first."""
        if not self._linked[1][blob]:
            return (self._origin(blob),)
        oldest: dict[str, Origin] = {}
        for origin in self.everywhere(blob):
            oldest.setdefault(origin.path, origin)
        return tuple(oldest.values())

    def everywhere(self, blob: int) -> tuple[Origin, ...]:
        """Where a blob stood, with every commit that brought it there, the oldest first."""
        return tuple(sorted(set(map(self._origin, self._all(blob))), key=lambda origin: origin.age))

    def standing(self, paths: Container[str]) -> array[int]:
        """The blobs that stood at one of these paths, as they first came."""
        wanted = bytes(path in paths for path in self.paths)
        firsts, _ = self._linked
        return array("I", (blob for blob in firsts if any(wanted[self._path_of[n]] for n in self._all(blob))))

    def dealt(self, blobs: Iterable[int], count: int) -> list[array[int]]:
        """Blobs in about equal shares, the versions of a file together: most of their lines are the same."""
        shares = [array("I") for _ in range(count)]
        share_of = [shares[crc32(path.encode("utf-8", "surrogateescape")) % count] for path in self.paths]
        for blob in blobs:
            share_of[self._path_of[blob]].append(blob)
        return [share for share in shares if share]

    def _origin(self, arrival: int) -> Origin:
        path, commit = self.paths[self._path_of[arrival]], self._commit_of[arrival]
        if not commit:
            return Origin(path)
        return Origin(path, _nth(self._commits, commit - 1, len(self._seconds)).hex(), self._seconds[commit - 1])

    def _all(self, blob: int) -> Iterator[int]:
        """The arrivals of a blob."""
        following, at = self._linked[1], blob
        yield at
        while at := following[at]:
            yield at

    @cached_property
    def _linked(self) -> tuple[array[int], array[int]]:
        """The first arrival of each blob, in order, and of each arrival the next of the same blob, 0 for none."""
        names, count = bytes(self._blobs), len(self._path_of)
        width = len(names) // max(count, 1)
        first, following = bytearray(b"\1") * count, array("I", bytes(4 * count))
        for arrivals in _parted(names[::width or 1]):
            known: dict[bytes, int] = {}
            for at in arrivals:
                name = names[at * width : (at + 1) * width]
                before = known.get(name)
                if before is not None:
                    first[at] = 0
                    if not self._commit_of[at]:
                        continue
                    following[before] = at
                known[name] = at
        return array("I", compress(range(count), first)), following


def _nth(names: bytearray, number: int, count: int) -> bytearray:
    width = len(names) // count
    return names[number * width : (number + 1) * width]


def _parted(firsts: bytes) -> list[array[int]]:
    """The places of each byte: what begins alike is looked for together, and there need not be a table of all."""
    parts = [array("I") for _ in range(256)]
    for at, byte in enumerate(firsts):
        parts[byte].append(at)
    return parts
