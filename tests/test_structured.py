"""YAML, JSON and TOML keep their places; broken or hostile ones cost one file."""

from __future__ import annotations

from readylint.fact import Facts
from readylint.facts.files import Files, PathRules
from readylint.facts.structured import Node, Structured, mask_templates
from readylint.snapshot import Snapshot


def parsed(path: str, text: str) -> tuple[Node, Files]:
    facts = Facts(Snapshot.of(f"-- {path} --\n{text}"), PathRules())
    return facts.get(Structured).at(path), facts.get(Files)


def test_yaml_places_and_keys() -> None:
    node, _ = parsed("a.yml", "on:\n  push:\n    branches: [main]\njobs:\n  test:\n    steps:\n      - run: make\n")
    assert node.keys() == ("on", "jobs")
    assert str(next(iter(node.get("on", "push", "branches")))) == "main"
    step = next(iter(node.get("jobs", "test", "steps")))
    assert (str(step["run"]), step["run"].at.line, step["run"].at.column) == ("make", 7, 14)
    assert not node.get("jobs", "none", "steps")


def test_anchors_and_merges() -> None:
    node, _ = parsed("a.yml", "base: &b {x: 1}\nmore:\n  <<: *b\n  y: 2\n")
    assert (str(node.get("more", "x")), str(node.get("more", "y"))) == ("1", "2")


def test_a_bomb_of_aliases_stays_small() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    node, _ = parsed("a.yml", "\n".join(lines) + "\n")
    assert len(node.keys()) == 30


def test_deep_and_broken_files_are_named() -> None:
    _, files = parsed("a.json", "[" * 5000)
    assert "a.json" in files.skipped
    _, files = parsed("b.yml", "a: [1\nb: }{\n")
    assert files.skipped["b.yml"].startswith("not understood")


def test_json_with_comments_and_tabs() -> None:
    node, _ = parsed("a.json", '{\n\t// why\n\t"a": {"b": [1, true,],},\n}\n')
    assert [str(n) for n in node.get("a", "b")] == ["1", "true"]


def test_toml_finds_its_lines() -> None:
    node, _ = parsed("pyproject.toml", '[project]\nname = "x"\n\n[tool.pytest.ini_options]\naddopts = "--cov"\n')
    assert node.get("tool", "pytest", "ini_options", "addopts").at.line == 5
    assert node.get("project", "name").at.line == 2


def test_templates_are_masked_at_equal_length() -> None:
    text = "a: {{ .Values.x }}\n{{- if .Values.y }}\nb: 1\n{{- end }}\n"
    masked = mask_templates(text)
    assert len(masked) == len(text) and masked.count("\n") == text.count("\n") and "{{" not in masked
    node, _ = parsed("templates/a.yaml", text)
    assert node["b"].at.line == 3


def test_a_tag_runs_nothing() -> None:
    node, _ = parsed("a.yml", "a: !!python/object/apply:os.system ['true']\nb: !Ref X\n")
    assert str(node["b"]) == "X" and node["b"].tag == "!Ref"


def test_what_is_nested_deeper_than_the_stack_is_named() -> None:
    _, files = parsed("a.yml", "a: " + "{a:\n " * 100_000)  # its parser calls itself for each level
    assert files.skipped["a.yml"] == "not understood: nested deeper than 200 levels"
