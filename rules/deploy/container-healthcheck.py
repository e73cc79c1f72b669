"""The container declares a health check.

A process can hang without dying: the container looks alive and answers nobody. Without a health check the platform keeps sending users
to it, and nothing restarts it until somebody complains.

Pass: HEALTHCHECK in the Dockerfile, healthcheck in compose, or a liveness/readiness probe for that workload

Fail: neither for an image that runs a server; `HEALTHCHECK NONE`

Fix: Add `HEALTHCHECK CMD curl -f http://localhost:8080/healthz || exit 1` to the Dockerfile (or `wget -q --spider`, or a small program
where the image has neither), a `healthcheck:` to the compose service, or a `livenessProbe` and `readinessProbe` to the workload.

Searched: HEALTHCHECK in Dockerfiles, compose services, probes of workloads, health checks of platform files and declared services
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readylint import (
    Deployments,
    Files,
    Finding,
    Image,
    Infrastructure,
    Location,
    Platforms,
    contradicts,
    example,
    known,
    nothing,
    regex,
    rule,
    supports,
)


@rule(
    id="DEP012", severity="high", applies="container", sources=("S0.5", "S2", "S4", "card"), scope="service",
    unless=("function", "static site"),
)
def container_healthcheck(
    deployments: Deployments, infrastructure: Infrastructure, platforms: Platforms, files: Files
) -> Iterator[Finding]:
    declared = [*_declared(infrastructure), *(("", at) for at in _of_constructs(files))]
    if not deployments.images:
        yield nothing("no image is built for deployment")
    for image in deployments.images:
        yield from _of_image(image, deployments, _by_platform(image, deployments, platforms) or _of_its_name(image, deployments, declared))


def _of_image(image: Image, deployments: Deployments, elsewhere: Location | None) -> Iterable[Finding]:
    if image.healthcheck and image.checks_health:
        yield supports(image.healthcheck, f"{image.name} declares a HEALTHCHECK")
    elif places := tuple(deployments.checks(image)):
        yield from (supports(place, f"a health check is declared for {image.name}") for place in places)
    elif image.healthcheck:
        yield contradicts(image.healthcheck, f"the health check of {image.name} is switched off")
    elif elsewhere:
        yield supports(elsewhere, f"the platform checks the health of {image.name}", confidence="medium")
    elif deployments.listens(image):
        yield contradicts(image.command or image, f"{image.name} runs a server and has no health check")
    else:
        yield nothing(f"nothing listens in {image.name}", image)


def _by_platform(image: Image, deployments: Deployments, platforms: Platforms) -> Location | None:
    """Where a platform is told how to check the app: by the file beside the image, or one that stands beside no other image."""
    folders = {platform.path: platform.path.rpartition("/")[0] for platform in platforms}
    beside = [platform for platform in platforms if folders[platform.path] == image.folder]
    others = {each.folder for each in deployments.images}
    shared = [platform for platform in platforms if folders[platform.path] not in others]
    return next((at for platform in beside or shared if (at := platform.health)), None)


def _of_its_name(image: Image, deployments: Deployments, declared: list[tuple[str, Location]]) -> Location | None:
    """The declared check of an image: that of its name, or any where no name tells of which image they are."""
    own = [at for told, at in declared if image.name in told]
    told_apart = any(each.name in told for told, _ in declared for each in deployments.images)
    return next((at for at in own or (() if told_apart else [at for _, at in declared])), None)


def _declared(infrastructure: Infrastructure) -> Iterator[tuple[str, Location]]:
    """Where a declared container service is told how to check the app, with the names around it."""
    for row in known("facts/infrastructure")["health"]:
        for resource in infrastructure.of_type(*row["types"]):
            found = (v.at for key, v in resource.body.walk() if (key in row["keys"] and v) or row.get("holds", "\0") in str(v))
            yield from ((f"{resource.name} {at.path}", at) for at in found)
    probed = regex(known("facts/infrastructure")["probed"]["argument"])
    for module in infrastructure.modules:
        found = (v.at for key, v in module.body.walk() if probed.fullmatch(key) and v and not v.is_false)
        yield from ((f"{module.name} {at.path}", at) for at in found)


def _of_constructs(files: Files) -> Iterator[Location]:
    """Where a stack of the CDK tells the load balancer or the task how to ask, or a job of Nomad its agent."""
    nomad = known("facts/infrastructure")["nomad"]
    for file in files.match(*nomad["paths"]):
        yield from (at for _, at in file.search(nomad["health"]))
    table = known("facts/infrastructure")["constructs"]
    for file in files.match(*table["paths"]):
        if "aws-cdk" in file.text or "aws_cdk" in file.text:
            yield from (at for _, at in file.search(table["health"]))


EXAMPLES = [
    example("a release of Phoenix, by the script that its generator writes", "fail", line="docker/Dockerfile:4", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  defp deps, do: [{:phoenix, "~> 1.7"}]
end
-- lib/shop_web/endpoint.ex --
defmodule ShopWeb.Endpoint do
  use Phoenix.Endpoint, otp_app: :shop
end
-- docker/run.sh --
docker run shop
-- docker/Dockerfile --
FROM debian:bookworm-20240701-slim
COPY _build/prod/rel/shop ./
USER nobody
CMD ["bin/server"]
"""),
    example("an image of scripts that speak, beside the server's", "pass", line="Dockerfile:3", repo="""
-- requirements.txt --
flask
gunicorn
-- app.py --
from flask import Flask
app = Flask(__name__)
-- Dockerfile --
FROM python:3.12
COPY . .
HEALTHCHECK CMD curl -f http://localhost/health
CMD ["gunicorn", "app:app"]
-- Backups/Dockerfile --
FROM amazon/aws-cli:2.35.13
COPY . .
USER 1000
-- Backups/clean.sh --
#!/bin/sh
echo "Deleting old snapshots"
"""),
    example("production's compose file, for an image of a hidden folder", "pass", line="compose.prod.yml:4", repo="""
-- package.json --
{"name": "shop", "dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(80)
-- .docker/Dockerfile --
FROM node:22-alpine
COPY . .
CMD ["node", "server.js"]
-- compose.prod.yml --
services:
  app:
    image: ghcr.io/acme/shop:${TAG:-latest}
    healthcheck:
      test: wget -q http://localhost/health
"""),
    example("an image of pages that a process renders", "fail", line="apps/pages/Dockerfile:4", repo="""
-- apps/api/package.json --
{"dependencies": {"express": "5"}}
-- apps/api/server.js --
require("express")().listen(3000)
-- apps/pages/package.json --
{"scripts": {"start": "react-router-serve ./build/server/index.js"}, "dependencies": {"@react-router/serve": "7", "react": "19"}}
-- apps/pages/react-router.config.ts --
export default { ssr: true }
-- apps/pages/app/routes/home.tsx --
export default () => <p>Home</p>
-- apps/pages/Dockerfile --
FROM node:24
COPY . .
RUN npm ci && npm run build
CMD ["npm", "run", "start"]
"""),
    example("several services run one image, each with a probe of its own", "pass", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11"}}
-- Dockerfile --
FROM node:24
COPY . .
CMD ["node", "launcher.js"]
-- apps/orders/package.json --
{"name": "orders"}
-- apps/orders/main.ts --
import { NestFactory } from "@nestjs/core"
NestFactory.create(AppModule).then((app) => app.listen(3000))
-- k8s/orders.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: orders}
spec:
  template:
    spec:
      containers:
        - name: orders
          image: registry.example.com/shop:1
          readinessProbe: {httpGet: {path: /health, port: 3000}}
