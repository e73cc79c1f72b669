"""Deployments cause no downtime.

If the old version stops before the new one answers, every deploy is a small outage. So the team deploys rarely, late at night and in
large pieces, and each of those hurts users more.

Pass: rolling, blue-green or canary strategy with a readiness check, or a platform that does it; or a documented maintenance window

Fail: strategy: Recreate, a single replica with no surge, or stop-then-start scripts

Fix: Let new instances become ready before old ones go: `strategy: RollingUpdate` with `maxUnavailable: 0` and a readiness probe, at least
two replicas, `minimum_healthy_percent = 100` on ECS, `strategy = "rolling"` or `"bluegreen"` on Fly, Kamal's proxy, Argo Rollouts or
Flagger for canaries, deployment slots on Azure, Capistrano with `puma:phased-restart`.

Searched: strategies and readiness probes of workloads, platform files, infrastructure, compose files, and the commands of deploy jobs and
scripts; documents that name a maintenance window
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint import Documents, Finding, Rollouts, contradicts, example, regex, rule, supports

_WINDOW = regex(r"\b(?:maintenance|deploy(?:ment)?|release)[ -]windows?\b|\b(?:scheduled|planned)[ -](?:maintenance|downtime)\b", re.I)
SHOWN = 5


@rule(id="DEP008", severity="medium", applies="http", absence="unknown", sources=("S1.5",))
def zero_downtime(rollouts: Rollouts, documents: Documents) -> Iterator[Finding]:
    yield from (contradicts(way, way.says) for way in rollouts.stopping[:SHOWN])
    yield from (supports(way, way.says) for way in rollouts.rolling[:SHOWN])
    for document, section in documents.sections(_WINDOW):
        if not all(part.stub for part in document.below(section)):
            yield supports(section, f"“{section.heading}” is documented")


EXAMPLES = [
    example("the image is tried out before a change is taken", "unknown", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/build.yml --
on:
  pull_request:
  merge_group:
jobs:
  publish-production-image:
    runs-on: ubuntu-latest
    steps:
      - run: docker compose -f docker-compose.prod.yml up -d
      - run: curl localhost/health
"""),
    example("the stack is started anew once a change is merged", "fail", line=".github/workflows/ship.yml:9", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/ship.yml --
on:
  pull_request:
    types: [closed]
jobs:
  deploy:
    if: github.event.pull_request.merged == true
    runs-on: self-hosted
    steps:
      - run: docker compose down && docker compose up -d
"""),
    example("Riff-Raff doubles a group of instances", "pass", line="riff-raff.yaml:5", repo="""
-- build.sbt --
lazy val shop = Project("shop", file(".")).enablePlugins(PlayScala)
-- conf/routes --
POST /orders controllers.Orders.create()
-- app/controllers/Orders.scala --
package controllers
class Orders(c: ControllerComponents) extends AbstractController(c) { def create = Action { Ok("") } }
-- riff-raff.yaml --
stacks: [shop]
regions: [eu-west-1]
deployments:
  shop:
    type: autoscaling
"""),
    example("the job that publishes runs a script that starts a stack for tests", "unknown", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- Makefile --
test.integration:
	./scripts/integration.sh
-- scripts/integration.sh --
docker compose down -v || true
docker compose up -d
npx nightwatch ./test/shop.ts
docker compose down -v
-- .github/workflows/main.yml --
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make test.integration
      - run: make docker-publish
      - run: curl "$DEPLOY_HOOK"
"""),
    example("a smoke test of the image removes what it started", "unknown", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(3000)
-- Dockerfile --
FROM node:22
COPY . .
CMD ["node", "server.js"]
-- scripts/smoketest.sh --
CONTAINER_ID=$(docker run -d -p 8000:8000 "$1")
curl --retry 30 localhost:8000
docker stop "$CONTAINER_ID"
docker rm "$CONTAINER_ID"
-- .github/workflows/publish.yml --
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: docker build -t shop . && ./scripts/smoketest.sh shop && docker push shop
"""),
    example("the job that publishes starts a stack for its own tests", "unknown", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/main.yml --
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: docker compose up -d
      - run: pytest
      - run: docker push registry.example.org/shop:latest
      - run: gsutil cp shop-1.0.0.tgz gs://charts/shop/
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
    example("a service that a stack of the CDK declares", "pass", line="cdk/lib/service-stack.ts:5", repo="""
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
    example("a container that only hands its files out is no running version", "unknown", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(3000)
-- deploy.sh --
CONTAINER_ID=$(docker create "$BUILD_TAG")
docker cp "$CONTAINER_ID":/app/static "$TEMP_DIR"
docker rm -v "$CONTAINER_ID"
aws s3 sync "$TEMP_DIR" s3://shop
"""),
    example("the old container is removed first", "fail", line=".github/workflows/deploy.yml:6", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/deploy.yml --
on: push
jobs:
  deploy:
    steps:
      - run: |
          docker rm -f app
          docker run -d --restart always --name app app:1
"""),
    example("Recreate of what serves", "fail", line="k8s/app.yaml:5", repo="""
-- k8s/app.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  strategy: {type: Recreate}
  template:
    spec:
      containers:
        - name: shop
          image: registry.example.com/shop:1
          ports: [{containerPort: 80}]
          readinessProbe: {httpGet: {path: /ready, port: 80}}
"""),
    example("Recreate of a scheduler beside a service that rolls", "pass", repo="""
-- k8s/app.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      containers:
        - name: shop
          image: registry.example.com/shop:1
          ports: [{containerPort: 80}]
          readinessProbe: {httpGet: {path: /ready, port: 80}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: beat}
spec:
  strategy: {type: Recreate}
  template:
    spec:
      containers: [{name: beat, image: "registry.example.com/shop:1"}]
"""),
    example("a platform that switches over", "pass", line="render.yaml:1", repo="""
-- server.js --
require("express")().listen(3000)
-- package.json --
{"dependencies": {"express": "4"}}
-- render.yaml --
services:
  - type: web
    name: app
"""),
    example("a module for Kubernetes that is told what to probe", "pass", line="terraform/app.tf:3", repo="""
-- terraform/app.tf --
module "web" {
  source     = "git::https://example.com/modules.git//aks/application"
  probe_path = "/healthz"
}
-- server.js --
require("express")().listen(80)
"""),
    example("tests start and stop the stack", "unknown", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: docker compose up -d && pytest && docker compose down
"""),
    example("Nomad replaces one allocation after the other, and asks how each is", "pass", line="shop.nomad:2", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":8080", nil) }
-- shop.nomad --
job "shop" {
  update {
    min_healthy_time = "30s"
    max_parallel     = 1
  }
  group "web" {
    count = 2
    task "shop" {
      service {
        check {
          type = "http"
        }
      }
    }
  }
}
"""),
    example("Cloud Foundry by Terraform, blue and green", "pass", line="terraform/app.tf:1", repo="""
-- server.js --
require("express")().listen(80)
-- terraform/app.tf --
resource "cloudfoundry_app" "shop" {
  name         = "shop-${var.environment}"
  instances    = 2
  docker_image = "ghcr.io/acme/shop:${var.docker_tag}"
  strategy     = "blue-green-v2"
}
"""),
    example("Cloud Foundry by Terraform, with no strategy", "unknown", repo="""
-- server.js --
require("express")().listen(80)
-- terraform/app.tf --
resource "cloudfoundry_app" "shop" {
  name         = "shop-rolling"
  docker_image = "ghcr.io/acme/shop:${var.docker_tag}"
  strategy     = "standard"
}
"""),
    example("a plugin of Cloud Foundry's that keeps the running version until the new one answers stops nothing", "unknown", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
module Shop
  class Application < Rails::Application
  end
end
-- scripts/deploy.sh --
set -e
cf login -u "$CF_USER" -p "$CF_PASSWORD"
cf zero-downtime-push $CF_APP -f $CF_ENV-manifest.yml
"""),
]
