"""What a scan gives."""

from __future__ import annotations

from msgspec import Struct

from readylint.fact import Facts
from readylint.facts.files import Files
from readylint.model import Report


class Scan(Struct, frozen=True):
    """A report and the texts behind it, for the formats that quote them."""

    report: Report
    facts: Facts

    def text_of(self, path: str) -> str | None:
        """The text of a file of the tree, None when there is none."""
        file = self.facts.get(Files).get(path)
        return file.text if file else None
