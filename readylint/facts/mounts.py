"""Mounts: which file a mounted module is, and the paths that files in front put before the routes of another."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from readylint.facts.code import Source
from readylint.facts.nesting import joined
from readylint.facts.route_reader import Written
from readylint.knowledge import regex
from readylint.model import Location

_MODULE = regex(r"""["']([^"'\n]+)["']""")
_NAMED = regex(r"(?:new\s+)?(\w+)")
_CALLED = regex(r"\b([a-z]\w*)::\w+\(")
_BARE = regex(r"(?<![\w.:])([a-z]\w*)\(")
_SCRIPTS = ("javascript", "typescript", "tsx")
_ALIAS = regex(r"[@~#$][\w-]*/|src/")
_EXTENSION = regex(r"\.(?:js|ts|mjs|cjs)$")
_SUFFIXES = (".js", ".ts", ".mjs", ".cjs", "/index.js", "/index.ts", ".tsx")


def prefixes(written: Iterable[Written]) -> tuple[dict[str, str], set[Location]]:
    """What other files put before the routes of each file, and the mounts that were followed."""
    routed = {w.source.path: w.source for w in sorted(written, key=lambda w: w.source.path)}
    into: dict[str, tuple[str, str]] = {}
    followed: set[Location] = set()
    mounts = [w for w in written if w.method == "MOUNT" and w.target]
    for mount in sorted(mounts, key=lambda w: not w.path):
        for path in _mounted(mount, routed):
            into.setdefault(path, (mount.source.path, mount.path))
            followed.add(mount.at)
    return {path: _chain(path, into) for path in into}, followed


def _mounted(mount: Written, routed: Mapping[str, Source]) -> list[str]:
    """Of the files with routes those that a mount means; in Python by the name that says most and finds one."""
    found = [[p for p in routed if p != mount.source.path and f"/{p}".endswith(f"/{end}")] for end in _module_paths(mount)]
    if mount.source.language == "python":
        return next(filter(None, found), [])
    near = [path for paths in found for path in paths]
    return near if near or mount.source.language not in _SCRIPTS else _aliased(mount, routed) or _exporting(mount, routed.values())


def _aliased(mount: Written, routed: Iterable[str]) -> list[str]:
    """The one file with routes whose path ends as an aliased one does: `@/routes/users`, `src/routes/users`."""
    module = _imported(mount.target, mount.source)
    alias = _ALIAS.match(module)
    if not alias:
        return []
    ends = tuple(f"/{_EXTENSION.sub('', module[alias.end() :])}{suffix}" for suffix in _SUFFIXES)
    found = [path for path in routed if path != mount.source.path and f"/{path}".endswith(ends)]
    return found if len(found) == 1 else []


def _exporting(mount: Written, routed: Iterable[Source]) -> list[str]:
    """The one script that exports what is mounted, however its module is called: by an alias, or by one that hands it on."""
    name = _NAMED.match(mount.target)
    if not name:
        return []
    exports = re.compile(rf"\bexport\s+(?:default\s+)?(?:async\s+)?(?:const|function|class)\s+{re.escape(name[1])}\b")
    scripts = (source for source in routed if source.language in _SCRIPTS and name[1] in source.text)
    found = [source.path for source in scripts if exports.search(source.code)]
    return found if len(found) == 1 and found[0] != mount.source.path else []


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
    return modules(target, mount.source)


def modules(target: str, source: Source) -> list[str]:
    """Paths at which a module of JavaScript may stand that a name of a file, or `require`, brings in."""
    written = _MODULE.search(target) if "require" in target or "import" in target else None
    module = written[1] if written else _imported(target, source)
    if not module.startswith("."):
        return []
    base = posixpath.normpath(posixpath.join(source.file.folder, module))
    return [_EXTENSION.sub("", base) + suffix for suffix in _SUFFIXES]


def _python_paths(target: str, mount: Written) -> list[str]:
    parts = [p for p in target.split(".") if p]
    if mount.framework == "django":
        return [f"{'/'.join(parts)}.py", f"{'/'.join(parts)}/urls.py"]
    if len(parts) > 1:  # health.router, users.views.router
        above = "/".join(parts[:-1])
        names = (_brought(parts[0], mount.source.code, "/".join(parts[1:-1])), above, parts[-2])
        return [f"{name}{end}" for name in dict.fromkeys(filter(None, names)) for end in (".py", "/__init__.py")]
    module = re.search(rf"\bfrom\s+([\w.]+)\s+import\s+[^\n]*?\b(?:\w+\s+as\s+)?{re.escape(target)}\b", mount.source.code)
    if not module:
        return []
    dots = len(module[1]) - len(module[1].lstrip("."))
    named = module[1].strip(".").replace(".", "/")
    if not dots:
        return [f"{named}.py"]
    folder = posixpath.normpath(posixpath.join(mount.source.file.folder, *[".."] * (dots - 1)))
    return [posixpath.normpath(posixpath.join(folder, f"{named}.py" if named else "__init__.py"))]


def _brought(name: str, code: str, below: str) -> str:
    """The path of a module that a Python file brings in by a name, and of what is named below it."""
    names = rf"(?:\([^()]{{0,600}}?|[^\n(]{{0,300}}?)\b(?:(?P<real>\w+)\s+as\s+)?{re.escape(name)}\b(?!\s+as\b)"
    found = re.search(rf"\bfrom\s+(?P<module>[\w.]+)\s+import\s+{names}", code)
    if not found:
        return ""
    parts = (found["module"].strip(".").replace(".", "/"), found["real"] or name, below)
    return "/".join(part for part in parts if part)


def _rust_paths(target: str, source: Source) -> list[str]:
    """Modules whose functions are called, or that functions come from: `users::routes()`, `use crate::users::user_routes`."""
    modules = _CALLED.findall(target)
    for name in _BARE.findall(target):
        modules += re.findall(rf"\buse\s+(?:\w+::)*(\w+)::(?:\{{[^}};]{{0,300}}\b)?{re.escape(name)}\b", source.code)
    return [f"{module}{suffix}" for module in modules for suffix in (".rs", "/mod.rs")]


def _imported(target: str, source: Source) -> str:
    """The module that a name of a JavaScript file comes from."""
    name = _NAMED.match(target)
    if not name:
        return ""
    found = re.search(rf"""\b{name[1]}\b[^;\n]{{0,80}}?(?:from|require\()\s*["']([^"'\n]+)["']""", source.code)
    return found[1] if found else ""
