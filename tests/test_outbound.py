"""Outbound: what each call to another service says of its timeout."""

from __future__ import annotations

from readylint.facts.code import Code
from readylint.facts.files import Files, PathRules
from readylint.facts.outbound import Outbound
from readylint.snapshot import Snapshot


def timeouts(repo: str) -> list[tuple[str, int, str]]:
    files = Files(Snapshot.of(repo), PathRules())
    return [(c.at.path, c.at.line, c.timeout) for c in Outbound.of(files, Code.of(files))]


def test_a_chain_is_read_to_its_end() -> None:
    repo = """
-- server/check.ts --
import superagent from "superagent"
superagent.get(url).retry(2, (err) => { log(err); return undefined })
  .timeout(2000)
superagent.get(url).end(done)
"""
    assert timeouts(repo) == [("server/check.ts", 2, "set"), ("server/check.ts", 4, "none")]


def test_options_are_looked_up_in_the_file() -> None:
    repo = """
-- ask.js --
const quick = { timeout: 3000 }, slow = { headers: {} }
const axios = require("axios")
axios.get(a, quick)
axios.get(a, slow)
axios.get(a, options)
axios.get(a, { ...quick })
"""
    assert [t for *_, t in timeouts(repo)] == ["set", "none", "unknown", "unknown"]


def test_scripts_of_a_rendered_page_are_left_out() -> None:
    repo = """
-- package.json --
{"dependencies": {"next": "15"}}
-- src/store/version.ts --
export const check = () => fetch("https://a.example.com/version")
-- src/app/api/orders/route.ts --
export const GET = () => fetch("https://a.example.com/orders")
"""
    assert timeouts(repo) == [("src/app/api/orders/route.ts", 1, "none")]


def test_clients_that_give_up_by_themselves_are_told_once_a_folder() -> None:
    repo = """
-- app/mailers/a.rb --
UserMailer.hello.deliver_later
-- app/mailers/b.rb --
UserMailer.bye.deliver_later
"""
    assert timeouts(repo) == [("app/mailers/a.rb", 1, "default")]
