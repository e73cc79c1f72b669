"""How something of ours crashed, or gave up on a text, told without the text of the error: that may quote the repository, and a secret."""

from __future__ import annotations

import traceback


def told(error: BaseException) -> str:
    """The type of an error and where it was raised: `KeyError at pipelines.py:120`. A cause is told after it."""
    frames = traceback.extract_tb(error.__traceback__)
    at = f" at {frames[-1].filename.replace(chr(92), '/').rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    said = f"{type(error).__name__}{at}"
    return f"{said}, from {told(error.__cause__)}" if error.__cause__ else said


def came_of(error: BaseException | None, kind: type[BaseException]) -> bool:
    """Whether an error, or what caused it, is of a kind."""
    return error is not None and (isinstance(error, kind) or came_of(error.__cause__, kind))


class Mistake(Exception):
    """What whoever calls can mend, and the text says how: it is no crash."""


class Refused(ValueError):
    """A text that a reader of ours does not take; the message quotes nothing of it."""


def refusal(error: Exception) -> str:
    """Why a text could not be parsed, with the line where the parser says one."""
    if isinstance(error, Refused):
        return f"not understood: {error}"
    cause = error.__cause__ or error
    mark = getattr(cause, "problem_mark", None)  # PyYAML counts from 0
    line = mark.line + 1 if mark else getattr(cause, "lineno", None)
    return f"not understood, line {line}" if isinstance(line, int) else "not understood"
