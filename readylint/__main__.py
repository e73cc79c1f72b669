"""`python -m readylint`."""

from __future__ import annotations

import sys

from readylint.cli import main

if __name__ == "__main__":
    sys.exit(main())
