"""What can be said of a few files alone, for the hook that runs at every commit: no secrets, no secret files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from readylint.config import Config, read_config
from readylint.fact import Facts
from readylint.facts.files import Files
from readylint.facts.today import Clock
from readylint.history import HistoryOption
from readylint.ignores import ignored
from readylint.model import Finding, Item, Skipped
from readylint.names import names_of
from readylint.registry import by_name, folder, load, read_file
from readylint.secrets import detect
from readylint.secrets.credential import CacheOption
from readylint.secrets.marks import MarksOption
from readylint.snapshot import Snapshot
from readylint.staged import staged

RULES = ("security/no-secrets-in-tree.py", "security/no-secret-files.py")


def check(
    path: Path, files: Sequence[str] | None, *, isolated: bool = False, today: date | None = None
) -> tuple[tuple[tuple[Item, Finding], ...], tuple[Skipped, ...]]:
    """What is wrong with what is staged of these files, named from `path`; None: of all that differ from HEAD; and what of it could
    not be read. Only what one file proves by itself. Raises SnapshotError, ConfigError, RuleError."""
    snapshot, wanted = staged(path, files)
    config = Config() if isolated else _config(snapshot)
    facts = Facts(snapshot, config.rules, config, HistoryOption(False), MarksOption(not isolated), CacheOption(False), Clock(today))
    found = tuple((item, f) for item, f in _found(facts, config) if f.location and f.location.path in wanted)
    unread = facts.get(Files).skipped.items()
    missing = [Skipped("detect-secrets", why)] if (why := detect.absent()) else []
    return found, (*missing, *(Skipped(name, why) for name, why in sorted(unread) if name in wanted and why.startswith("cannot")))


def _found(facts: Facts, config: Config) -> Iterator[tuple[Item, Finding]]:
    for rule in (read_file(folder() / name) for name in RULES):
        if rule.check is None or names_of(rule.item) & set(config.ignore):
            continue
        for finding in rule.check(**facts.for_(rule.check)):
            told = ignored(rule.item, finding, facts) if facts.get(MarksOption).obeyed else finding
            if told.kind == "contradicts" and told.suppressed is None:
                yield rule.item, told


def _config(snapshot: Snapshot) -> Config:
    """The staged configuration. The names of all rules are loaded only to hold one against them."""
    texts = {e.path: snapshot.read(e) for e in snapshot.entries if e.path in ("readylint.toml", "pyproject.toml")}
    if "readylint.toml" not in texts and b"[tool.readylint" not in texts.get("pyproject.toml", b""):
        return Config()
    return read_config(snapshot, by_name(load()))
