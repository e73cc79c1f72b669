"""A known error was seen to arrive in the error tracker.

Error tracking fails silently: a wrong address, a filter that is too eager, a firewall rule. Teams find out during the incident that nothing
has arrived since the last upgrade.

Pass: a debug route or task that raises for this purpose, or a dated record; else an attestation

Fix: Add a protected route or command that raises on purpose (`/debug/sentry`, `rake debug:error`, `php artisan sentry:test`, `manage.py`
with a command of your own), call it after each deploy to a new environment, and see the event arrive. Note the date in the runbook or as an
attestation.

Searched: routes, commands and tasks of the server code that are named for a test error and raise one; dated notes in documents that a test
event arrived
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint import Code, Documents, Finding, Source, example, regex, rule, supports

# A name that says an error is tested: of a route, command or task. Something is raised within the lines below it.
NAMED = regex(
    r"""(?i)["'`:/\s](?<!\bif\s)(?<!\bnot\s)(?<!\band\s)(?:debug[-_/]?(?:sentry|error|exception|rollbar|bugsnag)|(?:sentry|rollbar|bugsnag|honeybadger|airbrake)[-_/:]?(?:debug|test)"""
    r"""|test[-_/]?(?:sentry|rollbar|bugsnag|exception|error)|(?:trigger|force)[-_/]?(?:an?[-_/]|test[-_/])?(?:error|exception|500)"""
    r"""|(?:raise|throw)[-_/]?(?:an?[-_/]|test[-_/])?(?:error|exception|500)(?!\s*\()"""
    r"""|error[-_/]?test|__error__|(?<!@hapi/)(?<!require\(["'])(?<!from ["'])boom)"""
    r"""\b(?!\(\s*(?:\w+ )?\$?\w*(?:err|exc|msg|message|text|status|code|reason))(?!:\s*(?:true|false|nil|None)\b)["'`/)(:]"""
)
RAISES = regex(
    r"\braise\b|\bthrow\b|\bErr\s*\(|\berror!\s*\(|\b1\s*/\s*0\b|\bpanic!?\s*\(|\bcapture(?:_|M|E)\w*\(|undefined_?[fF]unction|\babort\(\s*500"
    r"|\bRollbar\.|\bSentry\.|\bBugsnag\."
)
WORDS = (
    "sentry", "Sentry", "debug", "error", "exception", "rollbar", "bugsnag", "boom", "trigger_error",
    "test_exception", "debug_error", "__error__",
)
# ... or what is raised says it
SAID = regex(
    r"""(?i)\b(?:raise|throw)\s+(?:new\s+)?[\w.\\]{1,60}\(\s*["'](?:this is an? )?"""
    r"""(?:intentional|simulated|deliberate)\s+(?:\w+\s+)?(?:error|exception)\b"""
)
BELOW = 350  # characters
RECORD = regex(
    r"(?i)\b(?:test|debug|known|sample) (?:error|event|exception)s?\b[^.\n]{0,120}"
    r"\b(?:arriv|receiv|seen|shown|appear)\w*"
    r"[^.\n]{0,120}\b20\d\d-\d\d-\d\d"
)


@rule(id="OBS012", severity="low", absence="unknown", sources=("S1.6",), unless=("static site", "infrastructure"))
def logging_tested(code: Code, documents: Documents) -> Iterator[Finding]:
    for source in code.sources(*WORDS):
        for match in NAMED.finditer(source.text):
            if _is_call_of_php(source, match[0]) or not source.code[match.start() : match.end()].strip():
                continue
            if RAISES.search(source.code, match.end(), match.end() + BELOW):
                name = re.sub(r"[^\w/-]", "", match[0]).strip("/")
                yield supports(source.place(match.start() + 1), f"`{name}` raises an error on purpose")
                return
    for match, place in code.search(SAID, "Intentional", "intentional", "Simulated", "simulated", "Deliberate", "deliberate"):
        yield supports(place, f"`{' '.join(match[0].split())[:60]}` is raised on purpose")
        return
    for match, place in documents.search(RECORD):
        yield supports(place, f"a test error arrived: {' '.join(match[0].split())[:80]}")


def _is_call_of_php(source: Source, text: str) -> bool:
    """Whether it is PHP's own function, which reports what went wrong."""
    return source.language == "php" and text.strip() == "trigger_error("


FLASK = """
-- requirements.txt --
flask
sentry-sdk
-- app.py --
import sentry_sdk
from flask import Flask
sentry_sdk.init(dsn=dsn)
app = Flask(__name__)
"""

EXAMPLES = [
    example("Dockerflow's route, in Rust", "pass", line="src/dockerflow.rs:1", repo="""
-- Cargo.toml --
[package]
name = "tiles"
-- src/main.rs --
fn main() { HttpServer::new(app).run(); }
-- src/dockerflow.rs --
fn routes(c: &mut ServiceConfig) { c.service(web::resource("/__error__").route(web::get().to(fails))); }
async fn fails() -> Result<HttpResponse, Failure> {
    Err(Failure::internal("Oh Noes!"))
}
"""),
    example("PHP reports what another service answered", "unknown", repo="""
-- composer.json --
{"require": {"guzzlehttp/guzzle": "^7", "slim/slim": "^4"}}
-- public/index.php --
<?php
$app = Slim\\Factory\\AppFactory::create();
$app->get('/token', function () {
    if ($res->getStatusCode() != 200) {
        trigger_error('unexpected answer', E_USER_WARNING);
        throw new Exception('unexpected answer');
    }
});
$app->run();
"""),
    example("a debug route that raises", "pass", FLASK + """
@app.get("/debug-sentry")
def debug():
    raise RuntimeError("does this arrive?")
""", line="app.py:6"),
    example("a function that may be told to raise", "unknown", FLASK + """
def load(*, raise_exception: bool = False):
    try:
        return read()
    except OSError as e:
        if raise_exception:
            raise e
"""),
    example("the word alone", "unknown", FLASK + """
TRIGGER_ERROR = "could not be triggered"
# @app.get("/debug-sentry")
"""),
    example("a dated record", "pass", FLASK + """
-- docs/runbook.md --
# Runbook

A test error of staging arrived in Sentry on 2024-03-01.
"""),
    example("a library", "na", repo="""
-- pyproject.toml --
[project]
name = "sums"
-- sums/__init__.py --
def add(a, b): return a + b
"""),
    example("a helper that raises what it is told", "unknown", FLASK + """
class Cache:
    def throw_exception(error: str):
        raise RuntimeError(error)
"""),
    example("the library of errors that hapi answers with", "unknown", repo="""
-- package.json --
{"name": "shop", "type": "module", "scripts": {"start": "node src"}, "dependencies": {"@hapi/hapi": "21", "hapi-pulse": "3"}}
-- src/orders.js --
import Boom from '@hapi/boom'
const show = {
  handler: async (request) => {
    const order = await find(request.params.id)
    if (!order) throw Boom.notFound('no such order')
    return order
  }
}
"""),
    example("what is raised says that it is meant", "pass", line="app.py:6", repo="""
-- requirements.txt --
flask
-- app.py --
from flask import Flask
app = Flask(__name__)

@app.route("/error")
def error():
    raise RuntimeError("Intentional error")
"""),
    example("a parameter that lets a test raise", "unknown", repo="""
-- lib/compactor.rb --
module Compactor
  def compact(max, raise_exception: false)
    raise StandardError, 'asked for' if raise_exception
  end
end
"""),
]
