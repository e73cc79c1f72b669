"""readylint attest and waive: write a dated entry, with a name, to the configuration."""

from __future__ import annotations

import argparse
import os
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from readylint.arguments import parser
from readylint.commands.rules import item_called, loaded
from readylint.commands.scan import scanned
from readylint.exits import PASSED
from readylint.terminal import ask, asks, say, write_text
from readylint.usage import UsageError

if TYPE_CHECKING:
    from readylint.engine import Scan
    from readylint.entries import EntryKind, Standing
    from readylint.model import Item


def attest(chosen: argparse.Namespace) -> int:
    """Writes what somebody knows of an item that the repository cannot tell."""
    return _sign("attest", chosen)


def waive(chosen: argparse.Namespace) -> int:
    """Writes that somebody accepts an item's failure for a time."""
    return _sign("waive", chosen)


def _sign(kind: EntryKind, chosen: argparse.Namespace) -> int:
    from readylint.config import ConfigError
    from readylint.registry import by_name
    from readylint.signing import Refused, added, entry_text, tried

    item = item_called(chosen.item)
    values = _filled(kind, item, chosen)
    scan = scanned(parser().parse_args(["scan", chosen.repo, "--select", item.id, *(["--no-progress"] if chosen.no_progress else [])]))
    folder, path, before = _configuration(scan)
    entry = entry_text(kind, values, path)
    after = added(before, entry)
    try:
        told = tried(after, path, kind, by_name(loaded()), scan)
    except (ConfigError, Refused) as error:
        raise UsageError(f"{kind} {item.id}: not written: {error}") from error
    if not chosen.dry_run:
        write_text(os.path.join(folder, path), after)
    say(_said(told, path, entry, written=not chosen.dry_run))
    return PASSED


def _filled(kind: EntryKind, item: Item, chosen: argparse.Namespace) -> dict[str, Any]:
    """The values of the entry: as the options say, else as the terminal answers. Raises UsageError for what is missing."""
    from readylint.git import identity

    ends = chosen.expires or (date.today() + timedelta(days=chosen.days) if chosen.days else None)
    note = chosen.note if kind == "attest" else chosen.reason
    by = chosen.by or (ask("by", identity()) if _asks(chosen) else identity())
    if not note and not (kind == "attest" and chosen.evidence) and _asks(chosen):
        note = ask("what you know, and whence" if kind == "attest" else "why it is accepted")
    if not ends and _asks(chosen):
        ends = _day(ask("until (a date, or a number of days)"))
    told = {"--by": by, "--expires or --days": ends}
    told |= {"--reason": note} if kind == "waive" else {"--note or --evidence": note or chosen.evidence}
    if lacking := [option for option, value in told.items() if not value]:
        raise UsageError(f"{kind} {item.id}: {', '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} missing")
    on = {"on": date.today(), "expires": ends, "note": note} if kind == "attest" else {"reason": note, "expires": ends}
    where = {"evidence": chosen.evidence} if kind == "attest" else {}
    return {"item": item.id, "by": by, **on, **where, "paths": chosen.paths, "service": chosen.service, "fingerprint": chosen.fingerprint}


def _asks(chosen: argparse.Namespace) -> bool:
    return asks() and not chosen.no_progress


def _day(text: str) -> date | None:
    from readylint.settings import day_of

    if text.isdigit() and len(text) < 6:
        return date.today() + timedelta(days=int(text))
    if text and not day_of(text):
        raise UsageError(f"{text!r} is no date like 2027-01-31")
    return day_of(text)


def _configuration(scan: Scan) -> tuple[str, str, str]:
    """The folder of the repository, the configuration in use or to be made there, and its text."""
    from readylint.config import FILES
    from readylint.snapshot import Snapshot

    snapshot = scan.facts.get(Snapshot)
    if not snapshot.forkable or not snapshot.where:
        raise UsageError("there is no work tree to write to")
    for path, table in FILES:
        text = _text(os.path.join(snapshot.where, path))
        if text is not None and (not table or "[tool.readylint" in text):
            return snapshot.where, path, text
    return snapshot.where, FILES[0][0], ""


def _text(path: str) -> str | None:
    """The text of a file, None when there is none. A link is not followed: it may lead out of the repository."""
    if os.path.islink(path):
        raise UsageError(f"{path} is a symbolic link, which is not written through")
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}: {error}") from error


def _said(told: Standing, path: str, entry: str, *, written: bool) -> str:
    signed = told.entry
    whom = f"the service {signed.service}" if signed.service else ", ".join(signed.paths) or "the whole repository"
    does = "answers" if signed.kind == "attest" and not signed.fingerprint else "makes a condition of"
    head = f"{'Added to' if written else 'This would be added to'} {path}:\n\n{entry}\n"
    return (
        f"{head}It {does} {signed.item} for {whom} until {signed.expires.isoformat()}, in the name of {signed.by}.\n"
        f"Commit it (git add {path}): every report then names the commit and its author.\n"
    )
