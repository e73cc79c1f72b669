"""Skeletons of documents: the headings, and the questions to answer below them.

A skeleton is no document yet. It carries a mark, and while it does the rules do not see it (facts/documents.py). Its questions are
comments, so that without the mark, and without answers, it still says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readylint.facts.documents import UNFILLED
from readylint.facts.files import Files
from readylint.fixes.edit import Edit, created
from readylint.knowledge import regex

MARK = f"{UNFILLED}. Answer the questions, then delete this line: until then this page counts for nothing. -->"


def skeleton(files: Files, name: str, title: str, sections: Iterable[tuple[str, str]]) -> Iterator[Edit]:
    """A document with a question below each heading; none where one of that name is there, filled in or not."""
    if any(_named(f.path, name) for f in files):
        return
    folder = "doc" if files.exists("doc") and not files.exists("docs") else "docs"
    parts = (f"## {heading}\n\n<!-- {question} -->" for heading, question in sections)
    text = "\n\n".join((f"# {title}", MARK, *parts))
    yield created(f"{folder}/{name}.md", text, "a skeleton to fill in, which counts for nothing until then")


def _named(path: str, name: str) -> bool:
    return _JOINT.sub("", path.rpartition("/")[2].lower().partition(".")[0]) == name


_JOINT = regex(r"[-_ ]")