-- apps/stock/package.json --
{"name": "stock"}
-- apps/stock/main.ts --
import { NestFactory } from "@nestjs/core"
NestFactory.create(AppModule).then((app) => app.listen(3000))
-- k8s/stock.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: stock}
spec:
  template:
    spec:
      containers:
        - name: stock
          image: registry.example.com/shop:1
          readinessProbe: {httpGet: {path: /health, port: 3000}}
"""),
    example("the images of two projects of .NET, which manifests spell without the dots, or with dashes", "pass", repo="""
-- auth/Auth.Service/Auth.Service.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- auth/Auth.Service/Program.cs --
WebApplication.CreateBuilder(args).Build().Run();
-- auth/Auth.Service/Dockerfile --
FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY out .
ENTRYPOINT ["dotnet", "Auth.Service.dll"]
-- orders/OrderService/OrderService.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- orders/OrderService/Program.cs --
WebApplication.CreateBuilder(args).Build().Run();
-- orders/OrderService/Dockerfile --
FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY out .
ENTRYPOINT ["dotnet", "OrderService.dll"]
-- kubernetes/auth.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: auth}
spec:
  template:
    spec:
      containers:
        - name: web
          image: registry.example.com/authservice:1.0
          readinessProbe: {httpGet: {path: /health, port: 8080}}
