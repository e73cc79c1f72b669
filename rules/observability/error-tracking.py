"""An error-tracking service is wired up.

Most users who meet an error say nothing and leave. Without error tracking the team learns of a broken page from a complaint days later,
with no stack trace, no release and no idea how many others it hit.

Pass: Sentry, Bugsnag, Rollbar, Honeybadger, Airbrake, AppSignal, Raygun, GlitchTip, Elastic/Datadog/New Relic APM, Application Insights,
Cloud Error Reporting initialised in the code.

Fail: nothing of the kind is found.

Fix: initialise one tracker where the app starts, with its address from the environment: `sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])`,
`Sentry.init({dsn})`, `Sentry.init` in a Rails initializer, `UseSentry()` in .NET, sentry-spring-boot-starter, `sentry.Init` in Go,
`sentry::init` in Rust; or Bugsnag, Rollbar, Honeybadger, AppSignal, Application Insights. Set the release and the environment, and keep
personal data out.

Searched: the start of trackers in the server's code and settings (a declared dependency or a browser's tracker is none), and agents in
what starts the service: Dockerfiles, Procfiles, compose files, manifests and Helm values.
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Inherited, Telemetry, example, rule, supports, unclear


@rule(
    id="OBS005",
    severity="high",
    sources=("S1.6", "S2"),
    scope="service",
    unless=("static site", "infrastructure", "page renderer"),
)
def error_tracking(telemetry: Telemetry, inherited: Inherited) -> Iterator[Finding]:
    for base in inherited:
        yield unclear(base.may("start a tracker"), base)
    for tracker in telemetry.giving("errors"):
        yield supports(tracker, f"{tracker.name} is put to work ({tracker.by})")


EXAMPLES = [
    example("PHP: Sentry's function by its own name", "pass", line="app/Errors.php:3", repo="""
-- composer.json --
{"require": {"sentry/sentry": "^4", "slim/slim": "^4"}}
-- public/index.php --
<?php
use Slim\\Factory\\AppFactory;
$app = AppFactory::create();
$app->get('/orders', OrdersAction::class);
$app->run();
-- app/Errors.php --
<?php
use function Sentry\\init;
init([
    'dsn' => getenv('SENTRY_DSN'),
]);
"""),
    example("Sentry, as an appender of Logback", "pass", line="src/main/resources/logback-spring.xml:1", repo="""
-- build.gradle.kts --
plugins { id("org.springframework.boot") version "4.0.0" }
dependencies {
    implementation("org.springframework.boot:spring-boot-starter-web")
    implementation("io.sentry:sentry-logback:8.51.0")
}
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
-- src/main/resources/logback-spring.xml --
<configuration>
  <appender name="Sentry" class="io.sentry.logback.SentryAppender" />
  <root level="INFO"><appender-ref ref="Sentry" /></root>
</configuration>
"""),
    example("Sentry's starter; SENTRY_DSN has the address", "pass", line="src/main/resources/application.yml:2", repo="""
-- build.gradle.kts --
plugins { id("org.springframework.boot") version "4.0.0" }
dependencies {
    implementation("org.springframework.boot:spring-boot-starter-web")
    implementation("io.sentry:sentry-spring-boot-4:8.51.0")
}
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
-- src/main/resources/application.yml --
sentry:
  traces-sample-rate: 1.0
"""),
    example("Sentry, set up by a library of an organisation's", "pass", line="app.py:4", repo="""
-- requirements.txt --
sentry-sdk==2.0.0
-- app.py --
import falcon
from fillmore.libsentry import set_up_sentry
app = falcon.App()
set_up_sentry(sentry_dsn=dsn, before_send=scrubber)
"""),
    example("Clojure", "pass", line="src/shop/errors.clj:2", repo="""
-- deps.edn --
{:deps {http-kit/http-kit {:mvn/version "2.8.0"}
        io.sentry/sentry-clj {:mvn/version "7.0.0"}}}
-- src/shop/main.clj --
(ns shop.main (:require [org.httpkit.server :as http]))
(http/run-server app {:port 3000})
-- src/shop/errors.clj --
(ns shop.errors (:require [sentry-clj.core :as sentry]))
(defn start [dsn] (sentry/init! dsn {}))
"""),
    example("Datadog's agent is compiled into the program", "pass", line="Dockerfile:3", repo="""
