"""Viper: variables that a Go program asks viper for by name, where viper takes in the whole environment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readylint.facts.code import Code
from readylint.facts.fields import Read
from readylint.facts.files import File
from readylint.knowledge import regex

_TAKES_IN = regex(r"\bAutomaticEnv\(\)")
_PREFIX = regex(r'\bSetEnvPrefix\(\s*"(?P<prefix>\w+)"')
_ASKED = regex(r'\.Get(?:String|Bool|U?[Ii]nt\d{0,2}|Float64|Duration|Time|StringSlice)?\(\s*"(?P<name>[A-Z][A-Z0-9_]+)"\s*\)')
_DEFAULT = regex(r'\bSetDefault\(\s*"(?P<name>[A-Z][A-Z0-9_]+)"')


def reads(code: Code, among: Iterable[File]) -> Iterator[Read]:
    """Names in small letters stand in a file of settings, and are no variables."""
    sources = list(code.sources("viper", language="go", among=among))
    if not any(_TAKES_IN.search(source.code) for source in sources):
        return
    prefix = next((f"{m['prefix'].upper()}_" for source in sources for m in _PREFIX.finditer(source.code)), "")
    defaults = {m["name"] for source in sources for m in _DEFAULT.finditer(source.code)}
    for source in sources:
        for match, at in source.search(_ASKED):
            yield Read(prefix + match["name"], match["name"] in defaults, at)
