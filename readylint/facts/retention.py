"""Retention: for how many days logs are kept, where the repository says so (retention.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from readylint.facts.documents import Documents
from readylint.facts.edge import released
from readylint.facts.infrastructure import Infrastructure, Resource
from readylint.facts.sightings import Sightings
from readylint.knowledge import known
from readylint.model import Location
from readylint.patterns import compiled

FOREVER = 36500


class Kept(Struct, frozen=True):
    """How long one log store keeps its lines. `documented` when a document says so."""

    days: int
    at: Location
    name: str
    documented: bool = False


class Retention(Struct, frozen=True):
    """The stores of the app's lines; those of firewalls, audits, databases and the like are left out."""

    all: tuple[Kept, ...]

    @classmethod
    def of(cls, infrastructure: Infrastructure, sightings: Sightings, documents: Documents) -> Retention:
        stores = [(beside, k) for beside, k in (*_declared(infrastructure), *_in_modules(infrastructure)) if released(k.at.path)]
        main = [kept for beside, kept in stores if not beside]
        return cls((*main, *_in_files(sightings), *_in_code(sightings), *_documented(documents)))


def _table() -> dict[str, Any]:
    return known("facts/retention")


def _declared(infrastructure: Infrastructure) -> Iterator[tuple[bool, Kept]]:
    """Declared stores, and whether each keeps other lines than the app's."""
    for row in _table()["store"]:
        for resource in infrastructure.of_type(*row["resource"]):
            found = _argument(resource, row["argument"], infrastructure)
            days = int(found[0]) if found and found[0].isdigit() else None if found else row.get("default")
            if days is not None:
                name = f"{resource.type} {resource.name}"
                names = f"{resource.folder} {resource.name} {resource.body['name']} {resource.body['LogGroupName']}"
                beside = bool(compiled(_table()["beside"]["name"]).search(names))
                yield beside, Kept(days or FOREVER, found[1] if found else resource.at, name)


def _in_modules(infrastructure: Infrastructure) -> Iterator[tuple[bool, Kept]]:
    """Stores that a module of Terraform declares. Its name tells the store, and it is the main one where it is given days at all."""
    table = _table()["module"]
    for module in infrastructure.modules:
        named = f"{module.type}/{module.name}"
        found = _argument(module, table["argument"], infrastructure) if compiled(table["names"]).search(named) else None
        if found and found[0].isdigit():
            yield False, Kept(int(found[0]) or FOREVER, found[1], f"the module {module.name}")


def _argument(resource: Resource, pattern: str, infrastructure: Infrastructure) -> tuple[str, Location] | None:
    for key, value in resource.body.walk():
        if re.fullmatch(pattern, key):
            return str(infrastructure.value(value)), value.at
    return None


def _in_files(sightings: Sightings) -> Iterator[Kept]:
    for seen in sightings.find(_table()["file"], where=released):
        yield Kept(_days(seen.match), seen.at, seen.at.path.rpartition("/")[2])


def _in_code(sightings: Sightings) -> Iterator[Kept]:
    names = {name.replace("_", "").lower(): days for name, days in _table()["names"].items()}
    for seen in sightings.find(_table()["code"], where=released):
        days = names.get(seen.match["name"].replace("_", "").lower())
        if days is not None:
            yield Kept(days or FOREVER, seen.at, seen.text)


def _documented(documents: Documents) -> Iterator[Kept]:
    table = _table()["document"]
    for _, section in documents.sections(table["heading"]):
        for match, at in section.search(table["told"]):
            yield Kept(_days(match), at, f"“{section.heading}”", documented=True)


def _days(match: re.Match[str]) -> int:
    """The days that a statement means."""
    groups = match.groupdict()
    number = int(next(groups[key] for key in ("n", "m", "n2") if groups.get(key)))
    unit = next((groups[key] for key in ("unit", "unit2") if groups.get(key)), "d")
    return round(number * float(_table()["units"][unit.lower()]))
