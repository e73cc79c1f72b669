"""Python's manifests: requirements files, pyproject.toml, setup.cfg, setup.py, Pipfile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from readylint.facts.dependency import Dependency, Manifest, is_development, is_exact
from readylint.facts.files import File
from readylint.facts.structured import Node, Structured
from readylint.knowledge import regex
from readylint.model import Location

_REQUIREMENT = regex(r"([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*\(?([^;)]*)")
_EGG = regex(r"[#&]egg=([\w.-]+)")
_STRING = regex(r"""["']([^"'\n]+)["']""")


def normal(name: str) -> str:
    """A name as PyPI compares them."""
    return re.sub(r"[-_.]+", "-", name).lower()


def dependency(text: str, group: str, at: Location) -> Dependency | None:
    """A requirement as PEP 508 writes it; None when it is none."""
    text = text.strip()
    if "://" in text and " @ " not in text:
        egg = _EGG.search(text)
        name, constraint = (egg[1], "@ " + text.partition("#")[0]) if egg else ("", "")
    else:
        found = _REQUIREMENT.match(text)
        name, constraint = (found[1], found[2].strip()) if found else ("", "")
    if not name:
        return None
    return Dependency("pypi", normal(name), constraint, group, at, is_exact("pypi", constraint))


def requirements(file: File, structured: Structured) -> Manifest:
    """A requirements file; one named for development or tests holds development tools."""
    group = "dev" if is_development(file.path) else "runtime"
    found = [d for line, text in _lines(file.text) if (d := dependency(text, group, Location(file.path, line)))]
    tool = "pip-tools" if file.name.endswith(".in") else "pip"
    return Manifest(file.path, "pypi", tool, file.at, tuple(found))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The requirements of a file with their lines: options, hashes and comments left out."""
    joined = re.sub(r"\\\n", lambda m: " \0", text)  # a continued line keeps its number by counting the marks
    number = 1
    for line in joined.split("\n"):
        bare = re.sub(r"(?:^|\s)#.*", "", line.replace("\0", "")).strip()
        bare = re.sub(r"^(?:-e|--editable)[ =]", "", bare)
        bare = re.split(r"\s--", bare, maxsplit=1)[0]
        if bare and not bare.startswith("-"):
            yield number, bare
        number += 1 + line.count("\0")


def included(file: File) -> Iterator[str]:
    """The paths of files that a requirements file includes."""
    for name in re.findall(r"^\s*(?:-r|--requirement)[ =]*(\S+)", file.text, re.MULTILINE):
        parts: list[str] = file.folder.split("/") if file.folder else []
        for part in name.split("/"):
            if part == ".." and parts:
                parts.pop()
            elif part not in (".", ".."):
                parts.append(part)
        yield "/".join(parts)


def pyproject(file: File, structured: Structured) -> Manifest | None:
    """pyproject.toml: PEP 621, PEP 735, Poetry, PDM, uv."""
    root = structured.document(file)
    project, poetry = root["project"], root.get("tool", "poetry")
    found = [*_project(root), *_poetry(poetry), *_requires(root.get("build-system", "requires"), "build")]
    name = str(project["name"] or poetry["name"])
    if not found and not name:
        return None
    virtual = root.get("tool", "uv", "package").is_false or poetry["package-mode"].is_false
    return Manifest(
        file.path,
        "pypi",
        _tool(root),
        file.at,
        tuple(found),
        bool(name and root["build-system"] and not virtual),
        name,
        workspace=bool(root.get("tool", "uv", "workspace")),
    )


def _tool(root: Node) -> str:
    backend = str(root.get("build-system", "build-backend"))
    for tool in ("uv", "poetry", "pdm"):
        if root.get("tool", tool) or tool in backend:
            return tool
    return "pip"


