"""A report of a repository whose every name and text means ill, for every format that shows it."""

from __future__ import annotations

from datetime import date, datetime, timezone

from msgspec.structs import replace

from readylint.entries import Entry, Origin, Standing
from readylint.model import Assessment, Coverage, Finding, Location, Report, Service, ServiceVerdict, Skipped, Trait
from tests.sample_report import ASSESSMENTS, CI, HEALTH, HISTORY, INJECTION, REPORT

TEXTS = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload='alert(1)'>",
    "[click](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "https://evil.example/y www.evil.example",
    "javascript:alert(1)",
    "@octocat mail@evil.example #1 acme/shop#2",
    "`code` and a lone ` and ``` three",
    "a|b\\|c `d|e` `f\\|g`",
    "{{ 7 * 7 }} {% raw %} ${x} $y$",
    "user\u202egnp.exe\u2066 \u061carabic\u200b mark",
    "::error::no \x1b[31m ##[error]no \x00 \x85",
    '=HYPERLINK("https://evil.example")',
    "+1+cmd|' /C calc'!A1",
    "\t-2 \r\n<!-- comment --> ]]> &lt; &amp; ",
    "\udc80 \udcff \ufffe",
    "**bold** _under_ ~~gone~~ # head\n- list",
)


def _found(text: str, number: int) -> Finding:
    when = datetime(2020, 1, 1 + number, tzinfo=timezone.utc)
    return Finding("contradicts", text, Location(f"{text}.py", number + 1), commit="ab" * 20, author_date=when, suppressed=text, accepted=text)


def _standing(text: str) -> Standing:
    entry = Entry("waive", text, date(2027, 1, 1), item="TST003", reason=text, paths=(text,), service=text)
    return Standing(entry, "unused", text, Origin("ab" * 20, text, text, datetime(2026, 1, 1, tzinfo=timezone.utc)))


def _judged(text: str) -> tuple[Assessment, ...]:
    placed = tuple(replace(_found(text, n), commit=None, author_date=None, suppressed=None, accepted="") for n in range(3))
    return (
        Assessment(CI, "fail", text, findings=placed, services=(ServiceVerdict(text, "fail", text), ServiceVerdict("b", "pass", text))),
        Assessment(HISTORY, "fail", text, findings=(_found(text, 1),), accepted=text, waiver=_standing(text)),
        Assessment(INJECTION, "unknown", text, findings=placed, attestation=_standing(text)),
        Assessment(HEALTH, "pass", text, evidence=placed),
        replace(ASSESSMENTS[0], reason=text, verdict="na", evidence=()),
        replace(ASSESSMENTS[-1], reason=text),
    )


def hostile(text: str) -> Report:
    """The report in which everything that comes from the repository is this text."""
    traits = (Trait("http", True, ((Location(text, 1), text),)),)
    return replace(
        REPORT,
        repository=replace(REPORT.repository, name=text, history=text),
        coverage=Coverage(1, (Skipped(text, text),), (text,)),
        traits=traits,
        services=(Service(text, text, "service", (text,), traits), Service("b", inferred=False)),
        assessments=_judged(text),
        decision=replace(REPORT.decision, reasons=(text,), conditions=(text,)),
        service_decisions=tuple(replace(d, service=name, conditions=(text,)) for d, name in zip(REPORT.service_decisions, (text, "b"))),
        notes=(text,),
        entries=(_standing(text),),
        anchors=(f"{text}.py",),
        owners=((f"{text}.py", (text, "@b")),),
    )
