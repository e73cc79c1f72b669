"""Metrics are exposed.

Without numbers nobody can say whether the last release made the service slower or how close it is to its limit. Slow decay then goes
unseen until it is an outage.

Pass: a metrics library or endpoint (Prometheus client, OpenTelemetry metrics, Micrometer/actuator, StatsD, prom-client, Telemetry, App
Metrics, an APM agent).

Fail: nothing of the kind is found.

Fix: mount a metrics library: prometheus-fastapi-instrumentator, django-prometheus, prom-client with a `/metrics` route,
`promhttp.Handler()`, Micrometer with `/actuator/prometheus`, yabeda or prometheus_exporter (Ruby), OpenTelemetry's `AddMeter` with
`MapPrometheusScrapingEndpoint` (.NET), `metrics-exporter-prometheus` (Rust), TelemetryMetricsPrometheus (Elixir); or start an APM agent
that collects them. Begin with request count, error count and duration.

Searched: metrics libraries used in the server's code and settings, a route of the app's own that answers its measurements, APM agents
in the code and in what starts the service. An error tracker with tracing is no metrics.
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Hosted, Location, Project, Routes, Telemetry, example, regex, rule, supports

# What a handler at /metrics reads when it measures the service, not the business.
_MEASURED = regex(
    r"(?i)memstats|numgoroutine|memoryUsage\(|cpuUsage\(|process\.uptime\(|psutil\.|getrusage|memory_get_usage|GC\.stat|getRuntime\(\)"
    r"|requests?_?(?:total|count)|error_?(?:total|count)|# (?:TYPE|HELP) |text/plain; version=0\.0\.4"
)


@rule(
    id="OBS008",
    severity="high",
    sources=("S0.7", "S4"),
    scope="service",
    unless=("static site", "infrastructure", "page renderer"),
)
def metrics(telemetry: Telemetry, project: Project, routes: Routes, hosted: Hosted) -> Iterator[Finding]:
    for instrument in telemetry.giving("metrics"):
        by = f"metrics by {instrument.by}" if instrument.by != instrument.name else "what the code itself measures"
        yield supports(instrument, f"{instrument.name}: {by}")
    for route in routes:
        if route.path.rstrip("/") == "/metrics" and any(_MEASURED.search(body.text) for body in routes.reached(route, 1)):
            yield supports(route, f"{route.shown} answers measurements of the app's own", confidence="medium")
    for service in project.services:
        if service.kind == "function":  # ruling 19: the platform measures each invocation
            evidence = next((at for trait in service.traits for at, _ in trait.evidence), Location(project.anchors[0]))
            yield supports(evidence, "the functions' platform measures every invocation", service=service.name)
        elif service.kind == "web application":
            by_platform = "the functions' platform measures every invocation"
            yield from (supports(h.at, by_platform, service=service.name) for h in hosted.asking(service.root))


EXAMPLES = [
    example("BentoML measures its calls by itself", "pass", line="service.py:3", repo="""
-- service.py --
import bentoml

@bentoml.service
class Model: pass
"""),
    example("SvelteKit: what is built in is asked for as development's", "pass", line="src/hooks.server.ts:3", repo="""
-- package.json --
{"devDependencies": {"@sveltejs/kit": "2", "@sveltejs/adapter-node": "5", "@opentelemetry/sdk-node": "0.205"}}
-- src/hooks.server.ts --
import { NodeSDK } from "@opentelemetry/sdk-node";
new NodeSDK({
  metricReaders: [reader],
}).start();
"""),
    example("Go: models that write themselves in the format of Prometheus", "pass", line="metrics/gauge.go:9", repo="""
-- go.mod --
module example.com/shop
require github.com/go-chi/chi/v5 v5.2.1
-- metrics/gauge.go --
package metrics

type Gauge struct {
	Name, Desc string
	Value      int64
}

func (g Gauge) Header() string {
	return fmt.Sprintf("# HELP %s %s\\n# TYPE %s gauge", g.Name, g.Desc, g.Name)
}
-- main.go --
package main

