"""What may be written behind `readylint attest` and `readylint waive`."""

from __future__ import annotations

import argparse

from readylint.usage import day


def attest_options(attest: argparse.ArgumentParser) -> None:
    """Of what only people know."""
    _signed_options(attest, "attest")


def waive_options(waive: argparse.ArgumentParser) -> None:
    """Of what is accepted."""
    _signed_options(waive, "waive")


def _signed_options(sign: argparse.ArgumentParser, kind: str) -> None:
    sign.add_argument("item", metavar="ID", help="its id or name: OBS007, alerts")
    sign.add_argument("--by", metavar="NAME", help="who answers for it (default: user.name and user.email of your own git configuration)")
    if kind == "attest":
        sign.add_argument("--note", metavar="TEXT", default="", help="what you know, and whence")
        sign.add_argument("--evidence", action="extend", nargs="+", default=[], metavar="PATH", help="files here, or addresses")
    else:
        sign.add_argument("--reason", metavar="TEXT", default="", help="why it is accepted")
    ends = sign.add_mutually_exclusive_group()
    ends.add_argument("--expires", type=day, metavar="DATE", help="the last day on which it counts, at most a year ahead")
    ends.add_argument("--days", type=_days, metavar="N", help="the same as a number of days from today")
    which = "what it speaks of: a later change there makes it stale" if kind == "attest" else "only the findings in these"
    sign.add_argument("--paths", action="extend", nargs="+", default=[], metavar="GLOB", help=which)
    sign.add_argument("--service", metavar="NAME", default="", help="of one service only")
    sign.add_argument("--fingerprint", metavar="F", default="", help="of one finding only, as the JSON report has it")
    sign.add_argument("--repo", default=".", metavar="PATH", help="the repository (default: here)")
    sign.add_argument("--dry-run", action="store_true", help="show the entry, write nothing")
    sign.add_argument("--no-progress", action="store_true", help="no progress bar, and no questions")
    sign.set_defaults(command=f"sign {kind}", judges=True)


def _days(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 10_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of days, 1 or more")
    return int(text)
