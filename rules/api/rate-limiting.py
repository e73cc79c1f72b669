"""Endpoints are rate limited.

One client, or one bug in one client, can send so many requests that nobody else gets an answer. Without a limit the same door lets
anyone try passwords, scrape all data, or run up the bill of a paid service behind it.

Pass: a rate limiter in code, gateway, ingress or edge configuration

Fail: none, one that is set up and limits nothing, or a limit on login alone

Fix: Mount the framework's limiter on all routes: slowapi (FastAPI), `DEFAULT_THROTTLE_CLASSES` (Django REST framework), flask-limiter,
`app.use(rateLimit({…}))` from express-rate-limit, `@nestjs/throttler` as a global guard, rack-attack or `rate_limit` (Rails),
`throttle:api` (Laravel), `AddRateLimiter` with `UseRateLimiter` and a policy on the endpoints (ASP.NET Core), Bucket4j or Resilience4j
(Spring), `golang.org/x/time/rate`, tower-governor, Hammer. Or at the edge: `limit_req` in nginx, `limit-rps` on the Ingress, a rate rule
in the WAF.

Searched: middleware, decorators and guards in server code, web servers' files, ingresses, gateways, compose labels, infrastructure
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Inherited, Limits, Project, contradicts, example, rule, supports, unclear


@rule(id="API005", severity="high", applies="http", sources=("S1.3", "S1.4", "S2", "S4"))
def rate_limiting(limits: Limits, project: Project, inherited: Inherited) -> Iterator[Finding]:
    wide = [found for found in limits if not found.login]
    for found in wide:
        yield supports(found, f"rate limited: {found.name}")
    if not wide:
        yield from (contradicts(found, "the only limit is on login; every other endpoint has none") for found in limits)
        yield from (contradicts(found, f"{found.name}: it is set up here and limits nothing") for found in limits.idle)
    for base in inherited:
        yield unclear(base.may("limit them"), base)
    if not limits.all and not limits.idle and not inherited.all:
        yield from (contradicts(at, "nothing limits how often the endpoints of what starts here are asked") for at in project.doors[:1])


KERNEL = """
-- artisan --
#!/usr/bin/env php
-- composer.json --
{"require": {"laravel/framework": "^10.0"}}
-- public/index.php --
<?php
require __DIR__.'/../vendor/autoload.php';
-- app/Http/Kernel.php --
<?php
class Kernel extends HttpKernel {
    protected $middlewareGroups = [
        'api' => ['throttle:api'],
    ];
}
-- app/Providers/RouteServiceProvider.php --
<?php
class RouteServiceProvider extends ServiceProvider {
    public function boot() {
        Route::middleware('web')->group(base_path('routes/web.php'));
        LOADED
    }
}
-- routes/web.php --
<?php
Route::get('/', [Home::class, 'index']);
-- routes/api.php --
<?php
Route::post('/orders', [Orders::class, 'store']);
"""


LIMITED = """
-- package.json --
{"dependencies": {"express": "4", "express-rate-limit": "7"}}
-- server.js --
const app = require("express")()
app.use("/orders", require("./routes/orders"))
app.listen(3000)
-- routes/orders.js --
const router = require("express").Router()
router.post("/", (req, res) => res.json(save(req.body)))
module.exports = router
-- middleware/limits.js --
const rateLimit = require("express-rate-limit")
module.exports = app => app.use(rateLimit({ windowMs: 60000, max: 100 }))
"""

BLUEPRINT = """
-- requirements.txt --
flask
flask-limiter
-- app.py --
from flask import Blueprint, Flask
from flask_limiter import Limiter
app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app)

def versioned(name):
    made = Blueprint(name, __name__, url_prefix=f"/api/{name}")
    LIMITED
    return made

orders = versioned("orders")
@orders.post("/")
def add():
    return save()
app.register_blueprint(orders)
"""

DEPENDS = """
-- requirements.txt --
fastapi
-- app.py --
from typing import Annotated
from fastapi import Depends, FastAPI
from limiting import rate_limit_dependency
app = FastAPI()
@app.post("/PATH")
async def NAME(
    body: dict,
    _: Annotated[None, Depends(rate_limit_dependency(POLICY))],
):
    return save(body)
