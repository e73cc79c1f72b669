"""readylint claims: a hand-written checklist or status table held against the evidence."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from readylint.arguments import parser
from readylint.commands.scan import scanned
from readylint.exits import FAILED, INCONCLUSIVE, PASSED
from readylint.terminal import log, say, screen
from readylint.usage import UsageError

if TYPE_CHECKING:
    from readylint.claims.comparison import Comparison
    from readylint.claims.evidence import Tree
    from readylint.engine import Scan

LARGEST = 1 << 20  # bytes; no checklist is larger


def run(chosen: argparse.Namespace) -> int:
    """Prints the comparison: 1 when a claim is false, 3 when nothing could be judged."""
    from readylint.claims.comparison import compare
    from readylint.claims.document import claims
    from readylint.report import claimed

    found = claims(_text(chosen.file))
    switches = [f"--{name.replace('_', '-')}" for name in ("no_history", "isolated", "no_cache", "no_progress") if getattr(chosen, name)]
    asked = parser().parse_args(["scan", chosen.repo, *switches, *(["--rev", chosen.rev] if chosen.rev else [])])
    scan = scanned(asked)
    comparison = compare(chosen.file, found, scan.report, _tree(scan, chosen))
    say(claimed.as_json(comparison) if chosen.format == "json" else claimed.text(comparison, screen(chosen)))
    return exit_code(comparison)


def exit_code(comparison: Comparison) -> int:
    if comparison.false:
        return FAILED
    if comparison.judged:
        return PASSED
    log("no claim could be judged" if comparison.held else f"{comparison.document}: no claims were read")
    return INCONCLUSIVE


def _text(path: str) -> str:
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"claims: cannot read {path}: {error.strerror}; name a Markdown document") from error
    if len(data) > LARGEST or b"\0" in data:
        raise UsageError(f"claims: {path} is no Markdown document")
    return data.decode("utf-8-sig", "replace")


def _tree(scan: Scan, chosen: argparse.Namespace) -> Tree:
    """The files of the repository, seen from the folder of the document."""
    from pathlib import Path

    from readylint.claims.evidence import Tree
    from readylint.snapshot import Snapshot

    snapshot = scan.facts.get(Snapshot)
    paths = [entry.path for entry in snapshot.entries] + [path for path, _ in snapshot.skipped]
    folder, top = Path(chosen.file).resolve().parent, snapshot.where
    inside = top and folder.is_relative_to(top)
    return Tree(paths, scan.text_of, folder.relative_to(top).as_posix().strip(".") if inside else "", snapshot.name)
