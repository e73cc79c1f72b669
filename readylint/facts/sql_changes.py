"""What SQL changes of a schema or its rows, statement by statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct

from readylint.knowledge import regex
from readylint.model import Location

Kind = Literal[
    "create_table",
    "drop_table",
    "rename_table",
    "drop_column",
    "rename_column",
    "alter_column",
    "change_type",
    "set_not_null",
    "delete_rows",
    "rewrite_rows",
]
BREAKING = frozenset(
    {"drop_table", "rename_table", "drop_column", "rename_column", "change_type", "set_not_null", "delete_rows", "rewrite_rows"}
)
Reverse = Literal["step", "automatic", "empty", "raises"]
State = Literal["works", "empty", "raises"]


class Operation(Struct, frozen=True):
    """One change of schema or rows. `reverse`: how it is undone: by the down step, by itself, by nothing, or not at all."""

    kind: Kind
    text: str
    at: Location
    reverse: Reverse = "step"

    @property
    def breaks(self) -> bool:
        """Whether code of the release before can meet a schema, or lack rows, that it does not know."""
        return self.kind in BREAKING


class Step(Struct, frozen=True):
    """One direction of a migration: its operations, and whether it does anything."""

    operations: tuple[Operation, ...]
    state: State
    at: Location
    text: str = ""


_NAME = r"[\"`\[]?[\w.$]+[\"`\]]?(?:\.[\"`\[]?\w+[\"`\]]?)*"
_STATEMENT = regex(
    rf"(?P<create_table>\bCREATE\s+(?:TEMP(?:ORARY)?\s+|UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?P<made>{_NAME}))"
    rf"|(?P<drop_table>\bDROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?P<gone>{_NAME}))"
    rf"|(?P<rename_table>\bRENAME\s+TABLE\s+{_NAME})"
    rf"|(?P<delete_rows>\bDELETE\s+FROM\s+(?P<emptied>{_NAME})|\bTRUNCATE\s+(?:TABLE\s+)?{_NAME}(?=\s*(?:;|['\"`]|$|CASCADE|RESTART)))"
    rf"|(?P<alter>\bALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?(?P<altered>{_NAME})(?P<actions>[^;]{{0,3000}}?)(?=;"
    rf"|\bALTER\s+TABLE\b|\Z))",
    re.IGNORECASE,
)
_NOT_COLUMN = (
    r"(?!CONSTRAINT\b|INDEX\b|KEY\b|PRIMARY\b|FOREIGN\b|DEFAULT\b|NOT\b|IDENTITY\b|EXPRESSION\b|CHECK\b|PARTITION\b|TABLE\b|TYPE\b"
    r"|VIEW\b|IF\b|COLUMN\b|SEQUENCE\b|TRIGGER\b|FUNCTION\b|POLICY\b|UNIQUE\b)"
)
_ACTION = regex(
    rf"(?P<drop_column>\bDROP\s+(?:COLUMN\s+(?:IF\s+EXISTS\s+)?|IF\s+EXISTS\s+)?{_NOT_COLUMN}{_NAME})"
    rf"|(?P<rename_table>\bRENAME\s+(?:TO|AS)\s+{_NAME})"
    rf"|(?P<rename_column>\bRENAME\s+(?:COLUMN\s+)?(?!CONSTRAINT\b|INDEX\b|KEY\b|TO\b){_NAME}\s+TO\b"
    rf"|\bCHANGE\s+(?:COLUMN\s+)?(?P<was>{_NAME})\s+(?!(?P=was)\s){_NAME})"
    rf"|(?P<change_type>\bCHANGE\s+(?:COLUMN\s+)?{_NAME}\s+{_NAME}|\bALTER\s+(?:COLUMN\s+)?{_NAME}\s+(?:SET\s+DATA\s+)?TYPE\b|\bMODIFY\s+(?:COLUMN\s+)?{_NAME})"
    rf"|(?P<set_not_null>\bALTER\s+(?:COLUMN\s+)?{_NAME}\s+SET\s+NOT\s+NULL\b|\bADD\s+(?:COLUMN\s+)?(?!CONSTRAINT\b"
    rf"|CHECK\b){_NAME}\s+\w+(?:\([\d, ]*\))?[^,;()]*?\bNOT\s+NULL\b(?!(?:[^,;()]|\((?:[^()]|\([^()]*\))*\))*\bDEFAULT\b))",
    re.IGNORECASE,
)
_GIVEN = regex(rf"\bADD\s+(?:COLUMN\s+)?(?P<column>{_NAME})\s[^,;]{{0,200}}?\bDEFAULT\b", re.IGNORECASE)
_REQUIRED = regex(rf"\bALTER\s+(?:COLUMN\s+)?(?P<column>{_NAME})\s+SET\b", re.IGNORECASE)

# what a function or procedure does when it is called, which the step only writes down
_ROUTINE = regex(
    r"\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE)\b(?:(?!\bAS\s)[^;$]){0,4000}\bAS\s+(?P<quote>\$\w{0,40}\$)[\s\S]*?(?P=quote)",
    re.IGNORECASE,
)


def of_sql(text: str, place: Any, base: int = 0) -> Iterator[Operation]:
    """The operations of SQL, comments blanked; those on tables that it makes itself are left out."""
    made: set[str] = set()
    given: set[tuple[str, str]] = set()  # columns that it adds with a default: whoever leaves them out need not know them
    for match in _STATEMENT.finditer(_ROUTINE.sub(_blank, text)):
        kind = next(k for k in ("create_table", "drop_table", "rename_table", "delete_rows", "alter") if match[k])
        subject = bare(match["made"] or match["gone"] or match["emptied"] or match["altered"] or "")
        if kind == "create_table":
            made.add(subject)
        if kind == "alter" and subject not in made:
            given.update((subject, bare(m["column"])) for m in _GIVEN.finditer(match["actions"]))
            for action in _ACTION.finditer(match["actions"]):
                # GENERATED columns and defaults in front of NOT NULL make a column that old code may leave out
                if action.lastgroup == "set_not_null" and re.search(r"\bDEFAULT\b|\bGENERATED\b|SERIAL", action[0], re.IGNORECASE):
                    continue
                if (required := _REQUIRED.match(action[0])) and (subject, bare(required["column"])) in given:
                    continue
                yield Operation(action.lastgroup, short(action[0]), place(base + match.start("actions") + action.start()))  # type: ignore[arg-type]
        elif kind != "alter" and (kind == "create_table" or subject not in made):
            yield Operation(kind, short(match[0]), place(base + match.start()))  # type: ignore[arg-type]


def _blank(routine: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", routine[0])


def bare(name: str) -> str:
    """A table's name without quotes and schema."""
    return re.sub(r"[\"`\[\]]", "", name).rpartition(".")[2].lower()


def short(text: str) -> str:
    """A text in one line, cut."""
    return re.sub(r"\s+", " ", text).strip()[:80]
