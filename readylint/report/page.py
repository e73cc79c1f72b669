"""Lines for a terminal, a pipe or a CI log: wrapped by us, so that they are the same with and without colour."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from msgspec import Struct

from readylint.knowledge import regex
from readylint.report.paint import TICK, Link, Span, painted, plain

WIDEST = 120  # columns of prose; longer lines tire the eye
NARROWEST = 40

_CONTROL = regex(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# A CI runner takes a line that begins with `::` (blanks before it ignored), or `##[` anywhere, for a command of the job.
_COMMAND = regex(r"(?<!\S)::|##(?=\w*\[)")


class Screen(Struct, frozen=True):
    """Where a report is read: the text format looks at all but the last two, which are SARIF's."""

    width: int = 100
    color: bool = False
    brief: bool = False  # the decision and what to do first, no more
    links: bool = False  # whether what shows it follows links
    statistics: bool = False  # how many, not which
    category: str = ""  # under which a code host keeps these alerts, apart from those of other uploads
    suppressed: bool = False  # also what is suppressed, waived or known, marked so


# Words that may open a sentence with a capital: no name of a file, command or service is among them.
_OPENERS = regex(
    r"(an?|all|any|at|both|each|every|for|from|in|it|its|mend|neither|no|nobody|none|nor|not|nothing|on|one|only|raise|settle|some|such|that|the"
    r"|their|there|these|they|this|two|under|what|when|where|with)[ ,:;]"
)



def clean(text: str) -> str:
    """A text from the scanned repository that can do nothing to a terminal or a CI log: one line, no control characters."""
    flat = " ".join(_CONTROL.sub(lambda m: " " if m[0] in "\t\n\r" else "?", text).split())
    return _COMMAND.sub(lambda m: f"{m[0][0]} {m[0][1]}", flat)


def harmless(line: str) -> str:
    """A line of the scanned repository as it stands, blanks and all, but for what could do something to a terminal or a CI log."""
    body, end = (line[:-1], "\r") if line.endswith("\r") else (line, "")
    flat = _CONTROL.sub(lambda m: m[0] if m[0] == "\t" else "?", body)
    return _COMMAND.sub(lambda m: f"{m[0][0]} {m[0][1]}", flat) + end


def clip(text: str, width: int) -> str:
    """The text, cut at a word to fit the width."""
    if len(text) <= width:
        return text
    return text[: max(width - 3, 1)].rsplit(" ", 1)[0].rstrip(" ,;:") + "..."


def sentence(text: str) -> str:
    """The text, clean, with a full stop, and a capital where it opens with a plain word: `pytest` and `app.py` stay as they are."""
    plain = clean(text)
    capital = _OPENERS.match(plain)
    return (plain[0].upper() + plain[1:] if capital else plain) + ("" if plain.endswith((".", "?", "!")) else ".")


def quotations(text: str) -> list[tuple[bool, str]]:
    """The parts of a text, and whether each stands between backticks; a backtick without its fellow is part of the text."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        parts[-2:] = [f"{parts[-2]}`{parts[-1]}"]
    return [(n % 2 == 1, part) for n, part in enumerate(parts) if part]


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width`, except that a word, so also `path:line`, is never broken."""
    return textwrap.wrap(text, max(width, NARROWEST), break_long_words=False, break_on_hyphens=False) or [""]


class Page(Struct):
    """Lines being written, of styled spans."""

    width: int
    lines: list[tuple[Span, ...]] = []

    def line(self, *spans: Span) -> None:
        """One line as it is, never wrapped."""
        self.lines.append(tuple(span for style, part in spans for span in _quoted(style, part)))

    def gap(self) -> None:
        """An empty line, once."""
        if self.lines and self.lines[-1]:
            self.lines.append(())

    def heading(self, title: str, note: str = "") -> None:
        """The title of a section, underlined, so that it is seen without colour."""
        self.gap()
        self.line(("bold", title), ("", f"  {note}" if note else ""))
        self.line(("dim", "-" * (len(title) + (len(note) + 2 if note else 0))))

    def para(self, text: str, *head: Span, indent: int = 2, style: str = "") -> None:
        """Wrapped prose behind a head of fixed spans; what follows the first line stands under the prose, not under the head."""
        lead = indent + sum(len(part) for _, part in head)
        first, *rest = _marked(wrap(clean(text), min(self.width, WIDEST) - lead), style)
        self.line(("", " " * indent), *head, *first)
        for line in rest:
            self.line(("", " " * lead), *line)

    def text(self, color: bool, link: Link | None = None) -> str:
        """The page, with colour and links or without."""
        return painted(self.lines, link) if color else plain(self.lines)


def _quoted(style: str, part: str) -> tuple[Span, ...]:
    """A part of a line; `code` in it has a style of its own."""
    return next(_marked([part], style)) if "`" in part and style != TICK else ((style, part),)


def _marked(lines: list[str], style: str) -> Iterator[tuple[Span, ...]]:
    """Lines of prose with what stands between backticks in a style of its own, also where a line ends within it."""
    left = sum(line.count("`") for line in lines) // 2 * 2  # one without its fellow is a letter
    inside = False
    for line in lines:
        spans: list[Span] = []
        for part in re.split("(`)", line) if left else [line]:
            if part == "`" and left:
                left, inside = left - 1, not inside
                spans.append((TICK, part))
            elif part:
                spans.append((f"{style.removeprefix('dim')} code".strip() if inside else style, part))
        yield tuple(spans)
