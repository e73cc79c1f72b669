"""Scans repositories that are broken, hostile or huge, each made on the spot, and prints the table of docs/robustness.md.

usage: python benchmarks/robustness.py [--write] [--size 1.0] [KIND ...]

Every scan is a process of its own: its exit code, whether a traceback came out, how many rules crashed, the processor's seconds, the
peak memory of all its processes together, and what coverage names.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct
from secrets_speed import held

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "fixtures"))
ODD = ROOT / "benchmarks/odd.csv"
PAGE = ROOT / "docs/robustness.md"
MARK = "<!-- table -->"
AS_OF = "2026-06-01"
_SERVER = 'const app = require("express")()\napp.listen(80)\n'
_WHO = b"A <a@b> 1700000000 +0000\n"


class Row(Struct):
    """What became of the scans of one kind."""

    kind: str
    scans: int = 0
    bad: int = 0  # exit codes beyond 3, and tracebacks
    crashed: int = 0  # rules
    seconds: float = 0
    memory: int = 0  # bytes
    named: int = 0


def scan(row: Row, root: Path, *options: str) -> dict[str, Any]:
    """Scans, and adds to the row what it took."""
    asked = ("--format", "json", "--no-cache", "--fail-on", "never", "--as-of", AS_OF, *options)
    command = [sys.executable, "-m", "readylint", "scan", str(root), *asked]
    before = os.times()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, start_new_session=True)
        while process.poll() is None:
            row.memory = max(row.memory, held(process.pid))
            time.sleep(0.05)
        out.seek(0), err.seek(0)
        told, said = out.read(), err.read().decode("utf-8", "replace")
    after = os.times()
    row.scans += 1
    row.seconds += after.children_user + after.children_system - before.children_user - before.children_system
    bad = process.returncode not in (0, 1, 2, 3) or "Traceback" in said or "this is a bug" in said
    if bad:
        print(f"{root.name}: exit {process.returncode}: {said[-500:]}", file=sys.stderr)
    row.bad += bad
    report: dict[str, Any] = json.loads(told) if told else {"items": [], "coverage": {"skipped": []}}
    row.crashed += sum(item["verdict"] == "error" for item in report["items"])
    row.named += len(report["coverage"]["skipped"])
    return report


def _service(root: Path) -> Path:
    import broken

    root.mkdir(parents=True)
    (root / "package.json").write_text('{"dependencies": {"express": "4.19.2"}}\n')
    (root / "server.js").write_text(_SERVER)
    broken.git(root, "init", "-q", "-b", "main")
    return root


def _committed(root: Path) -> Path:
    import broken

    broken.git(root, "add", "-A")
    broken.git(root, "commit", "-q", "-m", "All")
    return root


def _imported(root: Path, stream: Iterator[bytes]) -> Path:
    """A history by `git fast-import`."""
    with subprocess.Popen(["git", "-C", str(root), "fast-import", "--quiet", "--force"], stdin=subprocess.PIPE) as process:
        assert process.stdin
        for part in stream:
            process.stdin.write(part)
        process.stdin.close()
    subprocess.run(["git", "-C", str(root), "reset", "-q", "--hard", "main"], check=True)
    return root


def broken_ones(folder: Path, row: Row, size: float) -> None:
    import broken

    template = broken.whole(folder / "template")
    for number, name in enumerate(broken.KINDS):
        try:
            made = broken.build(name, folder / str(number), template)
        except subprocess.CalledProcessError:  # this git cannot make it
            continue
        scan(row, made)


def names(folder: Path, row: Row, size: float) -> None:
    import hostile

    scan(row, hostile.tree(folder / "a/tree"))
    scan(row, hostile.objects(folder / "b/objects"))


def bombs(folder: Path, row: Row, size: float) -> None:
    import bombs

    scan(row, _committed(bombs.written(_service(folder / "bombs"), size)))


NONSENSE = {  # code, and what the grammar of its language takes minutes for, 20 KB of it
    "a{}.py": ("import requests\nrequests.get('https://shop.io')\n", "if +->"),
    "a{}.go": ('package a\nimport "net/http"\nfunc a() { http.Get("https://shop.io") }\n', "if +->\n"),
    "a{}.java": ("class A { void a() { new RestTemplate(); } }\n", "!%def 1ab"),
    "a{}.rb": ('require "net/http"\nNet::HTTP.get(URI("https://shop.io"))\n', "<!-- ab\n"),
}


def parsers(folder: Path, row: Row, size: float) -> None:
    root = _service(folder / "parsers")
    for number in range(int(5 * size)):
        for path, (code, nonsense) in NONSENSE.items():
            (root / path.format(number)).write_text(code + nonsense * (20_000 // len(nonsense)))
    scan(row, _committed(root))


def one_folder(folder: Path, row: Row, size: float) -> None:
    root = _service(folder / "many")
    (root / "src").mkdir()
    for number in range(int(100_000 * size)):
        (root / f"src/m{number}.js").write_text(f'import {{ f{number} }} from "./m{number + 1}"\nexport const a = f{number}()\n')
    scan(row, _committed(root))


def many_files(folder: Path, row: Row, size: float) -> None:
    import huge

    scan(row, huge.files(folder / "files", size))


def long_history(folder: Path, row: Row, size: float) -> None:
    import huge

    scan(row, huge.history(folder / "history", size))


def great_file(folder: Path, row: Row, size: float) -> None:
    root = _committed(_service(folder / "great"))
    for name in ("great.js", "great.sql", ".env"):
        with (root / name).open("wb") as file:
            file.truncate(int((2 << 30) * size))
    subprocess.run(["git", "-C", str(root), "add", "-N", "."], check=True)
    scan(row, root)


def swollen(folder: Path, row: Row, size: float) -> None:
    """A gigabyte of nothing, which git packs into one megabyte, in the history alone."""
    import broken

    root = _service(folder / "swollen")
    for name in ("nothing.js", ".env"):
        with (root / name).open("wb") as file:
            file.truncate(int((1 << 30) * size))
    _committed(root)
    broken.git(root, "rm", "-q", "--", "nothing.js", ".env")
    broken.git(root, "commit", "-q", "-m", "Gone")
    scan(row, root)


def refs(folder: Path, row: Row, size: float) -> None:
    import broken

    root = _committed(_service(folder / "refs"))
    oid = broken.git(root, "rev-parse", "HEAD")
    kinds = ("heads/b", "tags/v1.", "remotes/origin/b")
    made = "".join(f"create refs/{kinds[n % 3]}{n} {oid}\n" for n in range(int(20_000 * size)))
    broken.git(root, "update-ref", "--stdin", said=made)
    scan(row, root)


def merges(folder: Path, row: Row, size: float) -> None:
    def stream() -> Iterator[bytes]:
        yield b"blob\nmark :1\ndata %d\n%s\n" % (len(_SERVER), _SERVER.encode())
        yield b"commit refs/heads/main\nmark :2\ncommitter " + _WHO + b"data 1\na\nM 100644 :1 server.js\n\n"
        for n in range(3, int(10_000 * size) * 2 + 3, 2):
            last = n - 1
            yield b"commit refs/heads/side\nmark :%d\ncommitter %sdata 1\ns\nfrom :%d\nM 100644 :1 s%d.js\n\n" % (n, _WHO, last, n % 50)
            yield b"commit refs/heads/main\nmark :%d\ncommitter %sdata 1\nm\nfrom :%d\nmerge :%d\n\n" % (n + 1, _WHO, last, n)

    scan(row, _imported(_service(folder / "merges"), stream()))


def octopus(folder: Path, row: Row, size: float) -> None:
    """One commit with a thousand parents."""

    def stream() -> Iterator[bytes]:
        yield b"blob\nmark :1\ndata %d\n%s\n" % (len(_SERVER), _SERVER.encode())
        parents = range(2, int(1_000 * size) + 2)
        for n in parents:
            yield b"reset refs/heads/p\n\ncommit refs/heads/p\nmark :%d\ncommitter %sdata 1\np\nM 100644 :1 p%d.js\n\n" % (n, _WHO, n)
        yield b"commit refs/heads/main\nmark :999999\ncommitter " + _WHO + b"data 1\nm\n" + b"".join(b"merge :%d\n" % n for n in parents)
        yield b"M 100644 :1 server.js\n\n"

    scan(row, _imported(_service(folder / "octopus"), stream()))


def mutated(folder: Path, row: Row, size: float) -> None:
    """Bytes changed at random, in the tree and in `.git`."""
    import random

    import broken

    chance, template = random.Random(7), broken.whole(folder / "template")
    for number in range(int(200 * size)):
        root = folder / str(number)
        subprocess.run(["cp", "-a", str(template), str(root)], check=True)
        files = sorted(p for p in root.rglob("*") if p.is_file())
        for path in chance.sample(files, min(len(files), chance.choice((1, 2, 5)))):
            data = bytearray(path.read_bytes())
            for _ in range(chance.choice((1, 4, 30)) if data else 0):
                data[chance.randrange(len(data))] = chance.randrange(256)
            path.chmod(0o644)
            path.write_bytes(bytes(data))
        scan(row, root)


def odd(folder: Path, row: Row, size: float) -> None:
    """Clones of GitHub's, or those that are in the folder READYLINT_CLONES already, as `owner__name`."""
    with ODD.open(encoding="utf-8") as listed:
        names = [one["repository"] for one in csv.DictReader(listed)]
    for name in names[: int(len(names) * size)]:
        _cloned(name, folder, row)


