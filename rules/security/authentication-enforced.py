"""Authentication is enforced on routes that touch user data.

Where every route has to remember its own login check, one will forget it. A single open route that changes data lets any stranger act as
any user.

Pass: authentication by default (global guard, default permission, security filter chain, before_action) or on the routes that need it

Fail: opted out on a route that changes data: AllowAny / permitAll / skip_before_action / csrf_exempt on a write; each is a finding

Fix: Protect everything by default and open single routes by name: `DEFAULT_PERMISSION_CLASSES = [IsAuthenticated]` and
`LoginRequiredMiddleware` (Django), `dependencies=[Depends(current_user)]` on the FastAPI router, `before_action :authenticate_user!` in
ApplicationController, `anyRequest().authenticated()` (Spring), a global `APP_GUARD` (NestJS), `app.use(requireAuth)` before the routers
(Express), `Route::middleware('auth')->group` (Laravel), `FallbackPolicy` (ASP.NET Core), a pipeline with the auth plug (Phoenix).

Searched: framework-wide guards, middlewares of routers and groups, decorators, annotations and parameters of handlers, checks inside them
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Guards, contradicts, example, rule, supports, unclear

SHOWN = 40  # open routes that are named


@rule(id="SEC005", severity="high", applies="auth", sources=("S1.3", "S2", "S4"))
def authentication_enforced(guards: Guards) -> Iterator[Finding]:
    for opened in guards.opened:
        yield contradicts(opened, opened.says)
    for route in guards.waived[:SHOWN]:
        yield contradicts(route, f"{route.shown} changes data, and the security filter chain lets anyone in", confidence="medium")
    for default in guards.defaults:
        yield supports(default, default.says)
    judged = [(route, guards.guard(route)) for route in guards.exposed]
    for route, guard in judged:
        if guard:
            yield supports(guard, f"{route.shown} asks who it is")
    for route in [r for r, guard in judged if not guard and guards.is_readable(r)][:SHOWN]:
        yield contradicts(route, f"{route.shown} changes data, and nothing asks who it is", confidence="medium")
    if guards.defaults or any(guard or guards.is_readable(route) for route, guard in judged):
        return
    kept = [
        *(supports(seen, seen.says, confidence="medium") for seen in guards.seen),
        *(supports(at, f"{route.shown} asks who it is", confidence="medium") for route, at in guards.kept()),
    ]
    yield from kept
    if not kept:
        yield unclear("no route that changes data could be read; the place that guards them would tell")


PHOENIX = """
-- mix.exs --
defmodule Shop.MixProject do
end
-- lib/shop_web/router.ex --
defmodule ShopWeb.Router do
  use ShopWeb, :router
  pipeline :api do
    plug :accepts, ["json"]
  end
  pipeline :members do
    plug ShopWeb.RequireUser
  end
  scope "/api", ShopWeb do
    pipe_through [:api, :members]
    resources "/carts", CartController, only: [:create]
  end
  scope "/api", ShopWeb do
    pipe_through :api
    resources "/orders", OrderController, only: [:index, :update]
  end
end
-- lib/shop_web/controllers/cart_controller.ex --
defmodule ShopWeb.CartController do
  use ShopWeb, :controller
  def create(conn, params), do: json(conn, Shop.add(params))
