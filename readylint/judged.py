"""What a scan gives."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from readylint.fact import Facts
from readylint.model import Report
from readylint.recall import Recall


class Scan(Struct, frozen=True):
    """A report and the texts behind it, for the formats that quote them."""

    report: Report
    facts: Facts
    recall: Recall | None = None

    def rendered(self, form: str, render: Callable[[], str]) -> str:
        """The report in a form, as it was rendered for the last scan of the same where there was one. `form`: all that decides it
        beside the report and its tree."""
        return self.recall.text(form, render) if self.recall else render()

    def text_of(self, path: str) -> str | None:
        """The text of a file of the tree, None when there is none."""
        from readylint.facts.files import Files  # late: what is recalled is hardly ever quoted anew

        file = self.facts.get(Files).get(path)
        return file.text if file else None
