"""The command line, ``python -m scoring COMMAND``. `scoring.cli.arguments` lists the commands.

It makes no network request. Exit status: 0 success; 1 invalid answers, or files that were left out; 2 an unreadable
file, an output that cannot be written, or an invalid command; 130 stopped with Ctrl-C.
"""

import sys


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns the exit status. Never raises, even when it is interrupted."""
    try:
        # Imported here so that an interruption or a missing package is reported in the same way as a later one.
        from scoring.cli import run

        return run.run(arguments)
    except KeyboardInterrupt:
        return 130


def _as_program() -> int:
    try:
        from scoring.cli import process
    except KeyboardInterrupt:
        return 130
    return process.run(main)


if __name__ == "__main__":
    sys.exit(_as_program())
