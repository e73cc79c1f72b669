"""readylint fix: mends what can be mended by rule, and shows the rest as suggestions."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from readylint.arguments import parser
from readylint.commands.scan import scanned
from readylint.exits import FAILED, PASSED
from readylint.terminal import log, say
from readylint.usage import UsageError

if TYPE_CHECKING:
    from readylint.engine import Scan
    from readylint.fixes.edit import Edit, Proposal
    from readylint.snapshot import Snapshot
    from readylint.writing import WorkTree


def run(chosen: argparse.Namespace) -> int:
    """Applies the fixes, or shows them, and returns the exit code."""
    from readylint.fixes import proposed
    from readylint.fixes.edit import apart

    path, ids = _asked(chosen.what)
    scan = scanned(parser().parse_args(_arguments(path, ids, chosen)))
    every, crashed = proposed(scan.report, scan.facts)
    for said in crashed:
        log(said)
    wanted, left = apart([p for p in every if p.edit.safe or chosen.unsafe_fixes])
    suggested = [p for p in every if not (p.edit.safe or chosen.unsafe_fixes)]
    code = _shown(wanted, scan) if chosen.diff else _applied(wanted, scan, force=chosen.force)
    for proposal in left:
        log(f"{proposal.edit.path}: {proposal.edit.note} ({', '.join(proposal.items)}) is for the next run: it changes the same lines")
    _suggest(suggested, scan, brief=chosen.diff)
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
            tree.write(path, [p.edit for p in here], _data(scan, path))
        except Refused as error:
            log(f"{path} is left as it is: {error}")
            code = FAILED
        else:
            say("".join(f"{_line(p)}\n" for p in here))
    if not wanted:
        say("Nothing that readylint can mend by itself.\n")
    return code


def _shown(wanted: list[Proposal], scan: Scan) -> int:
    for path in dict.fromkeys(p.edit.path for p in wanted):
        say(_patch(path, [p.edit for p in wanted if p.edit.path == path], scan))
    return FAILED if wanted else PASSED


def _suggest(suggested: list[Proposal], scan: Scan, *, brief: bool) -> None:
    """What wants a look: with its patch, or in a line where standard output is a patch already."""
    for proposal in suggested:
        said = f"{_line(proposal)}. Look at it first: {proposal.edit.doubt}"
        if brief:
            log(f"suggestion: {said}")
        else:
            say(f"\nSuggestion: {said}.\n{_indented(_patch(proposal.edit.path, [proposal.edit], scan))}")
    if suggested:
        log("suggestions are applied with --unsafe-fixes")


def _line(proposal: Proposal) -> str:
    from readylint.report.page import clean

    return clean(f"{proposal.edit.path}: {proposal.edit.note} ({', '.join(proposal.items)})")


def _patch(path: str, edits: Sequence[Edit], scan: Scan) -> str:
    from readylint.report.patch import patch

    return patch(path, _data(scan, path).decode("utf-8", "replace"), edits)


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines()[1:])


def _data(scan: Scan, path: str) -> bytes:
    """The bytes of a file as they were scanned."""
    from readylint.facts.files import Files

    file = scan.facts.get(Files).get(path)
    return file.data if file else b""


def _work_tree(scan: Scan, *, force: bool) -> WorkTree:
    from readylint.snapshot import Snapshot
    from readylint.writing import WorkTree

    snapshot: Snapshot = scan.facts.get(Snapshot)
    if not snapshot.forkable or not snapshot.where:
        raise UsageError("fix: there is no work tree to write to")
    return WorkTree(snapshot.where, snapshot.git, force=force)
