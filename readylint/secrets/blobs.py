"""Every blob of a history, once, with the paths and the oldest commit that brought it in."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from typing import IO

from msgspec import Struct

from readylint import history
from readylint.git import Git, GitError, check
from readylint.knowledge import regex
from readylint.snapshot import Snapshot

_REFS = ("--branches", "--remotes", "--tags")
_FOLDERS = ("refs/heads", "refs/remotes", "refs/tags")
_SEGMENT = 4 << 20  # bytes of a large object that are held at once


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


class Blobs(Struct):
    """The blobs of a history, and what of it could not be read: the number of objects, and what git said. Few blobs stood at more
    paths than one: those have their further ones apart."""

    first: dict[str, Origin] = {}
    further: dict[str, dict[str, Origin]] = {}
    unread: int = 0
    problems: list[str] = []

    def came(self, oid: str, origin: Origin) -> None:
        """Takes in where a blob stood: of each path the oldest commit, in whatever order they come."""
        known = self.first.get(oid)
        if known is None or (known.path == origin.path and origin.age < known.age):
            self.first[oid] = origin
        elif known.path != origin.path:
            more = self.further.setdefault(oid, {})
            if origin.path not in more or origin.age < more[origin.path].age:
                more[origin.path] = origin

    def origins(self, oid: str) -> tuple[Origin, ...]:
        """Where a blob stood, each path once, the oldest first."""
        return tuple(sorted((self.first[oid], *self.further.get(oid, {}).values()), key=lambda origin: origin.age))

    @property
    def paths(self) -> set[str]:
        """Every path of the history."""
        return {one.path for one in self.first.values()} | {path for more in self.further.values() for path in more}


def listed(git: Git, head: str, known: Sequence[str] = ()) -> Blobs:
    """The blobs that HEAD, branches, remote branches and tags reach, with their origins; without those of the commits that the
    `known` ones reach."""
    found = Blobs()
    try:
        of_commits(git, (*_REFS, head, *(f"^{oid}" for oid in known)), found)
    except GitError as error:
        found.problems.append(str(error))
    try:
        _of_tags(git, found)
    except GitError as error:
        found.problems.append(str(error))
    return found


def tips(git: Git, head: str) -> tuple[list[str], list[str]]:
    """What HEAD, branches, remote branches and tags point at: commits, and other objects. Raises GitError."""
    said = git.run("for-each-ref", "--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname)", *_FOLDERS).decode()
    rows = [line.split() for line in said.splitlines()]
    found = {(row[-2], row[-1]) for row in rows} | {("commit", head)}
    return sorted({oid for kind, oid in found if kind == "commit"}), sorted({oid for kind, oid in found if kind != "commit"})


def of_commits(git: Git, commits: Sequence[str], found: Blobs) -> None:
    """Adds the blobs that commits reach to those that were found. Raises GitError."""
    process = git.pipe(
        "log", *commits, "-c", "--raw", "--no-renames", "--no-abbrev", "--no-ext-diff", "-z",
        "--format=%x01%H %at", "--", stderr=subprocess.PIPE,
    )  # fmt: skip
    git.prepare()  # meanwhile
    assert process.stdout
    commit, seconds = "", 0
    for oid, date, record, path in _records(process.stdout):
        if oid:
            commit, seconds = oid, int(date or 0)
        elif blob := _new_blob(record):
            found.came(blob, Origin(path, commit, seconds))
    _finish(process, "log")


_RECORD = regex(r"[\0\n]*(?:\x01([0-9a-f]+) (-?\d*)|:([^\0]*)\0([^\0]*))\0|(.+)\Z", re.DOTALL)


def _records(stream: IO[bytes]) -> Iterator[tuple[str, str, str, str]]:
    """The records of `log --raw -z` as they come: (commit, date, "", "") or ("", "", modes and objects, path)."""
    names: dict[str, str] = {}
    rest, ended = "", False
    while not ended:
        chunk = stream.read(1 << 18)
        ended = not chunk
        rows = _RECORD.findall(rest + chunk.decode("latin-1"))  # a letter a byte: a chunk may end within a letter of UTF-8
        rest = rows.pop()[4] if rows and rows[-1][4] else ""
        for commit, date, record, path, _ in rows:
            yield commit, date, record, names.get(path) or names.setdefault(path, _name(path))
    if rest.strip("\0\n"):
        raise GitError("git log: what it printed cannot be read")


def _name(path: str) -> str:
    return path if path.isascii() else path.encode("latin-1").decode("utf-8", "surrogateescape")


def _new_blob(record: str) -> str:
    """The object that a record's path has after the commit; "" for a deletion, a submodule, a link. A merge has a colon, a mode
    and an object for each further parent."""
    parents = 1 + len(record) - len(record.lstrip(":"))
    words = record[parents - 1 :].split(" ")
    mode, oid = words[parents], words[2 * parents + 1]
    return oid if mode.startswith("100") and oid.strip("0") else ""


def _of_tags(git: Git, found: Blobs) -> None:
    """Tags that name a blob or a tree, which no commit lists."""
    said = git.run("for-each-ref", "--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname) %(refname:strip=2)", "refs/tags")
    for line in said.decode("utf-8", "replace").splitlines():
        kind, oid, peeled_kind, peeled, name = line.split(" ", 4)
        kind, oid = (peeled_kind, peeled) if kind == "tag" else (kind, oid)
        if kind == "blob" and oid not in found.first:
            found.came(oid, Origin(name))
        elif kind == "tree":
            for record in git.names("ls-tree", "-r", "-z", oid):
                meta, _, path = record.partition("\t")
                mode, _, blob = meta.split(" ")
                if mode.startswith("100") and blob not in found.first:
                    found.came(blob, Origin(path))


def present(git: Git, wanted: list[str], found: Blobs) -> list[str]:
    """What of `wanted` is there. In a partial clone git would die at the first object that is not, so it is asked beforehand."""
    try:
        if not git.line("config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"):
            return wanted
        there = set(git.run("cat-file", "--batch-all-objects", "--batch-check=%(objectname)").decode().split("\n"))
    except GitError as error:
        found.problems.append(str(error))
        return wanted
    kept = [oid for oid in wanted if oid in there]
    found.unread += len(wanted) - len(kept)
    return kept


def read(git: Git, oids: Sequence[str], found: Blobs) -> Iterator[tuple[str, bytes, int]]:
    """(oid, data, first line) of each object; large ones come in parts that end at a line's end."""
    process = git.start("cat-file", "--batch", stdin=subprocess.PIPE)
    pipe, out = process.stdin, process.stdout
    assert pipe and out
    threading.Thread(target=_feed, args=(pipe, oids), daemon=True).start()
    done = 0
    try:
        for oid in oids:
            head = out.readline().split()
            if not head:
                break
            done += 1
            if len(head) < 3:
                found.unread += 1
                continue
            yield from ((oid, part, line) for part, line in _parts(out, int(head[2])))
            out.read(1)
    finally:
        found.unread += len(oids) - done
        try:
            _finish(process, "cat-file")
        except GitError as error:
            found.problems.append(str(error))


