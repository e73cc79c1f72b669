"""Findings fold into a verdict: for the repository, and for each service."""

from __future__ import annotations

import pytest

from readylint.assessment import Subject, assess, fold, inapplicable
from readylint.model import Finding, Item, Location, Service, Trait, contradicts, nothing, supports, unclear
from readylint.rule import Rule

AT = Location("a.py", 3)
YES, NO = supports(AT, "it is"), contradicts(AT, "it is not")
UNCLEAR, NOTHING = unclear("who knows"), nothing("no X here")


def rule(**changes: object) -> Rule:
    return Rule(Item("TST001", "x", "tests", "high", "t", absence="fail", searched="everywhere"), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("findings", "verdict", "reason"),
    [
        ([YES, NO, UNCLEAR, NOTHING], "fail", "it is not"), ([YES, UNCLEAR], "pass", "it is"), ([UNCLEAR, NOTHING], "unknown", "who knows"),
        ([NOTHING], "na", "no X here"), ([], "fail", "none found; searched: everywhere"), ([NO, NO], "fail", "it is not (and 1 more)"),
    ],
)  # fmt: skip
def test_what_outranks_what(findings: list[Finding], verdict: str, reason: str) -> None:
    assert fold(rule(), findings) == (verdict, reason)


def test_evidence_may_win() -> None:
    assert fold(rule(wins="supports"), [NO, YES])[0] == "pass"


@pytest.mark.parametrize(("yes", "no", "verdict"), [(9, 1, "pass"), (8, 2, "fail"), (0, 1, "fail"), (1, 0, "pass")])
def test_a_share_may_decide(yes: int, no: int, verdict: str) -> None:
    assert fold(rule(ratio=0.9), [YES] * yes + [NO] * no)[0] == verdict


def test_what_belongs_to_a_service_the_rule_does_not_speak_of_or_to_a_program_apart_says_nothing() -> None:
    traits = (Trait("app", True),)
    pages = Service("web", "web", kind="page renderer", traits=traits)
    subject = Subject((Service("api", "api", traits=traits), pages), traits, apart=("load",))
    found = [supports(Location("web/a.ts"), "it is"), supports(Location("load/a.py"), "it is")]
    made = assess(rule(scope="service", unless=("page renderer",)), found, subject)
    assert made.verdict == "fail"


def services(*roots: str) -> Subject:
    traits = (Trait("app", True),)
    return Subject(tuple(Service(root.rpartition("/")[2], root, traits=traits) for root in roots), traits)


def test_the_worst_service_counts_and_is_named() -> None:
    found = [supports(Location("api/main.py"), "it is")]
    made = assess(rule(scope="service"), found, services("api", "billing"))
    assert (made.verdict, made.reason) == ("fail", "billing: none found; searched: everywhere")
    assert [(s.service, s.verdict) for s in made.services] == [("api", "pass"), ("billing", "fail")]


def test_what_stands_outside_every_service_speaks_of_all() -> None:
    made = assess(rule(scope="service"), [supports(Location("deploy/ingress.yml"), "it is")], services("api", "billing"))
    assert made.verdict == "pass" and made.services == ()


def test_a_file_named_after_a_service_is_its_own() -> None:
    made = assess(rule(scope="service"), [supports(Location("deploy/api.yml"), "it is")], services("api", "billing"))
    assert [(s.service, s.verdict) for s in made.services] == [("api", "pass"), ("billing", "fail")]


def test_the_deepest_root_owns_a_path() -> None:
    made = assess(
        rule(scope="service"),
        [contradicts(Location("api/admin/x.py"), "no"), supports(Location("api/y.py"), "yes")],
        services("api", "api/admin"),
    )
    assert [(s.service, s.verdict) for s in made.services] == [("api", "pass"), ("admin", "fail")]


def test_an_item_of_a_trait_that_is_not_there_does_not_apply() -> None:
    found = inapplicable(Rule(Item("REL003", "x", "reliability", "high", "t", applies="k8s")), services("api"))
    assert found and found.verdict == "na" and found.reason == "there are no Kubernetes workloads"


def test_an_item_may_not_speak_of_a_kind_of_service() -> None:
    site = Subject((Service("site", kind="static site", traits=(Trait("app", True),)),), (Trait("app", True),))
    found = inapplicable(rule(unless=("static site",)), site)
    assert found is None or found.verdict == "na"
    item = Item("OBS001", "x", "observability", "blocker", "t", applies="app")
    found = inapplicable(Rule(item, unless=("static site",)), site)
    assert found and found.verdict == "na" and "static site" in found.reason
