"""Exit codes, the same for every command. Of one that a signal ended it is 128 and the signal's number, as shells have it."""

PASSED, FAILED, USAGE, INCONCLUSIVE, INTERRUPTED = 0, 1, 2, 3, 130
