"""Workloads declare liveness and readiness probes.

Kubernetes sends traffic to a pod as soon as its process starts and leaves it there when it hangs. Without probes every deploy drops
requests while the new pods warm up, and a deadlocked pod stays in service for days.

Pass: a readiness probe (and a liveness or startup probe) on every serving workload

Fail: a serving workload without; each is a finding

Fix: Give every container that serves requests a `readinessProbe` (`httpGet` on the readiness route) and a `livenessProbe` on the cheap
health route, with a `startupProbe` where start-up is slow. In a Helm chart set them by default in `values.yaml`; do not leave them to
whoever installs it.

Searched: Deployments, StatefulSets and the like in manifests, Kustomize, Helm and OpenShift templates, modules of Terraform that deploy to
Kubernetes; products of others left out
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import (
    ChartDependency,
    Container,
    Finding,
    Infrastructure,
    Location,
    Workload,
    Workloads,
    contradicts,
    example,
    known,
    nothing,
    regex,
    rule,
    supports,
    unclear,
)


@rule(id="REL003", severity="high", applies="k8s", sources=("S0.5", "S4"), scope="service")
def orchestrator_probes(workloads: Workloads, infrastructure: Infrastructure) -> Iterator[Finding]:
    serving = [w for w in workloads.own if w.serving]
    for workload in serving:
        yield from (_judged(workload, c) for c in _serving(workload))
    for release in workloads.releases:
        yield _released(release, workloads)
    if not serving and not workloads.releases:
        probed = list(_told(infrastructure))
        yield from (supports(at, "the module that deploys it is told what to probe", confidence="medium") for at in probed)
        if not probed:
            yield nothing("no workload of its own serves requests")


def _told(infrastructure: Infrastructure) -> Iterator[Location]:
    """Where a module of Terraform that deploys to Kubernetes is told how to ask a workload."""
    table = known("facts/infrastructure")["probed"]
    for module in (m for m in infrastructure.modules if regex(table["kubernetes"]).search(m.type)):
        yield from (v.at for key, v in module.body.walk() if regex(table["argument"]).fullmatch(key) and v and not v.is_false)


def _serving(workload: Workload) -> list[Container]:
    """The containers that have ports; the first one where a Service alone says that it serves."""
    return [c for c in workload.containers if c.ports and c.own] or list(workload.containers[:1])


def _judged(workload: Workload, container: Container) -> Finding:
    ready, alive = container.probe("readinessProbe"), container.probe("livenessProbe") or container.probe("startupProbe")
    if ready and alive:
        return supports(ready, f"{workload.name} has readiness and liveness probes")
    lacking = " and no ".join(name for name, has in (("readiness probe", ready), ("liveness or startup probe", alive)) if not has)
    return contradicts(container, f"{workload.name}: container {container.name} has no {lacking}")


def _released(release: ChartDependency, workloads: Workloads) -> Finding:
    ready, alive = workloads.declares(release, "readinessProbe"), workloads.declares(release, "livenessProbe")
    if ready and alive:
        return supports(ready, f"the chart {release.name} declares both probes")
    return unclear(f"the workload comes from the chart {release.name}, whose defaults are outside the repository", release)


EXAMPLES = [
    example("a queue's worker, with the port of the manifest that it was copied from", "na", repo="""
-- k8s/worker.yaml --
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-worker
spec:
  template:
    spec:
      containers:
        - name: shop
          image: shop:1
          command: ["bundle", "exec", "sidekiq"]
          ports:
            - name: http
              containerPort: 3000
"""),
    example("an application of Clowder, whose operator asks one that serves by itself, and a worker", "pass", repo="""
-- go.mod --
module shop
-- main.go --
package main
func main() { http.ListenAndServe(":8000", nil) }
-- deploy/clowdapp.yaml --
apiVersion: template.openshift.io/v1
kind: Template
objects:
- apiVersion: cloud.redhat.com/v1alpha1
  kind: ClowdApp
  metadata:
    name: shop
  spec:
    deployments:
    - name: api
      webServices:
        public:
          enabled: true
      podSpec:
        image: quay.io/example/shop
    - name: worker
      podSpec:
        image: quay.io/example/shop
        command: [shop, work]
"""),
    example("an application of Nais, whose probes are told in its own words", "pass", line=".nais/app.yaml:10", repo="""
-- .nais/app.yaml --
apiVersion: nais.io/v1alpha1
kind: Application
metadata:
  name: cases
spec:
  image: {{image}}
  liveness:
    path: /internal/isalive
  readiness:
    path: /internal/isready
  observability:
    autoInstrumentation:
      enabled: true
      runtime: java
  gcp:
    sqlInstances:
      - type: POSTGRES_17
        databases:
          - name: cases
  ingresses:
    - https://cases.example.no
"""),
    example("a worker with a port for its metrics alone", "na", repo="""
-- Gemfile --
gem "sidekiq"
-- app.rb --
class Job
  include Sidekiq::Job
end
-- Procfile --
worker: sidekiq
-- Dockerfile --
FROM ruby:3.4
COPY . .
CMD ["sidekiq"]
-- k8s/worker.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop-worker}
spec:
  template:
    spec:
      containers:
        - name: app
          image: me/shop
          command: [sidekiq]
          ports: [{name: metrics, containerPort: 9394}]
