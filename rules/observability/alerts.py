"""Alerts notify a person when something goes wrong.

Dashboards help only while somebody looks at them, and nobody looks at three in the morning. Without an alert the first to notice an
outage are the users, and the team hears of it hours later.

Pass: alerts as code: Prometheus/Alertmanager rules, Grafana alerting, CloudWatch alarms, Datadog/New Relic monitors, Azure/GCP alert
policies, PagerDuty/Opsgenie/Slack wiring; or a document that names the alerts

Fix: Commit three rules to start with: the service does not answer, the error rate is high, a queue or disk fills up. As Prometheus rules
with an Alertmanager receiver, `aws_cloudwatch_metric_alarm` with an SNS topic, `azurerm_monitor_metric_alert`,
`google_monitoring_alert_policy`, Datadog or New Relic monitors in Terraform, or Grafana's provisioned alerting. If they live in a
console, list in the runbook which exist and whom they reach.

Searched: Prometheus and Alertmanager files, PrometheusRule and the like, Grafana provisioning, alarms and monitors in Terraform,
CloudFormation and Bicep, mail of errors to administrators, documents on alerts
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from readylint import (
    Code,
    Documents,
    Files,
    Finding,
    Infrastructure,
    Location,
    Node,
    Resource,
    Structured,
    Workloads,
    example,
    known,
    live,
    regex,
    released,
    rule,
    supports,
)

# an argument of a module that makes alarms
SWITCHED = regex(r"(?i)(?:^|_)(?:alarms?|alerts?)_enabled$|^(?:enable|create)_(?:\w{1,40}_)?(?:alarms?|alerts?)$")
TOLD = regex(r"(?i)pagerduty|opsgenie|slack.*(?:receiver|webhook|channel)|alert.*(?:email|channel|topic)|alarm_(?:email|topic)")
NAMED = regex(
    r"(?i)(?:^|[/_-])(?:alerts?|alarms?|alerting|(?:datadog|new-?relic)[_-]monitors?|statuscake|pagerduty|opsgenie|uptimerobot|betteruptime)"
    r"(?:[/_?.-]|$)"
)
HEADING = regex(
    r"(?im)^[^\w\n<]*(?:<[^>\n]*>[^\w\n<]*){0,4}(?:[\d.]+ *)?"
    r"(?:(?:monitoring|observability|metrics|logging|prometheus|grafana|cloudwatch|application insights|azure) *(?:and|&|/|,|\+)? *)?"
    r"(?:alerts?|alerting|alarms?)"
    r"(?:(?: *,? *(?:and|&|/|,|\+) *)(?:monitoring|notifications?|logging|metrics|dashboards?|on-?call|observability))*"
    r"(?: +(?:rules?|runbooks?|definitions?|polic(?:y|ies)|catalogu?e?|response|thresholds?|list|configuration|routing|manager|and \w+))?"
    r"[^\w\n]*$"
)
WATCHES = regex(
    r"(?i)\b(?:pager ?duty|opsgenie|prometheus|alertmanager|grafana|cloudwatch|datadog"
    r"|new ?relic|application insights|azure monitor|app insights|sentry|statuscake|pingdom|uptime ?robot|on[- ]?call)\b"
)
PRODUCT = regex(r"(?i)(?:^|/)(?:api[-_]reference|data[-_]models?|front-?end)\b[^/]*$")  # whose alerts are its users'
# words that the alerts of a product or of a page have too: it takes two
SPEAKS = regex(
    r"(?i)\b(?:severity|thresholds?|slack|uptime|fir(?:es|ed|ing)|trigger(?:s|ed)|alerts? (?:if|when|then)|error rate|latency|cpu|disk"
    r"|5xx|unhealthy|outage|downtime|operational|incidents?)\b"
)


@rule(id="OBS007", severity="blocker", absence="unknown", sources=("S0.7", "S1.6", "S2", "S4"))
def alerts(
    infrastructure: Infrastructure, workloads: Workloads, files: Files, structured: Structured, code: Code, documents: Documents
) -> Iterator[Finding]:
    for resource in infrastructure.of_type(*_known()["resources"]):
        if not _only_scales(resource, infrastructure):
            yield supports(resource, f"{resource.type} {resource.name} is declared")
    yield from _of_modules(infrastructure)
    yield from _of_kubernetes(workloads)
    yield from (supports(at, says) for at, says in _of_files(files, structured) if live(at.path))
    for row in _known()["code"]:
        for _, at in code.search(row["is"], *row["words"], language=row["languages"]):
            if released(at.path):
                yield supports(at, row["says"], confidence="medium")
    for document, section in documents.sections(HEADING):
        if PRODUCT.search(document.path):
            continue
        if not section.stub and len(section.text) > 60 and _watches(section.text + "\n".join(p.text for p in section.code)):
            yield supports(section, f"“{section.heading}” names the alerts", confidence="medium")


def _watches(text: str) -> bool:
    """Whether a text speaks of the alerts of a running service."""
    return bool(WATCHES.search(text)) or len({word.lower() for word in SPEAKS.findall(text)}) > 1


def _only_scales(resource: Resource, infrastructure: Infrastructure) -> bool:
    """Whether all that an alarm does is to add or stop instances: nobody hears of it."""
    done = [str(infrastructure.value(a)) for key in ("alarm_actions", "AlarmActions") for a in resource.body[key]]
    return bool(done) and all(re.search(r"(?i)scaling|scale_?(?:up|out|in|down)|automate:", action) for action in done)


def _of_modules(infrastructure: Infrastructure) -> Iterator[Finding]:
    """Modules that are named after alerts, or are handed whom to tell."""
    for module in infrastructure.modules:
        said = [(key, at, infrastructure.value(value)) for key, at, value in module.body.items or ()]
        told = next((at for key, at, value in said if (TOLD.search(key) and value) or (SWITCHED.search(key) and value.is_true)), None)
        if told or NAMED.search(f"{module.type}/{module.name}"):
            yield supports(told or module.at, f"the module {module.name} sets up alerts", confidence="medium")


def _of_kubernetes(workloads: Workloads) -> Iterator[Finding]:
    kinds = _known()["kinds"]
    for found in workloads.of_kind("PrometheusRule", "VMRule", *kinds):
        if found.kind in kinds or any(key == "alert" for key, _ in found.body.walk()):
            yield supports(found, f"{found.kind} {found.name} is declared")
    for chart in workloads.charts:
        for dependency in chart.dependencies:
            if re.search(r"(?i)alert", dependency.name) and dependency.values:
                yield supports(dependency.values, f"the chart {dependency.name} declares alerts")


def _of_files(files: Files, structured: Structured) -> Iterator[tuple[Location, str]]:
    yaml = files.match("*.yml", "*.yaml", "*.rules", "*.yml.j2", "*.yaml.tmpl")
    for file in files.with_words("alert", "contactPoints", "condition", *_known()["receivers"], among=yaml):
        if not re.search(r"(?:^|/)\.github/|openapi|swagger", file.path) and not ("apiVersion:" in file.text and "kind:" in file.text):
            yield from _of_document(structured.document(file))
    for file in files.match("serverless.yml", "serverless.yaml"):
        if (custom := structured.document(file).get("custom", "alerts")):
            yield custom.at, "alarms are declared for the functions"
    for file in files.match("*.libsonnet", "*.jsonnet"):
        yield from ((at, "alert rules are generated") for _, at in list(file.search(r"\balert:\s*[\"']"))[:1])


def _of_document(root: Node) -> Iterator[tuple[Location, str]]:
    if place := _rules(root):
        yield place, "Prometheus rules are declared"
    elif handed := next((p for key, node in root.walk() if key.endswith("groups") and (p := _first_of(node))), None):
        yield handed, "Prometheus is handed its rules"  # by a playbook of Ansible, or the values of a chart
    elif wired := next((value.at for key, value in root["receivers"].walk() if key in _known()["receivers"] and value), None):
        yield wired, "Alertmanager tells a person"
    elif root["contactPoints"] or any(r["condition"] and r["data"] for group in root["groups"] for r in group["rules"]):
        yield (root["contactPoints"] or root["groups"]).at, "Grafana's alerting is provisioned"


def _rules(root: Node) -> Location | None:
    """The first alert of a file of Prometheus rules; recording rules are none."""
    return _first_of(root["groups"])


def _first_of(groups: Node) -> Location | None:
    return next((rule.at for group in groups for rule in group["rules"] if rule["alert"] and rule["expr"]), None)


EXAMPLES = [
    example("a kind of visibility called so is no address", "unknown", repo="""
