"""Explains failed installations, from the output of pip and npm."""

import re

from builder.base.errors import BuildError
from builder.base.subprocesses import Finished

# The first match is reported. The order matters: if the index cannot be reached, pip reports that and
# then "no matching distribution", which is only a consequence.
_REASONS = (
    (
        r"DO NOT MATCH THE HASHES|EINTEGRITY|sha512-\S+ integrity checksum failed",
        "a download does not match its hash in {lock}",
        "Do not use it. Try again on another network. If it happens again, tell the maintainers.",
    ),
    (
        r"No space left on device|ENOSPC|not enough space on the disk",
        "the disk is full",
        "Free some space (about 2 GB is needed) and run the command again.",
    ),
    (
        r"ConnectionError|NewConnectionError|Max retries|name resolution|Read timed out|"
        r"ReadTimeout|ProxyError|SSLError|CERTIFICATE_VERIFY|IncompleteRead|"
        r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|"
        r"network request|network timeout|UNABLE_TO_",
        "a download was interrupted or there is no network",
        "Check that this machine can reach the package indexes (proxy, certificates). Then run the "
        "command again. It continues with what is already downloaded.",
    ),
    (
        r"Permission denied|EACCES|EPERM|EROFS|Read-only file system",
        "this folder cannot be written to",
        "Use a copy of the project in a folder of your own.",
    ),
    (
        r"No matching distribution found|Could not find a version",
        "a package in {lock} is not available for this Python, machine or network",
        "Check that the network can reach the package index, and use Python 3.11 to 3.14 on "
        "Linux, macOS or Windows.",
    ),
    (
        r"can only install packages when your package.json and package-lock.json.* in sync",
        "package.json and {lock} do not match",
        "Run `npm install --package-lock-only` and commit both.",
    ),
)


def failed_install(tool: str, lock: str, finished: Finished) -> BuildError:
    """Return the error for an installer that failed."""
    for pattern, wrong, remedy in _REASONS:
        if re.search(pattern, finished.output):
            return BuildError(f"{tool}: {wrong.format(lock=lock)}. {remedy}")
    return BuildError(
        f"{tool} could not install {lock} (exit status {finished.status}). "
        "The end of its output is shown above. To see all of it, run the command again with --verbose.",
        finished.last_lines(),
    )
