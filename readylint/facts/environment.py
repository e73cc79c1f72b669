"""Environment: the variables that the app's code reads, with a default or without, and where each is documented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts import go_keys, go_settings
from readylint.facts.code import Code, Source
from readylint.facts.documents import Documents
from readylint.facts.fields import Read, declared, settings_bases
from readylint.facts.files import File, Files
from readylint.facts.paths import PathRules
from readylint.facts.structured import Structured
from readylint.facts.words import WordIndex
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled, passing

# a workflow that deploys, or that runs the program by the clock
_DEPLOYS = regex(r"(?i)deploy|(?m:^[ \t]*-[ \t]*cron[ \t]*:)[\s\S]{0,4000}?\bsecrets\.\w")


_HELPS_TESTS = regex(r'^\s*(?:import\s+)?"testing"$', re.MULTILINE)  # Go: a package by which tests get what they need


class Variable(Struct, frozen=True):
    """An environment variable: the places that read it, whether every one of them has a default, and the first place that documents it."""

    name: str
    reads: tuple[Location, ...]
    has_default: bool
    documented: Location | None

    @property
    def at(self) -> Location:
        return self.reads[0]


def _table() -> dict[str, Any]:
    return known("facts/environment")


_ALIAS = {"typescript": "javascript", "tsx": "javascript"}
_GET = regex(r"\bfunction get\b[^\n]*\{\n[^}]{0,200}\bprocess\.env\[")  # a name so usual counts only where it is defined
_IN_WORD = regex(r"[A-Za-z0-9_]")
_FALLBACK = regex(r"\s*(?:[\])]\s*)?(?:\|\||\?\?|\?:|\bor\b|\.unwrap_or|\.getOrElse|\.presence)")
_HANDED = regex(r"(?<!process\.)(?<!meta\.)(?<!Deno\.)(?<!Bun\.)\benv\.(?P<name>[A-Z][A-Z0-9_]{1,60})\b(?!\s{0,9}[.(])")
_BINDING = regex(r"\b(?:binding|name)[\"']?\s{0,9}[=:]\s{0,9}[\"'](\w{1,60})[\"']")
_WHOLE = regex(r"(?<!append\()\bos\.Environ\(\)")  # what is appended to it is given to another program
_OPTION = regex(r'^\s*"(?P<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)":\s*(?:&?\w*\{|new)', re.MULTILINE)
# Flask's settings for tests, beside those of production
_OF_TESTS = regex(r"^class[ \t]+(?:Unit)?Test(?:s|ing)?(?:Config|Settings)\w{0,20}[^\n]{0,200}:\n(?:(?:[ \t][^\n]*)?\n)+", re.MULTILINE)
_REFUSAL = regex(r"\s*\(?(?:raise|throw|die|exit|abort|panic|error|fail)\b")


class Environment:
    """The variables of the app's environment."""

    def __init__(self, files: Files, code: Code, documents: Documents, structured: Structured) -> None:
        self._files, self._code, self._documents, self._structured = files, code, documents, structured

    @classmethod
    def of(cls, files: Files, code: Code, documents: Documents, structured: Structured) -> Environment:
        return cls(files, code, documents, structured)

    def __iter__(self) -> Iterator[Variable]:
        return iter(self.variables)

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """Every variable that the app reads, by name; those that a platform or shell sets by itself are left out."""
        found: dict[str, list[Read]] = {}
        for read in self.reads:
            found.setdefault(read.name, []).append(read)
        return tuple(
            Variable(name, tuple(r.at for r in reads), all(r.has_default for r in reads), self.documented(name))
            for name, reads in sorted(found.items())
        )

    @cached_property
    def reads(self) -> tuple[Read, ...]:
        """Every place that reads one."""
        ignored = _table()["ignored"]
        names, prefixes = frozenset(ignored["names"]), tuple(ignored["prefixes"])
        names |= self._given_here
        if nais := [m for f in self._manifests("nais.io") for m in _ON_NAIS.finditer(f.text)]:
            names |= frozenset(ignored["nais"])
            prefixes += tuple(f"{m['prefix']}_" for m in nais if m["prefix"])
        kept = (r for r in self._all_reads() if r.name not in names and not r.name.startswith(prefixes))
        kept = (r for r in kept if r.name not in ignored["supabase"] or "supabase/functions/" not in r.at.path)
        return tuple(r for r in kept if r.name not in ignored["lambda"] or not self._on_lambda)

    @cached_property
    def _given_here(self) -> frozenset[str]:
        """Names that the app's own configuration of Spring gives a value, there in production at least, which is what reads of them get."""
        files = self._files.match("application{,-prod,-production}.{yml,yaml,properties}", kinds=("config",))
        return frozenset(m["name"] for f in files for m in _GIVEN.finditer(f.text) if m["name"] not in m["value"])

    @cached_property
    def _on_lambda(self) -> bool:
        return bool(self._files.match("serverless.y*ml", "samconfig.toml") or any(map(self._manifests, _FUNCTIONS)))

    def _manifests(self, word: str) -> tuple[File, ...]:
        return self._files.with_words(word, among=self._files.match("*.{yaml,yml}", kinds=("config", "other", "app")))

    def documented(self, name: str) -> Location | None:
        """Where a variable is documented: an example file, a document, or configuration that deploys."""
        for place in sorted(self._spoken.holding((name,))):
            file = self._spoken.files[place]
            if (at := _word_at(file.text, name)) >= 0:
                return file.place(at)
        for file in self._sources_of_truth if self._nested else ():
            if (at := file.text.find(f"{name}__")) >= 0:
                return file.place(at)
        return self._mapped.get(name)

    @cached_property
    def _spoken(self) -> WordIndex[File]:
        """The words of those files: for each variable to ask each file anew would be to read large ones again and again."""
        return self._files.index("environment", self._sources_of_truth)

    @cached_property
    def _nested(self) -> bool:
        """Whether a section of the settings is filled by variables of its own, as NAME__FIELD."""
        pattern = r"\benv_nested_delimiter[\"']?\s*[=:]\s*[\"']__"
        return any(True for _ in self._code.search(pattern, "env_nested_delimiter", language="python"))

    @cached_property
    def _sources_of_truth(self) -> tuple[File, ...]:
        paths = _table()["paths"]
        shown = self._files.match(*paths["shown"], kinds=("app", "config", "other", "docs"))
        documents = tuple(d.file for d in self._documents.own)
        objects = tuple(f for word in _OF_MANIFESTS for f in self._manifests(word))
        deployed = self._files.match(*paths["deployed"], kinds=("config", "other", "app"))
        apps_own = frozenset(f.path for f in self._app_configuration)
        deployed = tuple(f for f in deployed if f.language not in _CODE and f.path not in apps_own)
        workflows = tuple(f for f in self._files.match("**/.github/workflows/*") if _DEPLOYS.search(f.text))
        scripts = self._files.match("*.sh", "*.bash", "Makefile", kinds=("app", "config", "other"))
        creates = self._files.with_words("--from-literal", among=scripts)
        return tuple(dict.fromkeys([*shown, *documents, *deployed, *objects, *workflows, *creates]))

    @cached_property
    def _app_configuration(self) -> tuple[File, ...]:
        """Files that the app reads itself and in which it names variables."""
        return self._files.match(
            "**/config/*.{yml,yaml,yml.erb}",
            "**/config/packages/**",
            "application*.{yml,yaml,properties}",
            "**/resources/*.{yml,yaml,properties,conf}",
            "**/{application,reference}*.conf",
            "*.prisma",
            "**/resources/*.edn",
        )

    @cached_property
    def _readers(self) -> tuple[File, ...]:
        apart, own = (self._files.match(*_table()["paths"][key], kinds=("app", "config")) for key in ("apart", "own"))
        tools = compiled(_table()["paths"]["tools"])
        left_out = {f.path for f in apart} - {f.path for f in own if not tools.search(f.name)}
        helps = {f.path for f in self._files.with_words("testing") if f.language == "go" and _HELPS_TESTS.search(f.text)}
        return tuple(f for f in self._code.server if f.path not in left_out and f.path not in helps)

    def _all_reads(self) -> Iterator[Read]:
        helpers, bases = self._helpers, settings_bases(self._code, self._readers)
        code = self._holding((*helpers, *bases))
        configuration = (f for f in self._app_configuration if f.language in ("yaml", "properties", "prisma", "conf", "edn"))
        for source in map(self._code.source, (*code, *configuration)):
            yield from source.each(_read_in, helpers, bases)
        yield from (Read(name, True, at) for name, at in (*self._mapping, *self._tabled))
        yield from self._of_workers()
        yield from go_settings.reads(self._code, self._readers)
        yield from go_keys.reads(self._files, self._code, self._readers)

    def _holding(self, own: tuple[str, ...]) -> Iterator[File]:
        """The code that may read one: what holds a word by which its language does, or one of the project's own."""
        spoken: dict[str, list[File]] = {}
        for file in self._readers:
            spoken.setdefault(_ALIAS.get(file.language, file.language), []).append(file)
        for language, words in _table()["words"].items():
            yield from self._files.with_words(*words, *own, among=spoken.get(language, ()))

    def _of_workers(self) -> Iterator[Read]:
        """What Cloudflare's Workers are handed as an argument, in place of the process's environment; their bindings are none."""
        told = "".join(f.text for f in self._files.match("wrangler.{toml,json,jsonc}", kinds=("app", "config", "other")))
        bound = frozenset(_BINDING.findall(told))
        for source in self._code.sources("env", language=("javascript", "typescript", "tsx"), among=self._readers) if told else ():
            for match, at in source.search(_HANDED):
                if match["name"] not in bound:
                    yield Read(match["name"], bool(_FALLBACK.match(source.code, match.end())), at)

    @cached_property
    def _helpers(self) -> tuple[str, ...]:
        """The project's own functions that read the variable they are given."""
        found: set[str] = set()
        for source in self._code.sources(
            "environ", "getenv", "env", "Getenv", "LookupEnv", "GetEnv", "ENV", "GetEnvironmentVariable", among=self._readers
        ):
            pattern = _table()["helper"].get(_ALIAS.get(source.language, source.language))
            for match in re.finditer(pattern, source.code, re.MULTILINE) if pattern else ():
                name = next((match[g] for g in ("name", "n2", "n3") if match.groupdict().get(g)), None)
                found |= {name} if name and len(name) > 2 and name not in _KEYWORDS else set()
        return tuple(sorted(found))

    @cached_property
    def _mapping(self) -> tuple[tuple[str, Location], ...]:
        """Variables of node-config's mapping file."""
        files = self._files.match("**/config/custom-environment-variables.{json,yaml,yml}")
        scalars = (s for f in files for s in self._structured.document(f).scalars())
        return tuple((str(s), s.at) for s in scalars if re.fullmatch(r"[A-Z][A-Z0-9_]+", str(s)))

    @cached_property
    def _tabled(self) -> tuple[tuple[str, Location], ...]:
        """Variables that a table of options names, of a Go program that goes through its whole environment; they have defaults there."""
        whole = self._code.sources("Environ", language="go", among=self._readers)
        folders = {s.file.folder for s in whole if _WHOLE.search(s.code)}
        tables = (s for s in self._code.sources(language="go", among=self._readers) if s.file.folder in folders)
        return tuple((m["name"], at) for s in tables for m, at in s.search(_OPTION))

    @cached_property
    def _mapped(self) -> dict[str, Location]:
        """A mapping file documents its variables where a document names it."""
        named = any("custom-environment-variables" in d.text for d in self._documents.own)
        return dict(reversed(self._mapping)) if named else {}


