"""The examples of rules as tests, for whoever writes rules.

    # tests/test_rules.py of a pack
    from readylint.testing import examples

    test_example = examples("src/acme_rules")  # a rule file, or a folder of them
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from readylint.judging import judge_example
from readylint.registry import files, read_file
from readylint.rule import Example, Rule


class Case(Struct, frozen=True):
    """An example of a rule."""

    rule: Rule
    example: Example

    @property
    def name(self) -> str:
        return f"{self.rule.item.id}-{self.example.name}"

    @property
    def wrong(self) -> str:
        """What is wrong with what the rule says of its example; "" when nothing is."""
        found, wanted = judge_example(self.rule, self.example), self.example
        if found.verdict != wanted.verdict:
            return f"{wanted.verdict} is expected, {found.verdict} was said: {found.reason}"
        named = {str(f.location) for f in (*found.findings, *found.evidence) if f.location}
        missing = sorted(set(wanted.lines) - named)
        if missing:
            return f"{', '.join(missing)} is not among the places {', '.join(sorted(named)) or 'named: there are none'}"
        return "" if wanted.says in found.reason else f"{wanted.says!r} is not in the reason: {found.reason}"


def cases(*rules: Rule) -> list[Case]:
    """Every example of some rules."""
    return [Case(rule, example) for rule in rules for example in rule.examples]


def rules_at(path: Path | str) -> list[Rule]:
    """The rule of a file, or those of a folder of categories. Raises RuleError, FileNotFoundError."""
    where = Path(path)
    if not where.exists():
        raise FileNotFoundError(f"no such path: {where}; name a rule file, or a folder of them")
    return [read_file(file) for file in (files(where) if where.is_dir() else [where])]


def examples(path: Path | str) -> Callable[[Case], None]:
    """A test for pytest, parametrized with every example at a path."""
    import pytest

    every = cases(*rules_at(path))
    mark: Any = pytest.mark.parametrize("case", every, ids=[case.name for case in every])

    def test_example(case: Case) -> None:
        assert not case.wrong, case.wrong

    return mark(test_example)  # type: ignore[no-any-return]