"""

FASTIFY = """
-- package.json --
{"dependencies": {"fastify": "5", "@fastify/rate-limit": "10"}}
-- src/limits.ts --
export const limits = { global: { max: 300, timeWindow: "1 minute" } }
-- src/app.ts --
import fastify from "fastify"
import rateLimit from "@fastify/rate-limit"
import { limits } from "./limits"
const app = fastify()
"""

EXAMPLES = [
    example("APISIX counts requests inside a workflow", "pass", line="gateway/apisix.yaml:9", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- server.js --
const app = require("express")()
app.listen(3000)
-- gateway/apisix.yaml --
routes:
  - uri: /*
    plugins:
      workflow:
        rules:
          - case:
              - ["http_x_user", "==", ""]
            actions:
              - - "limit-count"
                - count: 60
                  time_window: 60
"""),
    example("Fastify: a limit that is registered for all", "pass", line="src/app.ts:6", repo=FASTIFY + """\
if (!isTest) {
  app.register(rateLimit, limits.global)
}
app.get("/orders", list)
app.listen({ port: 3000 })
"""),
    example("Fastify: a limit that is registered with the routes of logins alone", "fail", repo=FASTIFY + """\
app.register(async (authApp) => {
  authApp.register(rateLimit, limits.global)
  authApp.post("/login", login)
})
app.get("/orders", list)
app.listen({ port: 3000 })
"""),
    example("FastAPI: a limiter of its own that the endpoint depends on", "pass", line="app.py:8",
            repo=DEPENDS.replace("PATH", "orders").replace("NAME", "add")),
    example("FastAPI: only the login depends on one", "fail", line="app.py:8",
            repo=DEPENDS.replace("PATH", "login").replace("NAME", "login")),
    example("Flask-Limiter: a whole blueprint", "pass", line="app.py:8",
            repo=BLUEPRINT.replace("LIMITED", "limiter.limit(quota, key_func=by_token)(made)")),
    example("Flask-Limiter: set up, and no blueprint is given to it", "fail", repo=BLUEPRINT.replace("LIMITED", "made.limit = None")),
    example("a limiter of its own that is asked over several lines", "pass", line="server.js:5", repo="""
-- server.js --
const { ratelimit } = require("./limits")
const app = require("express")()
app.post("/votes", async (req, res) => {
  const window = 60
  const limit = await ratelimit(`votes:${req.ip}`, {
    window,
    limit: 5,
  })
  if (!limit.success) {
    return res.status(429).json({ error: "Too many requests" })
  }
  res.json({})
})
app.listen(3000)
"""),
    example("a limiter that slows the program itself down", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- cron.js --
const { RateLimiter } = require("limiter")
const limiter = new RateLimiter({ tokensPerInterval: 15, interval: "second" })
module.exports = async (users) => { for (const user of users) { await limiter.removeTokens(1); await send(user) } }
"""),
    example("a limit of CoreLibs, before the handlers whose commands have its attribute", "pass", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRateLimiting<string>();
builder.Services.AddTransient(typeof(IPipelineBehavior<,>), typeof(RateLimitingBehaviour<,>));
var app = builder.Build();
app.MapControllers();
app.Run();
-- RateLimitingBehaviour.cs --
using GovUK.Dfe.CoreLibs.Utilities.RateLimiting;
internal class RateLimitingBehaviour<TReq, TRes>(IRateLimiterFactory<string> factory) : IPipelineBehavior<TReq, TRes>
{
    public async Task<TRes> Handle(TReq request, RequestHandlerDelegate<TRes> next, CancellationToken ct)
    {
        var attr = request.GetType().GetCustomAttribute<RateLimitAttribute>();
        if (!factory.Create(attr.Max, TimeSpan.FromSeconds(attr.Seconds)).IsAllowed("x")) throw new RateLimitExceededException();
        return await next();
    }
}
-- CreateOrder.cs --
[RateLimit(5, 30)]
public sealed record CreateOrderCommand(Guid Id) : IRequest<Result<OrderDto>>, IRateLimitedRequest;
"""),
    example("a limiter of its own, which one handler asks and answers for", "pass", line="app/api/generate/route.ts:4", repo="""
-- package.json --
{"dependencies": {"next": "14", "react": "18"}}
-- lib/rate-limit.ts --
const seen = new Map()
export async function rateLimit(req: Request, options: { limit: number }) { return { success: count(seen, req) < options.limit } }
-- app/api/generate/route.ts --
import { NextResponse } from "next/server"
import { rateLimit } from "@/lib/rate-limit"
export async function POST(req: Request) {
  const limited = await rateLimit(req, { limit: 20 })
  if (!limited.success) {
    return NextResponse.json({ error: "Too many requests" }, { status: 429 })
  }
  return NextResponse.json(await generate(req))
}
"""),
    example("a limiter of its own, which only the reset of a password asks", "fail", line="app/api/forgot-password/route.ts:4", repo="""
-- package.json --
{"dependencies": {"next": "14", "react": "18"}}
-- app/api/forgot-password/route.ts --
import { NextResponse } from "next/server"
import { authRateLimiter, clientOf } from "@/lib/rate-limit"
export async function POST(req: Request) {
  const limited = await authRateLimiter.check(clientOf(req), 5)
  if (!limited.success) return NextResponse.json({}, { status: 429 })
  return NextResponse.json(await send(req))
}
"""),
    example("a limiter of its own, which handlers of several routes ask", "pass", line="public.py:6", repo="""
-- app.py --
from fastapi import FastAPI
app = FastAPI()
-- public.py --
from fastapi import APIRouter, HTTPException
from security import rate_limit
router = APIRouter()
@router.post("/enquiry")
def enquire(request):
    if not rate_limit(f"enquiry:{request.client.host}", 5, 600):
        raise HTTPException(status_code=429)
@router.post("/visit")
def visit(request):
    if not rate_limit(f"visit:{request.client.host}", 30, 60):
        raise HTTPException(status_code=429)
@router.post("/booking")
def book(request):
    if not rate_limit(f"booking:{request.client.host}", 5, 600):
        raise HTTPException(status_code=429)
"""),
    example("a limiter of its own, which only the handlers of logins ask", "fail", repo="""
-- app.py --
from fastapi import FastAPI
app = FastAPI()
-- users.py --
from fastapi import APIRouter, HTTPException
from security import rate_limit
router = APIRouter()
@router.post("/login")
def login(request):
    if not rate_limit(request.client.host, 5, 60):
        raise HTTPException(status_code=429)
@router.post("/reset-password")
def reset_password(request):
    if not rate_limit(request.client.host, 5, 60):
        raise HTTPException(status_code=429)
@router.post("/register")
def register(request):
    if not rate_limit(request.client.host, 5, 60):
        raise HTTPException(status_code=429)
"""),
    example("Django's settings are built upon those of a package", "unknown", repo="""
-- requirements.txt --
django
rdm-framework
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings/__init__.py --
from rdm.core.settings import *

STATIC_ROOT = "/var/static"
-- shop/urls.py --
from django.urls import path
urlpatterns = [path("orders/", orders)]
"""),
    example("a page of PHP that counts by itself who floods it", "pass", line="flood.php:2", repo="""
-- index.php --
<?php
require_once 'flood.php';
check_flood($_SERVER['REMOTE_ADDR']);
echo add($_POST['url']);
-- flood.php --
<?php
function check_flood($ip) {
    if (time() - last_added($ip) < 15) {
        http_response_code(429);
        exit;
    }
}
"""),
    example("governor, which the handlers ask", "pass", line="src/main.rs:11", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
governor = "0.10"
-- src/main.rs --
use axum::{http::StatusCode, routing::get, Router};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::sync::LazyLock;

static LIMITER: LazyLock<DefaultKeyedRateLimiter<String>> = LazyLock::new(|| {
    RateLimiter::keyed(Quota::per_second(nonzero!(5u32)))
});

async fn orders(ip: String) -> Result<String, StatusCode> {
    // everybody's own bucket
    LIMITER.check_key(&ip).map_err(|_| StatusCode::TOO_MANY_REQUESTS)?;
    Ok("[]".to_string())
}

#[tokio::main]
async fn main() {
    let app = Router::new().route("/orders", get(orders));
    axum::serve(listener, app).await.unwrap();
}
"""),
    example("limiter, whose tokens the code takes", "pass", line="limits.js:6", repo="""
-- package.json --
{"scripts": {"start": "node app.js"}, "dependencies": {"express": "4", "limiter": "2"}}
-- limits.js --
const { RateLimiter } = require("limiter")

const bucket = new RateLimiter({ tokensPerInterval: 60, interval: "minute", fireImmediately: true })

async function pass() {
  return (await bucket.removeTokens(1)) >= 0
}
module.exports = { pass }
-- app.js --
const express = require("express")
const { pass } = require("./limits")
const app = express()
app.get("/orders", async (req, res) => ((await pass()) ? res.json([]) : res.status(429).end()))
app.listen(3000)
"""),
    example("a limiter of its own, which a middleware asks", "pass", line="app.py:5", repo="""
-- app.py --
from fastapi import FastAPI
from limits import RateLimiter
app = FastAPI()
limiter = RateLimiter(max_requests=60)
@app.middleware("http")
async def context(request, call_next):
    if not limiter.allow(request.client.host):
        return JSONResponse(status_code=429, content={})
    return await call_next(request)
"""),
    example("a limiter of its own, which a handler asks", "pass", line="routes.py:5", repo="""
-- app.py --
from fastapi import FastAPI
app = FastAPI()
-- routes.py --
from fastapi import APIRouter, HTTPException
router = APIRouter()
@router.post("/alerts")
def alert(request, limiter=Depends(build)):
    if not limiter.is_allowed("alerts", request.client.host):
        raise HTTPException(status_code=429)
"""),
    example("credentials that are kept are no login", "pass", line="app.py:7", repo="""
-- requirements.txt --
fastapi
slowapi
-- app.py --
from fastapi import FastAPI, Request
from slowapi import Limiter
from slowapi.util import get_remote_address
app = FastAPI()
limiter = Limiter(key_func=get_remote_address)
@app.get("/credentials/{name}")
@limiter.limit("10/minute")
async def get_credential(name: str, request: Request):
    return {"name": name}
"""),
    example("a filter of JAX-RS", "pass", line="src/main/java/shop/RateLimiterFilter.java:2", repo="""
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
-- src/main/java/shop/RateLimiterFilter.java --
package shop;
public class RateLimiterFilter implements ContainerRequestFilter {
    public void filter(ContainerRequestContext context) {
        limiter.check(context);
    }
}
"""),
    example("express-rate-limit on all routes", "pass", line="server.js:4", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "express-rate-limit": "7"}}
-- server.js --
const express = require("express")
const rateLimit = require("express-rate-limit")
const app = express()
app.use(rateLimit({ windowMs: 60000, limit: 100 }))
app.get("/orders", (req, res) => res.json([]))
app.listen(3000)
"""),
    example("Fastify: what a module of a folder exports is registered", "pass", line="plugins/rate-limit.js:2", repo="""
-- package.json --
{"dependencies": {"fastify": "5", "@fastify/autoload": "6", "@fastify/rate-limit": "10"}}
-- app.js --
const fastify = require('fastify')()
const autoload = require('@fastify/autoload')
fastify.register(autoload, { dir: require('path').join(__dirname, 'plugins') })
fastify.get('/api/orders', { schema: { response: { 200: { type: 'array' } } } }, async () => orders.all())
fastify.listen({ port: 3000 })
-- plugins/rate-limit.js --
const rateLimit = require('@fastify/rate-limit')
module.exports = rateLimit
module.exports.autoConfig = { max: 100, timeWindow: '1 minute' }
"""),
    example("declared, never mounted", "fail", line="server.js:3", says="nothing limits", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "express-rate-limit": "7"}}
