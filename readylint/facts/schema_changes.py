"""What a migration does: its steps, found in code or SQL, and the operations of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from msgspec.structs import replace

from readylint.facts.code import Source
from readylint.facts.sql_changes import Kind, Operation, State, Step, of_sql, short
from readylint.knowledge import known, regex
from readylint.patterns import compiled


def table() -> dict[str, Any]:
    """The tools and the names of their operations (migrations.toml)."""
    return known("facts/migrations")


@cache
def _calls() -> tuple[re.Pattern[str], dict[str, Kind]]:
    kinds: dict[str, Kind] = {name: kind for kind, names in table()["calls"].items() for name in names}
    names = "|".join(sorted(kinds, key=len, reverse=True))
    return compiled(rf"(?<![\w$])(?P<call>{names})(?P<open>\s*(?:\(|:|\s+[:\"']))"), kinds


_ROW_CALL = regex(r"(?:\.|->|::)\s*$")
_ECTO = regex(
    r"^\s*(?P<drop_column>remove(?:_if_exists)?)[ (]+:|^\s*(?P<alter_column>modify)[ (]+:"
    r"|\b(?P<drop_table>drop(?:_if_exists)?)[ (]+table\b|\b(?P<rename>rename)[ (]+table\b",
    re.MULTILINE,
)
_RAILS_TABLE = regex(
    r"\bt\.(?P<drop_column>remove|remove_references|remove_timestamps)\b|\bt\.(?P<rename_column>rename)\b|\bt\.(?P<alter_column>change)\b"
    r"|\.(?P<delete_rows>(?:delete|destroy)_all)\b(?!\s*\()"
)
_KNEX_ALTER = regex(r"\.(?:alter|change)\s*\(\s*\)")


# PHP, a name that is put together: `'ALTER TABLE ' . $this->table('a') . ' DROP b'`, `"DROP TABLE {$table}"`
_JOINED = regex(
    r"'[ \t]*\.[ \t]*\$\w[\w>()\[\]'\", -]{0,80}?[ \t]*(?:\.[ \t]*'|(?=\)?[,;]))"
    r"|\"[ \t]*\.[ \t]*\$\w[\w>()\[\]'\", -]{0,80}?[ \t]*(?:\.[ \t]*\"|(?=\)?[,;]))|\{\$\w[\w>()\[\]', -]{0,60}\}"
)


def of_code(text: str, language: str, place: Any, base: int = 0) -> Iterator[Operation]:
    """The operations of a step written in code, its SQL included."""
    found = list(of_sql(_JOINED.sub(lambda m: "_" * len(m[0]), text) if language == "php" else text, place, base))
    pattern, kinds = _calls()
    for match in pattern.finditer(text):
        kind = kinds[match["call"]]
        if kind == "delete_rows" and not _ROW_CALL.search(text[: match.start()][-4:]):
            continue
        words = arguments(text, match.end("call"))
        if not (
            kind == "delete_rows"
            and match["call"] == "truncate"
            and re.search(r"\w\.truncate\(\s*\d", text[match.start() - 2 : match.end() + 3])
        ):
            found.append(Operation(kind, short(match["call"] + words), place(base + match.start())))
    extra = {"elixir": _ECTO, "ruby": _RAILS_TABLE}.get(language)
    for match in extra.finditer(text) if extra else ():
        found.append(
            Operation(_extra_kind(match, _line(text, match.end())), short(_line(text, match.start())), place(base + match.start()))
        )
    for match in _KNEX_ALTER.finditer(text) if language in ("javascript", "typescript", "php") else ():
        found.append(
            Operation("alter_column", short(text[max(0, match.start() - 60) : match.end()].rpartition(";")[2]), place(base + match.start()))
        )
    yield from (_looked_at(o) for o in found)


def _extra_kind(match: re.Match[str], line: str) -> Kind:
    if match.lastgroup != "rename":
        return cast(Kind, match.lastgroup)
    return "rename_column" if "to: table" not in line and re.search(r"table\(:\w+\)\s*,\s*:", line) else "rename_table"


def _line(text: str, at: int) -> str:
    start = text.rfind("\n", 0, at) + 1
    return text[start : (text.find("\n", at) + 1 or len(text) + 1) - 1]


_TYPE = regex(r"\btype_\s*=|\bnew_column_name\s*=|\boldType\s*:|\btype\s*:|Sequelize\.\w|DataTypes\.\w")


def _looked_at(operation: Operation) -> Operation:
    """An altered column: what about it. Only a changed type, name, or a value newly required, breaks."""
    if operation.kind != "alter_column":
        return operation
    text = operation.text
    if "new_column_name" in text:
        return replace(operation, kind="rename_column")
    if re.search(r"nullable\s*=\s*False|notNull\s*:\s*true|allowNull:\s*false|\bnull:\s*false", text):
        return replace(operation, kind="set_not_null")
    if _TYPE.search(text) or text.startswith("change_column"):
        return replace(operation, kind="change_type")
    return operation


def arguments(text: str, at: int, limit: int = 4000) -> str:
    """The arguments that open at or after an offset, their parentheses included; without any, the rest of the line."""
    opened = re.compile(r"\s*\(").match(text, at)
    if not opened:
        return _line(text, at)[at - text.rfind("\n", 0, at) - 1 :]
    return text[opened.end() - 1 : _closing(text, opened.end() - 1, limit)]


_TOKEN = regex(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|[()\[\]{}]")


def _closing(text: str, start: int, limit: int = 200_000) -> int:
    """The offset past the bracket that closes the one at `start`."""
    depth = 0
    for token in _TOKEN.finditer(text, start, min(len(text), start + limit)):
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(token[0], 0)
        if depth <= 0:
            return token.end()
    return min(len(text), start + limit)


def split(words: str) -> list[str]:
    """The arguments of a call, one by one."""
    inner = words.strip()[1:-1] if words.strip().startswith("(") else words
    parts, depth, last = [], 0, 0
    for token in re.finditer(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[()\[\]{},]", inner):
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(token[0], 0)
        if token[0] == "," and not depth:
            parts.append(inner[last : token.start()].strip())
            last = token.end()
    return [p for p in [*parts, inner[last:].strip()] if p]


_HEADERS = {
    "python": r"^(?P<indent>[ \t]*)(?:async\s+)?def\s+(?P<name>upgrade|downgrade)\s*\(",
    "ruby": r"^(?P<indent>[ \t]*)(?:def\s+(?:self\.)?)?(?P<name>up|down|change)(?:\s*$|\s+do\b|\s*;|\s*=)",
    "elixir": r"^(?P<indent>[ \t]*)def\s+(?P<name>up|down|change)\b",
    "php": r"\bfunction\s+(?P<name>up|down|safeUp|safeDown|change)\s*\(",
    "csharp": r"\bvoid\s+(?P<name>Up|Down)\s*\(",
    "rust": r"\bfn\s+(?P<name>up|down)\s*[(<]",
    "go": r"\bfunc\s+(?P<name>[uU]p|[dD]own)\w*\s*\(|\b(?P<hook>Migrate|Rollback)\s*:\s*func\s*\(",
    "javascript": r"(?<![.\w])(?:(?:module\.)?exports\.)?(?P<name>up|down)\b['\"]?\s*(?:<[^>\n]*>)?\s*(?:=(?![=>])|:|\()",
}
_WAYS = {"upgrade": "up", "downgrade": "down", "safeup": "up", "safedown": "down", "migrate": "up", "rollback": "down"}


def steps_of(source: Source) -> dict[str, Step]:
    """The steps of a migration written in code: `up`, `down` and `change`, those that it has."""
    language = {"typescript": "javascript", "tsx": "javascript"}.get(source.language, source.language)
    if language not in _HEADERS:
        return {}
    code = source.code
    headers = list(re.finditer(_HEADERS[language], code, re.MULTILINE))
    found: dict[str, Step] = {}
    for match, following in zip(headers, [*headers[1:], None]):
        name = (match["name"] or (match["hook"] if language == "go" else "")).lower()
        start, end = _body(code, match, language, following.start() if following else len(code))
        text = code[start:end]
        if (way := _WAYS.get(name, name)) not in found:
            operations = tuple(of_code(text, language, source.place, start))
            found[way] = Step(
                operations,
                _state(text, operations),
                source.place(match.start() if language == "javascript" else match.start("name") if match["name"] else match.start()),
                text,
            )
    return found


def _body(code: str, header: re.Match[str], language: str, following: int) -> tuple[int, int]:
    if language in ("python", "ruby", "elixir"):
        start = code.find("\n", header.end()) + 1 or len(code)
        if language == "python":
            indent = len(header["indent"])
            end = re.compile(rf"^[ \t]{{0,{indent}}}(?=[^\s)])", re.MULTILINE).search(code, start)
        else:
            inline = re.match(r"[^\n]*?(?:,\s*do:|=\s)([^\n]*)", code[header.end() - 1 :])
            if inline and language == "elixir" and "do:" in inline[0]:
                return header.end() - 1 + inline.start(1), header.end() - 1 + inline.end()
            end = re.compile(rf"^{header['indent']}end\b", re.MULTILINE).search(code, start)
        return start, end.start() if end else len(code)
    position = header.end() - 1 if code[header.end() - 1] == "(" else header.end()
    opened = re.compile(r"\(|=>|\{").search(code, position)
    if opened and opened[0] == "(":
        opened = re.compile(r"=>|\{").search(code, _closing(code, opened.start()))
    if opened and opened[0] == "=>":
        brace = re.compile(r"\s*\{").match(code, opened.end())
        if not brace:
            return opened.end(), following
        opened = brace
    if not opened:
        return position, following
    start = opened.end() - 1
    return start + 1, _closing(code, start) - 1


_IDLE = regex(
    r"\b(?:pass|return|Promise|resolve|null|undefined|None|void|async|await|SELECT 1|Ok|true|ok|op|execute|new|Task|CompletedTask)\b|\W",
    re.IGNORECASE,
)
_RAISES = regex(
    r"\b(?:raise|throw|panic!|todo!|unimplemented!|NotImplementedError|Irreversible\w*|NotSupported\w*|NotImplemented\w*|Err\("
    r"|throwIrreversibleMigrationException)"
)


def _state(text: str, operations: tuple[Operation, ...]) -> State:
    if not _IDLE.sub("", text):
        return "empty"
    raised = _RAISES.search(text)
    if raised and not operations and not re.search(r"\w\s*\(", re.sub(r"(?:raise|throw)\b[^\n;]*|Err\([^\n]*|\w+!\([^\n]*", "", text)):
        return "raises"
    return "works"


def sql_step(text: str, place: Any, base: int = 0) -> Step:
    """A step written in SQL, comments blanked."""
    operations = tuple(of_sql(text, place, base))
    return Step(operations, "works" if _IDLE.sub("", text) else "empty", place(base), text)
