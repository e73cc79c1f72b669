"""Lines in colour, with links: what a terminal is told beside the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Span = tuple[str, str]  # style, text
Link = Callable[[str, str], str]  # `path:line` and a commit, "" for that of the report, to an address; "" for none

TICK = "tick"  # the style of a backtick: colour says the same, so there it is left out
PLACE = "place"  # the style of a `path:line`; "place COMMIT" where it stands in the past
_CODES = {
    "bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "magenta": "35", "cyan": "36", "code": "36", PLACE: "36",
}  # fmt: skip


def plain(lines: Iterable[tuple[Span, ...]]) -> str:
    """The lines without colour."""
    return "".join("".join(part for _, part in line).rstrip() + "\n" for line in lines)


def painted(lines: Iterable[tuple[Span, ...]], link: Link | None = None) -> str:
    """The lines in the sixteen colours that every theme has a say in, each line by itself: a pager may begin anywhere."""
    return "".join("".join(_span(style, part, link) for style, part in line if style != TICK).rstrip() + "\n" for line in lines)


def _span(style: str, part: str, link: Link | None) -> str:
    name, _, commit = style.partition(" ") if style.startswith(PLACE) else (style, "", "")
    codes, text = ";".join(_CODES[word] for word in name.split()), part.rstrip()
    shown = f"\x1b[{codes}m{text}\x1b[0m" if codes and text else text
    address = link(text, commit) if link and name == PLACE and text else ""
    return (f"\x1b]8;;{address}\x1b\\{shown}\x1b]8;;\x1b\\" if address else shown) + part[len(text) :]
