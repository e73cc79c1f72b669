"""Sightings: the places that the rows of tables name, in the app's code and in its other files.

Every row has some of these keys; the fact that reads a table gives its rows more (`name`, `says`).

    languages, words   the server's code that is read, and its configuration: in these languages, holding one of these words
    everywhere         the browser's code too
    idle               code too that nothing brings in
    paths, kinds       the files that are read instead, by globs and by class
    apart              a pattern over paths that are left out
    code               what is looked for in code, comments blanked         raw   in comments too
    text               what is looked for in other files, lines of comments left out; a row with neither is about the file itself
    file, unlike       patterns that the same file must, must not hold
    line, unless       patterns that the statement around a match, its lines and the arguments that it opens, must, must not hold
    wired, nowhere     patterns that the server's code of these languages must, must not hold somewhere
    called             what stands in a function that nothing calls is left out
    mounted            what stands in a middleware that no other code names, or in a helper's module that none brings in, is left out

Words are whole words in the app's code, and any text in other files. A match is placed at its group `at`, else at its first character
that is no white space.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain, islice
from typing import Any, cast

from msgspec import Struct

from readylint.facts.brackets import closed
from readylint.facts.callers import Callers
from readylint.facts.code import Code, Source, speaks
from readylint.facts.file import Kept
from readylint.facts.files import File, Files
from readylint.facts.uses import Uses
from readylint.knowledge import regex
from readylint.model import Location
from readylint.patterns import compiled

USUAL = ("app", "config", "other")  # classes of files
SHOWN = 5  # files of a row, where one would do
DATA = 200_000  # bytes; a file of that size holds data, no settings
LONGEST = 1500  # characters of the arguments that a statement opens
_ITSELF = regex(r"")
_COMMENTED = regex(r"[ \t]*(?:#|//|;|--|<!--)")
_FIXED = regex(r'"(?:catalogs?|overrides|resolutions)"[ \t]*:[ \t]*\{')
Row = Mapping[str, Any]


class Sighting(Struct, frozen=True):
    """A place that a row names, with what matched there: in the code of `source`, else in the text of a file that is read as it is."""

    row: Row
    at: Location
    match: re.Match[str]
    source: Source | None = None

    @property
    def name(self) -> str:
        return str(self.row["name"])

    @property
    def says(self) -> str:
        return str(self.row["says"])

    @property
    def text(self) -> str:
        """What matched."""
        return self.match[0]

    @property
    def start(self) -> int:
        """Where in the text it is placed."""
        return _start(self.match)

    @property
    def statement(self) -> str:
        """The lines of the match, with the arguments that it opens."""
        text, start, end = self.match.string, self.start, max(self.start, self.match.end() - 1)
        begun, ended = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        opened = text.rfind("(", start, self.match.end())
        arguments = min(closed(text, opened), end + LONGEST) if opened >= 0 else 0
        return text[begun : max(ended if ended >= 0 else len(text), arguments)]


class Sightings:
    """Looks for what the rows of tables name."""

    def __init__(self, files: Files, code: Code, uses: Uses, callers: Callers) -> None:
        self._files, self._code, self._uses, self._callers = files, code, uses, callers
        self._found_settings: dict[bool, dict[str, list[File]]] = {}

    @classmethod
    def of(cls, files: Files, code: Code, uses: Uses, callers: Callers) -> Sightings:
        return cls(files, code, uses, callers)

    def find(
        self, rows: Iterable[Row], where: Callable[[str], bool] = bool, among: Collection[File] | None = None
    ) -> Iterator[Sighting]:
        """Every place that the rows name, row by row and file by file; `where` says which paths are looked at. Code is that of
        the server, or `among` these files, with the tests that stand in them."""
        for row in rows:
            yield from chain.from_iterable(self._of_row(row, where, among))

    def firsts(
        self, rows: Iterable[Row], where: Callable[[str], bool] = bool, among: Collection[File] | None = None, most: int | None = None
    ) -> Iterator[Sighting]:
        """The first place in each file, for each row; of `most` files."""
        for row in rows:
            yield from islice((next(found) for found in self._of_row(row, where, among)), most)

    def few(self, rows: Iterable[Row], where: Callable[[str], bool] = bool) -> Iterator[Sighting]:
        """One place in each of a few files for each row: enough where a single one decides, and the other files need no parse."""
        return self.firsts(rows, where, most=SHOWN)

    def _of_row(self, row: Row, where: Callable[[str], bool], among: Collection[File] | None) -> Iterator[Iterator[Sighting]]:
        """What a row names, one file after the other."""
        apart, stands = compiled(row["apart"]) if "apart" in row else None, False
        chosen = self._chosen(row, among)
        look: Callable[[Row, Source], Iterable[Sighting]] = _looked_for
        if self._files.goes_on:  # within one tree no row is asked of a file twice
            key = _key(row)
            look, chosen = partial(_in_source, key), self._known(key, row, among)
        for source in chosen:
            if where(source.path) and not (apart and apart.search(source.path)):
                seen = self._at_work(row, look(row, source))
                if first := next(seen, None):
                    stands = stands or self._stands(row)  # asked of the other files only where it matters
                    if not stands:
                        return
                    yield chain((first,), seen)

    def _at_work(self, row: Row, seen: Iterable[Sighting]) -> Iterator[Sighting]:
        return (s for s in seen if s.source is None or self._works(row, s.source, s.start))

    def _works(self, row: Row, source: Source, offset: int) -> bool:
        mounted = "mounted" not in row or not self._uses.is_idle(source, offset)
        return mounted and ("called" not in row or self._callers.reach(source, offset))

    def _chosen(self, row: Row, among: Collection[File] | None) -> Iterator[Source]:
        """The files that a row is looked for in: code first, then settings."""
        if among is not None and "paths" not in row:
            return map(self._code.tests, self._files.with_texts(row.get("words", ()), _spoken(row, among)))
        return self._read(row, self._holding(row, self._files.own), among)

    def _known(self, key: bytes, row: Row, among: Collection[File] | None) -> Iterator[Source]:
        """Those of them in which it may be, in a row of trees: asked of the files alone that are new in this one."""
        if among is not None and "paths" not in row:
            spoken = _spoken(row, among)
            found = {*self._files.which((key, "test"), partial(self._shown_in_tests, row))}
            found.update(self._files.with_texts(row.get("words", ()), [f for f in spoken if f.kind != "test"]))
            return (self._code.tests(f) for f in spoken if f in found)
        known, languages = self._files.which(key, partial(self._shown, row)), tuple(row.get("languages", ()))
        settings_last = known if "paths" in row else sorted(known, key=lambda f: f.kind == "config" and languages.index(f.language) + 1)
        return self._read(row, settings_last, among)

    def _read(self, row: Row, found: Iterable[File], among: Collection[File] | None) -> Iterator[Source]:
        read, anywhere = self._code.source if among is None else self._code.tests, "paths" in row or row.get("everywhere")
        idle = self._code.orphans if row.get("idle") else ()
        return (read(f) for f in found if anywhere or f.kind == "config" or f not in self._apart or f.path in idle)

    def _holding(self, row: Row, files: Sequence[File]) -> Iterator[File]:
        """Those of these files, all or those that are new, that a row is looked for in, to judge by each of them alone."""
        words, languages, new = row.get("words", ()), row.get("languages", ()), files is not self._files.own
        if "paths" in row:
            kinds = row.get("kinds", USUAL)
            others = [f for f in self._files.placed(row["paths"], files) if f.kind in kinds and (not languages or f.language in languages)]
        else:
            code = self._files.with_words(*words, new=new) if words else (f for f in files if f.kind == "app")
            yield from (f for f in code if not languages or speaks(f, languages))
            others = [f for language in languages for f in self._settings(files).get(language, ())]
        yield from self._files.with_texts(words, others)

    def _shown(self, row: Row, files: Sequence[File]) -> Iterator[File]:
        return (f for f in self._holding(row, files) if _may_show(row, f.text))

    def _shown_in_tests(self, row: Row, files: Sequence[File]) -> Iterator[File]:
        tests = _spoken(row, [f for f in files if f.kind == "test"])
        return (f for f in self._files.with_texts(row.get("words", ()), tests) if _may_show(row, f.text))

    @cached_property
    def _apart(self) -> frozenset[File]:
        """Code that is none of the server's."""
        return frozenset(self._files.code).difference(self._code.server)

    def _settings(self, files: Sequence[File]) -> dict[str, list[File]]:
        """The app's configuration among these files, all or those that are new, by language."""
        new = files is not self._files.own
        if new not in self._found_settings:
            found = self._found_settings[new] = {}
            for file in files:
                if file.kind == "config" and len(file.data) < DATA:
                    found.setdefault(file.language, []).append(file)
        return self._found_settings[new]

    def _stands(self, row: Row) -> bool:
        """Whether the rest of the server's code allows a row."""
        def found(key: str) -> bool:
            return any(True for _ in self._code.search(row[key], language=row.get("languages", ())))

        return ("wired" not in row or found("wired")) and not ("nowhere" in row and found("nowhere"))


