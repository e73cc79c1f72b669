"""JavaScript's manifest, and PHP's, which has its shape."""

from __future__ import annotations

from collections.abc import Iterator

from readylint.facts.dependency import Dependency, Manifest, is_exact
from readylint.facts.files import File
from readylint.facts.structured import Node, Structured

_NPM = {"dependencies": "runtime", "devDependencies": "dev", "peerDependencies": "peer", "optionalDependencies": "optional"}
_BUNDLERS = ("@sveltejs/kit", "nuxt")  # what is asked for beside them, for development too, is built into what serves
_PUBLISHED = ("exports", "bin", "files", "publishConfig", "module", "types", "typings")


def package_json(file: File, structured: Structured) -> Manifest | None:
    """package.json of npm, Yarn, pnpm or Bun."""
    root = structured.document(file)
    bundled = any(root["devDependencies"][name] for name in _BUNDLERS)
    groups = {**_NPM, "devDependencies": "runtime"} if bundled else _NPM
    found = [d for key, group in groups.items() for d in _table(root[key], "npm", group)]
    if engine := root.get("engines", "node"):
        found.append(Dependency("npm", "node", str(engine), "platform", engine.at))
    if not found and not root["name"]:
        return None
    publishes = not root["private"].is_true and bool(root["name"]) and any(root[key] for key in _PUBLISHED)
    tool = str(root["packageManager"]).partition("@")[0] or "npm"
    scripts = tuple((name, str(command)) for name, _, command in root["scripts"].items or ())
    return Manifest(file.path, "npm", tool, file.at, tuple(found), publishes, str(root["name"]), bool(root["workspaces"]), scripts)


def composer_json(file: File, structured: Structured) -> Manifest:
    """composer.json. The `php` and `ext-*` it requires are the platform."""
    root = structured.document(file)
    found = [*_table(root["require"], "composer", "runtime"), *_table(root["require-dev"], "composer", "dev")]
    kind = str(root["type"])
    return Manifest(file.path, "composer", "composer", file.at, tuple(found), bool(kind) and kind != "project", str(root["name"]))


def _table(node: Node, ecosystem: str, group: str) -> Iterator[Dependency]:
    for name, at, value in node.items or ():
        constraint = str(value)
        platform = ecosystem == "composer" and "/" not in name
        yield Dependency(ecosystem, name, constraint, "platform" if platform else group, at, is_exact(ecosystem, constraint))
