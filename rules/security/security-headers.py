"""Security headers and a Content-Security-Policy are set.

When one script injection slips through, the Content-Security-Policy decides whether it runs in users' browsers. Without the other headers
the site can be framed by a page that steals clicks.

Pass: a CSP, and the other common headers, set by code, middleware (helmet, django-csp, secure_headers, Spring Security defaults count for
the rest, not for CSP), web server or platform configuration

Fail: no CSP found; a CSP with unsafe-inline and * for scripts is a finding

Fix: Set them once: helmet (`app.use(helmet())`), Django 6's built-in CSP or django-csp with `SecurityMiddleware`,
`config.content_security_policy` (Rails), `headers().contentSecurityPolicy(…)` (Spring), spatie/laravel-csp, NWebsec or
NetEscapades.AspNetCore.SecurityHeaders, unrolled/secure (Go), `put_secure_browser_headers` with a policy (Phoenix), or `add_header` in
nginx and the platform's headers file. Start with `default-src 'self'` in report-only mode.

Searched: code, middleware, templates, files of web servers and proxies, ingresses, infrastructure, platform files
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Headers, Inherited, Project, contradicts, example, rule, supports, unclear


@rule(id="SEC011", severity="medium", applies="http", sources=("S1.3", "S2", "S4"))
def security_headers(headers: Headers, project: Project, inherited: Inherited) -> Iterator[Finding]:
    policies, others = headers.named("csp"), headers.named("other")
    for policy in policies:
        if policy.is_open:
            yield contradicts(policy, "the Content-Security-Policy lets inline scripts and scripts of every origin run")
        else:
            yield supports(policy, policy.says)
    if policies:
        return
    for other in others:
        if project.has("ui"):
            yield contradicts(other, f"{other.says}, but nothing sets a Content-Security-Policy")
            return
        yield supports(other, f"{other.says}; there are no pages that a Content-Security-Policy would protect")
    for base in inherited:
        yield unclear(base.may("set them"), base)
    if not others and not inherited.all:
        wanted = "a Content-Security-Policy" if project.has("ui") else "security headers"
        yield from (contradicts(at, f"nothing sets {wanted} for what starts here") for at in project.doors[:1])


EXAMPLES = [
    example("Go: the name of the header is fasthttp's constant", "pass", line="server.go:7", repo="""
-- go.mod --
module shop
require github.com/valyala/fasthttp v1.60.0
-- server.go --
package main

import "github.com/valyala/fasthttp"

func page(ctx *fasthttp.RequestCtx) {
	ctx.SetContentType("text/html; charset=utf-8")
	ctx.Response.Header.Add(fasthttp.HeaderContentSecurityPolicy, "default-src 'self'")
	ctx.WriteString("<html><body>Orders</body></html>")
}

func main() {
	fasthttp.ListenAndServe(":8080", page)
}
"""),
    example("Strapi's own middleware", "pass", line="config/middlewares.ts:3", repo="""
-- package.json --
{"scripts": {"start": "strapi start"}, "dependencies": {"@strapi/strapi": "5.23.3"}}
-- config/middlewares.ts --
export default [
  'strapi::errors',
  'strapi::security',
];
"""),
    example("headers that an organisation's library sets", "pass", line="main.go:4", repo="""
-- go.mod --
module shop
-- main.go --
package main
import "github.com/ministryofjustice/opg-go-common/securityheaders"
func main() {
	http.ListenAndServe(":80", securityheaders.Use(mux))
}
-- web/template/page.gotmpl --
<html></html>
"""),
    example("Ring: a policy put into every answer", "pass", line="src/shop/main.clj:2", repo="""
