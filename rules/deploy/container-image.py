"""The image is built small and reproducibly.

An image on `latest` is another program after every build, and one full of compilers gives an intruder tools. Large images also start
slowly, just when more instances are needed for waiting users.

Pass: multi-stage (or nothing to leave behind), base images pinned to a version, dependencies installed from a lock file, a .dockerignore

Fail: an unpinned or latest base image, the build tools left in, no .dockerignore with COPY . ; each is a finding

Fix: Use two stages and copy only the result: `FROM node:22.11-slim AS build` … `FROM gcr.io/distroless/nodejs22-debian12`. Pin base
images to a version or digest, install from the lock file (`uv sync --locked`, `npm ci`, `bundle install` with `BUNDLE_DEPLOYMENT=1`,
`composer install --no-dev`), and commit a `.dockerignore` with `.git`, `.env` and `node_modules`.

Searched: every stage of the Dockerfiles whose images are deployed, and the .dockerignore of their build contexts
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint import Files, Finding, Image, Images, contradicts, example, nothing, regex, rule, supports

_UNPINNED = regex(r"^(?!scratch$)[^$@]+$")
_MOVES = r"(?:latest|stable|current|lts|mainline|edge|nightly|main|master|dev|alpine|slim|fpm|apache|cli|jdk|jre|full)"
_TAG = regex(rf":(?!(?:{_MOVES}-?)+$)[\w.-]+$")
_TOOLS = regex(
    r"\b(?:apt(?:-get)?|apk|yum|dnf|microdnf)\b[^&;|]*?\b(?:install|add)\b[^&;|]*?"
    r"(?<![\w-])(build-essential|build-base|gcc|g\+\+|clang|cmake|rustc|cargo|golang|make)(?![\w-])"
)
_CLEANED = regex(r"\b(?:apk\s+del|(?:apt(?:-get)?|yum|dnf|microdnf)\s+[^&;|]*(?:purge|remove|autoremove))\b|--virtual")
_SDK = regex(r"(?:^|/)(?:golang|rust|maven|gradle|dotnet/sdk|sbt|gcc|haskell|swift(?!:[\w.-]*slim))(?:[:@]|$)")
_BUILDS = regex(
    r"\b(?:npm|yarn|pnpm|bun)\s+(?:run\s+)?(?:\w+:)*build\b(?!:css)|\b(?:npx\s+)?(?:tsc|vite build|webpack|next build|nest build)\b"
    r"|\bgo\s+build\b"
    r"|\b(?:cargo|swift|stack|cabal|zig)\s+build\b|\b(?:\./)?(?:mvnw?|gradlew?)\s[^&;]*(?:package|install|build|bootJar|assemble)\b|\bdotnet\s+publish\b"
)
_PRUNED = regex(r"\bprune\b|--omit[= ]dev|rm\s+-rf\s+\S*node_modules|--production\b")
_PIP = regex(r"\bpip3?\s+(?:install|wheel)\s+(?P<rest>[^&;|\n]*)")
_OF_PIP = frozenset("pip setuptools wheel poetry pipenv uv pdm hatch build pip-tools virtualenv".split())
_SWITCHES = frozenset(
    "-U -q -v --upgrade --no-cache --no-cache-dir --user --system --pre --quiet --no-deps --force-reinstall --compile".split()
)


@rule(id="DEP011", severity="low", applies="container", sources=("S2",))
def container_image(images: Images, files: Files) -> Iterator[Finding]:
    if not images.deployed:
        yield nothing("no image is built for deployment")
    for image in images.deployed:
        found = [*_unpinned(image, images), *_left_in(image), *_copied_whole(image, files)]
        yield from found
        if not found:
            stages = "built in stages" if _is_staged(image) else "nothing to leave behind"
            yield supports(image, f"{image.name} stands on {image.base}, {stages}")


def _unpinned(image: Image, images: Images) -> Iterator[Finding]:
    for stage in image.stages:
        if stage.parent is None and not images.is_own(stage.base) and _UNPINNED.search(stage.base) and not _TAG.search(stage.base):
            yield contradicts(stage, f"the base image {stage.base} is not pinned to a version")
    for stage in image.stages:
        for run in (i for i in stage.instructions if i.name == "RUN"):
            loose = [name for match in _PIP.finditer(run.value) for name in _loose(match["rest"])]
            if loose:
                names = ", ".join(loose[:3])
                yield contradicts(run, f"{names} {'are' if len(loose) > 1 else 'is'} installed in whatever version is newest")


def _loose(rest: str) -> Iterator[str]:
    """The packages of a pip command that have no version."""
    words = rest.replace("\\", " ").split()
    for before, word in zip(["", *words], words):
        name = word.strip("\"'").partition("[")[0]
        takes = before.startswith("-") and before not in _SWITCHES and "=" not in before
        named = not takes and re.fullmatch(r"[A-Za-z][\w.-]*", name) and not re.search(r"[=<>~@/]", word)
        if named and name.lower() not in _OF_PIP and not name.endswith((".txt", ".whl", ".gz")):
            yield name


def _is_staged(image: Image) -> bool:
    """Whether something is left behind: a stage that only goes on where another ended has all its files."""
    return len(image.stages) > 1 and any(copy.flag("from") for copy in image.final.all("COPY"))


def _left_in(image: Image) -> Iterator[Finding]:
    """Compilers and build steps of the stage that is deployed."""
    final = image.final
    if _SDK.search(image.base):
        yield contradicts(final, f"{image.name} is deployed on {image.base}, with its build tools")
        return
    for run in final.all("RUN"):
        tools = _TOOLS.search(run.value)
        if tools and not _CLEANED.search(run.value):
            yield contradicts(run, f"{tools[1]} is left in the deployed image")
        elif (built := _BUILDS.search(run.value)) and not _is_staged(image) and not any(_PRUNED.search(r.value) for r in final.all("RUN")):
            yield contradicts(run, f"`{' '.join(built[0].split())[:50]}` runs in the image that is deployed, and leaves its tools in")


def _copied_whole(image: Image, files: Files) -> Iterator[Finding]:
    """COPY of the whole context, with nothing that says what stays out."""
    above = [image.folder]
    while above[-1]:
        above.append(above[-1].rpartition("/")[0])
    if any(files.exists(f"{folder}/.dockerignore".lstrip("/")) for folder in above) or files.exists(f"{image.path}.dockerignore"):
        return
    for stage in image.stages:
        for copy in (i for i in stage.instructions if i.name in ("COPY", "ADD") and not i.flag("from")):
            if copy.words and copy.words[0] in (".", "./", "*"):
                yield contradicts(copy, f"`{copy.name} {copy.words[0]}` takes everything: there is no .dockerignore")
                return


EXAMPLES = [
    example("a stage that goes on where another ended has all its tools", "fail", line="Dockerfile:5", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- .dockerignore --
node_modules
-- Dockerfile --
FROM node:22-alpine AS base
COPY package*.json ./
FROM base AS prod
COPY . .
RUN npm ci && npm run build
CMD ["node", "dist/main"]
"""),
    example("stages for tests and for developers below the one that is deployed", "pass", repo="""
-- .dockerignore --
.git
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":8080", nil) }
-- Dockerfile --
FROM golang:1.24 AS builder
WORKDIR /src
COPY . .
RUN go build -o /shop .
FROM alpine:3.22 AS app
COPY --from=builder /shop /shop
USER 1000
CMD ["/shop"]
FROM builder AS app-local
CMD ["go", "run", "."]
FROM builder AS app-test
RUN go install github.com/jstemmer/go-junit-report/v2@latest
ENTRYPOINT ["go", "test", "./..."]
"""),
    example("two stages, pinned, with a .dockerignore", "pass", line="Dockerfile:6", repo="""
-- Dockerfile --
FROM golang:1.25 AS build
WORKDIR /src
COPY . .
RUN apt-get update && apt-get install -y gcc
RUN go build -o /shop ./cmd/shop
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /shop /shop
CMD ["/shop"]
-- .dockerignore --
.git
"""),
    example("Swift: the compiler stays in the image", "fail", line="Dockerfile:1", repo="""
-- Package.swift --
import PackageDescription
-- Sources/Run/main.swift --
import Vapor
let app = try Application(.detect())
try app.run()
-- .dockerignore --
.build
-- Dockerfile --
FROM swift:5.4.2
WORKDIR /app
COPY . /app
RUN swift build -c release
CMD [".build/release/Run", "serve"]
"""),
    example("nothing to leave behind", "pass", repo="""
-- Dockerfile --
FROM python:3.13-slim
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY shop shop
CMD ["gunicorn", "shop.wsgi"]
"""),
    example("latest, and everything copied", "fail", line=("Dockerfile:1", "Dockerfile:2"), repo="""
-- Dockerfile --
FROM python
COPY . .
CMD ["gunicorn", "shop.wsgi"]
"""),
    example("tags that move", "fail", line=("Dockerfile:1", "Dockerfile:3"), repo="""
-- Dockerfile --
FROM node:lts-alpine AS build
COPY . .
FROM python:slim
COPY --from=build /app /app
CMD ["gunicorn", "shop.wsgi"]
-- .dockerignore --
.git
"""),
    example("the compiler is left in", "fail", line="Dockerfile:2", repo="""
-- Dockerfile --
FROM ruby:3.4-slim
RUN apt-get update && apt-get install -y build-essential libpq-dev
COPY app app
CMD ["puma"]
"""),
    example("the compiler is removed in the same step", "pass", repo="""
-- Dockerfile --
FROM python:3.13-alpine
RUN apk add --no-cache --virtual .build-deps gcc musl-dev && pip install -r requirements.txt && apk del .build-deps
COPY shop shop
CMD ["gunicorn", "shop.wsgi"]
"""),
    example("built where it runs", "fail", line="Dockerfile:4", repo="""
-- Dockerfile --
FROM node:24-alpine
COPY package.json package-lock.json ./
COPY src src
RUN npm ci && npm run build
CMD ["node", "dist/main.js"]
"""),
    example("a version that nobody chose", "fail", line="Dockerfile:2", repo="""
-- Dockerfile --
FROM python:3.13-slim
RUN pip install --upgrade pip && pip install gunicorn -r requirements.txt
COPY shop shop
CMD ["gunicorn", "shop.wsgi"]
"""),
    example("no image", "na", repo="""
-- server.js --
require("express")().listen(80)
"""),
    example("Symfony's server for developers is what it starts", "na", repo="""
-- composer.json --
{"require": {"symfony/symfony": "3.4"}}
-- docker/php/Dockerfile --
FROM php:8.2-fpm
RUN apt-get update && apt-get install -y build-essential
CMD ["php", "bin/console", "--env=dev", "server:run", "0.0.0.0:8000"]
"""),
    example("a template that two Dockerfiles are made of", "pass", repo="""
-- .dockerignore --
.git
target
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
rocket = "0.5"
-- src/main.rs --
#[launch]
fn rocket() -> _ { rocket::build() }
-- docker/Dockerfile.j2 --
FROM {{ build_image }} AS build
COPY . .
RUN cargo build --release
FROM {{ runtime_image }}
COPY --from=build /target/release/shop /shop
CMD ["/shop"]
-- docker/Dockerfile.debian --
FROM rust:1.82-slim-bookworm AS build
COPY . .
RUN cargo build --release
FROM debian:12.8-slim
COPY --from=build /target/release/shop /shop
CMD ["/shop"]
"""),
    example("a step that Compose builds under a name, from which the image that serves takes", "pass", line="Dockerfile.fpm:3", repo="""
-- index.php --
<?php
echo $_GET["order"];
-- docker-compose.yml --
services:
  composer:
    build: {context: ., dockerfile: Dockerfile.composer}
    image: example/shop_composer:${IMAGE_TAG}
  fpm:
    build: {context: ., dockerfile: Dockerfile.fpm}
    image: example/shop_fpm:${IMAGE_TAG}
-- Dockerfile.composer --
FROM composer
COPY composer.json composer.lock src/ ./
RUN composer install --no-dev
-- Dockerfile.fpm --
ARG image_tag=latest
FROM example/shop_composer:${image_tag} AS build
FROM php:8.3-fpm
COPY --from=build /app/vendor vendor/
COPY index.php .
USER www-data
"""),
    example("a stage for those who develop", "na", repo="""
-- Dockerfile --
FROM ubuntu:22.04 AS base
RUN apt install -y build-essential curl
FROM base AS devel
COPY scripts/shell-welcome.txt /etc/motd
WORKDIR /shop
-- shop.cabal --
name: shop
-- src/Main.hs --
import Database.PostgreSQL.Simple
import Network.Wai.Handler.Warp
main = run 80 app
-- test/Main.hs --
module Main where
main = defaultMain tests
"""),
]
