from __future__ import annotations

from readylint.fact import Facts
from readylint.facts.deployments import Deployments
from readylint.facts.files import PathRules
from readylint.facts.workloads import Workload, Workloads
from readylint.snapshot import Snapshot

APP = """apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
        - name: shop
          image: registry.example.com/shop:1
"""
CHART = """-- chart/Chart.yaml --
name: shop
-- chart/values.yaml --
image: {repository: example.com/shop}
probe: {enabled: false}
limits: {memory: 1Gi}
"""


def facts(text: str) -> Facts:
    return Facts(Snapshot.of(text), PathRules())


def one(text: str) -> Workload:
    (made,) = facts(text).get(Workloads).all
    return made


def test_a_service_makes_it_serving() -> None:
    assert not one(f"-- k8s/app.yaml --\n{APP}").serving
    service = "---\napiVersion: v1\nkind: Service\nmetadata: {name: shop}\nspec: {selector: {app: shop}}\n"
    assert one(f"-- k8s/app.yaml --\n{APP}{service}").serving


def test_a_broken_document_costs_no_other() -> None:
    found = facts(f"-- k8s/app.yaml --\napiVersion: v1\n  kind: [\n---\n{APP}").get(Workloads)
    assert [w.name for w in found] == ["shop"]
    assert found.all[0].at.line == 5


def test_an_openshift_template() -> None:
    inner = "\n".join("    " + line for line in APP.splitlines()).replace("    apiVersion", "  - apiVersion", 1)
    assert one(f"-- openshift/app.yaml --\napiVersion: v1\nkind: Template\nobjects:\n{inner}\n").name == "shop"


def test_a_kustomize_patch_is_merged() -> None:
    patch = APP.replace("          image: registry.example.com/shop:1\n", "          livenessProbe: {httpGet: {path: /}}\n")
    made = one(f"-- base/app.yaml --\n{APP}-- overlays/prod/patch.yaml --\n{patch}")
    assert made.containers[0].probe("livenessProbe") and made.containers[0].image


def test_helm_values_are_put_in() -> None:
    template = APP.replace("registry.example.com/shop:1", '"{{ .Values.image.repository }}:1"') + (
        "          resources:\n            limits:\n              {{- toYaml .Values.limits | nindent 14 }}\n"
    )
    made = one(f"{CHART}-- chart/templates/app.yaml --\n{template}")
    assert made.containers[0].image == "example.com/shop:1"
    assert str(made.containers[0].memory_limit) == "1Gi"


def test_helm_conditions_switch_off() -> None:
    block = "{{- if .Values.probe.enabled }}\nlivenessProbe: {exec: {}}\n{{- else }}\nports: [1]\n{{- end }}\n"
    template = APP + "".join(f"          {line}\n" for line in block.splitlines())
    made = one(f"{CHART}-- chart/templates/app.yaml --\n{template}")
    assert made.containers[0].probe("livenessProbe") is None
    assert made.serving


def test_braces_in_strings_of_a_template() -> None:
    template = 'apiVersion: v1\nkind: PrometheusRule\nmetadata: {name: a}\nspec:\n  message: "{{`{{`}} $value {{`}}`}}"\n'
    assert facts(f"{CHART}-- chart/templates/rule.yaml --\n{template}").get(Workloads).of_kind("PrometheusRule")


def test_products_of_others_are_not_own() -> None:
    assert not one("-- k8s/db.yaml --\n" + APP.replace("registry.example.com/shop:1", "postgres:17")).own


def test_who_runs_it() -> None:
    safe = APP.replace("      containers:", "      securityContext: {runAsUser: 1000}\n      containers:")
    assert one(f"-- k8s/app.yaml --\n{safe}").nonroot
    assert one(f"-- k8s/app.yaml --\n{APP}").nonroot is None


def test_a_chart_of_others() -> None:
    text = "-- c/Chart.yaml --\nname: a\ndependencies:\n  - {name: web, repository: https://charts.example.com}\n"
    text += "-- c/values.yaml --\nweb: {replicaCount: 2}\n"
    found = facts(text).get(Workloads)
    (release,) = found.releases
    assert found.declares(release, "livenessProbe") is None


def test_images_and_what_runs_them() -> None:
    dockerfile = "FROM x\nCOPY . .\nCMD [\"x\"]\n"
    found = facts(f"-- shop/Dockerfile --\n{dockerfile}-- mail/Dockerfile --\n{dockerfile}-- k8s/app.yaml --\n{APP}").get(Deployments)
    assert {i.name: len(found.workloads(i)) for i in found.images} == {"shop": 1, "mail": 0}
