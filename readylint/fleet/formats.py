"""The report on a fleet as text, Markdown and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from readylint.fleet.grid import csv_lines, grid, said
from readylint.fleet.summary import DECISIONS, Point, Repository, Summary, Team
from readylint.report.markdown import escaped
from readylint.report.page import Page, Screen

SHOWN = 20  # rows of a table in text
OF_MARKDOWN = 50
FREQUENT = 5  # items of a team


class Table(Struct, frozen=True):
    """A table of the report."""

    title: str
    head: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]


def text(told: Summary, screen: Screen) -> str:
    """For a person at a terminal."""
    return as_text("Fleet", headline(told), tables(told), screen)


def as_text(name: str, headline: str, tables: Iterable[Table], screen: Screen) -> str:
    """A sentence and tables; of each table the first rows."""
    page = Page(screen.width)
    page.para(headline, ("bold", f"{name}  "), indent=0)
    for table in (table for table in tables if table.rows):
        page.heading(table.title)
        for line in grid(table.head, table.rows[:SHOWN], screen.width - 2):
            page.line(("", f"  {line}"))
        if len(table.rows) > SHOWN:
            page.line(("dim", f"  and {len(table.rows) - SHOWN:,} more"))
    return page.text(screen.color)


def markdown(told: Summary, screen: Screen) -> str:
    """For a wiki: nothing of a repository's making is more than text in it."""
    return as_markdown("The readiness of the fleet", headline(told), tables(told))


def as_markdown(title: str, headline: str, tables: Iterable[Table]) -> str:
    """A sentence and tables; of each table the first rows."""
    lines = [f"## {title}", "", escaped(headline), ""]
    for table in (table for table in tables if table.rows):
        lines += [f"### {table.title}", "", f"| {' | '.join(table.head)} |", f"|{'---|' * len(table.head)}"]
        lines += [f"| {' | '.join(escaped(said(value)) for value in row)} |" for row in table.rows[:OF_MARKDOWN]]
        lines += ["", f"and {len(table.rows) - OF_MARKDOWN:,} more", ""] if len(table.rows) > OF_MARKDOWN else [""]
    return "\n".join(lines).rstrip() + "\n"


def as_csv(told: Summary, screen: Screen) -> str:
    """For a spreadsheet: a row for each repository."""
    return csv_lines([Repository.__struct_fields__, *map(astuple, told.repositories)])


def headline(told: Summary) -> str:
    """The run, and how the fleet stands."""
    now, run = told.now, told.run
    decided = ", ".join(f"{number:,} {DECISIONS[decision]}" for decision, number in now.ordered)
    rate = f"; {now.pass_rate}% is the mean pass rate" if now.pass_rate is not None else ""
    unended = "" if run.ended else ", which did not come to its end"
    return f"{repositories(now.repositories)} in run {run.run}{unended}: {decided}{rate}."


def repositories(number: int) -> str:
    """1 repository, 2 repositories."""
    return f"{number:,} repositor{'y' if number == 1 else 'ies'}"


def tables(told: Summary) -> tuple[Table, ...]:
    """The tables of the report; where there is nothing to say, one is empty."""
    return (
        Table("Decisions", ("decision", "repositories", "share"), [_decided(told.now, *of) for of in told.now.ordered]),
        Table("Without a report", ("repository", "outcome", "why"), [(r.repository, r.outcome, r.reason) for r in told.unread]),
        Table("Blockers by team", ("team", "blockers", "repositories", "which"), list(map(_of_team, told.teams))),
        Table("Worst items", ("item", "severity", "fail", "open", "pass", "of judged", "title"),
              [(i.id, i.severity, i.fail, i.open, i.passed, f"{i.share}%", i.title) for i in told.items]),
        Table("Trend", ("run", "repositories", *(DECISIONS[d] for d in told.made), "pass rate", "blockers"),
              [_of_run(point, told.made) for point in reversed(told.trend)] if len(told.trend) > 1 else []),
        Table("Repositories", ("repository", "decision", "pass rate", "blockers", "team"), list(map(_of_repository, told.repositories))),
    )  # fmt: skip


def _decided(now: Point, decision: str, number: int) -> tuple[Any, ...]:
    return DECISIONS[decision], number, f"{100 * number // now.repositories}%"


def _of_team(team: Team) -> tuple[Any, ...]:
    which = [f"{item} {number:,}" for item, number in team.items]
    return team.name, team.blockers, team.repositories, ", ".join(which[:FREQUENT]) + (", ..." if len(which) > FREQUENT else "")


def _of_run(point: Point, made: list[str]) -> tuple[Any, ...]:
    return point.run, point.repositories, *(point.decisions.get(d, 0) for d in made), _rate(point.pass_rate), point.blockers


def _of_repository(r: Repository) -> tuple[Any, ...]:
    return r.repository, DECISIONS[r.decision or ""], _rate(r.pass_rate), ", ".join(r.blockers or ()), r.team


def _rate(rate: int | None) -> str:
    return "" if rate is None else f"{rate}%"
