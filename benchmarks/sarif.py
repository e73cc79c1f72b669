"""The SARIF of real repositories, held against the schema and against what GitHub code scanning takes.

    python benchmarks/sarif.py REPOSITORY... [--no-history]

Prints a line for each, and exits 1 where anything is wrong. Validators beyond these are in the tests.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import zlib
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from readylint.engine import scan  # noqa: E402
from readylint.facts.files import Files  # noqa: E402
from readylint.options import Options  # noqa: E402
from readylint.report.sarif import sarif  # noqa: E402
from tests.github_profile import github_profile  # noqa: E402


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("repository", nargs="+", type=Path)
    asked.add_argument("--no-history", action="store_true")
    chosen = asked.parse_args()
    wrong = [path for path in chosen.repository if judged(path, not chosen.no_history)]
    return int(bool(wrong))


def judged(path: Path, history: bool) -> bool:
    """Whether anything is wrong with the SARIF of a repository."""
    import jsonschema

    began = time.perf_counter()
    done = scan(path, Options(history=history, cache=True))
    text = sarif(done.report, done.text_of, suppressed=True)
    log = json.loads(text)
    files = {file.path: file.text for file in done.facts.get(Files).all}
    schema = json.loads((ROOT / "tests" / "schemas" / "sarif-2.1.0.json").read_text("utf-8-sig"))
    wrong = [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(log)]
    wrong += github_profile(log, files, suppressed=True)
    results = log["runs"][0]["results"]
    said = f"{len(files):6} files {len(results):6} alerts {sum(len(r.get('relatedLocations', ())) for r in results):6} links"
    print(f"{path.name:55} {said} {len(zlib.compress(text.encode())) >> 10:6} KB  {time.perf_counter() - began:5.1f} s  {len(wrong)} wrong")
    for problem in wrong[:5]:
        print(f"    {problem[:200]}")
    sys.stdout.flush()
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
