"""readylint completions: the script that lets a shell complete commands, options and the ids of items, from the parser itself."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from readylint.arguments import parser
from readylint.exits import PASSED
from readylint.terminal import say

_ITEMS = ("item", "select", "ignore")  # arguments that name items
_FOLDERS, _FILES = ("path", "repo"), ("file", "files", "output", "manifest")


def run(chosen: argparse.Namespace) -> int:
    """Prints the script of a shell."""
    from shtab import complete

    told = parser()
    _offer(told)
    say(complete(told, shell=chosen.shell))
    return PASSED


def _offer(told: argparse.ArgumentParser) -> None:
    """Says what to offer, on a parser that parses nothing: choices of items would refuse lists of them."""
    from shtab import DIRECTORY, FILE

    from readylint.commands.rules import loaded
    from readylint.model import CATEGORIES

    ids = [rule.item.id for rule in loaded()]
    names = [rule.item.slug for rule in loaded()]
    for action in _actions(told):
        if action.dest in _ITEMS:
            action.choices = [*ids, *names, *(CATEGORIES if action.dest != "item" else ())]
        elif action.dest in (*_FOLDERS, *_FILES):
            action.complete = DIRECTORY if action.dest in _FOLDERS else FILE  # type: ignore[attr-defined]


def _actions(of: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """All arguments, those of commands within commands too."""
    for action in of._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            within: dict[str, Any] = action.choices
            for command in within.values():
                yield from _actions(command)
