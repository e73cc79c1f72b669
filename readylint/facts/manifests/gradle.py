"""Gradle: build scripts in Groovy and Kotlin, with the version catalogue and the properties of the folders above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from readylint.facts.brackets import spaces
from readylint.facts.dependency import Dependency, Manifest, is_exact
from readylint.facts.files import File
from readylint.facts.filling import filled
from readylint.facts.structured import Node
from readylint.knowledge import regex

_COMMENT = regex(r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|(/\*.*?(?:\*/|\Z)|//[^\n]*)""", re.DOTALL)
_PLUGIN = regex(
    r"""^[ \t]*(?:id[ \t]*\(?[ \t]*["'](?P<id>[\w.-]+)["']\)?|kotlin\("(?P<kotlin>[\w.-]+)"\)|"""
    r"""alias[ \t]*\([ \t]*libs\.plugins\.(?P<alias>[\w.]+)[ \t]*\)|"""
    r"""apply[ \t]*\(?plugin[ \t]*[:=][ \t]*["'](?P<applied>[\w.-]+)["'])(?:[ \t]+version[ \t]*\(?[ \t]*["'](?P<version>[^"'\n]+)["'])?""",
    re.MULTILINE,
)
_CONFIGURATION = r"[ \t]*(?P<configuration>[a-z]\w*)\b[ \t]*\(?[ \t]*(?:(?:enforcedP|p)latform[ \t]*\([ \t]*)?"
_DEPENDENCY = regex(
    rf"""^{_CONFIGURATION}(?:["'](?P<group>[\w.-]+):(?P<name>[\w.-]+)(?::(?P<version>[^"'@:\n]+))?[^"'\n]*["']|"""
    r"""\(?group[ \t]*[:=][ \t]*["'](?P<group2>[\w.-]+)["'][ \t]*,[ \t]*name[ \t]*[:=][ \t]*["'](?P<name2>[\w.-]+)["']"""
    r"""(?:[ \t]*,[ \t]*version[ \t]*[:=][ \t]*["']?(?P<version2>[^"'\s)]+))?|"""
    r"""libs\.(?P<alias>(?!plugins\b|versions\b)[\w.]+))""",
    re.MULTILINE,
)
_VALUE = regex(
    r"""(?:\b(?:val|def|ext)[ \t]+|\bext\.|\bset\([ \t]*["']|^[ \t]*)"""
    r"""([\w.-]+)(?:["'][ \t]*,|[ \t]*(?:by extra\()?=?)[ \t]*\(?["']([\w.+-]+)["']""",
    re.MULTILINE,
)
_VARIABLE = regex(r"\$\{?(?:property\([\"'])?([\w.]+)(?:[\"']\))?\}?")

Packages = tuple[tuple[str, str], ...]  # name and version of each
Catalogue = Mapping[str, Packages]


def catalogue(root: Node) -> dict[str, Packages]:
    """libs.versions.toml: what each accessor (`spring.web`, `plugins.spring.boot`, `bundles.web`) stands for."""
    found: dict[str, Packages] = {}
    for name, _, value in root["libraries"].items or ():
        found[_accessor(name)] = (_module(value, root["versions"]),)
    for name, _, value in root["plugins"].items or ():
        id, _, version = str(value).partition(":") if value.text else (str(value["id"]), "", _version(value, root["versions"]))
        found[f"plugins.{_accessor(name)}"] = ((id, version),)
    for name, _, value in root["bundles"].items or ():
        found[f"bundles.{_accessor(name)}"] = tuple(m for part in value for m in found.get(_accessor(str(part)), ()))
    return found


def _accessor(alias: str) -> str:
    return re.sub(r"[-_]", ".", alias)


def _module(value: Node, versions: Node) -> tuple[str, str]:
    if value.text:
        group, _, rest = value.text.partition(":")
        name, _, version = rest.partition(":")
        return f"{group}:{name}", version
    return str(value["module"]) or f"{value['group']}:{value['name']}", _version(value, versions)


def _version(value: Node, versions: Node) -> str:
    version = value["version"]
    if ref := str(version["ref"]):
        version = versions[ref]
    return str(version if version.text else version["strictly"] or version["require"] or version["prefer"])


def build_script(file: File, known: Mapping[str, str], libs: Catalogue) -> Manifest | None:
    """A build.gradle or build.gradle.kts. Plugins are dependencies of the ecosystem `gradle`, in the group `build`."""
    text = _COMMENT.sub(lambda m: m[1] or spaces(m[2]), file.text)
    values = {**known, **{m[1]: m[2] for m in _VALUE.finditer(text)}}
    found = [*_plugins(file, text, values, libs), *_dependencies(file, text, values, libs)]
    publishes = any(
        d.name in ("maven-publish", "com.vanniktech.maven.publish", "java-gradle-plugin", "com.gradle.plugin-publish") for d in found
    )
    return Manifest(file.path, "maven", "gradle", file.at, tuple(found), publishes, workspace=True) if found else None


def _plugins(file: File, text: str, values: Mapping[str, str], libs: Catalogue) -> Iterator[Dependency]:
    for m in _PLUGIN.finditer(text):
        name = m["id"] or m["applied"] or (f"org.jetbrains.kotlin.{m['kotlin']}" if m["kotlin"] else "")
        pairs = libs.get(f"plugins.{m['alias']}", ()) if m["alias"] else ((name, _resolved(m["version"] or "", values)),)
        for plugin, version in pairs:
            yield Dependency("gradle", plugin, version, "build", file.place(m.start(m.lastgroup or 0)), is_exact("maven", version))


def _dependencies(file: File, text: str, values: Mapping[str, str], libs: Catalogue) -> Iterator[Dependency]:
    for m in _DEPENDENCY.finditer(text):
        group = _group(m["configuration"])
        if not group:
            continue
        if m["alias"]:
            pairs = libs.get(m["alias"].removesuffix(".get"), ())
        else:
            pairs = ((f"{m['group'] or m['group2']}:{m['name'] or m['name2']}", _resolved(m["version"] or m["version2"] or "", values)),)
        for name, version in pairs:
            exact = is_exact("maven", version) or "$" in version
            yield Dependency("maven", name, version, group, file.place(m.start("configuration")), exact)


def _group(configuration: str) -> str:
    if configuration in (
        "id",
        "version",
        "exclude",
        "group",
        "module",
        "apply",
        "project",
        "include",
        "println",
        "mainClass",
        "from",
        "into",
    ):
        return ""
    if configuration.lower().startswith(("test", "integrationtest", "androidtest", "functionaltest", "itest")) or configuration in (
        "developmentOnly",
        "detektPlugins",
    ):
        return "dev"
    return "build" if configuration in ("classpath", "annotationProcessor", "kapt", "ksp", "mavenBom") else "runtime"


def _resolved(version: str, values: Mapping[str, str]) -> str:
    return filled(_VARIABLE, version, lambda m: values.get(m[1], values.get(m[1].rpartition(".")[2], m[0])))


def properties(file: File) -> dict[str, str]:
    """gradle.properties."""
    return {m[1]: m[2] for m in re.finditer(r"^[ \t]*([\w.-]+)[ \t]*[=:][ \t]*(\S+)[ \t]*$", file.text, re.MULTILINE)}
