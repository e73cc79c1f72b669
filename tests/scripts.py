"""The scripts under fixtures/, benchmarks/ and docs/site/, which are no package, as modules."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


def fixture(name: str) -> Any:
    """The module of fixtures/<name>.py."""
    return _module(ROOT / f"fixtures/{name}.py")


def website() -> Any:
    """The module of docs/site/build.py."""
    return _module(ROOT / "docs/site/build.py")


def benchmark(name: str) -> Any:
    """The module of benchmarks/<name>.py, which may import its neighbours."""
    if str(ROOT / "benchmarks") not in sys.path:
        sys.path.append(str(ROOT / "benchmarks"))
    return _module(ROOT / f"benchmarks/{name}.py")


def _module(path: Path) -> Any:
    if path.stem not in sys.modules:
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec and spec.loader
        sys.modules[path.stem] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[path.stem])
    return sys.modules[path.stem]
