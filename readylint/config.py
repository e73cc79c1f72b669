"""readylint.toml, or [tool.readylint] in pyproject.toml, to a frozen Config. A mistake names its key, file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, cast

from msgspec import Struct

from readylint.decision import FailOn, Policy, Profile
from readylint.entries import Entry
from readylint.facts.paths import PathRules
from readylint.ledger import read_entries
from readylint.model import CATEGORIES, Item, Severity
from readylint.names import old_names
from readylint.policies import Read, against, layers, merged
from readylint.settings import BASELINE, PATH_CLASSES, SETTINGS, ConfigError, Place, check, named, require_version
from readylint.snapshot import Snapshot

__all__ = ["Config", "ConfigError", "StatedService", "config_of", "read_config"]
FILES: tuple[tuple[str, tuple[str, ...]], ...] = (("readylint.toml", ()), ("pyproject.toml", ("tool", "readylint")))

class StatedService(Struct, frozen=True):
    """A service as its team describes it. `traits` None: inferred."""

    root: str
    name: str
    kind: str = ""
    traits: tuple[str, ...] | None = None


class Extended(Struct, frozen=True):
    """A policy that a configuration extends: where it stands, and the SHA-256 of its text."""

    where: str
    sha256: str


class Config(Struct, frozen=True):
    """What a repository says of itself."""

    policy: Policy = Policy()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    paths: tuple[tuple[str, str], ...] = ()  # class, glob
    services: tuple[StatedService, ...] = ()
    path: str = ""
    entries: tuple[Entry, ...] = ()
    approvers: tuple[str, ...] = ()
    longest: int = 366  # days that an entry may last
    baseline: str = BASELINE
    preview: bool = False  # rules in preview count
    old_names: tuple[str, ...] = ()  # what was said of items by names that they have no longer
    extends: tuple[Extended, ...] = ()  # the nearest first
    against: tuple[str, ...] = ()  # what it says otherwise than these

    @property
    def rules(self) -> PathRules:
        return _rules(self.paths, self.exclude)


@lru_cache(maxsize=16)  # the same ones, which know what they were asked, for the next tree
def _rules(paths: tuple[tuple[str, str], ...], exclude: tuple[str, ...]) -> PathRules:
    return PathRules(paths, exclude)


def read_config(snapshot: Snapshot, items: Mapping[str, Item]) -> Config:
    """The configuration at the root of a snapshot; the default when there is none. Raises ConfigError.

    items: by id and by slug, since a blocker cannot be switched off here.
    """
    path, text = text_of_config(snapshot)
    return config_of(text, path, items, reader(snapshot)) if path else Config()


def reader(snapshot: Snapshot) -> Read:
    """The tracked files of a snapshot, by path."""

    def read(path: str) -> bytes | None:
        entry = next((e for e in snapshot.entries if e.path == path), None)
        return snapshot.read(entry) if entry else None

    return read


def text_of_config(snapshot: Snapshot) -> tuple[str, str]:
    """The path and the text of the configuration that counts; both empty when there is none."""
    for path, table in FILES:
        entry = next((e for e in snapshot.entries if e.path == path), None)
        if entry:
            text = snapshot.read(entry).decode("utf-8", "replace")
            if not table or "[tool.readylint" in text:
                return path, text
    return "", ""


def table_of(text: str, path: str) -> dict[str, Any]:
    """What the text of one of FILES says, unchecked. Raises ConfigError."""
    import tomli

    try:
        data: Any = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ConfigError(f"{path}: it is no TOML: {error}") from error
    for key in dict(FILES)[path]:
        data = data.get(key, {})
        if not isinstance(data, dict):
            raise ConfigError(f"{path}: {key} is no table")
    return cast("dict[str, Any]", data)


def config_of(text: str, path: str, items: Mapping[str, Item], read: Read = lambda path: None) -> Config:
    """The configuration that the text of one of FILES holds, on the policies that it extends; `read` gives files of the repository.
    Raises ConfigError."""
    own, place = table_of(text, path), Place(path, text)
    require_version(own, place)  # first: another release knows other keys
    check(own, SETTINGS, place)
    below = layers(own, place, read)
    for n, layer in enumerate(below, 1):  # each by itself: a mistake is told where it stands
        said = merged(layer.data, below[n:])
        _policy(said, layer.place, items)
        _ignored(said, layer.place, items)
    data = merged(own, below)
    paths = data.get("paths", {})
    return Config(
        _policy(data, place, items),
        _ignored(data, place, items),
        tuple(paths.get("exclude", ())),
        tuple((kind, glob) for kind in PATH_CLASSES for glob in paths.get(kind, ())),
        tuple(_services(data, place)),
        path,
        read_entries(data, place, {name: item.id for name, item in items.items()}),
        tuple(data.get("approvers", ())),
        data.get("longest", 366),
        data.get("baseline", BASELINE),
        data.get("preview", False),
        old_names(_names(data)),
        tuple(Extended(layer.where, layer.digest) for layer in below),
        tuple(against(own, below)),
    )


def _names(data: Mapping[str, Any]) -> Iterator[str]:
    """Every name of an item, as it is written."""
    yield from (*data.get("ignore", ()), *data.get("hard_blockers", ()), *data.get("severity", {}))
    yield from (table["item"] for kind in ("attest", "waive") for table in data.get(kind, ()))


def _ignored(data: Mapping[str, Any], place: Place, items: Mapping[str, Item]) -> tuple[str, ...]:
    names = tuple(data.get("ignore", ()))
    for name in names:
        named(name, items, place, "ignore")
        if items[name].severity == "blocker":
            raise place.error("ignore", f"{name} is a blocker, which cannot be switched off")
    if names and {items[name].id for name in names} == {item.id for item in items.values()}:
        raise place.error("ignore", "no item is left, and nothing judged is nothing decided")
    return names


def _policy(data: Mapping[str, Any], place: Place, items: Mapping[str, Item]) -> Policy:
    try:
        return Policy(
            cast(Profile, data.get("profile", "launch")),
            data.get("go_at", 0.85),
            data.get("no_go_below", 0.50),
            data.get("min_items", 3),
            dict(data.get("weights", {})),
            cast(FailOn, data.get("fail_on", "no_go")),
            _severities(data, place, items),
            _hard(data, place, items),
        )
    except ValueError as error:
        key, _, what = str(error).partition(": ")
        raise place.error(key, what) from error


def _severities(data: Mapping[str, Any], place: Place, items: Mapping[str, Item]) -> dict[str, Severity]:
    """The team's own severities, by id. A blocker stays one."""
    stated = data.get("severity", {})
    for name, severity in stated.items():
        named(name, items, place, f"severity.{name}")
        if items[name].severity == "blocker" != severity:
            raise place.error(f"severity.{name}", f"{name} is a blocker, which cannot be made less; waive it, with a name and an end date")
    return {items[name].id: severity for name, severity in stated.items()}


def _hard(data: Mapping[str, Any], place: Place, items: Mapping[str, Item]) -> tuple[str, ...]:
    """The ids of items that block when they fail, added to the blockers; a category stands for all of its items."""
    chosen: list[str] = []
    for name in data.get("hard_blockers", ()):
        named(name, {**items, **dict.fromkeys(CATEGORIES)}, place, "hard_blockers")
        chosen += [items[name].id] if name in items else [item.id for item in items.values() if item.category == name]
    return tuple(dict.fromkeys(chosen))


def _services(data: Mapping[str, Any], place: Place) -> list[StatedService]:
    stated = data.get("service", [])
    if not isinstance(stated, list):
        raise place.error("service", "write [[service]], one table for each")
    for service in stated:
        if "root" not in service:
            raise place.error("service", 'a service needs its root, "." for the whole repository')
    return [
        StatedService(
            root := s["root"].strip("/").removeprefix("./").replace(".", "", 1)
            if s["root"] in (".", "./")
            else s["root"].strip("/").removeprefix("./"),
            s.get("name") or root.rpartition("/")[2] or "app",
            s.get("kind", ""),
            tuple(s["traits"]) if "traits" in s else None,
        )
        for s in stated
    ]
