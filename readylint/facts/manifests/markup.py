"""XML manifests: Maven's pom.xml, .NET's project files. Read as text, in linear time: entities of a hostile file expand to nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from readylint.facts.brackets import spaces
from readylint.facts.dependency import Dependency, Manifest, is_exact
from readylint.facts.files import File
from readylint.facts.filling import filled
from readylint.facts.structured import Structured
from readylint.knowledge import regex

_PROPERTY = regex(r"<([\w.-]+)(?:\s[^<>]*)?>([^<>]+)</\1>")
_VARIABLE = regex(r"\$[{(]([\w.-]+)[)}]")


def without_comments(text: str) -> str:
    """The text with comments blanked, every other character at its place."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts += [text[at:start], spaces(text[start : end + 3])]
        at = end + 3
    return "".join([*parts, text[at:]])


def elements(text: str, tag: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, str, str]]:
    """Elements of a tag that do not nest: offset, attributes, content."""
    opening = re.compile(rf"<{tag}(?=[\s/>])([^<>]*)>")
    end = len(text) if end is None else end
    while found := opening.search(text, start, end):
        if found[1].endswith("/"):
            yield found.start(), found[1][:-1], ""
            start = found.end()
            continue
        close = text.find(f"</{tag}>", found.end(), end)
        if close < 0:
            return
        yield found.start(), found[1], text[found.end() : close]
        start = close


def child(content: str, tag: str) -> str:
    found = re.search(rf"<{tag}>\s*([^<>]*?)\s*</{tag}>", content)
    return found[1] if found else ""


def attribute(attributes: str, name: str) -> str:
    found = re.search(rf"""\b{name}\s*=\s*["']([^"']*)["']""", attributes, re.IGNORECASE)
    return found[1] if found else ""


def properties(text: str) -> dict[str, str]:
    """Every element that holds only text, by its name."""
    return {m[1]: m[2].strip() for m in _PROPERTY.finditer(text)}


def _resolved(value: str, known: Mapping[str, str]) -> str:
    for _ in range(3):
        value = filled(_VARIABLE, value, lambda m: known.get(m[1], m[0]))
    return value


def pom(file: File, structured: Structured) -> Manifest:
    """Maven's pom.xml. A version from a parent, a BOM or a property is as exact as what it comes from."""
    text = without_comments(file.text)
    known = properties(text)
    managed = [(at, at + len(content)) for at, _, content in elements(text, "dependencyManagement")]
    found: list[Dependency] = []
    for tag in ("parent", "dependency", "plugin"):
        for offset, _, content in elements(text, tag):
            group = "managed" if any(a < offset < b for a, b in managed) else _maven_group(tag, child(content, "scope"))
            if made := _coordinate(file, offset, content, group, known):
                found.append(made)
    own = re.sub(r"(?s)<(parent|dependencies|dependencyManagement|build|profiles)>.*?(?:</\1>|\Z)", "", text)
    return Manifest(
        file.path,
        "maven",
        "maven",
        file.at,
        tuple(found),
        "<distributionManagement>" in text,
        child(own, "artifactId"),
        "<modules>" in text,
    )


def _maven_group(tag: str, scope: str) -> str:
    if tag != "dependency":
        return "build" if tag == "plugin" else "parent"
    return "dev" if scope == "test" else "runtime"


def _coordinate(file: File, offset: int, content: str, group: str, known: Mapping[str, str]) -> Dependency | None:
    for nested in ("exclusions", "configuration", "executions", "dependencies"):
        content = content.partition(f"<{nested}>")[0]
    artifact, version = child(content, "artifactId"), _resolved(child(content, "version"), known)
    if not artifact:
        return None
    name = f"{child(content, 'groupId') or 'org.apache.maven.plugins'}:{artifact}"
    pinned = is_exact("maven", version) or "${" in version
    return Dependency("maven", name, version, group, file.place(offset), pinned)


Lookup = Callable[[str], Mapping[str, str]]


def project_file(file: File, central: Mapping[str, str]) -> Manifest | None:
    """A .NET project file, or Directory.Build.props; `central` holds the versions and properties of the folders above."""
    text = without_comments(file.text)
    known = {**central, **properties(text)}
    test = "Microsoft.NET.Test.Sdk" in text or known.get("IsTestProject", "").lower() == "true"
    found = [*_platform(file, text, known)]
    for offset, attributes, content in elements(text, "PackageReference"):
        name = attribute(attributes, "Include") or attribute(attributes, "Update")
        version = (
            attribute(attributes, "Version")
            or attribute(attributes, "VersionOverride")
            or child(content, "Version")
            or known.get("@" + name.lower(), "")
        )
        private = "all" in (attribute(attributes, "PrivateAssets") or child(content, "PrivateAssets")).lower()
        if name:
            found.append(_package(file, offset, name, _resolved(version, known), "dev" if test else "build" if private else "runtime"))
    if not found and not re.search(r"<Project\b", text):
        return None
    packs = known.get("PackAsTool", "").lower() == "true" or known.get("IsPackable", "").lower() == "true" or "<PackageId>" in text
    return Manifest(file.path, "nuget", "nuget", file.at, tuple(found), packs, file.name.rpartition(".")[0])


def _platform(file: File, text: str, known: Mapping[str, str]) -> Iterator[Dependency]:
    """The SDK and the shared frameworks, at the version of the target framework."""
    target = known.get("TargetFramework") or known.get("TargetFrameworks") or known.get("TargetFrameworkVersion") or ""
    for offset, attributes, _ in elements(text, "Project"):
        if sdk := attribute(attributes, "Sdk"):
            yield Dependency("nuget", sdk.partition("/")[0], target, "platform", file.place(offset), True)
    for offset, attributes, _ in elements(text, "FrameworkReference"):
        yield Dependency("nuget", attribute(attributes, "Include"), target, "platform", file.place(offset), True)


def _package(file: File, offset: int, name: str, version: str, group: str) -> Dependency:
    pinned = is_exact("nuget", version) or bool(_VARIABLE.search(version))
    return Dependency("nuget", name, version, group, file.place(offset), pinned)


def central_versions(file: File) -> dict[str, str]:
    """Directory.Packages.props and Directory.Build.props: properties, and versions of packages under `@name`."""
    text = without_comments(file.text)
    known = properties(text)
    for _, attributes, content in elements(text, "PackageVersion"):
        name = attribute(attributes, "Include").lower()
        known[f"@{name}"] = attribute(attributes, "Version") or child(content, "Version")
    return known


def packages_config(file: File, structured: Structured) -> Manifest:
    """The packages.config of older .NET projects."""
    found = [
        _package(file, offset, attribute(attributes, "id"), attribute(attributes, "version"), "runtime")
        for offset, attributes, _ in elements(without_comments(file.text), "package")
    ]
    return Manifest(file.path, "nuget", "nuget", file.at, tuple(found))