def _parts(out: IO[bytes], size: int) -> Iterator[tuple[bytes, int]]:
    if size <= _SEGMENT:
        yield out.read(size), 1
        return
    rest, line = b"", 1
    while size > 0:
        chunk = out.read(min(_SEGMENT, size))
        if not chunk:
            return
        size -= len(chunk)
        part, _, tail = (rest + chunk).rpartition(b"\n") if size and b"\n" in chunk else (rest + chunk, b"", b"")
        yield part, line
        line += part.count(b"\n") + 1
        rest = tail


def _feed(pipe: IO[bytes], oids: Sequence[str]) -> None:
    try:
        for n in range(0, len(oids), 500):
            pipe.write("".join(f"{oid}\n" for oid in oids[n : n + 500]).encode())
        pipe.close()
    except (OSError, ValueError):
        pass  # git ended early: its exit status says so


def _finish(process: subprocess.Popen[bytes], what: str) -> None:
    if process.stdout:
        process.stdout.close()
    said = process.stderr.read() if process.stderr else b""
    check(what, said, process.wait())


def scripted(snapshot: Snapshot) -> Iterator[tuple[Origin, bytes]]:
    """The blobs of an in-memory history, oldest first."""
    for commit, script in zip(history.scripted(snapshot.script), snapshot.script):
        for path, data in script.files.items():
            yield Origin(path, commit.id, int(commit.author_date.timestamp())), data
