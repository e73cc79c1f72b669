"""Migrations: the schema's versions, by tool, in order; what each does and how it is undone; and schemas made at start-up instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct

from readylint.facts.code import Code, Source
from readylint.facts.files import File, Files
from readylint.facts.migration_readers import READERS, Read, is_included
from readylint.facts.schema_changes import sql_step, table
from readylint.facts.sql_changes import Operation, Step
from readylint.knowledge import regex
from readylint.model import Location
from readylint.patterns import compiled

LISTED = "a list in code"  # the tool where one file of code holds all versions
Rollback = Literal["works", "automatic", "empty", "raises", "missing", "unsupported"]


class Migration(Struct, frozen=True):
    """One versioned change. `down` is None where it has no way back of its own; `supports_down` says whether the tool has one."""

    path: str
    tool: str
    number: str
    up: Step
    down: Step | None
    supports_down: bool
    at: Location

    @property
    def breaking(self) -> tuple[Operation, ...]:
        """Operations that the release before cannot live with: dropped, renamed, retyped, newly required, rows deleted."""
        return tuple(o for o in self.up.operations if o.breaks)

    def rollback(self, operation: Operation) -> Rollback:
        """What undoes one of its operations."""
        if operation.reverse != "step":
            return operation.reverse
        if self.down:
            return self.down.state
        return "missing" if self.supports_down else "unsupported"


class SchemaAtStart(Struct, frozen=True):
    """A place where the app makes its own tables when it starts."""

    how: str
    at: Location


def _steps(file: File, how: str) -> Read | None:
    return READERS[how](file.made(Source))


class Migrations:
    """The migrations of the project, by tool and number."""

    def __init__(self, files: Files, code: Code) -> None:
        self._files = files
        self._code = code

    @classmethod
    def of(cls, files: Files, code: Code) -> Migrations:
        return cls(files, code)

    @cached_property
    def all(self) -> tuple[Migration, ...]:
        found = [made for file, tool in self._candidates() if (made := self._read(file, tool))]
        return tuple(
            sorted(found, key=lambda m: (m.tool, () if m.tool in ("Prisma", "Diesel") else _natural(m.path), m.number, m.path))
        )

    @property
    def tools(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m.tool for m in self.all))

    @cached_property
    def applied(self) -> bool:
        """Whether one of the tools may run here; where the app makes its tables when it starts, none does whose name stands nowhere."""
        return not self.at_start or any(self._is_named(tool) for tool in self.tools)

    def _is_named(self, name: str) -> bool:
        named = next((tool.get("named", ()) for tool in table()["tool"] if tool["name"] == name), ())
        return not named or any(f.language != "sql" for f in self._files.with_texts(named, self._files.own))

    def __iter__(self) -> Iterator[Migration]:
        return iter(self.all)

    def __bool__(self) -> bool:
        return bool(self.all)

    def _candidates(self) -> Iterator[tuple[File, dict[str, Any]]]:
        taken: set[str] = set()
        for tool in table()["tool"]:
            for file in self._files.match(*tool["paths"], kinds=("app", "config", "other")):
                if file.path not in taken and not _BY_HAND.search(file.path) and _is_of(tool, file, self._files):
                    taken.add(file.path)
                    yield file, tool

    def _read(self, file: File, tool: dict[str, Any]) -> Migration | None:
        if file.language == "sql" and tool["steps"] not in ("sections", "liquibase"):
            if _is_way_back(file.name):
                return None
            source = self._code.source(file)
            up, down, supported = sql_step(source.code, source.place), self._file_back(file), tool["name"] in _WITH_FILES
        else:
            read = file.made(_steps, tool["steps"])
            if read is None:
                return None
            up, down, supported = read
        return Migration(file.path, tool["name"], _number(file), up, down, supported or down is not None, file.at)

    def _file_back(self, file: File) -> Step | None:
        """The SQL file beside one that undoes it."""
        for path in (*_ways_back(file), *self._of_its_number(file)):
            if back := self._files.get(path):
                source = self._code.source(back)
                return sql_step(source.code, source.place)
        return None

    def _of_its_number(self, file: File) -> Iterator[str]:
        """golang-migrate pairs the two ways by their number, whatever else they are called."""
        number = re.match(r"\d+_(?=.*\.up\.sql$)", file.name)
        if number:
            yield from (f.path for f in self._files.match(f"{number[0]}*.down.sql") if f.folder == file.folder)

    @cached_property
    def at_start(self) -> tuple[SchemaAtStart, ...]:
        """Where the app makes its tables when it starts, instead of a migration."""
        migrations = {m.path for m in self.all}
        found: dict[tuple[str, int], SchemaAtStart] = {}
        chosen = [f for f in self._files.app if f.path not in migrations and not _MIGRATION_PATH.search(f.path)]
        for how, words, languages, pattern in _AT_START:
            for source in self._code.sources(*words, language=languages, among=chosen):
                for _, at in source.search(pattern):
                    found.setdefault((at.path, at.line), SchemaAtStart(how, at))
        return tuple(found.values())

    @cached_property
    def of_others(self) -> bool:
        """Whether the app's own SQL only reads, and no mapper could write: the schema is another's. A file of SQLite is no other's."""
        queries = self._code.sources("SELECT", "select", among=self._files.app)
        if not any(re.search(r"(?i)\bSELECT\b[^;]{1,2000}?\bFROM\b", s.code) for s in queries):
            return False
        writing = [s for s in self._code.sources(*_WRITING, among=self._files.app) if _WRITES.search(s.code)]
        mapped = self._only_maps
        return all(mapped and s.language in ("java", "kotlin", "properties", "yaml") and not _STATEMENT.search(s.code) for s in writing)

    @cached_property
    def _only_maps(self) -> bool:
        """Whether Hibernate is told to leave the schema alone, and nothing of it is saved or deleted."""
        settings = self._files.match("application*.{properties,yml,yaml}")
        if not any(_LEFT_ALONE.search(f.text) for f in settings):
            return False
        saving = self._code.sources(*_SAVING, language=("java", "kotlin"), among=self._files.app)
        return not any(_SAVES.search(s.code) for s in saving)

    @cached_property
    def reads_only(self) -> bool:
        """Whether the app only reads a database whose schema is another's: nothing here makes a table, and nothing writes."""
        return not self.all and not self.at_start and not self.schema_scripts and self.of_others

    @cached_property
    def schema_scripts(self) -> tuple[File, ...]:
        """SQL files that make tables and are no migrations."""
        known = {m.path for m in self.all}
        scripts = self._files.match("*.sql", kinds=("app", "config"))
        return tuple(f for f in scripts if f.path not in known and re.search(r"(?i)\bCREATE\s+TABLE\b", f.text))


