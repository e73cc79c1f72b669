"""CPU and memory limits are set.

A container without limits takes what it can get: one leak or one heavy report starves every neighbour on the machine. The kernel then
ends some process or other, perhaps the one that is serving a payment.

Pass: limits for every workload of the app in Kubernetes/Helm, compose (deploy.resources, mem_limit), ECS/Nomad/Cloud Run/Fly/serverless
configuration

Fail: workload manifests with none; each is a finding

Fix: Set them on every workload: `resources: {requests: …, limits: {memory: 512Mi}}` in Kubernetes and the chart's `values.yaml`,
`deploy.resources.limits` or `mem_limit` in compose, `cpu` and `memory` in the ECS task definition, `[[vm]] memory` on Fly, `--memory`
on Cloud Run, `resources` in Nomad. Take today's peak plus a third, and alert when it gets near.

Searched: containers of workloads, jobs and charts, compose files that run the app for users, task definitions and other declared
services, files of platforms that size every instance
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint import (
    Compose,
    ComposeService,
    Container,
    Deployments,
    Files,
    Finding,
    Images,
    Infrastructure,
    Location,
    Platforms,
    Releases,
    Workloads,
    contradicts,
    example,
    known,
    regex,
    rule,
    supports,
    unclear,
)


@rule(
    id="PRF006", severity="high", applies="container", absence="unknown", sources=("S4", "S1.7"), scope="service",
    unless=("static site",),
)
def resource_limits(
    workloads: Workloads, compose: Compose, deployments: Deployments, infrastructure: Infrastructure, platforms: Platforms, files: Files,
    images: Images, releases: Releases,
) -> Iterator[Finding]:
    elsewhere = (*_of_releases(workloads), *_of_resources(infrastructure), *_of_platforms(platforms), *_of_schedulers(files))
    yield from elsewhere
    yield from _of_workloads(workloads, files)
    products = {i.path for i in images.all if i.unready.endswith("is a product of others")}
    alone = not (workloads.own or elsewhere or releases.without_compose)
    yield from _of_compose(compose, deployments, products, alone)


def _of_workloads(workloads: Workloads, files: Files) -> Iterator[Finding]:
    defaults = next(iter(workloads.of_kind("LimitRange")), None)
    for workload in workloads.all:
        for container in workload.containers if workload.own or workload.kind == "CronJob" else ():
            limit = container.memory_limit
            if limit:
                yield supports(limit, f"{workload.kind} {workload.name}: the memory of {_named(container)} is limited")
            elif given := _in_production(container, files):
                yield supports(given, f"the chart's values for production limit the memory of {workload.kind} {workload.name}")
            elif _handed_in(container):
                yield unclear(f"the limits of {workload.kind} {workload.name} are handed in when it is released", container)
            elif defaults:
                yield supports(defaults, f"a LimitRange limits {workload.kind} {workload.name}")
            else:
                yield contradicts(container, f"{workload.kind} {workload.name}: {_named(container)} has no memory limit")


def _named(container: Container) -> str:
    return container.name if container.name and "XXX" not in container.name else "its container"  # a template names it


def _in_production(container: Container, files: Files) -> Location | None:
    """Where a chart's values for production set the limit that its own defaults leave open."""
    chart, below, _ = container.at.path.partition("/templates/")
    for file in files.match(f"{chart}/values*prod*.{{yml,yaml}}") if below else ():
        if found := _LIMITED.search(file.text):
            return file.place(found.start("memory"))
    return None


_LIMITED = regex(
    r"^resources:[^\n]*\n(?:[ \t][^\n]*\n)*?[ \t]+limits:[^\n]*\n(?:[ \t]+\w+:[^\n]*\n)*?[ \t]+(?P<memory>memory):", re.MULTILINE
)


def _handed_in(container: Container) -> bool:
    """Whether its resources, or some of them, are a template action that nothing in the repository resolves."""
    resources = container.get("resources")
    return bool(resources.text) or any(node.text for node in (resources["limits"], container.get("resources", "limits")))


_MEMORY = regex(r"(?i)^(?:limit_?memory|memory_?limits?)$")


