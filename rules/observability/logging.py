"""The app logs what happens.

When a user writes "it failed yesterday at four", the log is all there is to look at. Without one the team can only guess, and the same
failure goes on for the next user.

Pass: a logging facility configured or used throughout the app's code, requests and errors included

Fail: none, or print/console output only; each print in server code is a finding

Fix: Configure the language's logger at start-up and use it for requests and caught errors: `logging` with `dictConfig` or `LOGGING`
(Python, Django), pino or winston (Node), `log/slog` (Go), SLF4J with Logback (Java, Kotlin), `Rails.logger`, Monolog (PHP), `ILogger` or
Serilog (.NET), `tracing` with a subscriber (Rust), `Logger` (Elixir). Replace `print` and `console.log` in server code.

Searched: loggers configured and called in server code, files that configure one, frameworks that log by themselves
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Hosted, Location, Logs, Part, Parts, contradicts, example, rule, supports


@rule(
    id="OBS001", severity="blocker", sources=("S0.4", "S1.6", "S2"), scope="service", wins="supports",
    unless=("static site", "infrastructure", "page renderer"),
)
def logging(logs: Logs, parts: Parts, hosted: Hosted) -> Iterator[Finding]:
    for facility in logs.facilities:
        yield supports(facility, facility.name if facility.how == "by itself" else f"{facility.name} {facility.how}")
    for at in logs.printed:
        part = _part(at, parts)
        if part and (part.kind == "function" or (part.kind == "web application" and hosted.asking(part.root))):  # ruling 19
            yield supports(at, "the platform keeps what a function prints")
        else:
            yield contradicts(at, "a message is printed, not logged")


def _part(at: Location, parts: Parts) -> Part | None:
    """The deployable part that a place belongs to."""
    above = [p for p in parts if not p.root or at.path.startswith(f"{p.root}/")]
    return max(above, key=lambda p: len(p.root), default=None)


EXAMPLES = [
    example("Effect's own log", "pass", line="src/main.ts:6", repo="""
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
  Layer.provide(Logger.json),
  Layer.provide(NodeHttpServer.layer(createServer, { port: 3000 })),
  Layer.launch, NodeRuntime.runMain)
"""),
    example("SvelteKit as a function of Cloudflare's, beside a server in an image", "pass", repo="""
-- api/go.mod --
module example.com/api
-- api/main.go --
package main

import (
	"log/slog"
	"net/http"
)

func main() {
	slog.Error("ended", "error", http.ListenAndServe(":8080", nil))
}
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
  console.error("no orders")
}
"""),
    example("LogTape", "pass", line="server.js:3", repo="""
-- server.js --
const { configure, getConsoleSink, getLogger, jsonLinesFormatter } = require("@logtape/logtape")