# scripts that somebody runs by hand, once: no tool applies them in order
_BY_HAND = regex(r"(?i)(?:^|/)(?:manual|ad-?hoc|one-?offs?|by-?hand)/")
_WRITING = (
    "INSERT", "insert", "UPDATE", "update", "DELETE", "delete", "CREATE", "create", "gorm", "ent", "bun", "sqlalchemy", "django", "peewee",
    "ActiveRecord", "ApplicationRecord", "Sequel", "prisma", "PrismaClient", "typeorm", "sequelize", "knex", "drizzle", "objection",
    "persistence", "hibernate", "jooq", "exposed", "JpaRepository", "CrudRepository", "Eloquent", "Doctrine", "DbContext", "diesel",
    "sea_orm", "Ecto", "sqlmodel",
    "sqlite", "sqlite3",  # a file of the app's own
)
_STATEMENTS = (
    r"(?i)\bINSERT\s+(?:OR\s+\w+\s+)?INTO\b|\bUPDATE\s+[\w.\"`\[\]{}$]+\s+SET\b|\bDELETE\s+FROM\b|\bCREATE\s+(?:UNLOGGED\s+)?TABLE\b"
)
_STATEMENT = regex(_STATEMENTS)
# Hibernate: nothing is made of the schema; and what changes a row all the same
_LEFT_ALONE = regex(r"\bddl-auto\s*[:=]\s*[\"']?(?:none|validate)\b")
_SAVING = (
    "save", "saveAll", "saveAndFlush", "saveAllAndFlush", "persist", "merge", "Modifying", "delete", "deleteById", "deleteAll",
    "deleteAllById", "batchUpdate", "update", "SimpleJdbcInsert", "Procedure",
)
_SAVES = regex(
    r"\.save(?:All)?(?:AndFlush)?\s*\(|\b(?:\w*[eE]ntityManager|em)\.(?:persist|merge|remove)\s*\(|@Modifying\b|@Procedure\b"
    r"|\b\w*(?:[rR]epo(?:sitory)?|Dao|dao)\.delete\w*\s*\(|\b\w*[jJ]dbc\w*\.(?:update|batchUpdate)\s*\(|\bSimpleJdbcInsert\b"
)
_WRITES = regex(
    _STATEMENTS
    + r"|\bgorm\.io|entgo\.io|uptrace/bun|\bsqlalchemy\b|\bdjango\b|\bpeewee\b|\bActiveRecord\b|\bApplicationRecord\b|\bSequel\b|prisma"
    r"|typeorm|sequelize|\bknex\b|drizzle|objection|(?:javax|jakarta)\.persistence|hibernate|\bjooq\b|\bexposed\b|(?:Jpa|Crud)Repository"
    r"|Eloquent|Doctrine|DbContext|\bdiesel\b|sea_orm|\bEcto\b|sqlmodel|sqlite|\b(?:insert|update|delete)\s*\("
)
_WITH_FILES = ("Diesel", "Hasura", "golang-migrate", "Sqitch")
_CODE_LIKE = ("python", "ruby", "javascript", "typescript", "php", "csharp", "go", "rust", "elixir")
_AT_START: tuple[tuple[str, tuple[str, ...], tuple[str, ...], str], ...] = (
    ("create_all()", ("create_all",), ("python",), r"\.create_all\b"),
    ("generate_schemas()", ("generate_schemas",), ("python",), r"\bgenerate_schemas\s*(?:\(|=\s*True)"),
    ("create_tables()", ("create_tables",), ("python",), r"\bdb\w*\.create_tables\("),
    ("sync()", ("sync",), ("javascript", "typescript"), r"\b(?:sequelize|db|models|database|connection|\w*[sS]equelize)\.sync\s*\("),
    ("synchronize: true", ("synchronize",), ("javascript", "typescript", "json"), r"[\"']?\bsynchronize[\"']?\s*:\s*true"),
    ("create_tables=True", ("create_tables",), ("python",), r"\bgenerate_mapping\([^)\n]*create_tables\s*=\s*True"),
    ("SchemaUtils.create()", ("SchemaUtils",), ("kotlin",), r"\bSchemaUtils\.create(?:MissingTablesAndColumns)?\s*\("),
    (
        "schema generated by Hibernate",
        ("generation", "strategy"),
        ("properties", "yaml", "xml"),
        r"(?:hibernate-orm\S*\.(?:database\.generation|schema-management\.strategy)|schema-generation\.database\.action)[\"']?"
        r"\s*[:=,>]?(?:\s*value=)?\s*[\"']?(?:update|create|drop-and-create)\b",
    ),
    ("ddl-auto", ("ddl",), ("properties", "yaml"), r"\bddl-auto\s*[:=]\s*[\"']?(?:\$\{[^}:]*:)?(?:update|create(?:-drop)?)\b"),
    (
        "hbm2ddl.auto",
        ("hbm2ddl",),
        ("properties", "yaml", "xml", "java", "kotlin"),
        r"hbm2ddl(?:\.|:\s*)auto[\"']?\s*[:=,>]\s*[\"']?(?:update|create)",
    ),
    ("EnsureCreated()", ("EnsureCreated", "EnsureCreatedAsync"), ("csharp",), r"\.EnsureCreated(?:Async)?\s*\("),
    ("AutoMigrate()", ("AutoMigrate",), ("go",), r"\.AutoMigrate\s*\("),
    ("Schema.Create()", ("Schema",), ("go",), r"\b(?:client|c|db|ent\w*)\.Schema\.Create\s*\("),
    ("Sync2()", ("Sync2",), ("go",), r"\.Sync2\s*\("),
    ("a push of the schema", ("push",), ("json", "bash", "dockerfile", "yaml"), r"\bprisma db push\b|\bdrizzle-kit push\b"),
    (
        "doctrine:schema:update",
        ("schema",),
        ("json", "bash", "dockerfile", "yaml"),
        r"\bdoctrine:schema:(?:update|create)\b[^\n]*|\borm:schema-tool:(?:update|create)\b",
    ),
    ("Table::create()", ("create",), ("rust",), r"\bTable::create\(\)"),
    ("create_table_from_entity()", ("create_table_from_entity",), ("rust",), r"\bcreate_table_from_entity\b"),
    ("CREATE TABLE IF NOT EXISTS", ("EXISTS", "exists"), (*_CODE_LIKE, "java", "kotlin"), r"(?i)\bCREATE TABLE IF NOT EXISTS\b"),
)


