"""readylint explain: what an item asks and, of one repository, why it got its verdict."""

from __future__ import annotations

import argparse

from readylint.arguments import parser
from readylint.commands.rules import item_called
from readylint.commands.scan import scanned
from readylint.exits import PASSED
from readylint.terminal import say, screen


def run(chosen: argparse.Namespace) -> int:
    """Prints the explanation."""
    from readylint.report.catalogue import explanation

    found = item_called(chosen.item)
    say(explanation(found, screen(chosen)) + (_here(chosen, found.id) if chosen.repo else ""))
    return PASSED


def _here(chosen: argparse.Namespace, id: str) -> str:
    """The verdict on one item in one repository, and all that is behind it."""
    from readylint.report.explained import here

    asked = parser().parse_args(["scan", chosen.repo, "--select", id, *(["--no-history"] if chosen.no_history else [])])
    return "\n" + here(scanned(asked, lesser=True).report, id, screen(chosen))
