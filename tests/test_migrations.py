"""Migrations: tools, order, what each does and what undoes it."""

from __future__ import annotations

import pytest

from readylint.fact import Facts
from readylint.facts.files import PathRules
from readylint.facts.migrations import Migrations
from readylint.snapshot import Snapshot


def migrations(text: str) -> Migrations:
    return Facts(Snapshot.of(text), PathRules()).get(Migrations)


def judged(text: str) -> list[tuple[str, str, str]]:
    """Tool, kind and rollback of every breaking operation."""
    return [(m.tool, o.kind, m.rollback(o)) for m in migrations(text) for o in m.breaking]


ALEMBIC = (
    "-- migrations/versions/1.py --\ndown_revision = None\n\ndef upgrade():\n    op.drop_column('a', 'b')\n\ndef downgrade():\n    {}\n"
)


@pytest.mark.parametrize(
    ("body", "state"),
    [("pass", "empty"), ("raise NotImplementedError()", "raises"), ("op.add_column('a', x)", "works"), ("# nothing\n    pass", "empty")],
)
def test_alembic(body: str, state: str) -> None:
    assert judged(ALEMBIC.format(body)) == [("Alembic", "drop_column", state)]


def test_alembic_column_changes() -> None:
    text = "-- v/1.py --\ndown_revision = None\ndef upgrade():\n    op.alter_column('a', 'b', {})\n"
    kinds = [
        [o.kind for m in migrations(text.format(x)) for o in m.breaking]
        for x in ("new_column_name='c'", "type_=sa.Text()", "nullable=False", "existing_type=sa.UUID(),\n nullable=True")
    ]
    assert kinds == [["rename_column"], ["change_type"], ["set_not_null"], []]


def test_django_python_and_sql() -> None:
    text = """-- shop/migrations/0002_x.py --
from django.db import migrations

def fill(apps, editor):
    apps.get_model("shop", "A").objects.update(x=1)

def clean(apps, editor):
    apps.get_model("shop", "A").objects.filter(x=1).delete()

class Migration(migrations.Migration):
    operations = [
        migrations.RemoveField("a", "b"),
        migrations.RunPython(fill),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(clean, migrations.RunPython.noop),
        migrations.RunSQL("DROP TABLE old"),
        migrations.RunSQL("DROP TABLE old", reverse_sql="CREATE TABLE old (id int)"),
    ]
"""
    assert [(kind, back) for _, kind, back in judged(text)] == [
        ("drop_column", "automatic"),
        ("rewrite_rows", "raises"),
        ("delete_rows", "empty"),
        ("drop_table", "raises"),
        ("drop_table", "automatic"),
    ]


def test_rails_change() -> None:
    text = """-- db/migrate/20240101000000_x.rb --
class X < ActiveRecord::Migration[7.0]
  def change
    create_table :b
    remove_column :a, :b
    remove_column :a, :c, :string
    rename_column :a, :d, :e
    drop_table :gone
    drop_table :kept do |t|
      t.string :x
    end
  end
end
"""
    assert [(kind, back) for _, kind, back in judged(text)] == [
        ("drop_column", "raises"),
        ("drop_column", "automatic"),
        ("rename_column", "automatic"),
        ("drop_table", "raises"),
        ("drop_table", "automatic"),
    ]


def test_rails_up_without_down() -> None:
    text = "-- db/migrate/1_x.rb --\nclass X < ActiveRecord::Migration[7.0]\n  def up\n    remove_column :a, :b, :string\n  end\nend\n"
    assert judged(text) == [("Rails", "drop_column", "missing")]


