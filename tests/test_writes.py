"""Functions that write more than once, and which writes can follow each other."""

from __future__ import annotations

from readylint.config import Config
from readylint.fact import Facts
from readylint.facts.writes import Writes
from readylint.history import HistoryOption
from readylint.snapshot import Snapshot


def scattered(text: str) -> list[str]:
    found = Facts(Snapshot.of(text), Config().rules, Config(), HistoryOption(True)).get(Writes)
    return [f"{s.name}:{s.at.line}" for s in found.scattered()]


def test_branches_that_exclude_each_other_write_once() -> None:
    ruby = (
        "-- app/models/a.rb --\nclass A < ApplicationRecord\n  def either\n    if x\n      a.update(b: 1)\n    else\n      a.destroy\n    end\n"
        "  end\n  def both\n    a.update(b: 1) if x\n    a.save!\n  end\nend\n"
    )
    assert scattered(ruby) == ["both:10"]


def test_a_branch_that_leaves_is_not_followed() -> None:
    python = "-- a.py --\nfrom django.db import models\ndef f(a):\n    if a:\n        a.save()\n        return\n    a.b.save()\n"
    assert scattered(python) == []


def test_what_is_called_inside_a_transaction_is_inside() -> None:
    php = (
        "-- app/A.php --\n<?php\nnamespace App;\nclass A {\n  function outer() { DB::transaction(fn () => $this->innerPart()); }\n"
        "  function innerPart() { $this->a->save(); $this->b->save(); }\n  function alone() { $this->a->save(); $this->b->save(); }\n}\n"
    )
    assert scattered(php) == ["alone:6"]


def test_repositories_of_another_store_do_not_count() -> None:
    kotlin = (
        "-- Things.kt --\nimport org.jetbrains.exposed.sql\nfun store(a: A) {\n  thingRepository.save(a)\n  thingRepository.delete(a)\n}\n"
    )
    assert scattered(kotlin) == ["store:3"]
    assert scattered(kotlin + "-- ThingRepository.kt --\nimport org.opensearch.client\nclass ThingRepository\n") == []


def test_elixir() -> None:
    elixir = (
        "-- lib/a.ex --\ndefmodule A do\n  def one(a) do\n    case Repo.insert(a) do\n      {:ok, a} -> a\n    end\n  end\n"
        "  def two(a) do\n    Repo.insert!(a)\n    Repo.update!(a)\n  end\nend\n"
    )
    assert scattered(elixir) == ["two:8"]
