from __future__ import annotations

from readylint.fact import Facts
from readylint.facts.edge import Edge
from readylint.facts.files import PathRules
from readylint.facts.infrastructure import Infrastructure
from readylint.snapshot import Snapshot


def facts(text: str) -> Facts:
    return Facts(Snapshot.of(text), PathRules())


def test_terraform() -> None:
    text = '''-- db.tf --
resource "aws_db_instance" "main" {
  backup_retention_period = var.days
  tags                    = { Team = "a" }
  zones                   = ["a", "b"]
  settings { backup { enabled = false } }
  settings { other = 1 }
}
variable "days" { default = 7 }
'''
    found = facts(text).get(Infrastructure)
    (made,) = found
    assert (made.type, made.name, made.at.line) == ("aws_db_instance", "main", 1)
    assert str(found.value(made.body["backup_retention_period"])) == "7"
    assert str(made.body.get("tags", "Team")) == "a"
    assert [str(z) for z in made.body["zones"]] == ["a", "b"]
    assert [value.at.line for key, value in made.body.walk() if key == "enabled" and value.is_false] == [5]


def test_a_dynamic_block_stands_under_its_name() -> None:
    text = '-- a.tf --\nresource "x" "y" {\n  dynamic "rule" {\n    for_each = var.a\n    content { a = 1 }\n  }\n}\n'
    (made,) = facts(text).get(Infrastructure)
    assert str(made.body.get("rule", "a")) == "1"


def test_modules_and_locals() -> None:
    found = facts('-- a.tf --\nmodule "m" { source = "./db" }\nlocals { a = true }\n').get(Infrastructure)
    assert [(m.type, m.name) for m in found.modules] == [("./db", "m")]


def test_cloudformation_in_yaml_and_json() -> None:
    text = '''-- a.yaml --
Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties: {BackupRetentionPeriod: !Ref Days}
-- b.json --
{"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}
'''
    found = facts(text).get(Infrastructure)
    assert [(r.type, r.name, r.at.line) for r in found] == [("AWS::RDS::DBInstance", "Db", 2), ("AWS::SQS::Queue", "Q", 1)]


def test_bicep() -> None:
    text = """-- a.bicep --
resource site 'Microsoft.Web/sites@2024-04-01' = {
  name: 'a' // its name
  properties: {
    httpsOnly: true
    rules: [
      {
        a: 1
      }
    ]
  }
}
"""
    (made,) = facts(text).get(Infrastructure)
    assert made.is_a("microsoft.web/Sites")
    assert made.body.get("properties", "httpsOnly").is_true
    assert [str(p["a"]) for p in made.body.get("properties", "rules")] == ["1"]
    assert facts(text).get(Edge).secured[0][0].line == 4


def test_tests_and_samples_are_not_read() -> None:
    assert not facts('-- tests/a.tf --\nresource "x" "y" {}\n-- examples/a.tf --\nresource "x" "y" {}\n').get(Infrastructure).resources


def test_nonsense_costs_one_file() -> None:
    assert len(facts('-- a.tf --\nresource "x" {{{{\n-- b.tf --\nresource "x" "y" {}\n').get(Infrastructure).of_type("x")) >= 1


def test_development_says_nothing_of_the_edge() -> None:
    ingress = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {tls: [{secretName: a}]}\n"
    assert not facts(f"-- k8s/dev/ingress.yaml --\n{ingress}").get(Edge).secured
    assert facts(f"-- k8s/prod/ingress.yaml --\n{ingress}").get(Edge).secured
