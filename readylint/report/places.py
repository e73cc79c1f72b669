"""Where a verdict can be seen: `path:line`, whole and on a line of its own, so that an editor or a terminal can follow it."""

from __future__ import annotations

from collections.abc import Iterable

from readylint.assessment import belongs
from readylint.knowledge import regex
from readylint.model import Assessment, Finding, Report, Service
from readylint.remote import at_line
from readylint.report.page import Page, Screen, clean, sentence
from readylint.report.paint import PLACE, Link, Span

MARGIN = 2
_PLAIN = regex(r"(?!.*\.\.)[\w@+ ./()\[\]-]+")  # a path that is shown as it is
_WORDS = {"unknown": "open", "na": "n/a"}


def place(finding: Finding) -> str:
    """`path:line`."""
    return clean(str(finding.location)) if finding.location else ""


def placed(finding: Finding) -> Span:
    """The same as a span that a terminal can follow, to the commit that held it."""
    return f"{PLACE} {finding.commit or ''}".strip(), place(finding)


def links(report: Report, screen: Screen) -> Link | None:
    """Where places lead: to the line on the code host, never to the file here, since a desktop may run a stranger's file."""
    repository = report.repository
    if not (screen.links and repository.web and repository.revision):
        return None

    def link(where: str, commit: str) -> str:
        path, _, line = where.rpartition(":")
        known = _PLAIN.fullmatch(path) and line.isdigit()
        return at_line(repository.web, commit or repository.revision, path, int(line)) if known else ""

    return link


def past(finding: Finding) -> str:
    """The commit of something found in the history, and whether it still stands; "" for the tree of today."""
    if not finding.commit:
        return ""
    day = f" of {finding.author_date.date().isoformat()}" if finding.author_date else ""
    return f"commit {finding.commit[:10]}{day}, {'still' if finding.in_tree else 'no longer'} in the tree"


def why(page: Page, assessment: Assessment, indent: int) -> None:
    """The reason, or, where services differ, that of each."""
    if not assessment.services:
        page.para(sentence(assessment.reason), indent=indent)
    for verdict in assessment.services:
        if verdict.verdict == assessment.verdict:
            page.para(sentence(verdict.reason), ("bold", f"{clean(verdict.service)}: "), indent=indent)
    others = [s for s in assessment.services if s.verdict != assessment.verdict]
    if others:
        said = "; ".join(f"{s.service}: {_WORDS.get(s.verdict, s.verdict)}" for s in others)
        page.para(said, ("dim", "elsewhere, "), indent=indent, style="dim")


def proof(page: Page, assessment: Assessment, most: int, indent: int) -> None:
    """The reason, then the places behind it; what the reason has already said is not said again."""
    why(page, assessment, indent)
    shown = [f for f in assessment.findings if f.location]
    told = clean(" ".join([assessment.reason, *(s.reason for s in assessment.services)])).lower()
    for finding in shown[:most]:
        message = clean(finding.message)
        marked = f"suppressed: {clean(finding.suppressed)}" if finding.suppressed else clean(finding.accepted)
        said = (past(finding), "" if message.lower() in told else message, marked)
        at(page, placed(finding), "; ".join(filter(None, said)), indent)
        told += " " + message.lower()
    if len(shown) > most:
        page.line(("dim", f"{' ' * indent}and {len(shown) - most:,} more"))


def at(page: Page, where: Span, message: str, indent: int, head: str = "") -> None:
    """A place and what is there: on one line if it fits, else below."""
    lead = ("", " " * indent + head)
    if not message or len(lead[1] + where[1] + message) + MARGIN <= page.width:
        page.line(lead, where, ("", f"  {message}" if message else ""))
    else:
        page.line(lead, where)
        page.para(message, indent=indent + MARGIN)


def telling(assessment: Assessment, services: tuple[Service, ...]) -> Finding | None:
    """The finding to name when only one of a failure is named: of a service that fails, where not all do."""
    failing = [s for s in services if assessment.services and assessment.of(s.name).verdict == assessment.verdict]
    own = (f for f in assessment.findings if f.location and any(belongs(f, s, services) for s in failing))
    return next(own, first(assessment.findings))


def first(findings: Iterable[Finding]) -> Finding | None:
    """The finding to name when only one is named."""
    return next((f for f in findings if f.location), None)
