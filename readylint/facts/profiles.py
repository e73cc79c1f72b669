"""Profiles: what of the configuration that all environments share production replaces by its own, and what development alone reads
(profiles.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.files import File, Files
from readylint.facts.structured import Node, Structured
from readylint.knowledge import known, regex
from readylint.patterns import compiled
from readylint.secrets.place import words
from readylint.secrets.scan import Secret

_LANGUAGES = ("yaml", "json", "properties", "toml", "python", "elixir")
_FAMILIES = ("fallback", "keyword", "entropy")  # of what only counts because the app accepts it
_ENTRY = regex(r"^[ \t]*(?P<key>[^\s#!=:][^\s=:]*)[ \t]*[=:][ \t]*(?P<value>[^\n]*)$|^[#!]---", re.MULTILINE)
_ASSIGNED = regex(
    r"^(?:class[ \t]+(?P<class>\w+)|(?P<in>[ \t]*)(?P<key>[A-Z][A-Z0-9_]+)[ \t]*(?::[^=\n]+)?=(?!=)[ \t]*(?P<value>[^\n]*))", re.MULTILINE
)
# Elixir: `config :shop, ShopWeb.Endpoint,` and the keys that it gives values
_CONFIG = regex(r"^[ \t]*config[ (]+:(?P<app>\w+)(?:,[ \t]*(?P<module>[A-Z][\w.]*))?[ \t]*,", re.MULTILINE)
_GIVEN = regex(r"\b(?P<key>[a-z]\w{0,60}):[ \t]+(?P<value>[^\n]+)")
_BRINGS_ALL = regex(r"^[ \t]*from[ \t]+\S+[ \t]+import[ \t]+\*", re.MULTILINE)


class Setting(Struct, frozen=True):
    """A value of a configuration file under its keys; `profile` names the environments that alone read it, "" where all do."""

    key: str
    value: str
    line: int
    profile: str


class Profiles:
    """The configuration of production beside the one that all environments share."""

    def __init__(self, files: Files, structured: Structured) -> None:
        self._files, self._structured = files, structured
        self._known: dict[str, tuple[Setting, ...]] = {}  # by path

    @classmethod
    def of(cls, files: Files, structured: Structured) -> Profiles:
        return cls(files, structured)

    def why_aside(self, secret: Secret) -> str:
        """Why production does not accept a value of a configuration file; "" where it may."""
        file = self._files.get(secret.path)
        if file is None or file.language not in _LANGUAGES or secret.family not in _FAMILIES:
            return ""
        every = self._settings(file)
        for own in every:
            if own.line == secret.line and secret.value in own.value:
                return self._why_aside(own, secret.value, every, file)
        return ""

    def _why_aside(self, own: Setting, value: str, every: tuple[Setting, ...], file: File) -> str:
        if _for_development(own.profile):
            return f"a value of the profile {own.profile}"
        if own.profile or _given_out(own, every):
            return ""
        beside = [(file.path, every), *((twin.path, self._settings(twin)) for twin in self._twins(file))]
        for path, settings in beside:
            for other in settings:
                in_force = path != file.path or _for_production(other.profile)
                if in_force and other.key == own.key and not _for_development(other.profile):
                    return "" if value in other.value else f"production has another value ({path}:{other.line})"
        return ""

    def _twins(self, file: File) -> Iterator[File]:
        """The files that production reads beside one that all environments read."""
        names = "|".join(known("facts/environments")["name"]["production"])
        for row in known("facts/profiles")["twin"]:
            if found := re.fullmatch(row["base"], file.name):
                folder = re.escape(file.path.removesuffix(file.name))
                wanted = row["production"].format(folder=folder, stem=re.escape(found["stem"]), names=names)
                pattern = compiled(wanted, re.IGNORECASE)
                found_beside = (f for f in self._files.app if f is not file and pattern.fullmatch(f.path))
                yield from (f for f in found_beside if f.language != "python" or _BRINGS_ALL.search(f.text))

    def _settings(self, file: File) -> tuple[Setting, ...]:
        if file.path not in self._known:
            read = {"properties": _of_properties, "python": _of_python, "elixir": _of_elixir}.get(file.language)
            found = read(file) if read else (s for d in self._structured.documents(file) for s in _of_document(d))
            self._known[file.path] = tuple(found)
        return self._known[file.path]


def _of_properties(file: File) -> Iterator[Setting]:
    profile = ""
    document: list[Setting] = []
    for entry in (*_ENTRY.finditer(file.text), None):
        if entry is None or entry["key"] is None:  # the next document
            yield from (Setting(s.key, s.value, s.line, s.profile or profile) for s in document)
            profile, document = "", []
        elif entry["key"] in known("facts/profiles")["sections"]["profile"]:
            profile = entry["value"].strip()
        else:
            document.append(_setting(entry["key"], entry["value"], file.place(entry.start()).line, ""))


def _of_python(file: File) -> Iterator[Setting]:
    """The names in capitals that a module, or a class of a configuration, gives values."""
    profile = ""
    for found in _ASSIGNED.finditer(file.text):
        if found["class"]:
            profile = re.sub(r"(?<=\w)(?:Config\w*|Settings)$|^(?:Config\w*|Settings)$", "", found["class"])
        else:
            profile = profile if found["in"] else ""
            yield _setting(found["key"], found["value"], file.place(found.start("key")).line, profile)


def _of_elixir(file: File) -> Iterator[Setting]:
    """The keys of what `config` sets, each under its application and module."""
    found = list(_CONFIG.finditer(file.text))
    for config, after in zip(found, [*(m.start() for m in found[1:]), len(file.text)]):
        for given in _GIVEN.finditer(file.text, config.end(), after):
            key = f"{config['app']}.{config['module'] or ''}.{given['key']}"
            yield _setting(key, given["value"], file.place(given.start()).line, "")


def _of_document(document: Node) -> Iterator[Setting]:
    table = known("facts/profiles")["sections"]
    profiles = (str(document[key] or document.get(*key.split("."))) for key in table["profile"])
    profile = next(filter(None, profiles), "")
    divided = any(_for_production(key) and value.items for key, _, value in document.items or ())
    for key, _, value in document.items or ():
        section = divided and value.items is not None
        if section and key in table["shared"]:
            yield from _below(value, "", profile)
        elif section and (_for_production(key) or _for_development(key)):
            yield from _below(value, "", key)
        else:
            yield from _below(value, key, profile)


def _below(node: Node, key: str, profile: str) -> Iterator[Setting]:
    if node.text is not None:
        yield _setting(key, node.text, node.at.line, profile)
    for name in dict.fromkeys(node.keys()):  # the last value of a key counts
        yield from _below(node[name], f"{key}.{name}" if key else name, profile)
    for part in node.parts or ():
        yield from _below(part, f"{key}.", profile)


def _setting(key: str, value: str, line: int, profile: str) -> Setting:
    if marked := re.match(known("facts/profiles")["sections"]["marked"], key.strip('"')):
        key, profile = key.strip('"')[marked.end() :], marked["word"]
    return Setting(re.sub(r"[-_]", "", key.replace(":", ".")).lower(), value, line, profile)


def _for_production(profile: str) -> bool:
    names = known("facts/environments")["name"]["production"]
    return any(word.lower() in names for word in re.findall(r"!?[\w-]+", profile))


def _for_development(profile: str) -> bool:
    """Whether every environment of a profile is a developer's or a test's, or it is all but production's."""
    named = re.findall(r"!?[\w-]+", profile)
    return bool(named) and all(
        _for_production(word[1:]) if word.startswith("!") else words()["weak_section"].match(f"{word}:") for word in named
    )


def _given_out(own: Setting, every: tuple[Setting, ...]) -> bool:
    """Whether somebody else gave the credential out, or it opens what its neighbours name on a remote host."""
    above = own.key.rpartition(".")[0]
    near = (s.value for s in every if s.key.rpartition(".")[0] == above and s.profile == own.profile)
    return bool(compiled(known("facts/profiles")["credentials"]["others"]).search(own.key)) or any(
        words()["remote_database"].search(value) for value in near
    )
