"""Authorization checks ownership or permission on the resource.

Being logged in is not the same as being allowed: a user who changes the number in the URL must not see another user's invoice. This is
the hole that is found most often in APIs, and it needs no skill to use.

Pass: object-level permission code: policies, abilities, has_object_permission, queries scoped to the user, @PreAuthorize, casbin/OPA/oso,
role guards

Fix: Fetch through the owner (`current_user.orders.find(params[:id])`, `Order.objects.filter(owner=request.user)`) or ask a policy before
acting: `has_object_permission` (DRF), Pundit or CanCanCan, `@PreAuthorize`, Laravel policies with `$this->authorize`,
`IAuthorizationService`, CASL in NestJS, casbin, OPA or oso, Bodyguard in Phoenix. Test it with a second user.

Searched: policies, role and permission guards, comparisons of owners, queries scoped to the user, in server code and database rules
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Permissions, example, rule, supports


@rule(id="SEC006", severity="high", applies="auth", absence="unknown", sources=("S1.3", "S4"))
def authorization(permissions: Permissions) -> Iterator[Finding]:
    for found in permissions:
        yield supports(found, found.says)


EXAMPLES = [
    example("a middleware turns away whose role is not among those it was told", "pass", line="auth.js:5", repo="""
-- package.json --
{"dependencies": {"express": "5", "jsonwebtoken": "9"}}
-- auth.js --
const jwt = require("jsonwebtoken")
module.exports = (...allowedRoles) => (req, res, next) => {
  const decoded = jwt.verify(req.cookies.token, process.env.SECRET)
  req.user = decoded
  if (!allowedRoles.includes(decoded.role)) return res.sendStatus(403)
  next()
}
-- server.js --
const app = require("express")()
app.delete("/orders/:id", require("./auth")("admin"), remove)
app.listen(3000)
"""),
    example("http4s: what whoever asks may do", "pass", line="src/main/scala/shop/Orders.scala:4", repo="""
-- src/main/scala/shop/Server.scala --
import org.http4s.server.blaze.BlazeServerBuilder
object Server extends IOApp { def run(args: List[String]) = BlazeServerBuilder[IO](global).withHttpApp(app).serve.compile.lastOrError }
-- src/main/scala/shop/Orders.scala --
package shop
class Orders[F[_]](ctx: AuthedContext[F, Permission]) {
  def publish(permission: Permission, order: Order) =
    if (permission.canCreate(order.shop)) add(order) else Forbidden("no")
}
-- src/main/scala/shop/Login.scala --
package shop
import org.http4s.server.AuthMiddleware
object Login { val middleware = AuthMiddleware(findUser) }
"""),
    example("Pyramid: a view names the permission that it asks for", "pass", line="shop/views.py:3", repo="""
-- requirements.txt --
pyramid
pyramid-googleauth
-- shop/app.py --
from pyramid.config import Configurator
def create_app(_=None, **settings):
    config = Configurator(settings=settings)
    config.include("pyramid_googleauth")
    return config.make_wsgi_app()
-- shop/views.py --
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config
@view_config(route_name="rules", request_method="POST", permission=Permissions.ADMIN)
def add(request): return {}
"""),
    example("Pyramid: no permission is asked for", "unknown", repo="""
-- requirements.txt --
pyramid
pyramid-googleauth
-- shop/app.py --
from pyramid.config import Configurator
def create_app(_=None, **settings):
    config = Configurator(settings=settings)
    config.include("pyramid_googleauth")
    return config.make_wsgi_app()
-- shop/views.py --
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config
@view_config(route_name="login", request_method="POST", permission=NO_PERMISSION_REQUIRED)
def login(request): return {}
"""),
    example("PHP: whoever may not is sent away", "pass", line="src/EventsController.php:4", repo="""
-- composer.json --
{"require": {"php": "^8"}}
-- public/index.php --
<?php
$request->identifyUser($_SERVER['HTTP_AUTHORIZATION'], $db);
$stmt = $db->prepare('SELECT password FROM users WHERE name = ?');
if (password_verify($_POST['password'], $stmt->fetchColumn())) { echo json_encode($router->dispatch($request)); }
-- src/EventsController.php --
<?php
class EventsController {
  public function delete($request, $db) {
    if (!$this->mapper->thisUserHasAdminOn($request->getId())) {
      throw new Exception("You do not have permission to do that", Http::FORBIDDEN);
    }
  }
}
"""),
    example("Next.js: who the session is of is handed to what asks for rows", "pass", line="pages/api/orders.ts:6", repo="""