-- deps.edn --
{:deps {http-kit/http-kit {:mvn/version "2.8.0"}}}
-- src/shop/main.clj --
(ns shop.main (:require [org.httpkit.server :as http] [hiccup.core :refer [html]]))
(defn wrap-csp [f] (fn [req] (assoc-in (f req) [:headers "Content-Security-Policy"] "default-src self")))
(http/run-server app {:port 3000})
"""),
    example("NAV's common filter sets the headers of an API", "pass", line="src/main/java/shop/Filters.java:8", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
-- src/main/java/shop/Orders.java --
package shop;
@RestController
public class Orders {
    @GetMapping("/orders")
    public List<Order> list() { return orders.all(); }
}
-- src/main/java/shop/Filters.java --
package shop;
import no.nav.common.rest.filter.SetStandardHttpHeadersFilter;
@Configuration
public class Filters {
    @Bean
    public FilterRegistrationBean<SetStandardHttpHeadersFilter> filter() {
        FilterRegistrationBean<SetStandardHttpHeadersFilter> registration = new FilterRegistrationBean<>();
        registration.setFilter(new SetStandardHttpHeadersFilter());
        registration.addUrlPatterns("/*");
        return registration;
    }
}
"""),
    example("Play's filter for a policy, in the configuration", "pass", line="conf/application.conf:5", repo="""
-- conf/application.conf --
include "frontend.conf"

appName = "advance-rulings-frontend"
play.http.router = prod.Routes
play.filters.enabled += play.filters.csp.CSPFilter
"""),
    example("HOF sets a policy with a nonce by itself", "pass", line="server.js:4", repo="""
-- server.js --
"use strict";
const hof = require("hof");
const settings = require("./hof.settings");
const app = hof(Object.assign({}, settings, {csp: {imgSrc: ["www.example.com"]}}));
module.exports = app;
"""),
    example("Fastify: what a module of a folder exports is registered", "pass", line="plugins/helmet.ts:5", repo="""
-- package.json --
{"dependencies": {"fastify": "5", "@fastify/autoload": "6", "@fastify/helmet": "13"}}
-- app.ts --
import Fastify from 'fastify'
import autoLoad from '@fastify/autoload'
const fastify = Fastify()
fastify.register(autoLoad, { dir: new URL('plugins', import.meta.url).pathname })
fastify.listen({ port: 3000 })
-- plugins/helmet.ts --
import helmet from '@fastify/helmet'

export const autoConfig = {}

export default helmet
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
"""),
    example("Play's default filters, for an API", "pass", line="conf/application.conf:1", repo="""
-- build.sbt --
lazy val shop = Project("shop", file(".")).enablePlugins(PlayScala)
-- conf/application.conf --
play.http.secret.key = ${?SECRET}
-- conf/routes --
GET /orders shop.OrderController.list
-- app/shop/OrderController.scala --
package shop
import play.api.mvc._
class OrderController(c: ControllerComponents) extends AbstractController(c) {
  def list = Action { Ok(Json.toJson(orders)) }
}
"""),
    example("Play without its filter", "fail", repo="""
-- build.sbt --
lazy val shop = Project("shop", file(".")).enablePlugins(PlayScala)
-- conf/application.conf --
play.http.secret.key = ${?SECRET}
play.filters.disabled += "play.filters.headers.SecurityHeadersFilter"
-- conf/routes --
GET /orders shop.OrderController.list
-- app/shop/OrderController.scala --
package shop
import play.api.mvc._
class OrderController(c: ControllerComponents) extends AbstractController(c) {
  def list = Action { Ok(Json.toJson(orders)) }
}
"""),
    example("helmet sets one by default", "pass", line="server.js:4", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "helmet": "8"}}
