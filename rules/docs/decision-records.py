"""Key architectural decisions are recorded.

A decision whose reasons are lost gets reversed by somebody who meant well, and the problem it had solved returns to the users. Or nobody
dares to touch it at all.

Pass: ADRs, RFCs, design or architecture documents

Fail: nothing of the kind is found

Fix: Keep short records under `docs/adr/`: context, decision, consequences, one page each, numbered. Write the three today that newcomers
always ask about (why this database, why this split into services, how logins work); `adr-tools` or log4brains make the files.

Searched: records of decisions, RFCs, design and architecture documents, and sections of other documents on the design
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint import Documents, Files, Finding, Topics, example, regex, rule, supports, unclear

_ELSEWHERE = regex(
    r"\b(?:ADRs?|decision (?:records?|log)|architect\w+ (?:docs?|overview|decisions?)|architect\w+ proposals?"
    r"|design doc(?:s|uments?)?|RFCs?(?![ -]?\d))\b",
    re.I,
)
_GUIDE = regex(r"(?i)^(?:docs?/|\.github/)?(?:contributing|development|developing|hacking|runbook)\.\w+$")
SHOWN = 5


@rule(id="DOC004", severity="low", applies="any", sources=("S1.8", "S2"))
def decision_records(topics: Topics, files: Files, documents: Documents) -> Iterator[Finding]:
    for _, told in zip(range(SHOWN), topics.told("decisions")):
        yield supports(told, f"{told.what} records the design")
    for model in files.match("workspace.dsl", "*.c4", "likec4.config.*", "*architecture*.{drawio,puml,plantuml,mmd,mermaid,excalidraw,d2}"):
        yield supports(model, "a model of the architecture")
    guides = (d for d in documents.own if _GUIDE.search(d.path))
    for document in dict.fromkeys([*documents.readmes[:3], *guides]):
        for link in document.links:
            if _ELSEWHERE.search(link.text) and link.target.startswith("http") and documents.linked(document, link) is None:
                yield unclear(f"{document.file.name} links “{link.text}”, which lives outside the repository", link)


EXAMPLES = [
    example("documents on the design in Norwegian", "pass", line="docs/arkitektur/flyt.md:1", repo="""
-- docs/arkitektur/flyt.md --
# Flyt
Tjenesten henter ordrene fra køen og lagrer dem i databasen før den svarer. Vi valgte en kø fordi lageret ikke alltid er oppe, og fordi
ingen ordre skal gå tapt når det faller ut om natten.
-- app.py --
"""),
    example("a technical specification", "pass", line="conf/tech_spec.md:1", repo="""
-- app.py --
print("hello")
-- conf/tech_spec.md --
# Configuration in one place

Each part read its variables by itself, and nobody knew which were needed. One package reads them all now, from a file for each environment
with the environment above it; a library for this would have brought remote stores that we do not want.
"""),
    example("the guide for contributors links a design document that lives elsewhere", "unknown", repo="""
-- app.py --
print("hello")
-- CONTRIBUTING.md --
# Architecture of the solution

It is described in [The Design Document](https://docs.example.com/document/d/1/edit).
"""),
    example("a page of a site in several languages", "fail", repo="""
-- config.toml --
baseURL = "https://terms.example/"
-- content/en/_index.md --
---
title: Terms
---
-- content/en/microservices-architecture.md --
---
title: Microservices Architecture
---
An application is split into small services, each of which is built, deployed and scaled by itself, and speaks with the others over the
network; a fault in one of them does not stop the rest, and each team chooses the language that suits it best.
"""),
    example("a diagram of the architecture that can be edited", "pass", line="docs/architecture.drawio:1", repo="""
-- app.py --
print("hello")
-- docs/architecture.drawio --
<mxfile><diagram name="Shop"/></mxfile>
"""),
    example("what an assistant is told of its work is no record", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/agents/architect.agent.md --
# Architect

## Architecture

Prefer small modules that speak over queues, and put what changes together into one of them.
"""),
    example("a record", "pass", line="docs/adr/0001-use-postgres.md:1", repo="""
-- app.py --
print("hello")
-- docs/adr/0001-use-postgres.md --
# Use PostgreSQL

## Decision

We use PostgreSQL, because two teams know it already and the reports need window functions; SQLite would have been simpler to run,
but the second service writes at the same time, and MySQL brought nothing that we lack.
"""),
    example("a design system is none", "fail", repo="""
-- app.py --
print("hello")
-- docs/design-system.md --
# Design system

Colours, spacing and components of the user interface, with the tokens that designers and developers share between all our products,
and how to ask for a new component when none of the existing ones fits what a page wants to do.
"""),
    example("a section in Indonesian", "pass", line="README.md:3", repo="""
-- app.py --
print("hello")
-- README.md --
# App

## Arsitektur

Handlers call services, services call the database through one layer of repositories, and nothing else may know of SQL. Files that users
send are kept on the disk beside the app, under names that it makes itself, so that no two of them can meet and none can be guessed.
"""),
    example("the name of a pattern in the README", "fail", repo="""
-- app.py --
print("hello")
-- README.md --
# App

## Architecture

Clean Architecture, CQRS.
"""),
    example("a section that explains it", "pass", line="README.md:3", repo="""
-- app.py --
print("hello")
-- README.md --
# App

## Architecture

```mermaid
graph LR; web --> api --> database
```
"""),
    example("an empty folder's README", "fail", repo="""
-- app.py --
print("hello")
-- docs/adr/README.md --
# ADRs
"""),
    example("records that live elsewhere", "unknown", says="outside", repo="""
-- app.py --
print("hello")
-- README.md --
# App

See our [architecture decisions](https://example.com/adrs).
"""),
    example("stories of Storybook in a folder of designs", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- design/stories/Colours.stories.mdx --
# Colours
The colours of the shop are shown here, each with its name and what it is used for, so that pages look alike wherever they are made,
and nobody has to pick one anew.
"""),
    example("a document on the design of one thing", "pass", line="doc/lockless-design.md:1", repo="""
-- doc/lockless-design.md --
# Lockless design

Writers append to a log of their own. Readers merge the logs by time, since a lock would stop all of them while one copies.

## Copies

A copy takes what every log has up to one moment. What is written after it goes to the next copy, in the order in which the writers took it.
"""),
    example("how an API is to be designed is no decision", "fail", repo="""
-- docs/api-design.md --
# Guidelines for resources

Names are plural.
"""),
]
