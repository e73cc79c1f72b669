"""Capacity growth has a trigger and a plan.

Growth arrives as a slow week and then a bad day. If nobody has decided at which number to act, the decision is made during the outage.

Pass: autoscaling configured, or a document that says at which usage to scale and how

Fix: Configure the platform to scale on load: a HorizontalPodAutoscaler or KEDA, `aws_appautoscaling_policy`, `min_machines_running` with
autoscaling on Fly, `--max-instances` on Cloud Run. For what does not scale by itself (the database, the queue), write down the trigger
and the step: "at 70 % of connections, next instance size, 10 minutes in maintenance mode".

Searched: autoscaling in manifests, charts, resources and platform files, functions and static hosts (which scale by themselves),
documents that say when to scale; a plan kept elsewhere needs an attestation
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Images, Parts, Pipelines, Platforms, Provisions, example, regex, rule, supports

PAGES = regex(r"(?i)actions/deploy-pages|gh-pages|github-pages|s3 sync|firebase deploy|netlify|surge\b|wrangler pages|cloudflare/pages")


@rule(id="OPS010", severity="low", absence="unknown", sources=("S1.7",))
def capacity_plan(
    provisions: Provisions, platforms: Platforms, parts: Parts, images: Images, pipelines: Pipelines
) -> Iterator[Finding]:
    for found in provisions.on("capacity"):
        yield supports(found, found.says, confidence=found.confidence)
    for part in parts:
        if part.kind == "function" and part.starts:  # ruling 19
            yield supports(part.starts[0], "the functions' platform adds instances by itself")
    for platform in platforms:
        alone = not images.deployed and all(p.functions or p.static for p in platforms)
        files = (platform.static or platform.pages) and parts.kind == "static site"
        if files or (platform.functions and alone and not platform.pages):
            yield supports(platform, f"{platform.name} scales by itself")
    if parts.kind == "static site":
        for pipeline in pipelines:
            said = [pipeline.path, *(c.text for job in pipeline.jobs for step in job.steps for c in step.commands)]
            said += [job.environment for job in pipeline.jobs]
            if any(PAGES.search(text) for text in said):
                yield supports(pipeline, "a static host scales by itself")


EXAMPLES = [
    example("an application of Nais, which scales it unless told not to", "pass", line=".nais/app.yaml:2", repo="""
-- .nais/app.yaml --
apiVersion: nais.io/v1alpha1
kind: Application
metadata:
  name: cases
spec:
  image: {{image}}
  liveness:
    path: /internal/isalive
  readiness:
    path: /internal/isready
  observability:
    autoInstrumentation:
      enabled: true
      runtime: java
  gcp:
    sqlInstances:
      - type: POSTGRES_17
        databases:
          - name: cases
  ingresses:
    - https://cases.example.no
"""),
    example("Fastly starts a program for each request", "pass", line="src/main.rs:2", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
fastly = "0.12"
-- fastly.toml --
manifest_version = 3
language = "rust"
-- src/main.rs --
use fastly::{Error, Request, Response};
#[fastly::main]
fn main(request: Request) -> Result<Response, Error> { Ok(Response::from_body("hello")) }
"""),
    example("a platform has the pages, and the server runs elsewhere", "unknown", repo="""
-- server/package.json --
{"scripts": {"start": "node index.js"}, "dependencies": {"express": "4"}}
-- server/index.js --
const app = require("express")()
app.post("/orders", add)
app.listen(process.env.PORT)
-- client/package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"react": "18"}, "devDependencies": {"vite": "5"}}
-- client/vercel.json --
{"rewrites": [{"source": "/(.*)", "destination": "/index.html"}]}
"""),
    example("an autoscaler whose template is a library's", "pass", line="helm/shop/templates/hpa.yaml:1", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- app.js --
require('express')().listen(3000)
-- helm/shop/Chart.yaml --
apiVersion: v2
name: shop
version: 1.0.0
dependencies:
  - name: team-library
    version: 4.0.0
    repository: https://charts.example.org/
-- helm/shop/templates/deployment.yaml --
{{- include "team-library.deployment" (list . "shop.deployment") -}}
{{- define "shop.deployment" -}}
{{- end -}}
-- helm/shop/templates/hpa.yaml --
{{- include "team-library.horizontal-pod-autoscaler" (list . "shop.hpa") -}}
-- helm/shop/values.yaml --
image: shop
"""),
    example("a fixed number of replicas, and advice", "unknown", repo="""
-- k8s/deployment.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 3
  template:
    spec:
      containers: [{name: shop, image: shop}]
-- docs/scaling.md --
# Scaling

Consider adding replicas when load grows above 70 %.
-- server.js --
require("express")().listen(80)
"""),
    example("an autoscaler", "pass", line="k8s/hpa.yaml:2", repo="""
-- k8s/hpa.yaml --
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: shop}
-- server.js --
require("express")().listen(80)
"""),
    example("a container app that may grow, and one that may not", "pass", line="main.tf:5", repo="""
-- main.tf --
resource "azurerm_container_app" "jobs" {
  name = "jobs"
  template { max_replicas = 1 }
}
resource "azurerm_container_app" "web" {
  name = "web"
  template { max_replicas = 5 }
}
-- server.js --
require("express")().listen(80)
"""),
    example("a container app of one replica at most", "unknown", repo="""
-- main.tf --
resource "azurerm_container_app" "web" {
  name = "web"
  template { max_replicas = 1 }
}
-- server.js --
require("express")().listen(80)
"""),
    example("a document", "pass", line="docs/capacity.md:3", repo="""
-- docs/capacity.md --
# Capacity

When connections are above 70 %, move to the next instance size.
-- server.js --
require("express")().listen(80)
"""),
    example("functions", "pass", repo="""
-- serverless.yml --
service: shop
provider: {name: aws, runtime: nodejs20.x}
functions:
  orders: {handler: handler.orders}
-- handler.js --
module.exports.orders = async () => ({ statusCode: 200 })
"""),
    example("a library", "na", repo="""
-- setup.py --
from setuptools import setup
setup(name="lib")
-- lib/__init__.py --
def f(): pass
"""),
    example("a module is told when to scale", "pass", line="terraform/hosting.tf:3", repo="""
-- terraform/hosting.tf --
module "container_apps_hosting" {
  source                           = "github.com/example/terraform-azurerm-container-apps-hosting?ref=v2"
  container_scale_http_concurrency = local.container_scale_http_concurrency
}
locals {
  container_scale_http_concurrency = var.container_scale_http_concurrency
}
variable "container_scale_http_concurrency" {
  default = 10
}
-- server.js --
require("express")().listen(80)
"""),
    example("a script that sets autoscalers, its options in front", "pass", line="k8s/autoscale.sh:4", repo="""
-- server.js --
require("express")().listen(80)
-- k8s/autoscale.sh --
#!/bin/sh
for DEP in cart web
do
    kubectl -n $NS autoscale deployment $DEP --max 2 --min 1 --cpu-percent 50
done
"""),
]