func main() {
	r := chi.NewRouter()
	sub := chi.NewRouter()
	sub.Get("/", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(orders().Header())) })
	r.Mount("/metrics", sub)
	http.ListenAndServe(":80", r)
}
"""),
    example("Rails: Skylight asks for a variable alone", "pass", line=".env.sample:1", repo="""
-- Gemfile --
gem "rails"
gem "skylight"
-- config/application.rb --
class Application < Rails::Application; end
-- .env.sample --
SKYLIGHT_AUTHENTICATION=
"""),
    example("Python: Markus", "pass", repo="""
-- requirements.txt --
django==5.2
markus[datadog]==5.2.0
-- manage.py --
import django
-- shop/views.py --
import markus
metrics = markus.get_metrics()
def orders(request):
    metrics.incr("orders")
    return JsonResponse({})
-- shop/urls.py --
from django.urls import path
from .views import orders
urlpatterns = [path("orders", orders)]
"""),
    example("StatsD from Rust", "pass", line="src/main.rs:2", repo="""
-- Cargo.toml --
[package]
name = "tiles"
[dependencies]
actix-web = "4"
cadence = "0.29"
-- src/main.rs --
use cadence::{Counted, StatsdClient};
fn main() { let m = StatsdClient::from_sink("tiles", sink); m.incr("starts"); HttpServer::new(app).run(); }
"""),
    example("Spring Boot: OpenTelemetry's starter sends them by itself", "pass", line="pom.xml:6", repo="""
-- pom.xml --
<project>
<properties><spring-boot-dependencies.version>4.1.0</spring-boot-dependencies.version></properties>
<dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>
<dependency><groupId>io.opentelemetry.instrumentation</groupId><artifactId>opentelemetry-spring-boot-starter</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
"""),
    example("Play: Dropwizard's registry that the bootstrap library brings", "pass", line="app/shop/Counted.scala:2", repo="""
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
-- project/Dependencies.scala --
object Dependencies {
  val all = Seq("uk.gov.hmrc" %% "bootstrap-backend-play-30" % "9.19.0", "org.mongodb.scala" %% "mongo-scala-driver" % "5.2.0")
}
-- app/shop/Counted.scala --
package shop
import uk.gov.hmrc.play.bootstrap.metrics.Metrics
class Counted(metrics: Metrics) {
  def count(name: String): Unit = metrics.defaultRegistry.counter(name).inc()
}
"""),
    example("pages that a process renders, with no server code of their own", "na", repo="""
-- next.config.js --
module.exports = {}
-- pages/index.tsx --
export default () => <p>hello</p>
"""),
    example(
        "a Prometheus endpoint",
        "pass",
        line="main.go:10",
        repo="""
-- go.mod --
module example.com/shop
go 1.22
require github.com/prometheus/client_golang v1.19.0
-- main.go --
package main

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

func main() {
	http.Handle("/metrics", promhttp.Handler())
	http.ListenAndServe(":8080", nil)
}
""",
    ),
    example("Python: what is imported, where the list of packages was never kept", "pass", line="api/main.py:4", repo="""
-- Dockerfile --
FROM python:3.12-slim
COPY requirements.txt .
RUN pip install -r requirements.txt
-- api/main.py --
from fastapi import FastAPI
from prometheus_fastapi_instrumentator import Instrumentator
app = FastAPI()
Instrumentator().instrument(app).expose(app)
"""),
    example("a server-rendered app with endpoints that Vercel runs", "pass", line="vercel.json:1", repo="""
-- package.json --
{"scripts": {"start": "next start"}, "dependencies": {"next": "14", "react": "18"}}
-- vercel.json --
{"crons": [{"path": "/api/orders", "schedule": "0 0 1 * *"}]}
-- app/api/orders/route.ts --
export async function GET() { return Response.json(await list()) }
"""),
    example(
        "an error tracker with tracing",
        "fail",
        repo="""
-- requirements.txt --
fastapi==0.115.0
sentry-sdk==2.20.0
-- main.py --
import sentry_sdk
from fastapi import FastAPI
sentry_sdk.init(dsn="https://k@o1.ingest.sentry.io/1", enable_tracing=True)
app = FastAPI()
""",
    ),
    example(
        "imported, never used",
        "fail",
        repo="""
