"""Variables in a text, with their values put in. Values that use one another grow without end, so there is one."""

from __future__ import annotations

import re
from collections.abc import Callable

from readylint.crash import Refused

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
