"""A health endpoint answers whether the app is alive.

Load balancers, orchestrators and uptime checks need one cheap question to ask: are you alive? Without it a dead or hung instance keeps
its share of the traffic, and its users see time-outs until a person notices.

Pass: a route such as /health, /healthz, /livez, /ping, /up, /status, /actuator/health, /-/healthy, a gRPC health service, or a health
library mounted

Fail: nothing of the kind is found.

Fix: Add a route that answers 200 without a login: `GET /healthz` as a small handler in Flask, FastAPI, Express, Fastify or Go;
django-health-check; `rails/health#show` at `/up`; Spring Boot's actuator; `app.MapHealthChecks("/healthz")` in ASP.NET Core; `/up` in
Laravel; `@nestjs/terminus`; a plug in Phoenix; the standard health service for gRPC. Then point the platform's check at it.

Searched: the routes of the server code, health libraries, and what probes and container checks ask
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Health, Hosted, Routes, example, is_health, nothing, rule, supports, unclear


@rule(id="REL001", severity="blocker", applies="http", sources=("S0.5", "S2", "S4"), scope="service", unless=("function",))
def health_endpoint(health: Health, routes: Routes, hosted: Hosted) -> Iterator[Finding]:
    answering = [e for e in health if e.what]
    for endpoint in answering:
        yield supports(endpoint, f"{endpoint.what} answers")
    if not answering:
        yield from _asked(health, routes)
        yield from (unclear(f"{r.shown} answers only who is logged in as staff, and no orchestrator is", r) for r in health.kept)
    yield from (nothing(h.why, h) for h in hosted)


def _asked(health: Health, routes: Routes) -> Iterator[Finding]:
    """A probe that asks a health path which no route of the repository answers: something from outside may."""
    if not routes.all:
        for probe in (p for p in health.probes if is_health(p.path)):
            yield unclear(f"{probe.path} is asked, and what answers it is not in the repository", probe)


PROBES = """
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
builder.Services.AddHealthChecks().AddNpgSql(address);
var app = builder.Build();
app.MapProbes();
app.Run();
-- Probes.cs --
public static class Probes
{
    PATH
    public static void MapProbes(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks(Live, new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") }).AllowAnonymous();
    }
}
"""

STAFF = """
-- package.json --
{"dependencies": {"express": "5"}}
-- server.js --
const express = require("express")
const { requireAdmin } = require("./auth")
const app = express()
app.get("/admin/health", requireAdmin, async (req, res) => res.json(await report()))
app.listen(3000)
"""

EXAMPLES = [
    example("ASP.NET Core: an action with a route and no method", "pass", line="HealthcheckController.cs:6", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers();
var app = builder.Build();
app.MapControllers();
app.Run();
-- HealthcheckController.cs --
using Microsoft.AspNetCore.Mvc;

public class HealthcheckController(IHealthcheck health) : Controller
{
    [ResponseCache(NoStore = true)]
    [Route("/_healthcheck")]
    public async Task<IActionResult> Index() => Ok(await health.Get());
}
"""),
    example("Hono: the state of a bill, whose routes are mounted in a chain", "fail", repo="""
-- package.json --
{"dependencies": {"hono": "4", "@hono/node-server": "1"}}
-- src/index.ts --
import { serve } from "@hono/node-server"
import { api } from "./api.js"
serve({ fetch: api.fetch, port: 3000 })
-- src/api.ts --
import { Hono } from "hono"
import { billing } from "./billing.js"
export const api = new Hono()
  .basePath("/v1")
  .route("/billing", billing)
-- src/billing.ts --
import { Hono } from "hono"
export const billing = new Hono()
  .get("/status", async (c) => c.json(await bill(c)))
"""),
    example("express-zod-api: a route of the tree", "pass", line="src/routing.ts:3", repo="""
-- package.json --
{"dependencies": {"express": "5", "express-zod-api": "26", "http-errors": "2"}}
-- src/index.ts --
import { createConfig, createServer } from "express-zod-api"
import { routing } from "./routing"
const config = createConfig({ http: { listen: 8090 }, cors: false })
createServer(config, routing)
-- src/routing.ts --
import { Routing, defaultEndpointsFactory } from "express-zod-api"
export const routing: Routing = {
  health: defaultEndpointsFactory.build({ handler: async () => ({ ok: true }) }),
  orders: endpoints.orders,
}
"""),
    example("ASP.NET Core: the path is a constant, without a slash", "pass", line="Probes.cs:6",
            repo=PROBES.replace("PATH", 'public const string Live = "health/live";')),
    example("ASP.NET Core: the path is a constant of another file", "pass", line="Probes.cs:6",
            repo=PROBES.replace("PATH", "").replace("(Live", "(Paths.Live") + """\
-- Paths.cs --
public static class Paths { public const string Live = "health/live"; }
"""),
    example("Django: a middleware answers what begins like the path", "pass", line="shop/health.py:5", repo="""
-- requirements.txt --
django==5.2
-- manage.py --
import django
-- shop/settings.py --
MIDDLEWARE = ["shop.health.Health", "shop.log.Log"]
-- shop/health.py --
class Health:
    def __init__(self, get_response):
        self.get_response = get_response
    def __call__(self, request):
        if request.META["PATH_INFO"].startswith("/healthcheck"):
            return JsonResponse({"healthcheck": "ok"})
        return self.get_response(request)
-- shop/wsgi.py --
application = get_wsgi_application()
"""),
    example("Django: a middleware does not log what asks for a path that nothing answers", "fail", repo="""
-- requirements.txt --
django==5.2
-- manage.py --
import django
-- shop/settings.py --
MIDDLEWARE = ["shop.log.Log"]
-- shop/log.py --
class Log:
    def __call__(self, request):
        if request.path.startswith("/healthcheck"):
            return self.get_response(request)
        return logged(request)
-- shop/wsgi.py --
application = get_wsgi_application()
"""),
    example("Go: a router that chi mounts, made elsewhere", "pass", line="router.go:5", repo="""
-- go.mod --
module shop
require github.com/go-chi/chi v4.1.2
-- router.go --
package main
import "github.com/go-chi/chi"
func provideRouter(api Api, healthz healthzHandler) *chi.Mux {
	r := chi.NewRouter()
	r.Mount("/healthz", healthz)
	r.Mount("/api", api.Handler())
	return r
}
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", provideRouter(newApi(), newHealth())) }
"""),
    example("Go: a server of SSH that asks another over HTTP", "na", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"net/http"

	"github.com/gliderlabs/ssh"
)

