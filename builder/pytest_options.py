"""How pytest is started: side by side on all cores for everything, in one process for some tests."""

import os
from collections.abc import Sequence

# One more than there are cores, as some tests wait more than they work; more than four get in each other's way.
PROCESSES = min((os.cpu_count() or 1) + 1, 4)
# The tests of one file stay together and in order, since many share a page. Files start as they are collected: the
# slow ones stand in folders and so come first, and the many quick ones even out the end.
SIDE_BY_SIDE = (
    f"--numprocesses={PROCESSES}",
    "--dist=loadfile",
    "--no-loadscope-reorder",
)
COVERAGE = ("--cov=scoring", "--cov-branch", "--cov-report=term-missing:skip-covered")
# They choose some tests, or need the one terminal that there is.
_IN_ONE_PROCESS = ("-k", "-m", "-s", "--capture=no", "--pdb", "--trace")


def options(arguments: Sequence[str]) -> list[str]:
    """Return pytest's arguments for what somebody typed.

    Only with nothing typed is the coverage measured, which a run of some tests cannot reach. For
    some tests a second process would take longer to start than it saves.
    """
    if not arguments:
        return [*SIDE_BY_SIDE, *COVERAGE]
    everything = all(
        word.startswith("-") and not word.startswith(_IN_ONE_PROCESS) for word in arguments
    )
    return [*(SIDE_BY_SIDE if everything else ()), *arguments]
