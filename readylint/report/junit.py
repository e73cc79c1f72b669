"""JUnit XML, as CI servers show test results: a suite for each category, a case for each item, so that passes show too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from readylint.knowledge import regex
from readylint.model import CATEGORIES, Assessment, Report
from readylint.report.page import clean, sentence
from readylint.report.places import first, past, place

SHOWN = 50  # places under a failure

_NO_XML = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report) -> str:
    """The report as JUnit XML. What is unknown, does not apply or is accepted is skipped, with the reason."""
    root = Element("testsuites", name="readylint")
    for category in CATEGORIES:
        of = [a for a in report.assessments if a.item.category == category and a.counts]
        if of:
            _suite(root, category, of)
    _counts(root, list(root.iter("testcase")))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _suite(root: Element, category: str, of: Sequence[Assessment]) -> None:
    suite = SubElement(root, "testsuite", name=f"readylint.{category}")
    for assessment in of:
        _case(suite, assessment)
    _counts(suite, list(suite))


def _counts(of: Element, cases: Sequence[Element]) -> None:
    of.set("tests", str(len(cases)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        of.set(name, str(sum(1 for case in cases if case.find(tag) is not None)))
    of.set("time", "0")


def _case(suite: Element, assessment: Assessment) -> None:
    item, shown = assessment.item, first(assessment.findings or assessment.evidence)
    case = SubElement(suite, "testcase", classname=suite.get("name", ""), name=f"{item.id} {item.title}", time="0")
    if shown and shown.location:
        case.set("file", _xml(clean(shown.location.path)))
        case.set("line", str(shown.location.line))
    if assessment.verdict == "pass":
        SubElement(case, "system-out").text = _xml("\n".join(_told(assessment)))
    elif assessment.verdict in ("fail", "error") and not assessment.accepted:
        tag = "failure" if assessment.verdict == "fail" else "error"
        made = SubElement(case, tag, message=_xml(sentence(assessment.reason)), type=item.severity)
        made.text = _xml("\n".join(_told(assessment)))
    else:
        SubElement(case, "skipped", message=_xml(_skipped(assessment)))


def _skipped(assessment: Assessment) -> str:
    if assessment.accepted:
        return f"Accepted: {sentence(assessment.accepted)}"
    return f"{'Open' if assessment.verdict == 'unknown' else 'Does not apply'}: {sentence(assessment.reason)}"


def _told(assessment: Assessment) -> Iterator[str]:
    """The reason, the places, and how to mend it."""
    failed = assessment.verdict == "fail"
    yield sentence(assessment.reason)
    placed = [f for f in (assessment.findings if failed else assessment.evidence) if f.location]
    for finding in placed[:SHOWN]:
        yield "  ".join(filter(None, (place(finding), past(finding), clean(finding.message))))
    if len(placed) > SHOWN:
        yield f"and {len(placed) - SHOWN:,} more"
    if failed and assessment.item.fix:
        yield f"To mend it: {clean(assessment.item.fix)}"


def _xml(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _NO_XML.sub("?", text)
