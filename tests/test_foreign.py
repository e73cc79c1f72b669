"""A server in a language that is hardly read: what was not found in it is not said to be missing."""

from __future__ import annotations

from readylint.judging import scan_snapshot
from readylint.knowledge import known
from readylint.model import Assessment
from readylint.options import Options
from readylint.registry import built_in
from readylint.snapshot import Snapshot

SERVER = """-- project.clj --
(defproject shop "1" :dependencies [[ring "1.12.1"]])
-- src/shop/core.clj --
(ns shop.core (:require [ring.adapter.jetty :refer [run-jetty]] [clojure.tools.logging :as log]))
(defn -main [] (log/info "up") (run-jetty handler {:port 80}))
"""
ALONE = "-- app.py --\nfrom flask import Flask\napp = Flask(__name__)\n" + "x = 1\n" * 100


def judged(repo: str) -> dict[str, Assessment]:
    report = scan_snapshot(Snapshot.of(repo), built_in(), Options(isolated=True)).report
    return {made.item.id: made for made in report.assessments}


def test_what_is_not_found_in_it_is_unknown_and_what_is_found_counts() -> None:
    made = judged(SERVER)
    for id in ("SEC008", "SEC009", "SEC005", "REL004", "OBS009", "SEC004"):
        assert (made[id].verdict, made[id].findings) == ("unknown", ())
        assert made[id].reason.startswith("most of the server is written in Clojure, of which too little is read")
    assert made["OBS001"].verdict == "pass"
    assert (made["SEC021"].verdict, made["TST001"].verdict, made["DOC001"].verdict) == ("na", "fail", "fail")


def test_what_is_wrong_in_it_is_said() -> None:
    header = """(defn answer [r] (assoc-in r [:headers "Access-Control-Allow-Origin"] "*"))"""
    made = judged(SERVER.replace("(defn -main", f"{header}\n(defn -main"))["SEC016"]
    assert (made.verdict, [f.location.path for f in made.findings if f.location]) == ("fail", ["src/shop/core.clj"])


def test_a_server_that_is_read_is_judged_by_what_is_missing() -> None:
    made = judged(SERVER + ALONE)
    assert (made["SEC008"].verdict, made["SEC005"].verdict) == ("fail", "na")


def test_its_items_and_traits_are_known() -> None:
    table, items = known("facts/foreign")["items"], {rule.item.id: rule.item for rule in built_in()}
    assert set(table["in_code"]) <= items.keys()
    assert set(table["traits"]) <= {item.applies for item in items.values()}
