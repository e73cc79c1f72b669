from __future__ import annotations

from readylint.fact import Facts
from readylint.facts.compose import Compose, ComposeFile
from readylint.facts.files import PathRules
from readylint.facts.platforms import Platforms
from readylint.snapshot import Snapshot


def facts(text: str) -> Facts:
    return Facts(Snapshot.of(text), PathRules())


SERVICE = "services:\n  web:\n    build: {context: ., dockerfile: docker/Dockerfile}\n"


def test_a_service_and_what_it_builds() -> None:
    (file,) = facts("-- deploy/compose.yaml --\n" + SERVICE).get(Compose)
    (web,) = file.services
    assert (web.name, web.dockerfile, web.at.line) == ("web", "deploy/docker/Dockerfile", 2)


def test_the_dockerfile_may_stand_in_the_environment_file() -> None:
    text = "-- .env --\nFILE=a/Dockerfile\n-- compose.yaml --\nservices:\n  a:\n    build: {context: ., dockerfile: \"${FILE}\"}\n"
    (file,) = facts(text).get(Compose)
    assert file.services[0].dockerfile == "a/Dockerfile"


def test_health_checks() -> None:
    text = "-- compose.yaml --\nservices:\n  a: {healthcheck: {test: x}}\n  b: {healthcheck: {disable: true}}\n"
    text += "  c: {healthcheck: {test: [NONE]}}\n"
    (file,) = facts(text).get(Compose)
    assert [bool(s.healthcheck) for s in file.services] == [True, False, False]
    assert [bool(s.switched_off) for s in file.services] == [False, True, True]


def test_which_file_is_the_deployment() -> None:
    def paths(text: str) -> list[str]:
        return [f.path for f in facts(text).get(Compose).production]

    assert paths(f"-- compose.yaml --\n{SERVICE}") == ["compose.yaml"]  # the only way
    assert paths(f"-- compose.prod.yaml --\n{SERVICE}-- compose.dev.yaml --\n{SERVICE}") == ["compose.prod.yaml"]
    assert paths(f"-- compose.yaml --\n# for local development\n{SERVICE}") == []
    assert paths("-- compose.yaml --\nservices:\n  web: {build: ., volumes: [\".:/app\"]}\n") == []
    assert paths("-- compose.yaml --\nservices:\n  db: {image: postgres}\n") == []
    assert paths(f"-- docker-compose-test.yml --\n{SERVICE}") == []
    assert paths(f"-- docker-compose-old.yml --\n{SERVICE}-- docker-compose.yml --\n{SERVICE}") == ["docker-compose.yml"]
    assert paths(f"-- docker-compose-old.yml --\n{SERVICE}") == ["docker-compose-old.yml"]


def test_an_image_for_developers_is_no_deployment() -> None:
    def purpose(service: str) -> str:
        (file,) = facts(f"-- compose.yaml --\nservices:\n  web:\n    build: {{context: ., {service}}}\n").get(Compose)
        return file.purpose

    assert purpose("target: fpm-dev") == purpose("args: {ENVIRONMENT: development}") == "development"
    assert purpose("target: fpm") == purpose("target: device") == ""
    watched = "-- compose.yaml --\nservices:\n  web:\n    build: .\n    develop: {watch: [{action: rebuild, path: .}]}\n"
    assert facts(watched).get(Compose).all[0].purpose == "development"


def test_lists_and_mappings_read_alike() -> None:
    text = "-- compose.yaml --\nservices:\n  a: {environment: [A=1], labels: {x: y}}\n"
    (file,) = facts(text).get(Compose)
    assert [(n, v) for n, v, _ in file.services[0].environment] == [("A", "1")]
    assert [(n, v) for n, v, _ in file.services[0].labels] == [("x", "y")]


def test_platform_files() -> None:
    text = "-- fly.toml --\napp = 'a'\n[http_service]\nforce_https = true\n-- app.json --\n{\"expo\": {}}\n"
    text += "-- render.yaml --\nservices: []\n"
    found = facts(text).get(Platforms)
    assert {p.name for p in found} == {"fly.io", "Render"}
    (fly,) = found.named("fly.io")
    assert fly.redirects and fly.redirects.line == 3


def test_a_web_manifest_is_no_platform() -> None:
    assert not facts("-- manifest.yml --\nname: app\n-- manifest.json --\n{}\n").get(Platforms).all


def test_a_full_stack_is_no_swarm() -> None:
    def purpose(name: str) -> str:
        (file,) = facts(f"-- {name} --\nservices:\n  web:\n    build: .\n").get(Compose).all
        return file.purpose

    assert (purpose("docker-compose-full-stack.yml"), purpose("docker-compose-stack.yml")) == ("", "production")


def test_what_mounts_the_source_or_catches_mail_is_for_development() -> None:
    def file(more: str) -> ComposeFile:
        (made,) = facts(f"-- compose.yaml --\nservices:\n  web:\n    build: .\n{more}").get(Compose).all
        return made

    assert file("    volumes: [{type: bind, source: ., target: /app}]\n").mounts_source
    assert not file("    volumes: [{type: volume, source: data, target: /data}]\n").mounts_source
    assert file("  mail:\n    image: axllent/mailpit:v1\n").purpose == "development"
    assert file("  mail:\n    image: axllent/postfix:v1\n").purpose == ""
