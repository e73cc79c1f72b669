"""Relations are protected by constraints.

Without foreign keys, a deleted customer leaves orders that belong to nobody, and pages that show them crash. Code that checks first always
loses against the second request that runs at the same time.

Pass: foreign keys declared in the schema or models

Fail: constraints switched off: db_constraint=False, foreign_keys = OFF, constraints: false, relationMode = "prisma", MyISAM

Fix: Declare the relation in the schema: `FOREIGN KEY … REFERENCES`, `ForeignKey(…)` without `db_constraint=False`, `add_foreign_key` or
`references … foreign_key: true`, `$table->foreignId('…')->constrained()`, `references(:orders)` in Ecto, no `relationMode = "prisma"`,
`PRAGMA foreign_keys = ON` for SQLite. Clean up orphans first, or add the constraint as NOT VALID.

Searched: foreign keys, relations and switched-off constraints in models, migrations, SQL and schema files of the common mappers
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Files, Finding, Location, Migrations, Schema, contradicts, example, nothing, regex, rule, supports, unclear

SHOWN = 5
_MOVED = regex(r"(?i)\balter\s+table\s+[`\"]?(\w+)[`\"]?[^;]{0,200}\bengine\s*=\s*innodb\b")
_MADE = regex(r"(?i)\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?[`\"]?(\w+)")


@rule(id="DAT009", severity="low", applies="sql", absence="unknown", sources=("S1.2",))
def referential_integrity(schema: Schema, migrations: Migrations, files: Files) -> Iterator[Finding]:
    made = {m.path for m in migrations}  # SQLite rebuilds a table with its constraints off
    for off in (d for d in schema.declared("unconstrained") if d.at.path not in made or "foreign_keys" not in d.text):
        if not _is_moved(off.at, files):
            yield contradicts(off, f"constraints are switched off: `{off.shown}`")
    keys = schema.declared("foreign_key")
    yield from (supports(k, f"a foreign key is declared: `{k.shown}`") for k in keys[:SHOWN])
    if not keys:
        yield from _without(schema, migrations)


def _is_moved(at: Location, files: Files) -> bool:
    """Whether the table that is made here with MyISAM is moved to InnoDB by a script after it."""
    script = files.get(at.path)
    if script is None or script.language != "sql":
        return False
    made = _MADE.findall("\n".join(script.text.split("\n")[: at.line]))
    others = files.with_texts(("innodb", "InnoDB", "INNODB"), files.match("*.sql", kinds=("app", "config", "other")))
    return bool(made) and any(table.lower() == made[-1].lower() for f in others for table in _MOVED.findall(f.text))


def _without(schema: Schema, migrations: Migrations) -> Iterator[Finding]:
    """No foreign key at all: is there any relation that would need one?"""
    relations = schema.declared("relation")
    if relations:
        yield unclear("tables refer to each other by bare ids: no foreign key is declared, and none is switched off", relations[0])
    elif migrations or schema.declared("table"):
        yield nothing("no table refers to another")


EXAMPLES = [
    example("a key that a comment on the column tells of", "na", repo="""
-- pom.xml --
<project><dependencies><dependency><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>
-- src/main/java/App.java --
@SpringBootApplication public class App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }
-- src/main/resources/db/migration/V1__orders.sql --
CREATE TABLE orders (id NUMBER PRIMARY KEY, buyer_id NUMBER NOT NULL);
COMMENT ON COLUMN orders.buyer_id IS 'Soft Foreign key to the buyers of another service.';
"""),
    example("MyISAM, until a later script moves the table", "na", repo="""
