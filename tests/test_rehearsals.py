"""What applies the migrations when the tests run."""

from __future__ import annotations

from readylint.config import Config
from readylint.fact import Facts
from readylint.facts.rehearsals import Rehearsals
from readylint.history import HistoryOption
from readylint.snapshot import Snapshot

DJANGO = "-- requirements.txt --\ndjango\n-- shop/migrations/0001.py --\nfrom django.db import migrations\nclass Migration(migrations.Migration): ...\n"
EF = (
    "-- Migrations/1.cs --\npublic partial class A : Migration\n{\n  protected override void Up(MigrationBuilder m) { m.CreateTable(\"a\"); }\n}\n"
    "-- Tests/ApiTests.cs --\nclass ApiTests : IClassFixture<WebApplicationFactory<Program>> { [Fact] public void A() {} }\n"
)


def rehearsals(text: str) -> list[str]:
    return [r.by for r in Facts(Snapshot.of(text), Config().rules, Config(), HistoryOption(True)).get(Rehearsals)]


def test_the_test_runner_of_django_applies_them_unless_told_not_to() -> None:
    assert rehearsals(DJANGO) == ["Django's test runner"]
    assert rehearsals(DJANGO + "-- pytest.ini --\n[pytest]\naddopts = --nomigrations\n") == []


def test_an_app_that_migrates_at_its_start_does_so_for_the_tests_that_start_it() -> None:
    assert rehearsals(EF) == []
    assert rehearsals(EF + "-- Program.cs --\nawait db.Database.MigrateAsync();\n") == ["the app that the tests start, which migrates first,"]
