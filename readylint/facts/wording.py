"""Wording: how documents say things, as regular expressions of a table (wording.toml)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from readylint.knowledge import known
from readylint.patterns import compiled


def _table() -> dict[str, Any]:
    return known("facts/wording")


@cache
def command_wording(purpose: str, check: str = "") -> re.Pattern[str]:
    """Commands that install, run or test, from their start; with the checks of a kind that is no code beside them."""
    table = _table()
    alternatives = "|".join(table["command"][purpose]).replace("{program}", table["program"])
    also = table["check"].get(check)
    return compiled(rf"^{table['runner']}(?:{alternatives})" + (rf"|\b(?:{'|'.join(also)})" if also else ""), re.IGNORECASE)


@cache
def listed_wording() -> re.Pattern[str]:
    """Commands as items of a list, without marks of code: by themselves, after a name, or after a word that says to run them."""
    told = r"(?:(?:[A-Z][\w /()-]{1,40}:|(?:[Tt]hen )?(?:[Rr]un|[Ee]xecute|[Tt]ype|[Ee]nter):?)[ \t]+)?"
    listed = "|".join(_table()["listed"]["commands"])
    return compiled(rf"^[ \t]{{0,8}}(?:[-*+]|\d{{1,2}}[.)])[ \t]+{told}(?P<typed>(?:{listed})[^\n`]{{0,120}})$", re.MULTILINE)


@cache
def check_wording(kind: str) -> re.Pattern[str] | None:
    """What tests a static site or infrastructure, anywhere in a line (ruling 18)."""
    found = _table()["check"].get(kind)
    return compiled(rf"\b(?:{'|'.join(found)})", re.IGNORECASE) if found else None


@cache
def heading_wording(of: str) -> str:
    """The alternatives of words in a path or heading that speak of operation or development."""
    return "|".join(_table()["heading"][of])


@cache
def wording_of(name: str) -> tuple[re.Pattern[str] | None, re.Pattern[str]]:
    """A topic of a runbook: the commands that do it, where there are any, and the prose that says it."""
    found = _table()["topic"][name]
    typed = compiled("|".join(found["typed"]), re.IGNORECASE) if found["typed"] else None
    return typed, compiled("|".join(found["said"]), re.IGNORECASE)


def wording_topics() -> tuple[str, ...]:
    """The topics of a runbook."""
    return tuple(_table()["topic"])