end
"""

ASPNET = """
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
"""

TRPC = """
-- package.json --
{"dependencies": {"@trpc/server": "11", "fastify": "5", "trpc-to-openapi": "2"}}
-- server/main.ts --
import fastify from 'fastify'
import { authenticate } from './auth'
const app = fastify()
app.listen({ port: 3000 })
"""

SPRING = """
-- build.gradle --
dependencies {
    implementation 'org.springframework.boot:spring-boot-starter-web:3.3.0'
    implementation 'org.springframework.boot:spring-boot-starter-security:3.3.0'
}
-- src/main/java/shop/BookingController.java --
package shop;
import org.springframework.web.bind.annotation.*;
@RestController
@RequestMapping("/bookings")
public class BookingController {
    @PatchMapping("/{id}/cancel")
    public Booking cancel(@PathVariable Long id) {
        return bookings.cancel(id);
    }
}
-- src/main/java/shop/SecurityConfig.java --
package shop;
@Configuration
public class SecurityConfig {
    @Bean
    public SecurityFilterChain filterChain(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(auth -> auth
                .requestMatchers("/auth/**").permitAll()
"""

AUTOLOADED = """
-- package.json --
{"dependencies": {"fastify": "5", "@fastify/autoload": "6", "@fastify/session": "11"}}
-- app.ts --
import path from 'node:path'
import Fastify from 'fastify'
import autoLoad from '@fastify/autoload'
const fastify = Fastify()
fastify.register(autoLoad, { dir: path.join(import.meta.dirname, 'routes'), autoHooks: true, cascadeHooks: true })
fastify.listen({ port: 3000 })
-- routes/orders/index.ts --
export default async function (fastify) {
  fastify.post('/', { schema: { body: Order, response: { 201: Order } } }, async (request) => orders.add(request.body))
}
-- routes/login.ts --
export default async function (fastify) {
  fastify.post('/login', async (request) => {
    request.session.user = await users.check(request.body)
  })
}
"""

PLAIN_PHP = """
-- db.php --
<?php
$conn = mysqli_connect(getenv("DB_HOST"), getenv("DB_USER"), getenv("DB_PASSWORD"), "school");
-- login.php --
<?php
session_start();
include "db.php";
$stmt = $conn->prepare("SELECT id, hash FROM users WHERE name = ?");
$stmt->execute([$_POST["name"]]);
$row = $stmt->get_result()->fetch_assoc();
if (password_verify($_POST["password"], $row["hash"])) { $_SESSION["user"] = $row["id"]; }
-- add_student.php --
<?php
session_start();
if (!isset($_SESSION["user"])) { header("Location: login.php"); }
include "db.php";
if (isset($_POST["add"])) { mysqli_query($conn, "INSERT INTO students (name) VALUES ('x')"); }
"""

CONNEXION = """
-- requirements.txt --
connexion[flask]==3.1.0
-- app.py --
import connexion
app = connexion.FlaskApp(__name__, specification_dir="spec/")
app.add_api("openapi.yml", strict_validation=True)
-- api/orders.py --
def add(body):
    return store.add(body), 201
def remove(id):
    resp = token_validator(request.headers.get("Authorization"))
    if "error" in resp:
        return resp, 401
    store.remove(id)
    return None, 204
def change(body):
    return store.change(body)
def find():
    return store.find()
-- spec/openapi.yml --
openapi: 3.0.1
components:
  securitySchemes:
    bearer:
      type: http
      scheme: bearer
      x-bearerInfoFunc: api.users.who
paths:
"""

BEARER = """
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
-- app/controllers/application_controller.rb --
class ApplicationController < ActionController::API
  before_action :require_login

  def require_login
    @user = Directory.new(token: request.headers["Authorization"]).me
  end
end"""

SERVERLESS = """
-- package.json --
{"dependencies": {"@aws-sdk/client-dynamodb": "3", "@types/aws-lambda": "8", "jsonwebtoken": "9"}}
-- src/login.ts --
import jwt from 'jsonwebtoken'
export const login = async (event) => ({ statusCode: 200, body: jwt.sign({ sub: event.body }, process.env.JWT_SECRET) })
-- src/orders.ts --
export const add: Handler<APIGatewayProxyEvent> = async (event) => {
  await db.put(JSON.parse(event.body))
  return { statusCode: 201 }
}
export const paid: Handler = async (event) => save(stripe.webhooks.constructEvent(event.body, event.headers['Stripe-Signature'], secret))
"""

SAM = """
-- requirements.txt --
boto3
pyjwt
-- orders/app.py --
import jwt
def add(event, context):
    table.put_item(Item=json.loads(event["body"]))
    return {"statusCode": 201}
-- template.yaml --
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        DefaultAuthorizer: Cognito
  Add:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: orders/
      Handler: app.add
      Runtime: python3.12
      Events:
        Http:
          Type: HttpApi
"""

LARAVEL = """
-- composer.json --
{"require": {"laravel/framework": "11", "laravel/sanctum": "4"}}
-- app/Http/Controllers/OrderController.php --
<?php
class OrderController extends Controller
{
    public function index() { return Order::paginate(20); }
    public function store(Request $request) { return Order::create($request->validate(["what" => "required"])); }
}
-- routes/api.php --
<?php
Route::post('login', [AuthController::class, 'login']);
"""

EVERYWHERE = "".join(f"""-- app/routes/part{number}.py --
from ..dependencies import buyer
""" for number in range(1, 30))

EXAMPLES = [
    example("Laravel: a group of the app's own middleware for administrators, beside others", "pass", line="routes/api.php:2", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11.0", "laravel/sanctum": "^4.0"}}
-- routes/api.php --
<?php
Route::group(['middleware' => ['api', 'api.admin'], 'prefix' => 'v1'], function () {
    Route::post('/orders', [OrderController::class, 'store']);
});
"""),
    example("routes of a tool beside the app", "pass", line="server.js:4", repo="""
-- package.json --
{"dependencies": {"express": "5", "passport": "0.7"}}
-- server.js --
const passport = require("passport")
const workbench = require("./tools/workbench")
const app = require("express")()
app.post("/orders", passport.authenticate("jwt"), create)
app.listen(3000)
-- tools/workbench.js --
const app = require("express")()
app.post("/replay", replay)
module.exports = () => app.listen(4000)
"""),
    example("Fastify: what stands before the handler, below the schema", "pass", line="server.js:3", repo="""
-- package.json --
{"dependencies": {"fastify": "5", "zod": "4"}}
-- server.js --
const app = require("fastify")()
app.route({
  method: "POST",
  url: "/orders/:id/lines",
  schema: {
    params: z.object({ id: z.string() }),
    response: { 200: z.object({ id: z.string() }) },
  },
  preHandler: [verifyJwt, wants({ permission: "orders.write" })],
  handler: async (request, reply) => reply.send(await db.insert(request.body)),
})
app.listen({ port: 3000 })
"""),
    example("Fastify: a route below one that asks who it is", "fail", line="server.js:10", repo="""
-- package.json --
{"dependencies": {"fastify": "5"}}
-- server.js --
const app = require("fastify")()
app.route({
  method: "POST",
  url: "/orders",
  schema: { body: order },
  preHandler: [verifyJwt],
  handler: async (request, reply) => reply.send(await db.insert(request.body)),
})
app.route({
  method: "POST",
  url: "/lines",
  schema: { body: line },
  handler: async (request, reply) => reply.send(await db.insert(request.body)),
})
app.listen({ port: 3000 })
"""),
    example("chi: a group whose middleware wants a scope", "pass", line="main.go:5", repo="""
-- go.mod --
module example.com/shop
require github.com/go-chi/chi/v5 v5.1.0
-- main.go --
package main
import "github.com/go-chi/chi/v5"
func routes(r chi.Router) {
	r.Group(func(r chi.Router) {
		r.Use(RequireScope("admin"))
		r.Delete("/logs", deleteLogs)
	})
}
func main() { r := chi.NewRouter(); routes(r); http.ListenAndServe(":80", r) }
"""),
    example("FastAPI: what asks for a login is brought into more files than anybody looks for a name in", "pass",
            line="app/routes/part0.py:7", repo=f"""
-- requirements.txt --
fastapi
-- app/routes/part0.py --
from fastapi import APIRouter, Depends
from ..dependencies import (
    get_db,
    buyer,
)
router = APIRouter()
@router.post("/orders")
async def add(request: Order, who: Buyer = Depends(buyer), db=Depends(get_db)):
    return save(db, request, who)
{EVERYWHERE}-- app/dependencies.py --
async def buyer(credentials=Depends(bearer)):
    if not credentials:
        raise HTTPException(status_code=401)
    return who(credentials)
-- main.py --
from fastapi import FastAPI
from app.routes import part0
app = FastAPI()
app.include_router(part0.router)
"""),
    example("FastAPI: a dependency of two that have its name, by the file that it comes from", "pass", line="shop/orders.py:7", repo="""
-- shop/core/access.py --
from fastapi import HTTPException

def needs(permission: str):
    def check(request: Request):
        if permission not in granted(request):
            raise HTTPException(status_code=403)
    return check
-- shop/imports/columns.py --
def needs(column: str):
    return column in COLUMNS
-- shop/orders.py --
from fastapi import Depends, FastAPI

from shop.core.access import needs

app = FastAPI()

@app.post("/orders", dependencies=[Depends(needs("orders.write"))])
def order(data: OrderIn):
    db.add(Order(**data.model_dump()))
"""),
    example("FastAPI: a dependency that is made, and needs the visitor's account", "pass", line="app.py:18", repo="""
-- app.py --
from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy.orm import Session

app = FastAPI()

def current(token: str = Depends(bearer), db: Session = Depends(get_db)):
    account = db.get(Account, read(token))
    if account is None:
        raise HTTPException(status_code=401)
    return account

def needs(permission: str):
    async def check(account: Account = Depends(current)) -> Account:
        ensure(account, permission)
        return account
    return check

@app.post("/orders")
def order(data: OrderIn, db: Session = Depends(get_db), _who: Account = Depends(needs("orders.write"))):
    db.add(Order(**data.model_dump()))
    db.commit()
"""),
    example("FastAPI: a dependency that is made, and needs a session of the database", "fail", line="app.py:11", repo="""
-- app.py --
from fastapi import Depends, FastAPI
from sqlalchemy.orm import Session

app = FastAPI()

def needs(table: str):
    async def check(db: Session = Depends(get_db)):
        return db.get(Table, table)
    return check

@app.post("/orders")
def order(data: OrderIn, db: Session = Depends(get_db), _table: Table = Depends(needs("orders"))):
    db.add(Order(**data.model_dump()))
    db.commit()
"""),
    example("Express: a router under no path, in one that stands behind a guard", "pass", line="app.js:5", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- app.js --
import express from "express"
import shopRoutes from "./routes/shop.js"
const app = express()
app.use(express.json())
app.use("/api", requireAuth, shopRoutes({ db }))
app.listen(3000)
-- routes/shop.js --
import express from "express"
import { orderRoutes } from "./orders.js"
export default ({ db }) => {
  const routes = express.Router()
  routes.use("/shop", express.Router())
  routes.use(
    orderRoutes({ db })
  )
  return routes
}
-- routes/orders.js --
import express from "express"
export const orderRoutes = ({ db }) => {
  const routes = express.Router()
  routes.post("/:id/lines", async (request, response) => {
    response.send(await db.add(request.params.id, request.body))
  })
  return routes
}
"""),
    example("go-zero: routes that goctl writes, behind a token", "pass", line="internal/handler/routes.go:5", repo="""
-- go.mod --
module shop
require github.com/zeromicro/go-zero v1.3.2
-- internal/handler/routes.go --
// Code generated by goctl. DO NOT EDIT.
package handler
import "github.com/zeromicro/go-zero/rest"
func RegisterHandlers(server *rest.Server, ctx *svc.ServiceContext) {
	server.AddRoutes([]rest.Route{
		{
			Method:  http.MethodPost,
			Path:    "/api/order/create",
			Handler: CreateHandler(ctx),
		},
	}, rest.WithJwt(ctx.Config.Auth.AccessSecret))
}
-- shop.go --
package main
import "github.com/zeromicro/go-zero/rest"
func main() {
	server := rest.MustNewServer(c.RestConf)
	handler.RegisterHandlers(server, ctx)
	server.Start()
}
"""),
    example("Litestar: a token is asked for before every route", "pass", line="shop/app.py:6", repo="""
-- requirements.txt --
litestar==2.16
-- shop/app.py --
from litestar import Litestar, post
from litestar.security.jwt import JWTAuth
auth = JWTAuth[User](token_secret=settings.SECRET, retrieve_user_handler=find, exclude=["/schema"])
@post("/orders")
async def add(data: Order) -> Order: return await orders.add(data)
app = Litestar([add], on_app_init=[auth.on_app_init])
"""),
    example("Spring: what is below a path is asked for a login, and a description speaks of a class", "pass",
            line="src/main/java/shop/Security.java:5", repo="""
-- pom.xml --
<project><dependencies><dependency><artifactId>spring-boot-starter-security</artifactId></dependency></dependencies></project>
-- src/main/java/shop/App.java --
@SpringBootApplication public class App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }
-- src/main/java/shop/Security.java --
package shop;
class Security {
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(c -> c
            .requestMatchers("/api/**").authenticated()
            .anyRequest().permitAll()).build();
    }
}
-- src/main/java/shop/Orders.java --
package shop;
import org.springframework.web.bind.annotation.*;
@RestController
@RequestMapping(path = "/api/orders")
class Orders {
    @GetMapping("/{id}")
    @Operation(summary = "An order", description = "Finds an order of class A, or an object that is empty")
    public Order find(@PathVariable long id) { return orders.find(id); }
    @DeleteMapping("/{id}")
    public void cancel(@PathVariable long id) { orders.cancel(id); }
}
"""),
    example("AdonisJS: a long group behind a middleware, and a page that asks", "pass", line="start/routes.ts:3", repo="""
-- package.json --
{"dependencies": {"@adonisjs/core": "^6.18.0"}}
-- bin/server.ts --
import { Ignitor } from '@adonisjs/core'
new Ignitor(ROOT).httpServer().start()
-- start/routes.ts --
import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'
router
  .group(() => {
    router.get('/orders', [OrdersController, 'index'])""" + "".join(f"""
    router.get('/orders/{day}', [OrdersController, 'index'])""" for day in range(99)) + """
    router.delete('/orders/:id', [OrdersController, 'destroy'])
  })
  .prefix('/shop')
  .use([middleware.auth(), middleware.touch()])
-- inertia/pages/home.tsx --
import { router } from '@inertiajs/react'
export default () => <button onClick={() => router.post('/api/orders', {})}>Order</button>
"""),
    *(example(f"aiohttp: a decorator of the app's own that {what}", "pass" if "raise" in does else "fail", repo=f"""
-- requirements.txt --
aiohttp==3.10
-- shop/routes.py --
from aiohttp import web
def keeper_only(func):
    async def wrapper(request):
        if not request["context"].keeper:
            {does}
        return await func(request)
    return wrapper
@keeper_only
async def cancel(request: web.BaseRequest):
    return web.json_response(await orders.cancel(request.match_info["id"]))
async def register(app: web.Application):
    app.add_routes([web.put("/orders/{{id}}/cancel", cancel)])
-- shop/main.py --
from aiohttp import web
from shop.routes import register
web.run_app(app)
""") for what, does in (
        ("turns strangers away", "raise web.HTTPUnauthorized()"), ("writes down who asks", "log(request)"),
    )),
    example("Laravel: what is said of a route stands in an array, and its controller asks for a login", "pass",
            line="app/Http/routes.php:2", repo="""
-- composer.json --
{"require": {"laravel/framework": "5.4.*"}}
-- app/Http/routes.php --
<?php
Route::post('orders', ['uses' => 'OrderController@store', 'as' => 'orders.store']);
-- app/Http/Controllers/OrderController.php --
<?php
class OrderController extends Controller
{
    public function __construct() { $this->middleware('auth', ['except' => 'show']); }
    public function store() { return Order::create(Request::only('what')); }
}
-- app/Http/Controllers/ReorderController.php --
<?php
class ReorderController extends Controller { public function store() { return Order::again(Request::only('what')); } }
"""),
    example("the same, and the controller asks for nothing", "fail",
            line="app/Http/routes.php:2", repo="""
-- composer.json --
{"require": {"laravel/framework": "5.4.*"}}
-- app/Http/routes.php --
<?php
Route::post('orders', ['uses' => 'OrderController@store', 'as' => 'orders.store']);
-- app/Http/Controllers/OrderController.php --
<?php
class OrderController extends Controller
{
    public function store() { return Order::create(Request::only('what')); }
}
-- app/Http/Controllers/LoginController.php --
<?php
class LoginController extends Controller { public function login() { return Auth::attempt(Request::only('email', 'password')); } }
"""),
    example("Laravel: a group that asks for a login in the array of old", "pass",
            line="app/Http/routes.php:2", repo="""
-- composer.json --
{"require": {"laravel/framework": "5.4.*"}}
-- app/Http/routes.php --
<?php
Route::group(array('middleware' => 'auth'), function () {
    Route::post('orders', ['uses' => 'OrderController@store', 'as' => 'orders.store']);
});
-- app/Http/Controllers/OrderController.php --
<?php
class OrderController extends Controller
{
    public function store() { return Order::create(Request::only('what')); }
}
-- app/Http/Controllers/LoginController.php --
<?php
class LoginController extends Controller { public function login() { return Auth::attempt(Request::only('email', 'password')); } }
"""),
    example("Laravel: a group of an injected router asks in its array", "pass",
            line="routes/api.php:2", repo="""
-- composer.json --
{"require": {"laravel/framework": "5.4.*"}}
-- routes/api.php --
<?php
$router->group(['middleware' => 'api.auth', 'prefix' => 'shop'], static function () use ($router) {
    $router->post('orders', 'OrderController@store');
});
-- app/Http/Controllers/OrderController.php --
<?php
class OrderController extends Controller
{
    public function store() { return Order::create(Request::only('what')); }
}
-- app/Http/Controllers/LoginController.php --
<?php
class LoginController extends Controller { public function login() { return Auth::attempt(Request::only('email', 'password')); } }
"""),
    example("Hono: what is described stands behind a guard of the app", "pass", repo="""
-- src/tasks.routes.ts --
import { createRoute } from "@hono/zod-openapi";
export const create = createRoute({
  path: "/tasks",
  method: "post",
  responses: {},
});
-- src/tasks.index.ts --
import { OpenAPIHono } from "@hono/zod-openapi";
import { requireUser } from "./auth";
import * as handlers from "./tasks.handlers";
import * as routes from "./tasks.routes";
export default new OpenAPIHono().openapi(routes.create, handlers.create);
-- src/tasks.handlers.ts --
export const create = async (c) => c.json(await db.insert(tasks).values(c.req.valid("json")).returning());
-- src/auth.ts --
import { jwt } from "hono/jwt";
export const requireUser = jwt({ secret: process.env.KEY });
-- src/app.ts --
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { jwt, sign } from "hono/jwt";
import tasks from "./tasks.index";
const app = new Hono();
app.use("*", jwt({ secret: process.env.KEY }));
app.route("/", tasks);
serve(app);
"""),
    example("Hono: what is described stands behind a guard of its router", "unknown", repo="""
-- src/tasks.routes.ts --
import { createRoute } from "@hono/zod-openapi";
export const create = createRoute({
  path: "/tasks",
  method: "post",
  responses: {},
});
-- src/tasks.index.ts --
import { OpenAPIHono } from "@hono/zod-openapi";
import { requireUser } from "./auth";
import * as handlers from "./tasks.handlers";
import * as routes from "./tasks.routes";
export default new OpenAPIHono().use("*", requireUser).openapi(routes.create, handlers.create);
-- src/tasks.handlers.ts --
export const create = async (c) => c.json(await db.insert(tasks).values(c.req.valid("json")).returning());
-- src/auth.ts --
import { jwt } from "hono/jwt";
export const requireUser = jwt({ secret: process.env.KEY });
-- src/app.ts --
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { jwt, sign } from "hono/jwt";
import tasks from "./tasks.index";
const app = new Hono();
app.route("/", tasks);
serve(app);
"""),
    example("Hono: a description that names its guard", "pass", repo="""
-- src/tasks.routes.ts --
import { createRoute } from "@hono/zod-openapi";
export const create = createRoute({
  path: "/tasks",
  method: "post",
  middleware: [requireUser] as const,
  responses: {},
});
-- src/tasks.index.ts --
import { OpenAPIHono } from "@hono/zod-openapi";
import { requireUser } from "./auth";
import * as handlers from "./tasks.handlers";
import * as routes from "./tasks.routes";
export default new OpenAPIHono().openapi(routes.create, handlers.create);
-- src/tasks.handlers.ts --
export const create = async (c) => c.json(await db.insert(tasks).values(c.req.valid("json")).returning());
-- src/auth.ts --
import { jwt } from "hono/jwt";
export const requireUser = jwt({ secret: process.env.KEY });
-- src/app.ts --
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { jwt, sign } from "hono/jwt";
import tasks from "./tasks.index";
const app = new Hono();
app.route("/", tasks);
serve(app);
"""),
    example("Hono: a description that nothing guards", "fail", line="src/tasks.routes.ts:2", repo="""
-- src/tasks.routes.ts --
import { createRoute } from "@hono/zod-openapi";
export const create = createRoute({
  path: "/tasks",
  method: "post",
  responses: {},
});
-- src/tasks.index.ts --
import { OpenAPIHono } from "@hono/zod-openapi";
import { requireUser } from "./auth";
import * as handlers from "./tasks.handlers";
import * as routes from "./tasks.routes";
export default new OpenAPIHono().openapi(routes.create, handlers.create);
-- src/tasks.handlers.ts --
export const create = async (c) => c.json(await db.insert(tasks).values(c.req.valid("json")).returning());
-- src/auth.ts --
import { jwt } from "hono/jwt";
export const requireUser = jwt({ secret: process.env.KEY });
-- src/app.ts --
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { jwt, sign } from "hono/jwt";
import tasks from "./tasks.index";
const app = new Hono();
app.route("/", tasks);
serve(app);
"""),
    example("Next.js: the middleware stands before the page of orders, not before what keeps them", "fail",
            line="pages/api/orders/[id].ts:1", repo="""
-- package.json --
{"dependencies": {"next": "12", "next-auth": "4", "@prisma/client": "3"}}
-- middleware.ts --
export { default } from "next-auth/middleware"
export const config = { matcher: ["/orders"] }
-- pages/api/auth/[...nextauth].ts --
export default NextAuth({ providers: [GithubProvider({})] })
-- pages/api/orders/[id].ts --
import { prisma } from "../../../lib/prisma"
export default async function handle(req, res) {
  switch (req.method) {
    case "DELETE":
      return res.json(await prisma.order.delete({ where: { id: req.query.id } }))
    default:
      return res.status(405).end()
  }
}
"""),
    example("Next.js: the middleware stands before all of the API", "pass",
            line="middleware.ts:1", repo="""
-- package.json --
{"dependencies": {"next": "12", "next-auth": "4", "@prisma/client": "3"}}
-- middleware.ts --
export { default } from "next-auth/middleware"
export const config = { matcher: ["/api/:path*"] }
-- pages/api/auth/[...nextauth].ts --
export default NextAuth({ providers: [GithubProvider({})] })
-- pages/api/orders/[id].ts --
import { prisma } from "../../../lib/prisma"
export default async function handle(req, res) {
  switch (req.method) {
    case "DELETE":
      return res.json(await prisma.order.delete({ where: { id: req.query.id } }))
    default:
      return res.status(405).end()
  }
}
"""),
    example("Ktor: routes that a parameter hands to the block that asks for a login", "pass", repo="""
-- build.gradle.kts --
dependencies { implementation("io.ktor:ktor-server-cio:3.0.0") }
-- src/main/kotlin/Api.kt --
fun Application.api(orderRoutes: Route.() -> Unit) {
    install(Authentication) { jwt("user") { verifier(keys) } }
    routing {
        authenticate("user") {
            orderRoutes()
        }
    }
}
-- src/main/kotlin/Orders.kt --
fun orderRouteBuilder(orders: Orders): Route.() -> Unit = { orderApi(orders) }
fun Route.orderApi(orders: Orders) {
    route("/orders") {
        place(orders)
    }
}
-- src/main/kotlin/Place.kt --
import io.ktor.server.routing.*
fun Route.place(orders: Orders) {
    post { orders.insert(call.receive()) }
}
-- src/main/kotlin/App.kt --
fun main() { embeddedServer(CIO) { api(orderRoutes = orderRouteBuilder(orders)) }.start() }
"""),
    example("Ktor: routes that a parameter hands to no such block", "fail", line="src/main/kotlin/Place.kt:3", repo="""
-- build.gradle.kts --
dependencies { implementation("io.ktor:ktor-server-cio:3.0.0") }
-- src/main/kotlin/Api.kt --
fun Application.api(orderRoutes: Route.() -> Unit) {
    install(Authentication) { jwt("user") { verifier(keys) } }
    routing {
        authenticate("user") {
            get("/me") { call.respond(me()) }
        }
        orderRoutes()
    }
}
-- src/main/kotlin/Orders.kt --
fun orderRouteBuilder(orders: Orders): Route.() -> Unit = { place(orders) }
-- src/main/kotlin/Place.kt --
import io.ktor.server.routing.*
fun Route.place(orders: Orders) {
    post("/orders") { orders.insert(call.receive()) }
}
-- src/main/kotlin/App.kt --
fun main() { embeddedServer(CIO) { api(orderRoutes = orderRouteBuilder(orders)) }.start() }
"""),
    example("Flask: an address without a version sends the request on to the newest", "pass", line="app.py:12", repo="""
-- requirements.txt --
flask==3.1.0
flask-login==0.6.3
-- app.py --
from flask import Flask, jsonify, redirect, request
from flask_login import login_required
app = Flask(__name__)


@app.route("/api/<path:subpath>", methods=["GET", "POST", "DELETE"])
def latest(subpath):
    target = f"/api/v1/{subpath}"
    return redirect(target, code=308)


@app.route("/api/v1/orders", methods=["POST"])
@login_required
def add():
    db.session.add(Order(**request.get_json()))
    return jsonify({}), 201
"""),
    example("a route for end-to-end tests, which answers in development alone", "pass", line="app.py:14", repo="""
-- requirements.txt --
flask==3.1.0
flask-login==0.6.3
-- app.py --
from flask import Flask, jsonify, request
from flask_login import login_required
app = Flask(__name__)


@app.route("/e2e-stub", methods=["POST"])
def stub():
    if settings.ENVIRONMENT != "local":
        return "only for tests", 404
    db.session.add(Order(**request.get_json()))
    return jsonify({}), 201


@app.route("/orders", methods=["POST"])
@login_required
def add():
    db.session.add(Order(**request.get_json()))
    return jsonify({}), 201
"""),
    example("the same, which only says where it is", "fail", line="app.py:6", repo="""
-- requirements.txt --
flask==3.1.0
flask-login==0.6.3
-- app.py --
from flask import Flask, jsonify, request
from flask_login import login_required
app = Flask(__name__)


@app.route("/e2e-stub", methods=["POST"])
def stub():
    if settings.ENVIRONMENT != "local":
        print("not local")
    db.session.add(Order(**request.get_json()))
    return jsonify({}), 201


@app.route("/orders", methods=["POST"])
@login_required
def add():
    db.session.add(Order(**request.get_json()))
    return jsonify({}), 201
"""),
    example("Flask: a catalogue is validated for whoever sends it, and orders are theirs who log in", "pass", line="app.py:15", repo="""
-- requirements.txt --
flask==3.1.0
flask-login==0.6.3
-- app.py --
from flask import Flask, jsonify, request
from flask_login import login_required
app = Flask(__name__)


@app.route("/validate", methods=["POST"])
def validator():
    return jsonify({"errors": validate_records(request.get_json())})


def save(order):
    db.session.add(order)


@app.route("/orders", methods=["POST"])
@login_required
def add():
    save(Order(**request.get_json()))
    return jsonify({}), 201
"""),
    example("Flask: a form that anybody may send, in one of two modules of views of which the other is for logging in", "fail",
            line="shop/orders/views.py:4", repo="""
-- requirements.txt --
flask
flask-login
-- shop/app.py --
from shop import orders, users
app = Flask(__name__)
app.register_blueprint(users.views.bp, url_prefix="/auth")
app.register_blueprint(orders.views.bp, url_prefix="/orders")
-- shop/users/views.py --
bp = Blueprint("users", __name__)

@bp.route("/", methods=["GET", "POST"])
def enter():
    return login_user(User.named(request.form["name"]))
-- shop/orders/views.py --
bp = Blueprint("orders", __name__)
# what is ordered

@bp.route("/add", methods=["GET", "POST"])
def add():
    if request.method == "POST":
        Order.create(what=request.form["what"])
    return render_template("add.html")
"""),
    example("a servlet's filter asks who is there on the paths it is for", "pass", line="src/main/java/shop/Filters.java:7", repo="""
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
import org.springframework.web.bind.annotation.*;
@RestController
public class Orders {
    @PostMapping("/api/parcels")
    public Parcel send(@RequestBody NewParcel parcel) { return parcels.save(parcel); }
}
-- src/main/java/shop/Filters.java --
package shop;
@Configuration
public class Filters {
    @Bean
    public FilterRegistrationBean<OidcAuthenticationFilter> login(List<OidcAuthenticator> all) {
        FilterRegistrationBean<OidcAuthenticationFilter> registration = new FilterRegistrationBean<>();
        registration.setFilter(new OidcAuthenticationFilter(all));
        registration.addUrlPatterns("/api/*");
        return registration;
    }
    @Bean
    public FilterRegistrationBean<LogFilter> log() { return new FilterRegistrationBean<>(new LogFilter()); }
}
"""),
    example("a servlet's filter that is registered for other paths", "fail", line="src/main/java/shop/Orders.java:5", repo="""
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
import org.springframework.web.bind.annotation.*;
@RestController
public class Orders {
    @PostMapping("/api/parcels")
    public Parcel send(@RequestBody NewParcel parcel) { return parcels.save(parcel); }
}
-- src/main/java/shop/Filters.java --
package shop;
@Configuration
public class Filters {
    @Bean
    public FilterRegistrationBean<OidcAuthenticationFilter> login(List<OidcAuthenticator> all) {
        FilterRegistrationBean<OidcAuthenticationFilter> registration = new FilterRegistrationBean<>();
        registration.setFilter(new OidcAuthenticationFilter(all));
        registration.addUrlPatterns("/admin/*");
        return registration;
    }
    @Bean
    public FilterRegistrationBean<LogFilter> log() { return new FilterRegistrationBean<>(new LogFilter()); }
}
"""),
    example("a page for those who are logged in, where no route could be read that writes", "pass", line="views.js:3", repo="""
-- package.json --
{"dependencies": {"express": "4", "express-session": "1", "passport": "0.7"}}
-- views.js --
const app = require('express')()
app.post('/login', passport.authenticate('local'))
app.get('/orders', ensureLoggedIn(), (req, res) => res.render('orders'))
"""),
    example("the resource of a controller, in a group that asks for a token", "pass", line="routes/api.php:4", repo=LARAVEL + """
Route::middleware('auth:sanctum')->group(function () {
    Route::apiResource('orders', OrderController::class);
});
"""),
    example("the resource of a controller that anybody may write to", "fail", line="routes/api.php:4", repo=LARAVEL + """
Route::resource('orders', OrderController::class)->except(['destroy']);
"""),
    example("the resource of a controller of which nothing but reading is open", "pass", line="routes/api.php:5", repo=LARAVEL + """
Route::apiResource('orders', OrderController::class)->only(['index', 'show']);
Route::group(['middleware' => 'auth:sanctum'], function () {
    Route::apiResource('orders', OrderController::class)->except(['index', 'show']);
});
"""),
    example("the authorizer of an event, and a hook that proves its signature", "pass", line="serverless.yml:9", repo=SERVERLESS + """
-- serverless.yml --
service: orders
provider: {name: aws, runtime: nodejs20.x}
functions:
  login: {handler: src/login.login, events: [{http: POST /login}]}
  add:
    handler: src/orders.add
    events:
      - httpApi:
          method: post
          path: /orders
          authorizer: {name: jwt}
  paid: {handler: src/orders.paid, events: [{http: POST /stripe}]}
"""),
    example("a function's event without an authorizer", "fail", line="serverless.yml:6", repo=SERVERLESS + """
-- serverless.yml --
service: orders
provider: {name: aws, runtime: nodejs20.x}
functions:
  add:
    handler: src/orders.add
    events: [{http: POST /orders}]
"""),
    example("the events of functions in TypeScript, each beside its function", "pass", line="src/orders/index.ts:4", repo=SERVERLESS + """
-- serverless.ts --
import add from '@functions/orders'
const configuration: AWS = { service: 'orders', provider: { name: 'aws' }, functions: { add } }
-- src/orders/index.ts --
export default {
  handler: `${handlerPath(__dirname)}/handler.main`,
  events: [
    { http: { method: 'post', path: 'orders', authorizer: { name: 'jwt' } } },
  ],
}
-- src/orders/handler.ts --
export const main = middyfy(async (event) => db.put(event.body))
"""),
    example("the default authorizer of SAM's API", "pass", repo=SAM + """
          Properties: {ApiId: !Ref Api, Method: post, Path: /orders}
"""),
    example("an event of SAM that takes itself out of the default", "fail", line="template.yaml:15", repo=SAM + """
          Properties: {ApiId: !Ref Api, Method: post, Path: /orders, Auth: {Authorizer: NONE}}
"""),
    example("a function that hands all to an app of its own", "pass", line="src/app.ts:4", repo="""
-- package.json --
{"dependencies": {"express": "4", "serverless-http": "3", "jsonwebtoken": "9"}}
-- serverless.yml --
service: orders
functions:
  add: {handler: src/app.handler, events: [{http: POST /orders}]}
-- src/app.ts --
import serverless from 'serverless-http'
import { requireAuth } from './auth'
const app = express()
app.post('/orders', requireAuth, (req, res) => res.json(db.insert(req.body)))
export const handler = serverless(app)
"""),
    example("NAV's token-support", "pass", repo="""
-- build.gradle.kts --
dependencies { implementation("no.nav.security:token-validation-spring:6.0.11") }
-- src/main/kotlin/App.kt --
import no.nav.security.token.support.spring.api.EnableJwtTokenValidation

@SpringBootApplication
@EnableJwtTokenValidation
class App
fun main() { runApplication<App>() }
-- src/main/kotlin/Orders.kt --
import no.nav.security.token.support.core.api.ProtectedWithClaims

@RestController
class Orders {
    @ProtectedWithClaims(issuer = "azuread")
    @PostMapping("/orders")
    fun add(@RequestBody order: NewOrder) = orders.add(order)
}
"""),
    example("Express: a team's own middleware of who is there, mounted by its name before a route that changes", "pass", repo="""
-- package.json --
{"scripts": {"start": "node dist/app.js"}, "dependencies": {"express": "5", "@companieshouse/web-security-node": "4"}}
-- src/middleware/authentication.ts --
import { authMiddleware, AuthOptions } from "@companieshouse/web-security-node";
export const authentication_middleware = (req, res, next) => {
  const options: AuthOptions = { chsWebUrl: CHS_URL, returnUrl: req.originalUrl };
  return authMiddleware(options)(req, res, next);
};
-- src/app.ts --
import express from "express";
import { authentication_middleware } from "./middleware/authentication";
const app = express();
app.use(authentication_middleware);
app.post("/email", change);
app.listen(process.env.PORT);
"""),
    example("Express: a function before all routers asks for a token, but for the documentation", "pass", line="server.js:5", repo="""
-- package.json --
{"dependencies": {"express": "4", "jsonwebtoken": "9"}}
-- server.js --
const app = require("express")()
const jwt = require("jsonwebtoken")
const bodies = require("body-parser")
app.use(bodies.json())
app.use(async function (req, res, next) {
  if (req.path.startsWith("/docs")) {
    next()
  } else {
    await validateJwt(req, res, next)
  }
})
app.use("/", require("./orders"))
app.listen(80)
async function validateJwt(req, res, next) {
  try {
    jwt.verify(req.headers.authorization, process.env.JWT_SECRET)
    next()
  } catch (error) {
    res.status(401).send("Who are you?")
  }
}
-- orders.js --
const router = require("express").Router()
router.post("/orders", (req, res) => res.json(Order.create(req.body)))
module.exports = router
"""),
    example("Express: it logs who asks for what", "fail", line="orders.js:2", repo="""
-- package.json --
{"dependencies": {"express": "4", "jsonwebtoken": "9"}}
-- server.js --
const express = require("express")
const jwt = require("jsonwebtoken")
const app = express()
app.use(express.json())
app.use(async function (req, res, next) {
  if (req.path.startsWith("/docs")) {
    next()
  } else {
    await logged(req, res, next)
  }
})
app.use("/", require("./orders"))
app.listen(80)
async function validateJwt(req, res, next) {
  try {
    jwt.verify(req.headers.authorization, process.env.JWT_SECRET)
    next()
  } catch (error) {
    res.status(401).send("Who are you?")
  }
}
-- orders.js --
const router = require("express").Router()
router.post("/orders", (req, res) => res.json(Order.create(req.body)))
module.exports = router
"""),
    example("Nuxt: pages of the browser alone, and a handler that asks nobody", "fail", line="server/api/orders/add.post.ts:1", repo="""
-- package.json --
{"devDependencies": {"nuxt": "^3.13.2", "nuxt-auth-utils": "^0.5.1"}}
-- nuxt.config.ts --
export default defineNuxtConfig({
  ssr: false,
  modules: ['nuxt-auth-utils'],
})
-- server/api/orders/add.post.ts --
export default defineEventHandler(async event => orders.add(await readBody(event)))
"""),
    example("Nuxt: one handler asks who is there, one does not", "fail", line="server/api/orders/add.post.ts:1", repo="""
-- package.json --
{"devDependencies": {"nuxt": "^3.13.2", "nuxt-auth-utils": "^0.5.1"}}
-- nuxt.config.ts --
export default defineNuxtConfig({
    modules: ['nuxt-auth-utils'],
    nitro: {
        routeRules: {
            '/confirm': {
                ssr: false,
            },
        },
    },
})
-- server/api/orders/[id].delete.ts --
export default defineEventHandler(async event => {
  const { user } = await requireUserSession(event)
  return orders.remove(getRouterParam(event, 'id'), user)
})
-- server/api/orders/add.post.ts --
export default defineEventHandler(async event => orders.add(await readBody(event)))
"""),
    example("Go: a function of the app's own asks before it calls the handler", "fail", line="main.go:7", says="/coupons", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import ("net/http"; "github.com/gorilla/mux"; "golang.org/x/crypto/bcrypt")
func main() {
	r := mux.NewRouter()
	h := &Handler{}
	r.HandleFunc("/orders/config", h.Staff(updateOrders)).Methods("POST")
	r.HandleFunc("/coupons", h.All(updateCoupons)).Methods("POST")
	http.ListenAndServe(":80", r)
}
-- handle.go --
package main
func (h *Handler) Staff(f handlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		u := getUserSession(r)
		if u == nil || !u.IsAdmin() {
			http.NotFound(w, r)
			return
		}
		f(w, r)
	}
}
func (h *Handler) All(f handlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { f(w, r) }
}
-- orders.go --
package main
func updateOrders(w http.ResponseWriter, r *http.Request) { db.Exec("UPDATE orders SET open = 1") }
func updateCoupons(w http.ResponseWriter, r *http.Request) { db.Exec("UPDATE coupons SET open = 1") }
"""),
    example("Ktor: routes of other files, called where it asks who it is", "pass", line="src/main/kotlin/App.kt:8", repo="""
-- build.gradle.kts --
dependencies { implementation("io.ktor:ktor-server-auth-jwt:3.5.2") }
-- src/main/kotlin/App.kt --
import io.ktor.server.auth.authenticate

fun Application.module() {
    install(Authentication) { jwt("azure") { verifier(provider) } }
    routing {
        get("/internal/isalive") { call.respondText("OK") }

        authenticate("azure") {
            orders(
                service = service,
            )
        }
    }
}
-- src/main/kotlin/api/OrderRoutes.kt --
import io.ktor.server.routing.post

fun Route.orders(
    service: OrderService,
) {
    post("/orders") {
        call.respond(service.create(call.receive()))
    }
    lines(service)
}
-- src/main/kotlin/api/LineRoutes.kt --
import io.ktor.server.routing.delete

internal fun Route.lines(service: OrderService) {
    delete("/orders/{id}/lines/{line}") {
        call.respond(service.remove(call.parameters["line"]))
    }
}
"""),
    example("Ktor: routes of another file, called where nobody asks too", "fail", line="src/main/kotlin/api/OrderRoutes.kt:4", repo="""
-- build.gradle.kts --
dependencies { implementation("io.ktor:ktor-server-auth-jwt:3.5.2") }
-- src/main/kotlin/App.kt --
import io.ktor.server.auth.authenticate

fun Application.module() {
    install(Authentication) { jwt("azure") { verifier(provider) } }
    routing {
        orders(service)
        authenticate("azure") {
            orders(service)
        }
    }
}
-- src/main/kotlin/api/OrderRoutes.kt --
import io.ktor.server.routing.post

fun Route.orders(service: OrderService) {
    post("/orders") {
        call.respond(service.create(call.receive()))
    }
}
"""),
    example("gorilla: what a router uses, below its routes, stands before all of them", "pass", line="register.go:13", repo="""
-- go.mod --
module example.com/shop
require github.com/gorilla/mux v1.8.1
-- register.go --
package main

import (
	"example.com/shop/interceptors"
	"example.com/team/log"
	"github.com/gorilla/mux"
)

func register(main *mux.Router) {
	admin := main.PathPrefix("/admin/refunds").Subrouter()
	admin.HandleFunc("/govpay", refund).Methods("POST")
	pending := main.PathPrefix("/refunds").Subrouter()
	pending.HandleFunc("/process-pending", process).Methods("POST")
	admin.Use(log.Handler, interceptors.UserAuthenticationIntercept)
	pending.Use(log.Handler, interceptors.InternalOrElevatedPrivilegesIntercept)
}
-- main.go --
package main

import (
	"net/http"

	"github.com/gorilla/mux"
)

func main() {
	r := mux.NewRouter()
	register(r)
	http.ListenAndServe(":80", r)
}
"""),
    example("Express: a user is found and changed, and nobody asks who wants that", "fail", line="users.js:3", repo="""
-- package.json --
{"dependencies": {"express": "4", "jsonwebtoken": "9", "mongoose": "8"}}
-- users.js --
const app = require("express")()
const jwt = require("jsonwebtoken")
app.post("/users/import", async (req, res) => {
  const targetUser = req.body.username
  res.json(await User.findOneAndUpdate({ username: targetUser }, req.body))
})
app.get("/me", (req, res) => res.json(jwt.verify(req.cookies.token, process.env.JWT_SECRET)))
app.listen(80)
"""),
    example("Express: an export that is asked for by POST changes nothing", "pass", repo="""
-- package.json --
{"dependencies": {"express": "4", "jsonwebtoken": "9", "mongoose": "8"}}
-- users.js --
const app = require("express")()
const jwt = require("jsonwebtoken")
const exportXml = (req, res) => res.send(`<user>${req.body.name}</user>`)
app.post("/users/export/xml", exportXml)
app.post("/users", (req, res) => {
  const who = jwt.verify(req.cookies.token, process.env.JWT_SECRET)
  res.json(User.create({ name: req.body.name, by: who.name }))
})
app.listen(80)
"""),
    example("a middleware before the pages of another project", "fail", line="server/src/orders.controller.ts:6", repo="""
-- client/package.json --
{"dependencies": {"next": "14", "next-auth": "4"}}
-- client/src/middleware.ts --
export { default } from 'next-auth/middleware'
-- server/package.json --
{"dependencies": {"@nestjs/core": "10"}}
-- server/src/main.ts --
import { NestFactory } from '@nestjs/core'
NestFactory.create(AppModule).then(app => app.listen(3000))
-- server/src/orders.controller.ts --
import { Controller, Post } from '@nestjs/common'
@Controller('orders')
export class OrderController {
  constructor(private orders: Orders) {}

  @Post('ship')
  ship(@Body() order: Order) {
    return this.orders.ship(order)
  }
}
"""),
    example("a middleware before the pages of a project, whose API is of another language", "fail", line="backend/main.py:6", repo="""
-- frontend/package.json --
{"dependencies": {"next": "14", "@clerk/nextjs": "5"}}
-- frontend/middleware.ts --
import { clerkMiddleware } from '@clerk/nextjs/server'
export default clerkMiddleware()
-- backend/requirements.txt --
fastapi
sqlalchemy
-- backend/main.py --
from fastapi import Depends, FastAPI

app = FastAPI()


@app.delete("/orders/{order_id}")
def remove(order_id: int, session = Depends(get_db)):
    session.delete(session.get(Order, order_id))
    session.commit()
"""),
    example("a middleware before every page, and a route of the same project", "pass", line="src/middleware.ts:1", repo="""
-- package.json --
{"dependencies": {"next": "14", "next-auth": "4"}}
-- src/middleware.ts --
export { default } from 'next-auth/middleware'
-- src/app/api/orders/route.ts --
export async function POST(request: Request) {
  return Response.json(await orders.create(await request.json()))
}
"""),
    example("Finatra: filters before a group of routes, and one that is open", "fail", line="Orders.scala:9", repo="""
-- build.sbt --
libraryDependencies += "com.twitter" %% "finatra-http-server" % "24"
-- Orders.scala --
import com.twitter.finatra.http.Controller
import com.auth0.jwt.JWT
class Orders extends Controller {
  filter[AdminFilter].prefix("/internal") {
    post("/orders") { request: Request =>
      orders.save(request)
    }
  }
  post("/items") { request: Request =>
    items.save(request)
  }
}
"""),
    example("Laravel: a form request that says no, and one that lets all in", "fail", line="routes/web.php:3", repo="""
-- composer.json --
{"require": {"laravel/framework": "^12.0"}}
-- routes/web.php --
<?php
Route::post('/orders/close', [OrderController::class, 'close']);
Route::post('/orders/open', [OrderController::class, 'open']);
-- app/Http/Requests/CloseRequest.php --
<?php
class CloseRequest extends FormRequest
{
    public function authorize(): bool
    {
        return $this->user()?->can('close', $this->route('order')) ?? false;
    }
}
-- app/Http/Requests/OpenRequest.php --
<?php
class OpenRequest extends FormRequest
{
    public function authorize(): bool
    {
        return true;
    }
}
-- app/Http/Controllers/OrderController.php --
<?php
class OrderController extends Controller
{
    public function close(CloseRequest $request)
    {
        Order::query()->update($request->validated());
    }

    public function open(OpenRequest $request)
    {
        Order::query()->update($request->validated());
    }
}
"""),
    example("Next.js: a middleware that turns away whoever has no session, and names what is open", "pass", line="middleware.ts:7", repo="""
-- package.json --
{"dependencies": {"next": "14", "next-auth": "4"}}
-- middleware.ts --
import { getToken } from "next-auth/jwt"
import { NextResponse } from "next/server"
const open = ["/", "/auth/signin"]
export async function middleware(request) {
  if (open.includes(request.nextUrl.pathname)) return NextResponse.next()
  const token = await getToken({ req: request })
  if (!token) {
    return NextResponse.redirect(new URL("/auth/signin", request.url))
  }
}
-- app/api/orders/route.ts --
export async function POST(request: Request) {
  return Response.json(await orders.create(await request.json()))
}
"""),
    example("a middleware before every page but those of the API", "fail", line="app/api/orders/route.ts:1", repo="""
-- package.json --
{"dependencies": {"next": "14", "next-auth": "4"}}
-- middleware.ts --
export { default } from 'next-auth/middleware'
export const config = { matcher: ["/((?!api|_next/static|favicon.ico).*)"] }
-- app/api/orders/route.ts --
export async function POST(request: Request) {
  return Response.json(await orders.create(await request.json()))
}
"""),
    example("Slim: a middleware of the app that settings name", "pass", line="index.php:4", repo="""
-- composer.json --
{"require": {"slim/slim": "^4.0"}}
-- index.php --
<?php
$app = Slim\\Factory\\AppFactory::create();
$authMiddlewareClass = AUTH_CLASS;
$app->add(new $authMiddlewareClass($container, $app->getResponseFactory()));
$app->delete("/orders/{id}", [OrdersController::class, "remove"]);
$app->run();
-- OrdersController.php --
<?php
class OrdersController {
    public function remove($request, $response) { $this->db->orders($request)->delete(); return $response; }
    public function login($request) { return password_verify($request->password, $known); }
}
"""),
    example("Rails: a page to start from opts out of the login", "pass", repo="""
-- Gemfile --
gem "rails"
gem "devise"
-- config/routes.rb --
Rails.application.routes.draw do
  resource :start, only: :show
  resources :orders
end
-- app/controllers/application_controller.rb --
class ApplicationController < ActionController::Base
  before_action :authenticate_user!
end
-- app/controllers/starts_controller.rb --
class StartsController < ApplicationController
  skip_before_action :authenticate_user!

  def show
  end
end
-- app/controllers/orders_controller.rb --
class OrdersController < ApplicationController
  def create
    current_user.orders.create!(order_params)
  end
end
"""),
    example("Fastify: the hooks of a folder that is loaded as a whole", "pass", line="routes/autohooks.ts:2", repo=AUTOLOADED + """
-- routes/autohooks.ts --
export default async function (fastify) {
  fastify.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/login') && !request.session.user) reply.unauthorized('Log in first.')
  })
}
"""),
    example("Fastify: the hooks of another folder", "fail", line="routes/orders/index.ts:2", repo=AUTOLOADED + """
-- routes/admin/autohooks.ts --
export default async function (fastify) {
  fastify.addHook('onRequest', async (request, reply) => {
    if (!request.session.user) reply.unauthorized('Log in first.')
  })
}
"""),
    example("a list of middlewares is laid out behind the handler; paths are made by a function", "pass", line="main.go:9", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "github.com/go-chi/chi/v5"
func routes(r *chi.Mux, chain *Chain) {
	base := BaseURLFunc("/api")
	members := []Middleware{
		requireToken,
		roles("member"),
	}
	r.Put(base("/items/{id}"), chain.Handle(updateItem(), members...))
}
func main() { http.ListenAndServe(":80", nil) }
"""),
    example("a list that asks nobody is laid out", "fail", line="server.js:4", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- server.js --
const app = require("express")()
const json = require("express").json
const parsed = [json(), trim]
app.put("/items/:id", ...parsed, (req, res) => { db.items.update(req.params.id, req.body); res.end() })
app.listen(80)
"""),
    example("Go: handlers in a function that asks for a login", "pass", line="server.go:8", repo="""
-- go.mod --
module example.com/shop
go 1.25
require golang.org/x/crypto v0.49.0
-- main.go --
package main
func main() { serve() }
-- server.go --
package main

import "net/http"
import "golang.org/x/crypto/bcrypt"

func serve() {
	mux := http.NewServeMux()
	mux.HandleFunc("/apiKeys", requireLogin(showKeys, true, false))
	mux.HandleFunc("/users", requireLogin(showUsers, true, false))
	http.ListenAndServe(":80", mux)
}
"""),
    example("Django's admin asks for a login in front of views of its own", "pass", line="shop/admin.py:8", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/admin.py --
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import path
from .models import Order
class OrderAdmin(admin.ModelAdmin):
    def get_urls(self):
        return [
            path("take-in/", self.admin_site.admin_view(self.take_in_view), name="take_in"),
            *super().get_urls(),
        ]

    def take_in_view(self, request):
        if request.method == "POST":
            Order.objects.create(name=request.POST["name"])
        return self.render(request)
-- shop/models.py --
from django.db import models
class Order(models.Model):
    name = models.TextField()
"""),
    example("Spring: what is asked stands above a long description of the answers", "pass",
            repo=SPRING.partition("-- src/main/java/shop/BookingController")[0] + """
-- src/main/java/shop/Security.java --
package shop;
@Configuration
public class Security {
    @Bean
    public SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.formLogin(withDefaults()).build();
    }
}
-- src/main/java/shop/OrderController.java --
package shop;
import org.springframework.web.bind.annotation.*;
@RestController
public class OrderController {
    @PreAuthorize("hasAuthority('SCOPE_web')")
    @Operation(
            description = "Saves an order",
            responses = {
""" + """                    @ApiResponse(
                            description = "an answer",
                            content = @Content(examples = { @ExampleObject(name = "One", ref = "#/components/examples/One") })
                    ),
""" * 14 + """
            }
    )
    @PostMapping("/orders")
    public Order save(@RequestBody Order order) {
        return orders.save(order);
    }
}
""".lstrip("\n")),
    example("League's router: a middleware of all routes asks who it is", "pass", line="app/Routes.php:6", repo="""
