"""readylint baseline: writes today's failures to a file of the repository, or takes out of it what is mended."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from readylint.arguments import parser
from readylint.commands.scan import scanned
from readylint.exits import PASSED
from readylint.terminal import log, say, write_text
from readylint.usage import UsageError

if TYPE_CHECKING:
    from readylint.baseline import Baseline, BaselineEntry
    from readylint.engine import Scan


def run(chosen: argparse.Namespace) -> int:
    """Scans, writes the file, and says what came in, went and was left out."""
    if chosen.prune and chosen.include_blockers:
        raise UsageError("--prune takes nothing in, so --include-blockers has no use beside it")
    asked = ["scan", *(["--no-history"] if chosen.no_history else []), "--", chosen.path]
    scan = scanned(parser().parse_args(asked), baseline=False)
    target = chosen.output or _target(scan)
    before = _before(target)
    after = _pruned(scan, before, target) if chosen.prune else _today(scan, chosen.include_blockers)
    from readylint.baseline import written

    write_text(target, written(after))
    _tell(target, before, after)
    return PASSED


def _target(scan: Scan) -> str:
    """Where the configuration says, inside the repository; a link there could lead out of it."""
    from readylint.config import Config
    from readylint.snapshot import Snapshot

    snapshot = scan.facts.get(Snapshot)
    if snapshot.focus:
        raise UsageError(f"a baseline is of a whole repository: {snapshot.where}")
    if snapshot.of_revision:
        raise UsageError("a bare repository has no folder to write to; say with -o where to")
    root = snapshot.where
    target = os.path.join(root, *scan.facts.get(Config).baseline.split("/"))
    inside = os.path.realpath(target) == os.path.join(os.path.realpath(root), os.path.relpath(target, root))
    if not inside:
        raise UsageError(f"{target} is a link, or outside the repository; say with -o where to write")
    return target


def _before(target: str) -> Baseline | None:
    """The baseline that is there, None where there is none."""
    from readylint.baseline import of_bytes

    try:
        with open(target, "rb") as file:
            return of_bytes(file.read(), os.path.basename(target))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"cannot read {target}: {error.strerror}") from error


def _today(scan: Scan, blockers: bool) -> Baseline:
    from readylint.baseline import Baseline
    from readylint.gating import today

    listed = today(scan.report.assessments, scan.text_of)
    if not blockers:
        blocking = _blocking(scan)
        out = Counter(e.item for e in listed if e.item in blocking)
        listed = tuple(e for e in listed if e.item not in blocking)
        if out:
            named = ", ".join(f"{id} ({number})" for id, number in sorted(out.items()))
            log(f"left out, since blockers are mended or waived: {named}; --include-blockers lists them all the same")
    return Baseline(listed, scan.report.repository.revision or "", blockers)


def _blocking(scan: Scan) -> frozenset[str]:
    from readylint.config import Config

    policy = scan.facts.get(Config).policy
    return frozenset(i.id for a in scan.report.assessments if policy.blocks((i := a.item).id, i.category, i.severity))


def _pruned(scan: Scan, before: Baseline | None, target: str) -> Baseline:
    from readylint.facts.files import Files
    from readylint.gating import pruned
    from readylint.renames import since
    from readylint.snapshot import Snapshot

    if before is None:
        raise UsageError(f"there is no {target} to prune; without --prune it is written")
    if before.why:
        raise UsageError(f"{target} counts for nothing: {before.why}")
    report, facts = scan.report, scan.facts
    paths = (e.path for e in before.entries)
    newer = since(before.revision, paths, facts.get(Snapshot), facts.get(Files), whole_history=not report.repository.history)
    return pruned(before, report.assessments, newer, report.repository.revision or "")


def _tell(target: str, before: Baseline | None, after: Baseline) -> None:
    from readylint.decision import counted

    items = len({e.item for e in after.entries})
    here = target.removeprefix(os.getcwd() + os.sep)
    said = f"{here}: {counted(len(after.entries), 'failure')} of {counted(items, 'item')}"
    if before and not before.why:
        old, new = _count(before.entries), _count(after.entries)
        said += f", {(new - old).total()} more and {(old - new).total()} fewer than before"
    say(f"{said}\n")
    log("commit it: only a tracked baseline counts, and its history shows who let what in")


def _count(entries: Iterable[BaselineEntry]) -> Counter[tuple[str, str, str]]:
    return Counter((e.item, e.path, e.service) for e in entries)
