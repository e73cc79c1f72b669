"""The pages of docs/rules are made from the rules, that of the configuration from its settings, and only from them."""

from __future__ import annotations

from pathlib import Path

from readylint.docs import page, pages, stale, write
from readylint.model import Item
from readylint.registry import load
from readylint.rule import Rule, example
from readylint.settings import SETTINGS, Table
from readylint.settings_page import page as settings_page

ITEM = Item(
    "TST999",
    "some-item",
    "tests",
    "high",
    "Some item holds",
    "any",
    "fail",
    passes="a file that shows it",
    fails="no such file",
    why="Users lose.",
    fix="Do it.",
    searched="all files",
)


def test_a_page_says_what_why_and_how_and_shows_the_examples() -> None:
    shown = example("only | a draft", "fail", "-- README.md --\n```sh\nmake\n```\n", line="README.md:1")
    text = page(Rule(ITEM, lambda: (), examples=(shown,), path="rules/tests/some-item.py"))
    for part in ("# TST999: Some item holds", "Users lose.", "## Passes\n\nA file that shows it.", "## Fails\n\nNo such file.", "Do it."):
        assert part in text
    assert "### Only | a draft: fails, at `README.md:1`\n\n````text\n-- README.md --\n```sh" in text


def test_there_is_a_page_for_every_item_and_an_index_that_links_them() -> None:
    made = pages(load())
    assert len(made) == len(load()) + 1
    assert all(f"({rule.item.slug}.md)" in made["README.md"] for rule in load())


def test_stale_pages_are_named(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "one\n", "b.md": "two\n"})
    assert stale(tmp_path, {"a.md": "one\n", "b.md": "two\n"}) == ()
    assert stale(tmp_path, {"a.md": "other\n", "c.md": "new\n"}) == ("a.md", "b.md", "c.md")
    write(tmp_path, {"a.md": "other\n", "c.md": "new\n"})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.md", "c.md"]


def test_every_setting_is_on_the_page_of_the_configuration() -> None:
    text = settings_page()
    for key, value in SETTINGS.keys.items():
        assert f"`[[{key}]]`" in text or f"`[{key}]`" in text if isinstance(value, Table) else f"\n| `{key}` | " in text
    assert "| `go_at` | a number above 0 and up to 1 | `0.85` | the pass rate that a go needs |" in text
    assert "| `root` | a text | required | " in text


def test_the_checked_in_page_of_the_configuration_is_the_settings() -> None:
    assert (Path(__file__).parent.parent / "docs/configuration.md").read_text("utf-8") == settings_page()
