"""Fields: variables of the environment that a class, a struct or a schema of the app's names by its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from readylint.facts.brackets import closed
from readylint.facts.code import Code, Source
from readylint.facts.files import File
from readylint.knowledge import regex
from readylint.model import Location


class Read(Struct, frozen=True):
    """One place that reads a variable. `refuses`: what stands in for a missing value raises."""

    name: str
    has_default: bool
    at: Location
    refuses: bool = False


def declared(source: Source, language: str, bases: tuple[str, ...]) -> Iterator[Read]:
    """Variables that a class or schema declares by its fields. `bases`: the app's own classes of settings."""
    if language == "python" and (_SETTINGS.search(source.text) or any(base in source.text for base in bases)):
        yield from _settings_classes(source, bases)
    if language == "rust":
        yield from _flags(source)
    if language == "javascript":
        if "extends ConfigService" in source.text and "extends ConfigService" in source.code:
            yield from (Read(m["name"], bool(m["default"]), at) for m, at in source.search(_INHERITED))
        yield from _destructured(source)
        yield from _schemas(source)
        yield from _properties(source)
        yield from _codecs(source)
        yield from _convict(source)


_INHERITED = regex(r"\bthis\.get(?:OrThrow)?(?:<[^>\n]*>)?\(\s*[\"'](?P<name>[A-Z][A-Z0-9_]+)[\"'](?P<default>\s*,)?")
_SETTINGS = regex(r"\bBaseSettings\b|\bField\([^()]{0,200}\benv\s*=")
_HEAD = regex(r"^class\s+(?P<name>\w+)\((?P<bases>[^)\n]*)\)\s*:", re.MULTILINE)
_CLASS = regex(r"^class\s+(?P<name>\w+)\((?P<bases>[^)\n]*)\)\s*:[^\n]*\n(?P<body>(?:[ \t]+[^\n]*\n|[ \t]*\n)*)", re.MULTILINE)
_FIELD = regex(
    r"^(?P<indent>[ \t]+)(?P<name>[A-Za-z]\w*)\s*:\s*(?P<type>Annotated\[[^\n]+\]|[^=\n]+?(?:\n\s*\|[^=\n]+)?)"
    r"\s*(?P<default>=[^\n]*)?$",
    re.MULTILINE,
)
_CALL = regex(r"=\s*(?:\w+\.)?Field(?=\()")
_GIVEN = regex(r"Field\((?!\s*(?:\.\.\.|\)|\w+\s*=))|\bdefault(?:_factory)?\s*=(?!\s*\.\.\.)")
_ALIAS = regex(r"\b(?P<by>validation_alias|alias|env)\s*=\s*(?:AliasChoices\(\s*)?[\"'](?P<name>\w+)[\"']")


def settings_bases(code: Code, among: Sequence[File]) -> tuple[str, ...]:
    """The app's own classes made of pydantic's BaseSettings, in whatever file: others are made of them."""
    found, new = {"BaseSettings"}, {"BaseSettings"}
    while new:
        sources = code.sources(*sorted(new), language="python", among=among)
        classes = [m for s in sources if "class " in s.text for m in _HEAD.finditer(s.code)]
        new = {m["name"] for m in classes if not found.isdisjoint(re.findall(r"\w+", m["bases"]))} - found
        found |= new
    return tuple(sorted(found - {"BaseSettings"}))


def _settings_classes(source: Source, bases: tuple[str, ...]) -> Iterator[Read]:
    settings = {"BaseSettings", *bases}  # and, of the same file, what is made of it
    for found in _CLASS.finditer(source.code + "\n"):
        if is_settings := not settings.isdisjoint(re.findall(r"\w+", found["bases"])):
            settings.add(found["name"])
        body = found["body"]
        prefix = re.search(r"env_prefix\s*=\s*[\"'](\w*)[\"']", body)
        fields = list(_FIELD.finditer(body))
        indent = min((len(m["indent"].expandtabs()) for m in fields), default=0)
        for field in fields:
            if (
                len(field["indent"].expandtabs()) > indent
                or "ClassVar" in field["type"]
                or field["name"] in ("model_config", "class", "def")
            ):
                continue
            given = _given(body, field)
            alias = _ALIAS.search(field["type"] + given)
            if not is_settings and not (alias and alias["by"] == "env"):  # which only settings have, of a class made elsewhere
                continue
            name = alias["name"] if alias else ((prefix[1] if prefix else "") + field["name"])
            has_default = bool(_GIVEN.search(given) if _CALL.match(given) else re.match(r"=(?!\s*\.\.\.)", given))
            yield Read(name.upper(), has_default, source.place(found.start("body") + field.start("name")), refuses=not has_default)


