"""The formats of other tools, each read back by its own reader or by one as strict as its documentation."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Literal
from xml.etree import ElementTree

import cmarkgfm
import msgspec
import pytest
from hypothesis import given, settings, strategies as st
from junitparser import Failure, JUnitXml, Skipped
from msgspec.structs import replace

from readylint.model import Assessment, Baselined, Fresh, Location, Report, Since
from readylint.report import FORMATS
from readylint.report.markdown import prose
from readylint.report.page import Screen
from readylint.report.rdjsonl import inert
from tests.hostile import TEXTS, hostile
from tests.sample_report import CLEAN, EMPTY, FILES, INJECTION, REPORT, found, text_of

UNSAFE = cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE  # HTML in the text comes out as HTML: the sanitizer of a host is not counted on
WEB = "https://github.com/acme/shop"
HOSTED = replace(REPORT, repository=replace(REPORT.repository, web=WEB))


def rendered(kind: str, report: Report = REPORT) -> str:
    texts = text_of if report.repository.name == "shop" else lambda path: "a\nb\nc\nd\n"
    return FORMATS[kind](report, texts, Screen())


# GitLab: what its own schema and reader want (app/validators/json_schemas/codeclimate.json), and what its documentation does.


class Lines(msgspec.Struct, forbid_unknown_fields=True):
    begin: int
    end: int


class Place(msgspec.Struct, forbid_unknown_fields=True):
    path: str
    lines: Lines


class Issue(msgspec.Struct, forbid_unknown_fields=True):
    description: str
    check_name: str
    fingerprint: str
    severity: Literal["info", "minor", "major", "critical", "blocker"]
    location: Place


def issues(report: Report) -> list[Issue]:
    return msgspec.json.decode(rendered("gitlab", report), type=list[Issue])


def test_gitlab_reads_the_failures() -> None:
    told = issues(REPORT)
    assert len({i.fingerprint for i in told}) == len(told) > 9
    assert all(i.description and i.location.path in FILES and 1 <= i.location.lines.begin <= i.location.lines.end for i in told)
    assert {i.check_name: i.severity for i in told} == {
        "SEC002": "blocker", "REL001": "blocker", "TST003": "critical", "SEC009": "critical", "OPS001": "critical", "SEC021": "major",
    }  # fmt: skip
    assert "readylint accepts" not in rendered("gitlab")
    assert issues(EMPTY) == issues(CLEAN) == []


def test_gitlab_gets_no_fingerprint_twice() -> None:
    twice = Assessment(
        INJECTION, "fail", "x", findings=tuple(found("contradicts", "y", "README.md", n, fingerprint="same") for n in (1, 3))
    )
    told = issues(replace(REPORT, assessments=(twice,)))
    assert len({i.fingerprint for i in told}) == 2
    assert told == issues(replace(REPORT, assessments=(twice,)))


# reviewdog: its protocol (proto/rdf/reviewdog.proto), as far as it is used.


class Position(msgspec.Struct, forbid_unknown_fields=True):
    line: int
    column: int


class Range(msgspec.Struct, forbid_unknown_fields=True):
    start: Position
    end: Position


class Spot(msgspec.Struct, forbid_unknown_fields=True):
    path: str
    range: Range


class Named(msgspec.Struct, forbid_unknown_fields=True):
    name: str = ""
    value: str = ""


class Diagnostic(msgspec.Struct, forbid_unknown_fields=True):
    message: str
    location: Spot
    severity: Literal["ERROR", "WARNING", "INFO"]
    source: Named
    code: Named


def diagnostics(report: Report) -> list[Diagnostic]:
    return [msgspec.json.decode(line, type=Diagnostic) for line in rendered("rdjsonl", report).splitlines()]


def test_reviewdog_reads_the_failures() -> None:
    told = diagnostics(REPORT)
    assert {d.code.value for d in told} == {"SEC002", "REL001", "TST003", "SEC009", "OPS001", "SEC021"}
    assert next(d for d in told if d.code.value == "SEC002").severity == "ERROR"
    assert diagnostics(EMPTY) == []


def test_reviewdog_counts_bytes() -> None:
    odd = Assessment(INJECTION, "fail", "x", findings=(found("contradicts", "y", "ü.py", 1),))
    report = replace(REPORT, assessments=(odd,))
    text = FORMATS["rdjsonl"](report, {"ü.py": "a𐐀ü\nb"}.get, Screen())
    assert json.loads(text)["location"]["range"] == {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 1 + 1 + 4 + 2}}


def test_a_review_comment_calls_nobody_and_links_nowhere() -> None:
    for text in TEXTS:
        made = cmarkgfm.github_flavored_markdown_to_html(" ".join(d.message for d in diagnostics(hostile(text))), UNSAFE)
        assert not re.search(r"<(?!/?(p|code|em|strong|del)>)", made), made
        assert not re.search(r"@\w", made)
    assert inert("a list [1] at 3 < 4") == "a list \\[1] at 3 \\< 4"


# JUnit, by a reader that knows what CI servers make of it.


def test_junit_shows_passes_too() -> None:
    told = JUnitXml.fromstring(rendered("junit").encode())
    cases = {case.name.split()[0]: case for suite in told for case in suite}
    assert set(cases) == {a.item.id for a in REPORT.assessments if a.counts}
    assert (told.tests, told.failures, told.errors, told.skipped) == (11, 6, 1, 2)
    assert [suite.name for suite in told][:2] == ["readylint.tests", "readylint.data"]
    assert sum(suite.tests for suite in told) == 11
    assert cases["TST001"].is_passed and not cases["TST003"].is_passed
    [failure] = cases["TST003"].result
    assert isinstance(failure, Failure)
    assert ".github/workflows/ci.yml:5" in (failure.text or "") and "To mend it" in (failure.text or "")
    [skipped] = cases["DAT006"].result
    assert isinstance(skipped, Skipped) and skipped.message.startswith("Open: ")


def test_what_is_accepted_fails_no_junit() -> None:
    accepted = replace(REPORT.assessments[1], accepted="waived by Ana Ruiz until 2027-01-31")
    told = JUnitXml.fromstring(rendered("junit", replace(REPORT, assessments=(accepted,))).encode())
    assert (told.failures, told.skipped) == (0, 1)


@pytest.mark.parametrize("text", TEXTS)
def test_junit_of_a_hostile_repository_is_xml(text: str) -> None:
    made = rendered("junit", hostile(text))
    told = ElementTree.fromstring(made.encode("utf-8"))
    assert {element.tag for element in told.iter()} <= {"testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out"}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u061c]", made)


# CSV, by Python's reader and by what spreadsheets compute.


def rows(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(rendered("csv", report))))


def test_csv_has_a_row_for_each_place() -> None:
    told = rows(REPORT)
    assert {r["item"] for r in told} == {a.item.id for a in REPORT.assessments}
    gone = next(r for r in told if r["path"] == "config/production.env")
    assert (gone["item"], gone["verdict"], gone["kind"], gone["line"], gone["date"], gone["in_tree"]) == (
        "SEC002",
        "fail",
        "against",
        "12",
        "2023-04-01",
        "no",
    )
    assert [r["reason"] for r in told if r["item"] == "OPS001"] == ["none found; searched: documents whose headings speak of operations"]
    assert rows(EMPTY) == []


@pytest.mark.parametrize("text", TEXTS)
def test_a_spreadsheet_computes_nothing(text: str) -> None:
    for row in csv.reader(io.StringIO(rendered("csv", hostile(text)))):
        assert len(row) == 18
        assert [cell for cell in row if re.match(r"\s*[=+\-@＝＋－＠\t\r]", cell)] == []


# Markdown, by GitHub's own reader.

ALLOWED = re.compile(r"</?(h2|p|strong|ul|li|table|thead|tbody|tr|th|td|code|br|sub)\s?/?>")


def page(report: Report) -> str:
    return cmarkgfm.github_flavored_markdown_to_html(rendered("markdown", report), UNSAFE)


def test_markdown_begins_with_the_decision() -> None:
    text = rendered("markdown")
    assert text.startswith("## No-go: shop is not ready for real users.\n")
    assert (
        text.index("Pass rate 84%")
        < text.index("Also open, before a go")
        < text.index("2 a.m.")
        < text.index("| Item | Status | Evidence |")
    )
    html = page(REPORT)
    table = re.findall(r"<tr>\n<td><strong>(\w+)</strong> [^<]*</td>\n<td>\W+ (\w+)", html)
    assert table[0] == ("DOC003", "error") and table[1] == ("REL001", "fail") and table[-1][0] == "API003"
    assert len(table) == sum(a.counts for a in REPORT.assessments)
    assert "<code>config/production.env:12</code> commit 4f5a1c09be of 2023-04-01, no longer in the tree" in html


def test_markdown_says_what_is_new_and_what_is_known() -> None:
    since = Since("v1", "ab" * 20, (Fresh(INJECTION, "a query", location=Location("a.py", 3)),))
    text = rendered("markdown", replace(REPORT, since=since, baseline=Baselined("base.json", "", 4, 3, 1)))
    assert "**New since v1**\n\n- SEC009 a.py:3: a query.\n" in text
    assert "The baseline holds 3 known failures." in text


def test_markdown_links_to_the_code_host() -> None:
    text = rendered("markdown", HOSTED)
    assert f"[`shop/views.py:5`]({WEB}/blob/{'1f' * 20}/shop/views.py#L5)" in text
    assert f"[`config/production.env:12`]({WEB}/blob/4f5a1c09be{'0' * 30}/config/production.env#L12)" in text


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_text_stays_text_in_markdown(text: str) -> None:
    html = page(hostile(text))
    assert not re.search("<", ALLOWED.sub("", html)), html
    assert not re.search(r"@\w|#\d|://\w", re.sub(r"<code>.*?</code>", "", html))
    assert html.count("<tr>") == 6 + 1 + len(REPORT.gate) + 1
    for row in re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL):
        assert len(re.findall("<t[dh]>", row)) in (2, 3)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_stays_text_in_markdown(text: str) -> None:
    assert not re.search("<", ALLOWED.sub("", page(hostile(text))))


@pytest.mark.parametrize("text", ["# " * 1_000, "| `" * 1_000, "x" * 3_000])
def test_markdown_fits_a_comment(text: str) -> None:
    big = hostile(text)
    many = replace(big, assessments=big.assessments * 30, notes=big.notes * 99, entries=big.entries * 99)
    made = rendered("markdown", many)
    assert len(made.encode()) <= 65_536
    assert re.search(r"and \d+ more that do not fit into a comment", made)
    assert made.rstrip().endswith("</sub>")


@pytest.mark.parametrize("kind", sorted(FORMATS.keys() - {"text"}))
def test_the_same_report_gives_the_same_bytes(kind: str) -> None:
    assert FORMATS[kind](REPORT, text_of, Screen(80, True, True)) == FORMATS[kind](REPORT, text_of, Screen(200))
    assert FORMATS[kind](EMPTY, text_of, Screen()) is not None


def test_quotations_keep_the_blanks_around_them() -> None:
    assert prose("`a` is put into `b` here, see `c`.") == "`a` is put into `b` here, see `c`."
    assert prose("`a` `b`") == "`a` `b`"
