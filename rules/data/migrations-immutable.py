"""Applied migrations are never edited, and their order is unambiguous.

A migration that is edited after it ran does not run again, so old databases keep the old schema while new ones get another. The difference
shows up months later as an error that happens in production only.

Pass: nothing of what makes it fail is found

Fail: a migration's statements were changed more than 7 days after the commit that added it (history), or two migrations claim one number or
one parent with no merge

Fix: Treat a merged migration as read-only and write a new one to correct it. Where two share a number or parent, merge the heads: `alembic
merge heads`, `makemigrations --merge`, renumber in Flyway before the release; `makemigrations --check`, `flyway validate` or `atlas migrate
lint` in CI keeps it so.

Searched: every version of every migration in the history; numbers, parents and merges
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Edits, Finding, Migrations, contradicts, example, nothing, rule, supports, unclear


@rule(id="DAT004", severity="medium", applies="sql", absence="pass", sources=("S1.2",))
def migrations_immutable(migrations: Migrations, edits: Edits) -> Iterator[Finding]:
    if not migrations:
        yield nothing("there are no migrations")
        return
    sound = True
    for clash in edits.clashes():
        sound = False
        names = " and ".join(path.rpartition("/")[2] for path in clash.paths[:3])
        yield contradicts(clash, f"{names} {clash.what}")
    for edit in edits.edited():
        sound = False
        yield contradicts(
            edit, f"its statements were changed {edit.days} days after it was added", commit=edit.commit, author_date=edit.date
        )
    if edits.unread:
        yield unclear(f"whether migrations were edited is in the history, which was not read: {edits.unread}")
    elif sound:
        last = migrations.all[-1]
        yield supports(last, f"{len(migrations.all)} migrations, none edited later than a week after it was added")


RESTYLED = """
== 2021-09-01 Orders ==
-- Gemfile --
gem "rails"
gem "pg"
-- config/database.yml --
production:
  adapter: postgresql
-- config/routes.rb --
Rails.application.routes.draw do
  get "/orders", to: "orders#index"
end
-- db/migrate/20210831075846_create_orders.rb --
class CreateOrders < ActiveRecord::Migration[6.1]
  def change
    create_table :orders do |t|
      t.index [ :user_id, :code ], name: "orders_of_users", unique: true
    end
  end
end
== 2022-01-28 Style ==
-- db/migrate/20210831075846_create_orders.rb --
class CreateOrders < ActiveRecord::Migration[6.1]
  def change
    create_table :orders do |t|
      t.index %i[user_id code], name: "orders_of_users", unique: true
    end
  end
end
"""

EXAMPLES = [
    example("scripts of one day that somebody ran by hand", "pass", repo="""
== 2024-03-01 Start ==
-- go.mod --
module a
-- main.go --
package main
import _ "github.com/jackc/pgx/v5"
func main() { db.Exec("INSERT INTO acos VALUES (1)"); http.ListenAndServe(":80", nil) }
-- db/migrations/shop/000001_acos.up.sql --
CREATE TABLE acos (id bigint);
-- db/migrations/manual/20201210-bigint-dev.sql --
ALTER TABLE acos ALTER COLUMN id TYPE bigint;
-- db/migrations/manual/20201210-bigint-prod.sql --
ALTER TABLE acos ALTER COLUMN id TYPE bigint;
== 2024-03-02 Greet ==
-- README.md --
# Shop
"""),
    example("Go: a migration is made to tell of an error", "pass", repo="""
== 2023-01-10 Orders ==
-- go.mod --
module example.com/shop
-- main.go --
package main
import ("database/sql"; "net/http")
var db, _ = sql.Open("mysql", "shop")
func main() { migrations.Migrate(db); http.ListenAndServe(":80", nil) }
-- migrations/v1.go --
package migrations
func orders(db *datastore) error {
	t, err := db.Begin()
	_, err = t.Exec(`CREATE TABLE orders (id INT NOT NULL)`)
	return t.Commit()
}
-- migrations/migrations.go --
package migrations
var migrations = []Migration{New("orders", orders)}
== 2024-06-01 Errors ==
-- migrations/v1.go --
package migrations
func orders(db *datastore) error {
	t, err := db.Begin()
	if err != nil {
		return err
	}
	_, err = t.Exec(`CREATE TABLE orders (id INT NOT NULL)`)
	if err != nil {
		t.Rollback()
		return err
	}
	return t.Commit()
}
"""),
    example("Liquibase: a change set is added, and a file is included", "pass", repo="""
