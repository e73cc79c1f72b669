"""DIR/tables: what the runs and the reports of a fleet say, as Parquet. Made from them at any time, and thrown away at will.

A table is a folder of parts. A part of the repositories is a run; of the other tables it is a thousand reports, in the order in which the
runs first brought them. Its name has a digest of what it is made from: a part that is there is not made again, and one that nothing
asks for any more is taken away.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from readylint.fleet import flattening
from readylint.fleet.columns import OF_REPORTS, Report, Repository, columns
from readylint.fleet.runs import Row, rows, runs
from readylint.terminal import log

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FORMAT = 1  # of the tables: with another number everything is made anew
AT_ONCE = 1_000  # reports in a part: what is held on disk and in memory while it is made, however large the fleet
LONGEST = 1_000_000  # bytes of a row
MEMORY = "512MB"  # for the database, beside what Python has
NAMES = ("repositories", *OF_REPORTS)


class Part(Struct, frozen=True):
    """A part of the tables of reports: of each report its key and its repository."""

    name: str
    reports: tuple[tuple[str, str], ...]


def refresh(folder: Path) -> None:
    """Makes what is missing of the tables, and takes away what is of no use any more, one process at a time."""
    import fcntl

    tables, known = folder / "tables", [run.run for run in runs(folder)]
    for name in NAMES:
        (tables / name).mkdir(parents=True, exist_ok=True)
    with (tables / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _keep([tables / name for name in OF_REPORTS], set(_reports(folder, known)))
        _keep([tables / "repositories"], set(_repositories(folder, known)))


def _keep(tables: Iterable[Path], kept: set[str]) -> None:
    for stale in [path for table in tables for path in table.iterdir() if path.name not in kept]:
        stale.unlink()


def _reports(folder: Path, known: Iterable[str]) -> Iterator[str]:
    """The parts of the tables of reports; those that were missing are made."""
    seen = set[str]()
    for run in known:
        for part in _parts(run, rows(folder, run), seen):
            if not all((folder / "tables" / name / part.name).exists() for name in OF_REPORTS):
                _make_reports(folder, part)
            yield part.name


def _repositories(folder: Path, known: Iterable[str]) -> Iterator[str]:
    """The parts of the table of repositories; those that were missing are made."""
    for run in known:
        of_run = [Repository(run, **asdict(row)) for row in sorted(rows(folder, run), key=lambda row: row.repository)]
        name = _name(run, 0, of_run)
        if not (folder / "tables" / "repositories" / name).exists():
            _make_repositories(folder / "tables", name, of_run)
        yield name


def _parts(run: str, of_run: Iterable[Row], seen: set[str]) -> Iterator[Part]:
    """The reports that a run was the first to bring."""
    new = {row.report: row.repository for row in of_run if row.report and row.report not in seen}
    seen.update(new)
    reports, number = iter(new.items()), 0
    while some := tuple(islice(reports, AT_ONCE)):
        number += 1
        yield Part(_name(run, number, some), some)


def _name(run: str, number: int, made_from: object) -> str:
    digest = hashlib.sha256(msgspec.json.encode([FORMAT, made_from])).hexdigest()[:16]
    return f"{run}-{number:04}-{digest}.parquet"


def _make_reports(folder: Path, part: Part) -> None:
    with tempfile.TemporaryDirectory(prefix="readylint-") as scratch:
        with ExitStack() as stack:
            lines = {name: stack.enter_context(Path(scratch, name).open("wb")) for name in OF_REPORTS}
            for key, repository in part.reports:
                for name, made in _rows(folder / "reports" / f"{key}.json", repository).items():
                    lines[name].write(made)
        for name, kind in OF_REPORTS.items():
            _write(folder / "tables" / name / part.name, f"SELECT * FROM {_lines(Path(scratch, name), kind)}")


def _rows(path: Path, repository: str) -> dict[str, bytes]:
    """The rows of a report for each table, as JSON lines; none of one that cannot be read, which costs no other its rows."""
    encode = msgspec.json.Encoder().encode_lines
    try:
        report = flattening.DECODER.decode(path.read_bytes())
        made = {name: encode(rows) for name, rows in flattening.tables(path.stem, repository, report).items()}
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, ValueError) as error:
        log(f"{path}: not in the tables: {error}")
        return {}
    if any(len(line) > LONGEST for lines in made.values() for line in lines.split(b"\n")):
        log(f"{path}: not in the tables: a row of more than {LONGEST:,} bytes")
        return {}
    return made


def _make_repositories(tables: Path, name: str, of_run: Iterable[Repository]) -> None:
    with tempfile.NamedTemporaryFile(prefix="readylint-", delete=False) as file:
        file.write(msgspec.json.Encoder().encode_lines(of_run))
    try:
        joined = f"{_lines(Path(file.name), Repository)} LEFT JOIN {parquet(tables / 'reports', columns(Report))} USING (report)"
        _write(tables / "repositories" / name, f"SELECT * FROM {joined} ORDER BY repository")
    finally:
        os.unlink(file.name)


def _write(to: Path, select: str) -> None:
    """A part, whole or not at all."""
    made = to.with_suffix(".making")
    with connect(to.parent.parent) as database:
        database.execute(f"COPY ({select}) TO {literal(made)} (FORMAT parquet, COMPRESSION zstd)")
    made.replace(to)


def connect(tables: Path) -> DuckDBPyConnection:
    """A database in memory that fetches no extensions; what does not fit into memory it writes to a folder beside the tables."""
    import duckdb

    never = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    return duckdb.connect(config={**never, "memory_limit": MEMORY, "temp_directory": str(tables / "spilled")})


def _lines(path: Path, kind: type[Struct]) -> str:
    """The rows of a file of JSON lines, in SQL."""
    types = ", ".join(f"{name}: '{sql}'" for name, sql in columns(kind).items())
    return f"read_json({literal(path)}, format = 'newline_delimited', columns = {{{types}}})"


def parquet(table: Path, types: Mapping[str, str]) -> str:
    """The parts of a table, in SQL; without any, an empty one."""
    parts = ", ".join(map(literal, sorted(table.glob("*.parquet"))))
    empty = ", ".join(f'NULL::{sql} AS "{name}"' for name, sql in types.items())
    return f"read_parquet([{parts}])" if parts else f"(SELECT {empty} WHERE false)"


def literal(text: object) -> str:
    """A text in SQL."""
    return "'" + str(text).replace("'", "''") + "'"
