"""The API is documented.

Those who use an undocumented API guess, and their guesses become what must never change. Every later repair then breaks an integration
that some user's business depends on.

Pass: an OpenAPI/GraphQL/proto/AsyncAPI file, a generator wired in (FastAPI, drf-spectacular, springdoc, swashbuckle, nestjs/swagger,
rswag, utoipa, swag), a Postman/Bruno/Insomnia collection, or API reference pages

Fail: none

Fix: Generate the description from the code and serve it: FastAPI does it by itself, drf-spectacular, `@nestjs/swagger`, swagger-jsdoc or
zod-to-openapi, springdoc-openapi, rswag, Scramble or L5-Swagger (Laravel), `AddOpenApi` or Swashbuckle, swaggo (Go), utoipa (Rust),
open_api_spex (Elixir). Otherwise commit an `openapi.yaml` and check it in CI.

Searched: descriptions and collections among the files, generators in server code and its dependencies, documents that list endpoints,
routes that serve a documentation, published code references
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Contracts, Finding, Pipelines, example, rule, supports, unclear


@rule(id="API006", severity="medium", applies="api", sources=("S1.8", "S2"))
def api_documented(contracts: Contracts, pipelines: Pipelines) -> Iterator[Finding]:
    for at, says in contracts:
        yield supports(at, f"the API is documented: {says}")
    for command in (c for p in pipelines for job in p.jobs for step in job.steps for c in step.commands):
        if command.text.startswith("cargo doc"):
            yield supports(command.start, "CI builds a reference of the handlers with rustdoc")
    for at, target in contracts.elsewhere():
        yield unclear(f"the README points to a documentation of the API at {target}, which is not in the repository", at)


EXAMPLES = [
    example("Effect: what describes an HttpApi is served", "pass", line="src/main.ts:8", repo="""
