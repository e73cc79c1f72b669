"""Uploads: how files come in and large payloads go out: handlers, checks, streams, what is held in memory (uploads.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from readylint.facts.files import Files
from readylint.facts.sightings import Sighting, Sightings
from readylint.knowledge import known, regex
from readylint.patterns import compiled

LARGE = 25  # megabytes; a payload under a stated cap of that is not large (ruling 29)
_UNUSED = regex(r"(?:^|/)(?:router|route|endpoint|api|view|controller)s?/[^/]+\.py$")

# files that a framework or a command finds by their place or name
_FOUND = regex(
    r"(?:^|/)(?:pages|app|api|routes|plugins|functions|actions|policies|extensions|middlewares?|management|workers?|src/app)/"
    r"|(?:^|/)(?:index|main|server|app|settings|urls|models|views|forms|admin|apps|serializers|manage|wsgi|asgi|conftest|config|route|__init__)"
    r"\.\w+$|(?:^|[/.])(?:next|nuxt|vite)?\.?config\.\w+$|^[^/]+$"
)


class Uploads:
    """Files that users send, and large payloads."""

    def __init__(self, sightings: Sightings, files: Files) -> None:
        self._sightings, self._files = sightings, files

    @classmethod
    def of(cls, sightings: Sightings, files: Files) -> Uploads:
        return cls(sightings, files)

    def _shown(self, key: str) -> tuple[Sighting, ...]:
        return tuple(self._sightings.few(_table()[key]))

    @cached_property
    def handlers(self) -> tuple[Sighting, ...]:
        """Where files from users come in."""
        return self._shown("handler")

    @cached_property
    def sent(self) -> tuple[Sighting, ...]:
        """Where pages send files to a backend of others themselves."""
        return self._shown("sent")

    @cached_property
    def unruled(self) -> tuple[Sighting, ...]:
        """Where the rules there let files in."""
        return self._shown("unruled")

    @cached_property
    def types(self) -> tuple[Sighting, ...]:
        """Where the type of what comes in is checked."""
        return tuple(s for s in self._shown("type") if self._is_imported(s))

    @cached_property
    def sizes(self) -> tuple[Sighting, ...]:
        """Where its size is limited."""
        return tuple(s for s in self._shown("size") if self._is_imported(s))

    @cached_property
    def streamed(self) -> tuple[Sighting, ...]:
        """Where a payload is streamed, or left to the storage."""
        return tuple(m for m in self._shown("streamed") if self._is_used(m))

    @cached_property
    def whole(self) -> tuple[Sighting, ...]:
        """Where a payload that may be large is held whole in memory."""
        found = []
        for seen in self._sightings.find(_table()["whole"]):
            counts = seen.row.get("export") or self._is_large(bool(seen.row.get("capped")))
            if counts and not self._configured(seen.row.get("without", "")):
                found.append(seen)
        return tuple(found)

    def _configured(self, pattern: str) -> bool:
        """Whether a module that others import says where uploads go."""
        for seen in self.handlers + self.types + self.sizes if pattern else ():
            named = re.findall(r"\bexport class (\w+)", seen.source.code) if seen.source and re.search(pattern, seen.source.code) else []
            if any(len(self._files.with_words(name)) > 1 for name in named):
                return True
        return False

    def _is_large(self, limited: bool) -> bool:
        """Whether an upload may be large: no limit is set, or one of which we know that it is high."""
        return self.cap > LARGE if self.cap is not None else not limited and not self.sizes

    @cached_property
    def cap(self) -> float | None:
        """The largest stated limit of a payload, in megabytes; None where none can be read."""
        said = [n for seen in self.sizes for n in _megabytes(self._near(seen))]
        return max(said, default=None)

    def _near(self, seen: Sighting) -> str:
        """The lines around a limit; all of them where a file is about nothing else."""
        file = self._files.get(seen.at.path)
        lines = file.text.split("\n") if file else []
        return "\n".join(lines[max(0, seen.at.line - 8) : seen.at.line + 8])

    def _is_used(self, seen: Sighting) -> bool:
        """Whether a module of routes in Python is named anywhere else, comments apart."""
        if not seen.source or not _UNUSED.search(seen.at.path):
            return True
        stem = seen.at.path.rpartition("/")[2].removesuffix(".py")
        named = [f for f in self._files.with_words(stem) if f.path != seen.at.path and f.language == "python"]
        return any(re.search(rf"^[^#\n]*\b{re.escape(stem)}\b(?!\w)", f.text, re.MULTILINE) for f in named)

    def _is_imported(self, seen: Sighting) -> bool:
        """Whether a module is named in another file, as far as the language asks for it: what nothing brings in checks nothing."""
        if seen.source is None or seen.source.language not in ("javascript", "typescript", "python") or _FOUND.search(seen.at.path):
            return True
        stem = re.sub(r"\.\w+$", "", seen.at.path.rpartition("/")[2])
        named = rf"[\"'`/.]{re.escape(stem)}(?:\.\w+)?[\"'`]"
        if seen.source.language == "python":
            named = rf"\b(?:import|from)\b[^\n#]*\b{re.escape(stem)}\b|[\"'.]{re.escape(stem)}[\"'.:]"
        among = (*self._files.with_words(stem), *self._files.match("package.json", kinds=("config", "app", "other")))
        return any(f.path != seen.at.path and re.search(named, f.text) for f in among)


def _table() -> dict[str, Any]:
    return known("facts/uploads")


def _megabytes(text: str) -> Iterator[float]:
    for row in _table()["number"]:
        for found in compiled(row["is"]).finditer(text):
            yield float(next(g for g in found.groups() if g)) * float(row["megabytes"])