== 2024-01-01 Users ==
-- package.json --
{"dependencies": {"sequelize": "6"}}
-- app.js --
const app = require('express')()
const { Sequelize } = require('sequelize')
app.listen(3000)
-- changelog/db.changelog.xml --
<databaseChangeLog><include file="changelog/db.changelog-1.xml"/></databaseChangeLog>
-- changelog/db.changelog-1.xml --
<databaseChangeLog>
  <changeSet author="a" id="1"><createTable tableName="users"><column name="id" type="INTEGER"/></createTable></changeSet>
</databaseChangeLog>
== 2024-03-01 Orders ==
-- changelog/db.changelog.xml --
<databaseChangeLog><include file="changelog/db.changelog-1.xml"/><include file="changelog/db.changelog-2.xml"/></databaseChangeLog>
-- changelog/db.changelog-1.xml --
<databaseChangeLog>
  <changeSet author="a" id="1"><createTable tableName="users"><column name="id" type="INTEGER"/></createTable></changeSet>
  <changeSet author="a" id="2"><addColumn tableName="users"><column name="age" type="INTEGER"/></addColumn></changeSet>
</databaseChangeLog>
-- changelog/db.changelog-2.xml --
<databaseChangeLog>
  <changeSet author="a" id="3"><createTable tableName="orders"><column name="id" type="INTEGER"/></createTable></changeSet>
</databaseChangeLog>
"""),
    example("Liquibase: a change set that runs again when it is changed", "pass", repo="""
== 2024-01-01 Users ==
-- package.json --
{"dependencies": {"sequelize": "6"}}
-- app.js --
const app = require('express')()
const { Sequelize } = require('sequelize')
app.listen(3000)
-- changelog/db.changelog-1.xml --
<databaseChangeLog>
  <changeSet author="a" id="1" runOnChange="true"><createView viewName="grown">select id from users</createView></changeSet>
</databaseChangeLog>
== 2024-03-01 More ==
-- changelog/db.changelog-1.xml --
<databaseChangeLog>
  <changeSet author="a" id="1" runOnChange="true"><createView viewName="grown">select id, age from users</createView></changeSet>
</databaseChangeLog>
"""),
    example("Liquibase: a change set that ran says something else", "fail", line="changelog/db.changelog-1.xml:2", says="60 days", repo="""
== 2024-01-01 Users ==
-- package.json --
{"dependencies": {"sequelize": "6"}}
-- app.js --
const app = require('express')()
const { Sequelize } = require('sequelize')
app.listen(3000)
-- changelog/db.changelog-1.xml --
<databaseChangeLog>
  <changeSet author="a" id="1"><createTable tableName="users"><column name="id" type="INTEGER"/></createTable></changeSet>
</databaseChangeLog>
== 2024-03-01 Wider ==
-- changelog/db.changelog-1.xml --
<databaseChangeLog>
  <changeSet author="a" id="1"><createTable tableName="users"><column name="id" type="BIGINT"/></createTable></changeSet>
</databaseChangeLog>
"""),
    example("a column put in a month later", "fail", line="db/migrate/20240101000000_a.rb:5", says="31 days", repo="""
== 2024-01-01 Users ==
-- Gemfile --
gem "rails"
-- db/migrate/20240101000000_a.rb --
class A < ActiveRecord::Migration[7.1]
  def change
    create_table :users do |t|
      t.string :name
    end
  end
end
== 2024-02-01 Ages ==
-- db/migrate/20240101000000_a.rb --
class A < ActiveRecord::Migration[7.1]
  def change
    create_table :users do |t|
      t.string :name
      t.integer :age
    end
  end
end
"""),
    example("style, a comment and the way back", "pass", repo="""
== 2024-01-01 Ages ==
-- requirements.txt --
flask
sqlalchemy
-- migrations/versions/1.py --
revision = '1'
down_revision = None

def upgrade():
    op.add_column('user', sa.Column('age', sa.Integer()))

def downgrade():
    pass
== 2024-03-01 Format ==
-- migrations/versions/1.py --
revision: str = "1"
down_revision = None

def upgrade() -> None:
    # the age
    op.add_column(
        "user",
        sa.Column("age", sa.Integer()),
    )

def downgrade() -> None:
    op.drop_column("user", "age")
"""),
    example("a linter wanted types, and a docstring where nothing was done", "pass", repo="""
