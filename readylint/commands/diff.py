"""readylint diff: what a change did to readiness, between two revisions or two JSON reports."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from readylint.arguments import parser
from readylint.commands.scan import scanned
from readylint.exits import FAILED, INCONCLUSIVE, PASSED
from readylint.terminal import log, say, screen
from readylint.usage import UsageError

if TYPE_CHECKING:
    from readylint.comparison import Side
    from readylint.engine import Scan
    from readylint.matching import Newer


def run(chosen: argparse.Namespace) -> int:
    """Judges both sides, prints the difference and returns the exit code."""
    from readylint.comparison import compare
    from readylint.report.compared import FORMATS

    old, _ = _side(chosen, chosen.old)
    new, scan = _side(chosen, chosen.new)
    told = compare(old, new, _newer(chosen, old, new, scan))
    say(FORMATS[chosen.format](told, screen(chosen)))
    if told.inconclusive:
        log(f"inconclusive: {old.name} is {old.outcome.replace('_', ' ')}, {new.name} {new.outcome.replace('_', ' ')}")
        return INCONCLUSIVE
    return FAILED if told.worse else PASSED


def _side(chosen: argparse.Namespace, name: str | None) -> tuple[Side, Scan | None]:
    """A JSON report where a file has the name, else the scan of a revision, or of the work tree."""
    from readylint.comparison import NoReport, of_json, of_report

    if name and os.path.isfile(name):
        try:
            with open(name, "rb") as file:
                return of_json(name, file.read()), None
        except (OSError, NoReport) as error:
            raise UsageError(f"{name}: {getattr(error, 'strerror', None) or error}") from error
    asked = ["scan", *([f"--rev={name}"] if name else []), *(["--no-history"] if chosen.no_history else []), "--", chosen.repo]
    scan = scanned(parser().parse_args(asked))
    return of_report(name or "the work tree", scan.report, scan.text_of), scan


def _newer(chosen: argparse.Namespace, old: Side, new: Side, scan: Scan | None) -> Newer:
    """The tree of the newer side, as far as it is here."""
    from pathlib import Path

    from readylint.facts.files import Files
    from readylint.git import Git
    from readylint.matching import Newer
    from readylint.renames import renamed, since
    from readylint.snapshot import Snapshot

    if scan:
        snapshot, files = scan.facts.get(Snapshot), scan.facts.get(Files)
        return since(old.revision, (f.trace.path for f in old.failing), snapshot, files, whole_history=not scan.report.repository.history)
    here = os.path.isdir(chosen.repo) and new.revision
    return Newer(renamed=renamed(Git(Path(chosen.repo)), old.revision, new.revision) if here else None)
