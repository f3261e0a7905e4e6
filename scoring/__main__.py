"""The command line: ``python -m scoring check|score|report FILE`` and ``python -m scoring schema``.

Everything happens on this machine. A fault is one line on standard error that names the file and the place; what was
typed is never repeated there. Exit status: 0 all well, 1 answers that cannot be right, 2 a file that cannot be read or
an output that cannot be written.
"""

import argparse
import dataclasses
import json
import sys
from pathlib import Path

from scoring import contacts, definition, strict_json, wording
from scoring.assessment import Assessment, parse
from scoring.checks import problems, warnings
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
    instrument = definition.load()
    if options.command == "schema":
        return _print_json(answers_schema(instrument))
    file: Path = options.file
    try:
        # utf-8-sig: a mark at the start, which some editors write, is not part of the answers.
        assessment = parse(instrument, strict_json.read(file.read_bytes().decode("utf-8-sig")))
    except OSError as error:
        return _fault(file, f"cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        return _fault(file, "is not UTF-8 text; save it as UTF-8 and try again")
    except ScoringError as error:
        return _fault(file, str(error))
    return _run(options.command, instrument, assessment, file)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scoring", description=definition.load().title)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, purpose in (
        ("check", "say what cannot be right in an answers file"),
        ("score", "print the result as JSON"),
        ("report", "print the report as one HTML document"),
    ):
        commands.add_parser(name, help=purpose).add_argument(
            "file", type=Path, help="answers as JSON"
        )
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


def _fault(file: Path, words: str) -> int:
    print(f"{file}: {words}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
