"""Packages of Debian and Ubuntu, where we may install them: as root, which in a container everybody is."""

import os
import shutil
import sys
from pathlib import Path

from builder.progress import step
from builder.run import Finished, quietly

_ENV = {"DEBIAN_FRONTEND": "noninteractive"}


def may_install() -> bool:
    """Say whether this is such a system and we are its root."""
    return (
        sys.platform == "linux"
        and os.geteuid() == 0
        and shutil.which("apt-get") is not None
        and Path("/etc/debian_version").is_file()
    )


def install(package: str) -> Finished:
    """Install a package for the tests; return how apt-get ended and what it said."""
    with step(f"Installing Debian's package {package} for the tests") as now:
        quietly(["apt-get", "update"], env=_ENV)
        finished = quietly(
            ["apt-get", "install", "--yes", "--no-install-recommends", package], env=_ENV
        )
        if finished.status != 0:
            now.note = "not possible"
    return finished
