"""The command line: ``python -m scoring check|score|report FILE``, ``schema``, ``encrypt``, ``decrypt`` and ``audit``.

Everything happens on this machine. A fault is one line on standard error that names the file and the place; what was
typed is never repeated there. Exit status: 0 all well, 1 answers that cannot be right or were left out, 2 a file that
cannot be read or an output that cannot be written.
"""

import argparse
import dataclasses
import json
import sys
from pathlib import Path

from scoring import contacts, definition, strict_json, wording
from scoring.assessment import Assessment, parse
from scoring.checks import problems, warnings
from scoring.command_line.files import FileError, Words, text_of, unlocked
from scoring.command_line.saved_file import looks_locked
from scoring.errors import ScoringError
from scoring.instrument import Instrument
from scoring.result import Result
from scoring.schema import answers_schema
from scoring.score import score


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns the exit status."""
    options = _parser().parse_args(arguments)
    # Reports hold every script there is, and the console of some systems would refuse them.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        return _command(definition.load(), options)
    except FileError as error:
        print(error, file=sys.stderr)
        return 2


def _command(instrument: Instrument, options: argparse.Namespace) -> int:
    if options.command == "schema":
        return _print_json(answers_schema(instrument))
    words = Words(options.words_from)
    if options.command in ("encrypt", "decrypt"):
        # Here and not above: what a command does not need, it does not wait for.
        from scoring.command_line import locking

        if options.command == "decrypt":
            return _print(locking.decrypt(instrument, options.file, words))
        return locking.encrypt(instrument, options.file, options.output, words)
    if options.command == "audit":
        from scoring.command_line import auditing

        return auditing.make(instrument, options.files, options.csv, words)
    return _run(options.command, instrument, _read(instrument, options.file, words), options.file)


def _read(instrument: Instrument, file: Path, words: Words) -> Assessment:
    text = text_of(file)
    if looks_locked(text):
        text = unlocked(file, text, words)
    try:
        return parse(instrument, strict_json.read(text))
    except ScoringError as error:
        raise FileError(file, str(error)) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scoring", description=definition.load().title)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    words = argparse.ArgumentParser(add_help=False)
    words.add_argument(
        "--words-from",
        type=Path,
        metavar="FILE",
        help="read the words that lock files from a file, one set to a line, instead of asking for them",
    )
    for name, purpose, holds in (
        ("check", "say what cannot be right in an answers file", "answers as JSON, or locked"),
        ("score", "print the result as JSON", "answers as JSON, or locked"),
        ("report", "print the report as one HTML document", "answers as JSON, or locked"),
        ("encrypt", "lock an answers file with words", "answers as JSON"),
        ("decrypt", "print the answers in a locked file", "a locked file"),
    ):
        command = commands.add_parser(name, help=purpose, parents=[words])
        command.add_argument("file", type=Path, help=holds)
        if name == "encrypt":
            command.add_argument(
                "-o", "--output", type=Path, required=True, help="the file to make"
            )
    audit = commands.add_parser(
        "audit", help="make the tables of the audit return", parents=[words]
    )
    audit.add_argument("files", type=Path, nargs="+", help="saved assessments, locked or as JSON")
    audit.add_argument("--csv", type=Path, required=True, help="the folder for the tables")
    commands.add_parser("schema", help="print the JSON Schema of an answers file")
    return parser


def _run(command: str, instrument: Instrument, assessment: Assessment, file: Path) -> int:
    answers = assessment.answers
    for warning in warnings(instrument, answers):
        print(f"{file}: {warning.path}: {warning.message}", file=sys.stderr)
    wrong = problems(instrument, answers)
    for problem in wrong:
        print(f"{file}: {problem.path}: {problem.message}", file=sys.stderr)
    status = 1 if wrong else 0
    if command == "report":
        # With something wrong too: the document names it at its head, as the one in the browser does.
        return _print_report(instrument, assessment) or status
    if command == "score":
        return _print_json(_in_words(score(instrument, answers, assessment.earlier))) or status
    if not wrong:
        return _print(
            f"{file}: nothing in it is impossible. What was left blank was not looked at.\n"
        )
    return status


def _in_words(result: Result) -> dict[str, object]:
    """The result with the sentences that screen and print show beside it, completeness first."""
    return {
        "completeness": wording.completeness(result.total, result.profile),
        "total_with_base": wording.total_with_base(result.total),
        "possible_range": wording.possible_range(result.total),
        "total_note": wording.total_note(result),
        "risk_factor_present": result.risk_factor_present,
        "level_agreed": wording.level_agreed(result.level),
        "level_gaps": wording.level_gaps(result.level) if result.level.category else (),
        "age_note": wording.age_note(result),
        "caveat": wording.CAVEAT,
        **dataclasses.asdict(result),
    }


def _print_report(instrument: Instrument, assessment: Assessment) -> int:
    try:
        # Here and not above: the other commands run wherever there is a Python, also without Jinja2.
        from scoring import report
    except ModuleNotFoundError as error:
        print(
            f"The report needs the package {error.name}. Use the Python in .venv, which build.py makes.",
            file=sys.stderr,
        )
        return 2
    return _print(report.document(instrument, contacts.load(), assessment))


def _print_json(value: dict[str, object]) -> int:
    return _print(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def _print(text: str) -> int:
    try:
        sys.stdout.write(text)
        # What is only kept back would fail when Python ends, with a traceback and another status.
        sys.stdout.flush()
    except OSError as error:
        # A full disk or a closed pipe; the stream is let go, so that Python does not try once more at its end.
        sys.stdout = None
        print(f"The output cannot be written: {error.strerror}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