@pytest.mark.parametrize(
    ("repo", "expected"),
    [
        (
            "-- migrations/1_a.up.sql --\nALTER TABLE a DROP COLUMN b;\n-- migrations/1_a.down.sql --\nALTER TABLE a ADD COLUMN b text;\n",
            ("golang-migrate", "drop_column", "works"),
        ),
        ("-- migrations/1_a.up.sql --\nALTER TABLE a DROP COLUMN b;\n", ("golang-migrate", "drop_column", "missing")),
        (
            "-- m/1.sql --\n-- +goose Up\nDROP TABLE a;\n-- +goose Down\n-- +goose StatementBegin\nSELECT 1;\n-- +goose StatementEnd\n",
            ("goose", "drop_table", "empty"),
        ),
        (
            "-- db/migrations/1.sql --\n-- migrate:up\nALTER TABLE a RENAME TO b;\n-- migrate:down\nALTER TABLE b RENAME TO a;\n",
            ("dbmate", "rename_table", "works"),
        ),
        (
            "-- src/main/resources/db/migration/V2__x.sql --\nALTER TABLE a ALTER COLUMN b TYPE bigint;\n",
            ("Flyway", "change_type", "unsupported"),
        ),
        (
            '-- prisma/migrations/1_x/migration.sql --\nALTER TABLE "a" ADD COLUMN "b" TEXT NOT NULL;\n',
            ("Prisma", "set_not_null", "unsupported"),
        ),
        (
            "-- migrations/1_x/up.sql --\nDROP TABLE a;\n-- migrations/1_x/down.sql --\nCREATE TABLE a (id int);\n",
            ("Diesel", "drop_table", "works"),
        ),
        (
            "-- db/migrations/1_a.js --\nexports.up = (knex) => knex.schema.dropTable('a')\nexports.down = function (knex) {}\n",
            ("Knex", "drop_table", "empty"),
        ),
        (
            "-- src/migrations/1-a.ts --\nexport class A implements MigrationInterface {\n  async up(queryRunner: QueryRunner): "
            "Promise<void> {\n    await queryRunner.query(`ALTER TABLE a DROP COLUMN b`)\n  }\n"
            "  async down(queryRunner: QueryRunner): Promise<void> {\n    throw new Error('no')\n  }\n}\n",
            ("TypeORM", "drop_column", "raises"),
        ),
        (
            "-- migrations/1-a.js --\nmodule.exports = {\n  async up(queryInterface) { await queryInterface.removeColumn('a', 'b') "
            "},\n  async down(queryInterface) { await queryInterface.addColumn('a', 'b') }\n}\n",
            ("Sequelize", "drop_column", "works"),
        ),
        (
            "-- database/migrations/2024_01_01_x.php --\n<?php\nreturn new class extends Migration {\n  public function up(): void "
            "{\n    DB::table('a')->where('x', 1)->delete();\n  }\n  public function down(): void\n  {\n    //\n  }\n};\n",
            ("Laravel", "delete_rows", "empty"),
        ),
        (
            '-- Migrations/1_X.cs --\npublic partial class X : Migration {\n  protected override void Up(MigrationBuilder '
            'migrationBuilder) {\n    migrationBuilder.DropColumn(name: "a", table: "b");\n  }\n  protected override void '
            'Down(MigrationBuilder migrationBuilder) {\n    migrationBuilder.AddColumn<int>(name: "a", table: "b");\n  }\n}\n',
            ("EF Core", "drop_column", "works"),
        ),
        (
            "-- priv/repo/migrations/1_x.exs --\ndefmodule X do\n  use Ecto.Migration\n  def change do\n    alter table(:a) do\n     "
            " remove :b\n    end\n  end\nend\n",
            ("Ecto", "drop_column", "raises"),
        ),
    ],
)
def test_tools(repo: str, expected: tuple[str, str, str]) -> None:
    assert judged(repo) == [expected]


def test_a_table_made_in_the_same_file_breaks_nothing() -> None:
    assert (
        judged(
            "-- migrations/1_a.up.sql --\nCREATE TABLE a (id int);\nALTER TABLE a DROP COLUMN id;\n-- DROP TABLE b;\nALTER TABLE c "
            "ADD d int NOT NULL DEFAULT 0;\n"
        )
        == []
    )


def test_order_and_places() -> None:
    found = migrations("-- db/migrate/10_b.up.sql --\nSELECT 1;\n-- db/migrate/9_a.up.sql --\n\nDROP TABLE a;\n")
    assert [m.path for m in found] == ["db/migrate/9_a.up.sql", "db/migrate/10_b.up.sql"]
    assert str(found.all[0].breaking[0].at) == "db/migrate/9_a.up.sql:2"


def test_schemas_made_at_start_up() -> None:
    found = migrations(
        "-- app.py --\n# db.create_all()\nBase.metadata.create_all(engine)\n-- main.go --\npackage main\nfunc f() { "
        "db.AutoMigrate(&User{}) }\n-- src/main/resources/application.yml --\nspring:\n  jpa:\n    hibernate:\n      ddl-auto: "
        "update\n"
    )
    assert {(str(s.at), s.how) for s in found.at_start} == {
        ("app.py:2", "create_all()"),
        ("main.go:2", "AutoMigrate()"),
        ("src/main/resources/application.yml:4", "ddl-auto"),
    }


def test_tests_and_comments_are_none() -> None:
    found = migrations("-- tests/conftest.py --\nBase.metadata.create_all(engine)\n-- app.js --\n// sequelize.sync()\n")
    assert not found.at_start and not found
