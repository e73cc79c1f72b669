"""The container does not run as root.

A process that is root inside its container needs one kernel bug, or one careless mount, to be root on the host. A hole in one upload
handler then opens every other service on that machine, and their users' data.

Pass: the final stage's USER is not root, or its base image is a non-root one, or the manifests run it as non-root

Fail: neither

Fix: End the Dockerfile with a user of its own: `RUN useradd --system --uid 10001 app` and `USER 10001` after the last step that needs root;
`USER node` in Node images, `USER $APP_UID` in .NET images, or a `:nonroot` distroless base. In Kubernetes add `securityContext:
{runAsNonRoot: true}` to the pod.

Searched: the last USER of the final stage, its base image, `user:` in compose, securityContext of the workloads
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readylint import Deployments, Finding, Image, contradicts, example, nothing, rule, supports, unclear


@rule(id="SEC021", severity="medium", applies="container", sources=("S1.3",), scope="service")
def container_user(deployments: Deployments) -> Iterator[Finding]:
    if not deployments.images:
        yield nothing("no image is built for deployment")
    for image in deployments.images:
        yield from _of_image(image, deployments)


def _of_image(image: Image, deployments: Deployments) -> Iterable[Finding]:
    user, copied = image.user, image.foreign_owner
    if user and not user.is_root:
        yield supports(user, f"{image.name} runs as {user.name}")
    elif not user and image.nonroot_base:
        yield supports(image, f"{image.name} runs as the user of {image.base}")
    elif place := deployments.nonroot(image):
        yield supports(place, f"{image.name} is run as a user who is not root")
    elif user:
        yield contradicts(user, f"{image.name} runs as root")
    elif image.root_base:
        yield contradicts(image, f"{image.name} runs as root: no USER, and {image.base} has none")
    elif copied:
        yield supports(copied, f"{image.name} is given to {copied.flag('chown')}, a user that {image.base} brings", confidence="medium")
    else:
        yield unclear(f"{image.name} has no USER, and the user of its base image {image.base} is not known", image)


HANDED = """
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"/>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", () => "hello");
app.Run();
-- Dockerfile --
FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
COPY . .
RUN dotnet publish -o /out
FROM mcr.microsoft.com/dotnet/aspnet:6.0
COPY --from=build /out .
ENTRYPOINT ["dotnet", "Shop.dll"]
-- docker-compose.yml --
services:
  web:
    build: .
-- .github/workflows/deploy.yml --
on: {push: {branches: [main]}}
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: dotnet publish -o publish
      - uses: azure/webapps-deploy@v2
        with:
          app-name: shop
          package: publish
"""

EXAMPLES = [
    example("a service without an image, beside one that has one and an image for migrations", "pass", repo="""
-- apps/api/package.json --
{"dependencies": {"express": "5"}}
-- apps/api/server.js --
require("express")().listen(3000)
-- apps/api/Dockerfile --
FROM node:24
COPY . .
USER node
CMD ["node", "server.js"]
-- packages/db/Dockerfile --
FROM node:24
COPY . .
USER node
CMD ["npm", "run", "migrate"]
-- apps/web/package.json --
{"scripts": {"start": "next start"}, "dependencies": {"next": "16.0.0"}}
-- apps/web/next.config.js --
module.exports = {}
-- apps/web/app/api/orders/route.js --
export async function GET() { return Response.json([]) }
-- apps/web/vercel.json --
{"crons": []}
"""),
    example("another's image, named for a bot, and a stand-in for an API", "pass", line="docker/shop/Dockerfile:3", repo="""
-- docker/shop/Dockerfile --
FROM python:3.12
COPY . .
USER app
CMD ["gunicorn", "app"]
-- docker/metrics/Dockerfile --
# here so that Dependabot raises it
FROM kamon/graphs:1.2
-- docker/json-server/Dockerfile --
FROM node:24
COPY json-server .
CMD ["yarn", "serve"]
-- app.py --
from flask import Flask
app = Flask(__name__)
"""),
    example("the base image of an organisation, which has a user of its own", "pass", line="Dockerfile:2", repo="""
-- Dockerfile --
ARG PLATFORM=""
FROM hmctspublic.azurecr.io/base/java${PLATFORM}:21-distroless
COPY build/libs/shop.jar /opt/app/
CMD ["shop.jar"]
-- pom.xml --
<project/>
-- src/main/java/App.java --
@SpringBootApplication
class App {}
"""),
    example("a manifest of Cloud Foundry names a buildpack: the image is for developers", "na", repo="""
