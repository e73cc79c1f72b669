"""What pytest asks of all tests."""

from __future__ import annotations

import os


def pytest_xdist_auto_num_workers() -> int:
    """Two workers a core: many tests wait for programs that they start."""
    return 2 * (os.cpu_count() or 1)