-- server.js --
const express = require("express")
const rateLimit = require("express-rate-limit")
const app = express()
// app.use(rateLimit({ windowMs: 60000 }))
app.get("/orders", (req, res) => res.json([]))
app.listen(3000)
"""),
    example("on login alone", "fail", line="server.js:4", says="only limit is on login", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "express-rate-limit": "7"}}
-- server.js --
const express = require("express")
const limiter = require("express-rate-limit")({ windowMs: 60000 })
const app = express()
app.post("/login", limiter, (req, res) => res.json({}))
app.listen(3000)
"""),
    example("NestJS: a throttler without its guard limits nothing", "fail", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node dist/main.js"}, "dependencies": {"@nestjs/core": "10", "@nestjs/throttler": "6"}}
-- src/app.module.ts --
import { Module } from "@nestjs/common"
import { ThrottlerModule } from "@nestjs/throttler"
@Module({ imports: [ThrottlerModule.forRoot([{ ttl: 60000, limit: 10 }])] })
export class AppModule {}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
import { AppModule } from "./app.module"
async function bootstrap() { const app = await NestFactory.create(AppModule); await app.listen(3000) }
bootstrap()
"""),
    example("ASP.NET Core: in the pipeline, with a policy no endpoint names", "fail", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRateLimiter(o => o.AddFixedWindowLimiter("api", w => w.PermitLimit = 10));
var app = builder.Build();
app.UseRateLimiter();
app.MapGet("/orders", () => Results.Ok());
app.Run();
"""),
    example("ASP.NET Core: the endpoint names the policy", "pass", line="Program.cs:5", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRateLimiter(o => o.AddFixedWindowLimiter("api", w => w.PermitLimit = 10));
var app = builder.Build();
app.UseRateLimiter();
app.MapGet("/orders", () => Results.Ok()).RequireRateLimiting("api");
app.Run();
"""),
    example("a limiter for calls to another service is none", "fail", repo="""
-- go.mod --
module example.com/shop
go 1.23
require golang.org/x/time v0.5.0
-- main.go --
package main

import (
	"net/http"

	"golang.org/x/time/rate"
)

var limiter = rate.NewLimiter(10, 1)

func main() {
	http.HandleFunc("/orders", func(w http.ResponseWriter, r *http.Request) {
		limiter.Wait(r.Context())
		http.Get("https://api.example.com/orders")
	})
	http.ListenAndServe(":8080", nil)
}
"""),
    example("nginx in front", "pass", line="deploy/nginx.conf:4", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":8080", nil) }
-- deploy/nginx.conf --
limit_req_zone $binary_remote_addr zone=api:10m rate=10r/s;
server {
  location / {
    limit_req zone=api burst=20;
    proxy_pass http://app:8080;
  }
}
"""),
    example("nginx limits the login alone", "fail", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":8080", nil) }
