"""Automated backups are configured and their retention is stated.

Disks fail, and people type DELETE without WHERE. With no backup, or one that was kept for a single day, everything that users entrusted
to the service is gone for good.

Pass: backups as code: a scheduled dump (cron, CronJob, workflow), pgBackRest/WAL-G/barman/velero/restic, managed retention in
Terraform/CloudFormation/Bicep, a backup service in compose; or a document that says which backups run and how long they are kept

Fail: backups switched off in configuration (backup_retention_period = 0, skip_final_snapshot with no backups)

Fix: Turn on what the platform offers and write it as code: `backup_retention_period = 14` on the RDS instance, `backup_configuration` for
Cloud SQL, `backup_retention_days` on Azure, WAL-G or pgBackRest for your own PostgreSQL, a nightly CronJob with `pg_dump` to another
account's bucket. State in the runbook which backups run, where they are, and how long they are kept.

Searched: declared databases and backup plans, CronJobs, crontabs, scheduled workflows, compose services, documents on backups
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from readylint import (
    Code,
    Compose,
    Documents,
    Files,
    Finding,
    Infrastructure,
    Node,
    Pipelines,
    Resource,
    Section,
    Workloads,
    contradicts,
    example,
    known,
    live,
    regex,
    rule,
    supports,
)

DUMP = regex(
    r"(?i)\b(?:pg[-_]dump(?:all)?|pg[-_]basebackup|mysqldump|mariadb-(?:dump|backup)|xtrabackup|mongodump|wal-g|pgbackrest|barman|restic|borg(?:matic)?|kopia|litestream|rclone|velero|duplicity|"
    r"pg-?backups?|backup[:_](?:run|db|database)|(?<!=/)(?<!\.)(?:(?:db|database|daily|nightly|hourly)[-_:])?back-?ups?"
    r"(?:[-_]?(?:db|database|postgres|mysql|mongo|data))?(?:\.(?:sh|py|rb|js))?"
    # a dump or snapshot of what? of a heap or a page too, so it must say
    r"|(?:db|database|postgres|mysql|mongo|redis|rds|ebs|etcd|volume|index|opensearch|elastic\w*)[-_:]?(?:dump|snapshot)s?"
    r"|(?:dump|snapshot)s?[-_]?(?:db|database|postgres|mysql|mongo|data|rds|volumes?)(?:\.(?:sh|py|rb|js))?)\b(?!\.(?:jar|war|json|html|png))"
)
NOT_DATA = regex(r"(?i)restore|refresh|anonymi|verify|clean|prune|heap|thread|schema[-_ ]?only|swagger|openapi|coverage|visual|jest")
SCHEDULES = (
    "config/recurring.yml", "config/schedule.yml", "config/sidekiq*.yml", "config/schedule.rb", "config/clock.rb",
    "**/Console/Kernel.php", "**/routes/console.php",
)
# of what a pipeline makes a backup: of a database, or of the repository alone
STORE = regex(
    r"(?i)(?:\b|_)(?:db|database|postgres\w*|mysql|mariadb|mongo\w*|redis|rds|sql\w*|dynamo\w*|opensearch|elastic\w*|pg|etcd|volumes?)(?:\b|_)"
    r"|dump|wal-g|restic|borg|kopia|litestream|velero|duplicity|xtrabackup"
)
TIMED = regex(r"(?i)\bevery\b|\bcron\b|schedul|\bdaily|\bhourly|\bweekly")
IMAGES = regex(r"(?i)(?:^|/)[\w.-]*(?:backup|wal-g|pgbackrest|barman|restic|borgmatic|litestream|velero|dumper)[\w.-]*(?::|$)")
CRON_LINE = regex(r"(?m)^\s*(?:@(?:hourly|daily|weekly|midnight)|(?:[\d*/,-]+\s+){4}[\d*/,\w-]+)\s+(?P<command>\S.*)$")

HEADING = regex(r"(?i)\bback-?ups?\b|\bsnapshots?\b|disaster recovery|point-in-time")
AUTOMATIC = regex(
    r"(?i)\b(?:automat\w+|daily|nightly|hourly|weekly|every (?:\d+ )?(?:hour|day|night|week)s?|cron ?jobs?|schedul\w+|continuous(?:ly)?"
    r"|point-in-time)\b"
)
KEPT = regex(
    r"(?i)\bretention\b|\b(?:retain|keep|kept|stored for|expire|rotat)\w*\b[^.\n]{0,60}\b(?:\d+|seven|fourteen|thirty|week|month|year|day)"
    r"|\b\d+[- ](?:day|week|month|year)s?\b[^.\n]{0,40}\b(?:retention|back-?ups?|snapshots?)"
)
ADVICE = regex(
    r"(?i)^\s*[-*+] \[ \]|\byou(?:'ll| will)? (?:should|need|must|want|may)\b|\bconsider\b|\bmake sure\b|\bshould (?:be|have)\b"
    r"|\brecommend|\bnot (?:yet )?(?:configured|implemented|set up)|\bTODO\b|\bplanned\b"
)
CREATES = regex(
    r"(?i)\bkubectl create cronjob \S*(?:backup|dump)|\b(?:gcloud sql|az postgres\S*|aws rds)\b.*(?:backup-start-time|backup-retention)"
    r"|\bheroku pg:backups:schedule|\bvelero schedule create"
)


@rule(id="DAT006", severity="blocker", applies="db", absence="unknown", sources=("S0.6", "S1.2", "S2", "S4"))
def backups_configured(
    infrastructure: Infrastructure, workloads: Workloads, compose: Compose, files: Files, documents: Documents,
    pipelines: Pipelines, code: Code,
) -> Iterator[Finding]:
    for resource in infrastructure:
        yield from _declared(resource, infrastructure)
    for module in infrastructure.modules:
        if re.search(r"(?i)velero|back-?up", f"{module.type} {module.name}"):
            yield supports(module, f"the module {module.name} sets up backups", confidence="medium")
        yield from _handed(module, infrastructure)
    for row in _known()["code"]:
        for _, at in code.search(row["is"], *row["words"], language=row["languages"]):
            if live(at.path):
                yield supports(at, row["says"], confidence="medium")
    yield from _scheduled(workloads, files)
    yield from _in_ci(pipelines, files)
    for service in (s for f in compose.run for s in f.services):
        if IMAGES.search(service.image) or (DUMP.search(service.command) and not NOT_DATA.search(service.command)):
            yield supports(service, f"the service {service.name} makes backups")
    yield from _documented(documents)


def _declared(resource: Resource, infrastructure: Infrastructure) -> Iterator[Finding]:
    """What a resource says of its backups: on at a place, or off."""
    if resource.is_a(*_known()["plans"]):
        yield supports(resource, f"{resource.type} {resource.name} is declared")
    for row in _known()["managed"]:
        for name, value in resource.body.walk() if resource.is_a(*row["types"]) else ():
            if re.fullmatch(row["argument"], name):
                said = infrastructure.value(value)
                if "wants" not in row or any(said[key] for key in row["wants"]):
                    yield from _managed(resource, value, said, row)
    if resource.is_a("aws_db_instance") and _kept_nowhere(resource.body) and live(resource.path):
        yield contradicts(resource.body["skip_final_snapshot"], f"{resource.type} {resource.name} keeps no backup, not even a last one")


def _handed(module: Resource, infrastructure: Infrastructure) -> Iterator[Finding]:
    """What a module is told of backups."""
    for row in _known()["module"]:
        for name, value in module.body.walk():
            if re.fullmatch(row["argument"], name) and re.search(row["is"], str(infrastructure.value(value))):
                yield supports(value, f"the module {module.name} is told to keep backups", confidence="medium")


def _managed(resource: Resource, place: Node, said: Node, row: dict[str, Any]) -> Iterator[Finding]:
    off = said.is_false or str(said) == "0" or said["enabled"].is_false or said["PointInTimeRecoveryEnabled"].is_false
    if off and said is not place and place.text is not None:
        return  # a variable's default: what production is handed may differ
    if off and live(resource.path) and not row.get("cache"):  # what a cache holds can be made anew
        yield contradicts(place, f"{resource.type} {resource.name} has its backups switched off")
    elif not off and (said.items is not None or re.search(row["is"], str(said))):
        yield supports(place, f"{resource.type} {resource.name} has automatic backups")


def _kept_nowhere(body: Node) -> bool:
    """Whether an RDS instance has neither automatic backups (none by default) nor a last snapshot; a replica has its source's."""
    return body["skip_final_snapshot"].is_true and not body["backup_retention_period"] and not body["replicate_source_db"]


