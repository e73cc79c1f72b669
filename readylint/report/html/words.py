"""Texts of a report as HTML: quotations as code, and an item that is named is a link to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from readylint.report.page import clean, quotations

if TYPE_CHECKING:
    from markupsafe import Markup


class Words:
    """Knows the items that a page has."""

    def __init__(self, items: Iterable[str]) -> None:
        named = "|".join(sorted(map(re.escape, items), key=len, reverse=True))
        self._item = re.compile(rf"(?<![\w-])({named or '(?!)'})(?![\w-])")

    def prose(self, text: str) -> Markup:
        """A text in which nothing is alive but our own links and code."""
        from markupsafe import Markup

        parts = quotations(clean(text))
        return Markup("").join(Markup("<code>{}</code>").format(part) if quoted else self._linked(part) for quoted, part in parts)

    def _linked(self, text: str) -> Markup:
        from markupsafe import Markup, escape

        parts = self._item.split(text)  # every second one is an item
        return Markup("").join(Markup('<a href="#{0}">{0}</a>').format(part) if n % 2 else escape(part) for n, part in enumerate(parts))
