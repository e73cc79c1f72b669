"""What a database is declared to have, and what its foreign keys lack."""

from __future__ import annotations

from readylint.config import Config
from readylint.fact import Facts
from readylint.facts.engines import Engines
from readylint.facts.foreign_keys import ForeignKeys
from readylint.facts.schema import Schema
from readylint.history import HistoryOption
from readylint.snapshot import Snapshot


def facts(text: str) -> Facts:
    return Facts(Snapshot.of(text), Config().rules, Config(), HistoryOption(True))


def test_declarations_of_models_come_first_and_tests_are_left_out() -> None:
    found = facts(
        "-- a.py --\nfrom sqlalchemy import Index\nINDEX = Index('a', 'b')\n-- models.py --\nfrom sqlalchemy import Index\n"
        "x = 1\nI = Index(\n  'a',\n  'b',\n)\n-- tests/test_models.py --\nfrom sqlalchemy import Index\nIndex('t', 'u')\n"
    ).get(Schema)
    assert [str(d.at) for d in found.declared("index")] == ["models.py:3", "a.py:2"]
    assert found.declared("index")[0].shown == "I = Index( 'a', 'b', )"


def test_a_foreign_key_follows_renamed_columns_and_dropped_tables() -> None:
    sql = (
        "CREATE TABLE a (id int PRIMARY KEY, user_id int REFERENCES users (id), gone_id int REFERENCES users (id));\n"
        "CREATE TABLE b (id int, a_id int REFERENCES a (id));\nDROP TABLE b;\n"
        "ALTER TABLE a RENAME COLUMN user_id TO person_id;\nCREATE INDEX ON a (person_id);\nALTER TABLE a DROP COLUMN gone_id;\n"
        "CREATE TABLE c (a_id int, b_id int, PRIMARY KEY (a_id, b_id),\n FOREIGN KEY (a_id) REFERENCES a (id),\n"
        " FOREIGN KEY (b_id) REFERENCES a (id));\n"
    )
    found = facts(f"-- migrations/1_a.up.sql --\n{sql}").get(ForeignKeys).unindexed()
    assert [(k.table, k.column, k.at.line) for k in found] == [("c", "b_id", 9)]


def test_engines_by_driver_and_by_what_settings_say() -> None:
    found = facts("-- go.mod --\nmodule x\nrequire github.com/lib/pq v1\n-- docker-compose.yml --\nservices:\n  db:\n    image: mysql:8\n")
    assert found.get(Engines).names == {"PostgreSQL", "MySQL"}


def test_an_engine_over_http_counts_where_it_is_alone() -> None:
    alone = '-- package.json --\n{"dependencies": {"@aws-sdk/client-dynamodb": "3"}}\n'
    both = '-- package.json --\n{"dependencies": {"@aws-sdk/client-dynamodb": "3", "pg": "8"}}\n'
    assert (facts(alone).get(Engines).over_http, facts(both).get(Engines).over_http) == ("DynamoDB", "")
