"""What stands between a scan and its parsers, which are compiled: they heed no signal, and one that crashes takes its process along.

A command goes on in a fork of the process that it began as. What has had a file for too long is ended by the system, and the fork
with it; the first process knows the file from memory that both see, and begins again without it, warily: what parses such files is
tried in a further fork each time. Where there is no fork, on Windows, a parser has all the time it wants.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import TypeVar

from readylint.stopping import Stopped, end, follow

T = TypeVar("T")
SHARE = 10.0  # seconds of the processor's time for one file; an honest one takes a few tenths of one at most
TRIED = 2.0  # the same, once such a file was met
HEEDED = 10.0  # seconds in which a fork ends that was told to: it may have to be told again (stopping.AGAIN)
DEAF = 2.0  # the same in a parser, where it cannot heed
AGAIN = 20  # files without which a fork is begun
_FAULTS = {getattr(signal, name) for name in ("SIGPROF", "SIGSEGV", "SIGBUS", "SIGABRT", "SIGILL", "SIGFPE") if hasattr(signal, name)}
_PLACES, _ROOM = 64, 1 << 15  # processes at once, and bytes for what each reads


class TooLong(BaseException):
    """A file has had its share. No `except Exception` on the way may take it for something else."""

    def __init__(self, path: str, why: str) -> None:
        self.path, self.why = path, why


class TooMany(Exception):
    """So many files end their parsers that it is no use."""


class _Watch:
    """What the first process and its forks have in common."""

    def __init__(self) -> None:
        import mmap

        self._page = mmap.mmap(-1, _PLACES * _ROOM)
        self.left_out: dict[str, str] = {}
        self.wary: set[str] = set()

    def note(self, kind: str, path: str) -> None:
        """Says what this process does with which file; nothing when it is done."""
        at = os.getpid() % _PLACES * _ROOM
        said = f"{kind}\0{path}\0".encode("utf-8", "surrogatepass")[:_ROOM]
        self._page[at : at + len(said)] = said

    def noted(self, process: int) -> tuple[str, str]:
        """What a process last said."""
        at = process % _PLACES * _ROOM
        kind, path, *_ = self._page[at : at + _ROOM].split(b"\0", 2)
        return kind.decode(), path.decode("utf-8", "surrogatepass")


_watch: _Watch | None = None


def may_fork() -> bool:
    """Whether this process can have a fork that goes on as it does: a fork has none of the other threads."""
    return hasattr(os, "fork") and threading.active_count() == 1


def elsewhere(say: Callable[[str], None]) -> int | None:
    """Goes on in a fork, where this returns None; returns the exit code here, once the fork has ended. When a file ends it, `say` is
    told so and another is begun; what else ends it ends this process in the same way. Raises TooMany."""
    global _watch
    if not may_fork():
        return None
    first = os.getpid()
    while True:
        try:
            _watch = _watch or _Watch()
            fork = os.fork()
        except OSError:  # no process or memory more: this one does it, watched by nobody
            _watch = None
            return None
        if not fork:
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            follow(first)
            return None
        ended = _ended(fork)
        if ended >= 0:
            return ended
        kind, path = _watch.noted(fork)
        if -ended not in _FAULTS or not kind:
            _end_by(-ended)
        if len(_watch.left_out) == AGAIN:
            raise TooMany(f"{AGAIN} files were left out as their parsers hang or crash, and {path} is one more")
        _watch.wary.add(kind)
        _watch.left_out[path] = _why(-ended, SHARE)
        say(f"{path}: {_watch.left_out[path]}; beginning again without it")


def left_out() -> Mapping[str, str]:
    """The files that ended a fork of this command, and how."""
    return _watch.left_out if _watch else MappingProxyType({})


def reads(kind: str, path: str, do: Callable[[], T]) -> T:
    """What something compiled gives of a file. `kind` says what it is, "" that nobody need watch. Raises TooLong."""
    if _watch is None or not path:
        return do()
    if kind in _watch.wary and (ended := _tried(do)):
        raise TooLong(path, _why(ended, TRIED))
    _watch.note(kind, path)
    signal.setitimer(signal.ITIMER_PROF, SHARE)
    try:
        return do()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        _watch.note("", "")


def begin_again(late: TooLong) -> None:
    """Ends this process so that another is begun without the file: for what no rule asked, and so nobody can ask again."""
    if _watch:
        _watch.note("again", late.path)
    _end_by(signal.SIGPROF)


def mourn(process: int, status: int) -> None:
    """Ends this process as a file has ended one that worked for it, so that both are begun again without the file."""
    if _watch and os.WIFSIGNALED(status) and os.WTERMSIG(status) in _FAULTS and (noted := _watch.noted(process))[0]:
        _watch.note(*noted)
        _end_by(os.WTERMSIG(status))


def _tried(do: Callable[[], object]) -> int:
    """The signal that ends a process that does it, 0 when none does."""
    with suppress(OSError):
        fork = os.fork()
        if not fork:
            with suppress(BaseException):  # which is for whoever does it next
                signal.setitimer(signal.ITIMER_PROF, TRIED)
                do()
            os._exit(0)
        return -min(os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1]), 0)
    return 0


def _ended(fork: int) -> int:
    """How a fork ended, which is told of a signal to this process, and has a while to heed it."""
    try:
        return os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1])
    except Stopped as stopped:
        deaf = _watch is not None and _watch.noted(fork)[0]
        ended = end(fork, stopped.code - 128, DEAF if deaf else HEEDED)
        if ended < 0:
            raise
        return ended


def _end_by(number: int) -> None:
    with suppress(OSError):  # some are nobody's to handle
        signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _why(ended: int, share: float) -> str:
    if ended == signal.SIGPROF:
        return f"its parser takes longer than {share:g} seconds: not read"
    return f"its parser crashes ({signal.Signals(ended).name}): not read"