-- kubernetes/orders.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: orders}
spec:
  template:
    spec:
      containers:
        - name: web
          image: registry.example.com/order-service:1.0
          readinessProbe: {httpGet: {path: /health, port: 8080}}
"""),
    example("a double of a service of others, and the app", "pass", repo="""
-- go.mod --
module shop
-- main.go --
package main
func main() { http.ListenAndServe(":80", nil) }
-- docker/shop/Dockerfile --
FROM golang:1.24 AS build
COPY . .
RUN go build -o /shop
FROM gcr.io/distroless/static:nonroot
COPY --from=build /shop /shop
HEALTHCHECK CMD ["/shop", "check"]
ENTRYPOINT ["/shop"]
-- docker/stock/Dockerfile --
FROM golang:1.24
COPY go.mod go.sum ./
COPY api-mocks/stock .
RUN go build -o /stock
EXPOSE 80
ENTRYPOINT ["/stock"]
-- api-mocks/stock/main.go --
package main
func main() { http.ListenAndServe(":80", nil) }
"""),
    example("a chart's own probes, of the image that it is told to run in one word", "pass", line="charts/shop/Chart.yaml:5", repo="""
-- src/ShopApi/Dockerfile --
FROM mcr.microsoft.com/dotnet/aspnet:8.0
EXPOSE 8080
ENTRYPOINT ["dotnet", "ShopApi.dll"]
-- src/ShopApi/ShopApi.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- src/ShopApi/Program.cs --
var app = WebApplication.CreateBuilder(args).Build(); app.Run();
-- src/ShopApi/Dockerfile.publish --
FROM mcr.microsoft.com/dotnet/aspnet:8.0
COPY out .
ENTRYPOINT ["dotnet", "ShopApi.dll"]
-- charts/shop/Chart.yaml --
apiVersion: v2
name: shop
version: 0.0.1
dependencies:
  - name: java
    version: 5.3.0
    repository: oci://hmctspublic.azurecr.io/helm
-- charts/shop/values.yaml --
java:
  image: 'registry.shop.io/shop-api:latest'
"""),
    example("an image that runs dbt", "na", repo="""
-- requirements.txt --
flask==3.0.0
-- jobs/main.py --
import functions_framework
@functions_framework.http
def report(request): return "ok"
-- warehouse/app.py --
from flask import Flask
Flask(__name__).run()
-- warehouse/Dockerfile --
FROM python:3.12
COPY . .
CMD ["dbt", "run", "--project-dir", "/app"]
"""),
    example("what Terraform checks of one image, by its name", "fail", line=("iac/bi/service.tf:2", "services/feed/Dockerfile:4"), repo="""
-- services/bi/main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":8080", nil) }
-- services/bi/Dockerfile --
FROM golang:1.26-alpine
COPY . .
EXPOSE 8080
CMD ["./bi"]
-- services/feed/main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":8080", nil) }
-- services/feed/Dockerfile --
FROM golang:1.26-alpine
COPY . .
EXPOSE 8080
CMD ["./feed"]
-- iac/bi/service.tf --
resource "google_cloud_run_v2_service" "bi" {
  template { containers { liveness_probe { http_get { path = "/health" } } } }
}
"""),
    example("Fly.io checks one app of two", "fail", line=("api/fly.toml:4", "mail/Dockerfile:4"), repo="""