-- manifest.yml --
applications:
  - name: shop
    buildpacks:
      - python_buildpack
    command: gunicorn app:app
-- requirements.txt --
flask==3.1.0
-- app.py --
from flask import Flask
app = Flask(__name__)
-- Dockerfile --
FROM python:3.12-alpine
COPY . /app
EXPOSE 8080
CMD ["flask", "run", "--host=0.0.0.0"]
-- docker-compose.yml --
services:
  app:
    build: .
-- docker-compose_prod.yml --
services:
  app:
    command: ./app-start.sh
"""),
    example("the same, and CI pushes the image", "fail", line="Dockerfile:1", repo="""
-- manifest.yml --
applications:
  - name: shop
    buildpacks:
      - python_buildpack
-- Dockerfile --
FROM python:3.12-alpine
COPY . /app
EXPOSE 8080
CMD ["flask", "run", "--host=0.0.0.0"]
-- .github/workflows/publish.yml --
on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - run: docker push ghcr.io/example/shop
"""),
    example("CI publishes one image, the other is built by Compose alone", "pass", line="docker/Dockerfile.api:3", repo="""
-- docker/Dockerfile.api --
FROM golang:1.26
COPY . .
USER nobody
CMD ["./api"]
-- docker/Dockerfile.login --
FROM golang:1.26
RUN git clone https://git.example.com/login
COPY . .
CMD ["./login"]
-- compose.yml --
services:
  api:
    build: {context: ., dockerfile: docker/Dockerfile.api}
  login:
    build: {context: ., dockerfile: docker/Dockerfile.login}
-- .github/workflows/publish.yml --
on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - run: |
          docker build -t $IMAGE -f docker/Dockerfile.api .
          docker image push $IMAGE
"""),
    example("the same, and CI publishes each by a matrix", "fail", line="docker/Dockerfile.login:1", repo="""
-- docker/Dockerfile.api --
FROM golang:1.26
COPY . .
USER nobody
CMD ["./api"]
-- docker/Dockerfile.login --
FROM golang:1.26
COPY . .
CMD ["./login"]
-- compose.yml --
services:
  api:
    build: {context: ., dockerfile: docker/Dockerfile.api}
  login:
    build: {context: ., dockerfile: docker/Dockerfile.login}
-- .github/workflows/publish.yml --
# docker/Dockerfile.api stands first
on: push
jobs:
  image:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        app: [api, login]
    steps:
      - run: |
          docker build -t $IMAGE -f docker/Dockerfile.${{ matrix.app }} .
          docker image push $IMAGE
"""),
    example("a base of a department, whose user is not root", "pass", line="Dockerfile:1", repo="""
-- Dockerfile --
FROM defradigital/node:3.0.8-node24
COPY . .
CMD ["node", "app"]
"""),
    example("a database's image beside the app's is not the app's", "pass", line="Dockerfile:3", repo="""
-- Dockerfile --
FROM node:22
COPY . .
USER node
CMD ["node", "server.js"]
-- docker/database/Dockerfile --
FROM postgres:17
COPY init.sql /docker-entrypoint-initdb.d/
"""),
    example("an image of load tests is not deployed", "na", repo="""
-- load-tests/Dockerfile --
FROM python:3.13
COPY . .
CMD ["locust"]
"""),
    example("no USER", "fail", line="Dockerfile:1", repo="""
-- Dockerfile --
FROM python:3.13-slim
COPY . /app
CMD ["gunicorn", "app:app"]
"""),
    example("a user in the final stage", "pass", line="Dockerfile:5", repo="""
-- Dockerfile --
FROM golang:1.25 AS build
COPY . .
RUN go build -o /app
FROM alpine:3.22
USER 10001
COPY --from=build /app /app
ENTRYPOINT ["/app"]
"""),
    example("back to root at the end", "fail", line="Dockerfile:4", repo="""
-- Dockerfile --
FROM node:24
USER node
COPY . /app
USER root
CMD ["node", "server.js"]
"""),
    example("a user in the build stage only", "fail", line="Dockerfile:4", repo="""
-- Dockerfile --
FROM node:24 AS build
USER node
COPY . /app
FROM node:24
COPY --from=build /app /app
CMD ["node", "server.js"]
"""),
    example("a base that is not root", "pass", line="Dockerfile:3", repo="""
