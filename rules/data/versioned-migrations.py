"""Every schema change is a versioned migration file.

A schema that is changed by hand, or created at start-up, differs from one database to the next, and nobody can say how. The release that
worked in staging then fails in production on a column that is not there, while users are writing data.

Pass: migrations of a recognised tool (Alembic, Django, Rails, Flyway, Liquibase, Prisma, Knex, TypeORM, Sequelize, Drizzle,
golang-migrate, goose, Atlas, dbmate, sqlx, Diesel, sea-orm, Ecto, EF Core, Laravel, Doctrine, Phinx, node-pg-migrate, Sqitch, plain
numbered SQL), in order

Fail: the app owns a relational schema and none is found, or the schema is made at start-up instead (create_all, sync(), ddl-auto=update,
EnsureCreated)

Fix: Let the tool own the schema: `alembic init` and `alembic revision --autogenerate`, `manage.py makemigrations`, `rails g migration`,
Flyway or Liquibase on the class path, `prisma migrate dev`, `knex migrate:make`, `php artisan make:migration`, `dotnet ef migrations
add`, golang-migrate or goose, `sqlx migrate add`, `mix ecto.gen.migration`. Then remove `create_all()`, `sync()`, `ddl-auto=update` or
`EnsureCreated()` from start-up.

Searched: migration files of those tools; create_all, sync, synchronize, ddl-auto, EnsureCreated, AutoMigrate, CREATE TABLE IF NOT EXISTS
in code
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Migrations, contradicts, example, rule, supports


@rule(id="DAT001", severity="high", applies="sql", absence="fail", sources=("S1.2", "S2", "card"))
def versioned_migrations(migrations: Migrations) -> Iterator[Finding]:
    for tool in migrations.tools if migrations.applied else ():
        of_tool = [m for m in migrations if m.tool == tool]
        yield supports(of_tool[-1], f"{len(of_tool)} migrations of {tool}, this one the newest")
    if not migrations or not migrations.applied:
        for made in migrations.at_start:
            yield contradicts(made, f"the app makes its tables at start-up: {made.how}")
        for script in migrations.schema_scripts:
            yield contradicts(script, "the schema is one script, not versioned migrations")


EXAMPLES = [
    example("Sequel's, in a folder that is called so", "pass", line="lib/shop/migrations/01_orders.rb:1", repo="""
-- Gemfile --
gem "sinatra"
gem "sequel"
gem "sqlite3"
-- config.ru --
run Shop::Web
-- lib/shop/web.rb --
require "sinatra/base"
class Shop::Web < Sinatra::Base; end
DB = Sequel.connect(ENV["DATABASE_URL"])
-- lib/shop/migrations/01_orders.rb --
Sequel.migration do
  change do
    create_table(:orders) { primary_key :id }
  end
end
"""),
    example("numbered patches, which a script of the app's own applies", "pass", line="db/patch2.sql:1", repo="""
-- composer.json --
{"require": {"php": "^8", "ext-pdo": "*"}}
-- public/index.php --
<?php
$db = new PDO('mysql:host=' . getenv('DB_HOST'));
echo json_encode($db->query('SELECT id FROM orders')->fetchAll());
-- db/init_db.sql --
CREATE TABLE orders (id INT PRIMARY KEY);
-- db/patch1.sql --
ALTER TABLE orders ADD COLUMN note TEXT;
INSERT INTO patch_history SET patch_number = 1;
-- db/patch2.sql --
ALTER TABLE orders ADD INDEX idx_note (note);
"""),
    example("a folder for each version, as Yuniql has them", "pass", repo="""
-- shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web" />
-- Program.cs --
var app = WebApplication.CreateBuilder(args);
app.Services.AddNpgsqlDataSource(address);
-- Migration/v0.00/01-tables.sql --
CREATE TABLE shop.orders (id uuid PRIMARY KEY);
-- Migration/v0.01/01-tables.sql --
ALTER TABLE shop.orders ADD COLUMN note text;
"""),
    example("Spring: mapped classes that are only read, of a schema that Hibernate leaves alone", "na", repo="""
