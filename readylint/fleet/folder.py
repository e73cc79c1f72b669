"""The folder of a fleet, while a scan writes to it.

A report is written whole or not at all; a row is one line more of the run's file. So whatever is killed when, what stands there counts.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from readylint.fleet.repository import digest
from readylint.fleet.runs import Row, Run, rows, runs

MARK, FORMAT = "readylint-fleet.json", {"format": 1}
REMEMBERED = 5  # runs whose reports may be used again
CONTINUED = timedelta(days=1)  # how old a run that was cut short may be, to be continued


class WrongFolder(Exception):
    """A folder cannot be that of a fleet, or not now: why."""


def prepared(folder: Path) -> None:
    """Makes the folder of a fleet, or finds that it is one. Raises WrongFolder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark = folder / MARK
        if not mark.exists():
            if any(folder.iterdir()):
                raise WrongFolder(f"{folder} holds something else: name an empty folder, or that of a fleet")
            mark.write_bytes(msgspec.json.encode(FORMAT))
        if msgspec.json.decode(mark.read_bytes()) != FORMAT:
            raise WrongFolder(f"{folder} is in the format of another readylint")
        for name in ("reports", "runs", "logs"):
            (folder / name).mkdir(exist_ok=True)
    except (OSError, msgspec.DecodeError) as error:
        raise WrongFolder(f"{folder} cannot be used: {getattr(error, 'strerror', None) or f'{MARK} is no JSON'}") from error


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the folder for one scan. Raises WrongFolder while another has it. The lock ends with the process, however that ends."""
    import fcntl

    with (folder / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            raise WrongFolder(f"another scan writes to {folder} ({lock.read(200)}): wait for it, or name another folder") from error
        lock.truncate(0)
        lock.write(f"process {os.getpid()} on {socket.gethostname()}")
        lock.flush()
        yield


class Journal:
    """A run as it is written."""

    def __init__(self, folder: Path, run: Run, done: tuple[Row, ...], file: IO[bytes]) -> None:
        self.run, self.done = run, done
        self._folder, self._file = folder, file

    def add(self, row: Row, report: bytes, log: str) -> None:
        """A repository has come to its end."""
        if row.report and report:
            _store(self._folder / "reports" / f"{row.report}.json", report)
        if log:
            _store(self._folder / "logs" / _file_name(row.repository), log.encode("utf-8", "replace"))
        self._line(row)

    def end(self) -> None:
        """The run has come to its end."""
        self._line(_Ended(_now().isoformat(timespec="seconds")))

    def _line(self, said: Struct) -> None:
        self._file.write(msgspec.json.encode(said) + b"\n")
        self._file.flush()


class _Ended(Struct):
    ended: str


@contextlib.contextmanager
def journal(folder: Path, tool: str, policy: tuple[str, ...], names: tuple[str, ...]) -> Iterator[Journal]:
    """The run to write to: the last one where it was asked for like this and cut short, else a new one."""
    asked = digest(tool, *policy, "", *sorted(names))
    last = next(iter(runs(folder)[-1:]), None)
    begun = _now()
    if last and not last.ended and last.asked == asked and begun - datetime.fromisoformat(last.begun) < CONTINUED:
        path = _path(folder, last.run)
        with path.open("r+b") as file:
            file.truncate(file.read().rfind(b"\n") + 1)  # the line that was being written
            file.seek(0, os.SEEK_END)
            yield Journal(folder, last, rows(folder, last.run), file)
        return
    run = Run(_new_name(folder, begun), begun.isoformat(timespec="seconds"), tool, policy, len(names), asked=asked)
    with _path(folder, run.run).open("xb") as file:
        made = Journal(folder, run, (), file)
        made._line(run)
        yield made


def known(folder: Path, policy: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The reports that there are of each repository, by the last runs under a policy."""
    alike = [run for run in runs(folder) if run.policy == policy][-REMEMBERED:]
    there = {path.stem for path in (folder / "reports").iterdir()}
    found: dict[str, tuple[str, ...]] = {}
    for row in (row for run in alike for row in rows(folder, run.run)):
        if row.report in there and row.report not in found.get(row.repository, ()):
            found[row.repository] = (*found.get(row.repository, ()), row.report)
    return found


def _new_name(folder: Path, begun: datetime) -> str:
    """The second in which a run begins, or the next one that is free."""
    while _path(folder, name := begun.strftime("%Y%m%dT%H%M%SZ")).exists():
        begun += timedelta(seconds=1)
    return name


def _path(folder: Path, run: str) -> Path:
    return folder / "runs" / f"{run}.jsonl"


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _file_name(repository: str) -> str:
    """A file name for a repository that no name of one can lead astray."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", repository)[:100].lstrip(".")
    return f"{plain}.log" if plain == repository else f"{plain}-{digest(repository)[:8]}.log"


def _store(path: Path, data: bytes) -> None:
    new = path.with_suffix(".new")  # one scan writes at a time: it holds the lock
    with new.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
