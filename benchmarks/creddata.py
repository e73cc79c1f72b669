"""How many labelled secrets are found, and how much else: on the files of CredData, against peers.

usage: python benchmarks/creddata.py METADATA CLONES [--into FOLDER] [--peers NAMES] [--without CATEGORIES]

METADATA is a checkout of Samsung/CredData (`snapshot.json` and `meta/`), CLONES a folder with clones of its source repositories, any
number of them, bare or not, named `owner+name`, `owner__name` or `owner/name`. Of each that holds the commit asked for, the labelled files
are written out under their own paths, whole and as they are: CredData's own scripts put a random value in place of every true one, which
would tell true from false by itself.

A third of the repositories, those whose names hash to 0 modulo 3 (SHA-256), are held out: nobody looks at them to tune. A label is a place,
`LineStart` to `LineEnd` of a file, true (T) or false (F, X). A true one is found when a finding stands on one of its lines; when it is a
part of a private key, on any line of that key. A finding on no true line counts against the tool: once for each false label that it
stands on, and where it stands on none as unlabelled. Precision is of labelled lines; P* counts the unlabelled as false too. `--without`
leaves out categories of true labels, as UUID: the data set calls every random one true, whatever it names, a table's row or a COM class.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import subprocess
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Container, Iterator
from pathlib import Path
from typing import NamedTuple

import scanners
from history import told
from scoring import Half, Label

from readylint.git import neutral_environment


class Source(NamedTuple):
    """A repository of the data set: its name, the commit, the rows of its labels."""

    name: str
    commit: str
    rows: tuple[dict[str, str], ...]

    @property
    def held_out(self) -> bool:
        return int(hashlib.sha256(self.name.lower().encode()).hexdigest(), 16) % 3 == 0


def sources(metadata: Path) -> Iterator[Source]:
    """Every repository that the metadata name."""
    for key, url in json.loads((metadata / "snapshot.json").read_text()).items():
        table = metadata / "meta" / f"{zlib.crc32(bytes.fromhex(key)):08x}.csv"
        with table.open(newline="") as lines:
            yield Source(url.partition("github.com/")[2].removesuffix(".git"), key[:40], tuple(csv.DictReader(lines)))


def written(source: Source, clones: Path, into: Path) -> list[Label] | None:
    """Writes the labelled files of a repository, and gives their labels; None where there is no clone with that commit."""
    clone = next((c for c in _clones(source.name, clones) if _holds(c, source.commit)), None)
    if clone is None:
        return None
    names = {hashlib.sha256(p.encode()).hexdigest()[:8]: p for p in told(clone, "ls-tree", "-rz", "--name-only", source.commit).split("\0")}
    folder = source.name.replace("/", "+")
    wanted = {id: names[id] for id in {row["FileID"] for row in source.rows} if id in names}
    there = {id: f"{folder}/{path}" for id, path in wanted.items() if _copied(clone, f"{source.commit}:{path}", into / folder / path)}
    return [_label(there[row["FileID"]], row) for row in source.rows if row["FileID"] in there]


def _copied(clone: Path, blob: str, target: Path) -> bool:
    """Whether a file could be written: some clones lack a few large blobs."""
    if not target.exists():
        asked = ["git", "-C", str(clone), "cat-file", "blob", blob]
        read = subprocess.run(asked, capture_output=True, env=neutral_environment(), check=False)
        if read.returncode:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(read.stdout)
    return True


def _label(path: str, row: dict[str, str]) -> Label:
    first, last = int(row["LineStart"]), int(row["LineEnd"] or row["LineStart"])
    category = row["Category"]
    return Label(path, first, last, row["GroundTruth"] == "T", last > first and "Private Key" in category, category)


def _clones(name: str, clones: Path) -> Iterator[Path]:
    for folder in (name.replace("/", "+"), name.replace("/", "__"), name):
        yield from (p for p in (clones / folder / "repo", clones / folder) if p.exists())


def _holds(clone: Path, commit: str) -> bool:
    asked = ["git", "-C", str(clone), "cat-file", "-e", f"{commit}^{{commit}}"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def halves(metadata: Path, clones: Path, into: Path, without: Container[str] = ()) -> dict[str, Half]:
    """The labels of the repositories that are there, split; their files written out."""
    labels: dict[str, list[Label]] = defaultdict(list)
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for source in sources(metadata):
        rows = written(source, clones, into)
        if rows is not None:
            half = "held-out" if source.held_out else "dev"
            labels[half] += rows
            counted[half][0] += 1
            counted[half][1] += len({row.path for row in rows})
    for name, (repositories, files) in sorted(counted.items()):
        half = Half.of(labels[name], without)
        print(f"{name}: {repositories} repositories, {files} files, {len(half.distinct)} true labels, {len(half.false)} false ones")
    return {name: Half.of(labels[name], without) for name in ("dev", "held-out")}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("metadata", type=Path)
    parser.add_argument("clones", type=Path)
    parser.add_argument("--into", type=Path, help="where to write the files (default: a temporary folder)")
    parser.add_argument("--peers", default=",".join(scanners.PEERS), help="which of them to run; empty: none")
    parser.add_argument("--without", default="", help="categories of true labels to leave out")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        into = asked.into or Path(scratch)
        split = halves(asked.metadata, asked.clones, into, asked.without.split(","))
        columns = f"{'P':>6} {'P*':>6} {'recall':>6} {'F1':>6}"
        print(f"{'':32} {'dev':>27}     {'held out':>27}\n{'':32} {columns}     {columns}")
        repositories = {f"{p.name}/": p for p in sorted(into.iterdir())}
        rows = [*scanners.ours(repositories).items(), *scanners.peers(into, filter(None, asked.peers.split(",")))]
        for name, places in rows:
            print(f"{name:32} {'     '.join(split[half].score(places).shown for half in split)}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
