"""The items themselves: the table of rules, and one item explained."""

from __future__ import annotations

import json
from collections.abc import Iterable

from readylint.model import Item
from readylint.report.page import Page, Screen, clip

NAMES_FROM = 100  # columns: in fewer, titles would be cut short
_ABSENCE = {"fail": "fails", "unknown": "stays open: only a person can tell", "pass": "passes", "na": "does not apply"}


def table(items: Iterable[Item], screen: Screen) -> str:
    """One line for each item."""
    page = Page(screen.width)
    rows = tuple(items)
    widest = max((len(i.slug) for i in rows), default=0) + 2 if screen.width >= NAMES_FROM else 0
    category = ""
    for item in rows:
        if item.category != category:
            category = item.category
            page.gap()
            page.line(("bold", category))
        mark = "  (preview)" if item.preview else "" if item.detected else "  (no rule yet)"
        head = f"  {item.id}  {item.severity:<7}  {item.slug if widest else '':<{widest}}"
        page.line(("", head + clip(item.title, max(screen.width - len(head) - len(mark), 20))), ("dim", mark))
    return page.text(screen.color)


def as_json(items: Iterable[Item]) -> str:
    """The same as a JSON list."""
    head = ("id", "slug", "title", "category", "severity", "applies", "absence", "detected", "preview")
    keys = (*head, "why", "passes", "fails", "searched", "fix", "sources")
    return json.dumps([{key: getattr(item, key) for key in keys} for item in items], indent=2) + "\n"


def explanation(item: Item, screen: Screen) -> str:
    """What an item asks, why, what passes and fails, what is searched and how to mend it."""
    page = Page(screen.width)
    page.para(item.title, ("bold", f"{item.id}  "), indent=0, style="bold")
    page.line(("dim", f"{item.slug}, {item.category}, {item.severity}, applies to: {item.applies}"))
    told = (
        ("Why", item.why),
        ("Passes", item.passes),
        ("Fails", item.fails),
        ("Nothing found", _ABSENCE.get(item.absence, "")),
        ("Searched", item.searched or ("" if item.detected else "nothing: this item has no rule yet")),
        ("How to mend it", item.fix),
        ("Preview", f"reported and not counted in {item.preview}; --preview counts it" if item.preview else ""),
        ("Asked by", ", ".join(item.sources)),
    )
    for name, text in told:
        if text:
            page.gap()
            page.line(("bold", name))
            page.para(_whole(text))
    return page.text(screen.color)


def _whole(text: str) -> str:
    """A text of a rule as whole sentences; what opens with code stays as it is."""
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
