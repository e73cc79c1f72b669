"""A release needs sign-off.

One wrong click or one stolen laptop should not be able to change what every user gets. A second pair of eyes also catches the release
that was only meant for staging.

Pass: protected environments or manual approval in the deploy job, CODEOWNERS with required review, a release checklist with sign-off

Fix: Protect the production target: `environment: production` in the deploy job with required reviewers (as code with
`github_repository_environment`), `when: manual` on a protected environment (GitLab), an approval stage in Azure Pipelines, CircleCI or
Jenkins (`input`); require CODEOWNERS' review on the default branch. Or write a release checklist with a line for name and date.

Searched: jobs that wait for an approval, protected environments and required reviews as code, documents that say that a release needs
approval; settings of the hosting site need an attestation
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Pipelines, Provisions, example, regex, rule, supports, unclear

PRODUCTION = regex(r"(?i)prod|live|release|github-pages|pypi|publish|deploy")


@rule(id="OPS011", severity="low", absence="unknown", sources=("S4",))
def release_sign_off(provisions: Provisions, pipelines: Pipelines) -> Iterator[Finding]:
    for found in provisions.on("sign_off"):
        yield supports(found, found.says, confidence=found.confidence)
    for job in (j for p in pipelines for j in p.jobs):
        if job.environment and PRODUCTION.search(job.environment):  # ruling 31
            yield unclear(f"the job {job.name} names the environment {job.environment}; whether it has reviewers is a setting outside", job)


EXAMPLES = [
    example("who wants an account asks for approval", "unknown", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/sign-in.md --
# Adding a new user to the production environment

Approval is required. The team's approval is required for each user.
"""),
    example("a switch that waits for a vendor, and ways to deploy, compared", "unknown", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/production.md --
# Production

| Variable | Note |
|----------|------|
| PAY_ENABLED | The main switch. Leave false until the gateway is signed off. |
-- docs/deployment.md --
# Deployment

|         | Delivery        | Deployment |
|---------|-----------------|------------|
| Trigger | Manual approval | Automatic  |
"""),
    example("lines to sign", "pass", line="docs/checklist.md:6", repo="""
-- docs/checklist.md --
# Production checklist

## Sign-off

- [ ] Verified by: \\_\\_\\_\\_ Date: \\_\\_\\_\\_
- [ ] Approved for production: \\_\\_\\_\\_ Date: \\_\\_\\_\\_
-- server.js --
require("express")().listen(80)
"""),
    example("an approval before the work begins is none of the release", "unknown", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/contract.md --
# How we work

### No code before sign-off

Test plans require approval before implementation begins.
"""),
    example("the owner accepts what goes to production", "pass", line="docs/deployment.md:5", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/deployment.md --
# Deployment to production

A pull request goes to staging first.

When the System Owner accepts the feature, the branch is merged and deployed.
"""),
    example("an environment, which may have reviewers", "unknown", says="whether it has reviewers", repo="""
-- .github/workflows/deploy.yml --
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: ./deploy.sh
-- server.js --
require("express")().listen(80)
"""),
    example("a job that waits", "pass", line=".gitlab-ci.yml:3", repo="""
-- .gitlab-ci.yml --
deploy:
  environment: production
  when: manual
  script: [./deploy.sh]
-- server.js --
require("express")().listen(80)
"""),
    example("a document", "pass", line="docs/release.md:3", repo="""
-- docs/release.md --
# Releasing

A release must be approved by the product owner before it is deployed.
-- server.js --
require("express")().listen(80)
"""),
    example("a library", "na", repo="""
-- setup.py --
from setuptools import setup
setup(name="lib")
-- lib/__init__.py --
def f(): pass
"""),
    example("a document that says where a release is approved", "pass", line="README.md:3", repo="""
-- README.md --
# Shop
## Deployment
A merge is released to `dev`. This release can be promoted to `prod` using the interface of the pipeline to approve the deployment.
-- app.py --
from flask import Flask
Flask(__name__).run()
"""),
    example("what goes on after the team signed it off", "pass", line="docs/stages.md:5", repo="""
-- server.js --
require("express")().listen(80)
-- docs/stages.md --
# Stages

## Staging

The workflow deploys to staging following manual QA and team sign off.
"""),
    example("the release is confirmed with those who answer for it", "pass", line="docs/deployment.md:6", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/deployment.md --
# Deployment process

## Steps

1. Make a pull request for the release
1. Confirm the release with any relevant people (product owner, delivery manager)
1. Run `script/release`
"""),
]
