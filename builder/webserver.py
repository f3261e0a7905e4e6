"""An nginx for the tests: the machine's own, or Debian's package where we may install it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder import debian, programs
from builder.progress import say

# Names the nginx to use; also how its path is handed to the tests.
VARIABLE = "NGINX_PROGRAM"

PACKAGE = "nginx-light"
# Lets nginx send the files that are compressed by brotli. Debian has it from version 12, Ubuntu from 24.04.
BROTLI_PACKAGE = "libnginx-mod-http-brotli-static"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")

# Where it is outside a user's PATH.
_USUAL_PLACES = (
    Path("/usr/sbin/nginx"),
    Path("/usr/local/sbin/nginx"),
    Path("/opt/homebrew/bin/nginx"),
)
# What Debian's packages ask before they start a service that they have just installed.
_SERVICES = Path("/usr/sbin/policy-rc.d")


def get() -> Path | None:
    """Return the nginx for the tests; on Debian or Ubuntu, as root, install what is missing of it.

    Returns nothing where there is none and none can be had; the tests of the web server say so and are left out.

    Raises BuildError if NGINX names no file.
    """
    if program := programs.named(VARIABLE):
        return program
    if debian.may_install():
        with _nothing_started():
            for package in list(_missing()):
                debian.install(package)
    found = on_machine()
    if found is None:
        say(
            "Note: without nginx its configuration is not tested. On Debian: apt install nginx-light"
        )
    return found


def _missing() -> Iterator[str]:
    """Yield the packages that are not there; the last makes the tests' certificate."""
    if on_machine() is None:
        yield PACKAGE
    if not BROTLI.is_file():
        yield BROTLI_PACKAGE
    if shutil.which("openssl") is None:
        yield "openssl"


def on_machine() -> Path | None:
    """Return the nginx on the PATH or in the usual places."""
    return programs.on_machine(["nginx"], _USUAL_PLACES)


@contextmanager
def _nothing_started() -> Iterator[None]:
    """Keep a freshly installed nginx from serving this machine's port 80 to everybody."""
    if _SERVICES.exists():
        yield
        return
    _SERVICES.write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")
    _SERVICES.chmod(0o755)
    try:
        yield
    finally:
        _SERVICES.unlink()
