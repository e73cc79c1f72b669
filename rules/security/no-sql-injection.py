"""Queries are parameterised.

A value that is pasted into the text of a query is read as part of it. Whoever controls the value, a search box or a header, can then read
every other user's rows, or drop them.

Pass: no finding

Fail: SQL built by interpolating or concatenating a value into the text that is executed; each is a finding. Constants, placeholders lists
and identifiers from a fixed set are not

Fix: Put a placeholder into the text and hand the value over beside it: `execute("... WHERE id = %s", [id])`, `where(name: name)`,
`query("... = $1", [id])`, `whereRaw("... = ?", [value])`, `PreparedStatement`, `FromSqlInterpolated`. Take a table or column name from a
fixed list.

Searched: calls of database drivers, ORMs and query builders in Python, JavaScript, TypeScript, Go, Java, Kotlin, Ruby, PHP, C#, Rust and
Elixir whose text holds a value
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Queries, contradicts, example, rule


@rule(id="SEC009", severity="high", applies="sql", absence="pass", sources=("S1.3",))
def no_sql_injection(queries: Queries) -> Iterator[Finding]:
    for query in queries.built():
        values = ", ".join(f"`{value[:40]}`" for value in query.values[:3])
        yield contradicts(
            query, f"{values} {'are' if len(query.values) > 1 else 'is'} put into the text of the query that `{query.callee}` executes"
        )


JAVA = """
-- pom.xml --
<project><dependencies><dependency><artifactId>spring-boot-starter-jdbc</artifactId></dependency></dependencies></project>
-- src/main/java/shop/App.java --
@SpringBootApplication public class App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }
-- src/main/java/shop/Orders.java --
package shop;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
class Orders {
    List<Order> of(UUID buyer, UUID seller, String name) {
        MapSqlParameterSource params = base(buyer);
        StringBuilder filter = filters(params, seller, name);
"""

PROCEDURE = """
-- pom.xml --
<project><dependencies><dependency><artifactId>spring-boot-starter-jdbc</artifactId></dependency></dependencies></project>
-- src/main/java/shop/App.java --
@SpringBootApplication public class App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }
-- src/main/java/shop/Procedures.java --
package shop;
class Procedures {
    CallableStatement of(Request request) {
        String pack = request.getPack();
        GATE
        String sql = String.format("{ call %s.refresh( ? )}", pack);
        return connection.prepareCall(sql);
    }
}
"""

SORTED = """
-- package.json --
{"dependencies": {"express": "4", "pg": "8"}}
-- app.js --
require("express")().listen(80)
-- orders.js --
const SORTED_BY = ["red", "blue"]
async function byColour(request) {
  const term = request.query.colour
  GATE
  return pool.query(`SELECT * FROM orders WHERE colour = '${term}'`)
}
"""

DRIZZLE = """
-- package.json --
{"dependencies": {"hono": "4", "drizzle-orm": "0.44", "pg": "8"}}
-- src/index.ts --
import { Hono } from "hono";
export default new Hono();
-- src/orders.ts --
import { sql } from "drizzle-orm";
export async function find(id: string, name: string) {
  const [rows, grants] = await Promise.all([
    db.execute<Row>(sql`SELECT * FROM ${orders} WHERE ${orders.id} = ${id}`),
    db.select().from(grants).where(sql`${grants.name} = ${name}`),
  ]);
"""

TIMED = """
-- go.mod --
module example.com/shop
-- orders.go --
package main
import ("database/sql"; "net/http"; "example.com/shop/limits")
var db, _ = sql.Open("postgres", "shop")
func update(w http.ResponseWriter, r *http.Request) {
	db.Exec("SET lock_timeout = '" + limits.LockTimeout + "'")
}
func main() { http.HandleFunc("/orders", update); http.ListenAndServe(":80", nil) }
-- limits/limits.go --
package limits
GIVEN
"""

PAIRS = """
-- requirements.txt --
sqlalchemy
psycopg2
flask
-- app.py --
app = Flask(__name__)
engine = create_engine(URL)
-- runs.py --
from sqlalchemy import text"""

LISTED = """
-- composer.json --
{"require": {"slim/slim": "^4"}}
-- public/index.php --
<?php
$app = AppFactory::create();
$app->run();
-- app/Orders.php --
<?php
class Orders {
    function list($status, int $page, int $perPage, $sort) {
        $where = [];
        $args = [];
        if ($status) { $where[] = 'status = ?'; $args[] = $status; }
        SQL
        $stmt->execute($args);
    }
}
"""

EXAMPLES = [
    example("Kotlin: the place of a value in its enum is a number", "pass", repo=JAVA.partition("-- src/main/java")[0] + """
-- src/main/kotlin/shop/Seeder.kt --
package shop
class Seeder(private val connection: Connection) {
    fun write() = connection.prepareStatement("INSERT INTO files (state) VALUES (${State.DONE.ordinal})").use { it.executeUpdate() }
}
"""),
    example("Go: a constant of another package", "pass", repo=TIMED.replace("GIVEN", 'const LockTimeout = "5s"')),
    example("Go: a variable of another package", "fail", line="orders.go:5", repo=TIMED.replace("GIVEN", 'var LockTimeout = os.Args[1]')),
    example("C#: a condition that is one of two constants, or nothing", "pass", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Dapper" Version="2.1.0" /></ItemGroup></Project>
-- schema.sql --
CREATE TABLE photos (id int primary key, order_id int);
-- Photos.cs --
public class Photos(IConnections connections) {
    public async Task<IEnumerable<Photo>> Of(PhotosQuery query, IDbConnection connection) {
        var mine = string.Empty;
        if (query.Mine)
        {
            mine = "AND p.owner = @Owner";
        }
        var from = query.Since.Count > 0
            ? "AND " + string.Join(" AND ", dateConditions)
            : string.Empty;
        var sql = $\"\"\"
            SELECT p.id FROM photos p
            WHERE p.order_id = @OrderId
              {mine} {from}
            ORDER BY p.id
            \"\"\";
        return await connection.QueryAsync<Photo>(sql, query);
    }
}
"""),
    example("Rails: the number of a name", "pass", repo="""
-- Gemfile --
gem "rails"
gem "pg"
-- config/application.rb --
class Application < Rails::Application
end
-- app/models/lock.rb --
class Lock < ApplicationRecord
  def self.take(name)
    lock_id = Zlib.crc32(name)
    connection.select_value("SELECT pg_try_advisory_lock(#{lock_id})")
  end
end
"""),
    example("TypeORM: a sub-query, and conditions in brackets", "pass", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11", "typeorm": "0.3", "pg": "8"}}
-- src/main.ts --
NestFactory.create(AppModule).then((app) => app.listen(3000))
-- src/orders.service.ts --
import { Brackets, DataSource } from "typeorm"
export class OrdersService {
  find(name: string, buyer?: string) {
    const orders = this.data.createQueryBuilder(Order, "order")
    orders.andWhere(
      `order.buyerId IN ${orders
        .subQuery()
        .select("buyer.id")
        .from(Buyer, "buyer")
        .where("buyer.name = :name")
        .getQuery()}`,
      { name },
    )
    orders.andWhere(
      new Brackets((either) => {
        const pattern = `%${name}%`
        either.orWhere("order.title LIKE :pattern AND " + "order.open = true", { pattern })
      }),
    )
    return orders.getMany()
  }
}
"""),
    example("TypeORM: a value in a condition in brackets", "fail", line="src/orders.service.ts:7", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11", "typeorm": "0.3", "pg": "8"}}
-- src/main.ts --
NestFactory.create(AppModule).then((app) => app.listen(3000))
-- src/orders.service.ts --
import { Brackets, DataSource } from "typeorm"
export class OrdersService {
  find(name: string) {
    const orders = this.data.createQueryBuilder(Order, "order")
    orders.andWhere(
      new Brackets((either) => {
        either.orWhere(`order.title = '${name}'`)
      }),
    )
    return orders.getMany()
  }
}
"""),
    example("Rails: today, as the program computes it", "pass", repo="""
-- Gemfile --
gem "rails"
gem "pg"
-- config/application.rb --
class Application < Rails::Application
end
-- app/models/patient.rb --
class Patient < ApplicationRecord
  scope :old, -> { where("age('#{Date.today}', born_on) > interval '90 years' and seen_at < '#{Time.zone.now.beginning_of_day}'") }
end
"""),
    example("SQLAlchemy: a loop over the pairs of a constant", "pass", repo=PAIRS + """
STATUSES = {"downloaded": "done", "draft": "open"}

def rename(session):
    for old, new in STATUSES.items():
        session.execute(text(f"UPDATE runs SET status = '{new}' WHERE status = '{old}'"))
"""),
    example("SQLAlchemy: a loop over the pairs of what is handed over", "fail", line="runs.py:4", repo=PAIRS + """
def rename(session, statuses):
    for old, new in statuses.items():
        session.execute(text(f"UPDATE runs SET status = '{new}' WHERE status = '{old}'"))
"""),
    example("Drizzle's tag makes parameters, but of what it takes raw", "fail", line="src/orders.ts:7", repo=DRIZZLE + """\
  await db.execute(sql`UPDATE orders SET name = '${sql.raw(name)}' WHERE id = ${id}`);
}
"""),
    example("Drizzle's tag, also in what waits for several queries", "pass", repo=DRIZZLE + "}\n"),
    example("Java: a choice between nothing and a condition, and one that fills the parameters", "pass", repo=JAVA + """\
        String sql = "select * from orders where buyer = :buyer" + (seller == null ? "" : " and seller = :seller") + filter + " limit 10";
        return jdbcTemplate.query(sql, params, mapper());
    }
}
"""),
    example("Java: a procedure whose name fits a pattern", "pass", repo=PROCEDURE.replace("GATE", """\
if (!NAMES.matcher(pack).matches()) {
            throw new IllegalArgumentException("no such package");
        }""")),
    example("Java: a procedure whose name was looked at, and let through", "fail", repo=PROCEDURE.replace("GATE", """\
if (NAMES.matcher(pack).matches()) {
            log.info("a usual name");
        }""")),
    example("JavaScript: a column of a list", "pass", repo=SORTED.replace(
        "GATE", "if (!SORTED_BY.includes(term))\n    throw new Error('sort')")),
    example("JavaScript: a word of a list, with nothing done about others", "fail", line="orders.js:5", repo=SORTED.replace(
        "GATE", "if (!SORTED_BY.includes(term)) console.warn(term)")),
    example("Java: a condition made without the parameters", "fail", repo=JAVA.replace("filters(params, ", "filters(") + """\
        return jdbcTemplate.query("select * from orders where buyer = :buyer" + filter, params, mapper());
    }
}
"""),
    example("Elixir: the definition of a constraint, which the catalogue gave", "pass", repo="""
-- mix.exs --
defp deps, do: [{:phoenix, "~> 1.7"}, {:ecto_sql, "~> 3.0"}, {:postgrex, ">= 0.0.0"}]
-- priv/repo/migrations/20240101000000_orders.exs --
create table(:orders)
-- lib/shop/foreign_key.ex --
defmodule Shop.ForeignKey do
  def add(fk), do: Repo.query!("ALTER TABLE orders ADD CONSTRAINT shop #{fk.definition}")
end
"""),
    example("Rails: the ids of records that were read, joined", "pass", repo="""
-- Gemfile --
gem "rails"
gem "pg"
-- app/models/scope.rb --
class Scope
  def subjects(classifications)
    classification_ids = classifications.map(&:id).join(",")
    sql = "SELECT subject_id FROM classification_subjects WHERE classification_id IN (#{classification_ids})"
    ActiveRecord::Base.connection.select_rows(sql)
  end
end
"""),
    example("Rails: names of records that were read, joined", "fail", repo="""
-- Gemfile --
gem "rails"
gem "pg"
-- app/models/scope.rb --
class Scope
  def subjects(classifications)
    logins = classifications.map(&:login).join(",")
    sql = "SELECT subject_id FROM classification_subjects WHERE login IN (#{logins})"
    ActiveRecord::Base.connection.select_rows(sql)
  end
end
"""),
    example("Python: a condition that another text is appended to", "fail", line="app.py:8", repo="""
-- requirements.txt --
flask
sqlalchemy
psycopg2
-- migrations/versions/a_orders.py --
revision = "a"
down_revision = None
from alembic import op
def upgrade():
    op.create_table("orders")
-- app.py --
from flask import Flask
from sqlalchemy import text
app = Flask(__name__)
def find(session, colour):
    where = "WHERE sold"
    if colour:
        where += f" AND colour = '{colour}'"
    return session.execute(text(f"SELECT * FROM orders {where}"))
"""),
    example("Python: a text in the hole of another", "fail", line="app.py:5", repo="""
-- requirements.txt --
flask
sqlalchemy
psycopg2
-- migrations/versions/a_orders.py --
revision = "a"
down_revision = None
from alembic import op
def upgrade():
    op.create_table("orders")
-- app.py --
from flask import Flask
from sqlalchemy import text
app = Flask(__name__)
def find(session, wanted: list):
    return session.execute(text(f"SELECT * FROM orders WHERE name IN ({', '.join(f"'{each}'" for each in wanted)})"))
"""),
    example("the name of a constant of an enumeration", "pass", repo="""
-- build.gradle.kts --
dependencies { implementation("org.springframework.boot:spring-boot-starter-jdbc:3.5.2") }
-- src/main/kotlin/App.kt --
@SpringBootApplication
class App
fun main() { runApplication<App>() }
-- src/main/kotlin/Orders.kt --
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate

class Orders(private val template: NamedParameterJdbcTemplate) {
    fun waiting(): List<Order> {
        val sql = \"\"\"
            SELECT * FROM orders
            WHERE status = '${Order.Status.WAITING_FOR_START.name}'
        \"\"\".trimIndent()
        return template.query(sql, MapSqlParameterSource(), rowMapper)
    }
}
"""),
    example("the name of what a request hands in", "fail", line="src/main/kotlin/Orders.kt:9", repo="""
-- build.gradle.kts --
dependencies { implementation("org.springframework.boot:spring-boot-starter-jdbc:3.5.2") }
-- src/main/kotlin/App.kt --
@SpringBootApplication
class App
fun main() { runApplication<App>() }
-- src/main/kotlin/Orders.kt --
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate

class Orders(private val template: NamedParameterJdbcTemplate) {
    fun of(customer: Customer): List<Order> {
        val sql = \"\"\"
            SELECT * FROM orders
            WHERE customer = '${customer.name}'
        \"\"\".trimIndent()
        return template.query(sql, MapSqlParameterSource(), rowMapper)
    }
}
"""),
    example("Go: an object writes the places of the parameters that it hands over", "pass", repo="""
-- go.mod --
module example.com/shop
-- orders.go --
package main
import ("database/sql"; "net/http"; "example.com/query")
var db, _ = sql.Open("mysql", "shop")
func update(w http.ResponseWriter, r *http.Request) {
	q := query.NewUpdate().SetString(r.FormValue("title"), "title")
	db.Exec("UPDATE orders SET "+q.Updates+" WHERE id = ?", q.Params...)
}
func main() { http.HandleFunc("/orders", update); http.ListenAndServe(":80", nil) }
"""),
    example("Go: an object's field, and a parameter of something else", "fail", line="orders.go:5", repo="""
-- go.mod --
module example.com/shop
-- orders.go --
package main
import ("database/sql"; "net/http")
var db, _ = sql.Open("mysql", "shop")
func update(w http.ResponseWriter, r *http.Request) {
	db.Exec("UPDATE orders SET title = '"+order.Title+"' WHERE id = ?", order.ID)
}
func main() { http.HandleFunc("/orders", update); http.ListenAndServe(":80", nil) }
"""),
    example("a route's handler asks for rows by a placeholder, and names a key by a value", "pass", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "redbean-node": "0.3"}}
