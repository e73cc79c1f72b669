"""readylint fleet query: a question in SQL to the tables of a fleet, and the answer as a grid, CSV or JSON."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from readylint.decision import counted
from readylint.exits import PASSED
from readylint.fleet.database import Fleet
from readylint.fleet.grid import csv_lines, grid, json_objects
from readylint.terminal import say, width
from readylint.usage import UsageError

MOST = 1_000  # rows of a grid; CSV and JSON have all
AT_ONCE = 1_000

Rows = Iterator[Sequence[Any]]


def run(chosen: argparse.Namespace) -> int:
    """Asks, and prints the answer as it comes."""
    import duckdb

    answer = Fleet(chosen.fleet).query(chosen.sql)
    try:
        rows = chain.from_iterable(iter(lambda: answer.fetchmany(AT_ONCE), []))
        for text in _FORMATS[chosen.format](_once([name for name, *_ in answer.description]), rows):
            say(text)
    except duckdb.Error as error:
        raise UsageError(f"SQL: {error}") from error
    return PASSED


def _once(names: Sequence[str]) -> list[str]:
    """The names of the columns, a second `a` as `a_2`."""
    return [f"{name}_{same}" if (same := names[: n + 1].count(name)) > 1 else name for n, name in enumerate(names)]


def _text(head: list[str], rows: Rows) -> Iterator[str]:
    shown = list(islice(rows, MOST))
    more = sum(1 for _ in rows)
    yield "".join(f"{line}\n" for line in grid(head, shown, width()))
    told = f"the first {MOST:,} of {MOST + more:,} rows; --format csv or json has all" if more else counted(len(shown), "row")
    yield f"({told})\n"


def _csv(head: list[str], rows: Rows) -> Iterator[str]:
    yield csv_lines([head])
    yield from map(csv_lines, _batches(rows))


def _json(head: list[str], rows: Rows) -> Iterator[str]:
    before = "[\n  "
    for some in _batches(rows):
        yield before + ",\n  ".join(json_objects(head, some))
        before = ",\n  "
    yield "\n]\n" if before.startswith(",") else "[]\n"


def _batches(rows: Rows) -> Iterator[list[Sequence[Any]]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some


_FORMATS: dict[str, Callable[[list[str], Rows], Iterator[str]]] = {"text": _text, "csv": _csv, "json": _json}
