"""Laravel: files of routes that nothing loads, and middlewares that nothing names. Both work only where another file does so."""

from __future__ import annotations

from collections.abc import Iterator

from readylint.facts.files import File, Files
from readylint.knowledge import regex

_LOADS = regex(r"\b(?:glob|scandir|allFiles|RecursiveDirectoryIterator|DirectoryIterator|Finder::create)\b")
_WITHOUT = ("app", "config", "other", "generated")


def unloaded(files: Files) -> Iterator[str]:
    """The paths of such files, of each app that has an `artisan`."""
    for artisan in (f for f in files if f.name == "artisan"):
        under = f"{artisan.folder}/" if artisan.folder else ""
        own = [f for f in files if f.path.startswith(under) and f.language == "php" and f.kind in _WITHOUT]
        yield from (f.path for f in own if f.kind == "app" and _is_unloaded(f, under, own, files))


def _is_unloaded(file: File, under: str, own: list[File], files: Files) -> bool:
    others = [f for f in own if f is not file]
    if file.path.startswith(f"{under}app/Http/Middleware/"):
        return not files.with_words(file.name.removesuffix(".php"), among=others)
    if file.folder != f"{under}routes":
        return False
    starting = (f for f in others if f.path.startswith((f"{under}app/Providers/", f"{under}bootstrap/", f"{under}routes/")))
    return not files.with_texts((f"/{file.name}",), others) and not any(_LOADS.search(f.text) for f in starting)