-- deploy/nginx.conf --
limit_req_zone $binary_remote_addr zone=login:10m rate=10r/m;
server {
  location /api/auth/login {
    if ($request_method = POST) { set $asked 1; }
    limit_req zone=login burst=20;
    proxy_pass http://app:8080;
  }
}
"""),
    example("Django REST framework's throttles", "pass", line="shop/settings.py:3", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
REST_FRAMEWORK = {
    "DEFAULT_THROTTLE_RATES": {"anon": "100/day"},
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
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
    example("nginx in front of a front end's files, past which the API is asked", "fail", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
require("express")().get("/orders", (req, res) => res.json([])).listen(3000)
-- client/nginx.conf --
http {
  limit_req_zone $binary_remote_addr zone=all:10m rate=10r/s;
  server {
    limit_req zone=all burst=70;
    location / { root /usr/share/nginx/html;
      try_files $uri /index.html; }
  }
}
"""),
    example("nginx in front of the app, which it passes on to in a file of its own", "pass", line="nginx.conf:7", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
require("express")().get("/orders", (req, res) => res.json([])).listen(3000)
-- nginx.conf --
http {
  upstream app { server 127.0.0.1:3000; }
  limit_req_zone $binary_remote_addr zone=orders:10m rate=12r/m;
  server {
    location / { try_files $uri @app; }
    location /orders {
      limit_req zone=orders;
      include /etc/nginx/proxy.conf;
    }
  }
}
"""),
    example("Laravel's scaffold, which throttles the mail that verifies an address", "fail", says="only limit is on login", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- artisan --
#!/usr/bin/env php
-- routes/web.php --
<?php
Route::get('/orders', [OrderController::class, 'index']);
Route::get('verify-email/{id}/{hash}', VerifyEmailController::class)
    ->middleware(['signed', 'throttle:6,1'])
    ->name('verification.verify');
"""),
    example("Laravel's kernel, sessions for pages and a limit for the API", "pass", line="app/Http/Kernel.php:5", repo="""
-- composer.json --
{"require": {"laravel/framework": "^9"}}
-- artisan --
#!/usr/bin/env php
-- routes/api.php --
<?php
Route::get('/orders', [OrderController::class, 'index']);
-- app/Http/Kernel.php --
<?php
class Kernel extends HttpKernel {
    protected $middlewareGroups = [
        'web' => [StartSession::class],
        'api' => ['throttle:api'],
    ];
}
"""),
    example("NestJS's throttler set up, its guard nowhere", "fail", line="src/app.module.ts:3", says="limits nothing", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node dist/main.js"}, "dependencies": {"@nestjs/core": "10", "@nestjs/throttler": "6"}}
-- src/app.module.ts --
import { Module } from "@nestjs/common"
import { ThrottlerModule } from "@nestjs/throttler"
@Module({ imports: [ThrottlerModule.forRoot([{ ttl: 60000, limit: 10 }])] })
export class AppModule {}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
NestFactory.create(AppModule).then((app) => app.listen(3000))
"""),
    example("missing where the app is made, not where its routers are", "fail", line="server.js:2", repo="""
-- package.json --
{"name": "shop", "dependencies": {"express": "4"}}
-- app/routes.js --
const express = require("express")
const router = express.Router()
router.get("/orders", orders)
module.exports = router
-- server.js --
const express = require("express")
const app = express()
app.use(require("./app/routes"))
app.listen(3000)
"""),
    example("Spring: a filter of its own", "pass", line="src/main/java/shop/AbuseRateLimitFilter.java:3", repo="""
-- pom.xml --
<project><artifactId>shop</artifactId><parent><groupId>org.springframework.boot</groupId>
<artifactId>spring-boot-starter-parent</artifactId><version>3.3.0</version></parent></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
  public static void main(String[] a) { SpringApplication.run(App.class, a); }
}
-- src/main/java/shop/AbuseRateLimitFilter.java --
package shop;
@Component
public class AbuseRateLimitFilter extends OncePerRequestFilter {
  protected void doFilterInternal(HttpServletRequest q, HttpServletResponse a, FilterChain chain) throws IOException {
    if (!counts.allow(q.getRemoteAddr())) { a.sendError(429); return; }
    chain.doFilter(q, a);
  }
}
"""),
    example("handlers call a check of the app's own, which answers 429", "pass", line="send.py:6", repo="""
