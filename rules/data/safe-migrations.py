"""Recent migrations can run against a live database.

A migration runs while the previous release still serves users. One that locks a large table or drops a column that the old code reads makes
every request fail or hang until it is over.

Pass: no finding in the newest 20 migrations

Fail: an operation that locks or breaks a running release: NOT NULL column without default on an existing table, index without CONCURRENTLY
on PostgreSQL, rename or drop of a column or table in the release that stops using it, type change that rewrites the table; each is a
finding

Fix: Expand first, contract later: add columns as nullable or with a default, fill them in batches, add the constraint as NOT VALID and
validate it, drop one release after the code stopped using the column; `CREATE INDEX CONCURRENTLY` on PostgreSQL
(`postgresql_concurrently=True`, `AddIndexConcurrently`, `algorithm: :concurrently`, `concurrently: true` in Ecto). strong_migrations,
squawk, django-migration-linter and `atlas migrate lint` check it in CI.

Searched: the steps that go up of the newest 20 migrations
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Hazards, Migrations, contradicts, example, nothing, rule, supports

WHY = {
    "index": "builds an index without CONCURRENTLY on a table that exists: writes wait until it is done",
    "required": "requires a value for which rows that exist, and those of the running release, have none",
    "retyped": "changes a type, which rewrites the table under a lock",
    "dropped": "drops what the running release may still use",
    "renamed": "renames what the running release still calls by its old name",
}


@rule(id="DAT005", severity="medium", applies="sql", absence="pass", sources=("S1.2", "S1.5"))
def safe_migrations(migrations: Migrations, hazards: Hazards) -> Iterator[Finding]:
    if not migrations:
        yield nothing("there are no migrations")
        return
    for hazard in hazards:
        yield contradicts(hazard, f"the migration {WHY[hazard.kind]}: `{hazard.text}`")
    newest = hazards.newest
    yield supports(newest[-1], f"the newest of {len(newest)} recent migrations")


WHOLE_FIELD = """
-- manage.py --
import django
-- requirements.txt --
django
psycopg2
-- orders/migrations/0001_initial.py --
from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("code", models.CharField(max_length=20, unique=True)),
            ],
        ),
    ]
-- orders/migrations/0002_longer.py --
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name="order",
            name="code",
            field=models.CharField(max_length=40, unique=True),
        ),
    ]
