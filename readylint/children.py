"""The git processes of a scan: listened to with a patience that ends, and none of them left behind.

A git that says nothing for a long time hangs: on a dead network drive, say, or stopped. It is ended, and what it leaves is what a git
that died leaves. Where pipes cannot be waited for with a limit, on Windows for one, git has all the time it wants.
"""

from __future__ import annotations

import contextlib
import io
import os
import selectors
import subprocess
from collections.abc import Iterator
from typing import Any
from weakref import WeakSet

SILENCE = 600.0  # seconds; counting the commits of the largest histories takes one tenth of it on a slow disk, without a word
AGAIN = 5.0  # what is left of it for the others once one has hung
_ABLE = os.name == "posix"
_running: WeakSet[subprocess.Popen[bytes]] = WeakSet()


def attended(child: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
    """A process that ends with this one, and whose output ends when it falls silent."""
    _running.add(child)
    if _ABLE and child.stdout:
        child.stdout = io.BufferedReader(_Listening(child, child.stdout), 1 << 16)
    return child


def heard(child: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """All that a process prints, and what it says of itself."""
    said: list[bytes] = []
    return b"".join(parts(child, said)), b"".join(said)


def parts(child: subprocess.Popen[bytes], said: list[bytes]) -> Iterator[bytes]:
    """What a process prints, as it comes; `said` takes in what it says of itself."""
    if not _ABLE:
        out, err = child.communicate()
        said.append(err)
        yield out
        return
    with child, needed(child), selectors.DefaultSelector() as pipes:
        for pipe in filter(None, (child.stdout, child.stderr)):
            pipes.register(pipe, selectors.EVENT_READ)
        while pipes.get_map():
            for key in _speaking(child, pipes):
                part = os.read(key.fd, 1 << 16)
                if not part:
                    pipes.unregister(key.fileobj)
                elif key.fileobj is child.stderr:
                    said.append(part)
                else:
                    yield part


@contextlib.contextmanager
def needed(child: subprocess.Popen[bytes]) -> Iterator[None]:
    """Ends a process when whoever listens is interrupted, or gone, who would wait for one that hangs."""
    try:
        yield
    except BaseException:
        child.kill()
        raise


def end_all() -> None:
    """Ends what still runs."""
    for child in list(_running):
        child.kill()


class _Listening(io.RawIOBase):
    """The output of a process, which ends when it falls silent."""

    def __init__(self, child: subprocess.Popen[bytes], pipe: Any) -> None:
        self._child, self._pipe = child, pipe
        self._one = selectors.DefaultSelector()
        self._one.register(pipe, selectors.EVENT_READ)

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        number: int = self._pipe.fileno()
        return number

    def readinto(self, into: Any) -> int:
        _speaking(self._child, self._one)
        read: int = self._pipe.raw.readinto(into)
        return read

    def close(self) -> None:
        if not self.closed:
            self._one.close()
            self._pipe.close()
        super().close()


def _speaking(child: subprocess.Popen[bytes], pipes: selectors.BaseSelector) -> list[selectors.SelectorKey]:
    """The pipes that have something to read, or are at their end."""
    global SILENCE
    ready = pipes.select(SILENCE)
    if not ready:
        SILENCE = AGAIN
        child.kill()
    return [key for key, _ in ready]