-- server.js --
const { R } = require("redbean-node")
const router = require("express").Router()
router.get("/api/beats/:id", cache("1 minutes"), async (request, response) => {
  const ids = await R.getCol(`
    SELECT monitor.id FROM monitor, \\`group\\`
    WHERE monitor.group_id = \\`group\\`.id AND public = ?
  `, [request.params.id])
  const found = {}
  for (let id of ids) {
    const beats = await R.getAll(`
      SELECT * FROM beat
      WHERE monitor_id = ?
    `, [id])
    found[`${id}_24`] = beats[0].toJSON()
  }
  response.json(found)
})
require("express")().use(router).listen(3000)
"""),
    example("lists whose items are placeholders, joined", "pass", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "sequelize": "6"}}
-- server.js --
require("express")().listen(3000)
-- orders.js --
const { sequelize } = require("./data")
const update = async (pending) => {
  const cases = pending.map(() => "WHEN ? THEN ?").join(" ")
  const parts = pending
    .map((_, index) => `SELECT :order${index} AS made, ${index} AS place`)
    .join(" UNION ALL ")
  await sequelize.query(`UPDATE orders SET note = CASE id ${cases} END`, { replacements: pending })
  return sequelize.query(`WITH made AS (${parts}) SELECT place FROM made`, { replacements: pending })
}
module.exports = { update }
"""),
    example("a list whose items are joined as they are", "fail", line="orders.js:4", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "sequelize": "6"}}
