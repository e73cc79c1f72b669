"""User input is validated on the server.

The browser's checks are only advice: anyone can send anything to the server. Unchecked input becomes a crash for one user and corrupt or
stolen data for all the others.

Pass: a validation layer used by handlers: Pydantic/serializers/forms/marshmallow, zod/joi/yup/class-validator/express-validator/ajv, Bean
Validation, strong parameters/dry-validation, FormRequest/validate(), FluentValidation/data annotations, go-playground/validator,
changesets, framework schema validation

Fail: none

Fix: Parse every body and parameter into a declared shape before using it: Pydantic models (FastAPI), serializers or forms (Django),
marshmallow (Flask), zod, joi or class-validator with a global `ValidationPipe`, route schemas in Fastify, `@Valid` with Bean Validation,
`params.expect` or dry-validation (Rails), `FormRequest` (Laravel), data annotations with `[ApiController]`, go-playground/validator, the
validator crate, changesets (Ecto).

Searched: validation libraries, schemas, forms, annotations and typed inputs in server code, apart from those of its configuration
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Validation, example, rule, supports


@rule(id="SEC008", severity="high", applies="http", sources=("S1.3", "S1.4", "S4"))
def input_validation(validation: Validation) -> Iterator[Finding]:
    for mark in validation:
        yield supports(mark, f"input is checked by {mark.name}")


EXAMPLES = [
    example("Effect: an HttpApi decodes what it is sent", "pass", line="src/main.ts:4", repo="""
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
  Layer.provide(api),
  Layer.provide(NodeHttpServer.layer(createServer, { port: 3000 })),
  Layer.launch, NodeRuntime.runMain)
"""),
    example("http4s: circe reads a body into a type", "pass", line="src/main/scala/shop/Orders.scala:4", repo="""
-- src/main/scala/shop/Server.scala --
import org.http4s.server.blaze.BlazeServerBuilder
object Server extends IOApp { def run(args: List[String]) = BlazeServerBuilder[IO](global).withHttpApp(app).serve.compile.lastOrError }
-- src/main/scala/shop/Orders.scala --
package shop
import org.http4s.circe._
object Orders {
  implicit val decoder: EntityDecoder[IO, NewOrder] = jsonOf[IO, NewOrder]
}
"""),
    example("LoopBack checks bodies against their schemas", "pass", line="src/orders.controller.ts:4", repo="""
-- package.json --
{"dependencies": {"@loopback/rest": "14"}}
-- src/orders.controller.ts --
import { getModelSchemaRef, post, requestBody } from '@loopback/rest';
export class Orders {
  @post('/orders')
  async add(@requestBody({ content: { 'application/json': { schema: getModelSchemaRef(Order) } } }) order: Order) {
    return this.orders.create(order);
  }
}
-- src/index.ts --
import { RestApplication } from '@loopback/rest';
new RestApplication().start();
"""),
    example("the rules of LIVR", "pass", line="services/Base.js:1", repo="""
-- package.json --
{"dependencies": {"express": "4", "livr": "2"}}
-- app.js --
const app = require("express")()
app.post("/orders", run(require("./services/orders/Create")))
-- services/Base.js --
const LIVR = require("livr");

module.exports = class Base {
  async run(params) {
    const validator = new LIVR.Validator(this.constructor.rules);
    const data = validator.validate(params);
    if (!data) throw new Error("wrong");
    return this.execute(data);
  }
};
"""),
    example("Play: a body that a type's Reads take", "pass", line="app/controllers/Orders.scala:4", repo="""
-- build.sbt --
lazy val shop = Project("shop", file(".")).enablePlugins(PlayScala)
-- conf/routes --
POST /orders controllers.Orders.create()
-- app/controllers/Orders.scala --
package controllers
class Orders(c: ControllerComponents) extends AbstractController(c) {
  def create = Action { request =>
    request.body.asJson.map { json => store(json.as[Order]) }.getOrElse(BadRequest)
    Ok("")
  }
}
"""),
    example("an annotation beside where the value comes from", "pass", line="OrdersController.cs:5", repo="""
-- shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web" />
-- Program.cs --
var app = WebApplication.CreateBuilder(args);
-- OrdersController.cs --
[ApiController]
class OrdersController : ControllerBase {
  [HttpGet("/orders")]
  public ActionResult Get(
    [FromQuery, Required] string resource) => Ok(Find(resource));
}
"""),
    example("Clojure: malli", "pass", line="src/shop/orders.clj:1", repo="""
-- deps.edn --
{:deps {http-kit/http-kit {:mvn/version "2.8.0"}}}
-- src/shop/main.clj --
(ns shop.main (:require [org.httpkit.server :as http]))
(http/run-server app {:port 3000})
-- src/shop/orders.clj --
(ns shop.orders (:require [malli.core :as m]))
(defn create [req] (if (m/validate Order (:params req)) (save! req) {:status 400}))
"""),
    example("fields of HOF have validators", "pass", line="apps/report/fields/index.js:5", repo="""
-- apps/report/fields/index.js --
"use strict";
module.exports = {
  name: {
    mixin: "input-text",
    validate: ["required", "notUrl"]
  }
};
-- apps/report/models/upload.js --
"use strict";
const { model: Model } = require("hof");
module.exports = class Upload extends Model {
  save() {
    return this.request({method: "POST", data: this.get("data")});
  }
};
"""),
    example("a page of PHP asks a validator of its own", "pass", line="add.php:3", repo="""
-- add.php --
<?php
require "helpers.php";
$result = validate_student($_POST);
$errors = $result['errors'];
if (empty($errors)) {
    $pdo->prepare('INSERT INTO students (name) VALUES (?)')->execute([$result['clean']['name']]);
}
-- helpers.php --
<?php
function validate_student(array $data): array {
    $errors = mb_strlen($data['name'] ?? '') > 100 ? ['too long'] : [];
    return ['errors' => $errors, 'clean' => $data];
}
"""),
    example("a handler of Flask asks a validator of its own", "pass", line="app.py:7", repo="""
-- app.py --
from flask import Flask, request
from checks import validate_order
app = Flask(__name__)
@app.post("/orders")
def order():
    data = request.get_json()
    errors = validate_order(data)
    if errors:
        return {"errors": errors}, 400
    return {"id": save(data)}, 201
"""),
    example("class-validator without its pipe checks nothing", "fail", says="none found", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node dist/main.js"}, "dependencies": {"@nestjs/core": "10", "class-validator": "0.14"}}
-- src/order.dto.ts --
import { IsString } from "class-validator"
export class OrderDto {
  @IsString() item: string
}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
async function bootstrap() { const app = await NestFactory.create(AppModule); await app.listen(3000) }
bootstrap()
"""),
    example("class-validator with a global pipe", "pass", line=("src/main.ts:4", "src/order.dto.ts:3"), repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node dist/main.js"}, "dependencies": {"@nestjs/core": "10", "class-validator": "0.14"}}
-- src/order.dto.ts --
import { IsString } from "class-validator"
export class OrderDto {
  @IsString() item: string
}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
async function bootstrap() {
  const app = await NestFactory.create(AppModule)
  app.useGlobalPipes(new ValidationPipe({ whitelist: true }))
  await app.listen(3000)
}
bootstrap()
"""),
    example("zod for the environment alone", "fail", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "zod": "3"}}
-- config/env.js --
const { z } = require("zod")
module.exports = z.object({ PORT: z.string() }).parse(process.env)
-- server.js --
const app = require("express")()
app.post("/orders", (req, res) => res.json(Order.create(req.body)))
app.listen(3000)
"""),
    example("zod on a body", "pass", line="server.js:2", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "zod": "3"}}
