"""How a process of ours ends before its time: told to by Ctrl-C or a signal, or by a crash of the interpreter's."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
AGAIN = 5.0  # seconds: time enough for an orderly end


class Stopped(KeyboardInterrupt):
    """The signal that came; `code` is the exit code that shells know it by."""

    def __init__(self, number: int) -> None:
        self.code = 128 + number


@contextmanager
def heeded() -> Iterator[None]:
    """Raises Stopped when a signal comes, and until it is heeded: Python drops what is raised while it calls a destructor.

    At a second signal the process ends at once. One that is ignored, or somebody else's, stays so.
    """
    usual: tuple[Any, ...] = (signal.SIG_DFL, signal.default_int_handler)
    able = threading.current_thread() is threading.main_thread()
    numbers = [getattr(signal, name) for name in _NAMES if able and hasattr(signal, name)]
    before = {number: handler for number in numbers if (handler := signal.getsignal(number)) in usual}
    came: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        if came:
            os._exit(128 + number)
        came.append(number)
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


def no_core() -> None:
    """Keeps the memory of a crashed process, which holds the values of secrets, out of core files."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
