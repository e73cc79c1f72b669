"""How every regular expression of ours grows on texts that are made to hurt it, from its own parse tree.

usage: python benchmarks/pumped.py [--length 20000] [--limit 0.05] [WORD ...]

A text is what stands before a repeat, then what the repeat repeats many times, then a character that nothing expects; and the two in turn,
many times, so that a match may begin everywhere. It prints the patterns that take longer than the limit, and fails when there are any.
tests/test_pumped.py runs it in short form.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import math
import re
import signal
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from fuzz import op, parser

ROOT = Path(__file__).parent.parent
CALLS = {"regex", "compiled", "compile", "search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"}
FLAGS = {"I": re.I, "IGNORECASE": re.I, "M": re.M, "MULTILINE": re.M, "S": re.S, "DOTALL": re.S, "X": re.X, "VERBOSE": re.X}
LIKELY = "a 0_-./\n\t\"'(,{:=<#"  # what bodies and prefixes are made of, the first that fits
MANY = 20  # repeats that may go on further than that are pumped
END = "\0"
PLAIN = {op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY, op.AT}  # no repeats in them
STEPS = (300, 1_200, 5_000)


@cache
def ours() -> dict[tuple[str, int], str]:
    """Every pattern, with where one finds it: those written in the code, and all texts of the tables that are one."""
    found: dict[tuple[str, int], str] = {}
    for path in sorted((*ROOT.glob("readylint/**/*.py"), *ROOT.glob("rules/**/*.py"))):
        for pattern, flags, line in _written(ast.parse(path.read_text("utf-8"))):
            found.setdefault((pattern, flags), f"{path.relative_to(ROOT)}:{line}")
    for path in sorted((*ROOT.glob("readylint/**/*.toml"), *ROOT.glob("rules/**/*.toml"))):
        for pattern in _told(path):
            found.setdefault((pattern, int(re.M)), f"{path.relative_to(ROOT)}")
    return {key: where for key, where in found.items() if _compiles(*key)}


def _written(tree: ast.AST) -> Iterator[tuple[str, int, int]]:
    for node in ast.walk(tree):
        name = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else name
        if isinstance(node, ast.Call) and name in CALLS and node.args:
            given = node.args[0]
            if isinstance(given, ast.Constant) and isinstance(given.value, (str, bytes)) and len(given.value) > 1:
                text = given.value if isinstance(given.value, str) else given.value.decode("latin-1")
                yield text, _flags(node), node.lineno


def _flags(call: ast.Call) -> int:
    said = [*call.args[1:], *(k.value for k in call.keywords)]
    names = [n.attr for given in said for n in ast.walk(given) if isinstance(n, ast.Attribute)]
    return sum({int(FLAGS[n]) for n in names if n in FLAGS})


def _told(path: Path) -> Iterator[str]:
    import tomli

    def below(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, (dict, list)):
            for inner in value.values() if isinstance(value, dict) else value:
                yield from below(inner)

    for text in below({k: v for k, v in tomli.loads(path.read_text("utf-8")).items() if k not in ("example", "why", "fix", "title")}):
        if re.search(r"[+*}]", text) and len(text) > 2:
            yield text


def _compiles(pattern: str, flags: int) -> bool:
    try:
        re.compile(pattern, flags)
    except (re.error, OverflowError, RecursionError):
        return False
    return True


def pumped(pattern: str, flags: int) -> Iterator[tuple[str, str]]:
    """What to put once and what to repeat, for every repeat that may go on."""
    seen = set()
    for before, body in _repeats(parser.parse(pattern, flags), ""):
        for one in (before, ""):
            for many in (body, before + body, before):
                if many and (one, many) not in seen:
                    seen.add((one, many))
                    yield one, many


def _repeats(nodes: Any, before: str) -> Iterator[tuple[str, str]]:
    for kind, given in nodes:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            if given[1] > MANY:
                yield from ((before, body) for body in _bodies(given[2]))
            yield from _repeats(given[2], before)
        elif kind is op.BRANCH:
            for branch in given[1]:
                yield from _repeats(branch, before)
        elif kind is op.SUBPATTERN:
            yield from _repeats(given[3], before)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from _repeats(given[1], before)
        before += _one(kind, given)


def power(pattern: str, flags: int) -> float:
    """The power of a text's length that a search takes at most, by the repeats that may stand in one match; infinite where one stands in
    another."""
    return 1 + _power(parser.parse(pattern, flags))


def _power(nodes: Any) -> float:
    found = 0.0
    for kind, given in nodes:
        if kind is op.BRANCH:
            found += max(map(_power, given[1]))
        elif kind is op.SUBPATTERN:
            found += _power(given[3])
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            found += _power(given[1])
        elif isinstance(given, tuple) and len(given) == 3:  # a repeat of any kind: fewest, most, what
            inner = _power(given[2])
            found += math.inf if inner and given[1] > MANY else inner * given[1] if given[1] <= MANY else 1
        elif kind not in PLAIN:
            return math.inf
    return found


def _bodies(nodes: Any) -> list[str]:
    """Some texts that the inside of a repeat matches: with each likely character where there is a choice."""
    made = {"".join(_one(kind, given, likely) for kind, given in nodes) for likely in ("", *LIKELY)}
    listed = list(nodes)
    if len(listed) == 1 and listed[0][0] is op.SUBPATTERN:
        listed = list(listed[0][1][3])
    if len(listed) == 1 and listed[0][0] is op.BRANCH:
        made |= {"".join(_one(kind, given) for kind, given in branch) for branch in listed[0][1][1]}
    return sorted(text for text in made if text)


def _one(kind: Any, given: Any, likely: str = "") -> str:
    """A short text that a part matches."""
    if kind is op.LITERAL:
        return chr(given)
    if kind in (op.IN, op.NOT_LITERAL, op.ANY):
        fits = _fits(kind, given)
        return likely if likely and likely in fits else fits[:1]
    if kind is op.BRANCH:
        return min(("".join(_one(*part, likely) for part in branch) for branch in given[1]), key=len)
    if kind is op.SUBPATTERN:
        return "".join(_one(*part, likely) for part in given[3])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        count = max(given[0], 1 if likely and given[1] > MANY else 0)
        return "".join(_one(*part, likely) for part in given[2]) * min(count, 50)
    return ""


def _fits(kind: Any, given: Any) -> str:
    """The likely characters that one place takes, else any that it names."""
    if kind is op.ANY:
        return LIKELY.replace("\n", "")
    return _taken(kind, tuple(given) if kind is op.IN else given)


@cache
def _taken(kind: Any, given: Any) -> str:
    return "".join(c for c in (*LIKELY, *_named(given if kind is op.IN else ())) if _takes((kind, given), c))


def _named(given: Any) -> Iterator[str]:
    for kind, value in given:
        if kind is op.LITERAL:
            yield chr(value)
        elif kind is op.RANGE:
            yield chr(value[0])


def _takes(part: Any, letter: str) -> bool:
    kind, given = part
    if kind is op.NOT_LITERAL:
        return ord(letter) != given
    negated = given[0][0] is op.NEGATE
    return negated != any(_is(k, v, letter) for k, v in given if k is not op.NEGATE)


def _is(kind: Any, value: Any, letter: str) -> bool:
    if kind is op.LITERAL:
        return ord(letter) == value
    if kind is op.RANGE:
        return bool(value[0] <= ord(letter) <= value[1])
    classes = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}
    name = str(value).rpartition("CATEGORY_")[2]
    inside = bool(re.match(classes[name.removeprefix("NOT_")], letter))
    return inside != name.startswith("NOT_")


class TooLong(Exception):
    pass


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Ends what takes longer than that of the processor's time; the engine of `re` looks for signals now and then."""

    def over(*_: object) -> None:
        raise TooLong

    old = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, old)


