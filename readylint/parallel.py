"""A second process for the rules, where the machine has the cores.

It is forked when the project is known, so that both have the facts that this took. Work stands in a row, and who is free takes the next
piece, each process from its own end: what is near one another in the row shares facts, and each process builds its own. Where there is
no fork, or too little to do, the one process does it all; so too with what a dying process leaves behind. None
outlives the first: it is ended when nobody waits for it any more, and ends itself when the first one is gone.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Generic, TypeVar, cast

from readylint import children, patterns, watched
from readylint.fact import Facts, wants
from readylint.stopping import end, follow

T = TypeVar("T")
R = TypeVar("R")
COMMON = 10  # functions that ask for a fact
MOMENT = 0.3  # seconds
ENOUGH = 100  # files; below that a second process costs more than it saves


def can_fork(files: int) -> bool:
    """Whether a second process is possible and worth it."""
    return cores() > 1 and files >= ENOUGH and watched.may_fork()


class Tally:
    """How many of some things all processes have begun; only the one that made it is told, since one alone may draw a bar."""

    def __init__(self, count: int) -> None:
        import mmap

        self._begun, self._here = mmap.mmap(-1, max(count, 1)), os.getpid()

    def begin(self, number: int) -> int:
        """Notes that one is begun. Returns how many are, 0 in any other process."""
        self._begun[number] = 1
        return self._begun[:].count(1) if os.getpid() == self._here else 0


def cores() -> int:
    """The processors that this process may use; READYLINT_CORES, where others are at work beside it, says that it is fewer."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    asked = os.environ.get("READYLINT_CORES", "")
    return min(here, max(int(asked), 1)) if asked.isdecimal() else here


@cache
def needs(function: Callable[..., object], kind: type) -> bool:
    """Whether a function asks for a fact, itself or through others which cannot do without it (`spares`)."""
    asked = wants(function).values()
    return kind in asked or any(needs(k.of, kind) for k in asked if hasattr(k, "of") and kind not in getattr(k, "spares", ()))


def together(checks: Iterable[tuple[T, Callable[..., object]]], facts: Facts) -> list[list[T]]:
    """What belongs to functions that share facts still to be built, together, so that these are built once. Facts that many ask for
    would make one heap of everything: the heaps that ask for the same of those stand near one another."""
    rows = [(one, frozenset(_unbuilt(check, facts))) for one, check in checks]
    asked = Counter(kind for _, needed in rows for kind in needed)
    common = sorted((kind for kind, times in asked.items() if times >= COMMON), key=lambda kind: asked[kind])
    groups: list[tuple[frozenset[type], list[T]]] = []
    for one, needed in rows:
        members = [one]
        for group in [g for g in groups if (g[0] & needed).difference(common)]:
            groups.remove(group)
            needed, members = needed | group[0], [*group[1], *members]
        groups.append((needed, members))
    return [members for _, members in sorted(groups, key=lambda g: [kind not in g[0] for kind in common])]


def _unbuilt(function: Callable[..., object], facts: Facts) -> Iterator[type]:
    for kind in wants(function).values():
        if not facts.has(kind):
            yield kind
            yield from _unbuilt(kind.of, facts)  # type: ignore[attr-defined]


class Others(Generic[T, R]):
    """Other processes, one unless told, that do a sequence of at most 256 pieces of work, for as long as a `with` lasts. `do` and
    `closing` must give values that can be pickled."""

    def __init__(self, work: Sequence[T], do: Callable[[T], R], closing: Callable[[], object] = list, *, count: int = 1) -> None:
        self._work, self._do = work, do
        self._left = _filled(bytes(len(work)))  # who reads a byte of it takes one piece more
        self._numbers = _filled(bytes(range(len(work))))  # of the pieces from the first on, which the others take
        self._done: list[tuple[int, R]] = []  # by this process
        self._children: list[tuple[int, int]] = []
        gc.freeze()  # looking for garbage would write to all that both have, and so copy it
        with contextlib.suppress(OSError):  # no process or pipe more: those there are do it all
            for _ in range(count):
                self._children.append(self._begin(closing))

    def __enter__(self) -> Others[T, R]:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._left)
        os.close(self._numbers)
        for child, _back in self._children:
            end(child, signal.SIGTERM, MOMENT)

    def _begin(self, closing: Callable[[], object]) -> tuple[int, int]:
        """A process, and where it will tell what it did."""
        back, answer = os.pipe()
        first, child = os.getpid(), os.fork()
        if child == 0:
            follow(first)
            _tell_and_end(back, answer, lambda: (list(self._taken(lambda: os.read(self._numbers, 1)[0])), closing()))
        os.close(answer)
        return child, back

    def help(self) -> None:
        """Does what is left, from the last on, for as long as nobody else has taken it."""
        last_first = iter(range(len(self._work) - 1, -1, -1))
        self._done += self._taken(lambda: next(last_first))

    def results(self) -> tuple[list[R], list[object]]:
        """All results, once this process has helped; the second value is what `closing` said in each process that did not die."""
        self.help()
        return self.told()

    def told(self) -> tuple[list[R], list[object]]:
        """As `results`, but waiting for the others where work is left; what a dying one leaves behind is done here."""
        done, closings = self._done, []
        while self._children:
            child, back = self._children[0]
            with os.fdopen(back, "rb") as stream:
                told = stream.read()
            _, ended = os.waitpid(child, 0)
            del self._children[0]
            if ended == 0:  # else it was killed, perhaps in the midst of telling
                import pickle  # late: a hook runs alone

                theirs, closing = cast("tuple[list[tuple[int, R]], object]", pickle.loads(told))
                done += theirs
                closings.append(closing)
            else:
                watched.mourn(child, ended)
        missing = set(range(len(self._work))) - {number for number, _ in done}
        return [*(result for _, result in done), *(self._do(self._work[number]) for number in sorted(missing))], closings

    def _taken(self, next_number: Callable[[], int]) -> Iterator[tuple[int, R]]:
        while os.read(self._left, 1):
            number = next_number()
            yield number, self._do(self._work[number])


def _filled(data: bytes) -> int:
    """A pipe that holds this and no more, to be read from by whoever comes first."""
    reading, into = os.pipe()
    os.write(into, data)
    os.close(into)
    return reading


def apart(do: Callable[[], R]) -> R:
    """What a function gives that heeds no signal for long: by another process where that can be, which a signal to this one ends."""
    if not watched.may_fork():
        return do()
    with Others([do], _heedless) as other:
        (made,), _ = other.told()
    return made


def _heedless(do: Callable[[], R]) -> R:
    """Does it where the usual end is the system's, which waits for nothing."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    return do()


def _tell_and_end(back: int, answer: int, tell: Callable[[], object]) -> None:
    """Tells and ends, whatever happens: nothing of the first process may run twice."""
    failed = 1
    with contextlib.suppress(BaseException):
        import pickle

        os.close(back)
        told = pickle.dumps(tell(), pickle.HIGHEST_PROTOCOL)
        with os.fdopen(answer, "wb") as stream:
            stream.write(told)
        failed = 0
        patterns.keep()
    with contextlib.suppress(BaseException):
        children.end_all()
    os._exit(failed)
