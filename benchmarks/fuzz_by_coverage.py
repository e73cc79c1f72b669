"""Fuzzes every reader, led by what of readylint a text reaches; one that raises, or takes seconds, fails. Needs atheris.

usage: python benchmarks/fuzz_by_coverage.py [--seconds 600] [--corpus FOLDER] [READER ...]

The texts that reach something new stay in the folder, from which another run goes on and corpus.py keeps the fewest that reach as much.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["readylint"]):
    from readers import MARKS, READERS

from fuzz_readers import timed


def written(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def entry(word: str) -> str:
    """A word as libFuzzer's dictionaries have it."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in written(word)) + '"\n'


def fuzzed(name: str, seconds: float, corpus: Path) -> None:
    """Fuzzes one reader, from its words and from what the corpus has. Does not return: atheris ends the process."""
    reader, texts, words = READERS[name], corpus / name, corpus / f"{name}.words"
    texts.mkdir(parents=True, exist_ok=True)
    (texts / "words").write_bytes(written("\n".join(reader.words)))
    words.write_text("".join(map(entry, (*reader.words, *MARKS))))
    limits = (
        f"-max_total_time={int(seconds)}",
        "-max_len=2000",
        "-rss_limit_mb=600",
        f"-dict={words}",
        f"-artifact_prefix={corpus}/{name}-",
        "-print_final_stats=1",
    )
    atheris.Setup([sys.argv[0], *limits, str(texts)], lambda data: timed(reader, data.decode("utf-8", "surrogateescape")))
    atheris.Fuzz()


def apart(name: str, seconds: float, corpus: Path) -> bool:
    """Fuzzes one reader in a process of its own; prints what it did, and tells whether it failed."""
    command = [sys.executable, __file__, "--alone", "--seconds", str(seconds), "--corpus", str(corpus), name]
    ran = subprocess.run(command, stderr=subprocess.PIPE, text=True, errors="replace", check=False)
    number = re.search(r"number_of_executed_units: (\d+)", ran.stderr)
    print(f"{name}\t{int(number[1]) if number else 0:,} texts\t{int(ran.returncode != 0)} failed", flush=True)
    if ran.returncode:
        print(ran.stderr[-4_000:], flush=True)
    return ran.returncode != 0


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("readers", nargs="*", metavar="READER", help=f"of {', '.join(READERS)}; all unless named")
    options.add_argument("--seconds", type=float, default=600, help="for each reader (default: 600)")
    options.add_argument("--corpus", type=Path, help="where the texts stay (default: a temporary folder)")
    options.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    asked = options.parse_args()
    corpus = asked.corpus or Path(tempfile.mkdtemp(prefix="readers-"))
    if asked.alone:
        fuzzed(asked.readers[0], asked.seconds, corpus)
    return min(1, sum(apart(name, asked.seconds, corpus) for name in asked.readers or READERS))


if __name__ == "__main__":
    sys.exit(main())
