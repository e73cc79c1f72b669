"""Errors are turned into meaningful responses in one place.

Where every handler deals with errors in its own way, some answer with a stack trace, some with HTML, and some with nothing. Clients
cannot tell "try again" from "your input is wrong", and neither can the user.

Pass: a global exception handler or error middleware, or a framework whose default gives proper 4xx/5xx in production plus own handlers or
pages

Fail: none

Fix: Register one handler for everything that is not caught: `@app.exception_handler(Exception)` (FastAPI), `@app.errorhandler(Exception)`
(Flask), `EXCEPTION_HANDLER` (DRF) or `handler500`, `app.use((err, req, res, next) => …)` as the last middleware, `setErrorHandler`
(Fastify), an exception filter (NestJS), `@RestControllerAdvice`, `rescue_from StandardError`, `withExceptions` (Laravel),
`UseExceptionHandler` with `AddProblemDetails`, recovery middleware (Go), `IntoResponse` for your error type (axum), `ErrorJSON` and
fallback controllers (Phoenix).

Searched: exception handlers, error middleware, filters and fallbacks in server code and its settings, error pages among its templates
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Failures, Finding, Project, contradicts, example, rule, supports

_RENDERERS = frozenset({"Next.js", "Nuxt", "Remix", "SvelteKit", "Astro"})


@rule(id="API001", severity="medium", applies="http", sources=("S1.4", "S2"))
def error_handler(failures: Failures, project: Project) -> Iterator[Finding]:
    serving = [s for s in project.services if s.has("http")]
    renders = all(s.kind == "page renderer" or (s.frameworks and set(s.frameworks) <= _RENDERERS) for s in serving)
    handlers = list(failures.handlers(renders=renders))
    yield from (supports(mark, f"errors are answered in one place: {mark.name}") for mark in handlers)
    if not handlers:
        yield from (contradicts(at, "nothing handles the errors of all that starts here") for at in project.doors[:1])


EXAMPLES = [
    example("express-zod-api's handler of results", "pass", line="src/index.ts:4", repo="""
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
    example("Spring: the annotation by its whole name", "pass", line="src/main/java/shop/Errors.java:2", repo="""
-- pom.xml --
<project><dependencies><dependency><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>
-- src/main/java/shop/App.java --
@SpringBootApplication
@RestController
public class App { @GetMapping("/orders") public List<Order> list() { return orders.page(); } }
-- src/main/java/shop/Errors.java --
package shop;
@org.springframework.web.bind.annotation.ControllerAdvice
public class Errors { @ExceptionHandler(Missing.class) public Problem missing(Missing e) { return new Problem("missing"); } }
"""),
    example("express-openapi is handed the error middleware", "pass", line="src/app.ts:8", repo="""
-- package.json --
{"dependencies": {"express": "^4.21.2", "express-openapi": "^12.1.3"}}
-- src/app.ts --
import express from 'express';
import { initialize } from 'express-openapi';
const app = express();
initialize({
  app,
  apiDoc,
  paths: 'dist/paths',
  errorMiddleware: function (error, req, res, next) {
    res.status(error.status).json({ message: 'failed' });
  }
});
app.listen(3000);
"""),
    example("what a page does when its own query fails", "fail", repo="""
-- package.json --
{"dependencies": {"express": "^4.21.2", "next": "^12.1.6", "react-query": "^3.39.0"}}
-- server/index.ts --
import express from 'express';
const app = express();
app.get('/api/orders', (req, res) => res.json([]));
app.listen(3000);
-- lib-client/useMe.ts --
import { useQuery } from 'react-query';
export const useMe = () => useQuery('me', getUser, {
  onError: (error) => { if (error.response?.status === 404) signOut(); },
});
"""),
    example("Go: what wraps a handler that gives its error back", "pass", line="server.go:5", repo="""
-- go.mod --
module shop
-- server.go --
package main

import "net/http"

func wrap(client Client) func(next Handler) http.Handler {
	return func(next Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			err := next(w, r)
			if err != nil {
				code := statusOf(err)
				w.WriteHeader(code)
				render(w, code)
			}
		})
	}
}

func main() {
	http.Handle("/orders", wrap(client)(orders))
	http.ListenAndServe(":8080", nil)
}
"""),
    example("http4s: the server's error handler", "pass", line="src/main/scala/shop/Main.scala:5", repo="""
-- build.sbt --
libraryDependencies += "org.http4s" %% "http4s-ember-server" % "0.23.30"
-- src/main/scala/shop/Main.scala --
package shop
import org.http4s.ember.server.EmberServerBuilder
object Main extends IOApp.Simple {
  def run = EmberServerBuilder.default[IO]
    .withErrorHandler { case ex => Logger[IO].error(ex)("failed").as(Response[IO](Status.InternalServerError)) }
    .withHttpApp(routes.orNotFound).build.useForever
  val routes = HttpRoutes.of[IO] { case GET -> Root / "orders" => Ok("[]") }
}
"""),
    example("Symfony: a controller for errors", "pass", line="config/packages/prod/framework.yaml:2", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "*"}}
