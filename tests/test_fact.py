"""Facts are built when asked for, once, and a crash is told at every asking."""

from __future__ import annotations

import pytest

from readylint.fact import FactError, Facts


class Counted:
    built = 0

    @classmethod
    def of(cls) -> Counted:
        cls.built += 1
        return cls()


class Needs:
    def __init__(self, counted: Counted) -> None:
        self.counted = counted

    @classmethod
    def of(cls, counted: Counted) -> Needs:
        return cls(counted)


class Broken:
    @classmethod
    def of(cls) -> Broken:
        raise ZeroDivisionError("no")


def test_built_once_and_shared() -> None:
    Counted.built = 0
    facts = Facts()
    assert facts.get(Needs).counted is facts.get(Counted)
    assert Counted.built == 1 and "Needs" in facts.seconds


def test_given_values_are_facts() -> None:
    given = Counted()
    assert Facts(given).get(Needs).counted is given


def test_a_broken_fact_is_named_each_time() -> None:
    facts = Facts()
    for _ in range(2):
        with pytest.raises(FactError, match="Broken could not be read"):
            facts.get(Broken)
