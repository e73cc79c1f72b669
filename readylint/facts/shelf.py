"""A shelf for what is made of files: it keeps that for the next who asks, up to so many bytes; who asks for the rest has it made again.

Most of what comes first stays to the end. A scan goes over all files again and again, so of too many the oldest is always the next that
is wanted: to drop it each time would be to keep nothing.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable

MB = 1 << 20
OFTEN = 32 * MB  # what came in between
HUGE = 12 * MB  # of a tree


class Shelf:
    """Bytes for what stays, and bytes that what comes later passes through."""

    def __init__(self, stays: int, passes: int) -> None:
        self._free = stays
        self._room = passes
        self._came = 0
        self._passing: deque[tuple[int, Callable[[], object]]] = deque()

    def put(self, size: int, forget: Callable[[], object]) -> None:
        """Takes note that something of about this size is kept, which `forget` drops."""
        self._came += size
        if self._came > OFTEN:
            self._came = 0
            _give_back()
        if size <= self._free:
            self._free -= size
            return
        self._room -= size
        self._passing.append((size, forget))
        while self._room < 0 and len(self._passing) > 1:
            size, forget = self._passing.popleft()
            self._room += size
            forget()


class Shelves:
    """Those of a tree of so many bytes. Syntax trees are large and quickly made again, and of a huge tree each is gone before it is asked
    for again, however many are kept; nodes of YAML are large, and it takes long."""

    def __init__(self, size: int) -> None:
        trees = Shelf(0, (64 if size < HUGE else 16) * MB)
        self.texts, self.trees, self.nodes = Shelf(48 * MB, 16 * MB), trees, Shelf(96 * MB, 32 * MB)


def _give_back() -> None:
    """What is freed here and there stays with the process, which would hold more than twice what it needs, until glibc is told."""
    import ctypes  # late: of huge repositories only

    with contextlib.suppress(AttributeError, OSError, TypeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)
