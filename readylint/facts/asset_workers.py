"""Workers of Cloudflare that hand out the files of a site and answer nothing by themselves: what they serve is a static site."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from readylint.facts.files import File, Files
from readylint.knowledge import regex

_SETTINGS = ("wrangler.toml", "wrangler.json", "wrangler.jsonc")
_FILES = regex(r'(?m)^[ \t]*(?:\[(?:site|assets)\]|"?(?:site|assets)"?[ \t]*[=:])')
_ENTRY = regex(r"""(?m)^[ \t]*"?(?:main|entry-point)"?[ \t]*[=:][ \t]*["']([^"'\n]{1,200})["']""")
_BOUND = "durable_objects|triggers|d1_databases|kv_namespaces|r2_buckets|queues"
_MORE = regex(rf'(?m)^[ \t]*(?:\[{{1,2}}(?:[\w.]+\.)?(?:{_BOUND}|build)\b|"?(?:{_BOUND}|ai)"?[ \t]*[=:])')
_HANDS_OUT = regex(r"@cloudflare/kv-asset-handler|\.ASSETS\.fetch\(")
_ANSWERS = regex(
    r"""["'`]\.{1,2}/|\.(?:json|formData)\(|\.method\b|(?<![.\w])fetch\(\s*["'`]?http|\bnew\s+Hono\b|\bRouter\(|\benv\.(?!ASSETS\b)[A-Z_]+"""
)  # modules of its own, data, other services


def of_files(files: Files) -> frozenset[str]:
    """The paths of the settings and of the modules of such workers, and of the package.json beside them."""
    return frozenset(path for settings in files.match(*_SETTINGS) for path in _told(settings, files))


def _told(settings: File, files: Files) -> Iterator[str]:
    text = settings.text
    if not _FILES.search(text) or _MORE.search(text):
        return
    named = _ENTRY.search(text)
    path = posixpath.normpath(posixpath.join(settings.folder, named[1] if named else "workers-site/index.js"))
    entry = files.get(path) or files.get(f"{path}/index.js")
    if (entry is None and not named) or (entry and _HANDS_OUT.search(entry.text) and not _ANSWERS.search(entry.text)):
        yield from (settings.path, posixpath.join(settings.folder, "package.json"))
        yield from (entry.path for entry in (entry,) if entry)
