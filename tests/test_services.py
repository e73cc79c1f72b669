"""Each service of a repository has its own verdicts and decision, and the repository is as ready as its worst."""

from __future__ import annotations

from datetime import date

import pytest

from readylint.conclusion import UnknownService
from readylint.judging import scan_snapshot
from readylint.model import Report
from readylint.options import Options
from readylint.registry import load
from readylint.report.page import Screen
from readylint.report.text import text
from readylint.snapshot import Snapshot

RULES = tuple(r for r in load() if r.item.id in ("REL001", "SEC001", "OBS006", "API002", "TST001"))
WEB = 'const app = require("express")()\n{route}app.listen(80)\n'
SHOP = (
    '-- web/package.json --\n{"dependencies": {"express": "4.19.2"}}\n-- web/Dockerfile --\nFROM node:24\nCMD ["node", "server.js"]\n'
    f"-- web/server.js --\n{WEB.format(route='app.get(`/healthz`, (q, s) => s.json({}))' + chr(10)).replace('`', chr(34))}"
    '-- api/package.json --\n{"dependencies": {"express": "4.19.2"}}\n-- api/Dockerfile --\nFROM node:24\nCMD ["node", "server.js"]\n'
    f"-- api/server.js --\n{WEB.format(route='')}"
)


def reported(service: str = "", config: str = "") -> Report:
    written = f"-- readylint.toml --\n{config}\n" if config else ""
    return scan_snapshot(Snapshot.of(SHOP + written, "shop"), RULES, Options(service=service, today=date(2026, 6, 1))).report


def test_the_repository_is_as_ready_as_its_worst_service() -> None:
    report = reported()
    outcomes = {d.service: (d.outcome, d.blockers) for d in report.service_decisions}
    assert outcomes["api"] == ("no_go", ("REL001",)) and outcomes["web"][1] == ()
    assert report.decision.outcome == "no_go"


def test_one_service_is_asked_about() -> None:
    web, api = reported("web"), reported("api")
    assert web.decision.blockers == () and api.decision.blockers == ("REL001",)
    assert [a.verdict for a in web.assessments if a.item.id == "REL001"] == ["pass"]
    assert [f.location and f.location.path for a in web.assessments if a.item.id == "REL001" for f in a.evidence] == ["web/server.js"]
    assert text(web, Screen(100)).startswith("web of shop, ")


def test_a_waiver_for_one_service_is_no_other_s() -> None:
    entry = '[[waive]]\nitem = "REL001"\nby = "Ana"\nreason = "it is internal"\nexpires = 2026-12-31\nservice = "{}"\n'
    waived, other = reported(config=entry.format("api")), reported(config=entry.format("web"))
    assert {d.service: d.blockers for d in waived.service_decisions}["api"] == ()
    assert {d.service: d.blockers for d in other.service_decisions}["api"] == ("REL001",)
    assert other.entries[0].state == "unused"


def test_an_unknown_service_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownService, match="no service is called 'wep'; there are: api, web"):
        reported("wep")


def test_programs_of_go_run_what_a_module_of_packages_starts() -> None:
    shared = (
        "-- pkg/go.mod --\nmodule example.com/shop/pkg\n-- pkg/web/server.go --\npackage web\n"
        'func Run() { http.ListenAndServe(":80", nil) }\n'
        '-- pkg/app/app.go --\npackage app\nimport "example.com/shop/pkg/web"\nfunc Run() { web.Run() }\n'
        '-- pkg/money/money.go --\npackage money\nfunc Add(a, b int) int { return a + b }\n'
    )
    orders = (
        "-- services/orders/go.mod --\nmodule example.com/shop/services/orders\n"
        '-- services/orders/cmd/app/main.go --\npackage main\nimport "example.com/shop/services/orders/internal"\nfunc main() { internal.Run() }\n'
        '-- services/orders/internal/run.go --\npackage internal\nimport "example.com/shop/pkg/app"\nfunc Run() { app.Run() }\n'
    )
    sums = (
        "-- services/sums/go.mod --\nmodule example.com/shop/services/sums\n"
        '-- services/sums/main.go --\npackage main\nimport "example.com/shop/pkg/money"\nfunc main() { money.Add(1, 2) }\n'
    )
    report = scan_snapshot(Snapshot.of(shared + orders + sums + orders.replace("orders", "stock"), "shop"), RULES, Options()).report
    assert [(s.root, s.kind) for s in report.services] == [("services/orders", "service"), ("services/stock", "service")]
