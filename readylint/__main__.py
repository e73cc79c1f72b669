"""`python -m readylint`."""

from __future__ import annotations

import os
import sys

if sys.path[0] in ("", os.getcwd()):  # Python puts the folder it is called in first: a hostile tomli.py in it would run
    del sys.path[0]

from readylint.cli import program

if __name__ == "__main__":
    sys.exit(program())
