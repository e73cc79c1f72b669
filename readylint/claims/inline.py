"""Inline Markdown as it reads: the words, and apart from them the links and quoted code that may name a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from readylint.knowledge import regex

if TYPE_CHECKING:
    from markdown_it.token import Token

_BOX = regex(r"<input[^>]*type=[\"']?checkbox[^>]*>", 2)
_BREAK = regex(r"<br\s*/?>", 2)


LONGEST = 4_000  # characters of a line; nobody reads further


class Line(Struct, frozen=True):
    """One line of words. `struck` when all of it is crossed out."""

    number: int
    text: str
    targets: tuple[str, ...] = ()
    strong: str = ""  # what it opens with in bold
    struck: bool = False


def lines(token: Token, first: int) -> tuple[Line, ...]:
    """The lines of an inline token, the first one at a line of the document."""
    made: list[Line] = []
    part: list[Token] = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            made.append(_line(part, first + len(made)))
            part = []
        else:
            part.append(child)
    return (*made, _line(part, first + len(made)))


def joined(many: tuple[Line, ...]) -> Line:
    """Several lines as the one sentence they are."""
    if len(many) < 2:
        return many[0] if many else Line(1, "")
    targets = tuple(t for line in many for t in line.targets)
    struck = bool(many) and all(line.struck for line in many)
    return Line(many[0].number, " ".join(line.text for line in many)[:LONGEST], targets, many[0].strong, struck)


def _line(children: list[Token], number: int) -> Line:
    text, strong, targets = "", "", []
    inside = {"strong": 0, "s": 0}
    kept = 0  # characters that are not crossed out
    for child in children:
        name, _, way = child.type.rpartition("_")
        if name in inside and way in ("open", "close"):
            inside[name] += 1 if way == "open" else -1
            continue
        if child.type == "link_open":
            targets.append(str(child.attrs.get("href", "")))
        said = _said(child)
        if child.type == "code_inline":
            targets.append(child.content)
        strong += said if inside["strong"] and strong.strip() == text.strip().lstrip("[xX ]") else ""
        kept += 0 if inside["s"] else len(said.strip(" []xX"))
        text += said
    return Line(number, text.strip()[:LONGEST], tuple(targets), strong.strip(), bool(text.strip()) and not kept)


def _said(token: Token) -> str:
    if token.type == "code_inline":
        return f"`{token.content}`"
    if token.type == "image":
        return token.content
    if token.type == "html_inline":
        if _BOX.search(token.content):
            return "[x] " if "checked" in token.content.lower() else "[ ] "
        return " " if _BREAK.match(token.content) else ""
    return token.content if token.type == "text" else ""
