"""Migrations that were changed late, and those that claim the same place."""

from __future__ import annotations

from readylint.config import Config
from readylint.fact import Facts
from readylint.facts.edits import Edits
from readylint.history import HistoryOption
from readylint.snapshot import Snapshot

DJANGO = "from django.db import migrations\nclass Migration(migrations.Migration):\n    dependencies = [{}]\n    operations = []\n"


def edits(text: str) -> Edits:
    return Facts(Snapshot.of(text), Config().rules, Config(), HistoryOption(True)).get(Edits)


def test_a_type_that_changes_is_an_edit_and_sql_that_is_wrapped_is_none() -> None:
    step = "down_revision = None\ndef upgrade():\n    op.add_column('a', sa.Column('b', sa.{}()))\n    op.execute({})\n"
    path = "-- migrations/versions/1.py --\n"
    text = (
        f"== 2024-01-01 A ==\n{path}{step.format('String', repr('SELECT 1'))}== 2024-02-01 B ==\n{path}"
        f"{step.format('String', 'text(' + repr('SELECT 1') + ')')}== 2024-03-01 C ==\n{path}{step.format('Integer', repr('SELECT 1'))}"
    )
    assert [(e.days, e.at.line) for e in edits(text).edited()] == [(60, 3)]


def test_a_squash_takes_the_place_of_what_it_replaces() -> None:
    def django(name: str, parents: str, replaces: str = "") -> str:
        return f"-- shop/migrations/{name}.py --\n{DJANGO.format(parents)}" + (f"    replaces = [{replaces}]\n" if replaces else "")

    first, second = django("0001_a", ""), django("0002_b", '("shop", "0001_a")')
    assert list(edits(first + second).clashes()) == []
    assert len(list(edits(first + second + django("0002_c", '("shop", "0001_a")')).clashes())) == 1
    squash = django("0001_squashed", "", '("shop", "0001_a"), ("shop", "0002_b")')
    assert list(edits(first + second + squash).clashes()) == []
