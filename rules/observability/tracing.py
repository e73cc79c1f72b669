"""Distributed tracing is configured.

When a page takes six seconds, the question is in which of five services and queries they go. Without a trace every team proves that it is
not theirs, and users keep waiting.

Pass: OpenTelemetry, Jaeger, Zipkin, Datadog, X-Ray, New Relic, Elastic APM, Application Insights, Sentry tracing

Fail: nothing of the kind is found

Fix: Switch on OpenTelemetry's automatic instrumentation and send it to whatever backend there is: `opentelemetry-instrument` (Python),
`@opentelemetry/auto-instrumentations-node`, the Java agent or Spring's starter, `OpenTelemetry::SDK.configure { |c| c.use_all }`,
`AddOpenTelemetry().WithTracing(…)`, otelhttp (Go), tracing-opentelemetry (Rust), opentelemetry_phoenix; or set the error tracker's
`traces_sample_rate`.

Searched: tracing libraries that the server's code starts, agents in what starts it, tracing of declared functions, and the error
tracker's rate of traces (a rate of nothing is none)
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Inherited, Provisions, Telemetry, example, rule, supports, unclear


@rule(id="OBS009", severity="low", sources=("S4",), unless=("static site", "infrastructure", "page renderer"))
def tracing(provisions: Provisions, telemetry: Telemetry, inherited: Inherited) -> Iterator[Finding]:
    for base in inherited:
        yield unclear(base.may("start one"), base)
    for found in provisions.on("tracing"):
        yield supports(found, found.says)
    for instrument in telemetry.giving("traces"):
        yield supports(instrument, f"{instrument.name} traces the service ({instrument.by})")


EXAMPLES = [
    example("Symfony: the error tracker decides which requests it traces", "pass", line="config/packages/sentry.yaml:4", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "*", "sentry/sentry-symfony": "^5.0"}}
-- public/index.php --
<?php
use App\\Kernel;
return fn (array $context) => new Kernel($context['APP_ENV'], false);
-- config/packages/sentry.yaml --
sentry:
  dsn: '%env(SENTRY_DSN)%'
  options:
    traces_sampler: 'sentry.callback.traces_sampler'
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
    example("an agent that Nais puts into the application", "pass", line=".nais/app.yaml:12", repo="""
-- .nais/app.yaml --
apiVersion: nais.io/v1alpha1
kind: Application
metadata:
  name: cases
spec:
  image: {{image}}
  liveness:
    path: /internal/isalive
  readiness:
    path: /internal/isready
  observability:
    autoInstrumentation:
      enabled: true
      runtime: java
  gcp:
    sqlInstances:
      - type: POSTGRES_17
        databases:
          - name: cases
  ingresses:
    - https://cases.example.no
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
    example("Spring Boot's starter for Zipkin", "pass", line="pom.xml:3", repo="""
-- pom.xml --
<project><artifactId>shop</artifactId><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-zipkin</artifactId></dependency>
</dependencies></project>
-- src/main/java/acme/Shop.java --
@SpringBootApplication
public class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }
"""),
    example("an interface of OpenTelemetry without anything behind it", "fail", repo="""
-- go.mod --
module example.com/shop
require go.opentelemetry.io/otel v1.28.0
-- main.go --
package main

import (
	"net/http"

	"go.opentelemetry.io/otel"
)

func main() {
	_ = otel.Tracer("shop")
	http.ListenAndServe(":8080", nil)
}
"""),
    example("OpenTelemetry", "pass", line="main.go:9", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"net/http"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
)

func main() {
	http.ListenAndServe(":8080", otelhttp.NewHandler(mux, "shop"))
}
"""),
    example("Sentry, with traces", "pass", line="main.py:3", repo="""
-- main.py --
import sentry_sdk
from fastapi import FastAPI
sentry_sdk.init(dsn=DSN, traces_sample_rate=0.2)
app = FastAPI()
"""),
    example("Sentry, with a rate of nothing", "fail", repo="""
