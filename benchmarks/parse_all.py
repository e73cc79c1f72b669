"""The yardstick: lists, reads and parses the code files of a repository with ast-grep, on one core, as a whole process.

usage: python benchmarks/parse_all.py REPOSITORY LIST      (LIST: a file with one `language<TAB>path` a line)
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ast_grep_py import SgRoot


def main(repository: str, wanted: str) -> int:
    languages = dict(reversed(line.split("\t", 1)) for line in Path(wanted).read_text("utf-8").splitlines())
    listed = subprocess.run(["git", "-C", repository, "ls-files", "-z"], capture_output=True, check=True).stdout.decode().split("\0")
    done = 0
    for path in listed:
        language = languages.get(path)
        if language:
            SgRoot((Path(repository) / path).read_bytes().decode("utf-8", "replace"), language).root().kind()
            done += 1
    return 0 if done == len(languages) else 1


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
