"""Which lines of a blob can hold a secret: one pass of all patterns over its bytes.

Hyperscan where it is installed, else `re`: both accept a superset of what detect-secrets' plugins report, and give the same lines.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct

from readylint.knowledge import known
from readylint.secrets.databases import compiled

ODD = "odd letters"  # ſ K İ ı fold onto ASCII when case is ignored: such a line goes to every plugin
PART = "part of a line"  # a window: which of its quotation marks open and which close is not known
LONGEST = 2000  # bytes; of a longer line only windows around what fired are looked at
_LEFT, _RIGHT, _SAFE = 800, 1600, 800  # the window; what fires farther right than the last has a window of its own
_FARTHEST = 32_000  # a quoted string is taken from its beginning, if not farther left than that
DISTINCT = {"Base64HighEntropyString": 23, "HexHighEntropyString": 9}  # fewer different characters cannot reach the plugin's limit
_KEYWORDS = (
    "api_?key|auth_?key|service_?key|account_?key|db_?key|database_?key|priv_?key|private_?key|client_?key|db_?pass|database_?pass|key_?pass"
    "|password|passwd|pwd|secret|contrase(?:\\xc3[\\xb1\\x91]|[\\xf1\\xd1])a|contrasena"
)
_MACROS = {
    "{KW}": _KEYWORDS,
    "{W}": r"[\w\x80-\xff]",
    "{S}": (  # what `\\s` matches in a text, in UTF-8 and Latin-1: a wider class fires at every letter of a text that is not English
        r"(?:[ \t\r\x0b\x0c\x1c-\x1f\x85\xa0]|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80)"
    ),
    "{SIGN}": r"""['"\]]{0,2} *(?:=|:|:=|=>|::)? *['"]?""",
}


def as_text(data: bytes) -> str:
    """The letters of a part of a file: UTF-8, or Latin-1 where it is not."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


class Line(Struct, frozen=True):
    """A line that fired (or a window of a very long one): its text, where it begins, and the detectors to ask."""

    start: int
    text: bytes
    groups: frozenset[str]


@lru_cache(maxsize=1)
def tables() -> tuple[dict[str, Any], dict[str, Any]]:
    """The prefilter's patterns and the vendors' token shapes."""
    return known("secrets/prefilter"), known("secrets/vendors")


@lru_cache(maxsize=8)
def patterns(config: bool, weak: bool = False, without: frozenset[str] = frozenset()) -> tuple[tuple[str, bytes], ...]:
    """Detector and pattern, for code, then those for configuration alone; of weak signs where they are asked for."""
    table, vendors = tables()
    found = [(name, p) for part in ("plugin", "own", *(["weak"] if weak else [])) for name, many in table[part].items() for p in many]
    found += [(f"vendor {n}", t["regex"]) for n, t in enumerate(vendors["token"])]
    found.append((ODD, r"\xc5\xbf|\xe2\x84\xaa|\xc4[\xb0\xb1]"))
    found += [(name, p) for name, many in table["config"].items() for p in many if config]
    return tuple((name, _expanded(p)) for name, p in found if name not in without)


def _expanded(pattern: str) -> bytes:
    for macro, text in _MACROS.items():
        pattern = pattern.replace(macro, text)
    return pattern.encode("latin-1")


Match = tuple[int, int]  # end of the match, number of its pattern
Matcher = Callable[[bytes], list[Match]]


class Prefilter:
    """The patterns for one kind of file, compiled. `engine` forces "hyperscan" or "re". Those of code serve configuration too, beside its
    own, unless they are compiled `together` once more, to pass over it once."""

    def __init__(
        self, config: bool, engine: str = "", *, weak: bool = False, without: frozenset[str] = frozenset(), together: bool = False
    ) -> None:
        self._names = [name for name, _ in patterns(config, weak, without)]
        self._sources = [source for _, source in patterns(config, weak, without)]
        self._common = len(self._sources) if together else len(patterns(False, weak, without))
        self._distinct = {n: DISTINCT[name] for n, name in enumerate(self._names) if name in DISTINCT}
        self.engine = engine or ("hyperscan" if _hyperscan() else "re")
        self._matches = self._with_hyperscan() if self.engine == "hyperscan" else self._with_re()

    def lines(self, data: bytes) -> Iterator[Line]:
        """The lines that fired, in order."""
        found = sorted(self._matches(data))
        distinct = self._distinct
        start = end = safe = -1
        groups: set[str] = set()
        for to, number in found:
            if number in distinct and len(set(_quoted(data, to))) < distinct[number]:
                continue
            if to > safe:
                if groups:
                    yield Line(start, data[start:end], frozenset(groups))
                start, end, safe, part = _span(data, to)
                groups = {PART} if part else set()
            groups.add(self._names[number])
        if groups:
            yield Line(start, data[start:end], frozenset(groups))

    def _with_re(self) -> Matcher:
        regexes = [re.compile(source) for source in self._sources]

        def matches(data: bytes) -> list[Match]:
            return [(m.end(), n) for n, regex in enumerate(regexes) for m in regex.finditer(data)]

        return matches

    def _with_hyperscan(self) -> Matcher:
        hyperscan = _hyperscan()
        parts = ((0, self._sources[: self._common]), (self._common, self._sources[self._common :]))
        databases = [compiled(sources, first) for first, sources in parts if sources]
        scratches = threading.local()

        def matches(data: bytes) -> list[Match]:
            if not hasattr(scratches, "own"):
                scratches.own = [hyperscan.Scratch(database) for database in databases]
            found: list[Match] = []
            keep = found.append
            for database, scratch in zip(databases, scratches.own):
                database.scan(data, match_event_handler=lambda number, _from, to, _flags, _context: keep((to, number)), scratch=scratch)
            return found

        return matches


@lru_cache(maxsize=8)
def prefilter(config: bool, weak: bool = False, without: frozenset[str] = frozenset(), together: bool = False) -> Prefilter:
    """The compiled prefilter, once per process, `without` some of the detectors."""
    return Prefilter(config, weak=weak, without=without, together=together)


def _quoted(data: bytes, to: int) -> bytes:
    """What stands between the quotation mark that ends a match and the nearest one before it."""
    farthest = max(0, to - _FARTHEST)
    return data[max(data.rfind(b'"', farthest, to - 1), data.rfind(b"'", farthest, to - 1), farthest) : to - 1].strip(b"\"'")


def _span(data: bytes, to: int) -> tuple[int, int, int, bool]:
    """The line that a match ends in, and up to where it holds other matches; of a very long one a window around the match, which is told.
    Windows overlap, so that none cuts a value in two."""
    start = data.rfind(b"\n", 0, to - 1) + 1
    end = data.find(b"\n", max(to - 1, start))
    end = len(data) if end < 0 else end
    if end - start <= LONGEST:
        return start, end, end, False
    opening = data.rfind(data[to - 1 : to], max(start, to - _FARTHEST), to - 1) if data[to - 1 : to] in (b'"', b"'") else to
    left = min(to - _LEFT, opening if opening >= 0 else to)
    start = _letter(data, left) if left > start else start
    if end - to <= _RIGHT:
        return start, end, end, True
    return start, _letter(data, to + _RIGHT), to + _SAFE, True


def _letter(data: bytes, at: int) -> int:
    """The beginning of the UTF-8 letter at a place: half a letter would make a window Latin-1."""
    for back in range(min(4, at)):
        if at >= len(data) or data[at - back] & 0xC0 != 0x80:
            return at - back
    return at


@lru_cache(maxsize=1)
def _hyperscan() -> Any:
    try:
        import hyperscan
    except ImportError:
        return None
    return hyperscan
