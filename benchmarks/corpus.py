"""Keeps of a corpus the fewest texts that reach as much of readylint: tests/test_readers.py reads them.

usage: python benchmarks/corpus.py CORPUS [-o tests/corpus]

CORPUS is what fuzz_by_coverage.py left. A text that reaches no line which shorter ones have not reached is left out, and so is one that
another scanner would take for a secret.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from coverage import Coverage
from readers import READERS, Reader

from readylint.secrets.scan import Scanner
from readylint.secrets.strength import random_looking

HOME = Path(__file__).parents[1]
Line = tuple[str, int]


def reached(reader: Reader, text: str) -> set[Line]:
    """The lines of readylint that run when a text is read."""
    watch = Coverage(data_file=None, source_pkgs=["readylint"], messages=False)
    with watch.collect():
        reader.read(text)
    data = watch.get_data()
    return {(file, line) for file in data.measured_files() for line in data.lines(file) or ()}


def harmless(text: str) -> bool:
    generated = any(map(random_looking, re.findall(r"\w{16,}", text)))
    return not generated and not any(Scanner().scan("a", "app", "python", text.encode("utf-8", "surrogateescape")))


def fewest(reader: Reader, texts: list[str]) -> Iterator[str]:
    """The texts, shortest first, each of which reaches a line that none before it did."""
    reader.read("")  # what is imported and compiled once
    known: set[Line] = set()
    for text in sorted(filter(harmless, texts), key=lambda text: (len(text), text)):
        new = reached(reader, text) - known
        if new:
            known |= new
            yield text


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("corpus", type=Path)
    options.add_argument("-o", "--output", type=Path, default=HOME / "tests/corpus")
    asked = options.parse_args()
    asked.output.mkdir(exist_ok=True)
    for name, reader in READERS.items():
        texts = [file.read_bytes().decode("utf-8", "surrogateescape") for file in (asked.corpus / name).glob("*")]
        kept = list(fewest(reader, texts))
        (asked.output / f"{name}.json").write_text(json.dumps(kept, indent=0) + "\n")
        print(f"{name}\t{len(kept)} of {len(texts)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
