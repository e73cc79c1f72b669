"""Response-time targets (SLOs) are defined.

Without a number, "slow" is an opinion, and no alert can tell a bad day from a normal one. Users decide on their own what is too slow, and
leave without a word.

Pass: SLOs as code (OpenSLO, Sloth, Pyrra, Terraform SLO resources, thresholds in a load test) or a document with numbers

Fix: Write down two or three: "99 % of checkouts answer within 800 ms over 30 days, 99.9 % without an error". As code with Sloth, Pyrra or
OpenSLO next to the Prometheus rules, `datadog_service_level_objective` or `google_monitoring_slo` in Terraform, thresholds in the k6
script; or a short `docs/slo.md` with where each is measured.

Searched: SLO objects and resources, recording and alerting rules of SLOs, thresholds of load tests, documents that state a number for
response time or availability; an attestation that names the targets settles it
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint import (
    Documents,
    Files,
    Finding,
    Infrastructure,
    LoadTests,
    Location,
    Workloads,
    example,
    known,
    regex,
    rule,
    supports,
)

_TITLE = regex(r"(?i)\b(?:SLOs?|SLAs?|service[ -]level|targets?|objectives?|goals?|budgets?|requirements?|metrics)\b")


@rule(id="PRF004", severity="medium", absence="unknown", sources=("S1.4", "S4", "S3"))
def slo_defined(
    files: Files, documents: Documents, workloads: Workloads, infrastructure: Infrastructure, tests: LoadTests
) -> Iterator[Finding]:
    table = known("facts/slos")
    yield from (supports(o, f"{o.kind} {o.name}") for o in workloads.of_kind(*table["kinds"]))
    yield from (supports(r, f"{r.type} {r.name}") for r in infrastructure.of_type(*table["types"]))
    yield from (supports(t, t.name) for t in tests.thresholds)
    yield from (supports(at, "a rule of an SLO") for at in _rules(files, table))
    yield from (supports(at, f"a target in numbers: {text}") for at, text in _stated(documents, table))


def _rules(files: Files, table: dict[str, list[str]]) -> Iterator[Location]:
    """Files of SLO generators, and Prometheus rules that speak of an error budget or a burn rate."""
    for file in files.match("*.yml", "*.yaml", "*.json", "*.jsonnet", "*.libsonnet", kinds=("config", "app", "other")):
        found = (at for pattern in table["rules"] for _, at in file.search(pattern, re.MULTILINE))
        match = next(found, None)
        if match:
            yield match


def _stated(documents: Documents, table: dict[str, list[str]]) -> Iterator[tuple[Location, str]]:
    """The lines of documents that state a number that must hold, the first of each document."""
    sure, titled, aside = (regex(p) for p in (*table["sure"], *table["titled"], *table["aside"]))
    for document in documents.own:
        if aside.search(document.path) or not (sure.search(document.text) or titled.search(document.text)):
            continue
        heading = ""
        for number, line in enumerate(document.text.split("\n"), 1):
            heading = line if line.startswith("#") or re.fullmatch(r"\*\*[^*]+\*\*:?\s*", line) else heading
            if sure.search(line) or (_TITLE.search(heading) and titled.search(line)):
                yield Location(document.path, number), re.sub(r"\s+", " ", line).strip(" -*|")[:80]
                break


EXAMPLES = [
    example("what metrics are for, and targets to be set one day", "unknown", repo="""
-- server.js --
require("express")().listen(3000)
-- docs/metrics.md --
# Why these metrics matter

| Latency (p95) | the slowest requests |
-- docs/ROADMAP.md --
# Roadmap

- Set targets for the response time, p95 latency under 200 ms.
"""),
    example("what was measured once is no target, nor is a slot", "unknown", says="attestation", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- README.md --
# Shop
Average response time: 45 ms on my laptop. A slot is 30 minutes.
"""),
    example("a document with numbers", "pass", line="docs/slo.md:2", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- docs/slo.md --
# Service level objectives
99.5 % of requests to the API succeed over 30 days.
"""),
    example("a target among others", "pass", line="docs/performance.md:3", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- docs/performance.md --
# Performance
**Performance Targets**:
- P95 response time: < 800 ms
"""),
    example("what a test once measured", "unknown", repo="""
-- server.js --
require("express")().listen(3000)
-- docs/test-results/api_test_results.md --
# Results

- API response time: consistently fast (< 100 ms per request)
"""),
    example("thresholds of a load test", "pass", line="load/orders.js:2", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- load/orders.js --
import http from "k6/http"
export const options = { thresholds: { http_req_duration: ["p(95)<500"] } }
export default () => http.get("https://staging.example.com/orders")
"""),
    example("what a load test in Go expects", "pass", line="tests/load_test.go:12", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- tests/load_test.go --
package tests

import (
	"testing"
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"
)

func TestOrders(t *testing.T) {
	metrics := attack("/orders")
	if metrics.Latencies.P95 > 200*time.Millisecond {
		t.Fail()
	}
}
"""),
    example("Sloth", "pass", line="slo.yaml:2", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- slo.yaml --
apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: {name: shop}
spec: {service: shop}
"""),
    example("a command-line tool", "na", repo="""
-- pyproject.toml --
[project]
name = "tool"
version = "1"
scripts = {tool = "tool:main"}
[build-system]
requires = ["setuptools"]
-- tool.py --
def main() -> None:
    print("hello")
"""),
]
