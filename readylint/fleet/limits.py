"""A program that comes to an end: within a time and a memory, with all that it started, and with whoever started it."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, Literal, Protocol, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from psutil import Process

TICK = 0.2  # seconds between two looks at what a program holds
LISTED = 5  # looks for which it is taken to have the same children: to list them costs a look at every process of the machine
SAID = 64 << 10  # bytes of what a program said to standard error: its end

_STOPPED = threading.Event()

Broken: TypeAlias = Literal["", "time", "memory"]
Streams: TypeAlias = tuple[int, int, int]  # standard input, output and error, for a program to be started with


class Limits(Struct, frozen=True):
    """What a program may take: seconds of the clock, bytes of memory with all that it starts."""

    seconds: float
    memory: int

    def said(self, broken: Broken) -> str:
        """A limit in words."""
        return f"{self.seconds:g} seconds" if broken == "time" else f"{self.memory / (1 << 20):g} MB of memory"


class Ended(Struct, frozen=True):
    """How a program ended. `broken`: the limit that it ran into; `code`: its exit code, that of a signal below 0; `said`: the end of
    what it said to standard error; `peak_bytes`: the most that it was seen to hold, 0 where it ended before anybody looked."""

    code: int
    broken: Broken
    output: bytes
    said: str
    seconds: float
    cpu_seconds: float
    peak_bytes: int


class Program(Protocol):
    """What runs, and leads a process group of its own."""

    pid: int

    def ended(self) -> tuple[int, float] | None:
        """Its exit code, that of a signal below 0, and the CPU seconds that it took, once it has ended; then it is not asked again."""


def run_within(limits: Limits, command: Sequence[str], environment: Mapping[str, str] | None = None) -> Ended:
    """Runs a command in a process group of its own, and ends the group. Raises OSError where it cannot be started."""
    return watched(limits, partial(_Command, command, environment))


def watched(limits: Limits, start: Callable[[Streams], Program]) -> Ended:
    """Starts a program on its standard streams, and ends its process group. Raises OSError where it cannot be started."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as output, _pipe() as (silent, _), _pipe() as (heard, error):
        program = start((silent.fileno(), output.fileno(), error.fileno()))
        error.close()
        _end_with_us(silent.fileno(), program.pid)
        watch = _Watch(program, heard.fileno(), limits, began)
        try:
            watch.until_it_ends()
        finally:
            watch.end()
        output.seek(0)
        said, seconds = watch.said.decode("utf-8", "replace"), time.monotonic() - began
        return Ended(watch.code or 0, watch.broken, output.read(), said, seconds, watch.cpu_seconds, watch.peak)


def end_all() -> None:
    """Ends what runs, and what would begin after it, since nobody waits for it any more."""
    _STOPPED.set()


@contextlib.contextmanager
def _pipe() -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """A pipe. Its writing end closes when this process ends, however it does."""
    read, write = os.pipe()
    with os.fdopen(read, "rb", 0) as reading, os.fdopen(write, "wb", 0) as writing:
        yield reading, writing


def _end_with_us(read: int, group: int) -> None:
    """Has the kernel kill the group when the writing end of its standard input, to which nobody writes, closes. Only Linux can."""
    with contextlib.suppress(ImportError, AttributeError, ProcessLookupError):
        import fcntl

        fcntl.fcntl(read, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(read, fcntl.F_SETOWN, -group)
        fcntl.fcntl(read, fcntl.F_SETFL, os.O_ASYNC)


class _Command:
    """A program that is started by its command."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None, streams: Streams) -> None:
        stdin, stdout, stderr = streams
        self._started = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=stderr, env=environment, start_new_session=True)
        self.pid = self._started.pid

    def ended(self) -> tuple[int, float] | None:
        pid, status, usage = os.wait4(self.pid, os.WNOHANG)
        if not pid:
            return None
        self._started.returncode = os.waitstatus_to_exitcode(status)
        return self._started.returncode, usage.ru_utime + usage.ru_stime


class _Watch:
    """A program that runs, and what it takes."""

    def __init__(self, program: Program, stderr: int, limits: Limits, began: float) -> None:
        self._program, self._limits, self._began = program, limits, began
        self.code: int | None = None
        self.broken: Broken = ""
        self.said = b""
        self.peak = 0
        self.cpu_seconds = 0.0
        self._stderr, self._open = stderr, True
        self._looks = 0
        self._family: list[Process] = []

    def until_it_ends(self) -> None:
        """Returns when it ended, or was ended since it ran into a limit."""
        looked = self._began
        while not self._reaped():
            if _STOPPED.is_set():
                self._kill()
            if not self._open:
                time.sleep(0.001)  # it closes standard error as it ends
            elif self._speaks(TICK):
                self._listen()
            if time.monotonic() - looked >= TICK:
                looked = time.monotonic()
                self.broken = self.broken or self._over()
                if self.broken:
                    self._kill()
        while self._open and self._speaks(0):
            self._listen()

    def _speaks(self, seconds: float) -> bool:
        """Whether it says something, or closes standard error, within some seconds."""
        poll = select.poll()
        poll.register(self._stderr, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def _listen(self) -> None:
        data = os.read(self._stderr, 1 << 16)
        self.said, self._open = (self.said + data)[-SAID:], bool(data)

    def end(self) -> None:
        """Leaves nothing behind."""
        self._kill()
        while not self._reaped():
            time.sleep(0.001)

    def _over(self) -> Broken:
        if time.monotonic() - self._began > self._limits.seconds:
            return "time"
        held = self._held()
        self.peak = max(self.peak, held)
        return "memory" if held > self._limits.memory else ""

    def _held(self) -> int:
        """What it and its children hold. Pages that they share are counted once where it matters, since that costs more."""
        if self._looks % LISTED == 0:
            self._family = _family(self._program.pid)
        self._looks += 1
        held = sum(_bytes(one, lambda p: p.memory_info().rss) for one in self._family)
        if held <= self._limits.memory:
            return held
        return sum(_bytes(one, lambda p: getattr(p.memory_full_info(), "pss", 0)) for one in self._family) or held

    def _reaped(self) -> bool:
        if self.code is None and (ended := self._program.ended()):
            self.code, self.cpu_seconds = ended
        return self.code is not None

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS says the latter of what has ended
            os.killpg(self._program.pid, signal.SIGKILL)


def _family(pid: int) -> list[Process]:
    import psutil

    with contextlib.suppress(psutil.Error):
        return [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return []


def _bytes(process: Process, measure: Callable[[Process], int]) -> int:
    import psutil

    try:
        return measure(process)
    except psutil.Error:  # it has ended
        return 0
