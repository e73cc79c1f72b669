"""Known limitations and deferred work are written down.

Users and colleagues build on what they think works. A limit that is not written down is discovered in the middle of a migration or a
demonstration, when it costs the most.

Pass: a limitations, roadmap, known-issues or technical-debt section or document

Fail: none; TODO/FIXME without a reference are shown as findings, but do not decide

Fix: Add a "Known limitations" section to the README: what is not supported, what breaks above which size, what was put off and why, with
links to issues. Turn each TODO in the code that matters into an issue, and put its number into the comment.

Searched: documents and sections on limitations, known issues, the roadmap and technical debt; TODO and FIXME in comments
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint import Code, Documents, Files, Finding, Location, Source, Topics, contradicts, example, regex, rule, supports, unclear

# With a number, a name of a ticket or an address behind it, somebody keeps track of it.
_NOTE = regex(r"\b(?:TODO|FIXME)\b(?![^\n]{0,80}(?:#\d+|\b[A-Z][A-Z0-9]+-\d+\b|https?://))[^\n]*")
_BOARD = regex(r"\b(?:project board|trello|jira|kanban|milestones?|feature requests?)\b", re.I)
SHOWN = 5


@rule(id="DOC007", severity="low", applies="any", sources=("S1.8",), wins="supports")
def known_limitations(topics: Topics, documents: Documents, code: Code, files: Files) -> Iterator[Finding]:
    found = [told for _, told in zip(range(SHOWN), topics.told("limits"))]
    yield from (supports(told, f"{told.what} names limits or deferred work") for told in found)
    boards = (link for document in documents.readmes[:1] for link in document.links if _BOARD.search(link.text))
    yield from (unclear(f"what is deferred may stand behind “{link.text}”, outside the repository", link) for link in boards)
    notes = (at for file in files.with_words("TODO", "FIXME") for at in _notes(code.source(file)))
    for _, at in zip(range(SHOWN), notes):
        yield contradicts(at, "a TODO without a reference" + ("" if found else ", and no document of known limitations"))


def _notes(source: Source) -> Iterator[Location]:
    """Notes that stand in comments: what blanking the comments takes away."""
    for match in _NOTE.finditer(source.text):
        if source.code[match.start() : match.start() + 4] != match[0][:4]:
            yield source.place(match.start())


EXAMPLES = [
    example("what is to be improved, in an order", "pass", line="docs/health.md:3", repo="""
-- app.py --
# TODO: sort them
from flask import Flask
-- docs/health.md --
# Health of the project

## Prioritised improvements

1. Replace the queue, which loses what was in it at a restart.
2. Move the pictures to a store of their own.
"""),
    example("issues of one kind that are known", "pass", line="known-api-issues.md:1", repo="""
-- app.py --
print("shop")
-- known-api-issues.md --
* PUT /orders and PATCH /orders do the same, which a later version will mend by leaving one of them out
* POST /orders answers 200 instead of 201
"""),
    example("a section", "pass", line="README.md:3", repo="""
-- app.py --
# TODO: support more than one currency
print("hello")
-- README.md --
# App

## Known limitations

- One currency only; see the issue tracker.
"""),
    example("a list of what is to do", "pass", line="README.md:3", repo="""
-- app.py --
print("hello")
-- README.md --
# App

#### To Do

* a JSON interface of its own
* an app for phones
"""),
    example("a document", "pass", line="docs/roadmap.md:1", repo="""
-- app.py --
print("hello")
-- docs/roadmap.md --
# Roadmap

Exports for accountants come in the autumn.
"""),
    example("a TODO that nobody tracks", "fail", line="app.py:2", repo="""
-- app.py --
label = "TODO"
# TODO: support more than one currency
# TODO(#12): and weekends
print(label)
-- README.md --
# A to-do app

## Todo controller

Lists what is to be done today.
"""),
    example("the licence limits liability", "fail", repo="""
-- app.py --
print("hello")
-- docs/terms.md --
# Terms

## 16. Limitation of Liability

In no event will the authors be liable to anyone.
"""),
    example("a heading with nothing below", "fail", repo="""
-- app.py --
print("hello")
-- README.md --
# App

## Roadmap

TBD
"""),
    example("a board elsewhere", "unknown", says="outside", repo="""
-- app.py --
print("hello")
-- README.md --
# App

What comes next is on our [project board](https://example.com/board).
"""),
    example("what is still to be made", "pass", line="README.md:4", repo="""
-- README.md --
# Shop

Sells things.
### Pending Implementation
- E-mail notifications
- Export as PDF
"""),
    example("a status of HTTP", "fail", repo="""
-- docs/api.md --
# API

## 415 Unsupported Media Type

The body of the request is of a type that the server does not read, such as XML or a form.
"""),
    example("trade-offs", "pass", line="docs/review.md:3", repo="""
-- app.py --
print("hello")
-- docs/review.md --
# Review

## Known tradeoffs

- Events are fanned out in memory: with a second instance half of the clients miss them.
"""),
    example("bottlenecks that are expected", "pass", line="docs/performance.md:3", repo="""
-- app.py --
print("hello")
-- docs/performance.md --
# Performance

## Expected bottlenecks

- Tasks of low priority starve while those of high priority keep coming.
"""),
    example("what is missing", "pass", line="docs/status.md:3", repo="""
-- app.py --
print("hello")
-- docs/status.md --
# Status

## Detailed gaps and missing implementations

- Reviews of products: not begun.
"""),
    example("a page that a site of Hugo publishes", "fail", repo="""
-- config/_default/hugo.toml --
baseURL = "https://shop.example/"
-- content/en/docs/plans.md --
---
title: Plans
---
## Future plans

Certificates will live for shorter times, and older devices will not be able to use them any more.
"""),
    example("plain text at the root", "pass", line="todo.txt:1", repo="""
-- server.js --
require("express")().listen(80)
-- todo.txt --
To do
-----
- an API with tokens
- pages in more than one language
"""),
    example("a line in bold for a heading", "pass", line="README.md:5", repo="""
-- app.py --
print("hello")
-- README.md --
# App

Sells things.

**Known limitations**

- One currency only, and orders of at most 10,000 lines.
"""),
    example("a line with a colon before a list", "pass", line="README.md:5", repo="""
-- app.py --
print("hello")
-- README.md --
# Shop

It sells books.

Coming soon:
* Orders by the quarter hour
* Better messages where the payment fails
"""),
    example("words in bold, and a line of the kind with nothing below", "fail", repo="""
-- app.py --
print("hello")
-- README.md --
# App

There are **no limitations** on what you may sell.
**Roadmap** lets you plan what you sell next year, with all the members of your team.

**Limitations:** none.
"""),
    example("a heading that is underlined", "pass", line="README.rst:4", repo="""
-- app.py --
print("hello")
-- README.rst --
App
###

Known issues
~~~~~~~~~~~~

One currency only, and orders of at most 10,000 lines.
"""),
]
