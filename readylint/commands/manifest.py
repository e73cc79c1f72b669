"""readylint manifest verify: whether the record of a decision holds."""

from __future__ import annotations

import argparse

from readylint.exits import FAILED, INCONCLUSIVE, PASSED
from readylint.terminal import log, say
from readylint.usage import UsageError


def verify(chosen: argparse.Namespace) -> int:
    """Verifies a manifest and returns the exit code."""
    from pathlib import Path

    from readylint.reconstruction import NotHere
    from readylint.report.page import clean
    from readylint.verification import NoManifest, read, verify as told_of

    if chosen.repo and not Path(chosen.repo).is_dir():
        raise UsageError(f"--repo {chosen.repo}: no such folder")
    try:
        document = read(Path(chosen.file).read_bytes())
        told = told_of(document, Path(chosen.repo) if chosen.repo else None)
    except OSError as error:
        raise UsageError(f"cannot read {chosen.file}: {error.strerror}; `readylint scan --manifest FILE` writes one") from error
    except NoManifest as error:
        raise UsageError(f"{chosen.file}: {error}") from error
    except NotHere as error:
        log(f"{chosen.file} cannot be verified: {error}")
        return INCONCLUSIVE
    for note in told.notes:
        log(note)
    for difference in told.differences:
        say(f"{clean(difference)}\n")
    scanned = "its revision is judged as it says" if chosen.repo else "--repo PATH scans its revision again"
    say(f"{clean(chosen.file)}: {f'holds: nothing was changed, and {scanned}' if told.holds else 'does not hold'}\n")
    return PASSED if told.holds else FAILED
