"""One function per format, each pure: a report, the text of its files and the screen, to the text to print."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from readylint.model import Report
from readylint.report.page import Screen
from readylint.report.sources import TextOf

Format = Callable[[Report, TextOf, Screen], str]


def _text(report: Report, text_of: TextOf, screen: Screen) -> str:
    from readylint.report.text import text

    return text(report, screen)


def _json(report: Report, text_of: TextOf, screen: Screen) -> str:
    from readylint.report.as_json import as_json

    return as_json(report, text_of)


def _sarif(report: Report, text_of: TextOf, screen: Screen) -> str:
    from readylint.report.sarif import sarif

    return sarif(report, text_of, category=screen.category, suppressed=screen.suppressed)


def _github(report: Report, text_of: TextOf, screen: Screen) -> str:
    from readylint.report.github import github

    return github(report, text_of)


def _gitlab(report: Report, text_of: TextOf, screen: Screen) -> str:
    from readylint.report.gitlab import gitlab

    return gitlab(report, text_of)


def _junit(report: Report, text_of: TextOf, screen: Screen) -> str:
    from readylint.report.junit import junit

    return junit(report)


def _rdjsonl(report: Report, text_of: TextOf, screen: Screen) -> str:
    from readylint.report.rdjsonl import rdjsonl

    return rdjsonl(report, text_of)


def _csv(report: Report, text_of: TextOf, screen: Screen) -> str:
    from readylint.report.as_csv import as_csv

    return as_csv(report)


def _markdown(report: Report, text_of: TextOf, screen: Screen) -> str:
    from readylint.report.markdown import markdown

    return markdown(report)


def _html(report: Report, text_of: TextOf, screen: Screen) -> str:
    from readylint.report.html import html

    return html(report)


FORMATS: Mapping[str, Format] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "html": _html,
    "markdown": _markdown,
    "csv": _csv,
    "junit": _junit,
    "github": _github,
    "gitlab": _gitlab,
    "rdjsonl": _rdjsonl,
}
