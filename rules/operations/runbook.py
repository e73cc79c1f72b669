"""A runbook exists: start/stop/restart, run a migration, roll back, whom to contact.

At three in the morning the person with the pager is not the person who wrote the code. With the steps written down they act in minutes;
without them they guess on production while users wait.

Pass: operational documentation that covers at least two of the four topics; the report names those it lacks

Fail: none, or a title with no content

Fix: Write `docs/runbook.md` with four headings and the commands below them: start, stop and restart (`kubectl rollout restart`,
`systemctl`), run a migration, roll back (`helm rollback`, the previous image), and whom to call, with a channel or number and who comes
next.

Searched: runbooks, operations, deployment, upgrade, incident and support documents, and the sections of other documents on running in
production
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readylint import (
    Document,
    Documents,
    Finding,
    Location,
    Parts,
    Section,
    contradicts,
    example,
    heading_wording,
    regex,
    rule,
    supports,
    wording_of,
    wording_topics,
)

OF_PATH = regex(rf"(?i)(?:^|[/_.-])(?:{heading_wording('operation')})")
OF_HEADING = regex(rf"(?i)\b(?:{heading_wording('operation')})")
OF_DEVELOPMENT = regex(rf"(?i)\b(?:{heading_wording('development')})\b")
OF_CONDUCT = regex(r"(?i)code[-_ ]?of[-_ ]?conduct")  # whom to tell of people, not of outages
FOR_SITE = ("roll back", "whom to contact")  # ruling 17


@rule(id="OPS001", severity="high", applies="app", absence="fail", sources=("S1.7", "S2", "S4", "card"))
def runbook(documents: Documents, parts: Parts) -> Iterator[Finding]:
    site = parts.kind == "static site"
    sections = [s for d in documents.own if not OF_CONDUCT.search(d.path) for s in (d.sections if site else _operational(d))]
    found = _topics(sections, FOR_SITE if site else wording_topics())
    lacking = ", ".join(t for t in wording_topics() if t not in found)
    if len(found) >= (1 if site else 2):
        yield from (supports(at, f"says how to {t}" if t != "whom to contact" else "says whom to contact") for t, at in found.items())
        return
    yield from (contradicts(at, f"the operational documentation covers {topic} only: it lacks {lacking}") for topic, at in found.items())
    for document in documents.own:
        if not found and re.search(r"(?i)run-?_?book", document.path) and document.stub:
            yield contradicts(document, "a runbook with no content")


def _operational(document: Document) -> Iterator[Section]:
    """The sections of a document that speak of operation: all of an operations document, else those under such a heading."""
    if OF_PATH.search(document.path) and not OF_DEVELOPMENT.search(re.sub(r"[/_.-]", " ", document.path)):
        yield from (s for s in document.sections if not OF_DEVELOPMENT.search(s.heading))
        return
    if OF_DEVELOPMENT.search(re.sub(r"[/_.-]", " ", document.path.rpartition("/")[2].rpartition(".")[0])):
        return
    above: list[Section] = []
    for section in document.sections:
        above = [*(s for s in above if s.level < section.level), section]
        headings = [s.heading for s in above]
        if any(OF_HEADING.search(h) for h in headings) and not any(OF_DEVELOPMENT.search(h) for h in headings):
            yield section


def _topics(sections: Iterable[Section], wanted: tuple[str, ...]) -> dict[str, Location]:
    found: dict[str, Location] = {}
    for section in sections:
        for topic in wanted:
            if topic not in found and (at := _covers(section, topic)):
                found[topic] = at
    return {t: found[t] for t in wanted if t in found}


def _covers(section: Section, topic: str) -> Location | None:
    typed, said = wording_of(topic)
    command = next((c.at for c in section.commands if typed and typed.search(c.text[:400]) and (not c.inline or " " in c.text)), None)
    titled = section.at if section.code and said.search(section.heading) else None
    return command or titled or next((at for _, at in section.search(said, done=True)), None)


EXAMPLES = [
    example("an issue's form, which somebody has yet to fill in", "fail", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- .github/ISSUE_TEMPLATE/documentation-task.md --
# Documentation task

## How to restart

1. Restart the service with `systemctl restart shop`

## Roll back

1. Run `helm rollback shop 1`
"""),
    example("whom to tell of misconduct is nobody for outages", "fail", repo="""
-- config.toml --
base_url = "https://blog.example.com"
compile_sass = true
-- templates/index.html --
<p>{{ section.title }}</p>
-- content/_index.md --
+++
title = "Blog"
+++
-- CODE_OF_CONDUCT.md --
# Code of Conduct
**Contact**: write to mods@example.com
"""),
    example("the pages of a site in a folder of its own say how others go back", "fail", repo="""
-- guide/mkdocs.yml --
site_name: Guide
-- guide/docs/index.md --
# Roll back
To roll back a release of the module, run `module unload` and load the previous version.
## Contact
Write to help@example.com.
-- README.md --
# Guide
Pages for the users of the cluster.
"""),
    example(
        "how developers upgrade a kit, and where they ask",
        "fail",
        """
-- server.js --
require("express")().listen(80)
-- docs/sdk-upgrade.md --
# Upgrading the SDK

Restart the server, and check the form.
-- docs/frontend.md --
# Front end

## Troubleshooting

Ask in the Slack channel #shop-frontend.
""",
    ),
    example("how the app is made, and the login that it is seeded with", "fail", repo="""
-- server.js --
require("express")().listen(80)
-- DEPLOYMENT_CHECKLIST.md --
# Deployment

## PostgreSQL (production)
- Cloud-hosted
- Scales with your app

## Default admin
- **Email**: admin@shop.example
- **Password**: change it after the first login
"""),
    example(
        "a runbook",
        "pass",
        """
-- server.js --
require("express")().listen(80)
-- docs/runbook.md --
# Runbook

## Restart

```
kubectl rollout restart deployment/shop
```

## Roll back

```
helm rollback shop
```
""",
        line=("docs/runbook.md:6", "docs/runbook.md:12"),
    ),
    example(
        "one in French",
        "pass",
        """
-- server.js --
require("express")().listen(80)
-- docs/deploiement.md --
# Guide de déploiement

## Exécuter les migrations

```sql
\\i migrations/001_media.sql
```

## En cas d'incident

Redémarrer les conteneurs depuis la console.
""",
        line=("docs/deploiement.md:3", "docs/deploiement.md:11"),
    ),
    example(
        "a title and nothing else",
        "fail",
        """
-- server.js --
require("express")().listen(80)
-- docs/runbook.md --
# Runbook

TODO
""",
        line="docs/runbook.md:1",
    ),
    example(
        "how to start it on a developer's machine",
        "fail",
        """
-- server.js --
require("express")().listen(80)
-- README.md --
# Shop

## Local development

Run `docker compose up` and `npx knex migrate:latest`.
""",
    ),
    example(
        "a library",
        "na",
        """
-- setup.py --
from setuptools import setup
setup(name="lib")
-- lib/__init__.py --
def f(): pass
""",
    ),
    example(
        "how a deployment is started and approved",
        "fail",
        """
-- server.js --
require("express")().listen(80)
-- README.md --
# Shop

## Deployment

To start a deployment, run the deploy job by clicking 'Run Workflow' and selecting the environment.
To find the approval page, follow the link from the Slack notification.
""",
    ),
    example("golang-migrate is told where its files lie", "pass", line="docs/PRODUCTION.md:4", repo="""
-- server.js --
require("express")().listen(80)
-- docs/PRODUCTION.md --
# Production

```sh
migrate -path sql/migrations -database "$DATABASE_URL" up
docker-compose up -d
```
"""),
]
