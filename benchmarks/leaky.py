"""How many of leaky-repo's lines of risk are found, by us and by peers.

usage: python benchmarks/leaky.py CHECKOUT [--peers NAMES] [--files]

CHECKOUT is a working copy of Plazmaz/leaky-repo. Its table (.leaky-meta/secrets.csv) says of each file how many lines hold a risk and how
many something merely informative, not which lines they are. So a tool is credited with as many lines of a file as it reports there, up
to the number of lines of risk, as the project's own benchmark does; lines beyond that number are counted beside it, in the files of the
table and in all others.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

import scanners


def risks(checkout: Path) -> dict[str, int]:
    """The number of lines of risk by file."""
    lines = (checkout / ".leaky-meta" / "secrets.csv").read_text().splitlines()
    return {name: int(risk) for name, risk, _ in csv.reader(line for line in lines if line.strip() and not line.startswith("#"))}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--peers", default=",".join(scanners.PEERS), help="which of them to run; empty: none")
    parser.add_argument("--files", action="store_true", help="also the files where we find less than there is")
    asked = parser.parse_args()
    table = risks(asked.checkout)
    print(f"{'':32} {'of ' + str(sum(table.values())):>8} {'files of ' + str(sum(n > 0 for n in table.values())):>12} {'beyond':>8}")
    rows = [*scanners.ours({"": asked.checkout}).items(), *scanners.peers(asked.checkout, filter(None, asked.peers.split(",")))]
    for name, places in rows:
        lines = Counter(path for path, _ in places if not path.startswith((".git/", ".leaky-meta/")))
        found = {path: min(lines[path], risk) for path, risk in table.items()}
        credited = sum(found.values())
        print(f"{name:32} {credited:8} {sum(n > 0 for n in found.values()):12} {sum(lines.values()) - credited:8}", flush=True)
        if asked.files and name.startswith("readylint"):
            print("".join(f"  {path}: {n} of {table[path]}\n" for path, n in found.items() if n < table[path]), end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
