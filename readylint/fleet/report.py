"""readylint fleet report."""

from __future__ import annotations

import argparse

from readylint.usage import UsageError


def run(chosen: argparse.Namespace) -> int:
    """Not here yet."""
    raise UsageError("fleet report is not here yet")
