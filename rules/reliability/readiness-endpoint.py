"""A readiness check covers the app's dependencies.

An instance that has lost its database still answers "alive", so it stays in rotation and turns every request into an error page. A
readiness check takes it out until it can work again.

Pass: a health or readiness handler that checks the database or another dependency, or a health library that does

Fail: none, or only a constant answer

Fix: Add a second route, `/readyz`, that runs `SELECT 1` (and pings what else a request needs) with a short time-out and answers 503 when
that fails: django-health-check's database check, `@nestjs/terminus` with a ping indicator, `db.PingContext` in Go, Spring Boot's
readiness group with `db`, `AddHealthChecks().AddDbContextCheck<…>()`, health_check or okcomputer in Rails. Use it for readiness only: a
liveness check that needs the database restarts healthy processes.

Searched: the handlers of health routes with the functions they call, and health libraries
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Health, Hosted, contradicts, example, nothing, rule, supports, unclear


@rule(id="REL002", severity="medium", applies="http", sources=("S2", "S4"), scope="service", unless=("function",))
def readiness_endpoint(health: Health, hosted: Hosted) -> Iterator[Finding]:
    answered = any(e.what for e in health)
    asking = [e for e in health if e.asks and answered]
    for endpoint in asking:
        yield supports(endpoint.asks or endpoint, f"{endpoint.what or 'a health check'} asks a dependency")
    if not answered:
        yield from (contradicts(e, "health checks are registered, and no endpoint of production answers with them") for e in health)
    elif not asking:  # beside a readiness check, a constant answer is liveness, as it should be; and what was not found may be one
        unread = [e for e in health if not e.read]
        yield from (unclear(f"what {e.what} does was not found", e) for e in unread)
        yield from (contradicts(e, f"{e.what} answers without asking anything") for e in health if not unread)
    yield from (nothing(h.why, h) for h in hosted)


DROPWIZARD = """
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
        environment.healthChecks().register("database", new Check());
        environment.jersey().register(new LimitFilter());
    }
}
"""

EXAMPLES = [
    example("the client's own question for health", "pass", line="app.js:3", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- app.js --
const app = require("express")()
app.get("/health", async (req, res) => {
  const state = await prisma.$healthCheck()
  res.status(state.ok ? 200 : 503).end()
})
"""),
    example("Rails: what the environment is asked for is no dependency", "fail", line="config/routes.rb:2", repo="""
-- Gemfile --
gem "rails", "7.1.0"
gem "pg"
-- config/application.rb --
class Application < Rails::Application
end
-- config/routes.rb --
Rails.application.routes.draw do
  get "ping", to: "status#ping"
end
-- app/controllers/status_controller.rb --
class StatusController < ApplicationController
  def ping
    render json: { "build" => ENV.fetch("BUILD", "none") }
  end
end
"""),
    example("oapi-codegen: the routes are in generated code, their functions are the app's", "pass", line="health/service.go:4", repo="""
-- go.mod --
module shop
require github.com/go-chi/chi/v5 v5.1.0
-- web/router.go --
package web
import "shop/internal/api"
func NewRouter(h handlers) http.Handler {
	return api.HandlerWithOptions(api.NewStrictHandler(h, nil), api.ChiServerOptions{})
}
-- web/handlers.go --
package web
func (h handlers) HealthLive(_ context.Context, _ api.HealthLiveRequestObject) (api.HealthLiveResponseObject, error) {
	return api.HealthLive200TextResponse("ok"), nil
}
func (h handlers) HealthReady(ctx context.Context, _ api.HealthReadyRequestObject) (api.HealthReadyResponseObject, error) {
	if err := h.health.Ready(ctx); err != nil {
		return api.HealthReady503TextResponse("not ready"), nil
	}
	return api.HealthReady200TextResponse("ok"), nil
}
-- health/service.go --
package health
func (s *Service) Ready(ctx context.Context) error {
	for _, probe := range s.probes {
		if err := probe.Check(ctx); err != nil {
			return err
		}
	}
	return nil
}
-- main.go --
package main
func main() { http.ListenAndServe(":80", web.NewRouter(h)) }
-- internal/api/openapi.gen.go --
// Package api provides primitives to interact with the openapi HTTP API.
//
// Code generated by github.com/oapi-codegen/oapi-codegen/v2 version v2.6.0 DO NOT EDIT.
package api
func HandlerWithOptions(si ServerInterface, options ChiServerOptions) http.Handler {
	r.Group(func(r chi.Router) {
		r.Get(options.BaseURL+"/health/live", wrapper.HealthLive)
	})
	r.Group(func(r chi.Router) {
		r.Get(options.BaseURL+"/health/ready", wrapper.HealthReady)
	})
	return r
}
"""),
    example("oapi-codegen: a generated server that nothing is handed to", "fail", says="none found", repo="""
-- go.mod --
module shop
-- main.go --
package main
func main() { http.ListenAndServe(":80", mux) }
-- internal/api/openapi.gen.go --
// Code generated by github.com/oapi-codegen/oapi-codegen/v2 version v2.6.0 DO NOT EDIT.
package api
func HandlerWithOptions(si ServerInterface, options ChiServerOptions) http.Handler {
	r.Get(options.BaseURL+"/health/ready", wrapper.HealthReady)
	return r
}
"""),
    example("Go: a function makes the handler, and a repository is asked", "pass", line="usecases/health.go:4", repo="""
-- go.mod --
module shop
require github.com/gin-gonic/gin v1.10.0
-- main.go --
package main
import "github.com/gin-gonic/gin"
func main() {
	r := gin.New()
	r.GET("/liveness", timeout, handleLiveness(uc))
	r.Run()
}
-- liveness.go --
package main
func handleLiveness(uc Usecases) gin.HandlerFunc {
	return func(c *gin.Context) {
		status := uc.Health().StoreStatus(c.Request.Context())
		c.JSON(http.StatusOK, status)
	}
}
-- usecases/health.go --
package usecases

func (u *HealthUsecase) StoreStatus(ctx context.Context) error {
	return u.healthRepository.Liveness(ctx, u.executor)
}
"""),
    example("Go: an answer that is called like a ping, and its number", "fail", line="main.go:7", repo="""
-- go.mod --
module shop
-- main.go --
package main
import "net/http"
func ping(w http.ResponseWriter, r *http.Request) {
	api.Ping200Text(w, "pong")
}
func main() {
	http.HandleFunc("/ping", ping)
	http.ListenAndServe(":80", nil)
}
"""),
    example("Go: a function makes the handler, which answers the same always", "fail", line="main.go:5", repo="""
-- go.mod --
module shop
require github.com/gin-gonic/gin v1.10.0
-- main.go --
package main
import "github.com/gin-gonic/gin"
func main() {
	r := gin.New()
	r.GET("/liveness", handleLiveness(version))
	r.Run()
}
-- liveness.go --
package main
func handleLiveness(version string) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.JSON(http.StatusOK, gin.H{"version": version})
	}
}
"""),
    example("an app for Vercel beside one with an image", "pass", line="apps/api/server.js:2", repo="""
-- apps/api/server.js --
const app = require("express")()
app.get("/health", async (req, res) => { await require("pg").query("select 1"); res.json({}) })
app.listen(3000)
-- apps/api/Dockerfile --
FROM node:24
COPY . .
EXPOSE 3000
CMD ["node", "server.js"]
-- apps/web/package.json --
{"scripts": {"start": "next start"}, "dependencies": {"next": "16.0.0"}}
-- apps/web/next.config.js --
module.exports = {}
-- apps/web/app/api/orders/route.js --
export async function GET() { return Response.json([]) }
-- apps/web/vercel.json --
{"crons": []}
"""),
    example("Elysia: the handler stands before what describes the route", "pass", line="src/health.ts:4", repo="""
-- package.json --
{"scripts": {"start": "bun src/index.ts"}, "dependencies": {"elysia": "1.4.0", "drizzle-orm": "0.44", "pg": "8"}}
-- src/health.ts --
import { Elysia } from "elysia"
export const health = new Elysia()
  .get("/health/ready", async () => {
    await db.execute(sql`SELECT 1`)
    return "ok"
  }, {
    detail: { summary: "Whether the shop may be asked" },
  })
-- src/index.ts --
import { Elysia } from "elysia"
import { health } from "./health"
new Elysia().use(health).listen(3000)
"""),
    example("rho on http4s: the database is pinged", "pass", line="src/main/scala/shop/Meta.scala:8", repo="""
-- src/main/scala/shop/Server.scala --
import org.http4s.server.blaze.BlazeServerBuilder
object Server extends IOApp { def run(args: List[String]) = BlazeServerBuilder[IO](global).withHttpApp(app).serve.compile.lastOrError }
-- src/main/scala/shop/Meta.scala --
package shop
import org.http4s.rho.RhoRoutes
class Meta[F[_]](db: Storage[F]) extends RhoRoutes[F] {
  GET / "health" |>> ok

  GET / "health" / "db" |>> {
    for {
      _ <- db match { case pg: Postgres[F] => pg.ping.void }
      response <- ok
    } yield response
  }
}
"""),
    example("Django: a view of a class behind a decorator", "pass", line="shop/views.py:7", repo="""
-- manage.py --
import django
-- shop/settings.py --
ROOT_URLCONF = "shop.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}
-- shop/urls.py --
from django.urls import path
from django.views.decorators.cache import never_cache
from .views import ReadyView

urlpatterns = [path("readyz/", never_cache(ReadyView.as_view()))]
-- shop/views.py --
from django.db import connection
from django.http import JsonResponse
from django.views import View

class ReadyView(View):
    def get(self, request):
        connection.cursor().execute("SELECT 1")
        return JsonResponse({"status": "ready"})
"""),
    example("Symfony: checks are handed to what runs them", "pass", line="src/Monitor/DatabaseConnection.php:3", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "*", "laminas/laminas-diagnostics": "^1.30"}}
