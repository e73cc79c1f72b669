"""The blobs of a history as git alone gives them: what the benchmarks measure against shares nothing with the engine."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from readylint.git import neutral_environment

LOG = "log --branches --tags -c --raw --no-renames --no-abbrev --no-ext-diff -z --format=%x01%H%x20%at --".split()


def git(repository: Path, *arguments: str, said: Path | None = None) -> subprocess.Popen[bytes]:
    """A git command on the repository; its standard input is what a file says."""
    given = said.open("rb") if said else subprocess.DEVNULL
    command = ["git", "-C", str(repository), "-c", "advice.graftFileDeprecated=false", *arguments]
    return subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE, env=neutral_environment())


def told(repository: Path, *arguments: str) -> str:
    """What a git command prints, whole."""
    process = git(repository, *arguments)
    said, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"{repository.name}: git {arguments[0]} failed")
    return said.decode("utf-8", "surrogateescape")


def sizes(repository: Path) -> dict[str, int]:
    """The size of every blob that is there, reachable or not."""
    form = "--batch-check=%(objecttype) %(objectname) %(objectsize)"
    rows = (line.split() for line in told(repository, "cat-file", "--batch-all-objects", "--unordered", form).splitlines())
    return {oid: int(size) for kind, oid, size in rows if kind == "blob"}


def versions(repository: Path) -> tuple[dict[str, set[str]], int]:
    """The paths of every blob that branches and tags reach, missing ones too, and the number of commits."""
    found: dict[str, set[str]] = {}
    commits, tokens = 0, iter(told(repository, *LOG).split("\0"))
    for token in tokens:
        record = token.lstrip("\n")
        if record.startswith("\x01"):
            commits += 1
        elif record.startswith(":"):
            path = next(tokens)  # whatever it begins with
            parents = len(record) - len(record.lstrip(":"))
            words = record[parents:].split(" ")
            if words[parents].startswith("100"):
                found.setdefault(words[2 * parents + 1], set()).add(path)
    return found, commits


def contents(repository: Path, oids: Iterable[str]) -> Iterator[bytes]:
    """The bytes of blobs that are there, in order."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "wanted"
        listed.write_text("".join(f"{oid}\n" for oid in oids))
        process = git(repository, "cat-file", "--batch", said=listed)
        assert process.stdout
        while head := process.stdout.readline():
            yield process.stdout.read(int(head.split()[2]))
            process.stdout.read(1)
        process.stdout.close()
        if process.wait():
            raise SystemExit(f"{repository.name}: git cat-file failed")