-- server.js --
require("express")().listen(3000)
-- orders.js --
const { sequelize } = require("./data")
const update = async (pending) => {
  const cases = pending.map((order) => `WHEN ${order.id} THEN '${order.note}'`).join(" ")
  await sequelize.query(`UPDATE orders SET note = CASE id ${cases} END`)
}
module.exports = { update }
"""),
    example("a part of the text that a condition chooses among constants", "pass", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"@hapi/hapi": "21", "sequelize": "6"}}
-- server.js --
const hapi = require("@hapi/hapi")
hapi.server({ port: 3000 }).start()
-- orders.js --
const { db } = require("./data")
const read = async (where) => {
  const query = `
    SELECT id FROM orders WHERE closed IS NULL
      ${where.made?.[db.Sequelize.Op.gte] ? 'AND made >= :start' : ''}
      ${where.made?.[db.Sequelize.Op.lt] ? 'AND made < :end' : ''}
  `
  return db.sequelize.query(query, { replacements: where })
}
module.exports = { read }
"""),
    example(
        "f-string",
        "fail",
        """
-- requirements.txt --
flask
psycopg2
-- app.py --
import psycopg2
from flask import Flask, request
app = Flask(__name__)
db = psycopg2.connect("")

@app.get("/")
def find(name):
    cur = db.cursor()
    sql = f"SELECT * FROM users WHERE name = '{name}'"
    cur.execute(sql)
app.run()
""",
        line="app.py:10",
    ),
    example(
        "placeholders, constants and numbers",
        "pass",
        """
-- requirements.txt --
flask
psycopg2
-- app.py --
import psycopg2
from flask import Flask
app = Flask(__name__)
db = psycopg2.connect("")
COLUMNS = "id, name"

@app.get("/")
def find(ids, limit):
    cur = db.cursor()
    marks = ", ".join(["%s"] * len(ids))
    where = []
    where.append("name IS NOT NULL")
    cur.execute(f"SELECT {COLUMNS} FROM users WHERE id IN ({marks}) AND {' AND '.join(where)} LIMIT {int(limit)}", ids)
app.run()
""",
    ),
    example("PHP: the names of the columns that a model lets through", "pass", repo="""
-- composer.json --
{"require": {"php": "^8.1"}}
-- index.php --
<?php
class Model {
    public function save(PDO $db) {
        $kept = array_intersect_key($this->attributes, array_flip(static::$fillable));
        $fields = implode(', ', array_keys($kept));
        $marks = str_repeat('?, ', count($kept) - 1) . '?';
        $db->prepare("INSERT INTO " . static::$table . " ($fields) VALUES ($marks)")->execute(array_values($kept));
    }
}
"""),
    example(
        "Rails condition",
        "fail",
        """
-- Gemfile --
gem "rails"
gem "pg"
-- config/application.rb --
module App
  class Application < Rails::Application
  end
end
-- db/schema.rb --
ActiveRecord::Schema.define do
  create_table "users"
end
-- app/models/user.rb --
class User < ApplicationRecord
end
-- app/controllers/users_controller.rb --
class UsersController < ApplicationController
  def show
    @user = User.where("id = '#{params[:id]}'").first
  end
end
""",
        line="app/controllers/users_controller.rb:3",
    ),
    example(
        "Go, concatenated",
        "fail",
        """
-- go.mod --
module app
require github.com/lib/pq v1.10.0
-- main.go --
package main

import (
	"database/sql"
	"net/http"
	_ "github.com/lib/pq"
)

func find(db *sql.DB, name string) {
	db.Query("SELECT id FROM users WHERE name = '" + name + "'")
}

func main() {
	http.ListenAndServe(":80", nil)
}
""",
        line="main.go:10",
    ),
    example(
        "a list of columns and placeholders, joined",
        "pass",
        """
-- go.mod --
module example.com/shop
-- store.go --
package store

import "database/sql"

func (d *DB) Create(ctx context.Context, create *Item) error {
	fields := []string{"`uid`", "`name`"}
	stmt := "INSERT INTO item (" + strings.Join(fields, ", ") + ") VALUES (?, ?)"
	_, err := d.db.ExecContext(ctx, stmt, create.UID, create.Name)
	return err
}
""",
    ),
    example("a time before now", "pass", repo="""
-- Gemfile --
gem "rails"
gem "pg"
-- app/models/flags.rb --
class Flags
  attr_reader :period
  def initialize(length)
    @period = length[:dur].send(length[:intv].downcase).ago
  end

  def sums
    ActiveRecord::Base.connection.exec_query("SELECT sum(flags) FROM comments WHERE created_at >= '#{period}'")
  end
end
"""),
    example("what the class holds for all of its objects", "pass", repo="""
-- requirements.txt --
sqlalchemy
fastapi
-- shop.py --
from sqlalchemy import text
class Item(Model):
    threshold: ClassVar[float] = 0.5
    @classmethod
    def find(cls, session, search):
        session.execute(text(f"set pg_trgm.word_similarity_threshold = {cls.threshold};"))
"""),
    example(
        "a helper that this file hands constants only",
        "pass",
        """
-- requirements.txt --
psycopg2
-- stats.py --
import psycopg2

DAY = "1 day"

def active(cursor, span):
    cursor.execute(f"SELECT count(*) FROM visits WHERE at > now() - '{span}'::interval")

def run(cursor):
    active(cursor, DAY)
    active(cursor, "1 week")
""",
    ),
    example(
        "a helper that is handed what users send",
        "fail",
        """
-- requirements.txt --
psycopg2
-- stats.py --
import psycopg2

def active(cursor, name):
    cursor.execute(f"SELECT count(*) FROM visits WHERE name = '{name}'")

def run(cursor, request):
    active(cursor, request.args["name"])
    active(cursor, "all")
""",
        line="stats.py:4",
    ),
    example(
        "no database",
        "na",
        """
-- app.py --
from flask import Flask
Flask(__name__).run()
""",
    ),
    example("Rust, one of two words", "pass", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
sqlx = { version = "0.8", features = ["postgres"] }
-- src/orders.rs --
use sqlx::PgPool;
pub async fn orders(pool: &PgPool, ascending: bool) -> Vec<Order> {
    let order = if ascending { "ASC" } else { "DESC" };
    let sql = format!("SELECT id FROM orders ORDER BY created_at {order} LIMIT 20");
    sqlx::query_as(&sql).fetch_all(pool).await
}
"""),
    example("a function of the global namespace makes a value of what is written here", "pass", repo=r"""
-- index.php --
<?php
$pdo = new PDO('mysql:host=db');
$pdo->exec("INSERT INTO users (name, password) VALUES ('admin', '".\password_hash('admin', PASSWORD_BCRYPT)."')");
"""),
    example("a function of the global namespace hands through what a request says", "fail", line="index.php:3", repo=r"""
-- index.php --
<?php
$pdo = new PDO('mysql:host=db');
$pdo->exec("INSERT INTO users (name) VALUES ('".\trim($_GET['name'])."')");
"""),
    example("Laravel: pieces of a statement that the program's own functions make", "pass", repo="""
-- composer.json --
{"require": {"laravel/framework": "^12.0"}}
-- artisan --
<?php
-- app/Totals.php --
<?php
class Totals {
    public function of($query, ?Kind $kind, string $timezone) {
        $select = null;
        if ($kind !== null) {
            $select = $this->getGroupByQuery($kind, $timezone);
        }
        $start = app(Rounding::class)->getStartSelectRaw($kind, $timezone);
        return $query->selectRaw(
            ($select !== null ? $select.' as grouped,' : '').
            ' round(sum('.$start.')) as total'
        )->get();
    }
}
"""),
    example("Laravel: a value of the request between the pieces", "fail", line="app/Totals.php:5", repo="""
-- composer.json --
{"require": {"laravel/framework": "^12.0"}}
-- artisan --
<?php
-- app/Totals.php --
<?php
class Totals {
    public function of($query, $request) {
        $zone = $request->input('zone');
        return $query->selectRaw("sum(total) at time zone '".$zone."' as total, round(sum(total)) as rounded")->get();
    }
}
"""),
    example("Ruby: a clause that a condition chooses from constants", "pass", repo="""
-- Gemfile --
gem "rails"
-- app/models/track.rb --
class Track < ApplicationRecord
  def self.parts(user_id, open: false)
    clause = if open
               'WHERE user_id = $1 AND track_id IS NULL'
             else
               'WHERE user_id = $1'
             end
    clause += ' AND hidden IS NOT TRUE'
    connection.exec_query("SELECT id FROM points #{clause}", 'parts', [user_id])
  end
end
"""),
    example("Ruby: one branch holds a value", "fail", repo="""
-- Gemfile --
gem "rails"
-- app/models/track.rb --
class Track < ApplicationRecord
  def self.parts(email)
    clause = if email
               "WHERE email = '#{email}'"
             else
               'WHERE email IS NULL'
             end
    connection.exec_query("SELECT id FROM points #{clause}")
  end
end
"""),
    example("TypeORM: its migrations in a folder with a capital", "pass", repo="""
-- package.json --
{"dependencies": {"express": "4", "typeorm": "0.3"}}
-- src/index.ts --
import express from "express";
express().listen(80);
-- src/typeorm/Migrations/1713814960226-Ids.ts --
export class Ids1713814960226 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables) await queryRunner.query(`SELECT setval('${table}_seq', (SELECT max(id) FROM ${table}))`);
  }
}
"""),
    example("PHP: conditions of the program's own, joined behind a question", "pass", repo=LISTED.replace("SQL", '''
        $whereSql = $where ? ('WHERE ' . implode(' AND ', $where)) : '';
        $offset = ($page - 1) * $perPage;
        $by = match ($sort) { 'title' => 'title', default => 'made_at' };
        $stmt = $db->prepare("SELECT id FROM orders {$whereSql} ORDER BY {$by} LIMIT {$perPage} OFFSET {$offset}");''')),
    example("PHP: a condition that the request wrote", "fail", line="app/Orders.php:9", repo=LISTED.replace("SQL", '''
        $where[] = "title = '" . $_GET['title'] . "'";
        $stmt = $db->prepare('SELECT id FROM orders WHERE ' . implode(' AND ', $where));''')),
    example("Go: a query comes with its parameters from whoever called", "pass", repo="""
