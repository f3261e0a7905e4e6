"""The command line: what can be asked for, and how every failure becomes one line."""

import argparse
import errno
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from builder import clean, paths, serve, venv, verify
from builder.errors import BuildError
from builder.lock import alone
from builder.progress import settings

# Set for the process inside .venv, so that it does not hand over again.
INSIDE = "BUILD_PY_INSIDE"

COMMANDS = {
    "build": "make the site in site/",
    "serve": "build, then serve the site on this machine only, until Ctrl-C",
    "test": "build, then run the tests; what follows goes to pytest",
    "check": "lint, check types, build with warnings as errors",
    "bench": "measure the site beside stock Pyodide in a browser; takes half an hour",
    "verify": "compare a published site, at an address or in a folder, with this build",
    "clean": "remove everything that build.py has made",
}


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line, like all others."""

    def error(self, message: str) -> NoReturn:
        print(f"build.py: {message}. See: python3 build.py --help", file=sys.stderr)
        sys.exit(2)


def parse(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Return the command with its options, and what is meant for pytest.

    Exits with status 2 and one line on what it does not understand.
    """
    own, rest = list(arguments), list[str]()
    # pytest has options of the same names as ours: all after the word is pytest's.
    if "test" in own:
        cut = own.index("test") + 1
        own, rest = own[:cut], own[cut:]
    parser = _Parser(
        prog="build.py",
        description="Builds, serves and tests the site. Everything needed is set up on the way.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="commands:\n" + "\n".join(f"  {name:7} {text}" for name, text in COMMANDS.items()),
    )
    parser.add_argument("command", nargs="?", default="build", choices=COMMANDS, metavar="command")
    parser.add_argument("place", nargs="?", help="for verify: the address or the folder")
    parser.add_argument(
        "--sums",
        metavar="FILE",
        help="for verify: compare with this SHA256SUMS instead, and build nothing",
    )
    parser.add_argument(
        "--port", type=_port, default=8000, metavar="N", help="for serve: the port (default 8000)"
    )
    parser.add_argument(
        "--rounds", type=_count, default=5, metavar="N", help="for bench: how often (default 5)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="for bench: two rounds, printed and not kept"
    )
    parser.add_argument(
        "--scale",
        action="store_true",
        help="for bench: how cost grows with pages and files, instead",
    )
    parser.add_argument(
        "--verbose", action="store_true", help="show all that the tools say, and traces"
    )
    options = parser.parse_intermixed_args(own)
    if (options.command == "verify") != (options.place is not None):
        parser.error("verify takes one address or folder, the other commands none")
    return options, rest


def _port(text: str) -> int:
    if text.isdecimal() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is not a port from 0 to 65535")


def _count(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 100:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to 100")


def main(arguments: Sequence[str]) -> int:
    """Run a command and return the exit status; whatever goes wrong is told in one line."""
    for stream in (sys.stdout, sys.stderr):
        # Tools say things that a Windows console may have no letters for.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    options, rest = parse(arguments)
    settings.verbose = options.verbose
    # A job that a shell put into the background has been told to ignore the interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _terminated)
    try:
        return _run(options, rest, arguments)
    except KeyboardInterrupt:
        print("\nbuild.py: stopped.", file=sys.stderr)
        return 130
    except BuildError as fault:
        return _fail(str(fault), fault.details)
    except OSError as fault:
        return _fail(_of_system(fault))
    except Exception as fault:
        return _fail(
            f"{type(fault).__name__}: {fault}. If this tells you nothing, "
            "run it again with --verbose for the trace."
        )


def _run(options: argparse.Namespace, rest: list[str], arguments: Sequence[str]) -> int:
    if options.command == "clean":
        clean.clean()
        return 0
    if options.command == "verify" and options.sums:
        return verify.verify(options.place, verify.sums_of(options.sums), options.sums)
    if options.command == "serve":
        serve.check_port(options.port)
    if os.environ.get(INSIDE) != str(paths.VENV):
        return _hand_over(options.command, arguments)
    # Only here: the commands import what only the virtual environment has.
    from builder import commands

    match options.command:
        case "serve":
            return commands.serve_site(options.port)
        case "test":
            return commands.test(rest)
        case "check":
            return commands.check()
        case "bench":
            return commands.bench(options.rounds, quick=options.quick, scale=options.scale)
        case "verify":
            return commands.verify_site(options.place)
        case _:
            return commands.build()


def _hand_over(command: str, arguments: Sequence[str]) -> int:
    """Set up .venv if need be and run the same command in it."""
    locks = [paths.BUILD_LOCK]
    if command in ("test", "check", "bench"):
        locks += [paths.TEST_LOCK, paths.FILES_LOCK]
    with alone(paths.CACHE / "lock"):
        venv.ensure(paths.VENV, locks)
    program = str(venv.python_of(paths.VENV))
    words = [program, str(paths.ROOT / "build.py"), *arguments]
    env = {**os.environ, INSIDE: str(paths.VENV), "PYTHONUTF8": "1"}
    if os.name != "nt":
        # The same process goes on, so there is no second one to pass signals to.
        sys.stdout.flush()
        os.execve(program, words, env)
    process = subprocess.Popen(words, env=env)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # A console tells both processes; ours waits for the other to end in its own way.
            continue


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def _fail(line: str, details: str = "") -> int:
    if settings.verbose:
        traceback.print_exc()
    if details:
        print(details, file=sys.stderr)
    print("build.py: " + " ".join(line.split()), file=sys.stderr)
    return 1


def _of_system(fault: OSError) -> str:
    """Say what to do about a fault that the system reports."""
    where = f" ({fault.filename})" if fault.filename else ""
    if fault.errno == errno.ENOSPC:
        return "the disk is full. Free some space (about 1 GB is needed) and run it again."
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"this folder cannot be written to{where}. Use a copy of the project in a folder of "
            "your own, and close programs that hold its files open."
        )
    return f"{fault.strerror or fault}{where}. Correct this and run it again."
