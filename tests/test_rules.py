"""Every example of every rule, judged by the engine."""

from __future__ import annotations

import pytest

from readylint.registry import built_in
from readylint.testing import Case, cases

CASES = cases(*built_in())


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_example(case: Case) -> None:
    assert not case.wrong, case.wrong
