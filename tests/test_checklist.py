"""The checklist is frozen: names, severities and what absence means do not change by accident."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from readylint.docs import APPLIES
from readylint.model import CATEGORIES, TRAITS
from readylint.registry import gate, load

FROZEN = Path(__file__).with_name("checklist.csv")


def test_the_items_are_the_frozen_ones() -> None:
    with FROZEN.open(encoding="utf-8", newline="") as stream:
        frozen = {tuple(row.values()) for row in csv.DictReader(stream)}
    items = {(i.id, i.slug, i.category, i.severity, i.applies, i.absence) for i in (rule.item for rule in load())}
    assert sorted(items - frozen) == []
    assert sorted(frozen - items) == []


def test_there_are_114_items_with_names_of_their_own() -> None:
    items = [rule.item for rule in load()]
    assert len(items) == 114
    for names in ([i.id for i in items], [i.slug for i in items], [i.title for i in items]):
        assert [name for name, times in Counter(names).items() if times > 1] == []


def test_every_category_has_items() -> None:
    assert {rule.item.category for rule in load()} == set(CATEGORIES)


def test_every_item_says_why_and_how_to_fix_it() -> None:
    for item in (rule.item for rule in load()):
        for text in (item.why, item.fix):
            assert len(text) > 60, item.id
            assert text.endswith("."), item.id
            assert "\n" not in text, item.id


def test_the_gate_asks_four_questions_of_items_that_exist() -> None:
    ids = {rule.item.id for rule in load()}
    assert len(gate()) == 4
    for question, items in gate():
        assert question.endswith("?")
        assert set(items) <= ids


def test_every_trait_has_its_words_in_the_documentation() -> None:
    assert set(APPLIES) == {"any", *TRAITS}
