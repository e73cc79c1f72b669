"""The repository of a manifest as it was: a bare one made for a scan, which borrows the objects of the given one and has only the branches
and tags that the manifest names. What was pushed since then changes nothing."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from readylint.git import Git, GitError
from readylint.snapshot import named, origin, whereabouts

_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class NotHere(Exception):
    """What it takes to verify a manifest is not here: the revision, its history, or the readylint that made it."""


@contextmanager
def as_it_was(document: Mapping[str, Any], repository: Path) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    """The repository with the branches and tags that the manifest names; its name as it is here; what is gone since. Raises NotHere."""
    inside, bare, _, top = whereabouts(repository)
    if not inside and not bare:
        raise NotHere(f"{repository} is no git repository")
    git, revision = Git(top), at(document, "repository", "revision")
    if not isinstance(revision, str) or not _OID.fullmatch(revision):
        raise NotHere("it records a folder without commits, which no revision holds")
    if not _is_there(git, revision):
        raise NotHere(f"its revision, {revision[:10]}, is not here: `git fetch` may bring it")
    with tempfile.TemporaryDirectory(prefix="readylint-") as work:
        folder = Path(work) / _folder_name(at(document, "repository", "name"))
        folder.mkdir()
        yield folder, named(origin(git)(), top), _made(document, git, folder, revision)


def _made(document: Mapping[str, Any], git: Git, folder: Path, revision: str) -> tuple[str, ...]:
    """Fills the folder with a repository; says what is gone of what the manifest names."""
    history = at(document, "repository", "history")
    history = history if isinstance(history, Mapping) else {}
    tips = [oid for oid in history.get("tips", ()) if isinstance(oid, str) and _OID.fullmatch(oid)]
    here = [oid for oid in tips if _is_there(git, oid)]
    tags = _tags(git, history.get("tags", {}))
    made = Git(folder)
    made.run("init", "-q", "--bare", "--template=", f"--object-format={'sha256' if len(revision) == 64 else 'sha1'}")
    (folder / "objects" / "info").mkdir(exist_ok=True)
    (folder / "objects" / "info" / "alternates").write_bytes(os.fsencode(f"{git.common / 'objects'}\n"))
    (folder / "HEAD").write_bytes(f"{revision}\n".encode())
    refs = [*((f"refs/heads/tip-{n}", oid) for n, oid in enumerate(here)), *((f"refs/tags/{name}", oid) for name, oid in tags.items())]
    (folder / "packed-refs").write_bytes("".join(f"{oid} {name}\n" for name, oid in sorted(refs)).encode("utf-8", "surrogateescape"))
    boundary = [oid for oid in history.get("boundary", ()) if isinstance(oid, str) and _OID.fullmatch(oid)]
    if boundary:
        (folder / "shallow").write_bytes("".join(f"{oid}\n" for oid in boundary).encode())
    try:
        made.run("rev-list", "--count", "--all", revision)
    except GitError as error:
        raise NotHere("the history that it was made of is not all here: `git fetch --unshallow` may bring it") from error
    return tuple(_gone(len(tips) - len(here), len(history.get("tags", {})) - len(tags)))


def _gone(tips: int, tags: int) -> Iterator[str]:
    if tips:
        yield f"{tips} of the branches that it was made of are gone, and their history was not read again"
    if tags:
        yield f"{tags} of the tags that it was made of are gone or moved, and were not read again"


def _tags(git: Git, wanted: Any) -> dict[str, str]:
    """The tags that are still what the manifest says."""
    said = git.run("for-each-ref", "--format=%(objectname) %(refname:strip=2)", "refs/tags").decode("utf-8", "surrogateescape")
    now = [line.partition(" ") for line in said.splitlines()]
    shown = wanted if isinstance(wanted, Mapping) else {}
    return {name: oid for oid, _, name in now if shown.get(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")) == oid}


def _is_there(git: Git, oid: str) -> bool:
    return bool(git.line("rev-parse", "--verify", "-q", f"{oid}^{{commit}}"))


def _folder_name(name: Any) -> str:
    """A folder called like the repository, since the name of a service may come from it."""
    plain = isinstance(name, str) and name not in ("", ".", "..") and len(name.encode("utf-8", "replace")) < 200
    return f"{name}.git" if plain and not re.search(r"[/\\\0-\x1f:]", name) else "repository.git"


def at(document: Mapping[str, Any], *keys: str) -> Any:
    """What stands at a place of a document, None where there is no such place."""
    found: Any = document
    for key in keys:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found
