"""Migrations that were changed late, and those that claim the same place."""

from __future__ import annotations

from pathlib import Path

from readylint.config import Config
from readylint.fact import Facts
from readylint.facts.edits import Edits
from readylint.history import HistoryOption
from readylint.snapshot import Snapshot
from tests.repositories import commit, git

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


def test_the_same_number_on_two_branches_is_no_edit(tmp_path: Path) -> None:
    def numbered(name: str) -> dict[str, str]:
        return {"db/migrations/000002_next.sql": f"CREATE TABLE {name} (id int);\n"}

    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, {"db/migrations/000001_first.sql": "CREATE TABLE orders (id int);\n"}, day="2025-01-01")
    git(tmp_path, "checkout", "-q", "-b", "side")
    commit(tmp_path, numbered("carts"), day="2025-02-01")
    git(tmp_path, "checkout", "-q", "main")
    commit(tmp_path, numbered("users"), day="2025-06-01")
    git(tmp_path, "merge", "-q", "-s", "ours", "-m", "Merge side", "side", date="2025-06-02T12:00:00+00:00")
    of = Facts(Snapshot.open(tmp_path), Config().rules, Config(), HistoryOption(True)).get(Edits)
    assert list(of.edited()) == []
    commit(tmp_path, numbered("people"), day="2025-09-01")
    of = Facts(Snapshot.open(tmp_path), Config().rules, Config(), HistoryOption(True)).get(Edits)
    assert [e.at.path for e in of.edited()] == ["db/migrations/000002_next.sql"]
