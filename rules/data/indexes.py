"""Columns that are searched or joined on are indexed.

A query without an index reads the whole table: quick with the team's hundred rows, ten seconds with the users' million. It gets slower
every week and takes the rest of the database with it.

Pass: indexes declared in migrations, models or schema files beyond primary and unique keys

Fail: none declared; a foreign key in SQL DDL on an engine that does not index it, with no index, is a finding

Fix: Index foreign keys and what lists are filtered and sorted by: `index=True` or `Index(…)` (SQLAlchemy), `db_index` or `Meta.indexes`
(Django), `add_index` (Rails), `@@index` (Prisma), `$table->index()` (Laravel), `HasIndex` (EF Core), `@Index` (JPA, TypeORM), `create
index` (Ecto, SQL); `createIndex` on MongoDB. Check with EXPLAIN that it is used.

Searched: indexes declared in models, migrations, schema files and SQL; foreign keys of hand-written SQL
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Engines, Finding, ForeignKeys, Migrations, Project, Schema, contradicts, example, nothing, rule, supports, unclear

SHOWN = 5


@rule(id="DAT010", severity="low", applies="db", sources=("S1.2", "S4"), unless=("infrastructure",))
def indexes(schema: Schema, keys: ForeignKeys, engines: Engines, migrations: Migrations, project: Project) -> Iterator[Finding]:
    if migrations.reads_only:
        yield nothing("the app only reads a database whose schema is another's")
    for index in schema.declared("index")[:SHOWN]:
        yield supports(index, f"an index is declared: `{index.shown}`")
    if not schema.declared("index"):
        yield from (contradicts(key, f"only keys that are unique are declared: `{key.shown}`") for key in schema.declared("unique")[:1])
    if not schema.declared("index") and not project.has("sql"):
        if engines.over_http == "Supabase":
            yield unclear("the tables are made in Supabase, outside the repository")
        if engines.over_http == "Firestore":
            yield nothing("Firestore indexes every field by itself")
    if "MySQL" not in engines:  # which indexes foreign keys by itself
        for key in keys.unindexed():
            yield contradicts(key, f"no index begins with {key.table}.{key.column}, a foreign key: joins and deletes read the whole table")


GOOSE = """
-- go.mod --
module shop
require github.com/lib/pq v1.10.0
-- main.go --
package main
import _ "github.com/lib/pq"
func main() { http.ListenAndServe(":80", nil) }
-- migrations/20250101000000_orders.sql --
-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY, note text, inbox_id bigint REFERENCES inboxes (id));
CREATE INDEX orders_note ON orders (note);
-- +goose Down
DROP TABLE orders;
"""

EXAMPLES = [
    example("what Drizzle generates, in folders of any name", "pass", line="drizzle_migrations/20260101000000_brave_hulk.sql:2", repo="""
-- package.json --
{"dependencies": {"express": "5", "drizzle-orm": "0.44", "pg": "8"}}
-- server.js --
require("express")().listen(3000)
-- drizzle_migrations/meta/_journal.json --
{"version": "7", "dialect": "postgresql", "entries": []}
-- drizzle_migrations/20260101000000_brave_hulk.sql --
CREATE TABLE "orders" ("id" uuid PRIMARY KEY, "buyer_id" uuid, "state" text);
CREATE INDEX "orders_state_idx" ON "orders" USING btree ("state");
ALTER TABLE "orders" ADD CONSTRAINT "orders_buyer_fk" FOREIGN KEY ("buyer_id") REFERENCES "buyers"("id");
"""),
    example("goose: a foreign key that only comes back when the migration is undone", "pass", repo=GOOSE + """\
-- migrations/20250201000000_no_inbox.sql --
-- +goose Up
ALTER TABLE orders DROP COLUMN inbox_id;
-- +goose Down
ALTER TABLE orders ADD COLUMN inbox_id bigint REFERENCES inboxes (id);
"""),
    example("goose: a foreign key, whose table is dropped by the way back", "fail", line="migrations/20250101000000_orders.sql:2",
            repo=GOOSE),
    example("PHP: PDO's address is of MySQL, which indexes foreign keys", "pass", repo="""
