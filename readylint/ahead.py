"""The history, read by a process of its own from the moment that the tree is known: while the rules load and the other facts are made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from readylint import parallel
from readylint.config import Config
from readylint.fact import Facts
from readylint.facts.files import Files
from readylint.facts.paths import PathRules
from readylint.facts.secrets import KnownHistory, read_into
from readylint.history import HistoryOption
from readylint.options import Options
from readylint.secrets.blobs import Blobs
from readylint.secrets.credential import CacheOption, Hashing
from readylint.secrets.marks import Marks, MarksOption
from readylint.secrets.past import Past, Share
from readylint.snapshot import Snapshot

READERS = frozenset({"security", "no-secrets-in-history", "SEC002"})  # what names the rules that will ask, before any rule is loaded


@contextmanager
def history(snapshot: Snapshot, config: Config, options: Options) -> Iterator[tuple[object, ...]]:
    """Facts to give to a scan, for as long as a `with` lasts: none where nobody asks for the history, or no other process can be had."""
    if not _wanted(snapshot, options) or not parallel.can_fork(len(snapshot.entries)):
        yield ()
        return
    facts = Facts(snapshot, config.rules, *asked(options))
    shared = (facts.get(Files), facts.get(Marks), facts.get(Hashing))  # a hash tells the same in both
    with parallel.Others([facts], _read) as other:

        def read(past: Past) -> Blobs:
            (found,), _ = other.told()
            return past.join(found)

        yield *shared, KnownHistory(read, waits=True)


def asked(options: Options) -> tuple[object, ...]:
    """What of the options decides how the history is read."""
    return HistoryOption(options.history), MarksOption(not options.isolated), CacheOption(options.cache)


def _wanted(snapshot: Snapshot, options: Options) -> bool:
    there = snapshot.git is not None and snapshot.revision is not None and snapshot.forkable
    return there and options.history and (not options.select or not READERS.isdisjoint(options.select))


def _read(facts: Facts) -> Share:
    past = Past(facts.get(PathRules), facts.get(Marks), facts.get(Hashing))
    return past.whole(read_into(past, facts.get(Snapshot), facts.get(HistoryOption), facts.get(CacheOption)))
