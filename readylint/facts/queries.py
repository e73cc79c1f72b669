"""Queries: SQL text that the app executes, and the values that are put into it by interpolation or concatenation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from readylint.facts.calls import Call
from readylint.facts.code import Code, Source
from readylint.facts.files import Files
from readylint.facts.templates import Template, Value, template
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_ALIAS = {"typescript": "javascript", "tsx": "javascript", "kotlin": "java", "scala": "java"}
_STATEMENT = regex(
    r"(?i)^\W*(?:SELECT\b[\s\S]*\bFROM\b|INSERT\s+(?:IGNORE\s+)?INTO\b|UPDATE\b[\s\S]*\bSET\b|DELETE\s+FROM\b|WITH\b[\s\S]*\bAS\b"
    r"|REPLACE\s+INTO\b|MERGE\s+INTO\b|TRUNCATE\b|DROP\s+(?:TABLE|DATABASE|USER|SCHEMA)\b"
    r"|ALTER\s+(?:TABLE|USER|ROLE)\b|CREATE\s+(?:USER|ROLE|DATABASE|TABLE)\b|GRANT\b|CALL\s|EXEC(?:UTE)?\s|SET\s+\w|SELECT\s)"
)


class Query(Struct, frozen=True):
    """A text that is executed as SQL, with the values put into it that are not constants, numbers, quoted or from a fixed list."""

    callee: str
    values: tuple[str, ...]
    at: Location


class _Assigned(Struct, frozen=True):
    """A text that is made the command of an object, as if a call were given it."""

    name: str
    arguments: tuple[str, ...]
    at: Location


class Queries:
    """The SQL that the app builds from values and executes."""

    def __init__(self, files: Files, code: Code) -> None:
        self._files, self._code = files, code

    @classmethod
    def of(cls, files: Files, code: Code) -> Queries:
        return cls(files, code)

    def built(self) -> Iterator[Query]:
        """Queries whose text holds a value, at the place that executes them."""
        aside = ("**/*{migrat,Migrat}*/**", "**/alembic/**/versions/**", "**/seeds/**", "**/seeders/**", "seeds.*")
        apart = frozenset(f.path for f in self._files.match(*aside, kinds=("app", "config")))
        for language, sinks in _sinks().items():
            among = [f for f in self._code.server if _ALIAS.get(f.language, f.language) == language and f.path not in apart]
            for source in self._code.sources(*_words(sinks), among=among):
                yield from self._loose(source.each(_of_source, language), source)

    def _loose(self, queries: Iterable[Query], source: Source) -> Iterator[Query]:
        """Those with a value that is no constant of another file either."""
        for query in queries:
            if values := tuple(value for value in query.values if not self._is_constant(value, source)):
                yield replace(query, values=values)

    def _is_constant(self, value: str, source: Source) -> bool:
        """Whether a value is a name that is given one text, written out, wherever the code gives it any."""
        name = _CONSTANT.fullmatch(value.strip())
        if not name or (source.language != "go" and not name[1].isupper()):
            return False
        given = re.compile(rf"(?<![\w.]){name[1]}\b(?:\s+string\b|\s*:[^=\n]{{1,60}})?\s*:?=(?![=>])\s*([^\n]*)")
        found = [said[1] for other in self._code.sources(name[1], language=source.language) for said in given.finditer(other.code)]
        return bool(found) and all(_WRITTEN_OUT.fullmatch(said) for said in found)


_HANDLER = regex(r"(?:new\s+(?:Not)?Brackets\(\s*)?(?:async\b\s*)?(?:function\b|\w+\s*=>|\([^()]{0,200}\)\s*(?::[^=\n]{0,60})?=>)")
_PACKED = 4000  # characters of a line that no person wrote
_KEYWORD = r"(?i:\bSELECT\b|\bINSERT\s+INTO\b|\bUPDATE\b|\bDELETE\s+FROM\b|\bWHERE\b|=|\bIN\b|\bLIKE\b|\bORDER\b|\bBY\b|\bSET\b)"
_BUILDS = {
    "python": regex(r"[fF]\"|[fF]'|\.format\(|[\"']\s*%|[\"']\s*\+|\+\s*[\"']|\+="),
    "javascript": regex(r"\$\{|[\"'`]\s*\+|\+\s*[\"'`]|\+="),
    "go": regex(r"Sprintf|[\"`]\s*\+|\+\s*[\"`]|\+="),
    "java": regex(r"\"\s*\+|\+\s*\"|String\.format|\.formatted\(|\$\w|\$\{|\bappend\("),
    "ruby": regex(r"#\{|[\"']\s*\+|\+\s*[\"']|<<"),
    "php": regex(r"[\"'][^\"'\n]*\$|[\"']\s*\.|\.\s*[\"']|sprintf|\.="),
    "csharp": regex(r"\$@?\"|@\$\"|\"\s*\+|\+\s*\"|string\.Format|\+="),
    "rust": regex(r"\bformat!|push_str|\+\s*&"),
    "elixir": regex(r"#\{|<>"),
}


_CONSTANT = regex(r"(?:\w{1,60}\.){0,3}([A-Z]\w{2,60})")
_WRITTEN_OUT = regex(r"(?:\"[^\"\\$]*\"|'[^'\\]*'|\d+)\s*(?:as const)?;?\s*(?:(?://|#).*)?")
_FIELD = regex(r"(?P<owner>\w+)\.\w+(?:\(\))?")
# JavaScript: the tags of Drizzle, Kysely, Prisma, postgres.js and slonik, and what they take as it is
_TAGGED = regex(r"(?:\w{1,40}\.){0,3}(?:sql|SQL|\w{1,30}S(?:ql|QL))\s{0,4}(?:<[^`]{1,200}>)?\s{0,4}`")
_RAW = regex(r"(?:\w{1,40}\.){0,3}(?:raw|unsafe)\((?P<given>[^()]{0,200})")
_NAME = regex(r"[A-Za-z_]\w{0,60}")
_HOLDS = regex(r"(?i)\w{0,30}(?:params|parameters|args|arguments|bindings)")
_QUERY = regex(r"(?i)q|(?:\w{1,20})?(?:query|sql|stmt|statement)")
NEAR = 80  # lines above a query in which its text is made
_GIVEN = regex(r"(?:\.{3}|\*)?(?P<owner>\w+)\.(?i:\w{0,30}(?:params|parameters|args|arguments|bindings|values))(?:\(\))?(?:\.{3})?")


def _sinks() -> dict[str, Any]:
    return known("facts/queries")


def _words(sinks: dict[str, str]) -> list[str]:
    found = re.findall(r"[A-Za-z_]\w+", f"{sinks['whole']}|{sinks['part']}")
    return [*found, "SqlCommand", "NpgsqlCommand", "MySqlCommand", "SqliteCommand", "CommandText"]


def _of_source(source: Source, language: str) -> Iterator[Query]:
    if not _BUILDS[language].search(source.text) or max(map(len, source.text.split("\n"))) >= _PACKED:
        return
    sinks = _sinks()[language]
    whole, part = (compiled(rf"(?:.*(?:\.|::|->|^new ))?(?:{names})") if names else None for names in (sinks["whole"], sinks["part"]))
    for call in source.calls:
        if call.name.startswith("Promise."):
            continue  # what it waits for is judged by itself
        name = re.sub(r"<[\w<>, .?]*>$", "", call.name) if call.name.endswith(">") else call.name
        if whole and whole.fullmatch(name):
            yield from _judged(source, language, call, statement=True)
        elif part and part.fullmatch(name):
            yield from _judged(source, language, call, statement=False)
    if language == "csharp":
        for match in re.finditer(r"\bCommandText\s*=\s*([^;]{1,2000});", source.code):
            yield from _judged(source, language, _Assigned("CommandText", (match[1],), source.place(match.start())), statement=True)


def _judged(source: Source, language: str, call: Call | _Assigned, statement: bool) -> Iterator[Query]:
    from readylint.facts.tracing import Tracer

    tracer = Tracer(source, language, call.at.line)
    for argument in call.arguments[:3] if statement else call.arguments[:1]:
        for text in _texts(argument, language, tracer):
            if (
                not text.values
                or (statement and not _STATEMENT.search(text.text.replace("\0", "x")))
                or (not statement and not call.name.endswith("Raw") and not re.search(_KEYWORD, text.text) and not tracer.asked(text))
            ):
                continue
            loose = (v for v in text.values if not tracer.fixed(v) and not _is_of_builder(v.code, call.arguments))
            bad = tuple(v for v in loose if not _fills_parameters(source, v.code, call))
            if bad:
                yield Query(call.name.rpartition(".")[2], tuple(v.code for v in bad), call.at)
                return


def _is_of_builder(code: str, arguments: tuple[str, ...]) -> bool:
    """Whether a value is the text of an object that hands over the parameters beside it: it wrote their places into the text; or of a
    sub-query of TypeORM's builder, which keeps its parameters apart; or Go's query that came with them from whoever called."""
    if _QUERY.fullmatch(code.strip()) and any(a.rstrip().endswith("...") for a in arguments):
        return True
    if re.search(r"\.subQuery\(\)[\s\S]{0,600}\.getQuery\(\)\s*\Z", code):
        return True
    owner = _FIELD.fullmatch(code.strip())
    return bool(owner) and any(given["owner"] == owner["owner"] for a in arguments if owner and (given := _GIVEN.fullmatch(a.strip())))


def _fills_parameters(source: Source, code: str, call: Call | _Assigned) -> bool:
    """Whether a value is what a function made that was handed the parameters which the query gets: it put the values there."""
    name = _NAME.fullmatch(code.strip())
    holders = [a.strip() for a in call.arguments if _HOLDS.fullmatch(a.strip())] if name else []
    if not name or not holders:
        return False
    above = "\n".join(source.code.split("\n")[max(0, call.at.line - NEAR) : call.at.line])
    made = re.search(rf"\b{name[0]}\s*=\s*[\w.]{{1,80}}\((?P<given>[^;{{}}()]{{1,300}})\)", above)
    return bool(made) and any(re.search(rf"(?<![\w.]){h}(?![\w.(])", made["given"]) for h in holders if made)


def _texts(argument: str, language: str, tracer: Any) -> Iterator[Template]:
    """The texts that an argument may be: itself, or what was assigned to its name above the call."""
    argument = argument.strip()
    if language == "javascript" and _HANDLER.match(argument):
        return  # its own queries are judged where they stand
    if language == "javascript" and _TAGGED.match(argument):
        made = template(argument, language)  # whose values the tag makes parameters of
        yield Template(made.text, tuple(Value(raw["given"], v.before, v.after) for v in made.values if (raw := _RAW.match(v.code))))
        return
    inner = re.fullmatch(r"(?:\w+\.)*(?:text|sql|SQL|literal|raw|String::from|Arel\.sql|TextClause)\(([\s\S]+)\)", argument)
    argument = inner[1].strip() if inner else argument
    if re.fullmatch(r"&?\$?[A-Za-z_]\w*(?:\.(?:as_str|to_string|toString|ToString)\(\))?|&?\*?[A-Za-z_]\w*", argument):
        yield from tracer.texts(argument)
    else:
        yield template(argument, language)