def _seen(file: File) -> dict[tuple[bytes, bool], Kept[Sighting]]:
    """What rows name in a file, without its tests and with them."""
    return {}


def _in_source(key: bytes, row: Row, source: Source) -> Kept[Sighting]:
    known, asked = source.file.made(_seen), (key, source.tests)
    if asked not in known:
        known[asked] = Kept(partial(_looked_for, row, source))
    return known[asked]


def _key(row: Row) -> bytes:
    """What a row says: those that are made of others are new ones in each tree."""
    return marshal.dumps(cast(Any, row), 0)


def _spoken(row: Row, files: Iterable[File]) -> Collection[File]:
    """Those of these files that are in a row's languages."""
    return [f for f in files if speaks(f, row["languages"])] if row.get("languages") else tuple(files)


def _looked_for(row: Row, source: Source) -> Iterator[Sighting]:
    if not _may_show(row, source.text):
        return  # before comments are blanked, which takes a parse
    if "code" not in row and "text" not in row:
        yield Sighting(row, source.at, next(_ITSELF.finditer(source.text)))
        return
    is_code = "code" in row
    text = source.code if is_code and not row.get("raw") else _said(source)
    if _allows(row, text):
        for match, at in _placed(_pattern(row), text, source.path):
            seen = Sighting(row, at, match, source if is_code else None)
            if (is_code or not _in_comment(seen, source)) and _says(row, seen):
                yield seen


