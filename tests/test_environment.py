"""Environment: variables that code reads, and where they are documented."""

from __future__ import annotations

import pytest

from readylint.fact import Facts
from readylint.facts.environment import Environment
from readylint.facts.files import PathRules
from readylint.snapshot import Snapshot


def environment(text: str) -> Environment:
    return Facts(Snapshot.of(text), PathRules()).get(Environment)


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        (
            "a.py",
            'import os\na = os.environ["A_A"]\nb = os.getenv("B_B", "1")\nc = os.environ.get("C_C") or 2\n',
            {"A_A": False, "B_B": True, "C_C": True},
        ),
        ("a.py", 'def envint(s, default):\n    return int(os.getenv(s, default))\n\nX = envint("WAIT", "5")\n', {"WAIT": True}),
        (
            "a.py",
            "class Settings(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix='APP_')\n    url: str\n    n: int = 3\n",
            {"APP_URL": False, "APP_N": True},
        ),
        (
            "a.js",
            'const a = process.env.A_A || 1\nconst b = process.env["B_B"]\nconst { C_C, D_D = 1 } = process.env\n',
            {"A_A": True, "B_B": False, "C_C": False, "D_D": True},
        ),
        ("a.js", "cleanEnv(process.env, {\n  PORT: num({ default: 3000 }),\n  DB: str(),\n})\n", {"PORT": True, "DB": False}),
        (
            "a.go",
            'package a\nfunc getEnv(k string, d string) string {\n\tif v := os.Getenv(k); v != "" { return v }\n\treturn d\n}\nvar x '
            '= getEnv("A_A", "1")\nvar y = os.Getenv("B_B")\n',
            {"A_A": True, "B_B": False},
        ),
        ("Tokens.java", 'class Tokens {\n  Tokens(@Value("${SIGNING_KEY}") String key, @Value("${TTL:5}") int ttl) {}\n}\n', {"SIGNING_KEY": False, "TTL": True}),
        ("a.rs", 'use dotenvy::var;\nfn a() -> String { var("A_A").unwrap_or("1".into()) + &var("B_B").unwrap() }\n', {"A_A": True, "B_B": False}),
        (
            "a.rb",
            'ENV["A_A"]\nENV.fetch("B_B", 1)\nENV.fetch("C_C") { 2 }\nENV.fetch("D_D")\n',
            {"A_A": False, "B_B": True, "C_C": True, "D_D": False},
        ),
        ("a.php", "<?php\nenv('A_A', 1); getenv('B_B');\n", {"A_A": True, "B_B": False}),
        ("A.cs", 'var a = Environment.GetEnvironmentVariable("A_A") ?? "x";\n', {"A_A": True}),
        ("a.rs", 'fn main() { let a = std::env::var("A_A").unwrap(); }\n', {"A_A": False}),
        ("config/runtime.exs", 'config :a, b: System.fetch_env!("A_A"), c: System.get_env("B_B", "1")\n', {"A_A": False, "B_B": True}),
        ("config/runtime.exs", 'a = System.get_env("A_A") ||\n  raise "A_A is missing"\nb = System.get_env("B_B") || "1"\n', {"A_A": False, "B_B": True}),
        ("src/main/resources/application.yml", "a:\n  b: ${A_A}\n  c: ${B_B:1}\n", {"A_A": False, "B_B": True}),
        ("config/database.yml", 'a:\n  b: <%= ENV.fetch("A_A") { 5 } %>\n', {"A_A": True}),
    ],
)
def test_reads(path: str, code: str, expected: dict[str, bool]) -> None:
    assert {v.name: v.has_default for v in environment(f"-- {path} --\n{code}")} == expected


def test_comments_tests_scripts_and_platform_variables_are_no_reads() -> None:
    found = environment(
        "-- a.py --\n# os.environ['A']\nos.environ['HOME']\n-- tests/test_a.py --\nos.environ['B']\n-- scripts/x.py --\nos.environ['C']\n"
    )
    assert not found.variables


@pytest.mark.parametrize(
    ("path", "documented"),
    [
        (".env.example", True),
        ("README.md", True),
        ("docker-compose.yml", True),
        ("deploy/values.yaml", True),
        ("main.tf", True),
        ("app.json", True),
        (".github/workflows/deploy.yml", True),
        (".github/workflows/test.yml", False),
        ("notes.py", False),
    ],
)
def test_documented(path: str, documented: bool) -> None:
    (variable,) = environment(f"-- app.py --\nos.environ['SHOP_KEY']\n-- {path} --\nx: 1\n# SHOP_KEY\n")
    assert (str(variable.documented) == f"{path}:2") is documented
    assert str(variable.at) == "app.py:1"


def test_a_longer_name_documents_nothing() -> None:
    (variable,) = environment("-- app.py --\nos.environ['KEY_A']\n-- .env.example --\nMY_KEY_A=1\nKEY_AB=2\n")
    assert variable.documented is None


def test_a_field_of_a_settings_class_is_told_once_with_all_that_it_is_given() -> None:
    told = environment("""
-- settings.py --
from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings
from base import Common

class Settings(BaseSettings):
    mode: str = Field("dev", env="SHOP_MODE")
    size: int = Field(default=5, env="SHOP_SIZE")
    key: str = Field(env="SHOP_KEY")
    token: str = Field(
        ...,
        description="asked for: by whom",
        validation_alias=AliasChoices("SHOP_TOKEN", "TOKEN"),
    )
    hosts: list[str] = Field(default_factory=list, alias="SHOP_HOSTS")
    address: Annotated[str, Field(validation_alias="SHOP_ADDRESS")]
    name: str = Field(min_length=1)

class More(Common):
    zone: str = Field(..., env="SHOP_ZONE")
    note: str
""").reads
    assert [(r.name, r.has_default) for r in told] == [
        ("SHOP_MODE", True), ("SHOP_SIZE", True), ("SHOP_KEY", False), ("SHOP_TOKEN", False), ("SHOP_HOSTS", True), ("SHOP_ADDRESS", False),
        ("NAME", False), ("SHOP_ZONE", False),
    ]  # fmt: skip
