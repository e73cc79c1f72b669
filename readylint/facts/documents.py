"""Documents: what the project tells people, in Markdown, reST, AsciiDoc and plain text, by heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from readylint.facts.file import Reading
from readylint.facts.files import File, Files
from readylint.facts.markup import pieces
from readylint.facts.sections import Command, Link, Section, sections
from readylint.knowledge import regex
from readylint.model import Location
from readylint.patterns import compiled

_HEAD = regex(
    r"""^(?:[ \t]{0,3}[#=]{1,6}[ \t]*\S.*|title[ \t]*[:=].*|.+(?=\r?\n[ \t]{0,3}(?:=+|[-`:.'"~^_*+#<>=]{3,})[ \t]*\r?$)|.*<h\d.*)""",
    re.MULTILINE | re.IGNORECASE,
)


_SECTIONS = 6  # bytes of the sections for each character of a document


class Document(Reading):
    """One document, parsed when its sections are asked for."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.path = file.path

    def __repr__(self) -> str:
        return f"Document({self.path!r})"

    @property
    def at(self) -> Location:
        return self.file.at

    @property
    def text(self) -> str:
        """The whole text, as written."""
        return self.file.text

    @cached_property
    def heads(self) -> str:
        """The lines that may be headings: few, so that a search for headings looks at them alone."""
        return "\n".join(m[0] for m in _HEAD.finditer(self.text))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        made = tuple(sections(self.path, pieces(self.file.text, self.file.language)))
        self.file.shelves.texts.put(len(self.file.text) * _SECTIONS, lambda: self.__dict__.pop("sections", None))
        return made

    @property
    def title(self) -> str:
        """The first heading, or the name of the file."""
        return next((s.heading for s in self.sections if s.heading), self.file.name.rpartition(".")[0] or self.file.name)

    @property
    def stub(self) -> bool:
        """Whether every section is one."""
        return all(s.stub for s in self.sections)

    @property
    def commands(self) -> tuple[Command, ...]:
        return tuple(c for s in self.sections for c in s.commands)

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(link for s in self.sections for link in s.links)

    def below(self, section: Section) -> tuple[Section, ...]:
        """A section and its subsections."""
        rest = self.sections[self.sections.index(section) + 1 :]
        end = next((n for n, s in enumerate(rest) if s.level <= section.level), len(rest))
        return (section, *rest[:end])


_PLAIN = regex(
    r"(?i)^(?:(?:readme|install|installation|hacking|contributing|runbook|operations|upgrading|usage|deploy(?:ment|ing)?)(?:\.txt)?"
    r"|(?:to-?do|road-?map|known[-_]issues|limitations)\.txt)$"
)
_PROGRAMS = frozenset("python javascript typescript tsx go java kotlin ruby php csharp rust elixir scala swift c cpp".split())
_GENERATORS = (
    "_config.yml",
    "hugo.{toml,yaml,yml,json}",
    "config/_default/config.{toml,yaml,yml,json}",
    "archetypes/default.md",
    "config.rb",
    "config/tech-docs.yml",
    ".eleventy.js",
    "eleventy.config.{js,cjs,mjs}",
    "astro.config.{mjs,js,ts}",
    "gatsby-config.{js,ts}",
    "content/_index.md",
    "content/*/_index.md",
)
_RENDERERS = ("next.config.*", "nuxt.config.*", "svelte.config.*", "remix.config.*", "react-router.config.*")
_OF_DOCUMENTATION = regex(r"(?:^|/)(?:docs?|documentation|website)/$")
_ARCHIVED = regex(r"^(?:docs?/(?:[^/]{1,80}/)*)?[_.]?archived?/")  # what was true once
_FRONT_MATTER = regex(r"(?:---|\+\+\+)\r?\n")
_PAGES_OF_APP = regex(r"(?:^|/)(?:contents?|_?posts|blog|articles)/")
# how whoever runs the product runs it
_OPERATES = regex(
    r"(?i)(?:^|/)docs?/(?:[^/]{0,80}/)*?(?:[^/]{0,80}[_-])?(?:self[-_]?host\w*|deploy(?:ing|ment)?|install(?:ation|ing)?|docker|kubernetes|contribut\w+|develop\w+)(?=[./_-])"
)


UNFILLED = "<!-- readylint: not filled in yet"  # a skeleton says so of itself, and counts for nothing until the line is gone
_HIDDEN = regex(
    r"(?:^|/)\.(?!github/|gitlab/|devcontainer/)[^/]+/|(?:^|/)\.github/(?:agents|prompts|chatmodes|instructions|skills)/"
    r"|(?:^|/)(?:ISSUE_TEMPLATE|issue_templates)/(?![^/]*(?:[rR]elease|[dD]eploy|[rR]ollout|[lL]aunch|[cC]hecklist|[iI]ncident|mortem|[rR]unbook|[sS]moke))"
)


class Documents:
    """The documents of the project; parsed when asked, so that listing them is cheap."""

    def __init__(self, files: Files) -> None:
        self._files = files

    @classmethod
    def of(cls, files: Files) -> Documents:
        return cls(files)

    @cached_property
    def all(self) -> tuple[Document, ...]:
        """Every document but those of tests, samples, vendored code, and the folders of assistants and editors (`.claude/`, `.cursor/`);
        skeletons left out."""
        chosen = (f for f in self._files.own if f.kind in ("docs", "app", "config", "other") and not _HIDDEN.search(f.path))
        return tuple(f.made(Document) for f in chosen if _is_document(f) and UNFILLED.encode() not in f.data)

    @cached_property
    def own(self) -> tuple[Document, ...]:
        """The documents about the project as it is: without an archive, and the pages that a static site publishes, which are product
        text."""
        return tuple(d for d in self.all if not _ARCHIVED.search(d.path) and not self._published(d))

    @cached_property
    def readmes(self) -> tuple[Document, ...]:
        """Every README, the one at the root first."""
        found = [d for d in self.own if d.file.name.lower().startswith("readme") and "/.github/" not in f"/{d.path}"]
        hidden = [d for d in self.own if d.path.lower().startswith((".github/readme", "docs/readme"))]
        found.sort(key=lambda d: (d.path.count("/"), len(d.file.name)))
        return tuple(found) if found and "/" not in found[0].path else tuple(dict.fromkeys([*hidden, *found]))

    def get(self, path: str) -> Document | None:
        """The document at a path, one that belongs to tests or samples included."""
        found = self._by_path.get(path)
        file = None if found else self._files.get(path)
        if file and _is_document(file) and file.kind != "vendored" and UNFILLED.encode() not in file.data:
            found = self._by_path[path] = file.made(Document)
        return found

    def linked(self, document: Document, link: Link) -> Document | None:
        """The document of the project that a link leads to; a link to a folder leads to its README."""
        target = link.target.partition("#")[0].partition("?")[0]
        if not target or re.match(r"[a-z][a-z0-9+.-]*:|//", target, re.IGNORECASE):
            target = _in_repository(target)
        path = _joined("" if target.startswith("/") else document.file.folder, target) if target else None
        if path is None:
            return None
        for name in (path, *(f"{path}/{n}" for n in ("README.md", "readme.md", "index.md")), f"{path}.md", f"{path}.rst"):
            if found := self.get(name.strip("/")):
                return found
        return None

    @cached_property
    def sites(self) -> tuple[str, ...]:
        """The addresses of documentation sites that are built from this repository, as their generators state them."""
        configured = self._files.match(
            "mkdocs.{yml,yaml}", "docusaurus.config.{js,ts,mjs}", "antora*.yml", "**/docs/_config.yml", "book.toml"
        )
        found = (re.search(r"^\s*(?:site_)?url:\s*[\"']?(https?://[^\s\"',]+)", f.text, re.MULTILINE) for f in configured)
        return tuple(m[1].rstrip("/") for m in found if m)

    def sections(self, pattern: str | re.Pattern[str], among: Iterable[Document] | None = None) -> Iterator[tuple[Document, Section]]:
        """The sections whose heading matches, case ignored in a pattern given as text, one of readylint's own."""
        wanted = compiled(pattern, re.IGNORECASE) if isinstance(pattern, str) else pattern
        for document in self.own if among is None else among:
            yield from ((document, section) for section in document.each(headed, wanted))

    def search(
        self, pattern: str | re.Pattern[str], among: Iterable[Document] | None = None, *, done: bool = False
    ) -> Iterator[tuple[re.Match[str], Location]]:
        """Every match in the prose (no code, no comments), with its place; case ignored in a text of readylint's own. `done`: outside
        boxes that nobody ticked."""
        wanted = compiled(pattern, re.IGNORECASE) if isinstance(pattern, str) else pattern
        for document in self.own if among is None else among:
            if wanted.search(document.text):
                for section in document.sections:
                    yield from section.search(wanted, done=done)

    @cached_property
    def _by_path(self) -> dict[str, Document]:
        return {d.path: d for d in self.all}

    @cached_property
    def _site_roots(self) -> tuple[str, ...]:
        """Folders of site generators that are no part of a project's documentation."""
        settings = r"(?:archetypes/default\.md|config/tech-docs\.yml|config/_default/[^/]+|content/(?:[^/]+/)?_index\.md|[^/]+)$"
        found = {re.sub(settings, "", f.path) for f in self._files.match(*_GENERATORS)}
        return tuple(root for root in found if not _OF_DOCUMENTATION.search(root))

    @cached_property
    def _page_folders(self) -> tuple[str, ...]:
        """Folders of pages without front matter, by generators that as often write a program's documentation: where there is none."""
        if sum(f.kind == "app" and f.language in _PROGRAMS for f in self._files.code) > 3:
            return ()
        found = ((f, f.path.removesuffix(f.name)) for f in self._files.match("mkdocs.{yml,yaml}", "book.toml"))
        return tuple(f"{root}{'src' if f.name == 'book.toml' else 'docs'}/" for f, root in found)

    @cached_property
    def _app_roots(self) -> tuple[str, ...]:
        """Folders of apps that render pages, whose texts of a product (its posts, its guides) stand among their sources."""
        found = {file.path.removesuffix(file.name) for file in self._files.match(*_RENDERERS)}
        return tuple(root for root in found if not _OF_DOCUMENTATION.search(root))

    def _is_of_app(self, document: Document) -> bool:
        root = next((root for root in self._app_roots if document.path.startswith(root)), None)
        inside = root is not None and document.path.removeprefix(root)
        return bool(inside and _PAGES_OF_APP.search(inside) and not _OPERATES.search(inside) and _FRONT_MATTER.match(document.text))

    def _published(self, document: Document) -> bool:
        if document.file.name.lower().startswith("readme"):
            return False
        if any(document.path.startswith(pages) for pages in self._page_folders) or self._is_of_app(document):
            return True
        if not any(document.path.startswith(root) for root in self._site_roots):
            return False
        return bool(_FRONT_MATTER.match(document.text)) or bool(
            re.search(r"(?:^|/)(?:source|content|_posts|_pages)/", document.path)
        )


_NOTES = regex(
    r"(?i)(?:^|/)(?:deploy(?:ment)?s?|hosting|ops|operations)/(?:[\w-]{1,40}[-_])?(?:notes|steps|instructions|guide|how-?_?to|setup)\.txt$"
)


def _is_document(file: File) -> bool:
    if file.language in ("markdown", "rst", "asciidoc"):
        return not file.name.startswith("LICENSE")
    told = bool(_PLAIN.match(file.name) or _NOTES.search(file.path))
    return told or (file.kind == "docs" and file.name.endswith(".txt") and not re.match(r"(?i)requirements|robots|license", file.name))


def _in_repository(target: str) -> str:
    """A link to the hosting site's view of a file leads to that file."""
    found = re.match(r"https?://(?:github|gitlab)\.com/[^/]+/[^/]+/(?:-/)?(?:blob|tree)/[^/]+/(.+)", target)
    return "/" + found[1] if found else ""


def _joined(folder: str, target: str) -> str | None:
    parts = folder.split("/") if folder else []
    for part in target.strip("/").split("/"):
        if part == ".." and not parts:
            return None
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def headed(document: Document, wanted: re.Pattern[str]) -> Iterator[Section]:
    """Its sections whose heading matches."""
    if wanted.search(document.heads):
        yield from (s for s in document.sections if s.heading and wanted.search(s.heading))