-- composer.json --
{"require": {"league/route": "^5.1"}}
-- web/index.php --
<?php
use League\\Route\\Router;
$response = $container->get(Router::class)->handle($request);
-- app/Routes.php --
<?php
use League\\Route\\Router;
class Routes {
    public function router($container): Router {
        $router = new Router();
        $router->middleware($container->get(RequestAuthenticatorMiddleware::class));
        $router->post('/orders/', AddOrderHandler::class);
        return $router;
    }
}
-- app/RequestAuthenticatorMiddleware.php --
<?php
class RequestAuthenticatorMiddleware {
    public function process($request, $next) { JWT::decode($request->token()); return $next->handle($request); }
}
"""),
    example("Kotlin: a chain of some paths alone lets anyone in", "pass", line="src/main/kotlin/shop/Security.kt:19",
            repo=SPRING.partition("-- src/main/java/shop/BookingController")[0] + """
-- src/main/kotlin/shop/Security.kt --
package shop
@Configuration
class Security {
    @Bean
    @Order(1)
    fun open(http: HttpSecurity): SecurityFilterChain {
        http {
            securityMatcher("/internal/**", "/v3/api-docs/**")
            authorizeHttpRequests {
                authorize(anyRequest, permitAll)
            }
        }
        return http.build()
    }