-- pom.xml --
<project>
<properties><spring-boot-dependencies.version>4.1.0</spring-boot-dependencies.version></properties>
<dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
-- src/main/resources/application.properties --
spring.datasource.url=${ORACLE_URL}
spring.jpa.hibernate.ddl-auto=none
-- src/main/java/shop/Company.java --
package shop;
import jakarta.persistence.Entity;
@Entity
public class Company { @Id private Long id; }
-- src/main/java/shop/Companies.java --
package shop;
import org.springframework.data.jpa.repository.JpaRepository;
public interface Companies extends JpaRepository<Company, Long> {
    @Query(value = "SELECT * FROM corporate_body WHERE incorporation_number = ?1", nativeQuery = true)
    Company find(String number);
}
"""),
    example("Spring: mapped classes that are saved", "fail", repo="""
-- pom.xml --
<project>
<properties><spring-boot-dependencies.version>4.1.0</spring-boot-dependencies.version></properties>
<dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
-- src/main/resources/application.properties --
spring.datasource.url=${ORACLE_URL}
spring.jpa.hibernate.ddl-auto=none
-- src/main/java/shop/Company.java --
package shop;
import jakarta.persistence.Entity;
@Entity
public class Company { @Id private Long id; }
-- src/main/java/shop/Companies.java --
package shop;
import org.springframework.data.jpa.repository.JpaRepository;
public interface Companies extends JpaRepository<Company, Long> {
    @Query(value = "SELECT * FROM corporate_body WHERE incorporation_number = ?1", nativeQuery = true)
    Company find(String number);
}
-- src/main/java/shop/Filings.java --
package shop;
@Service
public class Filings {
    public void rename(Company company) { companies.save(company); }
}
"""),
    example("SQLDelight's migrations", "pass", line="src/main/sqldelight/migration/0.sqm:1", repo="""
-- build.gradle.kts --
plugins { id("app.cash.sqldelight") version "2.0.2" }
dependencies { implementation("app.cash.sqldelight:jdbc-driver:2.0.2") }
-- src/main/sqldelight/migration/0.sqm --
CREATE TABLE orders (id BIGINT NOT NULL PRIMARY KEY);
-- src/main/kotlin/App.kt --
import app.cash.sqldelight.driver.jdbc.asJdbcDriver
fun main() { embeddedServer(Netty, 8080) { routing { get("/") { call.respond(db.ordersQueries.all()) } } }.start(wait = true) }
"""),
    example("pages that ask Supabase themselves", "pass", line="supabase/migrations/1_orders.sql:1", repo="""
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
    example("a function of Go for each version", "pass", line="internal/migrations/v1.1.0.go:1", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import (
	"database/sql"
	"net/http"
)
func main() {
	db, _ := sql.Open("postgres", "")
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { db.Exec("INSERT INTO visits DEFAULT VALUES") })
	http.ListenAndServe(":80", nil)
}
-- schema.sql --
CREATE TABLE visits (id serial, at timestamptz);
-- internal/migrations/v1.0.0.go --
package migrations
func V1_0_0(db *sql.DB) error {
	_, err := db.Exec(`ALTER TABLE visits ADD COLUMN at timestamptz`)
	return err
}
-- internal/migrations/v1.1.0.go --
package migrations
func V1_1_0(db *sql.DB) error {
	_, err := db.Exec(`
		INSERT INTO visits DEFAULT VALUES;
	`)
	return err
}
"""),
    example("Supabase is PostgreSQL, and its tables are made here", "pass", line="migrations/002_orders.sql:1", repo="""
-- package.json --
{"dependencies": {"express": "5", "@supabase/supabase-js": "2"}}
-- src/app.js --
import express from "express"
import { createClient } from "@supabase/supabase-js"
const db = createClient(process.env.SUPABASE_URL, process.env.SUPABASE_KEY)
express().listen(3000)
-- migrations/001_users.sql --
CREATE TABLE IF NOT EXISTS users (id UUID PRIMARY KEY);
-- migrations/002_orders.sql --
CREATE TABLE IF NOT EXISTS orders (id UUID PRIMARY KEY);
"""),
    example("Supabase whose tables are made elsewhere", "na", repo="""