-- send.py --
from flask import Flask, jsonify
from limits import check_rate_limiting
app = Flask(__name__)
@app.post("/letters")
def letters():
    check_rate_limiting(service, "letter")
    return jsonify(), 201
@app.post("/mails")
def mails():
    check_rate_limiting(service, "mail")
    return jsonify(), 201
-- limits.py --
class TooManyRequestsError(Exception):
    status_code = 429
def check_rate_limiting(service, kind):
    if redis_store.exceeded_rate_limit(f"{service.id}-{kind}", service.rate_limit, 60):
        raise TooManyRequestsError(kind)
"""),
    example("Go: a limiter for each visitor, which a wrapper of handlers asks", "pass", line="server/middleware.go:6", repo="""
-- go.mod --
module example.com/shop
require golang.org/x/time v0.5.0
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", limitRequests(routes())) }
-- server/middleware.go --
package server

func limitRequests(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := visitor(r)
		if !v.RequestAllowed() {
			http.Error(w, "slow down", http.StatusTooManyRequests)
			return
		}
		next.ServeHTTP(w, r)
	})
"""),
    example("Terraform hands a limit to a front door's module", "pass", line="terraform/domains/config/production.tfvars.json:3", repo="""
-- app.py --
from flask import Flask, jsonify
app = Flask(__name__)
@app.get("/orders")
def orders():
    return jsonify([])
