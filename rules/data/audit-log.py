"""Sensitive operations leave an audit log.

When an account was taken over or an employee looked up a neighbour, the first question is who did what and when. Without an audit log there
is no answer for the user, nor for the regulator.

Pass: an audit-log library, model or table, or audit events written by the code

Fail: nothing of the kind is found

Fix: Record who, what, which object and when for logins, role changes, exports and deletions, in a table that the app can only append to:
django-auditlog, PaperTrail or audited, Envers, laravel-auditing or spatie/laravel-activitylog, Audit.NET, or one `audit_event()` function
of your own called by those operations.

Searched: audit libraries, models and tables called audit, activity or access log, and calls that record audit events
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Audits, Finding, example, rule, supports

SHOWN = 5


@rule(id="DAT016", severity="low", applies="auth", sources=("S4",))
def audit_log(audits: Audits) -> Iterator[Finding]:
    for entry in audits.kept[:SHOWN]:
        yield supports(entry, f"who did what is recorded: `{entry.shown}`")


LARAVEL = """
-- composer.json --
{"require": {"php": "^8.2", "laravel/framework": "^11.0", "owen-it/laravel-auditing": "^14.0", "tymon/jwt-auth": "^2.1"}}
-- artisan --
#!/usr/bin/env php
-- bootstrap/app.php --
<?php
return Application::configure(basePath: dirname(__DIR__))->withRouting(api: __DIR__.'/../routes/api.php')->create();
-- routes/api.php --
<?php
Route::middleware('auth:api')->post('/orders', StoreController::class);
-- app/Http/StoreController.php --
<?php
class StoreController {
    public function __invoke(Request $request) {
        return Order::create($request->validated());
    }
}
-- app/Models/BaseModel.php --
<?php
namespace App\\Models;
class BaseModel extends Model implements Auditable
{
    use \\OwenIt\\Auditing\\Auditable;
}
-- app/Models/Order.php --
<?php
class Order extends Model {}
"""

EXAMPLES = [
    example("Rust: an entity of sea-orm that services write to", "pass", line="src/entity/action_logs.rs:2", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
sea-orm = "1"
jsonwebtoken = "9"
-- src/main.rs --
use jsonwebtoken::decode;
#[tokio::main]
async fn main() { axum::serve(listener, Router::new().route("/orders", post(orders::make))).await.unwrap(); }
-- src/entity/action_logs.rs --
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "action_logs")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: Uuid,
    pub action: String,
    pub actor_id: Option<Uuid>,
}
-- src/orders.rs --
use crate::entity::action_logs;
pub async fn make(state: State<App>) -> Result<(), Error> {
    action_logs::ActiveModel { action: Set("order made".into()), ..Default::default() }.insert(&state.db).await?;
    Ok(())
}
"""),
    example("ABP: requests and changes of entities are audited", "pass", line="src/Shop.Web/ShopWebModule.cs:8", repo="""
-- src/Shop.Web/Shop.Web.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Volo.Abp.AspNetCore.Mvc" Version="9.0.0" />
<PackageReference Include="Volo.Abp.EntityFrameworkCore.PostgreSql" Version="9.0.0" /></ItemGroup></Project>
-- src/Shop.Web/ShopWebModule.cs --
namespace Shop.Web;
public class ShopWebModule : AbpModule
{
    public override void OnApplicationInitialization(ApplicationInitializationContext context)
    {
        var app = context.GetApplicationBuilder();
        app.UseAuthentication();
        app.UseAuditing();
    }
}
-- src/Shop.Web/Program.cs --
var builder = WebApplication.CreateBuilder(args);
await builder.AddApplicationAsync<ShopWebModule>();
var app = builder.Build();
await app.InitializeApplicationAsync();
await app.RunAsync();
"""),
    example("logins and refusals are recorded as security events, with who and from where", "pass", line="main.go:10", repo="""
-- go.mod --
module example.com/shop
require golang.org/x/crypto v0.30.0
-- main.go --
package main
import (
	"net/http"
	"example.com/shop/logger"
	"golang.org/x/crypto/bcrypt"
)
func login(w http.ResponseWriter, r *http.Request) {
	user := find(r.FormValue("email"))
	if bcrypt.CompareHashAndPassword(user.Hash, []byte(r.FormValue("password"))) != nil {
		logger.LogSecurityEvent("login_failed", &user.ID, r.RemoteAddr)
	}
}
func main() { http.HandleFunc("/login", login); http.ListenAndServe(":80", nil) }
-- logger/logger.go --
package logger
func LogSecurityEvent(event string, user *int, ip string) { log.Warn(event, *user, ip) }
"""),
    example("what implements the interface a service is given", "pass", line="src/main/kotlin/AuditLoggerServiceImpl.kt:7", repo="""
-- build.gradle.kts --
dependencies { implementation("org.springframework.boot:spring-boot-starter-security:3.5.2") }
-- src/main/kotlin/App.kt --
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity

@SpringBootApplication
@EnableWebSecurity
class App
fun main() { runApplication<App>() }
-- src/main/kotlin/AuditLoggerServiceImpl.kt --
package shop.audit

import shop.ports.AuditLoggerService
import no.nav.common.audit_log.log.AuditLogger

@Service
class AuditLoggerServiceImpl(private val auditLogger: AuditLogger) : AuditLoggerService {
    override fun orderWasRead(who: String, order: UUID) {
        auditLogger.log(message(who, order))
    }
}
-- src/main/kotlin/ports/AuditLoggerService.kt --
package shop.ports

interface AuditLoggerService {
    fun orderWasRead(who: String, order: UUID)
}
-- src/main/kotlin/Orders.kt --
package shop

import shop.ports.AuditLoggerService

@RestController
class Orders(private val auditLoggerService: AuditLoggerService) {
    @GetMapping("/orders/{id}")
    fun order(@PathVariable id: UUID): Order {
        auditLoggerService.orderWasRead(user(), id)
        return orders.get(id)
    }
}
"""),
    example("what implements an interface that nothing is given", "fail", repo="""
-- build.gradle.kts --
dependencies { implementation("org.springframework.boot:spring-boot-starter-security:3.5.2") }
-- src/main/kotlin/App.kt --
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity

@SpringBootApplication
@EnableWebSecurity
class App
fun main() { runApplication<App>() }
-- src/main/kotlin/AuditLoggerServiceImpl.kt --
package shop.audit

import shop.ports.AuditLoggerService
import no.nav.common.audit_log.log.AuditLogger

@Service
class AuditLoggerServiceImpl(private val auditLogger: AuditLogger) : AuditLoggerService {
    override fun orderWasRead(who: String, order: UUID) {
        auditLogger.log(message(who, order))
    }
}
-- src/main/kotlin/ports/AuditLoggerService.kt --
package shop.ports

interface AuditLoggerService {
    fun orderWasRead(who: String, order: UUID)
}
-- src/main/kotlin/Orders.kt --
package shop

@RestController
class Orders {
    @GetMapping("/orders/{id}")
    fun order(@PathVariable id: UUID): Order = orders.get(id)
}
"""),
    example("Spring: columns that say who made a row are no record of what was done", "fail", repo="""
-- pom.xml --
<project><dependencies><dependency><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><artifactId>spring-boot-starter-security</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Security.java --
package shop;
@Configuration
public class Security {
    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(a -> a.anyRequest().authenticated()).formLogin(withDefaults()).build();
    }
}
-- src/main/java/shop/Shop.java --
package shop;
@SpringBootApplication
@RestController
public class Shop {
    public static void main(String[] args) { SpringApplication.run(Shop.class, args); }
}
-- src/main/java/shop/Auditable.java --
package shop;
@MappedSuperclass
@EntityListeners(AuditingEntityListener.class)
public class Auditable {
    @CreatedBy
    private UUID createdBy;
}
-- src/main/java/shop/Order.java --
package shop;
@Entity
public class Order extends Auditable {}
"""),
    example("a log of its own with a line for each act", "pass", line="src/main/java/shop/Admin.java:4", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-security</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/AdminController.java --
@RestController public class AdminController {
    private final Admin admin = new Admin();
    @PostMapping("/admins") public void promote(String whom) { admin.promote(me(), whom); }
}
-- src/main/java/shop/Admin.java --
public class Admin {
    public void promote(String who, String whom) {
        groups.add(whom, "ADMIN");
        logJsonAudit("INFO", "role_change", who, whom, "add");
    }
    private void logJsonAudit(String level, String event, String who, String whom, String action) {
        Map<String, String> auditLog = new LinkedHashMap<>();
        auditLog.put("event", event);
        logger.info(mapper.writeValueAsString(auditLog));
    }
}
"""),
    example("a record of what moderators did", "pass", line="app/models/moderation.rb:1", repo="""
-- Gemfile --
gem "rails"
gem "devise"
-- config/application.rb --
module Shop
  class Application < Rails::Application
  end
end
-- app/controllers/application_controller.rb --
class ApplicationController < ActionController::Base
  before_action :authenticate_user!
end
-- app/models/moderation.rb --
class Moderation < ApplicationRecord
  belongs_to :moderator, class_name: "User"
end
-- app/controllers/comments_controller.rb --
class CommentsController < ApplicationController
  def hide
    Moderation.create!(moderator: current_user, action: "hide")
  end
end
"""),
    example("Firebase: a function that asks who calls it", "fail", repo="""
-- functions/package.json --
{"dependencies": {"firebase-admin": "12", "firebase-functions": "5"}}
-- functions/index.js --
const functions = require("firebase-functions")
exports.order = functions.https.onCall(async (data, context) => {
  if (!context.auth) throw new functions.https.HttpsError("unauthenticated", "log in")
  return place(data, context.auth.uid)
})
"""),
    example("a table of who asked for what", "pass", line="app.py:6", repo="""
-- requirements.txt --
fastapi
sqlalchemy
-- app.py --
from fastapi import FastAPI
from fastapi.security import HTTPBearer
app = FastAPI()
security = HTTPBearer()

class AccessLog(Base):
    __tablename__ = "access_logs"
    agent_id = Column(ForeignKey("agents.id"))

@app.get("/orders")
def orders(agent=Depends(security), db=Depends(session)):
    db.add(AccessLog(agent_id=agent.id))
"""),
    example("a model that a page counts, its list shows, and nothing writes", "fail", repo="""
-- requirements.txt --
django
djangorestframework
-- manage.py --
import django
-- shop/models.py --
from django.contrib.auth.models import User
from django.db import models

class ActivityLog(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="activity_logs")
-- shop/serializers.py --
from rest_framework import serializers
from .models import ActivityLog

class ActivityLogSerializer(serializers.ModelSerializer):
    class Meta:
        model = ActivityLog
-- shop/views.py --
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import IsAuthenticated
from .models import ActivityLog

@api_view(["GET"])
@permission_classes([IsAuthenticated])
def numbers(request):
    return Response({"actions": ActivityLog.objects.count()})
"""),
    example("a table, and a service that no route calls", "fail", repo="""
-- package.json --
{"scripts": {"start": "node dist/main.js"}, "dependencies": {"@nestjs/core": "10", "@nestjs/passport": "10", "@prisma/client": "5"}}
-- prisma/schema.prisma --
model AuditLog {
  id String @id
}
-- src/audit/audit.service.ts --
import { Injectable } from "@nestjs/common"
@Injectable()
export class AuditService {
  async log(action: string) {
    await this.prisma.auditLog.create({ data: { action } })
  }
}
-- src/app.module.ts --
import { AuditService } from "./audit/audit.service"
@Module({ controllers: [OrdersController], providers: [AuditService, PrismaService] })
export class AppModule {}
-- src/orders.controller.ts --
@Controller("orders")
@UseGuards(JwtAuthGuard)
export class OrdersController {
  @Get()
  all() {
    return this.prisma.order.findMany()
  }
}
"""),
    example("a table that a later migration dropped", "fail", repo="""
-- Gemfile --
gem "rails"
gem "devise"
-- config/application.rb --
module Shop
  class Application < Rails::Application
  end
end
-- app/controllers/application_controller.rb --
class ApplicationController < ActionController::Base
  before_action :authenticate_user!
end
-- db/migrate/20230101_create_audit_logs.rb --
class CreateAuditLogs < ActiveRecord::Migration[7.0]
  def change
    create_table :audit_logs
  end
end
-- db/migrate/20240101_drop_audit_logs.rb --
class DropAuditLogs < ActiveRecord::Migration[7.0]
  def change
    drop_table :audit_logs
  end
end
"""),
    example("a trigger writes it", "pass", line="db/migrations/1_audit.sql:1", repo="""
-- package.json --
{"dependencies": {"express": "4", "passport": "1", "pg": "8"}}
-- server.js --
const passport = require("passport")
app.use(passport.initialize())
-- db/migrations/1_audit.sql --
CREATE TABLE order_audit (id bigserial, who text);
CREATE FUNCTION note() RETURNS trigger AS $$ BEGIN INSERT INTO order_audit (who) VALUES (current_user); RETURN NEW; END $$ LANGUAGE plpgsql;
"""),
    example("a web server's log", "fail", repo="""
-- app.py --
from fastapi import FastAPI
from fastapi.security import HTTPBearer
app = FastAPI()
security = HTTPBearer()
class AccessLogMiddleware(BaseHTTPMiddleware):
    pass
app.add_middleware(AccessLogMiddleware)
"""),
    example("Dropwizard asks who it is, and nobody keeps what was done", "fail", repo="""
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
-- src/main/java/shop/Login.java --
package shop;
public class Login {
    static void to(Environment environment) {
        environment.jersey().register(new AuthDynamicFeature(new OAuthCredentialAuthFilter.Builder<Account>().buildAuthFilter()));
    }
}
"""),
    example("history of a model", "pass", line="models.py:5", repo="""
-- requirements.txt --
django
django-simple-history
-- models.py --
from simple_history.models import HistoricalRecords


class Account(models.Model):
    history = HistoricalRecords()
"""),
    example("npm audit is none", "fail", repo="""
-- package.json --
{"scripts": {"audit": "npm audit"}, "dependencies": {"express": "4", "passport": "1"}}
-- server.js --
const passport = require("passport")
// auditLog.write("login")
const auditorAware = () => null
app.use(passport.initialize())
"""),
    example("a table of its own", "pass", line="prisma/schema.prisma:1", repo="""
-- prisma/schema.prisma --
model AuditLog {
  id String @id
}
-- server.js --
app.delete("/orders/:id", async (req, res) => {
  await prisma.auditLog.create({ data: { who: req.user.id } })
})
"""),
    example("PaperTrail", "pass", line="app/models/user.rb:2", repo="""
-- Gemfile --
gem "rails"
gem "paper_trail"
-- app/models/user.rb --
class User < ApplicationRecord
  has_paper_trail
end
"""),
    example("Laravel: a library on a base model that nothing extends", "fail", repo=LARAVEL),
    example("Laravel: a library on the base of the models", "pass", line="app/Models/BaseModel.php:5", repo=LARAVEL.replace(
        "class Order extends Model", "class Order extends BaseModel"
    )),
    example("nobody logs in", "na", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
app.run()
"""),
    example("Phoenix: a log of security events", "pass", line="lib/shop/security_logs/security_log.ex:1", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  defp deps, do: [{:phoenix, "~> 1.7"}, {:ecto_sql, "~> 3.10"}, {:postgrex, "~> 0.17"}]
end
-- lib/shop_web/router.ex --
defmodule ShopWeb.Router do
  use ShopWeb, :router
  pipeline :user do
    plug ShopWeb.Plugs.RequireUser
  end
  scope "/", ShopWeb do
    pipe_through [:user]
    resources "/orders", OrderController
  end
end
-- lib/shop_web/plugs/require_user.ex --
defmodule ShopWeb.Plugs.RequireUser do
  import Plug.Conn
  def init(opts), do: opts
  def call(conn, _) do
    if get_session(conn, :user_id), do: conn, else: conn |> send_resp(401, "") |> halt()
  end
end
-- lib/shop_web/controllers/session_controller.ex --
defmodule ShopWeb.SessionController do
  use ShopWeb, :controller
  def create(conn, %{"email" => email, "password" => password}) do
    user = Shop.Accounts.get_user(email)
    true = Bcrypt.verify_pass(password, user.password_hash)
    Repo.insert!(%SecurityLog{action: "login"})
    conn |> put_session(:user_id, user.id) |> redirect(to: "/")
  end
end
-- lib/shop/security_logs/security_log.ex --
defmodule Shop.SecurityLogs.SecurityLog do
  use Ecto.Schema

  # what users did
  schema "security_log" do
    field :action, :string
  end
end
"""),
    example("Rails: what is done at the console is written down", "pass", line="config/routes.rb:4", repo="""
-- Gemfile --
gem "rails"
gem "pg"
gem "devise"
gem "audits1984"
-- app/models/user.rb --
class User < ApplicationRecord
  devise :database_authenticatable
end
-- config/routes.rb --
Rails.application.routes.draw do
  devise_for :users
  resources :orders
  mount Audits1984::Engine => "/console"
end
"""),
    example("Rust: events of an organisation", "pass", line="src/orders.rs:5", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
rocket = "0.5"
diesel = { version = "2", features = ["postgres"] }
argon2 = "0.5"
-- src/main.rs --
#[launch]
fn rocket() -> _ { rocket::build().mount("/", routes![orders::remove]) }
-- src/auth.rs --
pub struct Headers { pub user: String }
#[rocket::async_trait]
impl<'r> FromRequest<'r> for Headers {
    type Error = &'static str;
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        match request.headers().get_one("Authorization") {
            Some(token) => Outcome::Success(Headers { user: check(token) }),
            None => Outcome::Error((Status::Unauthorized, "No token")),
        }
    }
}
-- src/orders.rs --
#[delete("/orders/<id>")]
async fn remove(id: &str, headers: Headers, conn: DbConn) -> EmptyResult {
    let order = Order::find(id, &conn).await?;
    order.delete(&conn).await?;
    log_event(EventType::OrderDeleted as i32, id, &headers.user, &conn).await;
    Ok(())
}
"""),
    example("a vendor's feed of activity that is asked for", "fail", repo="""
-- requirements.txt --
fastapi
passlib
-- app.py --
from fastapi import FastAPI
from passlib.hash import bcrypt
app = FastAPI()
@app.post("/login")
def login(name: str, password: str):
    return bcrypt.verify(password, find(name).password_hash)
-- drive.py --
def comments(client, file):
    return ask(client.activity(), "query", body={"itemName": f"items/{file}"})
"""),
]