-- package.json --
{"dependencies": {"express": "5", "@supabase/supabase-js": "2"}}
-- src/app.js --
import express from "express"
import { createClient } from "@supabase/supabase-js"
const db = createClient(process.env.SUPABASE_URL, process.env.SUPABASE_KEY)
express().listen(3000)
"""),
    example("Sequelize's models behind a package of the team's own", "fail", repo="""
-- package.json --
{"dependencies": {"@hapi/hapi": "21", "team-database": "1", "sequelize": "6"}}
-- app/index.js --
const { Database } = require('team-database')
require('@hapi/hapi').server({ port: 3000 }).start()
-- app/data/models/customer.js --
module.exports = (sequelize, DataTypes) => {
  return sequelize.define('customer', { id: DataTypes.INTEGER })
}
"""),
    example(
        "Alembic",
        "pass",
        """
-- requirements.txt --
flask
sqlalchemy
psycopg2
-- app.py --
from flask import Flask
from sqlalchemy import create_engine
app = Flask(__name__)
engine = create_engine("postgresql://db/app")
app.run()
-- alembic.ini --
[alembic]
-- alembic/versions/1_users.py --
revision = "1"
down_revision = None

def upgrade():
    op.create_table("users")

def downgrade():
    op.drop_table("users")
""",
        line="alembic/versions/1_users.py:1",
    ),
    example(
        "made at start-up",
        "fail",
        """
-- requirements.txt --
flask
flask-sqlalchemy
psycopg2
-- app.py --
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)

class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)

with app.app_context():
    db.create_all()
app.run()
""",
        line="app.py:10",
    ),
    example(
        "create_all in a comment, migrations in use",
        "pass",
        """
-- requirements.txt --
flask
flask-sqlalchemy
psycopg2
-- app.py --
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
# db.create_all()

class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
app.run()
-- migrations/versions/0a.py --
down_revision = None

def upgrade():
    op.create_table("user")
""",
        line="migrations/versions/0a.py:1",
    ),
    example(
        "reads what another app keeps",
        "na",
        """
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
""",
    ),
    example(
        "Liquibase: plain SQL that the changelog includes",
        "pass",
        """
-- pom.xml --
<project><dependencies><dependency><groupId>org.liquibase</groupId><artifactId>liquibase-core</artifactId></dependency></dependencies></project>
-- src/main/java/App.java --
import jakarta.persistence.Entity;
-- src/main/resources/db/changelog/db.changelog-master.yaml --
databaseChangeLog:
  - include:
      file: db/changelog/changes/0001_orders.sql
  - includeAll:
      path: db/changelog/later/
-- src/main/resources/db/changelog/changes/0001_orders.sql --
create table orders (id bigint primary key);
-- src/main/resources/db/changelog/later/0002_lines.sql --
create table lines (id bigint primary key);
-- src/main/resources/db/changelog/old/0000_users.sql --
create table users (id bigint primary key);
""",
        line="src/main/resources/db/changelog/later/0002_lines.sql:1",
        says="3 migrations",
    ),
    example(
        "a changelog of Liquibase by another name",
        "pass",
        """
-- pom.xml --
<project><dependencies><dependency><groupId>org.liquibase</groupId><artifactId>liquibase-core</artifactId></dependency></dependencies></project>
-- src/main/java/App.java --
import jakarta.persistence.Entity;
-- src/main/resources/migrations.xml --
<databaseChangeLog>
  <changeSet id="1" author=""><createTable tableName="users"/></changeSet>
</databaseChangeLog>
""",
        line="src/main/resources/migrations.xml:1",
    ),
    example(
        "a list of versions in code",
        "pass",
        """
-- go.mod --
module example.com/feeds
-- database/migrations.go --
package database

import "database/sql"

var schemaVersion = len(migrations)

