"""The HTML report in Chromium: its filter works, axe finds nothing against it, and five thousand findings open at once.

Skipped where there is no browser. `make browser` runs it and wants one: Debian's `chromium`, or CHROMIUM=path.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from readylint.model import Assessment, Report
from readylint.report.html import html
from tests.hostile import TEXTS, hostile
from tests.sample_report import INJECTION, REPORT, found

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
WANTED = os.environ.get("READYLINT_BROWSER") == "wanted"
if not WANTED:
    pytest.importorskip("playwright.sync_api")
    pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = pytest.mark.skipif(not CHROMIUM and not WANTED, reason="no Chromium: `make browser` says how")

MANY = replace(
    REPORT,
    repository=replace(REPORT.repository, web="https://github.com/acme/shop"),
    assessments=tuple(
        replace(a, findings=tuple(found("contradicts", f"query {n} is put together", f"src/part{n % 97}/file{n}.py", n + 1) for n in range(1000)))
        if 1 <= n <= 5
        else a
        for n, a in enumerate(REPORT.assessments)
    ),
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        made = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


class Opened:
    """A page that was opened, and what went wrong in it."""

    def __init__(self, browser: Any, folder: Path, report: Report | str, anchor: str = "", **options: Any) -> None:
        file = folder / "report.html"
        file.write_text(report if isinstance(report, str) else html(report), "utf-8")
        self.page = browser.new_context(**options).new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: self.wrong.append(dialog.message))
        self.page.on("request", lambda request: None if request.url.startswith("file:") else self.wrong.append(request.url))
        self.page.goto(f"{file.as_uri()}{anchor}")

    @property
    def shown(self) -> list[str]:
        return self.page.eval_on_selector_all("details.item", "items => items.filter(i => i.checkVisibility()).map(i => i.id)")

    @property
    def status(self) -> str:
        return self.page.text_content("#filter [role=status]")


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Opened]:
    made = Opened(browser, tmp_path, REPORT)
    yield made
    assert made.wrong == []


def test_verdicts_filter(opened: Opened) -> None:
    everything = opened.shown
    assert set(everything) == {a.item.id for a in REPORT.assessments if a.judged}
    opened.page.click("button[value=fail]")
    assert set(opened.shown) == {a.item.id for a in REPORT.assessments if a.verdict == "fail"}
    opened.page.click("button[value=unknown]")
    assert "DAT006" in opened.shown and opened.status == "7 of 11 items"
    assert opened.page.get_attribute("button[value=fail]", "aria-pressed") == "true"
    opened.page.select_option("#severity", "blocker")
    assert opened.shown == ["DAT006", "SEC002", "REL001"]
    opened.page.click("text=Reset")
    opened.page.locator("#filter [role=status]", has_text="11 of 11 items").wait_for()
    assert opened.shown == everything


def test_a_search_finds_items_and_places(opened: Opened) -> None:
    opened.page.fill("#q", "health ALIVE")
    assert opened.shown == ["REL001"]
    opened.page.fill("#q", "production.env")
    assert opened.shown == ["SEC002"]
    places = opened.page.eval_on_selector_all("#SEC002 .places > li", "rows => rows.filter(r => r.checkVisibility()).length")
    assert places == 1
    opened.page.fill("#q", "nobody wrote this")
    assert opened.shown == [] and opened.page.is_visible("#nothing")
    assert not opened.page.is_visible("#category-security")


def test_one_service_shows_its_own_verdicts(opened: Opened) -> None:
    badge = "#REL001 > summary .badge"
    opened.page.select_option("#service", label="shop")
    assert opened.page.text_content(badge) == "Pass"
    opened.page.click("button[value=fail]")
    assert "REL001" not in opened.shown
    opened.page.select_option("#service", label="worker")
    assert "REL001" in opened.shown and opened.page.text_content(badge) == "Fail"


def test_the_keyboard_is_enough(opened: Opened) -> None:
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.className") == "skip"
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.id") == "q"
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Space")
    assert opened.page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    opened.page.focus("#SEC002 > summary")
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.querySelector('#SEC002').open")
    assert opened.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_link_opens_its_item_whatever_is_filtered(opened: Opened) -> None:
    opened.page.fill("#q", "health")
    opened.page.click(".conditions a[href='#OPS001']")
    opened.page.locator("#OPS001[open]:not([hidden])").wait_for()


def test_an_address_opens_its_item(browser: Any, tmp_path: Path) -> None:
    assert Opened(browser, tmp_path, REPORT, "#SEC009").page.evaluate("document.querySelector('#SEC009').open")


def test_paper_shows_what_fails(opened: Opened) -> None:
    assert len(opened.page.pdf(format="A4")) > 10_000
    opened.page.emulate_media(media="print")
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.page.is_visible("#SEC009 .places") and not opened.page.is_visible("#TST001 .places")
    assert not opened.page.is_visible("#filter") and not opened.page.is_visible("nav")
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not opened.page.evaluate("document.querySelector('#SEC009').open")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(browser: Any, tmp_path: Path, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "bypass_csp": True}
    opened = Opened(browser, tmp_path, replace(MANY, assessments=REPORT.assessments), **options)
    opened.page.click("#open")
    told = Axe().run(opened.page).response["violations"]
    assert [(v["id"], v["impact"], [n["html"][:200] for n in v["nodes"][:3]]) for v in told] == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_hostile_runs(browser: Any, tmp_path: Path, text: str) -> None:
    opened = Opened(browser, tmp_path, hostile(text))
    opened.page.click("#open")
    assert opened.wrong == []
    assert opened.page.evaluate("[document.scripts.length, document.images.length, document.querySelectorAll('[onload],[onerror]').length]") == [1, 0, 0]


def test_five_thousand_findings_open_in_two_seconds(browser: Any, tmp_path: Path) -> None:
    took = []
    for _ in range(3):
        opened = Opened(browser, tmp_path, MANY)
        took.append(opened.page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
    assert opened.page.locator(".places > li").count() >= 5000
    assert min(took) < 2000, took
    opened.page.evaluate("document.querySelector('#q').value = 'part42'")
    searched = opened.page.evaluate("(() => { const t = performance.now(); document.querySelector('#q').dispatchEvent(new Event('input', {bubbles: true})); return performance.now() - t })()")
    assert searched < 1000


def test_more_than_can_be_shown_is_counted(browser: Any, tmp_path: Path) -> None:
    many = Assessment(INJECTION, "fail", "x", findings=tuple(found("contradicts", "y", "a.py", n + 1) for n in range(5_001)))
    opened = Opened(browser, tmp_path, replace(REPORT, assessments=(many,)))
    assert "and 1 more" in opened.page.text_content("#SEC009")