-- public/index.php --
<?php
use App\\Kernel;
return fn (array $context) => new Kernel($context['APP_ENV'], false);
-- src/Controller/HealthController.php --
<?php
use Symfony\\Component\\Routing\\Attribute\\Route;
class HealthController {
    #[Route('/health')]
    public function health(HealthCheckRunner $runner, DatabaseConnection $check): Response {
        return new JsonResponse($runner->run([$check]));
    }
}
-- src/Monitor/DatabaseConnection.php --
<?php
use Laminas\\Diagnostics\\Check\\CheckInterface;
class DatabaseConnection implements CheckInterface {
    public function check(): ResultInterface { $this->users->count(); return new Success(); }
}
"""),
    example("an app of Django that others share asks the database", "pass", line="shop/urls.py:2", repo="""
-- shop/urls.py --
from django.urls import include, path
urlpatterns = [path("", include("helsinki_health_endpoints.urls"))]
-- shop/wsgi.py --
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""),
    example("Kotlin: a check of the database, behind a monitor", "pass", line="src/main/kotlin/DatabaseHealthCheck.kt:6", repo="""
-- build.gradle.kts --
dependencies { implementation("com.github.seratch:kotliquery:1.9.1") }
-- src/main/kotlin/App.kt --
import io.ktor.server.netty.Netty

fun main() {
    HealthMonitor.add(DatabaseHealthCheck(dataSource))
    embeddedServer(Netty, port = 8080) {
        routing {
            get("/internal/isalive") {
                if (HealthMonitor.isWell()) call.respondText("OK") else call.respond(HttpStatusCode.ServiceUnavailable)
            }
        }
    }.start(wait = true)
}
-- src/main/kotlin/HealthMonitor.kt --
object HealthMonitor {
    private val checks = mutableListOf<HealthCheck>()
    fun add(check: HealthCheck) { checks.add(check) }
    fun isWell() = checks.all { it.well() }
}
-- src/main/kotlin/DatabaseHealthCheck.kt --
import kotliquery.queryOf
import kotliquery.sessionOf

class DatabaseHealthCheck(private val dataSource: DataSource) : HealthCheck {
    override fun well() =
        sessionOf(dataSource).run(queryOf("SELECT 1").map { true }.asSingle) ?: false
}
"""),
    example("HOF asks for its store of sessions at /healthz/readiness", "pass", line="server.js:4", repo="""
-- server.js --
"use strict";
const hof = require("hof");
const settings = require("./hof.settings");
const app = hof(Object.assign({}, settings, {csp: {imgSrc: ["www.example.com"]}}));
module.exports = app;
"""),
    example("gRPC's health service is told what the database says", "pass", line="store.go:7", repo="""
-- go.mod --
module shop
-- store.go --
package main

import "context"

type Store struct{ db *sql.DB }

func (s *Store) Health(ctx context.Context) error {
	return s.db.PingContext(ctx)
}
-- main.go --
package main

func main() {
	server := grpc.NewServer()
	check := health.NewServer()
	grpc_health_v1.RegisterHealthServer(server, check)
	if err := store.Health(ctx); err == nil {
		check.SetServingStatus("", healthpb.HealthCheckResponse_SERVING)
	}
	server.Serve(listener)
}
"""),
    example("Flask: the checks are handed over as a list of functions", "pass", line="app.py:9", repo="""
-- requirements.txt --
flask==3.0.0
flask-sqlalchemy
-- app.py --
from flask import Flask
from teamkit.status import app_status
from models import Order

app = Flask(__name__)


def database():
    return {"orders": Order.query.count()}


@app.route("/_status")
def status():
    return app_status(additional_checks=[database])
"""),
    example("checks that answer in development only", "fail", line="Program.cs:2", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks().AddNpgSql(connection);
var app = builder.Build();
if (app.Environment.IsDevelopment()) { app.MapHealthChecks("/health"); }
app.MapControllers();
app.Run();
"""),
    example("a store says whether it is healthy", "pass", line="app.js:2", repo="""
-- app.js --
const app = require("express")()
app.get("/health-check-db", async (req, res) => res.sendStatus((await store.isDBHealthy()) ? 200 : 503))
app.listen(80)
"""),
    example("Dropwizard, a check of the database", "pass", DROPWIZARD, line="src/main/java/shop/Shop.java:9"),
    example("Dropwizard, a check of nothing", "fail", DROPWIZARD.replace('"database"', '"ping"')),
    example("asks the database", "pass", line="main.py:8", repo="""
-- main.py --
from fastapi import Depends, FastAPI
from sqlalchemy import text
from db import session
app = FastAPI()

@app.get("/readyz")
def ready(db=Depends(session)):
    db.execute(text("SELECT 1"))
    return {"status": "ok"}
"""),
    example("asks through a service in another file", "pass", line="services/health.js:3", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "pg": "8"}}
-- server.js --
const express = require("express")
const healthController = require("./controllers/healthController")
const app = express()
app.get("/health", healthController.check)
app.listen(3000)
-- controllers/healthController.js --
const { databaseIsUp } = require("../services/health")
exports.check = async (req, res) => {
  res.status((await databaseIsUp()) ? 200 : 503).end()
}
-- services/health.js --
const { pool } = require("./db")
exports.databaseIsUp = async () => {
  await pool.query("SELECT 1")
  return true
}
"""),
    example("a library is given what to ask", "pass", line="server/health.ts:5", repo="""
-- package.json --
{"scripts": {"start": "node dist/app.js"}, "dependencies": {"express": "5", "@ministryofjustice/hmpps-monitoring": "1"}}
-- server/health.ts --
import express from 'express'
import { monitoringMiddleware, endpointHealthComponent } from '@ministryofjustice/hmpps-monitoring'
import config from './config'
const router = express.Router()
const healthComponents = Object.entries(config.apis).map(([name, api]) => endpointHealthComponent(console, name, api))
router.get('/health', monitoringMiddleware({ healthComponents }).health)
export default router
-- server/app.ts --
import express from 'express'
import health from './health'
const app = express()
app.use(health)
app.listen(3000)
"""),
    example("a constant answer", "fail", line="main.py:3", says="without asking anything", repo="""
-- main.py --
from fastapi import FastAPI
app = FastAPI()
@app.get("/health")
def health():
    return {"status": "ok"}
"""),
    example("none at all", "fail", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
@app.route("/")
def index():
    return "hello"
"""),
    example("Go: liveness is constant, readiness pings", "pass", line="main.go:13", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"database/sql"
	"net/http"
)

var db *sql.DB

func live(w http.ResponseWriter, r *http.Request) { w.Write([]byte("ok")) }

func ready(w http.ResponseWriter, r *http.Request) {
	if err := db.PingContext(r.Context()); err != nil {
		w.WriteHeader(503)
	}
}

func main() {
	http.HandleFunc("/livez", live)
	http.HandleFunc("/readyz", ready)
	http.ListenAndServe(":8080", nil)
}
"""),
    example("Rails: a model is counted", "pass", line="app/controllers/health_controller.rb:3", repo="""
-- Gemfile --
gem "rails"
-- config/routes.rb --
Rails.application.routes.draw do
  get "health_check" => "health#db_connection"
end
-- app/controllers/health_controller.rb --
class HealthController < ApplicationController
  def db_connection
    Territory.count # raises without a database
    render plain: "health OK"
  end
end
"""),
    example("Rails' own asks nothing", "fail", line="config/routes.rb:2", repo="""
-- config/application.rb --
class Application < Rails::Application
end
-- config/routes.rb --
Rails.application.routes.draw do
  get "up" => "rails/health#show", as: :rails_health_check
end
"""),
    example("Spring Boot's actuator asks the data source by itself", "pass", line="build.gradle:3", repo="""
-- build.gradle --
plugins { id 'org.springframework.boot' version '3.4.0' }
dependencies {
  implementation 'org.springframework.boot:spring-boot-starter-actuator'
}
-- src/main/java/shop/Shop.java --
package shop;
import org.springframework.boot.autoconfigure.SpringBootApplication;
@SpringBootApplication
public class Shop { }
"""),
    example("ASP.NET Core with a check of the database", "pass", line="Program.cs:2", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks().AddNpgSql(connection);
var app = builder.Build();
app.MapHealthChecks("/healthz");
app.Run();
"""),
    example("a handler that is not in the repository", "unknown", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "@acme/health": "1"}}
-- server.js --
const express = require("express")
const { check } = require("@acme/health")
const app = express()
app.get("/health", check)
app.listen(3000)
"""),
    example("Actix, the one handler of a resource", "pass", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
actix-web = "4"
-- src/main.rs --
use actix_web::{web, App, HttpResponse, HttpServer};
async fn main() {
    HttpServer::new(|| App::new().service(web::resource("/health").route(web::get().to(health)))).bind("0.0.0.0:80");
}
async fn health(pool: web::Data<PgPool>) -> HttpResponse {
    match sqlx::query("SELECT 1").execute(pool.get_ref()).await {
        Ok(_) => HttpResponse::Ok().finish(),
        Err(_) => HttpResponse::ServiceUnavailable().finish(),
    }
}
"""),
    example("Rocket, a handler that is not reached without a connection", "pass", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
rocket = "0.5"
diesel = "2"
-- src/main.rs --
#[get("/alive")]
fn alive(_conn: DbConn) -> Json<String> {
    now()
}
#[launch]
fn rocket() -> _ { rocket::build().mount("/", routes![alive]) }
-- src/db.rs --
#[rocket::async_trait]
impl<'r> FromRequest<'r> for DbConn {
    type Error = ();
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match request.rocket().state::<DbPool>() {
            Some(pool) => match pool.get().await {
                Ok(conn) => Outcome::Success(conn),
                Err(_) => Outcome::Error((Status::ServiceUnavailable, ())),
            },
            None => Outcome::Error((Status::InternalServerError, ())),
        }
    }
}
"""),
    example("Rocket, a handler with other parameters", "fail", line="src/main.rs:1", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
rocket = "0.5"
diesel = "2"
-- src/main.rs --
#[get("/alive")]
fn alive(_ip: ClientIp) -> Json<String> {
    now()
}
#[launch]
fn rocket() -> _ { rocket::build().mount("/", routes![alive]) }
-- src/ip.rs --
#[rocket::async_trait]
impl<'r> FromRequest<'r> for ClientIp {
    type Error = ();
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        Outcome::Success(ClientIp { ip: request.remote() })
    }
}
"""),
    example("Django: the check is brought in under a name of its own", "pass", line="shop/views/health.py:5", repo="""
