"""Audit columns or soft deletes are in place.

When a user says that a record changed by itself or is gone, somebody has to say when. Without created, updated and deleted times there is
no answer and nothing to restore.

Pass: created/updated columns, deleted_at, or an audit-trail library on the models

Fail: nothing of the kind is found

Fix: Put the columns into the base model once: `auto_now_add` and `auto_now` (Django), `server_default=func.now()` with `onupdate`
(SQLAlchemy), `timestamps` (Rails, Laravel, Knex, Ecto, Mongoose), `@CreatedDate` and `@LastModifiedDate`, `@CreateDateColumn` (TypeORM),
`@default(now())` and `@updatedAt` (Prisma), `gorm.Model`. For deletes: `deleted_at` with discard, `SoftDeletes` or `@DeleteDateColumn`; for
whole histories PaperTrail, django-simple-history or Envers.

Searched: columns of models, migrations, SQL and schema files of the common mappers, and libraries that keep versions of rows
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Engines, Finding, Migrations, Project, Schema, example, nothing, rule, supports, unclear

SHOWN = 5


@rule(id="DAT012", severity="low", applies="db", sources=("S1.2",), unless=("infrastructure",))
def audit_columns(schema: Schema, migrations: Migrations, engines: Engines, project: Project) -> Iterator[Finding]:
    if migrations.reads_only:
        yield nothing("the app only reads a database whose schema is another's")
    for column in schema.declared("stamp")[:SHOWN]:
        yield supports(column, f"rows say when they were made, changed or deleted: `{column.shown}`")
    if not schema.declared("stamp") and not project.has("sql"):
        if engines.over_http == "Supabase":
            yield unclear("the tables are made in Supabase, outside the repository")
        elif project.kind == "static site":
            yield unclear("the pages write what they keep themselves, and no model of the server says what a row has")


EXAMPLES = [
    example("AdonisJS: an order by a column is no column", "fail", repo="""
-- package.json --
{"dependencies": {"@adonisjs/core": "^6.18.0", "@adonisjs/lucid": "^21.6.1"}}
-- bin/server.ts --
import { Ignitor } from '@adonisjs/core'
new Ignitor(ROOT).httpServer().start()
-- app/models/order.ts --
import { BaseModel, column, hasOne } from '@adonisjs/lucid/orm'
export default class Order extends BaseModel {
  @hasOne(() => Payment, { onQuery: (query) => query.orderBy('created_at', 'desc') })
  declare payment: HasOne<typeof Payment>
}
"""),
    example("Strapi adds them to its types by itself", "pass", line="src/api/order/content-types/order/schema.json:3", repo="""
-- package.json --
{"scripts": {"start": "strapi start"}, "dependencies": {"@strapi/strapi": "5.23.3"}}
-- src/api/order/content-types/order/schema.json --
{
  "kind": "collectionType",
  "collectionName": "orders",
  "attributes": {"title": {"type": "string"}}
}
"""),
    example("milliseconds in a case class that is kept", "pass", line="app/shop/Order.scala:2", repo="""
-- build.sbt --
lazy val shop = Project("shop", file(".")).enablePlugins(PlayScala)
libraryDependencies += "org.mongodb.scala" %% "mongo-scala-driver" % "5.2.0"
-- conf/routes --
GET /orders shop.OrderController.list
-- app/shop/OrderController.scala --
package shop
import play.api.mvc._
import org.mongodb.scala.MongoClient
class OrderController(c: ControllerComponents) extends AbstractController(c) {
  def list = Action { Ok("") }
}
-- app/shop/Order.scala --
case class Order(
  id: String,
  var updatedAt: Long = 0L
)
-- app/shop/Report.scala --
case class Report(created: Long, updated: Long)
"""),
    example("bun:sqlite: a table in code", "pass", line="src/db.ts:5", repo="""
-- src/db.ts --
import { Database } from "bun:sqlite"
const db = new Database("shop.sqlite")
db.exec(`CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  date_created TEXT NOT NULL
)`)
"""),
    example("columns in the language of those who made them", "pass", line="src/main/resources/db/migration/V1__sak.sql:4", repo="""
