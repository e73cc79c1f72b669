"""The tables [[attest]], [[waive]] and [[override]] of a configuration, to entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, get_args

from readylint.entries import Entry, EntryKind
from readylint.settings import SETTINGS, ConfigError, Place, Table, check, day_of, named


def read_entries(data: Mapping[str, Any], place: Place, ids: Mapping[str, str]) -> tuple[Entry, ...]:
    """All entries, checked. `ids`: names of items to their ids. Raises ConfigError."""
    return tuple(entry for kind in get_args(EntryKind) for entry in _of_kind(kind, data.get(kind, []), place, ids))


def _of_kind(kind: EntryKind, tables: Any, place: Place, ids: Mapping[str, str]) -> Iterator[Entry]:
    if not isinstance(tables, list):
        raise place.error(kind, f"write [[{kind}]], one table for each")
    described = SETTINGS.keys[kind]
    required = described.required if isinstance(described, Table) else ()
    for table, line in zip(tables, [*place.tables(kind), *[1] * len(tables)], strict=False):
        lacking = [key for key in required if key not in table]
        if lacking:
            raise place.error(kind, f"its {', '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} missing", line)
        if kind == "attest" and not table.get("note") and not table.get("evidence"):
            raise place.error(kind, "a note or evidence is missing: what is it that you know?", line)
        if "item" in table:
            named(table["item"], ids, place, f"{kind}.item", line)
        yield _entry(kind, table, line, ids)


def _entry(kind: EntryKind, table: Mapping[str, Any], line: int, ids: Mapping[str, str]) -> Entry:
    expires = day_of(table["expires"])
    assert expires  # checked with the rest of the configuration
    return Entry(
        kind,
        table["by"],
        expires,
        ids.get(table.get("item", ""), ""),
        day_of(table.get("on")),
        table.get("note" if kind == "attest" else "reason", ""),
        tuple(table.get("evidence", ())),
        tuple(table.get("paths", ())),
        table.get("service", ""),
        table.get("fingerprint", ""),
        table.get("decision", ""),
        line,
    )


def entries_then(data: Mapping[str, Any], ids: Mapping[str, str]) -> frozenset[Entry]:
    """The entries of an older configuration, without their lines; what is wrong in it is passed over."""
    made = set()
    for kind in get_args(EntryKind):
        tables = data.get(kind)
        for table in tables if isinstance(tables, list) else ():
            with suppress(ConfigError):
                check({kind: table}, SETTINGS, Place("", ""))
                made |= set(_of_kind(kind, [table], Place("", ""), ids))
    return frozenset(made)
