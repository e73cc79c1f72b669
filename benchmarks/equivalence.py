"""Whether the prefilter loses anything: detect-secrets' own plugins on every distinct line, against what it lets through to them.

usage: python benchmarks/equivalence.py [REPOSITORY ...] [--fuzz N] [--engine re] [--seconds N] [--show]

Every blob of the history whose path the engine reads is taken as it stands; every line counts once for each sort of file, where it is
first met. The truth is `analyze_line` of all plugins on the line; ours is the same plugins where the prefilter fired, on what it handed
over. A finding is a plugin and a value. A line longer than the prefilter's window counts as "long": there a part of the value will do,
and a further finding is extra only when the line does not hold its value, since each window has a first match of its own. `--fuzz` asks
the same of lines made from the plugins' own expressions. Left out on purpose: Telegram and Discord tokens with digits that are not ASCII,
which nobody issues and which would cost the prefilter a fifth of its speed. Exit 1 when anything was lost or added.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from cases import Case, of_fuzz, of_history

from readylint.secrets import detect
from readylint.secrets.prefilter import LONGEST, ODD, PART

NOT_ASCII = ("TelegramBotTokenDetector", "DiscordBotTokenDetector")


class Verdict(NamedTuple):
    """Of some lines: how many, long ones, with findings; the differences, described without values, each with its line."""

    lines: int
    long: int
    found: int
    lost: list[tuple[str, str]]
    extra: list[tuple[str, str]]


def judged(some: list[Case]) -> Verdict:
    """What was lost and added in some lines."""
    verdict = Verdict(len(some), sum(len(case.line) > LONGEST for case in some), 0, [], [])
    found = 0
    for case in some:
        truth, ours = _truth(case), _ours(case)
        lost, extra = truth - ours, ours - truth
        if len(case.line) > LONGEST:
            lost = {(name, value) for name, value in truth if not any(name == n and (v in value or value in v) for n, v in ours)}
            extra = {(name, value) for name, value in ours if value not in _text(case.line)}
        found += bool(truth)
        for differences, into in ((lost, verdict.lost), (extra, verdict.extra)):
            into += [(f"{name} in {case.path}, line of {len(case.line)} bytes", ascii(case.line[:300])) for name, _ in differences]
    return verdict._replace(found=found)


def _truth(case: Case) -> set[tuple[str, str]]:
    line = _text(case.line).rstrip()
    rows = ((n, p.analyze_line(filename=case.path, line=line, line_number=1)) for n, p in detect.plugins().items())
    return _compared((name, s.secret_value) for name, found in rows for s in found if s.secret_value)


def _ours(case: Case) -> set[tuple[str, str]]:
    every = set(detect.plugins())
    fired = ((_text(text).rstrip(), every | groups if ODD in groups else groups & {*every, PART}) for text, groups in case.fired)
    return _compared(finding for text, names in fired for finding in detect.found(case.path, text, names))


def _compared(findings: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(name, value) for name, value in findings if value.isascii() or name not in NOT_ASCII}


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repositories", nargs="*", type=Path)
    parser.add_argument("--fuzz", type=int, default=0, metavar="N", help="lines made from the plugins' expressions")
    parser.add_argument("--engine", choices=("", "hyperscan", "re"), default="", help="of the prefilter (default: the best there is)")
    parser.add_argument("--seconds", type=float, default=3600, help="for one repository")
    parser.add_argument("--show", action="store_true", help="print the lines with differences, which may hold secrets")
    asked = parser.parse_args()
    jobs = [(r.name, of_history(r, asked.engine, asked.seconds)) for r in asked.repositories]
    jobs += [("generated lines", of_fuzz(asked.fuzz, asked.engine))] if asked.fuzz else []
    print(f"{'':36} {'lines':>10} {'long':>8} {'with findings':>14} {'lost':>6} {'extra':>6}")
    wrong = False
    for name, each in jobs:
        with multiprocessing.Pool() as pool:
            verdicts = list(pool.imap_unordered(judged, iter(lambda: list(islice(each, 100)), [])))  # noqa: B023 consumed before the next
        lost, extra = [d for v in verdicts for d in v.lost], [d for v in verdicts for d in v.extra]
        lines, long, found = (sum(column) for column in zip(*((v.lines, v.long, v.found) for v in verdicts)))
        print(f"{name:36} {lines:10,} {long:8,} {found:14,} {len(lost):6,} {len(extra):6,}", flush=True)
        for what, differences in (("lost", lost), ("extra", extra)):
            for about, line in differences[:30]:
                print(f"  {what}: {about}{f': {line}' if asked.show else ''}")
        wrong |= bool(lost or extra)
    return int(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