-- package.json --
{"dependencies": {"next": "12", "next-auth": "4", "@prisma/client": "3"}}
-- pages/api/auth/[...nextauth].ts --
export default NextAuth({ providers: [GithubProvider({})] })
-- pages/api/orders.ts --
import { getServerSession } from "next-auth"
import { findOrders } from "../../services/orders"

export default async function handler(req, res) {
  const { user } = await getServerSession(req, res, options)
  res.json(await findOrders(user.id, req.query))
}
-- services/orders.ts --
export async function findOrders(userId, query) {
  return prisma.order.findMany({ where: { userId, ...query } })
}
"""),
    example("Norwegian words for access", "pass", line="src/main/kotlin/shop/Orders.kt:4", repo="""
-- build.gradle.kts --
dependencies { implementation("io.ktor:ktor-server-auth:3.0.0") }
-- src/main/kotlin/shop/App.kt --
package shop
fun main() { embeddedServer(Netty, 8080) { routing { authenticate("jwt") { orders(OrderService()) } } }.start(wait = true) }
-- src/main/kotlin/shop/Orders.kt --
package shop
fun Route.orders(service: OrderService) {
  post("/orders/{id}") {
    service.verifiserTilgangTilOrder(call.principal(), call.parameters["id"])
    call.respond(service.close(call.parameters["id"]))
  }
}
"""),
    example("a service compares the id that is asked for with the user's own", "pass", line="services/users/Update.js:5", repo="""
-- package.json --
{"dependencies": {"express": "4", "jsonwebtoken": "9"}}
-- app.js --
const app = require("express")()
app.put("/users/:id", checkSession, run(require("./services/users/Update")))
function checkSession(req, res, next) {
  req.session = { context: require("jsonwebtoken").verify(req.headers.authorization, process.env.SECRET) }
  next()
}
-- services/users/Update.js --
const Base = require("../Base");

module.exports = class Update extends Base {
  async execute({ id, name }) {
    if (id !== this.context.userId) throw new Exception({ code: "NOT_YOURS" });
    return User.update({ name }, { where: { id } });
  }
};
"""),
    example("Go: a middleware compares whose job it is with who asks", "pass", line="auth/middleware.go:9", repo="""
-- go.mod --
module example.com/shop
require github.com/golang-jwt/jwt/v5 v5.2.1
-- auth/middleware.go --
package auth

import "github.com/golang-jwt/jwt/v5"

