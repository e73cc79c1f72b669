"""readylint explain: what an item asks and, of one repository, why it got its verdict."""

from __future__ import annotations

import argparse

from readylint.arguments import UsageError, parser
from readylint.commands.rules import loaded
from readylint.commands.scan import scanned
from readylint.exits import PASSED
from readylint.terminal import say, screen


def run(chosen: argparse.Namespace) -> int:
    """Prints the explanation."""
    from difflib import get_close_matches

    from readylint.report.catalogue import explanation

    items = [rule.item for rule in loaded()]
    wanted = chosen.item.strip().lower()
    found = next((i for i in items if wanted in (i.id.lower(), i.slug)), None)
    if found is None:
        near = get_close_matches(wanted, [n for i in items for n in (i.id.lower(), i.slug)], 1)
        said = near[0].upper() if near and near[0][-1].isdigit() else "".join(near)
        raise UsageError(f"no item is called {chosen.item!r}" + (f", did you mean {said!r}?" if near else ""))
    say(explanation(found, screen(chosen)) + (_here(chosen, found.id) if chosen.repo else ""))
    return PASSED


def _here(chosen: argparse.Namespace, id: str) -> str:
    """The verdict on one item in one repository, and all that is behind it."""
    from readylint.report.explained import here

    asked = parser().parse_args(["scan", chosen.repo, "--select", id, *(["--no-history"] if chosen.no_history else [])])
    return "\n" + here(scanned(asked, lesser=True).report, id, screen(chosen))
