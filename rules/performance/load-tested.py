"""The critical path has a load test.

Without a load test the first one is the launch itself, with every new user taking part. Where the service breaks, and at how many users,
is then learned in front of them.

Pass: k6, Locust, JMeter, Gatling, Artillery, Vegeta, wrk, hey, NBomber, autocannon scripts of this app

Fail: nothing of the kind is found

Fix: Script the critical path with k6 (`k6 run load/checkout.js`), Locust, Gatling, JMeter, Artillery, NBomber or Vegeta, with a threshold
such as `http_req_duration: ['p(95)<500']`. Run it against staging with twice the expected load before a launch, and keep the script in
the repository.

Searched: scripts and plans of load generators anywhere in the project, and commands that run one in scripts, build files and CI
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, LoadTests, example, rule, supports


@rule(id="PRF001", severity="medium", applies="http", sources=("S1.4", "S4"))
def load_tested(tests: LoadTests) -> Iterator[Finding]:
    for test in tests.all:
        yield supports(test, f"a load test with {test.name}" if not test.name.startswith("a ") else test.name)


EXAMPLES = [
    example("micro-benchmarks of functions are none, nor is a word in a document", "fail", says="none found", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- benches/test_bench.py --
def test_sum(benchmark):
    benchmark(sum, [1, 2])
-- README.md --
Load test with `k6 run load.js` one day.
"""),
    example("k6 beside the tests", "pass", line="tests/load/orders.js:1", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- tests/load/orders.js --
import http from "k6/http"
export default () => http.get("https://staging.example.com/orders")
"""),
    example("Locust", "pass", line="locustfile.py:1", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- locustfile.py --
from locust import HttpUser, task
class Shopper(HttpUser):
    @task
    def orders(self):
        self.client.get("/orders")
"""),
    example("a command that runs one", "pass", line="Makefile:2", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- Makefile --
load:
	hey -n 1000 -c 50 https://staging.example.com/orders
"""),
    example("a command whose list of targets nobody committed", "fail", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- Makefile --
load:
	vegeta attack -targets=tests/load/targets.txt -rate=100 | vegeta report
"""),
    example("a command with its list of targets", "pass", line="Makefile:2", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- tests/load/targets.txt --
GET http://localhost/orders
-- Makefile --
load:
	vegeta attack -targets=tests/load/targets.txt -rate=100 | vegeta report
"""),
    example("a worker", "na", repo="""
-- worker.py --
from celery import Celery
app = Celery("worker")
@app.task
def work():
    return 1
"""),
]
