"""Memory growth under sustained load was checked.

A leak of a few kilobytes per request is invisible in tests and kills the process after three days. Users see errors at random moments,
and a restart hides the cause.

Pass: a soak test, leak test or continuous profiler; else an attestation

Fix: Run the load test for some hours at a steady rate and plot the process's memory (k6 with `--duration 4h`, and a graph of the
container's working set). Name the leaking objects with memray or tracemalloc, `node --inspect` heap snapshots, pprof, async-profiler,
memory_profiler for Ruby, dotnet-gcdump; or attach a continuous profiler such as Pyroscope. Record the result as an attestation.

Searched: soak tests, tests that look for leaks, profilers that run all the time; an attestation that memory was watched under load
settles it
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, LoadTests, example, rule, supports


@rule(
    id="PRF002", severity="low", absence="unknown", sources=("S1.4",),
    unless=("static site", "infrastructure"),
)
def memory_growth_checked(tests: LoadTests) -> Iterator[Finding]:
    for test in tests.memory:
        yield supports(test, test.name)


EXAMPLES = [
    example("a profiler that is asked for by hand is no check", "unknown", says="attestation", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import (
	"net/http"
	_ "net/http/pprof"
)
func main() { http.ListenAndServe(":8080", nil) }
"""),
    example("goroutines that leak fail a test", "pass", line="main_test.go:6", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":8080", nil) }
-- main_test.go --
package main
import (
	"testing"
	"go.uber.org/goleak"
)
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
"""),
    example("a soak test", "pass", line="tests/soak/orders.js:1", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- tests/soak/orders.js --
import http from "k6/http"
export const options = { vus: 50, duration: "4h" }
export default () => http.get("https://staging.example.com/orders")
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