-- requirements.txt --
flask==3.0.0
prometheus-client==0.20.0
-- app.py --
from flask import Flask
from prometheus_client import Counter
app = Flask(__name__)
""",
    ),
    example(
        "the actuator's Prometheus endpoint",
        "pass",
        line="pom.xml:3",
        repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-actuator</artifactId></dependency>
<dependency><groupId>io.micrometer</groupId><artifactId>micrometer-registry-prometheus</artifactId></dependency>
</dependencies></project>
-- src/main/java/App.java --
import org.springframework.boot.SpringApplication;
@SpringBootApplication
public class App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }
""",
    ),
    example(
        "the actuator exposes health alone",
        "fail",
        repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-actuator</artifactId></dependency>
</dependencies></project>
-- src/main/resources/application.yml --
management:
  endpoints:
    web:
      exposure:
        include: health
-- src/main/java/App.java --
import org.springframework.boot.SpringApplication;
@SpringBootApplication
public class App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }
""",
    ),
    example(
        "OpenTelemetry in .NET",
        "pass",
        line="Program.cs:2",
        repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>
<PackageReference Include="OpenTelemetry.Extensions.Hosting" Version="1.9.0" /></ItemGroup></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddOpenTelemetry().WithMetrics(m => m.AddAspNetCoreInstrumentation());
builder.Build().Run();
""",
    ),
    example(
        "a command-line tool",
        "na",
        repo="""
-- setup.py --
from setuptools import setup
setup(name="tool", install_requires=["click"], entry_points={"console_scripts": ["tool=tool:main"]})
-- tool.py --
import click
def main():
    click.echo("done")
""",
    ),
    example("an endpoint of the app's own, without a library", "pass", line="main.go:13", repo="""
-- go.mod --
module example.com/shop
go 1.22
require github.com/gin-gonic/gin v1.10.0
-- main.go --
package main

import (
	"runtime"
	"time"

	"github.com/gin-gonic/gin"
)

func main() {
	router := gin.New()
	router.GET("/orders", orders)
	router.GET("/metrics", measure)
	router.Run()
}

func measure(c *gin.Context) {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	c.JSON(200, gin.H{"heap": stats.HeapAlloc, "routines": runtime.NumGoroutine(), "at": time.Now()})
}
"""),
    example("figures of the business at a path of that name", "fail", repo="""
-- package.json --
{"name": "shop", "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.get("/metrics", async (req, res) => res.json({ sales: await db.sales.sum("amount") }))
app.listen(3000)
"""),
    example("StatsD behind an organisation's own client", "pass", line="app/consume.rb:2", repo="""
-- Gemfile --
gem "govuk_app_config"
gem "govuk_message_queue_consumer"
-- app/consume.rb --
GovukMessageQueueConsumer::Consumer.new(queue_name: "orders", processor: Processor.new).run
GovukStatsd.time("orders.all") { process }
"""),
    example("Flask: an extension that a package of the team's brings", "pass", line="app/__init__.py:12", repo="""
-- requirements.txt --
flask==3.0.0
teamkit==2.0
-- app/__init__.py --
from flask import Flask
from teamkit import init_app, api_error_handlers
from .metrics import team_metrics

def create_app(config):
    app = Flask(__name__)
    init_app(app, config, error_handlers=api_error_handlers)
    if not app.config["SHOP_API_TOKENS"]:
        raise Exception("No SHOP_API_TOKENS provided")
    from .main import main
    app.register_blueprint(main)
    team_metrics.init_app(app)
    return app
-- app/metrics.py --
from teamkit.metrics import TeamMetrics

team_metrics = TeamMetrics()
-- app/main.py --
from flask import Blueprint, jsonify

main = Blueprint("main", __name__)

@main.after_request
def cached(response):
    response.cache_control.max_age = 24 * 60 * 60
    return response

@main.get("/orders")
def orders():
    return jsonify([])
-- application.py --
from app import create_app

application = create_app("production")
"""),
]
