"""A manual smoke-test checklist exists and was run on the latest build.

Some things only a person sees: a page that renders white on a phone, a mail that lands in spam, a card form that rejects a real card.
Without a list, the check before a release is whatever comes to mind, and users find the rest.

Pass: a document with the smoke or release test steps; that a person ran it needs an attestation

Fix: Write `docs/smoke-test.md` with ten steps that take ten minutes, each with what one should see, and a line for date, build and name.
Walk it for every release candidate, and record the last walk as an attestation.

Searched: headings and titles of documents on smoke, manual, regression and acceptance tests and on checks before a release, with
steps below them
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint import Document, Documents, Finding, Section, example, regex, rule, supports

STEPS = 3  # below this it is a remark, no list
TITLE = regex(
    r"(?i)\b(?:smoke|sanity|manual|regression|user acceptance|uat|visual|exploratory)[- _]?tests?(?:ing)?\b"
    r"(?!.*\b(?:result|report|automat|unit|ci\b|pipeline))"
    r"|\b(?:release|qa|go-?live|pre-?release|release candidate|test(?:ing)?|manual) (?:test )?(?:check ?list|test plan|test steps)\b"
    r"|\bpost-?deploy(?:ment)?[- ]test(?:s|ing)\b"
    r"|\bquick test\b|\bRegressionTests\b|\bstep \d{1,2}\W{1,3}test (?:the|your) (?:app\w*|deploy\w*|live \w+)"
)
DECIDES = regex(r"(?i)(?:^|/)(?:adrs?|decisions|rfcs?|proposals?)/")
DEPLOYED = regex(r"(?i)\b(?:functional(?:ity)?|post-?deploy(?:ment)?)[- ](?:test(?:s|ing)?|verification|checks?|check ?list)\b")
BOX = regex(r"^[ \t]*[-*+][ \t]+\[[ xX]\]", re.MULTILINE)
TOLD = regex(r"(?i)\b(?:perform|run|walk|do)\b[^\n:]{0,40}\bsmoke[- ]?tests?\b[^\n:]{0,60}:(?P<steps>[^\n]+)")
STEP = regex(r"^[ \t]*(?:[-*+][ \t]+\[[ xX]\]|\d+[.)][ \t]|[-*+][ \t]+\S|\|[^|\n]+\|[^|\n]+\|)", re.MULTILINE)
AUTOMATED = regex(
    r"(?i)\b(?:automat(?:ed|ically)|in CI|pipeline runs|github actions?|npm (?:run )?\S*test|pytest|go test|rspec|playwright|cypress)\b"
)


@rule(id="TST009", severity="low", absence="unknown", sources=("S1.1",))
def smoke_test_checklist(documents: Documents) -> Iterator[Finding]:
    for document in (d for d in documents.own if not DECIDES.search(d.path)):
        if TITLE.search(document.text) or TITLE.search(document.file.name) or DEPLOYED.search(document.text):
            yield from _lists(document)


def _lists(document: Document) -> Iterator[Finding]:
    for section in document.sections:
        boxes = DEPLOYED.search(section.heading) and sum(len(BOX.findall(part.text)) for part in document.below(section))
        if (boxes or 0) >= STEPS or (section.heading and TITLE.search(section.heading) and _steps(document, section) >= STEPS):
            yield supports(section, f'"{section.heading}" lists what a person tests; that somebody did needs an attestation')
            return
        if any(told["steps"].count(",") >= STEPS and not AUTOMATED.search(told[0]) for told in TOLD.finditer(section.text)):
            yield supports(section, "a sentence lists what a person tests; that somebody did needs an attestation")
            return


def _steps(document: Document, section: Section) -> int:
    """The steps below a heading, none where the text says that a machine walks them."""
    parts = document.below(section)
    if any(AUTOMATED.search(part.text) for part in parts[:2]) and not any("[ ]" in part.text for part in parts):
        return 0
    return sum(len(STEP.findall(part.text)) + len(part.code) for part in parts) + len(parts) - 1


EXAMPLES = [
    example("a decision tells what a test asserts", "unknown", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- server.js --
require("express")().listen(3000)
-- docs/adr/0007-layers.md --
# Layers

## Regression test

It covers:

- what the domain may bring in
- what a use case may bring in
- what a page may bring in
- what is allowed
"""),
    example("what is tried after a deployment, one heading for each", "pass", line="docs/DEPLOYMENT.md:7", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- docs/DEPLOYMENT.md --
# Deployment

## Deploy

Push to `main`.

## Post-Deployment Testing

### 1. Health

```
curl https://shop.example/health
```

### 2. Log in

Visit https://shop.example/login and log in.

### 3. Order

Put one thing into the basket and pay with the test card.
"""),
    example("boxes to tick after a deployment", "pass", line="docs/deploying.md:6", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- docs/deploying.md --
# Production deployment checklist

## 1. Deploy
- [ ] `make deploy`

## 2. Functionality testing
- [ ] Sign up
- [ ] Buy a thing
- [ ] Cancel the order
"""),
    example("functional tests that a machine runs", "unknown", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- docs/testing.md --
# Functional testing

- sign up
- buy
- cancel
"""),
    example("a sentence with the steps", "pass", line="docs/operations.md:3", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- docs/operations.md --
# Operations

## Deployment
- After each deploy, perform a smoke test in this order: `/health`, sign up, buy a thing, cancel the order.
"""),
    example("a list to walk before a release", "pass", line="docs/release.md:1", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
app.run()
-- docs/release.md --
# Smoke test

Before each release, on the release candidate:

- [ ] log in with a new account
- [ ] buy a book with the test card
- [ ] the confirmation arrives by mail
"""),
    example("the last step of a guide to deploying", "pass", line="DEPLOYMENT.md:5", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
app.run()
-- DEPLOYMENT.md --
# Deployment

Push to main.

## Step 6: Test the Application

1. Visit your URL
2. Register a new user
3. Log in and buy a book
"""),
    example("automated smoke tests", "unknown", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
app.run()
-- README.md --
# Shop

## Smoke tests

The smoke tests run in CI after each deployment:

1. `npm run smoke-test`
2. the report is uploaded
3. the deployment is rolled back if it fails
"""),
    example("a word only", "unknown", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
app.run()
-- README.md --
# Shop

Manual testing is welcome.
"""),
    example("a library", "na", repo="""
-- pyproject.toml --
[project]
name = "sums"
-- sums/__init__.py --
def add(a, b): return a + b
"""),
]