"""),
    example("a workload whose template is a library's", "pass", line="helm/shop/values.yaml:2", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- app.js --
require('express')().listen(3000)
-- helm/shop/Chart.yaml --
apiVersion: v2
name: shop
version: 1.0.0
dependencies:
  - name: team-library
    version: 4.0.0
    repository: https://charts.example.org/
-- helm/shop/templates/deployment.yaml --
{{- include "team-library.deployment" (list . "shop.deployment") -}}
{{- define "shop.deployment" -}}
{{- end -}}
-- helm/shop/values.yaml --
image: shop
readinessProbe: {path: /ready, port: 3000}
livenessProbe: {path: /healthy, port: 3000}
"""),
    example("a workload whose template is a library's, and nothing on probes", "unknown", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- app.js --
require('express')().listen(3000)
-- helm/shop/Chart.yaml --
apiVersion: v2
name: shop
version: 1.0.0
dependencies:
  - name: team-library
    version: 4.0.0
    repository: https://charts.example.org/
-- helm/shop/templates/deployment.yaml --
{{- include "team-library.deployment" (list . "shop.deployment") -}}
{{- define "shop.deployment" -}}
{{- end -}}
-- helm/shop/values.yaml --
image: shop
"""),
    example("both probes", "pass", line="k8s/app.yaml:11", repo="""
-- k8s/app.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      containers:
        - name: shop
          image: registry.example.com/shop:1
          ports: [{containerPort: 8080}]
          readinessProbe: {httpGet: {path: /readyz, port: 8080}}
          livenessProbe: {httpGet: {path: /healthz, port: 8080}}
"""),
    example("no probe", "fail", line="k8s/app.yaml:8", repo="""
-- k8s/app.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      containers:
        - name: shop
          image: registry.example.com/shop:1
          ports: [{containerPort: 8080}]
"""),
    example("switched off by the default value", "fail", repo="""
-- chart/Chart.yaml --
name: shop
version: 1.0.0
-- chart/values.yaml --
probes:
  enabled: false
-- chart/templates/deployment.yaml --
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-shop
spec:
  template:
    spec:
      containers:
        - name: shop
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          ports:
            - containerPort: 8080
          {{- if .Values.probes.enabled }}
          livenessProbe: {httpGet: {path: /healthz, port: 8080}}
          readinessProbe: {httpGet: {path: /healthz, port: 8080}}
          {{- end }}
"""),
    example("from the default values", "pass", repo="""
-- chart/Chart.yaml --
name: shop
version: 1.0.0
-- chart/values.yaml --
livenessProbe:
  httpGet: {path: /healthz, port: 8080}
readinessProbe:
  httpGet: {path: /readyz, port: 8080}
-- chart/templates/deployment.yaml --
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  template:
    spec:
      containers:
        - name: shop
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          ports:
            - containerPort: 8080
          livenessProbe:
            {{- toYaml .Values.livenessProbe | nindent 12 }}
          readinessProbe:
            {{- toYaml .Values.readinessProbe | nindent 12 }}
"""),
    example("somebody else's chart", "unknown", says="outside the repository", repo="""
-- helm/Chart.yaml --
name: shop
version: 1.0.0
dependencies:
  - name: web-service
    version: "3"
    repository: https://charts.example.com
-- helm/values.yaml --
web-service:
  image: {repository: registry.example.com/shop}
  replicaCount: 3
"""),
    example("a chart whose defaults are known", "pass", line="charts/shop/Chart.yaml:4", repo="""
-- charts/shop/Chart.yaml --
name: shop
version: 1.0.0
dependencies:
  - name: java
    version: 5.3.0
    repository: oci://hmctspublic.azurecr.io/helm
-- charts/shop/values.yaml --
java:
  image: hmctspublic.azurecr.io/shop/api:latest
  applicationPort: 8080
"""),
    example("only a job", "na", repo="""
-- k8s/job.yaml --
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          containers: [{name: report, image: registry.example.com/report:1}]
"""),
    example("a module that deploys it is told what to probe", "pass", line="terraform/app.tf:3", repo="""
-- Gemfile --
gem "rails", "~> 7.1"
-- config/application.rb --
module Shop
  class Application < Rails::Application
  end
end
-- config/routes.rb --
Rails.application.routes.draw { resources :orders }
-- terraform/app.tf --
module "web" {
  source     = "git::https://example.com/modules.git//aks/application"
  probe_path = "/healthz"
}
-- kubernetes/configmap.yaml --
apiVersion: v1
kind: ConfigMap
metadata: {name: shop}
data: {PLACE: shop}
-- kubernetes/migrate.yaml --
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:
  template:
    spec:
      containers:
        - {name: migrate, image: "ghcr.io/example/shop:1", command: ["bin/rails", "db:migrate"]}
"""),
    example("a manifest that a pipeline fills in", "fail", line="kubernetes/deployment-production.tmpl:8", repo="""
-- Gemfile --
gem "rails", "~> 7.1"
-- config/application.rb --
module Shop
  class Application < Rails::Application
  end
end
-- config/environment.rb --
Rails.application.initialize!
-- config/routes.rb --
Rails.application.routes.draw { resources :orders }
-- kubernetes/deployment-production.tmpl --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      containers:
        - name: shop
          image: ghcr.io/example/shop:__IMAGE_TAG__
          ports: [{containerPort: 80}]
"""),
]
