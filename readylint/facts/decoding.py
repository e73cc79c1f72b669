"""The bytes of a file as the text that is read: its encoding, its line ends, and what of it is out of measure."""

from __future__ import annotations

from collections.abc import Callable

from readylint.facts import specifiers
from readylint.facts.measure import cryptic, measured
from readylint.facts.syntax import LANGUAGES
from readylint.knowledge import known

LARGEST_CODE = 2 << 20  # bytes; the syntax tree of a source takes forty times as much


def decoded(data: bytes, language: str, skip: Callable[[str], object]) -> str:
    """The text, its lines ended by `\\n`: UTF-8, else UTF-16 by its mark, else Latin-1; "" for a binary file, and for a source that is
    too large to be parsed, or too cryptic. Packages that Deno brings in by address go by their names. `skip` is told what could not be
    read as it stands."""
    if language in LANGUAGES and language in known("facts/paths")["language"]["code"]:
        why = f"code of more than {LARGEST_CODE >> 20} MB" if len(data) > LARGEST_CODE else "code of signs alone" if cryptic(data) else ""
        if why:
            skip(f"{why}: read for secrets alone")
            return ""
    text, note = _characters(data)
    text, cut = measured(text.replace("\r\n", "\n") if "\r" in text else text, lines=language != "json")
    for why in filter(None, (note, cut)):
        skip(why)
    return specifiers.named(text) if language in specifiers.LANGUAGES else text


def _characters(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), ""
    if b"\0" in data[:8000]:
        return "", "binary"
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return data.decode("latin-1"), "not UTF-8, read as Latin-1"
