"""What the fixes of a scan would change, for a reader: the patch on standard output, the rest on standard error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from readylint.exits import FAILED, PASSED
from readylint.terminal import log, say

if TYPE_CHECKING:
    from readylint.fixes.edit import Edit, Proposal
    from readylint.judged import Scan


def show(scan: Scan, *, unsafe: bool) -> int:
    """Writes what the fixes would change as a patch, which `git apply` takes; suggestions are lines beside it. The exit code."""
    wanted, suggested = sorted_out(scan, unsafe=unsafe)
    for path in dict.fromkeys(p.edit.path for p in wanted):
        say(patch_of(path, [p.edit for p in wanted if p.edit.path == path], scan))
    for proposal in suggested:
        log(f"suggestion: {line_of(proposal)}. Look at it first: {proposal.edit.doubt}")
    how_to_take(suggested)
    return FAILED if wanted else PASSED


def sorted_out(scan: Scan, *, unsafe: bool) -> tuple[list[Proposal], list[Proposal]]:
    """The fixes that are wanted, and those that want a look first. Fixes that crashed, or have to wait for another run, are told of."""
    from readylint.fixes import proposed
    from readylint.fixes.edit import apart

    every, crashed = proposed(scan.report, scan.facts)
    for said in crashed:
        log(said)
    wanted, left = apart([p for p in every if p.edit.safe or unsafe])
    for proposal in left:
        log(f"{proposal.edit.path}: {proposal.edit.note} ({', '.join(proposal.items)}) is for the next run: it changes the same lines")
    return wanted, [p for p in every if not (p.edit.safe or unsafe)]


def how_to_take(suggested: list[Proposal]) -> None:
    """Says how suggestions are applied, where there are some."""
    if suggested:
        log("suggestions are applied by `readylint fix --unsafe-fixes`")


def line_of(proposal: Proposal) -> str:
    """What a fix does, in a line."""
    from readylint.report.page import clean

    return clean(f"{proposal.edit.path}: {proposal.edit.note} ({', '.join(proposal.items)})")


def patch_of(path: str, edits: Sequence[Edit], scan: Scan) -> str:
    """What some edits change in a file, as a patch."""
    from readylint.report.patch import patch

    return patch(path, data_of(scan, path).decode("utf-8", "replace"), edits)


def data_of(scan: Scan, path: str) -> bytes:
    """The bytes of a file as they were scanned."""
    from readylint.facts.files import Files

    file = scan.facts.get(Files).get(path)
    return file.data if file else b""
