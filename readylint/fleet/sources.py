"""What the words behind `readylint fleet scan` name: repositories, folders of them, globs, addresses, and files with one of these a line.

A word on the command line that names nothing is wrong usage; a line of a file that does is a row of its own, as a repository that has
gone since would be.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from readylint.fleet.repository import Source
from readylint.git import PROTOCOLS

DEEPEST = 5  # folders between the one that was named and a repository in it
_ADDRESS = re.compile(
    r"(?P<protocol>[a-z][a-z0-9+.-]*)://(?:(?P<login>[^/@\s]*)@)?[^/\s]*/(?P<path>\S+)|[\w.-]+@[\w.-]+:(?P<short>[^\s:]+)"
)
_LOGIN = re.compile(r"(?<=://)[^/@\s]*@")


class NoSource(Exception):
    """A word names no repository: which, and why."""


def sources(words: Iterable[str]) -> tuple[Source, ...]:
    """The repositories that words name, each once, each by a name of its own. Raises NoSource."""
    found: dict[str, Source] = {}
    names: set[str] = set()
    for source in (one for word in words for one in _named(word)):
        if source.address not in found:
            name = source.repository if source.repository not in names else source.address
            names.add(name)
            found[source.address] = replace(source, repository=name)
    return tuple(found.values())


def _named(word: str) -> Iterator[Source]:
    if not _is_address(word) and os.path.isfile(word):
        yield from _listed(Path(word))
        return
    here = tuple(_of(word))
    if wrong := [f"{source.address}: {source.wrong}" for source in here if source.wrong]:
        raise NoSource(wrong[0])
    yield from here


def _listed(path: Path) -> Iterator[Source]:
    """What a file lists; `#` begins a remark. A path is relative to the file."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoSource(f"cannot read {path}: {error}") from error
    for line in text.splitlines():
        word = re.sub(r"(^|\s)#.*", "", line).strip()
        if word:
            yield from _of(word if _is_address(word) else os.path.join(path.parent, word))


def _is_address(word: str) -> bool:
    return bool(_ADDRESS.fullmatch(word)) and not os.path.exists(word)


def _of(word: str) -> Iterator[Source]:
    if _is_address(word):
        yield _cloned(word)
    elif is_repository(word):
        yield _local(word, os.path.dirname(os.path.abspath(word)))
    elif os.path.isdir(word):
        yield from _within(word, word)
    elif glob.has_magic(word):
        fixed = os.path.dirname(re.split(r"[*?\[]", word)[0]) or "."
        yield from _within(word, fixed, (path for path in sorted(glob.glob(word, recursive=True)) if os.path.isdir(path)))
    else:
        yield Source(os.path.basename(word), word, wrong="no such path")


def _cloned(address: str) -> Source:
    """What is cloned from an address. A login in it would stand in every list and log."""
    parts = _ADDRESS.fullmatch(address)
    assert parts
    protocol, login = parts["protocol"] or "ssh", parts["login"] or ""
    name = (parts["path"] or parts["short"]).strip("/").removesuffix(".git")
    wrong = "" if protocol in PROTOCOLS else f"{protocol} is not fetched: only {', '.join(PROTOCOLS)} are"
    if ":" in login or (login and protocol == "https"):
        wrong = "the address holds a login: leave it to git's own credentials"
    return Source(name, _LOGIN.sub("…@", address) if wrong else address, remote=True, wrong=wrong)


def _within(word: str, top: str, folders: Iterable[str] = ()) -> Iterator[Source]:
    """The repositories in folders, named by where they are below the top one."""
    found = [_local(path, top) for folder in folders or (top,) for path in _below(folder, DEEPEST)]
    yield from found or [Source(os.path.basename(word), word, wrong="no git repository in it")]


def _below(folder: str, deep: int) -> Iterator[str]:
    if is_repository(folder):
        yield folder
    elif deep:
        with os.scandir(folder) as entries:
            inside = sorted(e.path for e in entries if e.is_dir(follow_symlinks=False) and not e.name.startswith("."))
        for path in inside:
            yield from _below(path, deep - 1)


def is_repository(folder: str) -> bool:
    """Whether a folder looks like a repository or a bare one. Git is not asked: that may take long in a broken one."""
    return os.path.lexists(os.path.join(folder, ".git")) or all(
        os.path.exists(os.path.join(folder, part)) for part in ("HEAD", "objects", "refs")
    )


def _local(path: str, top: str) -> Source:
    address = os.path.abspath(path)
    name = os.path.relpath(address, os.path.abspath(top)).replace(os.sep, "/").removesuffix(".git")
    try:
        address.encode()
    except UnicodeEncodeError:
        shown, name = (text.encode("utf-8", "backslashreplace").decode() for text in (address, name))
        return Source(name, shown, wrong="its path is no UTF-8")
    return Source(name, address)