-- main.py --
import sentry_sdk
from fastapi import FastAPI
sentry_sdk.init(dsn=DSN, traces_sample_rate=0.0)
app = FastAPI()
"""),
    example("Laravel's stock configuration, which traces nothing", "fail", repo="""
-- artisan --
-- config/sentry.php --
<?php
return [
    'traces_sample_rate' => env('SENTRY_TRACES_SAMPLE_RATE') === null ? null : (float) env('SENTRY_TRACES_SAMPLE_RATE'),
];
-- public/index.php --
<?php
$app->handle();
"""),
    example("a Java agent", "pass", line="Dockerfile:2", repo="""
-- Dockerfile --
FROM eclipse-temurin:21-jre
ENTRYPOINT ["java", "-javaagent:/otel/opentelemetry-javaagent.jar", "-jar", "/app.jar"]
-- src/main/java/App.java --
@SpringBootApplication
public class App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }
"""),
    example("functions with X-Ray", "pass", line="template.yaml:4", repo="""
-- template.yaml --
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Tracing: Active
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties: {Handler: app.handler, Runtime: python3.12}
-- app.py --
def handler(event, context):
    return {"statusCode": 200}
"""),
    example("a library", "na", repo="""
-- pyproject.toml --
[project]
name = "tool"
[build-system]
requires = ["setuptools"]
-- tool.py --
def f(): pass
"""),
    example("one package.json for a server and for pages, which alone trace", "fail", repo="""
-- package.json --
{"scripts": {"start": "node server", "build": "vite build"}, "dependencies": {"@sentry/vue": "10", "express": "5", "vue": "3", "vite": "7"}}
-- index.html --
<div id="app"></div>
<script type="module" src="/src/main.js"></script>
-- src/main.js --
import { createApp } from 'vue'
import App from './App.vue'
import { report } from './logging/report'
report(createApp(App)).mount('#app')
-- src/logging/report.js --
import * as Sentry from '@sentry/vue'
export const report = (app) => {
  Sentry.init({ app, dsn: import.meta.env.VITE_DSN, integrations: [Sentry.browserTracingIntegration()], tracesSampleRate: 1.0 })
  return app
}
-- server.js --
const express = require('express')
express().use(express.static('dist')).listen(8080)
"""),
    example("the folder of the page's module holds the server too", "pass", line="src/index.js:5", repo="""
-- package.json --
{"scripts": {"start": "node src/index.js"}, "dependencies": {"@sentry/node": "10", "express": "5", "vue": "3", "vite": "7"}}
-- index.html --
<script type="module" src="/src/main.js"></script>
-- src/main.js --
import { createApp } from 'vue'
createApp({}).mount('#app')
-- src/index.js --
import * as Sentry from '@sentry/node'
import express from 'express'
Sentry.init({
  dsn: process.env.DSN,
  tracesSampleRate: 1.0,
})
express().listen(8080)
"""),
    example("Datadog's tracer, started under another name", "pass", line="src/tracing.ts:2", repo="""
-- package.json --
{"dependencies": {"express": "5", "dd-trace": "5"}}
-- src/tracing.ts --
import ddTrace from 'dd-trace'
ddTrace.init({ logInjection: true })
-- src/server.ts --
import './tracing'
import express from 'express'
express().listen(8080)
"""),
    example("moov-io/base", "pass", line="main.go:9", repo="""
-- go.mod --
module example.com/shop
require (
	github.com/gorilla/mux v1.8.1
	github.com/moov-io/base v0.63.3
)
-- main.go --
package main

import (
	"github.com/gorilla/mux"
	"github.com/moov-io/base/telemetry"
)

func main() {
	shutdown, _ := telemetry.SetupTelemetry(ctx, conf.Telemetry, version)
	defer shutdown()
	http.ListenAndServe(":80", mux.NewRouter())
}
"""),
]