    @Bean
    fun rest(http: HttpSecurity): SecurityFilterChain {
        http {
            authorizeHttpRequests { authorize(anyRequest, authenticated) }
        }
        return http.build()
    }
}
"""),
    example("Spring: a chain of some paths alone lets anyone in, that of the rest asks", "pass", repo=SPRING + """
                .anyRequest().authenticated());
        return http.build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain open(HttpSecurity http) throws Exception {
        http
            .csrf(AbstractHttpConfigurer::disable)
            .securityMatcher(whitelist.toArray(new String[0]))
            .authorizeHttpRequests((authorize) -> authorize.anyRequest().permitAll());
        return http.build();
    }
}
"""),
    example("Spring: a chain of a developer's own profile lets anyone in, that of all others asks", "pass", repo=SPRING + """
                .anyRequest().authenticated());
        return http.build();
    }
}
-- src/main/java/shop/Local.java --
package shop;
public class Local {
    @Profile({"local", "test"})
    @Configuration
    public static class Open {
        @Bean
        public SecurityFilterChain open(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(auth -> auth.anyRequest().permitAll()).build();
        }
    }
}
"""),
    example("Spring: the chain lets anyone in to a route that changes data", "fail",
            line="src/main/java/shop/BookingController.java:6", repo=SPRING + """
                .requestMatchers("/services", "/bookings/**").permitAll()
                .anyRequest().authenticated());
        return http.build();
    }
}
"""),
    example("Spring: the chain lets anyone read, and asks of changes first", "pass", repo=SPRING + """
                .requestMatchers(HttpMethod.PATCH, "/bookings/*/cancel").hasRole("STAFF")
                .requestMatchers("/services", "/bookings/**").permitAll()
                .anyRequest().authenticated());
        return http.build();
    }
}
"""),
    example("Spring: a chain of which a line cannot be read", "pass", repo=SPRING + """
                .requestMatchers(settings.staffOnly()).hasRole("STAFF")
                .requestMatchers("/bookings/**").permitAll()
                .anyRequest().authenticated());
        return http.build();
    }
}
"""),
    example("a login that nothing brings in is none", "na", repo="""
-- package.json --
{"scripts": {"start": "next start"}, "dependencies": {"next": "15"}}
-- next.config.js --
module.exports = {}
-- pages/api/orders.js --
export default function handler(req, res) {
  if (req.method === "POST") orders.push(req.body)
  res.json(orders)
}
-- lib/auth.js --
export function requireAuth(req, res) {
  return req.headers.authorization === `Bearer ${process.env.API_SECRET_KEY}`
}
"""),
    example("Next.js with Supabase: an action that asks who it is", "pass", repo="""
-- package.json --
{"scripts": {"start": "next start"}, "dependencies": {"next": "15", "@supabase/ssr": "0.5"}}
-- next.config.js --
module.exports = {}
-- app/api/orders/route.ts --
import { createClient } from "@/lib/supabase"
export async function POST(request: Request) {
  const supabase = await createClient()
  const { data: { user } } = await supabase.auth.getUser()
  if (!user) return new Response(null, { status: 401 })
  await supabase.from("orders").insert({ user: user.id })
  return Response.json({})
}
"""),
    example("a calculator that anybody may use changes nothing", "pass", repo="""
-- app.py --
from fastapi import Depends, FastAPI
app = FastAPI()
@app.post("/orders")
def order(user=Depends(get_current_user)):
    return {}
@app.post("/paces")
def calculate_paces(time: int):
    return {"pace": time / 5}
"""),
    example("FastAPI: another name of what asks, and a type that carries it", "pass", repo="""
-- app.py --
from fastapi import FastAPI
from asked import Buyer, get_buyer
app = FastAPI()
@app.post("/orders")
def order(buyer: Buyer):
    return {}
@app.put("/orders/{id}")
def change(id: int, buyer=Depends(get_buyer)):
    return {}
-- asked.py --
from typing import Annotated
from fastapi import Depends, HTTPException
from fastapi.security import HTTPBearer
def get_customer(given=Depends(HTTPBearer(auto_error=False))):
    if not given:
        raise HTTPException(status_code=401)
    return customers.find(given)
get_buyer = get_customer
Buyer = Annotated[dict, Depends(get_customer)]
"""),
    example("FastAPI: a session of its own, found by its cookie", "pass", repo="""
-- app.py --
from fastapi import Depends, FastAPI, HTTPException, Request
app = FastAPI()
def require_session(request: Request):
    raw = request.cookies.get("shop_session")
    if not raw:
        raise HTTPException(status_code=401)
    return sessions.find(raw)
@app.post("/orders")
def order(user=Depends(require_session)):
    return {}
"""),
    example("Firebase: a callable function asks who calls it", "pass", line="functions/index.js:2", repo="""
-- functions/package.json --
{"dependencies": {"firebase-admin": "12", "firebase-functions": "5"}}
-- functions/index.js --
const functions = require("firebase-functions")
exports.order = functions.https.onCall(async (data, context) => {
  if (!context.auth) throw new functions.https.HttpsError("unauthenticated", "log in")
  return place(data, context.auth.uid)
})
"""),
    example("the gateway of the functions asks for credentials", "pass", line="template.yaml:7", repo="""
-- template.yaml --
Transform: AWS::Serverless-2016-10-31
Resources:
  Gateway:
    Type: AWS::Serverless::Api
    Properties:
      Auth:
        DefaultAuthorizer: AWS_IAM
  Users: {Type: AWS::Cognito::UserPool}
  Pay:
    Type: AWS::Serverless::Function
    Properties: {Handler: pay.handler, Events: {A: {Type: Api}}}
-- pay.py --
def handler(event, context):
    return {}
"""),
    example("a middleware of its own asks for a key", "pass", line="main.py:5", repo="""
-- main.py --
from fastapi import FastAPI
from auth import api_key_middleware
def create():
    app = FastAPI()
    app.middleware("http")(api_key_middleware)
    @app.post("/orders")
    def order(order: Order): return save(order)
    return app
-- auth.py --
async def api_key_middleware(request, call_next):
    if not known(request.headers.get("X-API-Key")):
        return JSONResponse({}, status_code=401)
    return await call_next(request)
"""),
    example("FastAPI: a dependency that turns strangers away, whatever it is called", "fail", line="routes.py:15", repo="""
-- routes.py --
from fastapi import APIRouter, Depends, FastAPI, HTTPException
from fastapi.security import HTTPBearer
app = FastAPI()
router = APIRouter()
def get_operator(given=Depends(HTTPBearer())):
    if given.credentials != settings.KEY:
        raise HTTPException(status_code=403, detail="no")
def get_page(number: int = 1):
    return number
@router.post("/restart", dependencies=[Depends(get_operator)])
def restart():
    shop.restart()
    return {"done": True}

@router.post("/orders", dependencies=[Depends(get_page)])
def order(order: Order):
    shop.add(order)
    return order
app.include_router(router)
"""),
    example("Laravel: files of routes in a group that asks, and in one that does not", "fail", line="shop/Auth/routes.php:2", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- artisan --
#!/usr/bin/env php
-- bootstrap/app.php --
<?php
return Application::configure(basePath: dirname(__DIR__))->withRouting(using: function () {
    Route::prefix('auth')->middleware('api')->group(base_path('shop/Auth/routes.php'));
    Route::middleware([CheckToken::class, 'auth:sanctum'])
        ->group(base_path('shop/Order/routes.php'))
        ->group(base_path('shop/Cart/routes.php'));
})->create();
-- shop/Auth/routes.php --
<?php
Route::put('/coupons', CouponController::class);
-- shop/Order/routes.php --
<?php
Route::post('/orders', OrderController::class);
-- shop/Cart/routes.php --
<?php
Route::post('/carts', CartController::class);
-- app/Http/Controllers/OrderController.php --
<?php
class OrderController {
    public function __invoke(Request $request) { return Order::create($request->all()); }
}
-- app/Http/Controllers/CartController.php --
<?php
class CartController {
    public function __invoke(Request $request) { return Cart::create($request->all()); }
}
-- app/Http/Controllers/CouponController.php --
<?php
class CouponController {
    public function __invoke(Request $request) { return Coupon::create($request->all()); }
}
"""),
    example("Spring: an interceptor before every route", "pass", line="src/main/java/Web.java:4", repo="""
-- pom.xml --
<project><artifactId>shop</artifactId></project>
-- src/main/java/Shop.java --
@SpringBootApplication
public class Shop {
  public static void main(String[] args) { SpringApplication.run(Shop.class, args); }
}
-- src/main/java/Web.java --
@Configuration
public class Web implements WebMvcConfigurer {
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(loginInterceptor).addPathPatterns("/**").excludePathPatterns("/login");
  }
  @Bean
  SecurityFilterChain chain(HttpSecurity http) {
    return http.authorizeHttpRequests(all -> all.anyRequest().permitAll()).build();
  }
}
-- src/main/java/Orders.java --
@RestController
public class Orders {
  @PostMapping("/orders")
  public Order create(@RequestBody Order order) { return repository.save(order); }
}
"""),
    example("Symfony's attribute, and a route without", "fail", line="src/Controller/EntryController.php:12", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "^7", "symfony/security-bundle": "^7"}}
-- src/Controller/EntryController.php --
<?php

namespace App\\Controller;

use Symfony\\Component\\Routing\\Attribute\\Route;

class EntryController extends AbstractController
{
    #[Route(path: '/mass', name: 'mass', methods: ['POST'])]
    #[IsGranted('EDIT_ENTRIES')]
    public function mass(Request $request) { $this->entries->save($request); }
    #[Route(path: '/orders', name: 'orders', methods: ['POST'])]
    public function add(Request $request) { $this->orders->save($request); }
}
"""),
    example("FastAPI's class-based views: the base class of a controller asks, or a router of a class of its own", "pass", repo="""
-- requirements.txt --
fastapi==0.115.0
sqlalchemy==2.0.0
-- main.py --
from fastapi import FastAPI
app = FastAPI()
-- shop/base.py --
from fastapi import APIRouter, Depends
class _Base:
    session: Session = Depends(generate_session)
class BaseUserController(_Base):
    user: PrivateUser = Depends(get_current_user)
class BaseAdminController(BaseUserController):
    limit = 3
class UserRouter(APIRouter):
    def __init__(self, prefix=""):
        super().__init__(prefix=prefix, dependencies=[Depends(get_current_user)])
-- shop/backups.py --
from fastapi import APIRouter
from shop.base import BaseAdminController
router = APIRouter(prefix="/backups")
@controller(router)
class Backups(BaseAdminController):
    @router.delete("/{name}")
    def delete_one(self, name: str):
        self.session.delete(name)
-- shop/orders.py --
from shop.base import UserRouter
router = UserRouter(prefix="/orders")
@router.post("")
def add(order: Order):
    db.add(order)
"""),
    example("FastAPI's class-based views, of a base class that asks nobody", "fail", line="shop/backups.py:6", repo="""
-- requirements.txt --
fastapi==0.115.0
sqlalchemy==2.0.0
-- main.py --
from fastapi import FastAPI
app = FastAPI()
-- shop/base.py --
from fastapi import Depends
class BasePublicController:
    session: Session = Depends(generate_session)
