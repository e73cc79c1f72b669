"""Mounts: which file a mounted module is, and the paths that files in front put before the routes of another."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from readylint.facts.code import Source
from readylint.facts.nesting import joined
from readylint.facts.route_reader import Written
from readylint.knowledge import regex
from readylint.model import Location

_MODULE = regex(r"""["']([^"'\n]+)["']""")
_CALLED = regex(r"\b([a-z]\w*)::\w+\(")
_BARE = regex(r"(?<![\w.:])([a-z]\w*)\(")
_SUFFIXES = (".js", ".ts", ".mjs", ".cjs", "/index.js", "/index.ts", ".tsx")


def prefixes(written: Iterable[Written]) -> tuple[dict[str, str], set[Location]]:
    """What other files put before the routes of each file, and the mounts that were followed."""
    routed = sorted({w.source.path for w in written})
    into: dict[str, tuple[str, str]] = {}
    followed: set[Location] = set()
    for mount in (w for w in written if w.method == "MOUNT" and w.target):
        ends = _module_paths(mount)
        for path in routed:
            if path != mount.source.path and any(f"/{path}".endswith(f"/{end}") for end in ends):
                into.setdefault(path, (mount.source.path, mount.path))
                followed.add(mount.at)
    return {path: _chain(path, into) for path in into}, followed


def _chain(path: str, into: dict[str, tuple[str, str]]) -> str:
    prefix, seen = "", {path}
    while path in into:
        path, before = into[path]
        prefix = joined(before, prefix)
        if path in seen:
            break
        seen.add(path)
    return prefix


def _module_paths(mount: Written) -> list[str]:
    """Ends of the paths at which a mounted module may stand."""
    target = mount.target.strip("\"'` ")
    if mount.source.language == "python":
        return _python_paths(target, mount)
    if mount.source.language == "rust":
        return _rust_paths(target, mount.source)
    written = _MODULE.search(target) if "require" in target or "import" in target else None
    module = written[1] if written else _imported(target, mount.source)
    if not module.startswith("."):
        return []
    base = posixpath.normpath(posixpath.join(mount.source.file.folder, module))
    return [re.sub(r"\.(?:js|ts|mjs|cjs)$", "", base) + suffix for suffix in _SUFFIXES]


def _python_paths(target: str, mount: Written) -> list[str]:
    parts = [p for p in target.split(".") if p]
    if mount.framework == "django":
        return [f"{'/'.join(parts)}.py", f"{'/'.join(parts)}/urls.py"]
    if len(parts) > 1:  # health.router
        return [f"{parts[-2]}.py", f"{parts[-2]}/__init__.py"]
    module = re.search(rf"\bfrom\s+([\w.]+)\s+import\s+[^\n]*?\b(?:\w+\s+as\s+)?{re.escape(target)}\b", mount.source.code)
    if not module:
        return []
    dots = len(module[1]) - len(module[1].lstrip("."))
    named = module[1].strip(".").replace(".", "/")
    if not dots:
        return [f"{named}.py"]
    folder = posixpath.normpath(posixpath.join(mount.source.file.folder, *[".."] * (dots - 1)))
    return [posixpath.normpath(posixpath.join(folder, f"{named}.py" if named else "__init__.py"))]


def _rust_paths(target: str, source: Source) -> list[str]:
    """Modules whose functions are called, or that functions come from: `users::routes()`, `use crate::users::user_routes`."""
    modules = _CALLED.findall(target)
    for name in _BARE.findall(target):
        modules += re.findall(rf"\buse\s+(?:\w+::)*(\w+)::(?:\{{[^}};]{{0,300}}\b)?{re.escape(name)}\b", source.code)
    return [f"{module}{suffix}" for module in modules for suffix in (".rs", "/mod.rs")]


def _imported(target: str, source: Source) -> str:
    """The module that a name of a JavaScript file comes from."""
    name = re.match(r"\w+", target)
    if not name:
        return ""
    found = re.search(rf"""\b{name[0]}\b[^;\n]{{0,80}}?(?:from|require\()\s*["']([^"'\n]+)["']""", source.code)
    return found[1] if found else ""