-- go.mod --
module a
-- main.go --
package main
func main() { http.ListenAndServe(":80", nil) }
-- Dockerfile --
FROM golang:1.26 AS build
COPY . .
RUN orchestrion go install ./...
FROM alpine:3.23
COPY --from=build /go/bin/a /a
CMD ["/a"]
"""),
    example("Application Insights, whose client is made by hand", "pass", line="Config.cs:5", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>
<PackageReference Include="Microsoft.ApplicationInsights.PerfCounterCollector" Version="2.22.0" />
</ItemGroup></Project>
-- Config.cs --
using Microsoft.ApplicationInsights.Extensibility;
static class Config {
    private static TelemetryClient? client;
    public static TelemetryClient Begin() {
        var settings = TelemetryConfiguration.CreateDefault();
        settings.ConnectionString = Environment.GetEnvironmentVariable("INSIGHTS");
        return client = new(settings);
    }
}
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
"""),
    example("Scrapy's extension for Sentry", "pass", line="settings.py:4", repo="""
-- requirements.txt --
scrapy
scrapy-sentry-errors
schedule
-- settings.py --
import os
SENTRY_DSN = os.environ["SENTRY_DSN"]
EXTENSIONS = {
    "scrapy_sentry_errors.extensions.Errors": 10,
}
-- run.py --
import schedule
while True:
    schedule.run_pending()
"""),
    example("Django's settings are built upon those of a package", "unknown", repo="""
-- requirements.txt --
django
open-framework
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.conf.base")
-- shop/conf/base.py --
import os

from open_framework.conf.base import *  # noqa

INSTALLED_APPS = INSTALLED_APPS + ["shop"]
-- shop/urls.py --
from django.urls import path
from .views import orders
urlpatterns = [path("orders/", orders)]
"""),
    example("Django's settings are built upon others of the project", "fail", repo="""
-- requirements.txt --
django
open-framework
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.conf.base")
-- shop/conf/base.py --
from shop.conf.common import *

INSTALLED_APPS = INSTALLED_APPS + ["shop"]
-- shop/urls.py --
from django.urls import path
from .views import orders
urlpatterns = [path("orders/", orders)]
-- shop/conf/common.py --
INSTALLED_APPS = []
"""),
    example("a helper that starts a tracker, and that nothing brings in", "fail", repo="""
-- requirements.txt --
flask
sentry-sdk
-- app.py --
from flask import Flask
app = Flask(__name__)
-- utils/monitoring.py --
import os
import sentry_sdk
def set_up():
    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])
"""),
    example("Dropwizard's log goes to Sentry too", "pass", line="src/main/java/shop/Shop.java:6", repo="""
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
    example("pages that a process renders, with no server code of their own", "na", repo="""
-- next.config.js --
module.exports = {}
-- pages/index.tsx --
export default () => <p>hello</p>
"""),
    example(
        "the agent of Application Insights, which the base image starts with the settings that are copied",
        "pass",
        line="Dockerfile:4",
        repo="""
-- Dockerfile --
# renovate: datasource=github-releases depName=microsoft/ApplicationInsights-Java
ARG APP_INSIGHTS_AGENT_VERSION=3.7.9
FROM hmctspublic.azurecr.io/base/java:21-distroless
COPY lib/applicationinsights.json /opt/app/
COPY build/libs/shop.jar /opt/app/
CMD ["shop.jar"]
-- build.gradle --
plugins { id 'org.springframework.boot' version '3.5.0' }
-- src/main/java/shop/Shop.java --
import org.springframework.boot.autoconfigure.SpringBootApplication;
@SpringBootApplication
class Shop {}
""",
    ),
    example(
        "initialised where the app starts",
        "pass",
        line="app/main.py:4",
        repo="""
-- requirements.txt --
fastapi==0.115.0
sentry-sdk[fastapi]==2.20.0
-- app/main.py --
import os
import sentry_sdk
from fastapi import FastAPI
sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])
app = FastAPI()
""",
    ),
    example(
        "declared, never initialised",
        "fail",
        repo="""
-- requirements.txt --
flask==3.0.0
sentry-sdk==2.20.0
-- app.py --
from flask import Flask
# sentry_sdk.init(dsn="...")
app = Flask(__name__)
""",
    ),
    example(
        "only the browser reports",
        "fail",
        repo="""
-- server/package.json --
{"dependencies": {"express": "4.19.2"}}
-- server/index.js --
const express = require("express")
const app = express()
app.listen(3000)
-- web/package.json --
{"dependencies": {"react": "18.2.0", "@sentry/react": "8.0.0", "@sentry/node": "8.0.0"}}
-- web/src/main.js --
import * as Sentry from "@sentry/react"
Sentry.init({dsn: import.meta.env.VITE_DSN})
""",
    ),
    example(
        "an agent at the start of the image",
        "pass",
        line="Dockerfile:3",
        repo="""
-- Dockerfile --
FROM eclipse-temurin:21-jre
COPY app.jar /app.jar
ENTRYPOINT ["java", "-javaagent:/opt/applicationinsights-agent.jar", "-jar", "/app.jar"]
-- src/main/java/App.java --
import org.springframework.boot.SpringApplication;
@SpringBootApplication
public class App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }
""",
    ),
    example(
        "a Rails initializer",
        "pass",
        line="config/initializers/sentry.rb:1",
        repo="""
-- Gemfile --
gem "rails", "~> 7.1"
gem "sentry-rails"
-- config/application.rb --
module Shop
  class Application < Rails::Application
  end
end
-- config/initializers/sentry.rb --
Sentry.init do |config|
  config.dsn = ENV["SENTRY_DSN"]
end
""",
    ),
    example(
        "a library",
        "na",
        repo="""
-- pyproject.toml --
[build-system]
requires = ["setuptools"]
[project]
name = "parser"
-- src/parser/__init__.py --
def parse(text):
    return text.split()
""",
    ),
    example("Application Insights by a library of the organisation's, which is given its address", "pass", line="telemetry.ts:2", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "5", "@acme/azure-telemetry": "1"}}
-- server.ts --
import "./telemetry"
import express from "express"
express().listen(3000)
-- telemetry.ts --
import { initialiseTelemetry } from "@acme/azure-telemetry"
initialiseTelemetry({
  serviceName: "shop",
  connectionString: process.env.APPLICATIONINSIGHTS_CONNECTION_STRING,
}).startRecording()
"""),
    example("Instana in Go", "pass", line="main.go:5", repo="""
-- go.mod --
module example.com/shop
require github.com/instana/go-sensor v1.40.0
-- main.go --
package main
import "github.com/instana/go-sensor"
import "net/http"
func main() {
	instana.InitCollector(&instana.Options{Service: "shop"})
	http.ListenAndServe(":80", nil)
}
"""),
]
