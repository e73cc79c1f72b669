"""Logs are kept for at least 30 days.

Break-ins and slow data corruption are noticed weeks later. If the logs of that day are already gone, nobody can tell users what happened,
or when it began.

Pass: a retention setting or document of at least 30 days

Fail: a retention under 30 days in configuration

Fix: State it where the logs are stored: `retention_in_days = 90` on `aws_cloudwatch_log_group`, `retention_days` on a Cloud Logging
bucket, `retention_in_days` on the Log Analytics workspace, `retention_period` in Loki's `limits_config`, an ILM policy in Elasticsearch.
At least 30 days, and no longer than the privacy notice says.

Searched: log stores that are declared (where nothing is said, their default), indices that delete, the days of rotated channels
and files, documents on retention; a store set up in a console needs an attestation
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Retention, contradicts, example, rule, supports

ENOUGH = 30


@rule(
    id="OBS011", severity="low", absence="unknown", sources=("S1.6",), wins="supports", unless=("static site",)
)
def log_retention(retention: Retention) -> Iterator[Finding]:
    for kept in retention.all:
        told = f"{kept.name} keeps logs {_span(kept.days)}"
        if kept.days >= ENOUGH:
            yield supports(kept, told, confidence="medium" if kept.documented else "high")
        elif not kept.documented:
            yield contradicts(kept, told)


def _span(days: int) -> str:
    return "for ever" if days > 10000 else f"{days} days" if days != 1 else "one day"


LARAVEL = """
-- composer.json --
{"require": {"laravel/framework": "^12.0"}}
-- artisan --
<?php
-- config/logging.php --
<?php
return ['default' => env('LOG_CHANNEL', 'stack'),
    'channels' => [
        'stack' => ['driver' => 'stack', 'channels' => ['%s']],
        'stderr_daily' => ['driver' => 'stack', 'channels' => ['stderr', 'daily']],
        'daily' => ['driver' => 'daily', 'days' => 14],
    ],
];
"""

EXAMPLES = [
    example("a bucket of logs that expire", "pass", line="logs/main.tf:4", says="120 days", repo="""
-- logs/main.tf --
resource "aws_s3_bucket" "cdn_logs" {
  bucket = "shop-cdn-logs"
}
resource "aws_s3_bucket_lifecycle_configuration" "cdn_logs" {
  bucket = aws_s3_bucket.cdn_logs.id
  rule {
    id     = "expire"
    status = "Enabled"
    expiration {
      days = 120
    }
  }
}
"""),
    example("a bucket of uploads that expire", "unknown", repo="""
-- files/main.tf --
resource "aws_s3_bucket_lifecycle_configuration" "catalogs" {
  bucket = aws_s3_bucket.catalogs.id
  rule {
    expiration {
      days = 7
    }
  }
}
"""),
    example("a parameter's default", "fail", line="template.yaml:11", repo="""
-- template.yaml --
Transform: AWS::Serverless-2016-10-31
Parameters:
  Days: {Type: Number, Default: 14}
Resources:
  Pay:
    Type: AWS::Serverless::Function
    Properties: {Handler: pay.handler, Events: {A: {Type: Api}}}
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: !Ref Days
-- pay.py --
def handler(event, context):
    return {}
"""),
    example("backups, and the log of a firewall", "unknown", repo="""
-- infra/main.tf --
resource "aws_db_instance" "shop" {
  backup_retention_period = 7
}
resource "aws_cloudwatch_log_group" "waf" {
  retention_in_days = 7
}
-- server.js --
require("express")().listen(80)
"""),
    example("90 days", "pass", line="infra/main.tf:2", says="90 days", repo="""
-- infra/main.tf --
resource "aws_cloudwatch_log_group" "shop" {
  retention_in_days = 90
}
-- server.js --
require("express")().listen(80)
"""),
    example("a week", "fail", line="infra/main.tf:5", says="7 days", repo="""
