"""The database connection pool has an explicit limit.

The database accepts a fixed number of connections, and the pool's default times the number of instances passes it on the busiest day. New
requests then fail for every user at once, and scaling out makes it worse.

Pass: a pool size or connection limit is set (pool_size, CONN_MAX_AGE with a pooler, maximumPoolSize, max pool in knex/pg/Prisma,
SetMaxOpenConns, RAILS_MAX_THREADS pool, pgbouncer)

Fail: none set

Fix: Set the pool so that instances × pool stays under the server's limit: `create_engine(pool_size=5, max_overflow=5)`, `OPTIONS: {"pool":
…}` or PgBouncer for Django, `pool:` from `RAILS_MAX_THREADS`, `spring.datasource.hikari.maximum-pool-size`, `new Pool({max: 10})`, knex
`pool: {min, max}`, `?connection_limit=5` for Prisma, `db.SetMaxOpenConns(10)`, `Maximum Pool Size=` (.NET),
`PgPoolOptions::new().max_connections(5)`, `pool_size:` (Ecto).

Searched: options of engines, clients and data sources in code, settings and connection strings; poolers beside the database
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Engines, Finding, Inherited, Schema, Unread, contradicts, example, nothing, rule, supports, unclear

SHOWN = 5


@rule(id="DAT014", severity="medium", applies="db", sources=("S1.2", "S2", "S4"), unless=("infrastructure",))
def connection_pool(schema: Schema, engines: Engines, inherited: Inherited, unread: Unread) -> Iterator[Finding]:
    found = [limit for limit in schema.declared("pool") if limit.at.path not in unread]
    elsewhere = [base for base in inherited if "DATABASES" not in base.anew]
    for limit in found[:SHOWN]:
        yield supports(limit, f"the number of connections is limited: `{limit.shown}`")
    if not found and engines.over_http:
        yield nothing(f"{engines.over_http} is asked over HTTP, there is no pool of connections")
    elif not found and elsewhere:
        yield unclear(elsewhere[0].may("set a limit"), elsewhere[0])
    elif not found:
        for client in schema.declared("client")[:SHOWN]:
            yield contradicts(client, f"connections are made here with no limit on their number: `{client.shown}`")


EXAMPLES = [
    example("options of the pool without a limit", "fail", repo="""
-- package.json --
{"dependencies": {"express": "5", "pg": "8"}}
-- server.js --
const { Pool } = require("pg")
const poolConfig = { connectionString: process.env.DATABASE_URL }
const pool = new Pool(poolConfig)
const app = require("express")()
app.listen(3000)
"""),
    example("options of the pool that a function puts together", "pass", line="db.js:4", repo="""
-- package.json --
{"dependencies": {"express": "5", "pg": "8"}}
-- db.js --
const { Pool } = require("pg")
function options(url) {
  return {
    connectionString: url,
    max: Number(process.env.DATABASE_CONNECTIONS ?? 10),
    idleTimeoutMillis: 20000,
  }
}
module.exports = new Pool(options(process.env.DATABASE_URL))
-- server.js --
const app = require("express")()
app.get("/orders", async (req, res) => res.json((await require("./db").query("SELECT 1")).rows))
app.listen(3000)
"""),
    example("how many accounts of another service a user may connect", "fail", repo="""
-- package.json --
{"dependencies": {"express": "5", "pg": "8"}}
-- server.js --
const { Pool } = require("pg")
const pool = new Pool({ connectionString: process.env.DATABASE_URL })
const app = require("express")()
app.get("/mail", (req, res) => res.json({ maxConnections: MAX_MAIL_CONNECTIONS }))
app.listen(3000)
"""),
    example("the greatest size of a file", "fail", repo="""
-- build.sbt --
libraryDependencies += "org.http4s" %% "http4s-ember-server" % "0.23.30"
libraryDependencies ++= Seq("com.zaxxer" % "HikariCP" % "6.2.1", "org.postgresql" % "postgresql" % "42.7.4")
-- src/main/resources/reference.conf --
jdbc { url = "jdbc:postgresql://localhost/shop" }
files {
  max-size = "1.5G"
}
-- src/main/scala/shop/Main.scala --
package shop
import org.http4s.ember.server.EmberServerBuilder
object Main extends IOApp.Simple {
  def run = EmberServerBuilder.default[IO].withHttpApp(app).build.useForever
}
"""),
    example("HikariCP in Clojure", "pass", line="src/shop/main.clj:2", repo="""