def _scheduled(workloads: Workloads, files: Files) -> Iterator[Finding]:
    for found in workloads.of_kind(*_known()["kinds"]):
        yield supports(found, f"{found.kind} {found.name} makes backups")
    for found in (o for o in workloads.of_kind("Schedule") if "velero" in str(o.body["apiVersion"])):
        yield supports(found, f"velero backs up on a schedule, {found.name}")
    for found in workloads.of_kind("Cluster", "PostgresCluster", "postgresql", "PerconaPGCluster"):
        if any(key in _known()["archives"] and value for key, value in found.body.walk()):
            yield supports(found, f"{found.kind} {found.name} archives its database")
    for found in workloads.of_kind("SQLInstance"):  # of Google's Config Connector
        if (kept := found.get("spec", "settings", "backupConfiguration", "enabled")).is_true:
            yield supports(kept, f"{found.kind} {found.name} has automatic backups")
    for workload in workloads.scheduled:
        said = " ".join([workload.name, *(f"{c.name} {c.image} {c.command_line}" for c in workload.containers)])
        if DUMP.search(said.replace("_", "-")) and not NOT_DATA.search(workload.name):
            yield supports(workload, f"CronJob {workload.name} makes backups")
    for file in files.match("*crontab*", "**/cron.d/*", "**/cron/*", "*.cron", kinds=("app", "config", "other")):
        for match, at in file.search(CRON_LINE):
            if DUMP.search(match["command"]) and not NOT_DATA.search(match["command"]):
                yield supports(at, "a dump runs on a schedule")
    yield from _in_app(files)
    for file in files.match("litestream.yml", "litestream.yaml", "pgbackrest.conf", "barman.conf", kinds=("app", "config", "other")):
        yield supports(file, "the database's archive is configured")