-- shop/backups.py --
from fastapi import APIRouter
from shop.base import BasePublicController
router = APIRouter(prefix="/backups")
@controller(router)
class Backups(BasePublicController):
    @router.delete("/{name}")
    def delete_one(self, name: str):
        self.session.delete(name)
"""),
    example("Phoenix, a resource outside the guarded scope", "fail", PHOENIX + """
-- lib/shop_web/controllers/order_controller.ex --
defmodule ShopWeb.OrderController do
  use ShopWeb, :controller
  def index(conn, _), do: json(conn, Shop.orders())
  def update(conn, params), do: json(conn, Shop.update(params))
end
""", line="lib/shop_web/router.ex:15"),
    example("Phoenix, a plug of the controller", "pass", PHOENIX + """
-- lib/shop_web/controllers/order_controller.ex --
defmodule ShopWeb.OrderController do
  use ShopWeb, :controller
  plug :authenticate when action in [:update]
  def index(conn, _), do: json(conn, Shop.orders())
  def update(conn, params), do: json(conn, Shop.update(params))
end
"""),
    example("a middleware that authenticates", "pass", line="routes.js:3", repo="""
-- routes.js --
const express = require("express")
const router = express.Router()
router.post("/orders", authenticate, (req, res) => res.json(save(req.body)))
module.exports = router
"""),
    example("Phoenix, a plug before another action", "fail", PHOENIX + """
-- lib/shop_web/controllers/order_controller.ex --
defmodule ShopWeb.OrderController do
  use ShopWeb, :controller
  plug :authenticate when action in [:index]
  def index(conn, _), do: json(conn, Shop.orders())
  def update(conn, params), do: json(conn, Shop.update(params))
end
""", line="lib/shop_web/router.ex:15"),
    example("a global guard", "pass", line="src/app.module.ts:3", repo="""
-- src/app.module.ts --
import { APP_GUARD } from "@nestjs/core"
@Module({ providers: [
  { provide: APP_GUARD, useClass: JwtAuthGuard },
] })
export class AppModule {}
"""),
    example("hapi: a strategy that is the default", "pass", line="server.js:4", repo="""
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
    example("hapi: routes that ask one by one, and one that does not", "fail", line="routes.js:5", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"@hapi/hapi": "21", "hapi-auth-jwt2": "10"}}
-- server.js --
const Hapi = require("@hapi/hapi")
const server = Hapi.server({ port: 3000 })
server.auth.strategy("jwt", "jwt", { validate })
server.route(require("./routes.js"))
server.start()
-- routes.js --
const Orders = require("./controller.js")
module.exports = [
  { method: "POST", path: "/orders", handler: Orders.create, options: { auth: "jwt" } },
  { method: "PUT", path: "/orders/{id}", options: { handler: Orders.change, auth: { access: { scope: ["orders"] } } } },
  { method: "DELETE", path: "/orders/{id}", handler: Orders.remove, options: { auth: false } },
]
-- controller.js --
exports.create = async (req, h) => h.response(await orders.add(req.payload))
exports.change = async (req, h) => h.response(await orders.change(req.params.id, req.payload))
exports.remove = async (req, h) => h.response(await orders.remove(req.params.id))
"""),
    example("one write without the middleware of the others", "fail", line="routes.js:5", repo="""
-- routes.js --
const express = require("express")
const auth = require("./auth")
const router = express.Router()
router.post("/orders", auth, (req, res) => res.json(save(req.body)))
router.delete("/orders/:id", (req, res) => res.json(remove(req.params.id)))
module.exports = router
"""),
    example("login and registration are open by their nature", "pass", repo="""
-- routes.js --
const express = require("express")
const auth = require("./auth")
const router = express.Router()
router.post("/login", (req, res) => res.json({}))
router.post("/register", (req, res) => res.json({}))
router.post("/orders", auth, (req, res) => res.json(save(req.body)))
module.exports = router
"""),
    example("a router guarded as a whole", "pass", repo="""
-- routes.js --
const express = require("express")
const router = express.Router()
router.use(requireAuth)
router.post("/orders", (req, res) => res.json(save(req.body)))
module.exports = router
"""),
    example("FastAPI, a parameter that asks", "pass", line="main.py:4", repo="""
-- main.py --
from fastapi import APIRouter
from deps import CurrentUser
router = APIRouter()
@router.post("/items")
def create(user: CurrentUser, item: Item):
    return save(item)
"""),
    example("FastAPI, one that does not", "fail", line="main.py:3", repo="""
-- main.py --
from fastapi import APIRouter
router = APIRouter()
@router.post("/items")
def create(item: Item):
    return save(item)
"""),
    example("Spring's chain", "pass", repo="""
-- src/main/java/shop/Security.java --
class Security {
  SecurityFilterChain chain(HttpSecurity http) {
    return http.authorizeHttpRequests(a -> a.anyRequest().authenticated()).build();
  }
}
"""),
    example("Spring's chain, wide open", "fail", line="src/main/java/shop/Security.java:3", repo="""
-- src/main/java/shop/Security.java --
class Security {
  SecurityFilterChain chain(HttpSecurity http) {
    return http.authorizeHttpRequests(a -> a.anyRequest().permitAll()).build();
  }
}
"""),
    example("Rails, a controller that opts out", "fail", line="app/controllers/orders_controller.rb:2", repo="""
-- app/controllers/application_controller.rb --
class ApplicationController < ActionController::Base
  before_action :authenticate_user!
end
-- app/controllers/orders_controller.rb --
class OrdersController < ApplicationController
  skip_before_action :authenticate_user!
  def create
    Order.create!(params)
  end
end
"""),
    example("Rails, a page of a controller that needs no login", "pass", repo="""
-- app/controllers/application_controller.rb --
class ApplicationController < ActionController::Base
  before_action :authenticate_user!
end
-- app/controllers/orders_controller.rb --
class OrdersController < ApplicationController
  skip_before_action :authenticate_user!, only: :success
  def success; end
  def save
    Order.create!(params)
  end
end
"""),
    example("ASP.NET Core, an action without [Authorize]", "fail", line="Controllers/OrdersController.cs:8", repo="""
-- Controllers/OrdersController.cs --
[ApiController]
[Route("api/orders")]
public class OrdersController : ControllerBase
{
    [Authorize]
    [HttpPost]
    public IActionResult Create(Order order) { return Ok(Save(order)); }
    [HttpDelete("{id}")]
    public IActionResult Delete(int id) { return Ok(Remove(id)); }
}
"""),
    example("nothing that can be read", "unknown", repo="""
-- main.py --
import framework
framework.serve()
"""),
    example("Django, a mixin of the app's own that asks for the session", "pass", line="shop/urls.py:4", repo="""
-- manage.py --
import django
-- shop/urls.py --
from django.urls import path
from shop import views
urlpatterns = [
    path("orders/retry", views.RetryView.as_view()),
]
-- shop/views.py --
from django.views.generic import TemplateView
from shop.mixins import MemberSessionRequiredMixin
class RetryView(MemberSessionRequiredMixin, TemplateView):
    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST":
            save(request)
        return super().dispatch(request, *args, **kwargs)
"""),
    example("a route outside production alone", "pass", line="routes.js:4", repo="""
-- routes.js --
const express = require("express")
const auth = require("./auth")
const router = express.Router()
router.post("/orders", auth, (req, res) => res.json(save(req.body)))
if (process.env.NODE_ENV !== "production") {
  router.post("/seed", (req, res) => res.json(seed()))
}
module.exports = router
"""),
    example("contacts that people keep are no contact form", "fail", line="routes.js:5", repo="""
-- routes.js --
const express = require("express")
const auth = require("./auth")
const router = express.Router()
router.post("/orders", auth, (req, res) => res.json(save(req.body)))
router.post("/contacts/bulk-update", (req, res) => res.json(update(req.body)))
router.post("/contact", (req, res) => res.json(send(req.body)))
module.exports = router
"""),
    example("FastAPI: routers taken in with what they depend on", "pass", repo="""
-- requirements.txt --
fastapi
-- app/main.py --
from fastapi import Depends, FastAPI
from app.auth import JWTBearer
from app.routers import items
def needed():
    return [Depends(JWTBearer())]
app = FastAPI()
guards = needed()
app.include_router(items.router, dependencies=guards)
-- app/auth.py --
from fastapi.security import HTTPBearer
class JWTBearer(HTTPBearer):
    pass
-- app/routers/items.py --
from fastapi import APIRouter
router = APIRouter(prefix="/items")
@router.post("")
def create(item: dict):
    return save(item)
"""),
    example("Next.js: the middleware asks Supabase, and the browser writes", "pass", line="src/middleware.ts:5", repo="""
-- package.json --
{"scripts": {"build": "next build", "start": "next start"}, "dependencies": {"next": "15", "@supabase/ssr": "0.5"}}
-- next.config.js --
module.exports = {}
-- src/middleware.ts --
import { createServerClient } from '@supabase/ssr'
import { NextResponse } from 'next/server'
export async function middleware(req) {
  const supabase = createServerClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.NEXT_PUBLIC_SUPABASE_ANON_KEY!, cookies(req))
  const { data } = await supabase.auth.getUser()
  if (req.nextUrl.pathname.startsWith('/dashboard') && !data.user) return NextResponse.redirect(new URL('/login', req.url))
  return NextResponse.next()
}
-- src/app/dashboard/page.tsx --
'use client'
export default function Page() { return <button onClick={() => supabase.from('orders').insert({})}>order</button> }
"""),
    example("Flask: a blueprint that asks before each request, and a route without methods", "pass", repo="""
-- requirements.txt --
flask
flask-login
-- shop/app.py --
from flask import Flask
from flask_login import LoginManager
app = Flask(__name__)
LoginManager(app)
-- shop/views.py --
from flask import Blueprint
from flask_login import login_required
def load(app):
    bp = Blueprint("checkout", __name__)

    @bp.before_request
    @login_required
    def ask():
        pass

    bp.add_url_rule("/cart", view_func=cart)
    bp.add_url_rule("/cart/add", view_func=add, methods=["POST"])
    app.register_blueprint(bp)
"""),
    example("ASP.NET Core: a middleware that asks for a key", "pass", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.UseMiddleware<ApiKeyMiddleware>();
app.MapControllers();
app.Run();
-- ApiKeyMiddleware.cs --
public class ApiKeyMiddleware {
  public async Task InvokeAsync(HttpContext context) {
    if (!keys.Has(context.Request.Headers["ApiKey"])) { context.Response.StatusCode = 401; return; }
    await next(context);
  }
}
-- OrdersController.cs --
[ApiController]
[Route("orders")]
public class OrdersController : ControllerBase {
  [HttpPost]
  public IActionResult Create(Order order) { return Ok(service.Save(order)); }
}
"""),
    example("Spring: a path that needs a role, and one that needs none", "fail", line="src/main/java/shop/Products.java:6", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-security</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Security.java --
@EnableWebSecurity
class Security {
  void configure(HttpSecurity http) {
    http.authorizeRequests().antMatchers("/admin/**", "/product/new").hasRole("ADMIN").and().formLogin();
  }
}
-- src/main/java/shop/Products.java --
import org.springframework.web.bind.annotation.PostMapping;
@Controller
class Products {
  @PostMapping("/product/new")
  String create(Product form) { return service.save(form); }
  @PostMapping("/product/delete/{id}")
  String delete(long id) { return service.delete(id); }
}
"""),
    example("Go, a router that goes through the check as a whole", "pass", line="api/api.go:6", repo="""
-- go.mod --
module shop
go 1.23
-- main.go --
package main
import ("net/http"; "shop/api")
func main() { http.ListenAndServe(":8080", api.New(open())) }
-- api/api.go --
package api
import "net/http"
func New(store *Store) http.Handler {
	h := &handler{store}
	mw := newMiddleware(store)
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/orders", h.createOrder)
	return mw.withCORS(mw.validateAPIKeyAuth(mw.timed(log, mux)))
}
func (h *handler) createOrder(w http.ResponseWriter, r *http.Request) { h.store.Create(r.Body) }
-- api/middleware.go --
package api
func (m *middleware) validateAPIKeyAuth(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !m.store.Knows(r.Header.Get("X-Auth-Token")) { w.WriteHeader(401); return }
		next.ServeHTTP(w, r)
	})
}
"""),
    example("Go, a router that goes through what checks its input", "fail", line="api/api.go:5", repo="""
-- go.mod --
module shop
go 1.23
-- main.go --
package main
import ("net/http"; "shop/api")
func main() { http.ListenAndServe(":8080", api.New()) }
-- api/api.go --
package api
import "net/http"
func New() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/orders", createOrder)
	return validateBody(mux)
}
func createOrder(w http.ResponseWriter, r *http.Request) { store.Create(r.Body) }
-- api/session.go --
package api
func login(w http.ResponseWriter, r *http.Request) { user, pass, ok := r.BasicAuth(); check(user, pass, ok) }
"""),
    example("Django, a view below one that takes posts only", "pass", line="shop/urls.py:3", repo="""
-- requirements.txt --
django
-- manage.py --
import django
-- shop/settings.py --
INSTALLED_APPS = ["django.contrib.auth"]
-- shop/urls.py --
from django.urls import path
from shop import views
urlpatterns = [path("orders", views.save), path("me", views.me)]
-- shop/views.py --
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

@login_required
@require_POST
def save(request):
    request.user.orders.create(what=request.POST["what"])
    return redirect("/")


def me(request):
    return redirect("profile")
"""),
    example("Laravel 11, the group of the API asks for a login", "pass", line="bootstrap/app.php:4", repo="""
-- composer.json --
{"require": {"laravel/framework": "^12.0"}}
-- bootstrap/app.php --
<?php
return Application::configure(basePath: dirname(__DIR__))
    ->withRouting(api: __DIR__.'/../routes/api.php')
    ->withMiddleware(fn (Middleware $middleware) => $middleware->group('api', [AcceptHeaders::class, 'auth:api']))->create();
-- routes/api.php --
<?php
Route::delete('orders/{order}', [OrderController::class, 'destroy']);
-- app/Http/Controllers/OrderController.php --
<?php
class OrderController extends Controller {
    public function destroy(Order $order) { $order->delete(); return response()->noContent(); }
}
"""),
    example("Laravel, a group that asks for a login in an array, and one that does not", "fail", line="routes/web.php:12", repo="""
-- composer.json --
{"require": {"laravel/framework": "^12.0"}}
-- routes/web.php --
<?php
Route::group(
    ['middleware' => ['user-full-auth'], 'namespace' => 'App\\Http\\Controllers', 'prefix' => 'orders'],
    static function (): void {
        Route::post('store', ['uses' => 'OrderController@store']);
    }
);

Route::group(
    ['namespace' => 'App\\Http\\Controllers\\Auth', 'prefix' => 'clients'],
    static function (): void {
        Route::post('make', ['uses' => 'ClientController@make']);
    }
);
-- app/Http/Controllers/OrderController.php --
<?php
class OrderController extends Controller {
    public function store(Request $request) { return Order::create($request->all()); }
}
-- app/Http/Controllers/ClientController.php --
<?php
class ClientController extends Controller {
    public function make(Request $request) { return Client::create($request->all()); }
}
-- app/Http/Controllers/LoginController.php --
<?php
class LoginController extends Controller {
    public function login(Request $request) { Auth::attempt($request->only('email', 'password')); }
}
"""),
    example("tRPC described for OpenAPI, a procedure that asks for a login", "pass", line="server/router.ts:4", repo=TRPC + """
-- server/router.ts --
import { authenticatedProcedure, router } from './trpc'
import fastify from 'fastify'
export const orders = router({
  create: authenticatedProcedure.meta({ openapi: { method: 'POST', path: '/orders' } })
    .input(ZOrder).mutation(async ({ input }) => createOrder(input)),
})
"""),
    example("tRPC described for OpenAPI, a procedure that may know who asks", "fail", line="server/router.ts:4", repo=TRPC + """
-- server/router.ts --
import { maybeAuthenticatedProcedure, router } from './trpc'
import fastify from 'fastify'
export const orders = router({
  create: maybeAuthenticatedProcedure.meta({ openapi: { method: 'POST', path: '/orders' } })
    .input(ZOrder).mutation(async ({ input }) => createOrder(input)),
})
"""),
    example("ASP.NET Core, a base class asks for a login", "pass", line="Controllers/OrdersController.cs:3", repo=ASPNET + """
-- Controllers/OrdersController.cs --
public class OrdersController : ShopController
{
    [HttpPost("store")]
    public async Task<ActionResult> Store(Order order) => Ok(await orders.Add(order));
}
"""),
    example("ASP.NET Core, what a base class closes is opened", "fail", line="Controllers/OrdersController.cs:4", repo=ASPNET + """
-- Controllers/OrdersController.cs --
[AllowAnonymous]
public class OrdersController : ShopController
{
    [HttpPost("store")]
    public async Task<ActionResult> Store(Order order) => Ok(await orders.Add(order));
}
"""),
    example("pages of PHP that ask first", "pass", line="admin/index.php:3", repo="""