_MIGRATION_PATH = regex(r"(?i)(?:migrat|changelog)[^/]*/")


def _is_of(tool: dict[str, Any], file: File, files: Files) -> bool:
    if "beside" in tool and not files.get(f"{file.folder}/{tool['beside']}"):
        return False
    if "lacks" in tool and compiled(tool["lacks"]).search(file.text):
        return False
    marked = all(compiled(tool[key], re.MULTILINE).search(file.text) for key in ("mark", "within") if key in tool)
    return marked or (tool["steps"] == "liquibase" and file.language == "sql" and is_included(tool, file, files))


_ENGINE = regex(r"\.(?P<engine>mysql|mariadb|postgres(?:ql)?|pg|sqlite3?|mssql|sqlserver|oracle|cockroach(?:db)?)(?=\.sql$)")


def _number(file: File) -> str:
    name = file.name if file.name not in ("migration.sql", "up.sql") else file.folder.rpartition("/")[2]
    digits = re.match(r"[A-Za-z]{0,9}?_?(\d[\d_.]*)", name)
    engine = _ENGINE.search(file.name)  # each has an order of its own
    parts = [*(part.zfill(16) for part in re.findall(r"\d+", digits[1])), *([engine["engine"]] if engine else [])] if digits else []
    return ".".join(parts)  # what has no number comes first


