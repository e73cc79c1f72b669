"""A tree judged: which rules, each run by itself, their findings folded, the decision made."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeAlias

from msgspec.structs import replace

from readylint import asleep, crash, parallel
from readylint.ahead import asked
from readylint.assessment import Subject, assess, crashed, deselected, inapplicable, not_yet
from readylint.conclusion import conclude
from readylint.config import Config, read_config
from readylint.fact import Facts
from readylint.facts import syntax
from readylint.facts.code import Code
from readylint.facts.commits import CommitCount
from readylint.facts.files import File, Files
from readylint.facts.foreign import Foreign
from readylint.facts.infrastructure import Infrastructure
from readylint.facts.project import Project
from readylint.facts.secrets import HistorySecrets, KnownHistory
from readylint.facts.today import Clock
from readylint.history import HistoryOption
from readylint.ignores import ignored
from readylint.judged import Scan
from readylint.knowledge import regex
from readylint.model import Assessment, Finding, Item, unclear
from readylint.options import Options, Progress
from readylint.patience import Patience
from readylint.registry import by_name, chosen
from readylint.rule import Example, Rule
from readylint.secrets.lesser import LesserOption
from readylint.secrets.marks import MarksOption
from readylint.snapshot import Snapshot

Found: TypeAlias = "list[Finding] | str"  # findings, or how the rule crashed
Run = Callable[[list[Rule]], list[tuple[str, Found, float]]]


def scan_snapshot(snapshot: Snapshot, rules: tuple[Rule, ...], options: Options, config: Config | None = None, *given: object) -> Scan:
    """Judges a snapshot, by its own configuration unless another is given. `given`: facts that somebody has already."""
    config = config or (Config() if options.isolated else read_config(snapshot, by_name(rules)))
    wanted = chosen(rules, options.select, (*options.ignore, *config.ignore))
    clock = Clock(options.as_of or options.today, options.as_of is not None)
    settings = (config.rules, config, clock, LesserOption(options.lesser), *asked(options))
    facts = Facts(snapshot, *settings, *given)
    with Patience(facts) as patience:
        subject = patience.with_(lambda: _subject(facts.get(Project)))
        found, seconds = _found([r for r in rules if r.check and r.item.id in wanted], facts, options.progress, patience)
    foreign = facts.get(Foreign)
    judged = tuple(_assessed(r, found.get(r.item.id), subject) if r.item.id in wanted else deselected(r) for r in rules)
    judged = asleep.told(judged, rules, facts, lambda tree: Facts(tree, *settings), findings_of)
    assessments = tuple(map(foreign.instead, judged))
    report = conclude(facts, config, options, assessments)
    timings = (*((f"rule {id}", s) for id, s in seconds.items()), *((f"fact {name}", s) for name, s in facts.seconds.items()))
    return Scan(replace(report, timings=timings), facts)


def _found(rules: list[Rule], facts: Facts, progress: Progress | None, patience: Patience) -> tuple[dict[str, Found], dict[str, float]]:
    """What every rule that may apply finds, and the seconds each took. Further processes help where that is worth it."""
    tally, place = parallel.Tally(len(rules)), {rule.item.id: n for n, rule in enumerate(rules)}

    def run(these: list[Rule]) -> list[tuple[str, Found, float]]:
        rows = []
        for rule in these:
            begun = tally.begin(place[rule.item.id])
            if progress and begun:
                progress(begun, len(rules), rule.item.title)
            began = time.perf_counter()
            rows.append((rule.item.id, patience.with_(partial(findings_of, rule, facts)), time.perf_counter() - began))
        return rows

    files = facts.get(Files)
    if not facts.get(Snapshot).forkable or not parallel.can_fork(len(files.all)):
        subject = _subject(facts.get(Project))
        rows = run([r for r in rules if not inapplicable(r, subject)])
    else:
        rows = _shared(rules, facts, run, lambda: (files.skipped, facts.seconds))
    return {id: found for id, found, _ in rows}, {id: seconds for id, _, seconds in rows}


def _subject(project: Project) -> Subject:
    return Subject(project.services, project.traits, project.apart)


def _shared(rules: list[Rule], facts: Facts, run: Run, closing: Callable[[], object]) -> list[tuple[str, Found, float]]:
    """The rules run in two processes, which share what the project was known by."""
    subject = _subject(facts.get(Project))
    checks = [(r, r.check) for r in rules if r.check and not inapplicable(r, subject)]
    past = [r for r, check in checks if parallel.needs(check, HistorySecrets)]
    heaps = parallel.together(((r, check) for r, check in checks if r not in past), facts)
    later = facts.get(KnownHistory).waits  # then by this process, once there is nothing else to do; else the longest first
    with parallel.Others(heaps if later else [past, *heaps], run, closing) as other:
        facts.get(CommitCount)  # for the report: git counts while the other process works
        other.help()
        rows = run(past) if later else []
        results, told = other.results()
    for said in told:
        _told(said, facts.get(Files), facts)
    return [*rows, *(row for result in results for row in result)]


def _told(told: object, files: Files, facts: Facts) -> None:
    """What the second process could not read, and how long its facts took, is told in the report too."""
    if isinstance(told, tuple):
        files.skipped |= told[0]
        facts.seconds |= {name: max(seconds, facts.seconds.get(name, 0)) for name, seconds in told[1].items()}


def findings_of(rule: Rule, facts: Facts) -> Found:
    """What one rule finds, run by itself: whatever it raises is its own verdict's only."""
    if rule.check is None:
        return []
    if (parallel.needs(rule.check, Code) or parallel.needs(rule.check, Infrastructure)) and not syntax.available():
        return [unclear("ast-grep is not installed for this machine, and code is not judged without it")]
    try:
        found = rule.check(**facts.for_(rule.check))
        if facts.get(MarksOption).obeyed:
            found = (ignored(rule.item, f, facts) for f in found)
        return identified(rule.item, found, facts.get(Files))
    except Exception as error:
        return crash.told(error)