var migrations = [...]func(tx *sql.Tx) error{
	func(tx *sql.Tx) error {
		_, err := tx.Exec("CREATE TABLE users (id serial primary key)")
		return err
	},
	func(tx *sql.Tx) error {
		_, err := tx.Exec("ALTER TABLE users ADD COLUMN email text")
		return err
	},
}
""",
        line="database/migrations.go:1",
    ),
    example(
        "no database",
        "na",
        """
-- app.py --
from flask import Flask
app = Flask(__name__)
app.run()
""",
    ),
    example("a function of PHP for each version", "pass", line="app/Schema/Mysql.php:1", repo="""
-- index.php --
<?php
$pdo = new PDO('mysql:host=db');
$pdo->exec("INSERT INTO visits VALUES (1)");
-- app/Schema/Mysql.php --
<?php
function version_2(PDO $pdo)
{
    $pdo->exec("ALTER TABLE visits ADD COLUMN at DATETIME");
}
function version_1(PDO $pdo)
{
    $pdo->exec("CREATE TABLE visits (id INT)");
}
"""),
    example("Diesel, a folder for each engine", "pass", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
diesel = { version = "2", features = ["postgres", "sqlite"] }
-- migrations/postgresql/2024-01-01-000000_create_orders/up.sql --
CREATE TABLE orders (id UUID PRIMARY KEY);
-- migrations/postgresql/2024-01-01-000000_create_orders/down.sql --
DROP TABLE orders;
-- migrations/sqlite/2024-01-01-000000_create_orders/up.sql --
CREATE TABLE orders (id TEXT PRIMARY KEY);
"""),
    example("a function for each version that is left, in the store's own file", "pass", line="store/cache.go:1", repo="""
-- go.mod --
module example.com/shop
require github.com/mattn/go-sqlite3 v1.14.22
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", nil) }
-- store/cache.go --
package store

const (
	createTables = `CREATE TABLE IF NOT EXISTS messages (id INT PRIMARY KEY)`
	currentSchemaVersion = 2
	migrate0To1AlterMessages = `ALTER TABLE messages ADD COLUMN title TEXT`
	migrate1To2AlterMessages = `ALTER TABLE messages ADD COLUMN tags TEXT`
)

var migrations = map[int]func(db *sql.DB) error{
	0: migrateFrom0,
	1: migrateFrom1,
}
"""),
    example("Rust: a list of statements, of which a counter in the database tells how many ran", "pass", line="src/db.rs:1", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
tokio-postgres = "0.7"
-- src/main.rs --
async fn main() {
    let pool = db::Pool::new(std::env::var("DATABASE_URL").expect("DATABASE_URL"));
    db::run_migrations(&mut *pool.get().await).await;
    axum::serve(listener, app(pool)).await.unwrap();
}
-- src/db.rs --
pub async fn run_migrations(client: &mut tokio_postgres::Client) { for sql in MIGRATIONS.iter() { client.execute(*sql, &[]).await; } }
static MIGRATIONS: &[&str] = &[
    "CREATE TABLE orders (id BIGSERIAL PRIMARY KEY);",
    "ALTER TABLE orders ADD COLUMN note TEXT;",
];
"""),
    example("Flyway's files, which no Flyway applies, beside Hibernate's own making of tables", "fail",
        line="src/main/resources/application.properties:2", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
-- src/main/java/shop/Order.java --
package shop;
import jakarta.persistence.Entity;
@Entity
public class Order { @Id private Long id; }
-- src/main/resources/application.properties --
spring.datasource.url=${DB_URL}
spring.jpa.hibernate.ddl-auto=update
-- src/main/resources/db/migration/V2__note.sql --
ALTER TABLE orders ADD COLUMN note TEXT;
"""),
    example("Rails without Active Record, and a setting of it that was left", "na", repo="""
-- Gemfile --
gem "rails"
gem "dynamoid"
-- config/application.rb --
require "rails"
require "active_model/railtie"
# require "active_record/railtie"
require "action_controller/railtie"
module Shop
  class Application < Rails::Application
  end
end
-- config/database.yml --
production:
  adapter: postgresql
  url: <%= ENV["DATABASE_URL"] %>
-- app/models/form.rb --
class Form
  include Dynamoid::Document
end
"""),
]