-- server.js --
const express = require("express")
const helmet = require("helmet")
const app = express()
app.use(helmet())
app.get("/", (req, res) => res.send("<h1>shop</h1>"))
app.listen(3000)
"""),
    example("helmet with its policy switched off, and pages", "fail", line="server.js:4", says="but nothing sets", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "helmet": "8"}}
-- server.js --
const express = require("express")
const helmet = require("helmet")
const app = express()
app.use(helmet({ contentSecurityPolicy: false }))
app.get("/", (req, res) => res.render("index"))
app.listen(3000)
-- views/index.html --
<h1>shop</h1>
"""),
    example("a middleware that nothing mounts", "fail", repo="""
-- requirements.txt --
fastapi
-- app/main.py --
from fastapi import FastAPI
app = FastAPI()
-- app/security.py --
class SecureHeaders:
    async def dispatch(self, request, call_next):
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = "default-src 'self'"
        return response
"""),
    example("the same middleware, mounted", "pass", line="app/security.py:4", repo="""
-- requirements.txt --
fastapi
-- app/main.py --
from fastapi import FastAPI
from app.security import SecureHeaders
app = FastAPI()
app.add_middleware(SecureHeaders)
-- app/security.py --
class SecureHeaders:
    async def dispatch(self, request, call_next):
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = "default-src 'self'"
        return response
"""),
    example("django-csp, configured and in the middleware", "pass", line="shop/settings.py:2", repo="""
-- shop/settings.py --
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "csp.middleware.CSPMiddleware"]
CSP_DEFAULT_SRC = ["'self'"]
"""),
    example("Rails' policy commented out", "fail", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
module Shop
  class Application < Rails::Application
  end
end
-- config/initializers/content_security_policy.rb --
# Rails.application.config.content_security_policy do |policy|
#   policy.default_src :self
# end
-- app/views/home/index.html.erb --
<h1>shop</h1>
"""),
    example("an API with Spring Security's default headers", "pass", line="src/main/java/shop/Security.java:2", repo="""
-- src/main/java/shop/Security.java --
package shop;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
class Security {}
"""),
    example("the ingress adds it", "pass", line="k8s/ingress.yaml:7", repo="""
-- k8s/ingress.yaml --
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/configuration-snippet: |
      add_header Content-Security-Policy "default-src 'self'";
"""),
    example("a policy that allows everything", "fail", line="nginx.conf:2", says="every origin", repo="""
-- nginx.conf --
server {
  add_header Content-Security-Policy "script-src * 'unsafe-inline'";
}
"""),
    example("Next.js' own headers", "pass", line="next.config.js:2", repo="""
-- next.config.js --
module.exports = { async headers() { return [{ source: "/(.*)", headers: [
  { key: "Content-Security-Policy", value: "default-src 'self'" },
] }] } }
"""),
    example("a document about it proves nothing", "fail", repo="""
-- docs/security.md --
Content-Security-Policy: default-src 'self'
-- app.py --
from flask import Flask
app = Flask(__name__)
"""),
    example("hapi's own", "pass", line="server.js:2", repo="""
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
    example("Go: a function of another package of the project, used", "pass", repo="""
-- go.mod --
module example.com/shop
-- internal/middleware/headers.go --
package middleware

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func Headers() echo.MiddlewareFunc { return middleware.SecureWithConfig(middleware.SecureConfig{ContentTypeNosniff: "nosniff"}) }
-- main.go --
package main

import (
	"example.com/shop/internal/middleware"
	"github.com/labstack/echo/v4"
)

func main() {
	e := echo.New()
	e.Use(middleware.SecurityHeaders(), middleware.Headers())
	e.GET("/orders", func(c echo.Context) error { return c.JSON(200, orders) })
	e.Start(":80")
}
"""),
    example("hapi, the headers of an API, among the options of all routes", "pass", repo="""
-- package.json --
{"name": "shop", "type": "module", "scripts": {"start": "node src"}, "dependencies": {"@hapi/hapi": "21", "hapi-pulse": "3"}}
-- src/server.js --
import hapi from '@hapi/hapi'
const server = hapi.server({
  port,
  routes: {
    validate: { options: { abortEarly: false }, failAction },
    files: { relativeTo: path.resolve(root, '.public') },
    security: {
      hsts: { maxAge: 31536000 },
      noSniff: true
    }
  }
})
"""),
    example("Rails: an API with pages for errors alone", "pass", line="config/application.rb:2", repo="""
-- Gemfile --
gem "rails", "~> 7.1"
-- config/application.rb --
module Shop
  class Application < Rails::Application
  end
end
-- config/environment.rb --
Rails.application.initialize!
-- config/routes.rb --
Rails.application.routes.draw { resources :orders }
-- app/controllers/orders_controller.rb --
class OrdersController < ApplicationController
  def index = render(json: Order.all)
end
-- public/404.html --
<!DOCTYPE html>
<html><body>Not found</body></html>
"""),
    example("PagoPA's own, of Express behind Azure Functions", "pass", line="Orders/index.ts:5", repo="""
-- package.json --
{"dependencies": {"express": "^4.15.3", "@pagopa/io-functions-commons": "^21.0.0", "@pagopa/express-azure-functions": "^2.0.0"}}
-- host.json --
{"version": "2.0"}
-- Orders/index.ts --
import * as express from "express";
import { secureExpressApp } from "@pagopa/io-functions-commons/dist/src/utils/express";
import createAzureFunctionHandler from "@pagopa/express-azure-functions/dist/src/createAzureFunctionsHandler";
const app = express();
secureExpressApp(app);
app.post("/api/v1/orders", getOrders());
export default createAzureFunctionHandler(app);
"""),
    example("Netlify's file for the documentation sets none of the app's headers", "fail", says="nothing sets", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(3000)
-- netlify.toml --
[build]
  publish = "docs/site"
[[headers]]
  for = "/*"
  [headers.values]
    X-Frame-Options = "DENY"
    Content-Security-Policy = "default-src 'self'"
"""),
]