_GIVEN = regex(r"^(?P<name>[A-Z][A-Z0-9_]{3,})[ \t]*[:=][ \t]*(?P<value>[^\s#][^\n]*)", re.MULTILINE)
_ON_NAIS = regex(r"^apiVersion:[ \t]*[\"']?nais\.io/|^[ \t]+envVarPrefix:[ \t]*[\"']?(?P<prefix>\w+)", re.MULTILINE)
_FUNCTIONS = ("AWS::Serverless-2016-10-31", "AWS::Lambda::Function")  # of SAM, and of CloudFormation
_OF_MANIFESTS = ("apiVersion", "AWSTemplateFormatVersion")
_CODE = frozenset(PathRules().table["language"]["code"]) - {"bash", "hcl", "template"}
_KEYWORDS = frozenset({"if", "for", "while", "switch", "catch", "return", "constructor", "get", "main", "init"})


def _word_at(text: str, word: str) -> int:
    """Where a word first stands by itself, -1 where it does not. A plain search: patterns for a hundred names cost more to compile."""
    at = text.find(word)
    while at >= 0 and (_IN_WORD.match(text, at + len(word)) or (at and _IN_WORD.match(text, at - 1))):
        at = text.find(word, at + 1)
    return at


def _read_in(source: Source, helpers: tuple[str, ...], bases: tuple[str, ...]) -> Iterator[Read]:
    """What one file reads, and declares. `helpers`: the project's own functions that read what they are given; `bases`: its own
    classes of settings."""
    language = _ALIAS.get(source.language, source.language)
    patterns = [compiled(p, re.MULTILINE) for p in _table()["read"].get("java" if _is_spring(source) else language, ())]
    if own := "|".join([*map(re.escape, helpers), *([r"(?<!\.)get"] if _GET.search(source.text) else [])]):
        called = rf"(?<!def )(?<!func )(?<!function )\b(?:{own})(?:<\w+>)?\(\s*"
        patterns.append(passing(called + r"""["'](?P<name>[A-Z][A-Z0-9_]+)["'](?P<default>\s*,)?""", re.MULTILINE))
    apart = [m.span() for m in _OF_TESTS.finditer(source.code)] if language == "python" and "Test" in source.text else []
    fields = list(declared(source, language, bases))
    told = {(field.at.line, field.name.upper()) for field in fields}
    for pattern in patterns:
        for match, at in source.search(pattern) if pattern.search(source.text) else ():
            if any(start < match.start() < end for start, end in apart):
                continue
            if (at.line, match["name"].upper()) in told or match["name"].endswith("_"):  # the beginning of a name that is put together
                continue
            instead = _FALLBACK.match(source.code, match.end())
            refuses = bool(match.groupdict().get("refuses") or (instead and _REFUSAL.match(source.code, instead.end())))
            has_default = bool(match.groupdict().get("default") or instead) and not refuses
            yield Read(match["name"], has_default, at, refuses)
    yield from fields


def _is_spring(source: Source) -> bool:
    return source.language == "yaml" and bool(re.match(r"application|bootstrap", source.file.name) or "/resources/" in source.path)