def _project(root: Node) -> Iterator[Dependency]:
    project, tool = root["project"], root["tool"]
    if python := project["requires-python"]:
        yield Dependency("pypi", "python", str(python), "platform", project.key("requires-python") or python.at)
    yield from _requires(project["dependencies"], "runtime")
    for name, _, extra in project["optional-dependencies"].items or ():
        yield from _requires(extra, "dev" if is_development(name) else "optional")
    for groups in (root["dependency-groups"], tool.get("pdm", "dev-dependencies")):
        for name, _, group in groups.items or ():
            yield from _requires(group, "runtime" if re.fullmatch(r"prod\w*|main|deploy\w*|server", name) else "dev")
    yield from _requires(tool.get("uv", "dev-dependencies"), "dev")


def _requires(node: Node, group: str) -> Iterator[Dependency]:
    for part in node:
        if part.text and (made := dependency(part.text, group, part.at)):
            yield made


def _poetry(poetry: Node) -> Iterator[Dependency]:
    yield from _table(poetry["dependencies"], "runtime")
    yield from _table(poetry["dev-dependencies"], "dev")
    for name, _, group in poetry["group"].items or ():
        yield from _table(group["dependencies"], "dev" if is_development(name) else "runtime")


def pipfile(file: File, structured: Structured) -> Manifest:
    """Pipenv's Pipfile."""
    root = structured.document(file)
    found = (*_table(root["packages"], "runtime"), *_table(root["dev-packages"], "dev"))
    return Manifest(file.path, "pypi", "pipenv", file.at, found)


def _table(node: Node, group: str) -> Iterator[Dependency]:
    """Name to version, as Poetry and Pipenv write it: a bare version is exact in Poetry."""
    for name, at, value in node.items or ():
        constraint = str(value if value.text is not None else value["version"])
        if name.lower() == "python":
            yield Dependency("pypi", "python", constraint, "platform", at)
        else:
            exact = is_exact("pypi", constraint) or bool(re.fullmatch(r"\d+(\.\w+)+", constraint) or value["path"])
            yield Dependency("pypi", normal(name), constraint, group, at, exact)


def setup_cfg(file: File, structured: Structured) -> Manifest | None:
    """setup.cfg: its install_requires and extras."""
    found, name, section, key = [], "", "", ""
    for number, line in enumerate(file.text.splitlines(), 1):
        bare = re.sub(r"(?:^|\s)[#;].*", "", line).rstrip()
        if header := re.match(r"\[(.+)\]", bare):
            section, key = header[1], ""
        elif setting := re.match(r"([\w.-]+)\s*[=:]\s*(.*)", bare):
            key, bare = setting[1], setting[2]
            name = bare if (section, key) == ("metadata", "name") else name
        group = _cfg_group(section, key)
        if group and bare.strip() and (made := dependency(bare, group, Location(file.path, number))):
            found.append(made)
    return Manifest(file.path, "pypi", "pip", file.at, tuple(found), bool(name), name) if name or found else None


def _cfg_group(section: str, key: str) -> str:
    if (section, key) == ("options", "install_requires"):
        return "runtime"
    if section == "options.extras_require" and key:
        return "dev" if is_development(key) else "optional"
    return ""


def setup_py(file: File, structured: Structured) -> Manifest | None:
    """setup.py, read as text: the literal lists of a setup() call."""
    text = re.sub(r"#[^\n]*", lambda m: " " * len(m[0]), file.text)
    if not re.search(r"\bsetup\s*\(", text):
        return None
    found = [
        d for keyword, group in (("install_requires", "runtime"), ("tests_require", "dev")) for d in _literals(file, text, keyword, group)
    ]
    name = re.search(r"""\bname\s*=\s*["']([\w.-]+)["']""", text)
    return Manifest(file.path, "pypi", "pip", file.at, tuple(found), True, name[1] if name else "")


def _literals(file: File, text: str, keyword: str, group: str) -> Iterable[Dependency]:
    for start in islice(re.finditer(rf"\b{keyword}\s*=\s*[\[(]", text), 3):
        end = re.compile(r"[\])]\s*(?:,|\)|\n)").search(text, start.end())
        for literal in _STRING.finditer(text, start.end(), end.start() if end else len(text)):
            if made := dependency(literal[1], group, file.place(literal.start())):
                yield made
