"""Knowledge: what languages, frameworks, tools and hosts look like, as tables beside the code and as regular expressions.

Both are read when they are first asked for: a scan needs a part of what readylint knows, and all of it would cost every start.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, AnyStr, cast

from readylint.patterns import compiled

_HERE = Path(__file__).parent


@cache
def known(name: str) -> dict[str, Any]:
    """The table of a TOML file of this package, by its path without the ending: `facts/health`. Raises OSError."""
    import tomli

    return tomli.loads((_HERE / f"{name}.toml").read_text("utf-8"))


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A regular expression like `re.compile` gives it, compiled at its first use. For the top of a module."""
    return cast("re.Pattern[AnyStr]", _Regex(text, flags))


class _Regex:
    def __init__(self, text: str | bytes, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        made = getattr(compiled(self._text, self._flags), name)
        setattr(self, name, made)  # the next use finds it without this call
        return made
