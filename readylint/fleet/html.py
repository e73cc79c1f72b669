"""The report on a fleet as one HTML file, in the looks of the report on a repository."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from msgspec import Struct

from readylint.fleet.formats import headline, repositories
from readylint.fleet.summary import DECISIONS, Point, Repository, Summary
from readylint.report.headline import WORDS
from readylint.report.html import rendered
from readylint.report.page import clean

PAGE = 100  # rows of the table of repositories that are shown at a time
MOST = 50_000  # repositories of a page; the rest, which stand better, are in the CSV
UNREAD = 500
RUNS = 24  # of the trend


class Bar(Struct, frozen=True):
    """A part of a bar: whose it is, and where it stands of a hundred."""

    kind: str
    begin: float
    width: float


def html(told: Summary) -> str:
    """The page. The same tables give the same bytes."""
    unread = told.unread
    sections = (
        ("decisions", "Decisions", True),
        ("teams", "Blockers by team", told.teams),
        ("items", "Worst items", told.items),
        ("trend", "Trend", len(told.trend) > 1),
        ("unread", "Without a report", unread),
        ("repositories", "Repositories", told.repositories),
    )
    shown = {
        "told": told,
        "now": told.now,
        "title": repositories(told.now.repositories),
        "headline": headline(told),
        "sections": [(id, title) for id, title, there in sections if there],
        "words": {"": "No report", **{str(decision): word for decision, word in WORDS.items()}},
        "names": DECISIONS,
        "made": told.made,
        "whole": bars(dict(told.now.ordered)),
        "items": [(item, bars({"fail": item.fail, "unknown": item.open, "pass": item.passed})) for item in told.items],
        "columns": list(_columns(told.trend[-RUNS:])),
        "unread": unread[:UNREAD],
        "unread_left": max(len(unread) - UNREAD, 0),
        "first": told.repositories[:PAGE],
        "left": max(len(told.repositories) - MOST, 0),
        "page": PAGE,
        "data": _data(told.repositories[:MOST]),
    }
    return rendered("fleet.html", shown, styles=("page.css", "fleet.css"), scripts=("filter.js", "fleet.js"))


def bars(counts: Mapping[str, int]) -> list[Bar]:
    """A bar of parts as wide as they are many."""
    begin, whole, made = 0.0, sum(counts.values()) or 1, []
    for kind, number in counts.items():
        width = 100 * number / whole
        made.append(Bar(kind or "unread", round(begin, 2), round(width, 2)))
        begin += width
    return made


def _columns(trend: tuple[Point, ...]) -> Iterator[tuple[Point, float, list[Bar]]]:
    """The runs, each a column, and how far it stands from the left."""
    for number, point in enumerate(trend):
        yield point, round(number * 100 / len(trend), 2), bars(dict(point.ordered))


def _data(repositories: tuple[Repository, ...]) -> str:
    """The rows for the script, in JSON that ends no element: what is of the repositories is text, and shown as text."""
    rows = [[clean(r.repository), r.decision or "", r.pass_rate, r.blockers or [], clean(r.team), clean(_why(r))] for r in repositories]
    return json.dumps(rows, separators=(",", ":")).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _why(repository: Repository) -> str:
    """Why there is no decision."""
    return "" if repository.decision else f"{repository.outcome.replace('_', ' ')}: {repository.reason}".removesuffix(": ")
