"""What is published of readylint's accuracy is what the alerts are ordered by."""

from __future__ import annotations

import pytest

from readylint.knowledge import known
from readylint.registry import built_in
from readylint.report.accuracy import Measured, measured


@pytest.mark.parametrize(
    ("fails", "wrong", "precision"), [(0, 0, "medium"), (2, 0, "medium"), (3, 0, "high"), (10, 1, "high"), (9, 1, "medium"), (3, 1, "low")]
)
def test_precision_is_the_share_of_failures_that_were_right(fails: int, wrong: int, precision: str) -> None:
    assert Measured(20, 20 - wrong, fails, wrong).precision == precision


def test_the_figures_are_of_items_that_exist_and_add_up() -> None:
    assert set(known("accuracy")) <= {rule.item.id for rule in built_in()}
    for id in known("accuracy"):
        found = measured(id)
        assert found.wrong <= found.fails <= found.judged and found.agreed + found.wrong <= found.judged


def test_what_was_not_measured_is_said() -> None:
    assert (str(measured("XXX000")), measured("XXX000").precision) == ("not measured", "medium")
