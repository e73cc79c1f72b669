"""Code: the app's sources with comments blanked, their imports and calls. A file is parsed at most once, when first asked."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import cached_property, partial
from typing import Any

from msgspec import Struct

from readylint.facts import browsers, comments
from readylint.facts.brackets import inner_tests, spaces
from readylint.facts.calls import Call, call_of
from readylint.facts.file import Reading
from readylint.facts.files import File, Files
from readylint.facts.orphans import orphans
from readylint.facts.strays import strays
from readylint.facts.syntax import SyntaxUnavailable, knows, nodes, parse
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_TREE = 40  # bytes of a syntax tree for each character


def languages() -> dict[str, Any]:
    """How each language writes comments, calls and imports (code.toml)."""
    return known("facts/code")


class Import(Struct, frozen=True):
    """A module, package or namespace brought in, as the source writes it."""

    module: str
    at: Location


class Source(Reading):
    """One file of code. What a Rust file carries of tests is no code of it, but for those who read tests."""

    tests = False

    def __init__(self, file: File) -> None:
        self.file = file

    def __repr__(self) -> str:
        return f"Source({self.path!r})"

    @property
    def path(self) -> str:
        return self.file.path

    @property
    def at(self) -> Location:
        return self.file.at

    @property
    def language(self) -> str:
        return self.file.language

    @property
    def text(self) -> str:
        return self.file.text

    @cached_property
    def tree(self) -> Any:
        """The root of the syntax tree; None where there is no grammar (named under coverage when it should have one)."""
        self.file.shelves.trees.put(len(self.text) * _TREE, self._forget_tree)
        try:
            return parse(self.language, self.text, self.path)
        except SyntaxUnavailable as error:
            if "not installed" in str(error):
                self.file.skip(str(error))
            return None

    def _forget_tree(self) -> None:
        for name in ("tree", "calls"):  # a call knows its node
            self.__dict__.pop(name, None)

    @cached_property
    def code(self) -> str:
        """The text with comments and docstrings blanked, every other character at its place."""
        made = self._bare()
        self.file.shelves.texts.put(made.__sizeof__(), lambda: self.__dict__.pop("code", None))
        return made

    def _bare(self) -> str:
        text = self.text
        if self.language in comments.MARKUP:
            text = comments.IN_MARKUP.sub(_blank, text)
        if self.language in comments.LEXED:
            return comments.LEXED[self.language].sub(lambda m: m[1] or _blank(m), text)
        kinds = languages()["comment"].get(self.language)
        if not kinds or self.tree is None:
            return text
        text = browsers.without_page_scripts(text) if self.language == "tsx" else text
        bare = _without(text, sorted(self._comments(kinds)))
        return _without(bare, list(inner_tests(bare))) if self.language == "rust" and not self.tests else bare

    def _comments(self, kinds: list[str]) -> Iterator[tuple[int, int]]:
        rule: dict[str, Any] = {"any": [{"kind": kind} for kind in kinds if knows(self.language, kind)]}
        rule["any"] += languages()["documentation"].get(self.language, ())
        for node in nodes(self.tree, rule, self.path):
            span = node.range()
            yield span.start.index, span.end.index

    def quotes(self, offset: int) -> bool:
        """Whether an offset stands in a text of several lines that the code holds, of another program say. Known for Python alone."""
        return any(start < offset < end for start, end in self._texts)

    @cached_property
    def _texts(self) -> tuple[tuple[int, int], ...]:
        if self.language != "python" or self.tree is None:
            return ()
        spans = (node.range() for node in nodes(self.tree, {"kind": "string"}, self.path))
        return tuple((s.start.index, s.end.index) for s in spans if s.end.line > s.start.line)

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """What the file brings in, in order."""
        table = languages()
        patterns = table["import"].get(table["alias"].get(self.language, self.language), ())
        found = [(m.start("module"), m["module"]) for p in patterns for m in compiled(p, re.MULTILINE).finditer(self.code)]
        return tuple(Import(module, self.place(offset)) for offset, module in sorted(set(found)))

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Every call in the file, in order; none where there is no grammar."""
        shape = languages()["call"].get(self.language)
        if not shape or self.tree is None:
            return ()
        found = nodes(self.tree, {"any": [{"kind": kind} for kind in shape["kinds"]]}, self.path)
        code = self.code if self.language == "rust" else ""
        return tuple(call_of(n, shape, self.path) for n in found if not code[(at := n.range().start.index) : at + 1].isspace())

    def search(self, pattern: str | re.Pattern[str], flags: int = re.MULTILINE) -> Iterator[tuple[re.Match[str], Location]]:
        """Every match in the code, comments blanked, with its place. A text is one of readylint's own."""
        for match in (compiled(pattern, flags) if isinstance(pattern, str) else pattern).finditer(self.code):
            yield match, self.place(match.start())

    def place(self, offset: int) -> Location:
        """The place of an offset into `code` (or `text`)."""
        return self.file.place(offset)


def offset_of(source: Source, at: Location) -> int:
    """The offset of a place in the code of its file."""
    start = 0
    for _ in range(at.line - 1):
        start = source.code.find("\n", start) + 1
    return start + at.column - 1


class WithTests(Source):
    """One file of code with the tests that stand in it."""

    tests = True