== 2024-01-01 Begin ==
-- requirements.txt --
alembic
sqlalchemy
-- app.py --
from flask import Flask
from sqlalchemy import create_engine
Flask(__name__).run()
-- alembic.ini --
[alembic]
-- migrations/versions/a.py --
from alembic import op
import sqlalchemy as sa
revision = 'a'
down_revision = None
def upgrade():
    pass
def downgrade():
    pass
== 2024-06-01 Lint ==
-- migrations/versions/a.py --
from typing import Union
revision: str = "a"
down_revision: Union[str, None] = None
def upgrade() -> None:
    \"\"\"Apply the migration.\"\"\"
def downgrade() -> None:
    \"\"\"Revert the migration.\"\"\"
"""),
    example("changed on the next day", "pass", repo="""
== 2024-01-01 Users ==
-- go.mod --
module example.com/shop
-- migrations/1_a.up.sql --
CREATE TABLE users (id int);
== 2024-01-02 Wider ==
-- migrations/1_a.up.sql --
CREATE TABLE users (id bigint);
"""),
    example("Flyway's repeatable ones are there to be changed", "pass", repo="""
== 2024-01-01 Start ==
-- src/main/resources/db/migration/V1__a.sql --
CREATE TABLE a (id int);
-- src/main/resources/db/migration/R__views.sql --
CREATE OR REPLACE VIEW b AS SELECT id FROM a;
== 2024-02-01 More ==
-- src/main/resources/db/migration/R__views.sql --
CREATE OR REPLACE VIEW b AS SELECT id, id FROM a;
"""),
    example("two heads", "fail", line="migrations/versions/c.py:1", says="no merge", repo="""
== 2024-01-01 All ==
-- requirements.txt --
flask
sqlalchemy
-- migrations/versions/a.py --
revision = "a"
down_revision = None
def upgrade():
    op.create_table("users")
-- migrations/versions/b.py --
revision = "b"
down_revision = "a"
def upgrade():
    op.create_table("orders")
-- migrations/versions/c.py --
revision = "c"
down_revision = "a"
def upgrade():
    op.create_table("items")
"""),
    example("two of one number", "fail", line="src/main/resources/db/migration/V2__c.sql:1", repo="""
== 2024-01-01 All ==
-- pom.xml --
<project><dependencies><dependency><groupId>org.flywaydb</groupId><artifactId>flyway-core</artifactId></dependency></dependencies></project>
-- src/main/resources/db/migration/V2__b.sql --
CREATE TABLE b (id int);
-- src/main/resources/db/migration/V2__c.sql --
CREATE TABLE c (id int);
"""),
    example("no migrations", "na", repo="""
-- requirements.txt --
flask
sqlalchemy
-- app.py --
from sqlalchemy import create_engine
"""),
    example("a list in code: another version stands at its end", "pass", repo="""
== 2024-01-01 first ==
-- go.mod --
module example.com/shop
require github.com/lib/pq v1.10.0
-- database/migrations.go --
package database
var schemaVersion = 2
var migrations = []func(tx *sql.Tx) error{
	func(tx *sql.Tx) error {
		_, err := tx.Exec(`CREATE TABLE users (id serial primary key, name text)`)
		return err
	},
	func(tx *sql.Tx) error {
		_, err := tx.Exec(`ALTER TABLE users ADD COLUMN mail text`)
		return err
	},
}
== 2024-03-01 age ==
-- database/migrations.go --
package database
var schemaVersion = 3
var migrations = []func(tx *sql.Tx) error{
	func(tx *sql.Tx) error {
		_, err := tx.Exec(`CREATE TABLE users (id serial primary key, name text)`)
		return err
	},
	func(tx *sql.Tx) error {
		_, err := tx.Exec(`ALTER TABLE users ADD COLUMN mail text`)
		return err
	},
	func(tx *sql.Tx) error {
		_, err := tx.Exec(`ALTER TABLE users ADD COLUMN age int`)
		return err
	},
}
"""),
    example("a list in code: what ran is written anew", "fail", line="database/migrations.go:5", repo="""
== 2024-01-01 first ==
-- go.mod --
module example.com/shop
require github.com/lib/pq v1.10.0
-- database/migrations.go --
package database
var migrations = []func(tx *sql.Tx) error{
	func(tx *sql.Tx) error {
		_, err := tx.Exec(`CREATE TABLE users (id serial primary key, name text)`)
		return err
	},
	func(tx *sql.Tx) error {
		_, err := tx.Exec(`ALTER TABLE users ADD COLUMN mail text`)
		return err
	},
}
== 2024-03-01 longer ==
-- database/migrations.go --
package database
var migrations = []func(tx *sql.Tx) error{
	func(tx *sql.Tx) error {
		_, err := tx.Exec(`
			CREATE TABLE users (id bigserial primary key, name varchar(80))`)
		return err
	},
	func(tx *sql.Tx) error {
		_, err := tx.Exec(`ALTER TABLE users ADD COLUMN mail text`)
		return err
	},
}
"""),
    example("edited before its folder moved", "fail", line="packages/db/prisma/migrations/20240101101112_init/migration.sql:1", repo="""
