"""Tables that state how things stand: which column names the thing, which says how it stands, which proves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from readylint.claims.claim import Status
from readylint.claims.inline import Line, joined, lines
from readylint.claims.status import marked, states, status_of, words

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

MOST_STATED = 0.6  # of the cells of a column without a known heading, for it to be the one of the status
WORST: tuple[Status, ...] = ("open", "unread", "partial", "done", "na")


class Cells(Struct, frozen=True):
    """A row: the cell that names the thing, its status, and the rest."""

    item: Line
    status: Status
    said: str
    detail: str
    targets: tuple[str, ...]
    group: str = ""  # a column of categories beside the one of items


def rows(table: SyntaxTreeNode) -> Iterator[Cells]:
    """The rows of a table that states something; none of another."""
    head, *body = [_cells(row) for part in table.children for row in part.children]
    columns = _Columns([_name(cell) for cell in head], body)
    if columns.item is not None:
        yield from (cells for row in body if (cells := columns.read(row)))


class _Columns:
    """What the columns of a table are for."""

    def __init__(self, names: list[str], body: list[list[Line]]) -> None:
        self._names, self._body = names, body
        table = words()["column"]
        self._split = self._by_heading()
        self._status = [] if self._split else self._stating(table["status"])
        taken = {*self._split, *self._status}
        free = [n for n, name in enumerate(names) if n not in taken and name not in table["number"]]
        told = [n for n in free if names[n] not in table["evidence"]]
        items = [n for n in told if names[n] in table["item"]] or told or free
        self.item = None if not taken or not items else self._best(items)
        self._group = next((n for n in items if self.item is not None and n < self.item), None)
        told_of = {self.item, self._group, *taken}
        self._others = [n for n, name in enumerate(names) if n not in told_of and name not in table["number"]]

    def read(self, row: list[Line]) -> Cells | None:
        assert self.item is not None
        item = row[self.item]
        if not item.text:
            return None
        status, said = self._status_of(row)
        others = [row[n] for n in self._others if row[n].text]
        own = [row[n] for n in self._status if len(row[n].text.split()) > 1]  # "✅ 523+ tests"
        targets = tuple(t for cell in (item, *own, *others) for t in cell.targets)
        group = row[self._group].text if self._group is not None else ""
        return Cells(item, status, said, " · ".join(c.text for c in others), targets, group)

    def _best(self, items: list[int]) -> int:
        """Of several columns that may name the thing, the one that differs most from row to row; the first of equals."""
        return max(items, key=lambda n: (len({row[n].text for row in self._body}), -n))

    def _by_heading(self) -> dict[int, Status]:
        """Columns that are a status each: done, not done, not applicable."""
        short = {n: status_of(name) for n, name in enumerate(self._names) if name and len(name.split()) < 4}
        found: dict[int, Status] = {n: status for n, status in short.items() if status != "unread"}
        marks = all(len(row[n].text.split()) < 2 for row in self._body for n in found)
        return found if len({*found.values()}) > 1 and marks else {}

    def _stating(self, known: list[str]) -> list[int]:
        named = [n for n, name in enumerate(self._names) if name in known]
        sure = [n for n in named if "status" in self._names[n] or "state" in self._names[n]] or named
        return sure[:1] or [n for n in range(len(self._names)) if self._states(n)]

    def _states(self, column: int) -> bool:
        cells = [row[column].text for row in self._body if row[column].text]
        return bool(cells) and sum(map(states, cells)) >= MOST_STATED * len(cells) and len(self._names) > 1

    def _status_of(self, row: list[Line]) -> tuple[Status, str]:
        if self._split:
            chosen = next((n for n in self._split if row[n].text and status_of(row[n].text) == "done"), None)
            return (self._split[chosen], self._names[chosen]) if chosen is not None else ("open", "")
        found = [("na" if row[n].struck else status_of(row[n].text), row[n].text) for n in self._status]
        return min(found, key=lambda pair: WORST.index(pair[0]))


def _cells(row: SyntaxTreeNode) -> list[Line]:
    number = (row.map or (0, 0))[0] + 1
    return [joined(lines(inline.token, number)) if (inline := cell.children[0]).token else Line(number, "") for cell in row.children]


def _name(cell: Line) -> str:
    found = marked(cell.text)
    return " ".join((found[2] or cell.text if found else cell.text).lower().replace("*", "").split())
