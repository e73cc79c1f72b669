"""Variables in a text, with their values put in. Values that use one another grow without end, so there is one."""

from __future__ import annotations

import re
from collections.abc import Callable

from readylint.crash import Refused
from readylint.knowledge import regex

MOST = 4_000  # characters: nobody writes a version, a path or a setting so long


def filled(variable: re.Pattern[str], text: str, value_of: Callable[[re.Match[str]], str]) -> str:
    """A text with its variables' values put in. Raises Refused where they are longer than anybody writes."""
    left = MOST

    def value(match: re.Match[str]) -> str:
        nonlocal left
        found = value_of(match)
        left -= len(found)
        if left < 0:
            raise Refused(f"variables of more than {MOST:,} characters")
        return found

    return variable.sub(value, text)


_OF_SHELL = regex(r"\$\{(\w+)(?::?-([^}]*))?\}|\$(\w+)")
_ASSIGNED = regex(r"^(?:export )?(\w+)=(.*)$", re.MULTILINE)


def interpolated(text: str, values: dict[str, str]) -> str:
    """A text with its variables as a shell and Compose write them: by these values, or else the default that stands there."""
    return filled(_OF_SHELL, text, lambda m: values.get(m[1] or m[3]) or m[2] or m[0])


def assigned(text: str) -> dict[str, str]:
    """What the text of an .env file gives its variables."""
    return {name: value.strip().strip("\"'") for name, value in _ASSIGNED.findall(text)}
