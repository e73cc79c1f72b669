"""readylint fix: mends what can be mended by rule, and shows the rest as suggestions."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from readylint.arguments import parser
from readylint.commands.scan import scanned
from readylint.exits import FAILED, PASSED
from readylint.patching import data_of, how_to_take, line_of, patch_of, show, sorted_out
from readylint.terminal import log, say
from readylint.usage import UsageError

if TYPE_CHECKING:
    from readylint.engine import Scan
    from readylint.fixes.edit import Proposal
    from readylint.snapshot import Snapshot
    from readylint.writing import WorkTree


def run(chosen: argparse.Namespace) -> int:
    """Applies the fixes, or shows them, and returns the exit code."""
    path, ids = _asked(chosen.what)
    scan = scanned(parser().parse_args(_arguments(path, ids, chosen)))
    if chosen.diff:
        return show(scan, unsafe=chosen.unsafe_fixes)
    wanted, suggested = sorted_out(scan, unsafe=chosen.unsafe_fixes)
    code = _applied(wanted, scan, force=chosen.force)
    for proposal in suggested:
        patch = _indented(patch_of(proposal.edit.path, [proposal.edit], scan))
        say(f"\nSuggestion: {line_of(proposal)}. Look at it first: {proposal.edit.doubt}.\n{patch}")
    how_to_take(suggested)
    return code


def _asked(what: Sequence[str]) -> tuple[str, list[str]]:
    """The path, and the ids of the items whose fixes are wanted. A name of an item or category is no folder of that name: `./docs` is."""
    from readylint.commands.rules import loaded
    from readylint.fixes import FIXES
    from readylint.names import names_of
    from readylint.registry import UnknownRule, chosen

    known = {name.lower() for rule in loaded() for name in (rule.item.category, *names_of(rule.item))}
    path = what[0] if what and what[0].lower() not in known and (os.path.isdir(what[0]) or "/" in what[0]) else ""
    names = what[1:] if path else what
    try:
        selected = chosen(loaded(), tuple(names), ())
    except UnknownRule as error:
        raise UsageError(f"fix: {error}") from error
    ids = sorted(id for id in FIXES if id in selected)
    if not ids:
        raise UsageError(f"fix: there is no fix for {', '.join(names)}; there is one for {', '.join(sorted(FIXES))}")
    return path or ".", ids


def _arguments(path: str, ids: list[str], chosen: argparse.Namespace) -> list[str]:
    return ["scan", path, "--select", ",".join(ids), "--no-cache", *(["--no-progress"] if chosen.no_progress else [])]


def _applied(wanted: list[Proposal], scan: Scan, *, force: bool) -> int:
    from readylint.writing import Refused

    tree = _work_tree(scan, force=force)
    code = PASSED
    for path in dict.fromkeys(p.edit.path for p in wanted):
        here = [p for p in wanted if p.edit.path == path]
        try:
            tree.write(path, [p.edit for p in here], data_of(scan, path))
        except Refused as error:
            log(f"{path} is left as it is: {error}")
            code = FAILED
        else:
            say("".join(f"{line_of(p)}\n" for p in here))
    if not wanted:
        say("Nothing that readylint can mend by itself.\n")
    return code


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines()[1:])


def _work_tree(scan: Scan, *, force: bool) -> WorkTree:
    from readylint.snapshot import Snapshot
    from readylint.writing import WorkTree

    snapshot: Snapshot = scan.facts.get(Snapshot)
    if not snapshot.forkable or not snapshot.where:
        raise UsageError("fix: there is no work tree to write to")
    return WorkTree(snapshot.where, snapshot.git, force=force)