-- store/store.go --
package store

func queryJSON(tx *sql.Tx, q string, args ...interface{}) (*sql.Rows, error) {
	return tx.Query(fmt.Sprintf(`with q as ( %s ) select row_to_json(q.*) from q`, q), args...)
}
"""),
    example("Go: a name is put into a query beside its parameters", "fail", line="store/store.go:4", repo="""
-- store/store.go --
package store

func byName(tx *sql.Tx, name string, args ...interface{}) (*sql.Rows, error) {
	return tx.Query(fmt.Sprintf(`select id from users where name = '%s' and shop = $1`, name), args...)
}
"""),
    example("Ruby: a level that is one of a list", "pass", repo="""
-- app/models/project.rb --
class Project < ApplicationRecord
  def self.first_in(level)
    return unless LEVELS.member?(level)

    Project.where("percentage_#{level} >= 100")
  end
end
"""),
    example("a loop over pairs that are written out", "pass", repo="""
-- requirements.txt --
fastapi
sqlalchemy
-- app/fix.py --
from sqlalchemy import text

async def shift(db, cutoff):
    for name, rest in (("made", ""), ("paid", "AND paid <= :cutoff")):
        await db.execute(text(f"UPDATE orders SET {name} = now() WHERE {name} IS NOT NULL {rest}"), {"cutoff": cutoff})
