"""The page of a fleet in Chromium: ten thousand repositories open at once, and are searched, filtered and ordered. See test_html_in_browser.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from readylint.fleet.database import Fleet
from readylint.fleet.html import html
from readylint.fleet.summary import Summary, summary
from readylint.fleet.teams import Teams
from tests.hostile import TEXTS
from tests.sample_fleet import FIRST, SHOP, fleet, row, write_report, write_run
from tests.test_html_in_browser import Opened, browser, pytestmark

__all__ = ["browser", "pytestmark"]
ROWS = "#fleet tbody tr"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    """Two runs, the second of ten thousand repositories."""
    folder = fleet(tmp_path_factory.mktemp("fleet") / "fleet")
    keys = ("a" * 24, "b" * 24, "c" * 24)
    many = [row(f"acme/service-{n:05}", keys[n % 3]) for n in range(9_999)]
    write_run(folder, "20260301T000000Z", [*many, row("acme/hangs", None, "timed_out", reason="more than 900 s")])
    return summary(Fleet(str(folder)), Teams())


@pytest.fixture
def opened(browser: Any, tmp_path: Path, told: Summary) -> Any:
    made = Opened(browser, tmp_path, html(told))
    yield made
    assert made.wrong == []


def first(opened: Opened) -> list[str]:
    return [cell.strip() for cell in opened.page.locator(ROWS).first.locator("th, td").all_text_contents()]


def test_ten_thousand_repositories_open_in_two_seconds(browser: Any, tmp_path: Path, told: Summary) -> None:
    page = html(told)
    every = [Opened(browser, tmp_path, page) for _ in range(3)]
    assert min(o.page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") for o in every) < 2000
    opened = every[-1]
    assert opened.status == "1 to 100 of 10,000 of 10,000 repositories"
    assert first(opened)[:2] == ["acme/hangs", "No report"]


def test_a_search_a_filter_an_order_and_pages(opened: Opened) -> None:
    opened.page.fill("#q", "service-000 rel001")
    assert opened.status == "1 to 34 of 34 of 10,000 repositories"
    opened.page.click("text=Reset")
    opened.page.click("button[value=go]")
    assert opened.status == "1 to 100 of 3,333 of 10,000 repositories"
    opened.page.click("#on")
    assert opened.status == "101 to 200 of 3,333 of 10,000 repositories" and opened.page.locator(ROWS).count() == 100
    opened.page.select_option("#sort", label="name")
    assert first(opened) == ["acme/service-00002", "Go", "100%", "–", "nobody"]
    assert opened.page.is_disabled("#back") and opened.page.is_enabled("#on")
    opened.page.fill("#q", "nobody wrote this")
    assert opened.page.is_visible("#nothing") and opened.page.is_disabled("#on")


def test_without_its_script_the_worst_are_there(browser: Any, tmp_path: Path, told: Summary) -> None:
    opened = Opened(browser, tmp_path, html(told), java_script_enabled=False)
    assert opened.page.locator(ROWS).count() == 100 and not opened.page.is_visible("#filter")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(browser: Any, tmp_path: Path, told: Summary, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    opened = Opened(browser, tmp_path, html(told), color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    violations = Axe().run(opened.page).response["violations"]
    assert [(v["id"], v["impact"], [n["html"][:200] for n in v["nodes"][:3]]) for v in violations] == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_hostile_runs(browser: Any, tmp_path: Path, text: str) -> None:
    plain = text.encode("utf-8", "replace").decode()
    write_report(tmp_path, "a" * 24, SHOP | {"owners": {"": [f"@{plain}"]}})
    write_run(tmp_path, FIRST, [row(f"acme/{plain}", "a" * 24), row(f"{plain}/x", None, "crashed", reason=plain)])
    opened = Opened(browser, tmp_path, html(summary(Fleet(str(tmp_path)), Teams())))
    opened.page.select_option("#sort", label="team")
    assert opened.wrong == []
    assert opened.page.evaluate("[document.scripts.length, document.images.length, document.querySelectorAll('[onload],[onerror]').length]") == [2, 0, 0]
