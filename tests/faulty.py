"""A `git` that fails at one of its calls, in front of the real one on the path."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

REAL = shutil.which("git") or "git"
# Calls are counted by folders, which two processes cannot both make.
SCRIPT = """#!/bin/sh
n=1; while ! mkdir "$FAULTY/$n" 2>/dev/null; do n=$((n+1)); done
echo "$*" > "$FAULTY/$n/asked"
if [ "$n" = "$FAULTY_AT" ] || {{ [ -n "$FAULTY_WORD" ] && case " $* " in *" $FAULTY_WORD "*) true ;; *) false ;; esac; }}; then
  case "$FAULTY_HOW" in
    dies) kill -9 $$ ;;
    half) {git} "$@" | head -c 40; kill -9 $$ ;;
    hangs) echo $$ > "$FAULTY/hangs"; exec sleep 600 ;;
    *) git() {{ {git} "$@"; }}; eval "$FAULTY_HOW" >/dev/null 2>&1 ;;
  esac
fi
exec {git} "$@"
"""


class Faulty:
    """The variables of a process whose git is faulty: at call number `at`, or at every call that has a `word`, it does `how`."""

    def __init__(self, folder: Path) -> None:
        self._folder = self._calls = folder
        (folder / "bin").mkdir(parents=True)
        (folder / "bin/git").write_text(SCRIPT.format(git=REAL))
        (folder / "bin/git").chmod(0o755)

    def variables(self, how: str = "", at: int = 0, word: str = "") -> dict[str, str]:
        """For `os.environ`; calls are counted from 1 anew."""
        self._calls = Path(mkdtemp(dir=self._folder))  # a folder of its own: a git of the last scan may still be about to begin
        path = f"{self._folder / 'bin'}{os.pathsep}{os.environ['PATH'].removeprefix(str(self._folder / 'bin') + os.pathsep)}"
        return {"PATH": path, "FAULTY": str(self._calls), "FAULTY_AT": str(at), "FAULTY_WORD": word, "FAULTY_HOW": how}

    @property
    def calls(self) -> int:
        return len(list(self._calls.glob("*/asked")))

    @property
    def hanging(self) -> int:
        """The process that hangs, 0 as long as none does."""
        file = self._calls / "hangs"
        return int(file.read_text() or 0) if file.exists() else 0
