"""The decision and the status table as GitHub-flavoured Markdown, to paste into a pull request, an issue or a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readylint.knowledge import regex
from readylint.model import SEVERITIES, Assessment, Finding, Report, Repository, Verdict
from readylint.remote import at_commit, at_line
from readylint.report.headline import WORDS, meaning, open_before, rate
from readylint.report.page import clean, clip, quotations, sentence
from readylint.report.places import past, place
from readylint.report.signed import told

LARGEST = 65_000  # bytes: GitHub takes 65,536 characters of a comment
LONGEST = 240  # characters of a cell's prose
SHOWN = 2  # places of an item
_ROOM = 9_000  # bytes of each list beside the table

_ORDER: tuple[Verdict, ...] = ("error", "fail", "unknown", "pass", "na")
_STATUS: dict[Verdict, str] = {"error": "⚠️ error", "fail": "❌ fail", "unknown": "❔ open", "pass": "✅ pass", "na": "➖ n/a"}
_ANSWERS = {"yes": "✅ yes", "no": "❌ no", "unknown": "❔ don't know", "na": "➖ n/a"}
_SPECIAL = regex(r"[\\`*_{}\[\]<>~|$#@]|^[-+]|^[0-9]+[.)]|(?<=:)//|(?<=\bwww)\.", re.IGNORECASE)
_NOTHING = "&#8203;"  # has no width; behind it a name, a number or an address is no link and calls nobody


def markdown(report: Report) -> str:
    """The report as Markdown, no longer than a comment may be: what does not fit is counted, the best verdicts first."""
    judged = sorted((a for a in report.assessments if a.judged), key=_order)
    head, tail = "".join(_head(report)), "".join(_tail(report))
    room = LARGEST - len((head + tail).encode())
    table = _within((_row(a, report.repository) for a in judged), room, "\nand {} more that do not fit into a comment\n")
    return f"{head}\n| Item | Status | Evidence |\n|---|---|---|\n{table}{tail}" if table else head + tail


def _order(assessment: Assessment) -> tuple[int, int, str]:
    return _ORDER.index(assessment.verdict), SEVERITIES.index(assessment.item.severity), assessment.item.id


def _within(lines: Iterable[str], room: int, rest: str = "- and {} more\n") -> str:
    """The lines that fit, and how many do not."""
    kept: list[str] = []
    left, room = 0, room - 100
    for line in lines:
        room -= len(line.encode())
        if room >= 0:
            kept.append(line)
        else:
            left += 1
    return "".join(kept) + (rest.format(left) if left else "")


def _head(report: Report) -> Iterator[str]:
    decision, repository = report.decision, report.repository
    yield f"## {WORDS[decision.outcome]}: {escaped(clip(meaning(report), 2 * LONGEST))}\n\n"
    yield f"{escaped(rate(report).replace('listed below', 'listed in the table'))}\n\n"
    if decision.reasons != decision.conditions:
        yield _bullets(decision.reasons)
    if decision.conditions:
        yield f"\n**{open_before(decision)}**\n\n{_bullets(decision.conditions)}"
    if report.since:
        new = [f"{f.item.id} {f.location or f.service}: {f.message}" for f in report.since.new] or ["nothing"]
        yield f"\n**New since {escaped(clip(report.since.revision, LONGEST))}**\n\n{_bullets(new)}"
    if report.gate:
        yield "\n| The final gate | |\n|---|---|\n"
        yield from (f"| {escaped(asked.question)} | {_ANSWERS[asked.answer]} |\n" for asked in report.gate)
    if repository.history:
        yield f"\n{_line(f'history: {repository.history}')}\n"


def _tail(report: Report) -> Iterator[str]:
    repository = report.repository
    if report.entries:
        yield f"\n**What people answer for**\n\n{_bullets(f'{e.state}: {told(e)}' for e in report.entries)}"
    if report.baseline:
        known = f"counts for nothing: {report.baseline.why}" if report.baseline.why else f"holds {report.baseline.matched:,} known failures"
        yield f"\n{_line(f'the baseline {known}')}\n"
    if report.notes:
        yield f"\n**What the configuration changes**\n\n{_bullets(report.notes)}"
    of = escaped(clip(repository.name, LONGEST))
    if repository.revision:
        of += f" at {_linked(repository.revision[:10], at_commit(repository.web, repository.revision))}"
    of += " with uncommitted changes" if repository.dirty else ""
    day = f", as of {report.as_of.date().isoformat()}" if report.as_of else ""
    yield f"\n<sub>{of}{day}. readylint {escaped(report.version)}, profile {escaped(report.decision.profile)}.</sub>\n"


def _bullets(texts: Iterable[str]) -> str:
    return _within((f"- {_line(text)}\n" for text in texts), _ROOM)


def _line(text: str) -> str:
    return prose(clip(sentence(text), 4 * LONGEST))


def _row(assessment: Assessment, repository: Repository) -> str:
    item = assessment.item
    status = _STATUS[assessment.verdict] + (", accepted" if assessment.accepted else "") + (", in preview" if item.preview else "")
    title = f"**{item.id}** {escaped(item.title)} ({item.severity})"
    return f"| {title} | {status} | {'<br>'.join(_evidence(assessment, repository))} |\n"


def _evidence(assessment: Assessment, repository: Repository) -> Iterator[str]:
    """The reason, then the first places; of a pass only those."""
    found = assessment.findings if assessment.verdict == "fail" else assessment.evidence
    placed = [f for f in found if f.location]
    if assessment.verdict != "pass" or not placed:
        yield prose(clip(sentence(assessment.reason), LONGEST))
    if assessment.accepted:
        yield f"Accepted: {prose(clip(sentence(assessment.accepted), LONGEST))}"
    for finding in placed[:SHOWN]:
        told = "" if assessment.verdict == "fail" and assessment.reason.startswith(finding.message) else finding.message
        said = "; ".join(filter(None, (past(finding), clip(clean(told), LONGEST))))
        yield f"{_place(finding, repository)} {prose(said)}".rstrip()
    if len(placed) > SHOWN:
        yield f"and {len(placed) - SHOWN:,} more"


def _place(finding: Finding, repository: Repository) -> str:
    at = finding.location
    if not at:
        return ""
    revision = finding.commit if finding.commit and not finding.in_tree else repository.revision
    return _linked(clip(place(finding), LONGEST), at_line(repository.web, revision, at.path, at.line))


def _linked(text: str, address: str) -> str:
    plain = address.replace("(", "%28").replace(")", "%29")
    return f"[{_code(text)}]({plain})" if address else _code(text)


def prose(text: str) -> str:
    """A text with its quotations as code, and nothing in it alive."""
    return "".join(_code(part) if quoted else _between(part) for quoted, part in quotations(clean(text)))


def _between(text: str) -> str:
    """What stands between quotations, with the blanks around it."""
    return f"{' ' * text.startswith(' ')}{escaped(text)}{' ' * (text.endswith(' ') and text != ' ')}"


def _code(text: str) -> str:
    """A text in a code span; where a table or a backtick would end it, as plain text."""
    plain = clean(text)
    if not plain or "`" in plain or ("|" in plain and "\\" in plain):
        return escaped(plain)
    return f"`{plain}`".replace("|", "\\|")


def escaped(text: str) -> str:
    """A text that is no markup."""
    return _SPECIAL.sub(_harmless, clean(text).replace("&", "&amp;"))


def _harmless(found: re.Match[str]) -> str:
    mark = found[0]
    if mark == "|":
        return "&#124;"
    if mark in "#@":  # also in the middle of a word: an address of mail, a ticket of another repository
        return f"{mark}{_NOTHING}"
    return f"{_NOTHING}{mark}" if mark == "//" else f"{mark[:-1]}\\{mark[-1]}"
