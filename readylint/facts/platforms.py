"""Platforms: the files of hosting platforms, and what each platform always does (platforms.toml)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any

from msgspec import Struct

from readylint.facts.browsers import is_of_browser
from readylint.facts.files import File, Files
from readylint.facts.structured import Node, Structured
from readylint.knowledge import known
from readylint.model import Location
from readylint.patterns import compiled


class Platform(Struct, frozen=True):
    """One platform's own file. `https` is "always" where the platform redirects plain HTTP by itself, "gateway" where it has
    no plain HTTP at all, "" where the file or the app must ask; `source` says it builds from source, so it needs no image."""

    name: str
    at: Location
    body: Node
    https: str = ""
    source: bool = False
    functions: bool = False  # it starts and stops instances by itself (ruling 19)
    static: bool = False  # it serves files only
    pages: bool = False  # it serves the pages of a browser project, and no server
    secure: str = ""  # what asks it to redirect plain HTTP, as `key=value`
    checks: tuple[str, ...] = ()  # keys under which it is told how to check the app's health

    @property
    def health(self) -> Location | None:
        """Where it is told to check the app's health."""
        return next((value.at for key, value in self.body.walk() if key in self.checks and value), None)

    @property
    def redirects(self) -> Location | None:
        """Where it is asked to redirect plain HTTP."""
        return next((value.at for key, value in self.body.walk() if self.secure and f"{key}={value}" == self.secure), None)

    @property
    def path(self) -> str:
        return self.at.path


class Platforms:
    """The platform files of the project."""

    def __init__(self, all: tuple[Platform, ...]) -> None:
        self.all = all

    @classmethod
    def of(cls, files: Files, structured: Structured) -> Platforms:
        found: dict[str, Platform] = {}
        for platform in _found(files, structured):
            found.setdefault(platform.path, platform)
        return cls(tuple(found.values()))

    def __iter__(self) -> Iterator[Platform]:
        return iter(self.all)

    @property
    def serving(self) -> tuple[Platform, ...]:
        """Those that may answer requests of the app: what only hands out pages says nothing of the server behind them (ruling 4)."""
        return tuple(p for p in self.all if not p.pages)

    def named(self, *names: str) -> tuple[Platform, ...]:
        return tuple(p for p in self.all if p.name in names)


_CODE = ("javascript", "typescript")


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, Any], ...]:
    return tuple(known("facts/platforms")["platform"])


def _found(files: Files, structured: Structured) -> Iterator[Platform]:
    for row in _table():
        for file in files.match(*row["paths"], kinds=("app", "config", "other")):
            if "beside" in row and not files.match(posixpath.join(file.folder, row["beside"])):
                continue  # it keeps the app's data, and runs nothing of it
            docs = "docs" in row and compiled(row["docs"]).search(file.text)
            if not docs and re.search(rf"(?:{row.get('holds', '')})", file.text) and _told(row, files):
                code = file.language in _CODE  # whose keys are not read
                body = Node(file.at) if code or file.name == "Procfile" else structured.document(file)
                if code or _is_one(row["name"], body):
                    marks = {key: row[key] for key in ("https", "source", "functions", "static", "secure") if key in row}
                    pages = _is_for_pages(row, file, body, files)
                    yield Platform(row["name"], _place(file, row), body, pages=pages, checks=tuple(row.get("checks", ())), **marks)


def _told(row: dict[str, Any], files: Files) -> bool:
    """Whether a pipeline or script of the repo deploys to it, where the platform's file alone does not tell."""
    if "told" not in row:
        return True
    said = files.match("*.yml", "*.yaml", "*.sh", "*.tf", kinds=("app", "config", "other"))
    return any(next(file.search(row["told"]), None) for file in said)


def _is_for_pages(row: dict[str, Any], file: File, body: Node, files: Files) -> bool:
    """Whether it hands over nothing that runs, and what it builds is a browser project's."""
    if "runs" not in row or compiled(row["runs"]).search(file.text):
        return False
    named = str(body["outputDirectory"] or body["build"]["base"] or body["build"]["publish"]).removeprefix("./").partition("/")[0]
    folders = (posixpath.join(file.folder, named), file.folder)
    if files.match(*(posixpath.join(folder, hand) for folder in folders for hand in row.get("hands", ()))):
        return False
    folder = next((f for f in folders if files.get(posixpath.join(f, "package.json"))), file.folder)
    manifest = files.get(posixpath.join(folder, "package.json"))
    has_page = partial(_has_page, files, folder)
    return bool(row.get("filed") or (manifest and is_of_browser(manifest, has_page)))


def _has_page(files: Files, folder: str) -> bool:
    return bool(files.match(posixpath.join(folder, "index.html")))


def _is_one(name: str, body: Node) -> bool:
    """Names such as manifest.yml and app.json mean other things too: the content decides."""
    if name in ("cloud.gov", "Cloud Foundry"):
        return bool(body["applications"]) or bool(body["inherit"])
    if name == "Heroku":
        known = ("formation", "buildpacks", "addons", "build", "env", "scripts", "repository", "stack")
        return not body["expo"] and any(body[key] for key in known)
    return name == "Procfile" or bool(body)


def _place(file: File, row: dict[str, Any]) -> Location:
    """The first line that says what it is."""
    for _, at in file.search(row.get("holds") or r"\S"):
        return at
    return file.at