class Code:
    """The app's sources. `server` leaves out what runs in the browser (ruling 4)."""

    def __init__(self, files: Files) -> None:
        self._files = files

    @classmethod
    def of(cls, files: Files) -> Code:
        return cls(files)

    def source(self, file: File) -> Source:
        """A file as code."""
        return file.made(Source)

    def tests(self, file: File) -> Source:
        """A file as code, with the tests that stand in it."""
        return file.made(WithTests)

    def sources(self, *words: str, language: str | Iterable[str] = (), among: Iterable[File] | None = None) -> Iterator[Source]:
        """Sources of the app's server code (or `among` these files) that hold one of the words, of these languages (any when none)."""
        wanted = frozenset((language,) if isinstance(language, str) else language)
        chosen = self._files.with_words(*words, among=among) if words else self._files.code if among is None else among
        for file in chosen:
            if (not wanted or speaks(file, wanted)) and (among is not None or file.path not in self._elsewhere):
                yield self.source(file)

    def search(
        self, pattern: str | re.Pattern[str], *words: str, language: str | Iterable[str] = (), among: Iterable[File] | None = None
    ) -> Iterator[tuple[re.Match[str], Location]]:
        """Every match of a regular expression in those sources, comments blanked, with its place. A text is one of readylint's own."""
        wanted = compiled(pattern, re.MULTILINE) if isinstance(pattern, str) else pattern
        for source in self.sources(*words, language=language, among=among):
            if source.file.made(_may_hold, wanted):  # cheap: comments are blanked only where it can matter
                yield from source.each(Source.search, wanted)

    def calls(
        self, name: str, *words: str, language: str | Iterable[str] = (), among: Iterable[File] | None = None
    ) -> Iterator[tuple[Call, Source]]:
        """Every call whose whole callee matches a regular expression, in those sources."""
        wanted = compiled(name)
        for source in self.sources(*words, language=language, among=among):
            for call in source.calls:
                if wanted.fullmatch(call.name):
                    yield call, source

    @cached_property
    def server(self) -> tuple[File, ...]:
        """Code that does not run in a browser, nor by itself beside the app, and that something brings in."""
        return tuple(f for f in self._files.code if f.path not in self._elsewhere)

    @cached_property
    def browser(self) -> tuple[File, ...]:
        """Code that runs in a browser."""
        return tuple(f for f in self._files.code if f.path in self._browser_paths)

    def in_browser(self, file: File) -> bool:
        """Whether a file, a test for one, belongs to a project that runs in a browser."""
        return file.language in languages()["browser"]["languages"] and self._of_browser_project(file.folder)

    @cached_property
    def _elsewhere(self) -> frozenset[str]:
        return self._browser_paths | strays(self._files) | self.orphans

    @cached_property
    def orphans(self) -> frozenset[str]:
        """The modules of the app that nothing brings in."""
        return orphans(self._files)

    @cached_property
    def _browser_paths(self) -> frozenset[str]:
        table = languages()["browser"]
        in_folders = {f.path for f in self._files.match(*table["folders"])}
        halves = (f.path for f in self._files.match(*table["halves"]))
        in_folders |= {*browsers.entered(self._files), *browsers.halved(self._files), *browsers.beside_pages(self._files)}
        in_folders |= {path for path in halves if not self._files.get(f"{path.partition('/')[0]}/package.json")}
        spoken = frozenset(table["languages"])
        crate = compiled(table["crate"])
        crates = tuple(f"{f.folder}/" for f in self._files.match("**/Cargo.toml") if crate.search(f.text))
        spoken_to = (f for f in self._files.with_words(*table["page"]["words"]) if f.language == "javascript")
        made_of = (f for f in self._files.with_words(*table["component"]["words"]) if f.language in _REACT)
        scripts = {f.path for f in spoken_to if browsers.is_page_script(f.text)}
        scripts |= {f.path for f in made_of if browsers.is_component(f.text)}
        paths = {
            f.path
            for f in self._files.code
            if (f.language in spoken and (f.path in in_folders or f.path in scripts or self._of_browser_project(f.folder)))
            or (f.language == "rust" and f.path.startswith(crates))
        }
        return frozenset(paths.difference(browsers.handed(self._files)))

    def _of_browser_project(self, folder: str) -> bool:
        if folder not in self._browser_folders:
            manifest = self._files.get(f"{folder}/package.json" if folder else "package.json")
            built = folder and manifest and browsers.is_built(self._files, folder)
            said = True if built else browsers.is_of_browser(manifest, partial(self._has_page, folder)) if manifest else None
            if said is None:
                said = self._of_browser_project(folder.rpartition("/")[0]) if folder else False
            self._browser_folders[folder] = said
        return self._browser_folders[folder]

    def _has_page(self, folder: str) -> bool:
        pages = (f.path for f in self._files.own if f.language in languages()["browser"]["pages"] and f.kind in ("app", "config", "other"))
        return any(not folder or path.startswith(f"{folder}/") for path in pages)

    @cached_property
    def _browser_folders(self) -> dict[str, bool]:
        return {}


_REACT = frozenset({"javascript", "typescript", "tsx"})
_SERVED = regex(
    r"""\bfrom\s{0,4}["'](?:elysia|hono(?:/(?!client|jsx/dom)[\w/-]{1,60})?|@hono/[\w/-]{1,60}|bun:\w{1,20}|express|fastify|koa)["']"""
)


def speaks(file: File, languages: Container[str]) -> bool:
    """Whether a file is in one of these languages: TypeScript too where a server writes its pages in it."""
    return file.language in languages or (file.language == "tsx" and "typescript" in languages and bool(file.made(_may_hold, _SERVED)))


def _may_hold(file: File, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(file.text))


def _blank(match: re.Match[str]) -> str:
    return spaces(match[0])


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in spans:
        if start >= at:
            parts += [text[at:start], spaces(text[start:end])]
            at = end
    return "".join([*parts, text[at:]])