-- admin/index.php --
<?php
require_once dirname(__DIR__) . '/load.php';
shop_maybe_require_auth();
if (password_verify($_POST['password'], known($_POST['login']))) { session_start(); }
echo save($_POST['order']);
"""),
    example("Express, methods behind a policy that stands before all of them, and one without", "fail", line="orders.js:3", repo="""
-- package.json --
{"dependencies": {"express": "4", "passport": "0.7"}}
-- orders.js --
module.exports = function (app) {
  app.route("/orders").all(ordersPolicy.isAllowed).get(orders.list).post(orders.create)
  app.route("/carts").get(carts.list).post(carts.create)
}
-- server.js --
const app = require("express")()
app.use(require("passport").initialize())
require("./orders")(app, require("./controllers"))
app.listen(3000)
-- controllers.js --
exports.list = (req, res) => res.json(all())
exports.create = (req, res) => res.json(save(req.body))
"""),
    example("gin, a route of the router beside its guarded group", "fail", line="main.go:10", repo="""
-- go.mod --
module example.com/shop
go 1.23
require github.com/gin-gonic/gin v1.10.0
-- main.go --
package main

import "github.com/gin-gonic/gin"

func main() {
	r := gin.New()
	v1 := r.Group("/v1")
	v1.Use(jwt.JWT())
	v1.POST("/orders", order)
	r.POST("/orders/import", order)
	r.Run()
}

func order(c *gin.Context) { c.JSON(201, save(c)) }
"""),
    example("axum, a router of another module behind a layer, and one that is not", "fail", line="src/routes/notes.rs:3", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.7"
jsonwebtoken = "9"
-- src/main.rs --
use axum::{middleware::from_fn_with_state, Router};
mod routes;
use routes::{create_order_routes, note_routes};
async fn main() {
    let app = Router::new()
        .nest("/api/notes", note_routes())
        .nest(
            "/api/orders",
            create_order_routes()
                .layer(from_fn_with_state(db.clone(), jwt_auth_layer)),
        )
        .with_state(db);
    axum::serve(listener, app).await.unwrap();
}
-- src/routes/orders.rs --
use axum::{routing::post, Router};
pub fn create_order_routes() -> Router<Db> {
    Router::new().route("/", post(create_order))
}
async fn create_order(State(db): State<Db>, Json(order): Json<Order>) -> StatusCode { db.insert(order).await }
-- src/routes/notes.rs --
use axum::{routing::post, Router};
pub fn note_routes() -> Router<Db> {
    Router::new().route("/", post(create_note))
}
async fn create_note(State(db): State<Db>, Json(note): Json<Note>) -> StatusCode { db.insert(note).await }
"""),
    example("axum, routers of other modules that are merged before a layer", "pass", line="src/main.rs:6", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.7"
jsonwebtoken = "9"
-- src/main.rs --
use axum::{middleware::from_fn, Router};
mod orders;
async fn main() {
    let api = Router::new()
        .merge(orders::routes())
        .route_layer(from_fn(require_auth));
    axum::serve(listener, api).await.unwrap();
}
-- src/orders.rs --
use axum::{routing::post, Router};
pub fn routes() -> Router {
    Router::new().merge(inner())
}
fn inner() -> Router {
    Router::new().route("/orders", post(create_order))
}
async fn create_order(State(db): State<Db>, Json(order): Json<Order>) -> StatusCode { db.insert(order).await }
"""),
    example("axum, routers that are handed to a function which guards them", "pass", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
jsonwebtoken = "9"
-- src/main.rs --
use axum::Router;
use jsonwebtoken::decode;
pub fn app(state: AppState) -> Router {
    let mine = with_auth(
        state.clone(),
        Router::new()
            .route("/me", get(me))
            .route("/orders/{id}", delete(remove)),
    );
    Router::new().route("/orders", get(list)).merge(mine)
}
async fn remove(Path(id): Path<i64>, State(state): State<AppState>) -> StatusCode { state.remove(id).await }
async fn main() { axum::serve(listener, app(state())); }
"""),
    example("gorilla/mux says the method behind the handler", "fail", line="main.go:10", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"github.com/golang-jwt/jwt/v5"
	"github.com/gorilla/mux"
)

func (s *Server) routes() {
	s.router.HandleFunc(s.prefixed("/orders"), s.list).Methods("GET")
	s.router.HandleFunc(s.prefixed("/orders"), s.add).Methods("POST")
}

func (s *Server) add(w http.ResponseWriter, r *http.Request) {
	s.orders.Add(r.Context(), r.Body)
}

func main() {
	http.ListenAndServe(":8080", New().router)
}
"""),
    example("who buys as a guest logs in nowhere", "pass", line="orders.js:11", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "passport": "0.7"}}
-- server.js --
const app = require("express")()
app.use("/api", require("./orders"))
app.listen(3000)
-- orders.js --
const router = require("express").Router()
const requireAuth = require("./auth")
router.post("/guest-checkout", async (req, res) => {
  res.json(await place(req.body))
})
router.post("/orders", async (req, res) => {
  const { items, guestEmail } = req.body
  if (!guestEmail) return res.sendStatus(400)
  res.json(await place(items, guestEmail))
})
router.delete("/orders/:id", requireAuth, async (req, res) => {
  res.json(await cancel(req.params.id))
})
module.exports = router
"""),
    example("the guests of a hotel are its data", "fail", line="guests.js:3", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "passport": "0.7"}}
-- server.js --
const app = require("express")()
app.use("/api", require("./guests"))
app.listen(3000)
-- guests.js --
const router = require("express").Router()
const requireAuth = require("./auth")
router.post("/guests", async (req, res) => {
  res.json(await db.guests.create(req.body))
})
router.delete("/guests/:id", requireAuth, async (req, res) => {
  res.json(await db.guests.remove(req.params.id))
})
module.exports = router
"""),
    example("Rocket, guards by the types of parameters, one of them made of another", "pass", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
rocket = "0.5"
jsonwebtoken = "9"
-- src/main.rs --
#[launch]
fn rocket() -> _ { rocket::build().mount("/", routes![orders::cancel, orders::close]) }
-- src/auth.rs --
use jsonwebtoken::decode;
#[rocket::async_trait]
impl<'r> FromRequest<'r> for Headers {
    type Error = &'static str;
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        match request.headers().get_one("Authorization") {
            Some(sent) => Outcome::Success(Headers { user: decode(sent) }),
            None => Outcome::Error((Status::Unauthorized, "no access")),
        }
    }
}
#[rocket::async_trait]
impl<'r> FromRequest<'r> for Owner {
    type Error = &'static str;
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let headers = try_outcome!(Headers::from_request(request).await);
        Outcome::Success(Owner { user: headers.user })
    }
}
-- src/orders.rs --
#[delete("/orders/<id>")]
async fn cancel(id: OrderId, headers: Headers, conn: DbConn) -> EmptyResult {
    Order::delete(id, &conn).await
}
#[post("/shop/close")]
async fn close(_owner: Owner, conn: DbConn) -> EmptyResult {
    Shop::close(&conn).await
}
"""),
    example("Rocket, a login that may be missing, and one that asks for nothing", "fail", line="src/main.rs:13", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
rocket = "0.5"
jsonwebtoken = "9"
-- src/main.rs --
use jsonwebtoken::decode;
#[rocket::async_trait]
impl<'r> FromRequest<'r> for Headers {
    type Error = &'static str;
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        match request.headers().get_one("Authorization") {
            Some(sent) => Outcome::Success(Headers { user: decode(sent) }),
            None => Outcome::Error((Status::Unauthorized, "no access")),
        }
    }
}

#[delete("/orders/<id>")]
async fn cancel(id: OrderId, headers: Option<Headers>, conn: DbConn) -> EmptyResult {
    Order::delete(id, &conn).await
}
#[launch]
fn rocket() -> _ { rocket::build().mount("/", routes![cancel]) }
"""),
    example("Phoenix, plugs of the app's own before its pages", "pass", repo="""
-- mix.exs --
defmodule Shop do
end
-- lib/shop_web/endpoint.ex --
defmodule ShopWeb.Endpoint do
  use Phoenix.Endpoint, otp_app: :shop
end
-- lib/shop_web/router.ex --
defmodule ShopWeb.Router do
  pipeline :members do
    plug(ShopWeb.Plugs.VerifyUser)
  end
  scope "/", ShopWeb do
    pipe_through([:browser, :members])
    resources("/orders", OrderController)
  end
end
-- lib/shop_web/controllers/order_controller.ex --
defmodule ShopWeb.OrderController do
  def create(conn, params) do
    Orders.create(params)
  end
end
"""),
    example("NestJS, a guard above decorators of several lines", "pass", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11", "@nestjs/passport": "11"}}
-- main.ts --
NestFactory.create(AppModule);
-- jwt.strategy.ts --
import { AuthGuard } from "@nestjs/passport";
export class JwtAuthGuard extends AuthGuard("jwt") {}
-- orders.controller.ts --
import { Body, Controller, Delete, Param, Post, UseGuards } from "@nestjs/common";
@Controller("orders")
export class OrdersController {
  @UseGuards(JwtAuthGuard)
  @ApiOperation({
    summary: "Cancel an order",
  })
  @ApiResponse({
    status: 200,
    description: "Cancelled",
  })
  @Delete(":id")
  async cancel(@Param("id") id: string) {
    return this.orders.cancel(id);
  }
}
"""),
    example("NestJS, no guard above such decorators, behind a method that has one", "fail", line="orders.controller.ts:12", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11", "@nestjs/passport": "11"}}
-- main.ts --
NestFactory.create(AppModule);
-- orders.controller.ts --
import { Body, Controller, Delete, Param, Post, UseGuards } from "@nestjs/common";
@Controller("orders")
export class OrdersController {
  @UseGuards(AuthGuard("jwt"))
  @Post()
  async add(@Body() order: Order) {
    return this.orders.add(order)
  }
  @ApiOperation({
    summary: "Cancel an order",
  })
  @Delete(":id")
  async cancel(@Param("id") id: string) {
    return this.orders.cancel(id)
  }
}
"""),
    example("Express: a chain whose router stands on the line above", "pass", line="routes.js:10", repo="""
-- package.json --
{"dependencies": {"express": "4", "passport": "0.6", "jsonwebtoken": "9"}}
-- server.js --
const app = require("express")()
app.use("/orders", require("./routes"))
app.listen(3000)
-- routes.js --
const router = require("express").Router()
const { isLoggedIn } = require("./guards")
const { get, update, remove } = require("./orders")

router
  .route("/:id")
  .all(isLoggedIn())
  .get(get)
  // what it says is checked
  .put(update)
  .delete(remove)

module.exports = router
"""),
    example("hapi, controllers spread into their routes", "fail", line="src/orders/routes.js:12", repo="""
-- package.json --
{"name": "shop", "type": "module", "scripts": {"start": "node src"}, "dependencies": {"@hapi/hapi": "21", "hapi-pulse": "3"}}
-- src/server.js --
import hapi from '@hapi/hapi'
const server = hapi.server({ port: 3000 })
server.auth.strategy('azure-oidc', 'jwt', options)
-- src/orders/routes.js --
import { createOrder } from './create-order.js'
import { syncOrders } from './sync-orders.js'
const orders = {
  plugin: {
    name: 'orders',
    register: (server) => {
      server.route([
        {
          method: 'PATCH',
          path: '/orders/{id}',
          ...createOrder
        }, { method: 'PUT', path: '/stock', ...syncOrders }
      ])
    }
  }
}
export { orders }
-- src/orders/create-order.js --
const createOrder = {
  options: {
    validate: { payload: schema },
    auth: { strategy: 'azure-oidc', access: { scope: [scopes.admin] } }
  },
  handler: async (request, h) => h.response(await save(request.payload)).code(201)
}
export { createOrder }
-- src/orders/sync-orders.js --
const syncOrders = {
  options: { validate: { payload: schema } },
  handler: async (request, h) => h.response(await sync(request.payload)).code(200)
}
export { syncOrders }
"""),
    example("FastAPI: a router is guarded, and takes in others under names of their own", "pass", line="shop/api.py:7", repo="""
-- requirements.txt --
fastapi
-- shop/main.py --
from fastapi import FastAPI
from shop.api import api
app = FastAPI()
app.include_router(api)
-- shop/api.py --
from fastapi import APIRouter, Depends
from shop.auth import get_current_user
from shop.orders.views import router as order_router
api = APIRouter()
members = APIRouter(prefix="/{shop}")
members.include_router(order_router, prefix="/orders")
api.include_router(
    members, dependencies=[Depends(get_current_user)]
)
-- shop/orders/views.py --
from fastapi import APIRouter
router = APIRouter()
@router.post("")
def create(order: dict):
    save(order)
-- shop/auth.py --
from fastapi import Header
def get_current_user(token: str = Header()):
    return jwt.decode(token)
"""),
    example("FastAPI: of two routers of a file one is guarded", "fail", line="shop/orders/views.py:4", repo="""
-- requirements.txt --
fastapi
-- shop/main.py --
from fastapi import FastAPI, Depends
from shop.auth import get_current_user
from shop.orders.views import mine, everyone
app = FastAPI()
app.include_router(mine, dependencies=[Depends(get_current_user)])
app.include_router(everyone)
-- shop/orders/views.py --
from fastapi import APIRouter
mine = APIRouter()
everyone = APIRouter()
@everyone.delete("/orders/{id}")
def remove(id: int):
    delete(id)
@mine.post("/orders")
def create(order: dict):
    save(order)
-- shop/auth.py --
from fastapi import Header
def get_current_user(token: str = Header()):
    return jwt.decode(token)
"""),
    example("Gin: a function of another package is handed a group that is guarded", "pass", line="main.go:11", repo="""
-- go.mod --
module example.com/shop
require github.com/gin-gonic/gin v1.9.1
-- main.go --
package main

import (
	"example.com/shop/articles"
	"example.com/shop/users"
	"github.com/gin-gonic/gin"
)

func main() {
	v1 := gin.Default().Group("/api")
	v1.Use(users.AuthMiddleware(true))
	articles.Register(v1.Group("/articles"))
}
-- articles/routers.go --
package articles

func Register(router *gin.RouterGroup) {
	router.POST("/", create)
}
-- users/middleware.go --
package users

func AuthMiddleware(strict bool) gin.HandlerFunc {
	return func(c *gin.Context) {
		if _, err := request.ParseFromRequest(c.Request, key); err != nil && strict {
			c.AbortWithError(401, err)
		}
	}
}
"""),
    example("Gin: the group is handed on before it is guarded, or by a lenient guard", "fail", line="articles/routers.go:4", repo="""
-- go.mod --
module example.com/shop
require github.com/gin-gonic/gin v1.9.1
-- main.go --
package main

func main() {
	v1 := gin.Default().Group("/api")
	v1.Use(users.AuthMiddleware(false))
	articles.Register(v1.Group("/articles"))
	v1.Use(users.AuthMiddleware(true))
	users.Register(v1.Group("/user"))
}
-- articles/routers.go --
package articles

func Register(router *gin.RouterGroup) {
	router.POST("/", create)
}

func create(c *gin.Context) {
	db.Create(&Article{})
}
-- users/routers.go --
package users

func Register(router *gin.RouterGroup) {
	router.PUT("/", update)
}
func AuthMiddleware(strict bool) gin.HandlerFunc {
	return func(c *gin.Context) {
		if _, err := request.ParseFromRequest(c.Request, key); err != nil && strict {
			c.AbortWithError(401, err)
		}
	}
}
"""),
    example("ASP.NET Core: who signs up above the login has no account yet", "pass", line="Features/OrdersController.cs:4", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapControllers();
app.Run();
-- Features/UsersController.cs --
[Route("users")]
public class UsersController(IMediator mediator)
{
    [HttpPost]
    public Task<UserEnvelope> Create([FromBody] Create.Command command) => mediator.Send(command);

    [HttpPost("login")]
    public Task<UserEnvelope> Login([FromBody] Login.Command command) => mediator.Send(command);
}
-- Features/OrdersController.cs --
[Route("orders")]
public class OrdersController(IMediator mediator)
{
    [HttpPost]
    [Authorize]
    public Task<Order> Create([FromBody] Create.Command command) => mediator.Send(command);
}
"""),
    example("Javalin: each route names the roles that may ask it", "fail", line="src/main/kotlin/shop/Router.kt:10", repo="""
-- build.gradle.kts --
dependencies {
    implementation("io.javalin:javalin:4.6.8")
    implementation("com.auth0:java-jwt:4.4.0")
}
-- src/main/kotlin/shop/Router.kt --
import com.auth0.jwt.JWT
import io.javalin.Javalin
import io.javalin.apibuilder.ApiBuilder.path
import io.javalin.apibuilder.ApiBuilder.post
class Router(private val users: UserController, private val orders: OrderController) {
    fun register(app: Javalin = Javalin.create()) {
        app.routes {
            path("users") { post("login", users::login, Roles.ANYONE) }
            path("orders") {
                post(orders::create)
                put("{id}", orders::update, Roles.AUTHENTICATED)
            }
        }
    }
}
-- src/main/kotlin/shop/OrderController.kt --
class OrderController(private val orders: Orders) {
    fun create(ctx: Context) { ctx.json(orders.save(ctx.bodyAsClass(Order::class.java))) }
    fun update(ctx: Context) { ctx.json(orders.change(ctx.pathParam("id"))) }
}
"""),
    example("a token that the caller shows is compared by a dependency", "pass", line="main.py:11", repo="""
-- requirements.txt --
fastapi
-- main.py --
from os import environ
from fastapi import Depends, FastAPI, HTTPException, Request
app = FastAPI()

def verify_token(req: Request):
    if req.headers.get("Authorization", None) != environ["API_TOKEN"]:
        raise HTTPException(status_code=401)
    return True


@app.post("/scans")
def scan(body: dict, _allowed: bool = Depends(verify_token)):
    return scans.start(body)
"""),
    example("Express: everybody goes through the login before any router is reached", "pass", line="app.ts:6", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node app.js"}, "dependencies": {"express": "5", "passport": "0.7"}}
-- app.ts --
import express from "express"
import authorisationMiddleware from "./authorisationMiddleware"
import routes from "./routes"
const app = express()
app.use("/health", health())
app.use(authorisationMiddleware())
app.use("/", routes())
app.listen(3000)
-- authorisationMiddleware.ts --
export default function authorisationMiddleware(): RequestHandler {
  return (req, res, next) => {
    if (res.locals.token) return next()
    return res.redirect("/sign-in")
  }
}
-- routes.ts --
import { Router } from "express"
export default function routes() {
  const router = Router()
  router.post("/regions", async (req, res) => res.redirect("/regions/" + (await regions.choose(req.body))))
  return router
}
"""),
    example("Express: what only tells who asks lets everybody through", "fail", line="routes.ts:4", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node app.js"}, "dependencies": {"express": "5", "passport": "0.7"}}
-- app.ts --
import express from "express"
import passport from "passport"
import authentication from "./authentication"
import routes from "./routes"
const app = express()
app.use(passport.session())
app.use(authentication())
app.use("/", routes())
app.listen(3000)
-- authentication.ts --
export default function authentication(): RequestHandler {
  return (req, res, next) => {
    res.locals.who = users.of(req.cookies.id)
    next()
  }
}
-- routes.ts --
import { Router } from "express"
export default function routes() {
  const router = Router()
  router.post("/regions", async (req, res) => res.redirect("/regions/" + (await regions.choose(req.body))))
  return router
}
"""),
    example("plain PHP: a page deletes for anyone, beside one that asks first", "fail", line="delete_student.php:4", repo=PLAIN_PHP + """
-- delete_student.php --
<?php
include "db.php";
$id = $_GET["id"];
mysqli_query($conn, "DELETE FROM students WHERE id=$id");
header("Location: students.php");
"""),
    example("plain PHP: a message in the session tells nobody's name", "fail", line="admin/brand.php:5", repo=PLAIN_PHP + """
-- admin/brand.php --
<?php
require_once "../db.php";
if (isset($_POST["name"])) {
    $_SESSION["success"] = "saved";
    $stmt = $conn->prepare("INSERT INTO brands (name) VALUES (?)");
    $stmt->bind_param("s", $_POST["name"]);
    $stmt->execute();
}
"""),
    example("plain PHP: pages ask first, by themselves or in what they include", "pass", line="auth/check.php:1", repo=PLAIN_PHP + """
-- edit_student.php --
<?php
require_once __DIR__ . "/auth/check.php";
require "db.php";
$stmt = $conn->prepare("UPDATE students SET name = ? WHERE id = ?");
$stmt->execute([$_POST["name"], $_POST["id"]]);
-- auth/check.php --
<?php
session_start();
if (empty($_SESSION["user_id"])) {
    header("Location: ../login.php");
    exit;
}
"""),
    example("plain PHP: what others include is no page, nor is a script that sets up", "pass", repo=PLAIN_PHP + """
-- panel.php --
<?php
session_start();
if (!isset($_SESSION["user"])) { header("Location: login.php"); exit; }
include "parts.php";
include "remove.php";
-- remove.php --
<?php
require_once "db.php";
mysqli_query($conn, "DELETE FROM students WHERE id=" . (int) $_GET["id"]);
-- parts.php --
<?php
$part = $_GET["part"];
-- install.php --
<?php
require_once "db.php";
if (isset($_POST["go"])) mysqli_query($conn, "UPDATE settings SET ready = 1");
"""),
    example("Connexion: the OpenAPI file secures an operation, and a function asks", "pass", line="api/orders.py:1", repo=CONNEXION + """
  /orders:
    post:
      operationId: api.orders.add
      security:
        - bearer: []
  /orders/{id}:
    delete:
      operationId: api.orders.remove
"""),
    example("Connexion: an operation that is secured nowhere", "fail", line="api/orders.py:9", repo=CONNEXION + """
  /orders:
    x-openapi-router-controller: api.orders
    get:
      operationId: find
    patch:
      operationId: change
"""),
    example("Connexion: what the whole file secures, and an operation that opts out", "fail", line="api/orders.py:9", repo=CONNEXION + """
  /orders:
    post:
      operationId: api.orders.add
    patch:
      operationId: api.orders.change
      security: []
security:
  - bearer: []
"""),
    example("Rails: a bearer token that is handed on", "pass", line="app/controllers/application_controller.rb:2", repo=BEARER + """
-- app/controllers/orders_controller.rb --
class OrdersController < ApplicationController
  def create
    render json: Order.create!(params.permit(:name))
  end
end
"""),
    example("Rails: a controller that lets everybody write", "fail", line="app/controllers/orders_controller.rb:2", repo=BEARER + """
-- app/controllers/orders_controller.rb --
class OrdersController < ApplicationController
  skip_before_action :require_login

  def create
    render json: Order.create!(params.permit(:name))
  end
end
"""),
    example("type-graphql: resolvers ask for a permission", "pass", line="src/orders.ts:12", repo="""
-- package.json --
{"scripts": {"start": "node src/app.js"}, "dependencies": {"apollo-server-express": "3", "express": "4", "type-graphql": "1",
 "express-oauth2-jwt-bearer": "1", "@prisma/client": "4"}}
-- src/app.ts --
import { ApolloServer } from "apollo-server-express"
import express from "express"
import { auth } from "express-oauth2-jwt-bearer"
import { buildSchema } from "type-graphql"
import { OrderResolver } from "./orders"

const app = express()
new ApolloServer({ schema: await buildSchema({ resolvers: [OrderResolver], authChecker }) }).applyMiddleware({ app })
app.listen(5000)
-- src/orders.ts --
import { Arg, Authorized, Int, Mutation, Query, Resolver } from "type-graphql"

@Resolver()
export class OrderResolver {
  @Query(() => [Order])
  async orders(
    @Arg("limit", () => Int, { nullable: true }) limit?: number,
  ): Promise<Order[]> {
    return await prisma.orders.findMany({ take: limit ?? 10 })
  }

  @Authorized(Permission.OrderDelete)
  @Mutation(() => Order)
  async deleteOrder(@Arg("id", () => Int) id: number): Promise<Order> {
    return await prisma.orders.delete({ where: { id } })
  }
}
"""),
    example("ASP.NET Core: groups that map methods by their names, one of which asks", "fail", line="Endpoints/Carts.cs:5", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication().AddJwtBearer();
var app = builder.Build();
app.MapEndpoints();
app.Run();
-- Endpoints/Orders.cs --
public class Orders : IEndpointGroup
{
    public static void Map(RouteGroupBuilder group)
    {
        group.RequireAuthorization();
        group.MapPut(UpdateOrder, "{id}");
    }
    public static async Task<NoContent> UpdateOrder(ISender sender, int id) { await sender.Send(new Update(id)); return NoContent(); }
}
-- Endpoints/Carts.cs --
public class Carts : IEndpointGroup
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPut(UpdateCart, "{id}");
    }
    public static async Task<NoContent> UpdateCart(ISender sender, int id) { await sender.Send(new Update(id)); return NoContent(); }
}
"""),
    example("Go: the handler stands among the arguments of what makes one of it", "pass", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import "net/http"

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /me", wrapped(deps, api.HandleMe, before...))
	mux.HandleFunc("POST /orders", wrapped(deps,
		api.HandleCreateOrder,
		before...,
	))
	http.ListenAndServe(":80", mux)
}
-- api/orders.go --
package api

import "github.com/golang-jwt/jwt/v5"

func HandleMe(deps Deps, c Context) {
	if err := middleware.RequireLoggedInUser(deps, c); err != nil {
		return
	}
}

func HandleCreateOrder(deps Deps, c Context) {
	if err := middleware.RequireLoggedInUser(deps, c); err != nil {
		return
	}
	deps.Orders().Create(c)
}
"""),
    example("Go: a handler among the arguments that asks nobody", "fail", line="main.go:7", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import "net/http"

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /orders", wrapped(deps, api.HandleCreateOrder, before...))
	http.ListenAndServe(":80", mux)
}
-- api/orders.go --
package api

