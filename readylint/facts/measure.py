"""What no person wrote and patterns never end on: a line, or white space, without measure. It is cut before anything reads a text."""

from __future__ import annotations

from readylint.knowledge import regex

LONGEST = 10_000  # characters of a line
WIDEST = 400  # blanks in a row that are kept
TALLEST = 2_000  # characters of empty lines in a row, and the text ends there
CRYPTIC = 4_096  # bytes of code, together, that are signs and hardly a letter
_WINDOW, _FEW, _BLANK = 1_024, 200, b" \t\r\n"
_SIGNS = bytes(n for n in range(33, 127) if not chr(n).isalnum())
_OTHERS = bytes(n for n in range(256) if n not in _SIGNS)
_BLANKS = regex(rf"[^\S\n]{{{WIDEST},}}")


def measured(text: str, lines: bool = True) -> tuple[str, str]:
    """A text without what is out of measure, and what of it is not read, "" when all is. `lines`: whether long ones are not."""
    if _filled(text, WIDEST // 2) is not None:
        text = _BLANKS.sub(lambda m: m[0][:WIDEST], text)
        if (empty := _filled(text, TALLEST // 2)) is not None:
            text = text[:empty].rstrip()
            return text, f"empty lines without end: read up to line {text.count(chr(10)) + 1}"
    if lines and any("\n" not in text[at : at + LONGEST // 2] for at in range(0, len(text) - LONGEST // 2, LONGEST // 2)):
        rows = text.split("\n")
        long = [n for n, row in enumerate(rows, 1) if len(row) > LONGEST]
        text = "\n".join(row if len(row) <= LONGEST else "" for row in rows)
        return text, _told(long)
    return text, ""


def cryptic(code: bytes) -> bool:
    """Whether more of a source is signs than anybody writes: of a few kilobytes of them some parsers make a tree for hours, and no signal
    reaches them. What is minified has half as many."""
    dense = 0
    for at in range(0, len(code) if len(code) >= CRYPTIC else 0, _WINDOW):
        window = code[at : at + _WINDOW]
        signs = len(window.translate(None, _OTHERS))
        dense += signs > _FEW and 10 * signs > 7 * len(window.translate(None, _BLANK))
    return dense * _WINDOW >= CRYPTIC


def _filled(text: str, length: int) -> int | None:
    """Where a piece of this length is white space alone. What is twice as long fills one, which is cheap to see."""
    return next((at for at in range(0, len(text) - length, length) if text[at : at + length].isspace()), None)


def _told(long: list[int]) -> str:
    more = f" and {len(long) - 3} more" if len(long) > 3 else ""
    named = ", ".join(map(str, long[:3])) + more
    return f"not read: {'lines' if len(long) > 1 else 'line'} {named}, longer than {LONGEST:,} characters" if long else ""
