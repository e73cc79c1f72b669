"""readylint.toml, or [tool.readylint] in pyproject.toml, to a frozen Config. A mistake names its key, file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, cast

from msgspec import Struct

from readylint.decision import PROFILES, Policy, Profile
from readylint.facts.files import PathRules
from readylint.model import CATEGORIES, TRAITS
from readylint.snapshot import Snapshot

KINDS = ("service", "web application", "page renderer", "worker", "function", "static site", "infrastructure")
PATH_CLASSES = ("test", "vendored", "generated", "sample", "fixture", "docs")


class ConfigError(Exception):
    """The configuration is wrong: file, line, key and what."""


class StatedService(Struct, frozen=True):
    """A service as its team describes it. `traits` None: inferred."""

    root: str
    name: str
    kind: str = ""
    traits: tuple[str, ...] | None = None


class Config(Struct, frozen=True):
    """What a repository says of itself."""

    policy: Policy = Policy()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    paths: tuple[tuple[str, str], ...] = ()  # class, glob
    services: tuple[StatedService, ...] = ()
    path: str = ""

    @property
    def rules(self) -> PathRules:
        return PathRules(self.paths, self.exclude)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the configuration corrects, for every report to say."""
        said = [f"{self.path}: {glob} counts as {kind}" for kind, glob in self.paths]
        said += [f"{self.path}: {glob} is left out" for glob in self.exclude]
        said += [f"{self.path}: service {s.name} is stated, not inferred" for s in self.services]
        said += [f"{self.path}: {id} is switched off" for id in self.ignore]
        return tuple(said)


Check = Callable[[Any], str]  # what is wrong with a value, "" when nothing


def _one_of(values: tuple[str, ...]) -> Check:
    def check(value: Any) -> str:
        if value in values:
            return ""
        near = get_close_matches(str(value), values, 1)
        return f"{value!r} is none of {', '.join(values)}" + (f", did you mean {near[0]!r}?" if near else "")

    return check


def _many(of: Check | None = None) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            return "a list of texts is wanted"
        return next(filter(None, (of(v) for v in value)), "") if of else ""

    return check


def _text(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "a text is wanted"


def _share(value: Any) -> str:
    return (
        ""
        if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= 1
        else "a number above 0 and up to 1 is wanted"
    )


def _positive(value: Any) -> str:
    return "" if isinstance(value, int) and not isinstance(value, bool) and value > 0 else "a whole number above 0 is wanted"


def _weight(value: Any) -> str:
    return "" if isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0 else "a number above 0 is wanted"


KEYS: dict[str, Check | dict[str, Check]] = {
    "profile": _one_of(PROFILES),
    "go_at": _share,
    "no_go_below": _share,
    "min_items": _positive,
    "ignore": _many(),
    "weights": dict.fromkeys(CATEGORIES, _weight),
    "paths": {"exclude": _many(), **{kind: _many() for kind in PATH_CLASSES}},
    "service": {"root": _text, "name": _text, "kind": _one_of(KINDS), "traits": _many(_one_of(TRAITS))},
}


def read_config(snapshot: Snapshot, blockers: frozenset[str], known: frozenset[str]) -> Config:
    """The configuration at the root of a snapshot; the default when there is none. Raises ConfigError.

    blockers, known: ids (and slugs) of blockers and of all items, since a blocker cannot be switched off here.
    """
    for path, table in (("readylint.toml", ()), ("pyproject.toml", ("tool", "readylint"))):
        entry = next((e for e in snapshot.entries if e.path == path), None)
        if entry:
            text = snapshot.read(entry).decode("utf-8", "replace")
            if not table or "[tool.readylint" in text:
                return _of_text(text, path, table, blockers, known)
    return Config()


def _of_text(text: str, path: str, table: tuple[str, ...], blockers: frozenset[str], known: frozenset[str]) -> Config:
    import tomli

    try:
        data: Any = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    for key in table:
        data = data.get(key, {})
    place = _Place(path, text)
    _check(data, KEYS, place, "")
    for id in data.get("ignore", ()):
        if id not in known:
            near = get_close_matches(id, known, 1)
            raise place.error("ignore", f"no item is called {id!r}" + (f", did you mean {near[0]!r}?" if near else ""))
        if id in blockers:
            raise place.error("ignore", f"{id} is a blocker, which cannot be switched off")
    policy = Policy(
        cast(Profile, data.get("profile", "launch")),
        data.get("go_at", 0.85),
        data.get("no_go_below", 0.50),
        data.get("min_items", 3),
        dict(data.get("weights", {})),
    )
    if policy.no_go_below > policy.go_at:
        raise place.error("no_go_below", "no_go_below is above go_at")
    paths = data.get("paths", {})
    return Config(
        policy,
        tuple(data.get("ignore", ())),
        tuple(paths.get("exclude", ())),
        tuple((kind, glob) for kind in PATH_CLASSES for glob in paths.get(kind, ())),
        tuple(_services(data, place)),
        path,
    )


class _Place:
    """Finds the line of a key, for a message."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self._lines = path, text.splitlines()

    def error(self, key: str, what: str) -> ConfigError:
        pattern = re.compile(rf"^\s*(?:\[+[\w.]*\b)?[\"']?{re.escape(key.rpartition('.')[2])}\b")
        line = next((n for n, text in enumerate(self._lines, 1) if pattern.match(text)), 1)
        return ConfigError(f"{self.path}:{line}: {key}: {what}")


def _check(data: Any, keys: Mapping[str, Any], place: _Place, prefix: str) -> None:
    if not isinstance(data, Mapping):
        raise place.error(prefix.rstrip("."), "a table is wanted")
    for key, value in data.items():
        if key not in keys:
            near = get_close_matches(key, keys, 1)
            raise place.error(prefix + key, "unknown key" + (f", did you mean {near[0]!r}?" if near else ""))
        rule = keys[key]
        if isinstance(rule, dict):
            for part in value if isinstance(value, list) else [value]:
                _check(part, rule, place, f"{prefix}{key}.")
        elif wrong := rule(value):
            raise place.error(prefix + key, wrong)


def _services(data: Mapping[str, Any], place: _Place) -> list[StatedService]:
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