import "github.com/golang-jwt/jwt/v5"

func HandleCreateOrder(deps Deps, c Context) {
	deps.Orders().Create(c)
}
"""),
    example("the Home Office's base library of services asks Keycloak", "pass", repo="""
-- package.json --
{"dependencies": {"@asl/service": "^11.0.2", "express": "^4.18.2"}}
-- config.js --
module.exports = { auth: { realm: process.env.KEYCLOAK_REALM, secret: process.env.KEYCLOAK_SECRET } }
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
    example("a container of services hands out none by a path", "unknown", repo="""
-- package.json --
{"dependencies": {"express": "4", "jsonwebtoken": "9"}}
-- server.js --
const app = require("express")()
app.listen(3000)
-- container.js --
const jwt = require("jsonwebtoken")
services.register("roleService", () => {
  if (!jwt.verify(token, secret)) throw new Error("unauthorized")
  return new RoleService()
})
"""),
    example("Firebase: a callable function writes for anybody", "fail", line="functions/index.js:2", repo="""
-- firebase.json --
{"functions": {"source": "functions"}}
-- functions/package.json --
{"dependencies": {"firebase-functions": "5", "firebase-admin": "12"}}
-- functions/index.js --
const functions = require("firebase-functions"), admin = require("firebase-admin");
exports.addOrder = functions.region("eu").https.onCall(async (data, context) => {
  await admin.firestore().collection("orders").add(data);
});
"""),
    example("Firebase: a callable function asks who calls it, another only reads", "pass", line="functions/index.js:2", repo="""
-- firebase.json --
{"functions": {"source": "functions"}}
-- functions/package.json --
{"dependencies": {"firebase-functions": "5", "firebase-admin": "12"}}
-- functions/index.js --
const functions = require("firebase-functions"), admin = require("firebase-admin");
exports.addOrder = functions.https.onCall(async (data, context) => {
  if (!context.auth) throw new functions.https.HttpsError("unauthenticated", "log in first");
  await admin.firestore().collection("orders").add(data);
});
exports.listOrders = functions.https.onCall(async () => admin.firestore().collection("orders").get());
"""),
    example("Azure: a function asks for no key", "fail", line="src/functions/orders.js:2", repo="""
-- host.json --
{"version": "2.0"}
-- package.json --
{"main": "src/functions/*.js", "dependencies": {"@azure/functions": "4", "jsonwebtoken": "9"}}
-- src/functions/orders.js --
const { app } = require("@azure/functions"), jwt = require("jsonwebtoken");
app.http("createOrder", { methods: ["POST"], authLevel: "anonymous", route: "orders", handler: async (request) => {
  await save(await request.json());
}});
"""),
    example("Azure: a function asks for a key", "pass", line="src/functions/orders.js:2", repo="""
-- host.json --
{"version": "2.0"}
-- package.json --
{"main": "src/functions/*.js", "dependencies": {"@azure/functions": "4", "jsonwebtoken": "9"}}
-- src/functions/orders.js --
const { app } = require("@azure/functions"), jwt = require("jsonwebtoken");
app.http("createOrder", { methods: ["POST"], authLevel: "function", route: "orders", handler: async (request) => {
  await save(await request.json());
}});
"""),
    example("Azure: a function in Python asks for no key, nor does the app", "fail", line="function_app.py:5", repo="""
-- requirements.txt --
azure-functions
PyJWT
-- function_app.py --
import azure.functions as func
import jwt
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

@app.route(route="orders", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
def create(req):
    save(req.get_json())
"""),
    example("a function of Lambda tells paths apart by hand", "fail", line="handler.js:4", repo="""
-- package.json --
{"dependencies": {"jsonwebtoken": "9"}}
-- template.yaml --
Transform: AWS::Serverless-2016-10-31
Resources:
  Shop:
    Type: AWS::Serverless::Function
    Properties:
      Handler: handler.handler
      Events:
        All: {Type: HttpApi, Properties: {Path: /{proxy+}, Method: any}}
-- handler.js --
const jwt = require("jsonwebtoken");
const verifyToken = (event) => jwt.verify(event.headers.authorization, process.env.KEY);
exports.handler = async (event) => {
  if (event.httpMethod === "POST" && event.path === "/orders") {
    return db.put(JSON.parse(event.body));
  }
};
"""),
    example("a function of Lambda hands the request to what verifies its token first", "pass", line="handler.js:5", repo="""
-- package.json --
{"dependencies": {"jsonwebtoken": "9"}}
-- template.yaml --
Transform: AWS::Serverless-2016-10-31
Resources:
  Shop:
    Type: AWS::Serverless::Function
    Properties:
      Handler: handler.handler
      Events:
        All: {Type: HttpApi, Properties: {Path: /{proxy+}, Method: any}}
-- handler.js --
const jwt = require("jsonwebtoken");
const verifyToken = (event) => jwt.verify(event.headers.authorization, process.env.KEY);
exports.handler = async (event) => {
  verifyToken(event);
  if (event.httpMethod === "POST" && event.path === "/orders") {
    return db.put(JSON.parse(event.body));
  }
};
"""),
    example("Go: routes behind a method of the project's own", "fail", line="routes.go:3", repo="""
-- go.mod --
module shop
require github.com/gorilla/mux v1
require github.com/golang-jwt/jwt/v5 v5.0.0
-- main.go --
package main
import ("github.com/gorilla/mux"; "github.com/golang-jwt/jwt/v5")
type API struct { router *mux.Router }
func (a *API) post(path string, f http.HandlerFunc) { a.router.HandleFunc(path, f).Methods("POST") }
func login(w http.ResponseWriter, r *http.Request) { jwt.New(jwt.SigningMethodHS256) }
func main() { http.ListenAndServe(":80", nil) }
-- routes.go --
package main
func (a *API) routes() {
	a.post("/orders", a.createOrder)
}
func (a *API) createOrder(w http.ResponseWriter, r *http.Request) { a.store.Save(r) }
"""),
    example("what visitors subscribe to is open, what the staff makes of it is not", "fail", line="server.js:5", repo="""
-- package.json --
{"dependencies": {"express": "4", "jsonwebtoken": "9"}}
-- server.js --
const app = require("express")()
const jwt = require("jsonwebtoken")
app.post("/admin/login", (req, res) => res.json(jwt.sign({}, process.env.KEY)))
app.post("/newsletter", (req, res) => save(req.body))
app.post("/admin/newsletters", (req, res) => save(req.body))
app.listen(3000)
"""),
    example("Express: routes that no file loads are open to nobody", "pass", line="server.js:4", repo="""
-- package.json --
{"dependencies": {"express": "4", "jsonwebtoken": "9"}}
-- server.js --
const app = require("express")()
const jwt = require("jsonwebtoken")
const requireUser = (req, res, next) => jwt.verify(req.headers.authorization, process.env.KEY, next)
app.use("/orders", requireUser, require("./routes/orders"))
app.listen(3000)
-- routes/orders.js --
const router = require("express").Router()
router.post("/", (req, res) => res.json(save(req.body)))
module.exports = router
-- routes/carts.js --
const router = require("express").Router()
router.post("/carts", (req, res) => res.json(save(req.body)))
module.exports = router
"""),
    example("a function of Lambda behind a gateway with an authorizer", "pass", repo="""
-- package.json --
{"dependencies": {"jsonwebtoken": "9"}}
-- infra/api.tf --
resource "aws_apigatewayv2_authorizer" "members" {
  authorizer_type = "JWT"
}
-- orders/index.js --
const jwt = require("jsonwebtoken");
exports.handler = async (event) => {
  switch (event.httpMethod) {
    case "POST":
      return db.put(JSON.parse(event.body));
  }
};
"""),
    example("what a function of Lambda asks to check a request is none itself", "pass", repo="""
-- package.json --
{"dependencies": {"jsonwebtoken": "9"}}
-- infra/api.tf --
resource "aws_apigatewayv2_authorizer" "members" {
  authorizer_type = "JWT"
}
-- orders/index.js --
const { validateRequest } = require("./requestHelper");
exports.handler = async (event) => {
  if (event.httpMethod === "POST" && event.path === "/orders") { return db.put(validateRequest(event)); }
};
-- orders/requestHelper.js --
exports.validateRequest = function (event) {
  const { path, httpMethod, body } = event
  if (httpMethod === "POST" && body) { db.put(body); return []; }
  return ["no request"];
};
"""),
    example("Azure: a function of two methods that keeps nothing, and one that keeps what it gets", "fail", line="orders.js:8", repo="""
-- host.json --
{"version": "2.0"}
-- package.json --
{"main": "*.js", "dependencies": {"@azure/functions": "4", "jsonwebtoken": "9"}}
-- orders.js --
const { app } = require("@azure/functions"), jwt = require("jsonwebtoken");
app.http("hello", {
  methods: ["GET", "POST"],
  authLevel: "anonymous",
  handler: async (request) => ({ body: `Hello, ${await request.text()}` }),
});

app.http("orders", {
  methods: ["GET", "POST"],
  authLevel: "anonymous",
  handler: async (request) => ({ jsonBody: await orders.insertOne(await request.json()) }),
});
"""),
    example("Laravel: a form request asks by a trait", "pass", line="routes/api.php:2", repo="""
-- composer.json --
{"require": {"laravel/framework": "^12.0"}}
-- artisan --
-- routes/api.php --
<?php
Route::post('/albums/rename', [AlbumController::class, 'rename']);
-- app/Http/Controllers/AlbumController.php --
<?php
class AlbumController extends Controller {
    public function rename(RenameAlbumRequest $request): void { $request->album()->update(['name' => $request->name()]); }
}
-- app/Http/Requests/RenameAlbumRequest.php --
<?php
class RenameAlbumRequest extends BaseApiRequest {
    use HasAlbumTrait;
    use AuthorizeCanEditAlbumTrait;
}
-- app/Http/Requests/AuthorizeCanEditAlbumTrait.php --
<?php
trait AuthorizeCanEditAlbumTrait {
    public function authorize(): bool { return Gate::check(AlbumPolicy::CAN_EDIT, [$this->album]); }
}
"""),
    example("Rails: whoever has no account may answer for cookies", "pass", line="app/controllers/admin/base_controller.rb:2", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application; end
-- config/routes.rb --
Rails.application.routes.draw do
  resources :orders, only: [:create]
end
-- app/controllers/admin/base_controller.rb --
class Admin::BaseController < ApplicationController
  before_action :ensure_authenticated_user
end
-- app/controllers/admin/cookies_controller.rb --
class Admin::CookiesController < Admin::BaseController
  skip_before_action :ensure_authenticated_user
  def create
    cookies[:accepted] = "yes"
  end
end
"""),
    example("Elysia: the route's options ask for a login", "pass", line="src/orders.ts:3", repo="""
-- package.json --
{"scripts": {"start": "bun src/index.ts"}, "dependencies": {"elysia": "1.4.0"}}
-- src/orders.ts --
import { Elysia } from "elysia"
export const orders = new Elysia()
  .post("/orders", ({ body }) => db.insert(body), {
    body: "order",
    auth: true,
  })
-- src/index.ts --
import { Elysia } from "elysia"
import { orders } from "./orders"
new Elysia().use(orders).listen(3000)
"""),
    example("http4k: a filter stands before the routes", "pass", line="src/main/kotlin/shop/Web.kt:4", repo="""
-- src/main/kotlin/shop/Server.kt --
import org.http4k.security.OAuthProvider
import org.http4k.server.asServer
fun main() { web(provider).asServer(Undertow(80)).start() }
-- src/main/kotlin/shop/Web.kt --
import org.http4k.routing.bind
import org.http4k.routing.routes
fun web(provider: OAuthProvider) = routes(
    provider.authFilter.then("/users" bind routes("/create" bind POST to { request -> save(request) })),
)
"""),
    example("Laravel: a list of middlewares has a name, and a controller's constructor asks for the methods of its traits", "pass",
            line="routes/api.php:4", repo="""
-- composer.json --
{"require": {"laravel/framework": "^12.0"}}
-- artisan --
-- routes/api.php --
<?php
$middleware = ['auth:api', 'verified'];
Route::group(['prefix' => 'stories'], function () use ($middleware) {
    Route::post('add', 'StoryController@add')->middleware($middleware);
});
Route::post('reports/bulk', 'AdminController@bulk');
-- app/Http/Controllers/StoryController.php --
<?php
class StoryController extends Controller { public function add(Request $request) { return Story::create($request->all()); } }
-- app/Http/Controllers/AdminController.php --
<?php
class AdminController extends Controller {
    use AdminReports;
    public function __construct() { $this->middleware('admin'); }
}
-- app/Http/Controllers/AdminReports.php --
<?php
trait AdminReports { public function bulk(Request $request) { Report::query()->update(['done' => true]); } }
"""),
    example("tsoa: a decorator of the app's own above the methods of a controller", "pass", line="src/orders.controller.ts:6", repo="""
-- package.json --
{"dependencies": {"koa": "2", "tsoa": "5"}}
-- src/server.ts --
import Koa from "koa"
new Koa().listen(80)
-- src/orders.controller.ts --
import { Body, Controller, Post, Route } from "tsoa"
import { ShopAuth } from "./auth"

@Route("orders")
export class OrdersController extends Controller {
\t@Post("")
\t@ShopAuth({ buyer: {} })
\tpublic async add(@Body() body: OrderRequest): Promise<void> {
\t\tawait this.orders.save(body)
\t}
}
"""),
    example("Slim: a middleware added behind a group guards what is in it", "pass", line="public/index.php:3", repo="""
-- composer.json --
{"require": {"slim/slim": "^4"}}
-- public/index.php --
<?php
$app = AppFactory::create();
$app->group('/orders', function (\\Slim\\Routing\\RouteCollectorProxy $g) {
    $g->post('/send', fn(Req $req, Res $res) => (new Orders($db))->send($req, $res));
})->add(new \\App\\AuthMiddleware($db))
  ->add(new \\App\\CsrfMiddleware());
$app->run();
"""),
    example("Slim: one that counts requests asks nobody who they are", "fail", line="public/index.php:4", repo="""
-- composer.json --
{"require": {"slim/slim": "^4"}}
-- public/index.php --
<?php
$app = AppFactory::create();
$app->group('/orders', function (\\Slim\\Routing\\RouteCollectorProxy $g) {
    $g->post('/send', fn(Req $req, Res $res) => (new Orders($db))->send($req, $res));
})->add(new \\App\\RateLimitMiddleware(['limit' => 60]));
$app->run();
"""),
    example("Django REST framework: a base class of the project asks for permissions", "pass", line="shop/urls.py:5", repo="""
-- shop/urls.py --
from rest_framework import routers
from shop import plans as plan_views

router = routers.DefaultRouter()
router.register("plans", plan_views.PlanViewSet)
urlpatterns = router.urls
-- shop/base.py --
from rest_framework.permissions import DjangoModelPermissionsOrAnonReadOnly
from rest_framework.viewsets import ModelViewSet

class ShopViewSet(ModelViewSet):
    ordering = ["-created_at"]
    permission_classes = [DjangoModelPermissionsOrAnonReadOnly]
-- shop/plans.py --
from shop.base import ShopViewSet

class PlanViewSet(ShopViewSet):
    queryset = Plan.objects.active()
    serializer_class = PlanSerializer
"""),
    example("Django REST framework: a view opens what its base class keeps", "fail", line="shop/urls.py:5", repo="""
-- shop/urls.py --
from rest_framework import routers
from shop import plans as plan_views

router = routers.DefaultRouter()
router.register("plans", plan_views.PlanViewSet)
urlpatterns = router.urls
-- shop/base.py --
from rest_framework.permissions import IsAuthenticated
from rest_framework.viewsets import ModelViewSet

class ShopViewSet(ModelViewSet):
    permission_classes = [IsAuthenticated]
-- shop/plans.py --
from rest_framework.permissions import AllowAny
from shop.base import ShopViewSet

class PlanViewSet(ShopViewSet):
    permission_classes = [AllowAny]
    queryset = Plan.objects.active()
"""),
    example("what a payment provider and the pages' error tracker send is open", "pass", line="app.py:10", repo="""
-- requirements.txt --
flask
flask-login
-- app.py --
from flask import Flask
from flask_login import login_required
app = Flask(__name__)
@app.post("/paypal_ipn/notify")
def paid():
    return book(request.form)
@app.post("/sentry-tunnel")
def told():
    return forward(request.data)
@app.post("/orders")
@login_required
def order():
    return make(request.json)
"""),
    example("Django REST framework: a path that only reads, of views that write too", "na", repo="""
-- requirements.txt --
djangorestframework==3.15
-- shop/urls.py --
from django.urls import path
from shop.views import CartViewSet
urlpatterns = [
    path("carts/", CartViewSet.as_view({"get": "list"}), name="cart-list"),
    path("carts/login/", CartViewSet.as_view({"post": "login"})),
]
-- shop/views.py --
from django.contrib.auth import authenticate
from rest_framework import viewsets
from rest_framework.decorators import action

class CartViewSet(viewsets.ViewSet):
    def list(self, request):
        return Response({})

    @action(detail=False, methods=["post"])
    def login(self, request):
        return Response(authenticate(request))
"""),
    example("Laravel: a guard called guest asks for a token too", "pass", line="routes/api.php:2", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- routes/api.php --
<?php
Route::middleware(["auth:guest,customer"])->group(function () {
    Route::patch("carts/coupon/{coupon}", [Carts::class, "apply"]);
});
"""),
    example("Quarkus: roles are asked for, and a JSON object is filled", "pass", line="src/main/java/shop/Templates.java:9", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>io.quarkus</groupId><artifactId>quarkus-rest</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Templates.java --
package shop;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.*;

@Path(Paths.INTERNAL + "/templates")
@RolesAllowed(Roles.WRITE)
public class Templates {
    @POST
    @Transactional
    public JsonObject make(@NotNull @Valid Template template) {
        JsonObject made = new JsonObject()
                .put("title", template.title)
                .put("body", template.body);
        made.put("kind", "mail");
        return made;
    }
}
"""),
    example("JAX-RS: anyone may", "fail", line="src/main/java/shop/Templates.java:7", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>io.quarkus</groupId><artifactId>quarkus-rest</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Templates.java --
package shop;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.*;
@Path("/templates")
public class Templates {
    @POST
    @PermitAll
    public Template make(Template template) {
        return templates.save(template);
    }
    @DELETE
    @RolesAllowed("admin")
    public void drop(Long id) {
        templates.drop(id);
    }
}
"""),
    example("Javalin: chained routes", "fail", line="src/main/java/shop/App.java:8", repo="""
-- build.gradle --
dependencies { implementation 'io.javalin:javalin:6.1.3' }
-- src/main/java/shop/App.java --
package shop;
import io.javalin.Javalin;
public class App {
    public static void main(String[] args) {
        auth.login(AccessTokens.of(System.getenv("KEY")));
        Javalin.create()
            .get("/orders", ctx -> ctx.json(orders.all()))
            .post("/orders", ctx -> { orders.add(ctx.body()); ctx.status(201); })
            .start(7000);
    }
    @RolesAllowed("staff")
    void unused() {}
}
"""),
    example("Express: routers that are mounted behind the guard, and what stands before it", "pass", line="src/server.ts:9", repo="""
-- package.json --
{"dependencies": {"express": "5", "jsonwebtoken": "9"}}
-- src/server.ts --
import express from 'express';
import healthRouter from './routes/health.routes';
import loginRouter from './routes/login.routes';
import ordersRouter from './routes/orders.routes';
import { requireAuth } from './middleware/auth.middleware';
const app = express();
app.use(healthRouter);
app.use(loginRouter);
app.use(requireAuth);
app.use(ordersRouter);
app.listen(3000);
-- src/middleware/auth.middleware.ts --
import jwt from 'jsonwebtoken';
export function requireAuth(req, res, next) {
  try {
    req.auth = jwt.verify(req.headers.authorization, process.env.JWT_SECRET);
    return next();
  } catch {
    return res.status(401).json({ error: 'Invalid token.' });
  }
}
-- src/routes/orders.routes.ts --
import { Router } from 'express';
const router = Router();
router.delete('/orders/:id', async (req, res) => {
  await orders.remove(req.params.id);
  res.status(204).end();
});
export default router;
"""),
    example("Express: a router that is mounted before the guard", "fail", line="src/orders.js:3", repo="""
-- package.json --
{"dependencies": {"express": "5", "jsonwebtoken": "9"}}
-- src/server.js --
const express = require('express');
const orders = require('./orders');
const carts = require('./carts');
const requireAuth = require('./auth');
const app = express();
app.use(orders);
app.use(requireAuth);
app.use(carts);
app.listen(3000);
-- src/auth.js --
const jwt = require('jsonwebtoken');
module.exports = function requireAuth(req, res, next) {
  if (!jwt.verify(req.headers.authorization, process.env.JWT_SECRET)) return res.sendStatus(401);
  next();
}
-- src/orders.js --
const { Router } = require('express');
const router = Router();
router.delete('/orders/:id', async (req, res) => {
  await store.remove(req.params.id);
  res.status(204).end();
});
module.exports = router;
-- src/carts.js --
const { Router } = require('express');
const router = Router();
router.delete('/carts/:id', async (req, res) => {
  await store.drop(req.params.id);
  res.status(204).end();
});
module.exports = router;
"""),
    example("Express: a router of routers asks before it mounts the others", "pass", line="src/routes/index.ts:6", repo="""
-- package.json --
{"dependencies": {"express": "5", "jsonwebtoken": "9"}}
-- src/app.ts --
import express from 'express';
import routes from './routes';
const app = express();
app.use('/api', routes);
app.listen(3000);
-- src/routes/index.ts --
import { Router } from 'express';
import login from './login';
import orders from './orders';
const router = Router();
router.use('/login', login);
router.use(passport.authenticate("jwt", { session: false }));
router.use('/orders', orders);
export default router;
-- src/routes/orders.ts --
import { Router } from 'express';
const router = Router();
router.delete('/:id', async (req, res) => {
  await store.remove(req.params.id);
  res.status(204).end();
});
export default router;
"""),
    example("Express: what refuses by itself changes nothing", "unknown", repo="""
-- package.json --
{"dependencies": {"express": "5", "jsonwebtoken": "9"}}
-- server.js --
const app = require('express')();
const jwt = require('jsonwebtoken');
app.delete('/orders/:id', async (_req, res) => {
  return res
    .status(409)
    .json({ error: 'Orders are never deleted. Cancel them instead.' });
});
app.listen(3000);
"""),
    example("ASP.NET Core, who calls a webhook is asked where MediatR hands its request to", "pass", repo=ASPNET + """
-- Controllers/PaymentsController.cs --
[ApiController]
[Route("api/payments")]
public class PaymentsController(ISender sender) : ControllerBase
{
    [HttpPost("webhook/bank")]
    [AllowAnonymous]
    public async Task<IActionResult> BankWebhook(CancellationToken ct)
    {
        await sender.Send(new HandleWebhookCommand(await Read(Request.Body), Request.Headers), ct);
        return Ok();
    }
}
-- Payments/HandleWebhookHandler.cs --
public class HandleWebhookHandler(IBank bank) : IRequestHandler<HandleWebhookCommand>
{
    public async Task Handle(HandleWebhookCommand command, CancellationToken ct)
    {
        if (!bank.VerifySignature(command.Body, command.Headers)) throw new ValidationException("signature");
        await bank.Settle(command.Body, ct);
    }
}
"""),
    example("Fastify: a hook stands before what its plugin registers", "pass", line="src/admin.ts:5", repo="""
-- package.json --
{"dependencies": {"fastify": "5"}}
-- src/app.ts --
import Fastify from 'fastify'
import { adminRoutes } from './admin'
const app = Fastify()
app.register(adminRoutes)
app.listen({ port: 3000 })
-- src/orders.ts --
import { FastifyInstance } from 'fastify'
export async function orderRoutes(fastify: FastifyInstance) {
  fastify.delete('/orders/:id', async (request, reply) => {
    await store.remove(request.params.id)
    return reply.status(204).send()
  })
}
-- src/admin.ts --
import { FastifyInstance } from 'fastify'
import { orderRoutes } from './orders'
import { loginRoutes } from './login'
export async function adminRoutes(fastify: FastifyInstance) {
  fastify.addHook('preHandler', async (request, reply) => {
    if (request.url === '/login') return
    const found = sessions.find(cookieOf(request.headers))
    if (!found) {
      return reply.status(401).send({ error: 'Log in first.' })
    }
    request.seller = found
  })
  fastify.register(loginRoutes)
  fastify.register(orderRoutes)
}
"""),
    example("Fastify: a hook of a context beside it", "fail", line="src/orders.ts:3", repo="""
-- package.json --
{"dependencies": {"fastify": "5"}}
-- src/app.ts --
import Fastify from 'fastify'
import { adminRoutes } from './admin'
const app = Fastify()
app.register(adminRoutes)
app.listen({ port: 3000 })
-- src/orders.ts --
import { FastifyInstance } from 'fastify'
export async function orderRoutes(fastify: FastifyInstance) {
  fastify.delete('/orders/:id', async (request, reply) => {
    await store.remove(request.params.id)
    return reply.status(204).send()
  })
}
-- src/admin.ts --
import { FastifyInstance } from 'fastify'
import { orderRoutes } from './orders'
export async function adminRoutes(fastify: FastifyInstance) {
  fastify.register(async (inner) => {
    inner.addHook('preHandler', async (request, reply) => {
      if (!request.session) return reply.status(401).send({ error: 'Log in first.' })
    })
    inner.get('/me', (request) => request.session)
  })
  fastify.register(orderRoutes)
}
"""),
]
