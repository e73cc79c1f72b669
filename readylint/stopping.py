"""How a process of ours ends before its time: told to by Ctrl-C or a signal, or by a crash of the interpreter's."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
AGAIN = 5.0  # seconds: time enough for an orderly end
ONCE = 0.5  # seconds in which a signal is the same one: a terminal tells all its processes, and one that waits for another tells it too


class Stopped(KeyboardInterrupt):
    """The signal that came; `code` is the exit code that shells know it by."""

    def __init__(self, number: int) -> None:
        self.code = 128 + number


@contextmanager
def heeded() -> Iterator[None]:
    """Raises Stopped when a signal comes, and until it is heeded: Python drops what is raised while it calls a destructor.

    At a second signal, a little later, the process ends at once. One that is ignored, or somebody else's, stays so.
    """
    usual: tuple[Any, ...] = (signal.SIG_DFL, signal.default_int_handler)
    able = threading.current_thread() is threading.main_thread()
    numbers = [getattr(signal, name) for name in _NAMES if able and hasattr(signal, name)]
    before = {number: handler for number in numbers if (handler := signal.getsignal(number)) in usual}
    came: list[float] = []

    def stop(number: int, _: FrameType | None) -> None:
        if came and time.monotonic() < came[0] + ONCE:
            return
        if came:
            os._exit(128 + number)
        came.append(time.monotonic())
        _insist(number)
        raise Stopped(number)

    try:
        for number in before:
            signal.signal(number, stop)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if came and hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


def _insist(came: int) -> None:
    """Raises Stopped over and over, where the system has timers."""

    def again(_number: int, _frame: FrameType | None) -> None:
        raise Stopped(came)

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, again)
        signal.setitimer(signal.ITIMER_REAL, AGAIN, AGAIN)


def follow(first: int) -> None:
    """Ends this process when the first one is gone, which may have been killed."""

    def look(_number: int, _frame: FrameType | None) -> None:
        if os.getppid() != first:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 0.2, 0.2)


def end(child: int, number: int, patience: float) -> int:
    """Tells a process of ours to end by a signal, and ends it when it has not done so in that many seconds. Returns how it ended, as
    `subprocess` says it."""
    os.kill(child, number)
    until = time.monotonic() + patience
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def no_core() -> None:
    """Keeps the memory of a crashed process, which holds the values of secrets, out of core files."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