-- composer.json --
{"require": {"php": "^8"}}
-- public/index.php --
<?php
$db = new PDO('mysql:host=' . getenv('DB_HOST') . ';dbname=shop');
echo json_encode($db->query('SELECT id FROM orders')->fetchAll());
-- db/patch1.sql --
CREATE TABLE `orders` (
  id INT PRIMARY KEY,
  buyer_id INT
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
-- db/patch2.sql --
ALTER TABLE `orders` ENGINE=InnoDB ROW_FORMAT=DYNAMIC;
"""),
    example("Django: the tables of django-simple-history point at rows that may be gone", "pass", line="shop/models.py:3", repo="""
-- manage.py --
import django
-- shop/models.py --
from django.db import models
class Order(models.Model):
    owner = models.ForeignKey(User, on_delete=models.CASCADE)
-- shop/migrations/0001_initial.py --
from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel(name="HistoricalOrder", fields=[
            ("owner", models.ForeignKey(blank=True, db_constraint=False, null=True,
                on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL)),
        ]),
    ]
"""),
    example("a decorator's options switch the constraint off", "fail", line="order.ts:5", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node main.js"}, "dependencies": {"express": "4", "sequelize-typescript": "2", "pg": "8"}}
-- main.ts --
require("express")().listen(3000)
-- order.ts --
import { BelongsTo, ForeignKey, Model, Table } from "sequelize-typescript"
@Table({ tableName: "orders" })
export class Order extends Model {
  @ForeignKey(() => Buyer) declare buyerId: number
  @BelongsTo(() => Buyer, { foreignKey: "buyerId", constraints: false })
  declare buyer: Buyer
}
"""),
    example("switched off only while the tables are dropped", "pass", line="schema.sql:4", repo="""
-- requirements.txt --
flask
-- app.py --
import sqlite3
from flask import Flask
app = Flask(__name__)
def connect():
    connection = sqlite3.connect("shop.db")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection
def reset(connection):
    connection.execute("PRAGMA foreign_keys = OFF;")
    for table in ("orders", "buyers"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
-- schema.sql --
CREATE TABLE buyers (id INTEGER PRIMARY KEY);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  buyer INTEGER REFERENCES buyers (id)
);
"""),
    example("one table, made by the code itself", "na", repo="""
-- package.json --
{"dependencies": {"express": "4", "pg": "8"}}
-- server.js --
const db = new (require("pg").Pool)()
db.query("CREATE TABLE IF NOT EXISTS votes (id serial PRIMARY KEY, choice text)")
require("express")().listen(80)
"""),
    example("a foreign key of a model", "pass", line="models.py:5", repo="""
-- requirements.txt --
django
-- models.py --
from django.db import models


class Item(models.Model):
    owner = models.ForeignKey(User, on_delete=models.CASCADE)
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
    example("references in a migration of Rails", "pass", line="db/migrate/1_items.rb:4", repo="""
-- Gemfile --
gem "rails"
-- db/migrate/1_items.rb --
class Items < ActiveRecord::Migration[7.1]
  def change
    create_table :items do |t|
      t.references :owner, foreign_key: true
    end
  end
end
"""),
    example("the relation's constraint is switched off", "fail", line="models.py:5", repo="""
-- requirements.txt --
django
-- models.py --
from django.db import models


class Item(models.Model):
    owner = models.ForeignKey(User, on_delete=models.CASCADE, db_constraint=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE)
"""),
    example("Prisma emulates relations", "fail", line="prisma/schema.prisma:3", repo="""
-- prisma/schema.prisma --
datasource db {
  provider     = "mysql"
  relationMode = "prisma"
}
model Item {
  owner User @relation(fields: [ownerId], references: [id])
}
"""),
    example("belongs_to alone is no constraint", "unknown", says="bare ids", repo="""
-- Gemfile --
gem "rails"
-- app/models/item.rb --
class Item < ApplicationRecord
  belongs_to :owner
end
-- db/migrate/1_items.rb --
class Items < ActiveRecord::Migration[7.1]
  def change
    create_table :items do |t|
      t.integer :owner_id
    end
  end
end
"""),
    example("one table alone", "na", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import "database/sql"

func main() { http.ListenAndServe(":8080", nil) }
-- migrations/1_a.up.sql --
CREATE TABLE hashes (id text PRIMARY KEY, value text);
"""),
]
