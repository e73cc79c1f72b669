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

    return sarif(report, text_of)


FORMATS: Mapping[str, Format] = {"text": _text, "json": _json, "sarif": _sarif}
