"""How each kind of migration tool writes its steps, read into what goes up and what comes back down."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from msgspec.structs import replace

from readylint.facts.code import Source
from readylint.facts.files import File, Files
from readylint.facts.schema_changes import arguments, of_code, split, sql_step, steps_of
from readylint.facts.sql_changes import Operation, Step, of_sql
from readylint.knowledge import regex
from readylint.model import Location
from readylint.patterns import compiled

Read = tuple[Step, "Step | None", bool]


def _coded(source: Source) -> Read | None:
    """Functions up and down."""
    steps = steps_of(source)
    up = steps.get("up") or steps.get("change")
    return (up, steps.get("down"), True) if up else None


def _changing(source: Source) -> Read | None:
    """`change`, whose operations know their reverse or cannot be undone; or up and down."""
    steps = steps_of(source)
    change = steps.get("change")
    if not change:
        return _coded(source)
    guarded = {line for m in _BOTH_WAYS.finditer(source.code) for line in _lines(source.code, m)}
    operations = tuple(
        o if o.kind == "create_table" else replace(o, reverse=_by_itself(o, source.language, o.at.line in guarded))
        for o in change.operations
    )
    return replace(change, operations=operations), None, True


# what Rails is told to do in one direction, or in each
_BOTH_WAYS = regex(
    r"^(?P<indent>[ \t]*)(?:reversible[ \t(]*(?:do|\{)|up_only\b)[^\n]*(?:\n(?:(?P=indent)[ \t][^\n]*|[ \t]*$))*", re.MULTILINE
)


def _lines(code: str, match: re.Match[str]) -> range:
    first = code.count("\n", 0, match.start()) + 1
    return range(first, first + match[0].count("\n") + 1)


_BY_ITSELF = {
    "ruby": {
        "remove_column": r"remove_column\W+[^,]+,[^,]+,\s*\S",
        "drop_table": r"\bdo\b|\{",
        "remove_columns": r"type:",
        "remove": r"type:",
    },
    "elixir": {"remove": r"remove\W+:\w+\s*,", "modify": r"from:"},
}


def _by_itself(operation: Operation, language: str, guarded: bool) -> Literal["automatic", "raises"]:
    if operation.kind in ("rename_column", "rename_table") or guarded:
        return "automatic"
    name = next(iter(re.findall(r"\w+", operation.text)), "")
    name = "remove" if operation.text.startswith("t.remove") else name
    wanted = _BY_ITSELF.get(language, {}).get(name)
    if wanted:
        return "automatic" if re.search(wanted, operation.text) else "raises"
    known = name.startswith(("remove_reference", "remove_belongs_to", "remove_timestamps", "change_column_null", "change_column_default"))
    return "automatic" if known or not operation.breaks else "raises"


_SECTION = regex(r"(?im)^--\s*(?:\+goose\s+|\+migrate\s+|migrate:|!)(up|down)s?\b|^#\s*---\s*!(up|down)s\b")


def _sections(source: Source) -> Iterator[tuple[str, int, int]]:
    """The marked parts of one SQL file: the way, and from where to where."""
    marks = list(_SECTION.finditer(source.text))
    for mark, following in zip(marks, [*marks[1:], None]):
        yield (mark[1] or mark[2]).lower(), mark.end(), following.start() if following else len(source.text)


def going_down(source: Source) -> tuple[range, ...]:
    """The parts of one SQL file that only run when it is undone."""
    return tuple(range(start, end) for way, start, end in _sections(source) if way == "down")


def _sectioned(source: Source) -> Read | None:
    """Marked parts of one SQL file."""
    found: dict[str, Step] = {}
    for way, start, end in _sections(source):
        found.setdefault(way, sql_step(source.code[start:end], source.place, start))
    return (found["up"], found.get("down"), True) if "up" in found else None


def is_included(tool: dict[str, Any], file: File, files: Files) -> bool:
    """Whether a changelog of Liquibase takes in a file of plain SQL, by its path or that of its folder."""
    logs = (f for f in files.match(*tool["paths"], kinds=("app", "config", "other")) if f.language in ("xml", "yaml", "json"))
    named = re.compile(rf"[\"':/ ](?:{re.escape(file.name)}|{re.escape(file.folder.rpartition('/')[2])}/?)[\"'\s]")
    return any(_INCLUDES.search(f.text) and named.search(f.text) and compiled(tool["mark"]).search(f.text) for f in logs)


_INCLUDES = regex(r"<include(?:All)?\b|\binclude(?:All)?\"?:")


_CHANGE_SET = regex(r"<changeSet\b|^[ \t]*(?:-[ \t]*)?\"?changeSet\"?\s*:|^--\s*changeset\b", re.MULTILINE | re.IGNORECASE)
_ROLLBACK_BLOCK = regex(r"/\*\s*liquibase\s+rollback\b[\s\S]*?\*/", re.IGNORECASE)
_UNDONE_BY_ITSELF = ("rename_column", "rename_table", "create_table", "set_not_null")


def _liquibase(source: Source) -> Read | None:
    """Change sets; dropped and retyped columns and hand-written SQL need a rollback of their own."""
    text = source.text
    starts = [m.start() for m in _CHANGE_SET.finditer(text)] or ([0] if source.language == "sql" else [])  # SQL as it is, all of it one
    operations: list[Operation] = []
    for start, end in zip(starts, [*starts[1:], len(text)]):
        part = text[start:end]
        block = _ROLLBACK_BLOCK.search(part)
        part = _ROLLBACK_BLOCK.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), part)
        undone = re.search(r"<rollback\b|^[ \t]*(?:-[ \t]*)?\"?rollback\"?\s*:|^--\s*rollback\b", part, re.MULTILINE | re.IGNORECASE)
        forward, undone = part[: undone.start()] if undone else part, undone or block
        found = [*of_sql(forward, source.place, start), *_tags(forward, source, start)]
        operations += [replace(o, reverse="automatic" if undone or o.kind in _UNDONE_BY_ITSELF else "raises") for o in found]
    return Step(tuple(operations), "works", source.at), None, True


_TAGS = {
    "dropTable": "drop_table",
    "dropColumn": "drop_column",
    "modifyDataType": "change_type",
    "renameColumn": "rename_column",
    "renameTable": "rename_table",
    "delete": "delete_rows",
    "createTable": "create_table",
}


def _tags(part: str, source: Source, base: int) -> Iterator[Operation]:
    for match in re.finditer(rf"(?:<|^\s*-\s*\"?)({'|'.join(_TAGS)})\b", part, re.MULTILINE):
        yield Operation(_TAGS[match[1]], match[1], source.place(base + match.start(1)))  # type: ignore[arg-type]


def _django(source: Source) -> Read | None:
    """Operations that know their reverse; Python and SQL that may bring one."""
    code = source.code
    found: list[Operation] = []
    for match in re.finditer(
        r"\b(?:migrations\.|^\s*)?(RemoveField|DeleteModel|RenameField|RenameModel|CreateModel|RunPython|RunSQL)\s*\(", code
    ):
        words = arguments(code, match.end() - 1, 40_000)
        at = source.place(match.start())
        if match[1] == "RunPython":
            found += _run_python(code, words, at)
        elif match[1] == "RunSQL":
            found += _run_sql(words, at)
        else:
            kind = {
                "RemoveField": "drop_column",
                "DeleteModel": "drop_table",
                "RenameField": "rename_column",
                "RenameModel": "rename_table",
            }
            found.append(Operation(kind.get(match[1], "create_table"), match[1], at, "automatic"))  # type: ignore[arg-type]
    return Step(tuple(found), "works", source.at), None, True


def _named(parts: Iterable[str], name: str, position: int) -> str:
    """An argument given by name, else by position."""
    listed = list(parts)
    given = next((p.partition("=")[2].strip() for p in listed if re.match(rf"{name}\s*=[^=]", p)), "")
    plain = [p for p in listed if not re.match(r"\w+\s*=[^=]", p)]
    return given or (plain[position] if len(plain) > position else "")


def _run_python(code: str, words: str, at: Location) -> Iterator[Operation]:
    parts = split(words)
    forward, back = _named(parts, "code", 0), _named(parts, "reverse_code", 1)
    body = _function(code, forward)
    deletes = any(o.kind == "delete_rows" for o in of_code(body, "python", lambda _: at))
    if forward.endswith("noop") or (body and not re.search(r"\w\s*\(", body)):
        return
    if not back or back == "None":
        yield Operation("delete_rows" if deletes else "rewrite_rows", f"RunPython({forward})", at, "raises")
    elif deletes:
        idle = (
            back.endswith("noop")
            or (back.startswith("lambda") and back.endswith("None"))
            or not re.search(r"\w\s*\(", _function(code, back) or "x(")
        )
        yield Operation("delete_rows", f"RunPython({forward})", at, "empty" if idle else "automatic")


def _run_sql(words: str, at: Location) -> Iterator[Operation]:
    parts = split(words)
    forward, back = _named(parts, "sql", 0), _named(parts, "reverse_sql", 1)
    for operation in of_sql(forward, lambda _: at):
        reverse: Literal["raises", "empty", "automatic"] = "raises" if not back or back == "None" else "automatic"
        if reverse == "automatic" and (back.endswith("noop") or back.strip("'\" ") == ""):
            reverse = "empty"
        yield replace(operation, reverse=reverse)


_FUNCTION = regex(r"^([ \t]*)def\s+(\w+)\s*\(", re.MULTILINE)


def _function(code: str, name: str) -> str:
    """The body of a function of the file, "" when it is not there."""
    header = next((m for m in _FUNCTION.finditer(code) if m[2] == name), None) if name in code else None
    if not header:
        return ""
    start = header.end() - 1 + len(arguments(code, header.end() - 1, 4000))
    end = re.compile(rf"^[ \t]{{0,{len(header[1])}}}(?=[^\s)])", re.MULTILINE).search(code, code.find("\n", start) + 1 or len(code))
    return code[start : end.start() if end else len(code)]


def _listed(source: Source) -> Read | None:
    """A list of versions in code; an ALTER says that it has more than the first."""
    step = Step(tuple(of_code(source.code, source.language, source.place)), "works", source.at)
    return (step, None, False) if re.search(r"(?i)\bALTER\s+TABLE\b", source.code) else None


def _forward(source: Source) -> Read | None:
    """A migration in Java or Kotlin, of a tool that only goes forward."""
    return Step(tuple(of_code(source.code, source.language, source.place)), "works", source.at), None, False


READERS: dict[str, Callable[[Source], Read | None]] = {
    "code": _coded,
    "changes": _changing,
    "sections": _sectioned,
    "liquibase": _liquibase,
    "django": _django,
    "files": _forward,
    "list": _listed,
    "numbered": lambda source: _coded(source) or _forward(source),
}