-- terraform/domains/config/production.tfvars.json --
{
  "front_door_name": "shop-fd",
  "rate_limit_max": 300
}
"""),
    example("a list of limits that is empty", "fail", repo="""
-- app.py --
from flask import Flask, jsonify
app = Flask(__name__)
@app.get("/orders")
def orders():
    return jsonify([])
-- terraform/domains/config/production.tfvars.json --
{
  "front_door_name": "shop-fd",
  "rate_limit": []
}
"""),
    example("Go: a limiter of the app's own that nothing makes", "fail", repo="""
-- go.mod --
module example.com/shop
-- limits.go --
package main

import (
	"net/http"

	"golang.org/x/time/rate"
)

type RateLimiter struct{ limiters map[string]*rate.Limiter }

func NewRateLimiter() *RateLimiter { return &RateLimiter{limiters: map[string]*rate.Limiter{}} }

func (l *RateLimiter) Limit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		limiter := rate.NewLimiter(1, 5)
		if !limiter.Allow() {
			http.Error(w, "slow down", http.StatusTooManyRequests)
			return
		}
		next.ServeHTTP(w, r)
	})
}
-- main.go --
package main

import "net/http"

type page struct{ Limit int }

func main() { http.ListenAndServe(":80", routes()) }
"""),
    example("Go: a limiter of the app's own, made where the routes are", "pass", line="limits.go:12", repo="""
