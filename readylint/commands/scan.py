"""readylint scan: judges a repository, prints the report, and answers by the exit code whether the gate passed."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from readylint.arguments import FORMATS, SEVERITIES
from readylint.exits import FAILED, INCONCLUSIVE, PASSED
from readylint.terminal import bar, log, say, screen, tell, wants_bar, write_text
from readylint.usage import UsageError

if TYPE_CHECKING:
    from readylint.engine import Scan
    from readylint.model import Report
    from readylint.options import Options


def run(chosen: argparse.Namespace) -> int:
    """Scans, writes the reports, and returns the exit code."""
    targets = _targets(chosen)
    scan = scanned(chosen)
    code = exit_code(scan.report, chosen.fail_on or scan.report.fail_on, chosen.fail_severity)
    for kind, path in targets:
        write_text(path, _rendered(scan, kind, chosen, path))
    if chosen.manifest:
        from readylint.manifest import manifest, text

        write_text(chosen.manifest, text(manifest(scan, asked(chosen))))
    if chosen.diff:
        _mended(scan)
    elif not chosen.output and not (chosen.quiet and chosen.format == "text" and code == PASSED):
        say(_rendered(scan, chosen.format, chosen, ""))
    if scan.report.baseline and scan.report.baseline.why:
        log(f"{scan.report.baseline.path} counts for nothing: {scan.report.baseline.why}")
    if code == INCONCLUSIVE and (chosen.output or chosen.format != "text"):
        log("; ".join(("inconclusive", *scan.report.decision.reasons)))
    if chosen.timings:
        for name, seconds in sorted(scan.report.timings, key=lambda t: -t[1]):
            tell(f"{seconds * 1000:9.1f} ms  {name}")
    return code


def exit_code(report: Report, fail_on: str, fail_severity: str) -> int:
    """The decision held against the gate. An inconclusive one is 3 whatever the gate: what was not judged is never green."""
    outcome = report.decision.outcome
    if outcome == "inconclusive":
        return INCONCLUSIVE
    if fail_on == "never" or report.decision.profile == "advisory":
        return PASSED
    deciding = SEVERITIES[: SEVERITIES.index(fail_severity) + 1]
    if report.since:
        return FAILED if any(new.item.severity in deciding for new in report.since.new) else PASSED
    if outcome == "partial":
        return _partial(report, deciding)
    failing = ("no_go",) if fail_on == "no_go" else ("no_go", "conditional_go")
    return FAILED if outcome in failing else PASSED


def _partial(report: Report, deciding: tuple[str, ...]) -> int:
    verdicts = {a.verdict for a in report.assessments if a.counts and not a.accepted and a.item.severity in deciding}
    return FAILED if "fail" in verdicts else INCONCLUSIVE if "error" in verdicts else PASSED


def scanned(chosen: argparse.Namespace, *, lesser: bool = False, baseline: bool = True) -> Scan:
    """The scan that was asked for; what cannot be scanned is a usage error."""
    from pathlib import Path

    from msgspec.structs import replace

    from readylint.crash import Mistake
    from readylint.engine import scan

    with bar(wants_bar(chosen)) as progress:
        try:
            options = replace(asked(chosen), lesser=lesser, baseline=baseline, progress=progress)
            done = scan(Path(chosen.path), options)
            if not options.since:
                return done
            from readylint.since import compared  # late: it judges, too

            return compared(done, Path(chosen.path), options)
        except Mistake as error:
            raise UsageError(str(error)) from error


def asked(chosen: argparse.Namespace) -> Options:
    """How the scan is asked for."""
    from datetime import date

    from readylint.options import Options
    from readylint.staged import pushed

    if chosen.rev and chosen.staged:
        raise UsageError("scan: --rev and --staged name two trees: give one of them")
    revision = pushed()[1] if chosen.staged else chosen.rev
    return Options(
        revision=revision or None,
        index=chosen.staged and not revision,
        history=not chosen.no_history,
        select=split(chosen.select),
        ignore=split(chosen.ignore),
        profile=chosen.profile,
        as_of=chosen.as_of,
        today=date.today(),
        service=chosen.service,
        preview=chosen.preview,
        isolated=chosen.isolated,
        cache=not (chosen.no_cache or chosen.timings),
        since=chosen.since,
        facts=chosen.diff,
    )


def _mended(scan: Scan) -> None:
    """What `readylint fix` would change, as a patch; standard error says what was decided, since no report does."""
    from readylint.patching import show
    from readylint.report.headline import WORDS, meaning

    show(scan, unsafe=False)
    log(f"{WORDS[scan.report.decision.outcome]}: {meaning(scan.report)} The report is left out: this is the patch of what can be mended")


def split(lists: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip() for part in lists for name in part.split(",") if name.strip())


def _targets(chosen: argparse.Namespace) -> list[tuple[str, str]]:
    """The files to write, each in its format; what cannot be written is said before the scan, not after it."""
    if chosen.diff and (chosen.statistics or (chosen.format != "text" and not chosen.output)):
        raise UsageError("--diff stands in the place of the report: write that to a file, by --report FORMAT=PATH")
    if chosen.statistics and "text" not in {chosen.format, *(kind.partition("=")[0] for kind in chosen.report)}:
        raise UsageError(f"--statistics is of the text report; {chosen.format} has every item, to count as you like")
    targets = [(chosen.format, chosen.output)] if chosen.output else []
    for wanted in chosen.report:
        kind, equals, path = wanted.partition("=")
        if not equals or not path or kind not in FORMATS:
            raise UsageError(f"--report {wanted}: FORMAT=PATH is wanted, with one of {', '.join(FORMATS)}")
        targets.append((kind, path))
    for path in filter(None, (*(path for _, path in targets), chosen.manifest)):
        if os.path.isdir(path) or not os.path.isdir(os.path.dirname(path) or "."):
            why = "it is a folder: name a file" if os.path.isdir(path) else "its folder does not exist: make it first"
            raise UsageError(f"cannot write {path}: {why}")
    return targets


def _rendered(scan: Scan, kind: str, chosen: argparse.Namespace, path: str) -> str:
    from msgspec.structs import replace

    from readylint.report import FORMATS as KNOWN

    laid_out = replace(
        screen(chosen, path, brief=chosen.quiet and not path),
        category=chosen.category,
        suppressed=chosen.show_suppressed,
        statistics=chosen.statistics,
    )
    return scan.rendered(f"{kind} {laid_out}", lambda: KNOWN[kind](scan.report, scan.text_of, laid_out))