-- package.json --
{"dependencies": {"effect": "3", "@effect/platform": "0.90", "@effect/platform-node": "0.96"}}
-- src/main.ts --
import { HttpApi, HttpApiBuilder, HttpApiEndpoint, HttpApiGroup, HttpApiSwagger } from "@effect/platform"
import { NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { Effect, Layer, Logger, Schema } from "effect"
const orders = HttpApiGroup.make("orders").add(HttpApiEndpoint.post("place", "/orders").setPayload(Order).addSuccess(Order))
const live = HttpApiBuilder.group(api, "orders", (handlers) =>
  handlers.handle("place", ({ payload }) => Effect.logInfo("placed").pipe(Effect.as(payload))))
HttpApiBuilder.serve().pipe(
  Layer.provide(HttpApiSwagger.layer()),
  Layer.provide(NodeHttpServer.layer(createServer, { port: 3000 })),
  Layer.launch, NodeRuntime.runMain)
"""),
    example("Wikimedia's services describe their API in spec.yaml", "pass", line="spec.yaml:1", repo="""
-- package.json --
{"dependencies": {"express": "4", "service-runner": "^6"}}
-- server.js --
const express = require("express")
express().get("/v1/orders", (req, res) => res.json([])).listen(80)
-- spec.yaml --
openapi: 3.0.0
paths:
  /v1/orders: {}
"""),
    example("SvelteKit: a handler answers data", "fail", repo="""
-- package.json --
{"devDependencies": {"@sveltejs/kit": "2", "@sveltejs/adapter-cloudflare-workers": "2"}}
-- svelte.config.js --
export default {}
-- src/routes/api/orders/+server.ts --
import { json } from '@sveltejs/kit'
export async function GET() {
  const found = await orders.all()
  return json(found)
}
"""),
    example("Nuxt: a handler answers data", "fail", repo="""
-- package.json --
{"devDependencies": {"nuxt": "3"}}
-- nuxt.config.ts --
export default defineNuxtConfig({})
-- server/api/orders.get.ts --
export default defineEventHandler(async () => {
  const found = await orders.all()
  return found
})
"""),
    example("Nuxt: pages alone", "na", repo="""
-- package.json --
{"devDependencies": {"nuxt": "3"}}
-- nuxt.config.ts --
export default defineNuxtConfig({})
-- pages/index.vue --
<template><h1>Orders</h1></template>
"""),
    example("the method on one line, the path on the next", "pass", repo="""
-- README.md --
# Shop
GET
`/orders`
Lists the orders.

POST
`/orders`
Makes one.

DELETE
`/orders/{id}`
-- package.json --
{"dependencies": {"express": "4"}}
-- server.js --
const app = require("express")();
app.get("/orders", (req, res) => res.json(list()));
app.post("/orders", (req, res) => res.json(make()));
app.delete("/orders/:id", (req, res) => res.json(drop()));
app.listen(3000);
"""),
    example("FastAPI describes itself", "pass", line="main.py:2", repo="""
-- requirements.txt --
fastapi
-- main.py --
from fastapi import FastAPI
app = FastAPI(title="shop")
@app.get("/orders")
def orders() -> list[str]:
    return []
"""),
    example("FastAPI with its description switched off", "fail", says="none found", repo="""
-- requirements.txt --
fastapi
-- main.py --
from fastapi import FastAPI
app = FastAPI(title="shop", openapi_url=None, docs_url=None)
@app.get("/orders")
def orders() -> list[str]:
    return []
"""),
    example("a generator that is declared and never wired", "fail", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node dist/main.js"},
 "dependencies": {"@nestjs/core": "10", "@nestjs/common": "10", "@nestjs/swagger": "7"}}
-- src/orders.controller.ts --
import { Controller, Get } from "@nestjs/common"
import { ApiOperation } from "@nestjs/swagger"
@Controller("orders")
export class OrdersController {
  @ApiOperation({ summary: "all" })
  @Get()
  all() { return [] }
}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
async function bootstrap() { const app = await NestFactory.create(AppModule); await app.listen(3000) }
bootstrap()
"""),
    example("springdoc needs only to be there", "pass", line="build.gradle:4", repo="""
-- build.gradle --
plugins { id 'org.springframework.boot' version '3.3.0' }
dependencies {
  implementation 'org.springframework.boot:spring-boot-starter-web'
  implementation 'org.springdoc:springdoc-openapi-starter-webmvc-ui:2.5.0'
}
-- src/main/java/shop/App.java --
package shop;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.*;
@SpringBootApplication @RestController
public class App {
  @GetMapping("/orders") public String orders() { return ""; }
  public static void main(String[] a) { SpringApplication.run(App.class, a); }
}
"""),
    example("an OpenAPI file", "pass", line="docs/openapi.yaml:1", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.get("/orders", (req, res) => res.json([]))
app.listen(3000)
-- docs/openapi.yaml --
openapi: 3.1.0
info: {title: shop, version: "1"}
"""),
    example("a README that lists the endpoints", "pass", line="README.md:4", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.get("/orders", (req, res) => res.json([]))
app.listen(3000)
-- README.md --
# Shop

## API
- `GET /orders`: all orders
- `POST /orders`: a new order; `{"item": 3}`
- `GET /orders/:id`: one order
"""),
    example("a README that says there is an API", "fail", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.get("/orders", (req, res) => res.json([]))
app.listen(3000)
-- README.md --
# Shop
A REST API with documentation to come (OpenAPI). Ask it with GET /orders.
"""),
    example("three routes at the root, and a guide that calls another service's API", "fail", says="none found", repo="""
-- guide/README.md --
curl https://cluster.test/api/v1/namespaces/default/secrets
curl https://registry.test/v2/_catalog
curl https://registry.test/v2/shop/manifests/latest
-- orders/requirements.txt --
flask
-- orders/app.py --
from flask import Flask, jsonify
app = Flask(__name__)
@app.get("/")
def orders():
    return jsonify(Order.all())
-- items/requirements.txt --
flask
-- items/app.py --
from flask import Flask, jsonify
app = Flask(__name__)
@app.get("/")
def items():
    return jsonify(Item.all())
-- notes/requirements.txt --
flask
-- notes/app.py --
from flask import Flask, jsonify
app = Flask(__name__)
@app.get("/")
def notes():
    return jsonify(Note.all())
"""),
    example("documented somewhere else", "unknown", says="api.example.com", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.get("/orders", (req, res) => res.json([]))
app.listen(3000)
-- README.md --
# Shop
See the [API documentation](https://api.example.com/docs).
"""),
    example("an adapter that hands requests of functions to pages", "na", repo="""
-- netlify.toml --
[build]
functions = "netlify/functions"
-- netlify/functions/app.py --
from app import app
def handler(event, context):
    started = {}
    body = b"".join(app(environ_of(event), started.update))
    return {"statusCode": started["status"], "headers": started["headers"], "body": body.decode(), "isBase64Encoded": False}
-- requirements.txt --
flask
-- app.py --
from flask import Flask, render_template
app = Flask(__name__)
@app.route("/")
def home():
    return render_template("home.html")
"""),
    example("no endpoint answers data", "na", repo="""
-- pyproject.toml --
[project]
name = "tool"
version = "1"
scripts = {tool = "tool:main"}
[build-system]
requires = ["setuptools"]
-- tool.py --
def main() -> None:
    print("hello")
"""),
    example("pages and pictures are no data", "na", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "5"}}