def _assessed(rule: Rule, found: Found | None, subject: Subject) -> Assessment:
    """The verdict on one item."""
    if rule.check is None:
        return not_yet(rule)
    none = inapplicable(rule, subject)
    if none or found is None:
        return none or crashed(rule, "it was not run")
    return crashed(rule, found) if isinstance(found, str) else assess(rule, found, subject)


_LOGIN = regex(r"://[^\s/@]{1,500}@")  # in an address that a message quotes


def identified(item: Item, findings: Iterable[Finding], files: Files) -> list[Finding]:
    """Findings as the rule gave them, one for each place and message, with fingerprints that survive moved lines: the item, the
    path and the text of the line, numbered where a text occurs again."""
    seen: Counter[str] = Counter()
    made = []
    for finding in dict.fromkeys(findings):
        finding = replace(finding, message=_LOGIN.sub("://…@", finding.message)) if "://" in finding.message else finding
        if finding.kind == "aside":
            made.append(finding)
            continue
        text = f"{item.id}\0{finding.location.path if finding.location else ''}\0{_line(finding, files)}\0{finding.service or ''}"
        seen[text] += 1
        digest = hashlib.blake2b(f"{text}\0{seen[text]}".encode("utf-8", "replace"), digest_size=12).hexdigest()
        made.append(replace(finding, fingerprint=finding.fingerprint or digest))
    return made


def _line(finding: Finding, files: Files) -> str:
    file = files.get(finding.location.path) if finding.location and finding.in_tree else None
    at = finding.location.line if finding.location else 0
    return file.asked(_squeezed, at) if file and at > 1 else ""


def _squeezed(file: File, line: int) -> str:
    lines = file.text.splitlines()
    return re.sub(r"\s+", "", lines[line - 1]) if line <= len(lines) else ""


def judge_example(rule: Rule, example: Example) -> Assessment:
    """What a rule says of one of its examples. An example is small: unless it expects `na`, it is taken to have the trait
    that the item speaks of, so that it need not carry a whole app."""
    facts = Facts(Snapshot.of(example.repo), Config().rules, Config(), HistoryOption(True))
    project = facts.get(Project)
    subject = _subject(project)
    found = findings_of(rule, facts)
    made = crashed(rule, found) if isinstance(found, str) else assess(rule, found, subject)
    return _assessed(rule, found, subject) if example.verdict == "na" != made.verdict else made
