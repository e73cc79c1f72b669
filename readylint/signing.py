"""An entry that somebody signs: its text, and what a scan would make of it.

The text goes to the end of the file, as it is: nothing that stands there moves, no comment changes hands, and the commit shows one entry.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from readylint.acceptance import accept
from readylint.config import FILES, Config, config_of, reader
from readylint.engine import Scan
from readylint.entries import Entry, EntryKind, Standing
from readylint.model import Assessment, Item
from readylint.snapshot import Snapshot
from readylint.standing import standing
from readylint.trail import Trail


class Refused(Exception):
    """The entry would count for nothing: why."""


def entry_text(kind: EntryKind, values: Mapping[str, Any], path: str) -> str:
    """An entry as TOML, for one of the configuration files; what is empty is left out."""
    lines = [f"[[{'.'.join((*dict(FILES)[path], kind))}]]"]
    lines += [f"{key} = {_toml(value)}" for key, value in values.items() if value]
    return "\n".join(lines) + "\n"


def added(text: str, entry: str) -> str:
    """A configuration with an entry at its end, in its own kind of lines."""
    line = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text.strip() else line if text.endswith("\n") else line * 2
    return text + gap + entry.replace("\n", line)


def tried(text: str, path: str, kind: EntryKind, items: Mapping[str, Item], scan: Scan) -> Standing:
    """What a scan of the item makes of the last entry of a kind in a configuration. Raises Refused, ConfigError."""
    config = config_of(text, path, items, reader(scan.facts.get(Snapshot)))
    entry = [e for e in config.entries if e.kind == kind][-1]
    report = scan.report
    assessment = next(a for a in report.assessments if a.item.id == entry.item)
    if earlier := _repeated(entry, config) or _answered(assessment):
        until = earlier.expires.isoformat()
        raise Refused(f"{earlier.by} has answered it until {until}, at {path}:{earlier.line}; change that entry instead")
    snapshot = scan.facts.get(Snapshot)
    trail = Trail(snapshot, path, {name: item.id for name, item in items.items()})
    told = standing(entry, trail, frozenset(e.path for e in snapshot.entries), report.day or date.min, config.longest)
    if told.counts:
        told = accept([assessment], [told], report.services)[1][0]
    if not told.counts:
        raise Refused(told.why)
    return told


def _repeated(entry: Entry, config: Config) -> Entry | None:
    """The same entry, once more."""
    return next((e for e in config.entries if e.line != entry.line and replace(e, line=1) == replace(entry, line=1)), None)


def _answered(assessment: Assessment) -> Entry | None:
    """The entry that answers the whole item already."""
    earlier = (assessment.attestation or assessment.waiver) if assessment.accepted or assessment.verdict == "pass" else None
    return earlier.entry if earlier else None


def _toml(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")  # a basic string of TOML, but for this character
