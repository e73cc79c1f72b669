"""readylint fleet: many repositories at once, and what is known of them."""

from __future__ import annotations

import argparse
from importlib import import_module
from importlib.util import find_spec

from readylint.usage import UsageError


def scan(chosen: argparse.Namespace) -> int:
    """Judges the repositories and returns the exit code."""
    return _run("scan", chosen, needs="distributed")


def query(chosen: argparse.Namespace) -> int:
    """Prints what the tables answer."""
    return _run("query", chosen, needs="duckdb")


def report(chosen: argparse.Namespace) -> int:
    """Prints or writes the report of a run."""
    return _run("report", chosen, needs="duckdb")


def diff(chosen: argparse.Namespace) -> int:
    """Prints what changed between two runs."""
    return _run("diff", chosen, needs="duckdb")


def _run(verb: str, chosen: argparse.Namespace, needs: str) -> int:
    if find_spec(needs) is None:
        raise UsageError(f"fleet {verb} needs {needs}, which is not installed: pip install 'readylint[fleet]'")
    code: int = import_module(f"readylint.fleet.{verb}").run(chosen)
    return code
