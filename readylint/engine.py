"""One scan: recalled where nothing has changed since the last, else done."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from readylint.fact import Facts
from readylint.judged import Scan
from readylint.options import Options
from readylint.recall import Recall
from readylint.registry import roots
from readylint.snapshot import Snapshot

__all__ = ["Scan", "scan"]


def scan(path: Path, options: Options) -> Scan:
    """Judges the repository at a path. Raises SnapshotError, ConfigError, RuleError, UnknownRule."""
    snapshot = Snapshot.open(path, revision=options.revision, index=options.index)  # first: git works on while the rules load
    if not options.cache or options.since or options.facts or not options.baseline:
        return _done(snapshot, options)
    recall = Recall(snapshot, repr(replace(options, progress=None)), roots())
    if report := recall.report():
        return Scan(report, Facts(snapshot), recall)
    done = _done(snapshot, options)
    recall.keep(done.report)
    return replace(done, recall=recall)


def _done(snapshot: Snapshot, options: Options) -> Scan:
    from readylint import ahead  # late: what is recalled needs no rules
    from readylint.config import Config, read_config, text_of_config
    from readylint.registry import by_name, load

    plain = options.isolated or not text_of_config(snapshot)[0]
    config = Config() if plain else read_config(snapshot, by_name(load()))
    with ahead.history(snapshot, config, options) as given:
        from readylint.judging import scan_snapshot

        return scan_snapshot(snapshot, load(), options, config, *given)