-- manage.py --
import django
-- shop/kinds.py --
@choices
class Visibility(str, Enum):
    PUBLIC = "public"
    ADMINS = "admins"

@choices
class Shown(str, Enum):
    NOBODY = "nobody"
"""),
    example("Laravel: an error is sent to a channel where it is reported", "pass", line="app/Exceptions/Handler.php:4", repo="""
-- composer.json --
{"require": {"laravel/framework": "11"}}
-- app/Exceptions/Handler.php --
<?php
class Handler extends ExceptionHandler
{
    public function report(Throwable $e)
    {
        if ($this->shouldReport($e)) {
            $this->tellTelegram($e);
        }
        parent::report($e);
    }
}
"""),
    example("Laravel: an error is reported to whoever reads the logs, and told in a page", "unknown", repo="""
-- composer.json --
{"require": {"laravel/framework": "11"}}
-- app/Exceptions/Handler.php --
<?php
class Handler extends ExceptionHandler
{
    public function report(Throwable $e)
    {
        parent::report($e);
    }

    public function render($request, Throwable $e) { return $this->alertPage($e); }
}
"""),
    example("a job whose silence is told to a person", "pass", line="config/schedule.rb:1", repo="""
-- Gemfile --
gem "rails"
gem "whenever"
-- config/application.rb --
class Application < Rails::Application; end
-- config/schedule.rb --
job_type :rake_hb, 'cd :path && bundle exec rake :task && curl --silent https://api.honeybadger.io/v1/check_in/:check_in'
"""),
    example("a team's module is named for its monitors", "pass", line="ops/main.tf:1", repo="""
