"""Writes: the functions that write more than once to the database with no transaction around it, and where transactions are used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from msgspec import Struct

from readylint.facts.calls import Call
from readylint.facts.code import Code, Source
from readylint.facts.files import File
from readylint.facts.flow import follows, functions_around
from readylint.facts.migrations import Migrations
from readylint.facts.other_stores import OtherStores
from readylint.facts.paths import unpackaged
from readylint.facts.php_pages import page_around
from readylint.facts.private_methods import LANGUAGES as _WITH_PRIVATE, annotated, called_inside, known_as, run_inside as run_privately
from readylint.facts.ruby_transactions import called, run_inside
from readylint.facts.wrapped import Wrapped
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_ALIAS = {"typescript": "javascript", "tsx": "javascript", "kotlin": "java", "scala": "java"}
NEAR = 2_000  # characters above a call in which a variable with its statement is set
TEXT = 160  # characters of a statement that say what it does
_APART = regex(
    r"(?i)(?:^|/)(?:migrat\w*|seeds?|seeders?|factories|(?:data_?)?fixtures?|dev_?data|bench\w*|bin|scripts?|tools?)/|seed|(?:^|/)(?:fake|demo|tests?-)"
    r"|(?:startup|initial|sample|bootstrap|test|fake)_?data|(?:^|[/_])init_?(?:db|database)\b|data_?(?:initiali[sz]er|loader|init)\b"
    r"|^db/[^\n]*\.(?:rb|php)$|migration|rakefile|bench(?:mark)?s?\.\w+$|\.rake$|(?:^|/)tests?\.\w+$"
)
_SEEDS = regex(r"(?:^|_|[a-z])(?:Seed|(?<![a-z])seed)(?![a-z])")  # what fills a new database, which can be filled anew
_BESIDE_REQUESTS = regex(r"(?:^|/)(?:management|commands|tasks|jobs|workers|consumers)(?:/|\.)")
_VARIABLE = regex(r"\$?[a-zA-Z_]\w{0,60}")
_CORE = regex(r"\s*(?:(?:sa|sqlalchemy)\.)?(?:\w+\.)?(?:insert|update|delete)\((?:\w*\)|\w+(?:\.\w+)?\))\s*\.")  # SQLAlchemy's own language
_SQL = regex(r"(?i)\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE\s+[\w.\"`\[\]{}$]+\s+SET|DELETE\s+FROM)\b")
# what may get lost (ruling 23), and counters that are no data
_BESIDE = regex(
    r"(?i)log(?!in|out|ic|o\b)|audit|metric|statistic|analytic|queue|cache|redis|telemetry|\bstats?\b|\bjob\b|limiter|throttl"
    r"|last_?(?:log_?in|sign_?in|seen|activ)"
)
_OF_CLASS = regex(
    r"@Transactional\b[^;{}]{0,300}\b(?:class|interface)\b(?![\s\S]*\n(?:public |internal |final |abstract )*class\b)"
)
# what a function is handed to, as it is written there or by its name
_WRAPPER = r"(?i)(?:with|in)_?transaction(?:<[^<>]{1,60}>)?\(\s*"
_WRAPS, _HANDED = regex(_WRAPPER + "$"), regex(_WRAPPER + r"(\w+)\s*[,)]")
_ANSWERS = regex(r"(?:[\s\S]*\.|(?:\w+::)*)(?:get|post|put|patch|delete|any|on|to)\(\s*(?:move\s*)?\|")
_USUAL = frozenset(
    "create update save delete insert destroy execute handle call perform process index store main init setup print find where first last"
    " count append".split()
)


class Function(Struct, frozen=True):
    """A function, its writes in order, and whether a transaction is around or in it. `of_units`: the writes are ends of units of work."""

    name: str
    writes: tuple[Call, ...]
    guarded: bool
    of_units: bool = False

    @property
    def known_as(self) -> str:
        """The name of its file, which is its class's, and its own."""
        return known_as(self.writes[0].path, self.name)


class Scattered(Struct, frozen=True):
    """A function that writes more than once with no transaction, at its first write that another follows."""

    name: str
    number: int
    of_units: bool
    at: Location


