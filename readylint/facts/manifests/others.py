"""Go, Ruby, Rust and Elixir, and the lists of Paket."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint.facts.brackets import spaces
from readylint.facts.dependency import Dependency, Manifest, is_development, is_exact
from readylint.facts.files import File
from readylint.facts.structured import Node, Structured
from readylint.knowledge import regex
from readylint.model import Location

_GO_REQUIRE = regex(r"^(?:require)?[ \t]+([\w.-]+(?:/[\w.~-]+)+)[ \t]+(v\S+)([ \t]*//[ \t]*indirect)?", re.MULTILINE)


def go_mod(file: File, structured: Structured) -> Manifest:
    """go.mod; the versions it names are what is built."""
    text = re.sub(
        r"^(?:replace|exclude|retract)[ \t]*\([^)]*(?:\)|\Z)", lambda m: spaces(m[0]), file.text, flags=re.MULTILINE
    )
    found = [
        Dependency("go", m[1], m[2], "indirect" if m[3] else "runtime", file.place(m.start(1)), True) for m in _GO_REQUIRE.finditer(text)
    ]
    if go := re.search(r"^go[ \t]+([\d.]+)", text, re.MULTILINE):
        found.append(Dependency("go", "go", go[1], "platform", file.place(go.start()), True))
    module = re.search(r"^module[ \t]+(\S+)", text, re.MULTILINE)
    return Manifest(file.path, "go", "go", file.at, tuple(found), name=module[1] if module else "")


_GEM = regex(r"""^\s*gem[ (]+["']([\w.-]+)["'](.*)""")
_STRINGS = regex(r"""^[\s,\[]*["']([^"'\n]*)["']""")
_OPENS = regex(r"\bdo\b\s*(?:\|[^|]*\|)?\s*$|^\s*(?:if|unless|case|begin)\b")


def gemfile(file: File, structured: Structured) -> Manifest:
    """A Gemfile; gems of groups other than the default and production are development's."""
    found: list[Dependency] = []
    blocks: list[str] = []
    for number, line in enumerate(file.text.splitlines(), 1):
        line = re.sub(r"(?:^|\s)#.*", "", line)
        if gem := _GEM.match(line):
            inline = re.search(r"\bgroups?(?::|\s*=>)\s*(.*)", gem[2])
            found.append(_gem(gem[1], gem[2], _gem_group([*blocks, inline[1] if inline else ""]), Location(file.path, number)))
        elif ruby := re.match(r"""\s*ruby[ (]+["']([^"']+)["']""", line):
            found.append(Dependency("gem", "ruby", ruby[1], "platform", Location(file.path, number)))
        if re.match(r"\s*end\b", line):
            blocks[-1:] = []
        elif _OPENS.search(line):
            blocks.append(line if re.match(r"\s*group\b", line) else "")
    return Manifest(file.path, "gem", "bundler", file.at, tuple(found))


def _gem(name: str, rest: str, group: str, at: Location) -> Dependency:
    version = _STRINGS.match(rest)
    constraint = version[1] if version else "path" if re.search(r"\bpath(?::|\s*=>)", rest) else ""
    return Dependency("gem", name, constraint, group, at, constraint == "path" or is_exact("gem", constraint))


def _gem_group(scopes: list[str]) -> str:
    named = {name for scope in scopes for name in re.findall(r":(\w+)", scope)}
    return "dev" if named and not named & {"default", "production", "staging", "assets", "web", "server"} else "runtime"


def gemspec(file: File, structured: Structured) -> Manifest:
    """A .gemspec: a library's own metadata."""
    pattern = re.compile(r"""^[^#\n]*\.add_(runtime_|development_)?dependency[ (]+["']([\w.-]+)["'](.*)""", re.MULTILINE)
    found = [_gem(m[2], m[3], "dev" if m[1] == "development_" else "runtime", file.place(m.start(2))) for m in pattern.finditer(file.text)]
    return Manifest(file.path, "gem", "bundler", file.at, tuple(found), True, file.name.removesuffix(".gemspec"))


_CARGO = {"dependencies": "runtime", "dev-dependencies": "dev", "build-dependencies": "build"}


def cargo_toml(file: File, structured: Structured) -> Manifest:
    """Cargo.toml of a crate or a workspace."""
    root = structured.document(file)
    tables = [root, *(target for _, _, target in root["target"].items or ())]
    found = [d for table in tables for key, group in _CARGO.items() for d in _crates(table[key], group)]
    found += _crates(root.get("workspace", "dependencies"), "managed")
    package = root["package"]
    publishes = bool(package["description"] and (package["license"] or package["license-file"])) and not package["publish"].is_false
    return Manifest(file.path, "cargo", "cargo", file.at, tuple(found), publishes, str(package["name"]), bool(root["workspace"]))


def _crates(node: Node, group: str) -> Iterator[Dependency]:
    for name, at, value in node.items or ():
        constraint = str(value if value.text is not None else value["version"]) or ("path" if value["path"] else "")
        yield Dependency("cargo", str(value["package"]) or name, constraint, group, at, is_exact("cargo", constraint))


_HEX = regex(r"""\{\s*:(\w+)\s*,\s*(?:"([^"]*)")?([^{}]*)\}""")


def mix_exs(file: File, structured: Structured) -> Manifest:
    """Elixir's mix.exs, read as text."""
    text = re.sub(r"(?m)(?:^|\s)#[^\n]*", lambda m: spaces(m[0]), file.text)
    start = re.search(r"\bdefp?\s+deps\b", text)
    found = [_hex(file, m) for m in _HEX.finditer(text, start.end() if start else 0)]
    if elixir := re.search(r"""\belixir:\s*"([^"]+)\"""", text):
        found.append(Dependency("hex", "elixir", elixir[1], "platform", file.place(elixir.start())))
    app = re.search(r"\bapp:\s*:(\w+)", text)
    return Manifest(
        file.path, "hex", "mix", file.at, tuple(found), bool(re.search(r"\bpackage:\s", text)), app[1] if app else "", "apps_path:" in text
    )


def _hex(file: File, m: re.Match[str]) -> Dependency:
    only = re.search(r"\bonly:\s*(\[[^\]]*\]|:\w+)", m[3])
    constraint = m[2] or ("path" if re.search(r"\b(?:path|in_umbrella):", m[3]) else "")
    group = "dev" if only and ":prod" not in only[1] else "runtime"
    return Dependency("hex", m[1], constraint, group, file.place(m.start()), is_exact("hex", constraint))


_PAKET_GROUP = regex(r"(?i)^[ \t]*group[ \t]+(\S+)")
_PAKET_TESTS = regex(r"(?im)^[ \t]*(?:Microsoft\.NET\.Test\.Sdk|xunit|NUnit|MSTest\.TestFramework|Expecto)[ \t]*$")


def paket_references(file: File, structured: Structured) -> Manifest:
    """The packages that the project beside it takes of those whose versions Paket has settled for all projects."""
    found, tests = [], bool(_PAKET_TESTS.search(file.text))
    group = "dev" if tests else "runtime"
    for number, line in enumerate(file.text.splitlines(), 1):
        if named := _PAKET_GROUP.match(line):
            group = "dev" if tests or is_development(named[1]) else "build" if named[1].lower() == "build" else "runtime"
        elif (name := line.partition("#")[0].partition("//")[0].strip()) and not name.lower().startswith("file:"):
            found.append(Dependency("nuget", name.split()[0], "", group, Location(file.path, number)))
    return Manifest(file.path, "nuget", "paket", file.at, tuple(found))
