"""Defines the arguments of the command line (argparse)."""

import argparse
from pathlib import Path
from typing import NoReturn

from scoring.cli import device_date
from scoring.cli.console import CommandError, Console


class _Parser(argparse.ArgumentParser):
    """An argument parser that writes through the console, which handles closed and full streams."""

    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().split())
        raise CommandError(f"{usage}: {message}", code="usage")

    def print_help(self, file: object = None) -> None:
        Console().write(self.format_help())


def parse(title: str, arguments: list[str]) -> argparse.Namespace:
    """Returns the options; raises CommandError if they are invalid, and SystemExit after printing the help."""
    return _parser(title).parse_args(arguments)


def _parser(title: str) -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m scoring", description=title, allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    messages = _Parser(add_help=False)
    messages.add_argument(
        "--json",
        action="store_true",
        dest="as_json",
        help="write each message to standard error as a JSON object on one line",
    )
    passphrases = _Parser(add_help=False)
    passphrases.add_argument(
        "--passphrase-from",
        "--words-from",
        type=Path,
        metavar="FILE",
        help="read the passphrases for locked files from this file, one on each line, instead of asking for one",
    )
    shared = [messages, passphrases]
    for name, purpose, holds in (
        ("check", "report errors in an answers file", "an answers file, as JSON or locked"),
        ("score", "print the result as JSON", "an answers file, as JSON or locked"),
        ("report", "print the report as one HTML document", "an answers file, as JSON or locked"),
        ("word", "write the report as a Word document", "an answers file, as JSON or locked"),
        ("text", "print the report as plain text", "an answers file, as JSON or locked"),
        ("encrypt", "lock an answers file with a passphrase", "answers as JSON"),
        ("decrypt", "print the answers in a locked file", "a locked file"),
    ):
        command = commands.add_parser(name, help=purpose, parents=shared, allow_abbrev=False)
        command.add_argument("file", type=Path, help=holds)
        if name in ("check", "score", "report", "word", "text"):
            device_date.add_option(command)
        if name in ("encrypt", "word"):
            command.add_argument(
                "-o", "--output", type=Path, required=True, help="the file to make"
            )
        elif name != "check":
            _add_output(command)
    compare = commands.add_parser(
        "compare",
        help="print how two files of one assessment differ",
        parents=shared,
        allow_abbrev=False,
    )
    compare.add_argument("file", type=Path, help="an answers file, as JSON or locked")
    compare.add_argument("other", type=Path, help="another file of the same assessment")
    audit = commands.add_parser(
        "audit", help="make the tables of the audit return", parents=shared, allow_abbrev=False
    )
    audit.add_argument(
        "files",
        type=Path,
        nargs="+",
        help="saved assessments, locked or as JSON. If you saved an assessment more than once, and any of its "
        "files is from before December 2026, give only the newest of its files",
    )
    audit.add_argument("--csv", type=Path, required=True, help="the folder for the tables")
    audit.add_argument(
        "--period",
        metavar="PERIOD",
        help="a financial year such as 2026-27, or a quarter such as 2026-27-Q1 (default: the latest year)",
    )
    audit.add_argument(
        "--rows",
        action="store_true",
        help="also write a row for each assessment. Rows are re-identifiable and must not be published",
    )
    audit.add_argument(
        "--decisions",
        type=Path,
        metavar="FILE",
        help="a file with the decisions on how to count answers, in lines such as: disability,No,assessment.cse",
    )
    audit.add_argument(
        "--undecided-as-not-known",
        action="store_true",
        help="count answers as not known if they need a decision and --decisions does not give one",
    )
    fhir = commands.add_parser(
        "fhir",
        help="write an assessment, or the empty questionnaire, as HL7 FHIR R4",
        parents=shared,
        allow_abbrev=False,
    )
    device_date.add_option(fhir)
    fhir.add_argument("file", type=Path, nargs="?", help="an answers file, as JSON or locked")
    fhir.add_argument(
        "--questionnaire",
        action="store_true",
        help="write the questions, without any answers",
    )
    _add_output(fhir)
    schema = commands.add_parser(
        "schema",
        help="print the JSON Schema of an answers file",
        parents=[messages],
        allow_abbrev=False,
    )
    _add_output(schema)
    return parser


def _add_output(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-o", "--output", type=Path, help="the file to make (default: standard output)"
    )
