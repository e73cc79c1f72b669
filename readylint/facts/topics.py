"""Topics: where documents write about deploying, decisions, procedures, limits; by headings, paths and commands (topics.toml)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.documents import Document, Documents
from readylint.facts.sections import Section
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_LINK = regex(r"!?\[[^\]]*\]\([^)]*\)|<?https?://\S+|`[^`\n]*`|[|#>*_=-]+")
_ELSEWHERE = regex(r"\]\((?!\w+:|/|#)([^)\s#]{1,200}\.(?:md|rst|adoc))")  # a link to a document beside this one
_PAST = regex(
    r"(?:^|/)(?:change-?logs?|changes|history|release[-_]?notes|news|releases)(?:[-_./]|$)"
    r"|(?:^|/)\.github/(?:ISSUE|PULL|instructions|copilot|prompts|skills)",
    re.IGNORECASE,
)
_GUIDE = regex(r"[^/]+$|(?:(?:(?:modules|packages|apps)/)?(?:web|micro)?site/)?(?:docs?|documentation|manual|guide)/", re.IGNORECASE)
_DESKTOP = regex(r"\b(?:XAMPP|WAMP|MAMP|Laragon|htdocs)\b", re.IGNORECASE)  # servers for one's own machine
_LOCAL = regex(r"\b(?:develop\w*|dev|local\w*|tests?|testing|contribut\w*)\b", re.IGNORECASE)
_CALLS = regex(r"^[ \t>]*(?:\w+\s*=\s*)?\\?[A-Z]\w*(?:(?:::|\.|\\)[A-Z]\w*)*(?:\.|::|->)[a-z]\w*[!?]?[( .]", re.MULTILINE)
_BOLD = regex(
    r"^[ \t]{0,3}(?:\*\*|__)(?P<head>[^*_\n:]{3,60})(?::(?:\*\*|__)|(?:\*\*|__)[ \t]*(?::|(?=[ \t]*$)))(?P<rest>[^\n]*)$"
    r"|^(?P<plain>[A-Z][^*_`\n:.]{2,60}):[ \t]*\n(?=[ \t]*\n?[ \t]*[-*+][ \t]+\S)",
    re.MULTILINE,
)
_NAMED_ALONE = regex(r"(?i)\b(?:usage|running)\b")  # where, or in a guide to set up alone, a web server's name says nothing of deploying
_PICTURE = regex(r"!\[[^\]]*\]\(|<img\s|\.\. (?:image|figure)::|image::")


class Told(Struct, frozen=True):
    """A place of a document that writes about a topic, and what stands there."""

    at: Location
    what: str


class Topics:
    """What the project's documents write about."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    @classmethod
    def of(cls, documents: Documents) -> Topics:
        return cls(documents)

    @cached_property
    def _read(self) -> tuple[Document, ...]:
        """Those that speak of the project as it is: a list of past changes does not."""
        return tuple(d for d in self._documents.own if not _PAST.search(d.path))

    def told(self, topic: str) -> Iterator[Told]:
        """Where documents write about a topic: a document of its own first, then sections, then commands."""
        row = _row(topic)
        for document in self._read:
            if row.is_path(document.path) and self._says(document, document.sections, row):
                yield Told(document.at, document.path)
        for document, section in self._documents.sections(row.headings, self._read):
            apart = row.never.search(section.heading) or row.never.search(document.path)
            if not apart and (self._says(document, document.below(section), row) or self._leads(document, section, row)):
                yield Told(section.at, f"“{section.heading.strip(' #*:')}”")
        yield from self._typed(row)
        yield from self._linked(row)
        yield from self._set_up(row)
        yield from self._consoled(row)
        yield from self._worded(row)
        yield from self._bold(row)

    def _says(self, document: Document, sections: tuple[Section, ...], row: _Row) -> bool:
        """Whether sections say enough: a block of code, a picture, or words that are more than links."""
        if row.scaffold and any(row.scaffold.search(s.text) for s in sections):
            return False
        told = [s for s in sections if not row.never.search(s.heading)]
        if any(s.code for s in told) or any(_PICTURE.search(s.text) for s in told):
            return True
        return sum(len(_LINK.sub(" ", s.text).split()) for s in told) >= row.words

    def _leads(self, document: Document, section: Section, row: _Row) -> bool:
        """Whether a section hands over to another document of the project that says enough."""
        links = [link[1] for link in _ELSEWHERE.finditer(section.text)]
        paths = {posixpath.normpath(posixpath.join(document.file.folder, link)) for link in links}
        found = (d for d in self._read if paths and d.path in paths and d is not document)
        return any(not row.never.search(d.path) and self._says(d, d.sections, row) for d in found)

    def _typed(self, row: _Row) -> Iterator[Told]:
        if row.typed is None:
            return
        for document in self._read:
            if not row.never.search(document.path):
                yield from document.each(_typed, row.typed)

    def _linked(self, row: _Row) -> Iterator[Told]:
        if row.links is None:
            return
        for document in self._documents.readmes[:3]:
            yield from (Told(link.at, f"a link to “{link.text}”") for link in document.links if row.links.search(link.text))


    def _set_up(self, row: _Row) -> Iterator[Told]:
        """How a product is installed on one's own server, in a guide of the whole project."""
        if row.setup is None or row.holds is None:
            return
        for document in self._read:
            if not _GUIDE.match(document.path) or not row.holds.search(document.text) or row.never.search(document.path):
                continue
            for section in document.sections:
                text = "\n".join([section.text, *(piece.text for piece in section.code)])
                here = _LOCAL.search(section.heading) or _DESKTOP.search(text)
                told = row.setup.search(f"{section.heading} {document.file.name}") and not here
                held = row.holds.search(text) if told else None
                alone = held and (_NAMED_ALONE.search(section.heading) or not row.setup.search(section.heading))
                if alone and row.serves and not row.serves.search(text):
                    held = None
                if held and not row.never.search(section.heading):
                    yield Told(section.at, f"“{section.heading.strip(' #*:')}”")


    def _consoled(self, row: _Row) -> Iterator[Told]:
        """What is typed into the app's own console: a call of its code, in a section that says so."""
        if row.console is None:
            return
        for document in self._read:
            if row.never.search(document.path) or not row.console.search(document.text):
                continue
            for section in document.sections:
                if row.console.search(section.text) and any(_CALLS.search(piece.text) for piece in section.code):
                    yield Told(section.at, f"“{section.heading.strip(' #*:')}”")

    def _worded(self, row: _Row) -> Iterator[Told]:
        """A script that a document says the purpose of in words: its own name tells nothing."""
        if row.worded is None or row.runs is None:
            return
        for document in self._read:
            if not row.never.search(document.path) and row.worded.search(document.text):
                for section in document.sections:
                    typed = next((c for c in section.commands if row.runs.search(c.text)), None)
                    if typed and row.worded.search(section.text):
                        yield Told(typed.at, f"`{typed.text.strip()[:60]}`")

    def _bold(self, row: _Row) -> Iterator[Told]:
        """Lines in bold, or with a colon before a list, that stand where a heading could."""
        if not row.bold:
            return
        for document in self._read:
            heads = (line["head"] or line["plain"] for line in _BOLD.finditer(document.text))  # few: the rest of the text is not looked at
            if not row.never.search(document.path) and any(row.headings.search(head) for head in heads):
                yield from document.each(_in_bold, row)


