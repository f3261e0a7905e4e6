"""The command ``audit``: many saved assessments into the two tables of the return."""

import sys
from collections.abc import Iterator
from pathlib import Path

from scoring import audit, audit_row
from scoring.command_line import saved_file
from scoring.command_line.files import FileError, Words, text_of, unlocked, write_new
from scoring.errors import AnswersError
from scoring.instrument import Instrument

ROWS, COUNTS = "audit-rows.csv", "audit-counts.csv"


def make(instrument: Instrument, files: list[Path], folder: Path, words: Words) -> int:
    """Writes the tables into a folder.

    A file that cannot be counted is named on standard error and the others are counted all the same: the status is 1
    then. It is 2, and nothing is written, where too few are left.
    """
    rows, refused = [], 0
    for file in _named(files):
        try:
            rows.append(_row(instrument, file, words))
        except FileError as error:
            refused += 1
            print(error, file=sys.stderr)
    made = audit.audit(instrument, tuple(rows))
    print(f"{len(rows)} counted, {refused} not", file=sys.stderr)
    if not made.rows:
        print(audit.TOO_FEW, file=sys.stderr)
        return 2
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(folder, f"cannot be made: {error.strerror}") from error
    write_new(folder / ROWS, made.rows)
    write_new(folder / COUNTS, made.counts)
    return 1 if refused else 0


def _row(instrument: Instrument, file: Path, words: Words) -> audit_row.Row:
    text = text_of(file)
    try:
        whole = unlocked(file, text, words) if saved_file.looks_locked(text) else text
        return audit_row.row(instrument, whole)
    except AnswersError as error:
        raise FileError(file, error.problem.message) from error


def _named(files: list[Path]) -> Iterator[Path]:
    """Each file once. A pattern such as *.cse, which the console of Windows leaves to programs, is looked up."""
    seen = set()
    for file in files:
        is_pattern = any(sign in file.name for sign in "*?[") and not file.exists()
        for each in sorted(file.parent.glob(file.name)) if is_pattern else [file]:
            if each not in seen:
                seen.add(each)
                yield each
