"""The nurseries of a worker: as many as scans have run at once, each started when it is first needed."""

from __future__ import annotations

import atexit
import errno
import os
import select
import signal
import socket
import struct
import subprocess
import sys
from contextlib import suppress
from typing import Any

import msgspec
from msgspec import Struct

from readylint.fleet.limits import Streams
from readylint.fleet.repository import Asked

STARTED = struct.Struct("=i")  # the process of a scan, which leads a group of its own
ENDED = struct.Struct("=id")  # its exit code, that of a signal below 0, and the CPU seconds that it took
PATIENCE = 60.0  # seconds until a nursery has loaded, on the slowest machine


class Nursery(Struct, frozen=True):
    """A process that forks, and our end of the socket that it listens to: once that is closed, it ends."""

    process: subprocess.Popen[bytes]
    line: socket.socket


_idle: list[Nursery] = []


@atexit.register
def end_all() -> None:
    """Ends the nurseries, and waits until they have."""
    while _idle:
        nursery = _idle.pop()
        nursery.line.close()
        nursery.process.wait()


def forked(asked: Asked, streams: Streams) -> Scan:
    """A scan on its standard streams, in a process of its own. Raises OSError where it cannot be started."""
    while _idle:
        with suppress(OSError):  # that one has died
            return Scan(_idle.pop(), asked, streams)
    return Scan(_started(), asked, streams)


class Scan:
    """A scan that a nursery forks."""

    def __init__(self, nursery: Nursery, asked: Asked, streams: Streams) -> None:
        self._nursery = nursery
        socket.send_fds(nursery.line, [b"+"], streams)
        nursery.line.sendall(msgspec.json.encode(asked) + b"\n")
        self.pid: int = self._told(STARTED)[0]

    def ended(self) -> tuple[int, float] | None:
        """How the scan ended, once it has: as by SIGKILL where its nursery is gone, which alone knows."""
        poll = select.poll()
        poll.register(self._nursery.line, select.POLLIN)
        if not poll.poll(0):
            return None
        try:
            code, seconds = self._told(ENDED)
        except OSError:
            return -signal.SIGKILL, 0.0
        _idle.append(self._nursery)
        return code, seconds

    def _told(self, kind: struct.Struct) -> tuple[Any, ...]:
        answer = self._nursery.line.recv(kind.size, socket.MSG_WAITALL)
        if len(answer) < kind.size:
            raise ConnectionResetError(errno.ECONNRESET, "the process that was to fork it has died")
        return kind.unpack(answer)


def _started() -> Nursery:
    ours, theirs = socket.socketpair()
    with theirs:
        # As many scans run as there are cores: each takes one
        environment = {**os.environ, "READYLINT_CORES": "1"}
        command = [sys.executable, "-m", "readylint.fleet.nursery"]
        process = subprocess.Popen(command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, env=environment, start_new_session=True)
    ours.settimeout(PATIENCE)
    return Nursery(process, ours)
