"""The usual reasons why a download fails, told from what pip and npm say."""

import re

from builder.errors import BuildError
from builder.run import Finished

# The first that fits is told. The order matters: pip reports an index that cannot be reached first
# as such and then as "no matching distribution", and the first is the cause.
_REASONS = (
    (
        r"DO NOT MATCH THE HASHES|EINTEGRITY|sha512-\S+ integrity checksum failed",
        "a download is not the file that {lock} names by its hash",
        "Do not use it: try again on another network; if it happens again, tell the maintainers.",
    ),
    (
        r"No space left on device|ENOSPC|not enough space on the disk",
        "the disk is full",
        "Free some space (about 1 GB is needed) and run the command again.",
    ),
    (
        r"ConnectionError|NewConnectionError|Max retries|name resolution|Read timed out|"
        r"ReadTimeout|ProxyError|SSLError|CERTIFICATE_VERIFY|IncompleteRead|"
        r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|"
        r"network request|network timeout|UNABLE_TO_",
        "a download broke off or the network is not there",
        "See that this machine reaches the package indexes (proxy, certificates), then run the "
        "command again: it goes on from what is there.",
    ),
    (
        r"Permission denied|EACCES|EPERM|EROFS|Read-only file system",
        "this folder cannot be written to",
        "Use a copy of the project in a folder of your own.",
    ),
    (
        r"No matching distribution found|Could not find a version",
        "a package in {lock} is not to be had for this Python, machine or network",
        "See that the network reaches the package index, and use Python 3.11 to 3.14 on "
        "Linux, macOS or Windows.",
    ),
    (
        r"can only install packages when your package.json and package-lock.json.* in sync",
        "package.json and {lock} do not fit together",
        "Run `npm install --package-lock-only` and commit both.",
    ),
)


def failed_install(tool: str, lock: str, finished: Finished) -> BuildError:
    """Make the error for an installer that ended with a failure."""
    for pattern, wrong, remedy in _REASONS:
        if re.search(pattern, finished.output):
            return BuildError(f"{tool}: {wrong.format(lock=lock)}. {remedy}")
    return BuildError(
        f"{tool} could not install {lock} (exit status {finished.status}). "
        "Its last words stand above; run again with --verbose for all of them.",
        finished.last_lines(),
    )
