"""What may be written behind `readylint fleet`."""

from __future__ import annotations

import argparse
import re

# Tests hold this against the module that owns it.
REPORTS = ("text", "markdown", "csv", "html")
SCANNED = "Exit: 0 every repository has a report, 2 usage, 3 one has none (its row says why), 130 interrupted."
CHANGED = "Exit: 0 no repository's readiness got worse, 1 one's did, 2 usage, 3 no repository has a report in both runs."
_PROFILES = ("launch", "strict", "advisory")
_UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


def fleet_options(fleet: argparse.ArgumentParser) -> None:
    """The commands over many repositories."""
    within = fleet.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, told, ends, options in (
        ("scan", "judge many repositories, several at a time, here or on a Dask cluster", SCANNED, _scan_options),
        ("query", "ask the tables of a fleet in SQL", None, _query_options),
        ("report", "the fleet on a page: decisions, worst items, blockers by team, trend", None, _report_options),
        ("diff", "what changed between two runs of a fleet", CHANGED, _diff_options),
    ):
        one = within.add_parser(name, help=told, description=told, epilog=ends)
        options(one)
        one.set_defaults(command=f"fleet {name}")


def _scan_options(scan: argparse.ArgumentParser) -> None:
    what = "a repository, a folder of them, a glob, the address of one to clone, or a file with one of these a line"
    scan.add_argument("sources", nargs="+", metavar="SOURCE", help=what)
    scan.add_argument("-o", "--output", required=True, metavar="DIR", help="the folder of the fleet: reports, runs and tables")
    where = scan.add_argument_group("where it runs")
    where.add_argument("--scheduler", metavar="ADDRESS", default="", help="a running Dask cluster, tcp://host:8786 (default: this machine)")
    where.add_argument("--workers", type=_count, metavar="N", help="scans at a time on this machine (default: its cores)")
    where.add_argument("--timeout", type=_count, metavar="SECONDS", default=900, help="for one repository (default: 900)")
    where.add_argument("--memory", type=_size, metavar="SIZE", default="2G", help="for one repository (default: 2G)")
    how = scan.add_argument_group("how each is judged, as for scan")
    how.add_argument("--profile", choices=_PROFILES, help="the policy (default: as each repository configures, else launch)")
    how.add_argument("--preview", action="store_true", help="count the rules that are in preview, too")
    how.add_argument("--no-history", action="store_true", help="leave the git histories unread; their items stay open")
    how.add_argument("--isolated", action="store_true", help="ignore the repositories' own configuration and marks")
    terminal = scan.add_argument_group("the terminal")
    terminal.add_argument("-q", "--quiet", action="store_true", help="say only what went wrong")
    terminal.add_argument("--no-progress", action="store_true", help="no progress bar")


def _query_options(query: argparse.ArgumentParser) -> None:
    query.add_argument("sql", metavar="SQL", help="one SELECT over repositories, services, items, findings and runs (docs/fleet-tables.md)")
    _folder_option(query)
    query.add_argument("--format", choices=("text", "csv", "json"), default="text", help="(default: text)")


def _report_options(report: argparse.ArgumentParser) -> None:
    _folder_option(report)
    report.add_argument("--format", choices=REPORTS, default="text", metavar="FORMAT", help=f"{', '.join(REPORTS)} (default: text)")
    report.add_argument("-o", "--output", metavar="FILE", help="write it there, not to standard output")
    report.add_argument("--run", metavar="RUN", default="", help="a run by the beginning of its name (default: the last one)")
    owners = "which team owns what: lines of a repository, a glob or an owner, and the team (default: by CODEOWNERS)"
    report.add_argument("--teams", metavar="FILE", default="", help=owners)
    _color_option(report)


def _diff_options(diff: argparse.ArgumentParser) -> None:
    diff.add_argument("old", metavar="OLD", help="a run by the beginning of its name")
    diff.add_argument("new", nargs="?", metavar="NEW", default="", help="the same (default: the last one)")
    _folder_option(diff)
    diff.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="(default: text)")
    _color_option(diff)


def _folder_option(to: argparse.ArgumentParser) -> None:
    to.add_argument("--fleet", metavar="DIR", default=".", help="the folder that `readylint fleet scan -o` wrote (default: here)")


def _color_option(to: argparse.ArgumentParser) -> None:
    told = "auto, always, never (default: auto, which asks the terminal, NO_COLOR and FORCE_COLOR)"
    to.add_argument("--color", choices=("auto", "always", "never"), default="auto", metavar="WHEN", help=told)


def _count(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 1_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number, 1 or more")
    return int(text)


def _size(text: str) -> int:
    """Bytes, of a number that may end in K, M, G or T."""
    found = re.fullmatch(r"(\d{1,6})([KMGT])", text.upper())
    if not found or not int(found[1]):
        raise argparse.ArgumentTypeError(f"{text!r} is no size like 500M or 2G")
    return int(found[1]) * _UNITS[found[2]]