"""),
    example("node-postgres: the numbers of placeholders, counted as the values are pushed", "pass", repo="""
-- package.json --
{"dependencies": {"express": "4", "pg": "8"}}
-- app.ts --
require("express")().listen(80)
-- orders.ts --
import { pool, query } from './db';
export async function list(tenantId: string, filters: Filters, limit: number, offset: number) {
  const params: any[] = [tenantId];
  const conditions: string[] = ['tenant_id = $1'];
  if (filters.lotCode) {
    params.push(`%${filters.lotCode}%`);
    conditions.push(`lot_code ILIKE $${params.length}`);
  }
  if (filters.status) {
    conditions.push(`status = $${params.push(filters.status)}`);
  }
  params.push(limit);
  params.push(offset);
  const where = conditions.length ? `WHERE ${conditions.join(' AND ')}` : '';
  const { rows } = await query(
    `SELECT id FROM orders ${where} ORDER BY created_at DESC LIMIT $${params.length - 1} OFFSET $${params.length}`,
    params,
  );
  const place = filters.placeId ? `AND o.place_id = $${params.push(filters.placeId)}` : '';
  await query(
    `SELECT o.id
       FROM orders o
      WHERE o.tenant_id = $1
        AND o.id = ANY($2::uuid[])
        ${place}
      GROUP BY o.id`,
    params
  );
  return rows;
}
export async function lock(client: PoolClient, keys: Key[]) {
  const params: number[] = [];
  const tuples = keys.map((key, idx) => {
    const p1 = idx * 2 + 1;
    const p2 = p1 + 1;
    params.push(key.one, key.two);
    return `($${p1}::integer, $${p2}::integer)`;
  });
  await client.query(`SELECT pg_advisory_xact_lock(v.a, v.b) FROM (VALUES ${tuples.join(', ')}) AS v(a, b)`, params);
}
export async function matching(client: PoolClient, params: { direction: 'positive' | 'negative'; id: string }) {
  return client.query(
    `SELECT id FROM lines
      WHERE movement_id = $1
        ${params.direction === 'positive'
          ? 'AND quantity > 0'
          : 'AND quantity < 0'}
      ORDER BY id`,
    [params.id]
  );
}
"""),
    example("node-postgres: a value that a list of conditions holds", "fail", line="orders.ts:8", repo="""
