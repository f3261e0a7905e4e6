"""The commands ``check``, ``score`` and ``report`` for one answers file, and ``schema``."""

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from scoring.answers.envelope.assessment import Assessment
from scoring.answers.envelope.json_schema import answers_schema
from scoring.cli.console import Console, escaped
from scoring.definition import contacts, language_file
from scoring.definition.model import Instrument
from scoring.errors import Problem
from scoring.report.wording import age_wording, fixed, level_wording, total_wording
from scoring.rules.findings import Findings, find, to_check
from scoring.rules.language import words_to_check
from scoring.rules.result import Result

_Command = Callable[[Instrument, Assessment, Path, date, Console], int]


def schema(instrument: Instrument, console: Console) -> int:
    """Prints the JSON Schema of an answers file."""
    _print_json(answers_schema(instrument), console)
    return 0


def _check(
    instrument: Instrument, assessment: Assessment, file: Path, today: date, console: Console
) -> int:
    status = report_problems(instrument, find(instrument, assessment, today), file, console)
    if not status:
        name = escaped(str(file))
        console.write(f"{name}: no errors found. Blank answers were not checked.\n")
    return status


def _score(
    instrument: Instrument, assessment: Assessment, file: Path, today: date, console: Console
) -> int:
    findings = find(instrument, assessment, today)
    status = report_problems(instrument, findings, file, console)
    _print_json(_with_sentences(findings.result), console)
    return status


def _report(
    instrument: Instrument, assessment: Assessment, file: Path, today: date, console: Console
) -> int:
    status = report_problems(instrument, find(instrument, assessment, today), file, console)
    # Imported here, because the other commands do not need Jinja2.
    # Print the report even if there are errors: it lists them at the top, as the page does.
    from scoring.cli import typeface
    from scoring.report import renderer

    document = renderer.document(instrument, contacts.load(), assessment, today, typeface.faces())
    console.write(document)
    return status


COMMANDS: Mapping[str, _Command] = {"check": _check, "score": _score, "report": _report}


def report_problems(
    instrument: Instrument, findings: Findings, file: Path, console: Console
) -> int:
    """Reports errors in the answers on standard error and returns the exit status: 1 if there are any."""
    for warning in to_check(instrument, findings):
        console.problem(file, warning, level="warning")
    for advice in _words_to_check(instrument, findings):
        console.problem(file, advice, level="warning")
    for problem in findings.problems:
        console.problem(file, problem)
    return 1 if findings.problems else 0


def _words_to_check(instrument: Instrument, findings: Findings) -> Iterator[Problem]:
    """Yields advice on words that can put the blame on a child. It repeats nothing else that was typed."""
    for answer_match in words_to_check(
        language_file.load(), instrument, findings.assessment.answers
    ):
        entry = answer_match.match.entry
        alternatives = " or ".join(f"“{each}”" for each in entry.instead)
        yield Problem(
            "words",
            answer_match.path,
            f"Look at the words “{answer_match.match.words}” again. {entry.why} Write only what is known, for example: "
            f"{alternatives}.",
        )


def _with_sentences(result: Result) -> dict[str, object]:
    """Returns the result with the sentences that the page and the print show, completeness first."""
    return {
        "completeness": total_wording.completeness(result.total, result.profile),
        "total_with_base": total_wording.total_with_base(result.total),
        "possible_range": total_wording.possible_range(result.total),
        "total_note": total_wording.total_note(result),
        "risk_factor_present": result.risk_factor_present,
        "level_agreed": level_wording.level_agreed(result.level),
        "level_gaps": level_wording.level_gaps(result.level) if result.level.category else (),
        "age_note": age_wording.age_note(result),
        "caveat": fixed.CAVEAT,
        **dataclasses.asdict(result),
    }


def _print_json(value: dict[str, object], console: Console) -> None:
    # `default` writes a date as 2026-11-29.
    console.write_json(json.dumps(value, indent=2, ensure_ascii=False, default=str) + "\n")
