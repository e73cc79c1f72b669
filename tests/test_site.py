"""The documentation site: every page of docs/ is in it, in an order, and every link of a page leads somewhere. `make site` builds it whole."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from tests.scripts import ROOT, website

site = website()


def a_checkout(root: Path, page: str) -> Path:
    """A repository with the pages that the site counts on, and one more."""
    named = [name for section in tomli.loads((ROOT / "docs/site/nav.toml").read_text("utf-8"))["section"] for name in section["pages"]]
    for name in (*named, "rules/data/backups.toml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("# Some page\n", "utf-8")
    (root / "docs/rules").mkdir()
    (root / "docs/rules/README.md").write_text("# The checklist\n\n## Data\n\n| [DAT006](backups.md) | Backups | high |\n", "utf-8")
    (root / "docs/rules/backups.md").write_text("# DAT006: Backups\n\nMade from [it](../../rules/data/backups.toml).\n", "utf-8")
    (root / "docs/trends.md").write_text(page, "utf-8")
    return root


def test_links_of_this_repository_lead_somewhere_and_its_pages_are_in_an_order(tmp_path: Path) -> None:
    site.laid_out(ROOT, tmp_path, "")
    settings = tomli.loads((tmp_path / "zensical.toml").read_text("utf-8"))
    listed = str(settings["project"]["nav"])
    assert all(f"'{path.relative_to(tmp_path / 'docs').as_posix()}'" in listed for path in (tmp_path / "docs").rglob("*.md") if path.name != "README.md")
    assert "](docs/" not in (tmp_path / "docs/index.md").read_text("utf-8")


def test_links_are_turned_and_code_is_left_alone(tmp_path: Path) -> None:
    page = "# Trends\n\n[a](hooks.md#cost) [b](../README.md) `[c](gone.md)` [d](https://example.org) [e](#here)\n<img src=\"../docs/hooks.md\">\n\n```\n[f](gone.md)\n```\n"
    into = tmp_path / "site"
    site.laid_out(a_checkout(tmp_path / "a", page), into, "https://example.org/blob/1")
    turned = "# Trends\n\n[a](hooks.md#cost) [b](index.md) `[c](gone.md)` [d](https://example.org) [e](#here)\n<img src=\"hooks.md\">\n\n```\n[f](gone.md)\n```\n"
    assert (into / "docs/trends.md").read_text("utf-8") == turned
    assert "[it](https://example.org/blob/1/rules/data/backups.toml)." in (into / "docs/rules/backups.md").read_text("utf-8")


def test_a_page_that_no_section_names_stands_under_the_last_and_the_items_by_category(tmp_path: Path) -> None:
    root = a_checkout(tmp_path, "# Trends\n")
    *_, last, checklist = site.nav(root, site.pages(root))
    assert {"Trends": "trends.md"} in last["More"]
    assert checklist["The checklist"] == ["rules/README.md", {"Data": [{"DAT006 backups": "rules/backups.md"}]}]


def test_a_link_to_no_file_ends_the_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = a_checkout(tmp_path / "a", "# Trends\n\nSee [the hooks](hook.md).\n")
    with pytest.raises(site.DeadLink, match=r"docs/trends.md: the link to hook.md leads nowhere: docs/hook.md does not exist"):
        site.laid_out(root, tmp_path / "site", "")


def test_a_page_of_the_order_that_is_gone_ends_the_build(tmp_path: Path) -> None:
    root = a_checkout(tmp_path, "# Trends\n")
    (root / "docs/hooks.md").unlink()
    with pytest.raises(site.DeadLink, match=r"docs/site/nav.toml: there is no docs/hooks.md"):
        site.nav(root, site.pages(root))