-- server.js --
const app = require("express")()
const { z } = require("zod")
const order = z.object({ item: z.string() })
app.post("/orders", (req, res) => res.json(Order.create(order.parse(req.body))))
app.listen(3000)
"""),
    example("a body as it comes", "fail", repo="""
-- requirements.txt --
flask
-- app.py --
from flask import Flask, request
app = Flask(__name__)
@app.post("/orders")
def order():
    return save(request.json)
app.run()
"""),
    example("FastAPI with Pydantic", "pass", line="main.py:4", repo="""
-- requirements.txt --
fastapi
-- main.py --
from fastapi import FastAPI
from pydantic import BaseModel
app = FastAPI()
class Order(BaseModel):
    item: str
@app.post("/orders")
def order(order: Order) -> Order:
    return order
"""),
    example("Pydantic for the answers of a model, in an app that checks nothing", "fail", repo="""
-- requirements.txt --
flask
pydantic
-- app.py --
from flask import Flask, request
from pydantic import BaseModel
app = Flask(__name__)
class Answer(BaseModel):
    text: str
@app.post("/orders")
def order():
    return save(request.json)
app.run()
"""),
    example("ASP.NET Core: annotations of the app's own options check no input", "fail", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
builder.Services.AddOptions<Mailing>().BindConfiguration(nameof(Mailing)).ValidateDataAnnotations();
var app = builder.Build();
app.MapPost("/orders", (Order order) => shop.Keep(order));
app.Run();
-- Orders/OrdersController.cs --
[ApiController]
public class OrdersController { [HttpPost("/lines")] public void Add(Line line) => shop.Keep(line); }
-- Options/Mailing.cs --
public class Mailing
{
    [Required]
    public string Server { get; set; }
}
"""),
    example("gin's binding tags", "pass", line="main.go:6", repo="""
-- go.mod --
module example.com/shop
require github.com/gin-gonic/gin v1.9.1
-- main.go --
package main

import "github.com/gin-gonic/gin"

type Order struct {
	Item string `json:"item" binding:"required,max=40"`
}

func main() {
	r := gin.Default()
	r.POST("/orders", create)
	r.Run()
}
"""),
    example("Bean Validation", "pass", line="src/main/java/shop/App.java:8", repo="""
-- pom.xml --
<project><artifactId>shop</artifactId><parent><groupId>org.springframework.boot</groupId>
<artifactId>spring-boot-starter-parent</artifactId><version>3.3.0</version></parent></project>
-- src/main/java/shop/App.java --
package shop;
import jakarta.validation.Valid;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.*;
@SpringBootApplication @RestController
public class App {
  @PostMapping("/orders") public Order create(@RequestBody @Valid Order order) { return order; }
  public static void main(String[] a) { SpringApplication.run(App.class, a); }
}
"""),
    example("a command-line tool", "na", repo="""
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
    example("a validator of its own that the handler asks", "pass", line="routes/session.js:1", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.post("/signup", require("./routes/session"))
app.listen(3000)
-- routes/session.js --
const validateSignup = (name, email, errors) => {
  const NAME = /^.{1,20}$/
  const EMAIL = /^[^@]+@[^@]+$/
  if (!NAME.test(name)) errors.push("name")
  if (!EMAIL.test(email)) errors.push("email")
  return !errors.length
}
module.exports = (req, res) => {
  const { name, email } = req.body
  if (!validateSignup(name, email, [])) return res.status(400).end()
  res.status(201).end()
}
"""),
    example("a validator of its own for each form, whose errors are shown", "pass", line="server/routes/damages.ts:6", repo="""
-- package.json --
{"scripts": {"start": "node dist/server.js"}, "dependencies": {"express": "5"}}
-- server/routes/damages.ts --
import { Router } from 'express'
import validateForm from './damagesValidation'
const router = Router()
router.post('/damages', (req, res) => {
  const { type, text } = req.body
  const error = validateForm({ type, text })
  if (error) return res.render('damages', { error })
  return res.redirect('/')
})
export default router
-- server/app.ts --
import express from 'express'
import damages from './routes/damages'
const app = express()
app.use(damages)
app.listen(3000)
"""),
    example("beego's validation by struct tags", "pass", line="api.go:4", repo="""
-- go.mod --
module example.com/shop
require github.com/astaxie/beego v1.12.0
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", nil) }
-- api.go --
package main
import "github.com/astaxie/beego/validation"
type form struct {
	Name string `form:"name" valid:"Required;MaxSize(100)"`
}
"""),
    example("a service by twirp that refuses arguments", "pass", line="main.go:6", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import "github.com/twitchtv/twirp"

func (s *Shop) Order(ctx context.Context, r *pb.OrderRequest) (*pb.OrderResponse, error) {
	if r.GetArticle() == "" { return nil, twirp.RequiredArgumentError("article") }
	return s.orders.Add(ctx, r)
}

func main() {
	http.ListenAndServe(":8080", pb.NewShopServer(&Shop{}))
}
"""),
    example("FastAPI refuses an id that is none", "pass", line="main.py:4", repo="""
-- requirements.txt --
fastapi
-- main.py --
from uuid import UUID
from fastapi import FastAPI
app = FastAPI()
@app.get("/scans/{scan_id}")
def scan(scan_id: UUID, verbose: bool = False):
    return scans.get(scan_id)
"""),
    example("forms that check what was posted", "pass", line="forms/order.ts:3", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "5"}}
-- server.ts --
import express from "express"
const app = express()
app.post("/orders", (req, res) => {
  const form = new OrderForm("order")
  form.submit(req.body)
  res.render("order", { form })
})
app.listen(3000)
-- forms/order.ts --
import Form from "./form"
export default class OrderForm extends Form<Order> {
  protected validate(): void {
    if (!this.data.name) this.addError("name", "A name is needed")
  }
}
"""),
    example("Joi: a schema that nothing asks", "fail", repo="""
-- package.json --
{"dependencies": {"express": "4", "joi": "17"}}
-- server.js --
const app = require("express")(), Joi = require("joi")
const order = Joi.object({ id: Joi.string().required() })
app.post("/orders", (req, res) => res.json(save(JSON.parse(req.body))))
app.listen(3000)
"""),
    example("a package of the workspace, at whose root the versions of React are forced", "pass", line="packages/lib/schemas.ts:1", repo="""
-- package.json --
{"workspaces": ["apps/*", "packages/*"], "resolutions": {"react": "19.1.0"}}
-- packages/lib/package.json --
{"name": "@shop/lib", "dependencies": {"zod": "4"}}
-- packages/lib/schemas.ts --
import { z } from "zod";
export const OrderSchema = z.object({ name: z.string() });
-- apps/api/package.json --
{"name": "@shop/api", "dependencies": {"express": "4", "@shop/lib": "*"}}
-- apps/api/server.ts --
import express from "express";
import { OrderSchema } from "@shop/lib/schemas";
express().post("/orders", (req, res) => res.json(OrderSchema.parse(req.body))).listen(3000);
"""),
    example("Go: what checks a session checks no input", "fail", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", nil) }
func (a *Auth) validateSession(r *http.Request) error { return nil }
"""),
    example("http4k: a lens takes a parameter out of the request", "pass", line="src/main/kotlin/shop/Orders.kt:3", repo="""
-- src/main/kotlin/shop/Server.kt --
import org.http4k.config.EnvironmentKey
import org.http4k.server.Undertow
import org.http4k.server.asServer

val PORT = EnvironmentKey.int().required("PORT")
fun main() { shop().asServer(Undertow(PORT(Environment.ENV))).start() }
-- src/main/kotlin/shop/Orders.kt --
import org.http4k.lens.Query
import org.http4k.lens.int
val page = Query.int().required("page")
"""),
]
