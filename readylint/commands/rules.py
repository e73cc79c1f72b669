"""readylint rules: the table of items, and the examples of rules put to the test."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from readylint.exits import FAILED, PASSED
from readylint.terminal import log, say, screen
from readylint.usage import UsageError, meant

if TYPE_CHECKING:
    from readylint.model import Item
    from readylint.rule import Rule


def run(chosen: argparse.Namespace) -> int:
    """Prints the table."""
    from readylint.report import catalogue

    items = [rule.item for rule in loaded()]
    say(catalogue.as_json(items) if chosen.format == "json" else catalogue.table(items, screen(chosen)))
    return PASSED


def test(chosen: argparse.Namespace) -> int:
    """Judges the examples of rules and returns the exit code."""
    from readylint.rule import RuleError
    from readylint.testing import cases, rules_at

    try:
        every = cases(*rules_at(chosen.path))
    except (RuleError, FileNotFoundError) as error:
        raise UsageError(str(error)) from error
    wrong = [(case.name, said) for case in every if (said := case.wrong)]
    for name, said in wrong:
        say(f"{name}: {said}\n")
    say(f"{len(every) - len(wrong)} of {len(every)} examples are judged as they expect\n")
    return FAILED if wrong or not every else PASSED


def loaded() -> tuple[Rule, ...]:
    from readylint.registry import load
    from readylint.rule import RuleError

    try:
        return load()
    except RuleError as error:
        raise UsageError(str(error)) from error


def item_called(name: str) -> Item:
    """The item with an id or a name, or one that it once had. Raises UsageError, with the one that may be meant."""
    from readylint.names import names_of, old_names

    items = [rule.item for rule in loaded()]
    wanted = name.strip().lower()
    found = next((i for i in items if wanted in map(str.lower, names_of(i))), None)
    if found is None:
        near = meant(wanted.upper(), [i.id for i in items]) or meant(wanted, [i.slug for i in items])
        raise UsageError(f"no item is called {name!r}{near or '; `readylint rules` lists them'}")
    for told in old_names((wanted, wanted.upper())):
        log(told)
    return found