-- composer.json --
{"require": {"php": "^8"}}
-- public/index.php --
<?php
$db = new PDO('mysql:host=' . getenv('DB_HOST') . ';dbname=shop');
echo json_encode($db->query('SELECT id FROM orders')->fetchAll());
-- db/patch1.sql --
CREATE TABLE orders (
  id INT PRIMARY KEY,
  buyer_id INT,
  KEY idx_note (note),
  FOREIGN KEY (buyer_id) REFERENCES buyers (id)
);
"""),
    example("DynamoDB: an index of a table that CloudFormation declares", "pass", line="scripts/cfn/storage.yml:7", repo="""
-- package.json --
{"dependencies": {"express": "5", "@aws-sdk/client-dynamodb": "3"}}
-- app.js --
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb")
require("express")().listen(80)
-- scripts/cfn/storage.yml --
AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      KeySchema: [{AttributeName: id, KeyType: HASH}]
      GlobalSecondaryIndexes:
        - IndexName: byBuyer
"""),
    example("Django: a migration that says there are none", "fail", repo="""
-- manage.py --
import django
-- requirements.txt --
django
-- orders/migrations/0001_initial.py --
from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel(
            name="Order",
            fields=[("number", models.CharField(max_length=20))],
            options={
                "proxy": True,
                "indexes": [],
            },
        ),
    ]