def _of_releases(workloads: Workloads) -> Iterator[Finding]:
    for release in workloads.releases:
        stated = (value for key, value in release.values.walk() if _MEMORY.search(key))
        values = (v.get("resources", "limits", "memory") for v in (release.values, release.production))
        memory = next((v for v in values if v), None) or next(stated, None)
        if limit := memory.at if memory else workloads.declares(release, "memoryLimits"):
            yield supports(limit, f"the memory of the release of {release.name} is limited")
        else:
            yield unclear(f"the chart {release.name}, which is not in the repository, may set limits by default", release)


def _of_resources(infrastructure: Infrastructure) -> Iterator[Finding]:
    for row in known("facts/sizes")["resource"]:
        for resource in infrastructure.of_type(*row["types"]):
            if "key" not in row or any(key in row["key"] for key, value in resource.body.walk() if value):
                yield supports(resource, f"{resource.type} {resource.name}: {row['says']}")
    memory = regex(known("facts/sizes")["module"]["argument"])
    for module in infrastructure.modules:
        if any("image" in key or key.startswith("docker_") for key, _ in module.body.walk()):
            limits = [v for key, v in module.body.walk() if memory.fullmatch(key) and v]
            yield from (supports(limit, f"the module {module.name} limits the memory of its containers") for limit in limits[:1])


def _of_platforms(platforms: Platforms) -> Iterator[Finding]:
    sized = known("facts/sizes")["platforms"]["names"]
    yield from (supports(p, f"{p.name} runs every instance in a size of its own") for p in platforms.serving if p.name in sized)


def _of_schedulers(files: Files) -> Iterator[Finding]:
    for row in known("facts/sizes")["file"]:
        limit = regex(row["text"], re.MULTILINE)
        for file in files.match(*row["paths"]):
            yield from (supports(file.place(found.start("at")), row["says"]) for found in limit.finditer(file.text))


def _of_compose(compose: Compose, deployments: Deployments, products: set[str], alone: bool) -> Iterator[Finding]:
    """Files for production; where nothing else runs the app, those that may be how it is run."""
    files = [f for f in compose.production if alone or f not in compose.only or f.path in compose.documented]
    files = [f for f in files if alone or f.purpose or not f.mounts_source]
    own = {s.at for image in deployments.images for s in deployments.services(image)}
    services: dict[str, list[ComposeService]] = {}
    for file in files:
        run = [s for s in file.services if (s.dockerfile or s.at in own) and s.dockerfile not in products]
        for service in _always(run):
            services.setdefault(service.name, []).append(service)
    for name, same in services.items():
        limited = next((s.limits for s in same if s.limits), None)
        if limited:
            yield supports(limited, f"the compose service {name} has a memory limit")
        else:
            yield contradicts(same[0], f"the compose service {name} has no memory limit")


def _always(services: list[ComposeService]) -> list[ComposeService]:
    """Those that run whoever starts the file; others, behind a profile, are optional components (ruling 15), unless all are."""
    return [s for s in services if not s.body["profiles"]] or services


APP = """
-- Dockerfile --
FROM python:3.13
COPY . .
CMD ["gunicorn", "app:app"]
-- app.py --
from flask import Flask
app = Flask(__name__)"""

