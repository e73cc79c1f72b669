"""A Markdown document read for what it claims: check boxes, marked lines, tables with a status, marked headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from readylint.claims.claim import Claim, Status
from readylint.claims.inline import Line, joined, lines
from readylint.claims.status import ended, marked
from readylint.claims.table import Cells, rows
from readylint.knowledge import regex

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_SPLIT = regex(r"\s+[-–—→]+\s+|:\s+|\s\((?=[^)]{3})|\s*;\s")
_NUMBER = regex(r"^(?:\d+(?:\.\d+)*[.):]?|[A-Z]\d*[.)])\s+")
_BOXED = regex(r"^\[[ xX~/.✓✔✅-]?\]")


def claims(text: str) -> tuple[Claim, ...]:
    """The claims of a document, in its order."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text))
    return tuple(_Reader().read(tree))


class _Reader:
    """Walks the blocks of a document, with the headings above."""

    def __init__(self) -> None:
        self._headings: list[tuple[int, str]] = []
        self._titles: list[tuple[int, Claim]] = []  # marked headings, until something below them claims for itself

    def read(self, tree: SyntaxTreeNode) -> Iterator[Claim]:
        for block in tree.children:
            if block.type == "heading":
                yield from self._heading(block, int(block.tag[1]))
                continue
            found = [*self._block(block)]
            self._titles = [] if found else self._titles
            yield from found
        yield from self._closed(1)

    def _closed(self, level: int) -> Iterator[Claim]:
        """The marked headings whose section a heading of this level ends."""
        yield from (title for above, title in self._titles if above >= level)
        self._titles = [(above, title) for above, title in self._titles if above < level]

    def _heading(self, block: SyntaxTreeNode, level: int) -> Iterator[Claim]:
        yield from self._closed(level)
        self._headings = [(above, text) for above, text in self._headings if above < level]
        line = joined(_lines(block))
        found = marked(line.text) or ended(line.text)
        if found and level > 1:
            self._titles.append((level, replace(self._claim(line, *found), title=True)))
        self._headings.append((level, _NUMBER.sub("", found[2] if found else line.text)))

    def _block(self, block: SyntaxTreeNode, above: tuple[str, ...] = ()) -> Iterator[Claim]:
        if block.type == "table":
            yield from (self._row(cells) for cells in rows(block))
        elif block.type in ("bullet_list", "ordered_list"):
            for item in block.children:
                yield from self._item(item, above)
        elif block.type == "paragraph":
            yield from (self._claim(line, *found, above=above) for line in _lines(block) if (found := marked(line.text)))
        elif block.type in ("blockquote", "list_item"):
            for child in block.children:
                yield from self._block(child, above)

    def _item(self, item: SyntaxTreeNode, above: tuple[str, ...]) -> Iterator[Claim]:
        """A list item and what stands below it: lines of its own claims, or more about it."""
        paragraph = next((c for c in item.children if c.type == "paragraph"), None)
        line = joined(_lines(paragraph)) if paragraph else None
        found = (marked(line.text) or ended(line.text)) if line else None
        own = (*above, _NUMBER.sub("", found[2] if found else line.text)) if line else above
        below = [*self._below(item, paragraph, own)]
        if line and found and (not below or _BOXED.match(line.text)):
            more = () if below else tuple(_plain(item, paragraph))
            yield self._claim(line, *found, above=above, more=more)
        yield from below

    def _below(self, item: SyntaxTreeNode, paragraph: SyntaxTreeNode | None, above: tuple[str, ...]) -> Iterator[Claim]:
        for child in item.children:
            if child is not paragraph:
                yield from self._block(child, above)

    def _claim(self, line: Line, status: Status, said: str, text: str, above: tuple[str, ...] = (), more: tuple[Line, ...] = ()) -> Claim:
        text = text.strip()
        if line.text.startswith("[") and (again := marked(text)):  # a box, and a mark behind it
            text = again[2]
        bare = _NUMBER.sub("", text)
        head, detail = _parted(bare, line.strong)
        return Claim(
            line.number,
            "na" if line.struck else status,
            said,
            head,
            " ".join([detail, *(m.text for m in more)]).strip(),
            (*(h for _, h in self._headings), *above),
            targets=(*line.targets, *(t for m in more for t in m.targets)),
        )

    def _row(self, cells: Cells) -> Claim:
        head, detail = _parted(_NUMBER.sub("", cells.item.text), cells.item.strong)
        headings = tuple(h for _, h in self._headings) + ((cells.group,) if cells.group else ())
        more = " ".join(filter(None, (detail, cells.detail)))
        status = "na" if cells.item.struck else cells.status
        return Claim(cells.item.number, status, cells.said, head, more, headings, targets=cells.targets)


def _parted(text: str, strong: str) -> tuple[str, str]:
    """What a line names, and what it says of it."""
    if strong and text.startswith(strong) and len(strong) < len(text):
        return strong.rstrip(" :"), re.sub(r"^[\s:–—-]+", "", text[len(strong) :])
    found = _SPLIT.search(text, 3)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")


def _lines(paragraph: SyntaxTreeNode) -> tuple[Line, ...]:
    inline = next((c for c in paragraph.children if c.type == "inline"), None)
    return lines(inline.token, (inline.map or (0, 0))[0] + 1) if inline and inline.token else ()


def _plain(item: SyntaxTreeNode, paragraph: SyntaxTreeNode | None) -> Iterator[Line]:
    for node in item.walk():
        if node.type == "paragraph" and node is not paragraph:
            yield from _lines(node)
