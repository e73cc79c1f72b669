"""A process that has loaded what a scan needs, and forks one for each repository: to load it anew would cost each a quarter of a second.

It holds nothing of any repository, and nothing that a scan does comes back to it but how it ended. Its standard input is a socket, on
which it is handed the standard streams of a scan, then a line of JSON that says which. It answers with the process, then with its end.
"""

from __future__ import annotations

import gc
import os
import socket
import sys

if __name__ == "__main__" and sys.path[0] in ("", os.getcwd()):  # as in readylint's own __main__
    del sys.path[0]

from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

import msgspec

from readylint import patterns
from readylint.cli import process
from readylint.fleet.child import judged
from readylint.fleet.nurseries import ENDED, STARTED
from readylint.fleet.repository import Asked
from readylint.registry import load
from readylint.secrets.scan import Scanner

_LATE = (  # what nearly every scan imports when it comes to it
    "readylint.ahead", "readylint.commands.scan", "readylint.engine", "readylint.judging", "readylint.report.as_json", "readylint.staged",
    "ast_grep_py", "mmap", "yaml",
)  # fmt: skip


def main() -> int:
    """Forks until nobody asks any more; in a fork, judges the repository and returns the exit code of the scan."""
    _prepare()
    asked = b""
    with suppress(OSError):  # whoever asked is gone
        asked = _forked(socket.socket(fileno=0))
    return judged(msgspec.json.decode(asked, type=Asked)) if asked else 0


def _prepare() -> None:
    """Loads what does not depend on a repository. What cannot be loaded a scan says itself."""
    for module in _LATE:
        with suppress(Exception):
            import_module(module)
    for ready in (load, Scanner().prepare, patterns.prepare):
        with suppress(Exception):
            ready()
    patterns.keep()
    gc.collect()
    gc.freeze()  # looking for garbage would write to all that the scans have in common, and so copy it


def _forked(line: socket.socket) -> bytes:
    """In a fork, what it is asked for; nothing when nobody asks any more."""
    with line.makefile("rb") as lines:
        while True:
            _, streams, _, _ = socket.recv_fds(line, 1, 3)
            asked = lines.readline()
            patterns.again()
            if not asked:
                return b""
            fork = os.fork()
            if not fork:
                _take(streams)
                return asked
            _follow(fork, streams, line)


def _take(streams: Sequence[int]) -> None:
    """Makes these the standard streams of this process, which leads a group of its own from now on."""
    os.setpgid(0, 0)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)


def _follow(fork: int, streams: Sequence[int], line: socket.socket) -> None:
    """Says which process it is, waits until it ends, and says how it did."""
    for stream in streams:
        os.close(stream)
    with suppress(OSError):  # it was quicker, perhaps to its end
        os.setpgid(fork, fork)
    line.sendall(STARTED.pack(fork))
    _, status, usage = os.wait4(fork, 0)
    line.sendall(ENDED.pack(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime))


if __name__ == "__main__":
    sys.exit(process(main))
