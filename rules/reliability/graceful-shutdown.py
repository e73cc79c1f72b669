"""The app shuts down gracefully.

Every deploy and every scale-down stops processes that are in the middle of somebody's request. A process that ignores SIGTERM is killed
seconds later, and the upload or the payment is cut in half.

Pass: SIGTERM handled: server.close/Shutdown(ctx)/server.shutdown=graceful/lifespan or enableShutdownHooks, or a server that does it by
itself with exec-form start (gunicorn, puma, uvicorn, .NET host, Phoenix)

Fail: none; a shell-form CMD/ENTRYPOINT that swallows the signal is a finding

Fix: Start the server in exec form (`CMD ["gunicorn", …]`, or `exec` in the entrypoint), so that the signal arrives; gunicorn, uvicorn,
Puma, Phoenix and the .NET host then drain by themselves. Elsewhere: `process.on('SIGTERM', () => server.close())`,
`app.enableShutdownHooks()` (NestJS), `srv.Shutdown(ctx)` with `signal.NotifyContext` (Go), `server.shutdown=graceful` (Spring before
3.4), `with_graceful_shutdown` (axum). Close pools and stop workers afterwards.

Searched: handlers of SIGTERM in server code, shutdown settings, the servers that start commands name, and whether a shell stands between
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Hosted, Parts, Shutdown, contradicts, example, nothing, rule, supports

_ELSEWHERE = ("function", "static site", "infrastructure")
_RENDERED = ("web application", "page renderer")  # which a platform of functions starts and stops by itself


@rule(id="REL004", severity="medium", sources=("S4",), scope="service", unless=_ELSEWHERE)
def graceful_shutdown(shutdown: Shutdown, parts: Parts, hosted: Hosted) -> Iterator[Finding]:
    starts = [s for part in parts for s in part.starts]
    if starts and all(s.is_by_clock for s in starts):
        yield nothing("each run is started by the clock, and ends by itself")  # ruling 19
        return
    if hosted.functions and all(part.kind in (*_ELSEWHERE, *_RENDERED) for part in parts):
        yield from (nothing(h.why, h) for h in hosted.functions)  # ruling 19
        return
    rendered = [part for part in parts if part.kind in _RENDERED and hosted.asking(part.root)]
    yield from (nothing(h.why, h) for part in rendered for h in hosted.asking(part.root) if h.at.path.startswith(f"{part.root}/"))
    by_itself = [s for s in shutdown.by_itself if not (s.front and _serves_itself(parts))]
    for stop in shutdown.swallowed:
        yield contradicts(stop, stop.name)
    for stop in shutdown.handled:
        yield supports(stop, stop.name)
    for stop in by_itself:
        yield supports(stop, f"{stop.name} stops gracefully by itself", confidence="medium")
    if not (shutdown.handled or by_itself or shutdown.swallowed):
        own = (part for part in parts if part.kind not in _ELSEWHERE and part not in rendered)
        started = (part.starts[0] for part in own if part.starts)
        yield from (
            contradicts(shutdown.listening(start.at), f"{start.framework} starts here, and nothing handles SIGTERM") for start in started
        )


def _serves_itself(parts: Parts) -> bool:
    """Whether a server of the app's own stands behind a web server: PHP has none."""
    starts = [start for part in parts for start in part.starts if part.kind not in _ELSEWHERE]
    return any(not start.at.path.endswith(".php") for start in starts)


DRAINS = """\
package main

import (
	"context"
	"net/http"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	server := &http.Server{Addr: ":8080"}
	go server.ListenAndServe()
	<-ctx.Done()
	server.Shutdown(context.Background())
}
"""