def seconds(pattern: re.Pattern[str], text: str, limit: float) -> float:
    """The processor's time for all matches in a text, `limit` where it takes longer."""
    began = time.process_time()
    try:
        with at_most(limit):
            for _ in pattern.finditer(text):
                pass
    except TooLong:
        return limit
    return time.process_time() - began


def worst(pattern: str, flags: int, length: int, limit: float) -> tuple[float, str, str]:
    """The text that takes longest: seconds, what it begins with, what it repeats. Grows step by step, and ends where that is enough."""
    made, found = re.compile(pattern, flags), (0.0, "", "")
    for one, many in pumped(pattern, flags):
        for size in [n for n in STEPS if n < length] + [length]:
            took = seconds(made, one + many * max(1, size // len(many)) + END, limit)
            found = max(found, (took, one, many))
            if took >= limit:
                return found
    return found


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("words", nargs="*", help="only patterns of files whose path holds one of these")
    options.add_argument("--length", type=int, default=20_000)
    options.add_argument("--limit", type=float, default=0.05)
    asked = options.parse_args()
    slow, all_of = 0, ours()
    for (pattern, flags), where in all_of.items():
        if asked.words and not any(w in where for w in asked.words):
            continue
        took, one, many = worst(pattern, flags, asked.length, asked.limit)
        if took >= asked.limit:
            slow += 1
            print(f"{where}\t{one[:60]!r} + {many[:40]!r} * n\t{pattern[:300]!r}", flush=True)
    print(f"{len(all_of):,} patterns, {slow} of them take more than {asked.limit:g} s on {asked.length:,} characters", file=sys.stderr)
    return min(slow, 1)


if __name__ == "__main__":
    sys.exit(main())
