"""What the runs of a fleet brought: one line a repository, in the order in which they ended.

A run is a file of JSON lines in DIR/runs: what it is first, then a row for each repository as it ends, then that it came to its end.
A line that was torn when the machine stopped counts for nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

T = TypeVar("T")
_LAST = 200  # bytes at the end of a file that hold its last line, if that says when it ended

Outcome: TypeAlias = Literal[
    "scanned", "reused", "timed_out", "out_of_memory", "killed", "crashed", "refused", "not_cloned", "not_a_repository"
]


class Row(Struct, frozen=True):
    """How one repository fared. `repository`: its name, one only in the fleet. `report`: the name of its report in DIR/reports, where
    there is one. `refused`: readylint ran and would not judge it; the reason says why."""

    repository: str
    source: str
    outcome: Outcome
    revision: str = ""
    reason: str = ""
    report: str | None = None
    seconds: float = 0
    cpu_seconds: float = 0
    peak_bytes: int = 0
    host: str = ""


class Run(Struct, frozen=True):
    """A run. `run`: its name, when it began. `policy`: the options that every scan was given. `asked`: a digest of all that
    was asked for; `ended`: "" where it was cut short."""

    run: str
    begun: str
    tool: str
    policy: tuple[str, ...]
    sources: int
    asked: str = ""
    ended: str = ""


class _End(Struct):
    """The last line of a run that came to its end."""

    ended: str


def runs(folder: Path) -> tuple[Run, ...]:
    """The runs of a fleet, oldest first."""
    return tuple(run for path in sorted((folder / "runs").glob("*.jsonl")) if (run := _run(path)))


def rows(folder: Path, run: str) -> tuple[Row, ...]:
    """The rows of a run, in the order in which the repositories ended."""
    with (folder / "runs" / f"{run}.jsonl").open("rb") as file:
        found = (read(line, Row) for line in file)
        return tuple({row.repository: row for row in found if row}.values())


def _run(path: Path) -> Run | None:
    with path.open("rb") as file:
        run = read(file.readline(), Run)
        file.seek(max(path.stat().st_size - _LAST, 0))
        end = read(file.read().rstrip(b"\n").rpartition(b"\n")[2], _End)
    return replace(run, ended=end.ended) if run and end else run


def read(text: bytes, kind: type[T]) -> T | None:
    """What JSON says; None where it was cut short, or is of another kind."""
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.MsgspecError:
        return None