func handler(s ssh.Session) { http.Get("https://shop.example.com/status") }

func main() {
	server := &ssh.Server{Addr: ":2222", Handler: handler}
	server.ListenAndServe()
}
"""),
    example("Ray Serve answers at /-/healthz by itself", "pass", line="serve.py:5", repo="""
-- serve.py --
from fastapi import FastAPI
from ray import serve

app = FastAPI()
@serve.deployment
@serve.ingress(app)
class Model: pass
"""),
    example("http4s", "pass", line="src/main/scala/shop/Meta.scala:5", repo="""
-- src/main/scala/shop/Server.scala --
import org.http4s.server.blaze.BlazeServerBuilder
object Server extends IOApp { def run(args: List[String]) = BlazeServerBuilder[IO](global).withHttpApp(app).serve.compile.lastOrError }
-- src/main/scala/shop/Meta.scala --
package shop
import org.http4s.HttpRoutes
object Meta {
  val routes = HttpRoutes.of[IO] {
    case GET -> Root / "internal" / "health" => Ok("up")
  }
}
"""),
    example("Rails: a probe asks the root, whose controller tells the status", "pass", line="config/routes.rb:2", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application; end
-- config/routes.rb --
Rails.application.routes.draw do
  get "/", to: "status#show"
end
-- app/controllers/status_controller.rb --
class StatusController < ApplicationController
  def show = render(json: { revision: REVISION })
end
-- k8s/app.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      containers:
        - name: shop
          image: shop
          livenessProbe: {httpGet: {path: /, port: 80}}
"""),
    example("Django: what Pingdom asks", "pass", line="shop/urls.py:3", repo="""
-- shop/urls.py --
from django.urls import path
from shop.views import ping
urlpatterns = [path("pingdom/ping.xml", ping, name="ping")]
-- shop/wsgi.py --
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""),
    example("a rapid, which answers whether it is alive", "pass", line="src/main/kotlin/App.kt:1", repo="""
-- build.gradle.kts --
dependencies { implementation("com.github.navikt:rapids-and-rivers:2025") }
-- src/main/kotlin/App.kt --
fun main() { RapidApplication.create(env) { withKtorModule { orders() } }.start() }
"""),
    example("a bundle of an organisation's, whose routes are brought in", "pass", line="config/routes.yaml:2", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "^7", "openconext/monitor-bundle": "^4"}}
-- config/routes.yaml --
monitor:
  resource: "@OpenConextMonitorBundle/src/Controller"
-- src/Kernel.php --
<?php
use Symfony\\Bundle\\FrameworkBundle\\Kernel\\MicroKernelTrait;
"""),
    example("Go: a route of a gateway of gRPC", "pass", line="api/health.proto:4", repo="""
-- go.mod --
module shop
-- api/health.proto --
service Health {
  rpc GetLivez (Request) returns (Response) {
    option (google.api.http) = {
      get: "/api/shop/v1/livez"
    };
  }
}
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", nil) }
"""),
    example("API Platform, a route in YAML", "pass", line="config/api_platform/health.yaml:5", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "^7", "api-platform/symfony": "^4"}}