def _said(source: Source) -> str:
    """A file's text; of a package's manifest without the versions that it only fixes for others, at equal length."""
    text = source.text
    for found in _FIXED.finditer(text) if source.path.endswith("package.json") else ():
        end = closed(text, found.end() - 1)
        text = text[: found.end()] + re.sub(r"[^\n]", " ", text[found.end() : end - 1]) + text[end - 1 :]
    return text


def _may_show(row: Row, text: str) -> bool:
    """Whether a text, read with its comments, may be one that a row names something in."""
    if "code" not in row and "text" not in row:
        return _allows(row, text)
    return bool(_pattern(row).search(text)) and ("file" not in row or bool(compiled(row["file"], re.MULTILINE).search(text)))


def _pattern(row: Row) -> re.Pattern[str]:
    return compiled(row["code" if "code" in row else "text"], re.MULTILINE)


def _allows(row: Row, text: str) -> bool:
    """Whether the rest of the file allows a row."""
    needed = "file" not in row or compiled(row["file"], re.MULTILINE).search(text)
    return bool(needed) and not ("unlike" in row and compiled(row["unlike"], re.MULTILINE).search(text))


def _says(row: Row, seen: Sighting) -> bool:
    said = "line" not in row or compiled(row["line"]).search(seen.statement)
    return bool(said) and not ("unless" in row and compiled(row["unless"]).search(seen.statement))


def _in_comment(seen: Sighting, source: Source) -> bool:
    text = seen.match.string
    return source.file.kind != "docs" and bool(_COMMENTED.match(text, text.rfind("\n", 0, seen.start) + 1))


def _placed(pattern: re.Pattern[str], text: str, path: str) -> Iterator[tuple[re.Match[str], Location]]:
    """Every match with its place. Lines are counted on from match to match: a schema has thousands."""
    line, counted = 1, 0
    for match in pattern.finditer(text):
        start = _start(match)
        line, counted = line + text.count("\n", counted, start), start
        yield match, Location(path, line, column=start - text.rfind("\n", 0, start))


def _start(match: re.Match[str]) -> int:
    if "at" in match.re.groupindex and match["at"] is not None:
        return match.start("at")
    return match.end() - len(match[0].lstrip())
