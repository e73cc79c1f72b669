"""How long one file may keep a scan. Every second of its processor's time a scan looks which file it is reading: one that has had its
share is left out, named under coverage, and what was being asked of it is asked again.

It takes the main thread of a system with timers: elsewhere, on Windows for one, every file has all the time it wants.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

from readylint.fact import Facts
from readylint.facts.code import Source
from readylint.facts.documents import Document
from readylint.facts.files import File, Files
from readylint.watched import TooLong

T = TypeVar("T")
SHARE = 30.0  # seconds of the processor's time; an honest file takes a few hundredths of one
OFTEN = 1.0


class Patience:
    """Watches over one scan, in a `with`."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._had: Counter[str] = Counter()
        self._left_out: set[str] = set()
        self._process = 0
        self._able = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()

    def __enter__(self) -> Patience:
        if self._able:
            self._before: Any = signal.signal(signal.SIGVTALRM, self._look)
        return self

    def __exit__(self, *_: object) -> None:
        if self._able:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, self._before)

    def with_(self, do: Callable[[], T]) -> T:
        """What a function gives; it is called again whenever a file that it took too long with is left out."""
        self._begin()
        while True:
            try:
                return do()
            except TooLong as late:
                self._leave_out(late)

    def _begin(self) -> None:
        if self._able and self._process != os.getpid():  # a forked process has no timer
            self._process, self._seen = os.getpid(), time.process_time()
            signal.setitimer(signal.ITIMER_VIRTUAL, OFTEN, OFTEN)

    def _look(self, _: int, frame: FrameType | None) -> None:
        path, now = _read_in(frame), time.process_time()
        self._had[path] += now - self._seen  # type: ignore[assignment]
        self._seen = now
        if path and self._had[path] >= SHARE:
            if path in self._left_out:  # it is not the file's text, so the rule is given up
                raise TimeoutError
            raise TooLong(path, f"took longer than {SHARE:g} seconds: not read")

    def _leave_out(self, late: TooLong) -> None:
        self._had[late.path] = 0
        self._left_out.add(late.path)
        self._facts.get(Files).leave_out(late.path, late.why)


def _read_in(frame: FrameType | None) -> str:
    """The path of the file that the innermost function speaks of, "" when none does."""
    while frame:
        for value in list(frame.f_locals.values()):
            if isinstance(value, (File, Source, Document)) and (path := getattr(value, "path", "")):  # one being made has none yet
                return str(path)
        frame = frame.f_back
    return ""