def great_history(folder: Path, row: Row, size: float) -> None:
    """A clone of GitHub's, or the one that is in the folder READYLINT_CLONES already."""
    _cloned("ansible/ansible", folder, row)


def _cloned(name: str, folder: Path, row: Row) -> None:
    root = Path(os.environ.get("READYLINT_CLONES") or folder) / name.replace("/", "__")
    if not root.exists():
        subprocess.run(["git", "clone", "-q", f"https://github.com/{name}", str(root)], check=True)
    scan(row, root)


KINDS: dict[str, tuple[str, Callable[[Path, Row, float], None]]] = {
    "broken": ("broken, odd or half there (fixtures/broken.py)", broken_ones),
    "odd": ("public ones, chosen for their oddity (benchmarks/odd.csv)", odd),
    "mutated": ("two hundred with random bytes changed, in the tree and in .git", mutated),
    "names": ("hostile names, links and special files; a crafted tree (fixtures/hostile.py)", names),
    "bombs": ("nested, repeated, self-including files (fixtures/bombs.py)", bombs),
    "parsers": ("twenty files of nonsense that parsers hang on", parsers),
    "files": ("100,000 files in one folder", one_folder),
    "many": ("65,000 files of five languages (fixtures/huge.py)", many_files),
    "long": ("250,000 commits with 1,000,000 entries of trees (fixtures/huge.py)", long_history),
    "ansible": ("ansible/ansible with all its history", great_history),
    "great": ("three files of 2 GB", great_file),
    "swollen": ("two files of 1 GB in the history, 1 MB each as git packs them", swollen),
    "refs": ("20,000 refs", refs),
    "merges": ("10,000 merges", merges),
    "octopus": ("a merge of 1,000 parents", octopus),
}