-- public/index.php --
<?php
use App\\Kernel;
return fn (array $context) => new Kernel($context['APP_ENV'], false);
-- config/packages/prod/framework.yaml --
framework:
  error_controller: App\\Controller\\ExceptionController
"""),
    example("Graphene: the view's own answer of errors", "pass", line="shop/views.py:5", repo="""
-- shop/views.py --
from graphene_django.views import GraphQLView

class ShopView(GraphQLView):
    @staticmethod
    def format_error(error):
        return {"message": "failed", "code": CODES.get(type(error), "GENERAL")}
-- shop/wsgi.py --
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""),
    example("Hono: at the end of a chain, in a file that names its adapters alone", "pass", line="src/create-app.ts:6", repo="""
-- wrangler.toml --
main = "src/app.ts"
-- src/create-app.ts --
import { authHandler } from "@hono/auth-js";
import createRouter from "./create-router";
export default createRouter()
  .use("/auth/*", authHandler())
  .notFound(missing)
  .onError(failed);
-- src/create-router.ts --
import { OpenAPIHono } from "@hono/zod-openapi";
export default () => new OpenAPIHono();
-- src/app.ts --
import app from "./create-app";
export default app;
"""),
    example("functions: a decorator of their own around every handler", "pass", line="layer/core/decorators.py:4", repo="""
-- layer/core/decorators.py --
from core.response import Response


def error_handler(wrapped):
    def wrapper(*args, **kwargs):
        try:
            return wrapped(*args, **kwargs)
        except Exception as exc:
            logger.exception("unhandled", exc_info=exc)
            return Response(statusCode="500").dump()

    return wrapper
-- api/orders.py --
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent, event_source
from core.decorators import error_handler


@error_handler
@event_source(data_class=APIGatewayProxyEvent)
def handler(event, context):
    return {"statusCode": "200", "body": "[]"}
"""),
    example("Go: one function asks what answers, and hands its error to another", "pass", line="main.go:9", repo="""
-- go.mod --
module shop
-- main.go --
package main

import "net/http"

type server struct{}

func (s *server) handle(w http.ResponseWriter, r *http.Request) {
	// every request comes through here
	if err := s.handleInternal(w, r); err != nil {
		s.handleError(w, r, err)
		return
	}
}

func main() {
	s := &server{}
	http.HandleFunc("/", s.handle)
	http.ListenAndServe(":8080", nil)
}
"""),
    example("HOF answers errors with pages of its own", "pass", line="server.js:4", repo="""
-- server.js --
"use strict";
const hof = require("hof");
const settings = require("./hof.settings");
const app = hof(Object.assign({}, settings, {csp: {imgSrc: ["www.example.com"]}}));
module.exports = app;
"""),
    example("an Express error middleware, mounted last", "pass", line="server.js:4", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
const { errorHandler } = require("./errors")
app.get("/orders", (req, res) => res.json([]))
app.use(errorHandler)
app.listen(3000)
-- errors.js --
exports.errorHandler = (err, req, res, next) => res.status(500).json({ error: "internal" })
"""),
    example("a catch in every handler is not one place", "fail", line="server.js:1", says="nothing handles the errors", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.get("/orders", async (req, res) => {
  try {
    res.json(await find())
  } catch (error) {
    res.status(500).json({ error: "internal" })
  }
})
app.listen(3000)
"""),
    example("an error middleware that nothing mounts", "fail", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.get("/orders", (req, res) => res.json([]))
app.listen(3000)
-- handler.js --
module.exports = function (err, req, res, next) { res.status(500).end() }
"""),
    example("FastAPI's default alone", "fail", repo="""
-- requirements.txt --
fastapi
-- main.py --
from fastapi import FastAPI
app = FastAPI()
@app.get("/orders")
def orders() -> list[str]:
    return []
"""),
    example("FastAPI, a handler of its own", "pass", line="main.py:3", repo="""
-- requirements.txt --
fastapi
-- main.py --
from fastapi import FastAPI
app = FastAPI()
@app.exception_handler(Exception)
async def failed(request, error):
    return JSONResponse({"error": "internal"}, 500)
"""),
    example("Rails with pages of its own", "pass", line="public/500.html:1", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
module App
  class Application < Rails::Application
  end
end
-- config/routes.rb --
Rails.application.routes.draw do
  get "orders", to: "orders#index"
end
-- public/500.html --
<h1>We're sorry</h1>
"""),
    example("Laravel's empty scaffold", "fail", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11.0"}}
-- artisan --
#!/usr/bin/env php
-- bootstrap/app.php --
<?php
return Application::configure()
    ->withExceptions(function (Exceptions $exceptions) {
        //
    })->create();
-- routes/api.php --
<?php
Route::get('/orders', [OrderController::class, 'index']);
"""),
    example("ASP.NET Core", "pass", line="Program.cs:3", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.UseMiddleware<ErrorHandlingMiddleware>();
app.MapGet("/orders", () => Results.Ok());
app.Run();
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
    example("Flask's errorhandler, called on one function for several codes", "pass", line="app.py:6", repo="""
-- requirements.txt --
flask
-- app.py --
from flask import Flask, render_template
app = Flask(__name__)
def failed(error):
    return render_template("error.html"), error.code
for code in (404, 500):
    app.errorhandler(code)(failed)
"""),
    example("Flask: handlers that are given to the set-up of the team's package", "pass", line="app/__init__.py:7", repo="""
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
    example("the middleware of a spider answers nobody", "fail", repo="""
-- requirements.txt --
fastapi
scrapy
-- main.py --
from fastapi import FastAPI
app = FastAPI()
@app.get("/orders")
def orders():
    return []
-- crawler/middlewares.py --
class DownloaderMiddleware:
    def process_exception(self, request, exception, spider):
        pass
"""),
    example("Silex: a provider of the organisation's", "pass", line="web/app.php:4", repo="""
-- composer.json --
{"require": {"silex/silex": "^2.2", "elife/api-problem": "^1.1"}}
-- web/app.php --
<?php
use Silex\\Application;
$app = new Application();
$app->register(new ApiProblemProvider());
$app->get('/orders', 'controllers.orders:list');
$app->run();
"""),
    example("a method of the app's own that is called OnError", "fail", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
func main() {
	pipe.OnError()
	http.ListenAndServe(":80", nil)
}
"""),
    example("FastAPI: the class of the routes answers for what they raise", "pass", line="app.py:5", repo="""
-- requirements.txt --
fastapi
-- app.py --
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

class Answering(APIRoute):
    def get_route_handler(self):
        handler = super().get_route_handler()

        async def answered(request):
            try:
                return await handler(request)
            except Exception as error:
                return told(request, error)

        return answered

router = APIRouter(route_class=Answering)
app = FastAPI()
app.include_router(router)
"""),
    example("Slim: a middleware of the app's own for errors", "pass", line="public/index.php:3", repo="""
-- composer.json --
{"require": {"slim/slim": "^4"}}
-- public/index.php --
<?php
$app = AppFactory::create();
$app->add(new \\\\App\\\\Middleware\\\\ErrorMiddleware($debug));
$app->get('/orders', [Orders::class, 'index']);
$app->run();
"""),
    example("Express: a function around the handlers answers for what they throw", "pass", line="src/wrap.js:2", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- src/app.js --
import express from 'express'
import { wrap } from './wrap.js'
const app = express()
app.get('/orders', wrap(async (req, res) => res.json(await orders.all())))
app.listen(3000)
-- src/wrap.js --
export function wrap(fn) {
  return async (req, res, next) => {
    try {
      await fn(req, res, next)
    } catch (error) {
      answer(error, res)
    }
  }
}
function answer(error, res) {
  return res.status(error instanceof Missing ? 404 : 500).json({ error: 'failed' })
}
"""),
    example("Express: a function around the handlers hands on what they throw, to nobody", "fail", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- src/app.js --
import express from 'express'
const app = express()
const wrap = (fn) => async (req, res, next) => {
  try {
    await fn(req, res, next)
  } catch (error) {
    next(error)
  }
}
app.get('/orders', wrap(async (req, res) => res.json(await orders.all())))
app.listen(3000)
"""),
]
