"""Selects the arguments for pytest: parallel processes for all tests, one process for a selection."""

import os
from collections.abc import Sequence

# Two per core, because a browser test waits about as long as it computes. Each needs up to 1 GB of memory.
PROCESSES = min(2 * (os.cpu_count() or 1), 8)
# tests/support/running/distribution.py divides the tests among the processes.
SIDE_BY_SIDE = (
    f"--numprocesses={PROCESSES}",
    "--dist=loadfile",
    "--no-loadscope-reorder",
)
COVERAGE = ("--cov=scoring", "--cov-branch", "--cov-report=term-missing:skip-covered")
# This project's own option: lists the slowest tests at the end.
SLOWEST = "--slowest"
_DURATIONS = "--durations=20"
# Options that select tests, or need the terminal.
_IN_ONE_PROCESS = ("-k", "-m", "-s", "--capture=no", "--pdb", "--trace")


def options(arguments: Sequence[str]) -> list[str]:
    """Return pytest's arguments for the arguments after `build.py test`.

    Coverage is measured only if no argument selects or changes tests, because a selection cannot reach 100 %. For a
    selection, a second process would take longer to start than it saves.
    """
    words = [word for word in arguments if word != SLOWEST]
    durations = [_DURATIONS] if SLOWEST in arguments else []
    if not words:
        return [*SIDE_BY_SIDE, *COVERAGE, *durations]
    everything = all(
        word.startswith("-") and not word.startswith(_IN_ONE_PROCESS) for word in words
    )
    return [*(SIDE_BY_SIDE if everything else ()), *durations, *words]