-- build.gradle.kts --
dependencies { implementation("com.github.seratch:kotliquery:1.9.1") }
-- src/main/kotlin/App.kt --
import io.ktor.server.netty.Netty
import kotliquery.sessionOf
fun main() { embeddedServer(Netty, 8080) { routing { get("/") { call.respond(sessionOf(db).list(query)) } } }.start(true) }
-- src/main/resources/db/migration/V1__sak.sql --
create table sak (
  id varchar(26) primary key,
  status varchar not null,
  opprettet timestamp not null default current_timestamp,
  endret_tidspunkt timestamp default null
);
"""),
    example("Scala: when a document was changed", "pass", repo="""
-- app/models/Answers.scala --
package models

case class Answers(id: String, data: JsObject, lastUpdated: Instant = Instant.now())
"""),
    example("columns of a table of Exposed's", "pass", line="src/main/kotlin/Orders.kt:4", repo="""
-- build.gradle.kts --
dependencies { implementation("org.jetbrains.exposed:exposed-core:0.50.0") }
-- src/main/kotlin/Orders.kt --
import org.jetbrains.exposed.sql.Table
object Orders : Table("orders") {
    val id = long("id").autoIncrement()
    val createdAt: Column<DateTime> = date("created_at")
}
"""),
    example("a table that a script makes, in a text", "pass", line="store.js:4", repo="""
-- package.json --
{"scripts": {"start": "node store.js"}, "dependencies": {"better-sqlite3": "11", "express": "4"}}
-- store.js --
const db = require("better-sqlite3")("shop.db")
db.exec(`CREATE TABLE IF NOT EXISTS orders (
  id INTEGER PRIMARY KEY,
  updated_at TEXT NOT NULL
)`)
require("express")().get("/", (req, res) => res.json(db.prepare("SELECT * FROM orders").all())).listen(3000)
"""),
    example("pages that ask Supabase, whose tables are made elsewhere", "unknown", repo="""
-- package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"react": "18", "@supabase/supabase-js": "2"}, "devDependencies": {"vite": "5"}}
-- index.html --
<div id="root"></div><script type="module" src="/src/main.tsx"></script>
-- src/orders.ts --
import { supabase } from "./supabase"
export const login = (email, password) => supabase.auth.signInWithPassword({ email, password })
export const add = (order) => supabase
  .from("orders")
  .insert(order)
"""),
    example("pages that ask Firestore themselves", "unknown", repo="""
-- package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"vue": "3", "firebase": "11"}, "devDependencies": {"vite": "5"}}
-- index.html --
<div id="app"></div><script type="module" src="/src/main.ts"></script>
-- src/orders.ts --
import { addDoc, collection, getFirestore } from "firebase/firestore"
import { getAuth, signInWithPopup, GoogleAuthProvider } from "firebase/auth"
export const login = () => signInWithPopup(getAuth(), new GoogleAuthProvider())
export const add = (order) => addDoc(collection(getFirestore(), "orders"), order)
"""),
    example("fields of a case class that Scala keeps in MongoDB", "pass", line="app/shop/Order.scala:5", repo="""
-- build.sbt --
lazy val shop = Project("shop", file(".")).enablePlugins(PlayScala)
-- conf/application.conf --
play.http.router = prod.Routes
-- conf/app.routes --
GET /orders shop.OrderController.list
-- app/shop/OrderController.scala --
package shop
import play.api.mvc._
class OrderController(c: ControllerComponents) extends AbstractController(c) {
  def list = Action { Ok("") }
}
-- project/Dependencies.scala --
object Dependencies {
  val all = Seq("uk.gov.hmrc" %% "bootstrap-backend-play-30" % "9.19.0", "org.mongodb.scala" %% "mongo-scala-driver" % "5.2.0")
}
-- app/shop/Orders.scala --
import org.mongodb.scala.model.IndexModel
class Orders
-- app/shop/Order.scala --
import java.time.Instant