def _given(body: str, field: re.Match[str]) -> str:
    """What a field is given, the lines of its call with it."""
    call = _CALL.match(body, field.start("default")) if field["default"] else None
    return body[call.start() : closed(body, call.end())] if call else field["default"] or ""


_FLAG = regex(r"#\[(?:arg|clap)\((?P<given>[^\]\n]*)\)\]\s*(?:pub(?:\([^)\n]*\))?\s+)?(?P<name>\w+)\s*:\s*(?P<optional>Option\b)?")
_NAMELESS = regex(r"(?:^|,)\s*env\s*(?:,|$)")


def _flags(source: Source) -> Iterator[Read]:
    """clap: an option that is marked `env` alone is read from the variable of its own name."""
    for found in _FLAG.finditer(source.code) if _FLAG.search(source.text) else ():
        if _NAMELESS.search(found["given"]):
            has_default = bool(found["optional"]) or "default" in found["given"]
            yield Read(found["name"].upper(), has_default, source.place(found.start("name")))


_TAKEN_APART = regex(r"\b(?:const|let|var)\s*\{(?P<names>[^{}]{0,2000})\}\s*=\s*process\.env\b")


def _destructured(source: Source) -> Iterator[Read]:
    for match in _TAKEN_APART.finditer(source.code) if _TAKEN_APART.search(source.text) else ():
        for part in re.finditer(r"(?:^|,)\s*(?P<name>[A-Z_]\w*)\s*(?::\s*\w+\s*)?(?P<default>=)?", match["names"]):
            yield Read(part["name"], bool(part["default"]), source.place(match.start("names") + part.start("name")))


_KEY = regex(r"(?:^|[{,])\s*[\"']?(?P<name>[A-Z][A-Z0-9_]+)[\"']?\s*:\s*(?P<value>[^\n]*)", re.MULTILINE)


_HELD = regex(r"\b(?:cleanEnv|createEnv)\s*\(|\b(?:parse|safeParse|validate)\(\s*process\.env\b|validationSchema\s*:")


_PROPERTY = regex(r"""["']?\b(?P<name>[A-Z][A-Z0-9_]+)["']?\s*:\s*\{(?P<said>[^{}]{0,400}?\btype\s*:[^{}]{0,400})\}""")
_JSON_SCHEMA = regex(r"""["'](?:@fastify/env|fastify-env|env-schema)["']""")


def _properties(source: Source) -> Iterator[Read]:
    """Properties of a JSON schema that env-schema holds against process.env (Fastify)."""
    for key in _PROPERTY.finditer(source.code) if _JSON_SCHEMA.search(source.code) else ():
        yield Read(key["name"], "default" in key["said"], source.place(key.start("name")))


_DECODED = regex(r"\.decode\(\s*(?:\{\s*\.\.\.)?process\.env\b")
_OF_CODEC = regex(
    r"(?P<optional>\bpartial)\s*\(|\b(?:interface|type|strict|exact)\s*\(|(?:^|[{,])\s*(?P<name>[A-Z][A-Z0-9_]+)\s*:\s*(?P<value>[A-Za-z][\w.]*)",
    re.MULTILINE,
)


def _codecs(source: Source) -> Iterator[Read]:
    """Keys of a codec of io-ts that decodes process.env."""
    optional = False
    for found in _OF_CODEC.finditer(source.code) if _DECODED.search(source.code) else ():
        if not found["name"]:
            optional = bool(found["optional"])
        else:
            has_default = optional or "default" in found["value"].lower()
            yield Read(found["name"], has_default, source.place(found.start("name")), refuses=not has_default)


_OPTION = regex(r"\{(?P<said>[^{}]{0,600}?\benv\s*:\s*[\"'](?P<name>[A-Z][A-Z0-9_]*)[\"'][^{}]{0,600})\}")
_DEFAULT = regex(r"\bdefault\s*:\s*(?!null\b|undefined\b|[\"']{2})")


def _convict(source: Source) -> Iterator[Read]:
    """Options of a schema of convict, each of which names its variable."""
    if "convict" in source.text and "convict" in source.code:
        for option in _OPTION.finditer(source.code):
            yield Read(option["name"], bool(_DEFAULT.search(option["said"])), source.place(option.start("name")))


def _schemas(source: Source) -> Iterator[Read]:
    """Keys of a schema that is held against process.env (envalid, t3-env, zod, joi)."""
    if not _HELD.search(source.text) or not _HELD.search(source.code):
        return
    for key in _KEY.finditer(source.code):
        if re.match(
            r"(?:\w+\.)*(?:str|num|bool|port|url|host|email|json|makeValidator|string|number|boolean|enum|coerce|object|any|z|Joi)\b",
            key["value"],
        ):
            yield Read(key["name"], bool(re.search(r"\bdefault\b|\.optional\(|devDefault", key["value"])), source.place(key.start("name")))