EXAMPLES = [
    example("Node: only the program that restarts the server while one develops handles the signal", "fail", repo="""
-- package.json --
{"scripts": {"dev": "node dev-server.mjs", "start": "node app.js"}, "dependencies": {"express": "5"}}
-- dev-server.mjs --
import { spawn } from "child_process"
const server = spawn("node", ["app.js"])
process.on("SIGTERM", () => server.kill())
-- app.js --
require("express")().listen(80)
"""),
    example("Node: a server of the name's like, which is no developer's", "pass", line="device-server.js:2", repo="""
-- package.json --
{"scripts": {"start": "node device-server.js"}, "dependencies": {"express": "5"}}
-- device-server.js --
const server = require("express")().listen(80)
process.on("SIGTERM", () => server.close())
"""),
    example("Node: the signals are listed in a file of constants", "pass", line="src/constants.ts:1", repo="""
-- package.json --
{"dependencies": {"fastify": "5"}}
-- src/constants.ts --
export const END_SIGNALS: string[] = ["SIGINT", "SIGTERM"]
-- src/app.ts --
import fastify from "fastify"
import { END_SIGNALS } from "./constants"
const app = fastify()
for (const signal of END_SIGNALS) process.on(signal, () => app.close())
app.listen({ port: 80 })
"""),
    example("Node: the signals are listed, and none is given a handler", "fail", repo="""
-- package.json --
{"dependencies": {"fastify": "5"}}
-- src/constants.ts --
export const END_SIGNALS: string[] = ["SIGINT", "SIGTERM"]
-- src/app.ts --
import fastify from "fastify"
fastify().listen({ port: 80 })
"""),
    example("the shell before what applies the migrations, and ends by itself", "pass", line="main.go:11", repo="""
-- go.mod --
module shop
-- main.go --
""" + DRAINS + """\
-- docker/migration/Dockerfile --
FROM golang:1.24
RUN go install github.com/pressly/goose/v3/cmd/goose@v3.27.2
COPY migrations/ /database/
COPY docker/migration/migrate.sh /migrate.sh
ENTRYPOINT ["/bin/sh", "/migrate.sh"]
-- docker/migration/migrate.sh --
#!/bin/sh
goose -dir /database postgres "$DSN" up
"""),
    example("the shell before a product of others", "pass", line="main.go:11", repo="""
-- main.go --
""" + DRAINS + """\
-- k8s/models.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: models}
spec:
  template:
    spec:
      containers:
        - name: mlflow
          image: ghcr.io/mlflow/mlflow:v2.10.0
          command: ["/bin/bash", "-c"]
          args: ["pip install psycopg2 && mlflow server --host 0.0.0.0"]
-- k8s/shop.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      containers:
        - name: shop
          image: example/shop:1
"""),
    example("SvelteKit as a function of Vercel's, beside a worker without an image", "fail", line="worker/index.js:2", repo="""
-- web/package.json --
{"devDependencies": {"@sveltejs/kit": "2", "@sveltejs/adapter-vercel": "5"}}
-- web/vercel.json --
{"crons": []}
-- web/src/routes/+page.server.ts --
export async function load() {
  return { orders: [] }
}
-- worker/package.json --
{"dependencies": {"express": "5"}}
-- worker/index.js --
const app = require("express")()
app.listen(3000)
"""),
    example("SvelteKit as a function of Cloudflare's, beside a server in an image", "pass", line="api/main.go:11", repo="""
-- api/go.mod --
module example.com/api
-- api/main.go --
""" + DRAINS + """\
-- api/Dockerfile --
FROM golang:1.24
COPY . .
CMD ["api"]
-- web/package.json --
{"devDependencies": {"@sveltejs/kit": "2", "@sveltejs/adapter-cloudflare": "7"}}
-- web/wrangler.jsonc --
{"name": "web", "main": ".svelte-kit/cloudflare/_worker.js"}
-- web/src/routes/+page.server.ts --
export async function load() {
  return { orders: [] }
}
"""),
    example("Ray Serve drains its replicas", "pass", line="serve.py:5", repo="""
-- serve.py --
from fastapi import FastAPI
from ray import serve

app = FastAPI()
@serve.deployment
@serve.ingress(app)
class Model: pass
"""),
    example("a rapid, which leaves its log when it is told to stop", "pass", line="src/main/kotlin/App.kt:1", repo="""
-- build.gradle.kts --
dependencies { implementation("com.github.navikt:rapids-and-rivers:2025") }
-- src/main/kotlin/App.kt --
fun main() { RapidApplication.create(env) { withKtorModule { orders() } }.start() }
"""),
    example("python-telegram-bot stops on SIGTERM by itself", "pass", line="bot.py:3", repo="""
-- bot.py --
from telegram.ext import ApplicationBuilder
app = ApplicationBuilder().token(token).build()
app.run_polling()
"""),
    example("python-telegram-bot that is told to heed no signal", "fail", repo="""
-- bot.py --
from telegram.ext import ApplicationBuilder
app = ApplicationBuilder().token(token).build()
app.run_polling(stop_signals=None)
"""),
    example("Ktor, whose main stands in the build file", "pass", line="build.gradle:3", repo="""
-- build.gradle --
plugins { id 'application' }
application {
    mainClass = 'io.ktor.server.netty.EngineMain'
}
dependencies { implementation 'io.ktor:ktor-server-netty:3.0.0' }
-- src/main/kotlin/shop/Application.kt --
package shop
import io.ktor.server.application.*
import io.ktor.server.routing.*
fun Application.main() { routing { get("/orders") { call.respondText("none") } } }
"""),
    example("Spring Boot's version as a property of its list of versions", "pass", line="pom.xml:2", repo="""
-- pom.xml --
<project>
<properties><spring-boot-dependencies.version>4.1.0</spring-boot-dependencies.version></properties>
<dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
"""),
    example("Airflow ends what runs", "pass", repo="""
-- requirements.txt --
apache-airflow
-- dags/shop.py --
from airflow import DAG
with DAG("shop"):
    pass
"""),
    example("a script that is copied in under another name keeps the signal", "fail", line="bin/docker_start.sh:3", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- Dockerfile --
FROM python:3.13
COPY . .
COPY ./bin/docker_start.sh /start.sh
CMD ["/start.sh"]
-- bin/docker_start.sh --
#!/bin/sh
set -ex
gunicorn app:app
"""),
    example("a shell in front of `bundle exec` hands nothing over", "fail", line="Dockerfile:3", says="a shell without `exec`", repo="""
-- Dockerfile --
FROM ruby:3.3-alpine
COPY . /app
CMD ["/bin/sh", "-c", "bundle exec rails db:migrate && bundle exec rails server -b 0.0.0.0"]
-- Gemfile --
gem "rails"
gem "puma"
-- config/application.rb --
class Application < Rails::Application
end
-- config/routes.rb --
Rails.application.routes.draw do
  get "/orders", to: "orders#index"
end
"""),
    example("Streamlit stops its server on SIGTERM", "pass", line="app.py:1", repo="""
-- app.py --
import streamlit as st
st.title("Orders")
"""),
    example("FastAPI tidies up when its server stops", "pass", line="app.py:3", repo="""
-- app.py --
from fastapi import FastAPI
app = FastAPI()
@app.on_event("shutdown")
async def stop():
    await pool.close()
"""),
    example("FastAPI with a life span", "pass", line="app.py:7", repo="""
-- app.py --
from contextlib import asynccontextmanager
from fastapi import FastAPI
@asynccontextmanager
async def life(app):
    yield
    await pool.close()
app = FastAPI(title="Shop", lifespan=life)
"""),
    example("a handler behind a shell that keeps the signal", "fail", line="Dockerfile:4", says="shell form", repo="""
-- Dockerfile --
FROM node:22
COPY . .
EXPOSE 3000
CMD node server.js && echo stopped
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const express = require("express")
const app = express()
const server = app.listen(3000)
process.on("SIGTERM", () => server.close())
"""),
    example("Express with a handler", "pass", line="server.js:4", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const express = require("express")
const app = express()
const server = app.listen(3000)
process.on("SIGTERM", () => server.close())
"""),
    example("Express that handles an interrupt alone", "fail", line="server.js:3", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const express = require("express")
const app = express()
const server = app.listen(3000)
process.on("SIGINT", () => server.close())
"""),
    example("gunicorn in exec form", "pass", line="Dockerfile:3", repo="""
-- Dockerfile --
FROM python:3.13
COPY . .
CMD ["gunicorn", "app:app"]
-- app.py --
from flask import Flask
app = Flask(__name__)
"""),
    example("an entrypoint that does not hand over", "fail", line="entrypoint.sh:3", repo="""
-- Dockerfile --
FROM python:3.13
COPY . .
ENTRYPOINT ["./entrypoint.sh"]
-- entrypoint.sh --
#!/bin/sh
python migrate.py
gunicorn app:app
-- app.py --
from flask import Flask
app = Flask(__name__)
"""),
    example("an entrypoint that does", "pass", repo="""
-- Dockerfile --
FROM python:3.13
COPY . .
ENTRYPOINT ["./entrypoint.sh"]
-- entrypoint.sh --
#!/bin/sh
python migrate.py
exec gunicorn app:app
-- app.py --
from flask import Flask
app = Flask(__name__)
"""),
    example("Flask's own server in a script", "fail", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
app.run()
"""),
    example("Spring Boot 3.4 drains by default", "pass", line="build.gradle:1", repo="""
-- build.gradle --
plugins { id 'org.springframework.boot' version '3.4.1' }
-- src/main/java/shop/Shop.java --
package shop;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
@SpringBootApplication
public class Shop { public static void main(String[] a) { SpringApplication.run(Shop.class, a); } }
"""),
    example("Spring Boot 3.3 does not, unless it is told to", "fail", repo="""
-- build.gradle --
plugins { id 'org.springframework.boot' version '3.3.1' }
-- src/main/java/shop/Shop.java --
package shop;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
@SpringBootApplication
public class Shop { public static void main(String[] a) { SpringApplication.run(Shop.class, a); } }
"""),
    example("the .NET host", "pass", line="Program.cs:1", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.Run();
-- Dockerfile --
FROM mcr.microsoft.com/dotnet/aspnet:9.0
COPY . .
ENTRYPOINT ["dotnet", "Shop.dll"]
"""),
    example("Go without a shutdown", "fail", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":8080", nil) }
"""),
    example("a function", "na", repo="""
-- serverless.yml --
service: shop
provider: {name: aws, runtime: nodejs20.x}
functions:
  orders: {handler: handler.orders, events: [{httpApi: "GET /orders"}]}
-- package.json --
{"name": "shop"}
-- handler.js --
module.exports.orders = async () => ({ statusCode: 200, body: "[]" })
"""),
    example("nginx in front of a server that does not", "fail", line="server/server.js:3", repo="""
-- client/Dockerfile --
FROM nginx:1.27
COPY dist /usr/share/nginx/html
CMD ["nginx", "-g", "daemon off;"]
-- client/package.json --
{"name": "client", "dependencies": {"react": "18"}}
-- server/Dockerfile --
FROM node:22
COPY . .
CMD ["node", "server.js"]
-- server/package.json --
{"name": "server", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server/server.js --
const express = require("express")
const app = express()
app.listen(3000)
"""),
    example("hapi-pulse stops hapi", "pass", repo="""
-- package.json --
{"name": "shop", "type": "module", "scripts": {"start": "node src"}, "dependencies": {"@hapi/hapi": "21", "hapi-pulse": "3"}}
-- src/pulse.js --
import hapiPulse from 'hapi-pulse'
const pulse = { plugin: hapiPulse, options: { timeout: 10000 } }
export { pulse }
-- src/server.js --
import hapi from '@hapi/hapi'
import { pulse } from './pulse.js'
const server = hapi.server({ port: 3000 })
await server.register([pulse])
await server.start()
"""),
    example("a workflow runs it by the clock", "na", repo="""
-- bin/remind.py --
import requests
-- .github/workflows/daily.yml --
on:
  schedule:
    - cron: '0 8 * * *'
jobs:
  remind:
    steps:
      - run: ./bin/remind.py daily
        env:
          SLACK_HOOK: ${{ secrets.SLACK_HOOK }}
"""),
    example("NestJS, hooks in development alone", "fail", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11"}}
-- main.ts --
import { NestFactory } from "@nestjs/core";
async function start() {
  const app = await NestFactory.create(AppModule);
  if (env === Environment.Development) {
    app.enableShutdownHooks();
  }
  await app.listen(3000);
}
start();
"""),
    example("NestJS, hooks outside development", "pass", line="main.ts:5", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11"}}
-- main.ts --
import { NestFactory } from "@nestjs/core";
async function start() {
  const app = await NestFactory.create(AppModule);
  if (env !== Environment.Development) {
    app.enableShutdownHooks();
  }
  await app.listen(3000);
}
start();
"""),
    example("Express behind Azure Functions", "na", repo="""
-- package.json --
{"dependencies": {"express": "^4.15.3", "@pagopa/express-azure-functions": "^2.0.0"}}
-- host.json --
{"version": "2.0"}
-- docker/functions/Dockerfile --
FROM node:14-alpine
RUN npm i -g azure-functions-core-tools@3
CMD ["func", "start", "--javascript"]
-- Orders/index.ts --
import * as express from "express";
import createAzureFunctionHandler from "@pagopa/express-azure-functions/dist/src/createAzureFunctionsHandler";
const app = express();
app.post("/api/v1/orders", getOrders());
export default createAzureFunctionHandler(app);
"""),
    example("Next.js on a platform that starts and stops it by itself", "na", repo="""
-- package.json --
{"dependencies": {"next": "16"}, "scripts": {"build": "next build", "start": "next start"}}
-- next.config.ts --
export default {};
-- app/api/items/route.ts --
export async function GET() { return Response.json([]); }
-- vercel.json --
{"crons": [{"path": "/api/items", "schedule": "0 6 * * *"}]}
"""),
    example("a shell that is told the script as its command", "fail", line="entrypoint.sh:2", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", nil) }
-- Dockerfile --
FROM ubuntu:24.04
COPY shop entrypoint.sh /
ENTRYPOINT [ "/bin/bash" ]
CMD ["/entrypoint.sh"]
-- entrypoint.sh --
#! /bin/bash
./shop
"""),
    example("Spring Boot: its version in a catalogue, by the name of its plugin", "pass", line="gradle/libs.versions.toml:2", repo="""
-- build.gradle.kts --
plugins { alias(libs.plugins.springframework.boot) }
dependencies { implementation(libs.spring.boot.starter.web) }
-- gradle/libs.versions.toml --
[versions]
spring-boot-plugin = "3.5.9"
[libraries]
spring-boot-starter-web = { module = "org.springframework.boot:spring-boot-starter-web" }
[plugins]
springframework-boot = { id = "org.springframework.boot", version.ref = "spring-boot-plugin" }
-- src/main/kotlin/shop/Shop.kt --
package shop
import org.springframework.boot.runApplication
fun main() { runApplication<Shop>() }
"""),
]
