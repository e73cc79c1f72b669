"""Deno's configuration and import maps: what code brings in, by npm, JSR or an address."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from readylint.facts.dependency import Dependency, Manifest, is_exact
from readylint.facts.files import File, Files
from readylint.facts.structured import Node, Structured
from readylint.knowledge import regex

_RAW = regex(r"https://raw\.githubusercontent\.com/[^/]+/([^/]+)/([^/]+)/")
# `npm:preact@10.22.1`, `jsr:@std/http@^1.0.18/status`, `https://deno.land/x/fresh@1.7.3/`, `https://esm.sh/v135/stripe@13.5.0`
_BROUGHT = regex(
    r"(?:(?:npm|jsr):/?|https?://[\w.-]+/(?:(?:x|gh|npm|stable|v\d+)/)?)"
    r"(?P<name>\*?(?:@[\w.-]+/)?[\w.-]+)(?:@v?(?P<version>[^/?&]+))?"
)


def deno_json(file: File, structured: Structured, files: Files) -> Manifest | None:
    """deno.json, with the import map that it names, else its own."""
    root = structured.document(file)
    mapped = files.get(posixpath.normpath(posixpath.join(file.folder, str(root["importMap"])))) if root["importMap"] else None
    imports = structured.document(mapped)["imports"] if mapped and not root["imports"] else root["imports"]
    found = tuple(_named(imports))
    tasks = tuple((name, str(task["command"] or task)) for name, _, task in root["tasks"].items or ())
    if not found and not tasks:
        return None
    publishes = bool(root["name"] and root["exports"])
    return Manifest(file.path, "npm", "deno", file.at, found, publishes, str(root["name"]), bool(root["workspace"]), tasks)


def _named(imports: Node) -> Iterator[Dependency]:
    """Each package once: `preact` and `preact/hooks` are one, and a path of the project is none."""
    seen = set[str]()
    for _, at, value in imports.items or ():
        brought = _BROUGHT.match(_RAW.sub(r"https://raw.githubusercontent.com/\1@\2/", str(value)))
        if brought and brought["name"] not in seen:
            seen.add(brought["name"])
            version = brought["version"] or ""
            yield Dependency("npm", brought["name"], version, "runtime", at, is_exact("npm", version))