class Writes:
    """The writes of the app's server code."""

    def __init__(self, code: Code, migrations: Migrations, wrapped: Wrapped, stores: OtherStores) -> None:
        self._code, self._migrations, self._wrapped, self._stores = code, migrations, wrapped, stores

    @classmethod
    def of(cls, code: Code, migrations: Migrations, wrapped: Wrapped, stores: OtherStores) -> Writes:
        return cls(code, migrations, wrapped, stores)

    def scattered(self) -> Iterator[Scattered]:
        """The functions whose writes belong to no transaction, unless all that call them are in one."""
        for function in self._functions:
            if not function.guarded and not self._is_called_inside(function):
                first = next((a for a, b in zip(function.writes, function.writes[1:]) if follows(a.node, b.node)), None)
                if first:
                    yield Scattered(function.name, len(function.writes), function.of_units, first.at)

    def _is_called_inside(self, function: Function) -> bool:
        """Whether a function with a transaction of its own calls it, or all of its file that do."""
        source, row = self._sources[function.writes[0].path]
        among = self._called_inside
        private = source.language in _WITH_PRIVATE and function.name in run_privately(source, row["transaction"], among)
        return private or not among.isdisjoint((function.name, function.known_as))

    @cached_property
    def _sources(self) -> dict[str, tuple[Source, dict[str, Any]]]:
        return {source.path: (source, row) for source, row in self._writing()}

    @cached_property
    def transactions(self) -> tuple[Location, ...]:
        """Where the app uses transactions or units of work: once in each file."""
        found = []
        for source, row in self._units:
            if match := compiled(row["unit"]).search(source.code):
                found.append(source.place(match.start()))
        return tuple(found)

    @property
    def any(self) -> bool:
        """Whether any write is seen: in a function, or one alone in its file."""
        if self._functions:
            return True
        return any(_kind(call, row, source.code) for source, row in self._writing(least=1) for call in source.calls)

    @property
    def none(self) -> bool:
        """Whether an object-relational mapper keeps the data, and nothing of the app ever saves."""
        rows = ((row, [self._code.source(f).text for f in among]) for row, among in self._chosen if "saves" in row)
        return any(
            any(re.search(row["keeps"], text) for text in texts) and not any(re.search(row["saves"], text) for text in texts)
            for row, texts in rows
        )

    @cached_property
    def _units(self) -> tuple[tuple[Source, dict[str, Any]], ...]:
        found = ((s, row) for row, among in self._chosen for s in self._code.sources(among=among))
        return tuple((s, row) for s, row in found if compiled(row["unit"], re.MULTILINE).search(s.text))

    def _writing(self, least: int = 2) -> Iterator[tuple[Source, dict[str, Any]]]:
        """The files that speak to a database and call what writes, at least so many times."""
        for row, among in self._chosen:
            needs = compiled(row["needs"], re.MULTILINE)
            call = compiled(rf"{row.get('called', '[.>:]')}(?:{'|'.join(row['words'])})")
            for source in self._code.sources(*row.get("about", row["words"]), among=among):
                if needs.search(source.text) and len(tuple(islice(call.finditer(source.text), least))) == least:
                    yield source, row

    @cached_property
    def _chosen(self) -> tuple[tuple[dict[str, Any], list[File]], ...]:
        """What is looked for in each language, and where."""
        made = {m.path for m in self._migrations}
        chosen: dict[str, list[File]] = {}
        for file in self._code.server:
            if file.path not in made and not _APART.search(unpackaged(file.path)):
                chosen.setdefault(_ALIAS.get(file.language, file.language), []).append(file)
        return tuple((row, chosen[language]) for language, row in known("facts/writes").items() if language in chosen)

    @cached_property
    def _functions(self) -> tuple[Function, ...]:
        sources = (source for source, _ in self._writing() if not self._is_wrapped(source))
        found = (f for source in sources for f in source.file.made(_of_file, self._stores.names))
        return tuple(f for f in found if not _SEEDS.search(f.name))

    def _is_wrapped(self, source: Source) -> bool:
        """Whether every request that a file serves runs in a transaction."""
        whole = source.language == "python" and self._whole and not _BESIDE_REQUESTS.search(source.path)
        return whole or self._wrapped.covers(source)

    @cached_property
    def _whole(self) -> bool:
        """Whether every request runs in a transaction."""
        return any(True for _ in self._code.search(known("facts/writes")["python"]["whole"], "ATOMIC_REQUESTS", language="python"))

    @cached_property
    def _called_inside(self) -> frozenset[str]:
        """Names that are called in functions with a transaction of their own."""
        names: set[str] = set()
        for source, row in self._units:
            names.update(source.each(called_inside, row["transaction"]))
            names.update(name for name in source.each(called) if source.language == "ruby" and "_" in name)
        wrapping = self._code.sources("withTransaction", "inTransaction", language=("javascript", "typescript"))
        return frozenset(names.union(name for source in wrapping for name in _HANDED.findall(source.code)) - _USUAL)


def _within(source: Source, transaction: str) -> frozenset[str]:
    """The methods of a file that run in a transaction which another of its methods opens."""
    if source.language in _WITH_PRIVATE:
        return run_privately(source, transaction)
    return run_inside(source) - _USUAL if source.language == "ruby" else frozenset()