-- config/api_platform/health.yaml --
resources:
  App\\Health:
    operations:
      ApiPlatform\\Metadata\\Get:
        uriTemplate: '/health'
-- src/Kernel.php --
<?php
use Symfony\\Bundle\\FrameworkBundle\\Kernel\\MicroKernelTrait;
"""),
    example("an app of Django that others share", "pass", line="shop/urls.py:2", repo="""
-- shop/urls.py --
from django.urls import include, path
urlpatterns = [path("", include("helsinki_health_endpoints.urls"))]
-- shop/wsgi.py --
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""),
    example("a health route of its own file, mounted by the name of its path", "pass", line="src/routes.ts:5", repo="""
-- package.json --
{"scripts": {"start": "node dist/app.js"}, "dependencies": {"express": "5"}}
-- src/routes.ts --
import type express from "express";
import * as config from "./config/index";
import { healthcheck, orders } from "./routers/export";
const routerDispatch = (app: express.Application) => {
  app.use(config.HEALTHCHECK_URL, healthcheck);
  app.use(config.HOME_URL, orders);
};
export default routerDispatch;
-- src/config/index.ts --
export const HOME_URL = "/registered-email-address";
export const HEALTHCHECK_URL = "/registered-email-address/healthcheck";
-- src/app.ts --
import express from "express";
import routerDispatch from "./routes";
const app = express();
routerDispatch(app);
app.listen(process.env.PORT);
"""),
    example("the page of a health insurer, mounted by the name of its path", "fail", repo="""
-- package.json --
{"scripts": {"start": "node dist/app.js"}, "dependencies": {"express": "5"}}
-- src/app.ts --
import express from "express";
import { insurers } from "./routers/export";
import * as config from "./config/index";
const app = express();
app.use(config.HEALTH_INSURERS_URL, insurers);
app.get("/orders", orders);
app.listen(process.env.PORT);
"""),
    example("HOF answers /healthz/ping by itself", "pass", line="server.js:4", repo="""
-- server.js --
"use strict";
const hof = require("hof");
const settings = require("./hof.settings");
const app = hof(Object.assign({}, settings, {csp: {imgSrc: ["www.example.com"]}}));
module.exports = app;
"""),
    example("a platform has the pages, and the server runs elsewhere", "fail", repo="""
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
    example("Firebase hosts files, and the server runs elsewhere", "fail", repo="""
-- server/package.json --
{"scripts": {"start": "node index.js"}, "dependencies": {"express": "4"}}
-- server/index.js --
const app = require("express")()
app.post("/orders", add)
app.listen(process.env.PORT)
-- client/firebase.json --
{"hosting": {"public": "dist", "ignore": ["firebase.json"], "rewrites": [{"source": "**", "destination": "/index.html"}]}}
"""),
    example("Firebase hands the requests to a function", "na", repo="""
-- firebase.json --
{"hosting": {"public": "dist", "rewrites": [{"source": "/api/**", "function": "api"}]}, "functions": {"source": "functions"}}
-- functions/package.json --
{"dependencies": {"firebase-functions": "5", "express": "4"}}
-- functions/index.js --
const app = require("express")()
app.post("/orders", add)
exports.api = require("firebase-functions").https.onRequest(app)
"""),
    example("Netlify renders the pages of Next.js", "na", repo="""
-- package.json --
{"scripts": {"start": "next start"}, "dependencies": {"next": "15", "react": "18"}}
-- app/api/orders/route.ts --
export async function GET() { return Response.json([]) }
-- netlify.toml --
[build]
command = "npm run build"
publish = ".next"
"""),
    example("Go: the path is put together", "pass", line="main.go:7", repo="""
-- go.mod --
module example.com/shop

require github.com/labstack/echo/v4 v4.12.0
-- main.go --
package main

import "github.com/labstack/echo/v4"

func main() {
	e := echo.New()
	e.GET(fmt.Sprintf("%s%s", rootPath, "health"), func(c echo.Context) error { return c.String(http.StatusOK, "up") })
	e.POST(fmt.Sprintf("%s/orders", rootPath), add)
	e.Start(":8080")
}
"""),
    example("Play mounts a module's health routes", "pass", line="conf/prod.routes:2", repo="""
-- build.sbt --
lazy val shop = Project("shop", file(".")).enablePlugins(PlayScala)
-- conf/application.conf --
play.http.router = prod.Routes
-- conf/app.routes --
GET /orders shop.OrderController.list
-- app/shop/OrderController.scala --
package shop
import play.api.mvc._
class OrderController(c: ControllerComponents) extends AbstractController(c) {
  def list = Action { Ok("") }
}
-- conf/prod.routes --
->  /  app.Routes
->  /  health.Routes
"""),
    example("Streamlit beside a server of another kind tells nothing of that one", "fail", repo="""
-- app.py --
from fastapi import FastAPI
app = FastAPI()
@app.get("/orders")
def orders():
    return []
-- dashboard.py --
import streamlit as st
st.title("Orders")
"""),
    example("Streamlit answers at /_stcore/health by itself", "pass", line="app.py:1", repo="""
-- app.py --
import streamlit as st
st.title("Orders")
"""),
    example("Apollo Server answers by itself", "pass", line="app.js:4", repo="""
-- app.js --
const { ApolloServer } = require("apollo-server-express")
const app = require("express")()
const apolloServer = new ApolloServer({ typeDefs, resolvers })
apolloServer.applyMiddleware({ app, path: "/graphql" })
app.listen(4000)
"""),
    example("a route that is named after the database it asks", "pass", line="app.js:2", repo="""
-- app.js --
const app = require("express")()
app.get("/health-check-db", async (req, res) => res.sendStatus((await db.ping()) ? 200 : 503))
app.listen(80)
"""),
    example("Dropwizard answers what is registered", "pass", line="src/main/java/shop/Shop.java:9", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>io.dropwizard</groupId><artifactId>dropwizard-core</artifactId><version>5.0.0</version></dependency>
<dependency><groupId>org.dhatim</groupId><artifactId>dropwizard-sentry</artifactId><version>4.0.0</version></dependency>
</dependencies></project>
-- src/main/java/shop/Shop.java --
package shop;
import io.dropwizard.core.Application;
import org.dhatim.dropwizard.sentry.logging.SentryAppenderFactory;
public class Shop extends Application<ShopConfig> {
    public void initialize(Bootstrap<ShopConfig> bootstrap) {
        bootstrap.getObjectMapper().getSubtypeResolver().registerSubtypes(SentryAppenderFactory.class);
    }
    public void run(ShopConfig configuration, Environment environment) {
        environment.healthChecks().register("ping", new Check());
        environment.jersey().register(new LimitFilter());
    }
}
"""),
    example("gRPC's health service in Node.js", "pass", line="server.js:4", repo="""
-- package.json --
{"name": "shop", "dependencies": {"@grpc/grpc-js": "1"}}
-- server.js --
const grpc = require("@grpc/grpc-js")
const health = load("grpc/health/v1/health.proto").grpc.health.v1
const server = new grpc.Server()
server.addService(health.Health.service, { check })
"""),
    example("a web framework behind an adapter for functions", "na", repo="""
-- serverless.yml --
service: shop
functions:
  api:
    handler: app.handler
    events:
      - httpApi: "*"
-- app.py --
app = FastAPI()
handler = Mangum(app)
"""),
    example("Express", "pass", line="server.js:3", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const express = require("express")
const app = express()
app.get("/healthz", (req, res) => res.send("ok"))
app.listen(3000)
"""),
    example("hapi: objects that name their handler", "pass", line="routes.js:3", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"@hapi/hapi": "21", "hapi-auth-jwt2": "10"}}
-- server.js --
const Hapi = require("@hapi/hapi")
const server = Hapi.server({ port: 3000, routes: { cors: false, security: true } })
server.auth.strategy("jwt", "jwt", { validate })
server.auth.default("jwt")
server.route(require("./routes.js"))
server.start()
-- controller.js --
class Orders {
  static async create (req, h) { return h.response(await orders.add(req.payload)) }
  static async status (_req, _h) { return { status: "alive" } }
}
module.exports = Orders
-- routes.js --
const Orders = require("./controller.js")
module.exports = [
  { method: "GET", path: "/status", handler: Orders.status, options: { auth: false } },
  { method: "POST", path: "/orders", handler: Orders.create, options: { auth: { scope: ["orders"] } } },
]
"""),
    example("the status of an order, and a comment, are no health", "fail", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const express = require("express")
const app = express()
// app.get("/health", (req, res) => res.send("ok"))
app.get("/orders/:id/status", (req, res) => res.json({}))
app.get("/api/auth/status", (req, res) => res.json({}))
app.post("/status", (req, res) => res.json({}))
app.listen(3000)
"""),
    example("a route under a router's prefix, in another file", "pass", line="routes/health.js:2", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const express = require("express")
const health = require("./routes/health")
const app = express()
app.use("/health", health)
app.listen(3000)
-- routes/health.js --
const router = require("express").Router()
router.get("/", (req, res) => res.send("ok"))
module.exports = router
"""),
    example("the container's check is a script that asks a route, mounted below a prefix", "pass", line="shop/about.py:3", repo="""
-- Dockerfile --
FROM python:3.13-slim
COPY . /app
HEALTHCHECK CMD python /app/scripts/healthcheck.py || exit 1
CMD ["uvicorn", "shop.main:app"]
-- scripts/healthcheck.py --
import sys, requests
url = f"http://127.0.0.1:{port}/api/app/about"
sys.exit(requests.get(url, timeout=3).status_code != 200)
-- shop/about.py --
from fastapi import APIRouter
router = APIRouter(prefix="/app")
@router.get("/about")
def about():
    return {"version": VERSION}
-- shop/main.py --
from fastapi import FastAPI
import routes
app = FastAPI()
app.include_router(routes.router)
-- requirements.txt --
fastapi==0.115.0
"""),
    example("a server of Spring Cloud's brings the actuator", "pass", line="pom.xml:2", repo="""
-- pom.xml --
<project><artifactId>config</artifactId><dependencies>
<dependency><groupId>org.springframework.cloud</groupId><artifactId>spring-cloud-config-server</artifactId></dependency>
</dependencies></project>
-- src/main/java/acme/ConfigApplication.java --
@EnableConfigServer
@SpringBootApplication
public class ConfigApplication {
    public static void main(String[] args) { SpringApplication.run(ConfigApplication.class, args); }
}
"""),
    example("Flask without", "fail", says="none found", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
@app.route("/")
def index():
    return "hello"
"""),
    example("FastAPI", "pass", line="main.py:3", repo="""
-- main.py --
from fastapi import FastAPI
app = FastAPI()
@app.get("/api/v1/health/ready")
def ready():
    return {"status": "ok"}
"""),
    example("Django", "pass", line="shop/urls.py:4", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/urls.py --
from django.urls import include, path
urlpatterns = [
    path("", include("shop.pages")),
    path("health/", include("health_check.urls")),
]
"""),
    example("Rails", "pass", line="config/routes.rb:2", repo="""
-- config/application.rb --
class Application < Rails::Application
end
-- config/routes.rb --
Rails.application.routes.draw do
  get "up" => "rails/health#show", as: :rails_health_check
end
"""),
    example("Laravel's own", "pass", line="bootstrap/app.php:4", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11.0"}}
-- bootstrap/app.php --
<?php
use Illuminate\\Foundation\\Application;
return Application::configure(basePath: dirname(__DIR__))
    ->withRouting(web: __DIR__.'/../routes/web.php', health: '/up')
    ->create();
"""),
    example("Spring Boot's actuator", "pass", line="pom.xml:3", repo="""
-- pom.xml --
<project>
  <dependencies>
    <dependency>
      <groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-starter-actuator</artifactId>
    </dependency>
  </dependencies>
</project>
-- src/main/java/shop/Shop.java --
package shop;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
@SpringBootApplication
public class Shop { public static void main(String[] a) { SpringApplication.run(Shop.class, a); } }
"""),
    example("ASP.NET Core: in development only", "fail", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
var app = builder.Build();
if (app.Environment.IsDevelopment())
{
    app.MapHealthChecks("/health");
}
app.Run();
"""),
    example("Gin, with paths from the settings", "pass", line="router/server.go:11", repo="""
-- go.mod --
module example.com/shop

require github.com/gin-gonic/gin v1.10.0
-- config/config.go --
package config

func defaults(v *viper.Viper) {
	v.SetDefault("api.health_uri", "/healthz")
	v.SetDefault("api.push_uri", "/push")
}
-- router/server.go --
package router

import (
	"example.com/shop/config"
	"github.com/gin-gonic/gin"
)

func Serve(cfg *config.Config) {
	r := gin.New()
	r.POST(cfg.API.PushURI, push)
	r.GET(cfg.API.HealthURI, heartbeat)
	r.Run(":8080")
}
"""),
    example("Go, with a gRPC health service", "pass", line="main.go:12", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"net"
)

