"""Finds nginx for the tests, or names the Debian packages for it."""

import shutil
from pathlib import Path

from builder.base.console import say
from builder.toolchain import find_program

# The variable that names the nginx to use, and that gives its path to the tests.
VARIABLE = "NGINX_PROGRAM"

PACKAGE = "nginx-light"
# Lets nginx send the files that are compressed by brotli. Debian has it from version 12, Ubuntu from 24.04.
BROTLI_PACKAGE = "libnginx-mod-http-brotli-static"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")

# Usual places outside a user's PATH.
_USUAL_PLACES = (
    Path("/usr/sbin/nginx"),
    Path("/usr/local/sbin/nginx"),
    Path("/opt/homebrew/bin/nginx"),
)


def get() -> Path | None:
    """Return the nginx for the tests; None if there is none, and then its tests are skipped.

    Raises BuildError if the file in NGINX_PROGRAM does not exist.
    """
    program = find_program.from_environment(VARIABLE) or on_machine()
    if program is None:
        say(
            f"Note: nginx was not found, so its configuration is not tested. On Debian: apt install {PACKAGE}"
        )
    return program


def missing() -> dict[str, str]:
    """Return the Debian packages that must be installed, each with the reason.

    Raises BuildError if the file in NGINX_PROGRAM does not exist.
    """
    if find_program.from_environment(VARIABLE):
        return {}
    packages = {}
    if on_machine() is None:
        packages[PACKAGE] = "the tests of the web server's configuration"
    if not BROTLI.is_file():
        packages[BROTLI_PACKAGE] = "lets nginx send files compressed with brotli"
    if shutil.which("openssl") is None:
        packages["openssl"] = "makes the certificate for the tests of nginx"
    return packages


def on_machine() -> Path | None:
    """Return the nginx on the PATH or in the usual places."""
    return find_program.on_machine(["nginx"], _USUAL_PLACES)
