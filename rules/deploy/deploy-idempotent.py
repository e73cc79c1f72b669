"""Deploying twice does no harm.

Deploys get interrupted, and then somebody runs them again. If the second run creates a second queue or charges the seed data twice, users
pay for the retry.

Pass: declarative deployment (Kubernetes, Helm, Terraform, Ansible, a platform's own release)

Fix: Describe the wanted state and let a tool reach it: `kubectl apply`, `helm upgrade --install`, Terraform, Ansible modules in place of
shell commands, the platform's own release. In scripts write `mkdir -p`, `CREATE … IF NOT EXISTS` and upserts, and run the whole deploy
twice in staging once.

Searched: manifests, charts, infrastructure as code, platform files, playbooks, compose files for production, and the deploy commands of
CI
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Pipelines, Releases, Rollouts, example, rule, supports, unclear

SHOWN = 5


@rule(id="DEP005", severity="low", absence="unknown", sources=("S1.5",))
def deploy_idempotent(rollouts: Rollouts, pipelines: Pipelines, releases: Releases) -> Iterator[Finding]:
    yield from (supports(way, way.says) for way in rollouts.declarative[:SHOWN])
    if not rollouts.declarative:
        for run in releases.deploys:
            yield unclear(f"whether `{run.command.shown}` may run twice, nothing here tells: run it twice in staging and attest it", run)
        for name, at in pipelines.remote("deploy"):
            yield unclear(f"what {name} does in a deploy is outside the repository", at)


EXAMPLES = [
    example("a playbook at the root, whatever it is called", "pass", line="nas.yml:1", repo="""
-- nas.yml --
- name: the storage
  hosts: all
  roles: [samba]
"""),
    example("what Flux keeps as it stands here", "pass", line="apps/shop.yaml:2", repo="""
-- apps/shop.yaml --
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: shop}
"""),
    example("a program for Pulumi", "pass", line="Pulumi.yaml:2", repo="""
-- Pulumi.yaml --
name: net
runtime: nodejs
-- index.ts --
new aws.ec2.Vpc("net")
"""),
    example("a script that runs containers", "unknown", says="attest", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/deploy.yml --
on: push
jobs:
  deploy:
    steps:
      - run: ssh app@example.com "docker rm -f app; docker run -d --name app app:1"
"""),
    example("a manifest", "pass", line="k8s/app.yaml:2", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- k8s/app.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      containers: [{name: shop, image: "registry.example.com/shop:1"}]
"""),
    example("a platform's release", "pass", line=".github/workflows/deploy.yml:5", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/deploy.yml --
on: push
jobs:
  deploy:
    steps:
      - run: flyctl deploy --remote-only
"""),
    example("nothing is deployed from here", "unknown", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- Procfile --
web: gunicorn app:app
"""),
]
