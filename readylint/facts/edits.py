"""Edits: migrations whose statements were changed after they were added, and migrations that claim the same place in the order."""

from __future__ import annotations

import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from readylint.facts.commits import Commits
from readylint.facts.files import Files
from readylint.facts.migrations import LISTED, Migration, Migrations
from readylint.facts.paths import grouped
from readylint.git import Git, GitError
from readylint.history import Commit
from readylint.knowledge import regex
from readylint.model import Location
from readylint.snapshot import Snapshot

GRACE = timedelta(days=7)
MOST = 4000  # versions that are read
_NUMBERED = frozenset({"Flyway", "golang-migrate", "goose", "dbmate", "sql-migrate", "Rails", "Ecto", "numbered SQL"})
_DATED = regex(r"\d{8}[^/]*$")
_COMMENT = regex(r"\"\"\"[\s\S]*?\"\"\"|/\*[\s\S]*?\*/|(?m:(?:^|(?<=\s))(?:#|//|--(?!\s*\+?(?:goose|migrate)))[^\n]*)|<!--[\s\S]*?-->")
_DOWN = regex(
    r"(?m)^[ \t]*(?:async\s+)?def (?:self\.)?(?:downgrade|down)\b|\bfunction (?:down|safeDown)\b|\bexports\.down\b|\bvoid Down\s*\("
    r"|^[ \t]*(?:public )?(?:async )?down\s*[(=:]|\bfn down\b|^--\s*(?:\+goose Down|migrate:down|\+migrate Down)"
    r"|^[ \t]*(?:export )?(?:async )?function down\b|<rollback\b"
)
_UP = regex(
    r"(?m)^[ \t]*(?:async\s+)?def (?:self\.)?(?:upgrade|up|change)\b[^\n]*|\bfunction (?:up|safeUp)\b[^\n{]*|\bexports\.up\b|\bvoid Up\s*\("
    r"|^[ \t]*operations\s*=\s*\[|\bfn up\b|^[ \t]*(?:public )?(?:async )?up\s*[(=:]"
)
# Django: what a field tells forms, people and the models, and no column (Field.non_db_attrs)
_NO_COLUMN = regex(
    r"\b(?:blank|choices|editable|error_messages|help_text|limit_choices_to|on_delete|related_name|related_query_name|validators|verbose_name"
    r"(?:_plural)?)\s*=\s*(?:\(?\s*(?:[rRuUfF]?(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')\s*){1,20}\)?|[\w.]{1,80}(?:\([^()]{0,200}\))?"
    r"|\[(?:[^\[\]]|\[[^\[\]]{0,300}\]){0,3000}\]|\{[^{}]{0,1000}\})"
)
_GO_REFUSAL = regex(r"\bif[ \t]+(?:[^{}\n;]{1,200};[ \t]*)?err[ \t]*!=[ \t]*nil[ \t]*\{[^{}]{0,400}\}")  # a failure is told: no statement
_LITERAL = regex(r"%[iIwW](?=[\[({<|])")  # Ruby: `%i[a b]` for `[:a, :b]`
_LIQUIBASE = regex(r"databaseChangeLog|--\s*liquibase formatted")
_CHANGE_SET = regex(r"(?im)<changeSet\b|^[ \t]*-[ \t]*changeSet\b|\"changeSet\"|^--[ \t]*changeset\b")
_WORD = regex(r"\w+")
_STYLE = frozenset(
    "async await return function const let var public void static final override self this op migrations models db sa sqlalchemy schema use"
    " array b u f r fn do end then def class new true false null none blueprint table import from require exports module promise knex"
    " django settings str dict list any pass typing union sequence optional __future__ annotations".split()
)
_WRAPPED = frozenset({"text", "sql"})  # SQL that a newer version of the library wants marked
_QUOTED = regex(r"`[^`]*`|\"\"\"[\s\S]*?\"\"\"|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
_IS_LIST = regex(r"(?i)migrat|schema")
_ALTERS = regex(r"(?i)\bALTER\s+TABLE\b|\bDROP\s")
_SQL = regex(r"(?i)\b(?:CREATE|ALTER|DROP|INSERT|UPDATE|DELETE|RENAME)\s")


class Edit(Struct, frozen=True):
    """A migration whose statements were changed in a commit, so many days after it was added."""

    days: int
    commit: str
    date: datetime
    at: Location


class Clash(Struct, frozen=True):
    """Migrations that claim one number, or follow the same one without being joined again."""

    paths: tuple[str, ...]
    what: str
    at: Location


class Version(Struct, frozen=True):
    """A migration as a commit left it, under the name that it had there."""

    commit: Commit
    path: str

    @property
    def key(self) -> tuple[str, str]:
        return self.commit.id, self.path


class Versions:
    """The texts of versions of files, by commit and path, each read once: whoever judges several revisions gives it to all of them."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, str], str | None] = {}

    @classmethod
    def of(cls) -> Versions:
        return cls()

    def read(self, git: Git, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """Those that git has. Raises GitError."""
        if asked := sorted(wanted - self._texts.keys()):
            process = git.pipe("cat-file", "--batch", stdin=subprocess.PIPE)
            said, _ = process.communicate("".join(f"{commit}:{path}\n" for commit, path in asked).encode("utf-8", "surrogateescape"))
            if process.returncode:
                raise GitError("git cat-file: ended before its end")
            self._texts |= zip(asked, _contents(said))
        return {version: text for version in wanted if (text := self._texts.get(version)) is not None}


class Edits:
    """What happened to migrations after they were added. `unread` says why the history cannot tell, "" where it can."""

    def __init__(self, snapshot: Snapshot, files: Files, commits: Commits, migrations: Migrations, versions: Versions) -> None:
        self._snapshot, self._files, self._commits, self._migrations, self._versions = snapshot, files, commits, migrations, versions
        self.unread = "" if commits.complete else commits.why

    @classmethod
    def of(cls, snapshot: Snapshot, files: Files, commits: Commits, migrations: Migrations, versions: Versions) -> Edits:
        return cls(snapshot, files, commits, migrations, versions)

    def edited(self) -> Iterator[Edit]:
        """The late edits of migrations that still stand, one for each commit."""
        touched, listed = self._touched(), {m.path for m in self._migrations if m.tool == LISTED}
        pairs = [(path, before, after) for path, changes in touched.items() for after, before in pairwise(changes)]
        late = [(p, b, a) for p, b, a in pairs if a.commit.committed - touched[p][-1].commit.committed > GRACE][:MOST]
        ran = {(p, a): next(v for v in touched[p] if a.commit.committed - v.commit.committed > GRACE) for p, _, a in late if p in listed}
        texts = self._texts({k for p, b, a in late for k in (_before(b, a), a.key, ran.get((p, a), a).key)})
        for path, before, after in late:
            old, new, base = (texts.get(k) for k in (_before(before, after), after.key, ran.get((path, after), after).key))
            if old is None or new is None or base is None:
                continue
            if changed := _lost(old, new, base, _IS_LIST.search(path) is None) if path in listed else _changed(old, new):
                days = (after.commit.committed - touched[path][-1].commit.committed).days
                yield Edit(days, after.commit.id, after.commit.author_date, self._place(path, changed))

    def _touched(self) -> dict[str, list[Version]]:
        """The versions of each migration, newest first, under the names that it had."""
        now = {m.path: m.path for m in self._migrations if not _is_repeated(m.path)}  # by the name in the commit at hand
        found: dict[str, list[Version]] = defaultdict(list)
        for commit in self._commits:
            touched = [p for p in commit.files if p in now]
            namesakes = grouped((_name(p), p) for p in commit.files) if touched else {}
            for path in touched:
                found[now[path]].append(Version(commit, path))
                if before := next((p for p in namesakes[_name(path)] if self._is_moved(p, path) and p not in now), None):
                    now[before] = now.pop(path)
        return found

    def _is_moved(self, before: str, path: str) -> bool:
        """Whether a commit that changed both moved a migration: a name as good as its own stood in another folder, and does no more."""
        own = 1 if _DATED.search(path) else 2 if path.endswith("/migration.sql") else 3  # Prisma names the folder
        return before.split("/")[-own:] == path.split("/")[-own:] and before != path and not self._files.exists(before)

    def _texts(self, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """The text of versions of files, by commit and path."""
        if self._snapshot.script:
            ids = {c.id: n for n, c in enumerate(reversed(self._commits.all))}
            told = [step.files for step in self._snapshot.script]
            until = {(c, p): ids[c.removesuffix("^")] + (not c.endswith("^")) for c, p in wanted}
            found = {(c, p): next((files[p] for files in reversed(told[:n]) if p in files), None) for (c, p), n in until.items()}
            return {version: data.decode() for version, data in found.items() if data is not None}
        return self._versions.read(self._snapshot.git, wanted) if self._snapshot.git else {}

    def _place(self, path: str, words: frozenset[str]) -> Location:
        """The line that holds most of the words which an edit brought in."""
        file = self._files.get(path)
        held = [len(words & set(_WORD.findall(line.lower()))) for line in file.text.splitlines()] if file else []
        return Location(path, held.index(max(held)) + 1 if any(held) else 1)

    def clashes(self) -> Iterator[Clash]:
        """Where the order is ambiguous."""
        by_folder: dict[tuple[str, str], list[Migration]] = defaultdict(list)
        for migration in self._migrations:
            by_folder[migration.tool, migration.path.rpartition("/")[0]].append(migration)
        for (tool, _), found in by_folder.items():
            if tool in ("Alembic", "Django"):
                yield from self._heads(found, tool)
            elif tool in _NUMBERED:
                yield from _twice(found)

    def _heads(self, found: list[Migration], tool: str) -> Iterator[Clash]:
        """More than one migration that no other follows."""
        read = _alembic if tool == "Alembic" else _django
        nodes = {m.path: read(m.path, file.text) for m in found if (file := self._files.get(m.path))}
        followed = {name for _, parents, replaced in nodes.values() for name in (*parents, *replaced)}
        heads = [path for path, (name, _, _) in nodes.items() if name and name not in followed]
        if len(heads) > 1 and not any("branch_labels = (" in f.text for p in heads if (f := self._files.get(p))):
            yield Clash(tuple(heads), "are both the last, with no merge", Location(heads[-1]))


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _contents(said: bytes) -> Iterator[str | None]:
    """The objects of an answer of `cat-file --batch`; None for one that is missing."""
    at = 0
    while at < len(said):
        end = said.index(b"\n", at)
        head = said[at:end].split(b" ")
        at = end + 1
        if head[-1] in (b"missing", b"ambiguous") or not head[-1].isdigit():
            yield None
            continue
        size = int(head[-1])
        yield said[at : at + size].decode("utf-8", "replace")
        at += size + 1


def _before(before: Version, after: Version) -> tuple[str, str]:
    """What an edit began with: the parent's file. The newest of earlier commits may be another branch's, under the same number."""
    return f"{after.commit.id}^", before.path


@lru_cache(maxsize=MOST)  # asked again where the next revision is judged
def _changed(old: str, new: str) -> frozenset[str]:
    """The words of statements that an edit brought in, or took away; none where it is style, comments or the way back alone."""
    if _LIQUIBASE.search(new) and not Counter(_change_sets(old)) - Counter(_change_sets(new)):
        return frozenset()  # Liquibase: those that ran still stand, and others were added
    before, after = _statements(old), _statements(new)
    changed = frozenset((after - before) or (before - after))
    return frozenset() if changed <= _WRAPPED and not (after - before and before - after) else changed


@lru_cache(maxsize=MOST)
def _lost(old: str, new: str, ran: str, mixed: bool) -> frozenset[str]:
    """The words that an edit of a list took out of statements that have run: one that puts another version into it changes none. Where
    other queries stand beside it (`mixed`), only what alters a table is a migration's."""
    before, after, base = (Counter(_lines(text, _ALTERS if mixed else _SQL)) for text in (old, new, ran))
    return frozenset(word for line in (before - after) & base for word in line)


def _lines(text: str, wanted: re.Pattern[str]) -> Iterator[tuple[str, ...]]:
    """The lines of the SQL that stands in the code, word by word."""
    for quoted in _QUOTED.findall(_COMMENT.sub(" ", text)):
        if wanted.search(quoted):
            yield from (words for line in quoted.splitlines() if (words := tuple(_WORD.findall(line.lower()))))


def _change_sets(text: str) -> list[frozenset[tuple[str, int]]]:
    """The words of each that runs once: one that runs again whenever it is changed is there to be changed."""
    once = (part.split("</changeSet>")[0] for part in _CHANGE_SET.split(text)[1:] if not _AGAIN.search(part[:400]))
    return [frozenset(_statements(part).items()) for part in once]


_AGAIN = regex(r"(?i)\brunOnChange\b[\"']?[=:][ \t]?[\"']?true\b")


def _statements(text: str) -> Counter[str]:
    text = _LITERAL.sub(" ", _GO_REFUSAL.sub(" ", _COMMENT.sub(" ", text)))
    text = _NO_COLUMN.sub(" ", text) if "migrations.Migration" in text else text
    up, down = _UP.search(text), _DOWN.search(text)
    start = up.end() if up else 0
    end = down.start() if down and down.start() >= start else len(text)
    words = (w.lower() for w in _WORD.findall(text[start:end]))
    return Counter(w for w in words if w not in _STYLE)


def _is_repeated(path: str) -> bool:
    """Whether it is one of Flyway's that run again whenever they are changed."""
    return path.rpartition("/")[2].startswith("R__")


def _twice(found: list[Migration]) -> Iterator[Clash]:
    numbers: dict[str, list[str]] = defaultdict(list)
    for migration in found:
        if migration.number and not _is_repeated(migration.path):
            numbers[migration.number].append(migration.path)
    for paths in numbers.values():
        if len(paths) > 1:
            yield Clash(tuple(paths), "claim one number", Location(paths[-1]))


Node = tuple[str, tuple[str, ...], tuple[str, ...]]  # name, those it follows, those it replaces


def _alembic(path: str, text: str) -> Node:
    revision = re.search(r"^revision\b[^=\n]*=\s*['\"]([^'\"]+)", text, re.MULTILINE)
    follows = re.search(r"^down_revision\b[^=\n]*=\s*(\([^)]*\)|\[[^\]]*\]|[^\n]*)", text, re.MULTILINE)
    return revision[1] if revision else "", tuple(re.findall(r"['\"]([^'\"]+)['\"]", follows[1])) if follows else (), ()


def _django(path: str, text: str) -> Node:
    parts = path.split("/")
    app = parts[-3] if len(parts) > 2 else ""
    listed = {key: re.search(rf"^\s+{key}\s*=\s*\[([\s\S]*?)\]", text, re.MULTILINE) for key in ("dependencies", "replaces")}
    named = {key: re.findall(r"\(\s*['\"](\w+)['\"]\s*,\s*['\"](\w+)['\"]", found[1] if found else "") for key, found in listed.items()}
    labels = {label for label, _ in named["dependencies"]}
    own = [n for label, n in named["dependencies"] if label == app or (app not in labels and _alike(label, app))]
    return parts[-1].removesuffix(".py"), tuple(own), tuple(name for _, name in named["replaces"])


def _alike(label: str, folder: str) -> bool:
    """Whether an app's label can be that of a folder of another name: `cla_auditlog` in `auditlog`."""
    return label.endswith(folder) or folder.endswith(label)
