"""Blobs to secrets: prefilter, detectors, judgement. Trees and histories come through here alike."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from readylint.secrets import detect, lesser
from readylint.secrets.elsewhere import harmless
from readylint.secrets.formats import in_format
from readylint.secrets.hits import CONFIG, Hit, hits
from readylint.secrets.judge import set_aside
from readylint.secrets.lesser import Level
from readylint.secrets.named import NAMED, names_count_for_nothing
from readylint.secrets.pairs import FAMILIES, pairs
from readylint.secrets.place import Place
from readylint.secrets.prefilter import Line, Prefilter, as_text, prefilter

# detect-secrets' own list of what it never reads, and what only a machine writes
_NEVER = frozenset(
    ".7z .bin .bmp .bz2 .class .css .dmg .doc .eot .exe .gif .gz .ico .iml .ipr .iws .jar .jpg .jpeg .lock .map .mo .pdf .png .prefs .psd"
    " .rar .realm .s7z .sum .svg .tar .tif .tiff .ttf .webp .woff .xls .xlsx .zip .woff2 .mp4 .mp3 .po .pot .tsbuildinfo"
    " .ipynb_checkpoints".split()
)
_LOCKS = frozenset(
    "Brewfile.lock.json Cartfile.resolved Package.resolved package-lock.json npm-shrinkwrap.json pnpm-lock.yaml packages.lock.json bun.lock"
    " deno.lock .secrets.baseline .terraform.lock.hcl mix.lock".split()
)
MANY = 20_000  # blobs that are worth a second: it takes that to compile prefilters for configuration, and where names count for nothing
_REMEMBERED = 100_000  # distinct lines
_AROUND = 8  # lines of context on either side
_NO_TOP = frozenset(b" \t\n\r\f\v#-})/@")  # what an unindented line does not begin with


_Verdict = tuple[str, Level, str]  # why a hit does not count, what it is worth all the same, its mark


class Secret(Struct, frozen=True):
    """A value that a detector reported, at its line; `aside` is the reason it does not count, "" when it does, and `level` what it is
    worth all the same; `mark` is another tool's, in a comment there."""

    path: str
    line: int
    column: int
    family: str
    noun: str
    value: str
    aside: str
    level: Level = "error"
    mark: str = ""

    def __repr__(self) -> str:
        return f"Secret({self.path}:{self.line}, {self.noun})"  # a value is never printed

    def tells(self, line: int, value: str) -> bool:
        """Whether this is the finding for a value on a line, kept."""
        return not self.aside and self.line == line and (value in self.value or self.value in value)


@lru_cache(maxsize=65_536)
def worth_reading(path: str) -> bool:
    """Whether a path can hold a secret at all."""
    name = path.rpartition("/")[2]
    return os.path.splitext(name)[1].lower() not in _NEVER and name not in _LOCKS and "swagger" not in path


