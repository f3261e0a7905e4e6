"""The command ``audit``: makes the tables of the audit return from many saved assessments."""

import argparse
import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from scoring.audit import audit_return, notes
from scoring.audit import period as fixed_period
from scoring.audit import records as audit_records
from scoring.audit.audit_return import Return
from scoring.audit.period import Period
from scoring.audit.records import Record
from scoring.cli import decisions
from scoring.cli.console import CommandError, Console
from scoring.cli.decisions import Decisions
from scoring.cli.encryption import jwe
from scoring.cli.encryption.passphrases import Passphrases
from scoring.cli.files import decrypted, text_of
from scoring.cli.new_files import check_absent, made_folder, write_all
from scoring.definition.model import Instrument
from scoring.errors import AnswersError

ROWS, COUNTS = "audit-rows.csv", "audit-counts.csv"
# These errors would be the same for every file. Report them once.
_OF_ALL = ("missing-package", "no-terminal", "passphrase", "decision")


def make(
    instrument: Instrument, options: argparse.Namespace, passphrases: Passphrases, console: Console
) -> int:
    """Writes the tables into a folder and returns the exit status.

    If a file cannot be counted, it is reported, the others are counted and the status is 1. If a person has to
    classify an answer first, nothing is written and the status is 1. If too few files are left, the status is 2.
    """
    period = _period(options.period)
    decided = Decisions(options.decisions, rest_unknown=options.undecided_as_not_known)
    contents = [options.csv / COUNTS, *([options.csv / ROWS] if options.rows else [])]
    for file in contents:
        check_absent(file)
    files, records, refused, waiting = _read(
        instrument, options.files, passphrases, decided, console
    )
    if waiting:
        console.note(
            f"Nothing was written. Answers that need a decision: {waiting}", code="undecided"
        )
        return 1
    result = audit_return.audit(
        instrument, records, period=period, rows=options.rows, today=date.today().isoformat()
    )
    left_out = refused + _report(instrument, result, files, console)
    console.note(f"Files counted: {result.count}. Not counted: {left_out}", code="counted")
    if not result.counts:
        message = notes.TOO_FEW if result.period else notes.NO_PERIOD
        raise CommandError(message, code="too-few")
    with made_folder(options.csv):
        write_all(dict(zip(contents, (result.counts, result.rows), strict=False)))
    return 1 if refused or result.undated else 0


def _read(
    instrument: Instrument,
    paths: list[Path],
    passphrases: Passphrases,
    decided: Decisions,
    console: Console,
) -> tuple[list[Path], list[Record], int, int]:
    """Returns the files read, their records, the number of files refused and the number of answers to decide."""
    files, records, refused, waiting = [], [], 0, 0
    for file in _expanded(paths):
        try:
            record = _record(instrument, file, passphrases)
            answers = decided.of(file, record.undecided)
        except CommandError as error:
            if error.code in _OF_ALL:
                raise
            refused += 1
            console.error(error)
            continue
        for each in record.undecided:
            if each.key not in answers:
                waiting += 1
                message = decisions.question(each)
                console.error(CommandError(message, code="undecided", file=file))
        files.append(file)
        records.append(dataclasses.replace(record, row={**record.row, **answers}))
    return files, records, refused, waiting


def _report(instrument: Instrument, result: Return, files: list[Path], console: Console) -> int:
    """Reports which files are left out and notes about the period; returns the number of files left out."""
    for each in result.duplicates:
        message = each.message.replace("{}", str(files[each.counted]))
        console.note(message, code="duplicate", file=files[each.index])
    for index in result.undated:
        message = audit_return.undated(instrument)
        console.error(CommandError(message, code="no-date", file=files[index]))
    if result.period:
        console.note(f"The return is for: {result.period.label}", code="period")
    if result.outside:
        others = ", ".join(each.id for each in result.periods if each != result.period)
        message = f"Completed outside this period: {result.outside}. Other periods to choose with --period: {others}"
        console.note(message, code="outside")
    if result.period and not result.period.has_ended(date.today().isoformat()):
        console.note(notes.NOT_ENDED, code="period")
    if result.counts:
        console.note(notes.ONE_RETURN, code="one-return")
    if result.rows:
        console.note(notes.ROWS_ARE_FOR, code="rows")
    return len(result.duplicates) + len(result.undated) + result.outside


def _period(text: str | None) -> Period | None:
    try:
        return fixed_period.parse(text) if text else None
    except AnswersError as error:
        raise CommandError(f"--period {error.problem.message}", code="period") from error


def _record(instrument: Instrument, file: Path, passphrases: Passphrases) -> Record:
    text = text_of(file)
    try:
        plain_text = decrypted(file, text, passphrases) if jwe.looks_encrypted(text) else text
        return audit_records.record(instrument, plain_text, date.today())
    except AnswersError as error:
        raise CommandError(error.problem.message, code=error.problem.code, file=file) from error
    except (
        RecursionError,
        MemoryError,
        ValueError,
        LookupError,
        TypeError,
        AssertionError,
    ) as error:
        # A bug triggered by one file must not stop the others from being counted.
        message = f"cannot be counted, because the program has a fault ({type(error).__name__}). Report it."
        raise CommandError(message, code="internal", file=file) from error


def _expanded(files: list[Path]) -> Iterator[Path]:
    """Yields each path once. Expands patterns such as *.cse, because the Windows console does not."""
    names = set()
    for file in files:
        for each in _matching(file):
            if each not in names:
                names.add(each)
                yield each


def _matching(file: Path) -> list[Path]:
    try:
        if any(sign in file.name for sign in "*?[") and not file.exists():
            return sorted(file.parent.glob(file.name)) or [file]
    except (OSError, ValueError):
        # Reading the file will report the reason.
        pass
    return [file]
