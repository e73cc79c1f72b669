"""The notation in which rules write the small repositories of their examples.

    -- path/of/file --
    its lines
    -- path/of/another -- deleted
    == 2024-03-01 Subject of a commit ==
    == 2024-03-01T15:00+01:00 Subject of a commit with a tag (tag: v1.2.0) ==

What stands above a `==` line was committed before it, what follows is changed by it; without one there is no history.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from readylint.knowledge import regex


class ScriptedCommit(Struct, frozen=True):
    """One commit of an in-memory history: date as written, subject, files it changes and paths it deletes."""

    date: str
    subject: str
    files: dict[str, bytes] = {}
    deleted: tuple[str, ...] = ()


_COMMIT_LINE = regex(r"^== (\d{4}-\d\d-\d\d\S*) (.+?) ==$")
_FILE_LINE = regex(r"^-- (.+?) --( deleted)?$")


def scripted(text: str) -> Iterator[ScriptedCommit]:
    """The commits of a text, the first with no date and subject of its own."""
    date, subject, path = "", "", ""
    files: dict[str, bytes] = {}
    deleted: list[str] = []
    lines: list[str] = []
    for line in [*text.split("\n"), None]:
        commit = _COMMIT_LINE.match(line) if line is not None else None
        header = _FILE_LINE.match(line) if line is not None else None
        if line is not None and not commit and not header:
            lines.append(line)
            continue
        if path:
            files[path] = ("\n".join(lines).rstrip("\n") + "\n").encode()
        path, lines = "", []
        if header and header[2]:
            deleted.append(header[1])
        elif header:
            path = header[1]
        else:
            if files or deleted:
                yield ScriptedCommit(date, subject, dict(files), tuple(deleted))
            files, deleted = {}, []
            if commit:
                date, subject = commit[1], commit[2]
