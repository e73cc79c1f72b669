"""readylint fleet report: how a fleet stands, as text, Markdown, CSV or a page."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from readylint.exits import PASSED
from readylint.fleet.database import Fleet
from readylint.fleet.formats import as_csv, markdown, text
from readylint.fleet.summary import Summary, summary
from readylint.fleet.teams import Teams
from readylint.report.page import Screen
from readylint.terminal import say, screen, write_text
from readylint.usage import UsageError


def run(chosen: argparse.Namespace) -> int:
    """Prints or writes the report."""
    teams = _teams(chosen.teams)
    told = summary(Fleet(chosen.fleet, chosen.run), teams)
    made = FORMATS[chosen.format](told, screen(chosen, chosen.output or ""))
    if chosen.output:
        write_text(chosen.output, made)
    else:
        say(made)
    return PASSED


def _teams(path: str) -> Teams:
    if not path:
        return Teams()
    try:
        with open(path, encoding="utf-8") as file:
            return Teams(file, path)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {getattr(error, 'strerror', None) or 'it is no text in UTF-8'}") from error


def _html(told: Summary, screen: Screen) -> str:
    from readylint.fleet.html import html

    return html(told)


FORMATS: Mapping[str, Callable[[Summary, Screen], str]] = {"text": text, "markdown": markdown, "csv": as_csv, "html": _html}