-- deps.edn --
{:deps {http-kit/http-kit {:mvn/version "2.8.0"}}}
-- src/shop/main.clj --
(ns shop.main (:require [org.httpkit.server :as http] [next.jdbc :as jdbc]))
(def db (hikaricp (assoc (:db config) :max-pool-size 20)))
(http/run-server app {:port 3000})
"""),
    example("pages that ask Supabase themselves", "na", repo="""
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
-- supabase/migrations/1_orders.sql --
create table orders (id bigint primary key, owner uuid, created_at timestamptz);
"""),
    example("DynamoDB, by a template under a name of its own", "na", repo="""
-- orders-service.yaml --
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: {Type: 'AWS::DynamoDB::Table'}
  Take: {Type: 'AWS::Serverless::Function'}
-- orders/app.py --
import boto3
table = boto3.resource("dynamodb").Table("orders")
def lambda_handler(event, context):
    return {"statusCode": 200, "body": str(table.scan())}
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
    example("Django: a pool whose size the environment gives", "pass", line="shop/database.py:5", repo="""
-- manage.py --
import django
-- shop/settings.py --
from shop.database import databases
DATABASES = databases()
-- shop/database.py --
import os
def databases():
    options = {}
    if size := os.getenv("DB_POOLSIZE"):
        options["pool"] = {"min_size": 1, "max_size": int(size)}
    return {"default": {"ENGINE": "django.db.backends.postgresql", "OPTIONS": options}}
"""),
    example("a file of settings that nothing reads, beside the environment that the app reads", "fail", line="src/db.rs:4", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.7"
sea-orm = "1"
dotenvy = "0.15"
-- src/main.rs --
fn main() { axum::Router::new(); }
-- src/db.rs --
use sea_orm::Database;
pub async fn connect() -> DatabaseConnection {
    dotenvy::dotenv().ok();
    Database::connect(std::env::var("DATABASE_URL").unwrap()).await.unwrap()
}
-- config.yaml --
database:
  pool:
    max_connections: 10
-- docs/settings.md --
1. `config.yaml` (defaults)
"""),
    example("a file of settings that the program reads by its name", "pass", line="config.yaml:3", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.7"
sea-orm = "1"
dotenvy = "0.15"
config = "0.14"
-- src/main.rs --
fn main() { axum::Router::new(); }
-- src/db.rs --
use sea_orm::Database;
pub async fn connect() -> DatabaseConnection {
    dotenvy::dotenv().ok();
    let settings = config::Config::builder().add_source(config::File::with_name("config")).build();
    Database::connect(options(settings)).await.unwrap()
}
-- config.yaml --
database:
  pool:
    max_connections: 10
"""),
    example("Django's settings are built upon those of a package", "unknown", repo="""
-- requirements.txt --
django
open-framework
psycopg2
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.conf.base")
-- shop/conf/base.py --
from open_framework.conf.base import *  # noqa

INSTALLED_APPS = INSTALLED_APPS + ["shop"]
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
-- shop/models.py --
from django.db import models
class Order(models.Model):
    name = models.TextField()
"""),
    example("Django's settings are built upon those of a package, but for the database", "fail", line="shop/settings.py:4", repo="""
-- requirements.txt --
django
framework
psycopg2
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
from framework.settings import *

INSTALLED_APPS += ("shop",)
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "shop"}}
-- shop/models.py --
from django.db import models
class Order(models.Model):
    name = models.TextField()
"""),
    example("Sequelize: a pool by its name among the options", "pass", line="config/database.js:1", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "sequelize": "6", "pg": "8"}}
-- server.js --
const app = require("express")()
const { Sequelize } = require("sequelize")
const db = new Sequelize(require("./config/database"))
app.listen(3000)
-- models/order.js --
module.exports = (sequelize, types) => sequelize.define("order", { id: types.INTEGER })
-- config/database.js --
const pool = {
  acquire: 360000,
  max: 10,
  min: 0
}

module.exports = {
  dialect: "postgres",
  host: process.env.POSTGRES_HOST,
  pool
}
"""),
    example("a server's own file, as it was made", "fail", repo="""
