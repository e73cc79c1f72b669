"""A file of a commit, kept in the user's cache with the objects of git between it and the commit: its content is held against the id
that names it whenever it is read, with no git and no network.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from readylint import cache


class Home(Struct, frozen=True):
    """Where a policy stands: a path of the repository, or of a commit at an address."""

    path: str
    address: str = ""
    commit: str = ""

    def __str__(self) -> str:
        return f"{self.address}@{self.commit}#{self.path}" if self.commit else self.path


class Proof(Struct, frozen=True):
    """A file of a commit with what leads to it: the commit, the trees from its root on, the file; each as git holds it."""

    commit: bytes
    trees: tuple[bytes, ...]
    blob: bytes


def _file(home: Home) -> Path:
    return cache.directory() / f"policy-{hashlib.blake2b(str(home).encode('utf-8', 'replace'), digest_size=12).hexdigest()}.msgpack"


def keep(home: Home, proof: Proof) -> None:
    """Puts a file of a commit into the cache, if it is the right one."""
    if holds(home, proof):
        with suppress(OSError, RuntimeError):
            cache.store(_file(home), msgspec.msgpack.encode(proof))


def kept(home: Home) -> Proof | None:
    """What the cache has of a file of a commit, right or not."""
    with suppress(RuntimeError, msgspec.MsgspecError):  # no home; of another version
        if data := cache.read(_file(home)):
            return msgspec.msgpack.decode(data, type=Proof)
    return None


def holds(home: Home, proof: Proof) -> bool:
    """Whether the commit leads to the file, by the ids of all that is between."""
    algorithm = hashlib.sha1 if len(home.commit) == 40 else hashlib.sha256
    size = algorithm().digest_size

    def oid(kind: str, data: bytes) -> bytes:
        return algorithm(f"{kind} {len(data)}\0".encode() + data).digest()

    if oid("commit", proof.commit).hex() != home.commit or len(proof.trees) != home.path.count("/") + 1:
        return False
    with suppress(ValueError, IndexError):
        wanted = bytes.fromhex(proof.commit.split(b"\n", 1)[0].removeprefix(b"tree ").decode())
        for tree, name in zip(proof.trees, home.path.split("/")):
            if oid("tree", tree) != wanted:
                return False
            wanted = dict(_entries(tree, size))[name.encode()]
        return oid("blob", proof.blob) == wanted
    return False


def _entries(tree: bytes, size: int) -> Iterator[tuple[bytes, bytes]]:
    """The names in a tree, and the ids of what they name."""
    at = 0
    while at < len(tree):
        end = tree.index(b"\0", at)
        yield tree[at:end].partition(b" ")[2], tree[end + 1 : end + 1 + size]
        at = end + 1 + size