-- api/main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":8080", nil) }
-- api/Dockerfile --
FROM golang:1.26-alpine
COPY . .
EXPOSE 8080
CMD ["./api"]
-- api/fly.toml --
app = "shop-api"
[http_service]
internal_port = 8080
[[http_service.checks]]
path = "/health"
-- mail/main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":8080", nil) }
-- mail/Dockerfile --
FROM golang:1.26-alpine
COPY . .
EXPOSE 8080
CMD ["./mail"]
-- mail/fly.toml --
app = "shop-mail"
[http_service]
internal_port = 8080
"""),
    example("a supervisor of processes, one of which serves", "fail", line="Dockerfile:3", repo="""
-- Dockerfile --
FROM python:3.11
COPY . .
CMD /usr/bin/supervisord -c /app/conf/supervisord.conf
-- requirements.txt --
pyramid==2.0
-- shop/app.py --
from pyramid.config import Configurator
def create_app(_, **settings):
    return Configurator(settings=settings).make_wsgi_app()
"""),
    example("each image beside the manifest of its own", "pass", line="web/.nais/prod.yml:9", repo="""
-- web/pom.xml --
<project><dependencies><dependency><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>
-- web/src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
-- web/Dockerfile --
FROM gcr.io/distroless/java21-debian12
COPY target/app.jar app.jar
CMD ["app.jar"]
-- web/.nais/prod.yml --
apiVersion: nais.io/v1alpha1
kind: Application
metadata:
  name: shop-api
spec:
  image: "{{image}}"
  port: 8080
  liveness:
    path: /internal/isAlive
-- proxy/pom.xml --
<project><dependencies><dependency><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>
-- proxy/src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
-- proxy/Dockerfile --
FROM gcr.io/distroless/java21-debian12
COPY target/app.jar app.jar
CMD ["app.jar"]
-- proxy/.nais/prod.yml --
apiVersion: nais.io/v1alpha1
kind: Application
metadata:
  name: shop-api-gateway
spec:
  image: "{{image}}"
  port: 8080
  liveness:
    path: /internal/isAlive
"""),
    example("a bot in a folder of its own, whose image is at the root", "na", repo="""
-- Dockerfile --
FROM mcr.microsoft.com/dotnet/runtime:10.0
COPY . .
ENTRYPOINT ["dotnet", "Bot.dll"]
-- Bot/Bot.csproj --
<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>
-- Bot/Program.cs --
var client = new DiscordSocketClient();
await client.LoginAsync(TokenType.Bot, token);
-- Bot/Login.cs --
var listener = new HttpListener();
"""),
    example("an image with a door that only jobs run", "na", repo="""
-- Dockerfile --
FROM node:24
COPY . .
EXPOSE 3999
-- package.json --
{"private": true}
-- run.js --
run()
-- chart/Chart.yaml --
name: shop
-- chart/templates/cron.yaml --
apiVersion: batch/v1
kind: CronJob
metadata:
  name: shop
spec:
  schedule: "*/5 * * * *"
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: shop
              image: "{{ .Values.image.repository }}:{{ .Values.version }}"
              args: [node, run.js]
"""),
    example("a server that is deployed from elsewhere, beside a job of it that is declared here", "fail", line="Dockerfile:6", repo="""
-- Dockerfile --
FROM golang:1.26-alpine AS builder
COPY . ./
RUN go build
FROM scratch
COPY --from=builder /src/shop /bin/shop
CMD ["/bin/shop"]
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":8080", nil) }
-- export/job.yaml --
apiVersion: batch/v1
kind: Job
metadata:
  name: shop-export
spec:
  template:
    spec:
      containers:
        - name: shop
          image: registry.example.com/shop:v1
          command: ["/bin/shop", "-export"]
