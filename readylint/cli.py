"""The command line: arguments, run, exit code. The only module that prints; everything heavy is imported where it is needed.

Exit: 0 the gate passed, 1 it failed, 2 usage or configuration, 3 inconclusive, 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from readylint.arguments import FORMATS, SEVERITIES, UsageError, parser

if TYPE_CHECKING:
    from readylint.engine import Scan
    from readylint.model import Report
    from readylint.report.page import Screen
    from readylint.rule import Rule

    Progress = Callable[[int, int, str], None]

PASSED, FAILED, USAGE, INCONCLUSIVE, INTERRUPTED = 0, 1, 2, 3, 130
PIPED = 100  # columns where nobody says how wide the reader's are


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    try:
        chosen = parser().parse_args(arguments)
        return {"scan": _scan, "check": _check, "rules": _rules, "rules test": _test, "explain": _explain}[chosen.command](chosen)
    except UsageError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        _log("interrupted")
        return INTERRUPTED
    except Exception as error:  # exit 1 would say that the gate failed
        import traceback

        from readylint import crash

        traceback.print_tb(error.__traceback__)
        return _fail(f"this is a bug in readylint: {crash.told(error)}")
    finally:
        if loaded := sys.modules.get("readylint.patterns"):
            loaded.keep()


def _fail(message: str) -> int:
    _log(message)
    return USAGE


def _log(message: str) -> None:
    """One line on standard error, whatever a repository wrote into it."""
    from readylint.report.page import clean

    print(f"readylint: {clean(message)}", file=sys.stderr)


def exit_code(report: Report, fail_on: str, fail_severity: str) -> int:
    """The decision held against the gate. An inconclusive one is 3 whatever the gate: what was not judged is never green."""
    outcome = report.decision.outcome
    if outcome == "inconclusive":
        return INCONCLUSIVE
    if fail_on == "never" or report.decision.profile == "advisory":
        return PASSED
    if outcome == "partial":
        return _partial(report, SEVERITIES[: SEVERITIES.index(fail_severity) + 1])
    failing = ("no_go",) if fail_on == "no_go" else ("no_go", "conditional_go")
    return FAILED if outcome in failing else PASSED


def _partial(report: Report, deciding: tuple[str, ...]) -> int:
    verdicts = {a.verdict for a in report.assessments if a.counts and a.item.severity in deciding}
    return FAILED if "fail" in verdicts else INCONCLUSIVE if "error" in verdicts else PASSED


def _scan(chosen: argparse.Namespace) -> int:
    targets = _targets(chosen)
    scan = _scanned(chosen)
    code = exit_code(scan.report, chosen.fail_on, chosen.fail_severity)
    for kind, path in targets:
        _write(path, _rendered(scan, kind, chosen, path))
    if not chosen.output and not (chosen.quiet and chosen.format == "text" and code == PASSED):
        _say(_rendered(scan, chosen.format, chosen, ""))
    if code == INCONCLUSIVE and (chosen.output or chosen.format != "text"):
        _log("; ".join(("inconclusive", *scan.report.decision.reasons)))
    if chosen.timings:
        for name, seconds in sorted(scan.report.timings, key=lambda t: -t[1]):
            print(f"{seconds * 1000:9.1f} ms  {name}", file=sys.stderr)
    return code


def _scanned(chosen: argparse.Namespace, *, lesser: bool = False) -> Scan:
    from pathlib import Path

    from readylint.config import ConfigError
    from readylint.engine import Options, scan
    from readylint.registry import UnknownRule
    from readylint.rule import RuleError
    from readylint.snapshot import SnapshotError

    with _bar(_wants_bar(chosen)) as progress:
        options = Options(
            revision=chosen.rev, history=not chosen.no_history, select=_split(chosen.select), ignore=_split(chosen.ignore),
            profile=chosen.profile, as_of=chosen.as_of, isolated=chosen.isolated, cache=not (chosen.no_cache or chosen.timings),
            lesser=lesser, progress=progress,
        )
        try:
            return scan(Path(chosen.path), options)
        except (ConfigError, SnapshotError, RuleError, UnknownRule) as error:
            raise UsageError(str(error)) from error


def _split(lists: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip() for part in lists for name in part.split(",") if name.strip())


def _targets(chosen: argparse.Namespace) -> list[tuple[str, str]]:
    """The files to write, each in its format; what cannot be written is said before the scan, not after it."""
    targets = [(chosen.format, chosen.output)] if chosen.output else []
    for asked in chosen.report:
        kind, equals, path = asked.partition("=")
        if not equals or not path or kind not in FORMATS:
            raise UsageError(f"--report {asked}: FORMAT=PATH is wanted, with one of {', '.join(FORMATS)}")
        targets.append((kind, path))
    for _, path in targets:
        if os.path.isdir(path) or not os.path.isdir(os.path.dirname(path) or "."):
            raise UsageError(f"cannot write {path}: {'it is a folder' if os.path.isdir(path) else 'its folder does not exist'}")
    return targets


def _rendered(scan: Scan, kind: str, chosen: argparse.Namespace, path: str) -> str:
    from readylint.report import FORMATS as KNOWN

    return KNOWN[kind](scan.report, scan.text_of, _screen(chosen, path, brief=chosen.quiet and not path))


def _write(path: str, text: str) -> None:
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error


def _say(text: str) -> None:
    """Writes to standard output; a character that it does not know costs itself, not the report."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, `head` say, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _screen(chosen: argparse.Namespace, path: str = "", *, brief: bool = False) -> Screen:
    import shutil

    from readylint.report.page import Screen

    width = PIPED if path else shutil.get_terminal_size((PIPED, 24)).columns
    return Screen(width, not path and _color(chosen.color), brief)