configure({ sinks: { console: getConsoleSink({ formatter: jsonLinesFormatter }) } })
getLogger("shop").error("no stock", { order: 1 })
require("express")().listen(3000)
"""),
    example("HOF's logger", "pass", line="emails/notify.js:7", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"hof": "^24.5.0"}}
-- server.js --
const hof = require("hof");
const app = hof({routes: [require("./apps/report")]});
-- emails/notify.js --
"use strict";
const config = require("../config");
const logger = require("hof/lib/logger")({ env: config.env });

module.exports = client => client.sendEmail(config.template)
  .then(() => sent())
  .catch(error => logger.error(`Notify: ${error}`));
"""),
    example("Go: a team's own module, for all that it runs", "pass", line="main.go:10", repo="""
-- go.mod --
module example.gov.uk/payments
require github.com/companieshouse/chs.go v1.2.10
-- main.go --
package main

import (
	"net/http"

	"github.com/companieshouse/chs.go/log"
)

func main() {
	log.Info("starting")
	http.HandleFunc("/payments", func(w http.ResponseWriter, req *http.Request) {
		log.ErrorR(req, errors.New("none"))
	})
	log.Error(http.ListenAndServe(":80", nil))
}
"""),
    example("an organisation's own logging library", "pass", repo="""
-- pom.xml --
<project/>
-- src/main/java/shop/Application.java --
package shop;
import com.example.logging.Logger;
import com.example.logging.LoggerFactory;
@SpringBootApplication
public class Application {
    private static final Logger LOGGER = LoggerFactory.getLogger("shop");
    void stop(Exception error) {
        LOGGER.error("it stops", error);
    }
    void start() {
        LOGGER.info("it starts");
    }
}
"""),
    example("a logger from a package that is called one", "pass", repo="""
-- package.json --
{"dependencies": {"express": "4", "@shop/simple-logger": "1"}}
-- app.js --
const log = require("@shop/simple-logger")("app")
const app = require("express")()
app.use((error, req, res, next) => {
  log.error(error)
  res.sendStatus(500)
})
app.listen(80, () => log.info("up"))
"""),
    example("an app that Vercel wraps as a function prints", "pass", line="index.js:4", repo="""
-- package.json --
{"scripts": {"start": "node index.js"}, "dependencies": {"express": "4"}}
-- vercel.json --
{"builds": [{"src": "index.js", "use": "@vercel/node"}], "routes": [{"src": "/(.*)", "dest": "/"}]}
-- index.js --
const app = require("express")()
app.get("/orders", async (req, res) => {
  try { res.json(await list()) }
  catch (error) { console.error(error); res.status(500).json({}) }
})
app.listen(3000)
"""),
    example("handlers of a server-rendered app print, and Vercel runs them", "pass", line="app/api/orders/route.ts:3", repo="""
-- package.json --
{"scripts": {"start": "next start"}, "dependencies": {"next": "14", "react": "18"}}
-- vercel.json --
{"crons": [{"path": "/api/orders", "schedule": "0 0 1 * *"}]}
-- app/api/orders/route.ts --
export async function GET() {
  try { return Response.json(await list()) }
  catch (error) { console.error(error); return Response.json({}, { status: 500 }) }
}
"""),
    example("a worker that a platform runs, though its manifest is a package's", "fail", repo="""
-- package.json --
{"name": "reports", "bin": {"reports": "bin/reports"}, "dependencies": {"pg": "8"}}
-- manifest.worker.yml --
applications:
- name: reports-worker
  health-check-type: process
  command: node worker.js
-- worker.js --
const { Pool } = require("pg")
const pool = new Pool()
setInterval(() => pool.query("select work()"), 1000)
"""),
    example("a package that others install and run", "na", repo="""
-- package.json --
{"name": "reports", "bin": {"reports": "bin/reports"}, "dependencies": {"pg": "8"}}
-- worker.js --
const { Pool } = require("pg")
const pool = new Pool()
setInterval(() => pool.query("select work()"), 1000)
"""),
    example("a worker of a queue, by the name of the queue in a constant", "fail", repo="""
-- package.json --
{"name": "mails", "private": true, "dependencies": {"bullmq": "5"}}
-- worker.ts --
import { Worker } from 'bullmq'
import { QUEUE } from './names'
new Worker<Mail>(QUEUE, async (job) => { await send(job.data) })
"""),
    example("hapi: a plugin that logs requests and errors", "pass", line="plugins/logging.js:2", repo="""
-- package.json --
{"dependencies": {"@hapi/hapi": "21", "hapi-pino": "13"}}
-- server.js --
const hapi = require('@hapi/hapi')
const start = async () => {
  const server = hapi.server({ port: 3000 })
  await server.register(require('./plugins/logging'))
  await server.start()
  console.log('started')
}
start()
-- plugins/logging.js --
module.exports = {
  plugin: require('hapi-pino'),
  options: { level: 'warn' }
}
"""),
    example("a server of Spring Cloud's logs by itself", "pass", line="src/main/java/acme/ConfigApplication.java:1", repo="""
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
    example("pages that a process renders, with no server code of their own", "na", repo="""
-- next.config.js --
module.exports = {}
-- pages/index.tsx --
export default () => <p>hello</p>
"""),
    example("a program that is no service logs for itself", "fail", says="sells", repo="""
-- src/sells/Dockerfile --
FROM python:3.13
COPY . .
-- src/sells/app.py --
from flask import Flask
app = Flask(__name__)
-- src/buys/Dockerfile --
FROM python:3.13
COPY . .
-- src/buys/app.py --
import logging
from flask import Flask
logging.basicConfig(level="INFO")
app = Flask(__name__)
-- src/load/Dockerfile --
FROM python:3.13
COPY . .
-- src/load/run.py --
import logging
logging.basicConfig(level="INFO")
"""),
    example("Python's logging", "pass", line="app.py:3", repo="""
-- app.py --
import logging
from flask import Flask
logging.basicConfig(level="INFO")
app = Flask(__name__)
@app.errorhandler(500)
def failed(error):
    logging.error("failed: %s", error)
    return "sorry", 500
"""),
    example("print only", "fail", line="app.py:5", says="a message is printed, not logged", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
@app.route("/")
def index():
    print("asked")
    return "hello"
"""),
    example("console.log beside a logger", "pass", line=("server.js:4", "server.js:5"), repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "pino": "9"}}
