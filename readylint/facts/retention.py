"""Retention: for how many days logs are kept, where the repository says so (retention.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code
from readylint.facts.documents import Documents
from readylint.facts.edge import released
from readylint.facts.files import Files
from readylint.facts.infrastructure import Infrastructure, Resource
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
    def of(cls, infrastructure: Infrastructure, files: Files, code: Code, documents: Documents) -> Retention:
        stores = [(beside, kept) for beside, kept in _declared(infrastructure) if released(kept.at.path)]
        main = [kept for beside, kept in stores if not beside]
        said = [k for k in (*_in_files(files), *_in_code(code)) if released(k.at.path)]
        return cls((*main, *said, *_documented(documents)))


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


def _argument(resource: Resource, pattern: str, infrastructure: Infrastructure) -> tuple[str, Location] | None:
    for key, value in resource.body.walk():
        if re.fullmatch(pattern, key):
            return str(infrastructure.value(value)), value.at
    return None


def _in_files(files: Files) -> Iterator[Kept]:
    for row in _table()["file"]:
        for file in files.match(*row["globs"], kinds=("app", "config", "other")):
            if any(word in file.text for word in row.get("any", ("",))) and compiled(row.get("needs", "")).search(file.text):
                for match, _ in file.search(row["holds"], re.MULTILINE):
                    yield Kept(_days(match), file.place(match.end()), file.name)


def _in_code(code: Code) -> Iterator[Kept]:
    names = {name.replace("_", "").lower(): days for name, days in _table()["names"].items()}
    for row in _table()["code"]:
        for match, at in code.search(row["holds"], *row["words"], language=row["languages"]):
            days = names.get(match["name"].replace("_", "").lower())
            if days is not None:
                yield Kept(days or FOREVER, at, match[0])


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