-- main.go --
package main
func main() { http.ListenAndServe(":80", nil) }
-- ops/main.tf --
module "monitors" {
  source = "github.com/example/platform//terraform/modules/datadog_monitors?ref=0b65099"
}
"""),
    example("Airflow tells Slack of a run that failed", "pass", line="dags/orders.py:3", repo="""
-- dags/orders.py --
from airflow import DAG
from utils.slack import task_fail_slack_alert
default_args = {"owner": "shop", "on_failure_callback": task_fail_slack_alert}
with DAG("orders", default_args=default_args, schedule="@daily") as dag:
    load()
-- requirements.txt --
apache-airflow
"""),
    example("Django: the administrator of an example", "unknown", repo="""
-- manage.py --
import django
-- shop/settings.py --
ADMINS = [("<Admin>", "<admin@example.com>")]  # name yours
"""),
    example("a module that may make alarms, and is told not to", "unknown", repo="""
-- main.go --
package main

import "net/http"

func main() { http.ListenAndServe(":80", nil) }
-- terraform/main.tf --
module "ecs-service" {
  source                    = "git@github.com:example/terraform-modules//aws/ecs/ecs-service?ref=1.0.340"
  cloudwatch_alarms_enabled = var.cloudwatch_alarms_enabled
  create_service_dashboard  = true
}
-- terraform/variables.tf --
variable "cloudwatch_alarms_enabled" {
  type    = bool
  default = false
}
"""),
    example("a module that is told to make alarms", "pass", line="terraform/main.tf:3", repo="""