-- server.js --
const express = require("express")
const logger = require("pino")()
const app = express()
app.use((err, req, res, next) => { logger.error(err); res.status(500).end() })
console.log("starting")
app.listen(3000)
"""),
    example("a logger that is required and never called is none; a wrapper of the console neither", "fail", line="server.js:2", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const express = require("express")
const logger = { info: (text) => console.log(text) }
const app = express()
logger.info("starting")
app.listen(3000)
"""),
    example("Rails logs by itself", "pass", line="config/application.rb:1", repo="""
-- config/application.rb --
class Application < Rails::Application
end
-- config/routes.rb --
Rails.application.routes.draw do
  root "pages#home"
end
"""),
    example("Go's log", "pass", line="main.go:11", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if _, err := w.Write([]byte("hello")); err != nil {
			log.Printf("write: %v", err)
		}
	})
	http.ListenAndServe(":8080", nil)
}
"""),
    example("Java: printed stack traces", "fail", line="src/main/java/shop/Shop.java:6", repo="""
-- pom.xml --
<project></project>
-- src/main/java/shop/Shop.java --
package shop;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
@SpringBootApplication
public class Shop {
  public static void main(String[] a) { try { SpringApplication.run(Shop.class, a); } catch (Exception e) { e.printStackTrace(); } }
}
"""),
    example("Rust: messages without a subscriber go nowhere", "fail", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.7"
tracing = "0.1"
-- src/main.rs --
use tracing::info;
#[tokio::main]
async fn main() {
    info!("starting");
    axum::serve(listener, app).await.unwrap();
}
"""),
    example("a function's console output is kept", "pass", line="handler.js:1", repo="""
-- serverless.yml --
service: shop
provider: {name: aws, runtime: nodejs20.x}
functions:
  orders: {handler: handler.orders, events: [{httpApi: "GET /orders"}]}
-- package.json --
{"name": "shop"}
-- handler.js --
module.exports.orders = async () => { console.log("asked"); return { statusCode: 200, body: "[]" } }
"""),
    example("browser code is none", "fail", says="none found", repo="""
-- server/package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server/server.js --
const express = require("express")
const app = express()
app.listen(3000)
-- web/package.json --
{"name": "web", "dependencies": {"react": "18", "loglevel": "1"}}
-- web/src/App.jsx --
import log from "loglevel"
log.error("oops")
console.log("hi")
"""),
    example("a library", "na", repo="""
-- pyproject.toml --
[project]
name = "tool"
version = "1"
[build-system]
requires = ["setuptools"]
-- tool.py --
def main() -> None:
    print("hello")
"""),
    example("the Home Office's base library of services", "pass", line="lib/api.js:1", repo="""
-- package.json --
{"dependencies": {"@asl/service": "^11.0.2", "express": "^4.18.2"}}
-- index.js --
require("./lib/api")(require("./config")).listen(8080)
-- lib/api.js --
const api = require("@asl/service/api")
const { Router } = require("express")
module.exports = settings => {
  const app = api(settings)
  app.put("/versions/:id", (req, res) => res.json(req.body))
  return app
}
"""),
    example("Django: setup.py is a module, bootstrap.py writes into others", "pass", line="src/shop/views.py:3", repo="""
-- setup.cfg --
[isort]
-- bootstrap.py --
def replace_wsgi_settings(target):
    replace_or_append('src/shop/wsgi.py', 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "%s.conf.%s")' % (project, target))
-- src/manage.py --
from shop.setup import setup_env
setup_env()
-- src/shop/setup.py --
import os
def setup_env():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.conf.dev")
-- src/shop/wsgi.py --
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
-- src/shop/views.py --
import logging
logger = logging.getLogger(__name__)
logger.info("started")
"""),
    example("the logger that Azure Functions hands to a call", "pass", line="Orders/index.ts:3", repo="""
-- package.json --
{"dependencies": {"@azure/functions": "^3.0.0"}}
-- host.json --
{"version": "2.0"}
-- Orders/index.ts --
import { Context } from "@azure/functions";
export default async (context: Context) => {
  context.log.warn("no orders");
};
"""),
    example("PHP: Monolog under another name", "pass", line="app/Log.php:6", repo="""
-- composer.json --
{"require": {"slim/slim": "^4", "monolog/monolog": "^3"}}
-- public/index.php --
<?php
$app = Slim\\\\Factory\\\\AppFactory::create();
$app->run();
-- app/Log.php --
<?php
use Monolog\\\\Logger as MonologLogger;

class Log {
    static function make() {
        $logger = new MonologLogger('app');
        return $logger;
    }
}
"""),
]
