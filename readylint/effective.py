"""The settings in force: each with its value, and where that comes from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from readylint.config import FILES, Config, table_of
from readylint.policies import POLICY, Layer
from readylint.settings import SETTINGS, Setting, Table

DEFAULT, ASKED = "default", "command line"
_HEADER = re.compile(r"\s*\[+\s*([\w.\"'-]+)\s*\]")
_KEY = re.compile(r"\s*([\w.\"'-]+)\s*=")


class Stated(Struct, frozen=True):
    """A setting as it counts. `source`: DEFAULT, the file and line, ASKED."""

    key: str
    value: Any
    source: str
    about: str = ""


def defaults() -> Mapping[str, Any]:
    """What counts where nothing is said, by key."""
    config = Config()
    policy = config.policy
    return {
        "preview": config.preview,
        "profile": policy.profile,
        "go_at": policy.go_at,
        "no_go_below": policy.no_go_below,
        "min_items": policy.min_items,
        "fail_on": policy.fail_on,
        "ignore": list(config.ignore),
        "hard_blockers": list(policy.hard),
        "approvers": list(config.approvers),
        "baseline": config.baseline,
        "longest": config.longest,
    }


def effective(text: str, path: str, asked: Mapping[str, Any], below: Iterable[Layer] = ()) -> tuple[Stated, ...]:
    """All settings: what the command line asks for, else what the text of a configuration ("" for none) says, else the policies that it
    extends, else the default."""
    data = table_of(text, path) if path else {}
    usual = defaults()
    rows = list(_stated(SETTINGS, data, "", _Lines(text, path)))
    for layer in below:
        rows = _on(rows, _stated(POLICY, layer.data, "", _Lines(layer.text, layer.where)))
    there = {row.key: row for row in rows}
    heads = (_asked(there.get(k) or Stated(k, v, DEFAULT, _about(k)), asked) for k, v in usual.items())
    return (*heads, *(row for row in rows if row.key not in usual))


def _on(rows: list[Stated], below: Iterable[Stated]) -> list[Stated]:
    """What is stated, and what a policy below it states: a list is lengthened, anything else is there already or new."""
    made = {row.key: row for row in below}
    joined = [
        Stated(row.key, [*dict.fromkeys((*made[row.key].value, *row.value))], f"{row.source}, {made[row.key].source}", row.about)
        if row.key in made and isinstance(row.value, list) else row
        for row in rows
    ]  # fmt: skip
    known = {row.key for row in rows}
    return [*joined, *(row for key, row in made.items() if key not in known)]


def _asked(row: Stated, asked: Mapping[str, Any]) -> Stated:
    """A setting after the command line: a list is lengthened, anything else replaced."""
    value = asked.get(row.key)
    if not value:
        return row
    joined = isinstance(value, list) and row.value
    return Stated(row.key, [*row.value, *value] if joined else value, f"{row.source}, {ASKED}" if joined else ASKED, row.about)


def _about(key: str) -> str:
    return SETTINGS.keys[key].about


def _stated(table: Table, data: Mapping[str, Any], prefix: str, lines: _Lines) -> Iterator[Stated]:
    """What a configuration states, one row for each value, and one for each of many tables."""
    for key, value in data.items():
        setting = table.keys.get(key, table.others)
        if isinstance(setting, Table) and not setting.many:
            yield from _stated(setting, value, f"{prefix}{key}.", lines)
        elif isinstance(setting, Setting):
            yield Stated(prefix + key, value, lines.of(prefix + key), setting.about)
        elif setting:
            yield from (Stated(key, row, lines.of(key, number), setting.about) for number, row in enumerate(value))


class _Lines:
    """Where the keys and tables of a configuration stand."""

    def __init__(self, text: str, path: str) -> None:
        self._path = path
        self._above = "".join(f"{part}." for part in dict(FILES).get(path, ()))
        self._found: dict[tuple[str, int], int] = {}
        table, seen = "", Counter[str]()
        for line, said in enumerate(text.splitlines(), 1):
            header, key = _HEADER.match(said), _KEY.match(said)
            table = header[1] + "." if header else table
            if header or key:
                name = re.sub("[\"']", "", header[1] if header else table + key[1] if key else "")
                self._found[name, seen[name]] = line
                seen[name] += 1

    def of(self, key: str, number: int = 0) -> str:
        """The file and line of a key, one of many, or of the table that it is written within."""
        name = self._above + key
        while name and (name, number) not in self._found:
            name, number = name.rpartition(".")[0], 0
        return f"{self._path}:{self._found.get((name, number), 1)}"
