"""What recent migrations do to tables that exist."""

from __future__ import annotations

from readylint.config import Config
from readylint.fact import Facts
from readylint.facts.hazards import Hazards
from readylint.history import HistoryOption
from readylint.snapshot import Snapshot

GO = "-- go.mod --\nmodule x\nrequire github.com/lib/pq v1\n"


def hazards(text: str) -> list[tuple[str, int]]:
    found = Facts(Snapshot.of(GO + text), Config().rules, Config(), HistoryOption(True)).get(Hazards)
    return [(h.kind, h.at.line) for h in found]


def test_a_default_behind_a_check_is_a_default() -> None:
    assert hazards("-- migrations/2_a.up.sql --\nALTER TABLE a ADD COLUMN p int NOT NULL CHECK (p IN (0, 1)) DEFAULT 0;\n") == []


def test_a_table_that_is_rebuilt_is_not_dropped() -> None:
    rebuilt = "ALTER TABLE a RENAME TO a_old;\nCREATE TABLE a (id int);\nDROP TABLE a_old;\n"
    assert ("dropped", 3) not in hazards(f"-- migrations/2_a.up.sql --\n{rebuilt}")


def test_only_the_newest_migrations_count() -> None:
    old = "".join(f"-- migrations/20{n:02d}0101_a.up.sql --\nALTER TABLE a DROP COLUMN c{n};\n" for n in range(1, 25))
    assert len(hazards(old)) == 20


def test_a_concurrent_index_on_the_lines_below_is_concurrent() -> None:
    ruby = (
        "-- db/migrate/20200101000000_a.rb --\nclass A < ActiveRecord::Migration[7.1]\n  def change\n"
        "    add_index :users, :name,\n      algorithm: :concurrently\n    add_index :users, :mail\n  end\nend\n"
    )
    assert hazards(ruby) == [("index", 5)]
