"""readylint fleet scan."""

from __future__ import annotations

import argparse

from readylint.usage import UsageError


def run(chosen: argparse.Namespace) -> int:
    """Not here yet."""
    raise UsageError("fleet scan is not here yet")
