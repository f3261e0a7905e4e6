#!/usr/bin/env python3
"""The one entry point: python3 build.py [build | serve | test | check | bench | verify | clean].

Any version of Python may read this file, so it uses no syntax that an old version cannot parse. It checks the version
and then calls the builder package.
"""

import sys

OLDEST = (3, 11)


def too_old(version):
    # type: (tuple[int, ...]) -> str
    """Say in one line what to do about a Python that is too old; nothing if it is not."""
    if tuple(version[:2]) >= OLDEST:
        return ""
    have = ".".join(str(part) for part in version[:3])
    need = ".".join(str(part) for part in OLDEST)
    return (
        "build.py: this is Python " + have + ", but Python " + need + " or newer is needed. "
        "Install one from python.org or your system's packages and start build.py with it, "
        "for example: python" + need + " build.py\n"
    )


def main():
    # type: () -> int
    """Run the command; return the exit status."""
    complaint = too_old(sys.version_info[:3])
    if complaint:
        sys.stderr.write(complaint)
        return 2
    try:
        from builder import cli

        return cli.main(sys.argv[1:])
    except KeyboardInterrupt:
        # Pressed before the builder could listen for it.
        return 130


if __name__ == "__main__":
    sys.exit(main())
