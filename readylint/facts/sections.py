"""Sections: what stands below one heading of a document: prose, commands to type, code and links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from readylint.facts.markup import Piece
from readylint.facts.wording import listed_wording
from readylint.knowledge import regex
from readylint.model import Location
from readylint.patterns import compiled


class Command(Struct, frozen=True):
    """A line that a document tells to type: without its prompt, continuation lines joined. `inline` when it stands in a sentence."""

    text: str
    at: Location
    inline: bool = False
    language: str = ""  # of its block, as the fence names it


class Link(Struct, frozen=True):
    """A link of a document: its text and target as written."""

    text: str
    target: str
    at: Location


class Section(Struct, frozen=True):
    """A heading and what stands below it, up to the next heading. What stands above the first one has no heading and level 0."""

    heading: str
    level: int
    text: str  # the prose, code blocks and comments blanked; line for line, from `start`
    start: int
    commands: tuple[Command, ...]
    code: tuple[Piece, ...]  # blocks of any language
    links: tuple[Link, ...]
    at: Location

    def place(self, offset: int) -> Location:
        """The place of an offset into `text`."""
        return Location(self.at.path, self.start + self.text.count("\n", 0, offset))

    def search(
        self, pattern: str | re.Pattern[str], flags: int = re.IGNORECASE, *, done: bool = False
    ) -> Iterator[tuple[re.Match[str], Location]]:
        """Every match of a regular expression in the prose, with its place. A text is one of readylint's own. `done`: without the boxes
        that nobody ticked and what stands below them."""
        text = _OPEN.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), self.text) if done else self.text
        for match in (compiled(pattern, flags) if isinstance(pattern, str) else pattern).finditer(text):
            yield match, self.place(match.start())

    @property
    def stub(self) -> bool:
        """Whether it says nothing yet: no code, and no prose but TODO, TBD, filler or a lone link."""
        return not self.code and len(_FILLER.sub("", self.text).strip()) < 12


_OPEN = regex(r"^([ \t]*)[-*+] \[ \][^\n]*(?:\n\1[ \t]+[^\n]*)*", re.MULTILINE)
_FILLER = regex(
    r"\b(?:TODO|TBD|TBA|FIXME|WIP|coming soon|to be (?:written|done|added|defined|completed)|lorem ipsum[^\n]*|placeholder)\b|[^\w\n]",
    re.IGNORECASE,
)


def sections(path: str, found: Iterable[Piece]) -> Iterator[Section]:
    """The sections of a document, from its pieces."""
    heading = Piece("heading", 1, "")
    held: list[Piece] = []
    for piece in found:
        if piece.kind != "heading":
            held.append(piece)
            continue
        if heading.text or held:
            yield _section(path, heading, held)
        heading, held = piece, []
    if heading.text or held:
        yield _section(path, heading, held)


def _section(path: str, heading: Piece, held: list[Piece]) -> Section:
    start = held[0].line if held else heading.line
    lines: list[str] = []
    for piece in held:
        if piece.kind == "text":
            lines += [""] * (piece.line - start - len(lines))
            lines.append(piece.text)
    text = "\n".join(lines)
    code = tuple(p for p in held if p.kind == "code")
    commands = sorted([*(c for p in code for c in _typed(path, p)), *_inline(path, text, start)], key=lambda c: c.at.line)
    return Section(
        heading.text, heading.level, text, start, tuple(commands), code, tuple(_links(path, text, start)), Location(path, heading.line)
    )


_SHELLS = (
    "",
    "bash",
    "sh",
    "shell",
    "zsh",
    "fish",
    "console",
    "shell-session",
    "terminal",
    "cmd",
    "bat",
    "batch",
    "powershell",
    "ps1",
    "pwsh",
    "text",
    "plaintext",
    "txt",
    "shellscript",
    "none",
    "dos",
    "sh-session",
    "prompt",
    "docker",
    "make",
)
_PROMPT = regex(r"^\s*(?:\([\w.-]+\)\s*)?(?:[\w.@~:/\\-]{0,60}[$%] |\$(?=[^\sA-Z_{(])|> |PS [^>]{0,80}> ?|C:\\[^>]{0,80}>)\s*")

_NOT_TYPED = ("#", "//", "|", "+-", *"│├└─┌┐┘┬┴┤┼╰╭╮╯═║╔╗╚╝╠▲▼►◄→←↓↑")  # comments, and the lines of drawings and trees


def _typed(path: str, piece: Piece) -> Iterator[Command]:
    if piece.language not in _SHELLS:
        return
    lines = piece.text.split("\n")
    prompted = any(_PROMPT.match(line) for line in lines)
    joined, first = "", 0
    for number, line in enumerate(lines, piece.line):
        bare = _PROMPT.sub("", line, count=1).strip() if prompted else line.strip()
        if not joined and (not bare or bare.startswith(_NOT_TYPED) or (prompted and not _PROMPT.match(line))):
            continue
        first = first or number
        joined = f"{joined} {bare.rstrip(chr(92)).strip()}".strip()
        if not bare.endswith("\\"):
            yield Command(re.sub(r"\s+#\s.*$", "", joined), Location(path, first), language=piece.language)
            joined, first = "", 0
    if joined:
        yield Command(joined, Location(path, first), language=piece.language)


# over the lines of one paragraph; a heading, an item or a row begins another
_INLINE = regex(r"(?<!`)(`{1,3})(?!`)((?:[^`\n]|\n(?![ \t]*(?:\n|[-*+#>|]|\d{1,3}[.)]))){2,200}?)\1(?!`)")


_TOLD = regex(r"(?i)\b(?:run|type|execute|enter)(?: just| simply| only)?\s+$")  # before a command of one word


def _inline(path: str, text: str, start: int) -> Iterator[Command]:
    for match, line in _numbered(_INLINE, text, start):
        typed = _PROMPT.sub("", " ".join(match[2].split()) if "\n" in match[2] else match[2]).strip()
        told = " " not in typed and bool(_TOLD.search(text, max(0, match.start() - 30), match.start()))
        yield Command(typed, Location(path, line), inline=not told)
    for match, line in _numbered(listed_wording(), text, start):
        yield Command(match["typed"].strip(), Location(path, line + match[0].count("\n")), inline=True)


def _numbered(pattern: re.Pattern[str], text: str, line: int) -> Iterator[tuple[re.Match[str], int]]:
    """Every match with its line, where the text begins at one."""
    counted = 0
    for match in pattern.finditer(text):
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        yield match, line


_LINK = regex(
    r"(?<!!)\[(?P<a>[^\[\]]{0,200}(?:!\[[^\]]*\]\([^)\s]*\))?[^\[\]]{0,200})\]\(<?(?P<b>[^)\s>]+)"
    r"|^\s{0,3}\[(?P<c>[^\]]{1,200})\]:\s*(?P<d>\S+)"
    r"|<a\s[^>]{0,300}?href=[\"'](?P<f>[^\"']+)[\"'][^>]{0,300}>(?P<e>[^<]*)"
    r"|`(?P<g>[^`<\n]{0,200})<(?P<h>[^>\n]{1,300})>`_|:doc:`(?P<k>[^`<\n]+)`"
    r"|<(?P<n>https?://[^>\s]+)>"
    r"|(?:link|xref):(?P<m>[^\s\[]+)\[(?P<l>[^\]]*)\]",
    re.MULTILINE,
)


def _links(path: str, text: str, start: int) -> Iterator[Link]:
    for m, line in _numbered(_LINK, text, start):
        name = m["a"] or m["c"] or m["e"] or m["g"] or m["l"] or m["k"] or ""
        target = m["b"] or m["d"] or m["f"] or m["h"] or m["m"] or m["k"] or m["n"] or ""
        yield Link(name.strip(), target, Location(path, line))
