"""Guards, headers, CORS, passwords, sinks and stores: what the rules about security ask of an app's code."""

from __future__ import annotations

from typing import TypeVar

from readylint.config import Config
from readylint.fact import Facts
from readylint.facts.cors import Cors
from readylint.facts.guards import Guards
from readylint.facts.headers import Headers
from readylint.facts.passwords import Passwords
from readylint.facts.sinks import Sinks
from readylint.snapshot import Snapshot

T = TypeVar("T")


def fact(kind: type[T], repo: str) -> T:
    return Facts(Snapshot.of(repo.lstrip()), Config().rules, Config()).get(kind)


def test_a_group_guards_the_routes_in_it_and_no_others() -> None:
    guards = fact(Guards, """
-- routes/web.php --
<?php
Route::post('/notes', [NoteController::class, 'open']);
Route::middleware('auth')->group(function () {
    Route::post('/orders', [OrderController::class, 'store']);
});
""")
    assert {r.path: bool(guards.guard(r)) for r in guards.writes} == {"/notes": False, "/orders": True}


def test_a_middleware_that_knows_the_user_and_keeps_nobody_out_is_no_guard() -> None:
    guards = fact(Guards, """
-- routes.js --
const router = require("express").Router()
router.use(currentUser)
router.post("/orders", (req, res) => res.json(save(req.body)))
""")
    assert [guards.guard(r) for r in guards.writes] == [None]


def test_a_webhook_is_guarded_by_its_signature() -> None:
    guards = fact(Guards, """
-- routes.js --
const router = require("express").Router()
router.post("/webhooks/pay", (req, res) => { stripe.webhooks.constructEvent(req.body, req.headers["x"], key); res.end() })
router.post("/webhooks/other", (req, res) => { remove(req.body.ids); res.end() })
""")
    assert [bool(guards.guard(r)) for r in guards.writes] == [True, False]


def test_the_age_of_hsts_is_read_as_it_is_written() -> None:
    headers = fact(Headers, """
-- settings.py --
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
SECURE_HSTS_SECONDS = env.int("HSTS", default=60 * 60 * 24)
""")
    assert [h.seconds for h in headers.named("hsts")] == [86400]


def test_an_open_policy_says_so() -> None:
    policy = "script-src * 'unsafe-inline'; style-src 'self'"
    headers = fact(Headers, f"-- nginx.conf --\nadd_header Content-Security-Policy \"{policy}\";\n")
    assert [h.is_open for h in headers.named("csp")] == [True]


def test_cors_in_a_condition_on_development_is_no_finding() -> None:
    code = 'from flask_cors import CORS\n{condition}\n    CORS(app)\n'
    for condition, found in (("if app.debug:", 0), ("if not app.debug:", 1), ('if env != "production":', 0), ("def create(app):", 1)):
        repo = f"-- app.py --\n{code.format(condition=condition)}"
        assert len(fact(Cors, repo).open) == found, condition


def test_a_password_is_no_etag() -> None:
    passwords = fact(Passwords, """
-- app.py --
import hashlib
etag = hashlib.md5(password_page).hexdigest()
stored = hashlib.sha256(password.encode()).hexdigest()
""")
    assert [(k.kind, k.at.line) for k in passwords.all] == [("fast", 3)]


def test_what_was_sanitised_before_is_no_sink() -> None:
    sinks = fact(Sinks, """
-- static/app.js --
const clean = DOMPurify.sanitize(text)
document.body.innerHTML = clean
document.body.innerHTML = text
""")
    assert [s.at.line for s in sinks] == [3]


def test_html_that_functions_make_of_one_another_ends_however_often_they_are_called() -> None:
    made = "".join(f"function part{n}(a) {{ return {' + '.join([f'part{n - 1}(a)'] * 20)} }}\n" for n in range(1, 12))
    own = "function loop(a) { return loop(a) + '<b>' }\nlist.innerHTML = loop(order)\n"  # what is made of itself is not known to be clean
    script = f"function part0(a) {{ return `<b>${{a.id}}</b>` }}\n{made}list.innerHTML = part11(order)\n{own}"
    sinks = fact(Sinks, f"-- static/app.js --\n{script}")
    assert [s.at.line for s in sinks] == [script.count("\n")]
