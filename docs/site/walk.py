"""Runs the commands of a page anew and writes what they print: `python docs/site/walk.py docs/inherited.md path/to/NodeGoat`.

Each ```console block is one or more commands, `$ ` before each, run one after the other in a fresh clone of the repository, as a person
would; what they print takes the place of what stood below them. No path of this machine comes into a page: the clone is the current folder.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
COMMAND = re.compile(r"^\$ (.*(?:\n> .*)*)$", re.M)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("page", type=Path)
    asked.add_argument("repository", type=Path, help="a clone, at the revision that the page speaks of")
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        clone = home / chosen.repository.resolve().name
        subprocess.run(["git", "clone", "--quiet", str(chosen.repository.resolve()), str(clone)], check=True)
        environment = surroundings(home)
        text = BLOCK.sub(lambda block: walked(block[1], clone, environment), chosen.page.read_text("utf-8"))
    if str(home) in text:
        raise SystemExit(f"a command prints {home}: let it print less")
    chosen.page.write_text(text, "utf-8", newline="\n")
    return 0


def surroundings(home: Path) -> dict[str, str]:
    """An environment with this checkout's `readylint`, a person's name, and nothing of whoever runs this."""
    (home / "bin").mkdir()
    (home / "bin/readylint").write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m readylint "$@"\n', "utf-8")
    (home / "bin/readylint").chmod(0o755)
    (home / ".gitconfig").write_text("[user]\nname = Ana Ruiz\nemail = ana@example.org\n", "utf-8")
    return {"PATH": f"{home}/bin:{os.environ['PATH']}", "HOME": str(home), "COLUMNS": "100", "LANG": "C.UTF-8"}


def walked(block: str, clone: Path, environment: dict[str, str]) -> str:
    """A block with what its commands print now."""
    said = []
    for command in COMMAND.findall(block):
        line = ["bash", "-c", command.replace("\n> ", "\n")]
        done = subprocess.run(line, cwd=clone, env=environment, capture_output=True, text=True, check=False)
        said.append(f"$ {command}\n{done.stdout}{done.stderr}".rstrip() + "\n")
    return f"```console\n{''.join(said)}```"


if __name__ == "__main__":
    sys.exit(main())