"""),
    example("a stack of the CDK, whose load balancer asks", "pass", line="cdk/lib/service-stack.ts:6", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(3000)
-- Dockerfile --
FROM node:24
COPY . .
EXPOSE 3000
CMD ["node", "server.js"]
-- cdk/lib/service-stack.ts --
import { Stack } from "aws-cdk-lib"
import { ApplicationLoadBalancedFargateService } from "aws-cdk-lib/aws-ecs-patterns"
export class ServiceStack extends Stack {
  make(cluster, image) {
    const service = new ApplicationLoadBalancedFargateService(this, "shop", { cluster, taskImageOptions: { image } })
    service.targetGroup.configureHealthCheck({ path: "/health" })
  }
}
"""),
    example("an image that is called like the package, in small letters", "pass", line="docker-compose.yml:5", repo="""
-- package.json --
{"name": "ShopBot", "dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(80)
-- Dockerfile --
FROM node:24
COPY . .
CMD ["node", "server.js"]
-- docker-compose.yml --
services:
  web:
    image: me/shopbot
    ports: ["80:80"]
    healthcheck: {test: curl -f localhost}
"""),
    example("compose runs the published image of the repository, which it is called like, with a check", "pass", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.listen(3000)
-- Dockerfile --
FROM node:22
COPY . .
EXPOSE 3000
CMD ["node", "server.js"]
-- docker-compose.yml --
services:
  web:
    image: ghcr.io/acme/shop:latest
    healthcheck:
      test: ["CMD-SHELL", "curl http://localhost:3000/api/heartbeat"]
  db:
    image: postgres:17
    healthcheck:
      test: ["CMD", "pg_isready"]
""", line="docker-compose.yml:4"),
    example("a worker in whose image nothing listens", "na", repo="""
-- Dockerfile --
FROM eclipse-temurin:21
COPY app.jar /app.jar
CMD ["java", "-jar", "/app.jar"]
-- build.gradle.kts --
plugins { kotlin("jvm") }
-- src/main/kotlin/Orders.kt --
import io.grpc.ManagedChannel
val consumer = KafkaConsumer<String, ByteArray>(settings)
"""),
    example("a server without", "fail", line="Dockerfile:4", repo="""
-- Dockerfile --
FROM python:3.13-slim
COPY . /app
EXPOSE 8000
CMD ["gunicorn", "app:app"]
"""),
    example("in the Dockerfile", "pass", line="Dockerfile:3", repo="""
-- Dockerfile --
FROM python:3.13-slim
COPY . /app
HEALTHCHECK --interval=30s CMD curl -f http://localhost:8000/healthz
CMD ["gunicorn", "app:app"]
"""),
    example("switched off", "fail", line="Dockerfile:3", repo="""
-- Dockerfile --
FROM nginx:1.29
COPY site /usr/share/nginx/html
HEALTHCHECK NONE
"""),
    example("in compose", "pass", line="compose.yaml:4", repo="""
-- Dockerfile --
FROM python:3.13-slim
COPY . /app
CMD ["gunicorn", "app:app"]
-- compose.yaml --
services:
  web:
    build: .
    healthcheck:
      test: curl -f http://localhost:8000/healthz
"""),
    example("a probe", "pass", line="k8s/app.yaml:10", repo="""
-- Dockerfile --
FROM golang:1.25
COPY . .
EXPOSE 8080
CMD ["/shop"]
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
          readinessProbe: {httpGet: {path: /readyz, port: 8080}}
"""),
    example("a module that is told what to probe", "pass", line="terraform/app.tf:3", repo="""
-- Dockerfile --
FROM python:3.13-slim
COPY . /app
EXPOSE 8000
CMD ["gunicorn", "app:app"]
-- terraform/app.tf --
module "web" {
  source     = "git::https://example.com/modules.git//kubernetes/application"
  probe_path = "/healthz"
}
"""),
    example("a worker", "na", says="nothing listens", repo="""
-- Dockerfile --
FROM python:3.13-slim
COPY . /app
CMD ["celery", "-A", "app", "worker"]
"""),
    example("an image that builds packages", "na", repo="""
-- packaging/debian/Dockerfile --
FROM golang:1-trixie
RUN apt-get update && apt-get install -y build-essential devscripts dh-make debhelper
COPY . /src
CMD ["/src/packaging/debian/build.sh"]
-- packaging/debian/build.sh --
dpkg-buildpackage -us -uc -b
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":8080", nil) }
"""),
    example("the stages below the release are for developers and archives", "pass", line="docker/dockerfile:5", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(80)
-- docker/dockerfile --
FROM node:22 AS build
COPY . .
RUN npm ci
FROM node:22-slim AS release
HEALTHCHECK CMD node check.js
CMD ["node", "server.js"]
FROM node:22 AS pr-test
CMD ["npm", "run", "dev"]
FROM node:22 AS upload-artifact
RUN tar czf app.tgz app
-- docker/debian-base.dockerfile --
FROM node:22
EXPOSE 80
"""),
    example("an image that asks Lambda for the next event, though a server could run the app too", "na", repo="""
-- requirements.txt --
fastapi
mangum
-- main.py --
from fastapi import FastAPI
from mangum import Mangum
app = FastAPI()
handler = Mangum(app)
-- Makefile --
dev:
	uvicorn main:app --port 8000
-- Dockerfile --
FROM python:3.13-alpine
RUN pip install awslambdaric
COPY . /function
EXPOSE 8000
ENTRYPOINT ["python", "-m", "awslambdaric", "main.handler"]
"""),
    example("a job of Nomad whose agent asks", "pass", line="shop.nomad:7", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":8080", nil) }