== 2024-01-01 first ==
-- package.json --
{"dependencies": {"express": "5", "@prisma/client": "6"}}
-- server.js --
const app = require("express")()
const { PrismaClient } = require("@prisma/client")
app.listen(3000)
-- libs/db/prisma/schema.prisma --
datasource db { provider = "postgresql" }
-- libs/db/prisma/migrations/20240101101112_init/migration.sql --
CREATE TABLE users (id serial PRIMARY KEY);
== 2024-03-01 names ==
-- libs/db/prisma/migrations/20240101101112_init/migration.sql --
CREATE TABLE users (id serial PRIMARY KEY, name text);
== 2024-06-01 move ==
-- libs/db/prisma/migrations/20240101101112_init/migration.sql -- deleted
-- libs/db/prisma/schema.prisma -- deleted
-- packages/db/prisma/schema.prisma --
datasource db { provider = "postgresql" }
-- packages/db/prisma/migrations/20240101101112_init/migration.sql --
CREATE TABLE users (id serial PRIMARY KEY, name text);
"""),
    example("moved as it was, beside one of another app that went", "pass", repo="""
== 2024-01-01 first ==
-- requirements.txt --
django
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}
-- shop/orders/migrations/0001_initial.py --
class Migration(migrations.Migration):
    operations = [migrations.CreateModel(name="Order", fields=[("id", models.AutoField(primary_key=True))])]
-- shop/mails/migrations/0001_initial.py --
class Migration(migrations.Migration):
    operations = [migrations.CreateModel(name="Mail", fields=[("id", models.AutoField(primary_key=True)), ("to", models.TextField())])]
== 2024-03-01 move ==
-- shop/orders/migrations/0001_initial.py -- deleted
-- shop/mails/migrations/0001_initial.py -- deleted
-- apps/orders/migrations/0001_initial.py --
class Migration(migrations.Migration):
    operations = [migrations.CreateModel(name="Order", fields=[("id", models.AutoField(primary_key=True))])]
"""),
    example("Django: what a field tells forms and people is no statement", "pass", repo="""
== 2024-01-10 Orders ==
-- manage.py --
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings"
-- shop/migrations/0001_order.py --
from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [
        migrations.AddField("order", "code", models.CharField(
            max_length=5, blank=True, help_text="the code of the order"
        )),
    ]
== 2024-03-10 Validate the code ==
-- shop/migrations/0001_order.py --
from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [
        migrations.AddField("order", "code", models.CharField(
            max_length=5, validators=[RegexValidator(code="bad", regex="^[0-9]{5}$")], help_text="The code of an order"
        )),
    ]
"""),
    example("Django: a column is made longer in the migration that made it", "fail", repo="""
== 2024-01-10 Orders ==
-- manage.py --
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings"
-- shop/migrations/0001_order.py --
from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [
        migrations.AddField("order", "code", models.CharField(
            max_length=5, blank=True
        )),
    ]
== 2024-03-10 Longer codes ==
-- shop/migrations/0001_order.py --
from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [
        migrations.AddField("order", "code", models.CharField(
            max_length=9, blank=True
        )),
    ]
"""),
    example("Rails: RuboCop writes a list of symbols anew", "pass", repo=RESTYLED),
    example("Rails: an old index takes another column", "fail", line="db/migrate/20210831075846_create_orders.rb:4",
            repo=RESTYLED.replace("user_id code", "user_id number")),
    example("one migration, written for each of two engines", "unknown", repo="""
-- go.mod --
module example.com/shop
require (
	github.com/gorilla/mux v1.8.1
	github.com/moov-io/base v0.63.3
)
-- main.go --
package main
func main() { http.ListenAndServe(":80", routes(sqlx.MustConnect("mysql", os.Getenv("DSN")))) }
-- migrations/001_orders.up.mysql.sql --
CREATE TABLE orders (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY);
-- migrations/001_orders.up.postgres.sql --
CREATE TABLE orders (id SERIAL PRIMARY KEY);
"""),
]