-- package.json --
{"dependencies": {"express": "4", "pg": "8"}}
-- app.ts --
require("express")().listen(80)
-- orders.ts --
import { query } from './db';
export async function list(tenantId: string, name: string) {
  const params: any[] = [tenantId];
  const conditions: string[] = ['tenant_id = $1'];
  if (name) {
    conditions.push(`name LIKE '%${name}%'`);
  }
  const { rows } = await query(`SELECT id FROM orders WHERE ${conditions.join(' AND ')} LIMIT $${params.length}`, params);
  return rows;
}
"""),
    example("node-postgres: a text within a text, columns to set below a long text, and a list of the program's", "pass", repo="""
-- package.json --
{"dependencies": {"express": "4", "pg": "8"}}
-- app.ts --
require("express")().listen(80)
-- payments.ts --
const CHECKS = [{ name: 'chk_total', expression: 'total >= 0' }] as const;
const PARTS = ['sugar', 'cocoa'];
export async function seeded(client: PoolClient, tenant: string) {
  await client.query(
    `SELECT i.id FROM (VALUES ${PARTS.map((_, index) => `($${7 + index * 2}::text, $${8 + index * 2}::text)`).join(', ')}) AS v(sku, uom)
       JOIN items i ON i.tenant_id = $1`,
    [tenant, ...PARTS]
  );
  for (const required of CHECKS) {
    await client.query(`ALTER TABLE probe ADD CONSTRAINT chk CHECK (${required.expression})`);
  }
}
export async function update(client: PoolClient, id: string, data: Changes) {
  await client.query(
    `SELECT id
       FROM payments""" + "\n      -- line" * 60 + """
      WHERE id = $1`, [id]);
  const updates: string[] = [];
  const params: any[] = [id];
  let count = 1;
  if (data.method !== undefined) {
    count++;
    updates.push(`method = $${count}`);
    params.push(data.method);
  }
  updates.push(`updated_at = now()`);
  const rows = data.classes.map((c, at) => `($${at * 2 + 1}, $${at * 2 + 2})`).join(',');
  const merge = `UPDATE items i SET class = v.class FROM (VALUES ${rows}) AS v(id, class) WHERE i.tenant_id = $${params.length + 1}`;
  await client.query(merge, params);
  return client.query(
    `UPDATE payments
        SET ${updates.join(', ')}
      WHERE id = $1`,
    params
  );
}
"""),
    example("node-postgres: a text in the hole of another that holds a value", "fail", line="payments.ts:2", repo="""
-- package.json --
{"dependencies": {"express": "4", "pg": "8"}}
-- app.ts --
require("express")().listen(80)
-- payments.ts --
export async function list(client: PoolClient, names: string[]) {
  return client.query(`SELECT id FROM payments WHERE name IN (${names.map((name) => `'${name}'`).join(', ')}) AND open`);
}
"""),
]