func RequireTokenJobMatch(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ad := r.Context().Value(key).(AuthData)
		job := jobs.Get(chi.URLParam(r, "jobID"))
		if !strings.EqualFold(ad.ACOID, job.ACOID.String()) {
			http.Error(w, "no", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}
-- main.go --
package main

import "example.com/shop/auth"

func main() { http.ListenAndServe(":8080", auth.RequireTokenJobMatch(routes())) }
"""),
    example("DynamoDB: a key of whoever asks", "pass", line="cart/app.py:6", repo="""
-- cart-service.yaml --
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Users: {Type: 'AWS::Cognito::UserPool'}
  Cart: {Type: 'AWS::Serverless::Function'}
-- cart/app.py --
import boto3
from boto3.dynamodb.conditions import Key
table = boto3.resource("dynamodb").Table("carts")
def lambda_handler(event, context):
    user_id = event["requestContext"]["authorizer"]["claims"]["sub"]
    found = table.query(KeyConditionExpression=Key("pk").eq(f"user#{user_id}"))
    return {"statusCode": 200, "body": str(found["Items"])}
"""),
    example("Kotlin: a point at which policies are enforced", "pass", line="src/main/kotlin/Access.kt:1", repo="""
-- build.gradle.kts --
dependencies { implementation("org.springframework.boot:spring-boot-starter-security:3.5.2") }
-- src/main/kotlin/App.kt --
@SpringBootApplication
@EnableWebSecurity
class App
fun main() { runApplication<App>() }
-- src/main/kotlin/Access.kt --
class Access(private val enforcement: Kabac.PolicyEnforcementPoint) {
    fun check(policy: Kabac.Policy) = enforcement.evaluate(policy)
}
"""),
    example("HMRC: an enrolment is asked for", "pass", repo="""
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
    example("PHP: a class of the app's own asks for a permission by its name", "pass", line="index.php:4", repo="""
-- composer.json --
{"require": {"slim/slim": "^4.0"}}
-- index.php --
<?php
$app = Slim\\Factory\\AppFactory::create();
$app->delete("/orders/{id}", function ($request, $response) {
    User::CheckPermission($request, User::PERMISSION_ADMIN);
    return remove($request);
});
$app->post("/login", fn ($request, $response) => password_verify($request->password, $known) ? session_start() : null);
"""),
    example("Express: only the notes of whom the token names", "pass", line="notes.js:4", repo="""
-- package.json --
{"dependencies": {"express": "4", "jsonwebtoken": "9", "mongoose": "8"}}
-- notes.js --
const jwt = require("jsonwebtoken")
module.exports = async (req, res) => {
  const result = jwt.verify(req.headers.authorization.split(" ")[1], process.env.JWT_SECRET)
  res.send(await Note.find({ user: result.user }))
}
-- server.js --
const app = require("express")()
app.get("/notes", require("./notes"))
app.listen(80)
"""),
    example("Express: whoever is no admin is turned away", "pass", line="users.js:4", repo="""
-- package.json --
{"dependencies": {"express": "4", "jsonwebtoken": "9", "mongoose": "8"}}
-- users.js --
const jwt = require("jsonwebtoken")
module.exports = async (req, res) => {
  const user = await User.findOne({ username: jwt.verify(req.cookies.token, process.env.JWT_SECRET).name })
  if (!user || !user.admin) return res.status(403).send({ error: "admins only" })
  res.send(await User.create(req.body))
}
-- server.js --
const app = require("express")()
app.post("/users", require("./users"))
app.listen(80)
"""),
    example("pages that ask Firestore themselves", "pass", line="firestore.rules:4", repo="""
-- package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"vue": "3", "firebase": "11"}, "devDependencies": {"vite": "5"}}
-- index.html --
<div id="app"></div><script type="module" src="/src/main.ts"></script>
-- src/orders.ts --
import { addDoc, collection, getFirestore } from "firebase/firestore"
import { getAuth, signInWithPopup, GoogleAuthProvider } from "firebase/auth"
export const login = () => signInWithPopup(getAuth(), new GoogleAuthProvider())
export const add = (order) => addDoc(collection(getFirestore(), "orders"), order)
-- firestore.rules --
service cloud.firestore {
  match /databases/{database}/documents {
    match /orders/{order} {
      allow update: if request.auth != null && request.auth.uid == resource.data.owner;
    }
  }
}
"""),
    example("every query is given the group of whoever asks (Go)", "pass", line="items.go:4", repo="""
-- go.mod --
module example.com/shop
-- items.go --
package main
func (c *Controller) item(r *http.Request) (Item, error) {
	auth := services.NewContext(r.Context())
	return c.repo.Items.GetOneByGroup(auth, auth.GID, id(r))
}
func main() { http.ListenAndServe(":80", nil) }
"""),
    example("routes that name the permission they ask for (Echo)", "pass", line="main.go:6", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "github.com/labstack/echo/v4"
func main() {
	e := echo.New()
	g := e.Group("/api", session)
	g.PUT("/settings/:id", permitted(updateSettings, "settings:manage"))
	e.Start(":80")
}
"""),
    example("a handler of Tornado asks whether it is an admin", "pass", line="handlers.py:5", repo="""
-- handlers.py --
from tornado import web
class Announce(web.RequestHandler):
    @web.authenticated
    def post(self):
        if not self.users.is_admin(self.get_current_user()):
            self.set_status(403)
web.Application([(r"/announce", Announce)]).listen(80)
"""),
    example("MongoDB: a filter holds the user's id", "pass", line="app.py:6", repo="""
-- requirements.txt --
fastapi
motor
-- app.py --
from fastapi import Depends, FastAPI
from motor.motor_asyncio import AsyncIOMotorClient
app = FastAPI()
@app.get("/orders/{id}")
async def order(id: str, user=Depends(get_current_user)):
    return await db.orders.find_one({"id": id, "user_id": user.id})
"""),
    example("MongoDB: a row is written with the user's id", "unknown", repo="""
-- requirements.txt --
fastapi
motor
-- app.py --
from fastapi import Depends, FastAPI
from motor.motor_asyncio import AsyncIOMotorClient
app = FastAPI()
@app.post("/orders")
async def order(user=Depends(get_current_user)):
    await db.orders.insert_one({"user_id": user.id})
"""),
    example("FastAPI: rows of whoever asks, by another name than user", "pass", line="app.py:5", repo="""
-- app.py --
from fastapi import Depends, FastAPI
app = FastAPI()
@app.get("/orders")
def orders(shop: Shop = Depends(get_current_shop), db=Depends(get_db)):
    return db.scalars(select(Order).where(Order.shop_id == shop.id)).all()
"""),
    example("rows that hang together are nobody's", "unknown", repo="""
-- app.py --
from fastapi import Depends, FastAPI
from fastapi.security import HTTPBearer
app = FastAPI()
@app.get("/orders", dependencies=[Depends(HTTPBearer())])
def lines(db=Depends(get_db)):
    return db.scalars(select(Line).join(Order).where(Line.order_id == Order.id)).all()
"""),
    example("a login says nothing about permission", "unknown", repo="""
-- app.py --
from flask_login import login_required
@login_required
def order(id):
    return Order.query.get(id)
"""),
    example("the owner is compared", "pass", line="app.py:3", repo="""
-- app.py --
def read_item(id, current_user):
    item = session.get(Item, id)
    if item.owner_id != current_user.id:
        raise HTTPException(403)
"""),
    example("a guard that no route names", "unknown", repo="""
-- go.mod --
module shop
-- auth/auth.go --
package auth

func RequireRole(role string) gin.HandlerFunc {
	return func(c *gin.Context) {
		if !permitted(c, role) {
			c.AbortWithStatus(403)
		}
	}
}

func permitted(c *gin.Context, role string) bool {
	return HasRole(c, role)
}

func (u *User) RequireRole() string { return u.role }
-- main.go --
package main

func main() {
	router := gin.New()
	router.Use(auth.Token())
	router.GET("/orders", orders)
	router.Run()
}
"""),
    example("a guard on a route", "pass", line="guards.js:2", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- guards.js --
const owners = (req, res, next) => {
  if (!hasRole(req.user, "owner")) return res.sendStatus(403)
  next()
}
module.exports = { owners }
-- server.js --
const { owners } = require("./guards")
const app = require("express")()
app.get("/orders", owners, (req, res) => res.json([]))
app.listen(3000)
"""),
    example("Go: a middleware that is given the role", "pass", line="routes.go:5", repo="""
-- go.mod --
module example.com/shop
require github.com/golang-jwt/jwt/v5 v5.2.1
-- routes.go --
package main

func (r ProductRouter) Register(api *echo.Group) {
	products := api.Group("/products", r.middleware.AuthMiddleware())
	products.POST("", r.handler.Create, r.middleware.RoleMiddleware(VendorRole))
}
-- main.go --
package main

import (
	"github.com/golang-jwt/jwt/v5"
	"github.com/labstack/echo/v4"
)

func main() { echo.New().Start(":8080") }
"""),
    example("Go: a cart is its customer's", "pass", line="orders.go:4", repo="""
-- go.mod --
module example.com/shop
require github.com/golang-jwt/jwt/v5 v5.2.1
-- orders.go --
package main

func (o Orders) Submit(customerId uint, cart *Cart) error {
	if cart.Customer.ID != customerId {
		return ErrForbidden
	}
	return o.repo.Create(cart)
}
-- main.go --
package main

import (
	"net/http"
	"github.com/golang-jwt/jwt/v5"
)

func main() { http.HandleFunc("/orders", Orders{}.ServeHTTP); http.ListenAndServe(":8080", nil) }
"""),
    example("hapi: a route asks for a scope", "pass", line="routes.js:4", repo="""
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
    example("Pundit", "pass", line="app/controllers/orders_controller.rb:4", repo="""
-- app/controllers/orders_controller.rb --
class OrdersController < ApplicationController
  def show
    @order = Order.find(params[:id])
    authorize @order
  end
end
"""),
    example("queries through the user", "pass", line="shop/views.py:2", repo="""
-- shop/views.py --
def orders(request):
    return Order.objects.filter(owner=request.user)
"""),
    example("Spring's roles", "pass", line="src/main/java/shop/Orders.java:2", repo="""
-- src/main/java/shop/Orders.java --
class Orders {
  @PreAuthorize("hasRole('CLERK')")
  void cancel() {}
}
"""),
    example("roles of a token against those that are authorised", "pass", line="server/middleware/authorisation.ts:5", repo="""
-- package.json --
{"scripts": {"start": "node dist/server.js"}, "dependencies": {"express": "5", "jwt-decode": "4", "passport": "0.7"}}
-- server/middleware/authorisation.ts --
import { jwtDecode } from 'jwt-decode'
export default function authorisation(authorisedRoles: string[] = []) {
  return (req, res, next) => {
    const { authorities: roles = [] } = jwtDecode(res.locals.user.token)
    if (!roles.some(role => authorisedRoles.includes(role))) return res.redirect('/authError')
    return next()
  }
}
-- server/app.ts --
import express from 'express'
import passport from 'passport'
import authorisation from './middleware/authorisation'
const app = express()
app.use(passport.initialize())
app.use(authorisation(['SHOP_OWNER']))
app.listen(3000)
"""),
    example("Ecto, the owner is compared in a plug", "pass", line="lib/shop_web/order_controller.ex:6", repo="""
-- mix.exs --
defmodule Shop.MixProject do
end
-- lib/shop_web/order_controller.ex --
defmodule ShopWeb.OrderController do
  use ShopWeb, :controller
  plug :own when action in [:edit]
  defp own(conn, _opts) do
    order = Orders.get!(conn.params["id"])
    if order.person_id == conn.assigns.person_id, do: conn, else: halt(conn)
  end
end
"""),
    example("Ecto, queries scoped to the person", "pass", line="lib/shop/orders.ex:3", repo="""
-- mix.exs --
defmodule Shop.MixProject do
end
-- lib/shop/orders.ex --
defmodule Shop.Orders do
  def of(person_id) do
    Order |> where(person_id: ^person_id) |> Repo.all()
  end
end
"""),
    example("only the browser looks at the role", "unknown", repo="""
-- client/package.json --
{"name": "web", "dependencies": {"react": "18", "react-dom": "18"}}
-- client/src/Protected.js --
export const Protected = ({ user }) => user.isAdmin ? <Admin /> : null
"""),
    example("the permission of a file", "unknown", repo="""
-- go.mod --
module example.com/shop
require github.com/golang-jwt/jwt v3.2.2
-- main.go --
package main
import (
	"net/http"
	"github.com/golang-jwt/jwt"
)
func main() { http.ListenAndServe(":80", nil) }
-- file.go --
package main
import "os"
func CheckPermission(src string) bool {
	_, err := os.Stat(src)
	return os.IsPermission(err)
}
"""),
    example("ASP.NET Core: what belongs to whoever asks", "pass", line="OrdersController.cs:6", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>
<PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.0" /></ItemGroup></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<ShopContext>(o => o.UseNpgsql(builder.Configuration["Db"]));
builder.Services.AddAuthentication().AddJwtBearer();
var app = builder.Build();
app.MapControllers();
app.Run();
-- OrdersController.cs --
[ApiController, Authorize]
public class OrdersController : ControllerBase
{
    [HttpGet]
    public async Task<List<Order>> Mine() =>
        await _context.Orders.Where(x => x.AccountId == _userAccessor.GetUserId()).ToListAsync();
}
"""),
    example("hapi, a scope by its name in a controller of its own", "pass", repo="""
-- package.json --
{"name": "shop", "type": "module", "scripts": {"start": "node src"}, "dependencies": {"@hapi/hapi": "21", "hapi-pulse": "3"}}
-- src/server.js --
import hapi from '@hapi/hapi'
const server = hapi.server({ port: 3000 })
-- src/orders/create-order.js --
const createOrder = {
  options: {
    auth: { strategy: 'azure-oidc', access: { scope: [scopes.admin] } }
  },
  handler: async (request, h) => h.response(await save(request.payload)).code(201)
}
export { createOrder }
"""),
    example("Java: the user's id is that of the owner", "pass", line="src/main/java/shop/Rights.java:3", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-security</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/Shop.java --
@SpringBootApplication
public class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }
-- src/main/java/shop/Rights.java --
public class Rights {
  public static boolean canWrite(User user, Article article) {
    return user.getId().equals(article.getUserId());
  }
}
-- src/main/java/shop/Login.java --
@RestController
public class Login {
  @PostMapping("/login")
  public String login(@RequestBody Credentials given) { return authenticationManager.authenticate(given).token(); }
"""),
    example("Express: the id that the session holds goes to a query that is named for it", "pass", line="orders.js:5", repo="""
-- package.json --
{"scripts": {"start": "node orders.js"}, "dependencies": {"express": "5", "express-session": "1"}}
-- orders.js --
const express = require("express")
const { OrdersDAO } = require("./orders-dao")
const app = express(), orders = new OrdersDAO()
app.get("/orders", isLoggedIn, (req, res) => {
  const {
    userId
  } = req.session
  orders.getByUserId(parseInt(userId), (error, found) => res.render("orders", { found }))
})
app.listen(3000)
"""),
    example("Express: the id of whoever asks is put into a variable first", "pass", line="orders.js:5", repo="""
-- package.json --
{"dependencies": {"express": "4", "typeorm": "0.3", "jsonwebtoken": "9"}}
-- server.js --
const app = require("express")()
const { authenticate } = require("./auth")
const { all } = require("./orders")
app.get("/orders", authenticate, all)
app.listen(3000)
-- auth.js --
const jwt = require("jsonwebtoken")
exports.authenticate = (req, res, next) => { req.currentUser = jwt.verify(req.cookies.token, process.env.SECRET); next() }
-- orders.js --
const { source } = require("./source")
const { Order } = require("./models")

exports.all = async (req, res) => {
  const { id } = req.currentUser
  const orders = source.getRepository(Order)
  res.json(await orders.find({ where: { user_id: id } }))
}
"""),
    example("the authorities of a token are compared with those a route asks for", "pass", line="authorise.ts:4", repo="""
-- authorise.ts --
import { jwtDecode } from "jwt-decode"
export const authorise = (authorised: string[]) => (req, res, next) => {
  const { authorities: roles } = jwtDecode(res.locals.user.token)
  if (!roles.some(role => wanted.authorisedAuthorities.includes(role))) return res.redirect("/authError")
  next()
}
-- app.ts --
import express from "express"
import passport from "passport"
import { authorise } from "./authorise"
const app = express()
app.use(passport.initialize())
app.get("/orders", authorise(["ROLE_ORDERS"]), orders)
app.listen(80)
"""),
    example("Rails: the record's application is compared with the token's", "pass", line="app/controllers/results_controller.rb:9", repo="""
-- Gemfile --
gem "rails"
gem "doorkeeper"
-- app/controllers/results_controller.rb --
class ResultsController < ActionController::API
  before_action :doorkeeper_authorize!
  def show
    raise Unauthorised unless authorised_application?
    render json: submission
  end
private
  def authorised_application?
    submission.oauth_application == doorkeeper_token.application
  end
end
"""),
    example("Express: whoever asks, among what a query asks for", "pass", line="app.js:4", repo="""
-- package.json --
{"dependencies": {"express": "4", "mongoose": "8", "jsonwebtoken": "9"}}
-- app.js --
const app = require("express")();
app.use((req, res, next) => { req.user = jwt.verify(req.headers.authorization, process.env.JWT_KEY); next(); });
app.get("/jobs", async (req, res) => {
  res.json(await Job.find({ postedBy: req.user._id }));
});
app.listen(3000);
"""),
]