case class Order(
  id: String,
  createdDateTime: Instant,
  lastUpdated: Instant = Instant.now()
)
"""),
    example("what is made for a page is no row", "fail", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<ShopContext>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("shop")));
builder.Build().Run();
-- Pages/OrderViewModel.cs --
public class OrderViewModel
{
    public DateTime Created { get; set; }
}
"""),
    example("Firebase: the admin's Firestore is a database", "fail", repo="""
-- functions/package.json --
{"dependencies": {"firebase-admin": "12", "firebase-functions": "5"}}
-- functions/index.js --
const functions = require("firebase-functions")
const admin = require("firebase-admin")
const db = () => admin.firestore()
exports.order = functions.https.onCall(async (data) => (await db().collection("orders").add({ item: data.item })).id)
"""),
    example("documents that are marked as deleted", "pass", line="comments.py:2", repo="""
-- comments.py --
def page(db):
    return db.comments.find_one({"deleted_at": {"$exists": False}})
-- app.py --
from pymongo import MongoClient
from flask import Flask
Flask(__name__).run()
"""),
    example("the driver of a document store writes when", "pass", line="orders.js:3", repo="""
-- orders.js --
const { MongoClient } = require("mongodb")
const orders = new MongoClient(url).db().collection("orders")
exports.add = order => orders.insertOne({ ...order, createdAt: new Date().toISOString() })
require("express")().listen(80)
"""),
    example("a column that says when, in DDL of PHP", "pass", line="install.php:3", repo="""
-- install.php --
<?php
(new PDO($dsn))->exec('CREATE TABLE links (`id` int,
 `timestamp` timestamp NOT NULL DEFAULT current_timestamp())');
echo $_POST['url'];
"""),
    example("timestamps of a migration", "pass", line="db/migrate/1_items.rb:5", repo="""
-- Gemfile --
gem "rails"
-- db/migrate/1_items.rb --
class Items < ActiveRecord::Migration[7.1]
  def change
    create_table :items do |t|
      t.string :name
      t.timestamps
    end
  end
end
"""),
    example("created_at of an answer is no column", "fail", repo="""
-- requirements.txt --
flask
sqlalchemy
-- app.py --
from sqlalchemy import Column, Integer

class Item(Base):
    id = Column(Integer, primary_key=True)

def show(item):
    # created_at = Column(DateTime)
    return {"created_at": now()}
"""),
    example("columns of a SQL table", "pass", line="migrations/1_items.up.sql:3", repo="""
-- go.mod --
module example.com/shop
-- migrations/1_items.up.sql --
CREATE TABLE items (
  id serial PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now()
);
"""),
    example("Mongoose", "pass", line="models/user.js:2", repo="""
-- package.json --
{"dependencies": {"express": "4", "mongoose": "8"}}
-- models/user.js --
const mongoose = require("mongoose")
const userSchema = new mongoose.Schema({ name: String }, { timestamps: true })
"""),
    example("reads what another app keeps", "na", repo="""
-- go.mod --
module example.com/router
require github.com/jackc/pgx/v5 v5.5.0
-- main.go --
package main

import (
	"net/http"
	"github.com/jackc/pgx/v5"
)

func routes(conn *pgx.Conn) {
	conn.Query(ctx, "SELECT path, backend FROM routes")
}

func main() {
	http.ListenAndServe(":8080", nil)
}
"""),
    example("no database", "na", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
app.run()
"""),
    example("MongoDB's own driver, a document with its times", "pass", repo="""
-- package.json --
{"name": "shop", "dependencies": {"mongodb": "7"}}
-- src/create-team.js --
async function createTeam(db, team) {
  const now = new UTCDate()
  const made = { ...team, createdAt: now, updatedAt: now }
  return await db.collection('teams').insertOne(made)
}
"""),
    example("SeaORM: dates by other words", "pass", line="src/users.rs:6", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
sea-orm = "1"
-- src/main.rs --
#[tokio::main]
async fn main() { axum::serve(listener, axum::Router::new()).await.unwrap(); }
-- src/users.rs --
use sea_orm::entity::prelude::*;
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    pub user_id: String,
    pub creation_date: chrono::NaiveDateTime,
}
"""),
    example("C#: documents of Marten, in Dutch", "pass", line="Uitnodiging.cs:4", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Marten" Version="7.8.0" /></ItemGroup></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddMarten(options => options.Connection(builder.Configuration["Postgres"]));
builder.Build().Run();
-- Uitnodiging.cs --
public class Uitnodiging
{
    public Guid Id { get; set; }
    public DateTimeOffset DatumRegistratie { get; set; }
}
"""),
    example("Java: the column, not where its annotation is brought in", "pass", line="src/main/java/shop/Order.java:8", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>org.springframework.boot</groupId>
<artifactId>spring-boot-starter-data-jpa</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Order.java --
package shop;
import org.springframework.data.annotation.CreatedBy;
@Entity
public class Order {
  @Id private long id;
  @ManyToOne private Shop shop;

  @CreatedBy
  private String by;
}
"""),
]