def _in_app(files: Files) -> Iterator[Finding]:
    """Tables of the app's own job scheduler."""
    for file in files.match(*SCHEDULES):
        if TIMED.search(file.text):
            for match, at in file.search(r"^(?!\s*(?:#|//|\*))[^\n]+", re.MULTILINE):
                if "backup:run" in match[0] and not _gives_backups(files):
                    continue
                if DUMP.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "-", match[0])) and not NOT_DATA.search(match[0]):
                    yield supports(at, "the app's scheduler makes backups", confidence="medium")
                    break


def _gives_backups(files: Files) -> bool:
    """Whether Laravel's `backup:run` is there: of the package that brings it, or a command of the app's own."""
    told = (*files.match("composer.json"), *files.match("**/Commands/*.php", "**/Commands/**/*.php"))
    return any("laravel-backup" in f.text or "backup:run" in f.text for f in told)


def _lines(files: Files, path: str) -> str:
    """A pipeline without its comments."""
    file = files.get(path)
    return re.sub(r"(?m)(?:^|\s)#[^\n]*", "", file.text) if file else ""


def _in_ci(pipelines: Pipelines, files: Files) -> Iterator[Finding]:
    """Pipelines on a schedule that make a dump, or use an action that does."""
    for pipeline in (p for p in pipelines if any(t.on == "schedule" for t in p.triggers)):
        for step in (s for job in pipeline.jobs for s in job.steps):
            done = [(step.uses, step.at), *((c.text, c.start) for c in step.commands)]
            for said, at in done:
                found = DUMP.search(said)
                if not found or NOT_DATA.search(f"{pipeline.path} {said}"):
                    continue
                if STORE.search(found[0]) or STORE.search(_lines(files, pipeline.path)):
                    yield supports(at, f"{pipeline.path} makes a dump on a schedule")


