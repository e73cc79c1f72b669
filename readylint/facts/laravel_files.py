"""Laravel: files of routes that nothing loads, and middlewares that nothing names. Both work only where another file does so."""

from __future__ import annotations

from collections.abc import Iterator

from readylint.facts.files import File, Files
from readylint.knowledge import regex

_LOADS = regex(r"\b(?:glob|scandir|allFiles|RecursiveDirectoryIterator|DirectoryIterator|Finder::create)\b")
_PUT_TOGETHER = regex(r"\broutes/?[\"']\s*\.|\broutes/[^\"'\n]{0,60}[%{$]")
_WITHOUT = ("app", "config", "other", "generated")


def unloaded(files: Files) -> Iterator[str]:
    """The paths of such files, of each app that has an `artisan`, where others of their kind are loaded or named."""
    for artisan in (f for f in files if f.name == "artisan"):
        under = f"{artisan.folder}/" if artisan.folder else ""
        own = [f for f in files if f.path.startswith(under) and f.language == "php" and f.kind in _WITHOUT]
        middlewares = {f: _is_used(f, own, files) for f in own if f.path.startswith(f"{under}app/Http/Middleware/")}
        routes = {f: _is_named(f, own, files) for f in own if f.folder == f"{under}routes"}
        for kind in (middlewares, {} if _is_put_together(under, own, files) else routes):
            yield from (f.path for f, used in kind.items() if not used and f.kind == "app" and any(kind.values()))


def _is_used(middleware: File, own: list[File], files: Files) -> bool:
    return bool(files.with_words(middleware.name.removesuffix(".php"), among=[f for f in own if f is not middleware]))


def _is_named(routes: File, own: list[File], files: Files) -> bool:
    return any(f is not routes for f in files.with_texts((f"/{routes.name}",), own))


def _is_put_together(under: str, own: list[File], files: Files) -> bool:
    """Whether files of routes may be loaded by a name that no file holds."""
    starting = (f for f in own if f.path.startswith((f"{under}app/Providers/", f"{under}bootstrap/", f"{under}routes/")))
    return any(_LOADS.search(f.text) for f in starting) or any(_PUT_TOGETHER.search(f.text) for f in files.with_texts(("routes",), own))
