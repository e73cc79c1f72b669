"""What surrounds a line of a text, in words that survive moved lines and reformatting: what it stands in, what it is part of.

No grammar is asked: what a line stands in are the lines above it that are indented less, which holds for code that is laid out as people
lay it out, and for YAML by definition. Blocks of control flow are left out, so that a new `try` around a line changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import islice

from readylint.knowledge import regex

LONGEST = 12  # lines of a statement; what a bracket holds beyond is taken for a block
REACH = 40  # lines, blank ones among them, within which a neighbour is looked for
DEEPEST = 20  # blocks within one another
_BLANKS = re.compile(r"\s+")
_CLOSES = (")", "]", "}")
_COMMENT = re.compile(r"#(?!\w+!?\[)|//|/\*|\*(?!\w)|--|<!--|;")
_BLOCK = re.compile(r"(?:=>|\))\s*\{$|\bdo(?:\s*\|[^|]*\|)?$")  # a line that opens a function or a block within a call
# `node:22-alpine`, `checkout@v4`, `"^4.18.2"`, a digest: a newer version of a thing is the same thing. Another password is not.
_VERSION = regex(
    r"(?<=[:@])v?\d+(?:\.\d+)*(?:-[a-z]+[\d.]*)*(?![\w.@-])|(?<![\w.])v?\d+(?:\.\d+)+(?:[-+][\w.]+)?(?![\w.@-])"
    r"|(?<=@)[0-9a-f]{40}\b|(?<=sha256:)[0-9a-f]{64}\b"
)
_CONTROL = regex(
    r"(?:[})\]]\s*)?(?:if|elif|elsif|else|unless|for|foreach|while|until|loop|switch|case|when|match|select|default|try|except|catch|rescue|"
    r"ensure|finally|with|using|lock|synchronized|do|begin|then|return|await|yield)\b"
)
_CALLED = regex(r"\w\((?:\s*([\"'`])(?:(?!\1).){0,200}\1)?")  # up to the bracket of a signature, or the name that a call gives


class Surroundings:
    """The lines of one text, and what is around each. Lines count from 1."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._named: dict[int, str] = {}

    def line(self, number: int) -> str:
        """A line without what formatters change; "" where there is none."""
        return plain(self._at(number))

    def above(self, number: int, count: int = 1) -> str:
        """The next lines above that are not blank."""
        return _first(count, (self.line(n) for n in range(number - 1, max(number - 1 - REACH, 0), -1)))

    def below(self, number: int, count: int = 1) -> str:
        """The next lines below that are not blank."""
        return _first(count, (self.line(n) for n in range(number + 1, number + 1 + REACH)))

    def statement(self, number: int) -> str:
        """The whole of the statement that a line is part of, on however many lines it is laid out."""
        first, open_ = self.begin(number), 0
        for last in range(first, min(first + LONGEST, len(self._lines)) + 1):
            open_ += self._opens(last)
            if last >= number and (open_ <= 0 or self._begins_block(last)):
                return plain("".join(self._lines[first - 1 : last]))
        return self.line(number)

    def begin(self, number: int) -> int:
        """The line where the statement begins that a line is part of: where the outermost bracket around it is opened, if that is near."""
        first, open_ = number, 0
        for n in range(number - 1, max(number - LONGEST, 0), -1):
            if self._begins_block(n):
                break
            open_ += self._opens(n)
            if open_ > 0:
                first, open_ = n, 0
        return first

    def context(self, number: int) -> str:
        """The headers of what a line's statement stands in, the outermost first."""
        return self._headers(self._around(self.begin(number))) if 0 < number <= len(self._lines) else ""

    @property
    def contexts(self) -> list[str]:
        """The headers of what every line stands in."""
        return [self._headers(blocks) for blocks in self._blocks]

    def _headers(self, blocks: tuple[int, ...]) -> str:
        return "\n".join(filter(None, map(self._header, blocks)))

    def _header(self, number: int) -> str:
        """What a line calls the block that it opens; "" for one of control flow."""
        if number not in self._named:
            text = self._at(number).strip()
            self._named[number] = "" if _CONTROL.match(text) else _name(text)
        return self._named[number]

    def _around(self, number: int) -> tuple[int, ...]:
        """The lines that open the blocks that a line stands in, looked for from there on upwards: a file may be long."""
        found: list[int] = []
        outside, moves = -1, False  # how far in the outermost so far is, and whether a line as far in may have opened its block
        for above in range(number, 0, -1):
            indent, closing = _layout(self._lines[above - 1])
            if outside < 0 <= indent:
                outside = indent  # the line itself, or the one that a comment or a blank line follows
            elif 0 <= indent < outside:
                found.append(above)
                outside, moves = indent, closing
            elif indent == outside and moves:
                found[-1], moves = above, closing
            if outside == 0 and not moves:
                break
        return tuple(found[:DEEPEST][::-1])

    @cached_property
    def _blocks(self) -> list[tuple[int, ...]]:
        """The lines that open the blocks that every line stands in."""
        made: list[tuple[int, ...]] = []
        above: list[tuple[int, int]] = []  # indentation and line of every block that is open
        for number, line in enumerate(self._lines, 1):
            indent, closing = _layout(line)
            if indent < 0:
                made.append(made[-1] if made else ())
                continue
            while above and (above[-1][0] > indent or (above[-1][0] == indent and not closing)):
                above.pop()
            made.append(tuple(opened for at, opened in above if at < indent)[-DEEPEST:])
            if not (above and above[-1][0] == indent):
                above.append((indent, number))
        return made

    def _at(self, number: int) -> str:
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def _opens(self, number: int) -> int:
        """How many round and square brackets a line opens, less those that it closes."""
        text = self._at(number)
        return sum(map(text.count, "([")) - sum(map(text.count, ")]"))

    def _begins_block(self, number: int) -> bool:
        return _BLOCK.search(self._at(number).rstrip()) is not None


def _layout(line: str) -> tuple[int, bool]:
    """How far in a line begins, -1 for a blank one or a comment, and whether it closes a bracket: the block that follows `) -> None:`
    belongs to what its bracket belongs to."""
    text = line.lstrip()
    if not text or _COMMENT.match(text):
        return -1, False
    return len(line[: len(line) - len(text)].expandtabs(4)), text.startswith(_CLOSES)


def _first(count: int, lines: Iterable[str]) -> str:
    return "\n".join(islice(filter(None, lines), count))


def _name(header: str) -> str:
    """What a header calls its block, without the parameters, which may change."""
    called = _CALLED.search(header)
    return plain(header[: called.end()] if called else header)


def plain(text: str) -> str:
    """A text as formatters and updates leave it alone: no versions, no blanks, one sort of quotes, no comma before a bracket."""
    flat = _BLANKS.sub("", _VERSION.sub("0", text)).replace("'", '"').replace("`", '"')
    return re.sub(r",(?=[)\]}])", "", flat).rstrip(",;")
