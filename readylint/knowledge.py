"""Knowledge: what languages, frameworks, tools and hosts look like, as tables beside the code and as regular expressions.

Both are read when they are first asked for: a scan needs a part of what readylint knows, and all of it would cost every start.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, AnyStr, cast

from readylint.cache import stamp
from readylint.patterns import compiled, remembered

_HERE = Path(__file__).parent
TABLE = -1  # where a pattern has its flags


@cache
def known(name: str) -> dict[str, Any]:
    """The table of a TOML file of this package, by its path without the ending: `facts/health`. Raises OSError."""
    path = _HERE / f"{name}.toml"
    return remembered((stamp(path), TABLE), lambda: _parsed(path))


def _parsed(path: Path) -> dict[str, Any]:
    import tomli  # late: a table is parsed once

    return tomli.loads(path.read_text("utf-8"))


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A regular expression like `re.compile` gives it, compiled at its first use. For the top of a module."""
    return cast("re.Pattern[AnyStr]", _Regex(text, flags))


class _Regex:
    def __init__(self, text: Any, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        made = getattr(compiled(self._text, self._flags), name)
        setattr(self, name, made)  # the next use finds it without this call
        return made
