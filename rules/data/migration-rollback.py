"""A rollback exists for every breaking migration.

When a release goes wrong after its migration ran, the old code meets the new schema and fails too. Without a down step the choice is
between an outage and hand-written SQL on live data at night.

Pass: down steps exist and do something in every breaking migration of a tool that supports them

Fail: an empty or raising downgrade, RunPython/RunSQL without a reverse, a missing .down.sql, IrreversibleMigration, for a breaking
change; each is a finding. A tool with no down steps at all (Prisma, Flyway community) fails only where nothing documents how to roll back

Fix: Give every migration that drops, renames or rewrites something a down step that undoes it: `downgrade()` in Alembic, `reverse_code`
and `reverse_sql` for `RunPython` and `RunSQL`, `down` in Rails, Knex, Laravel and Ecto, a `.down.sql` next to the `.up.sql`. Where the
tool has none (Prisma, Flyway community), write down the restore or roll-forward step; for a drop, release the code first and drop one
release later.

Searched: down steps of breaking migrations (columns and tables dropped, renamed or retyped, values newly required, rows deleted or
rewritten), and documents on rolling a migration back
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Documents, Finding, Location, Migration, Migrations, contradicts, example, nothing, regex, rule, supports

WHY = {
    "empty": "its way back does nothing",
    "raises": "it cannot be undone",
    "missing": "it has no way back",
    "unsupported": "{tool} has no down steps and no document says how to roll a migration back",
}
WHAT = {
    "drop_table": "drops a table",
    "rename_table": "renames a table",
    "drop_column": "drops a column",
    "rename_column": "renames a column",
    "change_type": "changes a column's type",
    "set_not_null": "makes a value required",
    "delete_rows": "deletes rows",
    "rewrite_rows": "rewrites rows",
}
OF_PAGES = regex(r"\b(?:onMutate|useMutation|optimistic(?:Updat\w+)?|setQueriesData)\b")  # what a page shows goes back to what it was
ROLLING_BACK = regex(
    r"(?i)(?<!not )(?<!not[*_]{2} )(?<!n't )\b(?:roll(?:ing|ed)?[ -]?back(?!-\w)|revert|undo|down[ -]?migrat\w*)\b[^.\n]{0,120}"
    r"\b(?:migration|schema|database|db|backup)s?\b(?![^.\n]{0,20}\btransaction)"
    r"|\brestor\w*[ ](?:your[ ]|the[ ]|a[ ])?(?:pre-?upgrade|previous|old)[ ](?:database|db)\b"
    r"|(?<![.-])\brestor\w*\b[^.,|\n]{0,80}(?<!-)\b(?:backup|snapshot|point[- ]in[- ]time)s?\b"
    r"|\b(?:backup|snapshot)s?\b[^.\n]{0,80}\brestor\w*"
    r"|\b(?:migration|schema|database)s?\b[^.\n]{0,80}(?<!-)\b(?:roll(?:ed|ing)?[ -]?back(?!-\w)"
    r"|revert(?:ed|ing)?|roll[- ]?forward|undo(?:ne)?)\b"
)


@rule(id="DAT003", severity="high", applies="sql", absence="fail", sources=("S1.2", "S4"))
def migration_rollback(migrations: Migrations, documents: Documents) -> Iterator[Finding]:
    breaking = [m for m in migrations if m.breaking]
    if not breaking:
        yield nothing("no migration breaks anything" if migrations else "there are no migrations")
    documented = _documented(documents) if any(not m.supports_down for m in breaking) else None
    for migration in breaking:
        yield _judged(migration, documented)


def _judged(migration: Migration, documented: Location | None) -> Finding:
    for operation in migration.breaking:
        state = migration.rollback(operation)
        if state == "unsupported" and documented:
            return supports(documented, f"a document says how to roll a migration of {migration.tool} back")
        if state in WHY:
            return contradicts(operation, f"the migration {WHAT[operation.kind]}, and {WHY[state].format(tool=migration.tool)}")
    first = migration.breaking[0]
    return supports(migration.down or first, f"the migration {WHAT[first.kind]} and can be undone")


def _documented(documents: Documents) -> Location | None:
    return next((place for found, place in documents.search(ROLLING_BACK, done=True) if not OF_PAGES.search(found.string)), None)


EXAMPLES = [
    example("rows that a procedure deletes once it is called", "na", repo="""
-- pom.xml --
<project/>
-- src/main/resources/db/migration/V1__orders.sql --
CREATE TABLE orders (id uuid PRIMARY KEY);
CREATE OR REPLACE PROCEDURE forget(_id uuid) LANGUAGE 'plpgsql' AS $BODY$
BEGIN
  DELETE FROM orders WHERE id = _id;
END;
$BODY$;
-- src/main/java/App.java --
@SpringBootApplication
class App { java.sql.Connection c; }
"""),
    example("golang-migrate: the way back has the number, under another name", "pass", repo="""