def _natural(path: str) -> tuple[tuple[str, int], ...]:
    """The folder of a path, so that it sorts as people count: 0.9 before 0.10."""
    return tuple((word, int(digits or 0)) for word, digits in re.findall(r"(\D*)(\d{0,18})", path.rpartition("/")[0]))


def _is_way_back(name: str) -> bool:
    back = r"U[\d_.]+__|\d+\.undo\.|down\.sql$|(?i:.*(?:[._-](?:down|rollback|undo|revert))\.sql$)"
    return bool(re.match(back, _ENGINE.sub("", name)))


def _ways_back(file: File) -> Iterator[str]:
    folder = f"{file.folder}/" if file.folder else ""
    if _ENGINE.search(file.name):
        yield folder + file.name.replace(".up.", ".down.", 1)
    yield folder + re.sub(r"\.up\.sql$", ".down.sql", file.name) if file.name.endswith(".up.sql") else f"{folder}down.sql"
    stem = file.name.removesuffix(".sql").removesuffix("up").rstrip("._-")
    yield from (f"{folder}{stem}{mark}.sql" for mark in (".down", "_down", ".rollback", "_rollback", "-down", ".undo", "_revert"))
    if re.match(r"\d+\.do\.", file.name):  # Postgrator
        yield folder + file.name.replace(".do.", ".undo.", 1)
    if file.name.startswith("V"):
        yield f"{folder}U{file.name[1:]}"
    if "/deploy/" in f"/{folder}":
        yield re.sub(r"(^|/)deploy/", r"\1revert/", file.path)
