"""What recognises a failure in another scan: of another revision, of yesterday, of a tree where lines moved and files have other names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from readylint.model import Assessment, Finding
from readylint.surroundings import Surroundings

TextOf = Callable[[str], "str | None"]  # the text of a file of the scanned tree, None when there is none
PARTS = ("line", "statement", "context", "above", "below", "window")
WINDOW = 3  # lines above and below that make a place known, whatever it stands in
_HALF = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # of a letter in UTF-16, as a path of Windows may hold
_NUMBER = re.compile(r"\d[\w.+-]*|\b[0-9a-f]{12,64}\b")


class Trace(Struct, frozen=True):
    """One failure: a defect at a place, in the history (`fingerprint`), or something absent (no `path`). `line` to
    `window` are hashes of what stands there and around it; all are "" where the file as a whole is meant, and `message` decides."""

    item: str
    path: str = ""
    message: str = ""
    service: str = ""
    line: str = ""
    statement: str = ""
    context: str = ""
    above: str = ""
    below: str = ""
    window: str = ""
    fingerprint: str = ""

    @property
    def mark(self) -> str:
        """The hashes as one word, for a file."""
        return "-".join(getattr(self, part) for part in PARTS) if self.line else self.fingerprint

    @property
    def said(self) -> str:
        """The message without what changes by itself: numbers, versions and layout."""
        return "".join(_NUMBER.sub("0", self.message).split())


class Failure(Struct, frozen=True):
    """A failure and its trace. `finding` is None for something absent."""

    trace: Trace
    finding: Finding | None = None


def failures(assessment: Assessment, text_of: TextOf) -> Iterator[Failure]:
    """All that makes an item fail: its defects but for those suppressed in place, and what is absent."""
    if assessment.verdict == "fail" and assessment.counts:
        around = cache(lambda path: Surroundings(text_of(path) or ""))
        for finding in assessment.findings:
            if finding.suppressed is None:
                yield Failure(trace(assessment.item.id, finding, around), finding)
        for service in assessment.absent:
            reason = assessment.of(service).reason if service else assessment.reason
            yield Failure(absence(assessment.item.id, assessment.item.title, service, reason))


def absence(item: str, title: str, service: str, reason: str) -> Trace:
    """The trace of something absent."""
    return Trace(item, message=legible(f"{title}: {reason.partition('; searched:')[0]}"), service=legible(service))


def trace(item: str, finding: Finding, around: Callable[[str], Surroundings]) -> Trace:
    """The trace of a defect."""
    at = finding.location
    whole = Trace(item, legible(at.path) if at else "", legible(finding.message), legible(finding.service or ""))
    if at and finding.commit:
        return replace(whole, fingerprint=finding.fingerprint)
    if at is None or at.line == 1 == at.column:
        return whole
    text, n = around(at.path), at.line
    window = f"{text.above(n, WINDOW)}\n\n{text.below(n, WINDOW)}"
    parts = (text.line(n), text.statement(n), text.context(n), text.above(n), text.below(n), window)
    return replace(whole, **dict(zip(PARTS, map(digest, parts))))


def digest(text: str) -> str:
    """A short hash: it only has to differ within a file."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=5).hexdigest()


def of_mark(item: str, path: str, message: str, service: str, mark: str) -> Trace:
    """A trace as it was written down."""
    parts = mark.split("-")
    if len(parts) == len(PARTS):
        return Trace(item, path, message, service, *parts)
    return Trace(item, path, message, service, fingerprint=mark)


def legible(text: str) -> str:
    """A text that every JSON reader takes: the bytes of a path that are not UTF-8 become U+FFFD, and so do halves of letters."""
    return _HALF.sub("\ufffd", text).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
