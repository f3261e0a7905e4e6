"""Installs Debian and Ubuntu packages with apt-get, if this process is root (as in a container)."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from builder.base.console import say, step
from builder.base.subprocesses import Finished, quietly

_ENV = {"DEBIAN_FRONTEND": "noninteractive"}
# Another installation may be running: wait for it, in seconds, instead of giving up.
_WAIT = ("-o", "DPkg::Lock::Timeout=300")
# Debian packages run this program before they start a newly installed service.
_SERVICES = Path("/usr/sbin/policy-rc.d")


def may_install() -> bool:
    """Return whether this system has apt-get and this process is root."""
    return (
        sys.platform == "linux"
        and os.geteuid() == 0
        and shutil.which("apt-get") is not None
        and Path("/etc/debian_version").is_file()
    )


def install(packages: Mapping[str, str]) -> None:
    """Print the packages with their reasons, then install them with one call of apt-get.

    `packages` maps the name of each package to the reason for it. Packages that do not exist in this
    release of the system are skipped. If apt-get fails, its last lines are printed, and the caller
    will find the programs missing.
    """
    if not packages:
        return
    width = max(map(len, packages))
    say("These packages are missing. They are now installed from Debian as root:")
    for package, reason in packages.items():
        say(f"  {package:{width}}  {reason}")
    with step("Reading Debian's lists of packages") as now:
        if quietly(["apt-get", "update"], env=_ENV).status != 0:
            now.note = "not possible"
    known = [package for package in packages if _is_known(package)]
    if absent := [package for package in packages if package not in known]:
        say(
            f"Not installed, because this release of the system does not have them: {', '.join(absent)}"
        )
    if not known:
        return
    with step("Installing Debian packages") as now, _nothing_started():
        command = ["apt-get", "install", "--yes", "--no-install-recommends", *_WAIT, *known]
        finished: Finished = quietly(command, env=_ENV)
        now.note = f"{len(known)} packages" if finished.status == 0 else "not possible"
    if finished.status != 0:
        say(finished.last_lines())


def _is_known(package: str) -> bool:
    # apt-get installs nothing if one name is unknown.
    return quietly(["apt-cache", "show", "--no-all-versions", package], env=_ENV).status == 0


@contextmanager
def _nothing_started() -> Iterator[None]:
    """Keep a freshly installed nginx from serving this machine's port 80 to the network."""
    if _SERVICES.exists():
        yield
        return
    _SERVICES.write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")
    _SERVICES.chmod(0o755)
    try:
        yield
    finally:
        _SERVICES.unlink()