class Scanner:
    """Scans blobs; remembers what it made of every distinct line, so that a history costs little more than its newest tree."""

    def __init__(self, *, kept_only: bool = False, lesser: bool = False) -> None:
        self._kept_only = kept_only
        self._lesser = lesser
        self._many = False
        self._lines: dict[tuple[str, str, bool, bytes], tuple[Hit, ...]] = {}
        self._judged: dict[tuple[str, bytes], tuple[_Verdict, ...]] = {}

    def expect(self, blobs: int) -> None:
        """Says how many blobs are to come, and loads what they are worth."""
        self._many = blobs >= MANY
        if self._many:
            prefilter(False, without=NAMED)
            prefilter(True, self._lesser, together=True)

    def prepare(self) -> None:
        """Loads what every scan needs."""
        for config in (False, True):
            prefilter(config, self._lesser)
        detect.prepare()

    def scan(self, path: str, kind: str, language: str, data: bytes, first_line: int = 1) -> Iterator[Secret]:
        """Everything reported in a blob, or what may be kept of it. Binary data hold nothing; UTF-16 is read by its mark."""
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            data = data.decode("utf-16", "replace").encode()
        elif data.find(b"\0", 0, 8000) >= 0:
            return
        passed = NAMED if self._kept_only and names_count_for_nothing(path, language) else frozenset()
        number, counted = first_line, 0
        sections: list[tuple[int, bytes]] = []
        logins = tuple(self._logins(path, kind, language, data, first_line))
        yield from logins
        for line in self._prefilter(language, passed).lines(data):
            known = () if passed.issuperset(line.groups) else self._hits(path, language, line, bool(passed))
            if not known:
                continue
            number, counted = number + data.count(b"\n", counted, line.start), line.start
            for hit, verdict in zip(known, self._verdicts(known, path, kind, language, _Around.of(data, line, sections))):
                aside, level, mark = verdict
                if not aside and (aside := harmless(hit, data)):
                    level, mark = "", ""
                if self._shown(hit, aside, level) and not any(login.tells(number, hit.value) for login in logins):
                    yield Secret(path, number, hit.column, hit.family, hit.noun, hit.value, aside, level, mark)

    def _prefilter(self, language: str, passed: frozenset[str]) -> Prefilter:
        if passed and self._many:
            return prefilter(False, without=passed)
        config = language in CONFIG or language == "go"
        return prefilter(config, self._lesser, together=config and self._many)

    def _logins(self, path: str, kind: str, language: str, data: bytes, first_line: int) -> Iterator[Secret]:
        """What the format of a credential file tells, beside what its lines say."""
        for line, hit in in_format(path, data, self._kept_only):
            place = _Around.of(data, line, []).place(path, kind, language)
            aside, level, mark = self._verdict(hit, place)
            if not (aside and self._kept_only):
                number = first_line + data.count(b"\n", 0, line.start)
                yield Secret(path, number, hit.column, hit.family, hit.noun, hit.value, aside, level, mark)

    def _hits(self, path: str, language: str, line: Line, lean: bool) -> tuple[Hit, ...]:
        key = (path[path.rfind(".") :], language, lean, line.text)
        found = self._lines.get(key)
        if found is None:
            if len(self._lines) > _REMEMBERED:
                self._lines.clear()
            text = as_text(line.text).rstrip()
            found = hits(path, language, text, line.groups)
            found = self._lines[key] = (*found, *pairs(text, language, line.groups, found))
        return found

    def _verdicts(self, known: tuple[Hit, ...], path: str, kind: str, language: str, around: _Around) -> tuple[_Verdict, ...]:
        """What is made of each hit of a line. A line is judged once for all versions of a file that have the same around it."""
        key = (path, around.digest)
        judged = self._judged.get(key)
        if judged is None:
            if len(self._judged) > _REMEMBERED:
                self._judged.clear()
            place = around.place(path, kind, language)
            judged = self._judged[key] = tuple(self._verdict(hit, place) for hit in known)
        return judged

    def _shown(self, hit: Hit, aside: str, level: Level) -> bool:
        """Whether anyone is told of a hit: of a weak sign that came to nothing nobody is."""
        return not aside or bool(level) or not (self._kept_only or hit.family in FAMILIES)

    def _verdict(self, hit: Hit, place: Place) -> _Verdict:
        aside = set_aside(hit, place)
        level: Level = "error" if not aside else lesser.level(hit, place, aside) if self._lesser else ""
        return aside, level, "" if aside else place.mark


class _Around(Struct):
    """A line that fired and what stands around it, as bytes."""

    line: bytes
    before: bytes
    after: bytes
    section: bytes

    @classmethod
    def of(cls, data: bytes, line: Line, sections: list[tuple[int, bytes]]) -> _Around:
        end = line.start + len(line.text)
        return cls(line.text, _before(data, line.start), _after(data, end), _section(data, line.start, line.text, sections))

    @property
    def digest(self) -> bytes:
        parts = (self.line, self.before, self.after, self.section)
        return hashlib.blake2b(b"\0".join(parts), digest_size=16).digest()

    def place(self, path: str, kind: str, language: str) -> Place:
        before, after = tuple(as_text(self.before).split("\n")[:-1]), tuple(as_text(self.after).split("\n"))
        return Place(path, kind, language, as_text(self.line), before, after, as_text(self.section))


def _section(data: bytes, start: int, text: bytes, last: list[tuple[int, bytes]]) -> bytes:
    """The nearest unindented line above an indented one; `last` keeps what was found for the lines before: nothing is passed twice."""
    if not text.startswith((b" ", b"\t")):
        return b""
    at, (reached, above) = start, last[-1] if last else (0, b"")
    while at > reached:
        at, end = data.rfind(b"\n", 0, at - 1) + 1, at - 1
        if at < end and data[at] not in _NO_TOP:
            above = data[at : min(at + 200, end)] + _annotations(data, at)
            break
    last.append((start, above))
    return above


def _annotations(data: bytes, start: int) -> bytes:
    """The lines right above one that annotate it, each after a break."""
    found, end = b"", start - 1
    while end > 0 and data[(at := data.rfind(b"\n", 0, end) + 1) : at + 1] == b"@" and len(found) < 400:
        found, end = found + b"\n" + data[at : min(at + 200, end)], at - 1
    return found


def _before(data: bytes, start: int) -> bytes:
    at, farthest = start, max(0, start - 4000)
    for _ in range(_AROUND):
        at = data.rfind(b"\n", farthest, max(at - 1, farthest)) + 1
        if at == 0:
            at = farthest
            break
    return data[at:start]


def _after(data: bytes, end: int) -> bytes:
    at = end
    for _ in range(_AROUND + 1):
        following = data.find(b"\n", at, end + 4000)
        if following < 0:
            at = min(len(data), end + 4000)
            break
        at = following + 1
    return data[end + 1 : at]
