"""The report for a person: the decision and why, what to do first, then every item with its proof."""

from __future__ import annotations

import re
from collections.abc import Sequence

from readylint.decision import counted
from readylint.model import SEVERITIES, Assessment, Decision, Outcome, Report
from readylint.report.detail import categories, coverage, gate, services
from readylint.report.headline import WORDS, meaning, open_before, rate, subject
from readylint.report.known import fresh, known
from readylint.report.page import WIDEST, Page, Screen, clean, clip, sentence
from readylint.report.places import at, links, past, placed, proof, telling
from readylint.report.signed import signed
from readylint.report.statistics import statistics

FIRST = 7  # what to do first: as much as a person keeps in mind
NAMED = 12  # conditions, before the rest is only counted

_COLORS: dict[Outcome, str] = {"go": "green", "conditional_go": "yellow", "no_go": "red", "inconclusive": "yellow", "partial": "cyan"}


def text(report: Report, screen: Screen) -> str:
    """The report as text: nothing in it depends on anything but the report and the screen."""
    page = Page(screen.width)
    _title(page, report)
    _decision(page, report)
    page.gap()
    page.para(rate(report).replace(", listed below", "") if screen.statistics else rate(report))
    fresh(page, report)
    if screen.statistics:
        statistics(page, report)
    else:
        _first(page, report, FIRST)
    if not (screen.brief or screen.statistics):
        for part in (categories, gate, services, signed, known, coverage):
            part(page, report)
    return page.text(screen.color, links(report, screen))


def _title(page: Page, report: Report) -> None:
    repository = report.repository
    name = subject(report)
    said = f" at {repository.revision[:10]}" if repository.revision else ""
    said += " with uncommitted changes" if repository.dirty else ""
    said += f", {counted(repository.files, 'file')}"
    said += f", {counted(repository.commits, 'commit')}" if repository.commits else ""
    page.para(said[1:].lstrip(), ("bold", f"{name} " if said[0] == " " else f"{name}, "), indent=0)
    as_of = f", as of {report.as_of.date().isoformat()}" if report.as_of else ""
    page.para(f"readylint {report.version}, profile {report.decision.profile}{as_of}", indent=0, style="dim")


def _decision(page: Page, report: Report) -> None:
    decision = report.decision
    color = _COLORS[decision.outcome]
    rule = "=" * min(page.width, WIDEST)
    page.gap()
    page.line((color, rule))
    page.para(meaning(report), (f"bold {color}", f"{WORDS[decision.outcome].upper()}   "), indent=1, style="bold")
    page.line((color, rule))
    by_id = {a.item.id: a for a in report.assessments}
    blockers = [by_id[id] for id in decision.blockers if id in by_id]
    if (not blockers or decision.override or decision.outcome == "inconclusive") and decision.reasons != decision.conditions:
        page.gap()
        for reason in decision.reasons:
            page.para(sentence(reason))
    _blockers(page, blockers)
    _conditions(page, decision)


def _blockers(page: Page, failing: Sequence[Assessment]) -> None:
    if failing:
        page.gap()
        page.line(("bold", f"  {counted(len(failing), 'blocker')} {'fails' if len(failing) == 1 else 'fail'}:"))
    for assessment in failing:
        page.para(assessment.item.title, ("bold red", f"{assessment.item.id}  "), style="bold", indent=4)
        proof(page, assessment, 3, 12)


def _conditions(page: Page, decision: Decision) -> None:
    if not decision.conditions:
        return
    page.gap()
    page.line(("bold", f"  {open_before(decision)}:"))
    for condition in decision.conditions[:NAMED]:
        page.para(sentence(condition), ("", "- "), indent=4)
    if len(decision.conditions) > NAMED:
        page.line(("dim", f"    and {len(decision.conditions) - NAMED} more"))


def _first(page: Page, report: Report, most: int) -> None:
    """The failures, worst first, each with where it is and what to do."""
    failed = (a for a in report.assessments if a.verdict == "fail" and a.counts and not a.accepted)
    failing = sorted(failed, key=lambda a: SEVERITIES.index(a.item.severity))
    if failing:
        page.heading("What to do first")
    for number, assessment in enumerate(failing[:most], 1):
        item, where = assessment.item, telling(assessment, report.services)
        page.para(item.title, ("", f"{number}. "), ("bold", f"{item.id}  "), style="bold")
        at(page, placed(where) if where else ("dim", "nothing found"), past(where) if where else "", 5, f"{item.severity}  ")
        if item.fix:
            page.para(first_step(item.fix), indent=5)
    if len(failing) > most:
        page.para(f"and {len(failing) - most} more, below", style="dim")
    if failing:
        page.para(f"`readylint explain {failing[0].item.id}` says why an item matters, what passes, and how to mend it.", style="dim")


def first_step(fix: str) -> str:
    """The first clause of an instruction, as a sentence."""
    plain = clean(fix)
    end = re.search(r"(?<=.{20})[.;:](?=\s)", plain)
    step = sentence(plain[: end.start()] if end else plain)
    told = clip(step[:1].upper() + step[1:], 160)
    return told if told.count("`") % 2 == 0 else told[: told.rindex("`")].rstrip(" ,;:") + "..."
