from __future__ import annotations

from readylint.fact import Facts
from readylint.facts.dockerfile import read_dockerfile
from readylint.facts.files import PathRules
from readylint.facts.images import Image, Images
from readylint.snapshot import Snapshot


def images(text: str) -> Images:
    return Facts(Snapshot.of(text), PathRules()).get(Images)


def image(dockerfile: str) -> Image:
    (made,) = images(f"-- Dockerfile --\n{dockerfile}")
    return made


def test_stages_and_the_user_that_holds() -> None:
    made = image("FROM node:24 AS build\nUSER root\nFROM node:24\nCOPY --from=build /app /app\nUSER node\nCMD [\"node\", \"x.js\"]\n")
    assert [s.name for s in made.stages] == ["build", ""]
    assert made.user and made.user.name == "node" and made.user.at.line == 5
    assert not made.user.is_root


def test_a_stage_inherits_from_its_parent() -> None:
    made = image("FROM python:3.13 AS base\nUSER app\nEXPOSE 80\nFROM base\nCOPY . .\nCMD [\"x\"]\n")
    assert made.user and made.user.name == "app"
    assert made.base == "python:3.13"
    assert made.listens and made.listens.line == 3


def test_arguments_have_their_defaults() -> None:
    made = image("ARG TAG=3.13\nARG BASE=python:${TAG}\nFROM ${BASE}\nARG WHO=app\nENV NAME=${WHO}\nUSER $NAME\nCOPY . .\n")
    assert made.base == "python:3.13"
    assert made.user and made.user.name == "app"


def test_a_variable_without_a_value_is_not_root() -> None:
    made = image("FROM mcr.microsoft.com/dotnet/aspnet:9.0\nUSER $APP_UID\nCOPY . .\n")
    assert made.user and not made.user.is_root


def test_continuations_comments_and_escapes() -> None:
    (stage,) = read_dockerfile("# escape=`\nFROM x\nRUN a `\n# note\n\n  b\nUSER app # no comment here\n", "Dockerfile")
    assert [i.name for i in stage.instructions] == ["RUN", "USER"]
    assert stage.instructions[0].value.split() == ["a", "b"]
    assert stage.instructions[1].at.line == 7


def test_here_documents_are_no_instructions() -> None:
    (stage,) = read_dockerfile("FROM x\nRUN <<EOF\nUSER root\nEOF\nCOPY <<-'END' /a\nFROM y\nEND\nUSER app\n", "Dockerfile")
    assert [i.name for i in stage.instructions] == ["RUN", "COPY", "USER"]
    assert "USER root" in stage.instructions[0].value


def test_exec_form_and_shell_form() -> None:
    assert image('FROM x\nCOPY . .\nENTRYPOINT ["a", "b"]\nCMD ["c"]\n').command_line == "a b c"
    shell = image("FROM x\nCOPY . .\nCMD npm start\n").command
    assert shell and not shell.is_exec


def test_health_checks() -> None:
    assert image("FROM x\nCOPY . .\nHEALTHCHECK --interval=5s CMD a\n").checks_health
    off = image("FROM x\nCOPY . .\nHEALTHCHECK NONE\n")
    assert off.healthcheck and not off.checks_health


def test_what_is_not_deployed() -> None:
    code = "FROM python:3.13\nCOPY . .\nCMD [\"gunicorn\"]\n"
    found = images("".join(f"-- {path} --\n{code}" for path in (
        ".devcontainer/Dockerfile", "docker/dev/Dockerfile", "Dockerfile.dev", "test.Dockerfile", "api/Dockerfile", "tests/Dockerfile",
    )))
    assert [i.path for i in found.deployed] == ["api/Dockerfile"]


def test_no_code_in_it_and_preview_servers_are_for_development() -> None:
    assert image("FROM ruby:4\nCOPY Gemfile Gemfile.lock ./\nRUN bundle install\n").unready
    assert image("FROM node:24\nCOPY . .\nCMD [\"npm\", \"run\", \"dev\"]\n").unready
    assert not image("FROM node:24\nCOPY . .\nCMD [\"npm\", \"start\"]\n").unready


def test_the_one_for_production_is_the_deployed_one() -> None:
    code = "FROM python:3.13\nCOPY . .\nCMD [\"gunicorn\"]\n"
    found = images(f"-- Dockerfile --\n{code}-- Dockerfile.prod --\n{code}")
    assert [i.path for i in found.deployed] == ["Dockerfile.prod"]


def test_a_dockerfile_by_another_case() -> None:
    found = images("-- web.DockerFile --\nFROM python:3.13\nCOPY . .\nCMD [\"gunicorn\"]\n")
    assert [i.path for i in found.deployed] == ["web.DockerFile"]


def test_bases() -> None:
    assert image("FROM gcr.io/distroless/static:nonroot\nCOPY . .\n").nonroot_base
    assert image("FROM docker.io/library/python:3.13@sha256:0123456789abcdef\nCOPY . .\n").root_base
    private = image("FROM registry.example.com/base:1\nCOPY --chown=app:app . .\n")
    assert not private.root_base and not private.nonroot_base and private.foreign_owner


def test_nonsense_costs_one_file() -> None:
    assert not images("-- Dockerfile --\n\x01 not a dockerfile \\\n-- b/Dockerfile --\nFROM\n").deployed[1:]


def test_images_that_run_nothing_for_users() -> None:
    compiler = "FROM golang:1.26\nCOPY go.mod /tmp/go.mod\nRUN go mod download\nCOPY build.sh /build.sh\nENTRYPOINT [\"/build.sh\"]\n"
    base = "FROM node:24 AS builder\nCOPY . .\nRUN npm i\n"
    app = "FROM shop-base:latest\nCMD [\"node\", \"main.js\"]\nCOPY . .\n"
    cli = "FROM golang:1.26 AS b\nCOPY . .\nFROM alpine:3\nCOPY --from=b /a /a\nENTRYPOINT [\"/a\"]\n"
    files = {"tools-image/Dockerfile": compiler, "Dockerfile": base, "app.Dockerfile": app, "Dockerfile.cli-tool": cli}
    made = images("".join(f"-- {path} --\n{text}" for path, text in files.items()))
    assert [i.path for i in made.deployed] == ["app.Dockerfile"]
    assert image(compiler.replace("build.sh /build.sh", ". /src")).has_code


def test_a_hidden_folder_of_containers_and_one_of_a_tool() -> None:
    found = images(
        "-- .docker/Dockerfile.production --\nFROM node:24\nCOPY . .\nCMD [\"node\", \"x.js\"]\n"
        "-- .devcontainer/Dockerfile --\nFROM node:24\nCOPY . .\nCMD [\"node\", \"x.js\"]\n"
    )
    assert [i.path for i in found.deployed] == [".docker/Dockerfile.production"]
