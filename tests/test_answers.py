"""Answers: what handlers tell of errors, and failures under a status that says success; marks, the rows of tables in code and files."""

from __future__ import annotations

import pytest

from readylint.fact import Facts
from readylint.facts.answers import Answers
from readylint.facts.files import PathRules
from readylint.facts.sightings import Sightings
from readylint.snapshot import Snapshot


def answers(path: str, text: str) -> Answers:
    return Facts(Snapshot.of(f"-- {path} --\n{text}"), PathRules()).get(Answers)


LEAKS = [
    ("a.js", "try { f() } catch (e) { res.status(500).json({ error: e.message }) }"),
    ("a.js", "try { f() } catch (e) { const message = e.message\n res.json({ message }) }"),
    ("a.js", "f().catch(err => res.send(err.stack))"),
    ("a.ts", "try { f() } catch (e: unknown) { throw new InternalServerErrorException(`failed: ${e}`) }"),
    ("a.py", "try:\n    f()\nexcept Exception as e:\n    return JsonResponse({'error': str(e)}, status=500)\n"),
    ("A.java", 'class A { void f() { try { g(); } catch (Exception e) { ResponseEntity.status(500).body(e.getMessage()); } } }'),
    ("A.cs", "class A { IActionResult F() { try { G(); } catch (Exception ex) { return StatusCode(500, ex.Message); } } }"),
    ("a.php", "<?php\ntry { f(); } catch (\\Exception $e) { return response()->json(['error' => $e->getMessage()], 500); }\n"),
    ("a.rb", "begin\n  f\nrescue => e\n  render json: { error: e.message }, status: 500\nend\n"),
]
FINE = [
    ("a.js", "try { f() } catch (e) { console.log(e.message); res.status(500).json({ error: 'failed' }) }"),
    ("a.js", "try { f() } catch (e) { if (e instanceof NotFound) { res.status(404).json({ error: e.message }) } }"),
    ("a.py", "try:\n    f()\nexcept Missing as e:\n    return JsonResponse({'error': str(e)}, status=404)\n"),
    ("A.java", 'class A { void f() { try { g(); } catch (Missing e) { ResponseEntity.status(404).body(e.getMessage()); } } }'),
    ("a.rb", "begin\n  f\nrescue Missing => e\n  render json: { error: e.message }, status: 404\nend\n"),
]
DISGUISED = [
    ("a.js", "res.json({ success: false })", True),
    ("a.js", "res.status(200).json({ success: false })", True),
    ("a.js", "res.status(400).json({ success: false })", False),
    ("a.ts", "Response.json({ error: 'no' }, { status: 404 })", False),
    ("a.php", "<?php\nreturn response()->json(['error' => 'no'], $code);\n", False),
    ("a.rb", "render json: { error: 'no' }\n", True),
    ("a.rb", "render json: { error: 'no' }, status: :not_found\n", False),
]


@pytest.mark.parametrize(("path", "text"), LEAKS)
def test_leaks(path: str, text: str) -> None:
    assert answers(path, text).leaks


@pytest.mark.parametrize(("path", "text"), FINE)
def test_told_on_purpose(path: str, text: str) -> None:
    assert not answers(path, text).leaks


@pytest.mark.parametrize(("path", "text", "found"), DISGUISED)
def test_disguised(path: str, text: str, found: bool) -> None:
    assert bool(answers(path, text).disguised) is found


def test_sightings_need_what_their_row_says() -> None:
    sightings = Facts(Snapshot.of("-- a.py --\nguard()\n-- b.py --\n# guard()\n-- conf/x.yml --\nkey: 1\n"), PathRules()).get(Sightings)
    row = {"name": "a guard", "languages": ["python"], "words": ["guard"], "code": r"\bguard\("}
    assert [m.at.path for m in sightings.find([row])] == ["a.py"]
    assert not list(sightings.find([{**row, "wired": "nowhere"}]))
    assert [m.at.path for m in sightings.find([{"name": "a key", "paths": ["conf/*.yml"], "text": "^key"}])] == ["conf/x.yml"]
