"""The failures of an older scan found again in a newer one, each once: one that was mended here cannot hide a new one there."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from readylint.surroundings import Surroundings
from readylint.trace import TextOf, Trace, digest

Key = Callable[[Trace], "Hashable | None"]  # None: a failure of another sort


class Newer(Struct, frozen=True):
    """The newer tree: its paths, None where nobody knows; files that were renamed, old path to new, None where nobody can tell; texts;
    whether its history was read whole."""

    paths: Collection[str] | None = None
    renamed: Mapping[str, str] | None = None
    text_of: TextOf = lambda path: None
    whole_history: bool = True


class Matching(Struct, frozen=True):
    """By their places in the sequences: which old failure each new one is, the old ones that are gone, the new ones."""

    pairs: dict[int, int]  # new to old
    gone: tuple[int, ...]
    new: tuple[int, ...]


def match(old: Sequence[Trace], new: Sequence[Trace], newer: Newer) -> Matching:
    """Pairs every new failure with at most one old one, by the surest ways of recognising first."""
    left = {n: _moved(one, newer) for n, one in enumerate(old)}
    free = dict(enumerate(new))
    pairs: dict[int, int] = {}
    alive = cache(lambda path: frozenset(map(digest, Surroundings(newer.text_of(path) or "").contexts)))
    known = {one.path for one in left.values()}
    for key in (_as_a_whole, _as_it_was, _in_its_context, _reformatted, _reworded, _in_its_window):
        _pair(key, left, free, pairs)
    _pair(_wherever_absent, {n: o for n, o in left.items() if not o.service}, free, pairs)
    _pair(_wherever_absent, left, {n: o for n, o in free.items() if not o.service}, pairs)
    homeless = {n: o for n, o in left.items() if o.context not in alive(o.path)}  # what it stood in has another name, or is gone
    for key in (_below_its_neighbour, _above_its_neighbour):
        _pair(key, homeless, free, pairs)
    if newer.renamed is None and newer.paths is not None:
        lost = {n: o for n, o in left.items() if o.path and o.path not in newer.paths}
        found = {n: o for n, o in free.items() if o.path not in known}
        for key in (_under_its_name, _in_its_folder):
            _pair(key, lost, found, pairs)
    taken = set(pairs.values())
    return Matching(pairs, tuple(n for n in left if n not in taken), tuple(n for n in free if n not in pairs))


def _moved(trace: Trace, newer: Newer) -> Trace:
    """A trace where its file is today."""
    today = (newer.renamed or {}).get(trace.path, "")
    return replace(trace, path=today) if today and trace.path not in (newer.paths or ()) else trace


def _pair(key: Key, left: Mapping[int, Trace], free: Mapping[int, Trace], pairs: dict[int, int]) -> None:
    """Pairs what is not paired yet and has the same key, in the order of the sequences."""
    taken = set(pairs.values())
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for n, one in left.items():
        if n not in taken and (what := key(one)) is not None:
            waiting[what].append(n)
    for n, one in free.items():
        if n not in pairs and waiting.get(what := key(one)):
            pairs[n] = waiting[what].pop(0)


def _as_a_whole(t: Trace) -> Hashable | None:
    """What is absent, stands in the history, or speaks of a whole file: there is no line to look at."""
    if t.line:
        return None
    if not t.path:
        return t.item, t.service
    return (t.item, t.fingerprint) if t.fingerprint else (t.item, t.path, t.service, t.said)


def _wherever_absent(t: Trace) -> Hashable | None:
    """Where one side has a single service: it goes without a name."""
    return None if t.path else t.item


def _as_it_was(t: Trace) -> Hashable | None:
    return (t.item, t.path, t.line, t.context, t.above, t.below, t.said) if t.line else None


def _in_its_context(t: Trace) -> Hashable | None:
    return (t.item, t.path, t.line, t.context, t.said) if t.line else None


def _reformatted(t: Trace) -> Hashable | None:
    return (t.item, t.path, t.statement, t.context) if t.line else None


def _reworded(t: Trace) -> Hashable | None:
    return (t.item, t.path, t.line, t.context) if t.line else None


def _in_its_window(t: Trace) -> Hashable | None:
    """Where more was indented, say: the lines around it are the same."""
    return (t.item, t.path, t.line, t.window) if t.line else None


def _below_its_neighbour(t: Trace) -> Hashable | None:
    return (t.item, t.path, t.line, t.above) if t.line else None


def _above_its_neighbour(t: Trace) -> Hashable | None:
    return (t.item, t.path, t.line, t.below) if t.line else None


def _under_its_name(t: Trace) -> Hashable | None:
    """In a file that moved to another folder, as far as can be told without git."""
    if not t.path or t.fingerprint:
        return None
    return t.item, posixpath.basename(t.path), t.line, t.context, t.window, "" if t.line else t.said


def _in_its_folder(t: Trace) -> Hashable | None:
    return (t.item, posixpath.dirname(t.path), t.line, t.context, t.window) if t.line else None
