"""Where in a TOML file a key or a text stands: parsers of TOML give no places."""

from __future__ import annotations

import re
from bisect import bisect_left

_WORD = re.compile(r"\w+")


class Lines:
    """The lines of a TOML file, and which hold each word."""

    def __init__(self, text: str) -> None:
        self._all = text.splitlines()
        self._holding: dict[str, list[int]] = {}
        for number, line in enumerate(self._all, 1):
            for word in dict.fromkeys(_WORD.findall(line)):
                self._holding.setdefault(word, []).append(number)

    def of(self, key: str, after: int) -> int:
        """The first line from one on that has a key."""
        bare, first = re.escape(key), _WORD.search(key)
        pattern = re.compile(rf"""^\s*(?:\[\[?[^\]]*["']?\b{bare}["']?\s*(?:\.[^\]]*)?\]|(?:[\w."'-]+\.)?["']?{bare}["']?\s*[=.])""")
        numbers = self._holding.get(first[0], []) if first else range(1, len(self._all) + 1)
        found = (numbers[n] for n in range(bisect_left(numbers, after), len(numbers)))
        return next((n for n in found if pattern.match(self._all[n - 1])), after)

    def of_text(self, text: str, after: int) -> int:
        """The first line from one on that holds a text."""
        return next((n for n in range(after, len(self._all) + 1) if text in self._all[n - 1]), after)