-- main.go --
package main

import "net/http"

func main() { http.ListenAndServe(":80", nil) }
-- terraform/main.tf --
module "ecs-service" {
  source                    = "git@github.com:example/terraform-modules//aws/ecs/ecs-service?ref=1.0.340"
  cloudwatch_alarms_enabled = var.cloudwatch_alarms_enabled
  create_service_dashboard  = true
}
-- terraform/variables.tf --
variable "cloudwatch_alarms_enabled" {
  type    = bool
  default = true
}
"""),
    example("nobody is named unless the environment does", "unknown", repo="""
-- manage.py --
import django
-- shop/settings.py --
ADMINS = [tuple(s.split(":")) for s in env.list("ADMINS", default=[])]
"""),
    example("a playbook of Ansible hands Prometheus its rules", "pass", line="playbooks/monitoring.yml:7", repo="""
-- playbooks/monitoring.yml --
- hosts: monitoring
  roles:
    - role: prometheus
      prometheus_rule_groups:
        - name: node
          rules:
            - alert: NodeDown
              expr: up{job="node"} == 0
    - role: alertmanager
"""),
    example("the alerts that a product keeps for its users", "unknown", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- docs/api-reference.md --
# API

## Alerts

`POST /alerts` takes alerts of Alertmanager, Grafana and PagerDuty, with their severity, and opens an incident for them.
"""),
    example("Prometheus rules", "pass", line="monitoring/alerts.yml:4", repo="""
-- monitoring/alerts.yml --
groups:
  - name: shop
    rules:
      - alert: Down
        expr: up == 0
        for: 5m
"""),
    example("an alarm", "pass", line="infra/alarms.tf:1", repo="""
-- infra/alarms.tf --
resource "aws_cloudwatch_metric_alarm" "errors" {
  threshold = 5
}
"""),
    example("a document that names them", "pass", line="docs/runbook.md:3", repo="""
-- docs/runbook.md --
# Runbook

## Alerts

`HighErrorRate` fires when more than 2 % of requests fail for ten minutes; PagerDuty calls whoever is on duty.
"""),
    example("a document that says where they go", "pass", line="docs/operations.md:3", repo="""
-- docs/operations.md --
# Operations

## Alerts, Notifications, Monitoring

Operational alerts are posted to the team's Slack channel. Join it and switch notifications on whenever you are on call.
"""),
    example("an alarm that adds instances", "unknown", repo="""
-- infra/alarms.tf --
resource "aws_cloudwatch_metric_alarm" "busy" {
  threshold     = 70
  alarm_actions = [aws_appautoscaling_policy.up.arn]
}
"""),
    example("a part of the page", "unknown", repo="""
-- docs/components.md --
# Components

## Alerts

The alert is triggered when the user saves the form, and stays until it is dismissed by its button.
"""),
    example("nobody is named", "unknown", repo="""
-- shop/settings.py --
ADMINS = values.SingleNestedListValue([])
"""),
    example("somebody is named, but not for production", "unknown", repo="""
-- shop/settings/circle.py --
ADMINS = (("Shop", "shop-alerts@shop.example.com"),)
-- shop/settings/production.py --
ADMINS = (("Shop", "Your email"),)
DEBUG = False
"""),
    example("errors are mailed", "pass", line="shop/settings.py:1", repo="""
-- shop/settings.py --
ADMINS = [
    ("Shop", "alerts@shop.example.com"),
]
"""),
    example("recording rules only", "unknown", repo="""
-- monitoring/rules.yml --
groups:
  - name: shop
    rules:
      - record: job:requests:rate5m
        expr: rate(requests_total[5m])
"""),
    example("a page about the product's own alerts", "unknown", repo="""
-- README.md --
# Mail alerts

## Alerts

Subscribers choose which alerts they receive by mail, and how often they want to receive them.
"""),
]


def _known() -> dict[str, Any]:
    return dict(known("facts/infrastructure")["alerts"])
