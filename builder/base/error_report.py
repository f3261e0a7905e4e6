"""Reports each failure of a command as one line on stderr, and translates it into an exit status."""

import errno
import signal
import sys
import traceback
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from builder.base.console import settings
from builder.base.errors import BuildError


def report_errors(run: Callable[[], int]) -> int:
    """Run a function and return its exit status. An exception is printed as one line on stderr.

    Also sets up the signal handlers and output streams of this process.
    """
    for stream in (sys.stdout, sys.stderr):
        # Tools may print characters that a Windows console cannot show.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    # Shells make background jobs ignore the interrupt signal.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _terminated)
    try:
        return run()
    except KeyboardInterrupt:
        print("\nbuild.py: stopped.", file=sys.stderr)
        return 130
    except BuildError as fault:
        return _fail(str(fault), fault.details)
    except OSError as fault:
        return _fail(_system_error_message(fault))
    except Exception as fault:
        return _fail(
            f"{type(fault).__name__}: {fault}. To see the traceback, run the command again with --verbose."
        )


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def _fail(line: str, details: str = "") -> int:
    if settings.verbose:
        traceback.print_exc()
    if details:
        print(details, file=sys.stderr)
    print("build.py: " + " ".join(line.split()), file=sys.stderr)
    return 1


def _system_error_message(fault: OSError) -> str:
    """Return a message with a remedy for an error of the operating system."""
    where = f" ({fault.filename})" if fault.filename else ""
    if fault.errno == errno.ENOSPC:
        return "the disk is full. Free some space (about 2 GB is needed) and run the command again."
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"this folder cannot be written to{where}. Use a copy of the project in a folder of "
            "your own, and close programs that have its files open."
        )
    return f"{fault.strerror or fault}{where}. Correct this and run the command again."
