"""Blobs to secrets: prefilter, detectors, judgement. Trees and histories come through here alike."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from readylint.secrets.hits import CONFIG, Hit, hits
from readylint.secrets.judge import set_aside
from readylint.secrets.place import Place
from readylint.secrets.prefilter import prefilter

# detect-secrets' own list of what it never reads, and what only a machine writes
_NEVER = frozenset(
    ".7z .bin .bmp .bz2 .class .css .dmg .doc .eot .exe .gif .gz .ico .iml .ipr .iws .jar .jpg .jpeg .lock .map .mo .pdf .png .prefs .psd"
    " .rar .realm .s7z .sum .svg .tar .tif .tiff .ttf .webp .woff .xls .xlsx .zip .woff2 .mp4 .mp3 .po .pot .ipynb_checkpoints".split()
)
_LOCKS = frozenset(
    "Brewfile.lock.json Cartfile.resolved Package.resolved package-lock.json npm-shrinkwrap.json pnpm-lock.yaml packages.lock.json bun.lock"
    " deno.lock .secrets.baseline .terraform.lock.hcl mix.lock".split()
)
_REMEMBERED = 100_000  # distinct lines
_AROUND = 8  # lines of context on either side
_TOP = re.compile(rb"^[^\s#\-})/@]", re.MULTILINE)
_LONGEST_SECTIONED = 1 << 20  # bytes


class Secret(Struct, frozen=True):
    """A value that a detector reported, at its line; `aside` is the reason it does not count, "" when it does."""

    path: str
    line: int
    column: int
    family: str
    noun: str
    value: str
    aside: str

    def __repr__(self) -> str:
        return f"Secret({self.path}:{self.line}, {self.noun})"  # a value is never printed


def worth_reading(path: str) -> bool:
    """Whether a path can hold a secret at all."""
    name = path.rpartition("/")[2]
    return os.path.splitext(name)[1].lower() not in _NEVER and name not in _LOCKS and "swagger" not in path


class Scanner:
    """Scans blobs; remembers what it made of every distinct line, so that a history costs little more than its newest tree."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str, bytes], tuple[Hit, ...]] = {}

    def scan(self, path: str, kind: str, language: str, data: bytes, first_line: int = 1) -> Iterator[Secret]:
        """Everything reported in a blob. Binary data hold nothing; UTF-16 is read by its mark."""
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            data = data.decode("utf-16", "replace").encode()
        elif b"\0" in data[:8000]:
            return
        config = language in CONFIG or language == "go"
        number, counted = first_line, 0
        tops: list[int] = []
        for line in prefilter(config).lines(data):
            known = self._hits(path, language, line.text, line.groups)
            if not known:
                continue
            number, counted = number + data.count(b"\n", counted, line.start), line.start
            place = _place(path, kind, language, data, line.start, line.text, tops)
            for hit in known:
                yield Secret(path, number, hit.column, hit.family, hit.noun, hit.value, set_aside(hit, place))

    def _hits(self, path: str, language: str, text: bytes, groups: frozenset[str]) -> tuple[Hit, ...]:
        key = (os.path.splitext(path)[1], language, text)
        found = self._lines.get(key)
        if found is None:
            if len(self._lines) > _REMEMBERED:
                self._lines.clear()
            found = self._lines[key] = hits(path, language, _text(text).rstrip(), groups)
        return found


def _place(path: str, kind: str, language: str, data: bytes, start: int, text: bytes, tops: list[int]) -> Place:
    before, after = _before(data, start), _after(data, start + len(text))
    return Place(path, kind, language, _text(text), before, after, _section(data, start, text, tops))


def _section(data: bytes, start: int, text: bytes, tops: list[int]) -> str:
    """The nearest unindented line above an indented one; `tops` keeps where those of the blob begin."""
    if not text.startswith((b" ", b"\t")) or len(data) > _LONGEST_SECTIONED:
        return ""
    if not tops:
        tops += (-1, *(match.start() for match in _TOP.finditer(data)))
    begin = tops[bisect_left(tops, start) - 1]
    return _text(data[begin : begin + 200].split(b"\n", 1)[0]) if begin >= 0 else ""


def _before(data: bytes, start: int) -> tuple[str, ...]:
    at, farthest = start, max(0, start - 4000)
    for _ in range(_AROUND):
        at = data.rfind(b"\n", farthest, max(at - 1, farthest)) + 1
        if at == 0:
            at = farthest
            break
    return tuple(_text(data[at:start]).split("\n")[:-1])


def _after(data: bytes, end: int) -> tuple[str, ...]:
    at = end
    for _ in range(_AROUND + 1):
        following = data.find(b"\n", at, end + 4000)
        if following < 0:
            at = min(len(data), end + 4000)
            break
        at = following + 1
    return tuple(_text(data[end + 1 : at]).split("\n"))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
