"""Status: how a checklist says that something stands, by the marks and words of a table (words.toml)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, get_args

from readylint.claims.claim import Status
from readylint.knowledge import known, regex

_COUNTED = regex(r"([\d.,]+)\+?\s+[^\W\d]")  # 523+ tests
_SHARE = regex(r"(\d{1,3})(?:\.\d+)?\s*%")
_LEADING = "—–○□ℹ📋"  # marks that end a line for other reasons
_EMPHASIS = regex(r"[*_`~\ufe0f\u200d]+")


@cache
def words() -> dict[str, Any]:
    """The table of words."""
    return known("claims/words")


def marked(text: str) -> tuple[Status, str, str] | None:
    """The status that a mark at the start of a text gives, the mark, and the text behind it; None where there is none."""
    bare = text.lstrip("*_ \ufe0f")
    for mark, status in _marks():
        if bare.startswith(mark):
            return status, mark, bare[len(mark) :].lstrip("\ufe0f\u200d:*_ ")
    return None


def ended(text: str) -> tuple[Status, str, str] | None:
    """The status that a text ends with, as written, and the text before it: a mark, or `: done`."""
    bare = text.rstrip("*_ .\ufe0f")
    for mark, status in _marks():
        if bare.endswith(mark) and mark not in _LEADING:
            return status, mark, bare[: -len(mark)].rstrip(" :-–—(*_\ufe0f")
    before, colon, last = re.sub(r"\s[-–—→]\s", ": ", bare).rpartition(": ")
    if colon and before and (found := _exact(last)):
        return found, last.strip(), before.rstrip(" *_")
    return None


def status_of(text: str) -> Status:
    """What a cell that is to state a status states; "" in it is open."""
    found = marked(text)
    rest = found[2] if found else _EMPHASIS.sub("", text).strip()
    if found and not _is_weak(found[1]):
        return found[0]
    if not rest:
        return found[0] if found else "open"
    return _worded(rest) or (found[0] if found else _named(rest))


def states(text: str) -> bool:
    """Whether a cell states a status at all."""
    return bool(marked(text)) or (bool(text.strip()) and not text.startswith("`") and len(text.split()) < 8 and status_of(text) != "unread")


def _worded(text: str) -> Status | None:
    """The status by the longest known word at the start of a text."""
    small = text.lower().lstrip("(")
    for word, status in _words():
        if small.startswith(word) and not re.match(r"[\w/]", small[len(word) :] if word[-1].isalnum() else ""):
            return status
    return None


def _exact(text: str) -> Status | None:
    small = _EMPHASIS.sub("", text).strip().lower()
    return next((status for word, status in _words() if small == word), None)


def _named(text: str) -> Status:
    """Of words that state no status: a number of things, a share, or the name of a tool claims what the line speaks of."""
    small = text.lower()
    if share := _SHARE.match(small):
        return "done" if int(share[1]) == 100 else "open" if int(share[1]) == 0 else "partial"
    if count := _COUNTED.match(small):
        return "done" if count[1].strip("0.,") else "open"
    return "done" if re.split(r"[^a-z0-9' ]", small)[0].strip() in words()["word"]["tools"] else "unread"


def _is_weak(mark: str) -> bool:
    return mark in words()["weak"]["marks"]


@cache
def _marks() -> tuple[tuple[str, Status], ...]:
    table = words()
    found = [(mark, status) for status in get_args(Status) for mark in table["mark"].get(status, ())]
    return tuple(sorted([*found, *((m, table["weak"]["status"]) for m in table["weak"]["marks"])], key=lambda pair: -len(pair[0])))


@cache
def _words() -> tuple[tuple[str, Status], ...]:
    table = words()["word"]
    return tuple(sorted(((w, s) for s in get_args(Status) for w in table.get(s, ())), key=lambda pair: -len(pair[0])))