def _in_bold(document: Document, row: _Row) -> Iterator[Told]:
    for section in document.sections:
        for line in _BOLD.finditer(section.text):
            head, name, begun = (line["head"], "head", line.start("rest")) if line["head"] else (line["plain"], "plain", line.end())
            said = re.split(r"\n[ \t]*\n(?![ \t]*[-*+\d])", section.text[begun : line.end() + 600].lstrip())[0]
            if row.headings.search(head) and not row.never.search(head) and len(_LINK.sub(" ", said).split()) >= row.words:
                yield Told(section.place(line.start(name)), f"“{head.strip(' :')}”")


def _typed(document: Document, wanted: re.Pattern[str]) -> Iterator[Told]:
    for command in document.commands:
        if (not command.inline or " " in command.text) and wanted.search(command.text[:400]):
            yield Told(command.at, f"`{' '.join(command.text.split())[:60]}`")


class _Row(Struct, frozen=True):
    """A row of the table, compiled."""

    headings: re.Pattern[str]
    paths: re.Pattern[str]
    never: re.Pattern[str]
    not_paths: re.Pattern[str] | None
    words: int
    typed: re.Pattern[str] | None
    scaffold: re.Pattern[str] | None
    links: re.Pattern[str] | None
    setup: re.Pattern[str] | None
    holds: re.Pattern[str] | None
    console: re.Pattern[str] | None
    worded: re.Pattern[str] | None
    runs: re.Pattern[str] | None
    serves: re.Pattern[str] | None
    bold: bool

    def is_path(self, path: str) -> bool:
        apart = self.never.search(path) or (self.not_paths and self.not_paths.search(path))
        return bool(self.paths.search(path)) and not apart


@cache
def _row(topic: str) -> _Row:
    row: dict[str, Any] = known("facts/topics")[topic]

    def one(key: str) -> re.Pattern[str] | None:
        return compiled(row[key], re.IGNORECASE) if key in row else None

    def joined(key: str) -> re.Pattern[str]:  # of lines: a document is searched whole before it is parsed
        return compiled("|".join(row[key]), re.IGNORECASE | re.MULTILINE)

    return _Row(
        headings=joined("headings"),
        paths=joined("paths"),
        never=compiled(row["never"], re.IGNORECASE),
        not_paths=one("not_paths"),
        words=row["words"],
        typed=one("typed"),
        scaffold=one("scaffold"),
        links=one("links"),
        setup=one("setup"),
        holds=one("holds"),
        console=one("console"),
        worded=one("worded"),
        runs=one("runs"),
        serves=one("serves"),
        bold=row.get("bold", False),
    )
