"""Rows for people and for programs: a grid that fits the screen, CSV that no spreadsheet computes, JSON."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from readylint.report.as_csv import cell
from readylint.report.page import clean, clip

NARROWEST = 12  # columns of a text that is cut short


def grid(head: Sequence[str], rows: Sequence[Sequence[Any]], width: int) -> list[str]:
    """Lines in columns, numbers to the right; texts are cut to fit the width."""
    table = [[said(name) for name in head], *([said(value) for value in row] for row in rows)]
    numbers = [all(isinstance(row[n], (int, float)) for row in rows if row[n] is not None) for n in range(len(head))]
    widths = _fitted([max(len(row[n]) for row in table) for n in range(len(head))], width)
    ruled = [table[0], ["-" * wide for wide in widths], *table[1:]]
    return ["  ".join(map(_laid, row, widths, numbers)).rstrip() for row in ruled]


def said(value: object) -> str:
    """A value as text."""
    if isinstance(value, (list, tuple)):
        return ", ".join(map(said, value))
    if isinstance(value, float):
        return f"{value:.6g}"
    return "" if value is None else clean(str(value))


def _laid(text: str, width: int, number: bool) -> str:
    return text.rjust(width) if number else clip(text, width).ljust(width)


def _fitted(widths: list[int], room: int) -> list[int]:
    """The widths, the widest made narrower until all fit."""
    fitted = list(widths)
    while sum(fitted) + 2 * len(fitted) - 2 > room and max(fitted) > NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def csv_lines(rows: Iterable[Sequence[Any]]) -> str:
    """Rows of a spreadsheet; a text that it would compute begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([value if isinstance(value, (int, float)) else cell(said(value)) for value in row] for row in rows)
    return out.getvalue()


def json_objects(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Each row as a JSON object."""
    return (json.dumps(dict(zip(head, map(_plain, row))), default=str) for row in rows)


def _plain(value: object) -> object:
    """A value that JSON has."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