-- server.js --
const app = require("express")()
app.get("/", (req, res) => res.render("home"))
app.get("/pictures/:id", async (req, res) => {
  const imageData = await pictures.get(req.params.id)
  res.setHeader("Content-Type", "image/jpeg").send(imageData)
  res.send(imageData)
})
app.listen(3000)
"""),
    example("Rails: only the page for what is not there has an answer for programs", "na", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application
end
-- config/routes.rb --
Rails.application.routes.draw do
  get "/404", to: "errors#not_found"
  get "/orders", to: "orders#index"
end
-- app/controllers/errors_controller.rb --
class ErrorsController < ApplicationController
  def not_found
    respond_to do |format|
      format.html { render status: :not_found }
      format.json { render json: { error: "Not found" }, status: :not_found }
    end
  end
end
-- app/controllers/orders_controller.rb --
class OrdersController < ApplicationController
  def index = @orders = Order.all
end
"""),
    example("both endpoints of two in a table", "pass", line="README.md:5", repo="""
-- build.sbt --
libraryDependencies ++= Seq(ws, "uk.gov.hmrc" %% "bootstrap-backend-play-30" % "10.1.0")
-- conf/app.routes --
POST  /create-case  controllers.Cases.create
POST  /update-case  controllers.Cases.update
-- README.md --
# Cases

Method | Path | Description
---|---|---
`POST` | `/create-case` | makes a new case
`POST` | `/update-case` | changes a case
"""),
    example("one endpoint of two", "fail", repo="""
-- build.sbt --
libraryDependencies ++= Seq(ws, "uk.gov.hmrc" %% "bootstrap-backend-play-30" % "10.1.0")
-- conf/app.routes --
POST  /create-case  controllers.Cases.create
POST  /update-case  controllers.Cases.update
-- README.md --
# Cases

Method | Path | Description
---|---|---
`POST` | `/create-case` | makes a new case
"""),
    example("http4k's contract", "pass", line="src/main/kotlin/shop/Api.kt:3", repo="""
-- src/main/kotlin/shop/Server.kt --
import org.http4k.config.EnvironmentKey
import org.http4k.server.Undertow
import org.http4k.server.asServer

val PORT = EnvironmentKey.int().required("PORT")
fun main() { shop().asServer(Undertow(PORT(Environment.ENV))).start() }
-- src/main/kotlin/shop/Api.kt --
import org.http4k.contract.openapi.v3.OpenApi3
import org.http4k.format.Jackson
fun api() = contract { renderer = OpenApi3(ApiInfo("Shop", "v1")) }
"""),
]