def table(rows: list[Row]) -> Iterator[str]:
    yield "| repositories | scans | crashes | rules crashed | CPU seconds | peak memory | named under coverage |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for r in rows:
        yield f"| {KINDS[r.kind][0]} | {r.scans} | {r.bad} | {r.crashed} | {r.seconds:.1f} | {r.memory >> 20} MB | {r.named:,} |"


def _merged(told: str, before: str) -> str:
    """The table with the rows that were not made anew as they stood."""
    rows = {line.split("|")[1].strip(): line for text in (before, told) for line in text.splitlines() if line.startswith("|")}
    head, kinds = told.splitlines()[:2], (name for name, _ in KINDS.values())
    return "\n".join([*head, *(rows[name] for name in kinds if name in rows)])


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("kinds", nargs="*", default=list(KINDS), metavar="KIND", help=f"of {', '.join(KINDS)}; all unless named")
    options.add_argument("--size", type=float, default=1.0, help="how large they are made (default: 1)")
    options.add_argument("--write", action="store_true", help="put the rows into the table of docs/robustness.md")
    asked = options.parse_args()
    if unknown := [kind for kind in asked.kinds if kind not in KINDS]:
        options.error(f"no kind is called {', '.join(unknown)}; there are {', '.join(KINDS)}")
    rows = []
    for kind in asked.kinds:
        rows.append(Row(kind))
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            KINDS[kind][1](Path(folder), rows[-1], asked.size)
        print(list(table(rows[-1:]))[-1], file=sys.stderr, flush=True)
    told = "\n".join(table(rows))
    if asked.write:
        head, _, rest = PAGE.read_text("utf-8").partition(MARK)
        before, _, after = rest.partition(MARK)
        PAGE.write_text(f"{head}{MARK}\n\n{_merged(told, before)}\n\n{MARK}{after}", "utf-8")
    else:
        print(told)
    return min(1, sum(r.bad + r.crashed for r in rows))


if __name__ == "__main__":
    sys.exit(main())
