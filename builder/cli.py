"""The command line of build.py: parses commands and runs them with the Python of .venv."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from builder import clean
from builder.base import error_report, mutex, paths
from builder.base.console import settings
from builder.serve import dev_server
from builder.supply_chain import verify
from builder.toolchain import venv

# Set for the process inside .venv, so that it does not start another one.
INSIDE_VARIABLE = "BUILD_PY_INSIDE"

COMMANDS = {
    "build": "make the site in site/",
    "serve": "build, then serve the site on this machine only, until Ctrl-C",
    "test": "build, then run the tests; further arguments go to pytest; --slowest lists the 20 slowest",
    "check": "lint, check types, build with warnings as errors, also with ProperDocs",
    "bench": "measure the site against stock Pyodide in a browser, for about 15 minutes",
    "verify": "compare a published site, at an address or in a folder, with this build",
    "clean": "remove everything that build.py has made",
}


class _Parser(argparse.ArgumentParser):
    """A parser that reports errors as one line."""

    def error(self, message: str) -> NoReturn:
        print(f"build.py: {message}. See: python3 build.py --help", file=sys.stderr)
        sys.exit(2)


def parse(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Return the command with its options, and the arguments for pytest or for the benchmark.

    Exits with status 2 and one line if an argument is wrong.
    """
    own, rest = list(arguments), list[str]()
    # Arguments after "test" go to pytest, and those after "bench" to the benchmark.
    cut = next((at for at, word in enumerate(own, 1) if word in ("test", "bench")), len(own))
    own, rest = own[:cut], own[cut:]
    parser = _Parser(
        prog="build.py",
        description="Builds, serves and tests the site. Installs what it needs into the project folder.",
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
        "--quick", action="store_true", help="for check: only linters and types, no builds"
    )
    parser.add_argument(
        "--next-pyodide",
        nargs="?",
        const="next",
        metavar="VERSION",
        help="for check: run no other check, but try the next release of Pyodide, or the one named",
    )
    parser.add_argument(
        "--uncompressed",
        action="store_true",
        help="for build: leave out the compressed copies, as serve does",
    )
    parser.add_argument(
        "--verbose", action="store_true", help="show the output of all tools, and tracebacks"
    )
    options = parser.parse_intermixed_args(own)
    if (options.command == "verify") != (options.place is not None):
        parser.error("verify needs one address or folder, and the other commands need none")
    return options, rest


def _port(text: str) -> int:
    if text.isdecimal() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is not a port from 0 to 65535")


def main(arguments: Sequence[str]) -> int:
    """Run a command and return the exit status. Prints every failure as one line."""
    return error_report.report_errors(lambda: _start(arguments))


def _start(arguments: Sequence[str]) -> int:
    options, rest = parse(arguments)
    settings.verbose = options.verbose
    return _run(options, rest, arguments)


def _run(options: argparse.Namespace, rest: list[str], arguments: Sequence[str]) -> int:
    if options.command == "clean":
        clean.clean()
        return 0
    if options.command == "verify" and options.sums:
        return verify.verify(options.place, verify.sums_of(options.sums), options.sums)
    if options.command == "serve":
        dev_server.check_port(options.port)
    if os.environ.get(INSIDE_VARIABLE) != str(paths.VENV):
        return _hand_over(options.command, arguments)
    # Imported here, because the commands need packages from the virtual environment.
    from builder import commands

    match options.command:
        case "serve":
            return commands.serve_site(options.port)
        case "test":
            return commands.test(rest)
        case "check":
            return commands.check(quick=options.quick, next_pyodide=options.next_pyodide)
        case "bench":
            return commands.bench(["--verbose", *rest] if options.verbose else rest)
        case "verify":
            return commands.verify_site(options.place)
        case _:
            return commands.build(to_publish=not options.uncompressed)


def _hand_over(command: str, arguments: Sequence[str]) -> int:
    """Set up .venv if necessary and run the same command in it."""
    with mutex.hold(paths.CACHE / "lock"):
        venv.ensure(paths.VENV, locks_of(command))
    program = str(venv.python_of(paths.VENV))
    words = [program, str(paths.ROOT / "build.py"), *arguments]
    env = {**os.environ, INSIDE_VARIABLE: str(paths.VENV), "PYTHONUTF8": "1"}
    if os.name != "nt":
        # exec replaces this process, so there is no child to pass signals to.
        sys.stdout.flush()
        os.execve(program, words, env)
    process = subprocess.Popen(words, env=env)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The console signals both processes. Wait for the child to end.
            continue


def locks_of(command: str) -> list[Path]:
    """Return the lockfiles that a command installs into .venv.

    The packages for encrypted files are always among them, so that `python -m scoring` can encrypt,
    decrypt and audit files after any build.
    """
    tests = [paths.TEST_LOCK] if command in ("test", "check", "bench") else []
    return [paths.BUILD_LOCK, paths.FILES_LOCK, *tests]
