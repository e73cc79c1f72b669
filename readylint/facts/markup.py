"""Line readers for Markdown, reStructuredText and AsciiDoc: a text becomes headings, code and prose, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from readylint.knowledge import regex


class Piece(Struct, frozen=True):
    """A heading, one block of code, or one line of prose. `line` is that of its first line of text."""

    kind: Literal["heading", "code", "text"]
    line: int
    text: str
    level: int = 0  # of a heading
    language: str = ""  # of code, as its fence names it, lower case; "" where none is named


def pieces(text: str, language: str) -> Iterator[Piece]:
    """The pieces of a text in its markup language; one that is not known is read as Markdown."""
    lines = _without_comments(text, language).splitlines()
    return {"rst": _rst, "asciidoc": _asciidoc}.get(language, _markdown)(lines)


def _without_comments(text: str, language: str) -> str:
    if language in ("rst", "asciidoc") or "<!--" not in text:
        return text
    return re.sub(r"<!--.*?-->", lambda m: "\n" * m[0].count("\n"), text, flags=re.DOTALL)


_FENCE = regex(r"^\s*(?:>\s?)*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})\s*\{?\.?([\w+#-]*)[^`]*$")
_ATX = regex(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_HTML_HEADING = regex(r"^\s*<h([1-6])[^>]*>(.*?)</h[1-6]>", re.IGNORECASE)
_PAGE_TITLE = regex(r"^#\s{1,9}\{\{\s{0,9}\w{1,20}\.title\s{0,9}\}\}\s*$")
_TITLE = regex(r"""^title\s{0,9}[:=]\s{0,9}["']?([^"'\s][^"'\n]*)""")
_SETEXT = regex(r"^\s{0,3}(=+|-{3,})\s*$")
_LIST_ITEM = regex(r"^\s*(?:[-*+]|\d+[.)])\s")


def _markdown(lines: list[str]) -> Iterator[Piece]:
    i = _front_matter(lines)
    if title := _title(lines, i):
        yield title
        i += next(n for n, line in enumerate([*lines[i:], "-"]) if line.strip() and not _PAGE_TITLE.match(line))
    in_list = False
    while i < len(lines):
        line = lines[i]
        if fence := _FENCE.match(line):
            end = _fence_end(lines, i + 1, fence[1])
            yield Piece("code", i + 2, "\n".join(lines[i + 1 : end]), language=fence[2].lower())
            i = end + 1
        elif heading := _ATX.match(line) or _HTML_HEADING.match(line):
            level = len(heading[1]) if heading[1].startswith("#") else int(heading[1])
            yield Piece("heading", i + 1, plain(heading[2]), level)
            i, in_list = i + 1, False
        elif line.strip() and i + 1 < len(lines) and _SETEXT.match(lines[i + 1]) and not _LIST_ITEM.match(line) and "|" not in line:
            yield Piece("heading", i + 1, plain(line.strip()), 1 if "=" in lines[i + 1] else 2)
            i, in_list = i + 2, False
        elif _starts_indented_code(lines, i, in_list):
            end = _indented_end(lines, i)
            yield Piece("code", i + 1, "\n".join(lines[i:end]))
            i = end
        else:
            if line.strip() and not line[:1].isspace():
                in_list = bool(_LIST_ITEM.match(line))
            yield Piece("text", i + 1, line)
            i += 1


def _front_matter(lines: list[str]) -> int:
    if not lines or lines[0].strip() not in ("---", "+++"):
        return 0
    return next((n + 1 for n, line in enumerate(lines[1:80], 1) if line.strip() == lines[0].strip()), 0)


def _title(lines: list[str], end: int) -> Piece | None:
    """The title that stands before the text, where a generator makes its heading of it."""
    first = next((line for line in lines[end:] if line.strip()), "")
    if _ATX.match(first) and not _PAGE_TITLE.match(first):
        return None
    titles = ((n, found) for n, line in enumerate(lines[:end]) if (found := _TITLE.match(line)))
    return next((Piece("heading", n + 1, plain(found[1]), 1) for n, found in titles), None)


def _fence_end(lines: list[str], start: int, mark: str) -> int:
    closing = re.compile(rf"^\s*(?:>\s?)*{re.escape(mark[0])}{{{len(mark)},}}\s*$")
    return next((n for n in range(start, len(lines)) if closing.match(lines[n])), len(lines))


def _starts_indented_code(lines: list[str], i: int, in_list: bool) -> bool:
    line = lines[i]
    if not line.startswith(("    ", "\t")) or not line.strip() or (i and lines[i - 1].strip()):
        return False
    return not in_list or line.startswith(("        ", "\t\t")) or line.lstrip().startswith("$ ")


def _indented_end(lines: list[str], i: int) -> int:
    end = i
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith(("    ", "\t"))):
        end += 1
    while end > i and not lines[end - 1].strip():
        end -= 1
    return end


_ADORNMENT = regex(r"^([=\-`:.'\"~^_*+#<>])\1{2,}\s*$")
_DIRECTIVE = regex(r"^(\s*)\.\.\s+(?:code-block|code|sourcecode|prompt|highlight|parsed-literal)::\s*([\w+#-]*)")


def _rst(lines: list[str]) -> Iterator[Piece]:
    levels: list[str] = []
    i = 0
    while i < len(lines):
        line = lines[i]
        below = lines[i + 1] if i + 1 < len(lines) else ""
        directive = _DIRECTIVE.match(line)
        if line.strip() and not line[:1].isspace() and _ADORNMENT.match(below) and not _ADORNMENT.match(line):
            over = i > 0 and lines[i - 1].rstrip() == below.rstrip()
            style = below[0] + ("^" if over else "")
            levels += [style] if style not in levels else []
            yield Piece("heading", i + 1, plain(line.strip()), levels.index(style) + 1)
            i += 2
        elif directive or (line.rstrip().endswith("::") and not line.lstrip().startswith("..")):
            if not directive:
                yield Piece("text", i + 1, line)
            start, end = _literal(lines, i + 1, len(line) - len(line.lstrip()))
            yield Piece("code", start + 1, "\n".join(lines[start:end]), language=directive[2].lower() if directive else "")
            i = max(end, i + 1)
        else:
            yield Piece("text", i + 1, "" if _ADORNMENT.match(line) else line)
            i += 1


def _literal(lines: list[str], i: int, indent: int) -> tuple[int, int]:
    """Where the indented block below a directive starts (past its options) and ends."""
    start = i
    while start < len(lines) and (not lines[start].strip() or re.match(r"^\s+:\w[\w-]*:", lines[start])):
        start += 1
    end = start
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
        end += 1
    return start, end


_ADOC_HEADING = regex(r"^(={1,6})\s+(.+?)\s*$")
_ADOC_SOURCE = regex(r"^\[\s*source\s*(?:%\w+)?,\s*([\w+#-]+)")
_ADOC_BLOCK = regex(r"^(-{4,}|\.{4,}|```+)\s*(\w*)\s*$")


def _asciidoc(lines: list[str]) -> Iterator[Piece]:
    language = ""
    i = 0
    while i < len(lines):
        line = lines[i]
        if block := _ADOC_BLOCK.match(line):
            end = next((n for n in range(i + 1, len(lines)) if lines[n].rstrip() == block[1]), len(lines))
            yield Piece("code", i + 2, "\n".join(lines[i + 1 : end]), language=(block[2] or language).lower())
            i, language = end + 1, ""
            continue
        if heading := _ADOC_HEADING.match(line):
            yield Piece("heading", i + 1, plain(heading[2]), len(heading[1]))
        elif source := _ADOC_SOURCE.match(line):
            language = source[1]
        elif line.startswith((" $ ", "$ ")):
            yield Piece("code", i + 1, line)
        else:
            yield Piece("text", i + 1, "" if line.startswith("//") else line)
        i += 1


_MARKS = regex(r"<[^<>]{1,200}>|!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")


def plain(text: str) -> str:
    """A heading without its emphasis, links and tags."""
    return _MARKS.sub(lambda m: m[1] or "", text.replace("`", "")).strip()