func main() {
	server := grpc.NewServer()
	healthpb.RegisterHealthServer(server, health.NewServer())
	listener, _ := net.Listen("tcp", ":8080")
	server.Serve(listener)
}
"""),
    example("each service by itself", "fail", says="cart", repo="""
-- cart/go.mod --
module example.com/cart
-- cart/main.go --
package main
import "net/http"
func main() {
	http.HandleFunc("/cart", nil)
	http.ListenAndServe(":8080", nil)
}
-- orders/go.mod --
module example.com/orders
-- orders/main.go --
package main
import "net/http"
func main() {
	http.HandleFunc("/healthz", nil)
	http.ListenAndServe(":8080", nil)
}
"""),
    example("functions", "na", repo="""
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
    example("ASP.NET Core, a route of a base class", "pass", line="Controllers/HealthController.cs:4", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication().AddJwtBearer();
var app = builder.Build();
app.MapControllers();
app.Run();
-- Controllers/ShopController.cs --
[ApiController]
[Route("api/[controller]")]
[Authorize]
public class ShopController : ControllerBase
{
}
-- Controllers/HealthController.cs --
[AllowAnonymous]
public class HealthController : ShopController
{
    [HttpGet]
    public ActionResult Get() => Ok("ok");
}
"""),
    example("Express: the path stands in a table of endpoints, the route in a chain", "pass", line="services/app.js:3", repo="""
-- services/app.js --
const express = require('express')
const ENDPOINTS = { health: '/healthz', save: '/config/save' }
const app = express()
  .get(ENDPOINTS.health, (req, res) => res.status(200).json({ status: 'ok' }))
  .use(express.json())
app.listen(8080)
"""),
    example("Silex: a provider of an organisation's package", "pass", line="src/Kernel.php:5", repo="""
-- composer.json --
{"require": {"silex/silex": "^2.2", "elife/ping": "^1.0"}}
-- web/index.php --
<?php
require_once __DIR__.'/../src/Kernel.php';
(new Kernel())->run();
-- src/Kernel.php --
<?php
use eLife\\Ping\\Silex\\PingControllerProvider;
class Kernel {
  function __construct() {
    $this->app->register(new PingControllerProvider());
    $this->app->get('/annotations', 'controllers.annotations:annotationsAction');
  }
  function run() { $this->app->run(); }
}
"""),
    example("a page of PHP at the root, which the image's check asks", "pass", line="healthcheck.php:1", repo="""
-- Dockerfile --
FROM php:8.4-apache
COPY . /var/www/html
HEALTHCHECK CMD curl -f http://localhost/healthcheck.php || exit 1
-- index.php --
<?php
echo render($_GET['page']);
-- healthcheck.php --
<?php
require __DIR__.'/app/common.php';
$container['db']->getConnection()->query('SELECT 1');
echo json_encode(['status' => 200]);
"""),
    example("Symfony: a class is the handler, its route in a docblock", "pass", line="src/Controller/HealthController.php:5", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "^5.2"}}
-- index.php --
<?php
use Symfony\\\\Component\\\\HttpFoundation\\\\Request;
$response = (new Kernel('prod', false))->handle(Request::createFromGlobals());
-- src/Controller/HealthController.php --
<?php
namespace Shop\\\\Controller;
use Symfony\\\\Component\\\\Routing\\\\Annotation\\\\Route;
/**
 * @Route("/_health")
 */
class HealthController
{
    public function __invoke(Request $request)
    {
        return new JsonResponse(['ok' => true]);
    }
}
"""),
    example("pages of a folder that an image from above it takes in", "fail", repo="""
-- package.json --
{"workspaces": ["client", "server"]}
-- client/package.json --
{"scripts": {"start": "next start"}, "dependencies": {"next": "13", "react": "18"}}
-- client/next.config.js --
module.exports = {}
-- client/pages/index.tsx --
export default () => <p>hello</p>
-- client.Dockerfile --
FROM node:22
COPY client ./client
COPY package.json ./
CMD ["npm", "-w=client", "run", "start"]
-- server/package.json --
{"scripts": {"start": "node app.js"}, "dependencies": {"express": "4"}}
-- server/app.js --
const app = require("express")()
app.get("/healthz", (req, res) => res.send("ok"))
app.listen(5000)
"""),
    example("ASP.NET Core: the path by its name", "pass", line="Program.cs:4", repo="""
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
var app = builder.Build();
app.UseHealthChecks(path: "/health", new HealthCheckOptions());
app.MapGet("/orders", () => orders);
app.Run();
"""),
    example("gorilla/mux, one call behind the other", "pass", line="main.go:7", repo="""
-- go.mod --
module example.com/shop
require (
	github.com/gorilla/mux v1.8.1
	github.com/moov-io/base v0.63.3
)
-- main.go --
package main

import "github.com/gorilla/mux"

func main() {
	router := mux.NewRouter()
	router.
		Name("ping").
		Methods("GET").
		Path("/ping").
		HandlerFunc(ping)
	http.ListenAndServe(":80", router)
}
"""),
    example("Go: fasthttp's router", "pass", line="main.go:7", repo="""
-- go.mod --
module shop
require github.com/fasthttp/router v1.5.4
-- main.go --
package main
import "github.com/fasthttp/router"
import "github.com/valyala/fasthttp"

func main() {
	r := router.New()
	r.GET("/api/health", health)
	fasthttp.ListenAndServe(":80", r.Handler)
}
"""),
    example("Go: a path that ends where it says", "pass", line="cmd/api/main.go:8", repo="""
-- go.mod --
module shop
-- cmd/api/main.go --
package main

import "net/http"

func main() {
	mux := http.NewServeMux()

	mux.HandleFunc("/ping/{$}", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("ok")) })
	http.ListenAndServe(":8080", mux)
}
"""),
    example("Pulumi: a program that says how another's app is started", "na", repo="""
-- Pulumi.yaml --
name: shop
runtime: python
-- __main__.py --
import pulumi
import pulumi_kubernetes as kubernetes

kubernetes.apps.v1.Deployment(
    "shop",
    spec={"env": [{"name": "DJANGO_SETTINGS_MODULE", "value": "shop.settings"}], "command": ["gunicorn", "shop.wsgi"]},
)
"""),
    example("NestJS: Terminus before its seventh version", "pass", line="src/app.module.ts:5", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "6", "@nestjs/terminus": "6"}}
-- src/app.module.ts --
import { Module } from "@nestjs/common"
import { TerminusModule } from "@nestjs/terminus"
@Module({
  imports: [
    TerminusModule.forRootAsync({ useFactory: () => ({ endpoints: [{ url: "/health", healthIndicators: [] }] }) }),
  ],
})
export class AppModule {}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
import { AppModule } from "./app.module"
NestFactory.create(AppModule).then((app) => app.listen(3000))
"""),
    example("Express: a state of health for administrators", "unknown", says="logged in", repo=STAFF),
    example("Express: one for administrators, and one for all", "pass", line="server.js:7", repo=STAFF + """
app.get("/health", (req, res) => res.json({ ok: true }))
"""),
    example("Express: what all may ask stands below a folder of that name", "pass", line="server.js:3", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- server.js --
const express = require("express")
const app = express()
app.get("/admin/health", (req, res) => res.json({ ok: true }))
app.listen(3000)
"""),
]