-- Dockerfile --
FROM golang:1.25 AS build
COPY . .
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /app /app
ENTRYPOINT ["/app"]
"""),
    example("the manifest says so", "pass", line="k8s/app.yaml:8", repo="""
-- Dockerfile --
FROM node:24
COPY . .
CMD ["node", "server.js"]
-- k8s/app.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      securityContext:
        runAsNonRoot: true
      containers:
        - name: shop
          image: registry.example.com/shop:1
"""),
    example("a base nobody knows", "unknown", says="not known", repo="""
-- Dockerfile --
FROM registry.example.com/base/ruby:3
COPY . .
CMD ["bin/serve"]
"""),
    example("for development only", "na", repo="""
-- .devcontainer/Dockerfile --
FROM python:3.13
COPY . .
CMD ["bash"]
-- devcontainer.Dockerfile --
FROM python:3.13-slim
CMD ["python", "manage.py", "runserver"]
-- README.md --
A tool.
"""),
    example("Vercel runs the folder from its source, the image is for a developer's machine", "na", repo="""
-- server/package.json --
{"scripts": {"start": "node index.js"}, "dependencies": {"express": "4"}}
-- server/index.js --
require("express")().listen(3000)
-- server/vercel.json --
{"builds": [{"src": "index.js", "use": "@vercel/node"}]}
-- server/Dockerfile --
FROM node:22
COPY . .
CMD ["npm", "start"]
-- docker-compose.yml --
services:
  server:
    build: server
"""),
    example("the same, and CI publishes the image too", "fail", line="server/Dockerfile:1", repo="""
-- server/package.json --
{"scripts": {"start": "node index.js"}, "dependencies": {"express": "4"}}
-- server/index.js --
require("express")().listen(3000)
-- server/vercel.json --
{"builds": [{"src": "index.js", "use": "@vercel/node"}]}
-- server/Dockerfile --
FROM node:22
COPY . .
CMD ["npm", "start"]
-- .github/workflows/image.yml --
on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/build-push-action@v6
        with: {context: server, push: true}
"""),
    example("PHP's process manager builds no packages", "fail", line="Dockerfile:1", repo="""
-- Dockerfile --
FROM alpine:3.24
EXPOSE 80
RUN apk --no-cache add nginx s6 php84 php84-fpm php84-pdo
ADD . /var/www/app
ENTRYPOINT ["/usr/local/bin/entrypoint.sh"]
-- index.php --
<?php
echo render($_GET['page']);
"""),
    example("an image of nothing but a base of the team's own", "fail", line="Dockerfile:1", repo="""
-- requirements.txt --
flask==3.0.0
-- app.py --
from flask import Flask
app = Flask(__name__)
-- Makefile --
docker-build:
	docker build -t example/shop .
-- Dockerfile --
FROM example/base-python:9.4.0
"""),
    example("CI hands Azure the app itself; the image is for a developer's machine", "na", repo=HANDED),
    example("the web app of Azure runs an image", "fail", line="Dockerfile:4", repo=HANDED + """\
-- terraform/app.tf --
resource "azurerm_linux_web_app" "shop" {
  site_config {
    application_stack {
      docker_image_name = "shop:1"
    }
  }
}
"""),
    example("an image of Concourse's tasks is not deployed", "na", repo="""
-- Gemfile --
gem "rails"
-- Procfile --
web: bundle exec puma
-- concourse/Dockerfile --
FROM ruby:3.3
COPY . /application/
ENTRYPOINT ["/bin/bash"]
"""),
    example("an image that analyses the code is not deployed", "na", repo="""
-- Gemfile --
gem "rails"
-- Procfile --
web: bundle exec puma
-- sonarcloud/Dockerfile --
FROM eclipse-temurin:21
RUN curl -sSLo /tmp/scanner.zip https://downloads.example.com/scanner.zip && unzip /tmp/scanner.zip -d /opt
COPY analysis.xml /opt/scanner/
"""),
    example("an image of Docker's library by way of a mirror", "fail", line="Dockerfile:1", repo="""
-- requirements.txt --
flask
gunicorn
-- app.py --
from flask import Flask
app = Flask(__name__)
-- Dockerfile --
FROM mirror.example.cn/library/python:3.12-slim
COPY . .
CMD ["gunicorn", "app:app"]
"""),
]
