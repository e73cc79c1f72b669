"""Engines: which database engines the app speaks to, by the drivers that it declares and by what its settings say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from readylint.facts.dependencies import Dependencies
from readylint.facts.files import Files
from readylint.knowledge import known
from readylint.patterns import compiled

_SETTINGS = (
    "*compose*.y*ml", "**/config/database.yml", "application*.{yml,yaml,properties}", ".env*", "schema.prisma", "appsettings*.json",
    "ormconfig.*", "app.json", "{serverless,template}*.y*ml", "wrangler.*", "Cargo.toml", "**/config/database.php", "firebase.json",
    "settings.py", "knexfile.*", "*.tf", "config*.{yml,yaml}",
)


class Engines(Struct, frozen=True):
    """The names of the engines. `over_http`: the one that is asked over HTTP, where there is no other."""

    names: frozenset[str]
    over_http: str = ""

    @classmethod
    def of(cls, files: Files, dependencies: Dependencies) -> Engines:
        table = known("facts/engines")["engine"]
        declared = {row["name"] for row in table if dependencies.find(row.get("packages", {}))}
        found = frozenset(declared | set(_said(table, files)))
        http = next((row["name"] for row in table if row.get("http") and row["name"] in found), "")
        spoken = {row["speaks"] for row in table if row["name"] in found and "speaks" in row}
        return cls(found | spoken, "" if any(not row.get("http") and row["name"] in found for row in table) else http)

    def __contains__(self, name: str) -> bool:
        return name in self.names


def _said(table: list[dict[str, Any]], files: Files) -> Iterator[str]:
    kinds = ("app", "config", "other")
    templates = files.with_words("AWSTemplateFormatVersion", among=files.match("*.{yaml,yml,json,template}", kinds=kinds))
    connects = files.with_words("PDO", "mysqli", "mysqli_connect", "pg_connect", among=files.match("*.php", kinds=("app",)))  # no package
    texts = [f.text for f in dict.fromkeys((*files.match(*_SETTINGS, kinds=kinds), *templates, *connects))]
    for row in table:
        if any(compiled(row["says"]["code"]).search(text) for text in texts):
            yield row["name"]
