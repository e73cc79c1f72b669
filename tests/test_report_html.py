"""The HTML report: one file that is what its policy says, in which nothing of the repository is alive. test_html_in_browser.py opens it."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from readylint.model import Assessment, Baselined, Fresh, Location, Report, Service, ServiceVerdict, Since
from readylint.report.html import html
from readylint.report.page import clean
from tests.hostile import TEXTS, hostile
from tests.sample_report import CLEAN, EMPTY, INJECTION, REPORT, RUNBOOK, found

WEB = "https://gitlab.com/acme/tools/shop"
HOSTED = replace(REPORT, repository=replace(REPORT.repository, web=WEB))
VOID = {"meta", "input", "br", "rect", "circle", "line"}


class Page(HTMLParser):
    """What a browser makes of the page: its elements, their attributes, its text and ids."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.within: list[str] = []
        self.source = html(report)
        self.feed(self.source)
        self.close()
        assert self.within == []
        self.ids = [attributes["id"] for _, attributes in self.elements if "id" in attributes]
        self.links = [str(attributes["href"]) for tag, attributes in self.elements if tag == "a"]
        self.text = " ".join("".join(self.texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.within.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.within[-1:] not in (["script"], ["style"]):
            self.texts.append(data)


def test_the_page_tells_the_whole_report() -> None:
    text = Page(REPORT).text
    marks = (
        "No-go", "shop is not ready for real users.", "Pass rate 84%", "2 blockers fail", "Also open, before a go", "The final gate", "What to do first",
        "Categories at a glance", "Service by service", "worker", "Every item", "DOC003", "What the history holds", "2023-04-01",
        "service worker is stated, not inferred", "The clone is shallow", "Not read, or not understood", "logo.png",
    )  # fmt: skip
    at = 0
    for mark in marks:
        assert mark in text[at:], mark
        at = text.index(mark, at)


def test_every_link_leads_somewhere() -> None:
    page = Page(HOSTED)
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} - set(page.ids) == set()
    revision, gone = "1f" * 20, "4f5a1c09be" + "0" * 30
    assert {f"{WEB}/-/blob/{revision}/shop/views.py#L5", f"{WEB}/-/blob/{gone}/config/production.env#L12", f"{WEB}/-/commit/{gone}"} <= set(page.links)
    assert [link for link in Page(REPORT).links if not link.startswith("#")] == []


def test_the_policy_allows_this_style_and_this_script_alone() -> None:
    page = Page(REPORT)
    [policy] = [a["content"] for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    for tag in ("style", "script"):
        [text] = re.findall(rf"<{tag}>(.*?)</{tag}>", page.source, re.DOTALL)
        assert f"{tag}-src 'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in str(policy)
    assert str(policy).startswith("default-src 'none'; ")
    assert not [a for _, a in page.elements if {"style", "src"} & a.keys()]
    assert "url(" not in page.source and "@import" not in page.source


@pytest.mark.parametrize("report", [CLEAN, EMPTY, replace(REPORT, service="worker")])
def test_other_reports(report: Report) -> None:
    assert Page(report).text


def test_what_is_new_and_what_is_known() -> None:
    fresh = (Fresh(INJECTION, "a query", location=Location("a.py", 3)), Fresh(RUNBOOK, "none found"))
    text = Page(replace(REPORT, since=Since("v1", "ab" * 20, fresh), baseline=Baselined("base.json", "", 4, 3, 1, ("gone",)))).text
    assert "New since v1 SEC009 high a.py:3 A query. OPS001 high the repository none found." in text.replace("None found", "none found")
    assert "The baseline base.json holds 3 known failures; 1 new, 1 stale." in text


def harmless(page: Page) -> None:
    """Holds a page against all that could come alive in it."""
    assert sum(tag == "script" for tag, _ in page.elements) == sum(tag == "style" for tag, _ in page.elements) == 1
    assert {tag for tag, _ in page.elements} <= KNOWN
    assert not [a for _, a in page.elements if any(name.startswith("on") for name in a)]
    assert [link for link in page.links if not re.match(r"#[\w-]+$|https://gitlab\.com/acme/tools/shop/-/[\w%./?=#~-]+$", link)] == []
    assert not re.search("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page.source)


KNOWN = {tag for tag, _ in Page(HOSTED).elements} | {"code"}


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_text_stays_text(text: str) -> None:
    report = hostile(text)
    page = Page(replace(report, repository=replace(report.repository, web=WEB)))
    harmless(page)
    assert clean(text).replace("`", "") in page.text.replace("`", "")


@settings(max_examples=20, deadline=None)
@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_stays_text(text: str) -> None:
    harmless(Page(hostile(text)))


def test_a_verdict_for_each_service_stands_where_there_are_several() -> None:
    page = Page(REPORT)
    [health] = [a for _, a in page.elements if a.get("id") == "REL001"]
    assert health["data-services"] == "pass fail"
    assert not [a for _, a in Page(replace(REPORT, services=REPORT.services[:1], service_decisions=())).elements if "data-services" in a]


def test_what_fails_in_every_service_is_said_once() -> None:
    text = Page(REPORT).text
    begin = text.index("Service by service")
    table = text[begin : text.index("Every item", begin)]
    assert "In every service 5 items fail: SEC002" in table
    assert "What else fails" in table
    assert "No-go 40% REL001 shop" in table and "Conditional go 90% –" in table  # the worst first


def test_the_place_that_is_named_is_of_a_service_that_fails() -> None:
    roots = tuple(Service(name, name) for name in ("a", "b"))
    findings = tuple(found("contradicts", "y", f"{name}/x.py", 1) for name in ("a", "b"))
    verdicts = (ServiceVerdict("a", "pass", "fine"), ServiceVerdict("b", "fail", "y"))
    text = Page(replace(REPORT, services=roots, assessments=(Assessment(INJECTION, "fail", "b: y", findings=findings, services=verdicts),))).text
    assert "b/x.py:1" in text[text.index("What to do first") : text.index("Categories at a glance")]


def test_nothing_decided_says_why_even_where_a_blocker_fails() -> None:
    inconclusive = replace(REPORT, decision=replace(REPORT.decision, outcome="inconclusive", reasons=("there is no code to judge",)))
    assert "There is no code to judge." in Page(inconclusive).text