"""

EXAMPLES = [
    example("PostgreSQL: an index of a view that the migration makes", "pass", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>org.flywaydb</groupId><artifactId>flyway-core</artifactId></dependency>
<dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId></dependency></dependencies></project>
-- src/main/java/shop/App.java --
import jakarta.persistence.Entity;
-- src/main/resources/db/migration/V1__orders.sql --
CREATE TABLE orders (id bigserial PRIMARY KEY, day date);
-- src/main/resources/db/migration/V2__days.sql --
CREATE MATERIALIZED VIEW bi.days AS SELECT day, count(*) FROM orders GROUP BY day;
CREATE UNIQUE INDEX ON bi.days (day);
"""),
    example("an index on a table that exists", "fail", line="migrations/2_b.up.sql:1", repo="""
-- go.mod --
module example.com/shop
require github.com/lib/pq v1.10.0
-- migrations/1_a.up.sql --
CREATE TABLE users (id serial PRIMARY KEY, name text);
CREATE INDEX users_name ON users (name);
-- migrations/2_b.up.sql --
CREATE INDEX users_mail ON users (mail);
"""),
    example("the same concurrently, and one on a new table", "pass", repo="""
-- go.mod --
module example.com/shop
require github.com/lib/pq v1.10.0
-- migrations/1_a.up.sql --
CREATE TABLE users (id serial PRIMARY KEY, name text);
CREATE INDEX users_name ON users (name);
-- migrations/2_b.up.sql --
CREATE INDEX CONCURRENTLY users_mail ON users (mail);
ALTER TABLE users ADD COLUMN age int NOT NULL DEFAULT 0;
-- migrations/2_b.down.sql --
ALTER TABLE users DROP COLUMN age;
"""),
    example("a schema as pg_dump writes it: constraints of tables that it makes", "pass", repo="""
-- go.mod --
module example.com/shop
require github.com/lib/pq v1.10.0
-- migrations/1_a.up.sql --
CREATE TABLE public.users (
    id integer NOT NULL,
    mail text
);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_mail_key UNIQUE (mail);
"""),
    example("Django states the whole field: its index was there before", "pass", repo=WHOLE_FIELD),
    example("Django gives a field an index that it had not", "fail", line="orders/migrations/0002_longer.py:7",
            repo=WHOLE_FIELD.replace("max_length=20, unique=True", "max_length=20")),
    example("a required column without default", "fail", line="migrations/versions/2.py:4", repo="""
-- requirements.txt --
flask
sqlalchemy
psycopg2
-- migrations/versions/2.py --
down_revision = "1"

def upgrade():
    op.add_column("user", sa.Column("email", sa.String(), nullable=False))
    op.add_column("user", sa.Column("age", sa.Integer(), nullable=False, server_default="0"))

def downgrade():
    op.drop_column("user", "email")
    op.drop_column("user", "age")
"""),
    example("a required column that the same migration adds with a default", "pass", repo="""
-- go.mod --
module example.com/shop
require github.com/lib/pq v1.10.9
-- main.go --
package main

import (
	"database/sql"
	"net/http"
	_ "github.com/lib/pq"
)

func main() { sql.Open("postgres", ""); http.ListenAndServe(":80", nil) }
-- migrations/1_a.up.sql --
CREATE TABLE pictures (id bigint PRIMARY KEY);
-- migrations/2_b.up.sql --
ALTER TABLE pictures ADD main boolean DEFAULT false;
ALTER TABLE pictures ALTER COLUMN main SET NOT NULL;
"""),
    example("a column that is dropped, in Rails", "fail", line="db/migrate/20200101000000_a.rb:3", repo="""
-- Gemfile --
gem "rails"
gem "pg"
-- db/migrate/20200101000000_a.rb --
class A < ActiveRecord::Migration[7.1]
  def change
    remove_column :users, :age, :integer
  end
end
"""),
    example("what a new table of Rails has", "pass", repo="""
-- Gemfile --
gem "rails"
gem "pg"
-- db/migrate/20200101000000_a.rb --
class A < ActiveRecord::Migration[7.1]
  def change
    create_table :users do |t|
      t.string :name, null: false
      t.index :name
    end
    add_index :users, :name, unique: true
  end
end
"""),
    example("Django's AddIndex on PostgreSQL", "fail", line="shop/migrations/0002_b.py:4", repo="""
-- requirements.txt --
django
psycopg
-- shop/migrations/0002_b.py --
from django.db import migrations, models

class Migration(migrations.Migration):
    operations = [migrations.AddIndex(model_name="item", index=models.Index(fields=["name"]))]
"""),
    example("no migrations", "na", repo="""
-- requirements.txt --
flask
sqlalchemy
-- app.py --
from sqlalchemy import create_engine
"""),
    example("a list in code: what its newest versions do counts, not its first ones", "pass", repo="""
-- go.mod --
module example.com/shop
require github.com/lib/pq v1.10.0
-- database/migrations.go --
package database
var migrations = []func(tx *sql.Tx) error{
	func(tx *sql.Tx) error { return do(tx, `CREATE TABLE users (id serial primary key, name text)`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users DROP COLUMN name`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a0 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a1 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a2 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a3 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a4 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a5 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a6 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a7 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a8 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a9 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a10 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a11 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a12 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a13 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a14 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a15 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a16 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a17 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a18 int`) },
	func(tx *sql.Tx) error { return do(tx, `ALTER TABLE users ADD COLUMN a19 int`) },
}
"""),
    example("the same, the newest first: a function for each", "fail", line="app/Schema/Mysql.php:3", repo="""
-- composer.json --
{"require": {"php": "^8.1"}}
-- app/Schema/Mysql.php --
<?php
function version_3(PDO $pdo) {
    $pdo->exec('ALTER TABLE users DROP COLUMN name');
}
function version_2(PDO $pdo) {
    $pdo->exec('ALTER TABLE users ADD COLUMN mail varchar(80)');
}
function version_1(PDO $pdo) {
    $pdo->exec('CREATE TABLE users (id int primary key, name text)');
}
-- index.php --
<?php
$pdo = new PDO('mysql:host=db');
$pdo->query('SELECT 1');
"""),
    example("Kysely: columns of a table that is new", "pass", repo="""
-- package.json --
{"dependencies": {"express": "4", "kysely": "0.27", "pg": "8"}}
-- server.js --
require('express')().listen(80)
-- src/database/migrations/20250101T101500-users.ts --
import { Kysely, sql } from 'kysely';
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema.createTable('users').addColumn('id', 'uuid', (col) => col.primaryKey()).execute();
}
export async function down(db: Kysely<any>): Promise<void> {
  await db.schema.dropTable('users').execute();
}
-- src/database/migrations/20250912T101500-api-keys.ts --
import { Kysely, sql } from 'kysely';
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('api_keys')
    .addColumn('id', 'uuid', (col) => col.primaryKey().defaultTo(sql`gen_uuid_v7()`))
    .addColumn('creator_id', 'uuid', (col) => col.references('users.id').onDelete('cascade').notNull())
    .execute();
}
export async function down(db: Kysely<any>): Promise<void> {
  await db.schema.dropTable('api_keys').execute();
}
"""),
    example("Kysely: a column that rows have to have", "fail", line="src/database/migrations/20250912T101500-keys.ts:5", repo="""
-- package.json --
{"dependencies": {"express": "4", "kysely": "0.27", "pg": "8"}}
-- server.js --
require('express')().listen(80)
-- src/database/migrations/20250912T101500-keys.ts --
import { Kysely, sql } from 'kysely';
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('users')
    .addColumn('key', 'text', (col) => col.notNull())
    .execute();
}
export async function down(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable('users').dropColumn('key').execute();
}
"""),
]