-- infra/main.tf --
variable "days" {
  default = 7
}
resource "aws_cloudwatch_log_group" "shop" {
  retention_in_days = var.days
}
-- server.js --
require("express")().listen(80)
"""),
    example("CloudWatch keeps for ever what has no retention", "pass", line="infra/main.tf:1", says="for ever", repo="""
-- infra/main.tf --
resource "aws_cloudwatch_log_group" "shop" {
  name = "shop"
}
-- server.js --
require("express")().listen(80)
"""),
    example("a document", "pass", line="docs/logging.md:3", repo="""
-- docs/logging.md --
# Logging

Logs are kept for 12 months in the archive.
-- server.js --
require("express")().listen(80)
"""),
    example("files that turn over each day and go after two weeks", "fail", line="logger.js:3", says="14 days", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "winston": "3", "winston-daily-rotate-file": "5"}}
-- logger.js --
const winston = require("winston")
require("winston-daily-rotate-file")
const file = new winston.transports.DailyRotateFile({ filename: "app-%DATE%.log", datePattern: "YYYY-MM-DD", maxFiles: "14d" })
module.exports = winston.createLogger({ transports: [file] })
-- server.js --
require("express")().listen(80)
"""),
    example("turned over at midnight, a month kept", "pass", line="app.py:4", says="30 days", repo="""
-- app.py --
import logging
from logging.handlers import RotatingFileHandler, TimedRotatingFileHandler
from flask import Flask
logging.getLogger().addHandler(TimedRotatingFileHandler("app.log", when="midnight", backupCount=30))
logging.getLogger("slow").addHandler(RotatingFileHandler("slow.log", maxBytes=1000000, backupCount=5))
app = Flask(__name__)
"""),
    example("turned over by size alone", "unknown", repo="""
-- go.mod --
module shop
-- main.go --
package main

import (
	"log"
	"net/http"

	"gopkg.in/natefinch/lumberjack.v2"
)

func main() {
	log.SetOutput(&lumberjack.Logger{Filename: "shop.log", MaxSize: 100, MaxBackups: 10})
	http.ListenAndServe(":80", nil)
}
"""),
    example("by days, unless the environment says more", "pass", line="main.go:12", says="90 days", repo="""
-- go.mod --
module shop
-- main.go --
package main

import (
	"log"
	"net/http"

	"gopkg.in/natefinch/lumberjack.v2"
)

var files = Settings{
	Path:   "shop.log",
	MaxAge: getInt("LOG_MAX_AGE", 90),
}

func main() {
	log.SetOutput(&lumberjack.Logger{Filename: files.Path, MaxAge: files.MaxAge})
	http.ListenAndServe(":80", nil)
}
"""),
    example("Logback's days", "fail", line="src/main/resources/logback-spring.xml:5", says="7 days", repo="""
-- pom.xml --
<project><artifactId>shop</artifactId></project>
-- src/main/java/Shop.java --
@SpringBootApplication
public class Shop {
  public static void main(String[] args) { SpringApplication.run(Shop.class, args); }
}
-- src/main/resources/logback-spring.xml --
<configuration>
  <appender name="FILE" class="ch.qos.logback.core.rolling.RollingFileAppender">
    <rollingPolicy class="ch.qos.logback.core.rolling.TimeBasedRollingPolicy">
      <fileNamePattern>logs/shop.%d{yyyy-MM-dd}.log</fileNamePattern>
      <maxHistory>7</maxHistory>
    </rollingPolicy>
  </appender>
</configuration>
"""),
    example("a library", "na", repo="""
-- setup.py --
from setuptools import setup
setup(name="lib")
-- lib/__init__.py --
def f(): pass
"""),
    example("Laravel: a stack that the app does not log to by default", "unknown", repo=LARAVEL % "single"),
    example("Laravel: the stack that the app logs to by default", "fail", line="config/logging.php:6", repo=LARAVEL % "daily"),
    example("Terraform: a module declares the workspace", "pass", line="main.tf:4", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- main.tf --
module "log_analytics_workspace_audit" {
  source = "../modules/log-analytics-workspace"

  retention_days = 30
}
"""),
]