-- go.mod --
module a
-- main.go --
package main
import _ "github.com/jackc/pgx/v5"
func main() { db.Exec("INSERT INTO acos VALUES (1)"); http.ListenAndServe(":80", nil) }
-- db/migrations/000014_alpha_remove.up.sql --
ALTER TABLE acos DROP COLUMN secret;
-- db/migrations/000014_alpha_removal.down.sql --
ALTER TABLE acos ADD COLUMN secret text;
"""),
    example("Postgrator: a file undoes each", "pass", line="migrations/002.undo.drop-notes.sql:1", repo="""
-- package.json --
{"dependencies": {"fastify": "5", "postgrator": "8", "pg": "8"}}
-- server.js --
const fastify = require('fastify')()
fastify.listen({ port: 3000 })
-- migrations/001.do.orders.sql --
CREATE TABLE orders (id INT PRIMARY KEY, notes TEXT);
-- migrations/001.undo.orders.sql --
DROP TABLE orders;
-- migrations/002.do.drop-notes.sql --
ALTER TABLE orders DROP COLUMN notes;
-- migrations/002.undo.drop-notes.sql --
ALTER TABLE orders ADD COLUMN notes TEXT;
"""),
    example(
        "downgrade that does nothing",
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
app.run()
-- migrations/versions/2.py --
down_revision = "1"

def upgrade():
    op.drop_column("user", "email")

def downgrade():
    pass
""",
        line="migrations/versions/2.py:4",
    ),
    example(
        "downgrade that puts it back",
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
class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
app.run()
-- migrations/versions/2.py --
down_revision = "1"

def upgrade():
    op.drop_column("user", "email")

def downgrade():
    op.add_column("user", sa.Column("email", sa.String()))
""",
    ),
    example(
        "forward only, and no document on rolling back",
        "fail",
        """
-- package.json --
{"dependencies": {"express": "4", "@prisma/client": "5"}}
-- server.js --
const { PrismaClient } = require("@prisma/client")
require("express")().listen(3000)
-- prisma/schema.prisma --
datasource db {
  provider = "postgresql"
  url = env("DATABASE_URL")
}
-- prisma/migrations/20240101_drop/migration.sql --
-- DropColumn
ALTER TABLE "User" DROP COLUMN "email";
""",
        line="prisma/migrations/20240101_drop/migration.sql:2",
    ),
    example(
        "nothing breaks",
        "na",
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
app.run()
-- migrations/versions/1.py --
down_revision = None

def upgrade():
    op.create_table("user")

def downgrade():
    pass
""",
    ),
    example(
        "a checklist nobody ticked says that a rollback should exist",
        "fail",
        """
-- pom.xml --
<project><artifactId>shop</artifactId><parent><groupId>org.springframework.boot</groupId>
<artifactId>spring-boot-starter-parent</artifactId><version>3.3.0</version></parent></project>
-- src/main/resources/application.properties --
spring.datasource.url=${DB_URL}
spring.jpa.hibernate.ddl-auto=validate
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication @Entity
public class App {
  public static void main(String[] a) { SpringApplication.run(App.class, a); }
}
-- src/main/resources/db/migration/V2__drop.sql --
ALTER TABLE orders DROP COLUMN note;
-- docs/readiness.md --
# Readiness

- [ ] Zero-downtime migrations
  - Evidence: compatible plan; rollback of the database; restored backup
- [x] Tests
""",
        line="src/main/resources/db/migration/V2__drop.sql:1",
    ),
    example("Doctrine, a class of the app's own above, names put together", "fail", line="migrations/Version20190510.php:7", repo="""
-- composer.json --
{"require": {"doctrine/doctrine-migrations-bundle": "3"}}
-- src/Doctrine/ShopMigration.php --
<?php
use Doctrine\\Migrations\\AbstractMigration;
abstract class ShopMigration extends AbstractMigration {}
-- migrations/Version20190510.php --
<?php
use Doctrine\\DBAL\\Schema\\Schema;
final class Version20190510 extends ShopMigration
{
    public function up(Schema $schema): void
    {
        $this->addSql('ALTER TABLE ' . $this->getTable('entry') . ' DROP COLUMN theme');
    }
    public function down(Schema $schema): void
    {
        throw new SkipMigration('Not possible');
    }
}
"""),
    example("Doctrine, a table under a prefix renamed, and back", "pass", repo="""
-- composer.json --
{"require": {"doctrine/doctrine-migrations-bundle": "3"}}
-- migrations/Version20190808.php --
<?php
use Doctrine\\DBAL\\Schema\\Schema;
final class Version20190808 extends ShopMigration
{
    public function up(Schema $schema): void
    {
        $this->addSql('ALTER TABLE ' . $this->getTable('craue', true) . ' RENAME TO ' . $this->getTable('setting', true));
    }
    public function down(Schema $schema): void
    {
        $this->addSql('ALTER TABLE ' . $this->getTable('setting', true) . ' RENAME TO ' . $this->getTable('craue', true));
    }
}
"""),
    example("Rails: each direction is written down", "pass", line="db/migrate/20240101000000_orders.rb:6", repo="""
-- Gemfile --
gem "rails"
gem "pg"
-- db/migrate/20240101000000_orders.rb --
class Orders < ActiveRecord::Migration[7.1]
  def change
    reversible do |dir|
      dir.up do
        execute "UPDATE orders SET total = 0 WHERE total IS NULL"
        drop_table :drafts
      end

      dir.down { create_table(:drafts) }
    end
  end
end
"""),
    example("Rails: rows are deleted, and nothing says how they come back", "fail", line="db/migrate/20240101000000_drafts.rb:3", repo="""
-- Gemfile --
gem "rails"
gem "pg"
-- db/migrate/20240101000000_drafts.rb --
class Drafts < ActiveRecord::Migration[7.1]
  def up
    Order.where(kind: "draft").in_batches(of: 1_000) { |batch| batch.delete_all }
  end
end
"""),
    example("Rails: the same, and what stands below has no way back", "fail", line="db/migrate/20240101000000_orders.rb:11", repo="""
-- Gemfile --
gem "rails"
gem "pg"
-- db/migrate/20240101000000_orders.rb --
class Orders < ActiveRecord::Migration[7.1]
  def change
    reversible do |dir|
      dir.up do
        execute "UPDATE orders SET total = 0 WHERE total IS NULL"
        drop_table :drafts
      end

      dir.down { create_table(:drafts) }
    end
    remove_column :orders, :note
  end
end
"""),
    example("Flyway, and a document that lists topics", "fail", repo="""
-- pom.xml --
<project><dependencies><dependency><artifactId>flyway-core</artifactId></dependency></dependencies></project>
-- src/main/java/App.java --
@SpringBootApplication
class App { java.sql.Connection c; }
-- src/main/resources/db/migration/V1__orders.sql --
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
-- src/main/resources/db/migration/V2__notes.sql --
ALTER TABLE orders DROP COLUMN note;
-- docs/topics.md --
# Topics

| Topic | What must be there |
|---|---|
| six | orders, orders.dead, stock.restore, stock-snapshot |
"""),
    example("Prisma, and a document that says to restore the database of before the upgrade", "pass", line="docs/upgrade.md:3", repo="""
-- package.json --
{"dependencies": {"express": "4", "@prisma/client": "6"}}
-- server.js --
require("express")().listen(3000)
-- prisma/schema.prisma --
datasource db { provider = "postgresql" }
-- prisma/migrations/1_init/migration.sql --
CREATE TABLE item (id INT, name TEXT);
-- prisma/migrations/2_less/migration.sql --
ALTER TABLE item DROP COLUMN name;
-- docs/upgrade.md --
## Downgrade

Restore your pre-upgrade database, then start the older version.
"""),
    example("a way back for each of two engines", "pass", repo="""
-- go.mod --
module example.com/shop
require (
	github.com/gorilla/mux v1.8.1
	github.com/moov-io/base v0.63.3
)
-- main.go --
package main
func main() { http.ListenAndServe(":80", routes(sqlx.MustConnect("mysql", os.Getenv("DSN")))) }
-- migrations/001_orders.up.postgres.sql --
CREATE TABLE orders (id SERIAL PRIMARY KEY, note TEXT);
-- migrations/002_note.up.mysql.sql --
ALTER TABLE orders DROP COLUMN note;
-- migrations/002_note.down.mysql.sql --
ALTER TABLE orders ADD COLUMN note TEXT;
-- migrations/002_note.up.postgres.sql --
ALTER TABLE orders DROP COLUMN note;
-- migrations/002_note.down.postgres.sql --
ALTER TABLE orders ADD COLUMN note TEXT;
"""),
    example("Liquibase's SQL: what a block of it takes back is no step forward", "pass", repo="""
-- build.gradle.kts --
dependencies { implementation("org.liquibase:liquibase-core:4.29.0") }
-- src/main/resources/liquibase/1.0.0/01_orders.sql --
--liquibase formatted sql

--changeset shop:1.0.0/orders

/* liquibase rollback
 drop table orders;
*/

create table orders (id bigint primary key);
alter table buyers drop column orders_text;
"""),
    example("Hasura: a way back for each but one", "fail", repo="""
-- web/package.json --
{"dependencies": {"next": "15", "graphql-request": "7"}}
-- hasura/metadata/databases/databases.yaml --
- name: default
  kind: postgres
-- hasura/migrations/default/1676582663723_create_orders/up.sql --
CREATE TABLE "public"."orders" ("id" bigserial PRIMARY KEY, "note" text);
-- hasura/migrations/default/1676582663723_create_orders/down.sql --
DROP TABLE "public"."orders";
-- hasura/migrations/default/1676582806432_drop_note/up.sql --
ALTER TABLE "public"."orders" DROP COLUMN "note";
"""),
]
