"""The words of a file: its runs of ASCII letters, digits and underscores."""

from __future__ import annotations

import string

_OF_WORDS = frozenset((string.ascii_letters + string.digits + "_").encode())
_BLANKED = bytes(byte if byte in _OF_WORDS else ord(" ") for byte in range(256))


def words_of(data: bytes) -> list[bytes]:
    """The words in these bytes, in order. A regular expression would take twice as long."""
    return data.translate(_BLANKED).split()
