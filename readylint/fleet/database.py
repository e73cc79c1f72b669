"""The tables of a fleet, opened for questions: nothing that is asked can write, or read any other file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readylint.fleet.columns import OF_REPORTS, Report, Repository, columns
from readylint.fleet.runs import Run, runs
from readylint.fleet.tables import connect, literal, parquet, refresh
from readylint.usage import UsageError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Fleet:
    """An open fleet. `run` is the one whose tables have plain names; those of all runs are in the schema `history`."""

    def __init__(self, folder: str, run: str = "") -> None:
        self.folder = Path(folder).absolute()
        if not (self.folder / "readylint-fleet.json").is_file():
            raise UsageError(f"{folder} is no folder of a fleet: `readylint fleet scan SOURCE -o DIR` makes one, --fleet DIR names it")
        self.runs = runs(self.folder)
        self.run = self.find(run)
        with self._told():
            refresh(self.folder)
            self._database = _opened(self.folder / "tables", self.runs, self.run)

    def find(self, name: str) -> Run:
        """A run by its name or the beginning of it; "" is the last one."""
        found = [run for run in self.runs if run.run.startswith(name)]
        if not found or (name and len(found) > 1 and found[0].run != name):
            known = ", ".join(run.run for run in self.runs[-10:]) or "none"
            raise UsageError(f"{'no run' if not found else 'more than one run'} {name!r} in {self.folder}; there are: {known}")
        return found[0] if name else found[-1]

    def rows(self, sql: str, **values: object) -> list[tuple[Any, ...]]:
        """What a question of our own answers."""
        with self._told():
            return self._database.execute(sql, values).fetchall()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong with the tables is the disk's doing, or that of another process that made them anew: no bug, but to be told."""
        import duckdb

        try:
            yield
        except (OSError, duckdb.Error) as error:
            raise UsageError(f"the tables in {self.folder / 'tables'}: {error}") from error

    def query(self, sql: str) -> DuckDBPyConnection:
        """What somebody's question answers: one that only reads, and only the tables."""
        import duckdb

        try:
            statements = self._database.extract_statements(sql)
            if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
                raise UsageError("one SELECT is wanted, or FROM, WITH, DESCRIBE, SUMMARIZE, SHOW TABLES: the tables are only read")
            return self._database.execute(statements[0])
        except duckdb.Error as error:
            raise UsageError(f"SQL: {error}") from error


def _opened(tables: Path, all_runs: tuple[Run, ...], run: Run) -> DuckDBPyConnection:
    database = connect(tables)
    whole = {name: parquet(tables / name, columns(kind)) for name, kind in OF_REPORTS.items()}
    repositories = parquet(tables / "repositories", columns(Repository) | columns(Report))
    database.execute("CREATE SCHEMA history")
    database.execute(f"CREATE VIEW history.repositories AS SELECT * FROM {repositories}")
    database.execute(f"CREATE VIEW repositories AS SELECT * FROM history.repositories WHERE run = {literal(run.run)}")
    for name in ("services", "items", "findings"):
        joined = f"(SELECT run, report FROM history.repositories) JOIN {whole[name]} USING (report)"
        database.execute(f"CREATE VIEW history.{name} AS SELECT * FROM {joined}")
        database.execute(f"CREATE VIEW {name} AS SELECT * FROM {whole[name]} WHERE report IN (SELECT report FROM repositories)")
    database.execute("CREATE TABLE runs (run VARCHAR, begun VARCHAR, ended VARCHAR, tool VARCHAR, policy VARCHAR[], sources BIGINT)")
    of_runs = [(r.run, r.begun, r.ended or None, r.tool, list(r.policy), r.sources) for r in all_runs]
    database.executemany("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?)", of_runs)
    for locked in (f"allowed_directories = [{literal(tables)}]", "enable_external_access = false", "lock_configuration = true"):
        database.execute(f"SET {locked}")
    return database
