"""Logs use levels as intended.

If everything is logged at one level, errors that hurt users drown in chatter and no alert can be set on them. If the level cannot be
raised, the one detail needed is missing on the day.

Pass: at least two levels in use, error level among them, and the level is configurable

Fail: one level for everything; errors caught and logged at info or debug are findings

Fix: Log failures at error, odd but handled things at warning, business events at info and the rest at debug, and read the level from the
environment: `LOG_LEVEL` into `logging.basicConfig`, `pino({level: process.env.LOG_LEVEL})`, `logging.level.root`, `config.log_level =
ENV.fetch("RAILS_LOG_LEVEL", "info")`, `Logging:LogLevel`, slog's `LevelVar`, `RUST_LOG`, `config :logger, level:`. Search the code for
`catch` blocks that log at info.

Searched: the levels of the server code's log calls, and where the log's level is read from the environment or a configuration
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from readylint import Finding, Level, Levels, Location, Parts, Provision, Provisions, contradicts, example, rule, supports

T = TypeVar("T", Level, Provision)


@rule(
    id="OBS004", severity="low", sources=("S1.6",), scope="service", wins="supports",
    unless=("static site", "infrastructure", "page renderer"),
)
def log_levels(levels: Levels, provisions: Provisions, parts: Parts) -> Iterator[Finding]:
    roots = tuple(p.root for p in parts)
    for root in roots or ("",):
        used = {level.name: level.at for level in reversed(_of(root, roots, levels.used))}
        if not used:
            continue
        configured = _of(root, roots, provisions.on("log_levels"))
        if configured and "error" in used and len(used) > 1:
            yield from (supports(at, f"{name} is in use") for name, at in sorted(used.items()))
            yield from (supports(found, found.says) for found in configured)
        else:
            yield from _lacking(used, configured, _of(root, roots, provisions.on("fixed_levels")))
    for at in levels.lowered:
        yield contradicts(at, "a caught error is logged as if it were none")


def _of(root: str, roots: tuple[str, ...], found: Iterable[T]) -> tuple[T, ...]:
    """What stands in a part of the repository, and what stands outside every part."""
    return tuple(f for f in found if _home(f.at.path, roots) in (root, None))


def _home(path: str, roots: tuple[str, ...]) -> str | None:
    return max((r for r in roots if not r or path.startswith(f"{r}/")), key=len, default=None)


def _lacking(used: dict[str, Location], configured: tuple[Provision, ...], fixed: tuple[Provision, ...]) -> Iterator[Finding]:
    """What keeps the levels from being of use."""
    first = min(used.values())
    if len(used) == 1:
        yield contradicts(first, f"{next(iter(used))} is the only level in use")
    elif "error" not in used:
        yield contradicts(first, f"nothing is logged as an error: {', '.join(sorted(used))} are in use")
    if not configured and fixed:
        yield from (contradicts(found, found.says) for found in fixed)
    elif not configured:
        yield contradicts(first, "nothing reads the level from the environment or a configuration")


EXAMPLES = [
    example("Go: the name of the variable is a constant", "pass", line="log.go:5", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
func main() {
	slog.Error("no shop", "err", err)
	slog.Info("open")
	http.ListenAndServe(":80", nil)
}
-- log.go --
package main

import "os"

const EnvLevel = "LOG_LEVEL"

func level() string { return os.Getenv(EnvLevel) }
"""),
    example("Airflow's configuration holds the level", "pass", line="dags/orders.py:2", repo="""
-- requirements.txt --
apache-airflow==2.10.5
-- dags/orders.py --
import logging
from airflow import DAG

with DAG("orders") as dag:
    logging.info("begun")
    logging.error("failed")
"""),
    example("Go: logr", "pass", line="main.go:6", repo="""
-- go.mod --
module shop
-- main.go --
package main
import "github.com/TwiN/logr"
func main() {
	logr.SetThreshold(logr.LevelFromString(os.Getenv("LOG_LEVEL")))
	if err := http.ListenAndServe(":80", nil); err != nil {
		logr.Errorf("stopped: %s", err)
	}
	logr.Infof("stopped")
	logr.Debugf("stopped at %s", now)
}
"""),
    example("Pyramid: the level stands in the settings that the server is started with", "pass", line="conf/production.ini:9", repo="""
-- requirements.txt --
pyramid
-- conf/production.ini --
[app:shop]
use = call:shop.app:create_app

[loggers]
keys = root
[handlers]
keys = console
[logger_root]
level = INFO
handlers = console
-- shop/app.py --
import logging
from pyramid.config import Configurator
log = logging.getLogger(__name__)
def create_app(_=None, **settings):
    log.info("starts")
    if not settings: log.error("no settings")
    return Configurator(settings=settings).make_wsgi_app()
"""),
    example("a level that the set-up is handed", "pass", repo="""
-- shop/log.py --
import logging.config
from shop.config import config
def set_up(logging_level):
    logging.config.dictConfig({"handlers": {"console": {"level": "DEBUG"}}, "loggers": {"shop": {"level": logging_level}}})
-- shop/app.py --
import falcon, logging
app = falcon.App()
log = logging.getLogger("shop")
log.info("started")
log.error("failed")
"""),
    example("Clojure, with the level of a setting", "pass", line="resources/logback.xml:1", repo="""
-- deps.edn --
{:deps {http-kit/http-kit {:mvn/version "2.8.0"}}}
-- src/shop/main.clj --
(ns shop.main (:require [org.httpkit.server :as http]))
(http/run-server app {:port 3000})
-- resources/logback.xml --
<configuration><root level="${LOG_LEVEL:-INFO}"/></configuration>
-- src/shop/orders.clj --
(ns shop.orders (:require [clojure.tools.logging :as log]))
(defn add [order] (try (save! order) (log/info "saved") (catch Exception e (log/error e "lost") (throw e))))
"""),
    example("Play's logger, in two levels", "pass", repo="""
-- conf/application.conf --
include "frontend.conf"

appName = "advance-rulings-frontend"
play.http.router = prod.Routes
play.filters.enabled += play.filters.csp.CSPFilter
-- app/controllers/RulingController.scala --
package controllers

import play.api.Logging
import uk.gov.hmrc.auth.core.{AuthorisedFunctions, Enrolment}

class RulingController @Inject() (cc: MessagesControllerComponents, upscan: UpscanConnector)
    extends FrontendController(cc) with AuthorisedFunctions with Logging {
  def list: Action[AnyContent] = Action.async { implicit request =>
    authorised(Enrolment("HMRC-ATAR-ORG") and AuthProviders(GovernmentGateway)) {
      logger.info("listing"); logger.error("none")
      Future.successful(Ok(view()))
    }
  }
  def initiate: Action[AnyContent] = Action.async { implicit request =>
    authorised() {
      upscan.initiate(UpscanInitiateRequest(maximumFileSize = config.maxSize, expectedContentType = Some("application/pdf")))
    }
  }
}
"""),
    example("levels, and one that cannot be changed", "fail", line="app.py:3", says="hard-coded", repo="""
-- app.py --
import logging
from flask import Flask
logging.basicConfig(level=logging.INFO)
logger = logging.getLogger(__name__)
app = Flask(__name__)
@app.errorhandler(500)
def failed(error):
    logger.error("failed: %s", error)
    logger.info("sorry")
"""),
    example("a literal, set through a settings object", "fail", line="app/environment.rb:2", says="hard-coded", repo="""
-- app/environment.rb --
require_relative "config"
Shop.config.logger.level = Logger::DEBUG
-- app/consumer.rb --
GovukMessageQueueConsumer::Consumer.new(queue_name: "orders", processor: Processor.new).run
Shop.config.logger.error("failed")
Shop.config.logger.info("done")
"""),
    example("the level comes from the environment", "pass", line=("app.py:4", "app.py:9"), repo="""
-- app.py --
import logging, os
from flask import Flask

logging.basicConfig(level=os.environ.get("LOG_LEVEL", "INFO"))
logger = logging.getLogger(__name__)
app = Flask(__name__)
@app.errorhandler(500)
def failed(error):
    logger.error("failed: %s", error)
    logger.info("sorry")
"""),
    example("one level for everything", "fail", says="info is the only level in use", line="app/worker.rb:5", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application
end
-- app/worker.rb --
class Worker
  def perform
    call
  rescue StandardError => e
    Rails.logger.info "failed: #{e}"
  end
end
"""),
    example("console.log for errors", "fail", line="server.js:5", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.get("/", async (req, res) => {
  try { res.send(await load()) }
  catch (err) {
    console.log(err)
    res.status(500).end()
  }
})
app.listen(3000)
"""),
    example("Spring reads the level by itself", "pass", line="src/main/java/Shop.java:4", repo="""
-- pom.xml --
<project></project>
-- src/main/java/Shop.java --
@SpringBootApplication
public class Shop {
  private static final Logger log = LoggerFactory.getLogger(Shop.class);
  void order() { log.info("ordered"); try { pay(); } catch (Exception e) { log.error("not paid", e); } }
}
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
    example("Symfony 3 and before, a level from the environment", "pass", repo="""
-- composer.json --
{"require": {"symfony/symfony": "3.4"}}
-- web/app.php --
<?php
$kernel = new AppKernel('prod', false);
-- app/config/config_prod.yml --
monolog:
    handlers:
        nested:
            type: stream
            level: "%env(SHOP_LOG_LEVEL)%"
-- src/Orders.php --
<?php
class Orders {
  public function place() {
    $this->logger->info('placed');
    $this->logger->error('refused');
  }
}
"""),
    example("slog's lines by RUST_LOG", "pass", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
actix-web = "4"
slog = "2"
slog-envlogger = "2"
-- src/main.rs --
use actix_web::{App, HttpServer};
#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let drain = slog_envlogger::new(slog_async::Async::new(json()).build().fuse());
    info!("started");
    if let Err(e) = warm() { error!("cold: {}", e); }
    HttpServer::new(|| App::new()).bind("0.0.0.0:80")?.run().await
}
"""),
    example("a logger of one's own, whose level a typed environment and a switch give", "pass", repo="""
-- package.json --
{"scripts": {"start": "node dist/main.js"}, "dependencies": {"@nestjs/core": "11", "nestjs-pino": "4"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
NestFactory.create(AppModule).then(app => app.listen(80))
-- src/log/module.ts --
import { LoggerModule } from "nestjs-pino"
const quiet = process.env.QUIET === "true"
const level = quiet ? "warn" : "info"
export const log = LoggerModule.forRoot({ pinoHttp: { level } })
-- src/orders.service.ts --
export class Orders {
  place() { this.logger.log("placed") }
  refuse(error: Error) { this.logger.error("refused", error) }
}
"""),
    example("a module of one's own with a function for each level", "pass", line=("log.js:1", "server.js:4"), repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5"}}
-- log.js --
const least = LEVELS.indexOf(process.env.LOG_LEVEL || "info")
const write = (level, text) => LEVELS.indexOf(level) >= least && process.stdout.write(`${level} ${text}`)
exports.logInfo = text => write("info", text)
exports.logError = text => write("error", text)
-- server.js --
const { logInfo, logError } = require("./log")
const app = require("express")()
app.get("/", (req, res) => {
  try { res.send(load()) } catch (error) { logError(error.message); res.status(500).end() }
})
app.listen(80, () => logInfo("up"))
"""),
    example("Go: an option of the command, which the environment sets", "pass", line="main.go:7", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import (
	cli "github.com/jawher/mow.cli"
	"example.com/logger"
)
func main() {
	level := app.String(cli.StringOpt{Name: "log-level", Value: "INFO", EnvVar: "LOG_LEVEL"})
	log := logger.NewUPPLogger("shop", *level)
	log.Info("up")
	log.Fatal(http.ListenAndServe(":80", nil))
}
"""),
    example("service-runner reads its configuration", "pass", line="server.js:2", repo="""
-- package.json --
{"name": "shop", "dependencies": {"service-runner": "^5.0.0", "express": "^4"}}
-- server.js --
const ServiceRunner = require('service-runner');
new ServiceRunner().start();
-- app.js --
module.exports = ( options ) => {
	options.logger.log( 'info', 'up' );
	options.logger.log( 'error/db', 'down' );
	return express().listen( 8080 );
};
"""),
    example("Go: how much goes to where is a setting of the file that is read at the start", "pass", repo="""
-- go.mod --
module example.com/shop
-- cmd/config.go --
package cmd
type LogConfig struct {
	StdoutLevel int `yaml:"stdout"`
}
-- main.go --
package main
import (
	"net/http"
	"example.com/shop/log"
)
func main() {
	log.Info("up")
	log.Errf("down: %s", http.ListenAndServe(":80", nil))
}
"""),
    example("Maykin's base settings read the level", "pass", repo="""
-- requirements/base.txt --
open-api-framework==0.9.3
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.conf.base")
-- shop/conf/base.py --
from open_api_framework.conf.base import *
INSTALLED_APPS += ["shop"]
-- shop/views.py --
import logging
logger = logging.getLogger(__name__)
def order(request):
    logger.info("ordered")
    logger.error("not paid")
"""),
    example("Rails: a level that is written into the settings of production", "fail", line="config/environments/production.rb:2", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application; end
-- config/environments/production.rb --
Rails.application.configure do
  config.log_level = :debug
end
-- app/models/order.rb --
class Order < ApplicationRecord
  def pay
    Rails.logger.info("asked")
  rescue Card::Error => e
    Rails.logger.error(e)
  end
end
"""),
    example("Nuxt's files beside the server: what is built for the browser logs nothing of the server's", "pass", repo="""
-- requirements.txt --
fastapi
-- main.py --
import logging, os
from fastapi import FastAPI
logging.basicConfig(level=os.environ["LOG_LEVEL"])
log = logging.getLogger()
app = FastAPI()
log.info("up")
log.error("down")
-- frontend/package.json --
{"dependencies": {"nuxt": "2"}}
-- frontend/nuxt.config.js --
export default {
  target: "static",
}
-- frontend/api.js --
export const load = () => fetch("/a").catch((error) => { console.log(error) })
"""),
]