def _of_file(file: File, others: frozenset[str]) -> tuple[Function, ...]:
    row = known("facts/writes")[_ALIAS.get(file.language, file.language)]
    return tuple(_of_source(file.made(Source), row, others))


def _of_source(source: Source, row: dict[str, Any], others: frozenset[str]) -> Iterator[Function]:
    by_function: dict[tuple[int, bool], list[Call]] = {}
    around: dict[int, list[Any]] = {}
    for call in source.calls:
        how = _kind(call, row, source.code)
        if how and others and re.split(r"\W+", call.name.rpartition(".")[0])[-1].lower().lstrip("_") in others:
            continue
        outer = (functions_around(call.node, row["functions"]) or page_around(call.node)) if how else []
        if outer:
            outer = _of_route(outer)
            key = outer[0].range().start.index
            around[key] = outer
            by_function.setdefault((key, how == "commit"), []).append(call)
    within = _within(source, row["transaction"]) if by_function else frozenset()
    for (key, units), calls in by_function.items():
        if not units and (key, True) in by_function:
            continue  # its unit of work decides
        guarded = _is_guarded(source, around[key], row) or (not units and _is_held(around[key], row))
        name = _name(around[key])
        yield Function(name, tuple(calls), guarded or name in within, units)


def _of_route(around: list[Any]) -> list[Any]:
    """Rust: those around a write up to a closure that answers a route, which stands for itself wherever the routes are put together."""
    for n, node in enumerate(around):
        given = node.parent() if node.kind() == "closure_expression" else None
        if given is not None and (called := given.parent()) is not None and _ANSWERS.match(called.text()):
            return around[: n + 1]
    return around


def _kind(call: Call, row: dict[str, Any], code: str) -> str:
    """Whether a call writes, or ends a unit of work; "" when neither, or when it writes what may get lost."""
    name = call.name
    if compiled(row["commit"]).fullmatch(name):
        return "commit"
    if compiled(row["executes"]).fullmatch(name):
        said = [a for a in (_text(a, call, row, code) for a in call.arguments[:2]) if _SQL.search(a) or _CORE.match(a)]
        return "write" if said and not _BESIDE.search(said[0]) else ""
    if compiled(row["write"]).fullmatch(name) and not _BESIDE.search(name) and not _only_makes(call, row, code):
        return "write" if "arguments" not in row or compiled(row["arguments"]).match(next(iter(call.arguments), "")) else ""
    return ""


def _only_makes(call: Call, row: dict[str, Any], code: str) -> bool:
    """Whether a call makes an object of the mapper's, or of the domain's own, that another call writes."""
    if "makes" not in row or not compiled(row["makes"]["call"]).fullmatch(call.name):
        return False
    above = call.node.parent()
    if above is not None and above.kind() == "variable_declarator" and compiled(row["makes"]["kept"]).fullmatch(call.name):
        return True
    if not compiled(row["makes"]["by"]).search(code):
        return False
    return above is None or above.kind() != "await_expression"


def _text(argument: str, call: Call, row: dict[str, Any], code: str) -> str:
    """What is given to a call; of a variable the text that it was last set to above in the same function."""
    if not _VARIABLE.fullmatch(argument):
        return argument
    before, around = call.node.range().start.index, functions_around(call.node, row["functions"])
    start = max(before - NEAR, around[0].range().start.index if around else 0)
    is_set = re.compile(rf"(?<![\w.>]){re.escape(argument)}\s*:?=\s*(?=[\"'`]|[fr][\"']|<<<)")
    at = max((m.end() for m in is_set.finditer(code, start, before)), default=-1)
    return code[at : min(at + TEXT, before)] if at >= 0 else argument


def _is_guarded(source: Source, around: list[Any], row: dict[str, Any]) -> bool:
    """Whether a transaction is opened in a function, in what encloses it, before it by an annotation, or by its class."""
    outermost = around[-1].range()
    text = source.code[annotated(source.code, outermost.start.index) : outermost.end.index]
    if compiled(row["transaction"]).search(text):
        return True
    above = source.code[: outermost.start.index]
    return bool(_WRAPS.search(above[-80:]) or _OF_CLASS.search(above))


def _is_held(around: list[Any], row: dict[str, Any]) -> bool:
    """Whether statements go through a connection of a database API, which waits for a commit that stands elsewhere."""
    return "held" in row and bool(compiled(row["held"]).search(around[0].text()))


def _name(around: list[Any]) -> str:
    for node in around:
        if defined := re.match(r"defp?\s+(?:self\.)?(\w+)", node.text()):
            return defined[1]
        named = node.field("name") or next((c for c in node.children() if c.kind() == "simple_identifier"), None)
        if named is not None:
            return str(named.text())
        parent = node.parent()
        named = parent.field("name") if parent is not None else None
        if named is not None:
            return str(named.text())
    return "a handler"
