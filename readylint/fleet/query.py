"""readylint fleet query."""

from __future__ import annotations

import argparse

from readylint.usage import UsageError


def run(chosen: argparse.Namespace) -> int:
    """Not here yet."""
    raise UsageError("fleet query is not here yet")