-- manage.py --
import django
-- shop/urls.py --
from django.urls import path
from shop.views.health import health as health_view
urlpatterns = [path("health", health_view, name="health")]
-- shop/views/health.py --
from django.db import connections
from django.http import JsonResponse
def health(request):
    try:
        connections["default"].ensure_connection()
    except Exception:
        return JsonResponse({"status": "unhealthy"}, status=500)
    return JsonResponse({"status": "healthy"})
"""),
    example("Go: checks that are values", "pass", line="health.go:6", repo="""
-- go.mod --
module example.com/shop
-- health.go --
package main

import fthealth "github.com/Financial-Times/go-fthealth/v1_1"

func (s *Service) check() fthealth.Check {
	return fthealth.Check{ID: "store", Severity: 1, Checker: s.Checker}
}
-- main.go --
package main

import "net/http"

func main() {
	http.HandleFunc("/__health", fthealth.Handler(check))
	http.ListenAndServe(":80", nil)
}
"""),
    example("Go: checks that are registered by a name", "pass", line="main.go:11", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"net/http"

	"github.com/ONSdigital/dp-healthcheck/healthcheck"
)

func main() {
	hc := healthcheck.New(version, critical, interval)
	hc.AddCheck("Mongo DB", store.Checker)
	http.HandleFunc("/health", hc.Handler)
	http.ListenAndServe(":80", nil)
}
"""),
    example("Go: health-go's configuration", "pass", line="main.go:8", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"net/http"
	"github.com/hellofresh/health-go/v5"
)
func main() {
	h, _ := health.New(health.WithChecks(health.Config{Name: "postgres", Check: postgres.New(config)}))
	http.Handle("/status", h.Handler())
	http.ListenAndServe(":80", nil)
}
"""),
    example("Actix: a closure gives the same answer always", "fail", line="src/main.rs:4", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
actix-web = "4"
-- src/main.rs --
use actix_web::{web, App, HttpServer, HttpResponse};
#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().route(
        "/health",
        web::get().to(async || HttpResponse::Ok().finish()),
    )).bind("0.0.0.0:80")?.run().await
}
"""),
    example("Laravel: a second route below the first asks the database", "pass", line="app/Health.php:5", repo="""
-- composer.json --
{"require": {"laravel/framework": "^12.0"}}
-- artisan --
<?php
-- routes/web.php --
<?php
use App\\\\Health;
Route::get('health-check/up', [Health::class, 'up']);
Route::get('health-check/debug', [Health::class, 'debug']);
-- app/Health.php --
<?php
class Health {
    public function up() { return response()->json(['success' => true]); }
    public function debug() {
        DB::select('show timezone;');
        return response()->json(['up' => true]);
    }
}
"""),
    example("the Home Office's base library of services", "pass", line="lib/api.js:1", repo="""
-- package.json --
{"dependencies": {"@asl/service": "^11.0.2", "express": "^4.18.2"}}
-- index.js --
require("./lib/api")(require("./config")).listen(8080)
-- lib/api.js --
const api = require("@asl/service/api")
module.exports = settings => {
  const app = api(settings)
  app.put("/versions/:id", (req, res) => res.json(req.body))
  return app
}
"""),
    example("Rails: health-monitor asks the database by default", "pass", line="config/routes.rb:2", repo="""
-- Gemfile --
gem "rails"
gem "pg"
gem "health-monitor-rails"
-- config/application.rb --
class Application < Rails::Application; end
-- config/routes.rb --
Rails.application.routes.draw do
  mount HealthMonitor::Engine, at: "/"
  resources :orders
end
"""),
    example("ASP.NET Core: health checks, of which none is registered", "fail", line="Program.cs:4", says="without asking", repo="""
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
var app = builder.Build();
app.UseHealthChecks(path: "/health", new HealthCheckOptions());
app.MapGet("/orders", () => orders);
app.Run();
"""),
    example("ASP.NET Core: functions of the app's own register the checks", "pass", line="Checks.cs:4", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
builder.Services.AddHealthChecks().AddStock(builder.Configuration);
var app = builder.Build();
app.MapHealthChecks("/health/ready");
app.MapGet("/health", () => Results.Ok());
app.Run();
-- Checks.cs --
public static class Checks
{
    public static IHealthChecksBuilder AddStock(this IHealthChecksBuilder builder, IConfiguration settings) =>
        builder.AddCheck("stock", new StockCheck(settings["Stock"]), tags: ["ready"]);
}
"""),
    example("ASP.NET Core: health checks of an extension", "unknown", repo="""
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
var checks = builder.Services.AddHealthChecks();
checks.AddShop();
var app = builder.Build();
app.MapHealthChecks("/health");
app.MapGet("/orders", () => orders);
app.Run();
"""),
    example("Falcon: py-healthcheck runs the checks", "pass", line="shop/health.py:3", repo="""
-- requirements.txt --
falcon
py-healthcheck
-- shop/health.py --
from healthcheck import HealthCheck
health = HealthCheck()
health.add_check(connects_to_postgres)
-- shop/app.py --
import falcon
from shop.health import health
class Health:
    def on_get(self, req, resp):
        message, status, headers = health.run()
        resp.media = {"message": message}
app = falcon.App()
app.add_route("/health", Health())
"""),
    example("a view of the project's own stands on django-health-check's", "pass", line="shop/views.py:4", repo="""
-- shop/urls.py --
from django.urls import path
from shop.views import HealthView
urlpatterns = [path("healthz", HealthView.as_view())]
-- shop/views.py --
from django.http import JsonResponse
from health_check.views import MainView

class HealthView(MainView):
    def get(self, request, *args, **kwargs):
        return JsonResponse({"status": "OK"}, status=500 if self.errors else 200)
"""),
    example("Rails: a service of health that asks classes, beside a ping", "unknown", repo="""
-- Gemfile --
gem "rails", "7.1.0"
gem "pg"
-- config/application.rb --
class Application < Rails::Application
end
-- config/routes.rb --
Rails.application.routes.draw do
  get "ping", to: "ping#index"
  get "healthcheck", to: "health_check#index"
end
-- app/controllers/ping_controller.rb --
class PingController < ApplicationController
  def index
    render json: {}
  end
end
-- app/controllers/health_check_controller.rb --
class HealthCheckController < ApplicationController
  def index
    report = HealthCheckService.new.report
    render json: report
  end
end
-- app/services/health_check_service.rb --
class HealthCheckService
  COMPONENTS = [
    HealthCheck::Store,
    HealthCheck::Bank,
  ].freeze

  def report
    COMPONENTS.map(&:new).flat_map(&:errors)
  end
end
"""),
]