EXAMPLES = [
    example("compose: a product of others gets its settings here", "pass", line="compose.yml:5", repo=APP + """
-- compose.yml --
services:
  app:
    build: .
    ports: ["80:80"]
    mem_limit: 512m
  prometheus:
    build: ./prometheus
-- prometheus/Dockerfile --
FROM prom/prometheus
ADD prometheus.yml /etc/prometheus
"""),
    example("compose: a tool for developers waits behind a profile", "pass", line="compose.yml:5", repo=APP + """
-- compose.yml --
services:
  app:
    build: .
    ports: ["80:80"]
    mem_limit: 512m
  ask:
    build: tools/ask
    profiles: [ask]
-- tools/ask/Dockerfile --
FROM python:3.13
CMD ["python", "ask.py"]
"""),
    example("compose: Spring runs there with the profile of one's own machine", "unknown", repo="""
-- Dockerfile --
FROM eclipse-temurin:25
COPY build/libs/shop.jar /
CMD ["java", "-jar", "/shop.jar"]
-- build.gradle --
plugins { id "org.springframework.boot" version "3.5.0" }
dependencies { implementation "org.springframework.boot:spring-boot-starter-web" }
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
-- docker-compose.yml --
services:
  app:
    build: .
    environment:
      SPRING_PROFILES_ACTIVE: local
"""),
    example("CI deploys to a host of its own: a compose file beside it runs the app on one's own machine", "unknown", repo=APP + """
-- docker-compose.yml --
services:
  app:
    build: .
    ports: ["80:80"]
-- .github/workflows/deploy.yml --
on: {push: {branches: [main]}}
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: azure/webapps-deploy@v3
        with: {app-name: shop}
"""),
    example("CI pushes the image to whoever runs it; the compose file builds one", "unknown", repo=APP + """
-- docker-compose.yml --
services:
  app:
    build: .
    ports: ["80:80"]
-- .github/workflows/release.yml --
on: {push: {tags: ["v*"]}}
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - run: docker build -t registry.example.com/shop . && docker push registry.example.com/shop
"""),
    example("CI builds the image and pushes none", "fail", line="docker-compose.yml:2", repo=APP + """
-- docker-compose.yml --
services:
  app:
    build: .
    ports: ["80:80"]
-- .github/workflows/ci.yml --
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: docker build -t shop .
"""),
    example("CI deploys by the compose file", "fail", line="docker-compose.yml:2", repo=APP + """
-- docker-compose.yml --
services:
  app:
    build: .
    ports: ["80:80"]
-- .github/workflows/deploy.yml --
on: {push: {branches: [main]}}
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: ssh shop@shop.example.com "cd shop && git pull && docker compose up -d --build"
"""),
    example("compose: several profiles of Spring, that of one's own machine among them", "unknown", repo=APP + """
-- docker-compose.yml --
services:
  app:
    build: .
    environment:
      SPRING_PROFILES_ACTIVE: ${SPRING_PROFILES_ACTIVE:-local,docker}
"""),
    example("compose: a default that an example of the settings overrides", "fail", line="docker-compose.yml:2", repo=APP + """
-- docker-compose.yml --
services:
  app:
    build: .
    environment:
      APP_ENV: ${APP_ENV:-development}
-- .env.example --
APP_ENV=production
"""),
    example("a compose file with what checks the app", "unknown", repo="""
-- docker-compose.yml --
services:
  shop:
    build: .
    ports: ["80:80"]
  cypress:
    build: {dockerfile: docker/cypress/Dockerfile}
  lint:
    image: golangci/golangci-lint:v2
-- Dockerfile --
FROM golang:1.26
COPY . .
CMD ["./shop"]
-- go.mod --
module shop
-- main.go --
package main
func main() { http.ListenAndServe(":80", nil) }
"""),
    example("a compose file that is not for production, as it says", "unknown", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- Dockerfile --
FROM python:3.13-slim
CMD ["gunicorn", "app:app"]
-- ops/docker-compose.yml --
# This docker-compose file is intended for local testing and NOT intended to be
# production ready.
services:
  shop:
    build: ../
"""),
    example("a team's module for a service of ECS, told how much memory it needs", "pass", line="terraform/main.tf:4", repo="""
-- main.go --
package main

import "net/http"

func main() { http.ListenAndServe(":80", nil) }
-- ecs-image-build/Dockerfile --
FROM golang:1.24
COPY . .
CMD ["./shop"]
-- terraform/main.tf --
module "ecs-service" {
  source          = "git@github.com:example/terraform-modules//aws/ecs/ecs-service?ref=1.0.340"
  docker_repo     = "shop"
  required_memory = var.required_memory
}
"""),
    example("a service that a stack of the CDK declares", "pass", line="cdk/lib/service-stack.ts:7", repo="""
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
    example("manifests run the app, and a compose file whoever develops it", "pass", repo=APP + """
-- README.md --
For production see k8s; docker-compose.yml starts the same stack.
-- docker-compose.yml --
services:
  app:
    build: .
    volumes: [".:/app"]
-- k8s/app.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      containers:
        - name: web
          image: shop
          resources:
            limits: {memory: 512Mi}
"""),
    example("a workload whose template is a library's", "pass", line="helm/shop/values.yaml:4", repo="""
-- Dockerfile --
FROM node:22
COPY . .
CMD ["node", "app.js"]
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
-- helm/shop/values.yaml --
image: shop
container:
  requestMemory: 100Mi
  limitMemory: 200Mi
"""),
    example("a limit for one container of two; a request is no limit", "fail", line="k8s/app.yaml:12", repo=APP + """
-- k8s/app.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      containers:
        - name: web
          image: shop
          resources:
            limits: {memory: 512Mi}
        - name: worker
          image: shop
          resources:
            requests: {memory: 512Mi}
"""),
    example("a chart's default values", "pass", line="chart/values.yaml:3", repo=APP + """
-- chart/Chart.yaml --
name: shop
version: 0.1.0
-- chart/values.yaml --
resources:
  limits:
    memory: 512Mi
-- chart/templates/deployment.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      containers:
        - name: web
          image: shop
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
"""),
    example("a chart whose defaults set none", "fail", line="chart/templates/deployment.yaml:8", repo=APP + """
-- chart/Chart.yaml --
name: shop
version: 0.1.0
-- chart/values.yaml --
resources: {}
-- chart/templates/deployment.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      containers:
        - name: web
          image: shop
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
"""),
    example("a module that runs the image", "pass", line="terraform/app.tf:4", repo=APP + """
-- terraform/app.tf --
module "web" {
  source       = "git::https://example.com/modules.git//kubernetes/application"
  docker_image = var.docker_image
  max_memory   = "1Gi"
}
module "cache" {
  source = "git::https://example.com/modules.git//redis"
  memory = "1Gi"
}
"""),
    example("a chart of others that limits by default", "pass", line="charts/shop/Chart.yaml:4", repo="""
-- Dockerfile --
FROM eclipse-temurin:21
COPY shop.jar /
EXPOSE 8080
CMD ["java", "-jar", "/shop.jar"]
-- charts/shop/Chart.yaml --
name: shop
version: 1.0.0
dependencies:
  - name: java
    version: 5.3.0
    repository: oci://hmctspublic.azurecr.io/helm
-- charts/shop/values.yaml --
java:
  image: hmctspublic.azurecr.io/shop/api:latest
  applicationPort: 8080
"""),
    example("a job beside the service", "fail", line="k8s/job.yaml:10", repo=APP + """
-- k8s/job.yaml --
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: nightly
              image: curlimages/curl
"""),
    example("compose for production", "fail", line="docker-compose.prod.yml:2", repo=APP + """
-- docker-compose.prod.yml --
services:
  web:
    build: .
  db:
    image: postgres:16
"""),
    example("compose for production with a limit", "pass", line="docker-compose.prod.yml:6", repo=APP + """
-- docker-compose.prod.yml --
services:
  web:
    build: .
    deploy:
      resources:
        limits: {memory: 512M}
"""),
    example("compose for local use beside a platform that sizes every machine", "pass", line="fly.toml:1", repo=APP + """
-- fly.toml --
app = "shop"
-- docker-compose.yml --
services:
  web:
    build: .
"""),
    example("an image and nothing that says how it is run", "unknown", repo=APP + """
"""),
    example("no image", "na", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
"""),
    example("the chart's values for production", "pass", line="charts/shop/values-prod.yaml:3", repo=APP + """
-- charts/shop/Chart.yaml --
name: shop
-- charts/shop/values.yaml --
resources:
  limits:
  requests:
    memory: 16Mi
-- charts/shop/values-prod.yaml --
resources:
  limits:
    memory: 256Mi
-- charts/shop/templates/deployment.yaml --
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  template:
    spec:
      containers:
        - name: shop
          image: shop
          ports:
            - containerPort: 80
          resources:
{{ toYaml .Values.resources | indent 12 }}
"""),
    example("Nomad runs it, compose is how it is tried", "pass", line="deploy/shop.nomad.hcl:6", repo=APP + """
-- docker-compose.yml --
services:
  shop:
    build: .
-- deploy/shop.nomad.hcl --
job "shop" {
  group "shop" {
    task "shop" {
      driver = "docker"
      resources {
        memory = 256
      }
    }
  }
}
"""),
    example("an image that CI pushes under a name of its own", "pass", line="deploy/docker-compose.prod.yml:4", repo="""
-- backend/Dockerfile --
FROM python:3.13
COPY . .
CMD ["gunicorn", "app:app"]
-- backend/app.py --
from flask import Flask
app = Flask(__name__)
-- .github/workflows/release.yml --
on: push
jobs:
  image:
    steps:
      - uses: docker/build-push-action@v6
        with:
          context: ./backend
          push: true
          tags: |
            example/shop-api:latest
            example/shop-api:${{ github.sha }}
-- deploy/docker-compose.prod.yml --
services:
  api:
    image: example/shop-api:latest
    mem_limit: 512m
  cache:
    image: valkey/valkey:8
"""),
    example("the example that whoever hosts the app is told to take", "fail", line="compose.example.yml:2", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(80)
-- Dockerfile --
FROM node:22
COPY . .
CMD ["node", "server.js"]
-- .github/workflows/publish.yml --
on: {push: {tags: ['v*']}}
jobs:
  publish:
    steps:
      - uses: docker/build-push-action@v6
        with: {push: true, tags: ghcr.io/example/shop:latest}
-- compose.example.yml --
services:
  web:
    image: ghcr.io/example/shop:latest
-- docs/hosting/docker.md --
# Hosting the shop
`curl -o compose.yml https://raw.example.com/compose.example.yml`
"""),
    example("Nomad, whose file is filled when it is deployed", "pass", line="shop.nomad:5", repo=APP + """
-- shop.nomad --
job "shop" {
  group "shop" {
    task "shop" {
      resources {
        memory = "{{WEB_RESOURCE_MEM}}"
      }
    }
  }
}
"""),
    example("a chart of others that production's values limit", "pass", line="helm/values-prod.yaml:4", repo="""
-- Dockerfile --
FROM node:24
COPY . .
EXPOSE 3000
CMD ["node", "server.js"]
-- helm/shop/Chart.yaml --
name: shop
version: 1.0.0
dependencies:
  - name: generic-service
    version: '3.17'
    repository: https://ministryofjustice.github.io/hmpps-helm-charts
-- helm/shop/values.yaml --
generic-service:
  image:
    repository: ghcr.io/example/shop
-- helm/values-prod.yaml --
generic-service:
  resources:
    limits:
      memory: 2048Mi
"""),
    example("production's values of another chart", "unknown", says="generic-service", repo="""
-- Dockerfile --
FROM node:24
COPY . .
EXPOSE 3000
CMD ["node", "server.js"]
-- shop/Chart.yaml --
name: shop
version: 1.0.0
dependencies:
  - name: generic-service
    version: '3.17'
    repository: https://ministryofjustice.github.io/hmpps-helm-charts
-- shop/values.yaml --
generic-service:
  image:
    repository: ghcr.io/example/shop
-- old/mail/values-prod.yaml --
generic-service:
  resources:
    limits:
      memory: 2048Mi
"""),
    example("a compose file that mounts the package over the one in its image is for developers", "unknown", repo="""
-- Dockerfile --
FROM python:3.13
WORKDIR /app
COPY shop /app/shop
CMD ["gunicorn", "shop.wsgi"]
-- shop/wsgi.py --
from flask import Flask
app = Flask(__name__)
-- compose.yaml --
services:
  web:
    build: .
    ports: [127.0.0.1:8000:8000]
    volumes: [./shop:/app/shop]
"""),
    example("the compose file that whoever hosts the app fetches, of an image that is pushed", "fail", line="docker-compose.yml:2", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", nil) }
-- Dockerfile --
FROM alpine:3.20
COPY shop .
CMD ["./shop"]
-- .github/workflows/release.yml --
on: {push: {tags: ["v*"]}}
jobs: {release: {steps: [{run: docker push example/shop:latest}]}}
-- docker-compose.yml --
services:
  app:
    image: example/shop:latest
-- README.md --
    curl -LO https://github.com/example/shop/raw/main/docker-compose.yml
"""),
    example("compose: production runs the pushed image under its own name", "fail", line="docker-compose.production.yml:2", repo=APP + """
-- docker-compose.production.yml --
services:
  backend:
    image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/backend:${TAG}
    expose: ["80"]
  nginx:
    image: nginx:alpine
    ports: ["443:443"]
"""),
]