-- requirements.txt --
flask
sqlalchemy
psycopg2
-- app.py --
from flask import Flask
from sqlalchemy import create_engine
app = Flask(__name__)
engine = create_engine("postgresql://localhost/shop")
-- db_data/postgresql.conf --
max_connections = 100			# (change requires restart)
"""),
    example("EF Core: what its tools connect by is not the app's", "pass", line="Program.cs:2", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web">
  <ItemGroup><PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="9.0.0" /></ItemGroup>
</Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<Shop>(o => o.UseNpgsql("Host=db;Database=shop;Maximum Pool Size=20"));
builder.Build().Run();
-- Data/DesignTimeDbContextFactory.cs --
public class DesignTimeDbContextFactory : IDesignTimeDbContextFactory<Shop>
{
    public Shop CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<Shop>().UseNpgsql("Host=localhost").Options);
}
"""),
    example("Grafana's listeners are no connections", "fail", repo="""
-- requirements.txt --
flask
sqlalchemy
psycopg2
-- app.py --
from flask import Flask
from sqlalchemy import create_engine
app = Flask(__name__)
engine = create_engine("postgresql://localhost/shop")
-- compose/grafana.ini --
[live]
max_connections = 100
"""),
    example("pool of Knex", "pass", line="knexfile.js:3", repo="""
-- package.json --
{"dependencies": {"express": "4", "knex": "3", "pg": "8"}}
-- knexfile.js --
module.exports = {
  client: "pg",
  pool: { min: 2, max: 20 },
}
"""),
    example("Knex is opened in one place and asked in others", "fail", line="db.js:1", repo="""
-- package.json --
{"dependencies": {"express": "4", "knex": "3", "pg": "8"}}
-- db.js --
module.exports = require("knex")(require("./knexfile.js"))
-- knexfile.js --
module.exports = { client: "pg" }
-- orders.js --
const knex = require("./db.js")
exports.list = () => knex("orders").select("id")
"""),
    example("the pool of Redis is none of the database", "fail", line="app/db.py:4", repo="""
-- requirements.txt --
fastapi
sqlalchemy
redis
-- app/db.py --
import redis
from sqlalchemy import create_engine

engine = create_engine(URL)
pool = redis.ConnectionPool(host="redis", max_connections=10)
"""),
    example("Hikari", "pass", line="src/main/resources/application.yml:4", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency></dependencies></project>
-- src/main/resources/application.yml --
spring:
  datasource:
    hikari:
      maximum-pool-size: 10
"""),
    example("the generated database.yml of Rails", "pass", line="config/database.yml:3", repo="""
-- Gemfile --
gem "rails"
-- config/database.yml --
default: &default
  adapter: postgresql
  pool: <%= ENV.fetch("RAILS_MAX_THREADS") { 5 } %>
"""),
    example("CONN_MAX_AGE alone is no limit", "fail", repo="""
-- requirements.txt --
django
psycopg2
-- settings.py --
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 60}}
"""),
    example("a database asked over HTTP", "na", repo="""
-- package.json --
{"dependencies": {"express": "4", "@aws-sdk/client-dynamodb": "3"}}
-- server.js --
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb")
require("express")().listen(3000)
"""),
    example("Spring: the pool is of connections to Redis", "fail", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
-- src/main/resources/application.yml --
spring:
  datasource:
    url: ${DB_URL}
  data:
    redis:
      lettuce:
        pool:
          max-active: 16
"""),
    example("Django: where tests keep their rows says nothing", "pass", line="shop/settings/base.py:2", repo="""
-- requirements.txt --
django==5.1
psycopg[binary]==3.2
-- manage.py --
import django
-- shop/settings/base.py --
import os
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": os.environ["DB"], "OPTIONS": {"pool": {"max_size": 10}}}}
-- shop/settings/test.py --
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"},
}
"""),
    example("the type of a setting limits nothing", "fail", repo="""
-- package.json --
{"dependencies": {"express": "4", "pg": "8"}}
-- settings.ts --
export interface DatabaseSettings {
  connectionString: string;
  poolMax: any;
}
-- server.ts --
import { Pool } from "pg"
import type { DatabaseSettings } from "./settings"
const settings: DatabaseSettings = { connectionString: process.env.DATABASE_URL }
const pool = new Pool(settings)
require("express")().get("/", async (_, res) => res.json((await pool.query("select 1")).rows)).listen(80)
"""),
]
