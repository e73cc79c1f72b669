"""Policy from one place: what `extends` in a configuration names, read without a network.

    extends = "policy/strict.toml"                                      a file of the repository, beside the one that names it
    extends = "https://example.org/acme/policy.git@COMMIT#strict.toml"  a file of a commit by its full id; readylint.toml unless named

Who scans did not write the repository, so it may name neither a file outside of it nor have anything fetched: a commit's file comes from
the user's cache, where `readylint config update` puts it. There it stands with the objects of git between it and the commit, so that its
content is held against the id that the configuration names whenever it is read.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from readylint import pinned
from readylint.pinned import Home, Proof
from readylint.settings import SETTINGS, ConfigError, Place, Table, check, require_version

DEEPEST = 5  # policies, each of which extends the next
LARGEST = 1 << 20  # bytes of one
_ALLOWED = (
    "extends", "required-version", "preview", "profile", "go_at", "no_go_below", "min_items", "fail_on", "ignore", "hard_blockers",
    "longest", "weights", "severity",
)  # fmt: skip
POLICY = Table("What a policy may set for those that extend it.", {key: SETTINGS.keys[key] for key in _ALLOWED})
_PINNED = re.compile(r"(?P<address>[^\s-][^\s]*)@(?P<commit>[0-9a-f]{64}|[0-9a-f]{40})(?:#(?P<path>[^#]+))?")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*://|[\w.-]+@[\w.-]+:", re.IGNORECASE)

Read = Callable[[str], "bytes | None"]  # a file of the repository by its path, None where there is none


class Layer(Struct, frozen=True):
    """A policy that is extended: where it stands, and what it says."""

    where: str
    text: str
    data: dict[str, Any]

    @property
    def place(self) -> Place:
        return Place(self.where, self.text)

    @property
    def digest(self) -> str:
        """The SHA-256 of its text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def layers(data: Mapping[str, Any], place: Place, read: Read, fetch: Callable[[Home], Proof] | None = None) -> tuple[Layer, ...]:
    """The policies that a configuration extends, the nearest first. `fetch`: gets what is not in the cache. Raises ConfigError."""
    found: list[Layer] = []
    home, seen = Home(place.path), {Home(place.path)}
    while "extends" in data:
        home = _named(data["extends"], home, place)
        if home in seen or len(found) == DEEPEST:
            why = "they extend each other in a circle" if home in seen else f"more than {DEEPEST} policies extend one another"
            raise place.error("extends", why)
        seen.add(home)
        text = _text(home, place, read, fetch)
        data, place = _parsed(home, text), Place(str(home), text)
        _allowed(data, place)
        found.append(Layer(str(home), text, dict(data)))
    return tuple(found)


def _named(extends: str, home: Home, place: Place) -> Home:
    """What a text in `extends` means in the file that stands at `home`."""
    if found := _PINNED.fullmatch(extends):
        return Home(_inside(found["path"] or "readylint.toml", "", place), found["address"], found["commit"])
    if _ELSEWHERE.match(extends):
        raise place.error("extends", f"{extends!r} is not pinned: write the full id of a commit behind it, ADDRESS@COMMIT#PATH")
    return Home(_inside(extends, posixpath.dirname(home.path), place), home.address, home.commit)


def _inside(path: str, folder: str, place: Place) -> str:
    joined = posixpath.normpath(posixpath.join(folder, path))
    if path.startswith(("/", "\\", "~")) or re.match(r"[A-Za-z]:", path) or joined.split("/")[0] == "..":
        why = "stands outside the repository, which may read nothing else here: name an address that is pinned"
        raise place.error("extends", f"{path!r} {why}")
    return joined


def _text(home: Home, place: Place, read: Read, fetch: Callable[[Home], Proof] | None) -> str:
    data = _of_commit(home, place, fetch) if home.commit else read(home.path)
    if data is None:
        raise place.error("extends", f"there is no {home.path} in the repository, or git does not track it")
    if len(data) > LARGEST:
        raise place.error("extends", f"{home} is larger than {LARGEST >> 20} MB")
    return data.decode("utf-8", "replace")


def _of_commit(home: Home, place: Place, fetch: Callable[[Home], Proof] | None) -> bytes:
    proof = pinned.kept(home)
    if fetch and not (proof and pinned.holds(home, proof)):
        proof = fetch(home)
        pinned.keep(home, proof)
    if proof is None:
        raise place.error("extends", f"{home} is not in the cache: `readylint config update` fetches it")
    if not pinned.holds(home, proof):
        raise place.error("extends", f"{home} in the cache is not what that commit holds: `readylint config update` fetches it anew")
    return proof.blob


def _parsed(home: Home, text: str) -> dict[str, Any]:
    import tomli

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ConfigError(f"{home}: it is no TOML: {error}") from error


def _allowed(data: Mapping[str, Any], place: Place) -> None:
    """Raises ConfigError for what a policy does not set: what is excused, and what a repository is, it says itself."""
    require_version(data, place)
    for key in data:
        if key in SETTINGS.keys and key not in POLICY.keys:
            raise place.error(key, "no policy of others sets this: it stays in the configuration of the repository that it is of")
    check(data, POLICY, place)


def merged(data: Mapping[str, Any], below: tuple[Layer, ...]) -> dict[str, Any]:
    """A configuration on the policies that it extends: it has the last word, lists are joined, tables key by key."""
    made: dict[str, Any] = {}
    for upper in (*(layer.data for layer in reversed(below)), data):
        for key, value in upper.items():
            if key in POLICY.keys and isinstance(value, list):
                made[key] = [*dict.fromkeys((*made.get(key, ()), *value))]
            elif key in POLICY.keys and isinstance(value, dict):
                made[key] = {**made.get(key, {}), **value}
            else:
                made[key] = value
    return made


def against(data: Mapping[str, Any], below: tuple[Layer, ...]) -> Iterator[str]:
    """Where a configuration says otherwise than the policies that it extends."""
    usual = merged({}, below)
    for key, value in data.items():
        if key in POLICY.keys and key != "extends" and not isinstance(value, (list, dict)) and usual.get(key, value) != value:
            yield f"{key} is {value} here, where the policy says {usual[key]}"
        elif key in POLICY.keys and isinstance(value, dict):
            inner = usual.get(key, {})
            yield from (f"{key}.{k} is {v} here, where the policy says {inner[k]}" for k, v in value.items() if inner.get(k, v) != v)