-- go.mod --
module example.com/shop
-- limits.go --
package main

import "net/http"

type RateLimiter struct{ left int }

func NewRateLimiter() *RateLimiter { return &RateLimiter{left: 5} }
func (l *RateLimiter) Allow() bool { l.left--; return l.left > 0 }

func (l *RateLimiter) Limit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !l.Allow() {
			http.Error(w, "slow down", http.StatusTooManyRequests)
		}
		next.ServeHTTP(w, r)
	})
}
-- main.go --
package main

import "net/http"

func main() { http.ListenAndServe(":80", NewRateLimiter().Limit(routes())) }
"""),
    example("a limiter in a middleware that no file brings in", "fail", line="server.js:1", repo=LIMITED),
    example("a limiter in a middleware that the server brings in", "pass", line="middleware/limits.js:2",
            repo=LIMITED.replace('("express")()\n', '("express")()\nrequire("./middleware/limits")(app)\n')),
    example("NestJS's throttler guards everything, in a module that names one for logging in", "pass", line="src/app.module.ts:8", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11", "@nestjs/throttler": "6"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
import { AppModule } from "./app.module"
NestFactory.create(AppModule).then(app => app.listen(3000))
-- src/app.module.ts --
import { APP_GUARD } from "@nestjs/core"
import { ThrottlerGuard, ThrottlerModule } from "@nestjs/throttler"
@Module({
  imports: [
    ThrottlerModule.forRoot([{ ttl: 60000, limit: 100 }]),
    AuthModule,
  ],
  providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }],
})
export class AppModule {
  configure(consumer: MiddlewareConsumer) {}
}
"""),
    example("Ocelot's gateway limits all that it hands on", "pass", line="gateway/ocelot.json:1", repo="""
-- gateway/ocelot.json --
{"GlobalConfiguration": {"RateLimitOptions": {"EnableRateLimiting": true, "Period": "1s", "Limit": 100}}}
-- gateway/Gateway.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- gateway/Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddOcelot();
var app = builder.Build();
await app.UseOcelot();
app.Run();
"""),
    example("Laravel's kernel limits a group of routes that nothing loads", "fail", repo=KERNEL.replace("LOADED", "")),
    example("Laravel's kernel limits a group of routes that is loaded", "pass", line="app/Http/Kernel.php:4", repo=KERNEL.replace(
        "LOADED", "Route::middleware('api')->group(base_path('routes/api.php'));",
    )),
    example("Rack::Attack: what is asked for begins on the next line", "pass", line="config/initializers/rack_attack.rb:3", repo="""
-- Gemfile --
gem "rails"
gem "rack-attack"
-- config/initializers/rack_attack.rb --
class Rack::Attack
  if Rails.env.production?
    throttle(
      'req/ip',
      limit: 600,
      period: 5.minutes
    ) { |req| req.ip }
  end
end
"""),
    example("Rack::Attack: limits that constants name", "pass", line="config/initializers/rack_attack.rb:4", repo="""
-- Gemfile --
gem "rails"
gem "rack-attack"
-- config/initializers/rack_attack.rb --
class Rack::Attack
  PATHS = /^\\/api/

  throttle(Api::RateLimit::READS, limit: 180, period: 1.minute) do |request|
    request.ip
  end
end
"""),
]