-- Dockerfile --
FROM golang:1.25
COPY . .
EXPOSE 8080
CMD ["./shop"]
-- shop.nomad --
job "shop" {
  group "web" {
    count = "{{COUNT}}"
    task "shop" {
      service {
        port = "http"
        check {
          type     = "http"
          path     = "/health"
          interval = "10s"
        }
      }
    }
  }
}
"""),
    example("Cloud Foundry by Terraform asks the image's server", "pass", line="terraform/app.tf:3", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(80)
-- Dockerfile --
FROM node:24
COPY . .
CMD ["node", "server.js"]
-- terraform/app.tf --
resource "cloudfoundry_app" "shop" {
  docker_image               = "ghcr.io/acme/shop:1"
  health_check_http_endpoint = "/health"
}
"""),
    example("compose runs the image by the name that CI prepares for it", "pass", line="docker/docker-compose.yml:4", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application; end
-- Dockerfile --
FROM ruby:3.4
COPY . .
EXPOSE 3000
CMD ["bin/rails", "server"]
-- docker/docker-compose.yml --
services:
  app:
    image: example/shop:latest
    healthcheck: {test: "wget -qO- http://127.0.0.1:3000/up"}
-- .github/workflows/release.yml --
on: {push: {tags: ["v*"]}}
jobs:
  image:
    steps:
      - uses: docker/metadata-action@v5
        with: {images: "${{ secrets.DOCKERHUB_USERNAME }}/shop"}
      - uses: docker/build-push-action@v6
        with: {context: ., push: true}
"""),
    example("an image that CI runs in, beside the app's", "pass", line="Dockerfile:3", repo="""
-- Gemfile --
gem "rails", "7.1.0"
-- config/application.rb --
class Application < Rails::Application
end
-- Dockerfile --
FROM ruby:3.3
COPY . .
HEALTHCHECK CMD curl -f http://localhost/up
CMD ["puma"]
-- browsers.dockerfile --
FROM cimg/ruby:3.3-browsers
RUN npx puppeteer browsers install chrome
COPY . .
"""),
    example("Quarkus: the image and the deployment are of one name", "pass", line="deploy/orders.yaml:13", repo="""
-- orders/pom.xml --
<project><dependencies><dependency><groupId>io.quarkus</groupId><artifactId>quarkus-rest</artifactId></dependency></dependencies></project>
-- bills/pom.xml --
<project><dependencies><dependency><groupId>io.quarkus</groupId><artifactId>quarkus-rest</artifactId></dependency></dependencies></project>
-- docker/Dockerfile.shop-orders.jvm --
FROM eclipse-temurin:21.0.4_7-jre
COPY orders/target/quarkus-app /app
EXPOSE 8080
CMD ["java", "-jar", "/app/quarkus-run.jar"]
-- docker/Dockerfile.shop-bills.native --
FROM registry.access.redhat.com/ubi9/ubi-minimal:9.4
COPY bills/target/application /application
EXPOSE 8080
CMD ["/application"]
-- deploy/orders.yaml --
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-orders
spec:
  template:
    spec:
      containers:
        - name: main
          image: ${IMAGE}:${TAG}
          ports: [{containerPort: 8080}]
          # alive
          livenessProbe: {httpGet: {path: /q/health/live, port: 8080}}
-- deploy/bills.yaml --
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-bills
spec:
  template:
    spec:
      containers:
        - name: main
          image: ${IMAGE}:${TAG}
          ports: [{containerPort: 8080}]
          livenessProbe: {httpGet: {path: /q/health/live, port: 8080}}
"""),
]
