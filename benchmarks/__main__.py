"""Command line of the benchmark: `python -m benchmarks`, started by `build.py bench`."""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from benchmarks import run
from benchmarks.measurements import scale
from benchmarks.parts import PARTS
from builder import commands, pipeline
from builder.base import error_report, mutex
from builder.base.console import settings
from builder.toolchain import chromium_program, nginx_program, required_packages


class _Parser(argparse.ArgumentParser):
    """A parser that prints its errors as one line."""

    def error(self, message: str) -> NoReturn:
        """Print the error and exit with status 2."""
        print(f"build.py: {message}. See: python3 build.py bench --help", file=sys.stderr)
        sys.exit(2)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options. Exits with status 2 and one line if an argument is wrong."""
    parser = _Parser(
        prog="build.py bench",
        description="Measures the built site in a browser against stock Pyodide. Takes about 15 minutes. "
        "The exit status is 1 if a part fails or a budget is missed.",
    )
    parser.add_argument(
        "--part",
        type=_part,
        metavar="NAME",
        help=f"measure one part and add it to the saved results: {', '.join(PARTS)}",
    )
    parser.add_argument(
        "--rounds", type=_count, metavar="N", help="how often to measure (default 5)"
    )
    parser.add_argument("--quick", action="store_true", help="two rounds, printed and not saved")
    parser.add_argument(
        "--scale", action="store_true", help="measure how cost grows with pages and files instead"
    )
    parser.add_argument("--verbose", action="store_true", help="print all output of the tools")
    options = parser.parse_args(arguments)
    if options.scale and (options.part or options.quick or options.rounds):
        parser.error("--scale has no parts and no rounds")
    return options


def _part(text: str) -> str:
    if text in PARTS:
        return text
    raise argparse.ArgumentTypeError(f"there is no part {text}. Choose from: {', '.join(PARTS)}")


def _count(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 100:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to 100")


def main(arguments: Sequence[str]) -> int:
    """Build the site, measure it and return the exit status."""
    options = parse(arguments)
    settings.verbose = options.verbose
    with mutex.hold(commands.LOCK):
        required_packages.prepare_for_measuring()
        folder = pipeline.build()
        program = chromium_program.get()
        nginx = None if options.scale else nginx_program.get()
    if options.scale:
        scale.run(program)
    else:
        rounds = options.rounds or (2 if options.quick else 5)
        run.run(program, folder, nginx, rounds, quick=options.quick, part=options.part)
    return 0


if __name__ == "__main__":
    sys.exit(error_report.report_errors(lambda: main(sys.argv[1:])))