"""),
    example("a column that is called key", "fail", line="migrations/1_settings.sql:4", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
actix-web = "4"
sqlx = { version = "0.7", features = ["postgres"] }
-- migrations/1_settings.sql --
CREATE TABLE orders (id SERIAL PRIMARY KEY);
CREATE TABLE settings (
  id SERIAL PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders(id),
  key varchar(100) NOT NULL
);
-- src/main.rs --
fn main() { HttpServer::new(|| App::new()).bind("0.0.0.0:80"); }
"""),
    example("hmrc-mongo: the indexes of a repository", "pass", repo="""
-- app/repositories/AnswersRepository.scala --
package repositories

import org.mongodb.scala.model.{IndexModel, IndexOptions}
import uk.gov.hmrc.mongo.play.json.PlayMongoRepository

class AnswersRepository @Inject() (config: Configuration, mongo: MongoComponent)
    extends PlayMongoRepository[Answers](
      collectionName = "answers",
      mongoComponent = mongo,
      indexes = Seq(
        IndexModel(
          ascending("lastUpdated"),
          IndexOptions()
            .name("answersExpiry")
            .expireAfter(config.get[Int]("mongodb.ttl").toLong, TimeUnit.SECONDS)
        )
      )
    )
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
    example("pages that ask Firestore themselves", "na", repo="""
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
    example("TypeORM: a migration that speaks SQL", "pass", line="src/migrations/1700000000000-orders.ts:3", repo="""
-- package.json --
{"scripts": {"start": "node dist/main.js"}, "dependencies": {"typeorm": "0.3", "pg": "8", "express": "4"}}
-- src/migrations/1700000000000-orders.ts --
export class Orders1700000000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE INDEX "IDX_orders_day" ON "orders" ("day")`);
  }
  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "IDX_orders_day"`);
  }
}
"""),
    example("MongoDB from Scala", "pass", line="app/shop/Orders.scala:5", repo="""
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
import org.mongodb.scala.model.{IndexModel, IndexOptions}
import org.mongodb.scala.model.Indexes.ascending
class Orders {
  val found = List(IndexModel(ascending("id"), IndexOptions().name("id").unique(true)),
    IndexModel(ascending("buyer", "made"), IndexOptions().name("buyer")))
}
"""),
    example("indexes made by a package of the server, which a bundler builds", "pass", line="packages/store/src/db.ts:3", repo="""
-- packages/api/package.json --
{"dependencies": {"express": "4", "@shop/store": "1"}}
-- packages/api/src/app.ts --
import express from "express"
express().listen(80)
-- packages/store/package.json --
{"dependencies": {"mongodb": "6"}, "devDependencies": {"esbuild": "0.25"}}
-- packages/store/src/db.ts --
import { MongoClient } from "mongodb"
const orders = new MongoClient(url).db().collection("orders")
orders.createIndex({ customer: 1 })
"""),
    example("indexes of a model", "pass", line="models.py:8", repo="""
-- requirements.txt --
django
-- models.py --
from django.db import models


class Item(models.Model):
    name = models.CharField(max_length=9)

    class Meta:
        indexes = [models.Index(fields=["name"])]
"""),
    example("a unique index is a unique key", "fail", repo="""
-- requirements.txt --
fastapi
sqlmodel
-- models.py --
from sqlmodel import Field, SQLModel

class User(SQLModel, table=True):
    email: str = Field(unique=True, index=True)
-- alembic/versions/1.py --
down_revision = None

def upgrade():
    op.create_index(op.f("ix_user_email"), "user", ["email"], unique=True)
"""),
    example("a foreign key that nothing indexes", "fail", line="migrations/1_a.up.sql:5", says="orders.owner_id", repo="""
-- go.mod --
module example.com/shop
require github.com/lib/pq v1.10.0
-- migrations/1_a.up.sql --
CREATE TABLE users (id serial PRIMARY KEY, name text);
CREATE INDEX users_name ON users (name);
CREATE TABLE orders (
  id serial PRIMARY KEY,
  owner_id int NOT NULL REFERENCES users (id),
  shop_id int REFERENCES users (id)
);
CREATE INDEX orders_shop ON orders (shop_id, id);
"""),
    example("a schema as pg_dump writes it", "pass", line="migrations/1_a.up.sql:9", repo="""
-- go.mod --
module example.com/shop
require github.com/lib/pq v1.10.0
-- migrations/1_a.up.sql --
CREATE TABLE public.orders (
    id integer NOT NULL,
    owner_id integer,
    day date
);
ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_owner FOREIGN KEY (owner_id) REFERENCES public.users(id);

CREATE INDEX orders_day ON public.orders (day);
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", nil) }
"""),
    example("MySQL indexes foreign keys", "pass", repo="""
-- package.json --
{"dependencies": {"express": "4", "mysql2": "3"}}
-- migrations/1_a.up.sql --
CREATE TABLE orders (
  id int PRIMARY KEY,
  owner_id int,
  name text,
  KEY name (name),
  FOREIGN KEY (owner_id) REFERENCES users (id)
);
"""),
    example("a generated migration's foreign keys are no finding", "pass", line="prisma/schema.prisma:3", repo="""
-- prisma/schema.prisma --
model Order {
  ownerId String
  @@index([createdAt])
}
-- prisma/migrations/20240101_a/migration.sql --
ALTER TABLE "Order" ADD CONSTRAINT "f" FOREIGN KEY ("ownerId") REFERENCES "User"("id");
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
    example("a baseline that pg_dump wrote", "pass", repo="""
-- go.mod --
module shop
require github.com/lib/pq v1.10.9
-- main.go --
package main
import ("database/sql"; _ "github.com/lib/pq")
func main() { db, _ := sql.Open("postgres", dsn); serve(db) }
-- migrations/0001_baseline.up.sql --
-- Name: orders; Type: TABLE; Schema: public; Owner: -

CREATE TABLE public.orders (id bigint NOT NULL, user_id bigint NOT NULL, at timestamp NOT NULL);

CREATE INDEX orders_at ON public.orders USING btree (at);

-- Name: orders orders_user_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -

ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);
"""),
    example("PHP: a parameter of that name", "fail", repo="""
-- composer.json --
{"require": {"laminas/laminas-mvc": "^3", "doctrine/orm": "^3"}}
-- public/index.php --
<?php
Laminas\\Mvc\\Application::init(require 'config/application.config.php')->run();
-- src/Order.php --
<?php
use Doctrine\\ORM\\Mapping as ORM;
#[ORM\\Entity]
class Order { #[ORM\\Column] private string $buyer; }
-- src/Search.php --
<?php
class Search { public function search($query, $indexes = []) { return $this->client->search($query, $indexes); } }
"""),
]