def _documented(documents: Documents) -> Iterator[Finding]:
    """Documents that say which backups run and how long they are kept, or that schedule them by a command."""
    for document, section in documents.sections(HEADING):
        below = document.below(section)
        for command in (c for s in below for c in s.commands if CREATES.search(c.text)):
            yield supports(command, "a command of the document schedules backups", confidence="medium")
        text = "\n".join(_said(s) for s in below)
        if not section.stub and AUTOMATIC.search(text) and KEPT.search(text) and "back" in f"{section.heading} {text}".lower():
            yield supports(section, f"“{section.heading}” says which backups run and how long they are kept", confidence="medium")


def _said(section: Section) -> str:
    """The statements of a section: advice to the reader, plans and boxes to tick left out."""
    return "\n".join(line for line in section.text.split("\n") if not ADVICE.search(line))


EXAMPLES = [
    example("a cache that keeps no snapshots, beside a database that has backups", "pass", line="infra/db.tf:2", repo="""
-- infra/db.tf --
resource "aws_db_instance" "main" {
  backup_retention_period = 14
}
resource "aws_elasticache_replication_group" "sessions" {
  snapshot_retention_limit = 0
}
"""),
    example("a database in memory that keeps no snapshots", "fail", line="infra/db.tf:2", repo="""
-- infra/db.tf --
resource "aws_memorydb_cluster" "main" {
  snapshot_retention_limit = 0
}
resource "aws_db_instance" "main" {}
"""),
    example("Terraform: kept in production, as text", "pass", line="db.tf:2", repo="""
-- db.tf --
resource "aws_db_instance" "main" {
  backup_retention_period = local.is_production ? "30" : "0"
}
"""),
    example("Laravel: a command of a package that the app does not have", "unknown", repo="""
-- composer.json --
{"require": {"php": "^8.1", "laravel/framework": "^10.10"}}
-- artisan --
#!/usr/bin/env php
-- app/Console/Kernel.php --
<?php
class Kernel extends ConsoleKernel {
    protected function schedule(Schedule $schedule) {
        $schedule->command('backup:run --only-db')->dailyAt('02:00');
    }
}
-- database/migrations/2024_01_01_000001_create_users_table.php --
<?php
return new class extends Migration { public function up() { Schema::create('users', function ($table) { $table->id(); }); } };
"""),
    example("a database of Nais, which backs it up by default", "pass", line=".nais/app.yaml:17", repo="""
-- .nais/app.yaml --
apiVersion: nais.io/v1alpha1
kind: Application
metadata:
  name: cases
spec:
  image: {{image}}
  liveness:
    path: /internal/isalive
  readiness:
    path: /internal/isready
  observability:
    autoInstrumentation:
      enabled: true
      runtime: java
  gcp:
    sqlInstances:
      - type: POSTGRES_17
        databases:
          - name: cases
  ingresses:
    - https://cases.example.no
"""),
    example("boxes that nobody ticked", "unknown", repo="""
-- requirements.txt --
flask
psycopg2
-- app.py --
import psycopg2
from flask import Flask
app = Flask(__name__)
db = psycopg2.connect("postgresql:///shop")
-- docs/checklist.md --
# Production checklist

## Backup strategy

- [ ] Set up automated daily database backups
- [ ] Document where backups are and their retention of 30 days
"""),
    example("managed retention", "pass", line="infra/db.tf:2", repo="""
-- infra/db.tf --
resource "aws_db_instance" "main" {
  backup_retention_period = 14
}
"""),
    example("switched off", "fail", line="infra/db.tf:2", repo="""
-- infra/db.tf --
resource "aws_db_instance" "main" {
  backup_retention_period = 0
}
"""),
    example("no backup, not even a last one", "fail", line="infra/db.tf:3", repo="""
-- infra/db.tf --
resource "aws_db_instance" "main" {
  engine              = "postgres"
  skip_final_snapshot = true
}
"""),
    example("by a variable's default", "pass", line="infra/db.tf:2", repo="""
-- infra/db.tf --
resource "aws_rds_cluster" "main" {
  backup_retention_period = var.days
}
variable "days" { default = 7 }
"""),
    example("off by a variable's default only", "unknown", repo="""
-- infra/db.tf --
resource "aws_rds_cluster" "main" {
  backup_retention_period = var.days
}
variable "days" { default = 0 }
"""),
    example("a module that is told", "pass", line="infra/db.tf:3", repo="""
-- infra/db.tf --
module "db" {
  source                  = "terraform-aws-modules/rds/aws"
  backup_retention_period = 7
}
"""),
    example("Cloud SQL without", "unknown", repo="""
-- infra/db.tf --
resource "google_sql_database_instance" "main" {
  settings {
    backup_configuration {
      binary_log_enabled = true
    }
  }
}
"""),
    example("declared in code", "pass", line="infra/lib/stack.ts:3", repo="""
-- infra/lib/stack.ts --
import * as rds from "aws-cdk-lib/aws-rds"
const db = new rds.DatabaseInstance(this, "db", {
  backupRetention: Duration.days(14),
})
"""),
    example("a nightly dump", "pass", line="k8s/dump.yaml:2", repo="""
-- k8s/dump.yaml --
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: "0 2 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - {name: dump, image: "postgres:17", command: [sh, -c, "pg_dump app | gzip > /out/app.gz"]}
"""),
    example("a workflow on a schedule", "pass", line=".github/workflows/dump.yml:8", repo="""
-- .github/workflows/dump.yml --
on:
  schedule:
    - cron: "0 3 * * *"
jobs:
  dump:
    runs-on: ubuntu-latest
    steps:
      - run: pg_dump "$DATABASE_URL" | gzip | aws s3 cp - s3://shop-backups/db.gz
"""),
    example("a workflow that keeps a copy of the repository", "unknown", repo="""
-- .github/workflows/s3-backup.yml --
on:
  schedule:
    - cron: "0 3 * * *"
jobs:
  backup:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: zip -rq copy.zip . && aws s3 cp copy.zip s3://backup/copy.zip
"""),
    example("a document", "pass", line="docs/runbook.md:3", repo="""
-- docs/runbook.md --
# Runbook

## Backups

RDS takes a snapshot every day and keeps it for 14 days.
"""),
    example("advice to the operator", "unknown", repo="""
-- README.md --
# Shop

## Backups

You should make sure that the database has automatic daily backups with a retention of 30 days.
"""),
    example("a job of the app's scheduler", "pass", line="config/recurring.yml:2", repo="""
-- config/recurring.yml --
production:
  database_backup:
    class: DatabaseBackupJob
    schedule: every day at 3am
"""),
    example("a report that leaves a dump of the heap", "unknown", repo="""
-- k8s/report.yaml --
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "5 19 * * FRI"
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: report
              image: registry.example.com/shop:1
              command: [java]
              args: ["-XX:HeapDumpPath=/dumps", "-jar", "app-SNAPSHOT.jar"]
"""),
    example("a script that nothing runs", "unknown", repo="""
-- scripts/backup.sh --
pg_dump app > app.sql
"""),
    example("Hangfire: a job of the app's own", "pass", line="Tasks.cs:2", repo="""
-- shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web">
<ItemGroup><PackageReference Include="Microsoft.EntityFrameworkCore.Sqlite" Version="8" /></ItemGroup>
</Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<Shop>(options => options.UseSqlite("Data source=shop.db"));
builder.Build().Run();
-- Tasks.cs --
public class Tasks {
    public void Schedule() => RecurringJob.AddOrUpdate("backup", () => _backupService.BackupDatabase(), Cron.Daily(2));
}
"""),
]


def _known() -> dict[str, Any]:
    return dict(known("facts/infrastructure")["backups"])
