"""Scripts that a person runs by hand are told from what the app runs."""

from __future__ import annotations

import pytest

from readylint.fact import Facts
from readylint.facts.by_hand import done_once
from readylint.facts.files import Files, PathRules
from readylint.snapshot import Snapshot

APP = """-- package.json --
{"scripts": {"start": "node server.js", "fix:prices": "node fix-prices.js"}}
-- server.js --
const { list } = require("./list-orders")
require("express")().listen(3000)
-- list-orders.js --
module.exports = { list }
-- fix-prices.js --
go()
"""


@pytest.mark.parametrize(
    ("script", "by_hand"),
    [
        ("-- check-orders.js --\ngo()\n", ["check-orders.js"]),
        ("-- check-orders.js --\nexport const orders = 1\n", []),
        ("-- check-server.js --\nrequire('http').createServer(go).listen(1)\n", []),
        ("-- src/check-orders.js --\ngo()\n", []),
        ("-- check-orders.js --\ngo()\n-- Dockerfile --\nFROM node:20\nCMD [\"node\", \"check-orders.js\"]\n", []),
        ("-- check-orders.js --\ngo()\n-- worker.js --\nfork('./check-orders')\n", []),
        ("-- create-admin.js --\nrequire('bcrypt').hash('a')\n", []),
    ],
)
def test_scripts_that_a_person_runs(script: str, by_hand: list[str]) -> None:
    assert sorted(done_once(Facts(Snapshot.of(APP + script), PathRules()).get(Files))) == by_hand
