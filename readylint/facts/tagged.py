"""Tagged: variables of Go programs that take in the whole environment, and whose structs name them by tags (koanf, viper)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readylint.facts.code import Code, Source
from readylint.facts.fields import Read
from readylint.facts.files import File
from readylint.knowledge import regex

_KOANF = regex(r'\benv\.Provider\(\s*(?:"(?P<prefix>\w*)"|"[^"\n]*"\s*,\s*env\.Opt\{\s*Prefix:\s*"(?P<second>\w*)")')
_VIPER = regex(r"\bAutomaticEnv\(\)")
_PREFIX = regex(r'\bSetEnvPrefix\(\s*"(?P<prefix>\w+)"')
_FIELD = regex(
    r'^[ \t]*\w+[ \t]+(?P<type>[\w.*\[\]]+)[ \t]+`(?P<tags>[^`\n]*\b(?P<by>koanf|mapstructure):"(?P<name>\w+)[^`\n]*)`', re.MULTILINE
)
_PLAIN = regex(r"\*?(?:\[\])?(?:string|bool|byte|u?int\d{0,2}|float\d\d|time\.Duration)")
_NEEDED = regex(r'\bvalidate:"[^"]*\brequired\b')
_VALIDATED = regex(r"\.Struct(?:Ctx)?\(")


def reads(code: Code, among: Iterable[File]) -> Iterator[Read]:
    """The variables behind the fields of such structs."""
    sources = list(code.sources("koanf", "mapstructure", language="go", among=among))
    if not sources:
        return
    takers = list(code.sources("Provider", "AutomaticEnv", language="go"))
    if prefix := next((m for s in takers for m in _KOANF.finditer(s.code)), None):
        yield from _fields(sources, "koanf", prefix["prefix"] or prefix["second"] or "")
    if any(_VIPER.search(s.code) for s in takers):
        named = next((m["prefix"].upper() + "_" for s in takers for m in _PREFIX.finditer(s.code)), "")
        yield from _fields(sources, "mapstructure", named)


def _fields(sources: list[Source], by: str, prefix: str) -> Iterator[Read]:
    """Fields with plain values. A struct within another is filled by names that its parent begins: then nothing is said."""
    found = [(source, m) for source in sources for m in _FIELD.finditer(source.code) if m["by"] == by]
    if any(not _PLAIN.fullmatch(m["type"]) for _, m in found):
        return
    validated = any(_VALIDATED.search(s.code) for s in sources)
    for source, m in found:
        if by == "koanf" or m["name"].isupper():  # what viper finds by other names stands in a file
            refuses = validated and bool(_NEEDED.search(m["tags"]))
            yield Read(prefix + m["name"].upper(), False, source.place(m.start("name")), refuses)
