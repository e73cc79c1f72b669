"""Go keys: variables of the environment that a program asks for by a key of its configuration, or by a constant that holds their name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readylint.facts.code import Code, Source
from readylint.facts.fields import Read
from readylint.facts.files import File, Files
from readylint.knowledge import known, regex
from readylint.patterns import compiled

_BY_CONSTANT = regex(r"\bos\.(?:Getenv|LookupEnv)\(\s*[A-Za-z_]")
_CONSTANT = regex(
    r'^[ \t]*(?:const[ \t]+)?(?:[eE]nv|ENV)[A-Z_]\w*[ \t]*(?:string[ \t]*)?=[ \t]*"(?P<name>[A-Z][A-Z0-9]*_[A-Z0-9_]+)"', re.MULTILINE
)
_CONFIGURED = ("*.yaml", "*.yml", "*.toml", "*.json")


def reads(files: Files, code: Code, among: Iterable[File]) -> Iterator[Read]:
    """The variables that are asked for so."""
    readers = tuple(among)
    for row in known("facts/environment")["keyed"]:
        yield from _asked(row, files, list(code.sources(row["word"], language="go", among=readers)))
    if any(_BY_CONSTANT.search(s.code) for s in code.sources("Getenv", "LookupEnv", language="go", among=readers)):
        sources = (s for s in code.sources(language="go", among=readers) if "Env" in s.text or "ENV" in s.text or "env" in s.text)
        yield from (Read(m["name"], False, at) for s in sources for m, at in s.search(_CONSTANT))


def _asked(row: dict[str, str], files: Files, sources: list[Source]) -> Iterator[Read]:
    """Keys of a library, where it is told to look into the environment; those of a configuration file of the project stand there."""
    users = [s for s in sources if row["imported"] in s.text]
    if not any(compiled(row["opened"]).search(s.code) for s in users):
        return
    prefix = next((m["prefix"] for s in users for m in compiled(row["prefix"]).finditer(s.code)), "")
    replaced = any(row["replaced"] in s.code for s in users)
    given = {m[m.lastgroup or 0].lower() for s in users for m in compiled(row["given"]).finditer(s.code)}
    configured = [f.text for f in files.match(*_CONFIGURED, kinds=("config", "app")) if "conf" in f.path or "setting" in f.path]
    for source in users:
        for match, at in source.search(row["asked"]):
            key = match["name"]
            if (replaced or key.replace("_", "").isalnum()) and not _in_a_file(key, configured):
                name = "_".join(filter(None, (prefix, key))).upper()
                yield Read(name.translate(str.maketrans(".-", "__")), key.lower() in given, at)


def _in_a_file(key: str, configured: list[str]) -> bool:
    """Whether a configuration file of the project has a value under the last part of a key that is written like one."""
    last = key.rpartition(".")[2]
    return not key.isupper() and any(f'{last}"' in text or f"{last}:" in text or f"{last} =" in text for text in configured)
