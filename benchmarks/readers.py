"""Every reader of ours as a function of one text, with words of its language (readers.toml), for whoever fuzzes it.

What it may raise is caught; nothing else may come out.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import tomli
from msgspec import Struct

from readylint.baseline import of_bytes
from readylint.claims.document import claims
from readylint.comparison import NoReport, of_json
from readylint.config import Config, ConfigError, config_of
from readylint.crash import Refused
from readylint.declarative import read_rule
from readylint.fact import Facts
from readylint.facts.code import Code
from readylint.facts.compose import Compose
from readylint.facts.dependencies import Dependencies
from readylint.facts.dockerfile import read_dockerfile
from readylint.facts.environment import Environment
from readylint.facts.files import Files
from readylint.facts.infrastructure import Infrastructure
from readylint.facts.markup import pieces
from readylint.facts.migrations import Migrations
from readylint.facts.pipelines import Pipelines
from readylint.facts.secret_files import SecretFiles
from readylint.facts.sections import sections
from readylint.facts.structured import Structured
from readylint.facts.workloads import Workloads
from readylint.history import HistoryOption, logged
from readylint.registry import by_name, load
from readylint.rule import RuleError
from readylint.secrets.marks import Marks
from readylint.secrets.scan import Scanner
from readylint.snapshot import Snapshot, _entries
from readylint.storage import Entry, Memory

MARKS = (*"\n \t:-[]{}()<>\"'`#$%&*!|\\/=,;.@~^+?_\0\r\x01\x1b\u2028\ufeff\udc80", "\r\n", "\n\n", "  ", "---\n", "a", "b", "0", "é")


class Reader(Struct, frozen=True):
    """Reads a text; `words` are of its language."""

    read: Callable[[str], object]
    words: tuple[str, ...]


def tree(text: str, paths: Iterable[str]) -> Facts:
    """A tree whose files all have the text."""
    files = dict.fromkeys(paths, text.encode("utf-8", "surrogateescape"))
    entries = tuple(Entry(path, len(data)) for path, data in files.items())
    return Facts(Snapshot("fuzzed", entries, Memory(files)), Config().rules, Config(), HistoryOption(True))


def _fact(kind: type[Any]) -> Callable[[Facts], object]:
    def read(facts: Facts) -> object:
        made = facts.get(kind)
        found = [getattr(made, name, ()) for name in ("all", "own", "reads", "jobs", "images", "services", "resources", "workloads")]
        return [list(part) for part in found if isinstance(part, (tuple, list))]

    return read


def _nodes(facts: Facts) -> object:
    return [list(node.walk()) for f in facts.get(Files).all for node in facts.get(Structured).documents(f)]


def _sources(facts: Facts) -> object:
    found = [facts.get(Code).source(f) for f in facts.get(Files).all]
    return [(s.code, s.imports, [(c.name, c.arguments) for c in s.calls], s.quotes(1)) for s in found]


def _dockerfile(text: str) -> object:
    try:
        stages = read_dockerfile(text, "Dockerfile")
        return [(s.root, s.all("RUN"), s.last("USER"), [(i.words, i.is_exec) for i in s.instructions]) for s in stages]
    except Refused as error:
        return error


def _documents(text: str) -> object:
    return [[(s.commands, s.links) for s in sections("a", pieces(text, kind))] for kind in ("markdown", "rst", "asciidoc")]


def _told(read: Callable[[str], object], *may: type[Exception]) -> Callable[[str], object]:
    def reader(text: str) -> object:
        try:
            return read(text)
        except may as error:
            return str(error)

    return reader


class _Git:
    def __init__(self, said: bytes) -> None:
        self.said = said

    def parts(self, *arguments: str) -> Iterator[bytes]:
        """What git says, cut anywhere: the mark of a record is whatever the caller asked for."""
        mark = next(a for a in arguments if a.startswith("--format=")).removeprefix("--format=%x01").partition(" ")[0]
        said = self.said.replace(b"MARK", b"\x01" + mark.encode())
        yield from (said[at : at + 7] for at in range(0, len(said), 7))


_RECORD = b"MARK " + b"1" * 40 + b"\0<\0" + b"1700000000\0" * 2 + b"<\0\n<\0"


def _log(text: str) -> object:
    said = text.replace("\0", "").replace("MARK", "").encode("utf-8", "surrogateescape")
    found = list(logged(_Git(_RECORD.replace(b"<", said) * 3), "HEAD"))  # type: ignore[arg-type]
    assert len(found) == 3, found
    return found


def _index(text: str) -> object:
    path = text.encode("utf-8", "surrogateescape").replace(b"\0", b"") or b"a"
    debug = b"  ctime: 1:2\n  mtime: 3:4\n  dev: 1\tino: 2\n  uid: 0\tgid: 0\n  size: 5\tflags: 0\n"
    one = b"100644 " + b"1" * 40 + b" 0\t" + path + b"\0" + debug
    found = list(_entries(b"\n" + one * 3))
    assert [f[3] for f in found] == [path.decode("utf-8", "surrogateescape")] * 3
    return found


_SECRET = (("a.py", "python"), ("a.yml", "yaml"), (".env", "env"), (".npmrc", ""), ("a.js", "javascript"))


def _secrets(text: str) -> object:
    data = text.encode("utf-8", "surrogateescape")
    return [list(Scanner(lesser=True).scan(path, "app", language, data)) for path, language in _SECRET]


def _rule(text: str) -> object:
    return read_rule(f'title = "T"\nseverity = "low"\nid = "X001"\napplies = "any"\n{text}', "x.toml", "tests", "x")


def _config(text: str) -> object:
    ours = by_name(load())
    for path, whole in (("readylint.toml", text), ("pyproject.toml", text), ("pyproject.toml", f"[tool.readylint]\n{text}")):
        with contextlib.suppress(ConfigError):
            config_of(whole, path, ours)
    return None


def _reader(name: str, row: dict[str, Any]) -> Reader:
    words = (*row["words"], *(_ROWS[row["like"]]["words"] if "like" in row else ()))
    read = _READ[name]
    return Reader((lambda text: read(tree(text, row["files"]))) if "files" in row else read, words)


_READ: dict[str, Callable[[Any], object]] = {
    "yaml": _nodes,
    "json": _nodes,
    "toml": _nodes,
    "dockerfile": _dockerfile,
    "sql": _fact(Migrations),
    "environment": _fact(SecretFiles),
    "manifests": _fact(Dependencies),
    "documents": _documents,
    "checklist": claims,
    "report": _told(lambda t: of_json("a", t.encode("utf-8", "surrogateescape")), NoReport),
    "baseline": lambda t: of_bytes(t.encode("utf-8", "surrogateescape")),
    "rules": _told(_rule, RuleError),
    "configuration": _config,
    "log": _log,
    "index": _index,
    "pipelines": _fact(Pipelines),
    "deployment": _fact(Workloads),
    "compose": _fact(Compose),
    "infrastructure": _fact(Infrastructure),
    "code": _sources,
    "variables": _fact(Environment),
    "secrets": _secrets,
    "marks": _fact(Marks),
}
_ROWS = tomli.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
READERS = {name: _reader(name, row) for name, row in _ROWS.items()}
