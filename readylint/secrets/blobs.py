"""Every blob of a history, once, with the paths and the oldest commit that brought it in."""

from __future__ import annotations

import re
import subprocess
import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import IO

from msgspec import Struct, field

from readylint import history
from readylint.children import needed
from readylint.git import Git, GitError, check
from readylint.knowledge import regex
from readylint.secrets.arrivals import Arrivals, Origin
from readylint.snapshot import Snapshot

_REFS = ("--branches", "--remotes", "--tags")
_FOLDERS = ("refs/heads", "refs/remotes", "refs/tags")
_SEGMENT = 4 << 20  # bytes of a large object that are held at once


class Blobs(Struct):
    """The blobs of a history, and what of it could not be read: the number of objects, and what git said."""

    arrivals: Arrivals = field(default_factory=Arrivals)
    unread: int = 0
    problems: list[str] = []


def listed(git: Git, head: str, known: Sequence[str] = (), *, meanwhile: Callable[[], object] | None = None) -> Blobs:
    """The blobs that HEAD, branches, remote branches and tags reach, with their origins; without those of the commits that the
    `known` ones reach. `meanwhile` is done when git has begun to list them."""
    found = Blobs()
    try:
        of_commits(git, (*_REFS, head, *(f"^{oid}" for oid in known)), found, meanwhile)
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


def of_commits(git: Git, commits: Sequence[str], found: Blobs, meanwhile: Callable[[], object] | None = None) -> None:
    """Adds the blobs that commits reach to those that were found. Raises GitError."""
    process = git.pipe(
        "log", *commits, "-c", "--raw", "--no-renames", "--no-abbrev", "--no-ext-diff", "-z",
        "--format=%x01%H %at", "--", stderr=subprocess.PIPE,
    )  # fmt: skip
    if meanwhile:
        meanwhile()
    assert process.stdout
    commit, arrivals = 0, found.arrivals
    for oid, date, blob, path, _ in _records(process.stdout):
        if blob:
            arrivals.came(blob, path, commit)
        elif oid:
            commit = arrivals.commit(oid, date)
    _finish(process, "log")


_COMMIT = rb"\x01([0-9a-f]+) (-?\d*)"
_FILE = rb":[: \d]* 100\d{3} (?:[0-9a-f]{40,64} )+(?!0{40})([0-9a-f]+) [A-Z]+\0([^\0]*)"  # as it is after: a merge has many before
_OTHER = rb":[^\0]*\0[^\0]*"  # a deletion, a submodule, a link
_RECORD = regex(rb"[\0\n]*(?:" + b"|".join((_COMMIT, _FILE, _OTHER)) + rb")\0|(.+)\Z", re.DOTALL)


def _records(stream: IO[bytes]) -> Iterator[tuple[bytes, bytes, bytes, bytes, bytes]]:
    """The records of `log --raw -z` as they come: commit and date, or the blob and path of a file, or nothing of these."""
    rest, ended = b"", False
    while not ended:
        chunk = stream.read(1 << 18)
        ended = not chunk
        rows = _RECORD.findall(rest + chunk)
        rest = rows.pop()[4] if rows and rows[-1][4] else b""
        yield from rows
    if rest.strip(b"\0\n"):
        raise GitError("git log: what it printed cannot be read")


def _of_tags(git: Git, found: Blobs) -> None:
    """Tags that name a blob or a tree, which no commit lists."""
    said = git.run("for-each-ref", "--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname) %(refname:strip=2)", "refs/tags")
    for line in said.splitlines():
        kind, oid, peeled_kind, peeled, name = line.split(b" ", 4)
        kind, oid = (peeled_kind, peeled) if kind == b"tag" else (kind, oid)
        if kind == b"blob":
            found.arrivals.came(oid, name)
        elif kind == b"tree":
            for record in git.run("ls-tree", "-r", "-z", oid.decode()).split(b"\0")[:-1]:
                meta, _, path = record.partition(b"\t")
                mode, _, blob = meta.split(b" ")
                if mode.startswith(b"100"):
                    found.arrivals.came(blob, path)


def present(git: Git, wanted: array[int], found: Blobs) -> array[int]:
    """What of `wanted` is there. In a partial clone git would die at the first object that is not, so it is asked beforehand."""
    try:
        if not git.line("config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"):
            return wanted
        there = set(git.run("cat-file", "--batch-all-objects", "--batch-check=%(objectname)").decode().split("\n"))
    except GitError as error:
        found.problems.append(str(error))
        return wanted
    kept = array("I", (blob for blob in wanted if found.arrivals.oid(blob) in there))
    found.unread += len(wanted) - len(kept)
    return kept


def read(git: Git, arrivals: Arrivals, wanted: Sequence[int], said: Blobs) -> Iterator[tuple[int, bytes, int]]:
    """(blob, data, first line) of each of some blobs; large ones come in parts that end at a line's end. What cannot be read is said."""
    process = git.pipe("cat-file", "--batch", stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    pipe, out = process.stdin, process.stdout
    assert pipe and out
    threading.Thread(target=_feed, args=(pipe, arrivals, wanted), daemon=True).start()
    done = 0
    try:
        with needed(process):
            for blob in wanted:
                head = out.readline().split()
                if not head:
                    break
                done += 1
                if len(head) < 3:
                    said.unread += 1
                    continue
                yield from ((blob, part, line) for part, line in _parts(out, int(head[2])))
                out.read(1)
    finally:
        said.unread += len(wanted) - done
        try:
            _finish(process, "cat-file")
        except GitError as error:
            said.problems.append(str(error))


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


def _feed(pipe: IO[bytes], arrivals: Arrivals, wanted: Sequence[int]) -> None:
    try:
        for n in range(0, len(wanted), 500):
            pipe.write("".join(f"{arrivals.oid(blob)}\n" for blob in wanted[n : n + 500]).encode())
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
