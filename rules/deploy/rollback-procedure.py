"""A rollback procedure exists.

When a release breaks the service, every minute is spent in front of users. A team that first has to find out how to go back is down for an
hour instead of two minutes, and often makes it worse.

Pass: steps or a command to go back to the previous version, in a document, script, workflow or automatic rollback setting (--atomic,
rollout undo, circuit breaker rollback, progressive delivery)

Fail: nothing of the kind is found

Fix: Write the one command that goes back to the previous release into the runbook, or automate it: `helm upgrade --atomic` and `helm
rollback`, `kubectl rollout undo`, `deployment_circuit_breaker { enable = true, rollback = true }` on ECS, `fly releases` with `fly deploy
--image`, `kamal rollback`, `cap production deploy:rollback`, a workflow with the version to deploy as input. Say there what happens to
migrations.

Searched: rollback commands in CI, scripts and targets; documents with steps back; automatic rollback settings in infrastructure and
manifests
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from readylint import (
    Delivery,
    Document,
    Documents,
    Finding,
    Location,
    Pipelines,
    Project,
    Releases,
    Section,
    contradicts,
    example,
    regex,
    rule,
    supports,
)

# Going back with the data alone (a migration, a transaction) is DAT003's; a decision or a list of changes tells no steps.
_BACK = r"\broll(?:ing|ed)?[ -]?backs?\b|回滚|回滾|ロールバック"
_HEADING = regex(
    rf"{_BACK}|\bback(?:ing)?[ -]?out\b|\brevert(?:ing)?\b.*\b(?:deploy\w*|release|version)\b"
    r"|\bundo\b.*\b(?:deploy\w*|release)\b|\bdown-?grad(?:e|ing)\b",
    re.I,
)
_LABEL = regex(rf"^[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)?\*\*(?P<label>[^*\n]{{0,80}}?(?:{_BACK})[^*\n]{{0,80}})\*\*[^\n]*", re.I | re.M)
# One sentence that says how: with which tool, or what to do.
_SAYS = regex(
    r"\brolling[ -]back\b[^.\n]{0,60}\b(?:done|made|performed)[ ](?:with|by|via|using|through)\b[^.\n]{0,80}"
    r"|\bto[ ]roll[ -]?back(?:[ ](?:a|the|to)[ ][^.,:\n]{1,60})?[,:]?[ ](?:just[ ]|simply[ ]|you[ ]can[ ])?"
    r"(?:revert|re-?deploy|deploy|re-?run|push|check[ ]?out|trigger|select|choose)\b[^.\n]{0,80}",
    re.I,
)
_TYPED = regex(r"`[^`\s]+ [^`\n]+`")
_DATA = regex(r"\b(?:migrations?|transactions?|schema|sql|commit|savepoints?)\b", re.I)
# What goes back is the product: a feature of it may be called a rollback too.
_RELEASE = regex(
    r"\b(?:re|un)?deploy\w*\b|\breleas(?:e|es|ed|ing)\b|\brevisions?\b|\b(?:previous|earlier|older|last|known|prior|stable)[- ](?:\w+ )?"
    r"(?:good|version|image|tag|build|commit)s?\b|\bimages?\b|\bgit\b|\b(?:kubectl|helm|heroku|terraform)\b|\brevert\w*\b.{0,40}\b(?:commit|PR|pull|merge)\b",
    re.I,
)
_WHEN = regex(r"\b(?:criteria|triggers?|conditions?|thresholds?|when)\b", re.I)  # to go back, not how
_NO_STEPS = regex(
    r"(?:^|/)(?:adrs?|decisions|rfcs?|proposals?)/|(?:^|/)(?:changelog|history|release[-_]?notes|news|road-?map|to-?do|backlog)\b", re.I
)
_OF_FUNCTIONS = "failed deployment of the functions back"
_JOB = regex(r"(?i)^roll[-_ ]?back(?![a-z])|(?:^|[-_ ])roll[-_ ]?back$")
_STEP = regex(
    r"^\s*(?:[-*+]|\d+[.)])\s+\S|[.:]\s*$"
    r"|\b(?:deploy|redeploy|run|use|re-?run|trigger|click|select|choose|checkout|push|revert|set)\b",
    re.I | re.M,
)


@rule(id="DEP006", severity="high", sources=("S1.5", "S1.7", "S4"))
def rollback_procedure(
    pipelines: Pipelines, delivery: Delivery, documents: Documents, releases: Releases, project: Project
) -> Iterator[Finding]:
    found = list(_ways_back(pipelines, delivery, documents))
    if project.kind == "infrastructure":  # a function beside it goes back alone
        found = [f for f in found if not f.message.endswith(_OF_FUNCTIONS)]
    yield from found or _one_way(pipelines, releases)


def _one_way(pipelines: Pipelines, releases: Releases) -> Iterator[Finding]:
    """Where a release is brought to its users, and nothing brings it back."""
    deployed = [*pipelines.remote("deploy"), *((f"`{r.command.shown}`", r.at) for r in releases.deploys)]
    yield from (contradicts(at, f"{name} deploys, and nothing says how to go back") for name, at in deployed[:1])


def _ways_back(pipelines: Pipelines, delivery: Delivery, documents: Documents) -> Iterator[Finding]:
    for run in {r.at: r for r in pipelines.runs("rollback")}.values():
        yield supports(run, f"{run.pipeline.provider} can go back: `{run.command.shown}`")
    yield from (supports(at, f"{name} goes back to an earlier version") for name, at in pipelines.remote("rollback"))
    yield from (supports(at, f"the job {name} goes back") for name, at in _jobs(pipelines))
    yield from (supports(way, way.says) for way in delivery.ways_back)
    targets = [c for c in pipelines.entries_of("rollback") if not _DATA.search(c.text)]
    yield from (supports(c, f"a target goes back: `{c.shown}`") for c in targets[:1])
    for command in pipelines.documented:
        if command.does("rollback") and not command.via and not _NO_STEPS.search(command.at.path):
            yield supports(command, f"a document tells how to go back: `{command.shown}`")
    for document, section in documents.sections(_HEADING):
        if _tells_steps(document, section):
            yield supports(section, f'"{section.heading}" tells how to go back')
    for document in documents.own:
        told = (*islice(_labelled(document), 1), *islice(_said(document), 1))
        yield from (supports(at, "a paragraph tells how to go back") for at in told[:1])


def _jobs(pipelines: Pipelines) -> Iterator[tuple[str, Location]]:
    """Jobs that are called so, whatever their commands are."""
    for job in (job for pipeline in pipelines for job in pipeline.jobs):
        if _JOB.search(job.name) and not _DATA.search(job.name) and any(step.commands for step in job.steps):
            yield job.name, job.at


def _labelled(document: Document) -> Iterator[Location]:
    """Where a paragraph that is labelled in bold tells a command to go back."""
    if _NO_STEPS.search(document.path) or not _LABEL.search(document.text):
        return
    for section in document.sections:
        for match, at in section.search(_LABEL):
            if not _DATA.search(match["label"]) and _TYPED.search(match[0]) and _RELEASE.search(match[0]):
                yield at


def _said(document: Document) -> Iterator[Location]:
    """Where one sentence says how to go back."""
    if not _NO_STEPS.search(document.path) and _SAYS.search(document.text):
        for section in document.sections:
            yield from (at for match, at in section.search(_SAYS) if not _DATA.search(match[0].replace("commit", "")))


def _tells_steps(document: Document, section: Section) -> bool:
    if _DATA.search(section.heading) or _NO_STEPS.search(document.path) or section.heading.startswith("[ ]"):
        return False
    parts = [p for p in (section, *document.below(section)) if not p.stub]
    told = " ".join([document.title, *(t for p in parts for t in (p.heading, p.text, *(c.text for c in p.commands)))])
    if _WHEN.search(section.heading) and not any(p.code for p in parts):
        return False
    return bool(_RELEASE.search(told)) and any(p.commands or _STEP.search(p.text) for p in parts)


EXAMPLES = [
    example("Azure: a template of another repository is given the job that goes back", "pass", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- azure-pipelines-rollback.yml --
trigger: none
pr: none
extends:
  template: stages/cd.yml@templates
  parameters:
    stages:
      - name: Rollback
        jobs:
          - name: Rollback API
            steps:
              - bash: ./swap.sh
"""),
    example("what is to be written one day", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/ROADMAP.md --
# Roadmap

## Release and rollback

- Deploy the previous image with one command.
-- docs/operations.md --
# Operations

## [ ] Rollback of a release

- Define how the previous version is deployed.
"""),
    example("a SAM template under a name of its own", "pass", line="backend/orders-service.yaml:2", repo="""
-- backend/orders-service.yaml --
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: {Type: 'AWS::Serverless::Function'}
-- backend/orders/app.py --
def lambda_handler(event, context):
    return {"statusCode": 200}
"""),
    example("Capistrano, behind a comment", "pass", line="Capfile:2", repo="""
-- Gemfile --
gem "sinatra"
gem "capistrano"
-- app.rb --
require "sinatra"
get("/") { "shop" }
-- Capfile --
# frozen_string_literal: true
require "capistrano/deploy"
"""),
    example("a job that is called so, by a script of its own", "pass", line=".github/workflows/deploy.yml:9", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/deploy.yml --
on: workflow_dispatch
jobs:
  terraform-apply:
    steps:
      - run: terraform apply tfplan
  verify:
    steps:
      - run: make smoke
  rollback-stack:
    needs: [verify]
    if: failure()
    steps:
      - run: python scripts/activate_stack.py "$INACTIVE"
"""),
    example("a service that a stack of the CDK declares", "pass", line="cdk/lib/service-stack.ts:9", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(3000)
-- Dockerfile --
FROM node:24
COPY . .
EXPOSE 3000
CMD ["node", "server.js"]
-- .github/workflows/deploy.yml --
on: push
jobs:
  deploy:
    steps:
      - run: npx cdk deploy --require-approval never
-- cdk/lib/service-stack.ts --
import { Stack } from "aws-cdk-lib"
import { ApplicationLoadBalancedFargateService } from "aws-cdk-lib/aws-ecs-patterns"
export class ServiceStack extends Stack {
  make(cluster, image) {
    const service = new ApplicationLoadBalancedFargateService(this, "shop", {
      cluster,
      memoryLimitMiB: 512,
      minHealthyPercent: 100,
      circuitBreaker: { enable: true, rollback: true }
    })
  }
}
"""),
    example("Rails: what a new app has for Kamal, as it was made", "fail", repo="""
-- Gemfile --
gem "rails", "~> 8.0.0"
gem "kamal", require: false
-- config.ru --
run Rails.application
-- config/deploy.yml --
service: shop
image: your-user/shop
servers: {web: [192.168.0.1]}
"""),
    example("one sentence says how", "pass", line="docs/recovery.md:3", repo="""
-- main.tf --
resource "aws_vpc" "main" {}
-- docs/recovery.md --
# Recovery
Changes are applied by the pipeline.
Rolling back should be done with Git and pushed through the pipeline.
"""),
    example("one sentence says what to do", "pass", line="README.md:4", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- README.md --
# Shop
## Deployment
Push to main.
To roll back, revert the commit and push again.
"""),
    example("a template of one function beside infrastructure", "fail", repo="""
-- a.tf --
resource "aws_vpc" "a" {}
-- b.tf --
resource "aws_vpc" "b" {}
-- c.tf --
resource "aws_vpc" "c" {}
-- d.tf --
resource "aws_vpc" "d" {}
-- limits/limits.yaml --
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Limits: {Type: 'AWS::Serverless::Function'}
-- limits/limits.py --
def lambda_handler(event, context):
    return 1
"""),
    example("when to go back, not how", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/operations.md --
# Operations
## Rollback criteria
Rollback or halt deployment if any of these occur:
- `/ready` reports a failure of the database.
- Users cannot log in.
"""),
    example("a paragraph with the command", "pass", line="deploy/README.md:5", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- deploy/README.md --
# The server

## Releases

- **Rollback** (after the push): `docker compose down`, then pin the image to the tag before it and `docker compose up -d`
"""),
    example("a label, and no way back", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/plan.md --
# Plan

- **Rollback**: the release is reverted by the platform team.
- **Transaction rollback**: `git commit -m "a release"` undoes it.
"""),
    example("a runbook with the command", "pass", line="docs/runbook.md:5", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/runbook.md --
# Runbook

Look at the error rate first.

## Roll back a release

```sh
kubectl rollout undo deployment/app
```
"""),
    example("helm upgrade --atomic", "pass", line=".github/workflows/deploy.yml:5", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/deploy.yml --
on: {push: {branches: [main]}}
jobs:
  deploy:
    steps:
      - run: helm upgrade --install app ./chart --atomic
"""),
    example("ECS rolls back by itself", "pass", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- ecs.tf --
resource "aws_ecs_service" "app" {
  name = "app"
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
}
"""),
    example("a test that upgrades from the previous image", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- scripts/release_smoke_test.sh --
#!/bin/sh
previous_image="app:$(git describe --abbrev=0)"
docker run "$previous_image"
"""),
    example("a feature of the product that is called a rollback", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/preference-rollback.md --
# Undo a preference with a rollback

The action sets preferences back to the values they had before.

- Set `slug` to the preference.
"""),
    example("only the migrations go back", "fail", repo="""
-- package.json --
{"scripts": {"migrate:rollback": "knex migrate:rollback"}, "dependencies": {"express": "4", "knex": "3"}}
-- server.js --
require("express")().listen(3000)
-- README.md --
# App

## Rollback a migration

```sh
npm run migrate:rollback
```
"""),
    example("a heading without steps", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/deploy.md --
# Deploy

Push to main.

## Rollback

TODO
"""),
    example("a library is not deployed", "na", repo="""
-- pyproject.toml --
[project]
name = "lib"
version = "1"
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
-- src/lib/__init__.py --
x = 1
"""),
    example("moving the alias to what was just published is the deploy itself", "fail", repo="""
-- app.py --
def lambda_handler(event, context):
    return {"statusCode": 200, "body": "ok"}
-- .github/workflows/deploy.yml --
on: {push: {branches: [main]}}
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: |
          VERSION="$(aws lambda publish-version --function-name shop | jq -r .Version)"
          aws lambda update-alias --function-name shop --name live --function-version "$VERSION"
"""),
    example("how to downgrade", "pass", line="docs/upgrade.md:1", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/upgrade.md --
## Downgrade

1. Stop the shop.
2. Restore the database that the previous version had.
3. Name that version in `docker-compose.yml` and start again.
"""),
    example("a model of deployments knows the version before", "fail", repo="""
-- Gemfile --
gem "rails"
-- app/models/deployment.rb --
class Deployment < ApplicationRecord
  def previous_version
    previous_deployment.try(:version)
  end
end
"""),
]