def _color(asked: str) -> bool:
    if asked != "auto":
        return asked == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def _wants_bar(chosen: argparse.Namespace) -> bool:
    switched_off = chosen.no_progress or chosen.quiet or os.environ.get("CI") or os.environ.get("PRE_COMMIT")
    return not switched_off and sys.stderr.isatty()


@contextmanager
def _bar(shown: bool) -> Iterator[Progress | None]:
    """A progress bar on standard error, or nothing."""
    if not shown:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    name = TextColumn("{task.description}", markup=False)
    with Progress(BarColumn(), MofNCompleteColumn(), name, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, title: bar.update(task, completed=done, total=total, description=title)


def _check(chosen: argparse.Namespace) -> int:
    from pathlib import Path

    from readylint.check import check
    from readylint.config import ConfigError
    from readylint.report.page import clean
    from readylint.rule import RuleError
    from readylint.snapshot import SnapshotError

    if bool(chosen.files) == chosen.staged:
        raise UsageError("check: name files, or say --staged")
    try:
        found, unread = check(Path(), None if chosen.staged else chosen.files, isolated=chosen.isolated)
    except (ConfigError, SnapshotError, RuleError) as error:
        raise UsageError(str(error)) from error
    for item, finding in found:
        _say(clean(f"{finding.location}:{finding.location.column if finding.location else 1}: {item.id} {finding.message}") + "\n")
    for skipped in unread:
        _log(f"{skipped.path}: {skipped.why}")
    return FAILED if found else INCONCLUSIVE if unread else PASSED


def _rules(chosen: argparse.Namespace) -> int:
    from readylint.report import catalogue

    items = [rule.item for rule in _loaded()]
    _say(catalogue.as_json(items) if chosen.format == "json" else catalogue.table(items, _screen(chosen)))
    return PASSED


def _test(chosen: argparse.Namespace) -> int:
    from readylint.rule import RuleError
    from readylint.testing import cases, rules_at

    try:
        every = cases(*rules_at(chosen.path))
    except (RuleError, FileNotFoundError) as error:
        raise UsageError(str(error)) from error
    wrong = [(case.name, said) for case in every if (said := case.wrong)]
    for name, said in wrong:
        _say(f"{name}: {said}\n")
    _say(f"{len(every) - len(wrong)} of {len(every)} examples are judged as they expect\n")
    return FAILED if wrong or not every else PASSED


def _explain(chosen: argparse.Namespace) -> int:
    from difflib import get_close_matches

    from readylint.report.catalogue import explanation

    items = [rule.item for rule in _loaded()]
    wanted = chosen.item.strip().lower()
    found = next((i for i in items if wanted in (i.id.lower(), i.slug)), None)
    if found is None:
        near = get_close_matches(wanted, [n for i in items for n in (i.id.lower(), i.slug)], 1)
        said = near[0].upper() if near and near[0][-1].isdigit() else "".join(near)
        raise UsageError(f"no item is called {chosen.item!r}" + (f", did you mean {said!r}?" if near else ""))
    _say(explanation(found, _screen(chosen)) + (_here(chosen, found.id) if chosen.repo else ""))
    return PASSED


def _here(chosen: argparse.Namespace, id: str) -> str:
    """The verdict on one item in one repository, and all that is behind it."""
    from readylint.report.explained import here

    asked = parser().parse_args(["scan", chosen.repo, "--select", id, *(["--no-history"] if chosen.no_history else [])])
    return "\n" + here(_scanned(asked, lesser=True).report, id, _screen(chosen))


def _loaded() -> tuple[Rule, ...]:
    from readylint.registry import load
    from readylint.rule import RuleError

    try:
        return load()
    except RuleError as error:
        raise UsageError(str(error)) from error
