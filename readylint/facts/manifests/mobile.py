"""Swift's Package.swift, read as text, and Dart's pubspec.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from readylint.facts.brackets import spaces
from readylint.facts.dependency import Dependency, Manifest, is_exact
from readylint.facts.files import File
from readylint.facts.structured import Node, Structured
from readylint.knowledge import regex

_COMMENT = regex(r"(?m)(?<![:\"])//[^\n]*")
_PACKAGE = regex(
    r'\.package\(\s*(?:name:\s*"[^"\n]{0,100}"\s*,\s*)?(?P<by>url|path|id):\s*"(?P<where>[^"\n]{1,200})"(?P<rest>[^\n]{0,200})'
)
_EXACTLY = regex(r'\bexact\(?:?\s*"(?P<version>[^"\n]{1,40})"|\brevision:\s*"(?P<revision>\w{7,40})"')
_LIBRARY = regex(r"\.(?:library|plugin)\(\s*name:")
_PROGRAM = regex(r"\.executable(?:Target)?\(")
_SECTIONS = {"dependencies": "runtime", "dev_dependencies": "dev", "dependency_overrides": "managed"}


def package_swift(file: File, structured: Structured) -> Manifest:
    """What a package of Swift's declares; without a program of its own it is for others to build with."""
    text = _COMMENT.sub(lambda m: spaces(m[0]), file.text)
    found = []
    for match in _PACKAGE.finditer(text):
        exact = _EXACTLY.search(match["rest"])
        constraint = f"= {exact['version'] or exact['revision']}" if exact else match["rest"]
        constraint = "path" if match["by"] == "path" else constraint
        name = match["where"].removesuffix(".git").rpartition("/")[2].lower()
        at = file.place(match.start())
        found.append(Dependency("swift", name, constraint.strip(" ,)"), "runtime", at, is_exact("swift", constraint)))
    publishes = bool(_LIBRARY.search(text)) and not _PROGRAM.search(text)
    return Manifest(file.path, "swift", "Swift Package Manager", file.at, tuple(found), publishes)


def pubspec(file: File, structured: Structured) -> Manifest:
    """What a package of Dart's or an app of Flutter's declares; what may be published is for others."""
    body = structured.document(file)
    found = [d for key, group in _SECTIONS.items() for d in _of_section(body[key], group)]
    app = str(body["publish_to"]) == "none" or bool(body["flutter"]) or bool(body["dependencies"]["flutter"])
    return Manifest(file.path, "pub", "pub", file.at, tuple(found), not app, str(body["name"]))


def _of_section(listed: Node, group: str) -> Iterator[Dependency]:
    for name, at, value in listed.items or ():
        by_sdk = bool(value["sdk"])
        constraint = "path" if value["path"] else str(value["version"] or value)
        yield Dependency("pub", name, constraint, "platform" if by_sdk else group, at, is_exact("pub", constraint))
